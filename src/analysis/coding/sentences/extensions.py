"""Extensions told without naming the ceasefire again: "and was renewed on 2 June", "announced a second renewal"."""

from __future__ import annotations

import re

from analysis.coding.sentences.events import Event
from analysis.coding.sentences.items import Clause, Item

# "The shelling subsides before it is renewed."
SHOOTING = frozenset(
    "shelling fighting shooting attacks attack bombardment offensive bombing clashes".split()
)
_TO = ("to", "until", "till")
_ENDINGS = frozenset(("collapse", "expire", "denounce", "violate"))


def read_extensions(clause: Clause, told_before: bool) -> list[Event]:
    """Return the extension that a sentence tells beside its ceasefire, or of one `told_before`."""
    return (
        _prolonged(clause)
        or _by_participle(clause)
        or _having_been(clause)
        or (_renewals(clause) if told_before else [])
    )


def prolonged_at(items: list[Item]) -> int:
    """Where a second verb says that it was extended: 'took effect on 2 April and was renewed on 2 June'; 0 if none."""
    for j, item in enumerate(items):
        if "extend" not in item.classes or not item.passive:
            continue
        shooting = item.lemma == "renew" and any(x.word in SHOOTING for x in items[:j])
        if j >= 4 and items[j - 1].kind == "aux" and items[j - 2].word == "it" and not shooting:
            # "and although it was prolonged for one month on 4 November"
            return j
        k = j - 1
        while k > 0 and (
            items[k].kind in ("aux", "date", "word")
            or items[k].word in (",", "in", "at", "on", "then", "later")
        ):
            k -= 1
        told = any(x.kind == "verb" and x.form in ("ed", "s") for x in items[:k])
        if k > 0 and items[k].kind == "conj" and told:
            return j
        if items[j - 1].kind == "aux" and _has_own_day(items, j):
            # "The truce, for two months from 2 April, was renewed on 2 June and again on 2 August."
            return j
        if items[j - 1].kind == "aux" and any(_is_maker(items, m) for m in range(k)):
            # "A ceasefire announced in March at their meeting was extended in April."
            return j
    return 0


def _having_been(clause: Clause) -> list[Event]:
    """'Having been prolonged by a month in early December, it ran out on 2 January.'"""
    items = clause.items
    for j, item in enumerate(items):
        if "extend" in item.classes and [x.word for x in items[max(0, j - 2) : j]] == ["having", "been"]:
            dates = [
                x.date for x in items[j + 1 : j + 8] if x.date is not None and x.date.preposition not in _TO
            ]
            event = Event(
                item.start, item.end, "extension", creates=True, kind="mutual", rule="participle.extend"
            )
            event.dates = [("announced", date) for date in dates[:1]]
            return [event] if dates else []
    return []


def _has_own_day(items: list[Item], j: int) -> bool:
    named = next((k for k in range(j) if items[k].kind == "cf"), None)
    if named is None:
        return False
    return any(
        x.date is not None and x.date.day and x.date.preposition in ("from", "of") for x in items[named:j]
    )


def _is_maker(items: list[Item], m: int) -> bool:
    """A participle that makes the ceasefire before it: "a truce announced in March"."""
    item = items[m]
    made = item.form == "ed" and bool(item.classes & {"agree", "declare", "broker"}) and not item.passive
    return made and m > 0 and (items[m - 1].kind == "cf" or items[m - 1].word == ",")


def _prolonged(clause: Clause) -> list[Event]:
    """'It took effect on 2 April and was renewed on 2 June': the second verb makes an attempt of its own."""
    j = prolonged_at(clause.items)
    before = clause.items[:j]
    if not j or not any(item.kind == "cf" or item.word == "it" for item in before):
        return []
    item = clause.items[j]
    events: list[Event] = []
    for later in clause.items[j:]:
        if later.word == ";" or (later.verb is not None and later.classes & _ENDINGS and later.form != "ing"):
            # "was prolonged by one month, and it ended on 2 January"
            break
        if later.date is None or (later.date.unit == "year" and later.date.month is None):
            # "until 15 January of the following year"
            continue
        until = later.date.preposition in _TO
        if not until and (not events or _is_again(clause.items, later)):
            # "renewed on 2 June and again on 2 August": two extensions.
            start = item.start if not events else later.start
            events.append(
                Event(start, max(item.end, later.end) if events else item.end, "extension", creates=True,
                      kind="mutual", rule="prolonged.extend")
            )  # fmt: skip
        if events:
            events[-1].dates.append(("agreed_end" if until else "announced", later.date))
    return events


