"""The page on paper: a PDF through the print of a Chromium, where one is found."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from analysis.errors import RenderFailed

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Seconds that a print may take.
PATIENCE = 120.0
#: Milliseconds of the page's own time in which its charts are unpacked and drawn.
_DRAWING = 20_000


def find_browser(environment: Mapping[str, str] = os.environ) -> str:
    """Return the browser that CHROMIUM names, else the first known one on PATH. Raises RenderFailed."""
    named = environment.get("CHROMIUM")
    wished = (named,) if named else PROGRAMS
    for name in wished:
        found = shutil.which(name, path=environment.get("PATH", ""))
        if found:
            return found
    raise RenderFailed(
        f"Expected a Chromium to print with, found none of {', '.join(wished)} on PATH; install Chromium, or "
        "name one: CHROMIUM=/path/to/chromium. The page itself was published."
    )


def print_page(page: Path, browser: str, *, patience: float = PATIENCE) -> bytes:
    """Return the PDF of the page in the file `page`. Raises RenderFailed where the browser makes none."""
    with tempfile.TemporaryDirectory(prefix="ceasefires-") as folder:
        target = Path(folder) / "page.pdf"
        words = _run([*_command(browser, Path(folder), target), page.resolve().as_uri()], patience)
        content = target.read_bytes() if target.is_file() else b""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-64:]:
        raise RenderFailed(
            f"Expected a PDF of {page} from {browser}, found none ({words or 'it said nothing'}); "
            "print the page from a browser instead."
        )
    return content


def _command(browser: str, folder: Path, target: Path) -> list[str]:
    # The sandbox does not start for root, as in containers; the page loads nothing and runs only its own script.
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        browser,
        "--headless=new",
        *as_root,
        f"--user-data-dir={folder / 'profile'}",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        f"--virtual-time-budget={_DRAWING}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={target}",
    ]


def _run(command: list[str], patience: float) -> str:
    """Run the browser and return its last words."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        return f"it took longer than {patience:g} s"
    except OSError as problem:
        return str(problem.strerror)
    lines = done.stderr.strip().splitlines()
    return lines[-1][:200] if lines else ""
