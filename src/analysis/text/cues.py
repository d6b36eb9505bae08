"""One pass over a text for the stems that patterns need: a pattern runs only on sentences that hold its stems.

The patterns of dates, actors and ceasefires are long alternations; most sentences can match none of them. One
automaton finds all stems of a text at once, and a sentence's cues say which patterns are worth trying. A cue is a
necessary condition only: a pattern whose cues stand may still find nothing, and one that gets a new word needs the
word's stem here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

import ahocorasick_rs


class Cue:
    """What a stem may be part of: plain numbers, since every sentence asks for several of them."""

    NAME = 1 << 0
    STOP_VERB = 1 << 1
    STOP_OBJECT = 1 << 2
    SIGN = 1 << 3
    PAPER = 1 << 4
    PEACEKEEPER = 1 << 5
    # A number of one or two digits, and one that may be a year.
    DAY = 1 << 6
    YEAR = 1 << 7
    MONTH = 1 << 8
    WEEKDAY = 1 << 9
    SEASON = 1 << 10
    UNIT = 1 << 11
    DAY_WORD = 1 << 12
    SHIFT = 1 << 13
    NEXT = 1 << 14
    SOON = 1 << 15
    ORDINAL = 1 << 16
    ANNIVERSARY = 1 << 17
    # Actors: the words of generic ones, nouns of armed men, names of organisations, titles of persons.
    GENERIC = 1 << 18
    ARMED = 1 << 19
    ORGANISATION = 1 << 20
    TITLE = 1 << 21
    FIGHT = 1 << 22
    PROLONG = 1 << 23
    FEAST = 1 << 24


_STEMS: dict[int, str] = {
    Cue.NAME: (
        "ceas truce armistice hudna tahdiya hostilit pause lull halt suspension moratorium cessation "
        "standstill tranquil stop silencing ending stand-down standdown termination discontinu abstention "
        "freeze"
    ),
    Cue.STOP_VERB: (
        "ceas stop halt suspend end terminat paus discontinu freez froze lay laid refrain abstain desist put silenc "
        "abandon observ hold held give gave giving bring brought stand stood silent"
    ),
    Cue.STOP_OBJECT: (
        "fire hostilit firing fighting shooting attack operation action activit offensive violence force "
        "struggle shelling bomb strike raid measure combat arms weapon guns war bloodshed campaign "
        "confrontation conflict down killing hostile advance"
    ),
    Cue.SIGN: "sign initial conclud adopt reach accept agree broker mediat",
    Cue.PAPER: (
        "agreement accord protocol deal pact treaty document memorandum declaration communiqu roadmap "
        "settlement"
    ),
    Cue.PEACEKEEPER: "peacekeep peace-keep",
    Cue.MONTH: (
        "january february march april may june july august september october november december "
        "jan feb mar apr jun jul aug sept sep oct nov dec"
    ),
    Cue.FIGHT: "silent ceased stopped died subsided halted",
    Cue.PROLONG: "prolong extend extension renew roll lengthen",
    Cue.WEEKDAY: "monday tuesday wednesday thursday friday saturday sunday",
    Cue.SEASON: "spring summer autumn fall winter",
    Cue.UNIT: "hour day week fortnight month year",
    Cue.DAY_WORD: "yesterday today tomorrow tonight overnight morning afternoon evening night minutes hours",
    Cue.SHIFT: "later afterw earlier previous ago before after following into prior thereafter",
    Cue.NEXT: "next last previous preceding this that same before after following",
    Cue.SOON: "soon shortly immediately",
    Cue.ORDINAL: "1st 2nd 3rd 1th 2th 3th 4th 5th 6th 7th 8th 9th 0th",
    Cue.ANNIVERSARY: "anniversary",
    Cue.GENERIC: (
        "foreign defen ministr minister high general adversar enem opponent capital negotiator commander head "
        "side part countr nation neighbo government armies army armed faction belligerent combatant leader president "
        "foreign group delegation state militar foe rival camp movement signator regime junta authorit force organi"
    ),
    Cue.ARMED: (
        "rebel insurgen separatist secessionist guerrilla guerilla opposition militant militia fighter faction tribe "
        "clan gunmen paramilitar islamist nationalist warlord resistance irregular revolutionar dissident communist "
        "mutineer armed exile contras army militar force troop soldier navy police unit command peacekeep peace-keep "
        "guard servicemen general tribesmen"
    ),
    Cue.ORGANISATION: (
        "front army movement party brigade battalion militia force council union alliance coalition command league "
        "guard organi group faction congress resistance committee authority government room rally vanguard tigers "
        "corps assembly bloc cartel administration delegation mission directorate companies"
    ),
    Cue.TITLE: (
        "president prime premier general colonel major captain commander leader envoy mediator facilitator bishop "
        "archbishop cardinal sheikh count lord sir mr mrs ms dr ambassador chief secretary minister diplomat governor "
        "officer emir king prince senator warlord strongman"
    ),
}
# Stems of a few words.
_PHRASES: dict[int, tuple[str, ...]] = {
    Cue.NAME: (
        "end of",
        "end to",
        "regime of silence",
        "silence regime",
        "day of silence",
        "reduction in",
        "reduction of",
    ),
    Cue.STOP_VERB: (
        *("call off", "calls off", "called off", "calling off"),
        *(
            "not conduct",
            "not carry",
            "not undertake",
            "not launch",
            "not engage",
            "not mount",
            "not initiate",
        ),
        *(
            "undertake no",
            "undertook no",
            "undertaking no",
            "conduct no",
            "launch no",
            "mount no",
            "take no",
            "takes no",
            "carry out no",
            "carries out no",
            "carried out no",
            "engage in no",
            *(
                "not attack",
                "not to attack",
                "not shoot",
                "not to shoot",
                "not fire",
                "not to fire",
                "neither",
            ),
            *("down its", "down their", "down his"),
        ),
    ),
    Cue.SOON: ("not long",),
    Cue.FEAST: ("christmas", "boxing day", "new year"),
}
# Cues that count only where their stem begins a word, and those where it ends one.
_AT_START = (
    Cue.MONTH | Cue.WEEKDAY | Cue.SEASON | Cue.UNIT | Cue.SHIFT | Cue.NEXT | Cue.SOON | Cue.ANNIVERSARY
    | Cue.GENERIC | Cue.ARMED | Cue.ORGANISATION | Cue.TITLE
)  # fmt: skip
_AT_END = Cue.MONTH | Cue.SEASON
_ANYWHERE, _OPEN = ~_AT_START, ~_AT_END


def _index_stems() -> tuple[list[str], list[int]]:
    bits = {phrase: cue for cue, phrases in _PHRASES.items() for phrase in phrases}
    for cue, stems in _STEMS.items():
        for stem in stems.split():
            bits[stem] = bits.get(stem, 0) | cue
    return list(bits), list(bits.values())


_WORDS, _BITS = _index_stems()
_AUTOMATON = ahocorasick_rs.AhoCorasick(_WORDS)
_NUMBER = re.compile(r"[0-9]+")


@cache
def _automaton_of(cue: int) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick([word for word, bits in zip(_WORDS, _BITS, strict=True) if bits & cue])


def holds(lower: str, cue: int) -> bool:
    """Return whether a stem of one cue stands anywhere in a lower-case text: one look, for texts that hold none."""
    return bool(_automaton_of(cue).find_matches_as_indexes(lower))


class Cues:
    """The cues of one text, by position. `lower` is its lower-case form, `text` tells capitals where it is given."""

    def __init__(self, lower: str, text: str = "") -> None:
        found = _find_stems(lower, text)
        found += _find_numbers(lower)
        found.sort()
        self._starts = [start for start, _ in found]
        self._bits = [bits for _, bits in found]

    def between(self, start: int, end: int) -> int:
        """Return the cues of `start:end` as bits."""
        bits = 0
        for value in self._bits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            bits |= value
        return bits


def _find_stems(lower: str, text: str) -> list[tuple[int, int]]:
    found = []
    size = len(lower)
    for index, start, end in _AUTOMATON.find_matches_as_indexes(lower, overlapping=True):
        bits = _BITS[index]
        if bits & _AT_START and start and lower[start - 1].isalpha():
            bits &= _ANYWHERE
        if bits & _AT_END and end < size and lower[end].isalpha():
            bits &= _OPEN
        if bits & Cue.ORGANISATION and text and not text[start].isupper():
            bits &= ~Cue.ORGANISATION
        if bits:
            found.append((start, bits))
    return found


def _find_numbers(lower: str) -> list[tuple[int, int]]:
    spans = [match.span() for match in _NUMBER.finditer(lower)]
    return [
        (start, Cue.DAY if end - start <= 2 else Cue.YEAR) for start, end in spans if end - start in (1, 2, 4)
    ]
