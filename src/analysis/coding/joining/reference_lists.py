"""The lists of actors, their names and places that a build needs: who and what occurs in it, and no more."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import ahocorasick_rs
import pandas as pd

from analysis import codebook
from analysis.coding.joining.coded_texts import frame_of
from analysis.coding.joining.text_mentions import NamedActor, Row

_COLUMNS = {
    "actors": ("actor_id", "label", "kind", "iso3", "gw", "represents", "valid_from", "valid_to"),
    "places": ("place_id", "label", "other_names", "lat", "lon", "country_iso3", "geonameid"),
}
_NUMBERS = {"gw": int, "geonameid": int, "lat": float, "lon": float}
# Where an actor is named, in the tables of a build.
_NAMED_IN = (
    ("participants", "actor_id"),
    ("mention_actors", "actor_id"),
    ("mentions", "claimant_id"),
    ("outcomes", "claimant_id"),
)


@lru_cache(maxsize=4)
def read_gazetteer(name: str) -> pd.DataFrame:
    """Return a list of the package (`actors`, `aliases`, `places`) as text cells, empty where missing."""
    content = resources.files("analysis.text").joinpath("gazetteer", f"{name}.csv").read_bytes()
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)


def _rows(name: str) -> list[dict[str, str]]:
    records = read_gazetteer(name).to_dict("records")
    return [{str(column): str(cell) for column, cell in row.items()} for row in records]


def make_reference_lists(
    tables: Mapping[str, pd.DataFrame], named: Iterable[NamedActor], conflicts: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return the tables `actors`, `aliases`, `places` for the tables of a build.

    `named` holds actors of texts that the gazetteer does not know.
    """
    wanted = _wanted_actors(tables, conflicts)
    known = {row["actor_id"]: row for row in _rows("actors")}
    unknown = {actor.actor_id: actor for actor in named if actor.actor_id not in known}
    wanted |= _represented(wanted, known)
    actors: list[Row] = [_actor_row(known[one]) for one in sorted(wanted) if one in known]
    actors += [_unknown_row(unknown[one]) for one in sorted(wanted) if one in unknown]
    aliases = read_gazetteer("aliases")
    used = aliases[aliases["actor_id"].isin(wanted)][["surface", "actor_id"]].drop_duplicates()
    return {
        "actors": frame_of("actors", actors),
        "aliases": codebook.conform("aliases", used.reset_index(drop=True)),
        "places": frame_of("places", list(_places(tables))),
    }


def _wanted_actors(tables: Mapping[str, pd.DataFrame], conflicts: pd.DataFrame) -> set[str]:
    wanted = {actor for table, column in _NAMED_IN for actor in tables[table][column].dropna()}
    for column, separators in (("actors", "|"), ("dyads", "|+")):
        for cell in conflicts[column].dropna():
            wanted |= set(cell.replace(separators[-1], "|").split("|"))
    return {str(actor) for actor in wanted}


def _represented(wanted: set[str], known: Mapping[str, Mapping[str, str]]) -> set[str]:
    found: set[str] = set()
    above = wanted
    while above:
        above = {known[one]["represents"] for one in above if one in known} - wanted - found - {""}
        above &= known.keys()
        found |= above
    return found


def _actor_row(row: Mapping[str, str]) -> Row:
    return {column: _value(column, row.get(column, "")) for column in _COLUMNS["actors"]}


def _unknown_row(actor: NamedActor) -> Row:
    return {"actor_id": actor.actor_id, "label": actor.label, "kind": actor.kind}


def _value(column: str, cell: str) -> Any:
    if cell == "":
        return None
    return _NUMBERS[column](cell) if column in _NUMBERS else cell


def _places(tables: Mapping[str, pd.DataFrame]) -> Iterator[Row]:
    """The places named where an attempt was agreed or announced, and in sentences that speak of a ceasefire."""
    spoken = tables["sentences"][
        tables["sentences"]["sentence_id"].isin(set(tables["mentions"]["sentence_id"]))
    ]
    texts = [*tables["attempts"]["place"].dropna(), *spoken["text"]]
    rows = _rows("places")
    names, holders = _place_names(rows)
    automaton = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    found = {
        place for text in texts for name in _words_found(automaton, text) for place in holders[names[name]]
    }
    for row in rows:
        if row["place_id"] in found:
            yield {column: _value(column, row.get(column, "")) for column in _COLUMNS["places"]}


def _place_names(rows: list[dict[str, str]]) -> tuple[list[str], dict[str, list[str]]]:
    holders: dict[str, list[str]] = {}
    for row in rows:
        for name in filter(None, [row["label"], *row["other_names"].split("|")]):
            holders.setdefault(name, []).append(row["place_id"])
    return list(holders), holders


def _words_found(automaton: ahocorasick_rs.AhoCorasick, text: str) -> Iterator[int]:
    for index, start, end in automaton.find_matches_as_indexes(text):
        if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
            continue
        yield index
