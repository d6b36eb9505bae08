"""The dossier of one attempt: every date with every reading, every claim, its neighbours, its entries elsewhere."""

from __future__ import annotations

import pandas as pd
import pytest
from figure_checks import check_figure
from valley import attempt, make_tables

from analysis.errors import UsageProblem
from analysis.study import briefing, evidence_page
from analysis.study.blocks import plain
from analysis.study.dossier import distance_words


def rows_of(table):
    return [[plain(cell) for cell in row] for row in table.rows]


@pytest.fixture
def dossier(valley):
    reading = {"attempt_id": "t1", "column": "effective", "source_id": "paper"}
    entry = {"external_id": "7", "dataset": "pax", "match": "exact", "days_apart": 0, "note": None,
             "external_date": pd.Timestamp("2020-10-10")}  # fmt: skip
    more = make_tables(
        disagreements=[
            {**reading, "value": "2020-10-10", "used": True, "reason": "two papers"},
            {**reading, "value": "2020-10-09/2020-10-12", "used": False, "reason": "a memoir", "detail": "the envoy"},
        ],
        crosswalk=[{**entry, "attempt_id": "t1"}, {**entry, "attempt_id": "t2", "external_id": "8"}],
    )  # fmt: skip
    valley["disagreements"] = pd.concat([valley["disagreements"], more["disagreements"]], ignore_index=True)
    valley["crosswalk"] = more["crosswalk"]
    return evidence_page.dossier_of(valley, "t1")


def test_without_an_id_the_attempt_with_most_sources_is_opened(valley):
    assert evidence_page.dossier_of(valley).life.id == "t1"
    assert evidence_page.dossier_of(valley, " t4 ").life.id == "t4"


def test_an_unknown_id_is_answered_with_the_nearest(valley):
    with pytest.raises(
        UsageProblem, match=r"^Unknown attempt 't11' in parameter attempt, did you mean 't1'\.$"
    ):
        evidence_page.dossier_of(valley, "t11")


def test_an_attempt_of_later_days_is_not_yet_told_of(valley):
    with pytest.raises(UsageProblem, match="'t3' is not yet told of on 2020-10-15; give a later as_of"):
        evidence_page.dossier_of(valley, "t3", as_of="2020-10-15")


def test_tables_without_attempts_say_what_to_do():
    with pytest.raises(UsageProblem, match="The tables hold no attempt; add"):
        evidence_page.dossier_of(make_tables())


def test_every_reading_of_a_date_has_a_row(dossier):
    rows = [row for row in rows_of(evidence_page.dates(dossier)) if row[0] == "in force from"]
    assert rows == [
        ["in force from", "10 Oct 2020", "10 Oct 2020", "day", "used", "two papers",
         "1 source text and 1 cited address"],
        ["in force from", "9 Oct 2020", "12 Oct 2020", "interval", "another reading", "a memoir",
         "Text paper – the envoy"],
    ]  # fmt: skip
    assert evidence_page.dates(dossier).title == "2 of 7 dates told, 1 other reading"


def test_a_date_that_nobody_tells_keeps_its_row_and_its_reason():
    tables = make_tables(attempts=[attempt("t9", announced="2020-10-02", effective_na="not_applicable")])
    rows = {row[0]: row[1:] for row in rows_of(evidence_page.dates(evidence_page.dossier_of(tables)))}
    assert rows["in force from"] == ["not told", "not told", "not told", "empty", "not applicable", "nobody"]
    assert rows["signed"][4] == "no reason told"
    assert rows["announced"][4] == "the only reading"


def test_every_role_and_every_outcome_is_listed_with_whose_word_it_is(dossier):
    assert [row[:2] for row in rows_of(evidence_page.roles(dossier))] == [
        ["Aland", "party"], ["Beland", "party"], ["Middle Union", "mediator"]]  # fmt: skip
    told = rows_of(evidence_page.outcomes(dossier))
    assert [row[0] for row in told] == ["Violated", "Collapsed", "Collapsed"]
    assert told[0][2:] == ["Aland", "alleged", "hand-coded chronology"]
    assert [row[4] for row in told[1:]] == ["Text paper", "hand-coded chronology"]


