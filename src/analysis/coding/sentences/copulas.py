"""What a copula says of the state of a ceasefire: "was soon dead", "is no longer in force"."""

from __future__ import annotations

from analysis.coding.sentences.governors import GovernorReader
from analysis.coding.sentences.items import BE

IN_FORCE = {("in", "force"), ("in", "effect"), ("in", "place"), ("in", "operation"), ("into", "force")}
_OVER = frozenset(
    "over dead void null defunct finished short-lived shattered broken brief moribund meaningless".split()
)
_LASTING = frozenset("successful effective intact durable lasting stable".split())
PROVES = frozenset("proved proves proven".split())
_BRIEFLY = frozenset("barely only just hardly scarcely".split())
_FRAGILE = frozenset("fragile shaky uneasy tenuous precarious strained".split())


class CopulaReader(GovernorReader):
    """Reads the state that follows a form of "be"."""

    def copula_state(self, j: int) -> str:
        if j >= len(self.items) or self.items[j].word not in BE | PROVES:
            return ""
        for k in range(j + 1, min(len(self.items), j + 5)):
            item = self.items[k]
            if k + 1 < len(self.items) and (item.word, self.items[k + 1].word) in IN_FORCE:
                # "was in force for barely two weeks"
                brief = not _BRIEFLY.isdisjoint(x.word for x in self.items[k + 2 : k + 5])
                return "collapse" if brief else "hold"
            if (
                item.word == "over"
                and self.items[k + 1 : k + 2]
                and self.items[k + 1].kind in ("number", "det")
            ):
                # "It was over a hundred pages long."
                return ""
            if (item.word in _OVER and not (item.word == "broken" and self._is_breach(k))) or (
                item.word == "in"
                and k + 1 < len(self.items)
                and self.items[k + 1].word in ("tatters", "ruins", "shreds", "pieces")
            ):
                return "collapse"
            if item.word in _LASTING:
                return "hold"
            if item.word in _FRAGILE:
                return "fragile"
            if item.kind not in ("word", "neg", "aux", "number") or (
                item.kind == "word"
                and not (
                    item.word.endswith("ly")
                    or item.word
                    in ("also", "now", "still", "already", "effectively", "all", "but", "then", "very")
                )
            ):
                return ""
        return ""

    def copula_negated(self, j: int) -> bool:
        return any(item.kind == "neg" or item.word == "longer" for item in self.items[j - 2 : j + 4])

    def _is_breach(self, k: int) -> bool:
        """'It was broken only by small incidents', 'by no one', 'broken occasionally'."""
        after = [x.word for x in self.items[k + 1 : k + 3]]
        often = (
            "only",
            "occasionally",
            "repeatedly",
            "frequently",
            "many",
            "several",
            "countless",
            "numerous",
            "twice",
        )
        return (after[:1] != [] and after[0] in often) or (
            after[:1] == ["by"] and after[1:] in (["no"], ["nobody"], ["neither"])
        )

    def next_word(self, j: int) -> str:
        return self.items[j + 1].word if j + 1 < len(self.items) else ""
