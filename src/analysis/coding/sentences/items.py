"""A sentence as typed items: ceasefire nouns, verbs with their classes, actors, dates, and the small words
between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar

from analysis.coding.sentences.lexicon import Lexicon, VerbForm
from analysis.coding.sentences.particles import join_particles
from analysis.coding.sentences.typed_items import Clause as Clause
from analysis.coding.sentences.typed_items import Item as Item
from analysis.text.actor_spans import ActorSpan
from analysis.text.date_expressions import DateExpression
from analysis.text.date_patterns import NUMBERS
from analysis.text.view import View

Found = TypeVar("Found")
_TOKEN = re.compile(r"\d{1,2}[:.]\d\d(?!\d)|\w+(?:[.'](?=\w)\w+)*(?:-\w+(?:'\w+)?)*|[^\w\s]")

BE = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
HAVE = frozenset("has have had having hasn't haven't hadn't".split())
DO = frozenset("do does did don't doesn't didn't".split())
MODALS = frozenset(
    "will would could can may might shall should must won't wouldn't couldn't can't cannot".split()
)
NEGATIONS = frozenset("not no never none neither nor without n't cannot hardly barely nobody unable".split())
PREPOSITIONS = frozenset(
    "by between with among amongst from to for of in on at under during despite following "
    "over about into through within towards toward amid pending against via upon onto "
    "near outside inside without "
    "regarding concerning alongside beside throughout across notwithstanding per".split()
)
SUBORDINATORS = frozenset(
    (
        "after before since until till while when whenever where as because although though "
        "if unless once whereas whether than"
    ).split()
)
RELATIVES = frozenset("which that who whom whose".split())
DETERMINERS = frozenset(
    (
        "a an the this that these those its their his her our any some another each every no such both one"
    ).split()
)
CONJUNCTIONS = frozenset("and or but nor yet & plus".split())
PRONOUNS = frozenset("it they he she we you i them him us who both".split())
GENERIC_ADVERBS = frozenset(
    "typically usually generally often normally sometimes commonly frequently".split()
)


# The kind of every word of the closed classes. Where a word is in several, the last class named here wins.
_KINDS = {
    word: kind
    for kind, words in (
        ("det", DETERMINERS),
        ("pron", PRONOUNS),
        ("conj", CONJUNCTIONS),
        ("rel", RELATIVES),
        ("prep", PREPOSITIONS),
        ("sub", SUBORDINATORS),
        ("neg", NEGATIONS),
        ("modal", MODALS),
        ("aux", BE | HAVE | DO),
    )
    for word in words
} | {word: "neg" for word in BE | HAVE | DO | MODALS if word.endswith(("n't", "cannot"))}


_ENDING = frozenset(("collapse", "denounce", "violate", "extend", "hold"))
_PAPER_TO = re.compile(
    r"\b(?:accord|agreement|deal|pact|protocol|declaration|memorandum|treaty|undertaking)[\"']?"
    r"\s+(?:to|on|for)\s+$"
)
# "An accord between the two sides in July 1996, also at Ashgabat, to stop fighting": what stands between.
_PAPER_FAR = re.compile(
    r"\ban? (?:\w+ )?(accord|agreement|deal|pact|protocol|declaration|memorandum|treaty|undertaking)"
    r" (?:between|among|with|of|in|at|reached|concluded|signed)\b"
    r"(?:(?!\b(?:who|which|that|but|was|were|had|has|is|are|and (?:he|she|it|they))\b)[^.;:]){2,90}?(?<!ing),? to\s+$"
)
_PUT_AN_END = re.compile(r"\bput(?:s|ting)?\s+(?:an?\s+)?(?:immediate\s+)?$")


@dataclass(slots=True)
class Naming:
    """Where a sentence names a ceasefire, by a noun or by a verb with its object."""

    names: list[re.Match[str]]
    stops: list[re.Match[str]]

    def __bool__(self) -> bool:
        return bool(self.names or self.stops)


# What `held` says by its bits in `find_names`: which of the two patterns may match.
MAY_NAME, MAY_STOP = 1 << 11, 1 << 12


def find_names(lower: str, start: int, end: int, lexicon: Lexicon, held: int = -1) -> Naming:
    """Return the namings in `start:end`; `held`: the patterns that may match in it, where the caller knows them."""
    return Naming(
        list(lexicon.name_pattern.finditer(lower, start, end)) if held & MAY_NAME else [],
        list(lexicon.verbal_pattern.finditer(lower, start, end)) if held & MAY_STOP else [],
    )


def read_items(
    view: View,
    start: int,
    end: int,
    actors: list[ActorSpan],
    dates: list[DateExpression],
    lexicon: Lexicon,
    naming: Naming | None = None,
) -> list[Item]:
    """Return the typed items of `start:end`; `naming`: what names a ceasefire in it, where the caller knows it."""
    lower = view.lower
    naming = naming or find_names(lower, start, end, lexicon)
    fixed: list[Item] = []
    for match in naming.names:
        # "put a stop to the violence" is a verb with its object, not a stop of which something is told.
        if not _PUT_AN_END.search(lower, max(start, match.start() - 20), match.start()):
            fixed.append(Item("cf", match.start(), match.end(), match.group()))
    for match in naming.stops:
        if not _overlaps(match.start(), match.end(), fixed):
            first = match.group().split()[0]
            form = lexicon.stopping.get(first) or VerbForm(
                "stop",
                frozenset({"stop"}),
                "ed"
                if first in ("held", "stood", "laid", "gave", "brought")
                else "ing"
                if first.endswith("ing")
                else "s"
                if first.endswith("s")
                else "base",
            )
            paper = _PAPER_TO.search(lower, max(start, match.start() - 30), match.start())
            far = None if paper else _PAPER_FAR.search(lower, max(start, match.start() - 140), match.start())
            if far and form.form in ("base", "ing"):
                fixed.append(Item("cf", far.start(1), far.end(1), far.group(1)))
                continue
            if paper and form.form in ("base", "ing"):
                # "a second accord to end hostilities was signed": the paper is what is told of.
                fixed.append(Item("cf", paper.start(), match.end(), lower[paper.start() : match.end()]))
                continue
            fixed.append(Item("stop", match.start(), match.end(), match.group(), verb=form))
    # "the March 23 Movement": no day.
    named = [a for a in actors if a.known and any(a.start <= d.start and d.end < a.end for d in dates)]
    for span in dates:
        if not _overlaps(span.start, span.end, fixed) and not any(
            a.start <= span.start and span.end < a.end for a in named
        ):
            fixed.append(Item("date", span.start, span.end, lower[span.start : span.end], date=span))
    for actor in actors:
        if not _overlaps(actor.start, actor.end, fixed):
            last = actor.end + _possessive(lower, actor.end, end)
            fixed.append(Item("actor", actor.start, last, lower[actor.start : last], actor=actor))
    fixed.sort(key=attrgetter("start"))
    items: list[Item] = []
    position = start
    entries = _index_entries(lexicon)
    for piece in fixed:
        _read_words(lower, position, piece.start, entries, items)
        items.append(piece)
        position = piece.end
    _read_words(lower, position, end, entries, items)
    join_particles(items, lexicon)
    _settle(items)
    return items


def _possessive(lower: str, position: int, end: int) -> int:
    """Return the length of the possessive ending at `position`: "the ELN's offer", "the rebels' offer"."""
    if lower.startswith("'s", position) and not lower[position + 2 : position + 3].isalnum():
        return 2
    plural = lower[position - 1 : position + 1] == "s'" and lower[position + 1 : position + 2] == " "
    return 1 if plural and position < end else 0


def _overlaps(start: int, end: int, items: list[Item]) -> bool:
    for item in items:  # noqa: SIM110 - asked for every name of a text; `any` takes twice as long
        if start < item.end and end > item.start:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a word of the lexicon is by itself, and the phrases that it begins."""

    kind: str
    verb: VerbForm | None
    head: str
    phrases: Sequence[tuple[tuple[str, ...], VerbForm]]
    head_phrases: Sequence[tuple[tuple[str, ...], str]]


