"""Who does what in a sentence: subjects, by-agents, parties "between A and B", those called upon, mediators, claimants."""

from __future__ import annotations

from analysis.coding.items import Item
from analysis.text.actors import ActorSpan

_MEDIATION = frozenset(
    "mediation mediating mediated mediate mediates auspices facilitation sponsorship brokerage intervention offices diplomacy pressure".split()
)
_MEDIATING_VERBS = frozenset(
    "broker mediate facilitate sponsor organise organize orchestrate engineer negotiate arrange".split()
)
_MEDIATION_NOUNS = frozenset(
    "mediation auspices facilitation sponsorship brokerage mediators intermediaries patronage chairmanship aegis mediator facilitator moderator moderation".split()
)
_PERSONS = frozenset("mediators mediator intermediaries facilitator moderator".split())
_WEAK_MEDIATION = frozenset("efforts attempt diplomacy intervention offices".split())
_LIST_FILLERS = frozenset(("word", "det", "number", "head"))
_SUBJECT_STOPS = frozenset(
    "in at against near by under after following despite amid during without to on over inside outside across through per since before towards toward until into about".split()
)
_SENDERS = frozenset(
    "delegates delegations representatives leaders presidents ministers officials envoys commanders forces negotiators governments chiefs heads fighters members elders delegation president leader emissaries militias factions troops people soldiers rebels generals spokesman".split()
)
_GROUPING = frozenset("both between of and".split())
_ANAPHORIC = frozenset("they both it he she we who which".split())


def find_subjects(items: list[Item], index: int, depth: int = 0) -> list[ActorSpan]:
    """Return the actors that are the grammatical subject of the verb at `index`."""
    k = _before_auxiliaries(items, index)
    if k < 0 or depth > 3:
        return []
    item = items[k]
    verb = items[index].verb
    if verb is not None and verb.form == "ing" and item.kind in ("prep", "sub", "punct"):
        earlier = _earlier_verb(items, k) or _earlier_any(items, k)
        return find_subjects(items, earlier, depth + 1) if earlier is not None else []
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


def is_anaphoric_subject(items: list[Item], index: int) -> bool:
    """The subject is a pronoun or missing: the parties come from the sentences before."""
    k = _before_auxiliaries(items, index)
    return k < 0 or items[k].kind == "pron" or items[k].word in _ANAPHORIC


def _before_auxiliaries(items: list[Item], index: int) -> int:
    k = index - 1
    while k >= 0 and (
        items[k].kind in ("aux", "neg", "modal", "date")
        or items[k].word
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
        or items[k].kind == "word"
        and items[k].word.endswith("ly")
        or items[k].kind == "prep"
        and k + 1 < index
        and items[k + 1].kind == "date"
    ):
        k -= 1
    return k


def _earlier_verb(items: list[Item], k: int) -> int | None:
    for j in range(k - 1, -1, -1):
        if (
            items[j].kind in ("verb", "stop")
            and (items[j].verb is None or items[j].verb.form in ("ed", "s", "base"))
            and not items[j].head
        ):
            return j
        if items[j].kind in ("sub",) or items[j].word in (";", ":"):
            return None
    return None


def _earlier_any(items: list[Item], k: int) -> int | None:
    """The nearest finite verb before `k`, also one outside the lexicon."""
    return next((j for j in range(k - 1, 0, -1) if _is_finite(items, j)), None)


def _antecedent(items: list[Item], k: int) -> list[ActorSpan]:
    found: list[ActorSpan] = []
    for j in range(k - 1, max(-1, k - 8), -1):
        span = items[j].actor
        if span is not None:
            found.append(span)
        elif (
            items[j].kind in ("verb", "sub", "cf")
            or found
            and items[j].kind not in ("conj", "punct", "det", "word")
        ):
            break
    return found[::-1]


