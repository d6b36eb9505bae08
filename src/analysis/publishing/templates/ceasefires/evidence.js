// The evidence panel: a copy of an entry of the list at the page's end, beside what was clicked.
const panel = document.getElementById("panel");
const entries = [...document.querySelectorAll("article.evidence")];
const pageTitle = document.title;
let opener = null;

function entryOf(href) {
  return href.startsWith("#e-") ? document.getElementById(decodeURIComponent(href.slice(1))) : null;
}

/** Go to an anchor: evidence opens in the panel, anything else is scrolled to. */
function follow(href, from) {
  const entry = entryOf(href);
  if (entry) openPanel(entry, from);
  else location.hash = href;
}

function button(words, action, label) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = words;
  if (label) element.setAttribute("aria-label", label);
  element.addEventListener("click", action);
  return element;
}

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/** The copy keeps the links and loses the ids, which stay with the list. */
function copyOf(entry) {
  const copy = entry.cloneNode(true);
  copy.removeAttribute("tabindex");
  for (const node of [copy, ...copy.querySelectorAll("[id]")]) node.removeAttribute("id");
  return copy;
}

function fillPanel(entry) {
  const group = [...entry.closest("details.attempt").querySelectorAll("article.evidence")];
  const at = group.indexOf(entry);
  const name = entry.closest("details.attempt").querySelector("summary").firstChild.textContent.trim();
  const heading = element("h2", "panel-title", name);
  heading.tabIndex = -1;
  const bar = element("div", "panel-bar",
    element("span", "place", `${at + 1} of ${group.length}`),
    button("↑", () => stepPanel(-1), "Previous evidence"),
    button("↓", () => stepPanel(1), "Next evidence"),
    button("×", closePanel, "Close evidence"));
  const tools = element("div", "buttons",
    button("Copy link", (event) => copyText(event.target, location.href)),
    button("Copy citation", (event) => copyText(event.target, `${citation()} ${location.hash}`)));
  panel.replaceChildren(bar, heading, copyOf(entry), tools);
  panel.dataset.entry = entry.id;
  panel.scrollTop = 0;
  return heading;
}

function placePanel(from) {
  const inline = innerWidth >= 600 && innerWidth < 1000;
  const host = inline && from?.closest(".panel-frame, .figure, .table-block, .box, .prose, .passages, .disagreements, .facts");
  if (host) host.after(panel);
  else document.body.insertBefore(panel, document.getElementById("announce"));
}

function showEntry(entry, from) {
  placePanel(from);
  panel.hidden = false;
  document.documentElement.classList.add("has-panel");
  fillPanel(entry).focus({ preventScroll: innerWidth >= 1000 || innerWidth < 600 });
}

function openPanel(entry, from) {
  if (!panel.contains(from)) opener = from ?? null;
  history.pushState({ evidence: entry.id }, "", `#${entry.id}`);
  showEntry(entry, opener);
}

function stepPanel(step) {
  const group = [...document.getElementById(panel.dataset.entry).closest("details.attempt").querySelectorAll("article.evidence")];
  const now = group.findIndex((entry) => entry.id === panel.dataset.entry);
  const next = group[now + step];
  if (!next) return;
  history.replaceState({ evidence: next.id }, "", `#${next.id}`);
  fillPanel(next).focus({ preventScroll: true });
}

function hidePanel() {
  panel.hidden = true;
  document.documentElement.classList.remove("has-panel");
  opener?.focus({ preventScroll: true });
}

function closePanel() {
  hidePanel();
  history.replaceState(null, "", location.pathname + location.search);
}

/** Open what the address names: at the start, and when the reader goes back or forward. */
function showAddress() {
  const entry = entryOf(location.hash);
  if (entry) showEntry(entry, opener);
  else if (!panel.hidden) hidePanel();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#e-"]');
  const entry = link && !event.ctrlKey && !event.metaKey && entryOf(link.getAttribute("href"));
  if (!entry) return;
  event.preventDefault();
  openPanel(entry, link);
});

document.addEventListener("keydown", (event) => {
  if (panel.hidden) return;
  if (event.key === "Escape") closePanel();
  else if (panel.contains(document.activeElement) && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    stepPanel(event.key === "ArrowDown" ? 1 : -1);
  }
});
addEventListener("popstate", showAddress);
