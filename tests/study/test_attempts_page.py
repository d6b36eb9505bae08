"""Chains, stages, roles and first breaches: counted from the tables, drawn row by row, and told in the same numbers."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from figure_checks import check_figure
from valley import CONFLICT, attempt, make_tables, observed

from analysis.study import attempts_page, briefing
from analysis.study.blocks import plain
from analysis.study.first_breach import count_first_breaches, list_first_breaches
from analysis.study.ladder import STAGES, list_processes, stage_of
from analysis.study.roles import count_roles
from analysis.study.sequences import chain_of, count_pauses, list_chains

CHARTS = ("sequences", "ladder", "roles", "first_breach", "mediators")


def part(attempt_id, actor, role):
    return {"attempt_id": attempt_id, "actor_id": actor, "role": role, "surface": actor}


def told(attempt_id, words, outcome_id):
    return {"table": "outcomes", "row_id": outcome_id, "column": "outcome", "value": "violated",
            "source_id": "chronology", "quote": words, "coder": "hand"}  # fmt: skip


def chain_tables():
    """A truce of three days, its extension, a renewal after a breakdown, a reaffirmation, a call."""
    return make_tables(
        attempts=[
            attempt("a1", effective="2020-03-01", ended=("2020-03-04", "2020-03-05"), status="ended",
                    outcome="superseded", effective_time="12:00 local (UTC+4)"),
            attempt("a2", effective="2020-03-05", ended="2020-03-08", status="ended", outcome="collapsed",
                    parent_id="a1", relation="extension"),
            attempt("a3", effective="2020-03-17", outcome="violated", last_report="2021-01-01", parent_id="a2",
                    relation="renewal", mechanism="monitoring"),
            attempt("a4", signed="2020-04-01", outcome="not_implemented", status="never_in_effect", parent_id="a3",
                    relation="reaffirmation"),
            attempt("call", announced="2020-02-20", kind="call", outcome="rejected", status="rejected",
                    counts_as_ceasefire=False),
        ],
        participants=[part("a1", "a", "party"), part("a1", "b", "party"), part("a1", "m", "mediator"),
                      part("a1", "a", "signatory"), part("a2", "a", "signatory"), part("a1", "b", "violator"),
                      part("call", "n", "caller"), part("call", "a", "caller")],
        outcomes=[observed("a1", "violated", "2020-03-01", outcome_id="b1", claimant_id="a", standing="corroborated"),
                  observed("a1", "violated", "2020-03-01", outcome_id="b2", claimant_id="b", standing="corroborated"),
                  observed("a2", "violated", "2020-03-07", outcome_id="b3", claimant_id="a", standing="alleged"),
                  observed("a3", "violated", None, outcome_id="b4")],
        evidence=[told("a1", "12:05, shells, said Aland; after 12:30, shots, said Beland.", "b1"),
                  told("a2", "Shots on the 9th at 07:40, said Aland.", "b3")],
    )  # fmt: skip


@pytest.fixture
def chain():
    return attempts_page.of_report(briefing.report_on(chain_tables(), CONFLICT))


@pytest.fixture(scope="session")
def karabakh(shipped):
    return attempts_page.of_report(briefing.report_on(shipped, "nagorno-karabakh"))


def steps_of(chain):
    return [(step.before.id, step.after.id, step.gap) for step in chain.steps]


def test_a_step_leads_from_an_end_to_the_next_start_and_a_reaffirmation_makes_none(chain):
    (only,) = list_chains(chain.selection)
    assert [life.id for life in only.lives] == ["a1", "a2", "a3", "a4"]
    assert steps_of(only) == [("a1", "a2", (0, 1)), ("a2", "a3", (9, 9))]
    assert [step.words for step in only.steps] == ["0 to 1 day", "9 days"]


def test_an_end_that_is_not_told_leaves_the_gap_open():
    rows = [attempt("x", effective="2020-01-01", outcome="unknown"),
            attempt("y", effective="2020-02-01", outcome="held", parent_id="x", relation="renewal")]  # fmt: skip
    report = briefing.report_on(make_tables(attempts=rows), CONFLICT)
    (step,) = list_chains(report.selection)[0].steps
    assert (step.gap, step.words, step.known) == ((None, None), "not told", False)
    figure = attempts_page.sequences(report)
    assert (figure.marks, figure.rows) == (0, 0)
    assert "for 1 the end or the start is not told" in plain(figure.note)


def test_the_chain_of_1993(karabakh):
    """Three days after Aghdam, then extended, renewed twice and extended again until late October."""
    found = chain_of(karabakh.selection, "nk17")
    assert [life.id for life in found.lives] == ["nk17", "nk18", "nk19", "nk20", "nk21"]
    assert [life.row["relation"] for life in found.lives] == [
        "new",
        "extension",
        "renewal",
        "renewal",
        "extension",
    ]
    assert steps_of(found) == [
        ("nk17", "nk18", (0, 1)),
        ("nk18", "nk19", (1, 20)),
        ("nk19", "nk20", (9, 9)),
        ("nk20", "nk21", (0, 3)),
    ]


def test_the_chain_of_october_2020(karabakh):
    """Moscow, 18 October, Washington: a week and eight days between, the first breach within the hour each time."""
    found = chain_of(karabakh.selection, "nk40")
    assert steps_of(found) == [("nk40", "nk41", (7, 7)), ("nk41", "nk42", (8, 8))]
    breaches = {one.life.id: one for one in list_first_breaches(karabakh.selection)}
    minutes = {name: (round(60 * breaches[name].low), round(60 * breaches[name].high)) for name in
               ("nk40", "nk41", "nk42")}  # fmt: skip
    assert minutes == {"nk40": (0, 5), "nk41": (2, 4), "nk42": (5, 45)}
    assert {claim.claimant_id for claim in breaches["nk41"].claims} == {"armenia", "azerbaijan"}


def test_after_a_breakdown_the_next_attempt_is_counted_in_days(chain):
    pauses = count_pauses(chain.selection)
    assert (pauses.broken, pauses.followed, pauses.days, pauses.median) == (1, 1, (9,), 9)


def test_each_attempt_stands_at_the_highest_stage_it_reached(chain):
    stages = {life.id: STAGES[stage_of(life)] for life in chain.selection.lives}
    assert stages == {"call": "call or proposal", "a1": "in force", "a2": "renewed or monitored",
                      "a3": "renewed or monitored", "a4": "agreed"}  # fmt: skip
    assert sum(process.backward for process in list_processes(chain.selection)) == 1


def test_roles_count_attempts_once_and_claims_stand_apart(chain):
    rows = {row.label: row for row in count_roles(chain.selection)}
    assert (rows["Aland"].n("party"), rows["Aland"].n("signatory"), rows["Aland"].n("caller")) == (1, 2, 1)
    heads = [plain(one["text"]) for one in attempts_page.roles(chain).plot["layout"]["annotations"]]
    assert "As claimed by others" in heads


def test_beyond_the_most_frequent_actors_one_row_holds_the_rest(chain):
    rows = count_roles(chain.selection, most=2)
    assert rows[-1].label == "Others (2)"
    assert sum(row.total for row in rows) == sum(row.total for row in count_roles(chain.selection))


def test_hours_come_from_clock_times_of_the_day_and_days_from_the_rest(chain):
    first, second = list_first_breaches(chain.selection)
    assert first.by_clock
    assert [(claim.claimant_id, claim.hours) for claim in first.claims] == [
        ("a", pytest.approx(1 / 12)),
        ("b", 0.5),
    ]
    assert (first.words, second.words, second.by_clock) == ("5 to 30 minutes", "2 days", False)
    counts = count_first_breaches(chain.selection)
    assert (counts.began, counts.dated, counts.within_day, counts.by_clock, counts.undated) == (3, 2, 1, 1, 1)


def test_a_breach_on_the_first_day_without_a_clock_time_is_told_as_the_same_day():
    tables = make_tables(
        attempts=[attempt("x", effective="2020-01-01", outcome="violated")],
        outcomes=[observed("x", "violated", "2020-01-01")],
    )
    (one,) = list_first_breaches(briefing.report_on(tables, CONFLICT).selection)
    assert (one.low, one.high, one.words) == (0, 24, "the same day")


@pytest.mark.parametrize("section", CHARTS)
def test_every_row_is_drawn(chain, section):
    figure = getattr(attempts_page, section)(chain)
    assert figure.rows > 0
    check_figure(figure, figure.rows)
    assert figure.table.rows


@pytest.mark.parametrize("section", CHARTS)
def test_every_row_of_the_shipped_conflict_is_drawn(karabakh, section):
    figure = getattr(attempts_page, section)(karabakh)
    check_figure(figure, figure.rows)


def test_the_findings_say_the_numbers_that_were_counted(chain):
    words = [plain(item) for item in attempts_page.findings(chain).items]
    assert words[0].startswith(
        "4 of 5 attempts, calls and proposals belong to 1 chain; in 1 of 2 steps with dates"
    )
    assert words[1].startswith("After 1 of 1 breakdown another attempt came into force")
    assert words[2].startswith("3 of 5 attempts, calls and proposals came into force; after 1 of 4 attempts")
    assert "Aland signed most often, in 2 of 2 with a signatory" in words[3]
    assert "Of 2 actors that called on others to stop, 1 signed at least one attempt." in words[3]
    assert words[4].startswith(
        "For 2 of 3 attempts that came into force the day of a first breach is told: 1 within"
    )
    assert "1 by both sides or a third party and 1 by one side alone" in words[4]


def test_the_findings_of_the_shipped_conflict_agree_with_the_charts(karabakh):
    words = " ".join(plain(item) for item in attempts_page.findings(karabakh).items)
    chains = list_chains(karabakh.selection)
    breaches = count_first_breaches(karabakh.selection)
    assert f"belong to {len(chains)} chains" in words
    assert f"For {breaches.dated} of {breaches.began} attempts that came into force" in words
    assert not re.search(r"\b(because|led to|due to|success\w*|thanks)\b", words)


def test_a_selection_without_attempts_says_so():
    report = briefing.report_on(make_tables(), CONFLICT)
    for section in ("findings", *CHARTS):
        assert getattr(attempts_page, section)(report).kind == "notice"


def test_an_as_of_day_hides_what_was_not_known_yet(shipped):
    report = briefing.report_on(shipped, "nagorno-karabakh", as_of=dt.date(2020, 10, 24))
    found = chain_of(report.selection, "nk40")
    assert [life.id for life in found.lives] == ["nk40", "nk41"]


def test_findings_lead_only_to_charts_that_are_drawn():
    rows = [attempt("x", effective="2020-01-01", outcome="held")]
    page = attempts_page.of_report(briefing.report_on(make_tables(attempts=rows), CONFLICT))
    assert attempts_page.sequences(page).kind == attempts_page.first_breach(page).kind == "notice"
    links = {
        part["href"] for item in attempts_page.findings(page).items for part in item if isinstance(part, dict)
    }
    assert links == {"#ladder", "#roles"}