def _subject_region(items: list[Item], k: int) -> list[int]:
    region: list[int] = []
    for j in range(k, -1, -1):
        item = items[j]
        if (
            item.word in (";", ":")
            or item.kind == "rel"
            and item.word == "that"
            or item.kind == "cf"
            or item.kind == "stop"
        ):
            break
        if item.kind == "sub" and item.word != "than" and not _is_plain_as(items, j):
            break
        if _is_finite(items, j) and not _is_reduced(items, j):
            if (
                item.verb
                and "say" in item.verb.classes
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
    return _cut_introduction(items, _cut_conjunction(items, region))


_COMMON_PASTS = frozenset(
    "came went met led told took gave left sent flew saw looked fell rose drew drove brought stood sat spoke wrote made won lost kept felt found knew thought became began ran threw caught taught built fought bought sought laid paid put cut let set shut hit hurt".split()
)


def _is_finite(items: list[Item], j: int) -> bool:
    """A verb with its subject before it, also one outside the lexicon ("summoned", "flew")."""
    item = items[j]
    if item.kind == "verb" and item.verb:
        return item.verb.form in ("ed", "s", "base") and not item.passive
    if item.kind != "word" or j == 0:
        return False
    before = items[j - 1]
    if before.kind not in ("actor", "pron", "rel") and not (
        before.kind == "word" and before.word.endswith("s")
    ):
        return False
    return (
        item.word in _COMMON_PASTS
        or item.word.endswith("ed")
        and len(item.word) > 4
        or before.kind == "actor"
        and item.word.endswith("s")
        and len(item.word) > 4
        and j + 1 < len(items)
        and items[j + 1].kind in ("det", "prep", "word", "actor")
        and items[j + 1].word not in ("of", "and")
    )


def _is_plain_as(items: list[Item], j: int) -> bool:
    """'as well as', 'such as', 'known as': no new clause."""
    if items[j].word != "as":
        return False
    before, after = items[j - 1].word if j else "", items[j + 1].word if j + 1 < len(items) else ""
    return after in ("well", "of", "from", "part") or before in (
        "well",
        "such",
        "same",
        "known",
        "described",
        "regarded",
        "soon",
        "long",
        "far",
    )


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
        items[j].verb
        and items[j].verb.form == "ed"
        and j + 1 < len(items)
        and items[j + 1].word in ("by", "in", "to", "for")
    )


def _cut_introduction(items: list[Item], region: list[int]) -> list[int]:
    """Drop 'During a meeting in Moscow,' and 'In Doha,' before the subject."""
    if not region:
        return region
    first = items[region[0]]
    if (
        first.kind in ("prep", "sub", "date")
        or first.word in ("on", "in")
        or first.kind == "verb"
        and first.verb
        and first.verb.form in ("ing", "ed")
    ):
        commas = [i for i in region if items[i].word == "," and not _joins_actors(items, i)]
        for comma in reversed(commas):
            rest = [i for i in region if i > comma]
            if any(items[i].actor or items[i].kind == "pron" for i in rest):
                return rest
    return region


def _joins_actors(items: list[Item], comma: int) -> bool:
    return (
        0 < comma < len(items) - 1
        and items[comma - 1].actor is not None
        and items[comma + 1].actor is not None
        and comma >= 2
        and items[comma - 2].kind != "prep"
    )


