"""Which dates of a sentence belong to an event, and in which role."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.sentences.clause_items import Predicate
from analysis.coding.sentences.clauses import ClauseReader
from analysis.coding.sentences.control import told_by
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.extensions import extending_participle, extension_dates, prolonged_at
from analysis.coding.sentences.governors import PAPERS
from analysis.coding.sentences.items import Item
from analysis.coding.sentences.papers import is_document_subject, verb_of_document
from analysis.text.date_expressions import DateExpression

_SIGNING = frozenset("sign initial ink exchange".split())
_DATE_ROLES = {
    "violate": "violated",
    "collapse": "ended",
    "denounce": "ended",
    "expire": "ended",
    "reject": "ended",
    "begin": "effective",
}
_EFFECT_WORDS = frozenset("from starting effective beginning commencing".split())
_END_WORDS = frozenset("until till through".split())
_IN_FORCE = (["in", "place"], ["in", "force"], ["in", "effect"])
_PHRASE_OPENERS = frozenset("following after before since despite amid".split())


def add_dates(
    reader: ClauseReader,
    event: Event,
    index: int,
    right: int,
    governor: Predicate | None,
    said: list[Predicate],
) -> None:
    """Give an event the dates of its clauses, each with its role."""
    items, ids = reader.items, reader.clause_ids()
    predicates = list(([governor] if governor and governor.relation != "prep" else []) + said)
    anchors = [(p.controllers[-1] if p.controllers else p.index, p) for p in predicates]
    own = {ids[index], *(ids[a] for a, _ in anchors), *(ids[p.index] for _, p in anchors)}
    if governor is not None and governor.relation == "object" and is_document_subject(reader, governor.index):
        # "signed on 25 July an agreement that established a ceasefire": the day of the paper is the day.
        paper = verb_of_document(items, governor.index)
        if paper >= 0:
            own.add(ids[paper])
            anchors.append((paper, reader.verb_at(paper, "object")))
    prolonged = prolonged_at(items)
    participle = extending_participle(items)
    later = {id(x) for x in extension_dates(items, participle)} if participle else set()
    for j, item in enumerate(items):
        if (
            item.date is None
            or item.date is event.own_date
            or _qualifies_noun(items, j)
            or item.date.kind == "vague"
            or _counts_from_later(items, j)
            or _repeats_year(items, j)
            or _is_apposition(items, j)
            or _tells_undoing(items, right, j)
            or (prolonged and j > prolonged and event.act != "extension")
            or (id(item) in later and event.act != "extension")
            or (event.act != "extension" and _is_of_extension(items, j))
            or (ids[j] not in own and not _is_opening(items, ids, j, own))
        ):
            continue
        if _belongs_to_phrase(items, j, max([index, *(a for a, _ in anchors if a < j)], default=index)):
            continue
        role = _date_role(items, j, index, anchors, ids, event)
        if role:
            event.dates.append((role, item.date))
    if any(d.kind == "calendar" and d.day is not None for _, d in event.dates):
        # "On 15 July it called upon the two states to go back to the positions of two days earlier."
        back = {id(x.date) for x in items if x.date is not None and _counts_back(x)}
        event.dates = [pair for pair in event.dates if id(pair[1]) not in back]
    if event.creates and event.dates and all(role == "reported" for role, _ in event.dates):
        # "On 1 May 1991 a ceasefire was observed by all four factions."
        event.dates = [("announced", date) for _, date in event.dates]
    if len(event.dates) > 1:
        event.dates = [
            pair
            for pair in event.dates
            if not _is_year_of_noun(items, pair[1]) and not _is_of_paper(items, right, pair[1])
        ] or event.dates
    on_day = _day_before_when(items, index)
    if on_day is not None and not any(
        r in ("announced", "signed") and d.start > on_day.end for r, d in event.dates
    ):
        event.dates = [("announced", on_day), *((r, d) for r, d in event.dates if d is not on_day)]
    counted = _counted_clause(items, index)
    if counted is not None:
        event.dates = [
            ("announced", counted),
            *(pair for pair in event.dates if pair[0] in ("effective", "agreed_end")),
        ]
    event.dates = _of_participle(items, index, right, said, event.dates)
    lead = items[0].date if len(items) > 1 and items[1].word == "-" else None
    if lead is not None and any(d.kind == "weekday" and r in ("announced", "signed") for r, d in event.dates):
        # "29 June 2021 - The government on Monday declared ...": the day before the dash is that of the report.
        event.dates = [(r, d) for r, d in event.dates if d is not lead]
    if event.creates and not event.dates and (event.own_date is None or "revive" in event.rule):
        # "Nationwide Ceasefire Agreement: 15 October 2015": a line without a verb has its day where it stands.
        event.dates.extend(_reported_date(reader, index, ids, event.rule.startswith("entry")))
    elif (
        event.creates
        and (
            event.act == "entry_into_force"
            or all(role in ("effective", "agreed_end") for role, _ in event.dates)
        )
        and told_by(reader, index) is not None
    ):
        # "announced on 8 August that the ceasefire would begin on the 20th": both days are told.
        event.dates.extend(_reported_date(reader, index, ids, used=[date for _, date in event.dates]))


def _day_before_when(items: list[Item], index: int) -> DateExpression | None:
    """'It was carried on until 22 February 2002, when the two signed a ceasefire.'"""
    when = next(
        (k for k in range(index - 1, max(1, index - 16), -1) if items[k].kind in ("sub", "rel")), None
    )
    if when is None or items[when].word != "when":
        return None
    before = items[when - 2] if items[when - 1].word == "," else items[when - 1]
    date = before.date
    return date if date is not None and date.kind == "calendar" and date.month is not None else None


def _counted_clause(items: list[Item], index: int) -> DateExpression | None:
    """'On 24 May, a day after both sides agreed to a truce': the truce is told in the clause that is counted from."""
    for k in range(index - 1, max(-1, index - 24), -1):
        date = items[k].date
        if date is not None and date.kind == "vague" and date.amount:
            return date if any(x.date is not None for x in items[:k]) else None
        if items[k].kind in ("punct", "sub", "rel") and items[k].word not in ("(", ")", '"', "that"):
            return None
    return None


def _of_participle(
    items: list[Item],
    index: int,
    right: int,
    said: list[Predicate],
    dates: list[tuple[str, DateExpression]],
) -> list[tuple[str, DateExpression]]:
    """'A truce offered for Christmas 2001 passed into the agreement, signed on 22 February': of a participle after the
    noun the day that follows it, not one that stands between another ceasefire and the noun."""
    other = max((k for k in range(index) if items[k].kind == "cf"), default=-1)
    made = next((p.index for p in said if p.passive and p.index > right), None)
    if (
        made is not None
        and items[made - 1].word == ","
        and any(d.day and d.start > items[made].start for _, d in dates)
    ):
        # "June: They break off talks, at which a halt, agreed on 22 April, had been their only result."
        return [(r, d) for r, d in dates if d.day is not None or d.start > items[made].start]
    if other < 0 or made is None or all(d.start < items[made].start for _, d in dates):
        return dates
    return [(r, d) for r, d in dates if not items[other].end <= d.start < items[index].start]


def _is_year_of_noun(items: list[Item], date: DateExpression) -> bool:
    """'on 15 April ... a ceasefire on the lines of 1993': the year belongs to the lines."""
    j = next((k for k, item in enumerate(items) if item.date is date), 0)
    bare = date.kind == "calendar" and date.month is None and date.preposition in ("", "of")
    return bare and j >= 2 and items[j - 1].word == "of" and items[j - 2].kind in ("word", "head")


_MEETINGS = frozenset("agreements talks summit conference meeting resolution constitution elections".split())


def _is_of_paper(items: list[Item], right: int, date: DateExpression) -> bool:
    """'agreed to a ceasefire, and this was sealed with the Paris Agreements of 23 October': the day of the latter."""
    j = next((k for k, item in enumerate(items) if item.date is date), 0)
    if j < right + 3 or items[j - 1].word != "of":
        return False
    return items[j - 2].word in _MEETINGS or items[j - 2].word in PAPERS


def _is_of_extension(items: list[Item], j: int) -> bool:
    """'a truce of fifteen days, which on 23 January it lengthened': the day of what the relative clause tells."""
    opened = any(x.word in ("which", "that") for x in items[max(0, j - 2) : j])
    verb = next((x for x in items[j + 1 : j + 5] if x.verb is not None), None)
    return opened and verb is not None and "extend" in verb.classes


def _repeats_year(items: list[Item], j: int) -> bool:
    """'on 17 September of the same year': the year is that of the text so far."""
    date = items[j].date
    return (
        date is not None
        and items[j].word.endswith(("same year", "that year", "this year"))
        and j >= 2
        and items[j - 1].word == "of"
        and items[j - 2].date is not None
    )


def _counts_back(item: Item) -> bool:
    date = item.date
    back = ("earlier", "before", "previously", "previous day", "preceding day")
    return date is not None and date.kind == "offset" and item.word.endswith(back)


def _is_apposition(items: list[Item], j: int) -> bool:
    """'On 28 February 1981, five days after the assault on the Congress, it ...': told of the day before it."""
    date, day = items[j].date, items[j - 2].date if j >= 2 and items[j - 1].word == "," else None
    if date is None or day is None or date.kind != "offset" or day.kind != "calendar" or day.day is None:
        return False
    return items[j].word.endswith(("after", "before")) or date.unit == "soon"


def _tells_undoing(items: list[Item], right: int, j: int) -> bool:
    """'announced a truce, only for the other side to deny it three days later': the day of the undoing."""
    return any(
        items[k].word == "only" and items[k + 1].word in ("for", "to") for k in range(right + 1, j - 1)
    )


def _belongs_to_phrase(items: list[Item], j: int, start: int) -> bool:
    """'agreed to a truce following talks the previous day': the date is that of the talks."""
    return any(items[k].word in _PHRASE_OPENERS for k in range(start + 1, j - 1)) if start < j else False


def _reported_date(
    reader: ClauseReader,
    index: int,
    ids: list[int],
    bare: bool = False,
    used: Sequence[DateExpression] = (),
) -> list[tuple[str, DateExpression]]:
    """'said on Thursday that they had accepted a truce': the day of the saying, where the clause itself has none."""
    items = reader.items
    opened_by = {
        number: next((items[k] for k in range(len(items)) if ids[k] == number), None) for number in set(ids)
    }
    best: tuple[int, DateExpression] | None = None
    for j, item in enumerate(items):
        opener = opened_by[ids[j]]
        if (
            item.date is None
            or item.date in used
            or item.date.kind == "vague"
            or _qualifies_noun(items, j)
            or _counts_from_later(items, j)
            or item.date.preposition in ("since", "after", "before", "until")
        ):
            continue
        if (opener is not None and opener.kind == "sub" and opener.word != "as" and ids[j] != 0) or (
            j > index and ids[j] != ids[index] and not bare
        ):
            continue
        if _belongs_to_phrase(items, j, 0) and j > 4:
            continue
        distance = abs(j - index)
        if best is None or distance < best[0]:
            best = (distance, item.date)
    return [("announced", best[1])] if best else []


def _qualifies_noun(items: list[Item], j: int) -> bool:
    """'a January spike', 'the April war': the month only qualifies a noun."""
    date = items[j].date
    if date is None or date.day is not None or date.kind != "calendar" or j == 0 or j + 1 >= len(items):
        return False
    return (
        items[j - 1].kind == "det"
        and items[j + 1].kind in ("word", "head")
        and items[j + 1].word not in ("and", "or")
    )


def _counts_from_later(items: list[Item], j: int) -> bool:
    """'one day before his death': counted from something that the text has not dated yet."""
    date = items[j].date
    if date is None or date.kind != "offset" or not items[j].word.endswith("before") or j + 1 >= len(items):
        return False
    return items[j + 1].kind in ("actor", "det", "word", "head", "cf") and not items[j + 1].word.endswith(
        "ly"
    )


def _is_opening(items: list[Item], ids: list[int], j: int, own: set[int]) -> bool:
    """A date at the head of the sentence counts for its first main clause."""
    told_before = any(
        item.kind == "aux" or (item.kind == "verb" and item.form in ("ed", "s"))
        for k, item in enumerate(items)
        if ids[k] == ids[j]
    )
    if [x.word for x in items[:2]] == ["not", "until"] and j <= 3:
        # "Not until 27 July 1953, after 158 meetings, did the generals sign the armistice."
        return True
    leads = j <= 2 or (j <= 6 and not any(x.kind in ("cf", "actor", "sub") for x in items[1:j]))
    return leads and not told_before and min(own) <= ids[j] + 1


def _date_role(
    items: list[Item], j: int, index: int, anchors: list[tuple[int, Predicate]], ids: list[int], event: Event
) -> str:
    date = items[j].date
    preposition = date.preposition if date else ""
    before = [item.word for item in items[max(0, j - 4) : j]]
    if preposition == "to" and any(p.classes & {"extend"} for _, p in anchors):
        return "agreed_end"
    if preposition in _END_WORDS and not {"not", "took"}.isdisjoint(before):
        # "Not until 28 November did both sides agree", "It took until 23 July for her to order"
        return "announced"
    if preposition in _END_WORDS or "expire" in before or "expires" in before or "until" in before[-3:]:
        return "agreed_end"
    if preposition in ("after", "before", "into"):
        return ""
    if preposition == "since" and before[-2:] in _IN_FORCE:
        # "a ceasefire in place since 1994 ended on 9 June"
        return "effective"
    if (
        (set(before) & _EFFECT_WORDS or preposition in ("from", "starting", "effective", "beginning"))
        and event.creates
        and j > index
    ):
        return "effective"
    if (
        preposition == "for"
        and event.creates
        and j > index
        and any(x.date is not None for x in items[:index])
    ):
        # "decreed in January a month's ceasefire for February"
        return "effective"
    best = _nearest_predicate(anchors, ids, j)
    if best is None:
        return "announced"
    for name, role in _DATE_ROLES.items():
        if (
            name in best.classes
            and not (name == "reject" and event.creates)
            and not (
                best.relation == "object"
                and name in ("begin", "collapse")
                and event.creates
                and not event.state
            )
        ):
            return role
    if "hold" in best.classes and best.relation != "object":
        return (
            "effective"
            if preposition in ("since", "from") or "since" in [item.word for item in items[max(0, j - 6) : j]]
            else "reported"
        )
    if "hold" in best.classes and preposition in ("from", "since"):
        # "observed a truce from 5 to 9 May", "have observed one since 27 November"
        return "effective"
    item = items[best.index]
    if (item.lemma in _SIGNING) or item.word in ("signing", "signature"):
        return "signed"
    return "announced"


def _nearest_predicate(anchors: list[tuple[int, Predicate]], ids: list[int], j: int) -> Predicate | None:
    """The last predicate before the date in its clause, else the event's first."""
    best: Predicate | None = None
    for position, predicate in anchors:
        near = position <= j and predicate.index <= j + 2 and ids[position] == ids[j]
        if near and (best is None or predicate.index > best.index):
            best = predicate
    if best is None and anchors:
        return anchors[0][1]
    return best
