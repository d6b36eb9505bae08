"""The matrix of actors and roles: each cell a count, tinted by it; roles that others tell of an actor apart."""

from __future__ import annotations

from typing import Any

from analysis.study.blocks import Cell, Column, Figure, Table
from analysis.study.canvas import LINE_PX, Spec, base_layout, label, plot_text, wrap_text
from analysis.study.lifeline_marks import Href
from analysis.study.roles import (
    CLAIMED_ROLES,
    OWN_ROLES,
    ActorRoles,
    count_roles,
    roles_title,
    used_roles,
)
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.terms import value_words
from analysis.study.wording import count, sentence

ROW_PX, CELL_PX, HEAD_PX = 34.0, 28, 98.0
# Names of roles stand on so many lines in turn: a column is narrower than a name.
HEAD_LINES = 3
WIDE_LEFT_PX, NARROW_LEFT_PX, NARROW_TEXT_PX = 250, 8, 320
# The least count of each tint.
TINTS = (1, 2, 4, 8, 16)


def draw_roles(selection: Selection, href: Href) -> Figure:
    """Actors by role. On a narrow screen each actor's roles stand as a sentence."""
    rows = count_roles(selection)
    own, claimed = used_roles(rows, OWN_ROLES), used_roles(rows, CLAIMED_ROLES)
    wide, narrow = _wide(selection, rows, own, claimed, href), _narrow(rows, own + claimed)
    title = roles_title(selection)
    cells = sum(row.n(role) > 0 for row in rows for role in own + claimed)
    attempts = {one["attempt_id"] for one in selection.rows["participants"]}
    return Figure(
        id="roles",
        title=title,
        subtitle=f"Attempts, calls and proposals by actor and role, {selection.label}",
        plot=wide,
        plot_narrow=narrow,
        height=wide["layout"]["height"],
        height_narrow=narrow["layout"]["height"],
        marks=sum(len(trace["x"]) for trace in wide["data"] if trace.get("meta") == "attempts"),
        rows=cells,
        note=[
            f"n = {len(attempts)} of {len(selection.lives)} attempts, calls and proposals with a named actor; for "
            f"{len(selection.lives) - len(attempts)} none is named. An actor counts once per attempt and role and may "
            "have several; a person and the state that the person spoke for each count. Squares on the right are told "
            "by others, not by the actor: they are claims."
        ],
        source=source_line(selection),
        alt=f"Matrix of {count(len(rows), 'actor row')} and {len(own + claimed)} roles, "
        f"{count(cells, 'filled cell')}. {title}",
        table=_table(selection, rows, own + claimed),
        csv_name="roles.csv",
    )


def tint_of(number: int) -> int:
    """Which of the five tints stands for a count."""
    return max(n for n, least in enumerate(TINTS) if number >= least) if number else 0


def _wide(
    selection: Selection, rows: list[ActorRoles], own: list[str], claimed: list[str], href: Href
) -> Spec:
    roles = own + claimed
    # A free column parts the claims from what actors did themselves.
    columns = {role: n + (role in claimed and bool(own)) for n, role in enumerate(roles)}
    layout = base_layout(round(HEAD_PX + ROW_PX * len(rows)) + 24, (WIDE_LEFT_PX, 12, 8, 8))
    layout["xaxis"] = {
        "range": [-0.5, max(columns.values(), default=0) + 0.5],
        "visible": False,
        "fixedrange": True,
    }
    layout["annotations"] = _heads(columns, claimed)
    for n, row in enumerate(rows):
        y = HEAD_PX + ROW_PX * (n + 0.5)
        lines = wrap_text(row.label, WIDE_LEFT_PX - 12, 1)
        layout["annotations"].append(label(lines, 0, y, xshift=-WIDE_LEFT_PX, yanchor="middle"))
        layout["annotations"] += [_number(row.n(role), columns[role], y, role in claimed) for role in roles]
    cells = [(row, role, n) for n, row in enumerate(rows) for role in roles if row.n(role)]
    data = [_cells(selection, cells, columns, claimed, href)] if cells else []
    return {"data": data, "layout": layout}


