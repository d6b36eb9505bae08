"""The stage ladder, drawn: a step line per phase, a mark per attempt at the highest stage it reached."""

from __future__ import annotations

import itertools
from typing import Any

from analysis.study.blocks import Cell, Column, Figure, Table, link
from analysis.study.canvas import LINE_PX, Spec, base_layout, halo, label, plot_text, wrap_text
from analysis.study.ladder import STAGES, Process, Rung, ladder_title, list_processes
from analysis.study.lifeline_marks import Href
from analysis.study.palette import family_of, symbol_of
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.terms import outcome_words, value_words
from analysis.study.wording import count, date_short, sentence

BAND_PX, TOP_PX = 26.0, 12.0
WIDE_LEFT_PX, NARROW_STEP_PX, NARROW_HEAD_PX = 190, 24.0, 30.0
FEWEST_COLUMNS = 8


def draw_ladder(selection: Selection, href: Href) -> Figure:
    """A panel for each phase. On a narrow screen the order runs downwards and the stages to the right, numbered."""
    processes = list_processes(selection)
    panels = [_panel(process, href) for process in processes]
    first, rest = panels[0], panels[1:]
    title = ladder_title(selection)
    rungs = sum(len(process.rungs) for process in processes)
    specs = [panel["plot"] for panel in panels]
    return Figure(
        id="ladder",
        title=title,
        subtitle="The highest stage that each attempt is told to have reached, in order of date within each phase, "
        f"{selection.label}. Stages: {', '.join(f'{n} {word}' for n, word in enumerate(STAGES, 1))}",
        plot=first["plot"],
        plot_narrow=first["plot_narrow"],
        height=first["height"],
        height_narrow=first["height_narrow"],
        marks=sum(len(one["x"]) for spec in specs for one in spec["data"] if one.get("meta") == "attempts"),
        rows=rungs,
        note=[
            f"n = {count(rungs, 'attempt, call or proposal', 'attempts, calls and proposals')} in "
            f"{count(len(processes), 'phase')} ({'; '.join(f'{p.title}: {len(p.rungs)}' for p in processes)}). Shapes "
            "are outcomes. Full line: the next got as far or farther; dotted: less far. One step to the right is one "
            "attempt, not a length of time; that one follows another does not make them one effort."
        ],
        source=source_line(selection),
        alt=f"Stage ladder, {count(rungs, 'mark')} in {count(len(processes), 'panel')}. {title}",
        table=_table(selection, processes, href),
        csv_name="ladder.csv",
        more_panels=rest,
    )


def _panel(process: Process, href: Href) -> dict[str, Any]:
    wide, narrow = _wide(process, href), _narrow(process, href)
    return {"label": process.title, "plot": wide, "plot_narrow": narrow, "height": wide["layout"]["height"],
            "height_narrow": narrow["layout"]["height"]}  # fmt: skip


def _stage_y(stage: int) -> float:
    return TOP_PX + LINE_PX + 8 + (len(STAGES) - 1 - stage + 0.5) * BAND_PX


def _wide(process: Process, href: Href) -> Spec:
    n = len(process.rungs)
    bottom = _stage_y(0) + BAND_PX / 2
    layout = base_layout(round(bottom + LINE_PX + 12) + 8, (WIDE_LEFT_PX, 24, 4, 4))
    layout["xaxis"] = {"range": [-0.6, max(n, FEWEST_COLUMNS) - 0.4], "visible": False, "fixedrange": True}
    layout["annotations"] = [label([process.title], 0, 0, xshift=-WIDE_LEFT_PX, bold=True)]
    layout["annotations"] += [
        label([sentence(word)], 0, _stage_y(stage), xshift=-WIDE_LEFT_PX, yanchor="middle", colour="@muted")
        for stage, word in enumerate(STAGES)
    ]
    layout["annotations"] += _dates(process, bottom)
    layout["shapes"] = [_band_line(_stage_y(stage)) for stage in range(len(STAGES))]
    places = [(rung, float(x), _stage_y(rung.stage)) for x, rung in enumerate(process.rungs)]
    return {"data": _traces(places, href), "layout": layout}


def _dates(process: Process, bottom: float) -> list[Spec]:
    """The dates of the first and the last attempt."""
    ends = [(0, "left")] if len(process.rungs) == 1 else [(0, "left"), (len(process.rungs) - 1, "right")]
    return [
        label(
            [date_short(*process.rungs[x].life.anchor)], x - 0.4 if side == "left" else max(x + 0.4, 3.5),
            bottom + 6, xref="x", xanchor=side, colour="@muted",
        )
        for x, side in (ends if len(process.rungs) > 3 else ends[:1])
    ]  # fmt: skip


