"""Words about several ceasefires at once: which attempts of the chronology they cover, and which they contradict.

"Since September several ceasefires have been signed and none has succeeded" covers the attempts of these parties in
that time that the passage does not itself tell of. One that it does tell of stands against these words: a
contradiction, which is kept as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from analysis.coding.joining.coded_texts import CodedText
from analysis.coding.joining.linking import Reference, find_fitting, profile_text, touch
from analysis.coding.joining.text_attempts import BEGINNINGS, TextAttempt
from analysis.coding.joining.text_mentions import mention_id_of, name_actor, sentence_of, to_interval
from analysis.coding.reference.chronology_dates import Interval
from analysis.coding.sentences.events import Event

METHOD = "collective: parties and time"
FAILED = frozenset(
    ("rejected", "not_implemented", "denounced", "collapsed", "expired", "superseded", "violated")
)
_SINCE = re.compile(r"\bsince\b[^.;]*$")


@dataclass(frozen=True)
class Covering:
    """A collective mention, the attempts of the chronology it covers, and those of its own text it contradicts."""

    mention_id: str
    event: Event
    outcome: str
    covered: tuple[str, ...]
    contradicted: tuple[TextAttempt, ...]


def find_covered(
    text: CodedText, references: Iterable[Reference], as_of: date | None = None
) -> list[Covering]:
    """Return what each collective mention of a text covers; nothing where it names no time or no sides."""
    listed = list(references)
    return [_cover(text, event, outcome, listed, as_of) for event, outcome in text.coding.collective]


def _cover(
    text: CodedText, event: Event, outcome: str, listed: list[Reference], as_of: date | None
) -> Covering:
    fragment = sentence_of(text.coding, event).fragment
    told = [attempt for attempt in text.attempts if attempt.fragment == fragment]
    period, sides = _period(text, event, as_of), _sides(text, event, told)
    mention_id = mention_id_of(text.coding, event)
    if period is None or not sides:
        return Covering(mention_id, event, outcome, (), ())
    singled_out = {one.attempt_id for attempt in told for one in find_fitting(attempt, listed)}
    covered = [
        one.attempt_id
        for one in listed
        if one.attempt_id not in singled_out
        and one.counts
        and _is_covered(one, text.conflict_id, period, sides)
    ]
    against = [a for a in told if outcome in FAILED and _is_contradicted(a, period, sides)]
    return Covering(mention_id, event, outcome, tuple(covered), tuple(against))


def _is_covered(one: Reference, conflict_id: str, period: Interval, sides: frozenset[str]) -> bool:
    profile = one.profile
    same = profile.conflict_id == conflict_id and profile.sort == "mutual"
    if not same or not (profile.parties <= sides or sides <= profile.parties):
        return False
    return any(touch(when, period) for role, when in profile.dates.items())


def _is_contradicted(attempt: TextAttempt, period: Interval, sides: frozenset[str]) -> bool:
    profile = profile_text(attempt)
    main = next(
        (attempt.dates[stem] for stem in (*BEGINNINGS, "agreed_start") if stem in attempt.dates), None
    )
    fits = bool(profile.parties) and (profile.parties <= sides or sides <= profile.parties)
    return profile.sort == "mutual" and fits and main is not None and touch(main, period)


def _period(text: CodedText, event: Event, as_of: date | None) -> Interval | None:
    """The time the words name; "since" reaches to the last day that the text tells, else to its publication."""
    for _, item in event.dates:
        value = text.coding.values.get(id(item))
        if value is None or not (value.lo or value.hi):
            continue
        before = text.coding.view.lower[event.span[0] : item.start]
        if item.preposition != "since" and not _SINCE.search(before):
            return to_interval(value)
        last = _last_day(text, as_of)
        return Interval(value.lo, last, "year") if value.lo and last and last >= value.lo else None
    return None


def _last_day(text: CodedText, as_of: date | None) -> date | None:
    days = [value.hi for value in text.coding.values.values() if value and value.hi and value.prec == "day"]
    last = text.coding.document.published or max(days, default=None)
    return min(last, as_of) if last and as_of else last


def _sides(text: CodedText, event: Event, told: list[TextAttempt]) -> frozenset[str]:
    """The sides that the words name, else those of the attempts told in the same passage."""
    named = [name_actor(span, text.conflict_id) for span in event.parties]
    own = frozenset(actor.actor_id for actor in named if actor)
    if own:
        return own
    pairs = {attempt.actors_in("party") for attempt in told if len(attempt.actors_in("party")) > 1}
    return pairs.pop() if len(pairs) == 1 else frozenset()
