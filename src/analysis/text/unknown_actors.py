"""Actors that no gazetteer lists, found by the form of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.actor_patterns import CAPS_GROUP, NOT_NAMES, ORG, PAPER, SENTENCE_WORDS, TITLED
from analysis.text.actor_spans import ActorSpan, slug


def find_organisations(text: str, start: int, end: int) -> Iterator[ActorSpan]:
    """Names of organisations: capitalised words with a noun such as Front or Council, and their letters."""
    for match in ORG.finditer(text, start, end):
        label = text[match.start() : match.start(1) - 2 if match.group(1) else match.end()].strip()
        clean = re.sub(
            (
                r"^(?:The|A|An|In|On|At|By|And|But|After|When|While|Following|Both|For|With"
                r"|From|As|To|Of|If|Unless|Although|Though|Since|Because|Until|Before)\s+(?:the\s+)?"
            ),
            "",
            label,
        )
        # "Armenia and the Free Valley Movement": the whole where it is one name, else what stands after "and".
        for name in (clean, re.split(r"\band (?:the )?", clean)[-1]):
            if " " in name and not PAPER.search(name):
                first = match.start() + label.find(name)
                last = match.end() if match.group(1) else first + len(name)
                yield ActorSpan(first, last, slug(name), name, "nonstate", "unknown", known=False)


def find_armed_groups(text: str, start: int, end: int) -> Iterator[ActorSpan]:
    """Capitalised names before a noun of armed men: "Kony rebels"."""
    for match in CAPS_GROUP.finditer(text, start, end):
        clean = re.sub(
            (
                r"^(?:The|A|An|In|On|At|By|And|But|After|When|While|Following|Both|For|With"
                r"|From|As|Fierce|Heavy|These|Some|Several)\s+"
            ),
            "",
            match.group(),
        )
        if clean[:1].isupper() and clean.split()[0].lower() not in SENTENCE_WORDS:
            yield ActorSpan(
                match.end() - len(clean),
                match.end(),
                slug(clean),
                clean,
                "nonstate",
                "unknown",
                known=False,
            )


def find_titled_persons(text: str, start: int, end: int) -> Iterator[ActorSpan]:
    """Names after a title: "Colonel Garang"."""
    for match in TITLED.finditer(text, start, end):
        name = match.group(1)
        if name.split()[0] not in NOT_NAMES:
            yield ActorSpan(
                match.start(1),
                match.end(1),
                slug(name),
                name,
                "person",
                "unknown",
                known=False,
                person=slug(name),
            )
