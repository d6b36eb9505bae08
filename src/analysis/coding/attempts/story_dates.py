"""Which dates of a text move its story on, and which only look back or ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.text.anchors import DateValue, Narrative
from analysis.text.date_expressions import DateExpression
from analysis.text.segments import Sentence

_LOOKS_BACK = re.compile(r"\bhad\b[^.;:]*$")
_PLANNED = re.compile(
    r"\b(?:would|will|should|shall|(?:was|were|is|are) to|to (?:last|run|begin|start))\b[^.;:]*$"
    r"|\b(?:elections?|referendum|vote) in $"
)
# How many letters before a day the word may stand that puts it ahead.
_PLAN_REACHES = 90
# Letters of a sentence within which a date opens it.
_OPENS_WITHIN = 12
# Days from which on a look back is one.
_LONG_BEFORE = 90
_PAPERS_OF = frozenset(
    (
        "protocol agreement treaty accord accords constitution convention charter resolution law act census line "
        "borders statute"
    ).split()
)


def names_paper(item: DateExpression) -> bool:
    """'The Protocol of 1942': the year of a paper, not of what is told."""
    first, _, rest = item.preposition.partition(" ")
    return item.month is None and rest == "of" and first in _PAPERS_OF


def moves_story(item: DateExpression, sentence: Sentence, narrative: Narrative, lower: str) -> bool:
    """The story has come to this date, as it does not by "since May", "the 1994 truce" or what is planned."""
    writing = narrative.dateline or narrative.published
    first_year = (
        narrative.last is None
        # "the Protocol of 1942" in a note of 1995 tells of the past.
        and (writing is None or item.year == writing.year)
        and item.month is None
        and item.preposition in ("in", "of", "during")
    )
    if not first_year and (
        (item.preposition in ("since", "until") and not _took_until(item, lower))
        or (item.preposition == "the" and item.month is None and item.kind == "calendar")
        or (
            item.kind == "calendar"
            and item.month is None
            and item.start - sentence.start > _OPENS_WITHIN
            and sentence.kind not in ("heading", "title")
        )
    ):
        return False
    # "earlier that week" is no later than the day told before.
    still = item.kind == "offset" and (
        item.unit == "soon" or (item.amount == 0 and item.unit in ("week", "month"))
    )
    return not still and not _is_planned(item, sentence, lower)


def looks_back(
    item: DateExpression,
    value: DateValue,
    sentence: Sentence,
    dates: Sequence[DateExpression],
    last: DateValue | None,
    lower: str,
) -> bool:
    """'The truce that they had signed in May 1991', told of January 1993: the story stays where it is.

    `dates` are those of the sentence, `last` is where the story has come to.
    """
    if (
        item.kind == "offset"
        and item.unit == "year"
        and (names_paper(item) or _is_aside(item, sentence, lower))
    ):
        # "the census of the previous year", "which he admitted, three years afterwards"
        return True
    if item.year is None or last is None or last.lo is None or value.hi is None or last.prec == "year":
        return False
    if (last.lo - value.hi).days <= _LONG_BEFORE:
        return False
    if item.day and any(d.start < item.start and d.day for d in dates):
        # "On 20 September the Council spoke of the line of 8 December 1919."
        return True
    before = lower[max(sentence.start, item.start - _PLAN_REACHES) : item.start]
    return _LOOKS_BACK.search(before) is not None


def _is_aside(item: DateExpression, sentence: Sentence, lower: str) -> bool:
    return (
        item.start - sentence.start > _OPENS_WITHIN
        and abs(item.amount) > 1
        and lower[: item.start].endswith(", ")
        and lower.startswith(",", item.end)
    )


def _took_until(item: DateExpression, lower: str) -> bool:
    """'It took until 23 July to ...', 'Not until 23 July did they ...': it happened then."""
    before = lower[max(0, item.start - 16) : item.start].split()
    return not {"took", "not"}.isdisjoint(before)


def _is_planned(item: DateExpression, sentence: Sentence, lower: str) -> bool:
    """'a plan under which they would form a party by the end of January': not where the story has come to."""
    if item.kind != "calendar" or item.year:
        return False
    before = lower[max(sentence.start, item.start - _PLAN_REACHES) : item.start]
    return _PLANNED.search(before) is not None
