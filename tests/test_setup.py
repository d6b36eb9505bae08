"""The files that set the project up agree: pyproject.toml, requirements.lock, environment.yml and others."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

import analysis

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
PACKAGE_DATA = {".toml", ".csv", ".html", ".css", ".js", ".j2", ".json", ".md"}
MADE_OR_FOREIGN = {
    ".git", ".venv", "build", "dist", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache",
    ".hypothesis", ".ipynb_checkpoints", "processed", "reports",
}  # fmt: skip
# In parts, or this file would name them itself.
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org"), ("deb", "debian", "org"),
        ("conda", "anaconda", "org"), ("repo", "anaconda", "com"),
    )
)  # fmt: skip


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def direct_requirements() -> dict[str, Requirement]:
    """What pyproject.toml asks for by name, its dev group included."""
    listed = [*pyproject()["project"]["dependencies"], *pyproject()["dependency-groups"]["dev"]]
    return {canonicalize_name(Requirement(line).name): Requirement(line) for line in listed}


@cache
def lock_lines() -> tuple[tuple[Requirement, int], ...]:
    """Each pinned requirement of the lock with the number of its hashes."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    pinned = [entry for entry in entries if not entry.startswith("#")]
    return tuple((Requirement(e.split("\\")[0].strip()), e.count("--hash=sha256:")) for e in pinned)


def locked_versions(name: str, python: str) -> list[Version]:
    """The versions the lock gives one package under one Python."""
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    return [
        Version(next(iter(line.specifier)).version)
        for line, _ in lock_lines()
        if canonicalize_name(line.name) == name and (not line.marker or line.marker.evaluate(environment))
    ]


def conda_requirements() -> dict[str, Requirement]:
    """The packages of environment.yml, those of its pip section included."""
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    plain = [line for line in listed if isinstance(line, str)]
    by_pip = [line for part in listed if isinstance(part, dict) for line in part["pip"]]
    parsed = [Requirement(line) for line in plain + by_pip]
    return {canonicalize_name(requirement.name): requirement for requirement in parsed}


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", sorted(direct_requirements()))
def test_the_lock_gives_each_package_one_version_within_its_bounds(name: str, python: str) -> None:
    versions = locked_versions(name, python)
    assert len(versions) == 1
    assert direct_requirements()[name].specifier.contains(versions[0])


def imported_from_others() -> set[str]:
    """The top names that the package's modules import from neither itself nor the standard library."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"analysis"}


def test_what_the_code_imports_is_asked_for() -> None:
    """By name, or as a requirement of what is asked for by name (bleach and jinja2 come with nbconvert)."""
    asked = {canonicalize_name(Requirement(line).name) for line in pyproject()["project"]["dependencies"]}
    listed = [Requirement(line) for name in asked for line in requires(name) or []]
    brought = {canonicalize_name(line.name) for line in listed if "extra ==" not in str(line.marker)}
    providers = packages_distributions()
    unasked = {
        name
        for name in imported_from_others()
        if not {canonicalize_name(provider) for provider in providers.get(name, [])} & (asked | brought)
    }
    assert unasked == set()


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_resolves_pandas_3(python: str) -> None:
    assert locked_versions("pandas", python)[0] >= Version("3")


def test_every_locked_package_is_pinned_and_has_hashes() -> None:
    unfit = [
        str(line)
        for line, hashes in lock_lines()
        if hashes == 0 or [spec.operator for spec in line.specifier] != ["=="]
    ]
    assert unfit == []


def test_the_lock_says_how_it_is_made_and_names_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "make lock" in text.split("==")[0]
    assert "://" not in text
    assert "--index-url" not in text


def test_the_conda_file_asks_for_the_same_packages_within_the_same_bounds() -> None:
    conda = conda_requirements()
    expected = {name: str(requirement.specifier) for name, requirement in direct_requirements().items()}
    expected["python"] = pyproject()["project"]["requires-python"]
    found = {name: str(requirement.specifier) for name, requirement in conda.items() if name != "pip"}
    assert found == expected


def test_the_supported_pythons_are_told_alike_everywhere() -> None:
    classifiers = pyproject()["project"]["classifiers"]
    assert tuple(line.rpartition(" ")[2] for line in classifiers if " Python :: 3." in line) == PYTHONS
    workflow = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8"))
    assert tuple(workflow["jobs"]["tests"]["strategy"]["matrix"]["python"]) == PYTHONS
    required = SpecifierSet(pyproject()["project"]["requires-python"])
    assert [python for python in ("3.10", *PYTHONS) if required.contains(f"{python}.0")] == list(PYTHONS)
    assert pyproject()["tool"]["mypy"]["python_version"] == PYTHONS[0]
    assert pyproject()["tool"]["ruff"]["target-version"] == "py" + PYTHONS[0].replace(".", "")


def test_the_version_is_told_alike_everywhere() -> None:
    version = pyproject()["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert {analysis.__version__, str(citation["version"]), newest[1]} == {version}


def test_the_citation_file_has_what_its_format_demands() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["cff-version"] == "1.2.0"
    assert all(author.get("name") or author.get("family-names") for author in citation["authors"])


def test_ci_and_the_workflow_run_the_commands_a_newcomer_runs() -> None:
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert ci[-2:] == ["make report", "exec make test"]
    workflow = (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")
    assert re.findall(r"run: (make.*)", workflow) == ["make PYTHON=python report", "make test"]


def test_no_file_names_a_package_registry() -> None:
    files = (
        path
        for path in ROOT.rglob("*")
        if not MADE_OR_FOREIGN & set(path.parts[len(ROOT.parts) :]) and path.is_file()
    )
    naming = [
        path.relative_to(ROOT).as_posix()
        for path in files
        if any(host.encode() in path.read_bytes() for host in REGISTRY_HOSTS)
    ]
    assert naming == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The package as others would install it, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    files = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "analysis").rglob("*")
        if path.is_file() and (path.suffix == ".py" or path.suffix in PACKAGE_DATA)
    }
    assert sorted(files - set(wheel.namelist())) == []


def test_the_wheel_holds_nothing_but_the_package_and_its_licences(wheel: zipfile.ZipFile) -> None:
    others = [name for name in wheel.namelist() if not name.startswith("analysis/")]
    assert all(".dist-info/" in name for name in others)
    assert {Path(name).name for name in others if "/licenses/" in name} == {"LICENSE", "LICENSE-DATA.md"}


def test_the_wheel_brings_the_command_and_the_exporter(wheel: zipfile.ZipFile) -> None:
    name = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    entry_points = wheel.read(name).decode()
    assert "ceasefires = analysis.cli:main" in entry_points
    assert "ceasefires = analysis.publishing.exporter:ReportExporter" in entry_points
