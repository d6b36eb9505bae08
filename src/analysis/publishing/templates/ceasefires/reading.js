// Reading aids: copying, contents, folds, paper; then everything starts.
const LONG_TABLE = 40;
const openedForPrint = [];

function citation() {
  return document.getElementById("citation").textContent;
}

async function copyText(source, text) {
  const words = source.textContent;
  try {
    await navigator.clipboard.writeText(text);
    source.textContent = "Copied";
  } catch {
    source.textContent = "Copying is not allowed here";
  }
  announce(source.textContent);
  setTimeout(() => (source.textContent = words), 2000);
}

for (const one of document.querySelectorAll("[data-cite]")) {
  const title = document.getElementById(`${one.dataset.cite}-title`).textContent;
  one.addEventListener("click", () => copyText(one, `${citation()} Figure: ${title}`));
}

for (const one of document.querySelectorAll("[data-show]")) {
  one.addEventListener("click", () => {
    const open = one.getAttribute("aria-expanded") !== "true";
    document.querySelectorAll("details.code").forEach((fold) => (fold.open = open));
    one.setAttribute("aria-expanded", open);
    one.textContent = open ? "Hide all code" : "Show all code";
  });
}

/** Mark the section in view in the contents. */
function watchSections() {
  const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      const link = links.get(target.getAttribute("aria-labelledby"));
      if (link && isIntersecting) {
        links.forEach((other) => other.removeAttribute("aria-current"));
        link.setAttribute("aria-current", "true");
      }
    }
  }, { rootMargin: "-64px 0px -70% 0px" });
  document.querySelectorAll("main > section[aria-labelledby]").forEach((section) => seen.observe(section));
}

/** On paper short data tables, evidence and other folds are open; long tables stay in the CSV. */
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("main details:not([open])")) {
    const isLong = fold.querySelectorAll("tbody tr").length > LONG_TABLE && fold.matches(".data");
    fold.classList.toggle("long", isLong);
    if (isLong || fold.matches(".code")) continue;
    fold.open = true;
    openedForPrint.push(fold);
  }
});
addEventListener("afterprint", () => openedForPrint.splice(0).forEach((fold) => (fold.open = false)));

/** Links to the list of addresses go to the address itself. */
for (const link of document.querySelectorAll('a[href^="#a"]')) {
  const address = /^#a\d+$/.test(link.hash) && document.querySelector(`${link.hash} a`);
  if (address) link.href = address.href;
}

document.documentElement.classList.add("scripted");
if (innerWidth < 600) document.querySelector(".contents details").open = false;
watchSections();
showAddress();
startCharts();