@lru_cache(maxsize=2)
def _index_entries(lexicon: Lexicon) -> dict[str, _Entry]:
    """All that is known of each word of a lexicon, so that a word of a text is looked up once."""
    words = {*_KINDS, *lexicon.verbs, *lexicon.heads, *lexicon.phrases, *lexicon.head_phrases}
    return {
        word: _Entry(
            _KINDS.get(word)
            or ("verb" if word in lexicon.verbs else "head" if word in lexicon.heads else ""),
            None if word in _KINDS else lexicon.verbs.get(word),
            "" if word in _KINDS else lexicon.heads.get(word, ""),
            lexicon.phrases.get(word, ()),
            lexicon.head_phrases.get(word, ()),
        )
        for word in words
    }


def _read_words(lower: str, start: int, end: int, entries: dict[str, _Entry], items: list[Item]) -> None:
    """Add the items of a stretch without names, dates and actors."""
    # Words alone come faster than matches, and only blanks stand between them: each is the next of its letters.
    words = _TOKEN.findall(lower, start, end)
    last, skipped = start, 0
    for i, word in enumerate(words):
        first = lower.find(word, last)
        last = first + len(word)
        if skipped:
            skipped -= 1
            continue
        entry = entries.get(word)
        if entry is None:
            items.append(Item(_plain_kind(word), first, last, word))
        elif entry.phrases and (phrase := _match_phrase(entry.phrases, words, i)):
            skipped, form = phrase
            items.append(
                Item("verb", first, _end_of(lower, words[i + 1 : i + 1 + skipped], last), form.lemma, form)
            )
        elif entry.head_phrases and (noun := _match_phrase(entry.head_phrases, words, i)):
            skipped, head = noun
            close = _end_of(lower, words[i + 1 : i + 1 + skipped], last)
            items.append(Item("head", first, close, lower[first:close], head=head))
        else:
            kind = entry.kind or _plain_kind(word)
            items.append(Item(kind, first, last, word, entry.verb, head=entry.head))


