"""Adds texts to data/raw: copies the files where they belong and writes their rows, or changes nothing."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import codebook, files
from analysis.errors import InputProblem, UsageProblem
from analysis.project import Project
from analysis.sources.listing import CONFLICTS, SOURCES, has_text_suffix
from analysis.sources.raw_csv import read_day, read_raw_csv, split_csv
from analysis.sources.raw_text import decode_text, read_raw_bytes

COMPUTED = ("n_chars",)


@dataclass(frozen=True)
class _NewText:
    path: Path
    name: str
    source_id: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def add(
    project: Project,
    paths: Sequence[str | Path],
    *,
    conflict: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    retrieved: str | None = None,
    licence: str = "unknown",
    language: str | None = None,
    source_type: str | None = None,
    alignment: str = "unknown",
) -> list[str]:
    """Add the text files `paths` and return the ids of the new sources.

    A file that lies elsewhere is copied into data/raw/texts; its bytes are never changed. `conflict` may be
    left out where conflicts.csv lists only one. `published` and `retrieved` are ISO days. Either all files
    are added or none.

    Raises UsageProblem for a wrong argument, InputProblem for a text that cannot be used or is there already,
    CannotWrite where data/raw cannot be written, LockHeld where another run adds texts.
    """
    told = {
        "title": title, "publisher": publisher, "url": url, "published": published, "retrieved": retrieved,
        "licence": licence, "language": language, "source_type": source_type, "alignment": alignment,
    }  # fmt: skip
    with files.telling_of_failure(project.raw), files.locked(project.raw):
        told["conflict_id"] = _choose_conflict(conflict, project)
        _refuse_arguments(told, len(paths))
        listed = _read_listed(project)
        texts = _read_new_texts(paths, listed, project)
        _write_texts(texts, told, project)
    return [text.source_id for text in texts]


# ---- arguments


def _choose_conflict(conflict: str | None, project: Project) -> str:
    known = list(read_raw_csv(project.raw / CONFLICTS, "conflicts")["conflict_id"])
    if conflict is None and len(known) == 1:
        return known[0]
    if conflict in known:
        return str(conflict)
    found = "none" if conflict is None else repr(conflict)
    raise UsageProblem(
        f"Expected one of the conflicts of {project.raw / CONFLICTS} ({', '.join(known)}), found {found}"
        f"{_nearest(conflict, known)}; name one with --conflict."
    )


def _refuse_arguments(told: Mapping[str, str | None], n_files: int) -> None:
    if n_files == 0:
        raise UsageProblem("Expected at least one file to add, found none; name the files.")
    if n_files > 1 and (told["title"] or told["url"]):
        raise UsageProblem(
            f"Expected --title and --url with one file only, found {n_files} files; add the files one by one."
        )
    table = codebook.load_codebook().tables["sources"]
    for name, value in told.items():
        column = table.column(name)
        if value is None:
            continue
        if column.type == "date":
            _refuse_day(name, value)
        if column.pattern and not re.fullmatch(column.pattern, value):
            raise UsageProblem(
                f"Expected --{name} in the form {column.pattern}, found {value!r}; correct it."
            )
        if column.vocabulary:
            _refuse_value(name, value, codebook.load_codebook().vocabularies[column.vocabulary].values)
        if not value.strip():
            raise UsageProblem(f"Expected words after --{name.replace('_', '-')}, found none; leave it out.")


def _refuse_day(name: str, value: str) -> None:
    try:
        read_day(value, f"after --{name}")
    except InputProblem as problem:
        raise UsageProblem(str(problem)) from None


def _refuse_value(name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise UsageProblem(
            f"Expected --{name.replace('_', '-')} to be one of {', '.join(allowed)}, found {value!r}"
            f"{_nearest(value, allowed)}; choose one."
        )


def _nearest(name: str | None, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name or "", list(known), n=1)
    return f" (did you mean {near[0]}?)" if near else ""


# ---- texts


def _read_listed(project: Project) -> pd.DataFrame:
    path = project.raw / SOURCES
    if not path.exists():
        return codebook.empty("sources").drop(columns=list(COMPUTED))
    return read_raw_csv(path, "sources", computed=COMPUTED)


def _read_new_texts(paths: Sequence[str | Path], listed: pd.DataFrame, project: Project) -> list[_NewText]:
    by_hash = dict(zip(listed["sha256"], listed["source_id"], strict=True))
    by_id = dict(zip(listed["source_id"], listed["file"], strict=True))
    texts = []
    for path in map(Path, paths):
        text = _read_new_text(path)
        if text.sha256 in by_hash:
            raise InputProblem(
                f"Expected a new text in {path}, found the same bytes as the source "
                f"{by_hash[text.sha256]}; it is not added again."
            )
        if text.source_id in by_id:
            raise InputProblem(
                f"Expected a name for {path} that no other source has, found that the id "
                f"{text.source_id} belongs "
                f"to {by_id[text.source_id]}; rename the file."
            )
        _refuse_other_bytes(text, project)
        by_hash[text.sha256], by_id[text.source_id] = text.source_id, text.name
        texts.append(text)
    return texts


def _read_new_text(path: Path) -> _NewText:
    if not has_text_suffix(path):
        raise InputProblem(
            f"Expected a .txt, .md or .html file, found {path}; save the text as one of these, in UTF-8."
        )
    content = read_raw_bytes(path)
    decode_text(content, path)
    return _NewText(path, path.name, _make_id(path), content)


def _make_id(path: Path) -> str:
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not slug:
        raise InputProblem(
            f"Expected a file name with Latin letters or digits, of which the source's id is made, found "
            f"{path.name!r}; rename the file."
        )
    return slug


def _refuse_other_bytes(text: _NewText, project: Project) -> None:
    there = project.texts / text.name
    if there.exists() and read_raw_bytes(there) != text.content:
        raise InputProblem(
            f"Expected no other file at {there}, found one with other bytes; rename {text.path} "
            "before adding it."
        )


# ---- writing


def _write_texts(texts: list[_NewText], told: Mapping[str, str | None], project: Project) -> None:
    project.texts.mkdir(parents=True, exist_ok=True)
    copied = []
    try:
        for text in texts:
            there = project.texts / text.name
            if not there.exists():
                copied.append(there)
                files.replace_file(there, text.content)
        _append_rows(texts, told, project)
    except BaseException:
        # The list is written last: what it does not name was not added.
        for there in copied:
            there.unlink(missing_ok=True)
        raise


def _append_rows(texts: list[_NewText], told: Mapping[str, str | None], project: Project) -> None:
    path = project.raw / SOURCES
    if path.exists():
        raw = split_csv(path)
        text, header, delimiter, line_end = raw.text, raw.header, raw.delimiter, raw.line_end
    else:
        columns = codebook.load_codebook().tables["sources"].column_names
        header = tuple(name for name in columns if name not in COMPUTED)
        delimiter, line_end = ",", "\n"
        text = ",".join(header)
    if not text.endswith("\n"):
        text += line_end
    for new in texts:
        row = dict(told) | {"source_id": new.source_id, "file": new.name, "sha256": new.sha256}
        _refuse_lost_columns(row, header, path)
        text += codebook.write_row([row.get(name) or "" for name in header], delimiter) + line_end
    files.replace_file(path, text.encode())


def _refuse_lost_columns(row: Mapping[str, str | None], header: tuple[str, ...], path: Path) -> None:
    lost = [name for name, value in row.items() if value is not None and name not in header]
    if lost:
        raise InputProblem(
            f"Expected the columns {', '.join(lost)} in {path}, found {', '.join(header)}; add "
            "them to its header."
        )
