"""Which attempts of texts are one, and which of them the chronology knows.

Two are one only if dates of the same role intersect (a day of slack), parties are compatible and modality agrees.
Exactly one attempt of the chronology fits: a link. None or several: the attempt stays apart and says why. Nothing is
merged over a third.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

import pandas as pd

from analysis.codebook.frames import rows_of
from analysis.coding.joining.text_attempts import TextAttempt
from analysis.coding.reference.chronology_dates import Interval

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
NO_SIDES = "without parties, so it cannot be matched"
NOT_ASSERTED = "not told as a fact, so it is not matched"
TWO_GROUPS = "matches attempts of other texts that do not match each other"
TWO_REFERENCES = "matches an attempt of another text that is linked elsewhere in the chronology"


@dataclass(frozen=True)
class Profile:
    """What linking compares.

    `dates` by role; those in `loose` may be any of a beginning's roles. `stood` are the first and the last day on which
    it can have been in force; a missing last day is open, and what never was in force has none.
    """

    conflict_id: str
    sort: str
    modality: str
    parties: frozenset[str]
    callers: frozenset[str]
    dates: dict[str, Interval]
    loose: frozenset[str] = frozenset()
    stood: tuple[date, date | None] | None = None


@dataclass(frozen=True)
class Reference:
    """An attempt of the chronology as linking sees it."""

    attempt_id: str
    profile: Profile
    counts: bool


@dataclass
class Group:
    """Attempts of texts that are one, under one id; `reference` is set where the chronology has it.

    `methods` says of each member how it came in.
    """

    attempt_id: str
    members: list[TextAttempt] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    reference: str | None = None
    reasons: list[str] = field(default_factory=list)

    def take(self, attempt: TextAttempt, method: str) -> None:
        """Add a member."""
        self.members.append(attempt)
        self.methods.append(method)


def profile_text(attempt: TextAttempt) -> Profile:
    """Return what linking compares of an attempt of a text."""
    roles = {ROLE_OF[stem]: when for stem, when in attempt.dates.items() if stem in ROLE_OF}
    loose = frozenset(ROLE_OF.get(role, role) for role in attempt.loose)
    parties, callers = attempt.actors_in("party"), attempt.actors_in("caller")
    begun, ended = attempt.dates.get("effective"), attempt.dates.get("ended")
    stood = _standing(attempt.row["status"], begun, ended.hi if ended else None)
    return Profile(attempt.conflict_id, attempt.sort, attempt.modality, parties, callers, roles, loose, stood)


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
        stood = _standing(row.status, _interval(row, "effective"), _last_day(row))
        profile = Profile(row.conflict_id, SORTS[row.kind], "asserted", parties, callers, dates, stood=stood)
        found.append(Reference(row.attempt_id, profile, bool(row.counts_as_ceasefire)))
    return found


def _standing(status: str, begun: Interval | None, last: date | None) -> tuple[date, date | None] | None:
    """From the start to the end; one that is over and has no known end is taken to its year's end, no further."""
    if begun is None or begun.lo is None:
        return None
    return begun.lo, last or (date(begun.lo.year, 12, 31) if status == "ended" else None)


def _last_day(row: object) -> date | None:
    """The latest possible day of the end; where that is not told, of the outcome, else the agreed end."""
    days = [
        when.hi for stem in ("ended", "outcome", "agreed_end") if (when := _interval(row, stem)) and when.hi
    ]
    return days[0] if days and getattr(row, "status", "") == "ended" else None


def _interval(row: object, stem: str) -> Interval | None:
    lo, hi = (getattr(row, f"{stem}_{bound}") for bound in ("lo", "hi"))
    if pd.isna(lo) and pd.isna(hi):
        return None
    return Interval(
        None if pd.isna(lo) else lo.date(), None if pd.isna(hi) else hi.date(), getattr(row, f"{stem}_prec")
    )


# --- comparing


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
        return all(_same_date(one, other, role, role) for role in shared)
    return any(
        _same_date(one, other, a, b)
        for a in one.dates
        for b in other.dates
        if a == b or a in one.loose or b in other.loose
    )


def _same_date(one: Profile, other: Profile, a: str, b: str) -> bool:
    """As `touch`; a start known by a bound alone ("in force by 10 November") says that it then still stood."""
    if (a, b) == ("start", "start"):
        for told, held in ((one, other), (other, one)):
            if told.dates["start"].prec == "before" and held.dates["start"].prec != "before":
                return _stood_on(held, told.dates["start"].hi)
    return touch(one.dates[a], other.dates[b])


def _stood_on(profile: Profile, day: date | None) -> bool:
    if day is None or profile.stood is None:
        return False
    first, last = profile.stood
    return first <= day + SLACK and (last is None or last >= day)


def touch(one: Interval, other: Interval) -> bool:
    """Whether two intervals share a day; a day of slack between two days, as talks run past midnight.

    A bound alone ("by 10 November 2020") reaches to the end of its own year only.
    """
    return _meet(one, other, SLACK if one.prec == other.prec == "day" else timedelta(0))


def overlap(one: Interval, other: Interval) -> bool:
    """As `touch`, without slack: whether two dates can be the same day."""
    return _meet(one, other, timedelta(0))


def _meet(one: Interval, other: Interval, slack: timedelta) -> bool:
    a, b = _closed(one), _closed(other)
    return bool(a and b and a[0] <= b[1] + slack and b[0] <= a[1] + slack)


