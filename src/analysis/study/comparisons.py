"""Time to the end compared between groups: with and without a mediator, by kind, by period (log-rank)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.study.blocks import Cell, Column, Table
from analysis.study.estimates import LEAST_ENDS, compare_groups, estimate_survival, median_of
from analysis.study.lives import Life
from analysis.study.panels import panels_of
from analysis.study.selection import Selection
from analysis.study.sourcing import source_line
from analysis.study.spells import RULES, Spell, spells_of
from analysis.study.summaries import proper
from analysis.study.terms import value_words
from analysis.study.wording import agreeing, count, days_words, sentence

CHANCE = 0.05


@dataclass(frozen=True)
class Comparison:
    """A group of spells against all others of the selection; `p` is None where ends are too few to compare."""

    by: str
    label: str
    spells: tuple[Spell, ...]
    p: float | None

    @property
    def ends(self) -> int:
        return sum(spell.event for spell in self.spells)


def compare_spells(selection: Selection, rule: str) -> list[Comparison]:
    """Each group by mediator named, kind and phase against the rest, by the earliest readings of the ends."""
    spells = spells_of(selection, rule)
    phases = {
        life.id: panel.title
        for panel in panels_of(proper(selection), selection.rows["phases"], selection.as_of)
        for life in panel.all
    }
    groupings: dict[str, Callable[[Life], str]] = {
        "mediator": lambda life: "named" if selection.actors_of(life.id, "mediator") else "none named",
        "kind": lambda life: value_words("kind", life.row["kind"]),
        "period": lambda life: phases.get(life.id, "no period"),
    }
    return [one for by, group_of in groupings.items() for one in _against_rest(by, spells, group_of)]


def comparison_words(found: list[Comparison]) -> str:
    """How many of the groups differ from the rest, and how many are too small to say."""
    tested = [one for one in found if one.p is not None]
    differ = [one for one in tested if (one.p or 0) < CHANCE]
    few = len(found) - len(tested)
    if not tested:
        return (
            f"None of {count(len(found), 'group')} has {LEAST_ENDS} ends on both sides: too few to compare."
        )
    named = f" ({', '.join(f'{one.by}: {one.label}' for one in differ)})" if differ else ""
    verb = agreeing(len(differ), "differs", "differ")
    return (
        f"Of {count(len(tested), 'group')} compared with the rest, {len(differ)} {verb} by more than chance alone "
        f"would often bring{named}; {count(few, 'group')} {agreeing(few, 'is', 'are')} too small."
    )


def comparison_table(selection: Selection, rule: str) -> Table:
    """Every group with its ends, median and the p-value against the rest."""
    found = compare_spells(selection, rule)
    columns = [
        Column(name="by", label="Grouped by"),
        Column(name="group", label="Group"),
        Column(name="n", label="Attempts", align="right"),
        Column(name="ended", label="Ended", align="right"),
        Column(name="median", label="Median"),
        Column(name="p", label="Log-rank p against the rest", align="right"),
    ]
    tests = sum(one.p is not None for one in found)
    return Table(
        id="comparisons",
        title="Time to the end, by group",
        caption=f"Time until {RULES[rule]}: each group against all other attempts. {comparison_words(found)}",
        columns=columns,
        rows=[_row(one) for one in found],
        note=[
            f"Groups are compared where they and the rest have {LEAST_ENDS} ends or more. Of such tests "
            f"({tests} here) one in twenty falls under {CHANCE} by chance alone; none is adjusted. Attempts follow one "
            "another and are not independent. ",
            *source_line(selection),
        ],
        csv_name="comparisons.csv",
    )


def _against_rest(by: str, spells: list[Spell], group_of: Callable[[Life], str]) -> list[Comparison]:
    labels = list(dict.fromkeys(group_of(spell.life) for spell in spells))
    found = []
    for label in labels:
        inside = [spell for spell in spells if group_of(spell.life) == label]
        rest = [spell for spell in spells if group_of(spell.life) != label]
        found.append(Comparison(by, label, tuple(inside), compare_groups(_times(inside), _times(rest))))
    return found


def _times(spells: list[Spell]) -> tuple[list[float], list[bool]]:
    return [float(spell.least) for spell in spells], [spell.event for spell in spells]


def _row(one: Comparison) -> list[Cell]:
    median = median_of(estimate_survival(*_times(list(one.spells))))
    words = "not reached" if median.days is None else days_words(int(median.days))
    p = "too few" if one.p is None else "< 0.01" if one.p < 0.01 else f"{one.p:.2f}"
    return [sentence(one.by), one.label, len(one.spells), one.ends, words, p]
