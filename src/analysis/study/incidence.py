"""Which end came, and when: cumulative incidence of the competing ends of the attempts that took effect."""

from __future__ import annotations

from analysis.study.blocks import Cell, Column, Figure, Table
from analysis.study.canvas import Spec, base_layout, label, plot_text
from analysis.study.estimates import cumulative_incidence
from analysis.study.lifeline_marks import Href
from analysis.study.palette import family_of, symbol_of
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.spells import OTHER_END, Spell, spells_of
from analysis.study.terms import outcome_words, value_words
from analysis.study.timescale import days_axis, place_days
from analysis.study.wording import count, days_words, joined, sentence

RULE = "any_end"
PLOT_PX, KEY_PX = 260.0, 22.0
WIDE_LEFT_PX, NARROW_LEFT_PX, RIGHT_PX = 64, 44, 30
KINDS = ("collapsed", "denounced", "expired", "superseded", OTHER_END)
TABLE_DAYS = {0.0: "same day", 7.0: "1 week", 30.4: "1 month", 365.0: "1 year", 3652.0: "10 years"}
Steps = dict[str, list[tuple[float, float]]]


def steps_of(spells: list[Spell]) -> Steps:
    """The cumulative incidence of each kind of end, each end at its earliest reading."""
    return cumulative_incidence([spell.least for spell in spells], [spell.kind for spell in spells])


def incidence_title(spells: list[Spell]) -> str:
    """How the spells ended, in words, with those that had not."""
    kinds = [kind for kind in KINDS if any(spell.kind == kind for spell in spells)]
    parts = [f"{sum(spell.kind == kind for spell in spells)} {kind_words(kind)}" for kind in kinds]
    left = sum(not spell.event for spell in spells)
    words = joined([*parts, f"{left} had not ended when last seen"])
    return f"Of {count(len(spells), 'attempt')} that took effect, {words}."


def kind_words(kind: str) -> str:
    """A kind of end in words that follow a number."""
    return {"expired": "expired", "superseded": "gave way to a later attempt", "denounced": "were denounced",
            "collapsed": "broke down", OTHER_END: "ended otherwise, after breaches"}[kind]  # fmt: skip


def draw_incidence(selection: Selection, href: Href) -> Figure:
    """A step line per kind of end; each ended attempt is a mark on the line of its kind."""
    spells = spells_of(selection, RULE)
    wide, narrow = _spec(spells, href, narrow=False), _spec(spells, href, narrow=True)
    ended = sum(spell.event for spell in spells)
    title = incidence_title(spells)
    return Figure(
        id="incidence",
        title=title,
        subtitle=f"Share of attempts ended in each way after a time, {selection.label}; logarithmic scale of time",
        plot=wide,
        plot_narrow=narrow,
        height=wide["layout"]["height"],
        height_narrow=narrow["layout"]["height"],
        marks=sum(len(trace["x"]) for trace in wide["data"] if trace.get("meta") == "attempts"),
        rows=ended,
        note=[
            f"n = {count(len(spells), 'attempt')} that took effect, {ended} of them ended. What ended in one "
            "way can no longer end in another: the shares of all ways and the share still in force add up to 100 % "
            "(Aalen-Johansen). Ends known as an interval stand at its first day."
        ],
        source=source_line(selection),
        alt=f"Step lines of the share ended by kind of end, {count(ended, 'mark')}. {title}",
        table=_table(selection, spells),
        csv_name="incidence.csv",
    )


def _spec(spells: list[Spell], href: Href, narrow: bool) -> Spec:
    steps = steps_of(spells)
    kinds = [kind for kind in KINDS if kind in steps]
    top = len(kinds) * KEY_PX + 40
    left = NARROW_LEFT_PX if narrow else WIDE_LEFT_PX
    # The plot's own axis stands above its key: the key lies between the axis and the lines.
    layout = base_layout(round(top + PLOT_PX) + 50, (left, RIGHT_PX, 32, 8))
    layout["xaxis"] = days_axis(narrow)
    most = max((line[-1][1] for line in steps.values() if line), default=1.0) or 1.0
    shares = [share for share in (0, 0.25, 0.5, 0.75, 1) if share <= most + 0.25]
    high = max(shares)
    layout["annotations"] = [
        label([f"{share:.0%}".replace("%", "" if narrow else " %")], 0, _y(share, high, top), xanchor="right",
              yanchor="middle", xshift=-8, colour="@muted") for share in shares
    ]  # fmt: skip
    layout["annotations"] += _key_labels(spells, kinds)
    data = [trace for kind in kinds for trace in _line(spells, kind, steps[kind], high, top)]
    marks = [mark for kind in kinds for mark in _places(spells, kind, steps[kind], high, top)]
    if marks:
        data += [_key_marks(kinds), _trace(marks, href)]
    return {"data": data, "layout": layout}


