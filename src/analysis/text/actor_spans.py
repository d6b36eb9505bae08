"""An actor as it is named in a text, and how names beside each other join to one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from analysis.text.actor_patterns import COORDINATION, LEADER_END
from analysis.text.view import View


@dataclass(slots=True, eq=False)
class ActorSpan:
    """An actor named at `start:end`.

    `actor_id` is the gazetteer's, or a slug of the surface for unknown and generic actors; `label` is what
    tables show.
    `form` tells how it is named; `known` is False for actors outside the gazetteer. `person` keeps the id of a
    person who
    stands for the actor. `attributive` marks an adjective that only qualifies a noun ("Israeli town").
    """

    start: int
    end: int
    actor_id: str
    label: str
    kind: str
    form: str
    known: bool = True
    person: str = ""
    attributive: bool = False
    generic: str = ""
    named: str = ""


def join_spans(view: View, spans: list[ActorSpan]) -> list[ActorSpan]:
    """Return the spans of one sentence with kin left out, leaders and adjectives joined to whom they belong."""
    if len(spans) < 2:
        return spans
    spans = _drop_signatories(view, _drop_members(view, _drop_kin(view, spans)))
    return _join_adjectives(view, _drop_named_leaders(view, spans))


_ON_BEHALF = frozenset((" for ", " for the ", " on behalf of ", " on behalf of the ", ", for ", ", for the "))


def _drop_signatories(view: View, spans: list[ActorSpan]) -> list[ActorSpan]:
    """'General Petrovski for the Macedonian army': whom he signs for is meant."""
    return [
        span
        for i, span in enumerate(spans)
        if not (
            span.kind == "person"
            and not span.known
            and i + 1 < len(spans)
            and view.lower[span.end : spans[i + 1].start] in _ON_BEHALF
        )
    ]


_MEMBERS = ("rebels", "fighters", "insurgents", "guerrillas", "militants")


def _drop_members(view: View, spans: list[ActorSpan]) -> list[ActorSpan]:
    """'The Tuareg rebels of the MNLA': the group says who the rebels are."""
    return [
        span
        for i, span in enumerate(spans)
        if not (
            span.kind in ("nonstate", "generic")
            and i + 1 < len(spans)
            and spans[i + 1].kind == "nonstate"
            and spans[i + 1].known
            and (not span.known or view.lower[span.start : span.end].endswith(_MEMBERS))
            and view.lower[span.end : spans[i + 1].start] in (" of ", " of the ", " from the ")
        )
    ]


def _drop_kin(view: View, spans: list[ActorSpan]) -> list[ActorSpan]:
    """'The Armenians of Nagorno-Karabakh': the place says who they are, not the state of their name."""
    lower = view.lower
    return [
        span
        for i, span in enumerate(spans)
        if not (
            span.form in ("demonym", "adjective")
            and i + 1 < len(spans)
            and spans[i + 1].kind == "de_facto"
            and lower[span.end : spans[i + 1].start] in (" of ", " in ", " of the ")
            and lower[span.end - 1] == "s"
        )
    ]


def _drop_named_leaders(view: View, spans: list[ActorSpan]) -> list[ActorSpan]:
    """'IRA leaders Ruairi O Bradaigh and Billy McKee': the names say who the leaders are, they are no
    further actors."""
    kept: list[ActorSpan] = []
    leading: ActorSpan | None = None
    last_end = -1
    for i, span in enumerate(spans):
        if leading is not None and span.person:
            between = view.lower[last_end : span.start]
            if between.strip() in ("", ",", "and", ", and"):
                last_end = span.end
                if not kept[-1].person:
                    kept[-1] = replace(kept[-1], person=span.person)
                continue
        named_next = not span.person and i + 1 < len(spans) and spans[i + 1].person
        leading = span if named_next and LEADER_END.search(view.lower, span.start, span.end) else None
        last_end = span.end
        kept.append(span)
    return kept


def _join_adjectives(view: View, spans: list[ActorSpan]) -> list[ActorSpan]:
    """'Russian, Azerbaijani and Armenian foreign ministers': all three name an actor, not only the last."""
    for i in range(len(spans) - 2, -1, -1):
        span, following = spans[i], spans[i + 1]
        if (
            span.attributive
            and span.form == "adjective"
            and not following.attributive
            and following.form in ("office", "group")
        ) and COORDINATION.fullmatch(view.lower, span.end, following.start):
            spans[i] = replace(span, attributive=False, form="office")
    return spans


def slug(text: str) -> str:
    """Return the id that an actor outside the gazetteer has by its name."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
