"""The clause machine: from the typed items of a sentence to the ceasefire events it tells.

Every ceasefire noun is read by what governs it on its left (the verb or noun it is the object of) and by what is said of it
on its right (the verbs whose subject it is, relative clauses, participles).
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.coding.items import BE, GENERIC_ADVERBS, Clause, Item
from analysis.coding.lexicon import Lexicon

_SKIP = frozenset(('"', "'", "(", ")", "[", "]", "*"))
_LICENCES: dict[str, frozenset[str]] = {
    "for": frozenset(("call", "propose", "provide")),
    "to": frozenset(("agree", "declare", "call", "hold", "result", "revive", "begin")),
    "on": frozenset(("agree", "denounce", "call")),
    "upon": frozenset(("agree",)),
    "into": frozenset(("agree", "result")),
    "in": frozenset(("result", "agree")),
    "with": frozenset(("result", "hold")),
    "by": frozenset(("hold",)),
    "from": frozenset(("denounce",)),
    "of": frozenset(("denounce", "accuse")),
    "about": frozenset(("result",)),
}
_REFERENCE_PREPOSITIONS = frozenset("under during despite following over about through within amid per since after before until notwithstanding throughout without against upon as".split())
NEW_WORDS = frozenset("another new fresh second third fourth fifth further separate renewed latest".split())
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
UNILATERAL = frozenset("unilateral unilaterally one-sided".split())
_MUTUAL = frozenset("bilateral mutual reciprocal joint tripartite trilateral comprehensive".split())
_IN_FORCE = {("in", "force"), ("in", "effect"), ("in", "place"), ("in", "operation"), ("into", "force")}
_OVER = frozenset("over dead void null defunct finished short-lived shattered broken brief moribund meaningless".split())
_FRAGILE = frozenset("fragile shaky uneasy tenuous precarious strained".split())
_INTRANSITIVE = frozenset("collapse hold begin expire fight result".split())
_CONTROL_PASS = frozenset("manage managed managing continue continued able begin began succeed succeeded help helped helping helps failed".split())
_PLANNED_WORDS = frozenset("ready willing prepared set due expected poised likely scheduled intended about close determined open keen hoping".split())


_LEADS_TO = frozenset("allowed left appears appeared seems seemed continues continued proved came began begun".split())


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


class ClauseReader:
    """Reads the events of one sentence."""

    def __init__(self, clause: Clause, lexicon: Lexicon) -> None:
        self.clause = clause
        self.items = clause.items
        self.lexicon = lexicon

    def clause_ids(self) -> list[int]:
        """Return the number of the clause each item stands in."""
        ids: list[int] = []
        current, finite = 0, False
        introduced = any(item.kind in ("sub", "prep") and not self._dates_next(k) for k, item in enumerate(self.items[:2]))
        for j, item in enumerate(self.items):
            if item.kind == "rel" or item.word in (";", ":") or item.kind == "sub" and j and item.word not in ("as", "than") and not self._dates_next(j):
                current += 1
            elif item.word == "," and introduced and j + 1 < len(self.items) and (self.items[j + 1].kind in ("actor", "pron", "det", "cf") or self.items[j + 1].word in ("both",)):
                current, introduced = current + 1, False
            elif item.kind == "conj" and item.word in ("and", "but", "or") and finite and self._new_subject(j):
                current += 1
            elif item.word == "as" and j + 1 < len(self.items) and self.items[j + 1].kind in ("pron", "actor") and self._new_subject(j):
                current += 1
            if ids and current != ids[-1]:
                finite = False
            finite = finite or item.kind == "verb" and item.verb is not None and item.verb.form in ("ed", "s", "base") or item.kind == "aux"
            ids.append(current)
        return ids

    def _dates_next(self, j: int) -> bool:
        return any(item.kind == "date" for item in self.items[j + 1 : j + 3]) and not any(
            item.kind in ("actor", "cf") for item in self.items[j + 1 : j + 2]
        )

    def _new_subject(self, j: int) -> bool:
        """'... and Armenia rejected it': an actor or pronoun follows with a verb of its own."""
        seen = False
        for item in self.items[j + 1 : j + 9]:
            if item.kind in ("actor", "pron") or item.kind == "cf":
                seen = True
            elif item.kind == "aux" or item.kind == "modal" or item.kind == "verb" and item.verb and item.verb.form in ("ed", "s"):
                return seen
            elif item.kind in ("prep", "sub", "rel", "conj", "punct"):
                return False
        return False

    # --- the noun phrase -------------------------------------------------------------------------------------------

    def is_verbal(self, index: int) -> bool:
        """'ordered his men to cease fire': the noun is a verb here."""
        if not self.items[index].word.startswith("cease") or " " not in self.items[index].word:
            return False
        before = self.items[index - 1] if index else None
        return before is not None and (before.kind == "modal" or before.word == "to" and self._infinitive_before(index - 1))

    def _infinitive_before(self, index: int) -> bool:
        before = self.items[index - 1] if index else None
        return before is None or before.kind in ("actor", "word", "pron", "verb") and not (before.verb and before.verb.lemma in ("agree", "commit", "adhere"))

    def left_edge(self, index: int) -> tuple[int, list[Item]]:
        """Return the index of the first item of the noun phrase and its premodifiers."""
        modifiers: list[Item] = []
        j = index - 1
        determined = False
        while j >= 0:
            item = self.items[j]
            if item.kind == "det" and not determined:
                modifiers.append(item)
                determined = True
                j -= 1
                # "all of its", "such a", "yet another"
                continue
            if determined:
                break
            if item.word in _SKIP or item.kind in ("number", "head") and item.head not in ("call",) and j < index - 1:
                j -= 1
                continue
            if item.kind in ("word", "number", "date") and (item.kind != "date" or item.date is not None and item.date.preposition in ("", "the", "a", "an", "their", "its", "his", "this", "that", "of", "short-lived", "earlier", "original")):
                modifiers.append(item)
                j -= 1
                continue
            if item.kind == "neg" and item.word == "no":
                modifiers.append(item)
                determined = True
                j -= 1
                continue
            if item.kind == "actor" and item.actor and self._premodifies(j):
                modifiers.append(item)
                determined = item.word.endswith(("'s", "s'")) or determined
                j -= 1
                continue
            if item.kind == "verb" and self._is_participle_adjective(j):
                modifiers.append(item)
                j -= 1
                continue
            if item.kind in ("conj", "punct") and item.word in ("and", ",", "-", "/", "but") and modifiers and modifiers[-1].kind in ("word", "verb", "actor") and j and self.items[j - 1].kind in ("word", "actor", "det") and self._det_within(j):
                j -= 1
                continue
            break
        return j + 1, modifiers

    def _det_within(self, j: int) -> bool:
        """A determiner stands a few adjectives further left: the comma or 'and' joins adjectives, not clauses."""
        for item in reversed(self.items[max(0, j - 5) : j]):
            if item.kind == "det":
                return True
            if item.kind not in ("word", "actor", "number", "punct", "conj"):
                return False
        return False

    def _premodifies(self, j: int) -> bool:
        item = self.items[j]
        assert_actor = item.actor
        if assert_actor is None:
            return False
        if assert_actor.attributive or assert_actor.form == "adjective" or item.word.endswith(("'s", "s'")):
            return True
        following = self.items[j + 1] if j + 1 < len(self.items) else None
        if following and following.word == "-":
            return True
        before = self.items[j - 1] if j else None
        return before is not None and (before.kind == "det" or before.word in ("-", "/") or before.kind == "prep" or before.kind == "word" and self._det_within(j))

    def _is_participle_adjective(self, j: int) -> bool:
        item = self.items[j]
        if not item.verb or item.verb.form not in ("ed", "ing"):
            return False
        before = self.items[j - 1] if j else None
        if item.verb.form == "ing":
            return before is not None and before.kind == "det"
        return before is not None and (before.kind in ("det", "number") or before.word in ("-", "newly", "recently", "hastily", "previously", "of", "jointly") or before.kind == "word" and self._det_within(j) or before.kind == "actor" and (before.word.endswith("'s") or before.actor is not None and before.actor.form == "adjective" and self.items[j].word in _MEDIATED))

    def compound(self, index: int) -> tuple[str, int]:
        """Return what the noun is the first part of ("ceasefire line") and the index of the last part."""
        kind, last = "", index
        j = index + 1
        while j < len(self.items) and j <= index + 3:
            item = self.items[j]
            if item.word in ("-", '"', "'"):
                j += 1
                continue
            found = self.lexicon.compounds.get(item.word)
            if not found or item.kind in ("date", "actor"):
                break
            if item.kind == "verb" and item.verb and item.verb.form == "s" and item.word in ("calls", "offers", "plans"):
                break
            if item.word in ("end", "force", "group", "joint", "order", "demands", "call", "status", "office", "plan", "offer") and item.kind == "verb":
                break
            kind, last = found, j
            j += 1
        return kind, last

    # --- what governs it -------------------------------------------------------------------------------------------

    def governor(self, left: int) -> Predicate | None:
        """Return the verb or noun that the noun phrase starting at `left` is the object of."""
        g = self._skip_phrases(self.skip_back(left - 1))
        if g < 0:
            return None
        item = self.items[g]
        if item.kind == "prep" or item.kind == "sub" and item.word in ("as",):
            return self._prepositional(g)
        if item.kind == "verb":
            return self.verb_at(g, "object")
        if item.kind == "stop":
            return self.verb_at(g, "object")
        if item.kind == "conj" or item.word == ",":
            return self._coordinated(g)
        return None

    def _skip_phrases(self, g: int) -> int:
        """'signed on 8 January 1993 in Addis Ababa a ceasefire': step over dates and places between verb and object."""
        for _ in range(3):
            if g <= 0 or self.items[g].kind not in ("date", "word", "number"):
                return g
            k = g
            while k > max(0, g - 4) and self.items[k].kind in ("date", "word", "number", "det"):
                k -= 1
            if self.items[k].kind == "verb" and self.items[g].kind == "date":
                return k
            if not (self.items[k].kind == "prep" and self.items[k].word in ("on", "in", "at")) or k == 0:
                return g
            before = self.skip_back(k - 1)
            if before < 0 or self.items[before].kind not in ("verb", "date", "word", "number"):
                return g
            g = before
        return g

    def skip_back(self, j: int) -> int:
        while j >= 0 and (self.items[j].word in _SKIP or self.items[j].kind == "word" and self.items[j].word.endswith("ly")):
            j -= 1
        return j

    def _prepositional(self, g: int) -> Predicate | None:
        preposition = self.items[g].word
        h = self.skip_back(g - 1)
        if h >= 0 and self.items[h].kind == "head":
            head = self.items[h]
            if not (preposition in ("in", "at", "under", "during", "by", "with") and head.head in ("talk", "call", "propose")):
                found = Predicate(h, frozenset((head.head,)), head.word, "head", preposition=preposition)
                found.negated = self.negated(h)
                return found
        if h >= 0 and self.items[h].kind == "verb" and (preposition != "of" or self.items[h].verb and "denounce" in self.items[h].verb.classes):
            verb = self.items[h].verb
            if verb and (verb.classes & _LICENCES.get(preposition, frozenset()) or preposition not in _LICENCES and preposition not in _REFERENCE_PREPOSITIONS):
                return self.verb_at(h, "object", preposition)
        for k in range(h, max(-1, h - 14), -1):
            item = self.items[k]
            if item.kind in ("sub", "rel") or item.word in (";", ":") or item.kind == "cf":
                break
            if item.kind == "verb" and item.verb:
                if item.verb.classes & _LICENCES.get(preposition, frozenset()):
                    return self.verb_at(k, "object", preposition)
                if item.verb.form != "ing":
                    break
            if item.kind == "head" and preposition in ("for", "to", "of", "on") and item.head in ("call", "agree", "propose", "violate"):
                return Predicate(k, frozenset((item.head,)), item.word, "head", preposition=preposition)
        return Predicate(g, frozenset(("reference",)), preposition, "prep", preposition=preposition)

    def _coordinated(self, g: int) -> Predicate | None:
        """'agreed to the withdrawal of troops and a ceasefire': the second object has the verb of the first."""
        if self.items[g].word == "," and g > 0 and self.items[g - 1].kind in ("date",):
            return None
        for k in range(g - 1, max(-1, g - 9), -1):
            item = self.items[k]
            if item.kind in ("sub", "rel") or item.word in (";", ":") or item.kind == "cf" and self.items[g].word == ",":
                return None
            if item.kind == "verb" and item.verb and item.verb.form != "ing":
                if item.verb.classes & {"agree", "call", "propose", "declare", "broker", "reject", "result"}:
                    found = self.verb_at(k, "object")
                    return found
                return None
            if item.kind == "head" and item.head in ("agree", "call", "propose") and self.items[k + 1].kind == "prep":
                return Predicate(k, frozenset((item.head,)), item.word, "head")
        return None

    def verb_at(self, index: int, relation: str, preposition: str = "") -> Predicate:
        item = self.items[index]
        classes = item.verb.classes if item.verb else frozenset()
        return Predicate(
            index, classes, item.word, relation, self.negated(index), self.modal(index), item.passive,
            tuple(self.controllers(index)), preposition,
        )  # fmt: skip

    def negated(self, index: int) -> bool:
        for k in range(index - 1, max(-1, index - 6), -1):
            item = self.items[k]
            if item.kind == "neg" and item.word != "no":
                return True
            if item.kind in ("sub", "rel", "punct", "verb", "conj", "cf") and item.word not in ('"',):
                return item.kind == "cf" and False
        return False

    def modal(self, index: int) -> str:
        for k in range(index - 1, max(-1, index - 5), -1):
            item = self.items[k]
            if item.kind == "modal":
                return item.word
            if item.kind not in ("aux", "neg") and not (item.kind == "word" and (item.word.endswith("ly") or item.word in ("also", "soon", "then"))):
                return ""
        return ""

    def controllers(self, index: int) -> list[int]:
        """Return the verbs that the verb at `index` depends on, innermost first ("agreed to sign", "urged X to accept")."""
        chain: list[int] = []
        while True:
            k = self.skip_back(index - 1)
            if k < 0:
                return chain
            item = self.items[k]
            infinitive = item.word == "to"
            gerund = bool(self.items[index].verb and self.items[index].verb.form == "ing") and item.kind == "prep"
            if item.kind == "conj" and self.items[index].verb and self.items[index].verb.form == "base":
                shared = self._coordinate_verb(k)
                if shared is not None:
                    index = shared
                    continue
            if not infinitive and not gerund:
                if item.kind == "verb" and self.items[index].verb and self.items[index].verb.form in ("base", "ing") and item.verb and ("broker" in self.items[index].verb.classes or self.items[index].verb.form == "ing"):
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
            if item.kind in ("verb", "stop") and item.verb and item.verb.form == "base":
                return c
            if item.kind in ("sub", "rel", "punct"):
                return None
        return None

    def _controller(self, k: int) -> int | None:
        for c in range(k - 1, max(-1, k - 12), -1):
            item = self.items[c]
            if item.kind in ("verb", "head") or item.kind == "word" and item.word in _PLANNED_WORDS:
                return c
            if item.kind == "stop":
                return None
            if item.kind in ("rel", "cf", "modal") or item.word in (";", ":") or item.kind == "sub" and item.word not in ("as",):
                return None
        return None

    def relative_maker(self, right: int) -> Predicate | None:
        """'the ceasefire (that) Addis Ababa declared', 'the truce they concluded': the maker stands in a relative clause."""
        j = right + 1
        if j < len(self.items) and self.items[j].word == ",":
            j += 1
        explicit = j < len(self.items) and self.items[j].kind == "rel"
        j += 1 if explicit else 0
        subject = False
        for k in range(j, min(len(self.items), j + 10)):
            item = self.items[k]
            if item.kind in ("actor", "pron") or explicit and item.kind == "word" and k > j:
                subject = True
            elif item.kind == "verb" and item.verb:
                if not subject or item.passive or item.verb.form == "ing" or not item.verb.classes & {"agree", "declare", "broker", "propose"}:
                    return None
                return self.verb_at(k, "object")
            elif item.kind in ("sub", "prep", "rel", "cf") and not (item.kind == "prep" and item.word in ("of", "and")) or item.word in (";", ":", "."):
                return None
            elif not subject and not explicit and item.kind not in ("det", "word"):
                return None
        return None

    # --- what is said of it ----------------------------------------------------------------------------------------

    def said_of(self, right: int, subject: bool) -> list[Predicate]:
        """Return the predicates whose subject is the noun ending at `right`; `subject` = nothing governs it on the left."""
        found: list[Predicate] = []
        open_main = subject
        in_relative = False
        comma = False
        j = right + 1
        while j < len(self.items):
            item = self.items[j]
            if item.kind == "rel" and item.word in ("that", "which", "who"):
                before = self.items[j - 1]
                if before.kind in ("cf", "punct", "head", "date", "word", "actor", "verb") and j - right <= 8:
                    in_relative = True
                else:
                    break
            elif item.word in (";", ":") or item.kind == "cf" or item.word == "(" and False:
                break
            elif item.kind == "sub" and item.word not in ("as",):
                if not self._resumes_after(j, subject):
                    break
                j = self._resumes_after(j, subject)
                continue
            elif item.word == ",":
                comma = True
            elif item.kind == "conj" and item.word in ("and", "but", "or", "yet"):
                if j and self.items[j - 1].actor is not None and j + 1 < len(self.items) and self.items[j + 1].kind in ("actor", "det", "word"):
                    pass
                elif not self._continues_verb(j):
                    if not (open_main and not found):
                        break
            elif item.kind == "stop":
                if open_main and not found:
                    found.append(Predicate(j, frozenset(("result",)), item.word, "subject"))
                break
            elif item.kind == "aux" and self._copula_state(j):
                word = self._copula_state(j)
                if open_main or in_relative or found:
                    found.append(Predicate(j, frozenset((word,)), item.word, "relative" if in_relative else "subject", self._copula_negated(j)))
                    open_main = False
            elif item.kind == "prep" and item.word == "in" and j + 1 < len(self.items) and (item.word, self.items[j + 1].word) in _IN_FORCE and (not subject or j - right == 1) and not found:
                found.append(Predicate(j, frozenset(("hold",)), "in force", "relative"))
            elif item.kind == "verb" and item.verb:
                predicate = self._said_verb(j, right, open_main, in_relative, comma)
                if predicate is None:
                    if item.verb.form in ("s", "ed", "base") and not item.passive and found:
                        break
                    if item.verb.form in ("ed", "s") and (in_relative or open_main):
                        # A verb that says nothing of the state ("the truce allowed aid in") still closes the clause.
                        if in_relative:
                            in_relative = False
                        else:
                            open_main = False
                else:
                    found.append(predicate)
                    if predicate.relation == "subject":
                        open_main = False
                    in_relative = False
            elif item.kind in ("pron",) and not in_relative and found:
                break
            j += 1
        return found

    def _resumes_after(self, j: int, subject: bool) -> int:
        return 0

    def _continues_verb(self, j: int) -> bool:
        for item in self.items[j + 1 : j + 5]:
            if item.kind == "verb":
                return item.verb is not None and item.verb.form != "ing"
            if item.kind not in ("aux", "neg", "modal") and not (item.kind == "word" and (item.word.endswith("ly") or item.word in ("then", "soon", "later", "also"))):
                return False
        return False

    def _copula_state(self, j: int) -> str:
        if self.items[j].word not in BE:
            return ""
        for k in range(j + 1, min(len(self.items), j + 5)):
            item = self.items[k]
            if k + 1 < len(self.items) and (item.word, self.items[k + 1].word) in _IN_FORCE:
                return "hold"
            if item.word in _OVER or item.word == "in" and k + 1 < len(self.items) and self.items[k + 1].word in ("tatters", "ruins", "shreds", "pieces"):
                return "collapse"
            if item.word in ("successful", "effective", "intact"):
                return "hold"
            if item.word in _FRAGILE:
                return "fragile"
            if item.kind not in ("word", "neg", "aux", "number") or item.kind == "word" and not (item.word.endswith("ly") or item.word in ("also", "now", "still", "already", "effectively", "all", "but", "then", "very")):
                return ""
        return ""

    def _copula_negated(self, j: int) -> bool:
        return any(item.kind == "neg" or item.word == "longer" for item in self.items[j - 2 : j + 4] if item)

    def _said_verb(self, j: int, right: int, open_main: bool, in_relative: bool, comma: bool) -> Predicate | None:
        item = self.items[j]
        verb = item.verb
        if verb is None:
            return None
        interesting = verb.classes - {"say", "talk", "try", "accuse", "deny"}
        previous = self.items[j - 1]
        if previous.word == "to" and verb.form == "base" and "begin" in verb.classes and j - right <= 6:
            return Predicate(j, frozenset(("begin",)), item.word, "relative", modal="will")
        if not interesting:
            return None
        if in_relative:
            return self.verb_at(j, "relative")
        if item.passive and open_main:
            return self.verb_at(j, "subject")
        if verb.form == "ed" and j - right <= 12 and not self._has_main_before(right, j):
            reduced = not (verb.classes & _INTRANSITIVE) or self._next_word(j) in ("by",)
            if reduced and self._reduced(j, right):
                # Headlines leave "was" out: "Ceasefire agreed in Doha".
                relation = "subject" if open_main and self._is_last_verb(j) else "relative"
                predicate = self.verb_at(j, relation)
                predicate.passive = True
                return predicate
            if open_main and verb.classes & (_INTRANSITIVE | {"denounce"}):
                return self.verb_at(j, "subject")
        if open_main and verb.form == "ed" and any(x.word in ("had", "has", "have") for x in self.items[max(right + 1, j - 3) : j]):
            return self.verb_at(j, "subject")
        if open_main and verb.form == "base" and previous.word == "to" and j >= 2 and self.items[j - 2].word in _LEADS_TO:
            return self.verb_at(j, "subject")
        if verb.form == "ing" and "begin" in verb.classes and j - right <= 8:
            return Predicate(j, frozenset(("begin",)), item.word, "relative")
        if verb.form == "ing" and verb.classes & {"collapse", "result"} and previous.word in (",", '"') and j - right <= 8:
            return None
        if open_main and (verb.form in ("s", "base") or self.modal(j)):
            return self.verb_at(j, "subject")
        if open_main and verb.form == "ed" and verb.classes & _INTRANSITIVE:
            return self.verb_at(j, "subject")
        return None

    def _has_main_before(self, right: int, j: int) -> bool:
        return any(
            item.kind == "verb" and item.verb and item.verb.form in ("s",) for item in self.items[right + 1 : j]
        )

    def _reduced(self, j: int, right: int) -> bool:
        between = self.items[right + 1 : j]
        return all(item.kind in ("punct", "actor", "date", "prep", "word", "conj", "number", "det", "head") for item in between)

    def _is_last_verb(self, j: int) -> bool:
        return not any(item.kind in ("verb", "aux") and (item.kind == "aux" or item.verb and item.verb.form in ("ed", "s")) for item in self.items[j + 1 :])

    def _next_word(self, j: int) -> str:
        return self.items[j + 1].word if j + 1 < len(self.items) else ""

    def possessor(self, left: int, modifiers: list[Item]) -> list:  # type: ignore[type-arg]
        return [item.actor for item in modifiers if item.actor and (item.word.endswith(("'s", "s'")) or item.actor.form == "adjective")]

    def is_claim(self, index: int) -> bool:
        return any(item.kind == "verb" and item.verb and item.verb.classes & {"accuse"} for item in self.items[:index])

    def is_plural(self, index: int, right: int, modifiers: list[Item]) -> bool:
        last = self.items[right].word if right != index else self.items[index].word
        return last.endswith("s") and not last.endswith(("ss", "hostilities", "operations", "activities", "attacks", "actions", "us")) or any(
            item.word in ("several", "many", "numerous", "multiple", "previous two", "various") for item in modifiers
        )

    def is_generic(self) -> bool:
        """Explainer prose: says how such things go in general."""
        return any(item.word in GENERIC_ADVERBS for item in self.items)

    def is_conditional(self, index: int) -> bool:
        """The noun stands in an if-clause or a question."""
        for k in range(index - 1, -1, -1):
            item = self.items[k]
            if item.kind == "sub" and item.word in ("if", "unless", "whether"):
                return True
            if item.kind == "sub" and item.word == "until":
                return False
            if item.word in (";", ":") or item.kind == "sub" and item.word not in ("as", "than"):
                return False
        return False


_MEDIATED = frozenset("brokered mediated sponsored negotiated facilitated proposed backed led organised organized monitored drafted".split())
