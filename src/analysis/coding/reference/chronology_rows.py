"""The hand-coded chronology, row by row: every cell read, and everything that cannot be read told at once."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd

from analysis.coding.reference import chronology_cells as cells
from analysis.coding.reference.chronology_dates import CellProblem, Interval, parse_date
from analysis.coding.reference.chronology_names import ActorNames
from analysis.errors import InputProblem

FILE = "chronology.csv"

# Column of the file -> vocabulary of the codebook.
WORD_COLUMNS = {
    "relation": "relation", "kind": "kind", "status": "status", "level": "level", "class": "class",
    "purpose": "purpose", "form": "form", "enforcement": "enforcement", "first_violation_standing": "standing",
    "outcome_standing": "standing", "reliability": "reliability",
}  # fmt: skip
FLAG_COLUMNS = ("is_statement", "by_party", "has_time_point")
DATE_COLUMNS = (
    "announced", "signed", "agreed_start", "effective", "agreed_end", "ended",
    "first_violation", "outcome_date", "war_resumed", "last_report", "coded_on",
)  # fmt: skip
# Column of the file -> role of the codebook.
ROLE_COLUMNS = {
    "parties": "party", "signatories": "signatory", "mediators": "mediator", "callers": "caller",
    "proposers": "proposer", "hosts": "host", "monitors": "monitor", "guarantors": "guarantor",
    "peacekeepers": "peacekeeper", "rejecters": "rejecter", "objectors": "objector", "violators": "violator",
}  # fmt: skip
CLAIMANT = "first_violation_claimant"
SOURCE_COLUMNS = ("sources_dates", "sources_terms", "sources_violation", "sources_outcome")
COUNT_COLUMNS = ("independent_sources_dates", "independent_sources_outcome")
TEXT_COLUMNS = (
    "attempt_id", "conflict_id", "name", "parent_id", "effective_time", "place", "first_violation_detail",
    "outcome_detail", "terms", "review", "note",
)  # fmt: skip
COLUMNS = (
    *TEXT_COLUMNS, *WORD_COLUMNS, *FLAG_COLUMNS, "mechanism", *DATE_COLUMNS, *ROLE_COLUMNS,
    CLAIMANT, "outcome", *SOURCE_COLUMNS, *COUNT_COLUMNS,
)  # fmt: skip
REQUIRED = (
    "attempt_id", "conflict_id", "name", "relation", "kind", "status", *FLAG_COLUMNS, "effective", "ended", "outcome",
    "reliability", "sources_dates", *COUNT_COLUMNS, "coded_on",
)  # fmt: skip
# Cells that may hold the reason why there is no date.
REASONED = ("effective", "ended")

Read = TypeVar("Read")


@dataclass(frozen=True)
class Participant:
    """An actor in a role; `surface` is the name as the cell has it, `text` the whole item."""

    actor_id: str
    surface: str
    text: str


NOBODY: tuple[Participant, ...] = ()


@dataclass(frozen=True)
class HandRow:
    """One attempt of the chronology with every cell read. Only cells that say something are in the mappings."""

    line: int
    attempt_id: str
    text: Mapping[str, str]
    words: Mapping[str, str]
    flags: Mapping[str, bool]
    dates: Mapping[str, Interval]
    reasons: Mapping[str, str]
    actors: Mapping[str, tuple[Participant, ...]]
    claimants: tuple[str, ...]
    mechanism: tuple[str, ...]
    effective_time: str | None
    outcome: cells.OutcomeCell
    addresses: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, int]

    @property
    def parties(self) -> tuple[str, ...]:
        """Ids of the parties, sorted."""
        return tuple(sorted(participant.actor_id for participant in self.actors.get("parties", ())))

    @property
    def counted(self) -> bool:
        """Whether all three tests of the definition are passed; a near-miss never counts."""
        return all(self.flags.values()) and self.words["kind"] != "other"


class Problems:
    """Collects what is wrong with a file, so that a coder sees all of it in one run."""

    def __init__(self, file: str) -> None:
        self.file, self.found = file, list[str]()

    def tell(self, line: int, attempt: str, column: str, cell: str, problem: CellProblem) -> None:
        """Add a cell that is not what was expected."""
        where = f"{self.file}, line {line} ({attempt or 'no attempt_id'}), column {column}"
        self.found.append(f"Expected {problem.expected} in {where}, found {cell!r}; {problem.advice}.")

    def refuse(self) -> None:
        """Raise InputProblem, one line per problem, where there is any."""
        if self.found:
            raise InputProblem("\n".join(self.found))


def read_rows(chronology: pd.DataFrame, names: ActorNames) -> list[HandRow]:
    """The rows of the raw frame, whose cells are text (or missing) and whose index is the line in the file.

    Raises InputProblem, one line per problem with file, line, attempt, column, what was expected and what was
    found: for an unknown or lacking column, an empty required cell, an unknown actor, a cell that cannot be read.
    """
    check_header(chronology, FILE, COLUMNS, REQUIRED)
    problems = Problems(FILE)
    rows = [_read_row(int(str(line)), row, names, problems) for line, row in text_rows(chronology)]
    problems.refuse()
    return rows


def check_header(frame: pd.DataFrame, file: str, known: Iterable[str], required: Iterable[str]) -> None:
    """Raise InputProblem for a column that `file` does not have, or lacks."""
    known = list(known)
    for column in map(str, frame.columns):
        if column not in known:
            near = difflib.get_close_matches(column, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"its columns are {', '.join(sorted(known))}."
            raise InputProblem(f"Expected a column of {file}, found {column!r}; {hint}")
    lacking = [column for column in required if column not in frame.columns]
    if lacking:
        raise InputProblem(f"Expected the column {', '.join(lacking)} in {file}, found none; add it.")


def text_rows(frame: pd.DataFrame) -> list[tuple[Any, dict[str, str]]]:
    """The rows with their line; each cell trimmed text, empty where missing."""
    plain = frame.astype(object).where(frame.notna(), "")
    return [
        (line, {str(column): str(cell).strip() for column, cell in row.items()})
        for line, row in zip(plain.index, plain.to_dict("records"), strict=True)
    ]


def _read_row(line: int, text: dict[str, str], names: ActorNames, problems: Problems) -> HandRow:
    attempt = text.get("attempt_id", "")

    def read(column: str, parse: Callable[[str], Read], empty: Read) -> Read:
        cell = text.get(column, "")
        try:
            if not cell and column in REQUIRED:
                raise CellProblem("a value", "fill the cell")
            return parse(cell) if cell else empty
        except CellProblem as problem:
            problems.tell(line, attempt, column, cell, problem)
            return empty

    told = {column: cell for column, cell in text.items() if cell}
    for column in TEXT_COLUMNS:
        read(column, str, "")
    return HandRow(
        line=line,
        attempt_id=attempt,
        text=told,
        words={
            c: read(c, _word_reader(v), "") for c, v in WORD_COLUMNS.items() if c in told or c in REQUIRED
        },
        flags={column: read(column, cells.parse_flag, False) for column in FLAG_COLUMNS},
        dates=_told({c: read(c, _date_reader(c), None) for c in DATE_COLUMNS}),
        reasons={c: reason for c in told if (reason := cells.read_reason(told[c])) is not None},
        actors={c: read(c, _actor_reader(c, names), NOBODY) for c in ROLE_COLUMNS if c in told},
        claimants=tuple(one.actor_id for one in read(CLAIMANT, _actor_reader(CLAIMANT, names), NOBODY)),
        mechanism=read("mechanism", lambda cell: cells.parse_words(cell, "mechanism"), ()),
        effective_time=read("effective_time", cells.parse_time, ""),
        outcome=read("outcome", cells.parse_outcome, cells.OutcomeCell("unknown", ())),
        addresses={column: read(column, cells.parse_addresses, ()) for column in SOURCE_COLUMNS},
        counts={column: read(column, cells.parse_count, 0) for column in COUNT_COLUMNS},
    )


def _word_reader(vocabulary: str) -> Callable[[str], str]:
    return lambda cell: cells.parse_word(cell, vocabulary)


def _told(dates: Mapping[str, Interval | None]) -> dict[str, Interval]:
    return {column: found for column, found in dates.items() if found is not None}


def _date_reader(column: str) -> Callable[[str], Interval | None]:
    def parse(cell: str) -> Interval | None:
        reason = cells.read_reason(cell)
        if reason is None:
            return parse_date(cell)
        if column not in REASONED and reason == "not_applicable":
            raise CellProblem("a date, or an empty cell where the question does not arise")
        return None

    return parse


def _actor_reader(column: str, names: ActorNames) -> Callable[[str], tuple[Participant, ...]]:
    place = _place_signer if column == "signatories" else _place_actor

    def parse(cell: str) -> tuple[Participant, ...]:
        found = [participant for item in cells.parse_actors(cell) for participant in place(item, names)]
        return _join_same_actor(found)

    return parse


def _place_actor(item: cells.NamedActor, names: ActorNames) -> list[Participant]:
    """`Russia (Vladimir Putin)`: the actor, and in brackets who spoke for it, in free words.

    A name of the gazetteer may have brackets of its own.
    """
    actor = names.find(item.text) or names.require(item.name)
    return [Participant(actor, item.text, item.text)]


def _place_signer(item: cells.NamedActor, names: ActorNames) -> list[Participant]:
    """`Vladimir Putin (Russia)`: the person where known, and whom the signature binds."""
    whole = names.find(item.text)
    if whole is not None or not item.aside:
        return [Participant(whole or names.require(item.name), item.text, item.text)]
    person, bound = names.find(item.name), names.require(item.aside)
    placed = [Participant(bound, item.text, item.text)]
    return [*([Participant(person, item.name, item.text)] if person else []), *placed]


def _join_same_actor(found: list[Participant]) -> tuple[Participant, ...]:
    """Two signers of one state are one participant whose surface names both."""
    joined: dict[str, Participant] = {}
    for one in found:
        other = joined.get(one.actor_id)
        joined[one.actor_id] = (
            Participant(one.actor_id, f"{other.surface}; {one.surface}", f"{other.text}; {one.text}")
            if other
            else one
        )
    return tuple(joined.values())