def _closed(when: Interval) -> tuple[date, date] | None:
    day = when.lo or when.hi
    if day is None:
        return None
    return when.lo or date(day.year, 1, 1), when.hi or date(day.year, 12, 31)


# --- grouping


def link_attempts(
    attempts: Sequence[TextAttempt], references: Iterable[Reference], copies: Mapping[str, str] | None = None
) -> list[Group]:
    """Return the attempts of all texts in groups that are one attempt each, sorted by id.

    `copies` says which source copies which (copy -> original): an attempt of a copy is that of the original.
    """
    return _Linking(list(references), dict(copies or {})).run(attempts)


def find_fitting(attempt: TextAttempt, references: Iterable[Reference]) -> list[Reference]:
    """Return the attempts of the chronology that an attempt of a text may be."""
    profile = profile_text(attempt)
    return [one for one in references if may_be_one(profile, one.profile)]


class _Linking:
    """Takes attempts one by one, in an order that does not hang on the order of the files."""

    def __init__(self, references: list[Reference], copies: dict[str, str]) -> None:
        self.references, self.copies = references, copies
        self.conflicts = {one.profile.conflict_id for one in references}
        self.groups: list[Group] = []
        self.by_kin: dict[tuple[str, str], list[Group]] = {}
        self.profiles: dict[int, Profile] = {}

    def run(self, attempts: Sequence[TextAttempt]) -> list[Group]:
        ordered = sorted(attempts, key=lambda one: (one.source_id in self.copies, one.source_id, one.order))
        self.profiles = {id(one): profile_text(one) for one in ordered}
        fitting = {id(one): self._fitting(one) for one in ordered}
        for attempt in ordered:
            if len(fitting[id(attempt)]) == 1:
                self._known_group(attempt, fitting[id(attempt)][0]).take(attempt, BY_CHRONOLOGY)
        for attempt in ordered:
            if len(fitting[id(attempt)]) != 1 and not self._join_original(attempt):
                self._join_texts(attempt, fitting[id(attempt)])
        self._flag_rivals()
        return sorted(self.groups, key=lambda group: group.attempt_id)

    def _fitting(self, attempt: TextAttempt) -> list[str]:
        profile = self.profiles[id(attempt)]
        return [one.attempt_id for one in self.references if may_be_one(profile, one.profile)]

    def _kin(self, attempt: TextAttempt) -> list[Group]:
        """The groups that an attempt could be in at all: of its conflict and its sort."""
        return self.by_kin.setdefault((attempt.conflict_id, attempt.sort), [])

    def _known_group(self, attempt: TextAttempt, reference: str) -> Group:
        for group in self._kin(attempt):
            if group.reference == reference:
                return group
        return self._add(attempt, Group(reference, reference=reference))

    def _add(self, attempt: TextAttempt, group: Group) -> Group:
        self.groups.append(group)
        self._kin(attempt).append(group)
        return group

    def _join_original(self, attempt: TextAttempt) -> bool:
        original = self.copies.get(attempt.source_id)
        for group in self._kin(attempt) if original else ():
            for member in group.members:
                if member.source_id == original and self.profiles[id(member)] == self.profiles[id(attempt)]:
                    group.take(attempt, BY_COPY)
                    return True
        return False

    def _join_texts(self, attempt: TextAttempt, fitting: list[str]) -> None:
        """Put the attempt into the one group all of whose members it matches; else it stands alone."""
        touched = [
            group for group in self._kin(attempt) if any(self._same(attempt, m) for m in group.members)
        ]
        whole = [group for group in touched if all(self._same(attempt, m) for m in group.members)]
        if len(touched) == len(whole) == 1 and whole[0].reference is None:
            whole[0].take(attempt, BY_TEXTS)
            return
        reason = self._why_apart(attempt, fitting)
        alone = self._add(attempt, Group(attempt.own_id, reasons=[reason] if reason else []))
        alone.take(attempt, ALONE)
        flag = TWO_REFERENCES if any(group.reference for group in touched) else TWO_GROUPS
        for group in touched:
            alone.reasons.append(f"{flag}: {group.attempt_id}")
            group.reasons.append(f"{flag}: {alone.attempt_id}")

    def _same(self, one: TextAttempt, other: TextAttempt) -> bool:
        """Two attempts that one text keeps apart are never one."""
        return one.source_id != other.source_id and may_be_one(
            self.profiles[id(one)], self.profiles[id(other)]
        )

    def _why_apart(self, attempt: TextAttempt, fitting: list[str]) -> str | None:
        """Why an attempt is not linked to the chronology; None where that does not cover its conflict."""
        profile = self.profiles[id(attempt)]
        if attempt.conflict_id not in self.conflicts:
            return None
        if attempt.modality != "asserted":
            return NOT_ASSERTED
        if not profile.dates:
            return UNDATED
        if not profile.parties and not profile.callers:
            return NO_SIDES
        return f"{SEVERAL_FIT}: {', '.join(fitting)}" if fitting else NONE_FITS

    def _flag_rivals(self) -> None:
        """Flag attempts of the chronology whose texts seem to speak of one: they are not merged."""
        known = [group for group in self.groups if group.reference is not None]
        for one, other in combinations(known, 2):
            if any(self._same(a, b) for a in one.members for b in other.members):
                one.reasons.append(f"{TWO_REFERENCES}: {other.attempt_id}")
                other.reasons.append(f"{TWO_REFERENCES}: {one.attempt_id}")
