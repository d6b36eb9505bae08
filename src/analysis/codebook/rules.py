"""Rules that hold over every build, beyond what the codebook declares column by column.

Each rule takes sound tables and tells what breaks it, one sentence per row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from analysis.codebook.declaration import load_codebook
from analysis.codebook.frames import rows_of
from analysis.codebook.model import LIST_SEPARATOR

Tables = Mapping[str, pd.DataFrame]

FIRST_DAY = date(1900, 1, 1)

# Dates that sources observed, which cannot lie after the data date. An agreed start or end may: it is a plan.
OBSERVED_STEMS = ("announced", "signed", "effective", "ended", "outcome", "last_report")
OBSERVED = {
    "sources": ("published", "retrieved"),
    "attempts": tuple(f"{stem}_{bound}" for stem in OBSERVED_STEMS for bound in ("lo", "hi")),
    "outcomes": ("lo", "hi"),
}

# Cells that somebody read in a source. The others are ids, counts, or follow from these by rule.
CODED = {
    "attempts": (
        "kind", "class", "purpose", "form", "mechanism", "enforcement", "place", "effective_time", "outcome",
        "announced", "signed", "agreed_start", "effective", "agreed_end", "ended",
    ),
    "participants": ("role",),
    "outcomes": ("outcome",),
}  # fmt: skip

# Until one of these, an attempt has not taken effect.
NOT_BEGUN_STATUS = ("proposed", "rejected", "never_in_effect")
NOT_BEGUN_OUTCOME = ("not_implemented", "rejected")

# What a single side alleges, or only tried, does not make an outcome.
WEAK_STANDING = ("alleged",)
WEAK_MODALITY = ("attempted", "denied", "planned", "hypothetical", "generic")


def find_violations(tables: Tables, as_of: date | None = None) -> list[str]:
    """Broken rules over all tables of the codebook, one sentence each; empty where all hold.

    `as_of` is the data date, by default that of the tables where they carry one.
    """
    last = as_of or getattr(tables, "as_of", None)
    broken = [sentence for rule in RULES for sentence in rule(tables)]
    return broken + list(_dates_out_of_range(tables, last))


def find_misquotes(tables: Tables, texts: Mapping[str, str]) -> list[str]:
    """Evidence whose quote is not found verbatim at its offsets in `texts` (source id to raw text)."""
    evidence = tables["evidence"].dropna(subset=["start", "end"])
    return [
        f"The evidence of {row.table} {row.row_id}, {row.column}, quotes {row.quote!r}, which "
        "does not stand in "
        f"{row.source_id} at {row.start}-{row.end}."
        for row in rows_of(evidence)
        if texts.get(row.source_id, "")[row.start : row.end] != row.quote
    ]


# ---- attempts


def _ends_before_it_begins(tables: Tables) -> Iterator[str]:
    attempts = tables["attempts"]
    for row in rows_of(attempts[attempts["ended_lo"] < attempts["effective_lo"]]):
        yield (
            f"Attempt {row.attempt_id} ended on {_day(row.ended_lo)}, before it took effect on "
            f"{_day(row.effective_lo)}."
        )


def _effect_without_beginning(tables: Tables) -> Iterator[str]:
    attempts = tables["attempts"]
    begun = attempts["effective_lo"].notna() | attempts["effective_hi"].notna()
    never = attempts["status"].isin(NOT_BEGUN_STATUS) | attempts["outcome"].isin(NOT_BEGUN_OUTCOME)
    for row in rows_of(attempts[begun & never]):
        yield (
            f"Attempt {row.attempt_id} has an effective date and never took effect "
            f"(status {row.status}, outcome {row.outcome}); a start that was only agreed is agreed_start."
        )


def _wrong_number_of_parties(tables: Tables) -> Iterator[str]:
    participants = tables["participants"]
    parties = participants[participants["role"] == "party"].groupby("attempt_id")["actor_id"].nunique()
    for row in rows_of(tables["attempts"]):
        found = int(parties.get(row.attempt_id, 0))
        if row.kind == "bilateral" and found != 2:
            yield f"Attempt {row.attempt_id} is bilateral: expected two parties, found {found}."
        if row.kind == "multilateral" and found < 3:
            yield f"Attempt {row.attempt_id} is multilateral: expected three parties or more, found {found}."


def _counted_though_it_may_not(tables: Tables) -> Iterator[str]:
    attempts = tables["attempts"]
    tests = attempts[["is_statement", "by_party", "has_time_point"]]
    barred = (attempts["kind"] == "other") | (tests == False).fillna(False).any(axis=1)  # noqa: E712
    for row in rows_of(attempts[barred & attempts["counts_as_ceasefire"].fillna(False)]):
        yield (
            f"Attempt {row.attempt_id} is counted as a ceasefire and fails a test of the definition, "
            "or is a near-miss."
        )


def _superseded_by_nothing(tables: Tables) -> Iterator[str]:
    attempts = tables["attempts"]
    begins = _first_days(attempts)
    for row in rows_of(attempts[attempts["outcome"] == "superseded"]):
        children = attempts.index[attempts["parent_id"] == row.attempt_id]
        start = begins[row.Index]
        if not any(pd.isna(start) or pd.isna(begins[c]) or begins[c] >= start for c in children):
            yield f"Attempt {row.attempt_id} is superseded, and no later attempt names it as its parent."


def _parents_in_a_circle(tables: Tables) -> Iterator[str]:
    parent_of = _parents(tables)
    for attempt in parent_of:
        seen, above = [attempt], parent_of.get(attempt)
        while above is not None and above not in seen:
            seen.append(above)
            above = parent_of.get(above)
        # Each circle is told once, by the first of its ids.
        if above == attempt and attempt == min(seen):
            yield f"The parents of attempt {attempt} lead back to it: {' → '.join([*seen, attempt])}."


def _outcome_from_claims_alone(tables: Tables) -> Iterator[str]:
    outcomes = tables["outcomes"]
    weak = outcomes["standing"].isin(WEAK_STANDING) | outcomes["modality"].isin(WEAK_MODALITY)
    told = outcomes.assign(weak=weak).groupby(["attempt_id", "outcome"])["weak"].all()
    for row in rows_of(tables["attempts"]):
        if row.outcome != "unknown" and bool(told.get((row.attempt_id, row.outcome), False)):
            yield (
                f"Attempt {row.attempt_id} is {row.outcome} on the strength of what one side "
                "alleges, or of what "
                "was not asserted, alone; such words never make an outcome by themselves."
            )


# ---- dates


def _crooked_intervals(tables: Tables) -> Iterator[str]:
    for name, table in load_codebook().tables.items():
        for stem in table.intervals:
            yield from _crooked_interval(name, table.key, stem, tables[name])


def _crooked_interval(name: str, key: tuple[str, ...], stem: str, frame: pd.DataFrame) -> Iterator[str]:
    prefix = f"{stem}_" if stem else ""
    lo, hi, prec = frame[f"{prefix}lo"], frame[f"{prefix}hi"], frame[f"{prefix}prec"]
    wants_lo = prec.notna() & ~prec.isin(["before", "none"])
    wants_hi = prec.notna() & ~prec.isin(["after", "none"])
    crooked = (lo > hi) | (lo.notna() != wants_lo) | (hi.notna() != wants_hi)
    for place in frame.index[crooked]:
        row = LIST_SEPARATOR.join(str(frame.at[place, column]) for column in key)
        yield (
            f"The date {stem or 'lo, hi'} in {name} {row} has the bounds {_day(lo[place])} and "
            f"{_day(hi[place])} "
            f"with the precision {prec[place]}; lo is not after hi, `before` has no lo, `after` no hi, "
            "`none` neither, all others both."
        )


def _dates_out_of_range(tables: Tables, as_of: date | None) -> Iterator[str]:
    for name, columns in OBSERVED.items():
        key = load_codebook().tables[name].key[0]
        for column in columns:
            days = tables[name][column]
            odd = days < pd.Timestamp(FIRST_DAY)
            if as_of is not None:
                odd |= days > pd.Timestamp(as_of)
            for place in tables[name].index[odd]:
                yield (
                    f"The observed day {_day(days[place])} in {name} "
                    f"{tables[name].at[place, key]!s}, {column}, lies "
                    f"outside {FIRST_DAY} to {as_of or 'the data date'}."
                )


# ---- mentions and evidence


def _odd_passages(tables: Tables) -> Iterator[str]:
    for name in ("sentences", "mention_actors", "mention_dates", "evidence", "disagreements"):
        frame = tables[name]
        for row in rows_of(frame[(frame["end"] <= frame["start"]).fillna(False)]):
            yield f"A passage in {name} ends at {row.end} and starts at {row.start}; it holds no words."
    for row in rows_of(tables["mentions"]):
        if row.mention_id != f"{row.source_id}:{row.trigger_start}-{row.trigger_end}":
            yield (
                f"Mention {row.mention_id} does not have the id "
                f"{row.source_id}:{row.trigger_start}-{row.trigger_end}."
            )


def _quotes_of_other_length(tables: Tables) -> Iterator[str]:
    evidence = tables["evidence"].dropna(subset=["start", "end"])
    for row in rows_of(evidence):
        if len(row.quote) != row.end - row.start:
            yield (
                f"The evidence of {row.table} {row.row_id}, {row.column}, quotes "
                f"{len(row.quote)} characters and "
                f"names {row.end - row.start} ({row.start}-{row.end})."
            )


def _cells_without_evidence(tables: Tables) -> Iterator[str]:
    evidence = tables["evidence"]
    held = set(zip(evidence["table"], evidence["row_id"], evidence["column"], strict=True))
    for name, columns in CODED.items():
        frame = tables[name]
        rows = _row_ids(name, frame)
        for column in columns:
            for row, coded in zip(rows, _is_coded(frame, column), strict=True):
                if coded and (name, row, column) not in held:
                    yield f"The coded cell {column} of {name} {row} has no evidence."


def _evidence_of_nothing(tables: Tables) -> Iterator[str]:
    known = {name: set(_row_ids(name, tables[name])) for name in load_codebook().tables}
    for row in rows_of(tables["evidence"]):
        if row.row_id not in known.get(row.table, ()):
            yield f"There is evidence for {row.table} {row.row_id}, {row.column}, and no such row."


def _wrong_counts(tables: Tables) -> Iterator[str]:
    links = tables["mention_attempts"].groupby("attempt_id").size()
    for row in rows_of(tables["attempts"]):
        found = int(links.get(row.attempt_id, 0))
        if row.n_mentions != found:
            yield f"Attempt {row.attempt_id} tells {row.n_mentions} mentions and has {found}."


def _attempts_from_collective_words(tables: Tables) -> Iterator[str]:
    links = tables["mention_attempts"].merge(
        tables["mentions"][["mention_id", "is_collective"]], on="mention_id"
    )
    only = links.groupby("attempt_id")["is_collective"].all()
    machine = tables["attempts"][tables["attempts"]["coding"] == "machine"]
    for attempt in machine["attempt_id"]:
        if bool(only.get(attempt, False)):
            yield (
                f"Attempt {attempt} was made from words about several ceasefires at once; these make "
                "no attempt."
            )


def _day(day: Any) -> str:
    return "none" if pd.isna(day) else f"{day:%Y-%m-%d}"


def _first_days(attempts: pd.DataFrame) -> pd.Series:
    stems = ("announced", "signed", "agreed_start", "effective")
    return attempts[[f"{stem}_lo" for stem in stems]].min(axis=1)


def _parents(tables: Tables) -> dict[str, str]:
    known = tables["attempts"].dropna(subset=["parent_id"])
    return dict(zip(known["attempt_id"], known["parent_id"], strict=True))


def _row_ids(name: str, frame: pd.DataFrame) -> list[str]:
    cells = (frame[column] for column in load_codebook().tables[name].key)
    return [LIST_SEPARATOR.join(map(str, row)) for row in zip(*cells, strict=True)]


def _is_coded(frame: pd.DataFrame, column: str) -> pd.Series:
    if column in frame.columns:
        return frame[column].notna() & (frame[column] != "unknown").fillna(False)
    return frame[f"{column}_lo"].notna() | frame[f"{column}_hi"].notna()


RULES: tuple[Callable[[Tables], Iterator[str]], ...] = (
    _ends_before_it_begins,
    _effect_without_beginning,
    _wrong_number_of_parties,
    _counted_though_it_may_not,
    _superseded_by_nothing,
    _parents_in_a_circle,
    _outcome_from_claims_alone,
    _crooked_intervals,
    _odd_passages,
    _quotes_of_other_length,
    _cells_without_evidence,
    _evidence_of_nothing,
    _wrong_counts,
    _attempts_from_collective_words,
)
