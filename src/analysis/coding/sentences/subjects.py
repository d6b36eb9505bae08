"""Who is the grammatical subject of a verb: "Leaders of A and B, meeting in C, signed"."""

from __future__ import annotations

from itertools import pairwise

from analysis.coding.sentences.items import Item
from analysis.text.actor_spans import ActorSpan

_SUBJECT_STOPS = frozenset(
    (
        "in at against near by under after following despite amid during without to on over "
        "beside inside outside across through per since before towards toward until into about"
    ).split()
)
SENDERS = frozenset(
    (
        "delegates delegations representatives leaders presidents ministers officials envoys "
        "commanders forces negotiators governments chiefs heads fighters members elders "
        "delegation president leader emissaries militias factions troops people soldiers "
        "rebels generals spokesman"
    ).split()
)
_ANAPHORIC = frozenset("they both it he she we who which".split())


def find_subjects(items: list[Item], index: int, depth: int = 0) -> list[ActorSpan]:
    """Return the actors that are the grammatical subject of the verb at `index`."""
    k = _before_auxiliaries(items, index)
    if k < 0 or depth > 3:
        return []
    item = items[k]
    verb = items[index].verb
    if verb is not None and verb.form == "ing" and item.kind in ("prep", "sub", "punct"):
        earlier = _main_verb(items, k) or _earlier_verb(items, k) or _earlier_any(items, k)
        return find_subjects(items, earlier, depth + 1) if earlier is not None else []
    if item.word == "," and (outer := _before_aside(items, k)) is not None:
        k, item = outer, items[outer]
    if item.kind in ("conj", "punct") and item.word in ("and", "but", "or", ",", "then"):
        earlier = _earlier_verb(items, k)
        if earlier is not None:
            return find_subjects(items, earlier, depth + 1)
    if item.kind == "rel":
        return _antecedent(items, k)
    region = _subject_region(items, k)
    return [
        span for i in region if (span := items[i].actor) is not None and _is_subject_actor(items, i, region)
    ]


def _before_aside(items: list[Item], comma: int) -> int | None:
    """'and the president, within twenty-four hours, instructed': the noun before what stands between the commas."""
    for j in range(comma - 1, max(0, comma - 26), -1):
        # "The president, who was expecting guests for the anniversary, decreed"
        if items[j].word == "," and items[j + 1].word in ("who", "whose") and items[j - 1].kind == "actor":
            return j - 1
    opening = next((j for j in range(comma - 1, max(0, comma - 8), -1) if items[j].word == ","), None)
    if opening is None or items[opening + 1].kind not in ("prep", "date"):
        return None
    inside = items[opening + 1 : comma]
    plain = not any(x.kind in ("verb", "conj", "actor", "cf", "stop") for x in inside)
    return opening - 1 if plain and items[opening - 1].kind in ("word", "actor", "head") else None


def _cut_apposition(items: list[Item], region: list[int]) -> list[int]:
    """'The ELN, Colombia's last guerrilla army, said': what stands between the commas tells who it is."""
    if len(region) < 3 or items[region[-1]].word != ",":
        return region
    opening = next((i for i in reversed(region[:-1]) if items[i].word == ","), None)
    if opening is None or opening == region[0] or items[opening - 1].actor is None:
        return region
    first = items[opening + 1]
    told = first.kind == "det" or (first.actor is not None and first.word.endswith(("'s", "s'")))
    return [i for i in region if i < opening] if told else region


def is_anaphoric_subject(items: list[Item], index: int) -> bool:
    """The subject is a pronoun or missing: the parties come from the sentences before."""
    k = _before_auxiliaries(items, index)
    return k < 0 or items[k].kind == "pron" or items[k].word in _ANAPHORIC


def is_one_person(items: list[Item], index: int) -> bool:
    """The subject of the verb is 'he' or 'she', or it is done 'by him'."""
    k = _before_auxiliaries(items, index)
    if k >= 0 and items[k].word in ("he", "she"):
        return True
    after = [x.word for x in items[index + 1 : index + 5]]
    return any(pair in (("by", "him"), ("by", "her")) for pair in pairwise(after))


def _before_auxiliaries(items: list[Item], index: int) -> int:
    k = index - 1
    while k >= 0 and (
        items[k].kind in ("aux", "neg", "modal", "date")
        or (
            items[k].word
            in (
                "to",
                '"',
                "also",
                "then",
                "later",
                "first",
                "finally",
                "all",
                "each",
                "both",
                "not",
                "now",
                "once",
                "again",
                "soon",
                "themselves",
                "itself",
                "jointly",
                "together",
                ")",
                "(",
            )
            and items[k].kind != "pron"
        )
        or (items[k].kind == "word" and items[k].word.endswith("ly"))
        or (items[k].kind == "prep" and k + 1 < index and items[k + 1].kind == "date")
    ):
        k -= 1
    return k


