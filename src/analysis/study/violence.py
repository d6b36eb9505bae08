"""Violence by month from a file that the analyst downloaded (UCDP GED or ACLED), drawn beside when ceasefires held.

Events count where they are told: an event whose possible days reach over a month's end is in no month and counted
apart. Only countries of the conflict's parties count; whether an event belongs to the conflict the file's own coding
must say, so the note names the countries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from analysis.sources.datasets import ViolentEvent, read_events
from analysis.study.blocks import Cell, Column, Figure, Notice, Table
from analysis.study.canvas import Spec, base_layout, iso, label, plot_text, time_axis
from analysis.study.lives import Life
from analysis.study.records import split_list
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.summaries import proper
from analysis.study.wording import MONTHS, agreeing, count, joined

PLOT_PX, BAND_PX = 200.0, 46.0
LEFT_PX, NARROW_LEFT_PX, RIGHT_PX = 96, 52, 24
WIDE_PX, NARROW_PX = 820, 280


@dataclass(frozen=True)
class MonthOfViolence:
    """Events and deaths (best estimate, least, most) of one month."""

    first: dt.date
    events: int
    best: int
    low: int
    high: int

    @property
    def words(self) -> str:
        return f"{MONTHS[self.first.month - 1]} {self.first.year}"


@dataclass(frozen=True)
class Violence:
    """Months with an event, the countries counted, events that no month can claim, events left out."""

    months: tuple[MonthOfViolence, ...]
    countries: tuple[str, ...]
    between: int
    elsewhere: int

    @property
    def deaths(self) -> int:
        return sum(month.best for month in self.months)

    @property
    def events(self) -> int:
        return sum(month.events for month in self.months)


def read_violence(selection: Selection, path: str | Path) -> Violence:
    """The months of a downloaded file within the selection. Raises InputProblem for a file that cannot be used."""
    return count_violence(selection, read_events(path))


def count_violence(selection: Selection, events: list[ViolentEvent]) -> Violence:
    """Events by month within the selection's days and countries."""
    countries = countries_of(selection)
    first, last = selection.start or dt.date.min, min(selection.end or selection.as_of, selection.as_of)
    inside = [event for event in events if event.country in countries and first <= event.first <= last]
    groups: dict[dt.date, list[ViolentEvent]] = {}
    for event in inside:
        if (event.first.year, event.first.month) == (event.last.year, event.last.month):
            groups.setdefault(event.first.replace(day=1), []).append(event)
    months = tuple(
        MonthOfViolence(
            month,
            len(told),
            *(sum(getattr(event, name) for event in told) for name in ("best", "low", "high")),
        )
        for month, told in sorted(groups.items())
    )
    placed = sum(month.events for month in months)
    return Violence(months, countries, len(inside) - placed, len(events) - len(inside))


def countries_of(selection: Selection) -> tuple[str, ...]:
    """The states among the parties of the conflict's dyads, by name."""
    parties = {party for dyad in split_list(selection.conflict.get("dyads")) for party in dyad.split("+")}
    states = [
        row for row in selection.rows["actors"] if row["actor_id"] in parties and row["kind"] == "state"
    ]
    return tuple(sorted(str(row["label"]) for row in states))


def violence_title(violence: Violence) -> str:
    """The month with most deaths, with all deaths beside it."""
    most = max(violence.months, key=lambda month: month.best)
    return (
        f"{most.words} has the most deaths in the file, {most.best:,} of {violence.deaths:,} in "
        f"{count(len(violence.months), 'month')} with an event."
    )


def draw_violence(selection: Selection, path: str | Path) -> Figure | Notice:
    """Deaths by month as bars, under them the days on which an attempt was surely in force."""
    violence = read_violence(selection, path)
    where = joined(violence.countries) or "no state"
    if not violence.months:
        return Notice(
            title="No event in the file",
            text=f"The file holds no event in {where} within the days of this selection.",
        )
    name = Path(path).name
    wide, narrow = _spec(selection, violence, narrow=False), _spec(selection, violence, narrow=True)
    title = violence_title(violence)
    return Figure(
        id="violence",
        title=title,
        subtitle=f"Deaths by month (best estimate) in {where}, and days on which an attempt was surely in force",
        plot=wide,
        plot_narrow=narrow,
        height=wide["layout"]["height"],
        height_narrow=narrow["layout"]["height"],
        marks=sum(len(trace["x"]) for trace in wide["data"] if trace.get("meta") == "attempts"),
        rows=len(violence.months),
        note=[_note(violence)],
        source=[f"Violence: {name}, downloaded by the analyst. ", *source_line(selection)],
        alt=f"Bars of deaths by month, {count(len(violence.months), 'bar')}. {title}",
        table=_table(selection, violence),
        csv_name="violence.csv",
    )


