"""Papers of which a ceasefire is a part: agreements that provide for one, plans under which it begins."""

from __future__ import annotations

from analysis.coding.sentences.clauses import ClauseReader
from analysis.coding.sentences.governors import PAPERS
from analysis.coding.sentences.items import Item
from analysis.text.date_expressions import DateExpression

_DOCUMENTS = frozenset(
    (
        "agreement accord accords protocol deal communique statement declaration document "
        "pact treaty memorandum paper package text plan principles points roadmap map settlement "
        "agreements protocols documents accords memoranda statements declarations papers"
    ).split()
)
CONCLUDING = frozenset(("sign", "agree", "conclude", "adopt", "initial", "reach"))
# What two sides sign, where a statement or a declaration may be that of one.
_AGREED_PAPERS = _DOCUMENTS & PAPERS - {"declaration", "communique", "document"}
_PLANS = PAPERS | {"convention", "act", "plan", "proposal", "scheme", "formula"}
_PROVIDES = frozenset(
    [
        "lay down",
        "set out",
        *"provide stipulate specify state decree prescribe foresee say mean agree".split(),
    ]
)


def is_agreed_paper(reader: ClauseReader, index: int) -> bool:
    """The subject of the verb at `index` is an agreement."""
    k = before_aside(reader.items, index)
    return k >= 0 and reader.items[k].word in _AGREED_PAPERS


def is_document_subject(reader: ClauseReader, index: int) -> bool:
    """'the accord, which called for a ceasefire': what a signed paper calls for is agreed, not asked for."""
    items = reader.items
    relative = index > 0 and items[index - 1].word in ("that", "which")
    first = before_aside(items, index)
    if first < index - 1 and items[first + 2].lemma in CONCLUDING - {"adopt"}:
        # "Minsk II, signed on 12 February by both sides, provided for a ceasefire": a paper, whatever its name.
        return True
    k = first
    while k > max(-1, first - 14):
        item = items[k]
        if item.word.replace("é", "e") in _DOCUMENTS:
            return True
        between = _start_of_sides(items, k) if item.kind == "actor" and not relative else None
        if between is not None:
            # "The Agreement of 13 December between A and B provided for a ceasefire."
            k = between - 1
            continue
        # "an agreement with NATO that provides for the end of hostilities"
        if not (relative and item.kind == "actor") and (
            item.kind in ("actor", "pron", "cf", "sub")
            or (item.kind == "verb" and not item.passive and item.form != "ed")
        ):
            return False
        k -= 1
    return False


def _start_of_sides(items: list[Item], k: int) -> int | None:
    """Where "between A and B", of which the actor at `k` is the last, begins."""
    for j in range(k - 1, max(-1, k - 10), -1):
        if items[j].word in ("between", "among"):
            return j
        if items[j].kind not in ("actor", "conj", "det", "word", "punct"):
            return None
    return None


def before_aside(items: list[Item], index: int) -> int:
    """Where the subject of the verb at `index` ends, what stands between commas left out: 'The agreement, reached by
    A and B on 23 March, instituted a truce'."""
    k = index - 1
    if k < 2 or items[k].word != ",":
        return k
    for j in range(k - 1, max(0, k - 18), -1):
        told = items[j + 1].kind == "rel" or (items[j + 1].form == "ed" and items[j + 1].kind == "verb")
        if items[j].word == "," and told:
            return j - 1
    return k


def verb_of_document(items: list[Item], index: int) -> int:
    """'signed an agreement that includes a ceasefire': the verb whose object the document is; -1 where there is
    none."""
    for k in range(index - 1, max(-1, index - 20), -1):
        verb = items[k].verb
        if (
            items[k].kind == "verb"
            and verb is not None
            and verb.classes & {"agree", "declare"}
            and verb.form in ("ed", "s", "base")
        ):
            return k
    return -1


def verb_of_plan(reader: ClauseReader, index: int) -> int | None:
    """'signed an accord, whose first part laid down that hostilities would cease', 'put forward a plan under which a
    truce would begin': the verb of the paper whose clause the noun or verb at `index` stands in."""
    items = reader.items
    opened = next((k for k in range(index - 1, max(-1, index - 5), -1) if items[k].kind == "rel"), None)
    if opened is not None and items[opened].word == "that" and items[opened - 1].lemma in _PROVIDES:
        # "an accord which provided that ...", or "The accords provided that ...".
        relative = range(opened - 1, max(-1, opened - 7), -1)
        opened = next((k for k in relative if items[k].word in ("which", "whose", "that")), opened - 1)
    elif opened is None or not (
        items[opened].word == "whereby" or items[opened - 1].word in ("under", "by", "through")
    ):
        opened = None
    if opened is None:
        return None
    for k in range(opened - 1, max(-1, opened - 24), -1):
        if items[k].word in _PLANS:
            near = [*range(k - 1, max(-1, k - 6), -1), *range(k + 1, min(opened, k + 4))]
            return next(
                (j for j in near if items[j].kind == "verb" and items[j].classes & {"agree", "propose"}), None
            )
        if items[k].kind == "cf" or items[k].word in (";", ":"):
            return None
    return None


def day_of_plan(items: list[Item], index: int) -> DateExpression | None:
    """'the Accord of 30 November 1996, by which both sides were to end hostilities': the day of the paper in whose
    clause the noun or verb at `index` stands."""
    opened = next((k for k in range(index - 1, max(1, index - 18), -1) if items[k].kind == "rel"), None)
    if opened is None or items[opened - 1].word not in ("by", "under", "in", "through"):
        return _day_of_opening(items, index)
    k = opened - 2
    if items[k].word == ",":
        k -= 1
    return items[k].date if k >= 2 and _is_dated_paper(items, k) else None


def _is_dated_paper(items: list[Item], k: int) -> bool:
    return items[k].date is not None and items[k - 1].word == "of" and items[k - 2].word in _PLANS


def _day_of_opening(items: list[Item], index: int) -> DateExpression | None:
    """'Under the Treaty of 21 February 1973, a truce began the next day': the paper that opens the sentence."""
    if items[0].word not in ("by", "under", "in", "with", "through"):
        return None
    named = next((k for k in range(2, min(index, 10)) if _is_dated_paper(items, k)), None)
    if named is None or any(x.kind in ("verb", "cf", "stop", "aux") for x in items[: named + 1]):
        return None
    return items[named].date
