"""One pass over a stretch of text that tells which of several patterns may match in it.

Long alternations cost tens of microseconds a sentence even where nothing matches. What any match of a pattern must
hold, a word or two of each of its alternatives, is taken from the pattern itself, so that a pattern that gets a new
word needs nothing besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import ahocorasick_rs

ops: Any
parser: Any
try:
    # The parser of `re` itself: no other tells the parts of a pattern without being a second reading of its syntax.
    from re import _constants as ops  # type: ignore[attr-defined, no-redef]
    from re import _parser as parser  # type: ignore[attr-defined, no-redef]
except ImportError:
    # A Python that keeps it elsewhere: nothing is known of any pattern, and all are tried.
    ops = parser = None

# Words of which a match holds one at least; empty where that is not known.
Words = frozenset[str]
# Letters beyond so many make a word no rarer; words of fewer than so many stand in every other sentence.
_LONG_ENOUGH, _TOO_SHORT = 5, 3
# How many sets of words are asked for in one alternative.
_MOST_SETS = 3
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT) if ops else ()


class Sieve:
    """Patterns by their bit, and one automaton over the words that they need.

    A bit that `held` leaves out is that of a pattern that cannot match; one that it names may still match nothing.
    """

    def __init__(self, patterns: Mapping[int, re.Pattern[str]]) -> None:
        self._always = 0
        numbers: dict[Words, int] = {}
        # Of each alternative: the set that is looked for first, all its sets as bits, and the bit of its pattern.
        wanted: list[tuple[Words, int, int]] = []
        for bit, pattern in patterns.items():
            for sets in needed_words(pattern):
                if not sets:
                    self._always |= bit
                    continue
                mask = 0
                for words in sets:
                    mask |= 1 << numbers.setdefault(words, len(numbers))
                wanted.append((sets[0], mask, bit))
        held: dict[str, int] = {}
        opened: dict[str, list[tuple[int, int]]] = {}
        for words, number in numbers.items():
            for word in sorted(words):
                held[word] = held.get(word, 0) | 1 << number
        for words, mask, bit in wanted:
            for word in sorted(words):
                if (mask, bit) not in opened.setdefault(word, []):
                    opened[word].append((mask, bit))
        self._held = list(held.values())
        self._opened = [opened.get(word, []) for word in held]
        self._automaton = ahocorasick_rs.AhoCorasick(list(held))

    def held(self, text: str) -> int:
        """Return the bits of the patterns that may match in a text (lower case where the patterns are)."""
        held, opened = self._held, self._opened
        present, bits = 0, self._always
        wanted: list[tuple[int, int]] = []
        for index, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            present |= held[index]
            wanted += opened[index]
        for mask, bit in wanted:
            if present & mask == mask:
                bits |= bit
        return bits


def needed_words(pattern: re.Pattern[str]) -> list[list[Words]]:
    """Return for each alternative of a pattern sets of words: a match by it holds one word at least of each set.

    The rarest set comes first; an alternative of which nothing is known has none.
    """
    if parser is None or pattern.flags & re.IGNORECASE:
        return [[]]
    alternatives = _alternatives(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    return [_rarest(sets) for sets in alternatives]


def _rarest(sets: list[Words]) -> list[Words]:
    ranked = sorted(
        {words for words in sets if words}, key=lambda words: (_rarity(words), sorted(words)), reverse=True
    )
    return [words for words in ranked[:_MOST_SETS] if words is ranked[0] or _rarity(words)[0] >= _TOO_SHORT]


def _alternatives(sequence: Iterable[tuple[Any, Any]]) -> list[list[Words]]:
    """The sets of words that each alternative of a sequence needs, where the sequence is one of alternatives; else
    what all its parts need together."""
    parts = [part for run in _runs(sequence) if any(part := _part(run))]
    if len(parts) == 1:
        return parts[0]
    return [[words for part in parts for words in _of_any(part)]]


def _of_any(alternatives: list[list[Words]]) -> list[Words]:
    """What is needed whichever alternative matches."""
    if len(alternatives) == 1:
        return alternatives[0]
    best = [max(sets, key=_rarity, default=frozenset()) for sets in alternatives]
    return [frozenset().union(*best)] if all(best) else []


def _runs(sequence: Iterable[tuple[Any, Any]]) -> list[str | tuple[Any, Any]]:
    """The parts of a sequence, letters that follow each other as one."""
    found: list[str | tuple[Any, Any]] = [""]
    for operation, value in sequence:
        if operation is ops.LITERAL:
            found[-1] = f"{found[-1]}{chr(value)}"
            continue
        if operation is ops.BRANCH:
            # The parser takes out letters that all alternatives begin with: words are rarer with them.
            begin = [(ops.LITERAL, ord(letter)) for letter in found.pop()]
            value = (None, [[*begin, *branch] for branch in value[1]])
        found += [(operation, value), ""]
    return [run for run in found if run]


def _part(run: str | tuple[Any, Any]) -> list[list[Words]]:
    if isinstance(run, str):
        return [[frozenset((run,))]]
    operation, value = run
    if operation is ops.BRANCH:
        return [sets for branch in value[1] for sets in _alternatives(branch)]
    if operation is ops.SUBPATTERN and not value[1] & re.IGNORECASE:
        return _alternatives(value[3])
    if operation is ops.ATOMIC_GROUP:
        return _alternatives(value)
    if operation in _REPEATS and value[0] > 0:
        return _alternatives(value[2])
    return [[]]


def _rarity(words: Words) -> tuple[int, int]:
    """Long words are rare, and few of them more so. Blanks are no letters: ' to ' stands everywhere."""
    least = min((len(word.strip()) for word in words), default=0)
    return min(least, _LONG_ENOUGH), -len(words)
