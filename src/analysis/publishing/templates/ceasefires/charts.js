// Charts: specifications with colour tokens, drawn for the theme and the width at hand.
const NARROW = 660;
const PRINT_WIDTH = 670;
// A panel higher than this is made smaller on paper: it stands on one sheet with its heading.
const PRINT_HEIGHT = 900;
const darkTheme = matchMedia("(prefers-color-scheme: dark)");
const plots = [...document.querySelectorAll(".plot")];
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

function drawChart(box) {
  const chart = charts[box.dataset.chart];
  const width = printing ? PRINT_WIDTH : Math.floor(box.clientWidth);
  if (!chart || !width) return;
  const isNarrow = width < NARROW;
  const colours = PALETTE[!printing && darkTheme.matches ? "dark" : "light"];
  const spec = coloured(isNarrow ? chart.narrow : chart.wide, colours);
  const height = isNarrow ? chart.height_narrow : chart.height;
  const layout = { ...spec.layout, width, height, autosize: false, dragmode: false, hovermode: "closest" };
  box.style.minHeight = `${height}px`;
  box.style.zoom = printing && height > PRINT_HEIGHT ? PRINT_HEIGHT / height : "";
  Plotly.react(box, spec.data, layout, { displayModeBar: false, showTips: false, doubleClick: false });
  if (!box.dataset.drawn) box.on("plotly_click", (event) => openMark(box, event.points[0]));
  box.dataset.drawn = isNarrow ? "narrow" : "wide";
  box.dataset.width = width;
  ringAgain(box);
}

function drawAll() {
  plots.forEach(drawChart);
}

/** The first drawing: what is in view comes first, and the page answers its reader between two charts. */
async function drawInTurn() {
  for (const box of plots) {
    const chart = charts[box.dataset.chart];
    if (chart) box.style.minHeight = `${box.clientWidth < NARROW ? chart.height_narrow : chart.height}px`;
  }
  const places = new Map(plots.map((box) => [box, box.getBoundingClientRect()]));
  const away = ({ top, bottom }) => (bottom < 0 ? -bottom : Math.max(0, top - innerHeight));
  for (const box of [...plots].sort((a, b) => away(places.get(a)) - away(places.get(b)))) {
    if (!box.dataset.drawn) drawChart(box);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Put plotly.js into the page: its text is known to the page's policy by its hash. */
async function loadPlotly() {
  const element = document.createElement("script");
  element.textContent = await unpack("plotly-js");
  keepOutMapStyle(element.textContent);
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
  const [packed] = await Promise.all([unpack("charts-data"), loadPlotly()]);
  charts = JSON.parse(packed).charts;
  prepareMeasuring();
  await drawInTurn();
  document.documentElement.dataset.charts = "drawn";
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (!printing && Math.floor(target.clientWidth) !== Number(target.dataset.width)) drawChart(target);
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
