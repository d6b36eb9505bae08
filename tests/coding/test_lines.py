"""Ways of telling of a ceasefire, one to a line: the language that the rules must cover, without the texts around it.

The lines stand in `lines/`. Each is a passage, the reason for it being its wording, and what a careful reader takes
from it; a line of its own, beginning with `T:`, gives the text in which the passages below it stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from analysis.coding.attempts.coder import Document, code_text
from analysis.coding.attempts.json_rows import to_rows

LINES = Path(__file__).parent / "lines"
ACEH = "Aceh conflict\n\nThe war in Aceh was fought between Indonesia and the Free Aceh Movement (GAM).\n\n"
# What stands before the words that tell what became of it.
TOLD = {
    "M": "On 9 December 2002 Indonesia and GAM signed a ceasefire.",
    "U": "On 9 December 2002 GAM declared a unilateral ceasefire.",
    "P": "On 9 December 2002 GAM proposed a ceasefire.",
    "C": "On 9 December 2002 Japan called on Indonesia and GAM for a ceasefire.",
}


def _lines(name: str) -> Iterator[tuple[str, str, str]]:
    """Yield the text above, the passage and what is expected of it."""
    above = ""
    for line in (LINES / name).read_text("utf-8").splitlines():
        if line.startswith("T:"):
            above = line[2:].replace("\\n", "\n").strip()
        elif line.strip() and not line.startswith("#"):
            passage, _, expected = line.partition("=>")
            yield above, passage.strip(), expected.strip()


def _cases(name: str) -> pytest.MarkDecorator:
    cases = list(_lines(name))
    assert len(cases) > 20, name
    return pytest.mark.parametrize(("above", "passage", "expected"), cases, ids=[c[1][:70] for c in cases])


def _read(text: str, published: date | None = None) -> list[dict[str, object]]:
    return [r for r in to_rows(code_text(Document(text, published=published))) if not r["collective"]]


@_cases("passages.txt")
def test_what_a_passage_tells(above: str, passage: str, expected: str) -> None:
    published, _, text = passage.rpartition("|")
    day = date.fromisoformat(published) if published else None
    rows = _read(f"{above}\n\n{text}" if above else text, day)
    found = [f"{r['date']}/{r['kind']}/{r['outcome']}" for r in rows]
    wanted = [] if expected == "none" else expected.split()
    assert len(found) == len(wanted), found
    assert all(any(fnmatchcase(f, w) for f in found) for w in wanted), found


@_cases("outcomes.txt")
def test_what_became_of_it(above: str, passage: str, expected: str) -> None:
    kinds, _, words = passage.partition("|")
    for kind in kinds:
        told = TOLD[kind]
        text = told[:-1] + words if words.startswith(",") else f"{told} {words}"
        rows = [r for r in _read(ACEH + text) if str(r["date"]).startswith("2002-12")]
        assert rows, kind
        assert rows[0]["outcome"] in expected.split("/"), kind


@_cases("mediators.txt")
def test_who_mediated(above: str, passage: str, expected: str) -> None:
    (row,) = _read(ACEH + passage)
    assert row["mediators"] == [name.strip() for name in expected.split(";") if name.strip()]
    assert sorted(row["parties"]) == ["GAM", "Indonesia"]


@_cases("days.txt")
def test_on_which_day(above: str, passage: str, expected: str) -> None:
    clash = "On 3 May 1993 troops of Bosnia and Croatia clashed in Mostar."
    (row,) = _read(f"Bosnian War\n\n{clash} {passage} both sides agreed to a ceasefire.")
    assert fnmatchcase(str(row["date"]), expected)
