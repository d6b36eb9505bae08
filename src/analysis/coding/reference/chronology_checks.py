"""What must hold within and between the rows of the hand-coded chronology; told as problems of its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from analysis.coding.reference.chronology_dates import CellProblem
from analysis.coding.reference.chronology_rows import FILE, HandRow, Problems

Found = Iterator[tuple[str, CellProblem]]
Others = dict[str, HandRow]

BEGUN = ("in_effect", "ended")
PARTIES = {"unilateral": ("one party", range(1, 2)), "bilateral": ("two parties", range(2, 3)),
           "multilateral": ("three or more parties", range(3, 1000))}  # fmt: skip
ASKED_BY = {"call": "callers", "proposal": "proposers"}
# Outcome -> the states of an attempt it can go with; `unknown` goes with all.
STATUS_OF = {
    "held": ("in_effect",),
    "violated": ("in_effect", "ended"),
    "collapsed": ("ended",),
    "denounced": ("ended",),
    "expired": ("ended",),
    "superseded": ("ended", "never_in_effect", "agreed", "proposed"),
    "not_implemented": ("never_in_effect",),
    "rejected": ("rejected", "never_in_effect"),
}
OBSERVED = (
    "announced",
    "signed",
    "effective",
    "ended",
    "first_violation",
    "outcome_date",
    "war_resumed",
    "last_report",
)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_rows(rows: list[HandRow]) -> None:
    """Raise InputProblem, one line per problem, where a row contradicts itself, another row or the codebook."""
    problems, by_id = Problems(FILE), {row.attempt_id: row for row in rows}
    times = Counter(row.attempt_id for row in rows)
    for row in rows:
        if times[row.attempt_id] > 1:
            problem = CellProblem("each attempt_id once", "give the later attempt an id of its own")
            problems.tell(row.line, row.attempt_id, "attempt_id", row.attempt_id, problem)
        for rule in RULES:
            for column, problem in rule(row, by_id):
                problems.tell(row.line, row.attempt_id, column, row.text.get(column, ""), problem)
    problems.refuse()


def _id(row: HandRow, _: Others) -> Found:
    if not _ID.fullmatch(row.attempt_id):
        yield "attempt_id", CellProblem("lower-case letters, digits and single hyphens")


def _parent(row: HandRow, others: Others) -> Found:
    parent, relation = row.text.get("parent_id"), row.words["relation"]
    if (parent is None) != (relation == "new"):
        yield (
            "parent_id",
            CellProblem(
                "an earlier attempt, or none where the relation is new", f"the relation is {relation}"
            ),
        )
    elif parent is not None and parent not in others:
        yield "parent_id", CellProblem("an attempt_id of this file")
    elif parent is not None and others[parent].text["conflict_id"] != row.text["conflict_id"]:
        yield "parent_id", CellProblem("an attempt of the same conflict")
    elif row.attempt_id in _above(row, others):
        yield "parent_id", CellProblem("an earlier attempt whose own parents do not lead back here")


def _above(row: HandRow, others: Others) -> list[str]:
    line: list[str] = []
    parent = row.text.get("parent_id")
    while parent in others and parent not in line:
        line.append(parent)
        parent = others[parent].text.get("parent_id")
    return line


def _parties(row: HandRow, _: Others) -> Found:
    kind = row.words["kind"]
    expected, allowed = PARTIES.get(kind, ("", range(1000)))
    if len(row.parties) not in allowed:
        advice = f"the kind is {kind}; mediators are never counted as parties"
        yield "parties", CellProblem(expected, advice)
    column = ASKED_BY.get(kind, "parties")
    if column != "parties" and not row.actors.get(column):
        yield column, CellProblem("who asked", f"the kind is {kind}")


def _effect(row: HandRow, _: Others) -> Found:
    status, dated = row.words["status"], "effective" in row.dates
    if status in BEGUN and not dated and row.reasons.get("effective") == "not_applicable":
        yield "effective", CellProblem("a date or 'not stated'", f"the status is {status}")
    if status not in BEGUN and dated:
        advice = f"the status is {status}; a start only agreed or called for belongs into agreed_start"
        yield "effective", CellProblem("'not applicable'", advice)
    if row.effective_time and not dated:
        yield "effective_time", CellProblem("an empty cell where there is no effective date")


def _end(row: HandRow, _: Others) -> Found:
    status, dated = row.words["status"], "ended" in row.dates
    if dated and status != "ended":
        yield "ended", CellProblem("'not applicable' or 'not stated'", f"the status is {status}")
    if status == "ended" and row.reasons.get("ended") == "not_applicable":
        yield "ended", CellProblem("a date or 'not stated'", "the status is ended")
    begun, over = row.dates.get("effective"), row.dates.get("ended")
    if begun and over and begun.lo and (over.lo or over.hi or begun.lo) < begun.lo:
        yield "ended", CellProblem(f"a day not before it took effect ({begun})")


def _outcome(row: HandRow, others: Others) -> Found:
    outcome, status = row.outcome.value, row.words["status"]
    if status not in STATUS_OF.get(outcome, (status,)):
        yield "outcome", CellProblem(f"an outcome that goes with the status {status}")
    if outcome == "superseded" and not any(
        o.text.get("parent_id") == row.attempt_id for o in others.values()
    ):
        yield "outcome", CellProblem("a later attempt that names this one as its parent_id")
    if (outcome == "unknown") == ("outcome_standing" in row.words):
        yield (
            "outcome_standing",
            CellProblem("a standing where there is an outcome, and none where it is unknown"),
        )
    if row.words.get("outcome_standing") == "alleged":
        yield (
            "outcome_standing",
            CellProblem("more than one side's allegation", "code the outcome as unknown"),
        )
    if outcome in ("held", "violated") and status == "in_effect" and "last_report" not in row.dates:
        yield "last_report", CellProblem("the last day on which a source speaks of it")


def _violation(row: HandRow, _: Others) -> Found:
    if "first_violation" in row.dates and "first_violation_standing" not in row.words:
        yield "first_violation_standing", CellProblem("whose word the breach rests on")


def _support(row: HandRow, _: Others) -> Found:
    if row.words["reliability"] == "high" and min(row.counts.values()) < 2:
        yield (
            "reliability",
            CellProblem("medium or low", "high needs two independent sources for dates and outcome"),
        )


def _observed(row: HandRow, _: Others) -> Found:
    coded = row.dates["coded_on"].hi
    for column in OBSERVED:
        day = row.dates[column].lo or row.dates[column].hi if column in row.dates else None
        if coded and day and day > coded:
            yield column, CellProblem(f"a day not after the row was coded ({coded})")


RULES: tuple[Callable[[HandRow, Others], Found], ...] = (
    _id, _parent, _parties, _effect, _end, _outcome, _violation, _support, _observed,
)  # fmt: skip
