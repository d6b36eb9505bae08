"""The only place that reads and writes the tables: data/processed as Parquet and CSV, with a description.

All tables are written at once, staged beside the folder and swapped in, so that a crash at any moment
leaves the former tables whole. The same tables give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import codebook, files
from analysis.errors import InputProblem
from analysis.project import Project

DESCRIPTION = "datapackage.json"
DICTIONARY = "README.md"
IGNORE = ".gitignore"
IGNORE_TEXT = "*\n!.gitignore\n"
REBUILD = "run `ceasefires build` to make the tables again"

ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


class Tables(dict[str, pd.DataFrame]):
    """All tables by name. `as_of` is the data date; `meta` what the build told beside the tables."""

    def __init__(self, frames: Mapping[str, pd.DataFrame], as_of: date, meta: Mapping[str, Any]) -> None:
        super().__init__(frames)
        self.as_of = as_of
        self.meta = dict(meta)


def write_tables(tables: Mapping[str, pd.DataFrame], project: Project, meta: Mapping[str, Any]) -> None:
    """Check all tables, write them beside data/processed, and swap them in.

    `meta` holds `as_of` (a date, or an ISO day), and by custom `inputs` (file name to sha256) and
    `version`; it is kept in datapackage.json. Files in the folder that are not the store's are carried
    over.

    Raises InputProblem where a table breaks the codebook, CannotWrite where the folder cannot be written,
    LockHeld where another run writes.
    """
    sound = _check_tables(tables)
    told = _check_meta(meta)
    files.expect_folder(project.processed)
    target = project.processed.resolve()
    with files.telling_of_failure(project.processed), _locked(target):
        files.recover_folder(target)
        staged = files.start_stage(target)
        try:
            _carry_over(target, staged)
            _write_all(sound, told, staged)
            files.swap_folder(target)
        except BaseException:
            files.recover_folder(target)
            files.remove_folder(staged)
            raise


def read_tables(project: Project) -> Tables:
    """Read and check all tables of data/processed.

    Raises InputProblem, naming the file and the remedy, where the tables were never built, or one is missing,
    damaged, or not of this build and codebook; CannotWrite where a file lies in the folder's place.
    """
    files.expect_folder(project.processed)
    target = project.processed.resolve()
    with _readable(target):
        package = _read_description(project.processed / DESCRIPTION)
        resources = {r["name"]: r for r in package["resources"]}
        frames = {name: _read_table(name, project.processed, resources) for name in _tables()}
    declared = codebook.describe_package()
    meta = {key: value for key, value in package.items() if key not in declared}
    return Tables(frames, date.fromisoformat(meta["as_of"]), meta)


def _tables() -> list[str]:
    return list(codebook.load_codebook().tables)


# ---- writing


def _check_tables(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    unknown = [name for name in tables if name not in _tables()]
    absent = [name for name in _tables() if name not in tables]
    if unknown or absent:
        raise InputProblem(
            f"Expected exactly the tables of the codebook, found {', '.join(unknown) or 'none'} "
            "beyond it and "
            f"{', '.join(absent) or 'none'} absent; give every table, empty where it has no rows."
        )
    sound = {name: codebook.conform(name, tables[name]) for name in _tables()}
    problems = [problem for name in _tables() for problem in codebook.check(name, sound[name])]
    problems = problems or codebook.check_references(sound)
    if problems:
        more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
        raise InputProblem(f"Expected tables as the codebook declares them, found: {problems[0]}{more}")
    return sound


def _check_meta(meta: Mapping[str, Any]) -> dict[str, Any]:
    reserved = sorted(set(meta) & set(codebook.describe_package()))
    if reserved:
        raise InputProblem(
            f"Expected own names in the description of the tables, found {', '.join(reserved)}."
        )
    as_of = meta.get("as_of")
    if isinstance(as_of, datetime) or not isinstance(as_of, (date, str)):
        raise InputProblem(f"Expected the data date as_of as a day, found {as_of!r}.")
    try:
        day = date.fromisoformat(str(as_of))
    except ValueError:
        raise InputProblem(f"Expected the data date as_of as a day, found {as_of!r}.") from None
    return {**meta, "as_of": day.isoformat()}


def _write_all(tables: Mapping[str, pd.DataFrame], meta: Mapping[str, Any], staged: Path) -> None:
    package = codebook.describe_package()
    for resource in package["resources"]:
        name = resource["name"]
        resource |= _write_bytes(staged / f"{name}.csv", codebook.write_csv(name, tables[name]).encode())
        parquet = staged / f"{name}.parquet"
        resource["parquet"] = {"path": parquet.name} | _write_bytes(parquet, _to_parquet(name, tables[name]))
    described = json.dumps(package | dict(meta), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    _write_bytes(staged / DESCRIPTION, described.encode())
    _write_bytes(staged / DICTIONARY, codebook.describe_tables().encode())
    if not (staged / IGNORE).exists():
        _write_bytes(staged / IGNORE, IGNORE_TEXT.encode())


def _write_bytes(path: Path, content: bytes) -> dict[str, Any]:
    files.write_file(path, content)
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _arrow_schema(name: str) -> pa.Schema:
    columns = codebook.load_codebook().tables[name].columns
    return pa.schema([pa.field(c.name, ARROW_TYPES[c.type], nullable=not c.required) for c in columns])


def _to_parquet(name: str, frame: pd.DataFrame) -> bytes:
    schema = _arrow_schema(name)
    arrays = [pa.Array.from_pandas(frame[field.name], type=field.type) for field in schema]
    buffer = BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def _carry_over(target: Path, staged: Path) -> None:
    """Copy what a person put there; files of the store, also of a former codebook, are left behind."""
    if not target.is_dir():
        return
    for path in sorted(target.iterdir()):
        if path.name in _own_names(target):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, staged / path.name, symlinks=True)
        else:
            shutil.copy2(path, staged / path.name, follow_symlinks=False)


def _own_names(target: Path) -> set[str]:
    names = {DESCRIPTION, DICTIONARY} | {f"{n}.{suffix}" for n in _tables() for suffix in ("csv", "parquet")}
    try:
        former = json.loads((target / DESCRIPTION).read_bytes())["resources"]
        names |= {path for r in former for path in (r["path"], r["parquet"]["path"])}
    except (OSError, ValueError, KeyError, TypeError):
        pass  # no former description, or a damaged one: only the names of this codebook are known
    return names


# ---- reading


def _read_description(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise InputProblem(f"Expected built tables with {path}, found no such file; {REBUILD}.")
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        date.fromisoformat(package["as_of"])
        for resource in package["resources"]:
            _ = resource["name"], resource["parquet"]["hash"]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputProblem(
            f"Expected the description of the tables in {path}, found a damaged file; {REBUILD}."
        ) from None
    return package


def _read_table(name: str, folder: Path, resources: Mapping[str, Any]) -> pd.DataFrame:
    path = folder / f"{name}.parquet"
    if name not in resources:
        raise InputProblem(
            f"Expected the table {name} in {folder / DESCRIPTION}, found tables of another "
            f"codebook; {REBUILD}."
        )
    table = _parse_parquet(path, content := _read_bytes(path))
    if f"sha256:{hashlib.sha256(content).hexdigest()}" != resources[name]["parquet"]["hash"]:
        raise InputProblem(
            f"Expected in {path} the bytes that {DESCRIPTION} names, found a file changed since, "
            f"or of another build; {REBUILD}."
        )
    problems = _schema_problems(name, table) or codebook.check(name, frame := _to_frame(name, table))
    if problems:
        raise InputProblem(
            f"Expected the table {name} as the codebook declares it in {path}, found: {problems[0]} "
            f"It is of another version; {REBUILD}."
        )
    return frame


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputProblem(f"Expected a table in {path}, found no such file; {REBUILD}.") from None
    except OSError as error:
        raise InputProblem(
            f"Expected a table in {path}, found that it cannot be read ({error.strerror}); {REBUILD}."
        ) from error


def _parse_parquet(path: Path, content: bytes) -> pa.Table:
    try:
        return pq.ParquetFile(BytesIO(content)).read()
    except (pa.ArrowException, OSError, ValueError):
        raise InputProblem(f"Expected a Parquet table in {path}, found a damaged file; {REBUILD}.") from None


def _schema_problems(name: str, table: pa.Table) -> list[str]:
    wanted = {field.name: field.type for field in _arrow_schema(name)}
    given = {field.name: field.type for field in table.schema}
    wrong = [c for c in wanted if c not in given] + [c for c in given if given[c] != wanted.get(c)]
    return [f"column {wrong[0]} is missing, unknown or of another type."] if wrong else []


def _to_frame(name: str, table: pa.Table) -> pd.DataFrame:
    series = {}
    for column in codebook.load_codebook().tables[name].columns:
        values = table.column(column.name)
        if column.type == "date":
            values = values.cast(pa.timestamp("us"))
        series[column.name] = pd.Series(values.to_pylist(), dtype=codebook.dtype_of(column))
    return pd.DataFrame(series)


# ---- locking


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    target.parent.mkdir(parents=True, exist_ok=True)
    with files.locked(target.parent):
        yield


@contextmanager
def _readable(target: Path) -> Iterator[None]:
    """Keep a swap away while reading, after bringing back what a crash left."""
    with ExitStack() as held:
        # Where this user may not even open the folder, the reading itself says so.
        with suppress(OSError):
            if files.needs_recovery(target):
                with files.locked(target.parent):
                    files.recover_folder(target)
            held.enter_context(files.locked(target.parent, shared=True))
        yield
