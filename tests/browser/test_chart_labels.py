"""Labels of charts stand where plotly itself would put them, to the pixel, and hold the same words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.publishing.packing import unpack
from analysis.study.palette import resolve

pytestmark = pytest.mark.browser

#: Draws the chart anew, all labels by plotly, and returns the labels of both with their places, weights and colours.
COMPARE = """
([name, spec, height]) => {
  const box = document.querySelector(`.plot[data-chart="${name}"]`), other = document.createElement('div')
  box.after(other)
  const size = {width: box.clientWidth, height, autosize: false}
  Plotly.newPlot(other, spec.data, {...spec.layout, ...size}, {staticPlot: true})
  const labels = (chart, texts) => {
    const from = chart.getBoundingClientRect()
    return [...chart.querySelectorAll(texts)].filter(text => text.textContent).map(text => {
      const at = text.getBoundingClientRect(), inner = [...text.querySelectorAll('tspan')].at(-1)
      const shown = getComputedStyle(inner ?? text)
      return [text.textContent, shown.fontWeight, shown.fill, shown.fontSize,
        at.left - from.left, at.top - from.top, at.width, at.height]
    }).sort((a, b) => a < b ? -1 : 1)
  }
  const found = [labels(box, '.labels text, .annotation-text'), labels(other, '.annotation-text')]
  const own = box.querySelectorAll('.labels text').length
  other.remove()
  return [...found, own]
}
"""


def charts_of(path: Path) -> dict[str, Any]:
    packed = re.search(r'id="charts-data">([^<]*)<', path.read_text(encoding="utf-8"))
    assert packed is not None
    return dict(json.loads(unpack(packed[1]))["charts"])


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", ["briefing", "attempts"])
def test_labels_stand_where_plotly_would_put_them(
    name: str, width: int, edition: Callable[[str], Path], visit: Any
) -> None:
    path = edition(name) / "index.html"
    page = visit(path, width=width).page
    own = 0
    for chart, specs in charts_of(path).items():
        form = "narrow" if width == 360 else "wide"
        spec = resolve(specs[form], "light")
        height = specs["height_narrow" if width == 360 else "height"]
        ours, theirs, drawn = page.evaluate(COMPARE, [chart, spec, height])
        assert [label[:4] for label in ours] == [label[:4] for label in theirs], chart
        for mine, other in zip(ours, theirs, strict=True):
            assert mine[4:] == pytest.approx(other[4:], abs=1), (chart, mine)
        own += drawn
    assert own > 100


#: Labels and ticks of a chart that lie over each other or leave its box.
FIND_COLLISIONS = """
() => [...document.querySelectorAll('.plot')].flatMap(chart => {
  const box = chart.getBoundingClientRect(), found = []
  const texts = [...chart.querySelectorAll('.labels text, .annotation-text, .xtick text, .x2tick text')]
    .map(item => [item.textContent, item.getBoundingClientRect()]).filter(([, r]) => r.width > 0)
  texts.forEach(([words, r], n) => {
    if (r.left < box.left - 1 || r.right > box.right + 1) found.push('outside: ' + words)
    for (const [other, s] of texts.slice(n + 1))
      if (Math.min(r.right, s.right) - Math.max(r.left, s.left) > 1 &&
          Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top) > 4) found.push(words + ' over ' + other)
  })
  return found
})
"""


@pytest.mark.parametrize("width", [360, 768, 1440, "paper"])
@pytest.mark.parametrize("name", ["briefing", "attempts", "outcomes", "crosswalk"])
def test_labels_of_an_edition_keep_apart(
    name: str, width: int | str, edition: Callable[[str], Path], visit: Any
) -> None:
    page = visit(edition(name) / "index.html", width=width if isinstance(width, int) else 1440).page
    if width == "paper":
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(FIND_COLLISIONS) == []
