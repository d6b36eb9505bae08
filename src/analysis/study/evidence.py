"""What each coded cell rests on: the words of the texts, the addresses of the chronology, the other readings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from analysis.study.blocks import Evidence, RichPart, link
from analysis.study.lives import Life, dates
from analysis.study.records import Record, group_by, split_list
from analysis.study.selection import HAND_SOURCE, Selection
from analysis.study.terms import (
    column_label,
    definitions_of,
    duration_words,
    labels_of,
    outcome_words,
    value_words,
)
from analysis.study.wording import (
    confidence_words,
    count,
    date_words,
    dates_in_words,
    day_short,
    joined,
    sentence,
)

# The cells of an attempt that a reader may ask about, in the order of the evidence list.
DATE_COLUMNS = ("announced", "signed", "agreed_start", "effective", "agreed_end", "ended", "last_report")
CODED_COLUMNS = ("kind", "status", "class", "purpose", "form", "mechanism", "level", "enforcement")
ACTOR_COLUMNS = ("parties", "signatories", "mediators", "hosts", "guarantors", "monitors", "callers", "proposers",
                 "peacekeepers", "rejecters", "objectors")  # fmt: skip
COLUMNS = ("name", "outcome", *DATE_COLUMNS, "effective_time", *ACTOR_COLUMNS, "violated", *CODED_COLUMNS, "place",
           "mentions")  # fmt: skip
ROLE_COLUMN = {
    "party": "parties",
    "signatory": "signatories",
    "mediator": "mediators",
    "host": "hosts",
    "guarantor": "guarantors",
    "monitor": "monitors",
    "caller": "callers",
    "proposer": "proposers",
    "peacekeeper": "peacekeepers",
    "rejecter": "rejecters",
    "objector": "objectors",
    "violator": "violated",
}
STEM_COLUMN = {
    "outcome_date": "outcome",
    "outcome_detail": "outcome",
    "first_violation": "violated",
    "first_violation_detail": "violated",
}
CONTEXT_SENTENCES = 3


def anchor_of(attempt_id: str, column: str) -> str:
    """The id of an evidence entry; letters, digits and hyphens only."""
    return "e-" + re.sub(r"[^A-Za-z0-9_-]+", "-", f"{attempt_id}-{column}")


@dataclass(frozen=True)
class EvidenceIndex:
    """Which evidence entries exist, so that no link leads nowhere."""

    columns: dict[str, set[str]]

    def href(self, attempt_id: str, column: str) -> str:
        """The address of a cell's evidence; of the attempt's outcome where the cell has none."""
        known = self.columns.get(attempt_id, set())
        return "#" + anchor_of(attempt_id, column if column in known else "outcome")


def index_evidence(selection: Selection) -> EvidenceIndex:
    """The cells of the selection that have an entry: all that are coded, the name and the outcome always."""
    return EvidenceIndex({life.id: set(_cells(selection, life)) for life in selection.lives})


def list_evidence(selection: Selection) -> Evidence:
    """One entry for every coded cell of every selected attempt."""
    rests = _evidence_rows(selection)
    cited = group_by(selection.rows["citations"], "attempt_id")
    read = group_by(selection.rows["disagreements"], "attempt_id")
    context = Context(selection)
    entries = []
    for life in selection.lives:
        for column, value in _cells(selection, life).items():
            entries.append(
                {
                    "id": anchor_of(life.id, column),
                    "attempt": life.name,
                    "attempt_id": life.id,
                    "column": column,
                    "column_label": column_label(column),
                    "value": value,
                    "basis": _basis(life),
                    "passages": context.passages(rests.get((life.id, column), [])),
                    "citations": _addresses(cited.get(life.id, []), column),
                    "readings": readings_of(selection, read.get(life.id, []), column),
                }
            )
    return Evidence(entries=entries)


def readings_of(selection: Selection, rows: list[Record], column: str) -> list[dict[str, Any]]:
    """The rival readings of one cell: value, whether the tables use it, why, and links to who says so."""
    own = [row for row in rows if base_column(row["column"]) == column]
    readings = []
    for value, same in group_by(own, "value").items():
        used = any(row["used"] for row in same)
        why = joined(dict.fromkeys(row["reason"] for row in same if row["reason"]))
        links = [_reading_link(selection, row) for row in same]
        readings.append(
            {"value": dates_in_words(str(value)), "used": used, "reason": why, "links": _unique(links)}
        )
    return sorted(readings, key=lambda reading: not reading["used"])


def base_column(column: str) -> str:
    """The cell that a table's column belongs to: a date's three columns and a role's rows are one cell each."""
    stem = re.sub(r"_(lo|hi|prec|na|standing)$", "", column)
    return ROLE_COLUMN.get(stem) or STEM_COLUMN.get(stem, stem)


