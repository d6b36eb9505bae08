"""The pages keep the rules of axe in both themes; what axe leaves open is listed here, with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_light_page import write_light

pytestmark = pytest.mark.browser

# What axe cannot decide, by its own name for the cause. The palette's contrasts are tested as numbers.
UNDECIDED = {
    "color-contrast: bgImage": "labels of charts stand on an SVG, which axe takes for a picture",
    "color-contrast: bgGradient": "labels of charts stand on an SVG, which axe takes for a picture",
    "color-contrast: bgOverlap": "labels of charts stand over their marks",
    "color-contrast: imgNode": "labels of charts stand on an SVG, which axe takes for a picture",
    "color-contrast: shortTextContent": "a mark of one letter, such as ?, beside which its word stands",
    "color-contrast: nonBmp": "a mark of an outcome, beside which its word stands",
}


def assert_keeps_the_rules(page: Page, part: str | None = None) -> None:
    """Run axe on the page, or on the part that a selector names."""
    found = Axe().run(page, part, options={"resultTypes": ["violations", "incomplete"]}).response
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]] == []
    assert undecided(found["incomplete"]) - UNDECIDED.keys() == set()


def undecided(rules: list[dict[str, Any]]) -> set[str]:
    return {
        f"{rule['id']}: {(check.get('data') or {}).get('messageKey')}"
        for rule in rules
        for node in rule["nodes"]
        for check in [*node["any"], *node["all"], *node["none"]]
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_report_page_keeps_the_rules_of_axe(theme: str, visit: Any, sample_page: Path) -> None:
    page: Page = visit(sample_page, color_scheme=theme, reduced_motion="reduce").page
    assert_keeps_the_rules(page)
    page.locator("#attempts a[href='#e-b-outcome']").click()
    expect(page.locator("#panel")).to_be_visible()
    assert_keeps_the_rules(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_light_page_keeps_the_rules_of_axe(theme: str, visit: Any, tmp_path: Path) -> None:
    assert_keeps_the_rules(visit(write_light(tmp_path), color_scheme=theme).page)


def test_a_page_with_a_fault_does_not_pass(visit: Any, tmp_path: Path) -> None:
    path = tmp_path / "faulty.html"
    path.write_text("<!doctype html><html lang=en><title>x</title><main><h1>x</h1><img src=x></main>")
    with pytest.raises(AssertionError, match="image-alt"):
        assert_keeps_the_rules(visit(path).page)
