"""Who did what: actors by role, with the attempts each count stands for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from analysis.study.selection import Selection
from analysis.study.wording import count, joined

# Roles in the order of the chart. Those that others tell of an actor stand apart: they are claims.
OWN_ROLES = (
    "party", "signatory", "mediator", "host", "guarantor", "monitor", "peacekeeper", "caller", "proposer",
)  # fmt: skip
CLAIMED_ROLES = ("violator", "rejecter", "objector")
KIND_ORDER = ("state", "de_facto", "nonstate", "igo", "ngo", "person")
MOST_ACTORS = 15


@dataclass(frozen=True)
class ActorRoles:
    """An actor, or the others together: attempts by role, each attempt once per role."""

    actor_id: str
    label: str
    kind: str
    attempts: dict[str, list[str]] = field(default_factory=dict)

    def n(self, role: str) -> int:
        return len(self.attempts.get(role, []))

    @property
    def total(self) -> int:
        return sum(map(len, self.attempts.values()))


def count_roles(selection: Selection, most: int = MOST_ACTORS) -> list[ActorRoles]:
    """Actors by kind and number of roles; beyond `most` one row holds the others. Persons count for themselves."""
    kinds = {row["actor_id"]: str(row["kind"] or "") for row in selection.rows["actors"]}
    groups: dict[str, dict[str, list[str]]] = {}
    for row in selection.rows["participants"]:
        attempts = groups.setdefault(row["actor_id"], {}).setdefault(row["role"], [])
        if row["attempt_id"] not in attempts:
            attempts.append(row["attempt_id"])
    actors = [
        ActorRoles(actor, selection.actor(actor), kinds.get(actor, ""), roles)
        for actor, roles in groups.items()
    ]
    by_total = sorted(actors, key=lambda one: (-one.total, one.label))
    shown = sorted(by_total[:most], key=lambda one: (_kind_rank(one), -one.total, one.label))
    return shown + ([_others(by_total[most:])] if by_total[most:] else [])


def used_roles(rows: list[ActorRoles], roles: tuple[str, ...]) -> list[str]:
    """The roles that somebody has, in order."""
    return [role for role in roles if any(row.n(role) for row in rows)]


def roles_title(selection: Selection) -> str:
    """Who calls for a halt and who signs, by the most frequent."""
    parts = []
    for role, words in (("caller", "called for a halt"), ("mediator", "mediated"), ("signatory", "signed")):
        most = _most(selection, role)
        if most:
            names, n, all_of = most
            parts.append(f"{joined(names)} {words} most often, in {n} of {all_of}")
    return "; ".join(parts) + "." if parts else "No role is told."


def callers_words(selection: Selection) -> str:
    """Whether those who call for a halt also sign."""
    attempts: dict[str, set[str]] = {"caller": set(), "signatory": set()}
    for row in selection.rows["participants"]:
        if row["role"] in attempts:
            attempts[row["role"]].add(row["actor_id"])
    callers = attempts["caller"]
    both = callers & attempts["signatory"]
    return (
        f"Of {count(len(callers), 'actor')} that called on others to stop, {len(both)} signed at least one attempt."
        if callers
        else "No one is told to have called on others to stop."
    )


def _most(selection: Selection, role: str) -> tuple[list[str], int, str] | None:
    """Who has a role most often (ties together), how often, and of how many attempts that tell the role."""
    pairs = {
        (row["actor_id"], row["attempt_id"]) for row in selection.rows["participants"] if row["role"] == role
    }
    if not pairs:
        return None
    counts = Counter(actor for actor, _ in pairs)
    most = max(counts.values())
    names = sorted(selection.actor(actor) for actor, n in counts.items() if n == most)
    told = count(len({attempt for _, attempt in pairs}), f"with a {role}", f"with a {role}")
    shown = names if len(names) <= 3 else [*names[:2], f"{len(names) - 2} others"]
    return shown, most, told


def _others(actors: list[ActorRoles]) -> ActorRoles:
    attempts: dict[str, list[str]] = {}
    for actor in actors:
        for role, ids in actor.attempts.items():
            known = attempts.setdefault(role, [])
            known += [one for one in ids if one not in known]
    return ActorRoles("", f"Others ({len(actors)})", "", attempts)


def _kind_rank(actor: ActorRoles) -> int:
    return KIND_ORDER.index(actor.kind) if actor.kind in KIND_ORDER else len(KIND_ORDER)
