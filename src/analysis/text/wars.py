"""The wars that texts name, and their two sides: what "both sides" means where a text only names its war."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import ahocorasick_rs

from analysis.text.view import lower_same_length

# A war named in the first lines is what the text is about; later names are often background.
_OPENING = 300


@dataclass(frozen=True)
class War:
    """A name of a war: the actor ids of its two sides, each side's in order of weight."""

    name: str
    side_a: tuple[str, ...]
    side_b: tuple[str, ...]


@lru_cache(maxsize=1)
def load_wars() -> tuple[tuple[War, ...], ahocorasick_rs.AhoCorasick]:
    """Return the wars of `wars.csv` and the automaton over their names."""
    text = resources.files("analysis.text").joinpath("gazetteer", "wars.csv").read_text("utf-8")
    wars = tuple(
        War(row["name"], tuple(row["side_a"].split("|")), tuple(row["side_b"].split("|")))
        for row in csv.DictReader(io.StringIO(text, newline=""))
    )
    names = [lower_same_length(war.name) for war in wars]
    return wars, ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def find_wars(lower: str) -> list[tuple[int, War]]:
    """Return the wars that a text names, each with the place where its name begins."""
    wars, automaton = load_wars()
    return [
        (start, wars[index])
        for index, start, end in automaton.find_matches_as_indexes(lower)
        if not (start and lower[start - 1].isalnum()) and not (end < len(lower) and lower[end].isalnum())
    ]


def choose_sides(found: list[tuple[int, War]], weigh: Callable[[str], int]) -> tuple[str, str] | None:
    """Return the actor ids of the two sides of the war that a text is about, or None where it names none.

    `weigh` tells how often the text names an actor: of a side's actors the one named most stands for it.
    """
    if not found:
        return None
    opening = [war for start, war in found if start < _OPENING]
    war = opening[0] if opening else found[0][1]
    if not opening and len({(w.side_a, w.side_b) for _, w in found}) > 1:
        # Several wars are named in passing: which one is meant is not said.
        return None
    side_a, side_b = (max(side, key=weigh) for side in (war.side_a, war.side_b))
    return (side_a, side_b) if side_a != side_b else None
