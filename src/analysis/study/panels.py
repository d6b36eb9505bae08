"""Phases of a conflict as chart panels, each with its own time scale.

Phases come from the reference table with their reasons; attempts outside them go into calendar blocks. They
are never found by eye from the data.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from analysis.study.lives import Life, dates
from analysis.study.records import Record
from analysis.study.wording import count, range_short

# A panel with more rows than this is split, so that it stays legible and fits a printed page.
MOST_ROWS = 14
Block = tuple[dt.date, str, dt.date]
# Attempts whose date is an interval that reaches beyond their phase: no phase can claim them.
ROUGH: Block = (dt.date.max, "Dated too roughly for one phase", dt.date.max)


@dataclass(frozen=True)
class Panel:
    """One panel: the attempts that start in a phase, drawn from `first` to `last`.

    `lives` have a row each, `folded` (calls, proposals, near-misses) share one. What lies after `last` is
    drawn in a strip of its own at the right (`has_later`).
    """

    title: str
    first: dt.date
    last: dt.date
    lives: list[Life]
    folded: list[Life]
    as_of: dt.date
    dated: bool = True

    @property
    def all(self) -> list[Life]:
        return self.lives + self.folded

    @property
    def is_phase(self) -> bool:
        """Whether the panel stands for one stretch of time, rather than for dates too rough or not told."""
        return self.dated and self.title != ROUGH[1]

    @property
    def span(self) -> str:
        if not self.dated:
            return count(len(self.all), "attempt")
        days = (self.last - self.first).days + 1
        extent = f"{range_short(self.first, self.last)} · {count(days, 'day')}"
        return f"{extent} · {count(len(self.all), 'attempt')}"

    @property
    def has_later(self) -> bool:
        return self.dated and any(_last_mark(life, self.as_of) > self.last for life in self.all)

    @property
    def shows_as_of(self) -> bool:
        return self.dated and self.last >= self.as_of


def panels_of(lives: list[Life], phases: list[Record], as_of: dt.date) -> list[Panel]:
    """The panels in order of time; every life is in exactly one. Attempts without a date come last."""
    dated = [life for life in lives if life.state != "undated"]
    blocks = _blocks(dated, sorted(phases, key=lambda row: row["first_day"]))
    panels = [_panel(title, last, inside, as_of) for title, last, inside in blocks if inside]
    undated = [life for life in lives if life.state == "undated"]
    if undated:
        panels.append(Panel("Date not told", as_of, as_of, undated, [], as_of, dated=False))
    return panels


def _blocks(lives: list[Life], phases: list[Record]) -> list[tuple[str, dt.date, list[Life]]]:
    blocks: dict[Block, list[Life]] = {}
    for life in lives:
        block = _block(_first_day(life), phases, lives)
        if (life.anchor[1] or dt.date.min) > block[2]:
            block = ROUGH
        blocks.setdefault(block, []).append(life)
    for block, inside in list(blocks.items()):
        if block != ROUGH and sum(not life.folded for life in inside) > MOST_ROWS:
            del blocks[block]
            _split_by_year(blocks, block, inside)
    return [(title, last, blocks[first, title, last]) for first, title, last in sorted(blocks)]


def _split_by_year(blocks: dict[Block, list[Life]], block: Block, lives: list[Life]) -> None:
    """A phase with many attempts gets panels of whole calendar years: short truces vanish on a long axis."""
    _, title, last = block
    runs: list[list[Life]] = [[]]
    for year in sorted({_first_day(life).year for life in lives}):
        inside = [life for life in lives if _first_day(life).year == year]
        if sum(not life.folded for life in runs[-1] + inside) > MOST_ROWS:
            runs.append([])
        runs[-1] += inside
    for run in [run for run in runs if run]:
        years = (_first_day(run[0]).year, max(_first_day(life).year for life in run))
        words = f"{years[0]}–{years[1]}" if years[0] < years[1] else str(years[0])
        blocks[dt.date(years[0], 1, 1), f"{title}: {words}", min(last, dt.date(years[1], 12, 31))] = run


def _block(day: dt.date, phases: list[Record], lives: list[Life]) -> Block:
    for row in phases:
        last = row["last_day"] or dt.date.max
        if row["first_day"] <= day <= last:
            return row["first_day"], str(row["phase"]), last
    years = _block_years(lives)
    first = day.year - day.year % years
    title = str(first) if years == 1 else f"{first}–{first + years - 1}"
    return dt.date(max(first, 1), 1, 1), title, dt.date(first + years - 1, 12, 31)


def _block_years(lives: list[Life]) -> int:
    days = [_first_day(life) for life in lives]
    span = max(days).year - min(days).year + 1
    return 1 if span <= 4 else 5 if span <= 20 else 10


def _panel(title: str, last_day: dt.date, lives: list[Life], as_of: dt.date) -> Panel:
    rows = [life for life in lives if not life.folded]
    folded = [life for life in lives if life.folded]
    first = min(_first_day(life) for life in lives)
    # An end that nobody dates may lie anywhere up to the data date; it does not stretch the panel.
    dated = [life for life in rows if not life.ended or life.end != (None, None)]
    reach = max([_last_day(life, as_of) for life in dated + folded] + [_first_day(life) for life in lives])
    last = min(reach, last_day)
    if (last - first).days < 6:
        last = first + dt.timedelta(days=6)
    return Panel(title, first, last, rows, folded, as_of)


def _first_day(life: Life) -> dt.date:
    candidates = [life.anchor[0] or life.anchor[1]]
    if life.began:
        candidates.append(life.start[0])
    return min(day for day in candidates if day)


def _last_day(life: Life, as_of: dt.date) -> dt.date:
    """The last day that a row reaches, its agreed term included."""
    agreed = dates(life.row, "agreed_end")[1] if life.began and not life.folded else None
    return max(_last_mark(life, as_of), agreed or dt.date.min)


def _last_mark(life: Life, as_of: dt.date) -> dt.date:
    """The day of a row's last mark."""
    if life.folded:
        return life.anchor[1] or life.anchor[0] or dt.date.min
    if life.state in ("in_force", "silent"):
        return as_of
    days = [life.anchor[1], life.end[1], life.end[0]]
    return max([day for day in days if day], default=_first_day(life))
