"""Where the noun phrase of a ceasefire noun begins and ends, and what qualifies it."""

from __future__ import annotations

from analysis.coding.sentences.clause_items import SKIPPED, ClauseItems
from analysis.coding.sentences.items import Item

_MEDIATED = frozenset(
    (
        "brokered mediated sponsored negotiated facilitated proposed backed led organised "
        "organized monitored drafted"
    ).split()
)


_SINGULAR = frozenset(
    "accord agreement deal pact protocol declaration cessation suspension halt halting stop stopping pause moratorium "
    "freeze ceasing cease abstention end ending discontinuation termination".split()
)


class NounPhrases(ClauseItems):
    """Finds where a ceasefire noun phrase begins, and what the noun is the first part of."""

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
            if item.word in SKIPPED or (
                item.kind in ("number", "head") and item.head not in ("call",) and j < index - 1
            ):
                j -= 1
                continue
            if item.kind in ("word", "number", "date") and (
                item.kind != "date"
                or (
                    item.date is not None
                    and item.date.preposition
                    in (
                        "",
                        "the",
                        "a",
                        "an",
                        "their",
                        "its",
                        "his",
                        "this",
                        "that",
                        "of",
                        "short-lived",
                        "earlier",
                        "original",
                    )
                )
            ):
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
            if (
                item.kind in ("conj", "punct")
                and item.word in ("and", ",", "-", "/", "but")
                and modifiers
                and modifiers[-1].kind in ("word", "verb", "actor")
                and j
                and self.items[j - 1].kind in ("word", "actor", "det")
                and self._det_within(j)
            ):
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
        return before is not None and (
            before.kind == "det"
            or before.word in ("-", "/")
            or before.kind == "prep"
            or (before.kind == "word" and self._det_within(j))
        )

    def _is_participle_adjective(self, j: int) -> bool:
        item = self.items[j]
        if not item.verb or item.form not in ("ed", "ing"):
            return False
        before = self.items[j - 1] if j else None
        if item.form == "ing":
            return before is not None and before.kind == "det"
        return before is not None and (
            before.kind in ("det", "number")
            or before.word in ("-", "newly", "recently", "hastily", "previously", "of", "jointly")
            or (before.kind == "word" and self._det_within(j))
            or (
                before.kind == "actor"
                and (
                    before.word.endswith("'s")
                    or (
                        before.actor is not None
                        and before.actor.form == "adjective"
                        and self.items[j].word in _MEDIATED
                    )
                )
            )
        )

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
            if item.kind == "verb" and item.form == "s" and item.word in ("calls", "offers", "plans"):
                break
            if (
                item.word
                in (
                    "end",
                    "force",
                    "group",
                    "joint",
                    "order",
                    "demands",
                    "call",
                    "status",
                    "office",
                    "plan",
                    "offer",
                )
                and item.kind == "verb"
            ):
                break
            kind, last = found, j
            j += 1
        return kind, last

    def is_plural(self, index: int, right: int, modifiers: list[Item]) -> bool:
        last = self.items[right].word if right != index else self.items[index].word
        first, *rest = last.split(" ")
        if rest and first in _SINGULAR:
            # "a deal to halt strikes", "the suspension of offensives"
            return False
        return (last.endswith("s") and not last.endswith(("ss", "hostilities", "us"))) or any(
            item.word in ("several", "many", "numerous", "multiple", "previous two", "various")
            for item in modifiers
        )
