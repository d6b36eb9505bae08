"""Reading gold labels and the texts beside them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from analysis.errors import InputProblem

REQUIRED = ("date", "parties", "kind", "evidence")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def find_gold(path: str | Path) -> list[dict[str, Any]]:
    """Return the gold records of a JSON file (or of `gold.json` in a folder), each with its `text` added.

    A record has `text_file` (relative to the JSON file), `attempts`, and optionally `published`, `group`, `stratum`.
    Raises InputProblem where the file, its form or one of the texts is not as expected.
    """
    file = Path(path)
    file = file / "gold.json" if file.is_dir() else file
    records = _records(file)
    return [_with_text(file, number, record) for number, record in enumerate(records, start=1)]


def text_key(text_file: object) -> str:
    """Return what names a text in gold and predictions alike: the file's name without folder and `.txt`."""
    return Path(str(text_file)).name.removesuffix(".txt")


def _records(file: Path) -> list[Any]:
    try:
        content = json.loads(file.read_bytes().decode("utf-8"))
    except OSError as problem:
        raise InputProblem(
            f"Expected gold labels at {file}, found no readable file ({problem.strerror}); check the path."
        ) from problem
    except ValueError as problem:
        raise InputProblem(
            f"Expected JSON in {file}, found something else ({problem}); name a gold file, not a text."
        ) from problem
    records = content.get("texts") if isinstance(content, dict) else content
    if not isinstance(records, list) or not records:
        raise InputProblem(
            f'Expected {{"texts": [...]}} with at least one text in {file}, found none; '
            "the form is described in tests/corpus/README.md."
        )
    return records


def _with_text(file: Path, number: int, record: Any) -> dict[str, Any]:
    if (
        not isinstance(record, dict)
        or "text_file" not in record
        or not isinstance(record.get("attempts"), list)
    ):
        raise InputProblem(
            f"Expected text_file and a list of attempts in text {number} of {file}, found something else; "
            "add the missing part."
        )
    for attempt in record["attempts"]:
        _check_attempt(file, record["text_file"], attempt)
    return {**record, "text": _text(file, str(record["text_file"]))}


def _check_attempt(file: Path, text_file: object, attempt: Any) -> None:
    missing = [name for name in REQUIRED if not isinstance(attempt, dict) or name not in attempt]
    if missing:
        raise InputProblem(
            f"Expected {', '.join(REQUIRED)} in every gold attempt, found one without {', '.join(missing)} "
            f"under {text_file} in {file}; add what is missing."
        )
    for day in [attempt["date"], *(attempt.get("alt_dates") or [])]:
        if day is not None and not _DATE.fullmatch(str(day)):
            raise InputProblem(
                f"Expected a date as YYYY, YYYY-MM or YYYY-MM-DD, found {day!r} under {text_file} in {file}; "
                "write it in one of these forms, or null."
            )


def _text(file: Path, text_file: str) -> str:
    try:
        return (file.parent / text_file).read_bytes().decode("utf-8")
    except OSError as problem:
        raise InputProblem(
            f"Expected the text {text_file} beside {file}, found no readable file; "
            "keep the texts in the folder that text_file names."
        ) from problem
    except UnicodeDecodeError as problem:
        raise InputProblem(
            f"Expected UTF-8 in {text_file} beside {file}, found another encoding; save the text as UTF-8."
        ) from problem
