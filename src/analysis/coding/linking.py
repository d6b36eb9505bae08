"""Which attempts of texts are one, and which of them the chronology knows.

Two are one only if dates of the same role intersect (a day of slack), parties are compatible and modality agrees. Exactly one
attempt of the chronology fits: a link. None or several: the attempt stays apart and says why. Nothing is merged over a third.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from analysis.codebook.frames import rows_of
from analysis.coding.chronology_dates import Interval
from analysis.coding.text_attempts import TextAttempt

SLACK = timedelta(days=1)
SORTS = {"call": "call", "proposal": "proposal", "unilateral": "unilateral", "bilateral": "mutual",
         "multilateral": "mutual", "agreement": "mutual"}  # fmt: skip
# An agreed start and the start itself are told in the same words.
ROLE_OF = {"announced": "announced", "signed": "signed", "agreed_start": "start", "effective": "start"}

BY_CHRONOLOGY, BY_TEXTS, BY_COPY, ALONE = (
    "fits one of the chronology",
    "same in several texts",
    "copy of a text",
    "own",
)
NONE_FITS = "no attempt of the chronology fits"
SEVERAL_FIT = "fits several attempts of the chronology"
UNDATED = "undated, so it cannot be matched"
NO_PARTIES = "without parties, so it cannot be matched"
NOT_ASSERTED = "not told as a fact, so it is not matched"
TWO_GROUPS = "matches attempts of other texts that do not match each other"
TWO_REFERENCES = "matches an attempt of another text that is linked elsewhere in the chronology"


@dataclass(frozen=True)
class Profile:
    """What linking compares: `dates` by role; those in `loose` may be any of a beginning's roles."""

    conflict_id: str
    sort: str
    modality: str
    parties: frozenset[str]
    callers: frozenset[str]
    dates: dict[str, Interval]
    loose: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reference:
    """An attempt of the chronology as linking sees it."""

    attempt_id: str
    profile: Profile
    counts: bool


@dataclass
class Group:
    """Attempts of texts that are one, under one id; `reference` is set where the chronology has it."""

    attempt_id: str
    method: str
    members: list[TextAttempt]
    reference: str | None = None
    reasons: list[str] = field(default_factory=list)


def profile_text(attempt: TextAttempt) -> Profile:
    """Return what linking compares of an attempt of a text."""
    roles = {ROLE_OF[stem]: when for stem, when in attempt.dates.items() if stem in ROLE_OF}
    loose = frozenset(ROLE_OF.get(role, role) for role in attempt.loose)
    parties, callers = attempt.actors_in("party"), attempt.actors_in("caller")
    return Profile(attempt.conflict_id, attempt.sort, attempt.modality, parties, callers, roles, loose)


def read_references(attempts: pd.DataFrame, participants: pd.DataFrame) -> list[Reference]:
    """Return the attempts of the chronology that texts can speak of; near-misses are none."""
    actors: dict[tuple[str, str], set[str]] = {}
    for row in rows_of(participants):
        actors.setdefault((row.attempt_id, row.role), set()).add(row.actor_id)
    found = []
    for row in rows_of(attempts):
        if row.kind not in SORTS:
            continue
        dates = {role: when for stem, role in ROLE_OF.items() if (when := _interval(row, stem))}
        parties = frozenset(actors.get((row.attempt_id, "party"), ()))
        callers = frozenset(actors.get((row.attempt_id, "caller"), ()))
        profile = Profile(row.conflict_id, SORTS[row.kind], "asserted", parties, callers, dates)
        found.append(Reference(row.attempt_id, profile, bool(row.counts_as_ceasefire)))
    return found


def _interval(row: object, stem: str) -> Interval | None:
    lo, hi = (getattr(row, f"{stem}_{bound}") for bound in ("lo", "hi"))
    if pd.isna(lo) and pd.isna(hi):
        return None
    return Interval(
        None if pd.isna(lo) else lo.date(), None if pd.isna(hi) else hi.date(), getattr(row, f"{stem}_prec")
    )


# --- comparing -----------------------------------------------------------------------------------------------------------


def may_be_one(one: Profile, other: Profile) -> bool:
    """Whether nothing speaks against the two being one attempt, and a date for it."""
    return (
        one.conflict_id == other.conflict_id
        and one.sort == other.sort
        and one.modality == other.modality
        and _same_sides(one, other)
        and _same_time(one, other)
    )


def _same_sides(one: Profile, other: Profile) -> bool:
    if one.sort == "call" and one.callers and other.callers and not one.callers & other.callers:
        return False
    if not one.parties or not other.parties:
        return one.sort == "call" and bool(one.callers & other.callers)
    if one.sort == "unilateral":
        return one.parties == other.parties
    return one.parties <= other.parties or other.parties <= one.parties


def _same_time(one: Profile, other: Profile) -> bool:
    """Every role that both date in so many words must agree; failing such roles, one that either leaves open."""
    shared = (one.dates.keys() & other.dates.keys()) - one.loose - other.loose
    if shared:
        return all(touch(one.dates[role], other.dates[role]) for role in shared)
    return any(
        touch(one.dates[a], other.dates[b])
        for a in one.dates
        for b in other.dates
        if a == b or a in one.loose or b in other.loose
    )


