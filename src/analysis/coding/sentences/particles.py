"""Verbs parted from their particle: 'calls the truce off', 'took the ceasefire back'."""

from __future__ import annotations

from analysis.coding.sentences.lexicon import Lexicon, VerbForm
from analysis.coding.sentences.typed_items import Item

_CALLED_OFF = frozenset("arrangement agreement deal accord pact offer it".split())
_PARTICLES = frozenset("off back down up out aside away forward indefinite open-ended".split())
# How many words may stand between a verb and its particle.
_APART = 6


def join_particles(items: list[Item], lexicon: Lexicon) -> None:
    """Make the verb one with the particle that stands after its object, the ceasefire or a word for it."""
    for i, item in enumerate(items):
        if item.word not in _PARTICLES or not i:
            continue
        if items[i - 1].kind != "cf" and items[i - 1].word not in _CALLED_OFF:
            continue
        for k in range(i - 2, max(-1, i - _APART), -1):
            if items[k].kind not in ("det", "word", "number", "verb"):
                break
            parted = _parted(items[k], item.word, lexicon)
            if parted is not None:
                items[k] = Item("verb", items[k].start, items[k].end, parted.lemma, parted)
                break


def _parted(item: Item, particle: str, lexicon: Lexicon) -> VerbForm | None:
    return next((form for rest, form in lexicon.phrases.get(item.word, ()) if rest == (particle,)), None)
