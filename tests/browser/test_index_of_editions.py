"""The index of editions in a browser: links lead to pages, typing filters rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from analysis.publishing.edition_index import write_index

pytestmark = pytest.mark.browser


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for as_of, start in (("2020-12-31", "1991-01-01"), ("2021-03-01", "2020-09-27")):
        folder = tmp_path / "brief" / f"{as_of}-abcdef01"
        folder.mkdir(parents=True)
        (folder / "index.html").write_text("<title>page</title>", encoding="utf-8")
        record = {
            "key": "abcdef01" * 8,
            "title": "Truces",
            "as_of": as_of,
            "generated": "2021-03-02 08:00 UTC",
            "parameters": {"start": start},
        }
        (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    write_index(tmp_path)
    return tmp_path


@pytest.mark.parametrize("width", [1440, 360])
def test_words_filter_the_rows(width: int, visit: Any, reports: Path) -> None:
    opened = visit(reports / "index.html", width=width)
    page: Page = opened.page
    rows = page.locator("tbody tr")
    assert rows.count() == 2
    page.get_by_label("Show reports with these words").fill("2020-09-27 truces")
    expect(rows.nth(0)).to_be_visible()
    expect(rows.nth(1)).to_be_hidden()
    expect(page.locator("#count")).to_have_text("1 of 2 shown")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    rows.nth(0).get_by_role("link").click()
    assert page.title() == "page"
    assert opened.faults == []
