"""An executed notebook becomes one page: every block is there, and nothing in it runs."""

from __future__ import annotations

import copy
from importlib.metadata import entry_points
from typing import Any

import nbformat
import pytest
from sample_pages import (
    BLOCK,
    BLOCKS,
    FIGURE,
    TABLE,
    code_cell,
    markdown_cell,
    notebook,
    sample_notebook,
    shown,
)

from analysis.errors import RenderFailed
from analysis.publishing.assets import FOLDER
from analysis.publishing.check import find_faults
from analysis.publishing.exporter import ReportExporter, cell_words
from analysis.publishing.packing import pack, unpack
from analysis.publishing.page import read_page


def render(content: dict[str, Any]) -> str:
    html, _ = ReportExporter().from_notebook_node(nbformat.from_dict(content))
    return html


@pytest.fixture(scope="module")
def page() -> str:
    return render(sample_notebook())


def test_nbconvert_finds_the_exporter_by_its_name() -> None:
    (found,) = entry_points(group="nbconvert.exporters", name="ceasefires")
    assert found.load() is ReportExporter


@pytest.mark.parametrize(
    "words",
    [
        "<h1>Truces of two autumns</h1>",
        '<li>1 of 3 truces <a href="#lifelines">still stood</a>.</li>',
        "Since the first edition",
        '<svg class="glyph broken"',
        '<figure class="figure" id="lifelines"',
        '<th scope="row"><a href="#e-a-outcome">Truce A</a></th>',
        '<span class="missing">not stated</span>',
        '<mark><a href="#e-a-outcome">a truce was agreed</a></mark>',
        "used in the tables: two sources",
        '<article class="evidence" id="e-a-outcome"',
        '<blockquote class="quote">On that day <mark>a truce was agreed</mark>, the ministry said.</blockquote>',
        '<p class="citations">Cited: <a href="#a2">example.org</a></p>',
        '<li id="a1"><a href="https://example.org/agency">https://example.org/agency</a></li>',
        "<dt>truce</dt><dd>a pause in fighting</dd>",
        "No attempt fits these parameters.",
        "@misc{ceasefires-notebook-",
    ],
)
def test_every_block_is_on_the_page(page: str, words: str) -> None:
    assert words in page


def test_the_sample_page_passes_its_check(page: str) -> None:
    assert find_faults(page, read_page(sample_notebook())) == []


def test_plotly_is_on_the_page_once_and_only_with_charts(page: str) -> None:
    assert page.count('id="plotly-js"') == 1
    assert 'id="plotly-js"' not in render(
        sample_notebook([block for block in BLOCKS if block["kind"] == "notice"])
    )


def test_the_same_notebook_gives_the_same_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    first, second = (render(sample_notebook()) for _ in range(2))
    assert first == second
    assert "Generated 2020-09-13 12:26 UTC" in first


HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}</style></script><!--\u202e"


def hostile(node: Any, key: str = "") -> Any:
    """Put the hostile text into every field that is not a name by which the page hangs together."""
    if isinstance(node, dict):
        return {name: hostile(value, name) for name, value in node.items()}
    if isinstance(node, list):
        return [hostile(value, key) for value in node]
    fixed = ("kind", "id", "href", "align", "family", "symbol", "attempt_id", "type", "mode", "customdata")
    return HOSTILE if isinstance(node, str) and key not in fixed else node


def test_hostile_text_in_every_field_stays_text() -> None:
    content = sample_notebook([hostile(copy.deepcopy(block)) for block in BLOCKS])
    prose, code = markdown_cell(f"# {HOSTILE}\n\n## {HOSTILE}\n\n{HOSTILE}"), code_cell(f"x = {HOSTILE!r}")
    content = notebook(prose, *content["cells"], code)
    html = render(content)
    assert find_faults(html, read_page(content)) == []
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "\u202e" not in html
    assert "{{ 7*7 }}" in html


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", 'https://example.org/"onclick="alert(1)', "//x.org"]
)
def test_a_link_that_is_no_web_address_becomes_text(href: str) -> None:
    block = {"kind": "methods", "items": [[{"text": "words", "href": href}]]}
    assert "<li>words</li>" in render(sample_notebook([block]))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text/html": "<table><tr><td onclick='x'>7</td></tr></table>"}, "<td>7</td>"),
        (
            {"text/html": "<b onmouseover=alert(1)>x</b><script>alert(1)</script>"},
            '<div class="prose">x</div>',
        ),
        ({"text/plain": "<b>plain</b>"}, "&lt;b&gt;plain&lt;/b&gt;"),
        (
            {"image/svg+xml": "<svg onload=alert(1)>"},
            "[An output of type image/svg+xml is not shown on pages.]",
        ),
        ({"image/png": "aGVsbG8="}, "[An output of type image/png is not shown on pages.]"),
        ({"application/javascript": "alert(1)"}, "[An output of type application/javascript is not shown"),
        ({"text/latex": "$x$", "text/plain": "x"}, '<pre class="output" tabindex="0">x</pre>'),
        ({"text/markdown": "*soft* <script>alert(1)</script>"}, "<em>soft</em>"),
    ],
)
def test_other_outputs_are_reduced_to_safe_text(data: dict[str, str], words: str) -> None:
    html = render(notebook(code_cell("show()", shown(data))))
    assert words in html
    assert "<script>alert" not in html


