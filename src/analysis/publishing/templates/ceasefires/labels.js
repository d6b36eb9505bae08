// Labels of charts. Plotly draws a label as a group of six elements, with defaults for forty options; a page of
// hundreds of labels waits for that longest. A plain label is one text (and a ground) where plotly would put it.
const DRAWING = "http://www.w3.org/2000/svg";
// Plotly's distance of lines, in font sizes.
const LINE_STEP = 1.3;
// Measures words without laying out the page.
const pen = document.createElement("canvas").getContext("2d");
const PLAIN = new Set(["text", "x", "y", "showarrow", "borderpad", "font", "xref", "yref", "xanchor", "yanchor",
  "align", "xshift", "yshift", "bgcolor"]);
const PLAIN_TEXT = /^(?:[^<&]|<br>|&(?:amp|lt|gt|#\d+);)*$/;
const BOLD = /^<b>(.*)<\/b>$/s;
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const SHARES = { left: 0, top: 0, center: 0.5, middle: 0.5, right: 1, bottom: 1 };
// Plotly keeps this much free around a label, for a border that is not drawn.
const BORDER = 1;

function isPlain(label) {
  return label.showarrow === false && label.borderpad === 0 && label.align === "left"
    && Object.keys(label).every((name) => PLAIN.has(name)) && PLAIN_TEXT.test(label.text.replace(BOLD, "$1"));
}

/** The words of a label, line by line. */
function wordsIn(text) {
  const decoded = (entity) => ENTITIES[entity] ?? String.fromCodePoint(Number(entity.slice(2, -1)));
  return text.split("<br>").map((line) => line.replace(/&[^;]+;/g, decoded).replace(/\n/g, " "));
}

/** Where a label's anchor lies in the chart, in pixels; null where its axis does not reach. */
function placeOf(label, full) {
  const { l, t, w, h } = full._size;
  const along = (ref, value) => {
    if (ref === "paper") return { at: value };
    const axis = full[ref.replace(/^[xy]/, "$&axis")];
    const at = axis.d2p(value);
    return at < -0.5 || at > axis._length + 0.5 ? null : { px: axis._offset + at };
  };
  const x = along(label.xref, label.x);
  const y = along(label.yref, label.y);
  if (!x || !y) return null;
  return {
    x: (x.px ?? l + x.at * w) + (label.xshift ?? 0),
    y: (y.px ?? t + (1 - y.at) * h) - (label.yshift ?? 0),
  };
}

function svgElement(name, attributes, words) {
  const made = document.createElementNS(DRAWING, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (words !== undefined) made.textContent = words;
  return made;
}

function drawLabel(label, layout, full) {
  const place = label.text && placeOf(label, full);
  if (!place) return [];
  const bold = BOLD.exec(label.text);
  const lines = wordsIn(bold ? bold[1] : label.text);
  const size = label.font.size ?? layout.font.size;
  pen.font = `normal ${bold ? "bold" : "normal"} ${size}px ${layout.font.family}`;
  const measured = lines.map((line) => pen.measureText(line));
  const above = Math.round(measured[0].fontBoundingBoxAscent);
  const below = Math.round(measured[0].fontBoundingBoxDescent);
  const step = LINE_STEP * size;
  const width = Math.round(Math.max(...measured.map((one) => one.width)) + 2 * BORDER);
  const height = Math.round(above + below + (lines.length - 1) * step + 2 * BORDER);
  const x = Math.round(place.x - width * SHARES[label.xanchor]);
  const y = Math.round(place.y - height * SHARES[label.yanchor]);
  const text = svgElement("text", {
    class: "label", x: x + BORDER, y: y + BORDER + above, fill: label.font.color ?? layout.font.color,
    "font-size": size, ...(bold && { "font-weight": "bold" }),
  }, lines.length === 1 ? lines[0] : undefined);
  if (lines.length > 1) {
    text.append(...lines.map((line, n) => svgElement("tspan", { x: x + BORDER, dy: n ? step : 0 }, line)));
  }
  if (!label.bgcolor) return [text];
  const ground = { x: x + BORDER / 2, y: y + BORDER / 2, width: width - BORDER, height: height - BORDER };
  return [svgElement("rect", { ...ground, fill: label.bgcolor }), text];
}

/** Draw the plain labels of a chart that plotly has drawn, over its marks. */
function drawLabels(box, labels, layout) {
  const full = box._fullLayout;
  const layer = svgElement("g", { class: "labels", "font-family": layout.font?.family ?? "" });
  layer.append(...labels.flatMap((label) => drawLabel(label, layout, full)));
  box.querySelector(".labels")?.remove();
  box.querySelector(".infolayer").prepend(layer);
}
