"""The time from the start to the first breach that is told, drawn from minutes to years, with who tells it."""

from __future__ import annotations

from analysis.study.blocks import Cell, Column, Figure, Table, link
from analysis.study.canvas import log_share
from analysis.study.first_breach import (
    Claim,
    FirstBreach,
    breach_title,
    count_first_breaches,
    list_first_breaches,
)
from analysis.study.lifeline_marks import Href
from analysis.study.row_strip import StripRow, scale_axis, strip_spec
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.wording import count, date_short, joined

LOW, HIGH = 1 / 60, 24 * 365.0 * 12
TICKS = {1 / 60: "1 min", 1.0: "1 hour", 24.0: "1 day", 24 * 365.0: "1 year"}
NARROW_TICKS = {1 / 60: "1 min", 24.0: "1 day", 24 * 365.0: "1 year"}
# Symbol by how the claim stands: borne out, one side's word, told by no one named.
SYMBOLS = {"corroborated": "circle", "reported": "circle"}


def draw_first_breaches(selection: Selection, href: Href) -> Figure:
    """One row per attempt whose first breach has a day; a filled mark is borne out, a hollow one a claim."""
    found = list_first_breaches(selection)
    rows = [_row(selection, one, href) for one in found]
    wide = strip_spec(rows, scale_axis([(_place(at), word) for at, word in TICKS.items()]), narrow=False)
    narrow = strip_spec(
        rows, scale_axis([(_place(at), word) for at, word in NARROW_TICKS.items()]), narrow=True
    )
    title = breach_title(selection)
    n = count_first_breaches(selection)
    return Figure(
        id="first-breach",
        title=title,
        subtitle=f"Time from the start to the first breach that is told, {selection.label}; logarithmic scale",
        plot=wide,
        plot_narrow=narrow,
        height=wide["layout"]["height"],
        height_narrow=narrow["layout"]["height"],
        marks=sum(len(trace["x"]) for trace in wide["data"] if trace.get("meta") == "attempts"),
        rows=len(rows),
        note=[
            f"n = {count(n.began, 'attempt')} that came into force; for {n.undated} a breach is told without a day, "
            f"for {n.began - n.dated - n.undated} none is told. Filled: told by both sides, a third party or without a "
            "named claimant; hollow: one side's word, or disputed. A line spans what hours and days allow; the mark "
            "stands at its later end. Without a clock time, days count from day to day. First told is not first "
            "fired: breaches that nobody told are missing."
        ],
        source=source_line(selection),
        alt=f"Rows of times to the first breach on a logarithmic scale, {count(len(rows), 'mark')}. {title}",
        table=_table(selection, found, href),
        csv_name="first-breach.csv",
    )


def _place(hours: float) -> float:
    return log_share(min(hours, HIGH), LOW, HIGH)


def _row(selection: Selection, one: FirstBreach, href: Href) -> StripRow:
    who = _who(selection, one)
    return StripRow(
        label=one.life.name,
        tail=f"{one.words}; {who}",
        low=_place(max(one.low, LOW)),
        high=_place(max(one.high, LOW)),
        symbol=SYMBOLS.get(one.standing, "circle-open"),
        colour="@ink",
        href=href(one.life.id, "violated"),
        hover=(one.life.name, one.words, who),
    )


def _who(selection: Selection, one: FirstBreach) -> str:
    named = [selection.actor(claim.claimant_id) for claim in one.claims if claim.claimant_id]
    if not named:
        return "no one named"
    return f"said {joined(named)}" + (", disputed" if one.standing == "disputed" else "")


def _table(selection: Selection, found: list[FirstBreach], href: Href) -> Table:
    columns = [
        Column(name="attempt", label="Attempt"),
        Column(name="start", label="In force from"),
        Column(name="clock", label="Clock time"),
        Column(name="least", label="At least", unit="hours", align="right"),
        Column(name="most", label="At most", unit="hours", align="right"),
        Column(name="claims", label="Who tells it, and the hour"),
        Column(name="standing", label="Standing"),
    ]
    rows: list[list[Cell]] = [
        [
            [link(one.life.name, href(one.life.id, "violated"))],
            date_short(*one.life.start),
            one.clock.words if one.clock else "not told",
            round(one.low, 2),
            round(one.high, 2),
            "; ".join(_claim(selection, claim) for claim in one.claims),
            one.standing,
        ]
        for one in found
    ]
    return Table(
        id="first-breach-data",
        title="First breach: data",
        caption="Hours from the start to the first breach told, as far as clock times and days tell.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name="first-breach.csv",
    )


def _claim(selection: Selection, claim: Claim) -> str:
    who = selection.actor(claim.claimant_id) if claim.claimant_id else "no one named"
    if claim.hour is None:
        return f"{who}: hour not told"
    hour = f"{claim.hour.minutes // 60:02d}:{claim.hour.minutes % 60:02d}"
    return f"{who}: {'after ' if claim.hour.bound else ''}{hour}"