def _note(violence: Violence) -> str:
    reach = agreeing(violence.between, "event reaches", "events reach")
    verb = agreeing(violence.between, "is", "are")
    return (
        f"n = {count(violence.events, 'event')} in {count(len(violence.months), 'month')}; {violence.between} {reach} "
        f"over a month's end and {verb} in no bar; {violence.elsewhere:,} of the file lie in other countries or "
        "outside the days shown. A month without a bar has no event in the file, which is not to say that nothing "
        "happened. Fewer deaths while an attempt was in force do not show that it worked."
    )


def _spec(selection: Selection, violence: Violence, narrow: bool) -> Spec:
    left, width = (NARROW_LEFT_PX, NARROW_PX) if narrow else (LEFT_PX, WIDE_PX)
    first = violence.months[0].first
    last = violence.months[-1].first + dt.timedelta(days=31)
    layout = base_layout(round(PLOT_PX + BAND_PX) + 52, (left, RIGHT_PX, 32, 8))
    layout["xaxis"] = time_axis(first, last, width)
    most = max(month.best for month in violence.months) or 1
    layout["annotations"] = [
        label(
            [f"{share * most:,.0f}"],
            0,
            _y(share),
            xanchor="right",
            yanchor="middle",
            xshift=-8,
            colour="@muted",
        )
        for share in (0, 0.5, 1)
    ]
    layout["annotations"].append(
        label(
            ["in force"],
            0,
            PLOT_PX + BAND_PX - 8,
            xanchor="left",
            yanchor="middle",
            xshift=-left,
            colour="@muted",
        )
        if not narrow
        else label(["below: in force"], 0, PLOT_PX + 12, yanchor="top", colour="@muted")
    )
    layout["shapes"] = [
        _in_force(life, first, last) for life in proper(selection) if _overlaps(life, first, last)
    ]
    return {"data": [_bars(violence, most)], "layout": layout}


def _y(share: float) -> float:
    return 12 + (1 - share) * PLOT_PX


def _bars(violence: Violence, most: int) -> Spec:
    tall = [max(PLOT_PX * month.best / most, 1.5) for month in violence.months]
    return {
        "type": "bar", "meta": "attempts", "x": [iso(month.first + dt.timedelta(days=14)) for month in violence.months],
        "y": [-one for one in tall], "base": [_y(0)] * len(tall), "width": [26 * 86_400_000] * len(tall),
        "marker": {"color": "@ink"}, "hoverinfo": "text",
        "hovertext": [plot_text(f"{m.words}: {m.best:,} deaths ({m.low:,} to {m.high:,}), {count(m.events, 'event')}")
                      for m in violence.months],
    }  # fmt: skip


def _sure(life: Life) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day on which an attempt was surely in force."""
    return life.start[1], (life.end[0] if life.ended else life.last_report)


def _overlaps(life: Life, first: dt.date, last: dt.date) -> bool:
    start, end = _sure(life)
    return bool(life.began and start and end and start <= end and start <= last and end >= first)


def _in_force(life: Life, first: dt.date, last: dt.date) -> Spec:
    start, end = _sure(life)
    days = max(start or first, first), min(end or last, last) + dt.timedelta(days=1)
    return {"type": "rect", "xref": "x", "yref": "y", "x0": iso(days[0]), "x1": iso(days[1]),
            "y0": PLOT_PX + BAND_PX - 14, "y1": PLOT_PX + BAND_PX - 2, "fillcolor": "@standing",
            "line": {"width": 0}}  # fmt: skip


def _table(selection: Selection, violence: Violence) -> Table:
    columns = [
        Column(name="month", label="Month"),
        Column(name="events", label="Events", align="right"),
        Column(name="best", label="Deaths, best estimate", align="right"),
        Column(name="low", label="At least", align="right"),
        Column(name="high", label="At most", align="right"),
    ]
    rows: list[list[Cell]] = [
        [month.words, month.events, month.best, month.low, month.high] for month in violence.months
    ]
    return Table(
        id="violence-data",
        title="Violence by month: data",
        caption=f"Events and deaths by month in {joined(violence.countries)}.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name="violence.csv",
    )
