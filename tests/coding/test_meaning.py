"""What one sentence says of a ceasefire: the act, whether it is asserted, the state, who takes part."""

from __future__ import annotations

import pytest
from sentence_reading import events_of

from analysis.text.actor_spans import ActorSpan


def only(text: str, kind: str = "paragraph"):
    (event,) = events_of(text, kind)
    return event


def ids(actors: list[ActorSpan]) -> list[str]:
    return sorted(actor.actor_id for actor in actors)


# (sentence, act, kind) of sentences that tell of an attempt of their own.
MADE = [
    ("Mali and Niger signed a truce.", "agreement", "mutual"),
    ("A truce was concluded.", "agreement", "mutual"),
    ("A second truce was signed.", "agreement", "mutual"),
    ("Mali agreed to halt the fighting.", "agreement", "mutual"),
    ("Egypt brokered a truce.", "agreement", "mutual"),
    ("The truce took effect.", "entry_into_force", "mutual"),
    ("The ELN declared a truce.", "declaration", "unilateral"),
    ("Mali halted the fighting.", "declaration", "unilateral"),
    ("The ELN extended the truce.", "extension", "mutual"),
    ("France called for a truce.", "call", "call"),
    ("France demanded an immediate truce.", "call", "call"),
    ("Egypt proposed a truce.", "proposal", "proposal"),
    ("Egypt put forward a truce.", "proposal", "proposal"),
]
# (sentence, act, state) of sentences on a ceasefire told before.
STATES = [
    ("The truce collapsed.", "collapse", "collapsed"),
    ("The truce is over.", "collapse", "collapsed"),
    ("The truce did not hold.", "collapse", "collapsed"),
    ("The truce broke down.", "collapse", "collapsed"),
    ("The truce expired.", "expiry", "expired"),
    ("The truce held.", "implementation", "held"),
    ("The truce is in force.", "implementation", "held"),
    ("Peru has not violated the truce.", "implementation", "held"),
    ("The ELN broke the truce.", "violation", "violated"),
    ("The truce was breached.", "violation", "violated"),
    ("Ceasefire violations were reported.", "violation", "violated"),
    ("The ELN ended the truce.", "denunciation", "denounced"),
    ("The ELN called off the truce.", "denunciation", "denounced"),
    ("Hamas rejected a truce.", "rejection", "rejected"),
]
# (sentence, modality) of sentences that tell of no attempt.
NOT_ASSERTED = [
    ("Mali did not sign a truce.", "denied"),
    ("Mali denied signing a truce.", "denied"),
    ("No truce was signed.", "denied"),
    ("It was not a truce.", "denied"),
    ("Mali may sign a truce.", "hypothetical"),
    ("If Mali signs a truce, peace will come.", "hypothetical"),
    ("Suppose Mali signs a truce.", "hypothetical"),
    ("Mali will sign a truce.", "planned"),
    ("A truce usually follows talks.", "generic"),
    ("The ELN tried to end the truce.", "attempted"),
    ("The truce monitoring team left.", "generic"),
]


@pytest.mark.parametrize(("text", "act", "kind"), MADE, ids=[text for text, _, _ in MADE])
def test_an_attempt_is_told(text: str, act: str, kind: str) -> None:
    event = only(text)
    assert (event.act, event.modality, event.creates, event.kind) == (act, "asserted", True, kind)


@pytest.mark.parametrize(("text", "act", "state"), STATES, ids=[text for text, _, _ in STATES])
def test_a_state_is_told(text: str, act: str, state: str) -> None:
    event = only(text)
    assert (event.act, event.modality, event.creates, event.state) == (act, "asserted", False, state)


@pytest.mark.parametrize(("text", "modality"), NOT_ASSERTED, ids=[text for text, _ in NOT_ASSERTED])
def test_nothing_is_asserted(text: str, modality: str) -> None:
    event = only(text)
    assert (event.modality, event.creates) == (modality, False)


def test_words_around_the_noun() -> None:
    assert only("The truce held.").definite
    assert not only("A truce was signed.").definite
    assert only("Their truce held.").definite
    assert only("Another truce was signed.").fresh
    assert only("A third truce was signed.").ordinal == 3
    assert only("Several truces collapsed.").plural
    assert only("A unilateral truce was declared.").unilateral
    assert only("Mali signed a truce agreement.").named_document
    assert not only("Mali signed a truce.").named_document


def test_date_of_the_noun_itself() -> None:
    event = only("The ceasefire of 12 May 1994 held until 2016.")
    assert event.own_date is not None
    assert (event.own_date.year, event.own_date.month, event.own_date.day) == (1994, 5, 12)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Mali and Niger signed a truce on 3 May 1994.", {"signed"}),
        ("The ELN declared a truce on 3 May 1994.", {"announced"}),
        ("The truce took effect on 3 May 1994.", {"effective"}),
        ("Mali and Niger agreed to a truce until 3 May 1994.", {"agreed_end"}),
        ("Mali and Niger agreed to a truce from 3 May 1994.", {"effective"}),
        ("The truce collapsed on 3 May 1994.", {"ended"}),
        ("The ELN broke the truce on 3 May 1994.", {"violated"}),
        ("The truce expired on 3 May 1994.", {"ended"}),
    ],
)
def test_role_of_a_date_follows_its_verb(text: str, roles: set[str]) -> None:
    assert {role for role, _ in only(text).dates} == roles


def test_parties_mediators_and_callers() -> None:
    assert ids(only("Mali and Niger signed a truce.").parties) == ["mali", "niger"]
    brokered = only("Egypt brokered a truce between Israel and Hamas.")
    assert (ids(brokered.parties), ids(brokered.mediators)) == (["hamas", "israel"], ["egypt"])
    call = only("France called on Mali and Niger to agree to a truce.")
    assert (ids(call.parties), ids(call.callers)) == (["mali", "niger"], ["france"])


def test_passive_and_active_name_the_same_actors() -> None:
    active, passive = only("The ELN declared a truce."), only("A truce was declared by the ELN.")
    assert ids(active.parties) == ids(passive.parties)
    assert active.act == passive.act


def test_two_nouns_are_two_events_in_their_order() -> None:
    first, second = events_of("The ELN declared a truce, but Colombia rejected a bilateral ceasefire.")
    assert (first.kind, second.state) == ("unilateral", "rejected")
    assert first.start < second.start


def test_event_keeps_the_words_of_its_sentence() -> None:
    text = "Mali and Niger signed a truce."
    event = only(text)
    assert event.span == (0, len(text))
    assert text[event.start : event.end] == "truce"


def test_a_line_without_a_verb_tells_of_one_only_in_a_list() -> None:
    text = "A ceasefire between India and Pakistan."
    assert only(text, "entry").creates
    assert not only(text, "paragraph").creates
