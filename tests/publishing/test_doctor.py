"""`ceasefires doctor`: each thing that can be wrong is told with a remedy, and nothing is changed."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections import namedtuple
from importlib import metadata
from pathlib import Path

import pytest
from projects import files_of, small_project

from analysis import files
from analysis.cli import main
from analysis.pipeline import build
from analysis.project import Project
from analysis.publishing import doctor, project_findings, setup_findings
from analysis.publishing.doctor import CHECKS, examine
from analysis.publishing.finding import Finding

ROOT = Path(__file__).resolve().parents[2]
TRUCE = "On 10 October 2020 Armenia and Azerbaijan signed a ceasefire agreement brokered by Russia."
LISTED = '[editions.brief]\nnotebook = "briefing"\n'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = small_project(tmp_path_factory.mktemp("built"), {"truce.txt": TRUCE})
    for name in ("chronology.csv", "chronology_readings.csv", "crosswalk.csv"):
        header = (ROOT / "data/raw" / name).read_text(encoding="utf-8").partition("\n")[0]
        (project.raw / name).write_text(f"{header}\n", encoding="utf-8")
    build(project)
    project.notebooks.mkdir()
    shutil.copy(ROOT / "notebooks/briefing.ipynb", project.notebooks)
    (project.reports / "brief").mkdir(parents=True)
    (project.reports / "editions.toml").write_text(LISTED, encoding="utf-8")
    return project.root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Project:
    shutil.copytree(built, tmp_path / "project")
    return Project(tmp_path / "project")


def finding(project: Project, check: str) -> Finding:
    return next(one for one in examine(project) if one.check == check)


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder with the times of its last changes."""
    found = {path: path.lstat() for path in [folder, *folder.rglob("*")]}
    return {str(path): (one.st_mtime_ns, one.st_ctime_ns) for path, one in found.items()}


