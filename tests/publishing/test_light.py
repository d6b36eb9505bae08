"""The light page: small, closed, complete in words; charts as letters in table cells."""

from __future__ import annotations

import copy
from typing import Any

import nbformat
import pytest
from sample_pages import BLOCKS, FIGURE, TABLE, sample_notebook

from analysis.errors import RenderFailed
from analysis.publishing.check import LARGEST_LIGHT, find_light_faults
from analysis.publishing.light import light_page
from analysis.publishing.light_tables import LETTERS, bar_of, days_in, letter_of, light_table
from analysis.publishing.page import read_page
from analysis.publishing.provenance import Edition

EDITION = Edition("brief", "Truces of two autumns", "2021-03-01", "2021-03-02 10:00 UTC", key="0" * 64)
OUTCOMES = {row["outcome"]: row for block in BLOCKS if block["kind"] == "key" for row in block["rows"]}
COUNTS = TABLE | {
    "columns": [
        {"name": "mediator", "label": "Mediator", "unit": "", "align": "left"},
        {"name": "held", "label": "Held", "unit": "", "align": "right"},
        {"name": "collapsed", "label": "Collapsed", "unit": "", "align": "right"},
    ],
    "rows": [["Russia", 1, 3], ["Iran", 0, 2]],
}
SPANS = TABLE | {
    "columns": [
        {"name": name, "label": name, "unit": "", "align": "left"}
        for name in ("attempt", "least_days", "most_days", "outcome")
    ],
    "rows": [["A", 7, 7, "collapsed"], ["B", 0, 400, "in force"], ["C", "not told", "not told", "rejected"]],
}


def render(blocks: list[dict[str, Any]] | None = None) -> str:
    return light_page(read_page(nbformat.from_dict(sample_notebook(blocks))), EDITION)


def test_the_light_page_is_small_and_closed() -> None:
    html = render()
    assert find_light_faults(html) == []
    assert len(html.encode()) < LARGEST_LIGHT
    for absent in ("<script", "<svg", "<img", "@import", "url("):
        assert absent not in html


@pytest.mark.parametrize(
    "words",
    [
        "<h1>Truces of two autumns</h1>",
        '<li>1 of 3 truces <a href="#lifelines">still stood</a>.</li>',
        "<strong>Read with care.</strong> One source only.",
        "Since the first edition",
        '<h3 id="lifelines">One of three truces still stood</h3>',
        '<th scope="row" align="left">Truce A</th>',
        "No attempt fits these parameters.",
        EDITION.citation,
    ],
)
def test_what_is_said_is_on_the_light_page(words: str) -> None:
    assert words in render()


def test_evidence_stays_on_the_full_page_and_no_link_leads_nowhere() -> None:
    html = render()
    assert "#e-a-outcome" not in html
    assert "a truce was agreed" not in html


def test_counts_of_outcomes_are_drawn_one_mark_per_attempt() -> None:
    made = light_table(COUNTS, OUTCOMES, 10)
    assert [head.label for head in made.heads] == ["Mediator", "Outcomes, one mark per attempt"]
    assert [(mark.drawn, mark.words) for mark in made.rows[0][-1].marks] == [
        ("●", "1 in force"),
        ("✕✕✕", "3 collapsed"),
    ]
    assert [mark.drawn for mark in made.rows[1][-1].marks] == ["✕✕"]


def test_times_in_force_are_bars_with_what_is_possible_in_light_steps() -> None:
    made = light_table(SPANS, OUTCOMES, 10)
    drawn = [(row[2].words, row[2].bar) for row in made.rows]
    assert drawn == [("7", bar_of(7, 7)), ("at most 400", bar_of(0, 400)), ("", None)]
    assert bar_of(7, 7).sure == "███"  # type: ignore[union-attr]
    assert bar_of(0, 400).open == "░" * 8  # type: ignore[union-attr]
    assert bar_of(0, 0).sure == "▏"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("5 min", 5 / 1440),
        ("at most 3 days", 3),
        ("between 1 and 3 days", 3),
        ("1 y 2 m", 365.25 + 2 * 30.4),
        ("over the same day", 0),
        ("not told", None),
    ],
)
def test_durations_are_read_from_words(words: str, days: float | None) -> None:
    assert days_in(words) == (days if days is None else pytest.approx(days))


def test_a_page_that_is_too_large_loses_rows_and_says_how_many() -> None:
    rows = [[f"Truce number {number} of a very long list", 1, "collapsed"] for number in range(3000)]
    html = render([TABLE | {"rows": rows}])
    assert len(html.encode()) <= LARGEST_LIGHT
    assert "2800 more rows in the full page." in html


def test_findings_that_do_not_fit_are_refused() -> None:
    findings = {"kind": "findings", "items": [["word " * 20_000]], "caution": []}
    with pytest.raises(
        RenderFailed, match=r"Expected a light page that passes .* 95,000 are allowed"
    ) as found:
        render([findings])
    assert found.value.exit_code == 5


def test_a_block_without_a_field_is_refused() -> None:
    with pytest.raises(RenderFailed, match=r"the light template stopped: .*text"):
        render([{"kind": "notice", "title": "x"}])


def test_the_same_page_has_the_same_bytes() -> None:
    assert render() == render()


def test_a_dictionary_of_letters_covers_every_symbol_of_the_key() -> None:
    from analysis.publishing.glyphs import _SHAPES

    assert {letter_of(symbol) for symbol in _SHAPES} == set(LETTERS.values())


@pytest.mark.parametrize(
    "spoiler", ["<script>x</script>", "<svg></svg>", '<img src="x">', '<a href="#no">x</a>']
)
def test_the_check_sees_what_a_light_page_must_not_hold(spoiler: str) -> None:
    assert find_light_faults(render().replace("<main>", f"<main>{spoiler}")) != []


def test_a_figure_with_hostile_words_stays_text() -> None:
    hostile = "<img src=x onerror=alert(1)></style><script>alert(1)</script>"
    figure = copy.deepcopy(FIGURE) | {"title": hostile, "subtitle": hostile, "note": [hostile]}
    html = render([figure])
    assert find_light_faults(html) == []
    assert "&lt;script&gt;" in html