class Context:
    """The sentences round a quote, as the passage's paragraph."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.sentences = {
            source: sorted(rows, key=lambda row: row["start"])
            for source, rows in group_by(selection.rows["sentences"], "source_id").items()
        }
        self.mentions = group_by(selection.rows["mentions"], "sentence_id")

    def passages(self, rows: list[Record]) -> list[dict[str, Any]]:
        """The passages of a cell; words of one sentence become one passage that reaches from first to last."""
        merged: dict[tuple[str, Any], Record] = {}
        for row in rows:
            told = self._sentence(row)
            key = (row["source_id"], told["sentence_id"] if told else row["start"])
            merged[key] = _join(merged[key], row, told) if told and key in merged else row
        return [self.passage(row) for row in merged.values()]

    def passage(self, row: Record) -> dict[str, Any]:
        """One passage: the quote, up to three sentences of its fragment on each side, who says it where."""
        before, quote, after = self._around(row)
        claim = self._claim(row)
        return {
            "before": before,
            "quote": quote,
            "after": after,
            **source_fields(self.selection, row["source_id"]),
            "claimant": self.selection.actor(claim["claimant_id"]) if claim.get("claimant_id") else "",
            "standing": claim.get("standing") or "",
            "confidence": confidence_words(row["confidence"], row["coder"]),
            "rule_id": row["rule_id"] or "",
            "coder": row["coder"] or "",
        }

    def _around(self, row: Record) -> tuple[str, str, str]:
        quote = row["quote"] or row["value"] or ""
        sentences = self.sentences.get(row["source_id"], [])
        inside = [n for n, s in enumerate(sentences) if s["start"] < row["end"] and s["end"] > row["start"]]
        if not inside or row["start"] is None:
            return "", str(quote), ""
        first, last = inside[0], inside[-1]
        head, tail = _cut(sentences[first : last + 1], row["start"], row["end"], str(quote))
        fragment = sentences[first]["fragment_no"]
        before = [
            s for s in sentences[max(0, first - CONTEXT_SENTENCES) : first] if s["fragment_no"] == fragment
        ]
        after = [
            s for s in sentences[last + 1 : last + 1 + CONTEXT_SENTENCES] if s["fragment_no"] == fragment
        ]
        return _text(before) + head, str(quote), tail + _text(after, lead=True)

    def _claim(self, row: Record) -> Record:
        if row.get("claim"):
            return dict(row["claim"])
        told = self._sentence(row)
        return next(iter(self.mentions.get(told["sentence_id"], [])), {}) if told else {}

    def _sentence(self, row: Record) -> Record | None:
        for told in self.sentences.get(row["source_id"], []):
            if row["start"] is not None and told["start"] <= row["start"] < told["end"]:
                return told
        return None


def source_fields(selection: Selection, source_id: str | None) -> dict[str, str]:
    """Publisher, date, side, licence and address of a source in words; what is missing is said."""
    row = selection.source_rows.get(source_id or "", {})
    hand = source_id in (None, HAND_SOURCE)
    published = row.get("published")
    return {
        "source_id": source_id or HAND_SOURCE,
        "publisher": row.get("publisher") or ("hand-coded chronology" if hand else "publisher not known"),
        "published": day_short(published) if published else "" if hand else "date not known",
        "side": _side(row.get("alignment")) if row else "",
        "licence": row.get("licence") or ("" if hand else "licence not known"),
        "url": web_address(row.get("url")),
    }


def _side(value: str | None) -> str:
    """Whose side a text is on: a party by its name, with its capital letter, anything else in words."""
    words = value_words("alignment", value)
    return (
        words
        if value in (None, "neutral", "third_party", "unknown")
        else labels_of("alignment").get(value, words)
    )


def web_address(url: str | None) -> str:
    """The address if it is one of the web, else nothing: other schemes could run code."""
    return url if url and re.match(r"https?://[^\s]+$", url) else ""


def _basis(life: Life) -> str:
    """Who coded the attempt, and how well a hand-coded one is supported."""
    if life.row["coding"] == "machine":
        return "Read from texts by rule."
    reliability = life.row["reliability"]
    support = (
        f"; reliability {reliability}: {definitions_of('reliability')[reliability]}" if reliability else "."
    )
    both = " Texts read by rule speak of the attempt too." if life.row["coding"] == "both" else ""
    return f"Coded by hand in the chronology{support}{both}"


def _cells(selection: Selection, life: Life) -> dict[str, str]:
    """The coded cells of an attempt with their values in words."""
    cells = {"name": life.name, "outcome": _outcome_value(life), **_plain_cells(life.row)}
    for role, column in ROLE_COLUMN.items():
        if column != "violated" and (actors := selection.actors_of(life.id, role)):
            cells[column] = joined(selection.actor(actor) for actor in actors)
    if life.breaches:
        cells["violated"] = "; ".join(_breach_words(selection, life))
    if told := selection.mentions_of.get(life.id):
        texts = count(len({row["source_id"] for row in told}), "source text")
        cells["mentions"] = f"{count(len(told), 'mention')} in {texts}"
    return {column: cells[column] for column in COLUMNS if column in cells}


def _plain_cells(row: Record) -> dict[str, str]:
    cells = {}
    for column in DATE_COLUMNS:
        lo, hi = dates(row, column)
        if lo or hi:
            cells[column] = date_words(lo, hi, row[f"{column}_prec"])
    for column in CODED_COLUMNS:
        if row.get(column):
            cells[column] = joined(value_words(column, value) for value in split_list(str(row[column])))
    for column in ("effective_time", "place"):
        if row.get(column):
            cells[column] = str(row[column])
    return cells


def _outcome_value(life: Life) -> str:
    lo, hi = dates(life.row, "outcome")
    when = f", {date_words(lo, hi)}" if lo or hi else ""
    return f"{sentence(outcome_words(life))}{when}; {duration_words(life)}"


def _breach_words(selection: Selection, life: Life) -> Iterable[str]:
    for breach in life.breaches:
        who = f", told by {selection.actor(breach.claimant_id)}" if breach.claimant_id else ""
        yield f"{breach.standing} {date_words(breach.lo, breach.hi)}{who}"


def _evidence_rows(selection: Selection) -> dict[tuple[str, str], list[Record]]:
    """Evidence rows by attempt and cell; rows of outcomes and participants go to their attempt's cell."""
    attempts = {life.id for life in selection.lives}
    outcomes = {row["outcome_id"]: row for row in selection.rows["outcomes"]}
    found: dict[tuple[str, str], list[Record]] = {}
    for row in selection.rows["evidence"]:
        if row["source_id"] in (None, HAND_SOURCE):
            continue
        for attempt_id, column, claim in _cells_of(row, outcomes, attempts):
            rows = found.setdefault((attempt_id, column), [])
            if not any(_same_place(row, other) for other in rows):
                rows.append({**row, "claim": claim})
    for attempt_id, mentions in selection.mentions_of.items():
        found[attempt_id, "mentions"] = [_mention_row(selection, row) for row in mentions]
    return found


