"""Which attempts of texts are one, and which of them the chronology knows."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.coding.attempts.registry import Record
from analysis.coding.joining.linking import (
    BY_CHRONOLOGY,
    BY_COPY,
    BY_TEXTS,
    NO_SIDES,
    NONE_FITS,
    NOT_ASSERTED,
    SEVERAL_FIT,
    TWO_GROUPS,
    TWO_REFERENCES,
    UNDATED,
    Profile,
    Reference,
    link_attempts,
    may_be_one,
    overlap,
    touch,
)
from analysis.coding.joining.text_attempts import Cell, Part, TextAttempt
from analysis.coding.joining.text_mentions import NamedActor
from analysis.coding.reference.chronology_dates import Interval
from analysis.text.anchors import DateValue


def day(text, last=None, prec="day"):
    """The day `text`, or the days up to `last`; an empty bound is open."""
    ends = (text, text if last is None else last)
    lo, hi = (date.fromisoformat(one) if one else None for one in ends)
    return Interval(lo, hi, prec)


MAY_2001 = day("2001-05-01", "2001-05-31", "month")
BY_JUNE = Interval(None, date(2001, 6, 1), "before")


def profile(
    sort="mutual", parties="north south", callers="", stood=None, loose=(), modality="asserted", **dates
):
    found = {role: day(when) if isinstance(when, str) else when for role, when in dates.items()}
    return Profile(
        "isle", sort, modality, frozenset(parties.split()), frozenset(callers.split()), found, frozenset(loose), stood
    )  # fmt: skip


def known(attempt_id, **cells):
    return Reference(attempt_id, profile(**cells), counts=True)


def told(source, order=1, sort="mutual", parties="north south", modality="asserted", loose=(), **dates):
    """An attempt as the text `source` tells it."""
    found = {role: day(when) if isinstance(when, str) else when for role, when in dates.items()}
    cell = Cell("role", "party", 0, 1, "rule")
    parts = [Part(NamedActor(one, one.title(), "state"), "party", one, cell) for one in parties.split()]
    values = {role: DateValue(when.lo, when.hi, when.prec, "explicit") for role, when in found.items()}
    mention = f"{source}:{order}-9"
    return TextAttempt(
        source, "isle", 0, order, sort, modality, Record(0, 0, order, sort), mention, [mention],
        values, found, frozenset(loose), parts, [], False, {"status": "agreed", "confidence": 0.9},
    )  # fmt: skip


def ids(groups):
    """Per group: its id (text ids without their digits) and the sources in it."""
    return [(group.reference or "text", sorted(one.source_id for one in group.members)) for group in groups]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (profile(signed="2001-05-06"), profile(signed="2001-05-06"), True),
        # Talks run past midnight: a day of slack, not two.
        (profile(signed="2001-05-06"), profile(signed="2001-05-07"), True),
        (profile(signed="2001-05-06"), profile(signed="2001-05-08"), False),
        # No slack beside a month: its last day is its last.
        (profile(signed=MAY_2001), profile(signed="2001-06-01"), False),
        (profile(signed=MAY_2001), profile(signed="2001-05-31"), True),
        # Dates of different roles say nothing of each other.
        (profile(signed="2001-05-06"), profile(announced="2001-05-06"), False),
        (
            profile(signed="2001-05-06", start="2001-05-09"),
            profile(announced="2001-05-07", start="2001-05-09"),
            True,
        ),
        # Every role that both tell must agree.
        (
            profile(signed="2001-05-06", start="2001-05-06"),
            profile(signed="2001-05-06", start="2001-05-20"),
            False,
        ),
        # "The ceasefire of 6 May" may be named after any day of its beginning.
        (profile(announced="2001-05-06", loose=["announced"]), profile(start="2001-05-06"), True),
        (profile(announced="2001-05-06", loose=["announced"]), profile(start="2001-05-09"), False),
        (profile(), profile(signed="2001-05-06"), False),
    ],
)
def test_two_are_one_only_where_dates_of_a_role_meet(one, other, same):
    assert may_be_one(one, other) is same
    assert may_be_one(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (profile(parties="north"), profile(parties="north south"), True),
        (profile(parties="north isle"), profile(parties="north south"), False),
        (profile(parties="north south isle"), profile(parties="north south"), True),
        (profile(parties=""), profile(parties="north south"), False),
        (profile(sort="unilateral", parties="north"), profile(sort="unilateral", parties="south"), False),
        (profile(sort="unilateral", parties="north"), profile(parties="north south"), False),
        (profile(sort="call", callers="un"), profile(sort="call", callers="iran"), False),
        (profile(sort="call", callers="un", parties=""), profile(sort="call", callers="un"), True),
        (profile(modality="planned"), profile(), False),
    ],
)
def test_two_are_one_only_where_sides_sort_and_modality_agree(one, other, same):
    one.dates["announced"] = other.dates["announced"] = day("2001-05-06")
    assert may_be_one(one, other) is same
    assert may_be_one(other, one) is same


@pytest.mark.parametrize(
    ("stood", "same"),
    [
        ((date(2001, 5, 6), None), True),
        ((date(1990, 5, 6), date(2001, 6, 1)), True),
        ((date(2001, 5, 6), date(2001, 5, 20)), False),
        ((date(2001, 7, 1), None), False),
        (None, False),
    ],
)
def test_in_force_by_a_day_means_the_one_that_stood_on_that_day(stood, same):
    assert may_be_one(profile(start=BY_JUNE), profile(start="2001-05-06", stood=stood)) is same


def test_slack_is_for_linking_and_not_for_equal_days():
    assert touch(day("2001-05-06"), day("2001-05-07"))
    assert not overlap(day("2001-05-06"), day("2001-05-07"))
    assert overlap(MAY_2001, day("2001-05-07"))


def test_an_attempt_that_fits_exactly_one_of_the_chronology_is_that_one():
    (group,) = link_attempts([told("a", signed="2001-05-07")], [known("isle1", signed="2001-05-06")])
    assert (group.attempt_id, group.methods, group.reasons) == ("isle1", [BY_CHRONOLOGY], [])


@pytest.mark.parametrize(
    ("attempt", "reason"),
    [
        (told("a", signed="2003-01-01"), NONE_FITS),
        (told("a", signed=MAY_2001), f"{SEVERAL_FIT}: isle1, isle2"),
        (told("a"), UNDATED),
        (told("a", parties="", signed="2001-05-06"), NO_SIDES),
        (told("a", modality="planned", signed="2001-05-06"), NOT_ASSERTED),
    ],
)
def test_an_attempt_that_fits_none_or_several_stays_apart_and_says_why(attempt, reason):
    listed = [known("isle1", signed="2001-05-06"), known("isle2", signed="2001-05-20")]
    (group,) = link_attempts([attempt], listed)
    assert (group.reference, group.reasons) == (None, [reason])


def test_a_conflict_without_a_chronology_gives_no_reason_to_look():
    (group,) = link_attempts([told("a", signed="2003-01-01")], [])
    assert group.reasons == []


def test_the_id_of_a_text_attempt_is_conflict_date_and_digits_of_its_first_mention():
    (group,) = link_attempts([told("a", signed=MAY_2001)], [])
    assert group.attempt_id == "isle-2001-05-04ef78"
    (group,) = link_attempts([told("a")], [])
    assert group.attempt_id == "isle-undated-04ef78"


def test_texts_that_tell_of_one_attempt_share_it():
    (group,) = link_attempts([told("a", signed="2001-05-06"), told("b", signed="2001-05-07")], [])
    assert group.methods[1] == BY_TEXTS
    assert ids([group]) == [("text", ["a", "b"])]


def test_what_one_text_keeps_apart_stays_apart():
    groups = link_attempts([told("a", 1, signed="2001-05-06"), told("a", 2, signed="2001-05-06")], [])
    assert ids(groups) == [("text", ["a"]), ("text", ["a"])]


def test_three_texts_are_not_one_over_the_one_in_the_middle():
    first, middle, last = (
        told("a", signed="2001-05-06"), told("b", signed="2001-05-07"), told("c", signed="2001-05-08")
    )  # fmt: skip
    groups = link_attempts([first, middle, last], [])
    assert sorted(ids(groups)) == [("text", ["a", "b"]), ("text", ["c"])]
    assert all(group.reasons[0].startswith(TWO_GROUPS) for group in groups)


def test_a_text_is_not_linked_to_the_chronology_over_another_text():
    # `b` matches `a`, and `a` is known by its start; `b` itself tells nothing that the chronology has.
    attempts = [told("a", signed="2001-05-05", effective="2001-05-09"), told("b", signed="2001-05-05")]
    groups = link_attempts(attempts, [known("isle1", start="2001-05-09")])
    assert sorted(ids(groups)) == [("isle1", ["a"]), ("text", ["b"])]
    alone = next(group for group in groups if group.reference is None)
    assert f"{TWO_REFERENCES}: isle1" in alone.reasons


def test_a_group_that_touches_two_attempts_of_the_chronology_is_flagged_and_not_merged():
    attempts = [
        told("a", signed="2001-05-05", effective="2001-05-09"), told("b", signed="2001-05-06", announced="2001-05-20")
    ]  # fmt: skip
    groups = link_attempts(
        attempts, [known("isle1", start="2001-05-09"), known("isle2", announced="2001-05-20")]
    )
    assert ids(groups) == [("isle1", ["a"]), ("isle2", ["b"])]
    assert [group.reasons for group in groups] == [[f"{TWO_REFERENCES}: isle2"], [f"{TWO_REFERENCES}: isle1"]]


def test_an_undated_attempt_of_a_copy_is_that_of_its_original():
    groups = link_attempts([told("a"), told("copy")], [], {"copy": "a"})
    assert ids(groups) == [("text", ["a", "copy"])]
    assert groups[0].methods[1] == BY_COPY


def test_the_order_of_the_texts_changes_nothing():
    attempts = [
        told("a", signed="2001-05-06"),
        told("b", signed="2001-05-07"),
        told("c", signed="2001-05-08"),
    ]
    assert ids(link_attempts(attempts, [])) == ids(link_attempts(attempts[::-1], []))
