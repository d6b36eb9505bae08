"""Digests: pages of short news on many wars, each item with its source in brackets at the end."""

from __future__ import annotations

import re

from analysis.text.date_patterns import MONTH_PATTERN
from analysis.text.segments import Sentence
from analysis.text.view import View

# "... in Jeddah. (Reuters) (Arab News)"
_CREDIT = re.compile(r"[.!?][\"'\u201d\u2019]?(?: ?\([A-Z][^()\n]{1,40}\))+[ \t]*$", re.MULTILINE)
_FEWEST_CREDITS = 3
# "Current events: Hodeidah": a title with a name is that of a page on one war.
_NAME = re.compile(
    rf"\b(?!(?:portal|current|events?|news|world|digest|week|day|armed|conflicts?|attacks?|in|the|of"
    rf"|\w+day|{MONTH_PATTERN})\b)[A-Z][a-z]+",
    re.IGNORECASE,
)
# "** Air strikes hit the capital": below an item, part of its topic.
_NESTED = re.compile(r"\*\*+\s*$|^\s+[*+-]\s*$", re.MULTILINE)


def find_topics(view: View, sentences: list[Sentence]) -> dict[int, tuple[int, int]]:
    """Return the topics of a digest, start and end by the number of the sentence that opens each; of other texts none.

    A heading opens a topic, and so does an item of a list that stands by itself.
    """
    if sum(1 for _ in _CREDIT.finditer(view.text)) < _FEWEST_CREDITS or _is_on_one_war(view.text):
        return {}
    opening = [
        number
        for number, sentence in enumerate(sentences)
        if (number == 0 or sentence.paragraph != sentences[number - 1].paragraph)
        and (
            sentence.kind == "heading"
            or (sentence.kind == "bullet" and not _is_nested(view.text, sentence.start))
        )
    ]
    if not opening:
        return {}
    ends = [*(sentences[number].start for number in opening[1:]), len(view.text)]
    return {number: (sentences[number].start, end) for number, end in zip(opening, ends, strict=True)}


def _is_on_one_war(text: str) -> bool:
    title = text.lstrip().partition("\n")[0]
    return any(match.group()[0].isupper() for match in _NAME.finditer(title))


def _is_nested(text: str, start: int) -> bool:
    return _NESTED.search(text[text.rfind("\n", 0, start) + 1 : start]) is not None
