"""The light page in a browser, the PDF by its print, and hostile texts in both and in the message."""

from __future__ import annotations

import copy
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Page
from sample_pages import BLOCKS, sample_notebook

from analysis.publishing.light import light_page
from analysis.publishing.mail import message
from analysis.publishing.page import read_page
from analysis.publishing.pdf import print_page
from analysis.publishing.provenance import Edition
from analysis.study.palette import DARK, LIGHT
from tests.browser.test_report_page import PROBES, as_rgb, spoil

pytestmark = pytest.mark.browser
EDITION = Edition("brief", "Truces", "2021-03-01", "2021-03-02 10:00 UTC", key="0" * 64)


def write_light(folder: Path, blocks: list[dict[str, Any]] | None = None) -> Path:
    path = folder / "light.html"
    path.write_text(
        light_page(read_page(nbformat.from_dict(sample_notebook(blocks))), EDITION), encoding="utf-8"
    )
    return path


@pytest.mark.parametrize("width", [720, 360])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_light_page_fits_and_follows_the_theme(
    width: int, theme: str, visit: Any, tmp_path: Path
) -> None:
    opened = visit(write_light(tmp_path), width=width, color_scheme=theme, java_script_enabled=False)
    page: Page = opened.page
    colours = {"light": LIGHT, "dark": DARK}[theme]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == as_rgb(colours["page"])
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert opened.faults == []


def test_probes_stay_text_on_the_light_page_and_in_the_message(visit: Any, tmp_path: Path) -> None:
    for number, probe in enumerate(PROBES):
        blocks = [spoil(copy.deepcopy(block), probe) for block in BLOCKS]
        page = read_page(nbformat.from_dict(sample_notebook(blocks)))
        edition = Edition("brief", probe, "2021-03-01", "", key="0" * 64, command=probe)
        light = light_page(page, edition)
        (tmp_path / f"{number}.html").write_text(light, encoding="utf-8")
        mail = message_from_bytes(message(page, edition, light=light, full=light), policy=policy.default)
        assert sorted(mail.keys()) == ["Content-Type", "MIME-Version", "Subject", "X-Unsent"]
        assert [part.get_content_type() for part in mail.walk() if not part.is_multipart()] == [
            "text/plain",
            "text/html",
            "text/html",
        ]
    opened = visit(tmp_path / "0.html")
    for number in range(len(PROBES)):
        opened.page.goto((tmp_path / f"{number}.html").as_uri())
        assert opened.page.evaluate("window.ran") is None
        assert (
            opened.page.locator("img, iframe, object, form, base, link, script, svg, [onload]").count() == 0
        )
    assert opened.faults == []


def test_the_page_is_printed_by_the_browser_with_its_charts(chromium: str, sample_page: Path) -> None:
    printed = print_page(sample_page, chromium)
    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page/") >= 1
    assert len(printed) > 20_000
