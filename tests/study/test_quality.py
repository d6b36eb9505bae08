"""The quality report: figures from labelled texts, absent ones told, every mark with its row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.coding.measuring.evaluation_measures import Bin
from analysis.errors import UsageProblem
from analysis.study import quality
from analysis.study.blocks import Notice, plain
from analysis.study.quality import QualityReport, score_sets
from analysis.study.quality_chart import agrees, draw_reliability, wilson
from analysis.study.quality_tables import short_names

RIGHT = "On 10 October 2020 Armenia and Azerbaijan agreed on a ceasefire."


def gold(text: str, *attempts: dict[str, Any], group: str = "news") -> dict[str, Any]:
    return {
        "text_file": "texts/1.txt",
        "group": group,
        "published": None,
        "text": text,
        "attempts": list(attempts),
    }


def attempt(day: str, *parties: str) -> dict[str, Any]:
    return {"date": day, "date_kind": "announced", "parties": list(parties), "mediators": [], "callers": [],
            "kind": "bilateral", "outcome": "unknown", "outcome_date": None, "evidence": ["a ceasefire"]}  # fmt: skip


def shown(cell: Any) -> str:
    """A cell as it is read: what keeps its words together is left out."""
    return str(cell).replace("\u2060", "").replace("\u00a0", " ")


@pytest.fixture
def report() -> QualityReport:
    known = attempt("2020-10-10", "Armenia", "Azerbaijan")
    missed = attempt("1999-01-01", "Chad", "Libya")
    return score_sets(
        {"one": [gold(RIGHT, known, missed)], "two": [gold("The match ended in a draw.", group="negative")]}
    )


def test_the_masthead_counts_texts_and_labelled_attempts(report: QualityReport) -> None:
    block = quality.masthead(report)
    assert (block.n_sources, block.n_attempts, block.status) == (2, 2, "")


def test_findings_give_each_set_its_figures(report: QualityReport) -> None:
    first, second, errors = (plain(item) for item in quality.findings(report).items)
    assert first.startswith("one: F1 0.67")
    assert "1.00 of those read are right, 0.50 of 2 are found" in first
    assert "0 false attempts per 1,000 texts" in second
    assert errors == "1 error, the most common: attempt missed (1)."


def test_scores_stand_beside_interval_and_cases(report: QualityReport) -> None:
    table = quality.scores(report)
    assert [column.label for column in table.columns] == ["Measure", "one", "two"]
    rows = {row[0]: [shown(cell) for cell in row[1:]] for row in table.rows}
    assert rows["Attempts: recall"] == ["0.50 (0.50–0.50), n = 2", "no case"]
    assert rows["Date, exact"][1] == "no case"


def test_each_kind_of_text_and_each_confidence_has_one_row(report: QualityReport) -> None:
    kinds = quality.strata(report).rows
    assert [row[:2] for row in kinds] == sorted(row[:2] for row in kinds)
    assert [shown(cell) for cell in kinds[-1][:4]] == [
        "news",
        "one",
        "1.00 (1.00–1.00), n = 1",
        "0.50 (0.50–0.50), n = 2",
    ]
    levels = quality.thresholds(report).rows
    assert len({row[0] for row in levels}) == len(levels)
    assert levels[0] == ["0.00", "1.00 / 0.50 (1)", "no case / no case (0)"]


def test_sets_are_called_by_the_end_of_their_path() -> None:
    assert short_names(["tests/corpus/dev", "other/blind"]) == {
        "tests/corpus/dev": "dev",
        "other/blind": "blind",
    }
    assert short_names(["a/dev", "b/dev"]) == {"a/dev": "a/dev", "b/dev": "b/dev"}


def test_an_error_is_read_with_its_words(report: QualityReport) -> None:
    (row,) = quality.errors(report).rows
    assert row == ["one/texts/1.txt", "attempt missed", "1999-01-01 bilateral: Chad; Libya",
                   "1999-01-01 bilateral: Chad; Libya", "none", "“a ceasefire”"]  # fmt: skip
    assert any("Attempt missed, for example" in plain(item) for item in quality.methods(report).items)


def test_every_range_with_attempts_has_its_mark_and_every_range_its_row() -> None:
    bins = [Bin(0.0, 0.5, 0, None, None), Bin(0.5, 0.9, 10, 0.8, 0.7), Bin(0.9, 1.0, 40, 0.95, 0.6)]
    figure = draw_reliability(bins)
    assert (figure.marks, figure.rows, len(figure.table.rows)) == (2, 2, 3)
    assert figure.title == "Confidence agrees with the share right in 1 of 2 ranges."
    assert figure.plot["data"][-1]["x"] == [0.7, 0.6]
    assert draw_reliability([]).title == "No attempt was read."


def test_an_interval_holds_the_share_and_stays_within_bounds() -> None:
    low, high = wilson(1.0, 10)
    assert low == pytest.approx(0.722, abs=0.001)
    assert high == 1.0
    assert agrees(Bin(0.5, 0.9, 10, 0.8, 0.7))


def test_sets_that_are_not_there_are_told_and_the_page_stays_whole(tmp_path: Path) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    report = quality.load(["labels/none"], project_root=tmp_path)
    assert quality.masthead(report).status == "Not found: labels/none."
    sections = (quality.findings, quality.scores, quality.strata, quality.reliability, quality.thresholds)
    assert all(isinstance(section(report), Notice) for section in (*sections, quality.errors))
    assert quality.methods(report).items
    assert quality.glossary(report).terms


def test_no_set_at_all_is_a_wrong_parameter() -> None:
    with pytest.raises(
        UsageProblem, match="Expected at least one folder with labelled texts in parameter gold"
    ):
        quality.load([])
