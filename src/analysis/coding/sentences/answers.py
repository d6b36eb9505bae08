"""A side that does the same in return: 'the rebels reciprocated on 25 July', 'a day later the MILF followed suit'."""

from __future__ import annotations

import re

from analysis.coding.sentences.events import Event
from analysis.coding.sentences.items import Clause
from analysis.coding.sentences.set_phrases import NEGATED
from analysis.coding.sentences.subjects import find_subjects

ANSWER = re.compile(
    r"\b(?:reciprocate[sd]?|(?:responds?|responded|answers?|answered|repl(?:y|ies|ied))(?: \w+){0,3} in kind"
    r"|follow(?:s|ed) suit|(?:did|does) (?:the same|likewise))\b"
    # "reciprocated by lifting its own"
    r"(?! by (?:lift|end|call|cancel|resum|attack))"
)


_UNSURE = frozenset("if provided condition unless would will should could might whether".split())


def read_answers(clause: Clause) -> list[Event]:
    """Return the declaration of a side that answers another's, with the day that is told of it, if one is."""
    match = ANSWER.search(clause.view.lower, clause.start, clause.end)
    if match is None or NEGATED.search(clause.view.lower, clause.start, match.start()):
        return []
    verb = next((k for k, item in enumerate(clause.items) if item.start >= match.start()), None)
    if (
        verb is None
        or clause.items[verb - 1].word == "to"
        or any(x.word in _UNSURE for x in clause.items[max(0, verb - 6) : verb])
    ):
        # "agreed on condition that the rebels did the same", "refused to reciprocate"
        return []
    after = [x for x in clause.items[verb:] if x.start >= match.end()][:3]
    opened = next((k for k in range(verb - 1, 0, -1) if clause.items[k].word in (";", ",", "and")), 0)
    dates = [x.date for x in (*after, *clause.items[opened:verb]) if x.date is not None]
    sides = find_subjects(clause.items, verb)
    if not sides:
        return []
    return [
        Event(
            match.start(),
            match.end(),
            "declaration",
            creates=True,
            kind="unilateral",
            unilateral=True,
            fresh=True,
            subject=sides,
            parties=sides,
            dates=[("announced", date) for date in dates[:1]],
            rule="answer",
            span=(clause.start, clause.end),
        )
    ]
