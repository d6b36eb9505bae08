// Tables: sorting by column, and CSV that a spreadsheet shows but never runs.
const NUMBER = /^[-+−]?\d[\d,\u202f]*(\.\d+)?$/;

/** The words of a cell, without what keeps them on one line. */
function textOf(cell) {
  return cell.textContent.replace(/\u2060/g, "").trim().replace(/\s+/g, " ");
}

/** A cell for CSV: what a spreadsheet would take for a formula gets an apostrophe, numbers stay. */
function csvCell(text) {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvOf(table) {
  const head = [...table.tHead.rows[0].cells].map((cell) => cell.dataset.name || textOf(cell));
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map(textOf));
  return [head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

function saveAs(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function downloadCsv(id) {
  const table = document.getElementById(id);
  const name = table.dataset.csvName.replace(/\.csv$/, "").replace(/[^\w.-]+/g, "-").replace(/^\W+/, "");
  saveAs(`${name}.csv`, csvOf(table));
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DATE = /^(?:(?:on|in|by|after|before|from) )?(?:(\d{1,2})(?:[–-]\d{1,2})? )?([a-z]{3})[a-z]* (\d{4})/;
const DURATION = /^(?:(?:about|at most|at least|between|over) )?\d+ ?(?:min|hour|day|week|month|m\b|year|y\b)/;
const DAYS = { min: 1 / 1440, hour: 1 / 24, day: 1, week: 7, month: 30.4, m: 30.4, year: 365.25, y: 365.25 };

/** What a cell is sorted by: a number, a date or a duration by its size, anything else by its words. */
function sortKey(text) {
  const words = text.toLowerCase();
  if (NUMBER.test(words)) return Number(words.replace(/[,\u202f]/g, "").replace("−", "-"));
  const date = DATE.exec(words);
  if (date && MONTHS.includes(date[2])) {
    return Number(date[3]) * 10000 + (MONTHS.indexOf(date[2]) + 1) * 100 + Number(date[1] ?? 0);
  }
  if (!DURATION.test(words)) return words;
  const parts = words.matchAll(/(\d+) ?(min|hour|day|week|month|m|year|y)/g);
  return [...parts].reduce((total, [, count, unit]) => total + Number(count) * DAYS[unit], 0);
}

function compare(a, b) {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === "number" ? -1 : 1;
}

function sortBy(table, index, heading) {
  const direction = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
  const rows = [...table.tBodies[0].rows].map((row) => [sortKey(textOf(row.cells[index])), row]);
  rows.sort((a, b) => direction * compare(a[0], b[0]));
  table.tBodies[0].append(...rows.map(([, row]) => row));
}

for (const table of document.querySelectorAll(".data-table")) {
  [...table.tHead.rows[0].cells].forEach((heading, index) => {
    const sorter = document.createElement("button");
    sorter.type = "button";
    sorter.append(...heading.childNodes);
    sorter.addEventListener("click", () => sortBy(table, index, heading));
    heading.append(sorter);
  });
}
/**
 * A table as wide as its place loses its scroll box; one that is wider shows its rows as blocks. All are asked, then
 * all are changed: a question after each change would lay the whole page out anew. A folded table is asked when it is
 * unfolded, as the question alone would lay out its hundreds of rows.
 */
function fitTables() {
  const isShown = (box) => !box.closest("details:not([open])");
  const boxes = [...document.querySelectorAll(".table-block .scroll")].filter(isShown);
  const isWider = (box) => box.scrollWidth > box.clientWidth;
  const change = (name, answers) => boxes.forEach((box, n) => box.classList.toggle(name, answers[n]));
  for (const box of boxes) box.classList.remove("fits", "listed");
  change("listed", boxes.map((box) => Boolean(box.clientWidth) && isWider(box)));
  change("fits", boxes.map((box) => !isWider(box)));
}
addEventListener("resize", fitTables);
for (const fold of document.querySelectorAll(".table-block > details")) fold.addEventListener("toggle", fitTables);
fitTables();

for (const one of document.querySelectorAll("[data-csv]")) {
  one.addEventListener("click", () => downloadCsv(one.dataset.csv));
}
