"""Where a project's files lie: the root with `data/raw`, and the folders under it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import UsageProblem

ROOT_VARIABLE = "CEASEFIRES_ROOT"


@dataclass(frozen=True)
class Project:
    """The folders of one project, all under `root`."""

    root: Path

    @property
    def raw(self) -> Path:
        return self.root / "data" / "raw"

    @property
    def texts(self) -> Path:
        return self.raw / "texts"

    @property
    def processed(self) -> Path:
        return self.root / "data" / "processed"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def reports(self) -> Path:
        return self.root / "reports"


def find_project(root: str | Path | None = None) -> Project:
    """Return the project at `root`, else at CEASEFIRES_ROOT, else the nearest one upwards
    from the working folder, else the editable checkout this package lies in.

    Raises UsageProblem where none of them holds `data/raw`.
    """
    named = root or os.environ.get(ROOT_VARIABLE)
    if named:
        return _project_at(Path(named), "--root" if root else ROOT_VARIABLE)
    for folder in _candidates():
        if (folder / "data" / "raw").is_dir():
            return Project(folder.resolve())
    raise UsageProblem(
        f"Expected a project folder with data/raw in it, found none upwards from {Path.cwd()}; "
        f"run inside the project, or name it with --root or {ROOT_VARIABLE}."
    )


def _project_at(folder: Path, named_by: str) -> Project:
    if not (folder / "data" / "raw").is_dir():
        raise UsageProblem(
            f"Expected a project folder with data/raw in it, found none at {folder} (named by "
            f"{named_by}); check the path."
        )
    return Project(folder.resolve())


def _candidates() -> list[Path]:
    here = Path.cwd()
    checkout = Path(__file__).resolve().parents[2]
    return [here, *here.parents, checkout]
