"""The verb or noun that governs a ceasefire noun on its left."""

from __future__ import annotations

from analysis.coding.sentences.clause_items import Predicate
from analysis.coding.sentences.items import BE
from analysis.coding.sentences.relatives import RelativeReader

_LICENCES: dict[str, frozenset[str]] = {
    "for": frozenset(("call", "propose", "provide", "vote")),
    "to": frozenset(("agree", "declare", "call", "hold", "result", "revive", "begin", "arrive")),
    "at": frozenset(("arrive",)),
    "on": frozenset(("agree", "denounce", "call", "commit")),
    "upon": frozenset(("agree",)),
    "into": frozenset(("agree", "result", "induce", "supersede")),
    "in": frozenset(("result", "agree")),
    "with": frozenset(("result", "hold", "answer", "supersede")),
    "by": frozenset(("hold",)),
    "from": frozenset(("denounce",)),
    "of": frozenset(("denounce", "accuse")),
    "about": frozenset(("result",)),
}
_REFERENCE_PREPOSITIONS = frozenset(
    (
        "under during despite following over about through within amid per since after before "
        "until notwithstanding throughout without against upon as"
    ).split()
)
_SPEECHES = frozenset(
    "address speech broadcast statement communique communiqué interview letter message television radio".split()
)
# What a ceasefire may be called before its name is given.
_RENAMED = frozenset("arrangement step measure compromise formula solution".split())
# What stands between a paper and what it is about.
_ABOUT = frozenset("through on for about concerning regarding including towards via with".split())
PAPERS = frozenset(
    (
        "agreement accord accords protocol deal pact treaty document memorandum declaration "
        "communique settlement roadmap"
    ).split()
)
# "extended for 60 days a pause in attacks"
_SPANS = frozenset("hours days weeks months month week year years fortnight".split())
_READY = frozenset("ready prepared open".split())
_STANDING = frozenset("place force effect holding".split())
_FAR_HEADS = frozenset(("call", "agree", "propose", "violate"))
TALKS = frozenset(
    "talks negotiations negotiation discussions efforts effort attempts attempt hopes prospects bid".split()
)


