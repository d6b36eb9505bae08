"""The README tells the truth: its tree, commands, tables, exit codes and links exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import errors
from analysis.codebook import load_codebook

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "LICENSE-DATA.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(title: str) -> str:
    """The part of the README under one heading."""
    return read("README.md").partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def first_cells(title: str) -> list[str]:
    """The first cell of each row of the table under a heading."""
    rows = [line for line in section(title).splitlines() if line.startswith("|")]
    return [row.split("|")[1].strip() for row in rows[2:]]


def subcommands() -> set[str]:
    """What `ceasefires --help` offers."""
    command = [sys.executable, "-m", "analysis", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"^ {2,6}([a-z]+)\b", told, re.MULTILINE))


def folders_in_tree() -> list[str]:
    return re.findall(r"^(\S+)/ {2,}\S", section("What lies where"), re.MULTILINE)


def test_every_folder_of_the_tree_exists() -> None:
    assert [name for name in folders_in_tree() if not (ROOT / name).is_dir()] == []


def test_the_tree_tells_every_folder() -> None:
    shown = ("src/analysis/*/", "data/*/", "data/raw/*/", "*/")
    passed_over = {"src", "data", "build", "dist"}
    folders = {path.relative_to(ROOT).as_posix() for pattern in shown for path in ROOT.glob(pattern)}
    visible = {name for name in folders if not name.startswith(".") and "__pycache__" not in name}
    assert sorted(visible - passed_over - set(folders_in_tree())) == []


def test_the_table_of_tables_is_complete() -> None:
    named = re.findall(r"`(\w+)`", " ".join(first_cells("The tables")))
    assert sorted(named) == sorted(load_codebook().tables)


def test_every_exit_code_of_an_error_is_told() -> None:
    classes = [value for value in vars(errors).values() if isinstance(value, type)]
    codes = {
        kind.exit_code
        for kind in classes
        if issubclass(kind, errors.CeasefiresError) and kind is not errors.CeasefiresError
    }
    told = {int(code) for code in first_cells("Exit codes") if code.isdigit()}
    assert codes <= told


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_subcommand_named_is_offered(name: str) -> None:
    named = set(re.findall(r"ceasefires ([a-z]+)\b", read(name)))
    assert sorted(named - subcommands()) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_command_named_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", read(name), re.MULTILINE))
    assert sorted(named - targets) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_linked_exists(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", read(name))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_named_exists(name: str) -> None:
    paths = re.findall(r"`((?:src|data|tests|notebooks|benchmarks)/[\w./-]+)`", read(name))
    made = ("data/processed/",)
    assert [path for path in paths if not path.startswith(made) and not (ROOT / path).exists()] == []
