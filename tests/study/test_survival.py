"""Spells, their chart and the words beside it say the same numbers."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from figure_checks import check_figure
from valley import CONFLICT, attempt, make_tables, valley_tables

from analysis.errors import UsageProblem
from analysis.study import briefing, outcomes_page
from analysis.study.blocks import plain
from analysis.study.comparisons import compare_spells
from analysis.study.estimates import Median
from analysis.study.spells import RULES, spells_of
from analysis.study.survival import median_words, risk_table


def spell(attempt_id, entry, lo, hi, event=True, rule="any_end", dyad="a+b"):
    days = {"entry": entry, "exit_lo": lo, "exit_hi": hi}
    row = {name: pd.Timestamp(day) if day else pd.NaT for name, day in days.items()}
    return {"attempt_id": attempt_id, **row, "event": event, "failure_rule": rule, "dyad": dyad}


def tables_with_spells():
    tables = valley_tables()
    spells = [
        row
        for rule in RULES
        for row in (
            spell("t1", "2020-10-10", "2020-10-11", "2020-10-11", rule=rule),
            spell("t1", "2020-10-10", "2020-10-11", "2020-10-11", rule=rule, dyad="a+m"),
            spell("t2", "2020-10-18", "2020-10-18", "2020-10-18", rule=rule),
            spell("t3", "2020-11-10", "2021-01-01", None, event=False, rule=rule),
            spell("t5", "2020-12-31", "2020-12-31", None, event=rule == "first_violation", rule=rule),
        )
    ]
    tables["spells"] = make_tables(spells=spells)["spells"]
    return tables


@pytest.fixture
def outcomes():
    tables = tables_with_spells()
    return outcomes_page.of_report(briefing.report_on(tables, CONFLICT), tables)


def test_an_attempt_that_bound_several_pairs_is_one_spell(outcomes):
    found = spells_of(outcomes.selection, "any_end")
    assert [(one.life.id, one.least, one.event) for one in found] == [
        ("t1", 1, True), ("t2", 0, True), ("t3", 52, False), ("t5", 0, False)
    ]  # fmt: skip


def test_an_end_without_a_last_day_may_lie_as_late_as_the_as_of_day(outcomes):
    last = spells_of(outcomes.selection, "first_violation")[-1]
    assert (last.least, last.most, last.open_end) == (0, 1, True)


def test_an_end_after_the_as_of_day_is_not_known_yet():
    tables = tables_with_spells()
    report = briefing.report_on(tables, CONFLICT, as_of="2020-10-10")
    (only,) = spells_of(report.selection, "any_end")
    assert (only.least, only.event) == (0, False)


def test_the_risk_table_adds_up_to_all_at_every_time(outcomes):
    spells = spells_of(outcomes.selection, "any_end")
    rows = risk_table(spells, [-1, 0, 1, 52])
    assert [(row.at_risk, row.ended, row.censored) for row in rows] == [
        (4, 0, 0),
        (2, 1, 1),
        (1, 2, 1),
        (0, 2, 2),
    ]


def test_an_attempt_read_from_texts_alone_has_a_spell_from_its_dates():
    rows = [attempt("x", effective="2020-10-10", ended=("2020-10-12", "2020-10-15"), outcome="collapsed",
                    outcome_date=("2020-10-12", "2020-10-15"), status="ended",
                    coding="machine", reliability=None)]  # fmt: skip
    chosen = briefing.report_on(make_tables(attempts=rows), CONFLICT).selection
    assert [(one.least, one.most) for one in spells_of(chosen, "any_end")] == [(2, 5)]
    assert spells_of(chosen, "war_resumes") == []


@pytest.mark.parametrize("rule", RULES)
def test_every_spell_is_drawn_under_every_rule(rule):
    tables = tables_with_spells()
    report = outcomes_page.of_report(briefing.report_on(tables, CONFLICT), tables, rule)
    check_figure(outcomes_page.survival(report), 4)


def test_the_other_charts_draw_every_row(outcomes):
    check_figure(outcomes_page.failure_rules(outcomes), 4)
    check_figure(outcomes_page.incidence(outcomes), 2)


def test_the_findings_say_the_numbers_that_were_counted(outcomes):
    words = [plain(item) for item in outcomes_page.findings(outcomes).items]
    assert words[0].startswith(
        "2 of 4 attempts that took effect had ended; by the curve half had after 1 day (95 %"
    )
    assert words[2].startswith(
        "Of 4 attempts that took effect, 2 broke down and 2 had not ended when last seen."
    )
    assert words[3].startswith("3 attempts with a mediator named and 1 without: too few ends to compare")
    assert not re.search(r"\b(because|led to|due to|success\w*)\b", " ".join(words))


@pytest.mark.parametrize(
    ("late", "told"), [(1, ""), (12, ", by the latest readings of the ends 12 days"), (None, " not yet")]
)
def test_the_interval_stands_beside_the_median_it_belongs_to(late, told):
    words = median_words(Median(1, 0, 9), Median(late, None, None))
    assert words.startswith("1 day (95 % interval: under a day to 9 days)")
    assert words.removeprefix("1 day (95 % interval: under a day to 9 days)").endswith(told)
    assert bool(told) == ("latest" in words)


def test_the_sensitivity_table_changes_one_thing_at_a_time(outcomes):
    table = outcomes_page.sensitivity(outcomes)
    assert table.rows[0][:4] == ["As on this page", 5, 4, 2]
    assert {plain(row[0]) for row in table.rows} >= {
        "Failure rule: until a breakdown or a withdrawal",
        "Sources: the texts alone (coding by machine)",
        "Coding: told by chronology and texts both",
    }


def test_small_groups_come_with_their_exact_interval(outcomes):
    rows = {row[0]: row for row in outcomes_page.mediator_intervals(outcomes).rows}
    assert rows["Middle Union"][1:4] == [3, 2, "9 to 99"]
    assert sum(row[1] for row in outcomes_page.phase_intervals(outcomes).rows) == 5


def test_an_unknown_failure_rule_is_named_with_those_there_are(outcomes):
    with pytest.raises(
        UsageProblem, match=r"Expected a failure rule out of first_violation, .*found 'peace'"
    ):
        spells_of(outcomes.selection, "peace")


def test_a_selection_without_attempts_says_so():
    tables = make_tables()
    report = outcomes_page.of_report(briefing.report_on(tables, CONFLICT), tables)
    for section in ("findings", "survival", "failure_rules", "incidence", "by_mediator"):
        assert getattr(outcomes_page, section)(report).kind == "notice"


def test_each_text_that_moves_a_number_is_left_out_by_name(outcomes):
    labels = [plain(row[0]) for row in outcomes_page.sensitivity(outcomes).rows]
    assert "Without any one text" in labels or any(label.startswith("Without the text “") for label in labels)


def test_a_text_that_alone_tells_of_an_attempt_changes_the_count(shipped):
    report = outcomes_page.of_report(briefing.report_on(shipped, "nagorno-karabakh"), shipped)
    rows = {plain(row[0]): row for row in outcomes_page.sensitivity(report).rows}
    own = rows["As on this page"]
    without = [row for label, row in rows.items() if label.startswith("Without the text ")]
    assert without
    assert all(row[1:] != own[1:] for row in without)
    (same,) = [row for label, row in rows.items() if label.startswith("Without any one of ")]
    assert same[1:] == own[1:]
    named = next(label for label in rows if label.startswith("Without the text "))
    title = named.removeprefix("Without the text “").removesuffix("”")
    (left_out,) = [row["source_id"] for row in report.selection.rows["sources"] if row["title"] == title]
    rest = [name for name in report.selection.source_ids if name != left_out]
    anew = briefing.report_on(shipped, "nagorno-karabakh", sources=rest).selection
    assert rows[named][1] == len([life for life in anew.lives if not life.folded])


def test_the_sensitivity_table_counts_the_tiers_below_and_above_that_of_the_page(shipped):
    def counted(least):
        report = briefing.report_on(shipped, "nagorno-karabakh", min_confidence=least)
        return outcomes_page.of_report(report, shipped)

    rows = {plain(row[0]): row[1:] for row in outcomes_page.sensitivity(counted(0.92)).rows}
    anyhow = rows["Machine-read rows of any confidence"]
    assert anyhow == outcomes_page.sensitivity(counted(0.0)).rows[0][1:]
    assert anyhow[0] > rows["As on this page"][0] >= rows["Machine-read rows of confidence 0.95 or more"][0]
    assert "Machine-read rows of confidence 0.8 or more" in rows


def test_groups_are_compared_with_the_rest_only_where_ends_allow_it(shipped):
    report = outcomes_page.of_report(briefing.report_on(shipped, "nagorno-karabakh"), shipped)
    found = compare_spells(report.selection, "any_end")
    assert {one.by for one in found} == {"mediator", "kind", "period"}
    n = len(spells_of(report.selection, "any_end"))
    for by in ("mediator", "kind", "period"):
        assert sum(len(one.spells) for one in found if one.by == by) == n
    everything = sum(one.ends for one in found if one.by == "kind")
    assert all((one.p is None) == (min(one.ends, everything - one.ends) < 5) for one in found)
    table = outcomes_page.comparisons(report)
    tested = sum(one.p is not None for one in found)
    assert f"Of {tested} groups compared with the rest" in table.caption
    assert [row[5] for row in table.rows].count("too few") == len(found) - tested


def test_groups_without_ends_are_not_compared(outcomes):
    assert "too few to compare" in outcomes_page.comparisons(outcomes).caption


def test_shares_by_interval_lie_between_the_two_readings(shipped):
    report = outcomes_page.of_report(briefing.report_on(shipped, "nagorno-karabakh"), shipped)
    rows = outcomes_page.estimates(report).rows
    assert len(rows) == 5
    shares = [[int(str(cell).split(" to ")[-1]) for cell in row[1:]] for row in rows]
    assert all(early - 1 <= between <= late + 1 for early, late, between in shares)
    for column in zip(*shares, strict=True):
        assert list(column) == sorted(column, reverse=True)
