"""Whether two names mean one actor: by the gazetteer first, by their words where it does not know them.

A name is looked up as it stands (case and punctuation aside), then without titles before it ("President",
"Government of") and nouns behind it ("forces", "rebels"). Names match where they share an actor of the gazetteer,
or where one is a person or organ that speaks for the other (a person who spoke for several sides in his time speaks
for none of them here). Two different states never match, whatever words
they share. Names that the gazetteer does not decide fall back on words: equal, or the one inside the other as a run of
whole words (more than four letters of the gold name; at least two words of the predicted one).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

# Words that say in which capacity an actor is meant, not which actor.
TITLES = (
    "the|government of|transitional government of|republic of|kingdom of|state of|president|prime minister"
    "|foreign minister|defence minister|general|colonel|envoy|us envoy|un envoy|former|rebel"
)
NOUNS = (
    "government|government forces|forces|fighters|armed forces|army|military|authorities|side|rebels|regime"
    "|troops|state|mediators|delegation|leadership|commanders"
)
_TITLE = re.compile(rf"^(?:{TITLES}) (?:of )?(?:the )?")
_NOUN = re.compile(rf" (?:{NOUNS})$")
# "Syrian rebels" are not Syria, though "Syrian" alone is.
_REBELS = re.compile(r"\b(?:rebels?|insurgents?|fighters|separatists?|guerrillas?|opposition|militias?)\b")
_STATES = frozenset({"state", "de_facto"})


@dataclass(frozen=True)
class Name:
    """One name: its words, the gazetteer's actors for it, and those that these speak for."""

    words: str
    actors: frozenset[str]
    spoken_for: frozenset[str]


@dataclass(frozen=True)
class _Gazetteer:
    surfaces: dict[str, frozenset[str]]
    represented: dict[str, frozenset[str]]
    states: frozenset[str]


def name_of(text: str) -> Name:
    """Return the name `text` resolved against the gazetteer; a leading `?` (optional item) is no part of it."""
    return _name(text.lstrip("?"))


def same_actor(gold: str, predicted: str) -> bool:
    """Whether `predicted` is one of the `A|B` alternatives that the gold item `gold` gives."""
    return any(_match(name_of(one), name_of(predicted)) for one in gold.lstrip("?").split("|"))


def set_counts(gold: Iterable[str], predicted: Iterable[str]) -> tuple[int, int, int]:
    """Return (hits, false, missed) of a set of names; optional gold items neither reward nor punish."""
    items, names = list(gold), list(predicted)
    required = [item for item in items if not item.startswith("?")]
    hits = sum(any(same_actor(item, name) for name in names) for item in required)
    false: list[str] = []
    for name in names:
        # Two names of one wrong actor are one error.
        if not any(same_actor(item, name) for item in [*items, *false]):
            false.append(name)
    return hits, len(false), len(required) - hits


def set_f1(gold: Iterable[str], predicted: Iterable[str]) -> float:
    """Return the F1 of a set of names; two sets without anything to count agree fully."""
    hits, false, missed = set_counts(gold, predicted)
    return 2 * hits / (2 * hits + false + missed) if hits + false + missed else 1.0


def overlap(gold: Iterable[str], predicted: Iterable[str]) -> bool:
    """Whether any predicted name is among the gold items, optional ones included."""
    names = list(predicted)
    return any(same_actor(item, name) for item in gold for name in names)


def _match(gold: Name, predicted: Name) -> bool:
    if gold.actors & (predicted.actors | predicted.spoken_for) or predicted.actors & gold.spoken_for:
        return True
    states = _gazetteer().states
    if gold.actors & states and predicted.actors & states:
        return False
    return _share_words(gold.words, predicted.words)


def _share_words(gold: str, predicted: str) -> bool:
    if gold == predicted:
        return True
    if len(gold) > 4 and f" {gold} " in f" {predicted} ":
        return True
    return " " in predicted and len(predicted) > 6 and f" {predicted} " in f" {gold} "


@lru_cache(maxsize=20_000)
def _name(text: str) -> Name:
    words = _fold(text)
    for form in _forms(words):
        actors = _gazetteer().surfaces.get(form, frozenset())
        if form != words and _REBELS.search(words):
            actors -= _gazetteer().states
        if actors:
            return Name(form, actors, _spoken_for(actors))
    return Name(words if _REBELS.search(words) else _forms(words)[-1], frozenset(), frozenset())


def _forms(words: str) -> list[str]:
    """The name as it stands and ever shorter, each form once."""
    forms = [words]
    while True:
        shorter = _TITLE.sub("", forms[-1]) or forms[-1]
        if shorter == forms[-1]:
            shorter = _NOUN.sub("", forms[-1]) or forms[-1]
        if shorter == forms[-1]:
            return forms
        forms.append(shorter)


def _spoken_for(actors: frozenset[str]) -> frozenset[str]:
    sides = [_gazetteer().represented.get(actor, frozenset()) for actor in actors]
    return frozenset().union(*(side for side in sides if len(side) == 1))


def _fold(text: str) -> str:
    """Plain lower-case words: no accents, no punctuation, single blanks."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"'s\b", "", plain)
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


@cache
def _gazetteer() -> _Gazetteer:
    surfaces: dict[str, set[str]] = {}
    represented: dict[str, set[str]] = {}
    actors = _rows("actors.csv")
    for row in actors:
        surfaces.setdefault(_fold(row["label"]), set()).add(row["actor_id"])
        if row["represents"]:
            represented.setdefault(row["actor_id"], set()).add(row["represents"])
    for row in _rows("aliases.csv"):
        surfaces.setdefault(_fold(row["surface"]), set()).add(row["actor_id"])
    for row in _rows("offices.csv"):
        represented.setdefault(row["person_id"], set()).add(row["actor_id"])
    states = frozenset(row["actor_id"] for row in actors if row["kind"] in _STATES)
    return _Gazetteer(_frozen(surfaces), _frozen(represented), states)


def _frozen(table: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in table.items()}


def _rows(file: str) -> list[dict[str, str]]:
    text = (files("analysis.text") / "gazetteer" / file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