def _end_of(lower: str, words: list[str], position: int) -> int:
    """Where words that stand from `position` on end."""
    for word in words:
        position = lower.find(word, position) + len(word)
    return position


def _match_phrase(
    options: Sequence[tuple[tuple[str, ...], Found]], words: list[str], i: int
) -> tuple[int, Found] | None:
    for rest, form in options:
        if tuple(words[i + 1 : i + 1 + len(rest)]) == rest:
            return len(rest), form
    return None


def _plain_kind(word: str) -> str:
    """The kind of a word outside the lexicon."""
    letter = word[0]
    return "punct" if not letter.isalnum() else "number" if letter.isdigit() else "word"


def _settle(items: list[Item]) -> None:
    """Decide what depends on neighbours, those before it being settled: noun or verb, passive or active."""
    for i, item in enumerate(items):
        kind, word = item.kind, item.word
        if kind != "verb" and word != "since" and word != "that":
            continue
        before = items[i - 1] if i else None
        after = items[i + 1] if i + 1 < len(items) else None
        if kind == "verb" and item.verb:
            items[i] = _settle_verb(item, before, after, items[max(0, i - 4) : i])
        elif word == "since" and before is not None and before.word in HAVE:
            # "which has since held"
            items[i] = Item("word", item.start, item.end, word)
        elif (
            kind == "rel"
            and after
            and after.kind in ("cf", "word", "head")
            and (
                before is None
                or before.kind in ("prep", "sub", "conj", "punct")
                # "ended that truce", but "said that truce talks ..."
                or (after.kind == "cf" and bool(before.classes & _ENDING))
            )
        ):
            items[i] = Item("det", item.start, item.end, word)


def _settle_verb(item: Item, before: Item | None, after: Item | None, settled: list[Item]) -> Item:
    """Return the item that a verb is between its neighbours; `settled`: the last four before it."""
    form = item.form
    if item.word in ("last", "test", "stop", "press", "pause") and (
        (
            item.word == "last"
            and after is not None
            and (after.kind == "date" or after.word in ("week", "month", "year", "night"))
        )
        or (before is not None and before.word == "the" and item.word == "last")
    ):
        return Item("word", item.start, item.end, item.word)
    noun_before = before is not None and (
        (before.word in NUMBERS and form == "s")
        or (
            before.kind in ("det", "number", "date", "cf")
            and not (before.kind == "cf" and form != "base")
            and not (before.kind == "date" and form in ("ed", "s"))
        )
        or (
            before.kind == "word"
            and before.word.endswith(
                (
                    "ous",
                    "al",
                    "ive",
                    "ic",
                    "ful",
                    "ary",
                    "new",
                    "major",
                    "second",
                    "third",
                    "first",
                    "further",
                )
            )
        )
        or (before.kind == "prep" and before.word not in ("to",))
        or (
            before.kind == "actor"
            and before.actor is not None
            and (before.actor.attributive or before.word.endswith(("'s", "s'")))
        )
        or (before.kind == "word" and before.word.endswith("'s"))
    )
    if form == "base" and not noun_before and before is not None and before.kind == "word":
        # "an abrupt end", "a full stop"
        noun_before = len(settled) >= 2 and settled[-2].word in ("a", "an")
    owned = ("both", "the", "their", "its", "all", "these", "opposing")
    if item.word == "forces" and before is not None and before.word in (*owned, *_KINDS_OF_FORCES):
        return Item("word", item.start, item.end, item.word)
    if item.head and form in ("base", "s") and " " not in item.word:
        of_it = after is not None and after.word == "of" and before is not None and before.kind == "actor"
        if noun_before or of_it or (before is not None and before.kind == "verb"):
            return Item("head", item.start, item.end, item.word, head=item.head)
        if before is None and after is not None and after.kind == "prep":
            return Item("head", item.start, item.end, item.word, head=item.head)
    if (
        noun_before
        and not item.head
        and (form in ("base", "s") or (form == "ing" and item.classes & {"talk"}))
    ):
        return Item("word", item.start, item.end, item.word)
    if (
        form == "ing"
        and item.head
        and noun_before
        and not (before is not None and before.kind == "prep" and after is not None and after.word != "of")
    ):
        return Item("head", item.start, item.end, item.word, head=item.head)
    item.passive = form == "ed" and _has_be(settled)
    return item


_KINDS_OF_FORCES = frozenset(
    "armed security government rebel special ground air land naval opposition".split()
)
# Words that may stand between "was" and its participle.
_BETWEEN = frozenset(
    (
        "also then later finally soon again reportedly first subsequently now still already eventually however "
        "thus therefore jointly initially just often sometimes never always twice once further ever"
    ).split()
)


def _has_be(settled: list[Item]) -> bool:
    for item in reversed(settled):
        if item.kind == "aux" and item.word in BE:
            return True
        if item.kind not in ("word", "neg", "aux"):
            return False
        if item.kind == "word" and not item.word.endswith("ly") and item.word not in _BETWEEN:
            return False
    return False
