"""The gazetteer in memory: actors, their surfaces, and one automaton over all of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

import ahocorasick_rs

from analysis.text.view import View, lower_same_length, make_plain


@dataclass(frozen=True, slots=True)
class Actor:
    """A row of the gazetteer: `represents` is the actor a person speaks for."""

    actor_id: str
    label: str
    kind: str
    countries: frozenset[str]
    represents: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True)
class Alias:
    """One surface of an actor: how it is formed, and whether its case counts."""

    actor_id: str
    form: str
    case_sensitive: bool
    surface: str


@dataclass
class Gazetteer:
    """All actors and the automaton over their surfaces."""

    actors: dict[str, Actor]
    aliases: list[list[Alias]]
    automaton: ahocorasick_rs.AhoCorasick
    offices: dict[str, list[tuple[str, str, str]]]
    by_country: dict[str, str] = field(default_factory=dict)

    def _find_words(self, lower: str) -> Iterator[tuple[int, int, int]]:
        """Yield the surfaces that are whole words; where a longer one ends inside a word, those within it."""
        for index, start, end in self.automaton.find_matches_as_indexes(lower):
            if start and (lower[start - 1].isalnum() or lower[start - 1] == "_"):
                continue
            if end == len(lower) or not lower[end].isalnum():
                yield index, start, end
                continue
            # "The Sudanese army": the automaton prefers "the sudan", which is no word here, to "sudanese".
            word = next(
                (k for k in range(end, min(end + 40, len(lower))) if not lower[k].isalnum()), len(lower)
            )
            begin = next((k + 1 for k in range(start, end) if not lower[k].isalnum()), end)
            for inner, first, last in self.automaton.find_matches_as_indexes(lower[begin:word]):
                whole = not first or not lower[begin + first - 1].isalnum()
                if whole and begin + last == word:
                    yield inner, begin + first, begin + last

    def find_hits(self, view: View) -> list[tuple[int, int, list[Alias]]]:
        """Return (start, end, candidates) of every surface that stands as a word of its own."""
        text, lower, hits = view.text, view.lower, []
        caseless = not any(map(str.islower, text[:400])) or not any(map(str.isupper, text[:2000]))
        for index, start, end in self._find_words(lower):
            candidates = self.aliases[index]
            if not caseless:
                surface = text[start:end]
                candidates = [
                    c
                    for c in candidates
                    if (not c.case_sensitive and surface[0].isupper())
                    or c.surface == surface
                    or (c.form in ("name",) and not c.case_sensitive and " " in surface)
                ]
            if candidates:
                hits.append((start, end, candidates))
        return hits


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the package: `actors.csv`, `aliases.csv` and `offices.csv`."""
    actors = {
        row["actor_id"]: Actor(
            row["actor_id"],
            re.sub(r"\s\([^()]*\)$", "", row["label"]),
            row["kind"],
            frozenset(filter(None, [*row["country"].split("|"), row["iso3"]])),
            row["represents"],
            row["valid_from"],
            row["valid_to"],
        )
        for row in _read("actors.csv")
    }
    surfaces: dict[str, list[Alias]] = {}
    for row in _read("aliases.csv"):
        if row["actor_id"] in actors:
            alias = Alias(row["actor_id"], row["form"], row["case_sensitive"] == "1", row["surface"])
            surfaces.setdefault(lower_same_length(make_plain(row["surface"])), []).append(alias)
    automaton = ahocorasick_rs.AhoCorasick(list(surfaces), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    offices: dict[str, list[tuple[str, str, str]]] = {}
    for row in _read("offices.csv"):
        offices.setdefault(row["person_id"], []).append((row["valid_from"], row["valid_to"], row["actor_id"]))
    states = {
        iso: actor.actor_id
        for actor in actors.values()
        if actor.kind == "state" and not actor.valid_to
        for iso in actor.countries
    }
    return Gazetteer(actors, list(surfaces.values()), automaton, offices, states)


def _read(name: str) -> Iterator[dict[str, str]]:
    text = resources.files("analysis.text").joinpath("gazetteer", name).read_text("utf-8")
    yield from csv.DictReader(io.StringIO(text, newline=""))
