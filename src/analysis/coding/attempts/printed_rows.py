"""The attempts that `ceasefires code` found, as lines for a reader: each with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

QUOTE_WIDTH = 300
_ACTORS = ("mediators", "callers")


def render_rows(text_file: str, rows: list[dict[str, Any]]) -> str:
    """Return the rows of one text, as `to_rows` makes them, as text that ends in a newline."""
    if not rows:
        return f"{text_file}: no ceasefire attempt found\n"
    single = sum(not row["collective"] for row in rows)
    together = len(rows) - single
    head = f"{text_file}: {single} attempt{'' if single == 1 else 's'}"
    head += f", {together} mention{'' if together == 1 else 's'} of several at once" if together else ""
    lines = [head]
    for number, row in enumerate(rows, start=1):
        lines += ["", f"{number}. {_title(row)}", *(f"   {line}" for line in _facts(row))]
    return "\n".join(map(_printable, lines)) + "\n"


def _title(row: dict[str, Any]) -> str:
    if row["collective"]:
        return "several ceasefires at once"
    parts = [row["kind"], ", ".join(row["parties"]) or "parties not told"]
    when = f"{row['date']} ({_how(row)})" if row["date"] else "undated"
    return " · ".join([*parts, when])


def _how(row: dict[str, Any]) -> str:
    bound = {"before": "by that day", "after": "from that day on"}.get(
        row["precision"], f"to the {row['precision']}"
    )
    return f"{row['date_kind']}, {bound}"


def _facts(row: dict[str, Any]) -> Iterator[str]:
    for name in _ACTORS:
        if row[name]:
            yield f"{name}: {', '.join(row[name])}"
    when = f", {row['outcome_date']}" if row["outcome_date"] else ""
    yield f"outcome: {row['outcome'].replace('_', ' ')}{when}; confidence {row['confidence']:.2f}"
    for passage in row["evidence"]:
        words = " ".join(passage["quote"].split())
        shown = words if len(words) <= QUOTE_WIDTH else f"{words[: QUOTE_WIDTH - 1]}…"
        yield f"{passage['start']}-{passage['end']}: “{shown}”"


def _printable(line: str) -> str:
    """A line without characters that would steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in line)
