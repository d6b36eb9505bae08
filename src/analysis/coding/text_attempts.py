"""The attempts of one coded text as rows, every coded cell with the words it rests on.

Nothing here looks at other texts or at the chronology. What the text does not tell stays missing, with its reason where
the codebook wants one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analysis.coding.chronology_dates import UNDATED, Interval
from analysis.coding.coder import Coding
from analysis.coding.confidence import rate
from analysis.coding.events import Event
from analysis.coding.json_rows import print_kind
from analysis.coding.outcomes import derive_outcome, has_contradiction
from analysis.coding.registry import Record, Told, coarse
from analysis.coding.text_mentions import (
    NamedActor,
    Row,
    mention_id_of,
    name_actor,
    name_person,
    passage_of,
    spans_of,
    to_interval,
)
from analysis.text.actors import ActorSpan
from analysis.text.anchors import DateValue

CODER = "rules"
REVIEW_BELOW = 0.6
FIRST_DAY = date(1900, 1, 1)
BEGINNINGS = ("signed", "announced", "effective")
ENDS = frozenset(("collapsed", "denounced", "expired", "superseded"))
LIVED = ENDS | {"held", "violated"}
NOT_BEGUN = {"rejected": "rejected", "not_implemented": "never_in_effect"}
ONE_SIDED = frozenset(("call", "proposal"))

NO_PARTIES = "the text does not name who agreed"
TWO_STATES = "the text tells of its end and of its standing"
LOW_CONFIDENCE = "the rules are not sure of it"
END_BEFORE_START = "the end that the text tells lies before the start"
ODD_DAY = "a day that the text tells lies outside 1900 to the data date"
SUPERSEDED = "told as superseded, and by which attempt is not known here"


@dataclass(frozen=True)
class Cell:
    """A coded value and the passage that it rests on; `start` and `end` are offsets into the raw text."""

    column: str
    value: str
    start: int
    end: int
    rule_id: str


@dataclass(frozen=True)
class Part:
    """An actor in a role; `surface` and the passage are those of the text."""

    actor: NamedActor
    role: str
    surface: str | None
    cell: Cell


@dataclass(frozen=True)
class Observed:
    """An outcome that the text tells."""

    outcome: str
    when: Interval
    claimant_id: str | None
    standing: str
    modality: str
    mention_id: str
    counts: bool
    cell: Cell


@dataclass
class TextAttempt:
    """An attempt as one text tells it.

    `sort` is what mentions of one attempt may mix (call, proposal, unilateral, mutual). `loose` names dates that the words tie
    to no act ("the ceasefire of 12 May"), `guessed` those that another part of the text gives.
    """

    source_id: str
    conflict_id: str
    fragment: int
    order: int
    sort: str
    modality: str
    row: Row
    dates: dict[str, Interval] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()
    parts: list[Part] = field(default_factory=list)
    observed: list[Observed] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    mention_ids: list[str] = field(default_factory=list)
    creator: str = ""
    values: dict[str, DateValue] = field(default_factory=dict)
    record: Record | None = None
    reasons: list[str] = field(default_factory=list)

    @property
    def own_id(self) -> str:
        """The id that the attempt has where no other text and no chronology knows it."""
        main = next((self.values[role] for role in BEGINNINGS if role in self.values), None)
        digits = hashlib.sha256(self.mention_ids[0].encode()).hexdigest()[:6]
        return f"{self.conflict_id}-{(main.iso if main else None) or 'undated'}-{digits}"

    def actors_in(self, *roles: str) -> frozenset[str]:
        """Ids of the actors in these roles, persons left out."""
        return frozenset(p.actor.actor_id for p in self.parts if p.role in roles and p.actor.kind != "person")


def read_attempts(coding: Coding, conflict_id: str, as_of: date | None = None) -> list[TextAttempt]:
    """Return the attempts of a coded text in the order in which it tells them.

    A day after `as_of`, or before 1900, that the text tells as observed is left out and the attempt flagged.
    """
    found = [
        _Maker(coding, record, conflict_id, as_of).make()
        for record in sorted(coding.records, key=lambda one: one.order)
        if record.events
    ]
    return [attempt for attempt in found if attempt.mention_ids]


class _Maker:
    """Turns one record of the coder into an attempt."""

    def __init__(self, coding: Coding, record: Record, conflict_id: str, as_of: date | None) -> None:
        self.coding, self.record, self.conflict_id, self.as_of = coding, record, conflict_id, as_of
        self.creator = next((event for event in record.events if event.creates), record.events[0])
        self.outcome = derive_outcome(record.told)
        self.reasons: list[str] = []

    def make(self) -> TextAttempt:
        self.dates, self.date_cells = self._read_dates()
        self.parts = list(self._parts())
        self.observed = [self._observe(told) for told in self._told()]
        attempt = TextAttempt(
            self.coding.document.source_id,
            self.conflict_id,
            self.record.fragment,
            self.record.order,
            coarse(self.record.kind),
            self._modality(),
            {},
            dates=self.dates,
            loose=frozenset(self._loose()),
            parts=self.parts,
            observed=self.observed,
            mention_ids=list(dict.fromkeys(mention_id_of(self.coding, e) for e in self.record.events)),
            creator=mention_id_of(self.coding, self.creator),
            values={role: value for role, value in self.record.dates.items() if role in BEGINNINGS},
            record=self.record,
        )
        attempt.row = self._row()
        attempt.cells = [*self._cells(attempt.row), *self.date_cells]
        attempt.reasons = list(dict.fromkeys(self.reasons))
        return attempt

    # --- dates ---------------------------------------------------------------------------------------------------------

    def _read_dates(self) -> tuple[dict[str, Interval], list[Cell]]:
        dates: dict[str, Interval] = {}
        cells: list[Cell] = []
        for role, value in sorted(self.record.dates.items()):
            stem = "agreed_start" if role == "effective" and not self._began() else role
            interval = to_interval(value)
            if stem not in ("agreed_start", "agreed_end") and self._is_odd(interval):
                continue
            dates[stem] = interval
            cells.append(self._cell(stem, str(interval), self._words_of(value, role)))
        ended = self._end()
        if ended is not None:
            dates["ended"] = ended[0]
            cells.append(self._cell("ended", str(ended[0]), passage_of(ended[1]), ended[1]))
        return dates, [cell for cell in cells if cell.value]

    def _end(self) -> tuple[Interval, Event] | None:
        if self._status() != "ended" or self.outcome is None or self.outcome.date is None:
            return None
        ended = to_interval(self.outcome.date)
        begun = self.record.dates.get("effective")
        if begun and begun.lo and ended.hi and ended.hi < begun.lo:
            self.reasons.append(END_BEFORE_START)
            return None
        if begun and begun.lo and ended.lo and ended.lo < begun.lo:
            ended = Interval(begun.lo, ended.hi, ended.prec)
        return None if self._is_odd(ended) or ended == UNDATED else (ended, self.outcome.event)

    def _is_odd(self, interval: Interval) -> bool:
        """Not a day that a text can have observed."""
        known = [day for day in (interval.lo, interval.hi) if day]
        late = self.as_of is not None and any(day > self.as_of for day in known)
        if late and interval.lo and self.as_of and interval.lo <= self.as_of and interval.prec != "day":
            return False
        if late or any(day < FIRST_DAY for day in known):
            self.reasons.append(ODD_DAY)
            return True
        return False

    def _words_of(self, value: DateValue, role: str) -> tuple[int, int]:
        """Where the date stands; the passage of the attempt where another part of the text gives it."""
        for event in self.record.events:
            items = [item for told, item in event.dates if told == role] + [item for _, item in event.dates]
            for item in [*items, *([event.own_date] if event.own_date else [])]:
                held = self.coding.values.get(id(item))
                if held and (held.lo, held.hi) == (value.lo, value.hi) and item.end > item.start:
                    return item.start, item.end
        return passage_of(self.creator)

    def _loose(self) -> Iterator[str]:
        named = [self.coding.values.get(id(event.own_date)) for event in self.record.events if event.own_date]
        for role, value in self.record.dates.items():
            if role in self.record.guessed_dates or any(
                v and (v.lo, v.hi) == (value.lo, value.hi) for v in named
            ):
                yield role

    # --- what became of it ---------------------------------------------------------------------------------------------

    def _state(self) -> str:
        state = self.outcome.state if self.outcome else "unknown"
        return "unknown" if state == "superseded" else state

    def _began(self) -> bool:
        """Told to have taken effect, not only to be due to."""
        state = self.outcome.state if self.outcome else "unknown"
        if state in NOT_BEGUN or coarse(self.record.kind) in ONE_SIDED:
            return False
        told = any(e.act == "entry_into_force" and e.modality == "asserted" for e in self.record.events)
        return told or state in LIVED

    def _status(self) -> str:
        state = self.outcome.state if self.outcome else "unknown"
        if state in NOT_BEGUN:
            return NOT_BEGUN[state]
        if coarse(self.record.kind) in ONE_SIDED:
            return "proposed"
        if state in ENDS:
            return "ended"
        return "in_effect" if self._began() else "agreed"

    def _told(self) -> list[Told]:
        return [told for told in self.record.told if told.state]

    def _observe(self, told: Told) -> Observed:
        claimant = name_actor(told.event.claimant, self.conflict_id) if told.event.claimant else None
        when = to_interval(told.date) if told.date else UNDATED
        return Observed(
            told.state,
            UNDATED if when != UNDATED and self._is_odd(when) else when,
            claimant.actor_id if claimant else None,
            told.standing,
            told.modality,
            mention_id_of(self.coding, told.event),
            told.counts,
            self._cell("outcome", told.state, passage_of(told.event), told.event),
        )

    # --- who -----------------------------------------------------------------------------------------------------------

    def _parts(self) -> Iterator[Part]:
        lists = {
            "party": self.record.parties,
            "mediator": self.record.mediators,
            "caller": self.record.callers,
        }
        spans = [(role, span) for role, found in lists.items() for span in found]
        spans += [
            (role, span)
            for event in self.record.events
            for role, span in spans_of(event)
            if role not in lists
        ]
        seen: set[tuple[str, str]] = set()
        for role, span in spans:
            for actor in (
                name_actor(span, self.conflict_id),
                name_person(span) if role == "signatory" else None,
            ):
                if actor and (actor.actor_id, role) not in seen:
                    seen.add((actor.actor_id, role))
                    yield self._part(actor, role, span)

    def _part(self, actor: NamedActor, role: str, span: ActorSpan) -> Part:
        stands = span.end > span.start
        where = (span.start, span.end) if stands else passage_of(self.creator)
        surface = self.coding.document.text[span.start : span.end] if stands else None
        return Part(actor, role, surface, self._cell("role", role, where))

    # --- the row -------------------------------------------------------------------------------------------------------

    def _modality(self) -> str:
        told = [event.modality for event in self.record.events if event.creates] or ["asserted"]
        return "asserted" if "asserted" in told else told[0]

    def _kind(self) -> str:
        parties = len({p.actor.actor_id for p in self.parts if p.role == "party"})
        kind = print_kind(self.record)
        if kind in ("bilateral", "multilateral"):
            kind = "bilateral" if parties == 2 else "multilateral" if parties > 2 else "other"
            if parties < 2:
                self.reasons.append(NO_PARTIES)
        return kind

    def _row(self) -> Row:
        kind, state, status = self._kind(), self._state(), self._status()
        confidence = rate(self.record)
        parties = [p.actor for p in self.parts if p.role == "party"]
        tests = self._tests(kind)
        if confidence < REVIEW_BELOW:
            self.reasons.append(LOW_CONFIDENCE)
        if has_contradiction(self.record):
            self.reasons.append(TWO_STATES)
        if self.outcome and self.outcome.state == "superseded":
            self.reasons.append(SUPERSEDED)
        when = to_interval(self.outcome.date) if self.outcome and self.outcome.date else UNDATED
        shown = UNDATED if state == "unknown" or self._is_odd(when) else when
        row: Row = {
            "relation": "new", "conflict_id": self.conflict_id, "name": self._name(kind, parties), "kind": kind, "status": status,
            **tests, "counts_as_ceasefire": kind != "other" and all(value is True for value in tests.values()),
            "level": _level(parties), "form": "written" if self._is_written() else None, "outcome": state,
            "outcome_standing": self.outcome.standing if self.outcome and state != "unknown" else None,
            "outcome_na": self._why_unknown() if state == "unknown" else None, "confidence": confidence,
        }  # fmt: skip
        row |= bounds("outcome", shown if shown != UNDATED else None)
        for stem in ("announced", "signed", "agreed_start", "effective", "agreed_end", "ended"):
            row |= bounds(stem, self.dates.get(stem))
        return row | self._missing(status)

    def _missing(self, status: str) -> Row:
        begun = status in ("agreed", "in_effect", "ended")
        return {
            "effective_na": None
            if "effective" in self.dates
            else "not_stated"
            if begun
            else "not_applicable",
            "ended_na": None
            if "ended" in self.dates
            else "not_stated"
            if status == "ended"
            else "not_applicable",
        }

    def _tests(self, kind: str) -> dict[str, bool | None]:
        by_party = kind not in ("call", "proposal")
        if kind == "proposal":
            proposers = {p.actor.actor_id for p in self.parts if p.role == "proposer"}
            by_party = bool(proposers & {p.actor.actor_id for p in self.parts if p.role == "party"})
        dated = bool(self.dates.keys() & {"announced", "signed", "agreed_start", "effective"})
        return {
            "is_statement": True,
            "by_party": by_party,
            "has_time_point": True if dated and by_party else None,
        }

    def _is_written(self) -> bool:
        return "signed" in self.dates or any(p.role == "signatory" for p in self.parts)

    def _why_unknown(self) -> str:
        if self.outcome and self.outcome.state == "superseded":
            return "unclear"
        return "unclear" if self.record.told else "not_stated"

    def _name(self, kind: str, parties: list[NamedActor]) -> str:
        """A neutral name: what, between whom, when."""
        what = {
            "call": "Call for a ceasefire", "proposal": "Proposed ceasefire", "unilateral": "Unilateral ceasefire",
            "agreement": "Ceasefire agreement",
        }.get(kind, "Ceasefire")  # fmt: skip
        who = " and ".join(sorted(p.label for p in parties)[:3])
        callers = " and ".join(sorted(p.actor.label for p in self.parts if p.role == "caller")[:2])
        main = self.record.main_date
        when = _spell(main[1]) if main else "undated"
        by = f" by {callers}" if kind == "call" and callers else ""
        link = " of " if kind == "unilateral" else " between "
        return f"{what}{by}{link + who if who and not by else ''}, {when}"

    # --- evidence ------------------------------------------------------------------------------------------------------

    def _cells(self, row: Row) -> Iterator[Cell]:
        yield self._cell("kind", row["kind"], passage_of(self.creator))
        if row["form"]:
            signed = next(
                (e for e in self.record.events if any(r == "signed" for r, _ in e.dates)), self.creator
            )
            yield self._cell("form", row["form"], passage_of(signed), signed)
        if row["outcome"] != "unknown" and self.outcome:
            yield self._cell("outcome", row["outcome"], passage_of(self.outcome.event), self.outcome.event)

    def _cell(self, column: str, value: str, where: tuple[int, int], event: Event | None = None) -> Cell:
        return Cell(column, value, where[0], where[1], (event or self.creator).rule or "unnamed")


def bounds(stem: str, when: Interval | None) -> dict[str, Any]:
    """Return the three columns of a date; all missing where there is none."""
    parts = (when.lo, when.hi, when.prec) if when else (None, None, None)
    return dict(zip((f"{stem}_lo", f"{stem}_hi", f"{stem}_prec"), parts, strict=True))


def _level(parties: list[NamedActor]) -> str | None:
    states = sum(p.kind == "state" for p in parties)
    others = sum(p.kind in ("de_facto", "nonstate") for p in parties)
    if len(parties) < 2 or states + others < len(parties):
        return None
    if not others:
        return "interstate"
    return "intrastate" if states < 2 else "internationalised"


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip


def _spell(value: DateValue) -> str:
    """A date for a name: `10 November 2020`, `November 2020`, `2020`, with `by` or `from` for a bound."""
    day = value.lo or value.hi
    if day is None:
        return "undated"
    if value.prec in ("year", "season"):
        return str(day.year)
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    if value.prec == "before" and value.hi:
        return f"by {value.hi.day} {_MONTHS[value.hi.month - 1]} {value.hi.year}"
    if value.prec == "after":
        return f"from {day.day} {month}"
    return f"{day.day} {month}" if value.prec == "day" and value.lo == value.hi else month


__all__ = ["CODER", "Cell", "Observed", "Part", "TextAttempt", "bounds", "read_attempts"]
