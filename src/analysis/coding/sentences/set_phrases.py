"""What set phrases tell of a ceasefire: "tore it up", "it was shot to pieces", "fell on deaf ears"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import count, pairwise

from analysis.coding.sentences.events import Event
from analysis.coding.sentences.items import Clause
from analysis.text.date_expressions import DateExpression

_SUBJECT = r"(?:it|this|which|that|cease-?fire|truce|armistice|agreement|accord|deal) (?:\w+ly )?"
# What a verdict may call the ceasefire, and what it brought.
_NOUN = (
    r"(?:cease-?fires?|truces?|armistice|cessation of hostilities|halt|pause|agreement|accords?|deal|pact"
    r"|arrangement|understanding|lull|offer)"
)
_PEACE = r"(?:the|this|that|an?) (?:[\w-]+ )?(?:peace|calm|lull|respite|quiet|silence|tranquillity|hiatus|interlude)"
_IT = rf"(?:it|this|(?:the|this|that|their|its|his|both) (?:[\w-]+ ){{0,2}}?{_NOUN})"
# Said of the ceasefire itself beside other news: gives way to anything that is told of it.
_WEAK = 0.4
# Of their bits in `Clause.held`; those below are for other patterns.
_FIRST_PLACE = 20
NEGATED = re.compile(
    r"\b(?:prevent|avoid|avert|stop|risk of|fear(?:s|ed)? (?:of )?(?:a )?|threat(?:en(?:ed"
    r"|ing|s)?)?(?: to| of)?|warn(?:ed|ing)? (?:of|that)|no|not|without|could"
    r"|would|(?<!\d )may(?! \d)|might|if|should)\b[^,;]{0,30}$"
)


@dataclass(frozen=True)
class Phrase:
    """A pattern with the state that it tells, as an act of the codebook, and its bit in `Clause.held`."""

    pattern: re.Pattern[str]
    state: str
    act: str
    bit: int


@dataclass(frozen=True)
class Phrases:
    """The phrases of `phrases.toml`, in its order."""

    told: tuple[Phrase, ...]
    own: tuple[Phrase, ...]
    verdict: tuple[Phrase, ...]
    unheeded: re.Pattern[str]


@lru_cache(maxsize=1)
def load_phrases() -> Phrases:
    """Return the set phrases of the package."""
    text = resources.files("analysis.coding.sentences").joinpath("phrases.toml").read_text("utf-8")
    data = tomllib.loads(text)
    places = count(_FIRST_PLACE)

    def compiled(name: str, before: str = "") -> tuple[Phrase, ...]:
        return tuple(
            Phrase(
                re.compile(rf"\b{before}(?:{_filled('|'.join(entry['patterns']))})(?!\w)"),
                entry["state"],
                entry["act"],
                1 << next(places),
            )
            for entry in data[name]
        )

    unheeded_pattern = re.compile(rf"\b(?:{'|'.join(data['unheeded']['patterns'])})\b")
    told, own = compiled("told"), compiled("own", _SUBJECT) + compiled("bare")
    return Phrases(told, own, compiled("verdict"), unheeded_pattern)


def _filled(pattern: str) -> str:
    return pattern.replace("{it}", _IT).replace("{noun}", _NOUN).replace("{peace}", _PEACE)


def set_phrases(clause: Clause, start: int | None = None) -> list[Event]:
    """Return what a set phrase tells from `start` on, with the days of the sentence."""
    phrases = load_phrases()
    event = _first(clause, phrases.told, clause.start if start is None else start)
    if event is not None:
        event.dates = [("ended", date) for date in clause.dates_near(event.start)]
    return [event] if event is not None else []


def verdicts(clause: Clause, before: int | None = None, after: int = 0) -> list[Event]:
    """'Nothing was left of it', 'the ambush put paid to the truce': anywhere in the sentence, or not between the
    places `before` and `after`, where it is told in other words."""
    phrases = load_phrases()
    event = _first(clause, phrases.verdict, clause.start)
    if event is not None and before is not None and before <= event.start < after:
        return []
    if event is not None:
        event.rule = "verdict." + event.state
        event.own_date = _year_of_named(clause, event)
        event.dates = [("ended", date) for date in clause.dates_near(event.start)]
    return [event] if event is not None else []


def _year_of_named(clause: Clause, event: Event) -> DateExpression | None:
    """'Nothing remains of the 1997 truce': the date that says which one."""
    for before, item in pairwise(clause.items):
        named = item.kind == "cf" and event.start <= item.start < event.end
        if named and before.date is not None and before.date.year:
            return before.date
    return None


def own_phrases(clause: Clause) -> list[Event]:
    """'It was replaced by a permanent ceasefire', 'the truce ended the fighting'."""
    phrases = load_phrases()
    event = _first(clause, phrases.own, clause.start)
    if event is not None:
        # "The fighting ended with a truce": told once the ceasefire itself is.
        event.weight, event.start = _WEAK, event.end - 1
    return [event] if event is not None else []


def unheeded(clause: Clause) -> list[Event]:
    """'The call fell on deaf ears', 'it was never carried out'."""
    match = load_phrases().unheeded.search(clause.view.lower, clause.start, clause.end)
    if match is None:
        return []
    return [Event(match.start(), match.end(), "rejection", state="not_implemented", rule="unheeded")]


# "It was not over": the word between the verb and what it tells takes it back, but "was not to last".
_NOT_SO = re.compile(r"\b(?:was|is|were|are|been|proved) (?:not|never|hardly)\b(?! to)")


def _is_denied(clause: Clause, phrase: Phrase, match: re.Match[str]) -> bool:
    if NEGATED.search(clause.view.lower, clause.start, match.start()):
        return True
    return phrase.state not in ("held", "not_implemented") and _NOT_SO.search(match.group()) is not None


def _first(clause: Clause, phrases: tuple[Phrase, ...], start: int) -> Event | None:
    for phrase in phrases:
        if not clause.held & phrase.bit:
            continue
        match = phrase.pattern.search(clause.view.lower, start, clause.end)
        if match and not _is_denied(clause, phrase, match):
            return Event(
                match.start(), match.end(), phrase.act, state=phrase.state, rule=f"phrase.{phrase.state}"
            )
    return None
