"""From the records of a coded text to its attempts.

Nothing here looks at other texts or at the chronology. What the text does not tell stays missing, with its reason where
the codebook wants one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from analysis.coding.attempts.coder import Coding
from analysis.coding.attempts.confidence import rate
from analysis.coding.attempts.json_rows import print_kind
from analysis.coding.attempts.outcomes import derive_outcome, has_contradiction
from analysis.coding.attempts.registry import Record, Told, coarse
from analysis.coding.joining.attempt_names import name_attempt
from analysis.coding.joining.text_attempts import (
    BEGINNINGS,
    DATE_STEMS,
    NO_PARTIES,
    Cell,
    Observed,
    Part,
    TextAttempt,
    bounds,
    why_missing,
)
from analysis.coding.joining.text_mentions import (
    RECORD_ROLES,
    UNNAMED_RULE,
    NamedActor,
    Row,
    mention_id_of,
    name_actor,
    name_person,
    passage_of,
    record_spans,
    spans_of,
    to_interval,
)
from analysis.coding.reference.chronology_dates import UNDATED, Interval
from analysis.coding.sentences.events import Event
from analysis.text.actor_spans import ActorSpan
from analysis.text.anchors import DateValue
from analysis.text.date_expressions import DateExpression
from analysis.text.dates import find_dates

REVIEW_BELOW = 0.6
FIRST_DAY = date(1900, 1, 1)
# How the coder marks a start that is known from the ceasefire's being in force on a day.
IN_FORCE = "in_force"
ENDS = frozenset(("collapsed", "denounced", "expired", "superseded"))
LIVED = ENDS | {"held", "violated"}
NOT_BEGUN = {"rejected": "rejected", "not_implemented": "never_in_effect"}
ONE_SIDED = frozenset(("call", "proposal"))
PLANNED = frozenset(("agreed_start", "agreed_end"))

TWO_STATES = "the text tells of its end and of its standing"
LOW_CONFIDENCE = "the rules are not sure of it"
END_BEFORE_START = "the end that the text tells lies before the start"
ODD_DAY = "a day that the text tells lies outside 1900 to the data date"
SUPERSEDED = "told as superseded, and by which attempt is not known here"


def read_attempts(coding: Coding, conflict_id: str, as_of: date | None = None) -> list[TextAttempt]:
    """Return the attempts of a coded text in the order in which it tells them.

    A day after `as_of`, or before 1900, that the text tells as observed is left out and the attempt flagged.
    """
    records = sorted((one for one in coding.records if one.events), key=lambda one: one.order)
    return [_Maker(coding, record, conflict_id, as_of).make() for record in records]


class _Maker:
    """Turns one record of the coder into an attempt."""

    def __init__(self, coding: Coding, record: Record, conflict_id: str, as_of: date | None) -> None:
        self.coding, self.record, self.conflict_id, self.as_of = coding, record, conflict_id, as_of
        self.creator = next((event for event in record.events if event.creates), record.events[0])
        self.outcome = derive_outcome(record.told)
        self.state = self.outcome.state if self.outcome else "unknown"
        self.sort = coarse(record.kind)
        self.began = self._has_begun()
        self.status = self._status()
        self.reasons: list[str] = []

    def make(self) -> TextAttempt:
        dates, date_cells = self._read_dates()
        events = self.record.events
        attempt = TextAttempt(
            source_id=self.coding.document.source_id,
            conflict_id=self.conflict_id,
            fragment=self.record.fragment,
            order=self.record.order,
            sort=self.sort,
            modality=self._modality(),
            record=self.record,
            creator=mention_id_of(self.coding, self.creator),
            mention_ids=list(dict.fromkeys(mention_id_of(self.coding, event) for event in events)),
            values={role: self.record.dates[role] for role in BEGINNINGS if role in self.record.dates},
            dates=dates,
            loose=frozenset(self._loose()),
            parts=list(self._parts()),
            observed=[self._observe(told) for told in self.record.told if told.state],
            disputed=has_contradiction(self.record),
        )
        attempt.row = self._row(attempt)
        attempt.cells = [*self._cells(attempt.row), *date_cells]
        attempt.reasons = list(dict.fromkeys(self._flags(attempt)))
        return attempt

    # --- dates

    def _read_dates(self) -> tuple[dict[str, Interval], list[Cell]]:
        dates: dict[str, Interval] = {}
        cells: list[Cell] = []
        for role, value in sorted(self.record.dates.items()):
            stem = "agreed_start" if role == "effective" and not self.began else role
            when = to_interval(value) if stem in PLANNED else self._clip(to_interval(value))
            if stem in DATE_STEMS and when != UNDATED:
                dates[stem] = when
                cells.append(self._cell(stem, str(when), self._words_of(value, role)))
        ended = self._end(dates.get("effective"))
        if ended is not None and self.outcome:
            dates["ended"] = ended
            cells.append(self._cell("ended", str(ended), passage_of(self.outcome.event), self.outcome.event))
        return dates, cells

    def _end(self, begun: Interval | None) -> Interval | None:
        if self.status != "ended" or self.outcome is None or self.outcome.date is None:
            return None
        ended = self._clip(to_interval(self.outcome.date))
        first = begun.lo if begun else None
        if first and ended.hi and ended.hi < first:
            self.reasons.append(END_BEFORE_START)
            return None
        if first and ended.lo and ended.lo < first:
            ended = Interval(first, ended.hi, ended.prec)
        return ended if ended != UNDATED else None

    def _clip(self, when: Interval) -> Interval:
        """The part of an interval in which a text can have observed something; undated where there is none."""
        lo, hi = when.lo, when.hi
        if (hi and hi < FIRST_DAY) or (lo and self.as_of and lo > self.as_of):
            self.reasons.append(ODD_DAY)
            return UNDATED
        if lo and lo < FIRST_DAY:
            lo = FIRST_DAY
        if hi and self.as_of and hi > self.as_of:
            hi = self.as_of
        return Interval(lo, hi, when.prec)

    def _words_of(self, value: DateValue, role: str) -> tuple[int, int]:
        """Where the date stands: in the words on the attempt, else elsewhere in the fragment; else what tells of it."""
        for event in self.record.events:
            own = [event.own_date] if event.own_date else []
            items = [item for told, item in event.dates if told == role] + [item for _, item in event.dates]
            for item in [*items, *own]:
                held = self.coding.values.get(id(item))
                if held and (held.lo, held.hi) == (value.lo, value.hi) and item.end > item.start:
                    return item.start, item.end
        return self._words_elsewhere(value) or passage_of(self.creator)

    def _words_elsewhere(self, value: DateValue) -> tuple[int, int] | None:
        day = value.hi if value.prec == "before" else value.lo
        for sentence in self.coding.sentences:
            if sentence.fragment != self.record.fragment or day is None:
                continue
            for item in find_dates(self.coding.view.text, sentence.start, sentence.end):
                if _names(item, day, value.prec):
                    return item.start, item.end
        return None

    def _loose(self) -> Iterator[str]:
        named = [self.coding.values.get(id(event.own_date)) for event in self.record.events if event.own_date]
        for role, value in self.record.dates.items():
            if role in self.record.guessed_dates or any(
                v and (v.lo, v.hi) == (value.lo, value.hi) for v in named
            ):
                yield role

    # --- what became of it

    def _has_begun(self) -> bool:
        """Told to have taken effect, not only to be due to."""
        if self.state in NOT_BEGUN or self.sort in ONE_SIDED:
            return False
        told = any(e.act == "entry_into_force" and e.modality == "asserted" for e in self.record.events)
        start = self.record.dates.get("effective")
        return told or self.state in LIVED or bool(start and start.method == IN_FORCE)

    def _status(self) -> str:
        if self.state in NOT_BEGUN:
            return NOT_BEGUN[self.state]
        if self.sort in ONE_SIDED:
            return "proposed"
        return "ended" if self.state in ENDS else "in_effect" if self.began else "agreed"

    def _observe(self, told: Told) -> Observed:
        claimant = name_actor(told.event.claimant, self.conflict_id) if told.event.claimant else None
        return Observed(
            outcome=told.state,
            when=self._clip(to_interval(told.date)) if told.date else UNDATED,
            claimant_id=claimant.actor_id if claimant else None,
            standing=told.standing,
            modality=told.modality,
            mention_id=mention_id_of(self.coding, told.event),
            counts=told.counts,
            cell=self._cell("outcome", told.state, passage_of(told.event), told.event),
        )

    # --- who

    def _parts(self) -> Iterator[Part]:
        settled = RECORD_ROLES.values()
        spans = record_spans(self.record)
        spans += [one for event in self.record.events for one in spans_of(event) if one[0] not in settled]
        seen: set[tuple[str, str]] = set()
        for role, span in spans:
            person = name_person(span) if role == "signatory" else None
            for actor in (name_actor(span, self.conflict_id), person):
                if actor and (actor.actor_id, role) not in seen:
                    seen.add((actor.actor_id, role))
                    yield self._part(actor, role, span)

    def _part(self, actor: NamedActor, role: str, span: ActorSpan) -> Part:
        stands = span.end > span.start
        where = (span.start, span.end) if stands else passage_of(self.creator)
        surface = self.coding.document.text[span.start : span.end] if stands else None
        return Part(actor, role, surface, self._cell("role", role, where))

    # --- the row

    def _modality(self) -> str:
        told = [event.modality for event in self.record.events if event.creates] or ["asserted"]
        return "asserted" if "asserted" in told else told[0]

    def _row(self, attempt: TextAttempt) -> Row:
        parties = [part.actor for part in attempt.parts if part.role == "party"]
        kind = kind_of(print_kind(self.record), len(parties))
        tests = _tests(kind, attempt)
        main = self.record.main_date
        row: Row = {
            "relation": "new", "conflict_id": self.conflict_id, "kind": kind, "status": self.status,
            "name": name_attempt(
                kind,
                [actor.label for actor in parties],
                [part.actor.label for part in attempt.parts if part.role == "caller"],
                main[1] if main else None,
            ),
            **tests, "counts_as_ceasefire": kind != "other" and all(value is True for value in tests.values()),
            "level": level_of(parties), "form": "written" if _is_written(attempt) else None,
            "confidence": rate(self.record), **self._outcome_cells(),
        }  # fmt: skip
        for stem in DATE_STEMS:
            row |= bounds(stem, attempt.dates.get(stem))
        return row | why_missing(attempt.dates, self.status)

    def _outcome_cells(self) -> Row:
        """Superseded by what is not known here: the observation stands in `outcomes`, the outcome is left open."""
        known = self.outcome if self.outcome and self.state != "superseded" else None
        when = self._clip(to_interval(known.date)) if known and known.date else UNDATED
        return {
            "outcome": known.state if known else "unknown",
            "outcome_standing": known.standing if known else None,
            "outcome_na": None if known else "unclear" if self.record.told else "not_stated",
            **bounds("outcome", when if when != UNDATED else None),
        }

    def _flags(self, attempt: TextAttempt) -> Iterator[str]:
        yield from self.reasons
        if attempt.row["kind"] == "other":
            yield NO_PARTIES
        if attempt.row["confidence"] < REVIEW_BELOW:
            yield LOW_CONFIDENCE
        if attempt.disputed:
            yield TWO_STATES
        if self.state == "superseded":
            yield SUPERSEDED

    # --- evidence

    def _cells(self, row: Row) -> Iterator[Cell]:
        yield self._cell("kind", row["kind"], passage_of(self.creator))
        if row["form"]:
            signed = [
                e for e in self.record.events if "sign" in e.rule or any(r == "signed" for r, _ in e.dates)
            ]
            event = signed[0] if signed else self.creator
            yield self._cell("form", row["form"], passage_of(event), event)
        if row["outcome"] != "unknown" and self.outcome:
            yield self._cell("outcome", row["outcome"], passage_of(self.outcome.event), self.outcome.event)

    def _cell(self, column: str, value: str, where: tuple[int, int], event: Event | None = None) -> Cell:
        return Cell(column, value, where[0], where[1], (event or self.creator).rule or UNNAMED_RULE)


def _names(item: DateExpression, day: date, prec: str) -> bool:
    """Whether an expression spells the year, and what else the precision needs, of a day."""
    if item.year != day.year:
        return False
    if prec in ("year", "season"):
        return True
    return item.month == day.month and (prec in ("month", "week") or item.day == day.day)


def kind_of(kind: str, n_parties: int) -> str:
    """Return the kind of the codebook: what two or more agreed by the number of parties that are known.

    Where fewer than two are known it is `other`, kept for review and not counted.
    """
    if kind not in ("bilateral", "multilateral", "other"):
        return kind
    return "bilateral" if n_parties == 2 else "multilateral" if n_parties > 2 else "other"


def level_of(parties: list[NamedActor]) -> str | None:
    """Return the level by who the parties are; None where fewer than two, or one that fights for nobody, is known."""
    states = sum(actor.kind == "state" for actor in parties)
    others = sum(actor.kind in ("de_facto", "nonstate") for actor in parties)
    if len(parties) < 2 or states + others < len(parties):
        return None
    if not others:
        return "interstate"
    return "intrastate" if states < 2 else "internationalised"


def _tests(kind: str, attempt: TextAttempt) -> dict[str, bool | None]:
    """The three tests of the definition; a time point that the text leaves open is not known."""
    by_party = kind not in ONE_SIDED or (
        kind == "proposal" and bool(attempt.actors_in("proposer") & attempt.actors_in("party"))
    )
    dated = bool(attempt.dates.keys() & {"announced", "signed", "agreed_start", "effective"})
    return {
        "is_statement": True,
        "by_party": by_party,
        "has_time_point": True if dated and kind not in ONE_SIDED else None,
    }


def _is_written(attempt: TextAttempt) -> bool:
    return "signed" in attempt.dates or any(part.role == "signatory" for part in attempt.parts)
