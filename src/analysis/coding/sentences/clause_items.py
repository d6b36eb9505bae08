"""The items of one sentence with what can be asked of any verb in it: negation, modality, what controls it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from analysis.coding.sentences.items import GENERIC_ADVERBS, Clause, Item
from analysis.coding.sentences.lexicon import Lexicon
from analysis.coding.sentences.mediation import find_mediators, is_mediated_by_one
from analysis.coding.sentences.subjects import COMMON_PASTS
from analysis.text.actor_spans import ActorSpan

SKIPPED = frozenset(('"', "'", "(", ")", "[", "]", "*"))
_OF_WAR = frozenset(
    "fighting hostilities clashes violence shelling attacks war conflict battles troops soldiers".split()
)
_HARDLY = frozenset(("barely", "hardly"))
ORDERS = frozenset(("order", "orders", "instructions", "decree", "directive"))
_PLANNED_WORDS = frozenset(
    (
        "ready willing prepared set due expected poised likely scheduled intended about "
        "close determined open keen hoping wish wishes desire intention intentions"
    ).split()
)


@dataclass
class Predicate:
    """A verb said of the ceasefire noun, or governing it."""

    index: int
    classes: frozenset[str]
    word: str
    relation: str  # object, subject, head, relative
    negated: bool = False
    modal: str = ""
    passive: bool = False
    controllers: tuple[int, ...] = ()
    preposition: str = ""


class ClauseItems:
    """Look-ups on the items of one sentence."""

    def __init__(self, clause: Clause, lexicon: Lexicon) -> None:
        self.clause = clause
        self.items = clause.items
        self.lexicon = lexicon
        # The words of the items: most questions are answered by a word that is not there.
        self.words = frozenset([item.word for item in clause.items])
        self._ids: list[int] = []
        self._mediators: list[ActorSpan] | None = None

    @property
    def mediators(self) -> list[ActorSpan]:
        """The actors that the sentence says to mediate, in a list of its own for each who asks."""
        if self._mediators is None:
            self._mediators = find_mediators(self.items, 0, len(self.items))
        return list(self._mediators)

    @cached_property
    def is_mediated_by_one(self) -> bool:
        """The sentence says that "he" or "she" brought the sides together."""
        return is_mediated_by_one(self.items)

    def clause_ids(self) -> list[int]:
        """Return the number of the clause each item stands in."""
        if not self._ids:
            self._ids = self._number_clauses()
        return self._ids

    def _number_clauses(self) -> list[int]:
        ids: list[int] = []
        current, finite = 0, False
        introduced = any(
            item.kind in ("sub", "prep") and not self._dates_next(k) for k, item in enumerate(self.items[:2])
        )
        for j, item in enumerate(self.items):
            if (
                item.kind == "rel"
                or item.word in (";", ":")
                or (item.kind == "sub" and j and item.word not in ("as", "than") and not self._dates_next(j))
            ):
                current += 1
            elif (
                item.word == ","
                and introduced
                and j + 1 < len(self.items)
                and (
                    self.items[j + 1].kind in ("actor", "pron", "det", "cf")
                    or self.items[j + 1].word in ("both",)
                )
            ):
                current, introduced = current + 1, False
            elif (
                item.kind == "conj" and item.word in ("and", "but", "or") and finite and self._new_subject(j)
            ) or (
                item.word == "as"
                and j + 1 < len(self.items)
                and self.items[j + 1].kind in ("pron", "actor")
                and self._new_subject(j)
            ):
                current += 1
            elif (
                (item.word == "but" and finite and self._past_next(j))
                or (item.word in ("and", "but") and finite and self._day_and_verb_next(j))
                or (item.word == "and" and finite and self.other_paper_next(j))
            ):
                # "declared a truce but took the town a day later", "agreed, but on 8 May the town fell"
                current += 1
            if ids and current != ids[-1]:
                finite = False
            finite = (
                finite or (item.kind == "verb" and item.form in ("ed", "s", "base")) or item.kind == "aux"
            )
            ids.append(current)
        return ids

    def _past_next(self, j: int) -> bool:
        """A verb outside the lexicon follows: what it tells is no further word on the ceasefire."""
        following = self.items[j + 1 : j + 3]
        return any(x.kind == "word" and (x.word in COMMON_PASTS or x.word.endswith("ed")) for x in following)

    def _day_and_verb_next(self, j: int) -> bool:
        """'... but on 8 May the town was taken': a day opens what comes next, and a verb follows."""
        after = self.items[j + 1 : j + 10]
        if after and after[0].kind == "prep":
            after = after[1:]
        if not after or after[0].date is None:
            return False
        for item in after[1:]:
            if item.kind == "aux" or (item.kind == "verb" and item.form in ("ed", "s")):
                return True
            if item.kind in ("sub", "rel", "punct"):
                return False
            if item.kind == "word" and (item.word in COMMON_PASTS or item.word.endswith("ed")):
                return True
        return False

    def other_paper_next(self, j: int) -> bool:
        """'declared a ceasefire on 8 October and signed an agreement with Delhi in May': another deed."""
        after = self.items[j + 1 : j + 5]
        if (
            len(after) < 3
            or "agree" not in after[0].classes
            or after[0].passive
            or after[0].form not in ("ed", "s")
        ):
            return False
        named = any(x.kind == "cf" for x in self.items[:j])
        return named and after[1].kind == "det" and not any(x.kind == "cf" for x in self.items[j + 1 : j + 9])

    def _dates_next(self, j: int) -> bool:
        dated = next(
            (k for k in (j + 1, j + 2) if k < len(self.items) and self.items[k].kind == "date"), None
        )
        if dated is None:
            return False
        # "before Christmas Day is over": the day is the subject of its clause.
        opens = any(item.kind == "aux" for item in self.items[dated + 1 : dated + 2])
        return not opens and not any(item.kind in ("actor", "cf") for item in self.items[j + 1 : j + 2])

    def _new_subject(self, j: int) -> bool:
        """'... and Armenia rejected it': an actor or pronoun follows with a verb of its own."""
        seen = False
        for item in self.items[j + 1 : j + 9]:
            if item.kind in ("actor", "pron") or item.kind == "cf" or item.word in _OF_WAR:
                # "..., but fighting resumed in April": a subject of its own.
                seen = True
            elif (
                item.kind == "aux"
                or item.kind == "modal"
                or (item.kind == "verb" and item.form in ("ed", "s"))
            ):
                return seen
            elif item.word == "of" and seen:
                # "and the new government of Koirala reciprocated"
                continue
            elif item.kind in ("prep", "sub", "rel", "conj", "punct"):
                return False
        return False

    def is_verbal(self, index: int) -> bool:
        """'ordered his men to cease fire': the noun is a verb here."""
        if not self.items[index].word.startswith("cease") or " " not in self.items[index].word:
            return False
        before = self.items[index - 1] if index else None
        if before is not None and before.word.endswith("ly") and index > 1:
            # "would immediately cease fire"
            before = self.items[index - 2]
        return before is not None and (
            before.kind == "modal"
            or (before.word == "to" and self._infinitive_before(index - 1))
            or (before.kind == "actor" and self._is_asked_for(index))
        )

    def _is_asked_for(self, index: int) -> bool:
        """'demanded that both sides cease fire', 'proposed that Iran and Iraq cease fire'."""
        for k in range(index - 1, max(0, index - 10), -1):
            if self.items[k].word == "that":
                return bool(self.items[k - 1].classes & {"call", "propose", "agree"})
            if self.items[k].kind not in ("actor", "det", "conj", "word"):
                return False
        return False

    def _infinitive_before(self, index: int) -> bool:
        before = self.items[index - 1] if index else None
        return before is None or (
            before.kind in ("actor", "word", "pron", "verb")
            and before.lemma not in ("agree", "commit", "adhere")
        )

    def verb_at(self, index: int, relation: str, preposition: str = "") -> Predicate:
        item = self.items[index]
        classes = item.classes
        return Predicate(
            index,
            classes,
            item.word,
            relation,
            self.negated(index),
            self.modal(index),
            item.passive,
            tuple(self.controllers(index)),
            preposition,
        )

    def negated(self, index: int) -> bool:
        for k in range(index - 1, max(-1, index - 6), -1):
            item = self.items[k]
            if item.kind == "actor" and item.word.startswith("neither "):
                return True
            if item.kind == "neg" and item.word != "no":
                # "Barely a week later they agreed": said of the time.
                return item.word not in _HARDLY or self.items[k + 1].kind != "date"
            if item.word == "to" and self.items[k - 1].word == "yet":
                # "have yet to agree a truce"
                return True
            if item.kind in ("sub", "rel", "punct", "verb", "conj", "cf") and item.word not in ('"',):
                return False
        return False

    def modal(self, index: int) -> str:
        before = self.items[index - 1] if index else None
        if before is not None and before.word == "," and index > 2:
            # "they will, for one month, take no offensive action"
            opens = next(
                (k for k in range(index - 2, max(0, index - 14), -1) if self.items[k].word == ","), None
            )
            if opens and self.items[opens - 1].kind == "modal":
                return self.items[opens - 1].word
        aside = [x.kind for x in self.items[max(0, index - 4) : index]]
        if aside == ["modal", "prep", "det", "word"]:
            # "would for that reason observe a ceasefire"
            return self.items[index - 4].word
        for k in range(index - 1, max(-1, index - 5), -1):
            item = self.items[k]
            if item.kind == "modal":
                return item.word
            if item.kind not in ("aux", "neg") and not (
                item.kind == "word" and (item.word.endswith("ly") or item.word in ("also", "soon", "then"))
            ):
                return ""
        return ""

    def controllers(self, index: int) -> list[int]:
        """Return the verbs that the verb at `index` depends on, innermost first ("agreed to sign", "urged X to
        accept")."""
        chain: list[int] = []
        while True:
            k = self.skip_back(index - 1)
            if k < 0:
                return chain
            item = self.items[k]
            infinitive = item.word == "to"
            if infinitive and k and self.items[k - 1].word == "only":
                # "turns the offer down, only to announce a pause of its own"
                return chain
            gerund = bool(self.items[index].form == "ing") and item.kind == "prep"
            if item.kind == "conj" and self.items[index].form == "base":
                shared = self._coordinate_verb(k)
                if shared is not None:
                    index = shared
                    continue
            if not infinitive and not gerund:
                if (
                    item.kind == "verb"
                    and self.items[index].form in ("base", "ing")
                    and item.verb
                    and ("broker" in self.items[index].classes or self.items[index].form == "ing")
                ):
                    chain.append(k)
                    index = k
                    continue
                return chain
            found = self._controller(k)
            if found is None or len(chain) > 3:
                return chain
            chain.append(found)
            index = found

    def _coordinate_verb(self, k: int) -> int | None:
        """'ready to stop the attacks and renew the truce': the second verb has what governs the first."""
        for c in range(k - 1, max(-1, k - 8), -1):
            item = self.items[c]
            # "a proposal to open corridors and pause the fighting", "to cease and desist from"
            infinitive = item.kind == "word" and c > 0 and self.items[c - 1].word == "to"
            if (item.kind in ("verb", "stop") and item.form == "base") or infinitive:
                return c
            if item.kind in ("sub", "rel", "punct"):
                return None
        return None

    def _controller(self, k: int) -> int | None:
        if k and self.items[k - 1].word == ",":
            # "pledged, with Norway's help, to stop": what stands between the commas governs nothing.
            for c in range(k - 2, max(0, k - 12), -1):
                if self.items[c].word == ",":
                    if self.items[c - 1].kind == "verb":
                        return c - 1
                    break
        for c in range(k - 1, max(-1, k - 22), -1):
            item = self.items[c]
            if c < k - 12 and item.kind not in ("actor", "conj", "punct", "det", "prep", "verb", "word"):
                # Only a list of those called upon may stand so far between.
                return None
            if (
                item.kind == "head"
                and item.word in ("call", "calls")
                and self.items[c + 1].word not in ("to", "for", "on", "upon", "that")
            ):
                # "agreed in a telephone call to stop": not a call for anything.
                continue
            if item.kind in ("verb", "head") or (
                item.kind == "word" and (item.word in _PLANNED_WORDS or item.word in ORDERS)
            ):
                return c
            if item.kind == "stop":
                return None
            if (
                item.kind in ("rel", "cf", "modal")
                or item.word in (";", ":")
                or (item.kind == "sub" and item.word not in ("as",))
            ):
                return None
        return None

    def possessor(self, modifiers: list[Item]) -> list[ActorSpan]:
        """Return whose ceasefire it is: possessives and adjectives before the noun."""
        return [
            item.actor
            for item in modifiers
            if item.actor and (item.word.endswith(("'s", "s'")) or item.actor.form == "adjective")
        ]

    def is_claim(self, index: int) -> bool:
        """Somebody accuses or blames before the item at `index`."""
        return any(item.kind == "verb" and item.classes & {"accuse"} for item in self.items[:index])

    def is_generic(self) -> bool:
        """Explainer prose: says how such things go in general."""
        return not GENERIC_ADVERBS.isdisjoint(self.words) or {"not", "unusual"} <= self.words

    def is_conditional(self, index: int) -> bool:
        """The noun stands in an if-clause or a question."""
        for k in range(index - 1, -1, -1):
            item = self.items[k]
            if item.kind == "sub" and item.word in ("if", "unless", "whether"):
                return True
            if item.kind == "sub" and item.word == "until":
                return False
            if item.word in (";", ":") or (item.kind == "sub" and item.word not in ("as", "than")):
                return False
        return False

    def skip_back(self, j: int) -> int:
        while j >= 0 and (
            self.items[j].word in SKIPPED
            or (self.items[j].kind == "word" and self.items[j].word.endswith("ly"))
        ):
            j -= 1
        return j
