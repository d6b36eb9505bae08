"""Whether Python, its packages, the kernel, a browser and fonts are as reports need them. Changes nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import RenderFailed
from analysis.project import Project
from analysis.publishing.finding import NOTE, OK, PROBLEM, Finding, first_of
from analysis.publishing.warm_kernel import can_fork

if TYPE_CHECKING:
    from packaging.requirements import Requirement

OWN = "ceasefires"
LOCK = "requirements.lock"
INSTALL = "Run `make build` in the checkout, or `python -m pip install --editable .` in another environment."
#: The least Python that works, and the newest that the tests run with.
LEAST_PYTHON, TRIED_PYTHON = (3, 11), (3, 13)
PROVISIONERS = "jupyter_client.kernel_provisioners"
PROVISIONER = "ceasefires-warm"
FONT_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts",
    "~/.local/share/fonts", "~/.fonts", "~/Library/Fonts",
)  # fmt: skip
FONT_SUFFIXES = (".ttf", ".otf", ".ttc")


def check_python(project: Project) -> Finding:
    """Whether this Python is one that the package is made for."""
    del project
    version = ".".join(str(part) for part in sys.version_info[:3])
    least, tried = (".".join(map(str, one)) for one in (LEAST_PYTHON, TRIED_PYTHON))
    if sys.version_info[:2] < LEAST_PYTHON:
        remedy = f"Set up the environment with Python {least} to {tried}."
        return Finding("Python", PROBLEM, f"{version}, older than {least}", remedy)
    if sys.version_info[:2] > TRIED_PYTHON:
        return Finding("Python", NOTE, f"{version}, newer than {tried}, the last one tested")
    return Finding("Python", OK, version)


def check_packages(project: Project) -> Finding:
    """Whether what the package asks for is installed, and whether in the versions of the lock."""
    from packaging.requirements import Requirement

    try:
        asked = [Requirement(line) for line in metadata.requires(OWN) or ()]
    except metadata.PackageNotFoundError:
        return Finding("packages", PROBLEM, f"{OWN} itself is not installed in {sys.prefix}", INSTALL)
    asked = [one for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})]
    faults = [fault for one in asked if (fault := _fault_of(one))]
    if faults:
        return Finding("packages", PROBLEM, ", ".join(faults), INSTALL)
    others = list(_unlike_lock(project.root / LOCK))
    if others:
        return Finding("packages", NOTE, f"sound, but not as {LOCK} says: {first_of(others)}")
    return Finding("packages", OK, f"all {len(asked)} that {OWN} asks for")


def _fault_of(asked: Requirement) -> str:
    version = _installed(asked.name)
    if version is None:
        return f"{asked.name} is not installed"
    return (
        ""
        if asked.specifier.contains(version, prereleases=True)
        else f"{asked.name} {version} is not {asked}"
    )


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _unlike_lock(lock: Path) -> Iterator[str]:
    """Yield each installed package whose version is another than the lock's; none where there is no lock."""
    from packaging.requirements import Requirement

    lines = lock.read_text(encoding="utf-8").splitlines() if lock.is_file() else []
    for line in lines:
        if not line[:1].isalnum() or "==" not in line:
            continue
        locked = Requirement(line.rstrip(" \\"))
        version = _installed(locked.name)
        meant = locked.marker is None or locked.marker.evaluate()
        if meant and version is not None and not locked.specifier.contains(version, prereleases=True):
            yield f"{locked.name} {version}, locked{locked.specifier}"


def check_kernel(project: Project) -> Finding:
    """Whether a notebook finds its kernel: ipykernel in this Python, forked from a warm process where possible."""
    del project
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_core.paths import jupyter_runtime_dir

    program = get_kernel_dict()["argv"][0]
    if find_spec("ipykernel_launcher") is None or not os.access(program, os.X_OK):
        return Finding("kernel", PROBLEM, f"ipykernel cannot be started with {program}", INSTALL)
    runtime = nearest_folder(Path(jupyter_runtime_dir()))
    if not os.access(runtime, os.W_OK | os.X_OK):
        remedy = "Name a folder you may write to in JUPYTER_RUNTIME_DIR."
        return Finding("kernel", PROBLEM, f"its connection file cannot be written under {runtime}", remedy)
    if not can_fork():
        return Finding(
            "kernel", NOTE, "an ordinary one for each notebook: forking is to be had on Linux only"
        )
    if not metadata.entry_points(group=PROVISIONERS, name=PROVISIONER):
        return Finding("kernel", PROBLEM, f"{PROVISIONER} is not registered with jupyter_client", INSTALL)
    return Finding("kernel", OK, f"ipykernel {metadata.version('ipykernel')}, forked from a warm process")


def nearest_folder(path: Path) -> Path:
    """The path itself where it exists, else the nearest parent that does: there it would be made."""
    return next(one for one in (path, *path.parents) if one.exists())


def check_browser(project: Project) -> Finding:
    """Whether there is a Chromium for --format pdf; nothing else needs one."""
    del project
    from analysis.publishing.pdf import find_browser

    try:
        return Finding("browser", OK, f"{find_browser()} for --format pdf")
    except RenderFailed:
        found = "no Chromium on PATH or in CHROMIUM: --format pdf will not work, all else does"
        return Finding("browser", NOTE, found)


def check_fonts(project: Project) -> Finding:
    """Whether there is any font for the browser that prints."""
    del project
    folders = [Path(name).expanduser() for name in FONT_FOLDERS]
    for folder in folders:
        for _, _, names in os.walk(folder):
            if any(name.lower().endswith(FONT_SUFFIXES) for name in names):
                return Finding("fonts", OK, f"in {folder}")
    return Finding("fonts", NOTE, "none in the usual folders: a PDF may show boxes for letters")
