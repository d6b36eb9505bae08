"""One pass over a text for the stems that patterns need: a pattern runs only on sentences that hold its stems.

The patterns of dates and ceasefires are long alternations; most sentences can match none of them. One automaton
finds all stems of a text at once, and a sentence's cues say which patterns are worth trying.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import IntFlag

import ahocorasick_rs


class Cue(IntFlag):
    """What a stem may be part of."""

    NONE = 0
    NAME = 1
    STOP_VERB = 2
    STOP_OBJECT = 4
    SIGN = 8
    PAPER = 16
    PEACEKEEPER = 32
    DIGIT = 64
    MONTH = 128
    SEASON = 256
    UNIT = 512
    SHIFT = 1024
    SOON = 2048
    ORDINAL = 4096
    FIGHT = 8192


_STEMS: dict[Cue, str] = {
    Cue.NAME: (
        "cease truce armistice hudna tahdiya hostilit pause lull halt suspension moratorium cessation "
        "standstill tranquil stop silencing ending stand-down standdown termination discontinu abstention "
        "freeze"
    ),
    Cue.STOP_VERB: (
        "cease stop halt suspend end paus discontinu freez froze lay laid refrain put silenc abandon "
        "observ hold held give gave giving bring brought stand stood"
    ),
    Cue.STOP_OBJECT: (
        "fire hostilit firing fighting shooting attack operation action activit offensive violence force "
        "struggle shelling bomb strike raid measure combat arms weapon guns war bloodshed campaign confrontation down"
    ),
    Cue.SIGN: "sign initial conclud adopt reach accept agree broker mediat",
    Cue.PAPER: (
        "agreement accord protocol deal pact treaty document memorandum declaration communiqu roadmap "
        "settlement"
    ),
    Cue.PEACEKEEPER: "peacekeep peace-keep",
    Cue.DIGIT: "0 1 2 3 4 5 6 7 8 9",
    Cue.MONTH: "jan feb mar apr may jun jul aug sep oct nov dec",
    Cue.SEASON: "spring summer autumn fall winter",
    Cue.UNIT: "hour day week fortnight month year morning afternoon evening night yesterday today tomorrow",
    Cue.SHIFT: (
        "later afterw earlier previous ago before after next following last this that same preceding into "
        "prior yesterday today tomorrow tonight overnight the"
    ),
    Cue.SOON: "soon shortly immediately not long later afterw",
    Cue.FIGHT: "silent ceased stopped died subsided halted",
    Cue.ORDINAL: "1st 2nd 3rd 1th 2th 3th 4th 5th 6th 7th 8th 9th 0th",
}


def _index_stems() -> tuple[list[str], list[int]]:
    bits: dict[str, int] = {}
    for cue, stems in _STEMS.items():
        for stem in stems.split():
            bits[stem] = bits.get(stem, 0) | int(cue)
    for word in ("end of", "end to", "regime of silence", "silence regime", "reduction in", "reduction of"):
        bits[word] = int(Cue.NAME)
    for word in (
        "not conduct",
        "not carry",
        "not undertake",
        "not launch",
        "not engage",
        "not mount",
        "not initiate",
    ):
        bits[word] = int(Cue.STOP_VERB)
    for word in ("undertake no", "undertook no", "undertaking no", "conduct no", "launch no", "mount no"):
        bits[word] = int(Cue.STOP_VERB)
    for word in ("call off", "calls off", "called off", "calling off"):
        bits[word] = int(Cue.STOP_VERB)
    return list(bits), list(bits.values())


_WORDS, _BITS = _index_stems()
_AUTOMATON = ahocorasick_rs.AhoCorasick(_WORDS)


class Cues:
    """The cues of one text, by position."""

    def __init__(self, lower: str) -> None:
        matches = _AUTOMATON.find_matches_as_indexes(lower, overlapping=True)
        found = sorted((start, _BITS[index]) for index, start, _ in matches)
        self._starts = [start for start, _ in found]
        self._bits = [bits for _, bits in found]

    def between(self, start: int, end: int) -> int:
        """Return the cues of `start:end` as bits."""
        bits = 0
        for value in self._bits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            bits |= value
        return bits
