"""What tests of the coder share: an attempt as a table states it, and what the coder makes of a text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analysis.coding.attempts.coder import Document, code_text
from analysis.coding.attempts.json_rows import to_rows

EXPECTED = ("date", "precision", "parties", "mediators", "callers", "kind", "outcome")
Row = dict[str, Any]
Case = tuple[str, str, list[Row]]


def row(day: str | None, parties: str, kind: str, outcome: str = "unknown", **more: str) -> Row:
    """An attempt as a case states it; the precision follows from the form of the day unless it is given."""
    precision = {None: None, 4: "year", 7: "month", 10: "day"}[len(day) if day else None]
    return {
        "date": day,
        "precision": more.get("precision", precision),
        "parties": _names(parties),
        "mediators": _names(more.get("mediators", "")),
        "callers": _names(more.get("callers", "")),
        "kind": kind,
        "outcome": outcome,
    }


def _names(joined: str) -> list[str]:
    return sorted(filter(None, (name.strip() for name in joined.split(";"))))


def found(text: str, published: str | None = None) -> list[Row]:
    """The attempts of a text, as far as the cases look at them."""
    day = date.fromisoformat(published) if published else None
    rows = to_rows(code_text(Document(text, published=day)))
    return [
        {name: sorted(row[name]) if isinstance(row[name], list) else row[name] for name in EXPECTED}
        for row in rows
        if not row["collective"]
    ]


def table(cases: list[Case]) -> Any:
    return pytest.mark.parametrize(
        ("text", "expected"), [case[1:] for case in cases], ids=[case[0] for case in cases]
    )
