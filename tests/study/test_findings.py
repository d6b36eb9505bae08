"""The words of the findings and the numbers of the tables agree."""

from __future__ import annotations

import re

import pytest
from valley import CONFLICT, attempt, make_tables

from analysis.study import briefing
from analysis.study.blocks import plain
from analysis.study.findings import lasting_finding, longest_finding, mediator_finding, overview_finding
from analysis.study.summaries import count_mediators, count_overview, count_short, count_years, proper

CAUSATION = re.compile(
    r"\b(led to|lead to|thanks to|due to|caus\w+|because|resulted? in|brought about|owing to|success\w*|failed|"
    r"failures?|admitted|claimed)\b",
    re.IGNORECASE,
)


def words_of(report):
    block = briefing.findings(report)
    return [plain(item) for item in block.items] + [plain(block.caution)]


def test_the_overview_counts_every_attempt_once(report):
    o = count_overview(report.selection)
    assert (o.listed, o.folded, o.attempts) == (6, 1, 5)
    assert (o.began, o.ended, o.standing, o.never, o.unknown) == (4, 2, 2, 1, 0)
    assert o.ended + o.standing + o.never + o.unknown == o.attempts
    assert overview_finding(report.selection).title.startswith(
        "4 of 5 attempts came into force, 1 did not; 2 ended, 2 still stood when the sources end; 1 call, proposal or "
        "near-miss is listed beside them."
    )


def test_where_no_start_is_told_the_overview_says_that_and_no_more():
    report = briefing.report_on(make_tables(attempts=[attempt("t1", announced="2020-01-01")]), CONFLICT)
    assert (
        overview_finding(report.selection).title
        == "For none of 1 attempt is it told whether it came into force."
    )


def test_short_ones_are_told_with_denominator_and_unknowns(report):
    k = count_short(report.selection)
    assert (k.short, k.began, k.unknown) == (2, 4, 1)
    assert lasting_finding(report.selection).title == (
        "2 of 4 attempts that came into force ended within 7 days; for 1 it is not told."
    )


def test_the_longest_is_named_with_its_other_reading(report):
    assert longest_finding(report.selection).title == (
        "Truce t3 lasted longest: at least 52 days, still told of on 1 January 2021."
    )
    only = briefing.report_on(make_tables(attempts=[attempt("t1", effective="1994-05-12", ended="2020-09-27",
        outcome="collapsed", status="ended")]), CONFLICT).selection  # fmt: skip
    assert longest_finding(only).title == "Truce t1 lasted longest: 26 y 4 m, until 27 September 2020."


def test_mediators_are_counted_with_every_attempt_they_share(report):
    records = count_mediators(report.selection)
    assert [(record.label, record.n) for record in records] == [
        ("Middle Union", 3), ("Northland", 1), ("No mediator named", 2)
    ]  # fmt: skip
    assert mediator_finding(report.selection).title == (
        "Middle Union took part in 3 of 5 attempts as mediator: 2 broke down, 1 still stood when the sources end and "
        "0 unknown."
    )


def test_the_parts_of_a_record_add_up(report):
    for record in count_mediators(report.selection) + count_years(report.selection):
        parts = (
            record.broken + record.standing + record.by_rule + record.breached + record.never + record.unknown
        )
        assert parts == record.n
    assert sum(record.n for record in count_years(report.selection)) == len(proper(report.selection))


def test_an_attempt_with_breaches_that_is_over_does_not_still_stand():
    tables = make_tables(
        attempts=[
            attempt("t1", effective="2018-01-01", ended="2019-01-01", outcome="violated", status="ended")
        ]
    )
    o = count_overview(briefing.report_on(tables, CONFLICT).selection)
    assert (o.ended, o.standing) == (1, 0)


def test_every_number_of_the_findings_is_one_that_was_counted(report):
    o, k = count_overview(report.selection), count_short(report.selection)
    counted = {o.attempts, o.began, o.ended, o.standing, o.folded, k.short, k.began, k.unknown, k.days}
    told = {int(n) for words in words_of(report)[:2] for n in re.findall(r"\d+", words)}
    assert told <= counted


def test_no_finding_speaks_of_causes(report):
    for words in words_of(report):
        assert not CAUSATION.search(words), words
    for figure in (
        briefing.lifelines,
        briefing.durations,
        briefing.outcomes_by_mediator,
        briefing.outcomes_by_year,
    ):
        block = figure(report)
        assert not CAUSATION.search(" ".join([block.title, block.subtitle, block.alt, plain(block.note)]))


def test_three_to_five_findings_link_to_chart_and_evidence(report):
    block = briefing.findings(report)
    assert 3 <= len(block.items) <= 5
    for item in block.items:
        assert any(isinstance(part, dict) and part["href"].startswith("#") for part in item)


@pytest.mark.parametrize("kind", ["call", "proposal", "other"])
def test_a_selection_of_calls_alone_is_said_to_be_that(kind):
    rows = [attempt("t1", announced="2020-01-01", kind=kind)]
    report = briefing.report_on(make_tables(attempts=rows), CONFLICT)
    assert words_of(report)[0].startswith("No ceasefire of the parties' own is listed, only 1 call")
    assert briefing.lifelines(report).marks == 1
