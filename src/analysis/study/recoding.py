"""Attempts as a narrower set of sources tells them: recomputed from the stored mentions of these texts.

Nothing is read again. A text's mentions carry acts, dates, actors and confidence; an attempt that rests on
some of them only gets its dates, parties and outcome from those.
"""

from __future__ import annotations

from analysis.study.hindsight import last_outcome
from analysis.study.lives import NEVER
from analysis.study.records import Record, group_by

Rows = dict[str, list[Record]]
HAND = "chronology"
DATES = ("announced", "signed", "agreed_start", "effective", "agreed_end", "ended")
DATED = (*DATES, "outcome", "last_report")
MEDIATING = {"mediator", "guarantor", "host"}


def recode_attempts(rows: Rows, sources: tuple[str, ...], min_confidence: float) -> Rows:
    """The tables as only these sources tell them, with machine rows of at least this confidence.

    Empty `sources` means all, the hand-coded chronology included.
    """
    if not sources and min_confidence <= 0:
        return rows
    hand = not sources or HAND in sources
    used = _usable_mentions(rows, sources, min_confidence)
    kept = _narrow(rows, used, hand, min_confidence)
    links = group_by(kept["mention_attempts"], "attempt_id")
    total = group_by(rows["mention_attempts"], "attempt_id")
    attempts = []
    for row in rows["attempts"]:
        own = links.get(row["attempt_id"], [])
        if (hand and row["coding"] in ("hand", "both")) or (
            own and row["coding"] == "machine" and len(own) == len(total[row["attempt_id"]])
        ):
            attempts.append(row)
        elif any(not used[link["mention_id"]]["is_collective"] for link in own):
            # A collective mention never makes an attempt: it links to those that are known anyway.
            attempts.append(_recode(row, [used[link["mention_id"]] for link in own], kept))
    return _without_orphans(kept, attempts, hand)


def _usable_mentions(rows: Rows, sources: tuple[str, ...], least: float) -> dict[str, Record]:
    return {
        row["mention_id"]: row
        for row in rows["mentions"]
        if (not sources or row["source_id"] in sources) and (row["confidence"] or 0) >= least
    }


def _narrow(rows: Rows, used: dict[str, Record], hand: bool, least: float) -> Rows:
    kept = dict(rows)
    for name in ("mentions", "mention_attempts", "mention_actors", "mention_dates"):
        kept[name] = [row for row in rows[name] if row["mention_id"] in used]
    texts = {row["source_id"] for row in used.values()}
    kept["outcomes"] = [
        row for row in rows["outcomes"] if (hand if row["mention_id"] is None else row["mention_id"] in used)
    ]
    kept["evidence"] = [row for row in rows["evidence"] if _evidence_counts(row, texts, hand, least)]
    kept["disagreements"] = [row for row in rows["disagreements"] if row["source_id"] in texts or hand]
    kept["citations"] = rows["citations"] if hand else []
    return kept


def _evidence_counts(row: Record, texts: set[str], hand: bool, least: float) -> bool:
    if row["source_id"] in (None, HAND):
        return hand
    return row["source_id"] in texts and (row["confidence"] is None or row["confidence"] >= least)


def _recode(row: Record, mentions: list[Record], kept: Rows) -> Record:
    ids = {mention["mention_id"] for mention in mentions if not mention["is_collective"]}
    asserted = {m["mention_id"] for m in mentions if m["modality"] == "asserted"} & ids
    fresh = {**row, **_no_dates(), **_dates(kept["mention_dates"], asserted)}
    fresh.update(_outcome(row["attempt_id"], kept["outcomes"]))
    if fresh["outcome"] in NEVER:
        fresh.update(effective_lo=None, effective_hi=None, effective_prec="none")
    parties = {
        r["actor_id"] for r in kept["mention_actors"] if r["mention_id"] in ids and r["role"] == "party"
    }
    fresh.update(
        kind=_kind({mention["act"] for mention in mentions}, len(parties), row["kind"]),
        status=_status(fresh),
        coding="machine",
        n_mentions=len(mentions),
        n_sources=len({mention["source_id"] for mention in mentions}),
        confidence=max(mention["confidence"] or 0 for mention in mentions),
        effective_time=None,
        reliability=None,
    )
    return fresh


