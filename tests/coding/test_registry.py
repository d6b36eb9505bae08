"""When two mentions are one attempt: dates that can be the same, parties that fit, the fragment they stand in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analysis.coding.attempts.registry import Record, Registry, coarse, is_finer, may_be_same_day, union
from analysis.text.actor_spans import ActorSpan
from analysis.text.anchors import DateValue


def when(text: str, prec: str = "") -> DateValue:
    """`1994-05-12`, `1994-05`, `1994`, or `lo..hi`."""
    if ".." in text:
        lo, hi = (date.fromisoformat(part) if part else None for part in text.split(".."))
        return DateValue(lo, hi, prec or "day", "explicit")
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return DateValue(date(*parts), date(*parts), "day", "explicit")
    if len(parts) == 2:
        return DateValue(date(*parts, 1), date(*parts, 28), "month", "explicit")
    return DateValue(date(parts[0], 1, 1), date(parts[0], 12, 31), "year", "explicit")


def actors(names: str) -> list[ActorSpan]:
    return [ActorSpan(0, 1, name, name.upper(), "state", "name") for name in names.split()]


def record(order: int, day: str | None = None, parties: str = "", **more: Any) -> Record:
    return Record(
        fragment=more.pop("fragment", 0),
        paragraph=0,
        order=order,
        kind=more.pop("kind", "mutual"),
        parties=actors(parties),
        dates={"announced": when(day)} if day else {},
        sentence=more.pop("sentence", order),
        **more,
    )


def registry(*records: Record) -> Registry:
    found = Registry()
    found.records.extend(records)
    return found


SAME_DAY = [
    ("1994-05-12", "1994-05-12", True, "one day"),
    ("1994-05-12", "1994-05-13", True, "talks run past midnight"),
    ("1994-05-12", "1994-05-14", False, "two days apart"),
    ("1994-05", "1994-05-12", True, "a day of the month"),
    ("1994-05", "1994-06-01", False, "slack is for days only"),
    ("1994", "1994-05", True, "a month of the year"),
    ("1994", "1995", False, "other years"),
    ("1994-05-03..1994-05-09", "1994-05-07", True, "within a range"),
    ("..1994-05-12", "1994-02-01", True, "a bound meets what lies in its year"),
    ("..1994-05-12", "1992-02-01", False, "a bound of another year"),
]


@pytest.mark.parametrize(("one", "other", "expected", "why"), SAME_DAY, ids=[why for *_, why in SAME_DAY])
def test_dates_that_can_be_the_same(one: str, other: str, expected: bool, why: str) -> None:
    assert may_be_same_day(when(one), when(other)) is expected
    assert may_be_same_day(when(other), when(one)) is expected


def test_no_slack_where_none_is_wanted() -> None:
    assert not may_be_same_day(when("1994-05-12"), when("1994-05-13"), slack=0)


@pytest.mark.parametrize(
    ("value", "held", "expected"),
    [
        ("1994-05-12", "1994-05", True),
        ("1994-05", "1994-05-12", False),
        ("1994-06-12", "1994-05", False),
        ("1994-05", "1994", True),
    ],
)
def test_finer_says_the_same_more_exactly(value: str, held: str, expected: bool) -> None:
    assert is_finer(when(value), when(held)) is expected


def test_kinds_that_mentions_of_one_attempt_may_mix() -> None:
    assert coarse("mutual") == coarse("agreement") == coarse("") == "mutual"
    assert [coarse(kind) for kind in ("call", "proposal", "unilateral")] == ["call", "proposal", "unilateral"]


def test_main_date_is_signed_then_announced_then_effective() -> None:
    found = record(0)
    assert found.main_date is None
    for role in ("effective", "announced", "signed"):
        found.dates[role] = when("1994-05-12")
        assert found.main_date == (role, when("1994-05-12"))


def test_dated_mention_goes_to_the_attempt_of_that_day() -> None:
    first, second = record(0, "1992-09-03", "georgia abkhazia"), record(1, "1993-07-27", "georgia abkhazia")
    assert registry(first, second).find_dated(when("1992-09"), {"georgia"}, 0) is first
    assert registry(first, second).find_dated(when("1993"), set(), 0) is second
    assert registry(first, second).find_dated(when("1994-05-14"), set(), 0) is None


def test_dated_mention_of_other_parties_is_another_attempt() -> None:
    found = registry(record(0, "1994-05-12", "armenia azerbaijan"))
    assert found.find_dated(when("1994-05-12"), {"georgia", "abkhazia"}, 0) is None


def test_dated_mention_prefers_its_fragment() -> None:
    here, there = record(0, "1994-05-12", "a b", fragment=1), record(1, "1994-05-12", "a b", fragment=2)
    assert registry(here, there).find_dated(when("1994-05-12"), {"a"}, 1) is here


def test_dated_mention_of_an_agreement_is_never_a_call() -> None:
    assert (
        registry(record(0, "1994-05-12", "a b", kind="call")).find_dated(when("1994-05-12"), {"a"}, 0) is None
    )


def test_the_agreement_is_the_last_one_of_the_fragment() -> None:
    first, second, other = (
        record(0, parties="a b"),
        record(1, parties="a b"),
        record(2, parties="a b", fragment=1),
    )
    found = registry(first, second, other)
    assert found.find_recent(0, set()) is second
    assert found.find_recent(1, set()) is other
    assert found.find_recent(2, set()) is None


def test_the_agreement_of_named_parties_is_theirs() -> None:
    first, second = record(0, parties="a b"), record(1, parties="c d")
    found = registry(first, second)
    assert found.find_recent(0, {"a"}) is first
    assert found.find_recent(0, {"x"}) is None


def test_parties_that_were_only_inferred_do_not_stand_in_the_way() -> None:
    guessed = record(0, parties="a b", inferred_parties=True)
    assert registry(guessed).find_recent(0, {"x"}) is guessed


def test_a_kind_may_be_asked_for() -> None:
    first, second = record(0, kind="agreement"), record(1, kind="call")
    assert registry(first, second).find_recent(0, set(), frozenset(("mutual",))) is first


def test_reach_counts_sentences_since_it_was_last_told() -> None:
    found = registry(record(0, sentence=3))
    assert found.find_recent(0, set(), sentence=8, reach=5) is not None
    assert found.find_recent(0, set(), sentence=9, reach=5) is None


def test_union_names_each_actor_once_and_keeps_the_first_naming() -> None:
    first, second = actors("a b"), actors("b c")
    assert [span.actor_id for span in union(first, second)] == ["a", "b", "c"]
    assert union(first, second)[1] is first[1]
