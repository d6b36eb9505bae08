"""Who made the ceasefire, told in a relative clause after it: "the truce that both camps accepted"."""

from __future__ import annotations

from analysis.coding.sentences.clause_items import Predicate
from analysis.coding.sentences.noun_phrases import NounPhrases

# What may stand between a noun and its relative clause.
_ATTRIBUTED = frozenset("for in around on of to with between".split())
_MAKERS = frozenset(("agree", "declare", "broker", "propose"))


class RelativeReader(NounPhrases):
    """Finds the maker of a ceasefire in the relative clause that follows it."""

    def _skip_attribute(self, j: int) -> int:
        """'a truce for the Eid holiday, which ...', 'the truce between Israel and Hamas that ...': step over what
        stands between the noun and its relative clause."""
        if j >= len(self.items) or self.items[j].word not in _ATTRIBUTED:
            return j
        between = self.items[j].word == "between"
        for k in range(j + 1, min(len(self.items) - 1, j + 9)):
            if self.items[k].word == "," and self.items[k + 1].word == "which":
                return k
            if self.items[k].word in ("which", "that") and self.items[k].kind == "rel":
                return k
            if self.items[k].kind not in ("det", "word", "number", "actor", "date") and not (
                between and self.items[k].kind == "conj"
            ):
                return j
        return j

    def _relative_after(self, verb: int, wanted: frozenset[str]) -> Predicate | None:
        """The verb of a second relative clause joined to the first: "and (that) both camps accepted"."""
        for k in range(verb + 1, min(len(self.items) - 2, verb + 16)):
            item = self.items[k]
            if item.kind in ("cf", "rel") or item.word in (";", ":"):
                return None
            if item.word not in ("and", "but"):
                continue
            first = k + 2 if self.items[k + 1].kind == "rel" else k + 1
            named = [x for x in self.items[first : first + 5] if x.actor is not None]
            subject = (
                named if len(named) > 1 or any(x.actor and x.actor.generic == "both" for x in named) else []
            )
            told = next(
                (j for j in range(first, min(len(self.items), first + 7)) if self.items[j].verb), None
            )
            if not subject or told is None or subject[0].start > self.items[told].start:
                return None
            made = (
                self.items[told].classes & wanted
                and self.items[told].form == "ed"
                and not self.items[told].passive
            )
            return self.verb_at(told, "object") if made else None
        return None

    def second_relative(self, right: int, wanted: frozenset[str]) -> Predicate | None:
        """'a truce which came into effect on 8 January and which the Tigers ended': the second of two clauses."""
        if not any(x.kind == "rel" for x in self.items[right + 1 : right + 3]):
            return None
        for k in range(right + 1, min(len(self.items) - 2, right + 18)):
            if self.items[k].kind == "cf" or self.items[k].word in (";", ":"):
                return None
            if self.items[k].kind == "conj" and self.items[k + 1].word in ("which", "that"):
                return self.relative_maker(k, wanted)
        return None

    def relative_maker(self, right: int, wanted: frozenset[str] = _MAKERS) -> Predicate | None:
        """'the ceasefire (that) Addis Ababa declared', 'the truce they concluded': the maker stands in a
        relative clause. With other classes `wanted`: 'an armistice, which the committee repudiated'."""
        j = right + 1
        if [x.word for x in self.items[j : j + 1]] == ["of"] and any(
            x.date is not None for x in self.items[j + 1 : j + 2]
        ):
            # "the ceasefire of 8 April, which A and B had signed"; who had proposed it first is another matter.
            j, wanted = j + 2, wanted - {"propose"}
        j = self._skip_attribute(j)
        if j < len(self.items) and self.items[j].word == ",":
            j += 1
        if [x.word for x in self.items[j : j + 2]] == ["to", "which"]:
            # "the ceasefire to which the two men agreed on 22 August"
            j, wanted = j + 1, wanted & {"agree"}
        explicit = j < len(self.items) and self.items[j].kind == "rel"
        j += 1 if explicit else 0
        subject = led = False
        for k in range(j, min(len(self.items), j + 15)):
            item = self.items[k]
            owned = item.kind == "det" and item.word in ("its", "their", "his")
            if item.kind in ("actor", "pron") or owned or (explicit and item.kind == "word" and k > j):
                subject = True
                # "the RUF, now headed by Sesay, signed"
                led = led or (item.kind == "word" and item.word.endswith("ed"))
            elif item.kind == "verb" and item.verb:
                asked = item.lemma == "call" and [x.word for x in self.items[k + 1 : k + 2]] == ["for"]
                if subject and item.form == "ed" and self.items[k + 1].word == "by" and not item.passive:
                    # "the armistice that the delegation led by Joffe had signed"
                    led = True
                    continue
                then = self._relative_after(k, wanted - {"propose"}) if explicit else None
                if then is not None:
                    # "which the envoy had proposed and both sides accepted": the last word counts.
                    return then
                if not subject or item.passive or item.form == "ing" or not item.classes & wanted or asked:
                    return None
                return self.verb_at(k, "object")
            elif (
                (
                    item.kind in ("sub", "prep", "rel", "cf")
                    and not (
                        item.kind == "prep"
                        and (item.word == "of" or (subject and item.word in ("in", "at")) or led)
                    )
                )
                or item.word in (";", ":", ".")
            ) or (not subject and not explicit and item.kind not in ("det", "word")):
                return None
        return None
