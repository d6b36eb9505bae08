"""Counts of attempts and outcomes, each with its denominator and its unknowns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from analysis.study.lives import NEVER, Life
from analysis.study.selection import Selection

OUTCOME_ORDER = ["held", "violated", "collapsed", "denounced", "expired", "superseded", "not_implemented",
                 "rejected", "unknown"]  # fmt: skip
BROKERS = ("mediator", "host", "guarantor")
SHORT_DAYS = 7


@dataclass(frozen=True)
class Overview:
    """Of all listed rows: how many are attempts proper, began, ended, stand, never began, have no known outcome."""

    listed: int
    folded: int
    attempts: int
    began: int
    ended: int
    standing: int
    never: int
    unknown: int


@dataclass(frozen=True)
class Lasting:
    """Of the attempts that came into force: over within `days` days for certain, and those not known."""

    days: int
    short: int
    began: int
    unknown: int


@dataclass(frozen=True)
class Record:
    """One group of attempts, such as a mediator's or a year's: its lives and counts by outcome."""

    id: str
    label: str
    lives: list[Life]
    outcomes: Counter[str]

    @property
    def n(self) -> int:
        return len(self.lives)

    @property
    def unknown(self) -> int:
        return self.outcomes["unknown"]

    @property
    def broken(self) -> int:
        return self.outcomes["collapsed"] + self.outcomes["denounced"]

    @property
    def standing(self) -> int:
        return sum(life.standing for life in self.lives)

    @property
    def breached(self) -> int:
        """Over, with breaches told and no other end: neither broken down nor at an agreed end."""
        return sum(life.outcome in ("held", "violated") and not life.standing for life in self.lives)

    @property
    def by_rule(self) -> int:
        return self.outcomes["expired"] + self.outcomes["superseded"]

    @property
    def never(self) -> int:
        return self.outcomes["not_implemented"] + self.outcomes["rejected"]


def proper(selection: Selection) -> list[Life]:
    """The attempts proper: without calls, proposals and near-misses."""
    return [life for life in selection.lives if not life.folded]


def count_overview(selection: Selection) -> Overview:
    """Count the selection as a whole; the parts of `attempts` add up to it."""
    lives = proper(selection)
    return Overview(
        listed=len(selection.lives),
        folded=len(selection.lives) - len(lives),
        attempts=len(lives),
        began=sum(life.began for life in lives),
        ended=sum(life.ended for life in lives),
        standing=sum(life.standing for life in lives),
        never=sum(not life.began and life.outcome in NEVER for life in lives),
        unknown=sum(not (life.ended or life.standing or life.outcome in NEVER) for life in lives),
    )


def count_short(selection: Selection, days: int = SHORT_DAYS) -> Lasting:
    """How many attempts that came into force were over within `days` days, and for how many it is not told."""
    began = [life for life in proper(selection) if life.began]
    short = [life for life in began if _over_within(life, days)]
    unknown = [life for life in began if life not in short and _may_be_over_within(life, days)]
    return Lasting(days, len(short), len(began), len(unknown))


def longest_life(selection: Selection) -> Life | None:
    """The attempt that was in force longest by the bound that is sure; None where none has one."""
    known = [life for life in proper(selection) if life.began and life.days[0]]
    return max(known, key=lambda life: life.days[0] or 0, default=None)


def count_mediators(selection: Selection) -> list[Record]:
    """Attempts by mediator, by number; an attempt stands with each of its mediators, those without in the last."""
    groups: dict[str, list[Life]] = {}
    for life in proper(selection):
        for actor in selection.actors_of(life.id, "mediator") or [""]:
            groups.setdefault(actor, []).append(life)
    order = sorted(groups, key=lambda actor: (actor == "", -len(groups[actor]), selection.actor(actor)))
    return [
        record_of(actor, selection.actor(actor) if actor else "No mediator named", groups[actor])
        for actor in order
    ]


def count_years(selection: Selection) -> list[Record]:
    """Attempts by the year they stand at, in order; those without a date last."""
    groups: dict[str, list[Life]] = {}
    for life in proper(selection):
        day = life.anchor[0] or life.anchor[1]
        groups.setdefault(str(day.year) if day else "~", []).append(life)
    return [
        record_of(year, "Year not told" if year == "~" else year, groups[year]) for year in sorted(groups)
    ]


def outcome_counts(lives: list[Life]) -> Counter[str]:
    """Attempts by outcome; an outcome outside the codebook's list counts as unknown."""
    return Counter(life.outcome if life.outcome in OUTCOME_ORDER else "unknown" for life in lives)


def record_of(key: str, label: str, lives: list[Life]) -> Record:
    """A group of attempts, in the order of their outcomes."""
    ordered = sorted(lives, key=lambda life: (OUTCOME_ORDER.index(_listed(life)), life.sort_key))
    return Record(key, label, ordered, outcome_counts(lives))


def _listed(life: Life) -> str:
    return life.outcome if life.outcome in OUTCOME_ORDER else "unknown"


def _over_within(life: Life, days: int) -> bool:
    most = life.days[1]
    return most is not None and most <= days


def _may_be_over_within(life: Life, days: int) -> bool:
    least, most = life.days
    return (least is None or least <= days) and (most is None or most > days)