class GovernorReader(RelativeReader):
    """Finds what governs a ceasefire noun phrase."""

    def governor(self, left: int) -> Predicate | None:
        """Return the verb or noun that the noun phrase starting at `left` is the object of."""
        g = self._skip_phrases(self._skip_what(self.skip_back(left - 1)))
        if g < 0:
            return None
        item = self.items[g]
        if item.kind == "prep" or (item.kind == "sub" and item.word in ("as",)):
            return self._prepositional(g)
        if item.kind == "verb":
            return self.verb_at(g, "object")
        if item.kind == "stop":
            return self.verb_at(g, "object")
        if item.kind == "head" and item.word.endswith((" from", " of")):
            return Predicate(g, frozenset((item.head,)), item.word, "head")
        if item.word == "," and (far := self._across(g)) is not None:
            return far
        if item.kind == "conj" or item.word == ",":
            return self._coordinated(g)
        if item.kind == "actor" and (verb := self._given_to(g)) is not None:
            return self.verb_at(verb, "object")
        return None

    def _across(self, comma: int) -> Predicate | None:
        """What governs the noun across what stands between commas: 'replaced it with a longer arrangement, the
        ... Agreement', 'concluded on 3 December at Arusha, where two presidents steered the talks, a ceasefire'."""
        k = comma - 1
        if k > 0 and (self.items[k].word in PAPERS or self.items[k].word in _RENAMED):
            return self.governor(self._paper_edge(k))
        opens = next((j for j in range(k, max(0, k - 18), -1) if self.items[j].word == ","), None)
        if opens is not None and self._is_made_on(opens, comma):
            # "concluded, on 14 October 1946, a truce"
            return self.verb_at(opens - 1, "object")
        if opens is None or self.items[opens + 1].word not in ("where", "which", "who", "whom"):
            return None
        for j in range(opens - 1, max(-1, opens - 12), -1):
            item = self.items[j]
            if item.kind == "verb":
                made = bool(item.classes & {"agree", "declare", "broker"})
                return self.verb_at(j, "object") if made else None
            if item.kind not in ("date", "prep", "det", "actor", "word", "number", "conj"):
                return None
        return None

    def _is_made_on(self, opens: int, comma: int) -> bool:
        made = {"agree", "declare", "broker", "propose", "call"}
        inside = self.items[opens + 1 : comma]
        plain = all(x.kind in ("date", "prep", "det", "word", "number") for x in inside)
        return (
            plain and any(x.date is not None for x in inside) and bool(self.items[opens - 1].classes & made)
        )

    def _given_to(self, g: int) -> int | None:
        """'offered the rebels a ceasefire': the verb before the one to whom it is offered."""
        origin = next((j for j in range(g, max(0, g - 16), -1) if self.items[j].word == "from"), 0)
        listed = all(x.kind in ("actor", "conj", "det", "word", "punct") for x in self.items[origin + 1 : g])
        if origin and listed and self.items[origin - 1].lemma in ("obtain", "secure", "win", "extract"):
            # "obtained from the army, the MNLA and the HCUA a suspension of fire"
            return origin - 1
        k = g - 1
        while k >= 0 and self.items[k].kind in ("det", "word", "number"):
            k -= 1
        return k if k >= 0 and self.items[k].lemma in ("offer", "promise", "grant", "propose") else None

    def _skip_what(self, g: int) -> int:
        """'signed what was already the fourth ceasefire', 'initialled what is called a truce': the verb before."""
        for k in range(g, max(0, g - 6), -1):
            item = self.items[k]
            if item.word == "what":
                return k - 1
            if item.kind not in ("aux", "word", "pron", "actor") and item.lemma not in (
                "call",
                "describe",
                "term",
            ):
                return g
        return g

    def _skip_phrases(self, g: int) -> int:
        """'signed on 8 January 1993 in Addis Ababa a ceasefire': step over dates and places between verb and
        object."""
        for _ in range(3):
            if g <= 0 or self.items[g].kind not in ("date", "word", "number"):
                return g
            spoken = self._skip_speech(g)
            if spoken is not None:
                return spoken
            k = g
            while k > max(0, g - 4) and self.items[k].kind in ("date", "word", "number", "det"):
                k -= 1
            if self.items[k].kind == "verb" and self.items[g].kind == "date":
                return k
            if self.items[k].word == "about" and self.items[k - 1].lemma == "bring":
                # "brought about on the 22nd a truce"
                return k - 1
            # "prolongs until 30 April the ceasefire"
            timed = any(x.word in _SPANS for x in self.items[k + 1 : g + 1])
            dated = ("until", "till", "from") if self.items[g].kind == "date" else ()
            steps = ("on", "in", "at", *(("for", "by") if timed else ()), *dated)
            if self.items[k].word == "of" and k > 1 and self.items[k - 1].kind == "date":
                # "announced on the last night of 2022 a truce"
                g = k - 1
                continue
            if k == 0 or self.items[k].kind not in ("prep", "sub") or self.items[k].word not in steps:
                return g
            before = self.skip_back(k - 1)
            if before < 0 or self.items[before].kind not in ("verb", "date", "word", "number"):
                return g
            g = before
        return g

    def _skip_speech(self, g: int) -> int | None:
        """'announced in an address to the nation a unilateral ceasefire': the verb before the speech."""
        speech = next((k for k in range(g, max(0, g - 6), -1) if self.items[k].word in _SPEECHES), None)
        if speech is None:
            return None
        k = speech - 1
        while k > 0 and self.items[k].kind in ("det", "word", "number", "date", "actor"):
            k -= 1
        return k - 1 if k > 0 and self.items[k].kind == "prep" and self.items[k - 1].kind == "verb" else None

    def _prepositional(self, g: int) -> Predicate | None:
        preposition = self.items[g].word
        h = self.skip_back(g - 1)
        # "was brought to an end by a truce": what ended was not the truce.
        if h >= 0 and self.items[h].kind == "head" and preposition != "by":
            head = self.items[h]
            if not (
                preposition in ("in", "at", "under", "during", "by", "with")
                and head.head in ("talk", "call", "propose")
                and not (preposition == "at" and head.word.startswith("attempt"))
            ):
                found = Predicate(h, frozenset((head.head,)), head.word, "head", preposition=preposition)
                found.negated = self.negated(h)
                return found
        if (
            h >= 0
            and self.items[h].kind == "verb"
            and (preposition != "of" or (self.items[h].verb and "denounce" in self.items[h].classes))
        ):
            verb = self.items[h].verb
            if preposition == "by" and verb and verb.lemma == "follow" and self.items[h].passive:
                # "was followed by a ceasefire on 30 April"
                return self.verb_at(h, "object", preposition)
            if verb and (
                verb.classes & _LICENCES.get(preposition, frozenset())
                or (preposition not in _LICENCES and preposition not in _REFERENCE_PREPOSITIONS)
            ):
                return self.verb_at(h, "object", preposition)
        if (
            h > 0
            and preposition in ("for", "to")
            and self.items[h].word in _READY
            and self.items[h - 1].word in BE
        ):
            # "said that it was ready for a ceasefire"
            return Predicate(h, frozenset(("propose",)), self.items[h].word, "head", preposition=preposition)
        for k in range(h, max(-1, h - 14), -1):
            item = self.items[k]
            # "converted the truce into an armistice": the first ceasefire stands between.
            other = item.kind == "cf" and not (preposition in ("into", "with") and k > h - 2)
            if item.kind in ("sub", "rel") or item.word in (";", ":") or other:
                break
            if item.kind == "verb" and item.verb:
                if item.classes & _LICENCES.get(preposition, frozenset()):
                    return self.verb_at(k, "object", preposition)
                if item.form != "ing":
                    break
            if item.kind == "head" and (
                (preposition in ("for", "to", "of", "on") and item.head in _FAR_HEADS)
                # "talks between the government and the rebels on a ceasefire"
                or (preposition in ("on", "about", "over") and item.word in TALKS)
            ):
                return Predicate(k, frozenset((item.head,)), item.word, "head", preposition=preposition)
        signed = self._signed_paper(g) if preposition in _ABOUT and not self._stands_already(g) else None
        if signed is not None:
            return self.verb_at(signed, "object", "on")
        return Predicate(g, frozenset(("reference",)), preposition, "prep", preposition=preposition)

    def _stands_already(self, g: int) -> bool:
        """'signed the agreement with a ceasefire already in place': the paper is not what makes it."""
        after = [x.word for x in self.items[g + 1 : g + 8]]
        return self.items[g].word == "with" and not _STANDING.isdisjoint(after)

    def _signed_paper(self, g: int) -> int | None:
        """'signed an agreement for lasting peace through a cessation of hostilities': the verb of the paper."""
        for k in range(g - 1, max(-1, g - 9), -1):
            item = self.items[k]
            if item.word in PAPERS:
                before = self.skip_back(self._paper_edge(k) - 1)
                made = before >= 0 and self.items[before].kind == "verb"
                return before if made and "agree" in self.items[before].classes else None
            if item.form == "ing":
                # "an agreement for lasting peace through ..."
                continue
            if item.kind in ("verb", "sub", "rel", "cf", "aux", "modal") or item.word in (";", ":"):
                return None
        return None

    def _paper_edge(self, k: int) -> int:
        """Where the noun phrase that ends with the paper at `k` begins."""
        while k > 0 and self.items[k - 1].kind in ("word", "number", "actor", "det"):
            k -= 1
        return k

    def _coordinated(self, g: int) -> Predicate | None:
        """'agreed to the withdrawal of troops and a ceasefire': the second object has the verb of the first."""
        if self.items[g].word == "," and g > 0 and self.items[g - 1].kind in ("date",):
            return None
        turn = self.items[g].word in ("but", "yet") and self.items[g + 1].kind in ("det", "pron")
        if turn or (self.items[g].kind == "conj" and self.items[g + 1].word in ("it", "this")):
            # "signed a ceasefire, but it collapsed": a subject, no second object.
            return None
        if self.items[g].word == "and" and g > 0 and self._has_verb_of_own(g, self.items[g - 1].word == ","):
            return None
        for k in range(g - 1, max(-1, g - 14), -1):
            item = self.items[k]
            if (
                item.kind in ("sub", "rel")
                or item.word in (";", ":")
                or (item.kind == "cf" and self.items[g].word == ",")
            ):
                return None
            if item.kind == "verb" and item.form != "ing":
                if item.passive and self._has_verb_of_own(g):
                    # "shots were exchanged and the truce was over"
                    return None
                if item.classes & {"agree", "call", "propose", "declare", "broker", "reject", "result"}:
                    return self.verb_at(k, "object")
                return None
            if (
                item.kind == "head"
                and item.head in ("agree", "call", "propose")
                and self.items[k + 1].kind == "prep"
                # "At the request of the party, a ceasefire was proclaimed"
                and not (k == 2 and self.items[0].kind == "prep")
            ):
                return Predicate(k, frozenset((item.head,)), item.word, "head")
        return None

    def _has_verb_of_own(self, g: int, apart: bool = True) -> bool:
        """'accepted the resolution, and a ceasefire came into effect': the noun after ", and" is a subject."""
        named = next((k for k in range(g, len(self.items)) if self.items[k].kind == "cf"), len(self.items))
        for item in self.items[named + 1 :]:
            if (apart and item.kind == "aux") or (
                item.kind == "verb"
                and item.form in ("ed", "s")
                and item.classes & ({"begin"} if apart else {"collapse", "expire"})
            ):
                return True
            if item.kind in ("sub", "rel", "cf") or item.word in (";", ":"):
                return False
        return False