def _y(share: float, high: float, top: float) -> float:
    return top + (1 - share / high) * PLOT_PX


def _key_labels(spells: list[Spell], kinds: list[str]) -> list[Spec]:
    return [
        label(
            [f"{sum(spell.kind == kind for spell in spells)} {kind_words(kind)}"],
            0,
            6 + n * KEY_PX,
            xshift=22,
            bgcolor="@page",
        )
        for n, kind in enumerate(kinds)
    ]


def _key_marks(kinds: list[str]) -> Spec:
    places = [6 + n * KEY_PX + 10 for n in range(len(kinds))]
    symbols = [_symbol(kind) for kind in kinds]
    colours = [_colour(kind) for kind in kinds]
    line = {"width": [2 if "open" in one else 0 for one in symbols], "color": colours}
    return {"type": "scatter", "mode": "markers", "x": [0.016] * len(kinds), "y": places, "hoverinfo": "skip",
            "cliponaxis": False,
            "marker": {"symbol": symbols, "size": 11, "color": colours, "line": line}}  # fmt: skip


def _symbol(kind: str) -> str:
    return symbol_of("violated" if kind == OTHER_END else kind)


def _colour(kind: str) -> str:
    return f"@{family_of('violated' if kind == OTHER_END else kind)}"


def _line(
    spells: list[Spell], kind: str, line: list[tuple[float, float]], high: float, top: float
) -> list[Spec]:
    xs, ys, level = [0.0], [0.0], 0.0
    for day, share in line:
        xs += [_x(day), _x(day)]
        ys += [level, share]
        level = share
    dash = {"denounced": "dash", "superseded": "dash", OTHER_END: "dot"}.get(kind, "solid")
    return [{"type": "scatter", "mode": "lines", "x": xs, "y": [_y(share, high, top) for share in ys],
             "line": {"color": _colour(kind), "width": 2.5, "dash": dash}, "hoverinfo": "skip"}]  # fmt: skip


def _x(days: float) -> float:
    return place_days(max(days, 0.5))


def _places(
    spells: list[Spell], kind: str, line: list[tuple[float, float]], high: float, top: float
) -> list[tuple[Spell, float, float]]:
    placed, level = [], 0.0
    for day, share in line:
        ends = [spell for spell in spells if spell.kind == kind and spell.least == day]
        step = (share - level) / max(len(ends), 1)
        placed += [(spell, _x(day), _y(level + step * (n + 0.5), high, top)) for n, spell in enumerate(ends)]
        level = share
    return placed


def _trace(marks: list[tuple[Spell, float, float]], href: Href) -> Spec:
    symbols = [_symbol(spell.kind) for spell, _, _ in marks]
    colours = [_colour(spell.kind) for spell, _, _ in marks]
    line = {"width": [2 if "open" in one else 0 for one in symbols], "color": colours}
    words = [(spell.life.name, outcome_words(spell.life), days_words(spell.least)) for spell, _, _ in marks]
    return {
        "type": "scatter",
        "mode": "markers",
        "meta": "attempts",
        "x": [x for _, x, _ in marks],
        "y": [y for _, _, y in marks],
        "marker": {"symbol": symbols, "size": 10, "color": colours, "opacity": 1, "line": line},
        "customdata": [href(spell.life.id, "outcome") for spell, _, _ in marks],
        "hovertext": ["<br>".join(plot_text(part) for part in parts) for parts in words],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _table(selection: Selection, spells: list[Spell]) -> Table:
    steps = steps_of(spells)
    columns = [Column(name="end", label="End"), Column(name="n", label="Attempts", align="right")]
    columns += [
        Column(name=f"d{n}", label=words, unit="%", align="right")
        for n, words in enumerate(TABLE_DAYS.values())
    ]
    rows: list[list[Cell]] = []
    for kind in [kind for kind in KINDS if kind in steps]:
        shares = [max((share for day, share in steps[kind] if day <= at), default=0.0) for at in TABLE_DAYS]
        words = OTHER_END if kind == OTHER_END else value_words("outcome", kind)
        rows.append(
            [sentence(words), sum(s.kind == kind for s in spells), *(round(100 * one, 1) for one in shares)]
        )
    return Table(
        id="incidence-data",
        title="Kinds of end: data",
        caption="Cumulative incidence of each kind of end.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name="incidence.csv",
    )