def touch(one: Interval, other: Interval) -> bool:
    """Whether two intervals share a day; a day of slack between two days, as talks run past midnight.

    A bound alone ("by 10 November 2020") reaches to the end of its own year only.
    """
    a, b = _closed(one), _closed(other)
    if a is None or b is None:
        return False
    slack = SLACK if one.prec == other.prec == "day" else timedelta(0)
    return a[0] <= b[1] + slack and b[0] <= a[1] + slack


def _closed(when: Interval) -> tuple[date, date] | None:
    day = when.lo or when.hi
    if day is None:
        return None
    return when.lo or date(day.year, 1, 1), when.hi or date(day.year, 12, 31)


# --- grouping ------------------------------------------------------------------------------------------------------------


def link_attempts(
    attempts: Sequence[TextAttempt], references: Iterable[Reference], duplicates: dict[str, str] | None = None
) -> list[Group]:
    """Return the attempts of all texts in groups that are one attempt each, sorted by id.

    `duplicates` says which source copies which (copy -> original): an attempt of a copy is that of the original.
    """
    listed = list(references)
    linked, groups = _by_reference(attempts, listed)
    copies = duplicates or {}
    for attempt in sorted(attempts, key=lambda one: (one.source_id in copies, one.source_id, one.order)):
        if id(attempt) in linked:
            continue
        original = _find_original(attempt, groups, copies)
        if original is not None:
            original.members.append(attempt)
            continue
        _join(attempt, groups, _why_apart(attempt, listed))
    return sorted(groups, key=lambda group: group.attempt_id)


def _by_reference(attempts: Sequence[TextAttempt], listed: list[Reference]) -> tuple[set[int], list[Group]]:
    groups: dict[str, Group] = {}
    linked: set[int] = set()
    for attempt in sorted(attempts, key=lambda one: (one.source_id, one.order)):
        fitting = find_fitting(attempt, listed)
        if len(fitting) == 1:
            known = fitting[0].attempt_id
            groups.setdefault(known, Group(known, BY_CHRONOLOGY, [], known)).members.append(attempt)
            linked.add(id(attempt))
    return linked, list(groups.values())


def find_fitting(attempt: TextAttempt, references: Iterable[Reference]) -> list[Reference]:
    """Return the attempts of the chronology that an attempt of a text may be."""
    profile = profile_text(attempt)
    return [one for one in references if may_be_one(profile, one.profile)]


def _why_apart(attempt: TextAttempt, listed: list[Reference]) -> str | None:
    """Why an attempt that the chronology may know is not linked to it; None where it has no list of the conflict."""
    if not any(one.profile.conflict_id == attempt.conflict_id for one in listed):
        return None
    profile = profile_text(attempt)
    if attempt.modality != "asserted":
        return NOT_ASSERTED
    if not profile.dates:
        return UNDATED
    if not profile.parties and not profile.callers:
        return NO_PARTIES
    fitting = [one.attempt_id for one in find_fitting(attempt, listed)]
    return f"{SEVERAL_FIT}: {', '.join(fitting)}" if fitting else NONE_FITS


def _find_original(attempt: TextAttempt, groups: list[Group], copies: dict[str, str]) -> Group | None:
    original = copies.get(attempt.source_id)
    if original is None:
        return None
    for group in groups:
        for member in group.members:
            if member.source_id == original and profile_text(member) == profile_text(attempt):
                return group
    return None


def _join(attempt: TextAttempt, groups: list[Group], reason: str | None) -> None:
    """Put the attempt into the one group all of whose members it matches; else it stands alone."""
    touched = [group for group in groups if any(_is_same(attempt, member) for member in group.members)]
    open_groups = [group for group in touched if group.reference is None]
    whole = [group for group in open_groups if all(_is_same(attempt, member) for member in group.members)]
    if len(touched) == len(whole) == 1:
        whole[0].members.append(attempt)
        whole[0].method = BY_TEXTS
        return
    alone = Group(attempt.own_id, ALONE, [attempt], reasons=[reason] if reason else [])
    groups.append(alone)
    linked = [group for group in touched if group.reference is not None]
    flag = TWO_REFERENCES if linked else TWO_GROUPS
    if touched:
        alone.reasons.append(f"{flag}: {', '.join(sorted(group.attempt_id for group in touched))}")
    for group in touched:
        group.reasons.append(f"{flag}: {alone.attempt_id}")


def _is_same(one: TextAttempt, other: TextAttempt) -> bool:
    """Two attempts that one text keeps apart are never one."""
    return one.source_id != other.source_id and may_be_one(profile_text(one), profile_text(other))


def flag_rival_references(groups: list[Group]) -> None:
    """Flag groups of two attempts of the chronology whose texts seem to speak of one: they are not merged."""
    known = [group for group in groups if group.reference is not None]
    for place, one in enumerate(known):
        for other in known[place + 1 :]:
            if any(_is_same(a, b) for a in one.members for b in other.members):
                one.reasons.append(f"{TWO_REFERENCES}: {other.attempt_id}")
                other.reasons.append(f"{TWO_REFERENCES}: {one.attempt_id}")