def _is_again(items: list[Item], date: Item) -> bool:
    """'... and (again) on 2 August'"""
    before = [x.word for x in items[: items.index(date)]][-3:]
    return "and" in before and ("again" in before or before[-1] in ("on", "in", "and"))


def extending_participle(items: list[Item]) -> int:
    """Where a participle after a comma says that it was extended: 'a truce, extended on 3 January'; 0 if none."""
    named = False
    for j, item in enumerate(items):
        named = named or item.kind == "cf"
        if named and "extend" in item.classes and item.form == "ed" and _is_set_off(items, j):
            return j
    return 0


def _is_set_off(items: list[Item], j: int) -> bool:
    before = j - 1
    while before > 0 and (
        items[before].word in ("later", "then", "twice", "once", "afterwards")
        or items[before].word.endswith("ly")
    ):
        before -= 1
    if items[before].kind == "aux" and items[before - 1].kind == "rel":
        # "signed a truce, which was renewed in November and again in April"
        return items[j].passive
    return items[before].word == ","


def extension_dates(items: list[Item], j: int) -> list[Item]:
    """The dates of the extensions that the participle at `j` tells: 'on 3 January by sixty days and on 3 March'."""
    found = []
    for item in items[j + 1 :]:
        if (
            item.word == ";"
            or item.kind in ("cf", "stop", "sub", "rel")
            or (item.verb and item.form != "ing")
        ):
            break
        if item.date is not None:
            found.append(item)
    return found


def _by_participle(clause: Clause) -> list[Event]:
    """'announced a truce, extended on 3 January by sixty days and on 3 March': each day makes an attempt."""
    j = extending_participle(clause.items)
    if not j:
        return []
    events = []
    dates = [x for x in extension_dates(clause.items, j) if x.date is not None]
    told = [x for x in dates if x.date is not None and x.date.preposition not in _TO]
    for number, item in enumerate(told):
        start = clause.items[j].start if not number else item.start
        event = Event(start, item.end, "extension", creates=True, kind="mutual", rule="participle.extend")
        if any(x.word == "unilateral" for x in clause.items[:j]):
            event.kind, event.unilateral = "unilateral", True
        if item.date is not None:
            event.dates.append(("announced", item.date))
        events.append(event)
    return events


RENEWAL = re.compile(
    r"\b(?:announce[sd]?|agree[sd]? (?:to|on)|declare[sd]?|grant(?:s|ed)?|approve[sd]?|accept(?:s|ed)?"
    r"|consent(?:s|ed)? to)\s+(?:(?:an?|the|another|a second|a third|a further)\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:renewal|extension|prolongation)\b"
    r"(?! of (?:the |its |his )?(?:mandate|deadline|talks|negotiations|mission|term))"
    r"|\b(?:agree[sd]?|consent(?:s|ed)?) to (?:another|an additional|(?:a )?further|[\w-]+)(?: [\w-]+)? "
    r"(?:hours|days|weeks|months) more\b"
    r"|\b(?:agree[sd]?|consent(?:s|ed)?) to (?:another|an additional|a further) (?:[\w-]+ )?"
    r"(?:hours|days|weeks|months)\b"
    r"|\b(?:an?|another|the) (?:[\w-]+ )?(?:renewal|extension|prolongation)(?:, [^,.;]{3,30},)? (?:is|was) (?:\w+ )?"
    r"(?:agreed|signed|settled|announced|negotiated|arranged|decided)\b"
    r"|\b(?:made|makes?|making|declare[sd]?) (?:it|the (?:truce|cease-?fire)) (?:indefinite|permanent|open-ended)\b"
    r"|\badd(?:s|ed)? (?:an?|another|[\w-]+) (?:[\w-]+ )?(?:days?|weeks?|months?) to (?:its|their|his|the)"
    r" (?:truce|cease-?fire)\b"
    r"|\b(?:it|the (?:truce|cease-?fire)) (?:will|would) (?:now |from now on |henceforth )?"
    r"(?:have no (?:time )?limit|be (?:indefinite|permanent|open-ended))"
)


def _renewals(clause: Clause) -> list[Event]:
    """'The envoy announces a second renewal', 'both sides consent to three days more'."""
    match = RENEWAL.search(clause.view.lower, clause.start, clause.end)
    if match is None or any(item.kind == "cf" and item.start >= match.end() for item in clause.items):
        return []
    event = Event(match.start(), match.end(), "extension", creates=True, kind="mutual", rule="renewal.extend")
    for item in clause.items:
        if item.date is not None:
            until = item.date.preposition in _TO
            event.dates.append(("agreed_end" if until else "announced", item.date))
    return [event]
