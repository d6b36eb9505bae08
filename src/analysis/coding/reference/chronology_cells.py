"""Cells of the hand-coded chronology other than dates: hours, actors, outcomes, words of a vocabulary, addresses.

Each function takes the text of a cell and returns what it says, or raises CellProblem with what was expected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.codebook import load_codebook
from analysis.coding.reference.chronology_dates import CellProblem, Interval, parse_date

REASONS = {
    "not stated": "not_stated",
    "unclear": "unclear",
    "conflicting": "conflicting",
    "not applicable": "not_applicable",
}
# Of states told for the same time the first counts (codebook, vocabulary `outcome`).
OUTCOME_ORDER = (
    "rejected", "not_implemented", "denounced", "collapsed", "superseded", "expired", "violated", "held", "unknown",
)  # fmt: skip
# What coders and sources write for a value of the codebook.
_OUTCOME_WORDS = {
    "held": "held", "holds": "held",
    "violated": "violated", "breached": "violated",
    "collapsed": "collapsed", "broke down": "collapsed", "broken": "collapsed",
    "denounced": "denounced", "withdrawn": "denounced",
    "expired": "expired", "lapsed": "expired",
    # An extension is a later attempt that takes the place of the earlier one.
    "superseded": "superseded", "extended": "superseded", "replaced": "superseded",
    "not implemented": "not_implemented", "never implemented": "not_implemented",
    "not complied with": "not_implemented", "never began": "not_implemented",
    "rejected": "rejected", "refused": "rejected",
    "unknown": "unknown",
}  # fmt: skip
_OUTCOME_EXPECTED = (
    "an outcome such as held, violated but held, 'violated, then collapsed' or unknown (not stated)"
)
_OFFSET = r"[+-]\d{1,2}(?::\d{2})?"
_ZONE = rf"[A-Za-z][A-Za-z/ _]*(?: ?{_OFFSET})?(?: \(UTC{_OFFSET}\))?"
_TIME = re.compile(rf"(\d{{1,2}}):(\d{{2}}) ({_ZONE})")
_ASIDE = re.compile(r"(.*?)\s*\(([^()]*)\)")
_NONE = re.compile(r"none(?:\s*\(.*\))?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s|]+")


@dataclass(frozen=True)
class OutcomeCell:
    """The outcome of an attempt: `value`, all states `told` in order, and why it is unknown (`na`)."""

    value: str
    told: tuple[str, ...]
    na: str | None = None


@dataclass(frozen=True)
class DatedOutcome:
    """An outcome as one reading has it, with its date where it names one."""

    outcome: OutcomeCell
    when: Interval | None


@dataclass(frozen=True)
class NamedActor:
    """An item of an actor cell: `name`, what stands in brackets after it, and the whole item as `text`."""

    name: str
    aside: str
    text: str


def read_reason(cell: str) -> str | None:
    """The reason for a missing value that the cell gives in words, else None."""
    return REASONS.get(" ".join(cell.replace("_", " ").lower().split()))


def parse_flag(cell: str) -> bool:
    """yes or no (a spreadsheet's TRUE and FALSE are taken too)."""
    word = cell.strip().lower()
    if word not in ("yes", "no", "true", "false"):
        raise CellProblem("yes or no")
    return word in ("yes", "true")


def parse_word(cell: str, vocabulary: str) -> str:
    """One value of a vocabulary of the codebook, or its label in any case.

    >>> parse_word("peace process", "purpose")
    'peace_process'
    """
    values = load_codebook().vocabularies[vocabulary].values
    word = re.sub(r"[\s-]+", "_", cell.strip().lower())
    if word not in values:
        raise CellProblem(f"one of {', '.join(values)}")
    return word


def parse_words(cell: str, vocabulary: str) -> tuple[str, ...]:
    """Several values of a vocabulary, separated by ; or |, in the order of the codebook; none stands alone."""
    words = {parse_word(item, vocabulary) for item in re.split(r"[;|]", cell) if item.strip()}
    if "none" in words and len(words) > 1:
        raise CellProblem("none alone, or the values without it")
    return tuple(value for value in load_codebook().vocabularies[vocabulary].values if value in words)


def parse_time(cell: str) -> str:
    """A clock time with its zone as the source says it.

    >>> parse_time("00:01 local (UTC+4)")
    '00:01 local (UTC+4)'
    """
    found = _TIME.fullmatch(" ".join(cell.split()))
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise CellProblem(
            "one hour with its zone, such as 00:01 local (UTC+4) or 09:00 Moscow (UTC+3)",
            "write noon as 12:00 and midnight as 00:00 of the day that begins; other hours are readings",
        )
    return f"{int(found[1]):02d}:{found[2]} {found[3]}"


def parse_outcome(cell: str) -> OutcomeCell:
    """An outcome, also a compound one; `then` parts times, other joints join states of one time.

    >>> parse_outcome("violated but held").value
    'violated'
    """
    text = " ".join(cell.replace("_", " ").lower().split())
    unknown = re.fullmatch(r"unknown(?: \((.+)\))?", text)
    if unknown:
        return OutcomeCell("unknown", ("unknown",), _reason_of(unknown[1]))
    times = [_states(part) for part in re.split(r",? then |;", text)]
    told = tuple(state for states in times for state in states)
    return OutcomeCell(min(times[-1], key=OUTCOME_ORDER.index), told)


def _reason_of(words: str | None) -> str:
    reason = read_reason(words or "")
    if reason is None:
        raise CellProblem(f"unknown with its reason in brackets: {', '.join(REASONS)}")
    return reason


def _states(part: str) -> list[str]:
    words = [word.strip() for word in re.split(r" but | and |/|,", part)]
    if not all(word in _OUTCOME_WORDS and word != "unknown" for word in words):
        raise CellProblem(_OUTCOME_EXPECTED)
    return [_OUTCOME_WORDS[word] for word in words]


def parse_dated_outcome(cell: str) -> DatedOutcome:
    """An outcome with the day that a reading gives it: `collapsed on 2016-04-02`, `collapsed by 1993-04-30`."""
    found = re.fullmatch(r"(.+?) (?:on (.+)|((?:by|before|after) .+))", cell.strip())
    if not found:
        return DatedOutcome(parse_outcome(cell), None)
    return DatedOutcome(parse_outcome(found[1]), parse_date(found[2] or found[3]))


def parse_actors(cell: str) -> tuple[NamedActor, ...]:
    """The items of an actor cell, separated by ; outside brackets; empty for `none` and for a reason.

    >>> [actor.name for actor in parse_actors("Armenia; Russia (Putin; Lavrov)")]
    ['Armenia', 'Russia']
    """
    if not cell.strip() or _NONE.fullmatch(cell.strip()) or read_reason(cell):
        return ()
    return tuple(_named(item) for item in _split_outside_brackets(cell) if item)


def _named(item: str) -> NamedActor:
    found = _ASIDE.fullmatch(item)
    return NamedActor(found[1], found[2].strip(), item) if found else NamedActor(item, "", item)


def _split_outside_brackets(cell: str) -> list[str]:
    items, depth = [""], 0
    for letter in cell:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth < 0:
            break
        if letter == ";" and depth == 0:
            items.append("")
        else:
            items[-1] += letter
    if depth:
        raise CellProblem("every bracket closed", "close the bracket, or take it out")
    return [item.strip() for item in items]


def parse_addresses(cell: str) -> tuple[str, ...]:
    """Web addresses separated by |, each once."""
    items = [item.strip() for item in cell.split("|") if item.strip()]
    if not all(_ADDRESS.fullmatch(item) for item in items):
        raise CellProblem("http or https addresses separated by |")
    return tuple(dict.fromkeys(items))


def parse_count(cell: str) -> int:
    """A whole number from 0 on."""
    if not re.fullmatch(r"\d{1,3}", cell.strip()):
        raise CellProblem("a whole number")
    return int(cell)
