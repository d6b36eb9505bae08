"""Every edition that the project makes, as readers get it: rules of axe, nothing asked of a network, nothing cut.

The ordinary tests take the briefing of the smaller conflict, `make soak` all editions and notebooks.
"""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from projects import ROOT

from analysis.publishing.check import LARGEST, LARGEST_LIGHT
from analysis.publishing.pdf import print_page
from tests.browser.test_access import assert_keeps_the_rules

pytestmark = pytest.mark.browser

SAMPLE = "tigray"
LISTED = tomllib.loads((ROOT / "reports" / "editions.toml").read_text(encoding="utf-8"))["editions"]
NOTEBOOKS = [path.stem for path in (ROOT / "notebooks").glob("*.ipynb")]
EDITIONS = [
    pytest.param(name, marks=[] if name == SAMPLE else pytest.mark.soak)
    for name in sorted({*LISTED, *NOTEBOOKS})
]
WIDTHS = (360, 768, 1440)

# Elements that reach beyond the window and do not stand in a box that scrolls.
FIND_OVERHANGING = """
() => [...document.querySelectorAll('main *, header *')].filter(item => {
  const box = item.getBoundingClientRect()
  return box.width > 1 && box.right > innerWidth + 1 && getComputedStyle(item).clipPath === 'none' &&
    !item.closest('.scroll, pre, svg, .unseen')
}).map(item => item.outerHTML.slice(0, 120))
"""
# Tables that a reader would have to push sideways; those that do not fit are lists.
FIND_SIDEWAYS = """
() => [...document.querySelectorAll('.table-block .scroll')].filter(
  box => box.scrollWidth > box.clientWidth + 1).map(box => box.getAttribute('aria-label'))
"""
COUNT_CHARTS = (
    "() => [...document.querySelectorAll('.plot')].filter(b => b.querySelector('.main-svg')).length"
)
# Data of charts that were taken in and not drawn.
FIND_LOST = """
() => [...document.querySelectorAll('figure.figure')].filter(
  figure => figure.dataset.marks !== figure.dataset.rows).map(figure => figure.id)
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_keeps_the_rules_of_axe(
    name: str, theme: str, edition: Callable[[str], Path], visit: Any
) -> None:
    page: Page = visit(edition(name) / "index.html", color_scheme=theme, reduced_motion="reduce").page
    assert_keeps_the_rules(page)
    link = page.locator("main a[href^='#e-']:visible").first
    if link.count():
        link.click()
        expect(page.locator("#panel")).to_be_visible()
        assert_keeps_the_rules(page, "#panel")


@pytest.mark.parametrize("name", EDITIONS)
def test_the_light_form_of_an_edition_keeps_the_rules_of_axe(
    name: str, edition: Callable[[str], Path], visit: Any
) -> None:
    page: Page = visit(edition(name) / "light.html").page
    assert_keeps_the_rules(page)
    assert (edition(name) / "light.html").stat().st_size < LARGEST_LIGHT


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_draws_all_its_charts_and_asks_for_nothing(
    name: str, width: int, edition: Callable[[str], Path], visit: Any
) -> None:
    path = edition(name) / "index.html"
    shown = visit(path, width=width)
    assert shown.page.evaluate(COUNT_CHARTS) == shown.page.locator(".plot").count()
    assert shown.page.evaluate(FIND_LOST) == []
    assert shown.page.evaluate(FIND_OVERHANGING) == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") == width
    shown.page.evaluate(
        "document.querySelectorAll('.table-block > details').forEach(fold => (fold.open = true))"
    )
    shown.page.evaluate("new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))")
    assert shown.page.evaluate(FIND_SIDEWAYS) == []
    assert shown.faults == []
    assert path.stat().st_size < LARGEST


def ink_of_pages(printed: bytes) -> list[int]:
    """How many glyph runs, paths and pictures each page of a PDF draws."""
    found = []
    for page in re.finditer(
        rb"<<(?:(?!endobj).)*?/Type /Page\b(?!s)(?:(?!endobj).)*?endobj", printed, re.DOTALL
    ):
        number = re.search(rb"/Contents (\d+) 0 R", page.group())
        assert number is not None
        content = re.search(
            rb"\n" + number[1] + rb" 0 obj\n<<[^>]*?/Length (\d+)[^>]*>> stream\r?\n", printed
        )
        assert content is not None
        stream = printed[content.end() : content.end() + int(content[1])]
        found.append(len(re.findall(rb"\b(?:Tj|TJ|Do|S|f)\b", zlib.decompress(stream))))
    return found


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_on_paper_has_no_blank_page_and_no_cut_chart(
    name: str, edition: Callable[[str], Path], visit: Any, chromium: str
) -> None:
    path = edition(name) / "index.html"
    ink = ink_of_pages(print_page(path, chromium))
    assert len(ink) >= 3
    assert [number for number, runs in enumerate(ink, start=1) if runs < 8] == []
    page: Page = visit(path).page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.panel-frame')].map(box => box.getBoundingClientRect().height)"
    )
    # What is higher than a sheet of 261 mm, 986 px, would be cut.
    assert [height for height in sizes if height > 986] == []
