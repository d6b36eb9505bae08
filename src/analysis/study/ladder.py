"""The stage ladder of a process: how far each attempt got, in order, and how often the next began lower."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.study.lives import Life
from analysis.study.panels import panels_of
from analysis.study.selection import Selection
from analysis.study.wording import agreeing, count

STAGES = ("call or proposal", "talks", "declared", "agreed", "in force", "renewed or monitored")
# Mechanisms by which somebody watches over a ceasefire.
WATCHED = {"monitoring", "verification", "peacekeeping", "joint_committee"}
GOING_ON = ("extension", "renewal", "reaffirmation", "replacement")


@dataclass(frozen=True)
class Rung:
    """An attempt and the highest stage that it is told to have reached, from 0 to 5."""

    life: Life
    stage: int


@dataclass(frozen=True)
class Process:
    """The attempts of one phase in order of date, as rungs."""

    title: str
    rungs: tuple[Rung, ...]

    @property
    def backward(self) -> int:
        """Steps from an attempt to the next that reached less."""
        return sum(other.stage < one.stage for one, other in zip(self.rungs, self.rungs[1:], strict=False))


def stage_of(life: Life) -> int:
    """The highest stage that an attempt reached, as its coded kind, status, relation and mechanism tell."""
    row = life.row
    if life.began:
        watched = WATCHED & set(str(row["mechanism"] or "").split("|"))
        return 5 if row["relation"] in GOING_ON or watched else 4
    if row["kind"] in ("call", "proposal"):
        return 0
    if row["kind"] == "other":
        return 1
    return 2 if row["kind"] == "unilateral" else 3


def list_processes(selection: Selection) -> list[Process]:
    """One process for each phase of the conflict with attempts in it, calls and proposals included."""
    panels = panels_of(selection.lives, selection.rows["phases"], selection.as_of)
    return [
        Process(
            panel.title,
            tuple(Rung(life, stage_of(life)) for life in sorted(panel.all, key=lambda x: x.sort_key)),
        )
        for panel in panels
        if panel.all
    ]


def ladder_title(selection: Selection) -> str:
    """How far the attempts got, and how often the next one began lower."""
    processes = list_processes(selection)
    rungs = [rung for process in processes for rung in process.rungs]
    force = sum(rung.stage >= 4 for rung in rungs)
    back = sum(process.backward for process in processes)
    moves = sum(max(len(process.rungs) - 1, 0) for process in processes)
    return (
        f"{force} of {count(len(rungs), 'attempt, call or proposal', 'attempts, calls and proposals')} came into "
        f"force; after {back} of {count(moves, 'attempt')} the next {agreeing(back, 'one', 'ones')} got less far."
    )
