"""In a real browser no label covers another and none leaves its chart, at phone, tablet and desktop width."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs
from valley import CONFLICT, attempt, make_tables

from analysis.study import briefing
from analysis.study.palette import resolve

pytestmark = pytest.mark.browser

# Width of the figure's box on pages of 360, 768 and 1,440 px.
BOXES = {"phone": 328, "tablet": 720, "desktop": 960}
SCRIPT = Path(briefing.__file__).parents[1] / "publishing/templates/ceasefires/charts.js"
# The width from which the page draws the wide chart, in px.
NARROW = int(re.findall(r"const NARROW = (\d+);", SCRIPT.read_text(encoding="utf-8"))[0])
LONG = "Ceasefire of the Wide and Narrow Valleys with a Name that Nobody Could Remember"

FIND_COLLISIONS = """
() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
  const box = chart.getBoundingClientRect(), found = []
  const texts = [...chart.querySelectorAll('.annotation-text, .xtick text, .x2tick text')]
    .map(item => [item.textContent, item.getBoundingClientRect()]).filter(([, r]) => r.width > 0)
  texts.forEach(([words, r], n) => {
    if (r.left < box.left - 1 || r.right > box.right + 1 || r.top < box.top - 1 || r.bottom > box.bottom + 1)
      found.push('outside: ' + words)
    for (const [other, s] of texts.slice(n + 1))
      if (Math.min(r.right, s.right) - Math.max(r.left, s.left) > 1 &&
          Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top) > 4) found.push(words + ' over ' + other)
  })
  return found
})
"""


# Marks that touch each other or a text, and texts and marks that lie over a point of the map.
FIND_TOUCHING = """
() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
  const shrunk = (r, by) => ({left: r.left + by, right: r.right - by, top: r.top + by, bottom: r.bottom - by})
  const meet = (r, s) => Math.min(r.right, s.right) > Math.max(r.left, s.left) &&
    Math.min(r.bottom, s.bottom) > Math.max(r.top, s.top)
  const things = [...chart.querySelectorAll('.annotation-text, .points path')]
    .map(item => [item.textContent || (item.__data__.data ? 'mark' : 'point'),
      shrunk(item.getBoundingClientRect(), item.textContent ? 2 : 1)])
  return things.flatMap(([words, r], n) => things.slice(n + 1)
    .filter(([other, s]) => meet(r, s) && !(words === 'point' && other === 'point'))
    .map(([other]) => words + ' over ' + other))
})
"""


def crowded_map():
    """Twelve towns within walking distance of each other, two far ones, one nowhere; 25 attempts name three each."""
    towns = [
        {"place_id": f"p{n}", "label": f"Old Town {n} / New Town of the Valley {n}", "other_names": f"Town{n}.",
         "lat": 40 + n % 4 / 50, "lon": 46 + n % 3 / 50, "country_iso3": "AAA"}
        for n in range(12)
    ]  # fmt: skip
    towns += [
        {"place_id": "far", "label": "Far", "lat": -33.9, "lon": 151.2, "country_iso3": "FAR"},
        {"place_id": "farther", "label": LONG, "lat": 71.0, "lon": -8.3, "country_iso3": "FAR"},
        {"place_id": "nowhere", "label": "Nowhere", "country_iso3": "AAA"},
    ]
    rows = [
        attempt(
            f"s{n:02}",
            effective=f"2020-05-{n + 1:02}",
            outcome="held",
            kind="call" if n % 5 == 0 else "bilateral",
            place=f"{'by fax: ' if n % 3 == 0 else ''}Town{n % 12}., Far and {'Nowhere' if n % 2 else LONG}; "
            f"border at Town{(n * 7 + 1) % 12}.",
        )
        for n in range(25)
    ]
    actors = [{"actor_id": "a", "label": "A", "kind": "state", "iso3": "AAA"}]
    return briefing.report_on(make_tables(attempts=rows, places=towns, actors=actors), CONFLICT)


def crowded_report():
    rows = [
        attempt(
            f"s{n:02}",
            name=f"{LONG} {n}",
            kind="multilateral",
            outcome="collapsed",
            status="ended",
            outcome_standing="disputed",
            effective=(f"2020-{n % 9 + 1:02}-01", f"2020-{n % 9 + 1:02}-28"),
            ended=(f"2020-{n % 9 + 2:02}-01", f"2020-{n % 9 + 3:02}-28"),
        )
        for n in range(12)
    ]
    rows += [attempt(f"c{n}", name=LONG, announced=f"2020-05-0{n + 1}", kind="call") for n in range(7)]
    rows += [
        attempt(
            "old",
            name="Unbreakable" * 9,
            effective="1994-05-12",
            outcome="violated",
            last_report="2019-01-01",
        ),
        attempt("none", name=LONG),
    ]
    parts = [
        {"attempt_id": row["attempt_id"], "actor_id": actor, "role": "mediator", "surface": "x"}
        for row in rows
        for actor in ("m", "n")
    ]
    actors = [
        {"actor_id": "m", "label": LONG, "kind": "igo"},
        {"actor_id": "n", "label": "N" * 60, "kind": "igo"},
    ]
    return briefing.report_on(make_tables(attempts=rows, participants=parts, actors=actors), CONFLICT)  # fmt: skip


def page_of(figures, width):
    boxes, calls = [], []
    panels = [panel for figure in figures for panel in figure.panels()]
    for n, panel in enumerate(panels):
        spec = resolve(panel["plot_narrow" if width < NARROW else "plot"])
        spec["layout"]["width"] = width
        height = spec["layout"]["height"]
        boxes.append(f'<div id="p{n}" style="width:{width}px;height:{height}px"></div>')
        calls.append(f'Plotly.newPlot("p{n}", {json.dumps(spec["data"])}, {json.dumps(spec["layout"])})')
    script = f"window.drawn = Promise.all([{', '.join(calls)}])".replace("</", "<\\/")
    return (
        f"<body style='margin:0'>{''.join(boxes)}<script>{get_plotlyjs()}</script><script>{script}</script>"
    )


@pytest.mark.parametrize("box", BOXES)
def test_labels_keep_apart(browser, box):
    report = crowded_report()
    figures = [briefing.lifelines(report), briefing.durations(report), briefing.outcomes_by_mediator(report),
               briefing.outcomes_by_year(report)]  # fmt: skip
    page = browser.new_page(viewport={"width": BOXES[box], "height": 900})
    page.set_content(page_of(figures, BOXES[box]))
    page.evaluate("window.drawn.then(() => document.fonts.ready).then(() => true)")
    assert page.evaluate(FIND_COLLISIONS) == []
    page.close()


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("conflict", ["crowded", "nagorno-karabakh", "tigray"])
def test_a_map_keeps_names_marks_and_points_apart(browser, box, conflict, built_tables):
    report = crowded_map() if conflict == "crowded" else briefing.report_on(built_tables, conflict)
    figure = briefing.places(report)
    page = browser.new_page(viewport={"width": BOXES[box], "height": 900})
    page.set_content(page_of([figure], BOXES[box]))
    page.evaluate("window.drawn.then(() => document.fonts.ready).then(() => true)")
    assert page.evaluate(FIND_COLLISIONS) == []
    assert page.evaluate(FIND_TOUCHING) == []
    marks = page.evaluate(
        "[...document.querySelectorAll('.points path')].filter(p => p.__data__.data).length"
    )
    assert marks == figure.rows
    page.close()
