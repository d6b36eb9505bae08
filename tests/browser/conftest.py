"""A browser without a network, the sample page in a file, and the project's own editions made once."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright
from projects import ROOT, shipped_project
from sample_pages import sample_notebook

from analysis.cli import main
from analysis.project import Project
from analysis.publishing.exporter import ReportExporter
from analysis.store import read_tables


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests; --no-sandbox because containers often run as root."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def sample_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample notebook."""
    html, _ = ReportExporter().from_notebook_node(nbformat.from_dict(sample_notebook()))
    path = tmp_path_factory.mktemp("page") / "index.html"
    path.write_text(html, encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the checkout with its tables built: raw data, notebooks, the list of editions, the labelled sets."""
    project = shipped_project(tmp_path_factory.mktemp("built"))
    for name in ("notebooks", "tests/corpus"):
        shutil.copytree(ROOT / name, project.root / name)
    (project.root / "reports").mkdir()
    shutil.copy(ROOT / "reports" / "editions.toml", project.root / "reports")
    assert main(["build", "--root", str(project.root)]) == 0
    return project


@pytest.fixture(scope="session")
def built_tables(built: Project) -> Mapping[str, pd.DataFrame]:
    """The tables of that copy."""
    return read_tables(built)


@pytest.fixture(scope="session")
def edition(built: Project) -> Callable[[str], Path]:
    """Make an edition, or a notebook that no edition names, once: `edition("briefing")` is the folder of its run."""

    @functools.cache
    def made(name: str) -> Path:
        assert main(["report", name, "--root", str(built.root), "--format", "light"]) == 0
        return built.root / "reports" / name / "latest"

    return made


@dataclass
class Visit:
    """An open page and everything that must not have happened on it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Requests for anything but the file itself, console messages and script errors."""
        return [*self.requests, *self.messages]


class Opener:
    """Opens files in windows of their own, with the network closed."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[Any] = []

    def __call__(self, path: Path, *, width: int = 1440, height: int = 900, **options: Any) -> Visit:
        """Open `path`, wait until its charts are drawn where scripts run, and return the visit."""
        fragment = options.pop("fragment", "")
        context = self.browser.new_context(viewport={"width": width, "height": height}, **options)
        self.contexts.append(context)
        visit = Visit(context.new_page())
        context.route("**/*", lambda route: self._only_files(route, visit))
        visit.page.on("console", lambda message: visit.messages.append(message.text))
        visit.page.on("pageerror", lambda error: visit.messages.append(str(error)))
        visit.page.goto(f"{path.as_uri()}{fragment}")
        if options.get("java_script_enabled", True) and visit.page.locator(".plot").count():
            visit.page.locator("html[data-charts=drawn]").wait_for()
        return visit

    @staticmethod
    def _only_files(route: Route, visit: Visit) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            visit.requests.append(route.request.url)
            route.abort()

    def close(self) -> None:
        """Close every window."""
        for context in self.contexts:
            context.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opener]:
    """Open a page: `visit(path, width=360, color_scheme="dark")`."""
    opener = Opener(browser)
    yield opener
    opener.close()
