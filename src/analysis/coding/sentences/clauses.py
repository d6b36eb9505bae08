"""The clause machine: what is said of a ceasefire noun, added to what governs it.

Every ceasefire noun is read by what governs it on its left (the verb or noun it is the object of) and by what
is said of it on its right (the verbs whose subject it is, relative clauses, participles).
"""

from __future__ import annotations

from analysis.coding.sentences.clause_items import Predicate
from analysis.coding.sentences.copulas import IN_FORCE, PROVES, CopulaReader
from analysis.coding.sentences.items import BE, Item

_INTRANSITIVE = frozenset("collapse hold begin expire fight result".split())
_LEADS_TO = frozenset(
    "allowed left appears appeared seems seemed continues continued proved came began begun".split()
)
# What is told of a ceasefire after all else: "... and ended on 2 January".
_LATE_STATES = frozenset(("collapse", "hold", "expire", "begin"))


def _is_participle(item: Item) -> bool:
    return (
        item.kind == "verb"
        and item.form == "ed"
        and bool(item.classes & {"extend", "agree", "declare", "broker"})
    )


class ClauseReader(CopulaReader):
    """Reads the predicates of one sentence."""

    def said_of(self, right: int, subject: bool) -> list[Predicate]:
        """Return the predicates whose subject is the noun ending at `right`; `subject` = nothing governs it on
        the left."""
        found: list[Predicate] = []
        open_main = subject
        in_relative = joined = False
        comma = False
        j = self._after_contact_clause(right + 1)
        while j < len(self.items):
            item = self.items[j]
            if item.word == "who" and (closed := self._end_of_aside(j)) is not None:
                # "arranged by the minister, who had flown in, was broken": what is told of the person is skipped.
                j = closed
                continue
            if item.kind == "rel" and item.word in ("that", "which", "who"):
                before = self.items[j - 1]
                closed = self._end_of_aside(j) if open_main and item.word == "which" else None
                if closed is not None:
                    # "a halt which the cabinet approved by ten votes to one, took effect": told of it between commas.
                    found += self._in_aside(j, closed, right)
                    j = closed
                    continue
                if before.kind in ("cf", "punct", "head", "date", "word", "actor", "verb") and (
                    j - right <= 8 or self._tells_of_truce(j)
                ):
                    in_relative = True
                elif before.kind == "prep" and (comma_after := self._next_comma(j)) is not None:
                    # "a lull in which the garrison might leave, which was refused"
                    j = comma_after
                    continue
                else:
                    break
            elif item.kind == "sub" and comma and (closed := self._end_of_aside(j, "sub")) is not None:
                # "made in May after heavy losses, was turned down": the clause of time within the commas.
                j = closed
                continue
            elif (
                item.word in (";", ":")
                or item.kind == "cf"
                or (item.kind == "sub" and item.word != "as" and not self._dates_next(j))
            ):
                break
            elif item.word == "," and (closed := self._end_of_apposition(j)) is not None:
                # "A truce with the EMC, a faction which rejects the accord, began on 17 October."
                j = closed
                continue
            elif item.word == ",":
                comma = True
            elif item.kind == "conj" and (self.next_word(j), self.next_word(j + 1)) in IN_FORCE:
                # "negotiated by Angola and in force from 4 August, was frayed"
                found.append(Predicate(j + 1, frozenset(("hold",)), "in force", "relative"))
                j += 3
                continue
            elif item.kind == "conj" and item.word in ("and", "but", "or", "yet"):
                if self.other_paper_next(j):
                    break
                if (
                    j
                    and self.items[j - 1].actor is not None
                    and j + 1 < len(self.items)
                    and self.items[j + 1].kind in ("actor", "det", "word")
                    and not self._continues_verb(j)
                ):
                    pass
                elif self._continues_verb(j) or self.copula_state(j + 1):
                    last = found[-1] if found else None
                    following = self.items[j + 1]
                    if last is not None and last.relation == "relative" and _is_participle(following):
                        # "declared on 3 September and extended in December, was broken": told of it as the first is.
                        found.append(self._participle(j + 1))
                        j += 2
                        continue
                    joined = open_main or any(p.relation == "subject" for p in found)
                    if not (found or open_main or in_relative):
                        # "lifted the ceasefire and ordered an attack": said of who lifted it.
                        break
                    # "was signed on 20 May and collapsed on 3 June"
                    open_main = open_main or any(p.relation == "subject" for p in found)
                elif not (open_main and not found):
                    break
            elif item.kind == "stop":
                if open_main and not found:
                    found.append(Predicate(j, frozenset(("result",)), item.word, "subject"))
                break
            elif (item.kind == "aux" or item.word in PROVES) and self.copula_state(j):
                word = self.copula_state(j)
                if open_main or in_relative or found:
                    found.append(
                        Predicate(
                            j,
                            frozenset((word,)),
                            item.word,
                            "relative" if in_relative else "subject",
                            self.copula_negated(j),
                        )
                    )
                    open_main = False
            elif (
                item.kind == "prep"
                and item.word == "in"
                and j + 1 < len(self.items)
                and (item.word, self.items[j + 1].word) in IN_FORCE
                and (not subject or j - right == 1)
                and not found
                # "a ceasefire in place along the canal": one that leaves the lines as they are.
                and not (
                    j - right == 1
                    and self.next_word(j) == "place"
                    and self.next_word(j + 1) in ("along", "on")
                )
            ):
                found.append(Predicate(j, frozenset(("hold",)), "in force", "relative"))
            elif item.kind == "verb" and item.verb:
                predicate = self._said_verb(j, right, open_main, in_relative, comma)
                if predicate is None and joined and item.form == "ed" and item.classes & _LATE_STATES:
                    # "was not reciprocated by the palace and ended on 2 January"
                    predicate = self.verb_at(j, "subject")
                joined = False
                if predicate is None:
                    if item.form in ("s", "ed", "base") and not item.passive and found:
                        break
                    if item.form == "ed" and self.items[j - 1].word == ",":
                        # "The agreement, aimed at ..., was signed": a participle between commas closes nothing.
                        pass
                    elif item.form in ("ed", "s") and (in_relative or open_main):
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

    def _in_aside(self, j: int, closed: int, right: int) -> list[Predicate]:
        """What the relative clause between commas says of the noun: its first verb that tells something."""
        for k in range(j + 1, closed - 1):
            if self.items[k].verb is not None:
                predicate = self._said_verb(k, right, False, True, True)
                return [predicate] if predicate is not None else []
        return []

    def _after_contact_clause(self, j: int) -> int:
        """Past '(the ceasefire) they announced (from Delhi collapsed)': a relative clause without its pronoun, whose
        subject is those who made it."""
        if j + 1 >= len(self.items) or self.items[j].kind not in ("pron", "actor"):
            return j
        made = {"agree", "declare", "propose", "broker"}
        for k in range(j + 1, min(len(self.items), j + 4)):
            told = self.items[k]
            if told.verb is not None:
                active = told.form == "ed" and not told.passive and self.items[k - 1].word != ","
                return k + 1 if active and told.classes & made else j
        return j

    def _end_of_apposition(self, j: int) -> int | None:
        """Where ', a faction which rejects the accord,' closes before the verb that has the noun as its subject."""
        named = self.items[j - 1].actor is not None or self.items[j - 1].word == ")"
        if not named or self.next_word(j) not in ("a", "an", "the"):
            return None
        for k in range(j + 2, min(len(self.items) - 1, j + 16)):
            if self.items[k].kind in ("cf", "sub") or self.items[k].word in (";", ":"):
                return None
            if self.items[k].word == ",":
                following = self.items[k + 1]
                return (
                    k + 1 if following.kind == "aux" or (following.verb and following.form == "ed") else None
                )
        return None

    def _next_comma(self, j: int) -> int | None:
        return next((k for k in range(j, min(len(self.items), j + 18)) if self.items[k].word == ","), None)

    def _end_of_aside(self, j: int, opener: str = "rel") -> int | None:
        """Where the commas around ', who had flown to Jaffna for the purpose,' close."""
        if opener == "rel" and self.items[j - 1].word != ",":
            return None
        told = False
        for k in range(j + 1, min(len(self.items) - 1, j + 24)):
            if self.items[k].kind in ("cf", "rel") or self.items[k].word in (";", ":"):
                return None
            # "which the president, its mediator, had announced, collapsed": the second comma closes nothing.
            told = told or self.items[k].verb is not None or self.items[k].kind == "aux" or opener == "sub"
            if (
                told
                and self.items[k].word == ","
                and (self.items[k + 1].kind == "aux" or (opener == "rel" and self.items[k + 1].verb))
            ):
                return k + 1
        return None

    def _participle(self, j: int) -> Predicate:
        predicate = self.verb_at(j, "relative")
        predicate.passive = True
        return predicate

    def _tells_of_truce(self, j: int) -> bool:
        """'a truce between the army and the rebels around the town, which took effect ...': only one can."""
        if self.items[j - 1].word != "," or self.items[j].word != "which":
            return False
        verb = next((x for x in self.items[j + 1 : j + 5] if x.verb is not None), None)
        return verb is not None and (
            bool(verb.classes & {"begin", "expire"})
            or (verb.passive and bool(verb.classes & {"reject", "violate", "denounce"}))
        )

    def _continues_verb(self, j: int) -> bool:
        for item in self.items[j + 1 : j + 5]:
            if item.kind == "verb":
                return item.form != "ing"
            if item.kind not in ("aux", "neg", "modal") and not (
                item.kind == "word"
                and (item.word.endswith("ly") or item.word in ("then", "soon", "later", "also"))
            ):
                return False
        return False

    def _said_verb(
        self, j: int, right: int, open_main: bool, in_relative: bool, comma: bool
    ) -> Predicate | None:
        item = self.items[j]
        verb = item.verb
        if verb is None:
            return None
        interesting = verb.classes - {"say", "talk", "try", "accuse", "deny"}
        previous = self.items[j - 1]
        if (
            previous.word == "to"
            and verb.form == "base"
            and "begin" in verb.classes
            and (j - right <= 6 or self.items[j - 2].word == ",")
        ):
            return Predicate(j, frozenset(("begin",)), item.word, "relative", modal="will")
        if not interesting:
            return None
        if in_relative and verb.form == "ing" and not item.passive:
            # "which is a continuation of the policy of disrupting talks": not said of the ceasefire.
            return None
        if in_relative:
            return self.verb_at(j, "relative")
        if item.passive and open_main:
            return self.verb_at(j, "subject")
        if verb.form == "ed" and j - right <= 12 and not self._has_main_before(right, j):
            reduced = not (verb.classes & _INTRANSITIVE) or self.next_word(j) in ("by",)
            if reduced and self._reduced(j, right):
                # Headlines leave "was" out: "Ceasefire agreed in Doha".
                relation = "subject" if open_main and self._is_last_verb(j) else "relative"
                predicate = self.verb_at(j, relation)
                predicate.passive = True
                return predicate
            if open_main and verb.classes & (_INTRANSITIVE | {"denounce"}):
                return self.verb_at(j, "subject")
        if (
            open_main
            and verb.form == "ed"
            and any(x.word in ("had", "has", "have") for x in self.items[max(right + 1, j - 3) : j])
        ):
            return self.verb_at(j, "subject")
        if (
            open_main
            and verb.form == "base"
            and previous.word == "to"
            and j >= 2
            and self.items[j - 2].word in _LEADS_TO
        ):
            return self.verb_at(j, "subject")
        if open_main and verb.form == "ing" and previous.kind == "aux" and previous.word in BE:
            # "The ceasefire is holding."
            return self.verb_at(j, "subject")
        if verb.form == "ing" and "begin" in verb.classes and j - right <= (14 if comma else 8):
            return Predicate(j, frozenset(("begin",)), item.word, "relative")
        if (
            verb.form == "ing"
            and verb.classes & {"collapse", "result"}
            and previous.word in (",", '"')
            and j - right <= 8
        ):
            return None
        if open_main and (verb.form in ("s", "base") or self.modal(j)):
            return self.verb_at(j, "subject")
        if open_main and verb.form == "ed" and verb.classes & _INTRANSITIVE:
            return self.verb_at(j, "subject")
        return None

    def _has_main_before(self, right: int, j: int) -> bool:
        return any(item.kind == "verb" and item.form in ("s",) for item in self.items[right + 1 : j])

    def _reduced(self, j: int, right: int) -> bool:
        between = self.items[right + 1 : j]
        comma = next((k for k in range(j - 1, right, -1) if self.items[k].word == ","), None)
        if (
            comma is not None
            and any(item.kind == "actor" for item in self.items[comma + 1 : j])
            and self.next_word(j) not in ("by", "in", "on", "at")
        ):
            # "..., President Putin reaffirmed": the verb has a subject of its own.
            return False
        return all(
            item.kind in ("punct", "actor", "date", "prep", "word", "conj", "number", "det", "head")
            for item in between
        )

    def _is_last_verb(self, j: int) -> bool:
        return not any(
            item.kind in ("verb", "aux") and (item.kind == "aux" or item.form in ("ed", "s"))
            for item in self.items[j + 1 :]
        )
