"""The sections of the quality report, one call each; the notebook `quality.ipynb` holds nothing but these calls.

    report = quality.load(gold=..., title=...)
    quality.masthead(report)
    quality.findings(report)
    quality.scores(report)
    quality.strata(report)
    quality.reliability(report)
    quality.thresholds(report)
    quality.errors(report)
    quality.agreement(report)
    quality.differences(report)
    quality.methods(report)
    quality.glossary(report)

The labelled texts belong to a checkout of the project, not to the package: where they are absent, the page says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.coding.attempts.coder import Document, code_text
from analysis.coding.attempts.json_rows import to_rows
from analysis.coding.measuring.evaluation import Evaluation, evaluate, find_gold
from analysis.errors import InputProblem, UsageProblem
from analysis.project import Project, find_project
from analysis.store import read_tables
from analysis.study.blocks import Block, Findings, Glossary, Masthead, Methods, Notice, Table
from analysis.study.quality_chart import draw_reliability
from analysis.study.quality_tables import error_table, score_table, strata_table, threshold_table
from analysis.study.quality_words import define_measures, state_findings, state_limits
from analysis.study.text_agreement import agreement_table, difference_table
from analysis.study.wording import count
from analysis.text.language import guess_language

GOLD_FILE = "gold.json"


@dataclass(frozen=True)
class QualityReport:
    """The evaluation of each labelled set by its name, of all together, and the sets that are not there."""

    sets: dict[str, Evaluation]
    together: Evaluation | None
    absent: tuple[str, ...]
    title: str
    tables: Mapping[str, pd.DataFrame] | None = field(default=None, repr=False)


def load(gold: Sequence[str], title: str = "", project_root: str | Path | None = None) -> QualityReport:
    """Code the texts of every labelled set and score them.

    `gold` are folders with `gold.json`, or such files, relative to the project's folder. A set that is not there is
    reported as absent. Raises UsageProblem where none is named, InputProblem for labels that cannot be used.
    """
    if not gold:
        raise UsageProblem(
            "Expected at least one folder with labelled texts in parameter gold, found none; "
            'name one, such as ["tests/corpus/dev"].'
        )
    project = find_project(project_root)
    root = project.root
    found = {name: root / name for name in dict.fromkeys(gold) if _is_there(root / name)}
    records = {name: find_gold(path) for name, path in found.items()}
    report = score_sets(records, tuple(name for name in gold if name not in found), title)
    return replace(report, tables=_tables_of(project))


def score_sets(
    records: dict[str, list[dict[str, Any]]], absent: tuple[str, ...] = (), title: str = ""
) -> QualityReport:
    """The same from gold records at hand, by the name of their set."""
    coded = {name: [_code(record) for record in texts] for name, texts in records.items()}
    every = [_apart(one, name) for name, texts in records.items() for one in texts]
    read = [_apart(one, name) for name, texts in coded.items() for one in texts]
    return QualityReport(
        sets={name: evaluate(texts, coded[name]) for name, texts in records.items()},
        together=evaluate(every, read) if every else None,
        absent=absent,
        title=title.strip() or "How far the coding can be trusted",
    )


def masthead(report: QualityReport) -> Masthead:
    """Title lines: what was measured, on how much."""
    all_sets = report.together
    n_texts = all_sets.n_texts if all_sets else 0
    required = all_sets.measure("recall").n if all_sets else 0
    absent = f"Not found: {', '.join(report.absent)}." if report.absent else ""
    return Masthead(
        kicker="Quality of the coding",
        title=report.title,
        purpose="What the rules find and miss in texts labelled by hand, how sure they are, and the errors to read.",
        as_of_words=f"Measured on {count(n_texts, 'labelled text')}",
        n_sources=n_texts,
        n_attempts=required,
        status=absent,
    )


def findings(report: QualityReport) -> Findings | Notice:
    """The main figures in words."""
    return state_findings(report.sets, report.together) if report.together else _absent(report)


def scores(report: QualityReport) -> Table | Notice:
    """Every measure by set, with its interval."""
    return score_table(report.sets) if report.sets else _absent(report)


def strata(report: QualityReport) -> Table | Notice:
    """Precision, recall and F1 of attempts by set and stratum."""
    return strata_table(report.sets) if report.sets else _absent(report)


def reliability(report: QualityReport) -> Block:
    """Confidence against the share of attempts that labels bear out, drawn and as a table."""
    return draw_reliability(report.together.calibration) if report.together else _absent(report)


def thresholds(report: QualityReport) -> Table | Notice:
    """What stays, and how much of it is right, above each confidence."""
    return threshold_table(report.sets) if report.sets else _absent(report)


def errors(report: QualityReport) -> Table | Notice:
    """Every error with the words it rests on."""
    return error_table(report.sets) if report.sets else _absent(report)


def agreement(report: QualityReport) -> Table | Notice:
    """The shipped texts against the chronology, field by field."""
    return agreement_table(report.tables) if report.tables is not None else _NOT_BUILT


def differences(report: QualityReport) -> Table | Notice:
    """What texts tell otherwise than the chronology."""
    return difference_table(report.tables) if report.tables is not None else _NOT_BUILT


def methods(report: QualityReport) -> Methods:
    """How it was measured, and what the rules still get wrong, with examples."""
    return state_limits(report.together)


def glossary(report: QualityReport) -> Glossary:
    """The measures in words."""
    return define_measures()


_NOT_BUILT = Notice(
    title="No tables to compare with",
    text="Run `ceasefires build`: the tables are made from the shipped texts.",
)


def _tables_of(project: Project) -> Mapping[str, pd.DataFrame] | None:
    """The tables of the project; None where they were never built."""
    try:
        return read_tables(project)
    except InputProblem:
        return None


def _is_there(path: Path) -> bool:
    return path.is_file() or (path / GOLD_FILE).is_file()


def _code(record: dict[str, Any]) -> dict[str, Any]:
    told = record.get("published")
    day = dt.date.fromisoformat(told) if told else None
    document = Document(record["text"], str(record["text_file"]), day)
    rows = to_rows(code_text(document)) if guess_language(document.text).is_english else []
    return {"text_file": record["text_file"], "attempts": rows}


def _apart(record: dict[str, Any], name: str) -> dict[str, Any]:
    """The record under a name of its own: texts of two sets may be called alike."""
    return {**record, "text_file": f"{name} {record['text_file']}".replace("/", " ")}


def _absent(report: QualityReport) -> Notice:
    return Notice(
        title="The labelled texts are not here",
        text=f"Expected labelled texts in {', '.join(report.absent)} under the project's folder, found none. They "
        "belong to a checkout of the project; name others with the parameter gold.",
    )
