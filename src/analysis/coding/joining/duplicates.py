"""Copies among texts: a spun or re-posted copy is no independent source."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping

SHINGLE_WORDS = 8
SAME_SHARE = 0.8
# Of all runs of words only those whose hash is 0 modulo this are compared first: copies share some of these.
SKETCH_MODULUS = 8
_WORD = re.compile(r"\w+")


def find_duplicates(texts: Mapping[str, str]) -> dict[str, str]:
    """Return source id -> id of the earlier source that it copies, for `texts` in order.

    A copy shares at least four fifths of all different runs of eight words that the two texts have; texts of fewer
    words are compared word for word. An original is never itself a copy.
    """
    originals: dict[str, frozenset[int]] = {}
    by_shingle: dict[int, list[str]] = defaultdict(list)
    copies: dict[str, str] = {}
    for source_id, text in texts.items():
        shingles = _shingles(text)
        first = _find_original(shingles, originals, by_shingle)
        if first is not None:
            copies[source_id] = first
            continue
        if shingles:
            originals[source_id] = shingles
            for shingle in _sketch(shingles):
                by_shingle[shingle].append(source_id)
    return copies


def _find_original(
    shingles: frozenset[int], originals: Mapping[str, frozenset[int]], by_shingle: Mapping[int, list[str]]
) -> str | None:
    candidates = {source for shingle in _sketch(shingles) for source in by_shingle.get(shingle, ())}
    return next(
        (s for s in originals if s in candidates and _share(shingles, originals[s]) >= SAME_SHARE), None
    )


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other)


def _sketch(shingles: frozenset[int]) -> frozenset[int]:
    chosen = frozenset(shingle for shingle in shingles if shingle % SKETCH_MODULUS == 0)
    # A short text may have none: then its smallest stands for it, as in every copy of it.
    return chosen | frozenset(sorted(shingles)[:2])


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.lower())
    runs = (
        [words[n : n + SHINGLE_WORDS] for n in range(max(1, len(words) - SHINGLE_WORDS + 1))] if words else []
    )
    return frozenset(_digest(" ".join(run)) for run in runs)


def _digest(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big")
