"""Browser tests find their browser or say in one line why not, and are never skipped unnoticed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from chromium import PROGRAMS, NoChromium, find_chromium

ROOT = Path(__file__).resolve().parents[1]


def _program(folder: Path, name: str, *, exit_code: int = 0) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_browser_on_path_is_taken(name: str, tmp_path: Path) -> None:
    program = _program(tmp_path / "bin", name)
    assert find_chromium({"PATH": str(program.parent)}) == str(program)


def test_the_browser_named_by_chromium_comes_first(tmp_path: Path) -> None:
    on_path = _program(tmp_path / "bin", "chromium")
    named = _program(tmp_path / "own", "browser")
    assert find_chromium({"PATH": str(on_path.parent), "CHROMIUM": str(named)}) == str(named)


def test_a_script_that_only_says_how_to_install_chromium_is_passed_over(tmp_path: Path) -> None:
    _program(tmp_path / "bin", "chromium", exit_code=1)
    real = _program(tmp_path / "bin", "google-chrome")
    assert find_chromium({"PATH": str(real.parent)}) == str(real)


def test_a_wrong_chromium_variable_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoChromium, match="Expected CHROMIUM to name a browser that starts, found '/no/such'"):
        find_chromium({"PATH": str(tmp_path), "CHROMIUM": "/no/such"})


def test_without_browser_and_download_one_line_says_what_to_do(tmp_path: Path) -> None:
    _program(tmp_path / "bin", "nothing")
    environment = {key: value for key, value in os.environ.items() if key != "CHROMIUM"} | {
        "PATH": str(tmp_path / "bin"),
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "browsers"),
        # A port on this machine where nothing listens: the download fails at once and asks nobody.
        "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",
    }
    command = [sys.executable, str(ROOT / "tests/chromium.py"), "--install"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("Expected a Chromium for the browser tests, found none of chromium")
    assert "CHROMIUM=/path/to/chromium make test" in done.stderr


def run_skipped_tests(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run three tests that skip themselves: one of a browser, one of a scheduler, one of neither."""
    (folder / "test_page.py").write_text(
        "import pytest\n"
        "@pytest.mark.browser\n"
        "def test_page():\n    pytest.skip('no browser today')\n"
        "@pytest.mark.scheduler\n"
        "def test_cron():\n    pytest.skip('no cron today')\n"
        "def test_other():\n    pytest.skip('not here')\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-p", "conftest", "-q"]
    own = {name: value for name, value in os.environ.items() if name != "CEASEFIRES_TEST_ALL"}
    own |= {"PYTHONPATH": str(ROOT / "tests")} | environment
    return subprocess.run(
        [*command, str(folder)], cwd=folder, env=own, capture_output=True, text=True, check=False
    )


def test_a_skipped_browser_test_is_a_failed_one(tmp_path: Path) -> None:
    done = run_skipped_tests(tmp_path)
    assert done.returncode == 1
    assert "Expected test_page.py::test_page to run in a browser, found it skipped" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 failed, 2 skipped")


def test_where_all_tests_are_asked_for_a_skipped_scheduler_is_a_failed_test(tmp_path: Path) -> None:
    done = run_skipped_tests(tmp_path, CEASEFIRES_TEST_ALL="1")
    assert done.returncode == 1
    assert "Expected test_page.py::test_cron to run with its scheduler, found it skipped" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("2 failed, 1 skipped")
    assert "export CEASEFIRES_TEST_ALL=1" in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()


def test_the_suite_has_browser_tests() -> None:
    assert list((ROOT / "tests/browser").glob("test_*.py")) != []
