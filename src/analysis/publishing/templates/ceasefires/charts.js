// Charts: specifications with colour tokens, drawn for the theme and the width at hand.
const NARROW = 720;
// The width and height of a sheet. Charts are drawn wider and printed smaller, their labels 9 pt high, so that labels
// have the room they have on a screen; a panel still higher than the sheet becomes smaller yet.
const SHEET = { width: 670, height: 900, scale: 0.8 };
// Milliseconds after which the page answers its reader while charts are drawn.
const LONGEST_BUSY = 50;
const darkTheme = matchMedia("(prefers-color-scheme: dark)");
const plots = [...document.querySelectorAll(".plot")];
// Unpacking begins at once and goes on beside what else the page does when it opens.
const unpacked = plots.length ? Promise.all([unpack("charts-data"), unpack("plotly-js")]) : null;
let charts = {};
let printing = false;

/** A copy of a specification with every token ("@ink") replaced by a colour. */
function coloured(node, colours) {
  if (Array.isArray(node)) return node.map((item) => coloured(item, colours));
  if (node && typeof node === "object") {
    return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, coloured(item, colours)]));
  }
  if (typeof node === "string" && node.startsWith("@")) return colours[node.slice(1)] ?? node;
  return node;
}

/** Draw a chart for the room it has: asked for all charts before the first is drawn, else each asks for a layout. */
function drawChart(box, room) {
  const chart = charts[box.dataset.chart];
  const scale = printing && chart ? Math.min(SHEET.scale, SHEET.height / chart.height) : 1;
  const width = Math.floor(printing ? SHEET.width / scale : room);
  if (!chart || !width) return;
  const isNarrow = width < NARROW;
  const colours = PALETTE[!printing && darkTheme.matches ? "dark" : "light"];
  const spec = coloured(isNarrow ? chart.narrow : chart.wide, colours);
  const height = isNarrow ? chart.height_narrow : chart.height;
  const layout = { ...spec.layout, width, height, autosize: false, dragmode: false, hovermode: "closest" };
  box.style.minHeight = `${height}px`;
  box.style.zoom = printing ? scale : "";
  const labels = layout.annotations ?? [];
  layout.annotations = labels.filter((label) => !isPlain(label));
  Plotly.react(box, spec.data, layout, { displayModeBar: false, showTips: false, doubleClick: false });
  drawLabels(box, labels.filter(isPlain), layout);
  if (!box.dataset.drawn) box.on("plotly_click", (event) => openMark(box, event.points[0]));
  box.dataset.drawn = isNarrow ? "narrow" : "wide";
  box.dataset.width = width;
  ringAgain(box);
}

function drawAll() {
  if (!printing) plots.forEach((box) => (box.style.zoom = ""));
  const rooms = plots.map((box) => box.clientWidth);
  plots.forEach((box, n) => drawChart(box, rooms[n]));
}

/**
 * The first drawing: what is in view comes first. Between two charts the page answers its reader, at the latest after
 * a twentieth of a second; after each chart, it would lay itself out as often as there are charts.
 */
async function drawInTurn() {
  for (const box of plots) {
    const chart = charts[box.dataset.chart];
    if (chart) box.style.minHeight = `${box.clientWidth < NARROW ? chart.height_narrow : chart.height}px`;
  }
  const places = new Map(plots.map((box) => [box, box.getBoundingClientRect()]));
  const away = ({ top, bottom }) => (bottom < 0 ? -bottom : Math.max(0, top - innerHeight));
  let answered = performance.now();
  for (const box of [...plots].sort((a, b) => away(places.get(a)) - away(places.get(b)))) {
    if (!box.dataset.drawn) drawChart(box, places.get(box).width);
    if (performance.now() - answered < LONGEST_BUSY) continue;
    await new Promise((resolve) => setTimeout(resolve));
    answered = performance.now();
  }
}

/** Put plotly.js into the page: its text is known to the page's policy by its hash. */
function loadPlotly(source) {
  const element = document.createElement("script");
  element.textContent = source;
  keepOutMapStyle(source);
  document.head.append(element);
}

/** The map library in plotly.js adds a style sheet, which the policy refuses, unless its id is taken. */
function keepOutMapStyle(source) {
  const found = /getElementById\("([0-9a-f]{64})"\)/.exec(source);
  if (!found) return;
  const taken = document.createElement("meta");
  taken.id = found[1];
  document.head.append(taken);
}

async function startCharts() {
  if (!plots.length) return;
  const [specifications, source] = await unpacked;
  loadPlotly(source);
  charts = JSON.parse(specifications).charts;
  await drawInTurn();
  document.documentElement.dataset.charts = "drawn";
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (!printing && Math.floor(target.clientWidth) !== Number(target.dataset.width)) drawChart(target, target.clientWidth);
    }
  });
  plots.forEach((box) => resized.observe(box));
  darkTheme.addEventListener("change", drawAll);
}

addEventListener("beforeprint", () => {
  printing = true;
  drawAll();
});
addEventListener("afterprint", () => {
  printing = false;
  drawAll();
});
