"""Where attempts were agreed, asked for and meant to hold: the figure of the map with its data table."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.study.blocks import Block, Cell, Column, Figure, Notice, Rich, Table, link
from analysis.study.lifeline_marks import Href
from analysis.study.places import ROLES, Named, Naming, find_places, split_near
from analysis.study.places_map import map_spec
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.wording import count


def draw_places(selection: Selection, href: Href) -> Block:
    """The map of the places that the selected attempts name; a notice where none names one."""
    named = find_places(selection.lives, selection.rows["places"])
    if not named.namings:
        words = f"None of {count(named.n, 'listed attempt')} names a town; for {len(named.untold)} no place is told."
        return Notice(title="No place to show on a map", text=words)
    wide, narrow = (
        map_spec(selection, named, href, narrow=False),
        map_spec(selection, named, href, narrow=True),
    )
    title = places_title(named)
    drawn = [len(trace["x"]) for trace in wide["data"] if trace.get("meta") == "attempts"]
    return Figure(
        id="places",
        title=title,
        subtitle=f"Places named for each attempt, {selection.label}; one mark is one attempt at one place",
        plot=wide,
        plot_narrow=narrow,
        height=wide["layout"]["height"],
        height_narrow=narrow["layout"]["height"],
        marks=sum(drawn),
        rows=len(named.namings),
        note=_note(selection, named),
        source=source_line(selection),
        alt=f"Map of points without borders, {count(len(named.places), 'place')} and "
        f"{count(len(named.namings), 'mark')}. {title}",
        table=places_table(selection, named, href),
        csv_name="places.csv",
    )


def places_title(named: Named) -> str:
    """The finding: which place is named for most attempts, with the denominator."""
    most = len(named.at(named.places[0]))
    first = [place.label for place in named.places if len(named.at(place)) == most]
    of = f"{most} of {count(named.n, 'attempt')}"
    if most == 1:
        return f"{count(len(first), 'place')} named, each for {of}."
    if len(first) > 2:
        return f"{len(first)} places are named most often, each for {of}."
    if len(first) == 2:
        return f"{first[0]} and {first[1]} are named most often, each for {of}."
    return f"{first[0]} is named most often, for {of}."


def _note(selection: Selection, named: Named) -> Rich:
    near, far, unlocated = split_near(selection, named.places)
    naming = named.n - len(named.townless) - len(named.untold)
    parts = [
        f"n = {count(named.n, 'attempt')}, calls, proposals and near-misses included: {naming} name "
        f"{count(len(named.places), 'place')} and stand at each that they name; for {len(named.townless)} no town is "
        f"named, for {len(named.untold)} the place is not told."
    ]
    if near and (far or unlocated):
        parts.append(
            "Places outside the map are listed below it, with distance and direction from its middle."
        )
    parts.append("No border is drawn and rival names stand side by side: neither is a view on status.")
    return [" ".join(parts)]


def places_table(selection: Selection, named: Named, href: Href) -> Table:
    """A row per place and what took place there, with the attempts."""
    columns = [
        Column(name="place", label="Place"),
        Column(name="role", label="What took place"),
        Column(name="n", label="Attempts", align="right"),
        Column(name="attempts", label="Which"),
        Column(name="latitude", label="Latitude", unit="° N", align="right"),
        Column(name="longitude", label="Longitude", unit="° E", align="right"),
    ]
    rows: list[list[Cell]] = []
    for place in named.places:
        where: list[Cell] = ["not known" if v is None else f"{v:.2f}" for v in (place.lat, place.lon)]
        for role, words in ROLES.items():
            own = [naming for naming in named.at(place) if naming.role == role]
            if own:
                rows.append([place.label, words, len(own), _linked(own, href), *where])
    return Table(
        id="places-data",
        title="Places: data",
        caption="Places named for the attempts, and what took place there.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name="places.csv",
    )


def _linked(namings: Sequence[Naming], href: Href) -> Rich:
    parts: Rich = []
    for naming in namings:
        parts += ["; "] if parts else []
        parts.append(link(naming.life.name, href(naming.life.id, "place")))
    return parts
