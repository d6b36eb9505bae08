"""The outcome of an attempt from the states told of it: the last told wins, claims and mere attempts decide nothing."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.coding.attempts.outcomes import PRIORITY, date_by_distance, derive_outcome, has_contradiction
from analysis.coding.attempts.registry import Record, Told
from analysis.coding.sentences.events import Event
from analysis.text.anchors import DateValue


def told(state: str, order: int = 0, day: str | None = None, weight: float = 0.6, **more: str) -> Told:
    """A state told at a place of the text, of a day if one is given."""
    when = date.fromisoformat(day) if day else None
    value = DateValue(when, when, "day", "explicit") if when else None
    event = Event(0, 1, state=state, weight=weight)
    return Told(
        state, order, value, event, more.get("standing", "reported"), more.get("modality", "asserted")
    )


def outcome(*states: Told) -> str | None:
    standing = derive_outcome(list(states))
    return standing.state if standing else None


CASES = [
    ([], None, "nothing told"),
    ([told("held")], "held", "one state"),
    ([told("held", 1), told("collapsed", 2)], "collapsed", "the last told"),
    ([told("violated", 1), told("held", 2)], "held", "breaches that are over"),
    ([told("collapsed", 1), told("violated", 2)], "collapsed", "breaches do not undo an end"),
    ([told("expired", 1), told("held", 2)], "expired", "a word of standing without a day does not undo an end"),
    ([told("collapsed", 1, "1994-05-01"), told("held", 2, "1994-06-01")], "held", "a later day does"),
    ([told("collapsed", 1, "1995-01-01"), told("held", 2, "1994-06-01")], "collapsed", "the later day wins over order"),
    ([told("violated", 1, "1994-05-01"), told("collapsed", 2, "1994-05-01")], "collapsed", "of one day the graver"),
    ([told("held", 1), told("collapsed", 2, standing="alleged")], "held", "a claim decides nothing"),
    ([told("collapsed", 1, standing="alleged")], None, "a claim alone decides nothing"),
    ([told("held", 1), told("denounced", 2, modality="attempted")], "held", "an attempt to denounce is none"),
    ([told("held", 1), told("violated", 2, weight=0.2)], "held", "acts of war give way to words on the ceasefire"),
    ([told("violated", 1, weight=0.2)], "violated", "acts of war alone"),
    ([told("held", 1), told("collapsed", 2, standing="corroborated")], "collapsed", "a corroborated word counts"),
]  # fmt: skip


@pytest.mark.parametrize(("states", "expected", "why"), CASES, ids=[why for _, _, why in CASES])
def test_outcome(states: list[Told], expected: str | None, why: str) -> None:
    assert outcome(*states) == expected


@pytest.mark.parametrize(("states", "expected", "why"), CASES, ids=[why for _, _, why in CASES])
def test_order_in_which_states_are_given_does_not_matter(
    states: list[Told], expected: str | None, why: str
) -> None:
    assert outcome(*reversed(states)) == expected


@pytest.mark.parametrize("first", range(len(PRIORITY)))
def test_of_states_of_one_place_and_day_the_first_in_the_codebook_wins(first: int) -> None:
    for second in range(first + 1, len(PRIORITY)):
        one = told(PRIORITY[first], 3, "1994-05-12")
        other = told(PRIORITY[second], 3, "1994-05-12")
        assert outcome(other, one) == outcome(one, other) == PRIORITY[first]


def test_a_dated_word_of_the_same_state_gives_its_day() -> None:
    standing = derive_outcome([told("collapsed", 1), told("collapsed", 2, "1994-06-01")])
    assert standing is not None
    assert standing.date is not None
    assert standing.date.iso == "1994-06-01"


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([told("collapsed"), told("held")], True),
        ([told("denounced"), told("held")], True),
        ([told("violated"), told("held")], False),
        ([told("collapsed")], False),
        ([told("denounced", modality="attempted"), told("held")], False),
    ],
    ids=["collapsed and held", "denounced and held", "violated and held", "one", "only attempted"],
)
def test_contradiction_is_an_end_beside_standing(states: list[Told], expected: bool) -> None:
    assert has_contradiction(Record(0, 0, 0, "mutual", told=states)) is expected


@pytest.mark.parametrize(
    ("words", "expected", "precision"),
    [
        ("the truce collapsed within hours", "2009-09-04", "day"),
        ("it lasted less than an hour", "2009-09-04", "day"),
        ("it was broken the same night", "2009-09-04", "day"),
        ("it broke down within a day", "2009-09-04", "day"),
        ("it fell apart within days", "2009-09", "week"),
        ("it collapsed after the harvest", None, None),
        ("within a year it was forgotten", None, None),
    ],
)
def test_an_end_told_by_its_distance_from_the_beginning(
    words: str, expected: str | None, precision: str | None
) -> None:
    begun = DateValue(date(2009, 9, 4), date(2009, 9, 4), "day", "explicit")
    value = date_by_distance(words, begun)
    assert (value.iso if value else None, value.prec if value else None) == (expected, precision)


def test_a_distance_from_an_unknown_day_gives_no_day() -> None:
    month = DateValue(date(2009, 9, 1), date(2009, 9, 30), "month", "explicit")
    assert date_by_distance("it collapsed within hours", month) is None
    assert date_by_distance("it collapsed within hours", None) is None
