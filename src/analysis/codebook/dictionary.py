"""The data dictionary as Markdown."""

from __future__ import annotations

from analysis.codebook.declaration import load_codebook
from analysis.codebook.model import Column, Table, Vocabulary

CONVENTIONS = """\
## Conventions

- Each table lies here twice: `<table>.parquet` (exact) and `<table>.csv` (UTF-8, comma, line feed). Rows
  are sorted by key.
- A missing value is an empty cell, never a number or a word. A column `<column>_na` says why, where a
  reader would ask.
- A date is three columns: `_lo` and `_hi`, the earliest and the latest possible day (both included), and
  `_prec`, how precisely it is told. Days are ISO days in local time. No day is ever filled in by guess.
- Several values in one cell are joined with `|`.
- Offsets count code points, half open, in the raw text as it lies in data/raw: `raw[start:end]` is the quote.
- **Formula guard, CSV only.** A text cell that a spreadsheet would run as a formula (it begins with `=`,
  `+`, `-`, `@`, their full-width forms, also after blanks, or with a tab or line break) has one apostrophe
  `'` put in front, and so has a text cell that begins with an apostrophe. To get the exact text back, take
  one leading apostrophe away from text cells, or read the Parquet file. Numbers, days and true/false are
  never changed.
- Machine-readable: `datapackage.json` (Frictionless Data Package) describes the CSV files, and names the
  checksums of both files.
"""


def describe_tables() -> str:
    """The whole data dictionary: conventions, tables, vocabularies."""
    book = load_codebook()
    parts = ["# Data dictionary\n", CONVENTIONS, "## Tables\n"]
    parts += [describe_table(name) for name in book.tables]
    parts.append("## Allowed values\n")
    parts += [_describe_vocabulary(vocabulary) for vocabulary in book.vocabularies.values()]
    return "\n".join(parts)


def describe_table(name: str) -> str:
    """The section of one table. Raises KeyError for an unknown table."""
    table = load_codebook().tables[name]
    key = ", ".join(f"`{column}`" for column in table.key)
    head = f"### {table.title} (`{name}`)\n\n{table.description} Key: {key}.\n\n"
    rows = "".join(_describe_row(table, column) for column in table.columns)
    return f"{head}| column | type | meaning |\n|---|---|---|\n{rows}"


def describe_field(table: str, column: str) -> str:
    """What one column means, its allowed values and its target. Raises KeyError where there is none."""
    declared = load_codebook().tables[table]
    return _describe_meaning(declared, declared.column(column))


def _describe_row(table: Table, column: Column) -> str:
    kind = f"{column.type}, {column.unit}" if column.unit and column.unit != "day" else column.type
    kind = f"list of {kind}" if column.is_list else kind
    need = ", never missing" if column.required else ""
    return f"| `{column.name}` | {kind}{need} | {_escape(_describe_meaning(table, column))} |\n"


def _describe_meaning(table: Table, column: Column) -> str:
    parts = [column.description]
    if column.vocabulary is not None:
        parts.append(f"Allowed: [{column.vocabulary}](#{column.vocabulary.replace('_', '-')}).")
    if column.pattern is not None:
        parts.append(f"Form: `{column.pattern}`.")
    if column.name in table.references:
        parts.append(f"A row of `{table.references[column.name]}`.")
    return " ".join(parts)


def _describe_vocabulary(vocabulary: Vocabulary) -> str:
    has_codes = any(entry.codes for entry in vocabulary.entries)
    anchor = f'<a id="{vocabulary.name.replace("_", "-")}"></a>'
    head = f"### {vocabulary.label} (`{vocabulary.name}`)\n\n{anchor}{vocabulary.description}\n\n"
    columns = ["value", "label", "definition"] + (["code elsewhere"] if has_codes else [])
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    for entry in vocabulary.entries:
        codes = ", ".join(f"{dataset} {code}" for dataset, code in entry.codes.items())
        cells = [f"`{entry.value}`", entry.label, entry.definition] + ([codes] if has_codes else [])
        lines.append(f"| {' | '.join(_escape(cell) for cell in cells)} |")
    return head + "\n".join(lines) + "\n"


def _escape(text: str) -> str:
    return text.replace("|", "\\|")