def _heads(columns: dict[str, int], claimed: list[str]) -> list[Spec]:
    """Names of roles above their columns."""
    heads = [
        label(
            [sentence(value_words("role", role))],
            x,
            HEAD_PX - 6 - LINE_PX * (n % HEAD_LINES),
            xref="x",
            xanchor="center",
            yanchor="bottom",
            colour="@muted",
        )
        for n, (role, x) in enumerate(columns.items())
    ]
    if claimed:
        heads.append(label(["As claimed by others"], 1, 2, xanchor="right"))
    return heads


def _number(number: int, x: float, y: float, hollow: bool) -> Spec:
    colour = "@muted" if not number else "@ink" if hollow else f"@tint{tint_of(number)}_text"
    return label(
        [str(number) if number else "·"], x, y, xref="x", xanchor="center", yanchor="middle", colour=colour
    )


def _cells(
    selection: Selection, cells: list[tuple[ActorRoles, str, int]], columns: dict[str, int], claimed: list[str],
    href: Href,
) -> Spec:  # fmt: skip
    names = {life.id: life.name for life in selection.lives}
    hollow = [role in claimed for _, role, _ in cells]
    tints = [f"@tint{tint_of(row.n(role))}" for row, role, _ in cells]
    marker: dict[str, Any] = {
        "symbol": "square", "size": CELL_PX, "opacity": 1,
        "color": ["@page" if out else tint for out, tint in zip(hollow, tints, strict=True)],
        "line": {"width": [1.5 if out else 0 for out in hollow], "color": ["@axis" if out else tint for out, tint in
                                                                            zip(hollow, tints, strict=True)]},
    }  # fmt: skip
    return {
        "type": "scatter", "mode": "markers", "meta": "attempts", "marker": marker, "cliponaxis": False,
        "x": [columns[role] for _, role, _ in cells],
        "y": [HEAD_PX + ROW_PX * (n + 0.5) for _, _, n in cells],
        "customdata": [href(row.attempts[role][0], f"{role}s") for row, role, _ in cells],
        "hovertext": [_hover(row, role, names) for row, role, _ in cells], "hoverinfo": "text",
    }  # fmt: skip


def _hover(row: ActorRoles, role: str, names: dict[str, str]) -> str:
    ids = row.attempts[role]
    shown = [names.get(one, one) for one in ids[:6]]
    more = [f"and {len(ids) - 6} more"] if len(ids) > 6 else []
    head = f"{row.label}: {value_words('role', role)} in {len(ids)}"
    return "<br>".join(plot_text(line) for line in [head, *shown, *more])


def _narrow(rows: list[ActorRoles], roles: list[str]) -> Spec:
    labels: list[Spec] = []
    top = 4.0
    for row in rows:
        told = ", ".join(f"{value_words('role', role)} {row.n(role)}" for role in roles if row.n(role))
        lines = wrap_text(told, NARROW_TEXT_PX, 4)
        labels.append(label([row.label], 0, top, bold=True))
        labels.append(label(lines, 0, top + LINE_PX, colour="@muted"))
        top += (len(lines) + 1) * LINE_PX + 12
    layout = base_layout(round(top) + 12, (NARROW_LEFT_PX, 8, 4, 4))
    layout["xaxis"] = {"range": [0, 1], "visible": False, "fixedrange": True}
    layout["annotations"] = labels
    return {"data": [], "layout": layout}


def _table(selection: Selection, rows: list[ActorRoles], roles: list[str]) -> Table:
    columns = [Column(name="actor", label="Actor"), Column(name="kind", label="Kind")]
    columns += [Column(name=role, label=sentence(value_words("role", role)), align="right") for role in roles]
    cells: list[list[Cell]] = [
        [row.label, value_words("actor_kind", row.kind) if row.kind else "several",
         *(row.n(role) for role in roles)]
        for row in rows
    ]  # fmt: skip
    return Table(
        id="roles-data",
        title="Roles: data",
        caption="Attempts, calls and proposals by actor and role.",
        columns=columns,
        rows=cells,
        note=source_line(selection),
        csv_name="roles.csv",
    )
