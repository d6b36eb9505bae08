"""The Makefile sets `.venv` up once, keeps it while nothing changes, and leaves no half-made one behind.

A small stand-in for Python records what it is asked to do, so that nothing is downloaded.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = {
    "help", "report", "build", "test", "test-fast", "check", "soak", "bench", "lab", "lock", "clean",
}  # fmt: skip

STAND_IN = """#!/bin/sh
case "$*" in
  *version_info*3,\\ 11*) exit {too_old} ;;
  *version_info*) echo {version} ;;
  "-m venv "*) mkdir -p "$3/bin" && cp "{inner}" "$3/bin/python" ;;
esac
"""
INNER_STAND_IN = """#!/bin/sh
case "$*" in
  "-c print(1)") echo 1 ;;
  *) echo "$*" >> calls.txt ;;
esac
case "$*" in *"$FAIL_ON"*) exit 7 ;; esac
"""


@dataclass(frozen=True)
class Checkout:
    """A copy of the set-up files in a folder with a space in its name."""

    folder: Path
    python: Path

    def make(self, *arguments: str, fail_on: str = "nothing at all") -> subprocess.CompletedProcess[str]:
        """Run make with the stand-in as Python; the call that contains `fail_on` fails."""
        environment = {**os.environ, "FAIL_ON": fail_on, "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("CEASEFIRES_VENV", None)
        # Not the flags of the make that runs these tests.
        environment = {key: value for key, value in environment.items() if "MAKE" not in key}
        command = ["make", f"PYTHON={self.python}", *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )

    def calls(self) -> list[str]:
        """What the Python in .venv was asked for since the last time, in short words."""
        log = self.folder / "calls.txt"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        words = {"requirements.lock": "packages", "--editable": "project", "analysis build": "build"}
        return [next((word for key, word in words.items() if key in line), line) for line in lines]

    def stamps(self) -> list[Path]:
        return list((self.folder / ".venv").glob(".packages*"))


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    folder = tmp_path / "a folder with spaces"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder / name)
    return Checkout(folder, _stand_in(tmp_path))


def _stand_in(folder: Path, *, version: str = "3.12.4", too_old: int = 0) -> Path:
    inner = folder / "inner"
    inner.write_text(INNER_STAND_IN, encoding="utf-8")
    python = folder / f"python-{version}"
    python.write_text(STAND_IN.format(version=version, too_old=too_old, inner=inner), encoding="utf-8")
    for program in (inner, python):
        program.chmod(0o755)
    return python


def test_help_tells_every_command_with_a_sentence() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^make ([a-z-]+) +\S", told, re.MULTILINE)) == COMMANDS


def test_the_first_command_sets_up_and_the_second_does_not(checkout: Checkout) -> None:
    assert checkout.make("build").returncode == 0
    assert checkout.calls() == ["packages", "project", "build"]
    assert checkout.make("build").returncode == 0
    assert checkout.calls() == ["build"]


def test_packages_are_checked_by_hash_and_compiled(checkout: Checkout) -> None:
    checkout.make("build")
    install = (checkout.folder / "calls.txt").read_text(encoding="utf-8").splitlines()[0]
    assert "--require-hashes" in install
    assert "--compile" in install


def test_a_new_date_on_the_same_contents_reinstalls_nothing(checkout: Checkout) -> None:
    checkout.make("build")
    checkout.calls()
    for name in ("pyproject.toml", "requirements.lock"):
        (checkout.folder / name).touch()
    checkout.make("build")
    assert checkout.calls() == ["build"]


def test_a_changed_lock_starts_over_and_a_changed_pyproject_installs_the_project_again(
    checkout: Checkout,
) -> None:
    checkout.make("build")
    checkout.calls()
    (checkout.folder / "pyproject.toml").write_text("changed", encoding="utf-8")
    checkout.make("build")
    assert checkout.calls() == ["project", "build"]
    (checkout.folder / "requirements.lock").write_text("changed", encoding="utf-8")
    checkout.make("build")
    assert checkout.calls() == ["packages", "project", "build"]


def test_a_moved_checkout_is_set_up_again(checkout: Checkout) -> None:
    checkout.make("build")
    checkout.calls()
    moved = Checkout(checkout.folder.rename(checkout.folder.with_name("elsewhere")), checkout.python)
    moved.make("build")
    assert moved.calls() == ["packages", "project", "build"]


def test_a_venv_whose_python_is_gone_is_made_anew(checkout: Checkout) -> None:
    checkout.make("build")
    checkout.calls()
    (checkout.folder / ".venv/bin/python").unlink()
    checkout.make("build")
    assert checkout.calls() == ["packages", "project", "build"]


def test_a_failed_install_says_so_and_leaves_no_stamp(checkout: Checkout) -> None:
    done = checkout.make("build", fail_on="requirements.lock")
    assert done.returncode != 0
    assert "Expected to install requirements.lock into .venv, but pip failed as told above" in done.stderr
    assert checkout.stamps() == []
    checkout.calls()
    assert checkout.make("build").returncode == 0
    assert checkout.calls() == ["packages", "project", "build"]


def test_a_failed_install_of_the_project_keeps_the_packages(checkout: Checkout) -> None:
    assert checkout.make("build", fail_on="--editable").returncode != 0
    checkout.calls()
    checkout.make("build")
    assert checkout.calls() == ["project", "build"]


def test_an_old_python_is_told_in_one_line(checkout: Checkout, tmp_path: Path) -> None:
    old = Checkout(checkout.folder, _stand_in(tmp_path, version="3.9.2", too_old=1))
    done = old.make("build")
    assert done.returncode != 0
    told = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert told == [
        f"Expected Python 3.11 or newer, found Python 3.9.2 ({old.python}); install one, or name it: "
        "make PYTHON=/path/to/python3.12 report."
    ]
    assert not (checkout.folder / ".venv").exists()


def test_a_missing_python_is_told_in_one_line(checkout: Checkout, tmp_path: Path) -> None:
    done = Checkout(checkout.folder, tmp_path / "no such python").make("build")
    assert done.returncode != 0
    assert "Expected Python 3.11 or newer, found none;" in done.stderr


def test_only_lock_needs_uv_and_says_so(checkout: Checkout, tmp_path: Path) -> None:
    shell_only = tmp_path / "bin"
    shell_only.mkdir()
    for name in ("sh", "make", "cat", "cksum", "cut"):
        (shell_only / name).symlink_to(shutil.which(name) or name)
    environment = {"PATH": str(shell_only)}
    done = subprocess.run(
        ["make", "lock"], cwd=checkout.folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "Expected the program uv, which writes requirements.lock, found none on PATH" in done.stderr


def test_a_report_that_left_no_index_is_an_error(checkout: Checkout) -> None:
    done = checkout.make("report")
    assert done.returncode != 0
    assert "Expected reports/index.html after the report was made, found none" in done.stderr


def test_report_ends_with_the_path_of_the_index(checkout: Checkout) -> None:
    (checkout.folder / "reports").mkdir()
    (checkout.folder / "reports/index.html").write_text("", encoding="utf-8")
    done = checkout.make("report")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == str(checkout.folder / "reports/index.html")
