"""The Chromium of the browser tests: named by CHROMIUM, on PATH, or brought by the browser library.

`python tests/chromium.py [--install]` prints its path, or one line that says why there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoChromium(Exception):
    """No browser is to be had; the message says what was looked for and what to do."""


def find_chromium(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the path of a Chromium on this machine, or None where there is none.

    Raises NoChromium where CHROMIUM names something that is no program.
    """
    named = environment.get("CHROMIUM")
    if named:
        return _program_named(named, environment)
    found = (shutil.which(name, path=environment.get("PATH", "")) for name in PROGRAMS)
    return next((path for path in found if path and _starts(path)), None) or _brought_by_playwright(
        environment
    )


def bring_chromium(environment: Mapping[str, str] = os.environ) -> str:
    """Return the path of a Chromium, downloading the browser library's own where the machine has none.

    Raises NoChromium where neither is to be had.
    """
    found = find_chromium(environment)
    if found:
        return found
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)
    found = find_chromium(environment)
    if not found:
        raise NoChromium(
            f"Expected a Chromium for the browser tests, found none of {', '.join(PROGRAMS)} on PATH, and "
            f"'playwright install chromium' failed ({_cause(done.stdout + done.stderr)}); install "
            "Chromium, or name one: CHROMIUM=/path/to/chromium make test. 'make test-fast' needs none."
        )
    return found


def _program_named(named: str, environment: Mapping[str, str]) -> str:
    path = shutil.which(named, path=environment.get("PATH", ""))
    if not path or not _starts(path):
        raise NoChromium(
            f"Expected CHROMIUM to name a browser that starts, found {named!r}, which does not; "
            "correct it or unset it."
        )
    return path


def _starts(path: str) -> bool:
    """Whether the program answers: some systems put a script there that only says how to install it."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _brought_by_playwright(environment: Mapping[str, str]) -> str | None:
    """The browser library answers in a process of its own, so that its paths follow the environment given."""
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)
    path = done.stdout.strip()
    return path if path and Path(path).is_file() else None


def _cause(output: str) -> str:
    """The last line that names an error, without the stack and the retries around it."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("Error")]
    return (errors or lines or ["it said nothing"])[-1]


def main(arguments: list[str]) -> int:
    """Print the path of a Chromium and return 0, or say on stderr why there is none and return 1."""
    try:
        path = bring_chromium() if "--install" in arguments else find_chromium()
    except NoChromium as problem:
        print(problem, file=sys.stderr)
        return 1
    if path:
        print(path)
        return 0
    print("Found no Chromium; 'python tests/chromium.py --install' brings one.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
