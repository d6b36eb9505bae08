"""Short neutral names for attempts that only texts know: what, between whom, when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.text.anchors import DateValue

MOST_NAMED = 3
_WHAT = {
    "call": "Call for a ceasefire",
    "proposal": "Proposed ceasefire",
    "unilateral": "Unilateral ceasefire",
    "agreement": "Ceasefire agreement",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def name_attempt(kind: str, parties: Sequence[str], callers: Sequence[str], when: DateValue | None) -> str:
    """Return a name from the labels of the parties and callers and the main date."""
    what = _WHAT.get(kind, "Ceasefire")
    who, by = _join(parties), _join(callers)
    if kind == "call" and by:
        what += f" by {by}"
    elif who:
        what += f" {_link(kind, len(set(parties)))} {who}"
    return f"{what}, {spell_date(when) if when else 'undated'}"


def _link(kind: str, n_parties: int) -> str:
    if kind == "unilateral":
        return "of"
    return "between" if n_parties > 1 else "involving"


def _join(labels: Iterable[str]) -> str:
    names = sorted(set(labels))
    shown = [*names[:MOST_NAMED], "others"] if len(names) > MOST_NAMED else names
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def spell_date(value: DateValue) -> str:
    """Return a date for a name: `10 November 2020`, `November 2020`, `2020`, with `by` or `from` for a bound."""
    day = value.hi if value.prec == "before" else value.lo
    if day is None:
        return "undated"
    if value.prec in ("year", "season"):
        return str(day.year)
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    word = {"before": "by ", "after": "from "}.get(value.prec, "")
    exact = bool(word) or (value.prec == "day" and value.lo == value.hi)
    return f"{word}{day.day} {month}" if exact else month
