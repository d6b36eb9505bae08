"""Texts named on the command line, coded without adding them to a project: what `code` and `evaluate` print."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.coding.attempts.coder import Document
from analysis.coding.attempts.json_rows import to_rows
from analysis.coding.attempts.printed_rows import render_rows
from analysis.coding.measuring.evaluation import evaluate, find_gold
from analysis.coding.measuring.evaluation_saved import read_evaluation
from analysis.coding.measuring.evaluation_text import (
    comparison_to_json,
    render_comparison,
    render_text,
    to_json,
)
from analysis.errors import InputProblem, UsageProblem
from analysis.pipeline import code_document, describe_document, is_html
from analysis.project import Project
from analysis.sources import read_raw_csv, read_text
from analysis.text.language import guess_language

CONFLICTS = "conflicts.csv"


@dataclass(frozen=True)
class CodedFile:
    """A coded file: its rows as `ceasefires code --json` prints them, and what the user should know."""

    name: str
    rows: list[dict[str, Any]]
    warnings: list[str]

    def as_json(self) -> dict[str, Any]:
        """The object of this text in the JSON array."""
        return {"text_file": self.name, "attempts": self.rows}

    def as_text(self) -> str:
        """The same for a reader."""
        return render_rows(self.name, self.rows)


def code_files(
    paths: Sequence[Path], published: str | None, conflict: str | None, find: Callable[[], Project]
) -> list[CodedFile]:
    """Code text files. `conflict` is looked up in the project that `find` returns, which is asked for nothing else.

    Raises UsageProblem for a wrong date or conflict, or `published` with several files; InputProblem, one line per
    file, for files that cannot be read as text.
    """
    if published is not None and len(paths) > 1:
        raise UsageProblem(
            f"Expected --published with one file only, found {len(paths)} files; code them one by one, or add them "
            "to the project with their dates."
        )
    day = _read_day(published) if published is not None else None
    row = _find_conflict(find(), conflict) if conflict is not None else None
    texts = _read_texts(paths)
    return [_code_file(path, text, day, row) for path, text in texts]


def evaluate_gold(gold: Path, *, as_json: bool, against: Path | None = None) -> str:
    """Code the texts of gold labels and return their evaluation, as text or as JSON.

    `against` names the JSON of a former evaluation of the same labels: then gains and losses are told.
    Raises InputProblem where the labels, texts or the former evaluation are not as expected.
    """
    former = read_evaluation(against) if against is not None else None
    records = find_gold(gold)
    predictions = []
    for record in records:
        told = record.get("published")
        document = Document(
            record["text"], str(record["text_file"]), date.fromisoformat(told) if told else None
        )
        predictions.append({"text_file": record["text_file"], "attempts": to_rows(code_document(document))})
    evaluation = evaluate(records, predictions)
    if former is not None:
        compared = comparison_to_json if as_json else render_comparison
        return compared(former, evaluation)
    return to_json(evaluation) if as_json else render_text(evaluation)


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text) if len(text) == 10 else date.fromisoformat("")
    except ValueError:
        raise UsageProblem(
            f"Expected a day of the calendar such as 2020-11-12 after --published, found {text!r}; correct it."
        ) from None


def _find_conflict(project: Project, conflict: str) -> dict[str, Any]:
    path = project.raw / CONFLICTS
    listed: pd.DataFrame = read_raw_csv(path, "conflicts")
    known = [str(one) for one in listed["conflict_id"]]
    if conflict not in known:
        near = difflib.get_close_matches(conflict, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}."
        raise UsageProblem(f"Expected a conflict of {path} after --conflict, found {conflict!r}; {hint}")
    row = listed.iloc[known.index(conflict)]
    return {str(column): row[column] for column in listed.columns}


def _read_texts(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    texts, problems = [], []
    for path in paths:
        try:
            texts.append((path, read_text(path)))
        except InputProblem as problem:
            problems.append(str(problem))
    if problems:
        raise InputProblem("\n".join(problems))
    return texts


def _code_file(path: Path, text: str, day: date | None, conflict: dict[str, Any] | None) -> CodedFile:
    warnings = []
    coding = code_document(describe_document(text, path.stem, day, conflict, is_html(path.name)))
    if not text.strip("\ufeff \t\r\n"):
        warnings.append(f"{path} is empty: nothing can be coded from it.")
    if coding.language != "en":
        warnings.append(
            f"{path} is in {guess_language(text).name}, which the rules do not read; it was not coded."
        )
    return CodedFile(str(path), to_rows(coding), warnings)
