"""The attempts that each source text tells of, as a unit chart: a mark per text and attempt, by who else tells it."""

from __future__ import annotations

from analysis.study.blocks import Figure
from analysis.study.canvas import MARK_PX, Spec, halo
from analysis.study.lifeline_marks import Href, hover_text
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.text_shares import TextShare, texts_table
from analysis.study.units import Group, Units, lay_out_units, unit_layout
from analysis.study.wording import count

SYMBOLS = {"alone": "circle", "beside": "circle-open-dot", "shared": "circle-open"}


def draw_shares(selection: Selection, shares: list[TextShare], title: str, href: Href) -> Figure:
    """One row per text that tells of an attempt, one mark per attempt."""
    telling = [one for one in shares if one.lives]
    groups = [Group(one.title, _tail(one), one.lives) for one in telling]
    kinds = [kind for one in telling for kind in _kinds(one)]
    wide, narrow = (
        _spec(lay_out_units(groups, narrow=is_narrow), kinds, href, narrow=is_narrow)
        for is_narrow in (False, True)
    )
    silent = len(shares) - len(telling)
    missing = f" Texts that tell of none, without a row: {silent}." if silent else ""
    ids = {life.id for one in telling for life in one.lives}
    told = count(len(ids), "attempt, call or proposal", "attempts, calls and proposals")
    note = (
        f"n = {count(len(kinds), 'mark')} for {told} "
        f"in {count(len(telling), 'text')}.{missing} Filled: told by this text alone; ringed dot: by this text and "
        "the chronology; ring: by another text too, so that it stands in each of their rows. A text and its copy "
        "count as one, but in the row of the copy."
    )
    return Figure(
        id="text-shares",
        title=title,
        subtitle=f"Attempts that each source text tells of, {selection.label}; one mark is one attempt",
        plot=wide,
        plot_narrow=narrow,
        height=wide["layout"]["height"],
        height_narrow=narrow["layout"]["height"],
        marks=sum(len(trace["x"]) for trace in wide["data"] if trace.get("meta") == "attempts"),
        rows=len(kinds),
        note=[note],
        source=source_line(selection),
        alt=f"Unit chart of attempts by source text: {count(len(telling), 'row')}, one mark per attempt. {title}",
        table=texts_table(selection, shares, href),
        csv_name="text-shares.csv",
    )


def _kinds(share: TextShare) -> list[str]:
    """The kind of each mark of a row, in the order of its attempts."""
    return ["alone"] * len(share.alone) + ["beside"] * len(share.beside) + ["shared"] * len(share.shared)


def _tail(share: TextShare) -> list[str]:
    words = [count(len(share.lives), "attempt")]
    if share.original:
        return [*words, "a copy"]
    return [*words, f"{len(share.alone)} only here"] if share.alone else words


def _spec(units: Units, kinds: list[str], href: Href, narrow: bool) -> Spec:
    xs, ys = [x for _, x, _ in units.places], [y for _, _, y in units.places]
    lives = [life for life, _, _ in units.places]
    symbols = [SYMBOLS[kind] for kind in kinds]
    marks = {
        "type": "scatter",
        "mode": "markers",
        "meta": "attempts",
        "x": xs,
        "y": ys,
        "marker": {"symbol": symbols, "size": MARK_PX + 1, "color": "@link", "opacity": 1,
                   "line": {"width": [2.5 if "open" in symbol else 0 for symbol in symbols], "color": "@link"}},
        "customdata": [href(life.id, "mentions") for life in lives],
        "hovertext": [hover_text(life) for life in lives],
        "hoverinfo": "text",
        "cliponaxis": False,
    }  # fmt: skip
    return {"data": [halo(xs, ys), marks] if xs else [], "layout": unit_layout(units, narrow)}