def test_the_passages_are_those_of_the_attempt_with_its_words_marked(dossier, valley):
    (entry,) = evidence_page.passages(dossier).entries
    assert [part["text"] for part in entry["segments"] if part["mark"]] == ["collapsed"]
    assert evidence_page.passages(dossier).title == "1 mention of this attempt in 1 source text"
    assert evidence_page.passages(evidence_page.dossier_of(valley, "t2")).kind == "notice"


def test_neighbours_stand_in_order_with_their_distance_and_their_tie(dossier):
    rows = rows_of(evidence_page.neighbours(dossier))
    assert [(row[1], row[3]) for row in rows] == [
        ("t6", "8 days before"),
        ("t2", "8 days after, renewal of this one"),
        ("t3", "31 days after"),
        ("t4", "41 days after"),
        ("t5", "52 days after"),
    ]


def test_what_an_attempt_follows_is_named_however_far_it_lies():
    days = [f"2020-10-{day:02d}" for day in range(1, 8)]
    rows = [attempt(f"u{number}", effective=day) for number, day in enumerate(days)]
    rows[6] |= {"parent_id": "u0", "relation": "extension"}
    told = rows_of(evidence_page.neighbours(evidence_page.dossier_of(make_tables(attempts=rows), "u6")))
    assert [row[1] for row in told] == ["u0", "u2", "u3", "u4", "u5"]
    assert told[0][3] == "6 days before, this one: extension of it"


def test_an_undated_attempt_has_no_neighbours(valley):
    tables = make_tables(attempts=[attempt("t1", effective="2020-10-10"), attempt("t0")])
    block = evidence_page.neighbours(evidence_page.dossier_of(tables, "t0"))
    assert (block.kind, "it has no date" in block.text) == ("notice", True)
    assert "undated" in plain(evidence_page.findings(evidence_page.dossier_of(tables, "t0")).items[0])


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2020-10-10", "same day"),
        (("2020-10-01", "2020-10-31"), "dates overlap"),
        ("2020-10-13", "3 days after"),
    ],
)
def test_a_distance_is_said_of_intervals(valley, day, words):
    tables = make_tables(attempts=[attempt("t1", effective="2020-10-10"), attempt("t2", effective=day)])
    dossier = evidence_page.dossier_of(tables, "t1")
    assert distance_words(dossier.life, dossier.others[0]) == words


def test_only_its_own_entries_of_other_datasets_are_listed(dossier, valley):
    assert [row[1:3] for row in rows_of(evidence_page.datasets(dossier))] == [["PA-X", "7"]]
    words = [plain(item) for item in evidence_page.findings(dossier).items]
    assert words[4].startswith("Listed in PA-X; in CF and UCDP no entry is known.")
    nowhere = evidence_page.datasets(evidence_page.dossier_of(valley, "t3"))
    assert nowhere.text == "Listed in none of the other datasets used: CF, PA-X and UCDP."


def test_each_reason_for_review_is_said():
    row = attempt("t1", effective="2020-10-10", needs_review=True, review_reason="no day|two texts")
    told = evidence_page.findings(evidence_page.dossier_of(make_tables(attempts=[row]))).caution
    assert plain(told).endswith("Marked for review: no day; two texts.")


def test_the_findings_say_what_was_counted(dossier):
    words = [plain(item) for item in evidence_page.findings(dossier).items]
    assert words[0] == "Truce t1: bilateral, in force from 10 October 2020."
    assert words[1] == "Parties: Aland and Beland; brokered by Middle Union."
    assert words[2].startswith(
        "Collapsed, on 11 October 2020; 1 day. Sources tell 3 outcomes, 1 of them as one"
    )
    assert words[3] == "Sources differ on 2 fields: outcome, in force from."


def test_the_chart_draws_the_attempt_and_every_link_of_the_page_leads_somewhere(dossier):
    check_figure(evidence_page.lifeline(dossier), 1)
    there = {f"#{entry['id']}" for entry in briefing.evidence(dossier).entries}
    blocks = [evidence_page.findings, evidence_page.dates, evidence_page.roles, evidence_page.outcomes]
    found = [item for make in blocks for item in _anchors(make(dossier).to_json())]
    assert found
    assert set(found) <= there


def _anchors(node):
    if isinstance(node, dict):
        own = [node["href"]] if str(node.get("href", "")).startswith("#e-") else []
        return own + [item for value in node.values() for item in _anchors(value)]
    return [item for value in node for item in _anchors(value)] if isinstance(node, list) else []
