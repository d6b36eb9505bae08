"""Parties "between A and B", by-agents, lists of actors, those called upon, claimants."""

from __future__ import annotations

from analysis.coding.sentences.items import Item
from analysis.coding.sentences.subjects import SENDERS, find_subjects
from analysis.text.actor_spans import ActorSpan

_LIST_FILLERS = frozenset(("word", "det", "number", "head"))
# "with Libyan and Malaysian help": those named helped.
HELP = frozenset("help assistance mediation facilitation support backing involvement participation".split())
_GROUPING = frozenset("both between of and".split())


def find_list(items: list[Item], start: int, least: int = 1) -> list[ActorSpan]:
    """Return the actors of a coordinated list that begins at `start`: 'A, B and C'."""
    found: list[ActorSpan] = []
    j = start
    gap = 0
    while j < len(items):
        item = items[j]
        if item.actor is not None:
            if not item.actor.attributive or _joined_adjective(items, j):
                found.append(item.actor)
            gap = 0
        elif (item.kind == "conj" and item.word in ("and", "or", "&", "but")) or item.word in (
            ",",
            "/",
            "-",
            "(",
            ")",
            '"',
            "as",
            "well",
        ):
            if item.word == "," and found and not _list_goes_on(items, j):
                break
            if item.word == "and" and len(found) >= least and not _list_goes_on(items, j):
                break
        elif item.word == "for" and found and not found[-1].person and found[-1].kind in ("state", "igo"):
            # "brokered by the United States for Nagorno-Karabakh", but "signed by A for the rebels and B for ..."
            break
        elif item.kind in _LIST_FILLERS or (
            item.word in ("of", "from", "the", "for", "loyal", "both", "to")
            and item.kind in ("prep", "word", "pron", "det")
        ):
            gap += 1
            if gap > 8:
                break
        elif item.kind == "verb" and item.form in ("ed", "ing") and gap < 2 and not found:
            gap += 1
        else:
            break
        j += 1
    return found


def _joined_adjective(items: list[Item], j: int) -> bool:
    """'between Armenian and Azerbaijani troops', 'the Israeli and Lebanese sides'."""
    following = items[j + 1 : j + 3]
    if (
        following
        and following[0].word in ("and", "-", "/", ",")
        and len(following) > 1
        and following[1].actor is not None
    ):
        return True
    before = items[max(0, j - 2) : j]
    if len(before) == 2 and before[1].word in ("and", "-", "/") and before[0].actor is not None:
        return True
    return bool(
        following
        and following[0].word
        in SENDERS | {"side", "sides", "troops", "forces", "army", "government", "military"}
    )


def _list_goes_on(items: list[Item], j: int) -> bool:
    if items[j].word == "," and _opens_clause(items, j):
        return False
    for k in range(j + 1, min(len(items), j + 6)):
        item = items[k]
        if item.actor is not None:
            # "..., and Russia said": a new clause, not the next of the list.
            after = next((x for x in items[k + 1 : k + 4] if x.kind not in ("word", "neg")), None)
            return not (
                (after is not None and after.kind in ("aux", "modal"))
                or (
                    after is not None
                    and after.kind == "verb"
                    and after.form in ("ed", "s")
                    and not after.passive
                    and items[j].word == "and"
                    and _is_clause_start(items, j)
                )
            )
        if item.kind in ("verb", "prep", "sub", "rel", "cf", "aux", "modal") and item.word not in (
            "of",
            "from",
        ):
            return False
    return False


def _opens_clause(items: list[Item], comma: int) -> bool:
    """'hosted by President Lourenco, the ministers of Congo and Rwanda agree': a subject and its verb follow
    the comma."""
    seen = False
    for item in items[comma + 1 : comma + 16]:
        if item.actor is not None:
            seen = True
        elif item.kind in ("aux", "modal") or (
            item.kind == "verb" and item.form in ("ed", "s", "base") and not item.head
        ):
            return seen
        elif item.word in (",", ";", ":") or item.kind in ("sub", "rel", "cf"):
            return False
    return False


def _is_clause_start(items: list[Item], j: int) -> bool:
    return j > 0 and items[j - 1].word == ","


def find_between(items: list[Item], right: int, limit: int | None = None) -> list[ActorSpan]:
    """Return the parties named by 'between A and B', 'with B', 'among A, B and C' after the noun ending at
    `right`."""
    end = limit if limit is not None else _clause_end(items, right)
    for j in range(right + 1, end):
        if items[j].kind == "prep" and items[j].word in ("between", "among", "amongst", "involving"):
            # Between one and another: the first "and" never ends the list, whatever verb follows.
            found = find_list(items, j + 1, least=2)
            if found:
                return found
    comma = next((j for j in range(right + 1, end) if items[j].word == ","), end)
    for j in range(right + 1, min(comma, end)):
        if (
            items[j].kind in ("verb", "aux", "modal")
            and items[j].form != "ing"
            and not items[j].passive
            and j > right + 1
        ):
            break
        if items[j].kind == "prep" and items[j].word in ("with", "against"):
            found = [span for span in find_list(items, j + 1) if span.kind not in ("igo", "ngo")]
            if found and not any(
                items[k].word == "as" or items[k].word in HELP for k in range(j + 2, min(len(items), j + 8))
            ):
                return found
    return []


def find_agents(items: list[Item], index: int, preposition: str = "by") -> list[ActorSpan]:
    """Return the actors of the first 'by ...' after the item at `index`, within its clause."""
    for j in range(index + 1, min(len(items), index + 9)):
        item = items[j]
        if item.kind == "prep" and item.word == preposition:
            return find_list(items, j + 1)
        if item.kind in ("sub", "rel", "cf", "verb") or item.word in (";", ":"):
            break
    return []


def _clause_end(items: list[Item], right: int) -> int:
    for j in range(right + 1, len(items)):
        item = items[j]
        if (item.kind in ("sub",) and item.word != "as") or item.word in (";", ":"):
            return j
        if item.kind == "cf":
            return j
        if item.kind == "verb" and item.form == "s" and j - right > 12:
            return j
    return len(items)


def find_callees(items: list[Item], verb: int, end: int) -> list[ActorSpan]:
    """Return those called upon: the actors between the verb of calling and what is called for."""
    return [
        span for item in items[verb + 1 : end] if (span := item.actor) is not None and not span.attributive
    ]


def find_claimant(items: list[Item], index: int) -> ActorSpan | None:
    """Return who says so: the subject of the nearest verb of saying or accusing before `index`, or 'according
    to X'."""
    for k in range(index - 1, -1, -1):
        item = items[k]
        if item.classes & {"say", "accuse"} and item.kind == "verb":
            subjects = find_subjects(items, k)
            return subjects[0] if subjects else None
    for k, item in enumerate(items[:-2]):
        if item.word == "according" and items[k + 1].word == "to":
            return next((x.actor for x in items[k + 2 : k + 8] if x.actor is not None), None)
    return None