def _earlier_verb(items: list[Item], k: int) -> int | None:
    for j in range(k - 1, -1, -1):
        if (
            items[j].kind in ("verb", "stop")
            and (items[j].verb is None or items[j].form in ("ed", "s", "base"))
            and not items[j].head
        ):
            return j
        if items[j].kind in ("sub",) or items[j].word in (";", ":"):
            return None
    return None


def _main_verb(items: list[Item], k: int) -> int | None:
    """'had declared a truce with the rebels that took effect on 19 March, ordering ...': the verb before the relative
    clause, where the participle after its comma goes on from it."""
    if items[k].word != ",":
        return None
    opened = next(
        (j for j in range(k - 1, 0, -1) if items[j].kind == "rel" or items[j].word in (",", ";", ":")), None
    )
    if opened is None or items[opened].kind != "rel":
        return None
    return _earlier_verb(items, opened)


def _earlier_any(items: list[Item], k: int) -> int | None:
    """The nearest finite verb before `k`, also one outside the lexicon."""
    return next((j for j in range(k - 1, 0, -1) if _is_finite(items, j)), None)


def _antecedent(items: list[Item], k: int) -> list[ActorSpan]:
    found: list[ActorSpan] = []
    for j in range(k - 1, max(-1, k - 8), -1):
        span = items[j].actor
        if span is not None:
            found.append(span)
        elif items[j].kind in ("verb", "sub", "cf") or (
            found and items[j].kind not in ("conj", "punct", "det", "word")
        ):
            break
    return found[::-1]


def _subject_region(items: list[Item], k: int) -> list[int]:
    region: list[int] = []
    for j in range(k, -1, -1):
        item = items[j]
        if (
            item.word in (";", ":")
            or (item.kind == "rel" and item.word == "that")
            or item.kind == "cf"
            or item.kind == "stop"
        ):
            break
        if item.kind == "sub" and item.word != "than" and not _is_plain_as(items, j):
            break
        if _is_finite(items, j) and not _is_reduced(items, j):
            if (
                item.verb
                and "say" in item.classes
                and items[j + 1].actor is not None
                and any(items[i].word == "," for i in region)
            ):
                # "..., says Blinken, the army has agreed": the speaker comes after his verb.
                comma = next(i for i in reversed(region) if items[i].word == ",")
                region = [i for i in region if i > comma]
            break
        if item.kind == "conj" and item.word == "but":
            break
        region.append(j)
    region.reverse()
    return _cut_introduction(items, _cut_conjunction(items, _cut_apposition(items, region)))


COMMON_PASTS = frozenset(
    (
        "came went met led told took gave left sent flew saw looked fell rose drew drove "
        "brought stood sat spoke wrote made won lost kept felt found knew thought became "
        "began ran threw caught taught built fought bought sought laid paid put cut let "
        "set shut hit hurt"
    ).split()
)


def _is_finite(items: list[Item], j: int) -> bool:
    """A verb with its subject before it, also one outside the lexicon ("summoned", "flew")."""
    item = items[j]
    if item.kind == "verb" and item.verb:
        return item.form in ("ed", "s", "base") and not item.passive
    if item.kind != "word" or j == 0:
        return False
    before = items[j - 1]
    if before.word.endswith(("'s", "s'")):
        # "GAM's exiled leaders"
        return False
    if before.kind not in ("actor", "pron", "rel") and not (
        before.kind == "word" and before.word.endswith("s")
    ):
        return False
    return (
        item.word in COMMON_PASTS
        or (item.word.endswith("ed") and len(item.word) > 4)
        or (
            before.kind == "actor"
            and item.word.endswith("s")
            and len(item.word) > 4
            and j + 1 < len(items)
            and items[j + 1].kind in ("det", "prep", "word", "actor")
            and items[j + 1].word not in ("of", "and")
        )
    )


def _is_plain_as(items: list[Item], j: int) -> bool:
    """'as well as', 'such as', 'known as': no new clause."""
    if items[j].word != "as":
        return False
    before, after = items[j - 1].word if j else "", items[j + 1].word if j + 1 < len(items) else ""
    return after in ("well", "of", "from", "part") or before in _AS_IN


_AS_IN = frozenset("well such same known described regarded soon long far".split())


def _cut_conjunction(items: list[Item], region: list[int]) -> list[int]:
    """'... both men to Moscow, and on 3 September A and B signed': the subject begins after ', and'."""
    for i in reversed(region[1:]):
        if (
            items[i].word in ("and", "but")
            and items[i - 1].word == ","
            and not (i >= 2 and items[i - 2].actor is not None and _lists(items, i, region))
        ):
            rest = [k for k in region if k > i]
            if any(items[k].actor is not None or items[k].kind == "pron" for k in rest):
                return rest
    return region


