"""An attempt as one text tells it, every coded value with the words it rests on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from analysis.coding.attempts.registry import Record
from analysis.coding.joining.text_mentions import NamedActor, Row
from analysis.coding.reference.chronology_dates import Interval
from analysis.text.anchors import DateValue

CODER = "rules"
# The dates by which an attempt is known, the firmest first.
BEGINNINGS = ("signed", "announced", "effective")
DATE_STEMS = ("announced", "signed", "agreed_start", "effective", "agreed_end", "ended")
NO_PARTIES = "the text does not name who agreed"


@dataclass(frozen=True)
class Cell:
    """A coded value and the passage it rests on; `start` and `end` are offsets into the raw text."""

    column: str
    value: str
    start: int
    end: int
    rule_id: str


@dataclass(frozen=True)
class Part:
    """An actor in a role; `surface` is the name as the text writes it, missing where the role is inferred."""

    actor: NamedActor
    role: str
    surface: str | None
    cell: Cell


@dataclass(frozen=True)
class Observed:
    """An outcome that the text tells. `counts` is False for claims of one side and mere attempts."""

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

    `sort` is what mentions of one attempt may mix (call, proposal, unilateral, mutual), `row` its cells of the table
    `attempts`. `loose` names the dates that the words tie to no act ("the ceasefire of 12 May") or that another part of
    the text gives. `disputed` says that the text tells both of an end and of its standing.
    """

    source_id: str
    conflict_id: str
    fragment: int
    order: int
    sort: str
    modality: str
    record: Record
    creator: str
    mention_ids: list[str]
    values: dict[str, DateValue]
    dates: dict[str, Interval]
    loose: frozenset[str]
    parts: list[Part]
    observed: list[Observed]
    disputed: bool
    row: Row = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def own_id(self) -> str:
        """The id that the attempt has where no other text and no chronology knows it."""
        main = next((self.values[role] for role in BEGINNINGS if role in self.values), None)
        digits = hashlib.sha256(self.mention_ids[0].encode()).hexdigest()[:6]
        return f"{self.conflict_id}-{(main.iso if main else None) or 'undated'}-{digits}"

    def actors_in(self, role: str) -> frozenset[str]:
        """Ids of the actors in a role, persons left out."""
        return frozenset(p.actor.actor_id for p in self.parts if p.role == role and p.actor.kind != "person")

    def cell_of(self, column: str) -> Cell | None:
        """The coded cell of a column, if the text tells it."""
        return next((cell for cell in self.cells if cell.column == column), None)


def bounds(stem: str, when: Interval | None) -> dict[str, Any]:
    """Return the three columns of a date; all missing where there is none."""
    parts = (when.lo, when.hi, when.prec) if when else (None, None, None)
    return dict(zip((f"{stem}_lo", f"{stem}_hi", f"{stem}_prec"), parts, strict=True))


def why_missing(dates: dict[str, Interval], status: str) -> Row:
    """Return the reasons for a missing start and end, as the status has them."""
    begun = status in ("agreed", "in_effect", "ended")
    ended = "not_stated" if status == "ended" else "not_applicable"
    return {
        "effective_na": None if "effective" in dates else "not_stated" if begun else "not_applicable",
        "ended_na": None if "ended" in dates else ended,
    }
