"""The time from the start of each attempt to the first breach that is told, in days and, with clock times, in hours.

Where both sides name an hour, both stand; an hour that is only a bound ("after 12:00") is one. Nothing is imputed: an
attempt without a clock time of its start is counted in days, as the interval that whole days allow.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from analysis.study.clocks import Clock, HourTold, read_clock, read_hour
from analysis.study.lives import Breach, Life
from analysis.study.records import Record
from analysis.study.selection import HAND_SOURCE, Selection
from analysis.study.summaries import proper
from analysis.study.wording import count, days_words, joined

DAY_HOURS = 24.0


@dataclass(frozen=True)
class Claim:
    """Who tells of the first breach, its hour if told, and how many hours after the start that was."""

    claimant_id: str
    hour: HourTold | None
    hours: float | None


@dataclass(frozen=True)
class FirstBreach:
    """The first breach told of an attempt: least and most hours from the start, and the claims on it."""

    life: Life
    clock: Clock | None
    low: float
    high: float
    claims: tuple[Claim, ...]
    standing: str

    @property
    def by_clock(self) -> bool:
        """Whether an hour is told for the start and for the breach."""
        return any(claim.hours is not None for claim in self.claims)

    @property
    def words(self) -> str:
        """The time in words: `5 minutes`, `2 to 4 minutes`, `under 16 hours`, `5 days`."""
        if self.by_clock:
            return _hours_words(self.low, self.high)
        if self.low <= 0 and self.high <= DAY_HOURS and self.clock is None:
            return "the same day"
        if self.low <= 0:
            return f"under {_unit(self.high)}"
        days = [round(self.low / DAY_HOURS), round(self.high / DAY_HOURS)]
        return days_words(days[0]) if days[0] == days[1] else f"{days[0]} to {count(days[1], 'day')}"


@dataclass(frozen=True)
class BreachCounts:
    """Of the attempts in force: with a first breach dated, within a day, with clock times, and without any date."""

    began: int
    dated: int
    within_day: int
    by_clock: int
    undated: int


def list_first_breaches(selection: Selection) -> list[FirstBreach]:
    """The first breach of each attempt proper that came into force and for which a day is told, by date."""
    quotes = _quotes(selection)
    untold = _first_untold(selection)
    began = [life for life in proper(selection) if life.began and life.id not in untold]
    found = [_first(selection, life, quotes) for life in began]
    return [one for one in found if one is not None]


def count_first_breaches(selection: Selection) -> BreachCounts:
    """How many attempts in force have a first breach told, and how soon it came."""
    began = [life for life in proper(selection) if life.began]
    found = list_first_breaches(selection)
    told = sum(bool(life.breaches) for life in began)
    return BreachCounts(
        began=len(began),
        dated=len(found),
        within_day=sum(one.high <= DAY_HOURS for one in found),
        by_clock=sum(one.by_clock for one in found),
        undated=told - len(found),
    )


def breach_title(selection: Selection) -> str:
    """How soon the first breach came, with its denominators."""
    n = count_first_breaches(selection)
    return (
        f"For {n.dated} of {count(n.began, 'attempt')} that came into force the day of a first breach is told: "
        f"{n.within_day} within a day of the start, for {n.by_clock} with a clock time."
    )


def claimant_words(selection: Selection) -> str:
    """Whose word the first breaches rest on."""
    found = list_first_breaches(selection)
    groups: dict[str, int] = {"both sides or a third party": 0, "one side alone": 0, "no one named": 0}
    for one in found:
        named = {claim.claimant_id for claim in one.claims if claim.claimant_id}
        key = (
            "no one named"
            if not named
            else "one side alone"
            if one.standing in ("alleged", "disputed")
            else ""
        )
        groups[key or "both sides or a third party"] += 1
    parts = [f"{n} by {who}" for who, n in groups.items() if n]
    return (
        f"Of {count(len(found), 'first breach', 'first breaches')} with a day, {joined(parts)}."
        if found
        else ""
    )


def _first(selection: Selection, life: Life, quotes: dict[str, str]) -> FirstBreach | None:
    start_lo, start_hi = life.start
    dated = [one for one in life.breaches if one.lo and one.hi and start_hi and one.hi >= start_hi]
    if not dated or start_lo is None or start_hi is None:
        return None
    first = min(dated, key=lambda one: (one.lo or dt.date.max, one.hi or dt.date.max))
    same = [one for one in dated if (one.lo, one.hi) == (first.lo, first.hi)]
    clock = read_clock(life.row.get("effective_time")) if start_lo == start_hi else None
    who = list(dict.fromkeys(one.claimant_id or "" for one in same)) or [""]
    named = [one for one in who if one] or [""]
    claims = tuple(_claim(selection, one, quotes.get(life.id, ""), first, start_lo, clock) for one in named)
    low, high = _hours(first, start_lo, start_hi, clock, claims)
    return FirstBreach(life, clock, low, high, claims, first.standing)


def _claim(
    selection: Selection, claimant: str, quote: str, breach: Breach, start: dt.date, clock: Clock | None
) -> Claim:
    hour = read_hour(quote, selection.actor(claimant) if claimant else "")
    if hour is None or clock is None or breach.lo is None or breach.lo != breach.hi:
        return Claim(claimant, hour, None)
    moment = Clock(hour.minutes, clock.zone, clock.offset).on(breach.lo)
    hours = (moment - clock.on(start)).total_seconds() / 3600
    return Claim(claimant, hour, hours if hours >= 0 else None)


def _hours(
    breach: Breach, start_lo: dt.date, start_hi: dt.date, clock: Clock | None, claims: tuple[Claim, ...]
) -> tuple[float, float]:
    told = [claim.hours for claim in claims if claim.hours is not None]
    if told:
        return min(told), max(told)
    lo, hi = breach.lo or start_lo, breach.hi or start_hi
    least, most = max((lo - start_hi).days, 0), (hi - start_lo).days
    if clock is not None and most == 0:
        return 0.0, DAY_HOURS - clock.minutes / 60
    return (0.0, DAY_HOURS) if most == 0 else (least * DAY_HOURS, most * DAY_HOURS)


def _first_untold(selection: Selection) -> set[str]:
    """Attempts whose first breach the chronology knows of without a day: a later breach is not the first."""
    return {
        row["attempt_id"]
        for row in selection.rows["outcomes"]
        if row["outcome"] == "violated"
        and row["mention_id"] is None
        and row["lo"] is None
        and row["hi"] is None
    }


def _quotes(selection: Selection) -> dict[str, str]:
    """The chronology's words on the first breach of each attempt."""
    rows = {row["outcome_id"]: row for row in selection.rows["outcomes"] if row["outcome"] == "violated"}
    quotes: dict[str, str] = {}
    for row in selection.rows["evidence"]:
        if row["table"] == "outcomes" and row["source_id"] == HAND_SOURCE and row["row_id"] in rows:
            told: Record = rows[row["row_id"]]
            if told["mention_id"] is None and row["quote"]:
                quotes.setdefault(told["attempt_id"], str(row["quote"]))
    return quotes


def _hours_words(low: float, high: float) -> str:
    if round(low * 60) == round(high * 60):
        return _unit(high)
    if high < 1:
        return f"{round(low * 60)} to {count(round(high * 60), 'minute')}"
    return f"{_unit(low)} to {_unit(high)}"


def _unit(hours: float) -> str:
    if hours < 1:
        return count(round(hours * 60), "minute")
    if hours < 2 * DAY_HOURS:
        whole, rest = divmod(round(hours * 60), 60)
        return count(whole, "hour") if rest == 0 else f"{whole} h {rest} min"
    return days_words(int(hours // DAY_HOURS))
