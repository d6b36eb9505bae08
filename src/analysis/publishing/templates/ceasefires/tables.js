// Tables: sorting by column, and CSV that a spreadsheet shows but never runs.
const NUMBER = /^[-+−]?\d[\d,\u202f]*(\.\d+)?$/;

function textOf(cell) {
  return cell.textContent.trim().replace(/\s+/g, " ");
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

function sortKey(text) {
  return NUMBER.test(text) ? Number(text.replace(/[,\u202f]/g, "").replace("−", "-")) : text.toLowerCase();
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
for (const one of document.querySelectorAll("[data-csv]")) {
  one.addEventListener("click", () => downloadCsv(one.dataset.csv));
}
