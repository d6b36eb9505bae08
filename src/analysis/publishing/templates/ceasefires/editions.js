// The index of editions: show the rows that hold every word typed.
const words = document.getElementById("words");
const rows = [...document.querySelectorAll(".editions tbody tr")];

function filterRows() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !wanted.every((word) => text.includes(word));
  }
  // What is found among the earlier pages is not left folded.
  const older = document.querySelector(".older");
  if (older) older.open = wanted.length > 0;
  const shown = rows.filter((row) => !row.hidden).length;
  document.getElementById("count").textContent = `${shown} of ${rows.length} shown`;
}

document.documentElement.classList.add("scripted");
words?.addEventListener("input", filterRows);
