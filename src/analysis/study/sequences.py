"""Chains of attempts that renew, extend or replace one another, and the gaps between an end and the next start.

A chain is what `parent_id` joins. A step leads from an attempt to the next one of its chain that came into force;
its gap is the days from the end of the one to the start of the other, as an interval, since either may be one.
Reaffirmations and local halts belong to the chain and make no step: nothing had to end for them.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass

from analysis.study.lives import Life
from analysis.study.selection import Selection
from analysis.study.wording import count, span_words

# Relations that take the place of the attempt before; the others stand beside it.
SUCCEEDING = ("new", "extension", "renewal", "replacement")
BROKEN = ("collapsed", "denounced")


@dataclass(frozen=True)
class Chain:
    """The attempts that `parent_id` joins, in order of date, at least two."""

    lives: tuple[Life, ...]

    @property
    def steps(self) -> list[Step]:
        """From each attempt in force to the next in force that takes its place."""
        path = [life for life in self.lives if life.began and life.row["relation"] in SUCCEEDING]
        return [Step(one, other) for one, other in itertools.pairwise(path)]

    @property
    def label(self) -> str:
        return f"{self.lives[0].name} and {count(len(self.lives) - 1, 'later one')}"


@dataclass(frozen=True)
class Step:
    """From one attempt to the next that came into force."""

    before: Life
    after: Life

    @property
    def gap(self) -> tuple[int | None, int | None]:
        """Least and most days from the end of the one to the start of the other; None where not told.

        Less than 0: the later one began before the earlier one was over, by that reading of the dates.
        """
        (ended_lo, ended_hi), (start_lo, start_hi) = self.before.end, self.after.start
        # An end without a first day lies no earlier than the start.
        first = ended_lo or (self.before.start[0] if ended_hi else None)
        return _days(ended_hi, start_lo), _days(first, start_hi)

    @property
    def known(self) -> bool:
        return None not in self.gap

    @property
    def words(self) -> str:
        """The gap in words: `9 days`, `0 to 3 days`, `not told`."""
        least, most = self.gap
        if least is None or most is None:
            return "not told"
        if most < 0:
            return "began before the other was over"
        if least < 0:
            return f"none, or up to {count(most, 'day')}"
        if least == most:
            return "the same day" if most == 0 else count(most, "day")
        return span_words(least, most) if least else f"0 to {count(most, 'day')}"


@dataclass(frozen=True)
class Pauses:
    """After how many breakdowns another attempt followed, and the days it took by the earliest readings."""

    broken: int
    followed: int
    days: tuple[int, ...]

    @property
    def median(self) -> float | None:
        ordered = sorted(self.days)
        n = len(ordered)
        if not n:
            return None
        return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2


def list_chains(selection: Selection) -> list[Chain]:
    """The chains of two attempts and more, by the date of their first."""
    root = {life.id: life.id for life in selection.lives}
    for life in selection.lives:
        parent = life.row["parent_id"]
        if parent in root:
            _join(root, life.id, parent)
    groups: dict[str, list[Life]] = {}
    for life in selection.lives:
        groups.setdefault(_root(root, life.id), []).append(life)
    return [Chain(tuple(lives)) for lives in groups.values() if len(lives) > 1]


def chain_of(selection: Selection, attempt_id: str) -> Chain | None:
    """The chain that an attempt belongs to; None where it stands alone."""
    return next(
        (one for one in list_chains(selection) if attempt_id in {life.id for life in one.lives}), None
    )


def count_pauses(selection: Selection) -> Pauses:
    """How soon after a breakdown the next attempt of any chain came into force, by the earliest readings."""
    began = [life for life in selection.lives if life.began and not life.folded]
    broken = [life for life in began if life.outcome in BROKEN]
    days, followed = [], 0
    for life in broken:
        end = life.end[0] or life.end[1]
        later = [one.start[0] for one in began if one is not life and end and (one.start[0] or end) > end]
        followed += bool(later)
        if end and later:
            days.append(min((day - end).days for day in later if day))
    return Pauses(len(broken), followed, tuple(days))


def _days(first: dt.date | None, last: dt.date | None) -> int | None:
    return (last - first).days if first and last else None


def _root(root: dict[str, str], attempt_id: str) -> str:
    seen = set()
    while root[attempt_id] != attempt_id and attempt_id not in seen:
        seen.add(attempt_id)
        attempt_id = root[attempt_id]
    return attempt_id


def _join(root: dict[str, str], one: str, other: str) -> None:
    root[_root(root, one)] = _root(root, other)
