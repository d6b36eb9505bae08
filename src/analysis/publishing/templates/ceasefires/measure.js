// How large a label is. Plotly puts each one into a hidden drawing and asks for its rectangle, for which the browser
// lays out the whole page again: a third of the time that charts take. A canvas tells the same without layout.
const DRAWING = "http://www.w3.org/2000/svg";
// Plotly's distance of lines, in font sizes.
const LINE_STEP = 1.3;
const pen = document.createElement("canvas").getContext("2d");

/** The lines of a label that a canvas can measure; none where it holds more than words, bold and italic. */
function linesOf(label) {
  const inner = [...label.querySelectorAll("*")];
  const plain = inner.every((one) => one.nodeName === "tspan" && !one.style.fontSize
    && (one.classList.contains("line") || !one.hasAttribute("dy")));
  if (label.nodeName !== "text" || !plain || !label.textContent) return [];
  const lines = [...label.children].filter((one) => one.classList.contains("line"));
  return lines.length ? lines : [label];
}

function lineWidth(line, font) {
  let width = 0;
  const words = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const around = words.currentNode.parentNode;
    const bold = around.closest('tspan[style*="bold"]') ? "bold" : font.fontWeight || "normal";
    const italic = around.closest('tspan[style*="italic"]') ? "italic" : font.fontStyle || "normal";
    pen.font = `${italic} ${bold} ${font.fontSize} ${font.fontFamily}`;
    width += pen.measureText(words.currentNode.data).width;
  }
  return width;
}

/** The rectangle of a label whose first line begins at the origin; null where a canvas cannot tell. */
function labelRect(label) {
  const lines = linesOf(label);
  if (!lines.length || !label.style.fontFamily) return null;
  const width = Math.max(...lines.map((line) => lineWidth(line, label.style)));
  const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = pen.measureText("");
  if (above === undefined) return null;
  // The browser rounds a font's rise and fall to whole pixels where it lays text out.
  const top = -Math.round(above);
  const height = Math.round(above) + Math.round(below) + (lines.length - 1) * LINE_STEP * parseFloat(label.style.fontSize);
  const share = { middle: -0.5, end: -1 }[label.style.textAnchor || label.getAttribute("text-anchor")] ?? 0;
  return new DOMRect(width * share, top, width, height);
}

/** Make the hidden drawing before plotly does, so that labels put into it are measured and not laid out. */
function prepareMeasuring() {
  const drawing = document.createElementNS(DRAWING, "svg");
  const origin = document.createElementNS(DRAWING, "path");
  drawing.id = "js-plotly-tester";
  origin.setAttribute("class", "js-reference-point");
  origin.setAttribute("d", "M0,0H1V1H0Z");
  drawing.append(origin);
  drawing.setAttribute("aria-hidden", "true");
  const onPage = { append: drawing.appendChild.bind(drawing), remove: drawing.removeChild.bind(drawing) };
  const whereOnPage = origin.getBoundingClientRect.bind(origin);
  let measured = null;
  drawing.appendChild = (label) => {
    const rect = labelRect(label);
    if (!rect) return onPage.append(label);
    measured = label;
    label.getBoundingClientRect = () => rect;
    return label;
  };
  drawing.removeChild = (label) => {
    if (label !== measured) return onPage.remove(label);
    measured = null;
    return label;
  };
  origin.getBoundingClientRect = () => (measured ? new DOMRect(0, 0, 1, 1) : whereOnPage());
  document.body.append(drawing);
}
