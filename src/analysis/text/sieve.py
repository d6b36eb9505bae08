"""One pass over a stretch of text that tells which of several patterns may match in it.

Long alternations cost tens of microseconds a sentence even where nothing matches. What any match of a pattern must
hold, a few words at least, is taken from the pattern itself, so that a pattern that gets a new word needs nothing
besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import ahocorasick_rs

# Letters beyond so many make a word no rarer.
_LONG_ENOUGH = 5
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)


class Sieve:
    """Patterns by their bit, and one automaton over the words that they need.

    A bit that `held` leaves out is that of a pattern that cannot match; one that it names may still match nothing.
    """

    def __init__(self, patterns: Mapping[int, re.Pattern[str]]) -> None:
        bits: dict[str, int] = {}
        self._always = 0
        for bit, pattern in patterns.items():
            words = needed_words(pattern)
            self._always |= 0 if words else bit
            for word in sorted(words):
                bits[word] = bits.get(word, 0) | bit
        self._bits = list(bits.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(bits))

    def held(self, text: str) -> int:
        """Return the bits of the patterns that may match in a text (lower case, as the patterns are)."""
        held = self._always
        for index, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            held |= self._bits[index]
        return held


def needed_words(pattern: re.Pattern[str]) -> frozenset[str]:
    """Return strings of which at least one stands in whatever the pattern matches; none where that is not known."""
    if pattern.flags & re.IGNORECASE:
        return frozenset()
    return _needed(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))


def _needed(sequence: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The rarest of the sets of strings that the parts of a sequence need."""
    found: list[frozenset[str]] = []
    letters: list[str] = []
    for operation, value in sequence:
        if operation is ops.LITERAL:
            letters.append(chr(value))
            continue
        found.append(frozenset(("".join(letters),) if letters else ()))
        letters = []
        if operation is ops.BRANCH:
            branches = [_needed(branch) for branch in value[1]]
            found.append(frozenset().union(*branches) if all(branches) else frozenset())
        elif operation is ops.SUBPATTERN:
            # In "(?i:...)" letters stand for their capitals too.
            found.append(frozenset() if value[1] & re.IGNORECASE else _needed(value[3]))
        elif operation is ops.ATOMIC_GROUP:
            found.append(_needed(value))
        elif operation in _REPEATS and value[0] > 0:
            found.append(_needed(value[2]))
    found.append(frozenset(("".join(letters),) if letters else ()))
    return max(found, key=_rarity)


def _rarity(words: frozenset[str]) -> tuple[int, int]:
    """Long words are rare, and few of them more so. Blanks are no letters: ' to ' stands everywhere."""
    least = min((len(word.strip()) for word in words), default=0)
    return min(least, _LONG_ENOUGH), -len(words)
