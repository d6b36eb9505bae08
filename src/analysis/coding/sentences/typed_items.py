"""The typed pieces that a sentence is read as."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from analysis.coding.sentences.lexicon import VerbForm
from analysis.text.actor_spans import ActorSpan
from analysis.text.date_expressions import DateExpression
from analysis.text.view import View

_NO_CLASSES: frozenset[str] = frozenset()


# Many are made for every text: neither frozen nor compared, and their making is written out.
@dataclass(slots=True, eq=False, init=False)
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
    verb: VerbForm | None
    actor: ActorSpan | None
    date: DateExpression | None
    head: str
    passive: bool
    # Those of the verb (its form: base, s, ed, ing); empty for other items. Asked for again and again.
    classes: frozenset[str]
    form: str
    lemma: str

    def __init__(
        self,
        kind: str,
        start: int,
        end: int,
        word: str,
        verb: VerbForm | None = None,
        actor: ActorSpan | None = None,
        date: DateExpression | None = None,
        head: str = "",
        passive: bool = False,
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.word = word
        self.verb = verb
        self.actor = actor
        self.date = date
        self.head = head
        self.passive = passive
        if verb is None:
            self.classes = _NO_CLASSES
            self.form = self.lemma = ""
        else:
            self.classes = verb.classes
            self.form = verb.form
            self.lemma = verb.lemma


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

    def dates_near(self, position: int) -> list[DateExpression]:
        """Return the dates of the sentence, the nearest to `position` first."""
        dates = [item.date for item in self.items if item.date is not None]
        return sorted(dates, key=lambda date: abs(date.start - position))

    def index_at(self, position: int) -> int:
        """Return the index of the item at or after `position`."""
        return bisect_left([item.start for item in self.items], position)
