"""All times in force on one logarithmic scale, from under a day to decades: what panels cannot compare."""

from __future__ import annotations

from analysis.study.blocks import Cell, Column, Figure, Table, link
from analysis.study.canvas import MARK_PX, Spec, base_layout, halo, label
from analysis.study.findings import lasting_finding
from analysis.study.lifeline_marks import ARROW, Href, hover_text
from analysis.study.lives import Life
from analysis.study.palette import family_of, symbol_of
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.summaries import proper
from analysis.study.terms import duration_words, outcome_words
from analysis.study.timescale import days_axis, place_days
from analysis.study.wording import count

# The rest of the width is for lengths not told.
SCALE = 0.9
LANE_PX = 20
MARGIN_PX = 34
WIDE_PX, NARROW_PX = 540, 240


def draw_durations(selection: Selection, href: Href) -> Figure:
    """A strip of marks: each attempt that came into force at the longest time the tables allow for.

    A line leads back to the shortest time; an open arrow marks those in force when the sources end.
    """
    lives = [life for life in proper(selection) if life.began]
    wide, narrow = _spec(lives, href, narrow=False), _spec(lives, href, narrow=True)
    title = lasting_finding(selection).title or "No listed attempt came into force."
    untold = sum(_bounds(life) is None for life in lives)
    return Figure(
        id="durations",
        title=title,
        subtitle=f"Time in force of each attempt that came into force, {selection.label}; logarithmic scale",
        plot=wide,
        plot_narrow=narrow,
        height=wide["layout"]["height"],
        height_narrow=narrow["layout"]["height"],
        marks=sum(len(trace["x"]) for trace in wide["data"] if trace.get("meta") == "attempts"),
        rows=len(lives),
        note=[_note(lives, untold)],
        source=source_line(selection),
        alt=f"Dot strip of times in force on a logarithmic scale, {count(len(lives), 'mark')}. {title}",
        table=_table(selection, lives, href),
        csv_name="durations.csv",
    )


def _note(lives: list[Life], untold: int) -> str:
    missing = f" For {untold} no length is told; they stand at the right." if untold else ""
    return (
        f"n = {count(len(lives), 'attempt')} that came into force. A mark stands at the longest time the tables "
        "allow for, a line leads back to the shortest; an open arrow: in force at least so long."
        f"{missing} Heights only keep marks apart."
    )


def _spec(lives: list[Life], href: Href, narrow: bool) -> Spec:
    width = NARROW_PX if narrow else WIDE_PX
    lanes = _lanes(lives, width)
    height = (max(lanes.values(), default=0) + 1) * LANE_PX + 16
    layout = base_layout(height + 40, (MARGIN_PX, MARGIN_PX, 32, 8))
    layout["xaxis"] = days_axis(narrow, SCALE)
    if any(_bounds(life) is None for life in lives):
        layout["annotations"] = [label(["?" if narrow else "not told"], 1, 1, xanchor="right", yref="paper", yshift=24,
                                       xshift=MARGIN_PX - 4, colour="@muted")]  # fmt: skip
    places = [(life, *_place(life), lanes[life.id] * LANE_PX + 16.0) for life in lives]
    return {"data": _traces(places, href) if places else [], "layout": layout}


def _bounds(life: Life) -> tuple[float, float] | None:
    least, most = life.days
    if least is None and most is None:
        return None
    high = most if most is not None else least
    return max(least or 0, 0.5), max(high or 0, 0.5)


def _place(life: Life) -> tuple[float, float]:
    bounds = _bounds(life)
    return (1.0, 1.0) if bounds is None else (_share(bounds[0]), _share(bounds[1]))


def _share(days: float) -> float:
    return SCALE * place_days(days)


def _lanes(lives: list[Life], width: int) -> dict[str, int]:
    lanes: dict[str, int] = {}
    reached: list[float] = []
    for life in sorted(lives, key=lambda item: (_place(item), item.sort_key)):
        first, last = _place(life)
        lane = next((n for n, end in enumerate(reached) if first * width - end >= LANE_PX), len(reached))
        reached[lane : lane + 1] = [last * width]
        lanes[life.id] = lane
    return lanes


def _traces(places: list[tuple[Life, float, float, float]], href: Href) -> list[Spec]:
    lives, ys = [place[0] for place in places], [place[3] for place in places]
    xs = [place[2] for place in places]
    symbols = [_symbol(life) for life in lives]
    colours = [f"@{family_of(life.outcome)}" for life in lives]
    lines = [_range_line(*place) for place in places if place[2] - place[1] > 0.005]
    main = {
        "type": "scatter",
        "mode": "markers",
        "meta": "attempts",
        "x": xs,
        "y": ys,
        "marker": {"symbol": symbols, "size": MARK_PX, "color": colours, "opacity": 1,
                   "line": {"width": [2.5 if "open" in s else 0 for s in symbols], "color": colours}},
        "customdata": [href(life.id, "outcome") for life in lives],
        "hovertext": [hover_text(life) for life in lives],
        "hoverinfo": "text",
        "cliponaxis": False,
    }  # fmt: skip
    return [*lines, halo(xs, ys, 11), main]


def _symbol(life: Life) -> str:
    if life.state == "same_day":
        return "diamond"
    return ARROW if life.outcome in ("held", "violated") else symbol_of(life.outcome)


def _range_line(life: Life, first: float, last: float, y: float) -> Spec:
    line = {"color": f"@{family_of(life.outcome)}", "width": 2}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [first, last],
        "y": [y, y],
        "line": line,
        "hoverinfo": "skip",
    }


def _table(selection: Selection, lives: list[Life], href: Href) -> Table:
    columns = [Column(name="name", label="Attempt"), Column(name="in_force", label="In force"),
               Column(name="outcome", label="Outcome")]  # fmt: skip
    ordered = sorted(lives, key=lambda life: (_place(life)[1], life.sort_key))
    rows: list[list[Cell]] = [
        [[link(life.name, href(life.id, "effective"))], duration_words(life), outcome_words(life)]
        for life in ordered
    ]
    return Table(
        id="durations-data",
        title="Time in force: data",
        caption="Attempts that came into force, from the shortest to the longest.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name="durations.csv",
    )
