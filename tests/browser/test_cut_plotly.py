"""plotly.js cut to a page's trace types draws them, in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from analysis.publishing.packing import plotly_js_for

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kinds", [("scatter", "bar"), ("heatmap",), ("histogram", "box")], ids=" ".join)
def test_the_kept_types_are_drawn_without_an_error(kinds: tuple[str, ...], browser: Browser) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content('<div id="chart" style="width:500px;height:300px"></div>')
    page.add_script_tag(content=plotly_js_for(frozenset(kinds)))
    trace: dict[str, Any] = {"x": [1, 2, 3], "y": [2, 1, 3]}
    for kind in kinds:
        values = {"z": [[1, 2], [3, 4]]} if kind == "heatmap" else {}
        page.evaluate("trace => { Plotly.newPlot('chart', [trace]); }", trace | values | {"type": kind})
        assert page.evaluate("document.getElementById('chart')._fullData[0].type") == kind
        page.locator("#chart .main-svg").first.wait_for()
    page.close()
    assert errors == []