def _mention_row(selection: Selection, mention: Record) -> Record:
    """A mention as an evidence row: its trigger is the quote."""
    told = selection.sentence_rows.get(mention["sentence_id"])
    start, end = mention["trigger_start"], mention["trigger_end"]
    fits = told and start is not None and told["end"] - told["start"] == len(told["text"])
    quote = (
        told["text"][start - told["start"] : end - told["start"]]
        if told and fits
        else (told or {}).get("text")
    )
    return {
        **mention,
        "start": start,
        "end": end,
        "quote": quote,
        "value": "",
        "coder": "rules",
        "claim": mention,
    }


def _join(first: Record, second: Record, told: Record) -> Record:
    """Two evidence rows of one sentence as one, from the first word to the last."""
    start, end = min(first["start"], second["start"]), max(first["end"], second["end"])
    if told["end"] - told["start"] != len(told["text"]) or end > told["end"]:
        return first
    quote = told["text"][start - told["start"] : end - told["start"]]
    return {**first, "start": start, "end": end, "quote": quote}


def _cells_of(row: Record, outcomes: dict[str, Record], attempts: set[str]) -> list[tuple[str, str, Record]]:
    key = str(row["row_id"])
    if row["table"] == "attempts":
        return [(key, base_column(row["column"]), {})]
    if row["table"] == "outcomes" and key in outcomes:
        outcome = outcomes[key]
        column = "violated" if outcome["outcome"] == "violated" else "outcome"
        return [(outcome["attempt_id"], column, outcome)]
    if row["table"] == "participants":
        attempt_id, _, rest = key.partition("|")
        return [(attempt_id, ROLE_COLUMN.get(rest.rpartition("|")[2], "parties"), {})]
    return []


def _same_place(row: Record, other: Record) -> bool:
    return all(row[name] == other[name] for name in ("source_id", "start", "end"))


def _addresses(rows: list[Record], column: str) -> list[str]:
    """The cited addresses of a cell; for the name all addresses of the attempt."""
    own = [row["url"] for row in rows if column == "name" or base_column(row["column"]) == column]
    return [url for url in dict.fromkeys(own) if web_address(url)]


def _reading_link(selection: Selection, row: Record) -> RichPart:
    url = web_address(row.get("url"))
    if url:
        return link(url.split("/")[2], url)
    fields = source_fields(selection, row["source_id"])
    name = selection.source_rows.get(row["source_id"] or "", {}).get("title") or fields["publisher"]
    return link(name, fields["url"]) if fields["url"] else str(name)


def _unique(parts: list[RichPart]) -> list[RichPart]:
    kept: list[RichPart] = []
    for part in parts:
        if part not in kept:
            kept.append(part)
    return kept


def _text(sentences: list[Record], lead: bool = False) -> str:
    text = " ".join(str(sentence["text"]) for sentence in sentences)
    if not text:
        return ""
    return f" {text}" if lead else f"{text} "


def _cut(sentences: list[Record], start: int, end: int, quote: str) -> tuple[str, str]:
    """What stands before and after the quote within its own sentences."""
    text = " ".join(str(sentence["text"]) for sentence in sentences)
    shown = " ".join(quote.split())
    at = text.find(shown)
    if at >= 0:
        return text[:at], text[at + len(shown) :]
    first, last = sentences[0], sentences[-1]
    return str(first["text"])[: max(start - first["start"], 0)], str(last["text"])[
        max(end - last["start"], 0) :
    ]
