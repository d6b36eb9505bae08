"""Taking told states into the registry: which attempt collapsed, held, was refused?"""

from __future__ import annotations

import re

from analysis.coding.attempts.attempt_keeping import AttemptKeeper
from analysis.coding.attempts.registry import Record, coarse, union
from analysis.coding.sentences.events import Event
from analysis.coding.sentences.stand_ins import ASKED
from analysis.text.actor_spans import ActorSpan
from analysis.text.segments import Sentence

_BELLIGERENTS = frozenset(("state", "de_facto", "nonstate", "generic"))
_REFUSABLE = frozenset(("call", "proposal"))
SENTENCES_BACK = 4
_UNANSWERED = re.compile(
    r"not (?:respond|reply|react|answer)|without (?:any |a )?(?:response|reply|answer)|unanswered"
)
_HALF_A_YEAR = 180
_ANSWERED_WITHIN = 14


class StateKeeper(AttemptKeeper):
    """Adds what becomes of the attempts."""

    def _take_state(self, event: Event, parties: list[ActorSpan], sentence: Sentence, number: int) -> None:
        ids = {p.actor_id for p in parties}
        record = None
        if event.own_date is not None:
            value = self.time.value(event.own_date)
            record = self.registry.find_dated(value, ids, sentence.fragment) if value else None
            if record is None and value is not None:
                record = self._new_reference(event, parties, value, sentence, number)
            elif record is not None:
                self._refine_date(record, event)
        if record is None and event.rule == "fight.calm":
            # A paper signed a moment ago that made the guns fall silent was a ceasefire.
            paper = self._find_paper(sentence, number)
            if paper is not None and paper.start < event.start:
                record = self._adopt_paper(event, sentence, number)
        if record is None:
            record = self._state_target(event, ids, sentence, number)
        record = record or self._refused_call(event, sentence, number)
        record = record or self._new_attempt(event, parties, sentence, number)
        if record is None:
            return
        for one in (record, *([] if ids or event.weight < 0.5 else self._answered_by(record))):
            one.events.append(event)
            if one.kind == "unilateral" and _UNANSWERED.search(self._words_of(event)):
                # "GAM declared one, but the government did not respond."
                event.state = "rejected"
            self._add_state(one, event)

    def _new_attempt(
        self, event: Event, parties: list[ActorSpan], sentence: Sentence, number: int
    ) -> Record | None:
        """Where no attempt is known of which the state could be told, what is told makes one."""
        record = None
        if event.rule.startswith(("object", "head", "subject", "noun")):
            record = self._adopt_paper(event, sentence, number)
        if (
            record is None
            and event.state in ("denounced", "collapsed", "expired", "held", "violated", "not_implemented")
            and event.rule.startswith(("object", "head", "subject"))
            and not event.plural
        ):
            record = self._undated_attempt(event, parties, sentence, number)
        if (
            record is None
            and event.state == "rejected"
            and event.rule.startswith(("object", "head.propose", "head.call", "subject"))
            and not event.definite
        ):
            record = self._refused_proposal(event, parties, sentence, number)
        return record

    def _answered_by(self, record: Record) -> list[Record]:
        """The declaration of the other side that this one answers: what is told of "the truce" is told of both."""
        number = self.registry.records.index(record)
        other = self.registry.records[number - 1] if number else None
        if other is None or other.fragment != record.fragment or record.kind != "unilateral":
            return []
        if other.kind != "unilateral" or other.party_ids() & record.party_ids() or other.told:
            return []
        mine, its = record.main_date, other.main_date
        if mine is None or its is None or mine[1].lo is None or its[1].lo is None:
            return []
        return [other] if 0 <= (mine[1].lo - its[1].lo).days <= _ANSWERED_WITHIN else []

    def _refused_call(self, event: Event, sentence: Sentence, number: int) -> Record | None:
        """'declares that it is not bound by it': said of a call, it is a refusal."""
        if event.state != "denounced" or not event.rule.startswith(("verdict", "phrase")):
            return None
        asked = frozenset(("call", "proposal"))
        record = self.registry.find_recent(sentence.fragment, set(), asked, number, SENTENCES_BACK)
        event.state = "rejected" if record is not None else event.state
        return record

    def _refused_proposal(
        self, event: Event, parties: list[ActorSpan], sentence: Sentence, number: int
    ) -> Record | None:
        """'refused to agree to a bilateral ceasefire': somebody had proposed it."""
        record = Record(sentence.fragment, sentence.paragraph, self.order, "proposal", sentence=number)
        record.parties = union(self.sides.resolve_sides(event.actors_against), parties)
        value = self.time.context_date(event, sentence, number)
        if value:
            record.dates["announced"] = value
            record.guessed_dates.add("announced")
        self.sides.complete_parties(record, event, sentence)
        if len(record.parties) < 2:
            return None
        self.registry.records.append(record)
        return record

    def _state_target(self, event: Event, ids: set[str], sentence: Sentence, number: int) -> Record | None:
        if event.state == "rejected":
            return self._refused(event, sentence, number)
        if event.rule == "unheeded" or (event.state == "collapsed" and self._words_of(event) in ASKED):
            # "Neither party complied", "the plan fell through": said of a call or a plan that was told last.
            last = self.registry.find_recent(sentence.fragment, set(), None, number, SENTENCES_BACK)
            if last is not None and coarse(last.kind) in _REFUSABLE:
                event.state = "not_implemented" if event.rule == "unheeded" else "rejected"
                return last
        ignored = self._ignored_call(event, sentence, number)
        if ignored is not None:
            return ignored
        near = event.rule.startswith(("fight", "anaphora", "phrase", "verdict"))
        reach = SENTENCES_BACK if near else 99
        standing = frozenset(("mutual", "unilateral"))
        record = self.registry.find_recent(sentence.fragment, ids, standing, number, reach)
        record = self._own_of(event, record, sentence) or record
        if record is None:
            return self._heeded_call(event, sentence, number)
        if self._is_long_over(record, event) or self._is_long_after(record, event):
            return None
        # Shells on another town, in the next item of a digest, break no truce.
        if event.rule != "fight.attack" or not self.sides.is_of_other_topic(record):
            return record
        named = {span.actor_id for span in self.actors.known_between(sentence.start, sentence.end)}
        return record if named & record.party_ids() else None

    def _own_of(self, event: Event, record: Record | None, sentence: Sentence) -> Record | None:
        """'The IRA ended its cessation', told after that of the loyalists: the one that is its own."""
        if event.state != "denounced" or record is None or record.kind != "unilateral":
            return None
        own = {self.sides.resolve_one(span).actor_id for span in event.subject}
        if not own or own & record.party_ids():
            return None
        return next(
            (
                r
                for r in self.registry.latest()
                if r.fragment == sentence.fragment and r.kind == "unilateral" and own == r.party_ids()
            ),
            None,
        )

    def _ignored_call(self, event: Event, sentence: Sentence, number: int) -> Record | None:
        """'He called for a truce, but both sides ignored it', 'Nothing came of it': said of what was only asked for."""
        if event.state not in ("violated", "not_implemented") or not event.rule.startswith(
            ("anaphora", "phrase", "verdict")
        ):
            return None
        last = self.registry.find_recent(sentence.fragment, set(), None, number, 1)
        if last is None or coarse(last.kind) not in _REFUSABLE:
            return None
        event.state = "rejected"
        return last

    def _refused(self, event: Event, sentence: Sentence, number: int) -> Record | None:
        reach = 3 if event.rule.startswith("anaphora") else 6
        target = self.registry.find_recent(sentence.fragment, set(), _REFUSABLE, number, reach)
        alone = self.registry.find_recent(sentence.fragment, set(), frozenset(("unilateral",)), number, 1)
        if target is not None and alone is not None and alone.sentence > target.last_sentence():
            # "Iraq declared a ceasefire. Khomeini would not hear of it": not of the call some sentences before.
            target = alone
        here = self.registry.find_recent(sentence.fragment, set(), frozenset(("mutual",)), number, 0)
        if target is not None and here is not None and here.sentence > target.last_sentence():
            # "A truce was agreed on 7 January; he had thrown that out within the hour."
            target = here
        if target is not None:
            return target
        if event.rule.startswith(("object", "head.propose", "head.call")) and not event.definite:
            return None
        if event.rule == "anaphora.reject":
            return self.registry.find_recent(sentence.fragment, set(), frozenset(("unilateral",)), number, 2)
        if event.rule.startswith(("phrase", "verdict", "anaphora.reject")):
            # "when this was refused": an agreement is not turned down by whoever refuses something later.
            reach = 1
        return self.registry.find_recent(sentence.fragment, set(), None, number, reach)

    def _heeded_call(self, event: Event, sentence: Sentence, number: int) -> Record | None:
        """'He called for a truce. From 1 May the guns fell silent': the call was heeded, or was not."""
        if event.rule not in ("fight.calm", "fight.resumed", "fight.continued"):
            return None
        record = self.registry.find_recent(sentence.fragment, set(), _REFUSABLE, number, 2)
        if record is None or record.told:
            return None
        if event.rule == "fight.continued":
            event.state = "not_implemented"
        return record

    def _words_of(self, event: Event) -> str:
        return self.actors.view.lower[event.start : event.end]

    def _is_long_after(self, record: Record, event: Event) -> bool:
        """Acts of war told half a year later, in the next entry of a chronology, say nothing of this ceasefire."""
        lead, main = self.time.narrative.lead, record.main_date
        if event.weight >= 0.5 or lead is None or lead.lo is None or main is None or main[1].hi is None:
            return False
        return (lead.lo - main[1].hi).days > _HALF_A_YEAR

    def _is_long_over(self, record: Record, event: Event) -> bool:
        """An end told with its day, more than half a year before this event: the words speak of another attempt."""
        end = record.last_end
        values = [
            v
            for role, item in event.dates
            if role in ("ended", "violated", "announced") and (v := self.time.value(item)) and v.lo
        ]
        days = [v.lo for v in values if v.lo]
        return end is not None and bool(days) and (min(days) - end).days > 180

    def _undated_attempt(
        self, event: Event, parties: list[ActorSpan], sentence: Sentence, number: int
    ) -> Record | None:
        # "A ceasefire held from June 1989 to June 1990, but broke down": its own day says that there was one.
        begun = {r: v for r, d in event.dates if r == "effective" and (v := self.time.value(d)) is not None}
        if sentence.kind in ("title", "heading") or not (
            event.definite or (event.state == "held" and parties) or begun or len(parties) > 1
        ):
            return None
        if event.state in ("violated", "not_implemented") and not begun:
            return None
        record = Record(
            sentence.fragment,
            sentence.paragraph,
            self.order,
            "agreement" if event.named_document else "mutual",
            sentence=number,
        )
        record.dates.update(begun)
        record.parties = union(
            parties,
            [
                self.sides.resolve_one(a)
                for a in event.actors_against
                if a.generic != "both" and a.kind in _BELLIGERENTS
            ],
        )
        self.sides.complete_parties(record, event, sentence)
        if len(record.parties) < 2:
            return None
        self.registry.records.append(record)
        return record