def _is_subject_actor(items: list[Item], i: int, region: list[int]) -> bool:
    span = items[i].actor
    if span is None or span.attributive and not _possessive_head(items, i):
        return False
    if items[i].word.endswith(("'s", "s'")) and i + 1 < len(items) and items[i + 1].actor is not None:
        return False
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
                return (
                    item.word != "with"
                    or j > 0
                    and items[j - 1].word in ("together", "along", ",", "jointly", "alongside")
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


def _possessive_head(items: list[Item], i: int) -> bool:
    following = items[i + 1].word if i + 1 < len(items) else ""
    return following in _SENDERS


def find_list(items: list[Item], start: int, stop_at_comma: bool = False) -> list[ActorSpan]:
    """Return the actors of a coordinated list that begins at `start`: 'A, B and C'."""
    found: list[ActorSpan] = []
    j = start
    gap = 0
    while j < len(items):
        item = items[j]
        if item.actor is not None:
            if not item.actor.attributive or _joined_adjective(items, j):
                found.append(item.actor)
            gap = 0
        elif (
            item.kind == "conj"
            and item.word in ("and", "or", "&", "but")
            or item.word in (",", "/", "-", "(", ")", '"', "as", "well")
        ):
            if item.word == "," and found and not _list_goes_on(items, j):
                break
            if item.word == "and" and found and not _list_goes_on(items, j):
                break
        elif (
            item.kind in _LIST_FILLERS
            or item.word in ("of", "from", "the", "for", "loyal", "both", "to")
            and item.kind in ("prep", "word", "pron", "det")
        ):
            gap += 1
            if gap > 8:
                break
        elif item.kind == "verb" and item.verb and item.verb.form in ("ed", "ing") and gap < 2 and not found:
            gap += 1
        else:
            break
        j += 1
    return found


def _joined_adjective(items: list[Item], j: int) -> bool:
    """'between Armenian and Azerbaijani troops', 'the Israeli and Lebanese sides'."""
    following = items[j + 1 : j + 3]
    if (
        following
        and following[0].word in ("and", "-", "/", ",")
        and len(following) > 1
        and following[1].actor is not None
    ):
        return True
    before = items[max(0, j - 2) : j]
    if len(before) == 2 and before[1].word in ("and", "-", "/") and before[0].actor is not None:
        return True
    return bool(
        following
        and following[0].word
        in _SENDERS | {"side", "sides", "troops", "forces", "army", "government", "military"}
    )


def _list_goes_on(items: list[Item], j: int) -> bool:
    for k in range(j + 1, min(len(items), j + 6)):
        item = items[k]
        if item.actor is not None:
            # "..., and Russia said": a new clause, not the next of the list.
            after = next((x for x in items[k + 1 : k + 4] if x.kind not in ("word", "neg")), None)
            return not (
                after is not None
                and after.kind in ("aux", "modal")
                or after is not None
                and after.kind == "verb"
                and after.verb is not None
                and after.verb.form in ("ed", "s")
                and not after.passive
                and items[j].word == "and"
                and _is_clause_start(items, j)
            )
        if item.kind in ("verb", "prep", "sub", "rel", "cf", "aux", "modal") and item.word not in (
            "of",
            "from",
        ):
            return False
    return False


def _is_clause_start(items: list[Item], j: int) -> bool:
    return j > 0 and items[j - 1].word == ","


def find_between(items: list[Item], right: int, limit: int | None = None) -> list[ActorSpan]:
    """Return the parties named by 'between A and B', 'with B', 'among A, B and C' after the noun ending at `right`."""
    end = limit if limit is not None else _clause_end(items, right)
    for j in range(right + 1, end):
        if items[j].kind == "prep" and items[j].word in ("between", "among", "amongst", "involving"):
            found = find_list(items, j + 1)
            if found:
                return found
    for j in range(right + 1, end):
        if items[j].kind == "prep" and items[j].word in ("with", "against"):
            found = [span for span in find_list(items, j + 1) if span.kind not in ("igo", "ngo")]
            if found and not any(items[k].word == "as" for k in range(j + 2, min(len(items), j + 5))):
                return found
    return []


def find_agents(items: list[Item], index: int, preposition: str = "by") -> list[ActorSpan]:
    """Return the actors of the first 'by ...' after the item at `index`, within its clause."""
    for j in range(index + 1, min(len(items), index + 9)):
        item = items[j]
        if item.kind == "prep" and item.word == preposition:
            return find_list(items, j + 1)
        if item.kind in ("sub", "rel", "cf", "verb") or item.word in (";", ":"):
            break
    return []


def _clause_end(items: list[Item], right: int) -> int:
    for j in range(right + 1, len(items)):
        item = items[j]
        if item.kind in ("sub",) and item.word != "as" or item.word in (";", ":"):
            return j
        if item.kind == "cf":
            return j
        if item.kind == "verb" and item.verb and item.verb.form == "s" and j - right > 12:
            return j
    return len(items)


def find_callees(items: list[Item], verb: int, end: int) -> list[ActorSpan]:
    """Return those called upon: the actors between the verb of calling and what is called for."""
    return [
        span for item in items[verb + 1 : end] if (span := item.actor) is not None and not span.attributive
    ]


def find_mediators(items: list[Item], start: int, end: int) -> list[ActorSpan]:
    """Return the actors said to mediate, broker, sponsor or facilitate within the items `start:end`."""
    found: list[ActorSpan] = []
    for j in range(start, end):
        item = items[j]
        if item.verb and item.verb.lemma in _MEDIATING_VERBS:
            found.extend(_verb_mediators(items, j))
        elif item.word in _MEDIATION_NOUNS or item.word in _WEAK_MEDIATION:
            found.extend(_noun_mediators(items, j))
        elif (
            item.actor
            and j + 2 < len(items)
            and items[j + 1].word == "-"
            and (items[j + 2].word in _MEDIATED_WORDS)
        ):
            found.extend(_hyphen_partner(items, j))
            found.append(item.actor)
        elif (
            item.word == "with"
            and j + 3 < len(items)
            and items[j + 1].actor is not None
            and items[j + 2].word == "as"
        ):
            found.append(items[j + 1].actor)  # type: ignore[arg-type]
        elif item.word == "hosted" and j + 1 < len(items) and items[j + 1].word == "by":
            found.extend(find_list(items, j + 2))
        elif (
            item.actor
            and j + 1 < len(items)
            and items[j + 1].word in _MEDIATED_WORDS
            and item.actor.form in ("adjective", "acronym", "short")
            and items[j + 1].kind == "verb"
            and items[j + 1].verb
            and items[j + 1].verb.form == "ed"
            and (j == 0 or items[j - 1].kind in ("det", "prep", "verb", "conj", "punct", "word"))
        ):
            found.append(item.actor)
    return _unique([span for span in found if span.generic != "both"])


def _hyphen_partner(items: list[Item], j: int) -> list[ActorSpan]:
    """'A US- and French-brokered truce': the first of the two."""
    k = j - 1
    if k >= 0 and items[k].word in ("and", ",", "/"):
        k -= 1
        if k >= 0 and items[k].word == "-":
            k -= 1
        if k >= 0 and items[k].actor is not None:
            return [items[k].actor]  # type: ignore[list-item]
    return []


_MEDIATED_WORDS = frozenset(
    "brokered mediated sponsored negotiated facilitated organised organized arranged".split()
)


def _verb_mediators(items: list[Item], j: int) -> list[ActorSpan]:
    item = items[j]
    verb = item.verb
    if verb is None:
        return []
    negotiates = verb.lemma in ("negotiate", "arrange")
    if (
        j
        and items[j - 1].word == "-"
        or j
        and items[j - 1].actor is not None
        and items[j - 1].actor.form == "adjective"
        and verb.form == "ed"
    ):
        previous = items[j - 2].actor if items[j - 1].word == "-" and j > 1 else items[j - 1].actor
        return [previous] if previous else []
    agents = find_agents(items, j)
    if agents and verb.form == "ed":
        return agents
    if negotiates and not agents:
        return []
    if (
        item.passive
        or verb.form == "ed"
        and j + 1 < len(items)
        and items[j + 1].word in ("in", "at", "on", "last")
    ):
        return []
    subjects = find_subjects(items, j)
    if subjects:
        return subjects
    chained = _chain_subject(items, j)
    return chained


def _chain_subject(items: list[Item], j: int) -> list[ActorSpan]:
    """'Russia helped broker', 'Qatar managed to mediate': the subject stands before the first verb."""
    k = j - 1
    while k >= 0 and (
        items[k].word == "to"
        or items[k].kind in ("verb",)
        or items[k].kind == "word"
        and items[k].word.endswith("ly")
    ):
        if items[k].kind == "verb":
            found = find_subjects(items, k)
            if found:
                return found
        k -= 1
    return []


def _noun_mediators(items: list[Item], j: int) -> list[ActorSpan]:
    item = items[j]
    if item.word in _PERSONS:
        before = items[j - 1].actor if j else None
        if before is not None:
            return [before]
        if j + 1 < len(items) and items[j + 1].word in ("from", "of"):
            return find_list(items, j + 2)
        near = [x.actor for x in items[j + 1 : j + 3] if x.actor is not None] or [
            x.actor for x in items[max(0, j - 4) : j] if x.actor is not None and x.actor.form != "adjective"
        ][-1:]
        return near  # type: ignore[return-value]
    if item.word in _WEAK_MEDIATION:
        if not (
            j + 1 < len(items)
            and any(
                items[k].word in _MEDIATION for k in range(max(0, j - 1), min(len(items), j + 2)) if k != j
            )
        ):
            return []
    found = find_agents(items, j, "by") or find_agents(items, j, "of")
    if found:
        return found
    k = j - 1
    while k >= 0 and (
        items[k].kind in ("word", "conj", "punct")
        and items[k].word not in (";", ".")
        or items[k].actor is not None
    ):
        if items[k].actor is not None:
            found.append(items[k].actor)  # type: ignore[arg-type]
        elif found and items[k].kind != "conj" and items[k].word not in (",", "-"):
            break
        k -= 1
        if j - k > 6:
            break
    return found[::-1]


def find_claimant(items: list[Item], index: int) -> ActorSpan | None:
    """Return who says so: the subject of the nearest verb of saying or accusing before `index`, or 'according to X'."""
    for k in range(index - 1, -1, -1):
        item = items[k]
        if item.verb and item.verb.classes & {"say", "accuse"} and item.kind == "verb":
            subjects = find_subjects(items, k)
            return subjects[0] if subjects else None
    for k, item in enumerate(items[:-2]):
        if item.word == "according" and items[k + 1].word == "to":
            return next((x.actor for x in items[k + 2 : k + 8] if x.actor is not None), None)
    return None


def _unique(spans: list[ActorSpan]) -> list[ActorSpan]:
    seen: set[str] = set()
    kept = []
    for span in spans:
        if span.actor_id not in seen:
            seen.add(span.actor_id)
            kept.append(span)
    return kept
