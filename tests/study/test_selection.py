"""Which rows a report speaks of, and what a wrong parameter is told."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from valley import CONFLICT, Tables, attempt, make_tables, observed

from analysis.errors import UsageProblem
from analysis.study.selection import select


def ids(selection):
    return [row["attempt_id"] for row in selection.attempts]


def test_empty_parameters_select_everything(valley: Tables):
    selection = select(valley, CONFLICT, "", "", "", "", 0)
    assert ids(selection) == ["t1", "t2", "t3", "t4", "t5", "t6"]
    assert selection.as_of == dt.date(2021, 1, 1)
    assert selection.source_ids == ("paper", "chronology")


def test_phases_of_another_conflict_stay_out(valley: Tables):
    days = {"first_day": pd.Timestamp("2020-01-01"), "last_day": pd.NaT, "reason": "It began then."}
    listed = [{"conflict_id": name, "phase": f"War of {name}", **days} for name in (CONFLICT, "cyprus")]
    tables = Tables({**valley, "phases": pd.DataFrame(listed)}, valley.as_of)
    assert [row["phase"] for row in select(tables, CONFLICT).rows["phases"]] == [f"War of {CONFLICT}"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020-11-10", None, ["t3", "t4", "t5"]),  # the day itself belongs to the period
        (None, "2020-10-10", ["t1", "t6"]),
        ("2020-12-15", "2020-12-20", ["t5"]),  # known only as December: the interval touches the period
        ("2022-01-01", None, []),
    ],
)
def test_the_best_known_date_touches_the_period(valley: Tables, start, end, expected):
    assert ids(select(valley, CONFLICT, start, end)) == expected


def test_an_attempt_without_a_date_belongs_to_every_period():
    tables = make_tables(attempts=[attempt("t1")])
    assert ids(select(tables, CONFLICT, "1950-01-01", "1950-12-31")) == ["t1"]


def test_an_empty_selection_is_valid_and_says_what_was_asked(valley: Tables):
    selection = select(valley, CONFLICT, "2022-01-01")
    assert selection.is_empty
    assert selection.words == "River valley; from 1 January 2022; known by 1 January 2021; all sources"


def test_what_happened_after_as_of_is_not_known_yet(valley: Tables):
    selection = select(valley, CONFLICT, as_of="2020-10-10")
    first = {row["attempt_id"]: row for row in selection.attempts}
    assert list(first) == ["t1", "t6"]
    assert (first["t1"]["outcome"], first["t1"]["ended_hi"]) == ("held", None)
    assert first["t1"]["last_report_hi"] == dt.date(2020, 10, 10)
    assert [row["outcome"] for row in selection.rows["outcomes"]] == ["violated"]


def test_an_alleged_breach_does_not_change_what_is_derived_for_an_earlier_day(valley: Tables):
    life = select(valley, CONFLICT, as_of="2020-10-10").lives[-1]
    assert (life.outcome, life.state) == ("held", "in_force")
    assert life.breaches[0].standing == "alleged"


def test_a_called_for_truce_that_was_refused_later_is_open_before():
    rows = [attempt("t1", announced="2020-01-01", kind="call", status="rejected", outcome="rejected",
                    outcome_date="2020-02-01")]  # fmt: skip
    tables = make_tables(attempts=rows, outcomes=[observed("t1", "rejected", "2020-02-01")])
    assert select(tables, CONFLICT, as_of="2020-01-15").attempts[0]["outcome"] == "unknown"


def test_named_sources_leave_only_what_they_say(valley: Tables):
    selection = select(valley, CONFLICT, sources="paper")
    assert ids(selection) == ["t1"]
    row = selection.attempts[0]
    assert (row["coding"], row["reliability"], row["n_mentions"]) == ("machine", None, 1)
    assert (row["effective_lo"], row["ended_lo"]) == (dt.date(2020, 10, 10), None)
    assert (row["outcome"], row["outcome_lo"]) == ("collapsed", dt.date(2020, 10, 11))
    assert selection.actors_of("t1", "party") == ["b"]  # the text names one party, the chronology two
    assert selection.actors_of("t1", "mediator") == []
    assert selection.rows["citations"] == []
    assert {row["source_id"] for row in selection.rows["disagreements"]} == {"paper"}
    assert selection.source_ids == ("paper",)


def test_a_collective_mention_makes_no_attempt_where_the_chronology_is_left_out(valley: Tables):
    valley["mentions"]["is_collective"] = True
    assert select(valley, CONFLICT, sources="paper").is_empty
    assert ids(select(valley, CONFLICT, sources="paper,chronology")) == ["t1", "t2", "t3", "t4", "t5", "t6"]


def test_a_reading_of_a_later_day_is_not_known_yet(valley: Tables):
    told = select(valley, CONFLICT, as_of="2020-10-11").rows["disagreements"]
    assert [row["value"] for row in told] == ["collapsed on 2020-10-11"]


def test_a_breach_that_is_only_attempted_is_called_that():
    rows = [observed("t1", "violated", "2020-01-02", modality="attempted", standing="alleged"),
            observed("t1", "violated", "2020-01-03", modality="hypothetical")]  # fmt: skip
    tables = make_tables(attempts=[attempt("t1", effective="2020-01-01", outcome="held")], outcomes=rows)
    assert [breach.standing for breach in select(tables, CONFLICT).lives[0].breaches] == ["attempted"]


def test_the_chronology_is_a_source_of_that_name(valley: Tables):
    selection = select(valley, CONFLICT, sources=["chronology"])
    assert ids(selection) == ["t1", "t2", "t3", "t4", "t5", "t6"]
    assert selection.rows["mentions"] == []
    assert [row["mention_id"] for row in selection.rows["outcomes"] if row["attempt_id"] == "t1"] == [
        None,
        None,
    ]
    assert selection.source_ids == ("chronology",)


def test_least_confidence_filters_machine_rows_only(valley: Tables):
    strict = select(valley, CONFLICT, min_confidence=0.95)
    assert ids(strict) == ["t1", "t2", "t3", "t4", "t5", "t6"]
    assert strict.rows["mentions"] == []
    assert strict.rows["evidence"] == []
    assert select(valley, CONFLICT, sources="paper", min_confidence=0.95).is_empty


def test_a_mediator_narrows_to_what_it_mediated(valley: Tables):
    selection = select(valley, CONFLICT, mediator="n")
    assert ids(selection) == ["t2"]
    assert {row["attempt_id"] for row in selection.rows["participants"]} == {"t2"}
    assert "; mediated by " in selection.words
    assert ids(select(valley, CONFLICT, "2020-11-10", mediator="m")) == ["t3"]
    # A party is no mediator.
    assert select(valley, CONFLICT, mediator="a").is_empty


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"conflict": "river-vally"}, "Unknown conflict 'river-vally', did you mean 'river-valley'"),
        ({"conflict": "zzz"}, "Unknown conflict 'zzz'; known are: river-valley"),
        ({"start": "2020-13-01"}, "parameter start, found '2020-13-01'"),
        ({"end": "2021-02-29"}, "parameter end, found '2021-02-29'"),
        ({"as_of": "yesterday"}, "parameter as_of, found 'yesterday'"),
        ({"start": "2021-01-02", "end": "2021-01-01"}, "found start=2021-01-02 after end=2021-01-01"),
        ({"mediator": "mm"}, "Unknown actor 'mm' in parameter mediator, did you mean 'm'"),
        ({"min_confidence": 1.5}, "Expected min_confidence between 0 and 1, found 1.5"),
        ({"min_confidence": float("nan")}, "found nan"),
        ({"min_confidence": True}, "found True"),
        ({"sources": "papier"}, "Unknown source 'papier' in parameter sources, did you mean 'paper'"),
        ({"sources": ["paper", "chronologie"]}, "did you mean 'chronology'"),
    ],
)
def test_a_wrong_parameter_is_named_with_what_is_nearest(valley: Tables, parameters, words):
    with pytest.raises(UsageProblem) as caught:
        select(valley, **{"conflict": CONFLICT, **parameters})
    assert words in str(caught.value)
