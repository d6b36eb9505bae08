"""Time at risk of each attempt under a rule of what counts as its end, as far as it was known on the as-of day.

Hand-coded attempts have their spells in table `spells`. An attempt that is read from texts alone has none there:
its spell follows from its dates and outcome, except under `war_resumes`, which no text is read for.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from analysis.errors import UsageProblem
from analysis.study.lives import ENDING, Life
from analysis.study.selection import Selection
from analysis.study.summaries import proper

# Failure rule -> what ends a spell under it, in words that follow "until".
RULES: dict[str, str] = {
    "first_violation": "the first breach that is told",
    "collapse": "a breakdown or a withdrawal",
    "war_resumes": "a return to war",
    "any_end": "any end",
}
# Failure rule -> what attempts under it had done, in words that follow "attempts that took effect".
DONE: dict[str, str] = {
    "first_violation": "had been breached, as told",
    "collapse": "had broken down or been denounced",
    "war_resumes": "had given way to war again",
    "any_end": "had ended",
}
DEFAULT_RULE = "any_end"
OTHER_END = "other end"


@dataclass(frozen=True)
class Spell:
    """An attempt in force from `entry`; it ended on a day from `first` to `last`, or was last seen on `first`."""

    life: Life
    entry: dt.date
    first: dt.date
    last: dt.date
    event: bool
    open_end: bool = False

    @property
    def least(self) -> int:
        """Days in force by the earliest reading of its end; days observed where none is told."""
        return (self.first - self.entry).days

    @property
    def most(self) -> int:
        """Days in force by the latest reading of its end; up to the as-of day where no last day is told."""
        return (self.last - self.entry).days

    @property
    def kind(self) -> str:
        """What the end was: the attempt's outcome where that is an end, else `other end`; empty without end."""
        if not self.event:
            return ""
        return self.life.outcome if self.life.outcome in ENDING else OTHER_END


def check_rule(rule: str) -> str:
    """The failure rule if it is one. Raises UsageProblem."""
    if rule not in RULES:
        raise UsageProblem(
            f"Expected a failure rule out of {', '.join(RULES)}, found {rule!r} in parameter failure_rule; "
            "choose one of them."
        )
    return rule


def spells_of(selection: Selection, rule: str) -> list[Spell]:
    """One spell per attempt that took effect, in order of date. Raises UsageProblem for an unknown rule.

    An end after the as-of day is not known yet: the spell is censored on that day.
    """
    check_rule(rule)
    stored = {row["attempt_id"]: row for row in selection.rows["spells"] if row["failure_rule"] == rule}
    found = []
    for life in proper(selection):
        if life.row["coding"] == "machine":
            made = _told(life, rule, selection.as_of)
        else:
            row = stored.get(life.id)
            made = (
                _known(life, row["entry"], row["exit_lo"], row["exit_hi"], row["event"], selection.as_of)
                if row
                else None
            )
        if made:
            found.append(made)
    return found


def without_spell(selection: Selection, rule: str) -> int:
    """How many attempts that came into force have no spell, since no day is told for their begin."""
    return sum(life.began for life in proper(selection)) - len(spells_of(selection, rule))


def _known(
    life: Life, entry: dt.date, first: dt.date, last: dt.date | None, event: bool, as_of: dt.date
) -> Spell | None:
    if entry > as_of:
        return None
    if first > as_of:
        return Spell(life, entry, as_of, as_of, False)
    if not event:
        return Spell(life, entry, first, first, False)
    return Spell(life, entry, first, min(last or as_of, as_of), True, last is None)


def _told(life: Life, rule: str, as_of: dt.date) -> Spell | None:
    """The spell of an attempt that only texts know."""
    entry = life.start[1] or life.start[0]
    if not life.began or entry is None or rule == "war_resumes":
        return None
    seen = max(life.end[0] or life.last_report or entry, entry)
    end = _end_told(life, rule)
    if end is None:
        return _known(life, entry, seen, None, False, as_of)
    lo, hi = end
    first = max(lo or entry, entry)
    return _known(life, entry, first, max(hi, first) if hi else None, True, as_of)


def _end_told(life: Life, rule: str) -> tuple[dt.date | None, dt.date | None] | None:
    broken = life.outcome in ("collapsed", "denounced")
    if rule == "first_violation" and life.breaches:
        breach = min(life.breaches, key=lambda one: one.lo or one.hi or dt.date.max)
        return breach.lo, breach.hi
    if rule == "any_end":
        return life.end if life.ended else None
    return life.end if broken else None
