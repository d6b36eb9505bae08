"""Where a page comes from: as-of day, parameters, hashes, versions, the key of a run, the citation."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import platform
import shlex
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import analysis
from analysis.publishing.parameters import Value

if TYPE_CHECKING:
    from analysis.publishing.page import Page

PACKAGES = ("ceasefires", "pandas", "plotly", "papermill", "nbconvert")


@dataclass(frozen=True)
class Edition:
    """The facts of one edition that its page states."""

    name: str
    title: str
    as_of: str
    generated: str
    key: str = ""
    parameters: Mapping[str, Value] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    command: str = ""

    @property
    def folder(self) -> str:
        """The name of the folder it is published in."""
        return f"{self.as_of}-{self.key[:8]}"

    @property
    def citation(self) -> str:
        """One line that cites the page."""
        return (
            f"Ceasefires project ({self.as_of[:4]}). {self.title}. Data as of {self.as_of}. "
            f"Edition {self.name}/{self.folder}, version {self.versions.get('ceasefires', 'unknown')}."
        )

    @property
    def bibtex(self) -> str:
        """The citation as a BibTeX entry."""
        return "\n".join(
            [
                f"@misc{{ceasefires-{self.name}-{self.folder},",
                "  author  = {{Ceasefires project}},",
                f"  title   = {{{{{_for_bibtex(self.title)}}}}},",
                f"  year    = {{{self.as_of[:4]}}},",
                f"  note    = {{Data as of {self.as_of}; edition {_for_bibtex(self.name)}/{self.folder}}},",
                f"  version = {{{self.versions.get('ceasefires', 'unknown')}}}",
                "}",
            ]
        )

    def to_json(self) -> dict[str, Any]:
        """The facts as JSON-ready data."""
        return asdict(self)


def _for_bibtex(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "#$%&_" else letter for letter in text if letter not in "{}\\")


def generated_stamp() -> str:
    """Return the time of generation in UTC; SOURCE_DATE_EPOCH pins it."""
    pinned = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(pinned), UTC) if pinned else datetime.now(UTC)
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that make a page."""
    return {"python": platform.python_version()} | {name: _version(name) for name in PACKAGES}


@functools.cache
def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return analysis.__version__ if package == "ceasefires" else "unknown"


def run_key(notebook: Path, parameters: Mapping[str, Value], inputs: Mapping[str, str]) -> str:
    """Return the hash of all that decides a page: notebook, typed parameters, tables, code, versions."""
    facts = {
        "notebook": file_hash(notebook),
        "parameters": dict(parameters),
        "inputs": dict(inputs),
        "code": code_hash(),
        "versions": versions(),
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode("utf-8")).hexdigest()


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_hashes(folder: Path, pattern: str) -> dict[str, str]:
    """Return the hashes of the files in `folder` that match `pattern`, by name."""
    return {path.name: file_hash(path) for path in sorted(folder.glob(pattern))}


@functools.cache
def code_hash() -> str:
    """Return one hash over this package's code, templates and word lists."""
    package = Path(analysis.__file__).parent
    total = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            total.update(f"{path.relative_to(package).as_posix()} {file_hash(path)}\n".encode())
    return total.hexdigest()


def rebuild_command(notebook: str, changed: Mapping[str, Value], as_of: str) -> str:
    """Return the command that makes the page again from the same raw data; `as_of` may be empty."""
    parts = ["ceasefires", "report", notebook, *(["--as-of", as_of] if as_of else [])]
    for name, value in changed.items():
        text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
        parts += ["-p", f"{name}={text}"]
    return shlex.join(parts)


def edition_of_notebook(notebook: Mapping[str, Any], page: Page) -> Edition:
    """Return the facts an executed notebook alone tells, for nbconvert outside `ceasefires report`."""
    parameters = dict(notebook["metadata"].get("papermill", {}).get("parameters", {}))
    stamp = generated_stamp()
    title = str((page.masthead or {}).get("title", "") or page.title or "Ceasefire report")
    content = json.dumps(notebook["cells"], sort_keys=True, default=str).encode("utf-8")
    return Edition(
        name="notebook",
        title=title,
        as_of=str(parameters.get("as_of") or stamp[:10]),
        generated=stamp,
        key=hashlib.sha256(content).hexdigest(),
        parameters=parameters,
        versions=versions(),
    )
