"""A sentence as typed items: ceasefire nouns, verbs with their classes, actors, dates, and the small words
between."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from analysis.coding.sentences.lexicon import Lexicon, VerbForm
from analysis.text.actor_spans import ActorSpan
from analysis.text.cues import Cue
from analysis.text.dates import DateExpression
from analysis.text.view import View

Found = TypeVar("Found")
_TOKEN = re.compile(r"\d{1,2}[:.]\d\d(?!\d)|\w+(?:[.'](?=\w)\w+)*(?:-\w+(?:'\w+)?)*|[^\w\s]")

_NO_CLASSES: frozenset[str] = frozenset()
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


# Many are made for every text: neither frozen nor compared.
@dataclass(slots=True, eq=False)
class Item:
    """One typed piece of a sentence. `kind` is one of:

    cf (a ceasefire noun) · stop (a verb with its object that means one: "halt the fighting") · verb · aux ·
    modal · neg · det · prep · sub · rel · conj · pron · head (noun that governs a ceasefire) · actor · date ·
    number · punct · word.
    """

    kind: str
    start: int
    end: int
    word: str
    verb: VerbForm | None = None
    actor: ActorSpan | None = None
    date: DateExpression | None = None
    head: str = ""
    passive: bool = False
    # Those of the verb (its form: base, s, ed, ing); empty for other items. Asked for again and again.
    classes: frozenset[str] = _NO_CLASSES
    form: str = ""
    lemma: str = ""

    def __post_init__(self) -> None:
        if self.verb is not None:
            self.classes, self.form, self.lemma = self.verb.classes, self.verb.form, self.verb.lemma


@dataclass
class Clause:
    """The items of one sentence, with what rules ask of them. `held`: the bits of the patterns of states that may match
    in it (`analysis.text.sieve`), all where nobody looked."""

    view: View
    items: list[Item]
    start: int
    end: int
    kind: str = "paragraph"
    held: int = -1

    def index_at(self, position: int) -> int:
        """Return the index of the item at or after `position`."""
        return bisect_left([item.start for item in self.items], position)


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


_STOPPING = Cue.STOP_VERB | Cue.STOP_OBJECT


@dataclass(slots=True)
class Naming:
    """Where a sentence names a ceasefire, by a noun or by a verb with its object."""

    names: list[re.Match[str]]
    stops: list[re.Match[str]]

    def __bool__(self) -> bool:
        return bool(self.names or self.stops)


def find_names(lower: str, start: int, end: int, lexicon: Lexicon, cues: int = -1) -> Naming:
    """Return the namings in `start:end`; `cues`: the stems that it holds, where the caller knows them."""
    return Naming(
        list(lexicon.name_pattern.finditer(lower, start, end)) if cues & Cue.NAME else [],
        list(lexicon.verbal_pattern.finditer(lower, start, end)) if cues & _STOPPING == _STOPPING else [],
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
    for span in dates:
        if not _overlaps(span.start, span.end, fixed):
            fixed.append(Item("date", span.start, span.end, lower[span.start : span.end], date=span))
    for actor in actors:
        if not _overlaps(actor.start, actor.end, fixed):
            last = actor.end + _possessive(lower, actor.end, end)
            fixed.append(Item("actor", actor.start, last, lower[actor.start : last], actor=actor))
    fixed.sort(key=lambda item: item.start)
    items: list[Item] = []
    position = start
    for piece in fixed:
        items.extend(_read_words(lower, position, piece.start, lexicon))
        items.append(piece)
        position = piece.end
    items.extend(_read_words(lower, position, end, lexicon))
    return _settle(items, lexicon)


def _possessive(lower: str, position: int, end: int) -> int:
    """Return the length of the possessive ending at `position`: "the ELN's offer", "the rebels' offer"."""
    if lower.startswith("'s", position) and not lower[position + 2 : position + 3].isalnum():
        return 2
    plural = lower[position - 1 : position + 1] == "s'" and lower[position + 1 : position + 2] == " "
    return 1 if plural and position < end else 0


def _overlaps(start: int, end: int, items: list[Item]) -> bool:
    return any(start < item.end and end > item.start for item in items)


def _read_words(lower: str, start: int, end: int, lexicon: Lexicon) -> list[Item]:
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(lower, start, end)]
    items: list[Item] = []
    i = 0
    while i < len(tokens):
        word, first, last = tokens[i]
        options = lexicon.phrases.get(word)
        phrase = _match_phrase(options, tokens, i) if options else None
        if phrase:
            size, form = phrase
            items.append(Item("verb", first, tokens[i + size][2], form.lemma, verb=form))
            i += size + 1
            continue
        heads = lexicon.head_phrases.get(word)
        noun = _match_phrase(heads, tokens, i) if heads else None
        if noun:
            last = tokens[i + noun[0]][2]
            items.append(Item("head", first, last, lower[first:last], head=noun[1]))
            i += noun[0] + 1
            continue
        items.append(_word_item(word, first, last, lexicon))
        i += 1
    return items


def _match_phrase(
    options: Sequence[tuple[tuple[str, ...], Found]], tokens: list[tuple[str, int, int]], i: int
) -> tuple[int, Found] | None:
    for rest, form in options:
        if all(i + k < len(tokens) and tokens[i + k][0] == word for k, word in enumerate(rest, 1)):
            return len(rest), form
    return None


def _word_item(word: str, start: int, end: int, lexicon: Lexicon) -> Item:
    kind = _KINDS.get(word)
    if kind is not None:
        return Item(kind, start, end, word)
    verb = lexicon.verbs.get(word)
    if verb is not None:
        return Item("verb", start, end, word, verb=verb, head=lexicon.heads.get(word, ""))
    if word in lexicon.heads:
        return Item("head", start, end, word, head=lexicon.heads[word])
    if not word[0].isalnum():
        return Item("punct", start, end, word)
    if word[0].isdigit():
        return Item("number", start, end, word)
    return Item("word", start, end, word)


def _settle(items: list[Item], lexicon: Lexicon) -> list[Item]:
    """Decide what depends on neighbours: noun or verb, passive or active."""
    settled: list[Item] = []
    for i, item in enumerate(items):
        before = settled[-1] if settled else None
        after = items[i + 1] if i + 1 < len(items) else None
        if item.kind == "verb" and item.verb:
            item = _settle_verb(item, before, after, settled)
        elif item.word == "since" and before is not None and before.word in HAVE:
            # "which has since held"
            item = Item("word", item.start, item.end, item.word)
        elif (
            item.kind == "rel"
            and item.word == "that"
            and after
            and after.kind in ("cf", "word", "head")
            and (
                before is None
                or before.kind in ("prep", "sub", "conj", "punct")
                # "ended that truce", but "said that truce talks ..."
                or (after.kind == "cf" and bool(before.classes & _ENDING))
            )
        ):
            item = Item("det", item.start, item.end, item.word)
        settled.append(item)
    return settled


def _settle_verb(item: Item, before: Item | None, after: Item | None, settled: list[Item]) -> Item:
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
        (
            before.kind in ("det", "number", "date", "cf")
            and not (before.kind == "cf" and form != "base")
            and not (before.kind == "date" and form in ("ed", "s"))
        )
        or (
            before.kind == "word"
            and before.word.endswith(
                ("ous", "al", "ive", "ic", "ful", "ary", "new", "major", "second", "third", "first")
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
    if item.head and form in ("base", "s") and " " not in item.word:
        of_it = after is not None and after.word == "of" and before is not None and before.kind == "actor"
        if noun_before or of_it or (before is not None and before.kind == "verb"):
            return Item("head", item.start, item.end, item.word, head=item.head)
        if before is None and after is not None and after.kind == "prep":
            return Item("head", item.start, item.end, item.word, head=item.head)
    if form in ("base", "s") and noun_before and not item.head:
        return Item("word", item.start, item.end, item.word)
    if (
        form == "ing"
        and item.head
        and noun_before
        and not (before is not None and before.kind == "prep" and after is not None and after.word != "of")
    ):
        return Item("head", item.start, item.end, item.word, head=item.head)
    passive = form == "ed" and _has_be(settled)
    return Item(item.kind, item.start, item.end, item.word, item.verb, head=item.head, passive=passive)


def _has_be(settled: list[Item]) -> bool:
    for item in reversed(settled[-4:]):
        if item.kind == "aux" and item.word in BE:
            return True
        if item.kind not in ("word", "neg", "aux"):
            return False
        if (
            item.kind == "word"
            and not item.word.endswith("ly")
            and item.word
            not in (
                "also",
                "then",
                "later",
                "finally",
                "soon",
                "again",
                "reportedly",
                "first",
                "subsequently",
                "now",
                "still",
                "already",
                "eventually",
                "however",
                "thus",
                "therefore",
                "jointly",
                "initially",
                "just",
            )
        ):
            return False
    return False
