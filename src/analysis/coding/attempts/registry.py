"""Which mentions speak of one attempt: the registry that a text fills while it is read.

Two mentions are one attempt only if their dates can be the same, their parties are compatible and neither opens
a new one
("another", "a second"). "The agreement" goes to the most recent compatible attempt of the fragment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from analysis.coding.sentences.events import Event
from analysis.text.actor_spans import ActorSpan
from analysis.text.anchors import DateValue

_ONE_DAY = timedelta(days=1)
DATE_ORDER = ("signed", "announced", "effective")
_MUTUAL = frozenset(("mutual", "agreement"))
_ENDS = frozenset(("collapsed", "denounced", "expired"))
_REMEMBERED = 200


@dataclass
class Told:
    """A state told of an attempt: `order` is its place in the text, `counts` False for claims and mere attempts."""

    state: str
    order: int
    date: DateValue | None
    event: Event
    standing: str = "reported"
    modality: str = "asserted"

    @property
    def weak(self) -> bool:
        """Acts of war told after it, without a word on the ceasefire: gives way to anything that is said of it."""
        return self.event.weight < 0.5

    @property
    def counts(self) -> bool:
        return self.standing != "alleged" and self.modality == "asserted"


@dataclass
class Record:
    """An attempt as a text tells it."""

    fragment: int
    paragraph: int
    order: int
    kind: str
    parties: list[ActorSpan] = field(default_factory=list)
    mediators: list[ActorSpan] = field(default_factory=list)
    callers: list[ActorSpan] = field(default_factory=list)
    signatories: list[ActorSpan] = field(default_factory=list)
    peacekeepers: list[ActorSpan] = field(default_factory=list)
    dates: dict[str, DateValue] = field(default_factory=dict)
    guessed_dates: set[str] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    named: bool = False
    inferred_parties: bool = False
    sentence: int = 0
    # How many events have been looked at for the last sentence that tells of it, and that sentence; the same of ends.
    _last: tuple[int, int, int] = (0, -1, -1)
    _end: tuple[int, date | None] = (0, None)

    def last_sentence(self, weak: bool = True) -> int:
        """The last sentence that tells of the attempt; `weak`: acts of war and the like count too."""
        seen, last, strong = self._last
        for event in self.events[seen:]:
            last = max(last, event.sentence)
            strong = max(strong, event.sentence) if event.weight >= 0.5 else strong
        self._last = len(self.events), last, strong
        return max(self.sentence, last if weak else strong)

    @property
    def last_end(self) -> date | None:
        """The last day on which an end of it is told."""
        seen, last = self._end
        for told in self.told[seen:]:
            day = told.date.hi if told.date and told.counts and told.state in _ENDS else None
            last = day if day and (last is None or day > last) else last
        self._end = len(self.told), last
        return last

    @property
    def main_date(self) -> tuple[str, DateValue] | None:
        """The signed, else announced, else effective day; of a season or year, what is told more exactly."""
        told = [(role, self.dates[role]) for role in DATE_ORDER if role in self.dates]
        if not told:
            return None
        first = told[0]
        if first[1].prec in ("season", "year"):
            return next((pair for pair in told[1:] if is_finer(pair[1], first[1])), first)
        return first

    def party_ids(self) -> set[str]:
        return {span.actor_id for span in self.parties}


def is_finer(value: DateValue, held: DateValue) -> bool:
    """`value` says the same as `held`, only more exactly."""
    order = ("day", "week", "month", "season", "year", "before", "after", "none")
    return order.index(value.prec) < order.index(held.prec) and may_be_same_day(value, held)


def may_be_same_day(one: DateValue, other: DateValue, slack: int = 1) -> bool:
    """Two intervals intersect, a day of slack allowed (talks run past midnight)."""
    if one.lo is None or other.lo is None or one.hi is None or other.hi is None:
        bound = one.hi or one.lo, other.hi or other.lo
        return bound[0] is not None and bound[1] is not None and bound[0].year == bound[1].year
    extra = timedelta(days=slack) if one.prec == other.prec == "day" else timedelta(0)
    return one.lo <= other.hi + extra and other.lo <= one.hi + extra


def coarse(kind: str) -> str:
    """Kinds that mentions of one attempt may mix count as one."""
    return "mutual" if kind in _MUTUAL or kind == "" else kind


class Registry:
    """The attempts of one text in the order in which they appear."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def latest(self) -> list[Record]:
        """The attempts told last, the very last first: those told hundreds of attempts ago are not spoken of again,
        and the work on a text grows with its length."""
        return self.records[: -_REMEMBERED - 1 : -1]

    def find_dated(self, value: DateValue, parties: set[str], fragment: int) -> Record | None:
        """Return the latest record whose dates can be `value` and whose parties do not contradict."""
        best: tuple[int, Record] | None = None
        for record in self.latest():
            if coarse(record.kind) in ("call", "proposal"):
                continue
            known = [date for role, date in record.dates.items() if role in DATE_ORDER]
            if not any(may_be_same_day(value, date) for date in known):
                continue
            if parties and record.parties and not parties & record.party_ids():
                continue
            score = (1 if record.fragment == fragment else 0) * 1000 + record.order
            if best is None or score > best[0]:
                best = (score, record)
        return best[1] if best else None

    def find_recent(
        self,
        fragment: int,
        parties: set[str],
        kinds: frozenset[str] | None = None,
        sentence: int | None = None,
        reach: int = 99,
    ) -> Record | None:
        """Return the most recent record of the fragment with compatible parties."""
        for record in self.latest():
            if record.fragment != fragment:
                continue
            if kinds is not None and coarse(record.kind) not in kinds:
                continue
            if (
                parties
                and record.parties
                and not parties & record.party_ids()
                and not record.inferred_parties
            ):
                continue
            if sentence is not None and sentence - record.last_sentence(weak=False) > reach:
                continue
            return record
        return None


def union(first: list[ActorSpan], second: list[ActorSpan]) -> list[ActorSpan]:
    """Join two lists of actors, each actor once, the first naming kept."""
    seen = {span.actor_id: span for span in first}
    for span in second:
        seen.setdefault(span.actor_id, span)
    return list(seen.values())
