"""All tables of a build from coded texts and the hand-coded chronology.

Mentions come from the texts, attempts from both: one that the chronology knows keeps its row and its id, and what a
text tells otherwise stands beside it in `disagreements`. The attempts that only texts know are added to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from analysis import codebook
from analysis.codebook.frames import rows_of
from analysis.coding.joining.attempt_readings import (
    IN_ORDER,
    Held,
    Reading,
    compare,
    contradiction_rows,
    hold_hand,
    hold_merged,
    last_day_of,
)
from analysis.coding.joining.coded_texts import CodedText, frame_of, make_text_tables
from analysis.coding.joining.collective import METHOD, Covering, find_covered
from analysis.coding.joining.linking import Group, link_attempts, read_references
from analysis.coding.joining.merged_attempts import Merged, merge_members, reasons_of
from analysis.coding.joining.text_attempts import CODER, Cell, Observed, TextAttempt
from analysis.coding.joining.text_mentions import Row, passage_of
from analysis.coding.reference.chronology import flag_overlaps

MADE_HERE = ("attempts", "participants", "outcomes", "evidence", "disagreements")


@dataclass
class _Build:
    """Rows as they are made; frames come last."""

    texts: Mapping[str, CodedText]
    hand: Mapping[str, pd.DataFrame]
    copies: Mapping[str, str]
    rows: dict[str, list[Row]] = field(
        default_factory=lambda: {name: [] for name in (*MADE_HERE, "mention_attempts")}
    )
    merged: dict[str, Merged] = field(default_factory=dict)
    reasons: dict[str, list[str]] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)

    @property
    def published(self) -> dict[str, date | None]:
        return {source: text.coding.document.published for source, text in self.texts.items()}


def make_tables(
    texts: Iterable[CodedText],
    hand: Mapping[str, pd.DataFrame],
    copies: Mapping[str, str] | None = None,
    as_of: date | None = None,
) -> dict[str, pd.DataFrame]:
    """Return the tables that coding makes, from `texts` and the tables of `code_chronology`.

    `copies` says which source copies which: a copy's mentions are linked and it is not counted as a source. Every frame
    follows the codebook. What coding does not make (sources, actors, places, conflicts, phases) is not among them.
    """
    build = _Build({text.source_id: text for text in texts}, hand, dict(copies or {}))
    references = read_references(hand["attempts"], hand["participants"])
    attempts = [attempt for text in build.texts.values() for attempt in text.attempts]
    groups = link_attempts(attempts, references, build.copies)
    for group in groups:
        _take_group(build, group)
    id_of = {id(member): group.attempt_id for group in groups for member in group.members}
    for text in build.texts.values():
        for covering in find_covered(text, references, as_of):
            _take_collective(build, text, covering, id_of)
    return make_text_tables(build.texts.values()) | _frames(build)


# --- groups


def _take_group(build: _Build, group: Group) -> None:
    attempt_id = group.attempt_id
    merged = None if group.reference else merge_members(group, build.published)
    if merged is not None:
        build.merged[attempt_id] = merged
        build.rows["participants"] += [
            {"attempt_id": attempt_id, "actor_id": p.actor.actor_id, "role": p.role, "surface": p.surface}
            for p in merged.parts
        ]
    build.reasons[attempt_id] = reasons_of(group, merged)
    held = hold_merged(attempt_id, merged) if merged else hold_hand(attempt_id, build.hand)
    for member, method in zip(group.members, group.methods, strict=True):
        build.rows["mention_attempts"] += [
            {"mention_id": mention, "attempt_id": attempt_id, "method": method}
            for mention in member.mention_ids
        ]
        for observed in member.observed:
            _take_outcome(build, attempt_id, observed, member)
        _take_readings(build, member, held)


def _take_readings(build: _Build, member: TextAttempt, held: Held) -> None:
    last_day = last_day_of(member, build.published.get(member.source_id))
    for reading in compare(member, held, last_day):
        if reading.agrees:
            confidence = member.row["confidence"]
            _add_evidence(build, reading.table, reading.row_id, reading.cell, member.source_id, confidence)
        else:
            build.readings.append(reading)


def _take_outcome(build: _Build, attempt_id: str, observed: Observed, member: TextAttempt) -> None:
    outcome_id = f"{attempt_id}-{observed.mention_id}-{observed.outcome}"
    build.rows["outcomes"].append({
        "outcome_id": outcome_id, "attempt_id": attempt_id, "outcome": observed.outcome, "lo": observed.when.lo,
        "hi": observed.when.hi, "prec": observed.when.prec, "claimant_id": observed.claimant_id,
        "standing": observed.standing, "modality": observed.modality, "mention_id": observed.mention_id,
    })  # fmt: skip
    confidence = member.row["confidence"]
    _add_evidence(build, "outcomes", outcome_id, observed.cell, member.source_id, confidence)


def _add_evidence(
    build: _Build, table: str, row_id: str, cell: Cell, source_id: str, confidence: float
) -> None:
    raw = build.texts[source_id].coding.document.text
    build.rows["evidence"].append({
        "table": table, "row_id": row_id, "column": cell.column, "value": cell.value, "source_id": source_id,
        "start": cell.start, "end": cell.end, "quote": raw[cell.start : cell.end], "rule_id": cell.rule_id,
        "coder": CODER, "confidence": confidence,
    })  # fmt: skip


# --- collective mentions


def _take_collective(build: _Build, text: CodedText, covering: Covering, id_of: Mapping[int, str]) -> None:
    mention = text.mentions[covering.mention_id].row
    build.rows["mention_attempts"] += [
        {"mention_id": covering.mention_id, "attempt_id": attempt, "method": METHOD}
        for attempt in covering.covered
    ]
    start, end = passage_of(covering.event)
    cell = Cell("outcome", covering.outcome, start, end, mention["rule_id"])
    for attempt in covering.covered if covering.outcome else ():
        _take_covered_outcome(build, text, attempt, mention, cell)
    for member in covering.contradicted:
        attempt_id = id_of[id(member)]
        held, by_hand = _outcome_of(build, attempt_id)
        if held != covering.outcome:
            build.readings.append(
                Reading(
                    "attempts", attempt_id, attempt_id, text.source_id, cell, False, held, by_hand, IN_ORDER
                )
            )


def _take_covered_outcome(build: _Build, text: CodedText, attempt: str, mention: Row, cell: Cell) -> None:
    outcome_id = f"{attempt}-{mention['mention_id']}-{cell.value}"
    build.rows["outcomes"].append({
        "outcome_id": outcome_id, "attempt_id": attempt, "outcome": cell.value, "lo": None, "hi": None, "prec": "none",
        "claimant_id": mention["claimant_id"], "standing": "reported", "modality": mention["modality"],
        "mention_id": mention["mention_id"],
    })  # fmt: skip
    _add_evidence(build, "outcomes", outcome_id, cell, text.source_id, mention["confidence"])


def _outcome_of(build: _Build, attempt_id: str) -> tuple[str, bool]:
    """The outcome in the tables, and whether the chronology gives it."""
    if attempt_id in build.merged:
        return str(build.merged[attempt_id].row["outcome"]), False
    attempts = build.hand["attempts"]
    return str(attempts.loc[attempts["attempt_id"] == attempt_id, "outcome"].iloc[0]), True


# --- frames


def _frames(build: _Build) -> dict[str, pd.DataFrame]:
    made = {name: _with_hand(build, name) for name in ("participants", "outcomes", "evidence")}
    made["mention_attempts"] = frame_of(
        "mention_attempts", _once(build.rows["mention_attempts"], "mention_id", "attempt_id")
    )
    key = codebook.load_codebook().tables["disagreements"].key
    other = _once(contradiction_rows(build.readings, build.hand["disagreements"]), *key)
    made["disagreements"] = _join("disagreements", build.hand["disagreements"], other)
    attempts = _attempts(build, made["mention_attempts"])
    made["attempts"] = flag_overlaps(attempts, made["participants"])
    for name in ("citations", "crosswalk", "spells"):
        made[name] = build.hand[name]
    return made


def _with_hand(build: _Build, name: str) -> pd.DataFrame:
    key = codebook.load_codebook().tables[name].key
    return _join(name, build.hand[name], _once(build.rows[name], *key))


def _join(name: str, hand: pd.DataFrame, rows: Sequence[Row]) -> pd.DataFrame:
    if not rows:
        return hand
    return codebook.conform(
        name, pd.concat([hand.astype(object), pd.DataFrame(rows, dtype=object)], ignore_index=True)
    )


def _once(rows: list[Row], *key: str) -> list[Row]:
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        found.setdefault(tuple(row.get(column) for column in key), row)
    return list(found.values())


def _attempts(build: _Build, links: pd.DataFrame) -> pd.DataFrame:
    sources = _sources_by_attempt(build, links)
    counts = Counter(str(attempt_id) for attempt_id in links["attempt_id"])
    hand = build.hand["attempts"].to_dict("records")
    rows = [
        _hand_row(build, {str(column): cell for column, cell in row.items()}, sources, counts) for row in hand
    ]
    for attempt_id, merged in build.merged.items():
        named = sources.get(attempt_id, set())
        rows.append({
            **merged.row, "n_mentions": counts[attempt_id], "n_sources": len(named), "coding": "machine",
            **_review(build.reasons.get(attempt_id, [])), **_last_report(build, named),
        })  # fmt: skip
    return frame_of("attempts", rows)


def _hand_row(
    build: _Build, row: dict[str, Any], sources: Mapping[str, set[str]], counts: Counter[str]
) -> Row:
    attempt_id = row["attempt_id"]
    named = sources.get(attempt_id, set())
    told = attempt_id in build.reasons
    held = [] if pd.isna(row["review_reason"]) else str(row["review_reason"]).split("|")
    reasons = list(dict.fromkeys([*held, *build.reasons.get(attempt_id, [])]))
    review = bool(row["needs_review"]) or bool(build.reasons.get(attempt_id))
    return {
        **row, "n_mentions": counts[attempt_id], "n_sources": int(row["n_sources"]) + len(named),
        "coding": "both" if told else row["coding"], "needs_review": review,
        "review_reason": "|".join(reasons) or None,
    }  # fmt: skip


def _sources_by_attempt(build: _Build, links: pd.DataFrame) -> dict[str, set[str]]:
    """The texts that speak of each attempt; a copy is not counted beside what it copies."""
    source_of = {mention: text.source_id for text in build.texts.values() for mention in text.mentions}
    found: dict[str, set[str]] = {}
    for link in rows_of(links):
        source = source_of[link.mention_id]
        found.setdefault(link.attempt_id, set()).add(build.copies.get(source, source))
    return found


def _review(reasons: list[str]) -> Row:
    return {"needs_review": bool(reasons), "review_reason": "|".join(reasons) or None}


def _last_report(build: _Build, sources: Iterable[str]) -> Row:
    """The day on which the last of its texts was published; missing where none is dated."""
    days = [day for source in sorted(sources) if (day := build.published.get(source))]
    last = max(days, default=None)
    return {"last_report_lo": last, "last_report_hi": last, "last_report_prec": "day" if last else None}
