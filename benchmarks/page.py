"""How long a browser that is already running takes to show a published page with all its charts, and what it asks for.

`python benchmarks/page.py [EDITION ...] [--runs 7]` opens the latest run of each edition (default: all that are
published) from the disk, each time in a new window with an empty cache, and prints a Markdown table: size, charts,
median times from the start of the navigation until the text can be read, until the first and the last chart are drawn,
the slowest of the last, requests for anything but the file itself, and messages on the console. With `--against
FOLDER`, reports made by other code, each page is opened in turn with its namesake there, and the last column says
which share of its time all charts took: a busy machine slows both.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from analysis.publishing.pdf import find_browser

REPORTS = Path(__file__).resolve().parents[1] / "reports"
#: Runs before the page's own scripts and promises when the first and the last chart were on the screen. Waiting for an
#: element instead would search the whole page once per frame, a tenth of what is measured.
WATCH = """
const times = {}
window.chartTimes = new Promise(resolve => {
  const note = name => requestAnimationFrame(() => setTimeout(() => {
    times[name] ??= performance.now()
    if (times.first && times.last) resolve([times.first, times.last])
  }))
  new MutationObserver(changes => {
    if (changes.some(change => change.target.dataset.drawn)) note('first')
    if (document.documentElement.dataset.charts === 'drawn') note('last')
  }).observe(document, {attributes: true, subtree: true, attributeFilter: ['data-charts', 'data-drawn']})
})
"""
READABLE = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


@dataclass
class Shown:
    """What was seen of a page: milliseconds until readable, first and last chart, requests, messages, charts."""

    readable: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    requests: set[str] = field(default_factory=set)
    messages: set[str] = field(default_factory=set)
    charts: int = 0


def open_page(browser: Browser, path: Path, shown: Shown) -> None:
    """Open the page in a window of its own and note what happens."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.on("request", lambda one: shown.requests.add(one.url) if one.url != path.as_uri() else None)
    page.on("console", lambda message: shown.messages.add(message.text))
    page.on("pageerror", lambda error: shown.messages.add(str(error)))
    page.goto(path.as_uri())
    shown.charts = page.evaluate("document.querySelectorAll('.plot').length")
    if shown.charts:
        first, last = page.evaluate("chartTimes")
        shown.first.append(first)
        shown.drawn.append(last)
    shown.readable.append(page.evaluate(READABLE))
    context.close()


def row_of(name: str, path: Path, shown: Shown) -> str:
    """A row of the table; times in seconds."""
    seen = [shown.readable, shown.first or [0.0], shown.drawn or [0.0]]
    times = [*map(statistics.median, seen), max(seen[-1])]
    return " | ".join(
        [f"| {name}", f"{path.stat().st_size / 1e6:.2f}", str(shown.charts), *(f"{time / 1000:.2f}" for time in times),
         str(len(shown.requests)), f"{len(shown.messages)} |"]
    )  # fmt: skip


def share_of(shown: Shown, other: Shown) -> str:
    """The median time until all charts, as a share of another page's; nothing where one has no charts."""
    if not shown.drawn or not other.drawn:
        return ""
    return f" {statistics.median(shown.drawn) / statistics.median(other.drawn):.2f} |"


def main() -> int:
    """Measure and print; 1 where nothing is published."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("editions", nargs="*")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--reports", type=Path, default=REPORTS)
    parser.add_argument("--against", type=Path)
    given = parser.parse_args()
    names = given.editions or sorted(
        path.parent.parent.name for path in given.reports.glob("*/latest/index.html")
    )
    if not names:
        print(
            f"Expected published pages in {given.reports}, found none; run 'ceasefires report'.",
            file=sys.stderr,
        )
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        print(f"Chromium {browser.version}, {given.runs} runs each\n")
        more = " of the other |" if given.against else ""
        print(
            "| page | MB | charts | text s | first chart s | all charts s | slowest s | requests | messages |"
            + more
        )
        print("|---|---|---|---|---|---|---|---|---|" + ("---|" if more else ""))
        for name in names:
            folders = [folder for folder in (given.reports, given.against) if folder]
            paths = [(folder / name / "latest" / "index.html").resolve() for folder in folders]
            # The first opening warms the browser up.
            for path in paths:
                open_page(browser, path, Shown())
            seen = [Shown() for _ in paths]
            for _ in range(given.runs):
                for path, shown in zip(paths, seen, strict=True):
                    open_page(browser, path, shown)
            share = share_of(*seen) if len(seen) == 2 else ""
            print(row_of(name, paths[0], seen[0]) + share, flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
