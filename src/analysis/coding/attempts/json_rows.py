"""The rows that `ceasefires code --json` prints: one object per text, its attempts with the words they rest on."""

from __future__ import annotations

from typing import Any

from analysis.coding.attempts.coder import Coding
from analysis.coding.attempts.confidence import rate
from analysis.coding.attempts.outcomes import derive_outcome
from analysis.coding.attempts.registry import Record
from analysis.text.actor_spans import ActorSpan
from analysis.text.gazetteer_index import load_gazetteer

_KINDS = {"mutual": "bilateral"}


def to_rows(coding: Coding) -> list[dict[str, Any]]:
    """Return the attempts of one coded text, in the order in which the text tells them, collective mentions last."""
    rows = [_attempt_row(coding, record) for record in coding.records]
    rows.sort(key=lambda row: row["evidence"][0]["start"] if row["evidence"] else 0)
    return rows + [_collective_row(coding, event, state) for event, state in coding.collective]


def _attempt_row(coding: Coding, record: Record) -> dict[str, Any]:
    outcome = derive_outcome(record.told)
    main = record.main_date
    state = outcome.state if outcome else "unknown"
    value = main[1] if main else None
    return {
        "date": value.iso if value else None,
        "precision": value.prec if value else None,
        "date_kind": main[0] if main else None,
        "parties": [_party(coding, span) for span in record.parties],
        "mediators": [_named(span) for span in record.mediators],
        "callers": [_named(span) for span in record.callers],
        "kind": print_kind(record),
        "outcome": state,
        "outcome_date": outcome.date.iso if outcome and outcome.date else None,
        "collective": False,
        "confidence": rate(record),
        "evidence": _evidence(coding, record),
    }


def _party(coding: Coding, span: ActorSpan) -> str:
    """A state named by the one word for its army is printed by it ("ARBiH"), a group as the text mostly names it."""
    own = span.form == "army" and span.named and " " not in span.named
    return span.named if own else coding.names.get(span.actor_id, span.label)


def _named(span: ActorSpan) -> str:
    """An envoy of an organisation is named with it: 'Jimmy Carter (Carter Center)'; a state stands for its own."""
    person = load_gazetteer().actors.get(span.person)
    if person is None or span.kind not in ("igo", "ngo") or person.label == span.label:
        return span.label
    return f"{person.label} ({span.label})"


def print_kind(record: Record) -> str:
    """The kind as the codebook names it: `multilateral` from three parties on where no document is named."""
    kind = _KINDS.get(record.kind, record.kind)
    return "multilateral" if kind == "bilateral" and len(record.parties) > 2 else kind


def _evidence(coding: Coding, record: Record) -> list[dict[str, Any]]:
    spans = sorted({event.span for event in record.events})
    return [{"start": a, "end": b, "quote": coding.document.text[a:b]} for a, b in spans]


def _collective_row(coding: Coding, event: Any, state: str) -> dict[str, Any]:
    start, end = event.span
    return {
        "date": None,
        "precision": None,
        "date_kind": None,
        "parties": [],
        "mediators": [],
        "callers": [],
        "kind": None,
        "outcome": state or "unknown",
        "outcome_date": None,
        "collective": True,
        "confidence": 0.5,
        "evidence": [{"start": start, "end": end, "quote": coding.document.text[start:end]}],
    }
