// Marks of a chart by keyboard and pointer: one tab stop per chart, arrows between marks, Enter opens.

/** The first evidence or page anchor in a mark's custom data. */
function hrefIn(data) {
  return [data].flat(3).find((item) => typeof item === "string" && item.startsWith("#")) ?? "";
}

/** The drawn marks that lead somewhere, in reading order. */
function marksOf(box) {
  const places = [...box.querySelectorAll(".point, path.point, .point > path")]
    .filter((node) => node.__data__ && hrefIn(node.__data__.data))
    .map((node) => ({ node, href: hrefIn(node.__data__.data), at: node.getBoundingClientRect() }));
  const unique = new Map(places.map((mark) => [`${mark.at.x | 0} ${mark.at.y | 0} ${mark.href}`, mark]));
  return [...unique.values()].sort((a, b) => a.at.y - b.at.y || a.at.x - b.at.x);
}

function wordsOf(mark) {
  const { htx, tx } = mark.node.__data__;
  const words = String(htx || tx || mark.href).replace(/<[^>]*>/g, " ");
  // A document of its own decodes entities and runs nothing.
  return new DOMParser().parseFromString(words, "text/html").body.textContent;
}

function hideRing(box) {
  box.querySelector(":scope > .ring")?.remove();
  delete box.dataset.ringed;
}

/** A ring round a mark; it stays when the chart is drawn anew. */
function showRing(box, mark) {
  hideRing(box);
  box.dataset.ringed = mark.href;
  const rect = mark.node.getBoundingClientRect();
  const ring = document.createElement("div");
  const outer = box.getBoundingClientRect();
  const size = Math.max(24, rect.width + 10, rect.height + 10);
  ring.className = "ring";
  ring.style.width = ring.style.height = `${size}px`;
  ring.style.left = `${rect.x + rect.width / 2 - outer.x - size / 2}px`;
  ring.style.top = `${rect.y + rect.height / 2 - outer.y - size / 2}px`;
  box.append(ring);
}

function ringAgain(box) {
  const mark = box.dataset.ringed && marksOf(box).find((one) => one.href === box.dataset.ringed);
  if (mark) showRing(box, mark);
}

function announce(words) {
  document.getElementById("announce").textContent = words;
}

function moveMark(box, step) {
  const marks = marksOf(box);
  if (!marks.length) return;
  const before = Number(box.dataset.mark ?? -1);
  const now = Math.min(marks.length - 1, Math.max(0, before + step));
  box.dataset.mark = now;
  marks[now].node.scrollIntoView({ block: "nearest" });
  showRing(box, marks[now]);
  announce(`${now + 1} of ${marks.length}: ${wordsOf(marks[now])}`);
}

function openMark(box, point) {
  const href = hrefIn(point.customdata);
  if (!href) return;
  const mark = marksOf(box).find((one) => one.href === href && one.node.__data__.i === point.pointNumber);
  if (mark) showRing(box, mark);
  follow(href, box);
}

function onChartKey(event) {
  const box = event.currentTarget;
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  if (event.key in steps) {
    event.preventDefault();
    moveMark(box, steps[event.key]);
  } else if (event.key === "Enter" && box.dataset.mark !== undefined) {
    const mark = marksOf(box)[Number(box.dataset.mark)];
    if (mark) follow(mark.href, box);
  } else if (event.key === "Escape") {
    hideRing(box);
    Plotly.Fx.unhover(box);
  }
}

for (const box of plots) box.addEventListener("keydown", onChartKey);
