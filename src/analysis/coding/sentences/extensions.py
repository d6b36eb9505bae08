"""Extensions told without naming the ceasefire again: "and was renewed on 2 June", "announced a second renewal"."""

from __future__ import annotations

import re

from analysis.coding.sentences.events import Event
from analysis.coding.sentences.items import Clause, Item


def read_extensions(clause: Clause, told_before: bool) -> list[Event]:
    """Return the extension that a sentence tells beside its ceasefire, or of one `told_before`."""
    return _prolonged(clause) or (_renewals(clause) if told_before else [])


def prolonged_at(items: list[Item]) -> int:
    """Where a second verb says that it was extended: 'took effect on 2 April and was renewed on 2 June'; 0 if none."""
    for j, item in enumerate(items):
        if "extend" not in item.classes or not item.passive:
            continue
        k = j - 1
        while k > 0 and (
            items[k].kind in ("aux", "date", "word")
            or items[k].word in (",", "in", "at", "on", "then", "later")
        ):
            k -= 1
        told = any(x.kind == "verb" and x.form in ("ed", "s") for x in items[:k])
        if k > 0 and items[k].kind == "conj" and told:
            return j
    return 0


def _prolonged(clause: Clause) -> list[Event]:
    """'It took effect on 2 April and was renewed on 2 June': the second verb makes an attempt of its own."""
    j = prolonged_at(clause.items)
    before = clause.items[:j]
    if not j or not any(item.kind == "cf" or item.word == "it" for item in before):
        return []
    item = clause.items[j]
    event = Event(item.start, item.end, "extension", creates=True, kind="mutual", rule="prolonged.extend")
    for later in clause.items[j:]:
        if later.date is not None:
            until = later.date.preposition in ("to", "until", "till")
            event.dates.append(("agreed_end" if until else "announced", later.date))
    return [event] if any(role == "announced" for role, _ in event.dates) else []


_RENEWAL = re.compile(
    r"\b(?:announce[sd]?|agree[sd]? (?:to|on)|declare[sd]?|grant(?:s|ed)?|approve[sd]?|accept(?:s|ed)?"
    r"|consent(?:s|ed)? to)\s+(?:(?:an?|the|another|a second|a third|a further)\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:renewal|extension|prolongation)\b"
    r"(?! of (?:the |its |his )?(?:mandate|deadline|talks|negotiations|mission|term))"
    r"|\b(?:agree[sd]?|consent(?:s|ed)?) to (?:another|an additional|(?:a )?further|[\w-]+)(?: [\w-]+)? "
    r"(?:hours|days|weeks|months) more\b"
    r"|\b(?:agree[sd]?|consent(?:s|ed)?) to (?:another|an additional|a further) (?:[\w-]+ )?"
    r"(?:hours|days|weeks|months)\b"
)


def _renewals(clause: Clause) -> list[Event]:
    """'The envoy announces a second renewal', 'both sides consent to three days more'."""
    match = _RENEWAL.search(clause.view.lower, clause.start, clause.end)
    if match is None or any(item.kind == "cf" and item.start >= match.end() for item in clause.items):
        return []
    event = Event(match.start(), match.end(), "extension", creates=True, kind="mutual", rule="renewal.extend")
    for item in clause.items:
        if item.date is not None:
            until = item.date.preposition in ("to", "until", "till")
            event.dates.append(("agreed_end" if until else "announced", item.date))
    return [event]