def _no_dates() -> Record:
    empty: Record = {}
    for column in DATED:
        empty.update({f"{column}_lo": None, f"{column}_hi": None, f"{column}_prec": "none"})
    return empty


def _dates(rows: list[Record], ids: set[str]) -> Record:
    """For each date column the narrowest interval that the mentions give."""
    found: Record = {}
    by_role = group_by([row for row in rows if row["mention_id"] in ids], "date_role")
    for column in DATES:
        best = min(by_role.get(column, []), key=_width, default=None)
        if best:
            found.update(
                {f"{column}_lo": best["lo"], f"{column}_hi": best["hi"], f"{column}_prec": best["prec"]}
            )
    return found


def _width(row: Record) -> int:
    return (row["hi"] - row["lo"]).days if row["lo"] and row["hi"] else 10**6


def _outcome(attempt_id: str, outcomes: list[Record]) -> Record:
    told = last_outcome([row for row in outcomes if row["attempt_id"] == attempt_id])
    if told is None:
        return {"outcome": "unknown", "outcome_standing": None}
    return {
        "outcome": told["outcome"],
        "outcome_lo": told["lo"],
        "outcome_hi": told["hi"],
        "outcome_prec": told["prec"],
        "outcome_standing": told["standing"],
    }


def _kind(acts: set[str], n_parties: int, coded: str) -> str:
    if coded in ("call", "proposal", "other"):
        return coded
    if acts <= {"call"}:
        return "call"
    if acts <= {"proposal", "call", "talks"}:
        return "proposal"
    if (coded == "agreement" and "agreement" in acts) or not n_parties:
        return coded
    return "unilateral" if n_parties == 1 else "bilateral" if n_parties == 2 else "multilateral"


def _status(row: Record) -> str:
    if row["outcome"] == "rejected":
        return "rejected"
    if row["outcome"] == "not_implemented":
        return "never_in_effect"
    if row["ended_hi"] or row["outcome"] in ("collapsed", "denounced", "expired", "superseded"):
        return "ended"
    if row["effective_lo"] or row["effective_hi"]:
        return "in_effect"
    return "proposed" if row["kind"] in ("call", "proposal") else "agreed"


def _without_orphans(kept: Rows, attempts: list[Record], hand: bool) -> Rows:
    ids = {row["attempt_id"] for row in attempts}
    recoded = {row["attempt_id"] for row in attempts if row["coding"] == "machine"}
    narrowed = dict(kept)
    for name in ("mention_attempts", "disagreements", "citations", "crosswalk", "spells"):
        narrowed[name] = [row for row in kept.get(name, []) if row["attempt_id"] in ids]
    narrowed["outcomes"] = [
        row for row in kept["outcomes"] if row["attempt_id"] in ids or not row["attempt_id"]
    ]
    stored = [
        row
        for row in kept["participants"]
        if row["attempt_id"] in ids and (hand or row["attempt_id"] not in recoded)
    ]
    narrowed["participants"] = stored if hand else stored + _participants(kept, recoded)
    return {**narrowed, "attempts": attempts}


def _participants(kept: Rows, recoded: set[str]) -> list[Record]:
    """Actors of recoded attempts, from the mentions that tell of them alone."""
    actors = group_by(kept["mention_actors"], "mention_id")
    rows: dict[tuple[str, str, str], Record] = {}
    for link in kept["mention_attempts"]:
        if link["attempt_id"] not in recoded:
            continue
        for actor in actors.get(link["mention_id"], []):
            key = (link["attempt_id"], actor["actor_id"], actor["role"])
            rows.setdefault(key, dict(zip(("attempt_id", "actor_id", "role"), key, strict=True)))
    return list(rows.values())
