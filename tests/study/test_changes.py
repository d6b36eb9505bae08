"""What changed between two builds, kind by kind."""

from __future__ import annotations

import copy
import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.errors import InputProblem
from analysis.study.blocks import plain
from analysis.study.changes import TABLES, changes_box, compare, lines_of, read_build

DAY = dt.date(2020, 10, 10)
BUILD: dict[str, list[dict[str, Any]]] = {
    "attempts": [
        {
            "attempt_id": one,
            "conflict_id": "c",
            "name": f"Truce {one}",
            "outcome": "held",
            "signed_lo": DAY,
            "signed_hi": DAY,
            "signed_prec": "day",
            "n_mentions": 1,
        }
        for one in "ab"
    ],
    "participants": [{"attempt_id": "a", "actor_id": "ru", "role": "mediator"}],
    "mention_attempts": [{"mention_id": "s:1-2", "attempt_id": "a"}],
    "sources": [{"source_id": "s", "title": "A text"}, {"source_id": "chronology", "title": None}],
    "actors": [{"actor_id": "ru", "label": "Russia"}, {"actor_id": "us", "label": "United States"}],
}


@pytest.fixture
def later() -> dict[str, list[dict[str, Any]]]:
    return copy.deepcopy(BUILD)


def test_the_same_tables_have_not_changed(later: dict[str, Any]) -> None:
    assert compare(BUILD, later) == []


def test_attempts_come_and_go(later: dict[str, Any]) -> None:
    later["attempts"][1] = later["attempts"][1] | {"attempt_id": "z", "name": None}
    assert lines_of(compare(BUILD, later)) == ["New: z [z]", "No longer listed: Truce b [b]"]


def test_an_end_is_told_as_one(later: dict[str, Any]) -> None:
    later["attempts"][0]["outcome"] = "collapsed"
    assert lines_of(compare(BUILD, later)) == ["Ended: Truce a (outcome: held → collapsed) [a]"]


def test_what_is_coded_anew_is_told_before_and_after(later: dict[str, Any]) -> None:
    later["attempts"][0] |= {"signed_hi": dt.date(2020, 10, 12), "n_mentions": 7}
    later["participants"].append({"attempt_id": "a", "actor_id": "us", "role": "mediator"})
    assert lines_of(compare(BUILD, later)) == [
        "Coded anew: Truce a (mediator: Russia → Russia, United States; "
        "signed date: 2020-10-10 → 2020-10-10 to 2020-10-12) [a]"
    ]


def test_a_mention_that_moves_is_told_at_both_attempts(later: dict[str, Any]) -> None:
    later["mention_attempts"][0]["attempt_id"] = "b"
    assert lines_of(compare(BUILD, later)) == [
        "Linked anew: Truce a (mentions: s:1-2 → none) [a]",
        "Linked anew: Truce b (mentions: none → s:1-2) [b]",
    ]


def test_sources_come_and_go(later: dict[str, Any]) -> None:
    later["sources"][0] = {"source_id": "t", "title": "Another"}
    assert lines_of(compare(BUILD, later)) == ["Source added: Another [t]", "Source removed: A text [s]"]


def test_the_box_leads_to_the_evidence_and_says_when_nothing_changed(later: dict[str, Any]) -> None:
    later["attempts"][0]["outcome"] = "collapsed"
    box = changes_box(compare(BUILD, later), "2020-11-01", lambda attempt, column: f"#e-{attempt}-{column}")
    assert box.items[0][1] == {"text": "Truce a", "href": "#e-a-outcome"}
    nothing = changes_box([], "2020-11-01", lambda attempt, column: "")
    assert [plain(item) for item in nothing.items] == [
        "Nothing changed in the tables this report is made from."
    ]


def test_missing_and_damaged_tables_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=r"Expected the table attempts in .*, found none; name a run"):
        read_build(tmp_path)
    for name in TABLES:
        pq.write_table(pa.Table.from_pylist(BUILD[name]), tmp_path / f"{name}.parquet")
    assert compare(BUILD, read_build(tmp_path)) == []
    (tmp_path / "sources.parquet").write_bytes(b"none")
    with pytest.raises(InputProblem, match=r"Expected a Parquet table in .*sources.parquet, found a damaged"):
        read_build(tmp_path)