def _lists(items: list[Item], i: int, region: list[int]) -> bool:
    """'A, B, and C': the comma and 'and' close a list of actors."""
    return (
        i + 1 < len(items)
        and items[i + 1].kind in ("actor", "det")
        and sum(1 for k in region if k < i and items[k].actor is not None) >= 1
        and items[i - 2].actor is not None
    )


def _is_reduced(items: list[Item], j: int) -> bool:
    """'talks mediated by Egypt': a participle within the subject, not its verb."""
    return bool(
        items[j].form == "ed" and j + 1 < len(items) and items[j + 1].word in ("by", "in", "to", "for")
    )


def _cut_introduction(items: list[Item], region: list[int]) -> list[int]:
    """Drop 'During a meeting in Moscow,' and 'In Doha,' before the subject."""
    if not region:
        return region
    first = items[region[0]]
    if (
        first.kind in ("prep", "sub", "date")
        or first.word in ("on", "in", "according")
        or (first.kind == "verb" and first.form in ("ing", "ed"))
    ):
        commas = [i for i in region if items[i].word == "," and not _joins_actors(items, i)]
        for comma in reversed(commas):
            rest = [i for i in region if i > comma]
            if any(items[i].actor or items[i].kind == "pron" for i in rest):
                return rest
        for i in region[:-2]:
            # "In the Philippines the NPA declared": no comma parts the place from the subject.
            if items[i].actor and items[i + 1].kind == "det" and items[i + 2].actor:
                return [k for k in region if k > i]
    return region


_NOT_OF_SIDES = frozenset(
    "presence auspices mediation aegis patronage chairmanship behest urging initiative".split()
)


def _joins_actors(items: list[Item], comma: int) -> bool:
    if not 1 < comma < len(items) - 2 or items[comma - 1].actor is None:
        return False
    # "the NPFL, the INPFL and the AFL"
    after = comma + 2 if items[comma + 1].kind == "det" else comma + 1
    before = comma - 3 if items[comma - 2].kind == "det" else comma - 2
    owned = items[before].word == "of" and before > 0 and items[before - 1].kind in ("word", "actor")
    # "in the presence of the prime minister, A and B signed"
    owned = owned and items[before - 1].word not in _NOT_OF_SIDES
    return items[after].actor is not None and (before < 0 or items[before].kind != "prep" or owned)


def _is_subject_actor(items: list[Item], i: int, region: list[int]) -> bool:
    span = items[i].actor
    if span is None or (span.attributive and not _possessive_head(items, i)):
        return False
    if items[i].word.endswith(("'s", "s'")) and (
        (i + 1 < len(items) and items[i + 1].actor is not None)
        or _in_apposition(items, i)
        or _names_officer(items, i)
    ):
        return False
    if (
        span.generic == "both"
        and i == region[-1]
        and i > region[0]
        and items[i - 1].kind in ("word", "actor")
    ):
        # "After contacts in Kuala Lumpur both sides declare": right before the verb, with no comma.
        return True
    j = i - 1
    while j >= region[0]:
        item = items[j]
        if item.kind == "prep":
            if (
                item.word == "from"
                or item.word == "of"
                or item.word == "between"
                or item.word == "with"
                or item.word == "among"
                or item.word == "for"
            ):
                return item.word != "with" or (
                    j > 0 and items[j - 1].word in ("together", "along", ",", "jointly", "alongside")
                )
            return item.word not in _SUBJECT_STOPS
        if (
            item.kind in ("conj",)
            or item.word in (",", '"')
            or item.kind in ("det", "word", "number", "head", "actor", "aux")
        ):
            if (
                item.word == ","
                and j > region[0]
                and items[j - 1].actor is None
                and items[j - 1].kind not in ("word", "head")
            ):
                return True
            j -= 1
            continue
        return True
    return True


def _in_apposition(items: list[Item], i: int) -> bool:
    """'The ELN, Colombia's last guerrilla army, said': whose army it is does not act."""
    return i >= 2 and items[i - 1].word == "," and items[i - 2].actor is not None


def _names_officer(items: list[Item], i: int) -> bool:
    """'Libya's eastern commander Khalifa Haftar': the man acts for his own side."""
    for item in items[i + 1 : i + 5]:
        if item.actor is not None:
            return bool(item.actor.person)
        if item.kind not in ("word", "head"):
            return False
    return False


def _possessive_head(items: list[Item], i: int) -> bool:
    following = items[i + 1].word if i + 1 < len(items) else ""
    return following in SENDERS
