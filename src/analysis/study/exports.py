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
EXCEL = "excel"
# Date here -> prefix there.
CF_DAYS = {"announced": "cf_dec", "effective": "cf_effect", "ended": "end"}
CF_PARTS = {"year": "yr", "month": "month", "day": "day"}
CF_PURPOSES = {"humanitarian": "p_humanitarian", "peace_process": "p_peaceprocess", "holiday": "p_holiday",
               "election": "p_election", "other": "p_other"}  # fmt: skip
CF_COLUMNS = [
    "attempt_id", "conflict_id", "cf_id", "actor_id", "actor_name", "gw", "pax_id",
    *(f"{prefix}_{part}" for prefix in CF_DAYS.values() for part in CF_PARTS.values()),
    "ceasefire_class", "written", *CF_PURPOSES.values(), "p_unclear",
]  # fmt: skip
# Outcome or kind -> PLOVER event type and mode.
PLOVER_OUTCOMES = {"violated": ("ASSAULT", "violate-ceasefire"), "rejected": ("REJECT", "ceasefire")}
PLOVER_KINDS = {"call": ("REQUEST", "ceasefire"), "proposal": ("REQUEST", "ceasefire"),
                "unilateral": ("RETREAT", "ceasefire")}  # fmt: skip


def to_cf(tables: Tables) -> pd.DataFrame:
    """One row per attempt that counts as a ceasefire and party that declared it, in the columns of CF.

    Names and units were checked against published files of the ETH/PRIO data (version of October 2022) as programs
    that read them name them: `cf_id`, `actor_name`, `pax_id`, `cf_dec_*` (declared), `cf_effect_*` (in effect),
    `end_*`, each with `yr`, `month`, `day`; `ceasefire_class` 1 to 3; `written`; the purposes as flags `p_*`. An
    unknown part of a date is -1, as there. Not filled are `cc`, `ucdp_actor_id` and what is not coded here
    (`partial`, `ddr`, `timing`, `implement`). `attempt_id`, `conflict_id`, `actor_id` and `gw` (Gleditsch and Ward;
    -1 for none) are this project's. `cf_id` and `pax_id` come from the crosswalk, several joined with `|`.
    """
    parties = group_by(
        [row for row in records_of(tables["participants"]) if row["role"] == "party"], "attempt_id"
    )
    actors = {row["actor_id"]: row for row in records_of(tables["actors"])}
    crosswalk = group_by(records_of(tables["crosswalk"]), "attempt_id")
    rows = []
    for attempt in records_of(tables["attempts"]):
        if attempt["counts_as_ceasefire"]:
            known = crosswalk.get(attempt["attempt_id"], [])
            rows += [
                _declaration(attempt, actors.get(party["actor_id"], {}), party["actor_id"], known)
                for party in parties.get(attempt["attempt_id"], [])
            ]
    return pd.DataFrame(rows, columns=CF_COLUMNS).drop_duplicates(
        ["attempt_id", "actor_id"], ignore_index=True
    )


def _declaration(attempt: Record, actor: Record, actor_id: str, known: list[Record]) -> Record:
    written = {"written": 1, "verbal": 0, "tacit": 0}.get(attempt["form"] or "", UNKNOWN)
    purpose = CF_PURPOSES.get(attempt["purpose"] or "", "p_unclear")
    return {
        "attempt_id": attempt["attempt_id"],
        "conflict_id": attempt["conflict_id"],
        "cf_id": _other_ids(known, "cf"),
        "actor_id": actor_id,
        "actor_name": actor.get("label") or actor_id,
        "gw": actor["gw"] if actor.get("gw") is not None else UNKNOWN,
        "pax_id": _other_ids(known, "pax"),
        **{name: value for stem in CF_DAYS for name, value in _numbers(attempt, stem).items()},
        "ceasefire_class": _code("class", attempt["class"]),
        "written": written,
        **{name: int(name == purpose) for name in [*CF_PURPOSES.values(), "p_unclear"]},
    }


def _other_ids(known: list[Record], dataset: str) -> str:
    ids = [row["external_id"] for row in known if row["dataset"] == dataset and row["external_id"]]
    return "|".join(dict.fromkeys(map(str, ids)))


def to_plover(tables: Tables) -> pd.DataFrame:
    """Events in the manner of PLOVER: one for each attempt, and one for each breach or refusal told of it.

    `source` lists who acted (the caller of a call, else the parties; the violator or rejecter), `target` the others.
    Types were checked against the PLOVER reference of the Open Event Data Alliance: AGREE takes promises to cooperate,
    RETREAT what has material effect at once, "observing a ceasefire" among it, CONCEDE a ceasefire that is declared and
    not carried out, REJECT refusals, ASSAULT force. REQUEST is of the later version; the reference codes demands
    (DEMAND) and leaves mere appeals out. The modes are this project's own words.
    """
    roles = group_by(records_of(tables["participants"]), "attempt_id")
    events = []
    attempts = {row["attempt_id"]: row for row in records_of(tables["attempts"]) if row["kind"] != "other"}
    for attempt in attempts.values():
        lo, hi = best_date(attempt)[1]
        kind, mode = PLOVER_KINDS.get(attempt["kind"], ("AGREE", "ceasefire"))
        if kind == "RETREAT" and attempt["status"] not in ("in_effect", "ended"):
            kind = "CONCEDE"
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


def check_shape(shape: str, output: str | None = None) -> str:
    """The shape if it is one, and one that can be printed where no file is named. Raises UsageProblem."""
    shapes = [*EXPORTS, EXCEL]
    if shape not in shapes:
        raise UsageProblem(
            f"Expected a shape to export out of {', '.join(shapes)}, found {shape!r}; choose one of them."
        )
    if shape == EXCEL and not output:
        raise UsageProblem(
            "Expected a file for the workbook, found none: it cannot be printed; add -o tables.xlsx."
        )
    return shape


def export_csv(tables: Tables, shape: str) -> str:
    """The tables in one of the shapes of EXPORTS, as CSV. Raises UsageProblem for another shape."""
    return EXPORTS[check_shape(shape)](tables).to_csv(index=False, lineterminator="\n")


def export_tables(tables: Tables, shape: str) -> bytes:
    """The content of the file of a shape: CSV in UTF-8, or the workbook. Raises UsageProblem for an unknown shape."""
    if shape == EXCEL:
        from analysis.study.workbook import write_workbook

        return write_workbook(tables)
    return export_csv(tables, shape).encode()


def _code(vocabulary: str, value: str | None) -> int:
    if value is None:
        return UNKNOWN
    return int(load_codebook().vocabularies[vocabulary].entry(value).codes.get("cf", UNKNOWN))


def _numbers(row: Record, stem: str) -> dict[str, int]:
    """Year, month and day as far as the interval tells each of them."""
    lo, hi, prefix = row[f"{stem}_lo"], row[f"{stem}_hi"], CF_DAYS[stem]
    parts = {f"{prefix}_{part}": UNKNOWN for part in CF_PARTS.values()}
    for name, part in CF_PARTS.items():
        if not lo or not hi or getattr(lo, name) != getattr(hi, name):
            break
        parts[f"{prefix}_{part}"] = getattr(lo, name)
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
