"""What one sentence says about a ceasefire: the event records that the clause machine makes."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.text.actor_spans import ActorSpan
from analysis.text.date_expressions import DateExpression


@dataclass
class Event:
    """One place where a text speaks of a ceasefire.

    `act`, `modality` as in the codebook. `creates` says that the words tell of an attempt of its own; `kind`
    what it would be
    (call, proposal, unilateral, mutual, agreement). `state` is an outcome told here.
    `definite`: "the truce"; `fresh`: "another", "new";
    `by_person`, `mediated_by_person`: by "he" or "she", whom a sentence before names.
    `background`: told in a clause of time ("after the truce was signed"). Actors are spans of the sentence;
    dates are expressions by role.
    """

    start: int
    end: int
    act: str = "reference"
    modality: str = "asserted"
    creates: bool = False
    kind: str = ""
    state: str = ""
    definite: bool = False
    fresh: bool = False
    ordinal: int = 0
    plural: bool = False
    named_document: bool = False
    subject: list[ActorSpan] = field(default_factory=list)
    parties: list[ActorSpan] = field(default_factory=list)
    mediators: list[ActorSpan] = field(default_factory=list)
    callers: list[ActorSpan] = field(default_factory=list)
    proposers: list[ActorSpan] = field(default_factory=list)
    signatories: list[ActorSpan] = field(default_factory=list)
    actors_against: list[ActorSpan] = field(default_factory=list)
    claimant: ActorSpan | None = None
    alleged: bool = False
    dates: list[tuple[str, DateExpression]] = field(default_factory=list)
    own_date: DateExpression | None = None
    unilateral: bool = False
    anaphoric_parties: bool = False
    by_person: bool = False
    mediated_by_person: bool = False
    rule: str = ""
    weight: float = 0.6
    span: tuple[int, int] = (0, 0)
    sentence: int = -1
    head_kind: str = ""
    actor_verb: int = -1
    background: bool = False
