"""The tables in the shapes that other projects use: declarations by party, events, pairs by month.

A day that is not known to the day is -1 in the numeric form and empty in an ISO column: none is filled in. The codes
are those that the codebook gives for its own values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import pandas as pd

from analysis.codebook import load_codebook
from analysis.errors import UsageProblem
from analysis.study.lives import best_date
from analysis.study.records import Record, group_by, records_of

Tables = Mapping[str, pd.DataFrame]
UNKNOWN = -1
CF_DAYS = ("announced", "effective", "ended")
# Outcome or kind -> PLOVER event type and mode.
PLOVER_OUTCOMES = {"violated": ("ASSAULT", "violate-ceasefire"), "rejected": ("REJECT", "ceasefire")}
PLOVER_KINDS = {"call": ("REQUEST", "ceasefire"), "proposal": ("REQUEST", "ceasefire"),
                "unilateral": ("RETREAT", "ceasefire")}  # fmt: skip


def to_cf(tables: Tables) -> pd.DataFrame:
    """One row per attempt that counts as a ceasefire and party that declared it, with the numeric codes of CF.

    Each date is year, month and day, with -1 for what is not known; a party without a Gleditsch-Ward number has -1.
    """
    parties = group_by(
        [row for row in records_of(tables["participants"]) if row["role"] == "party"], "attempt_id"
    )
    actors = {row["actor_id"]: row for row in records_of(tables["actors"])}
    rows = []
    for attempt in records_of(tables["attempts"]):
        if not attempt["counts_as_ceasefire"]:
            continue
        for party in parties.get(attempt["attempt_id"], []):
            actor = actors.get(party["actor_id"], {})
            rows.append(
                {
                    "attempt_id": attempt["attempt_id"],
                    "conflict_id": attempt["conflict_id"],
                    "actor_id": party["actor_id"],
                    "gw": actor["gw"] if actor.get("gw") is not None else UNKNOWN,
                    "class": _code("class", attempt["class"]),
                    "purpose": _code("purpose", attempt["purpose"]),
                    **{name: value for stem in CF_DAYS for name, value in _numbers(attempt, stem).items()},
                }
            )
    days = [f"{stem}_{part}" for stem in CF_DAYS for part in ("year", "month", "day")]
    columns = ["attempt_id", "conflict_id", "actor_id", "gw", "class", "purpose", *days]
    return pd.DataFrame(rows, columns=columns).drop_duplicates(["attempt_id", "actor_id"], ignore_index=True)


def to_plover(tables: Tables) -> pd.DataFrame:
    """Events in the manner of PLOVER: one for each attempt, and one for each breach or refusal told of it.

    `source` lists who acted (the caller of a call, else the parties; the violator or rejecter), `target` the others.
    """
    roles = group_by(records_of(tables["participants"]), "attempt_id")
    events = []
    attempts = {row["attempt_id"]: row for row in records_of(tables["attempts"]) if row["kind"] != "other"}
    for attempt in attempts.values():
        lo, hi = best_date(attempt)[1]
        kind, mode = PLOVER_KINDS.get(attempt["kind"], ("AGREE", "ceasefire"))
        people = roles.get(attempt["attempt_id"], [])
        actor = {"call": "caller", "proposal": "proposer"}.get(attempt["kind"], "party")
        events.append(_event(attempt["attempt_id"], "attempt", lo, hi, kind, mode, people, actor))
    for row in records_of(tables["outcomes"]):
        if (
            row["outcome"] in PLOVER_OUTCOMES
            and row["attempt_id"] in attempts
            and row["modality"] == "asserted"
        ):
            kind, mode = PLOVER_OUTCOMES[row["outcome"]]
            people = roles.get(row["attempt_id"], [])
            actor = "violator" if row["outcome"] == "violated" else "rejecter"
            events.append(
                _event(row["attempt_id"], row["outcome_id"], row["lo"], row["hi"], kind, mode, people, actor)
            )
    columns = ["attempt_id", "event_id", "date", "event_type", "event_mode", "source", "target"]
    return pd.DataFrame(events, columns=columns)


def to_dyad_month(tables: Tables) -> pd.DataFrame:
    """One row per pair of parties and month in which a ceasefire between them was surely in force for a day or more.

    `days_in_force` counts days of the month surely covered, each once; `attempts` lists whose they are. Months
    without any have no row.
    """
    covered: dict[tuple[str, str], dict[dt.date, set[str]]] = {}
    for row in records_of(tables["spells"]):
        if row["failure_rule"] != "any_end" or not row["dyad"]:
            continue
        for number in range((row["exit_lo"] - row["entry"]).days + 1):
            day = row["entry"] + dt.timedelta(days=number)
            covered.setdefault((row["dyad"], day.isoformat()[:7]), {}).setdefault(day, set()).add(
                row["attempt_id"]
            )
    rows = [
        {
            "dyad": dyad,
            "month": month,
            "days_in_force": len(days),
            "attempts": "|".join(sorted(set.union(*days.values()))),
        }
        for (dyad, month), days in sorted(covered.items())
    ]
    return pd.DataFrame(rows, columns=["dyad", "month", "days_in_force", "attempts"])


EXPORTS: dict[str, Callable[[Tables], pd.DataFrame]] = {
    "cf": to_cf,
    "plover": to_plover,
    "dyad-month": to_dyad_month,
}


def check_shape(shape: str) -> str:
    """The shape if it is one of EXPORTS. Raises UsageProblem."""
    if shape not in EXPORTS:
        raise UsageProblem(
            f"Expected a shape to export out of {', '.join(EXPORTS)}, found {shape!r}; choose one of them."
        )
    return shape


def export_csv(tables: Tables, shape: str) -> str:
    """The tables in one of the shapes of EXPORTS, as CSV. Raises UsageProblem for another shape."""
    return EXPORTS[check_shape(shape)](tables).to_csv(index=False, lineterminator="\n")


def _code(vocabulary: str, value: str | None) -> int:
    if value is None:
        return UNKNOWN
    return int(load_codebook().vocabularies[vocabulary].entry(value).codes.get("cf", UNKNOWN))


def _numbers(row: Record, stem: str) -> dict[str, int]:
    """Year, month and day as far as the interval tells each of them."""
    lo, hi = row[f"{stem}_lo"], row[f"{stem}_hi"]
    parts = dict.fromkeys((f"{stem}_year", f"{stem}_month", f"{stem}_day"), UNKNOWN)
    for part in ("year", "month", "day"):
        if not lo or not hi or getattr(lo, part) != getattr(hi, part):
            break
        parts[f"{stem}_{part}"] = getattr(lo, part)
    return parts


def _event(
    attempt_id: str, event_id: str, lo: dt.date | None, hi: dt.date | None, kind: str, mode: str, people: list[Record],
    actor: str,
) -> Record:  # fmt: skip
    acting = list(dict.fromkeys(row["actor_id"] for row in people if row["role"] == actor))
    others = [row["actor_id"] for row in people if row["role"] == "party" and row["actor_id"] not in acting]
    return {"attempt_id": attempt_id, "event_id": event_id, "date": lo.isoformat() if lo and lo == hi else None,
            "event_type": kind, "event_mode": mode, "source": "|".join(acting),
            "target": "|".join(dict.fromkeys(others))}  # fmt: skip