def test_printed_text_is_shown_and_warnings_are_not() -> None:
    streams = [
        {"output_type": "stream", "name": name, "text": f"\x1b[31mfrom {name}\x1b[0m\n"}
        for name in ("stdout", "stderr")
    ]
    html = render(notebook(code_cell("run()", *streams)))
    assert '<pre class="output" tabindex="0">from stdout</pre>' in html
    assert "from stderr" not in html


def test_an_error_output_is_refused() -> None:
    error = {"output_type": "error", "ename": "ValueError", "evalue": "x", "traceback": []}
    with pytest.raises(RenderFailed, match="found ValueError in cell 1") as found:
        render(notebook(code_cell("run()", error)))
    assert found.value.exit_code == 5


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ({"kind": "poster"}, "Expected a block of a known kind from cell 1, found 'poster'"),
        (["table"], "found None"),
        ({"kind": "figure", "id": "x"}, "Expected a whole figure from cell 1, found none of its 'plot'"),
        ({"kind": "notice", "title": "x"}, "the template stopped: .*text"),
    ],
)
def test_a_faulty_block_is_refused(block: Any, message: str) -> None:
    with pytest.raises(RenderFailed, match=message):
        render(notebook(code_cell("run()", shown({BLOCK: block}))))


def test_a_page_without_masthead_takes_the_notebooks_title() -> None:
    html = render(notebook(markdown_cell("# Truces of May\n\nProse.\n\n## First\n\nMore.")))
    assert "<h1>Truces of May</h1>" in html
    assert '<h2 id="s-first">First</h2>' in html


def test_a_cell_for_the_notebook_alone_is_not_on_the_page() -> None:
    cell = markdown_cell("# Title\n\nPress run.") | {"metadata": {"tags": ["notebook-only"]}}
    html = render(notebook(cell, markdown_cell("## Findings\n\nText.")))
    assert "Press run." not in html
    assert "<h1>Ceasefire report</h1>" in html


def test_two_sections_of_one_name_keep_two_anchors() -> None:
    html = render(notebook(markdown_cell("## Notes\n\na\n\n## Notes\n\nb")))
    assert 'id="s-notes"' in html
    assert 'id="s-notes-again"' in html


def test_a_figure_keeps_all_its_panels() -> None:
    page = read_page(sample_notebook([FIGURE]))
    assert list(page.charts) == ["lifelines-0", "lifelines-1"]
    assert page.blocks("figure")[0]["panels"][1] == {"name": "lifelines-1", "label": "Later"}


def test_missing_values_are_said() -> None:
    assert [cell_words(value) for value in (None, "", True, False, 0, 2.5, "x")] == [
        "not stated",
        "not stated",
        "yes",
        "no",
        "0",
        "2.5",
        "x",
    ]


@pytest.mark.parametrize("data", [b"", b"a", b"ab", b"abc", b"abcd", bytes(range(256)) * 50])
def test_packed_data_unpacks_to_the_same_bytes(data: bytes) -> None:
    packed = pack(data)
    assert unpack(packed) == data
    assert "<" not in packed
    assert "&" not in packed


def test_table_rows_are_all_there(page: str) -> None:
    body = page.split('<table id="attempts"')[1].split("</table>")[0]
    assert body.count("<tr>") == len(TABLE["rows"]) + 1


def test_no_rule_for_screens_asks_what_an_element_holds() -> None:
    """Else the browser restyles that element for each label of a chart: a fifth of the time that charts took."""
    screen, _, paper = (FOLDER / "page.css").read_text(encoding="utf-8").partition("@media print")
    assert paper
    assert ":has(" not in screen


@pytest.mark.parametrize(("texts", "folds"), [(6, 0), (7, 7)])
def test_many_source_texts_are_folded_each_with_its_mentions(texts: int, folds: int) -> None:
    block = next(block for block in BLOCKS if block["kind"] == "passages")
    segments = [
        {"text": "a truce", "mark": True, "href": ""},
        {"text": " and on.", "mark": False, "href": ""},
    ]
    entries = [block["entries"][0] | {"title": f"Text {n}", "segments": segments} for n in range(texts)]
    evidence = next(one for one in BLOCKS if one["kind"] == "evidence")
    page = render(sample_notebook([block | {"entries": entries}, evidence]))
    assert page.count('<details class="text-fold">') == folds
    assert page.count(", 1 mention</span>") == folds
    assert page.count("<blockquote>a truce") + page.count("<blockquote><mark>a truce") == texts