def _narrow(process: Process, href: Href) -> Spec:
    head = wrap_text(process.title, 310, 2)
    top = len(head) * LINE_PX + NARROW_HEAD_PX
    layout = base_layout(round(top + NARROW_STEP_PX * len(process.rungs)) + 20, (14, 14, 4, 4))
    layout["xaxis"] = {"range": [-0.5, len(STAGES) + 1.6], "visible": False, "fixedrange": True}
    layout["annotations"] = [label(head, 0, 0, bold=True)]
    layout["annotations"] += [
        label(
            [str(stage + 1)],
            stage,
            top - 6,
            xref="x",
            xanchor="center",
            yanchor="bottom",
            colour="@muted",
        )
        for stage in range(len(STAGES))
    ]
    layout["annotations"] += _years(process, top)
    places = [
        (rung, float(rung.stage), top + NARROW_STEP_PX * (n + 0.5)) for n, rung in enumerate(process.rungs)
    ]
    return {"data": _traces(places, href), "layout": layout}


def _years(process: Process, top: float) -> list[Spec]:
    """The year beside the first attempt of each year."""
    labels, last = [], 0
    for n, rung in enumerate(process.rungs):
        day = rung.life.anchor[0] or rung.life.anchor[1]
        if day and day.year != last:
            y = top + NARROW_STEP_PX * (n + 0.5)
            labels.append(label([str(day.year)], 1, y, xanchor="right", yanchor="middle", colour="@muted"))
            last = day.year
    return labels


def _band_line(y: float) -> Spec:
    line = {"color": "@grid", "width": 1}
    return {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": line,
            "layer": "below"}  # fmt: skip


def _traces(places: list[tuple[Rung, float, float]], href: Href) -> list[Spec]:
    lines = [_move(one, other, other[0].stage < one[0].stage) for one, other in itertools.pairwise(places)]
    xs, ys = [x for _, x, _ in places], [y for _, _, y in places]
    symbols = [symbol_of(rung.life.outcome) for rung, _, _ in places]
    colours = [f"@{family_of(rung.life.outcome)}" for rung, _, _ in places]
    marks = {
        "type": "scatter", "mode": "markers", "meta": "attempts", "x": xs, "y": ys,
        "marker": {"symbol": symbols, "size": 12, "color": colours, "opacity": 1,
                   "line": {"width": [2.5 if "open" in one else 0 for one in symbols], "color": colours}},
        "customdata": [href(rung.life.id, "outcome") for rung, _, _ in places],
        "hovertext": [_hover(rung) for rung, _, _ in places], "hoverinfo": "text", "cliponaxis": False,
    }  # fmt: skip
    return [*lines, halo(xs, ys, 11), marks]


def _move(one: tuple[Rung, float, float], other: tuple[Rung, float, float], back: bool) -> Spec:
    colour, dash = ("@broken", "dot") if back else ("@axis", "solid")
    return {"type": "scatter", "mode": "lines", "x": [one[1], other[1]], "y": [one[2], other[2]],
            "line": {"color": colour, "width": 2, "dash": dash}, "hoverinfo": "skip"}  # fmt: skip


def _hover(rung: Rung) -> str:
    lines = (rung.life.name, date_short(*rung.life.anchor), STAGES[rung.stage], outcome_words(rung.life))
    return "<br>".join(plot_text(line) for line in lines)


def _table(selection: Selection, processes: list[Process], href: Href) -> Table:
    columns = [
        Column(name="phase", label="Phase"),
        Column(name="attempt", label="Attempt"),
        Column(name="date", label="Date"),
        Column(name="kind", label="Kind"),
        Column(name="stage", label="Highest stage"),
        Column(name="outcome", label="Outcome"),
    ]
    rows: list[list[Cell]] = [
        [
            process.title,
            [link(rung.life.name, href(rung.life.id, "name"))],
            date_short(*rung.life.anchor),
            value_words("kind", rung.life.row["kind"]),
            STAGES[rung.stage],
            [link(outcome_words(rung.life), href(rung.life.id, "outcome"))],
        ]
        for process in processes
        for rung in process.rungs
    ]
    return Table(
        id="ladder-data",
        title="Stage ladder: data",
        caption="Every attempt, call and proposal in order of date, with the highest stage it is told to have reached.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name="ladder.csv",
    )
