"""The part of the tables a report speaks of: one conflict, a period, a data date, sources, a least confidence."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.errors import UsageProblem
from analysis.study.hindsight import hide_later
from analysis.study.lives import Life, best_date, lives_of
from analysis.study.recoding import recode_attempts
from analysis.study.records import Record, records_of
from analysis.study.wording import day_words

HAND_SOURCE = "chronology"
# The tables that reports read; the long list of aliases is left alone.
TABLES = ("sources", "sentences", "mentions", "mention_attempts", "mention_actors", "mention_dates", "attempts",
          "participants", "outcomes", "evidence", "citations", "disagreements", "crosswalk", "spells", "actors",
          "conflicts", "phases", "places")  # fmt: skip
Rows = dict[str, list[Record]]


@dataclass(frozen=True)
class Selection:
    """What was selected, as rows of plain values, and the words that say what was asked for."""

    conflict: Record
    start: dt.date | None
    end: dt.date | None
    as_of: dt.date
    sources: tuple[str, ...]
    min_confidence: float
    rows: Rows
    source_ids: tuple[str, ...] = field(default=())
    mediator: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.rows["attempts"]

    @property
    def attempts(self) -> list[Record]:
        return self.rows["attempts"]

    @property
    def label(self) -> str:
        return str(self.conflict["label"])

    @cached_property
    def lives(self) -> list[Life]:
        """The selected attempts as lives, in order of date."""
        return lives_of(self.rows["attempts"], self.rows["outcomes"], self.as_of)

    @cached_property
    def actor_labels(self) -> dict[str, str]:
        return {row["actor_id"]: row["label"] for row in self.rows["actors"]}

    @cached_property
    def source_rows(self) -> dict[str, Record]:
        return {row["source_id"]: row for row in self.rows["sources"]}

    @cached_property
    def sentence_rows(self) -> dict[str, Record]:
        return {row["sentence_id"]: row for row in self.rows["sentences"]}

    @cached_property
    def mentions_of(self) -> dict[str, list[Record]]:
        """The mentions linked to each attempt, in the order of the tables."""
        known = {row["mention_id"]: row for row in self.rows["mentions"]}
        groups: dict[str, list[Record]] = {}
        for row in self.rows["mention_attempts"]:
            if row["mention_id"] in known:
                groups.setdefault(row["attempt_id"], []).append(known[row["mention_id"]])
        return groups

    def actor(self, actor_id: str | None) -> str:
        """The printed name of an actor; an id without a row is shown as it is."""
        return self.actor_labels.get(actor_id or "", actor_id or "not named")

    def actors_of(self, attempt_id: str, *roles: str) -> list[str]:
        """The actor ids of an attempt in any of the roles, each once, in the order of the table."""
        found = self._participants.get(attempt_id, [])
        return list(dict.fromkeys(row["actor_id"] for row in found if row["role"] in roles))

    @cached_property
    def _participants(self) -> dict[str, list[Record]]:
        groups: dict[str, list[Record]] = {}
        for row in self.rows["participants"]:
            groups.setdefault(row["attempt_id"], []).append(row)
        return groups

    @property
    def words(self) -> str:
        """The parameters in words, for captions and for the statement of an empty selection."""
        parts = [self.label, _period_words(self.start, self.end), f"known by {day_words(self.as_of)}"]
        parts += [f"mediated by {self.actor(self.mediator)}"] if self.mediator else []
        parts.append(f"sources: {', '.join(self.sources)}" if self.sources else "all sources")
        if self.min_confidence > 0:
            parts.append(f"machine-read rows of confidence {self.min_confidence:g} or more")
        return "; ".join(parts)


def select(
    tables: Mapping[str, pd.DataFrame],
    conflict: str,
    start: str | dt.date | None = None,
    end: str | dt.date | None = None,
    as_of: str | dt.date | None = None,
    sources: str | Sequence[str] = (),
    min_confidence: float = 0.0,
    mediator: str = "",
) -> Selection:
    """Select attempts of a conflict whose best known date touches start..end, as known on `as_of`.

    `tables` are the codebook's tables with an attribute `as_of` (the data date, the default of `as_of`).
    Empty `sources` means everything; otherwise machine rows rest on the named texts alone, and hand-coded
    rows stay only if `chronology` is named. `min_confidence` (0 to 1) filters machine rows only. `mediator` is the id
    of an actor: only attempts that it mediated, as told in the rows that are left, remain.
    An attempt without any date touches every period. Raises UsageProblem for a parameter that cannot be.
    """
    rows = {name: records_of(tables[name]) for name in TABLES}
    chosen = _conflict(rows, conflict)
    first, last = _period(start, end)
    known_by = _day(as_of, "as_of") or tables.as_of  # type: ignore[attr-defined]
    named = _sources(rows, sources)
    least = _confidence(min_confidence)
    between = _mediator(rows, mediator)
    rows = recode_attempts(_of_conflict(rows, str(chosen["conflict_id"])), named, least)
    rows = hide_later(rows, known_by)
    rows = keep_attempts(rows, [row for row in rows["attempts"] if _touches(row, first, last)])
    rows = _of_mediator(rows, between)
    return Selection(chosen, first, last, known_by, named, least, rows, _source_ids(rows, named), between)


def keep_attempts(rows: Rows, attempts: list[Record]) -> Rows:
    """The tables narrowed to these attempts; tables without attempts stay whole."""
    kept = {row["attempt_id"] for row in attempts}
    narrowed = {
        name: [row for row in table if row["attempt_id"] in kept]
        if table and "attempt_id" in table[0]
        else table
        for name, table in rows.items()
    }
    return {**narrowed, "attempts": attempts}


def _conflict(rows: Rows, conflict: str) -> Record:
    known = {row["conflict_id"]: row for row in rows.get("conflicts", [])}
    for row in rows["attempts"] + rows["sources"]:
        if row["conflict_id"]:
            known.setdefault(
                row["conflict_id"], {"conflict_id": row["conflict_id"], "label": row["conflict_id"]}
            )
    if conflict not in known:
        raise UsageProblem(f"Unknown conflict {conflict!r}{nearest_words(conflict, known)}.")
    return known[conflict]


def _sources(rows: Rows, sources: str | Sequence[str]) -> tuple[str, ...]:
    names = sources.split(",") if isinstance(sources, str) else sources
    wanted = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    known = [row["source_id"] for row in rows["sources"]] + [HAND_SOURCE]
    for name in wanted:
        if name not in known:
            raise UsageProblem(f"Unknown source {name!r} in parameter sources{nearest_words(name, known)}.")
    return wanted


def _mediator(rows: Rows, mediator: str) -> str:
    known = [row["actor_id"] for row in rows["actors"]]
    if mediator and mediator not in known:
        raise UsageProblem(
            f"Unknown actor {mediator!r} in parameter mediator{nearest_words(mediator, known)}."
        )
    return mediator


def _of_mediator(rows: Rows, mediator: str) -> Rows:
    if not mediator:
        return rows
    mediated = {
        row["attempt_id"]
        for row in rows["participants"]
        if row["role"] == "mediator" and row["actor_id"] == mediator
    }
    return keep_attempts(rows, [row for row in rows["attempts"] if row["attempt_id"] in mediated])


def nearest_words(name: str, known: Iterable[str]) -> str:
    """The end of a sentence on an unknown name: the known one nearest to it, or some of those known."""
    options = sorted(known)
    near = difflib.get_close_matches(name, options, n=1, cutoff=0.5)
    if near:
        return f", did you mean {near[0]!r}"
    return f"; known are: {', '.join(options[:8])}" if options else "; the tables hold none"


def _period(start: str | dt.date | None, end: str | dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    first, last = _day(start, "start"), _day(end, "end")
    if first and last and first > last:
        raise UsageProblem(
            f"Expected start on or before end, found start={first} after end={last}; exchange the two."
        )
    return first, last


def _day(value: str | dt.date | None, name: str) -> dt.date | None:
    if value is None or isinstance(value, dt.date):
        return value
    if not value.strip():
        return None
    try:
        return dt.date.fromisoformat(value.strip())
    except ValueError:
        raise UsageProblem(
            f"Expected a day of the form 2020-09-27 in parameter {name}, found {value!r}; write year-month-day."
        ) from None


def _confidence(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise UsageProblem(
            f"Expected min_confidence between 0 and 1, found {value!r}; give a number such as 0.5."
        )
    return float(value)


def _of_conflict(rows: Rows, conflict_id: str) -> Rows:
    own = {row["source_id"] for row in rows["sources"] if row["conflict_id"] in (conflict_id, None)}
    narrowed = dict(rows)
    for name in ("sources", "sentences", "mentions"):
        narrowed[name] = [row for row in rows.get(name, []) if row["source_id"] in own]
    narrowed["phases"] = [row for row in rows.get("phases", []) if row["conflict_id"] == conflict_id]
    return keep_attempts(narrowed, [row for row in rows["attempts"] if row["conflict_id"] == conflict_id])


def _touches(row: Record, first: dt.date | None, last: dt.date | None) -> bool:
    lo, hi = best_date(row)[1]
    return not ((first and hi and hi < first) or (last and lo and lo > last))


def _source_ids(rows: Rows, named: tuple[str, ...]) -> tuple[str, ...]:
    texts = [row["source_id"] for row in rows["sources"] if not named or row["source_id"] in named]
    hand = any(row["coding"] in ("hand", "both") for row in rows["attempts"])
    return tuple(texts + [HAND_SOURCE] * (hand and HAND_SOURCE not in texts))


def _period_words(first: dt.date | None, last: dt.date | None) -> str:
    if first and last:
        return f"{day_words(first)} to {day_words(last)}"
    if first:
        return f"from {day_words(first)}"
    return f"to {day_words(last)}" if last else "whole period"