def test_a_sound_project_ends_with_0_and_a_line_for_each_check(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(project.root), "doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == list(CHECKS)
    assert {line.split()[0] for line in lines} <= {"OK", "note"}


def test_checks_are_named_as_they_are_listed(project: Project) -> None:
    assert [one.check for one in examine(project)] == list(CHECKS)


def test_nothing_is_created_or_changed(project: Project) -> None:
    (project.processed.parent / ".processed-new").mkdir()
    before = snapshot(project.root), files_of(project.root)
    examine(project)
    assert (snapshot(project.root), files_of(project.root)) == before


def test_nothing_is_created_where_there_are_only_raw_data(project: Project) -> None:
    for folder in (project.processed, project.reports, project.notebooks):
        shutil.rmtree(folder)
    before = snapshot(project.root)
    examine(project)
    assert snapshot(project.root) == before


def test_problems_end_with_1_each_with_what_to_do(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(project.processed)
    assert main(["--root", str(project.root), "doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("problem"))
    assert lines[at].split()[1] == "tables"
    assert lines[at + 1].strip() == "Run `ceasefires build`."


def test_json_tells_the_same(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.reports / "editions.toml").write_text("[editions", encoding="utf-8")
    assert main(["--root", str(project.root), "doctor", "--json"]) == 1
    told = {one["check"]: one for one in json.loads(capsys.readouterr().out)}
    assert list(told) == list(CHECKS)
    assert told["editions"]["state"] == "problem"
    assert told["editions"]["remedy"] == "Correct it there."
    assert {one["state"] for name, one in told.items() if name != "editions"} <= {"OK", "note"}


def test_no_package_is_needed_to_say_that_one_is_missing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pandas", "packaging.requirements", "ipykernel.kernelspec", "analysis.sources"):
        monkeypatch.setitem(sys.modules, name, None)
    found = {one.check: one.state for one in examine(project)}
    assert {name for name, state in found.items() if state == "problem"} >= {"packages", "kernel", "data/raw"}
    assert found["Python"] == found["folders"] == "OK"


# --- setup


def test_the_oldest_and_newest_python_are_those_of_the_package() -> None:
    words = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    least, tried = (
        ".".join(map(str, one)) for one in (setup_findings.LEAST_PYTHON, setup_findings.TRIED_PYTHON)
    )
    assert f'requires-python = ">={least}"' in words
    assert words.rpartition("Programming Language :: Python :: ")[2].startswith(f'{tried}"')


@pytest.mark.parametrize(
    ("version", "state"), [((3, 10, 9), "problem"), ((3, 12, 1), "OK"), ((3, 99, 0), "note")]
)
def test_python_may_be_too_old_or_too_new(
    version: tuple[int, int, int], state: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_findings.sys, "version_info", version)
    found = setup_findings.check_python(project)
    assert (found.state, bool(found.remedy)) == (state, state == "problem")


def test_packages_missing_or_too_old_are_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["pandas>=999", "no-such-package>=1", "plotly", 'other-system>1; sys_platform == "none"']
    monkeypatch.setattr(setup_findings.metadata, "requires", lambda name: asked)
    found = finding(project, "packages")
    assert found.state == "problem"
    assert f"pandas {metadata.version('pandas')} is not pandas>=999" in found.found
    assert "no-such-package is not installed" in found.found
    assert "plotly" not in found.found
    assert "other-system" not in found.found


def test_the_package_itself_may_not_be_installed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_findings, "OWN", "no-such-package")
    found = finding(project, "packages")
    assert (found.state, found.remedy) == ("problem", setup_findings.INSTALL)


def test_versions_unlike_the_lock_are_a_note(project: Project) -> None:
    lock = project.root / "requirements.lock"
    lock.write_text("# made\npandas==0.1 \\\n    --hash=sha256:00\nno-such-package==1\n", encoding="utf-8")
    found = finding(project, "packages")
    assert found.state == "note"
    assert f"pandas {metadata.version('pandas')}, locked==0.1" in found.found
    assert "more" not in found.found


def test_a_missing_kernel_is_a_problem(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_findings, "find_spec", lambda name: None)
    found = finding(project, "kernel")
    assert (found.state, found.remedy) == ("problem", setup_findings.INSTALL)
    assert sys.executable in found.found


def test_kernels_that_cannot_be_forked_are_a_note_and_unregistered_ones_a_problem(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_findings, "can_fork", lambda: False)
    assert finding(project, "kernel").state == "note"
    monkeypatch.setattr(setup_findings, "can_fork", lambda: True)
    assert finding(project, "kernel").state == "OK"
    monkeypatch.setattr(setup_findings, "PROVISIONERS", "no.such.group")
    assert finding(project, "kernel").state == "problem"


def test_no_browser_and_no_font_are_notes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", str(project.root / "none"))
    monkeypatch.setattr(setup_findings, "FONT_FOLDERS", (str(project.root),))
    assert [finding(project, name).state for name in ("browser", "fonts")] == ["note", "note"]
    (project.raw / "Letters.TTF").touch()
    assert finding(project, "fonts").state == "OK"


# --- data and tables


def test_a_changed_text_is_a_problem_of_the_raw_data(project: Project) -> None:
    (project.texts / "truce.txt").write_text("Other words.", encoding="utf-8")
    found = {one.check: one for one in examine(project)}
    assert found["data/raw"].state == "problem"
    assert "truce.txt" in found["data/raw"].found
    assert found["data/raw"].remedy


@pytest.mark.parametrize("name", ["attempts.parquet", "attempts.csv"])
def test_a_missing_or_changed_table_is_a_problem(name: str, project: Project) -> None:
    (project.processed / name).write_bytes(b"other")
    found = finding(project, "tables")
    assert (found.state, found.found) == ("problem", f"{name} was changed since the build")
    (project.processed / name).unlink()
    found = finding(project, "tables")
    assert (found.state, found.found) == ("problem", f"{name} is missing")
    assert found.remedy == "Run `ceasefires build` to make the tables again."


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("version", "0.0.0", "version 0.0.0"),
        ("resources", [], "is missing from"),
        ("resources", 5, "damaged"),
    ],
)
def test_tables_of_another_version_are_a_problem(
    key: str, value: object, told: str, project: Project
) -> None:
    path = project.processed / "datapackage.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {key: value}), encoding="utf-8")
    found = finding(project, "tables")
    assert found.state == "problem"
    assert told in found.found


def test_tables_older_than_the_raw_data_are_a_problem(project: Project) -> None:
    assert finding(project, "tables").state == "OK"
    with (project.raw / "phases.csv").open("a", encoding="utf-8") as file:
        file.write("nagorno-karabakh,Later,2023-09-19,,It began then.\n")
    found = finding(project, "tables")
    assert found.state == "problem"
    assert "phases.csv has changed" in found.found


def test_a_build_cut_short_between_its_renames_is_a_note(project: Project) -> None:
    os.rename(project.processed, files.former_path(project.processed))
    assert finding(project, "tables").state == "note"
    assert not project.processed.exists()


# --- folders, disk, locks, editions


def test_a_folder_that_cannot_be_written_is_a_problem(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.reports / "brief").chmod(0o555)
    # Root may write everywhere: the answer is that of an ordinary owner.
    monkeypatch.setattr(
        project_findings.os, "access", lambda path, mode: Path(path).stat().st_mode >> 6 & mode == mode
    )
    found = finding(project, "folders")
    assert (found.state, found.found) == ("problem", f"{project.reports / 'brief'} cannot be written")
    assert str(project.reports / "brief") in found.remedy
    (project.reports / "brief").chmod(0o755)
    assert finding(project, "folders").state == "OK"


def test_a_file_in_the_place_of_the_reports_is_a_problem(project: Project) -> None:
    shutil.rmtree(project.reports)
    project.reports.touch()
    found = finding(project, "folders")
    assert (found.state, found.found) == ("problem", f"{project.reports} is not a folder")


@pytest.mark.parametrize(("free", "state"), [(10**6, "problem"), (5 * 10**8, "note"), (10**11, "OK")])
def test_a_full_disk_is_a_problem(
    free: int, state: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(project_findings.shutil, "disk_usage", lambda path: usage(0, 0, free))
    assert finding(project, "disk").state == state


@pytest.mark.skipif(not os.path.exists("/proc/locks"), reason="the system does not tell its locks")
def test_a_run_at_work_is_told_and_not_disturbed(project: Project) -> None:
    folder = project.reports / "brief"
    with files.locked(folder):
        found = finding(project, "locks")
    assert found.state == "note"
    assert f"process {os.getpid()} is at work in {folder}" in found.found
    assert finding(project, "locks").state == "OK"


def test_what_a_killed_run_left_is_told(project: Project) -> None:
    left = project.reports / "brief/.2020-11-12-0a1b2c3d-new"
    left.mkdir()
    found = finding(project, "locks")
    assert found.state == "note"
    assert str(left) in found.found


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("keep = 0\n" + LISTED, "keep"),
        ('[editions.brief]\nnotebook = "breifing"\n', "breifing"),
        ("[editions.brief]\n", "notebook"),
        ("keep =", "TOML"),
    ],
)
def test_a_faulty_list_of_editions_is_a_problem(listed: str, told: str, project: Project) -> None:
    (project.reports / "editions.toml").write_text(listed, encoding="utf-8")
    found = finding(project, "editions")
    assert found.state == "problem"
    assert told in found.found
    assert found.remedy


def test_no_list_of_editions_is_a_note(project: Project) -> None:
    (project.reports / "editions.toml").unlink()
    assert finding(project, "editions").state == "note"


def test_a_problem_is_told_for_whatever_the_system_refuses(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(project: Project) -> Finding:
        raise PermissionError(13, "Permission denied", "a-folder")

    monkeypatch.setattr(doctor, "CHECKS", {"disk": refuse})
    (found,) = examine(project)
    assert (found.state, found.found) == ("problem", "a-folder cannot be read (Permission denied)")
