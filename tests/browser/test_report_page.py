"""The finished page in a real browser: closed, drawn, reachable, at every width, in both themes, on paper."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Page, expect
from sample_pages import BLOCKS, FIGURE, TABLE, evidence_entry, markdown_cell, notebook, sample_notebook

from analysis.publishing.exporter import ReportExporter
from analysis.study.palette import DARK, LIGHT

pytestmark = pytest.mark.browser

COLOUR_OF_FIRST_MARK = "getComputedStyle(document.querySelector('.plot .point')).fill"
CONTENT_WIDTH = "document.documentElement.scrollWidth"


def as_rgb(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


@pytest.mark.parametrize("width", [1440, 768, 360])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_opens_closed_and_drawn(width: int, theme: str, visit: Any, sample_page: Path) -> None:
    opened = visit(sample_page, width=width, color_scheme=theme)
    page: Page = opened.page
    assert page.locator(".plot svg.main-svg").count() >= 2
    assert [box.locator(".point").count() for box in page.locator(".plot").all()] == [3, 3]
    colours = {"light": LIGHT, "dark": DARK}[theme]
    assert page.evaluate(COLOUR_OF_FIRST_MARK) == as_rgb(colours["broken"])
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == as_rgb(colours["page"])
    assert page.evaluate(CONTENT_WIDTH) == width
    assert opened.faults == []


def test_charts_follow_a_change_of_theme_and_width(visit: Any, sample_page: Path) -> None:
    opened = visit(sample_page, color_scheme="light")
    page: Page = opened.page
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".plot .point").first).to_have_css("fill", as_rgb(DARK["broken"]))
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator(".plot").first).to_have_attribute("data-drawn", "narrow")
    assert page.locator(".plot svg.main-svg").first.bounding_box()["width"] <= 328  # type: ignore[index]
    assert page.evaluate(CONTENT_WIDTH) == 360
    assert opened.faults == []


@pytest.mark.parametrize("width", [1440, 768, 360])
def test_a_click_on_a_link_opens_the_evidence_and_escape_returns(
    width: int, visit: Any, sample_page: Path
) -> None:
    opened = visit(sample_page, width=width)
    page: Page = opened.page
    page.locator("#attempts a[href='#e-b-outcome']").click()
    panel = page.locator("#panel")
    expect(panel).to_be_visible()
    expect(panel.locator("h2")).to_have_text("Truce B")
    expect(panel.locator("h2")).to_be_focused()
    expect(panel.locator("mark").first).to_have_text("a truce was agreed")
    expect(panel).to_contain_text("19 October 2020")
    assert page.url.endswith("#e-b-outcome")
    assert page.evaluate(CONTENT_WIDTH) == width
    box = panel.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("#attempts a[href='#e-b-outcome']")).to_be_focused()
    assert opened.faults == []


def test_evidence_is_opened_stepped_through_and_closed_by_keyboard(visit: Any, tmp_path: Path) -> None:
    entries = [
        evidence_entry("a"),
        evidence_entry("a") | {"id": "e-a-signed", "column_label": "Signed", "value": "10 October 2020"},
    ]
    page: Page = visit(write_page(tmp_path, [TABLE, {"kind": "evidence", "entries": entries}])).page
    link = page.locator("#attempts a[href='#e-a-outcome']")
    link.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    expect(panel.locator(".place")).to_have_text("1 of 2")
    for key, place, value in (("ArrowDown", "2 of 2", "10 October 2020"), ("ArrowDown", "2 of 2", "10 October 2020"),
                              ("ArrowUp", "1 of 2", "collapsed")):  # fmt: skip
        page.keyboard.press(key)
        expect(panel.locator(".place")).to_have_text(place)
        expect(panel.locator(".value").first).to_have_text(value)
        assert page.url.endswith("#e-a-signed" if place == "2 of 2" else "#e-a-outcome")
    expect(panel.locator("h2")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('panel').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(link).to_be_focused()


def test_copy_link_gives_the_address_that_reopens_the_evidence(visit: Any, sample_page: Path) -> None:
    page: Page = visit(sample_page, permissions=["clipboard-read", "clipboard-write"]).page
    page.locator("#attempts a[href='#e-b-outcome']").click()
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("#announce")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{sample_page.as_uri()}#e-b-outcome"
    again: Page = visit(sample_page, fragment="#" + copied.split("#")[1]).page
    expect(again.locator("#panel h2")).to_have_text("Truce B")


def test_a_folded_table_is_laid_out_when_it_is_unfolded(visit: Any, tmp_path: Path) -> None:
    rows = [[f"Truce {n}", n, "collapsed"] for n in range(200)]
    page: Page = visit(write_page(tmp_path, [TABLE | {"rows": rows, "note": []}])).page
    box = page.locator(".scroll:has(#attempts)")
    expect(box).to_have_class("scroll")
    page.get_by_text("Show all 200 rows").click()
    expect(box).to_have_class("scroll fits")


def test_a_table_of_hundreds_is_folded_and_told_on_paper(visit: Any, tmp_path: Path) -> None:
    rows = [[f"Truce {n}", n, "collapsed"] for n in range(200)]
    page: Page = visit(write_page(tmp_path, [TABLE | {"rows": rows, "note": []}])).page
    table = page.locator("#attempts")
    expect(table).to_be_hidden()
    page.get_by_text("Show all 200 rows").click()
    expect(table).to_be_visible()
    page.get_by_text("Show all 200 rows").click()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(table).to_be_hidden()
    words = page.evaluate(
        "getComputedStyle(document.querySelector('.table-block .tools'), '::after').content"
    )
    assert "too long for paper" in words


def test_a_click_on_a_mark_opens_its_evidence_and_back_closes_it(visit: Any, sample_page: Path) -> None:
    page: Page = visit(sample_page).page
    page.locator(".plot").first.scroll_into_view_if_needed()
    box = page.locator(".plot .point").nth(2).bounding_box()
    assert box is not None
    # Near the mark is near enough: a finger needs 24 pixels.
    page.mouse.click(box["x"] + box["width"] / 2 + 9, box["y"] + box["height"] / 2)
    expect(page.locator("#panel h2")).to_have_text("Truce C")
    expect(page.locator(".plot .ring")).to_be_visible()
    page.go_back()
    expect(page.locator("#panel")).to_be_hidden()


def test_a_chart_is_reached_and_read_by_keyboard(visit: Any, sample_page: Path) -> None:
    page: Page = visit(sample_page).page
    chart = page.locator(".plot").first
    chart.focus()
    expect(chart).to_have_attribute("aria-label", re.compile("Three points on a line of time"))
    page.keyboard.press("ArrowRight")
    expect(page.locator("#announce")).to_have_text("1 of 3: Truce C, in force")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#announce")).to_have_text("2 of 3: Truce B, rejected")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Truce B")
    page.keyboard.press("Escape")
    expect(chart).to_be_focused()
    page.keyboard.press("Tab")
    expect(chart).not_to_be_focused()


def test_a_copied_link_reopens_at_its_place(visit: Any, sample_page: Path) -> None:
    page: Page = visit(sample_page, fragment="#e-a-outcome").page
    expect(page.locator("#panel h2")).to_have_text("Truce A")


def test_without_scripts_links_lead_to_the_evidence_and_tables_open(visit: Any, sample_page: Path) -> None:
    opened = visit(sample_page, java_script_enabled=False)
    page: Page = opened.page
    expect(page.locator(".without-script")).to_contain_text("Open the data table")
    expect(page.get_by_role("button", name="CSV").first).to_be_hidden()
    page.locator("#attempts a[href='#e-b-outcome']").click()
    entry = page.locator("article#e-b-outcome")
    expect(entry).to_be_visible()
    expect(entry).to_be_in_viewport()
    page.locator(".figure summary").click()
    expect(page.locator("#lifelines-data")).to_be_visible()
    assert opened.faults == []


def test_a_table_downloads_as_csv_that_a_spreadsheet_does_not_run(visit: Any, tmp_path: Path) -> None:
    risky = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "-7", '12,5 "quoted"']
    table = next(block for block in BLOCKS if block["kind"] == "table")
    rows = [[words, 1, "x"] for words in risky]
    path = write_page(tmp_path, [table | {"rows": rows, "csv_name": "../all attempts"}])
    page: Page = visit(path).page
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert download.value.suggested_filename == "all-attempts.csv"
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    assert [line.rsplit(",", 2)[0] for line in text.splitlines()] == [
        "name",
        "'=1+1",
        "'+cmd|' /C calc'!A0",
        "'-2+3",
        "'@SUM(A1)",
        "-7",
        '"12,5 ""quoted"""',
    ]


def test_a_table_is_sorted_by_its_headings(visit: Any, sample_page: Path) -> None:
    page: Page = visit(sample_page).page
    heading = page.locator("#attempts thead th").nth(1)
    names = "[...document.querySelectorAll('#attempts tbody th')].map((cell) => cell.textContent.trim())"
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    assert page.evaluate(names) == ["Truce A", "Truce C", "Truce B"]
    heading.get_by_role("button").click()
    assert page.evaluate(names) == ["Truce B", "Truce C", "Truce A"]


@pytest.mark.parametrize(
    ("given", "ascending"),
    [
        (
            ["10 Oct 2020", "May 1994", "7–8 May 1992", "not told"],
            ["7–8 May 1992", "May 1994", "10 Oct 2020", "not told"],
        ),
        (
            ["26 y 4 m", "at most 3 days", "5 min", "9 months"],
            ["5 min", "at most 3 days", "9 months", "26 y 4 m"],
        ),
        (["1,200", "-3", "40"], ["-3", "40", "1,200"]),
    ],
)
def test_dates_and_durations_are_sorted_by_size(
    given: list[str], ascending: list[str], visit: Any, tmp_path: Path
) -> None:
    table = next(block for block in BLOCKS if block["kind"] == "table")
    path = write_page(tmp_path, [table | {"rows": [["name", words, "x"] for words in given]}])
    page: Page = visit(path).page
    page.locator("#attempts thead th").nth(1).get_by_role("button").click()
    assert page.locator("#attempts tbody td:nth-child(2)").all_inner_texts() == ascending


def test_code_is_folded_and_opens_at_once(visit: Any, sample_page: Path) -> None:
    page: Page = visit(sample_page).page
    assert page.locator("details.code[open]").count() == 0
    page.get_by_role("button", name="Show all code").click()
    assert page.locator("details.code:not([open])").count() == 0
    page.get_by_role("button", name="Hide all code").click()
    assert page.locator("details.code[open]").count() == 0


def test_on_paper_charts_fit_and_are_light_and_folds_are_open(visit: Any, sample_page: Path) -> None:
    page: Page = visit(sample_page, color_scheme="dark").page
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for chart in page.locator(".plot svg.main-svg").all():
        box = chart.bounding_box()
        assert box is not None
        assert 600 <= box["width"] <= 673  # 178 mm
    assert page.evaluate(COLOUR_OF_FIRST_MARK) == as_rgb(LIGHT["broken"])
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == as_rgb(LIGHT["page"])
    expect(page.locator("article#e-a-outcome")).to_be_visible()
    expect(page.locator("#lifelines-data")).to_be_visible()
    expect(page.locator(".contents")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.attempt[open]").count() == 0
    assert len(page.pdf(prefer_css_page_size=True)) > 20_000


def test_a_panel_higher_than_a_sheet_is_printed_smaller(visit: Any, tmp_path: Path) -> None:
    high = FIGURE | {"height": 1300, "more_panels": []}
    evidence = next(block for block in BLOCKS if block["kind"] == "evidence")
    page: Page = visit(write_page(tmp_path, [high, evidence])).page
    chart = page.locator(".plot")
    whole = "(box) => box.getBoundingClientRect().height"
    assert chart.evaluate(whole) == 1300
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert 880 <= chart.evaluate(whole) <= 920  # 261 mm, 986 px, hold it and its heading
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert chart.evaluate(whole) == 1300
    assert chart.evaluate("(box) => Number(box.dataset.width) === box.clientWidth")


def test_charts_are_as_wide_as_the_sheet_with_labels_of_nine_points(visit: Any, tmp_path: Path) -> None:
    evidence = next(block for block in BLOCKS if block["kind"] == "evidence")
    page: Page = visit(write_page(tmp_path, [FIGURE | {"more_panels": []}, evidence]), width=360).page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    chart = page.locator(".plot")
    assert chart.get_attribute("data-drawn") == "wide"
    assert chart.locator("svg.main-svg").first.evaluate("(svg) => svg.getBoundingClientRect().width") == (
        pytest.approx(670, abs=2)
    )
    assert chart.evaluate("(box) => Number(getComputedStyle(box).zoom) * 15") == 12  # px, 9 pt


@pytest.mark.parametrize("width", [1440, 360])
def test_a_date_in_a_table_stands_on_one_line(width: int, visit: Any, tmp_path: Path) -> None:
    table = next(block for block in BLOCKS if block["kind"] == "table")
    linked = [{"text": "24 Sep 1991", "href": "#attempts"}]
    names = [{"name": f"c{n}", "label": f"Column {n}", "unit": "", "align": "left"} for n in range(5)]
    row = ["a name of several words", "24 Sep 1991", linked, *["words enough to fill the table " * 5] * 2]
    page: Page = visit(write_page(tmp_path, [table | {"columns": names, "rows": [row]}]), width=width).page
    dates = page.locator("#attempts td").filter(has_text="24 Sep 1991")
    words_height = (
        "(cell) => {const words = document.createRange(); words.selectNodeContents(cell); "
        "return words.getBoundingClientRect().height}"
    )
    assert [cell.evaluate(words_height) < 30 for cell in dates.all()] == [True, True]
    assert page.evaluate(CONTENT_WIDTH) == width


PROBES = [
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg onload=window.ran=1>",
    "<svg><script>window.ran=1</script></svg>",
    '"><script>window.ran=1</script>',
    "' autofocus onfocus=window.ran=1 x='",
    "</script><script>window.ran=1</script>",
    "</style><script>window.ran=1</script>",
    "</textarea></title><script>window.ran=1</script>",
    "<!--<script>window.ran=1</script>-->",
    "--><script>window.ran=1</script>",
    "<![CDATA[<script>window.ran=1</script>]]>",
    "<a href=javascript:window.ran=1>x</a>",
    "<a href='https://example.org/' onmouseover='window.ran=1'>x</a>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<object data=javascript:window.ran=1></object>",
    "<meta http-equiv=refresh content='0;url=javascript:window.ran=1'>",
    "<base href=https://example.org/>",
    "<form action=javascript:window.ran=1><button>x</button></form>",
    "<details open ontoggle=window.ran=1>",
    "<video><source onerror=window.ran=1></video>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.ran=1>",
    "&lt;script&gt;window.ran=1&lt;/script&gt;",
    "&#60;script&#62;window.ran=1&#60;/script&#62;",
    "{{ constructor.constructor('window.ran=1')() }}",
    "{% raw %}<script>window.ran=1</script>",
    "${window.ran=1}",
    "`+window.ran=1+`",
    "\\u003cscript\\u003ewindow.ran=1\\u003c/script\\u003e",
    "\u202egpj.\u202c<script>window.ran=1</script>",
    "\x00<script\x00>window.ran=1</script>",
    "<b>bold</b><br>line<i>i</i>",
    "<span style='position:fixed;inset:0;background:red'>x</span>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<style>@import 'https://example.org/x.css';*{display:none}</style>",
    "[x](javascript:window.ran=1)",
    "![x](https://example.org/x.png)",
    "<https://example.org/x.png>",
    "%{customdata}<extra><script>window.ran=1</script></extra>",
    '<a href="data:text/html,<script>window.ran=1</script>">x</a>',
    "<sub><a href='vbscript:window.ran=1'>x</a></sub>",
    "@import;@page{}",
]


def spoil(node: Any, probe: str, key: str = "") -> Any:
    """Put a probe into every text of a block, links and chart labels included."""
    fixed = ("kind", "id", "align", "family", "symbol", "attempt_id", "type", "mode", "customdata", "x")
    colours = ("color", "paper_bgcolor", "plot_bgcolor", "gridcolor", "hoverinfo")
    if isinstance(node, dict):
        return {name: spoil(value, probe, name) for name, value in node.items()}
    if isinstance(node, list):
        return [spoil(value, probe, key) for value in node]
    return probe if isinstance(node, str) and key not in fixed + colours else node


def write_page(folder: Path, blocks: list[dict[str, Any]], *cells: dict[str, Any]) -> Path:
    content = sample_notebook(blocks)
    whole = notebook(*content["cells"], *cells)
    html, _ = ReportExporter().from_notebook_node(nbformat.from_dict(whole))
    path = folder / "page.html"
    path.write_text(html, encoding="utf-8", newline="\n")
    return path


def test_there_are_enough_probes() -> None:
    assert len(PROBES) >= 40


def test_probes_in_every_field_stay_text(visit: Any, tmp_path: Path) -> None:
    """Each probe in a section of its own, with its own ids, all of them on a few pages."""
    blocks, cells = [], []
    for number, probe in enumerate(PROBES):
        cells.append(markdown_cell(f"### {probe}\n\n{probe}\n\n- {probe}"))
        for block in BLOCKS:
            if block["kind"] not in ("figure", "masthead", "evidence"):
                fresh = spoil(copy.deepcopy(block), probe)
                blocks.append(fresh | {"id": f"{block['kind']}-{number}"} if "id" in block else fresh)
    blocks.append(next(block for block in BLOCKS if block["kind"] == "evidence"))
    opened = visit(write_page(tmp_path, blocks, *cells))
    page: Page = opened.page
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert page.locator("main img, main iframe, main object, main form, main base, main link").count() == 0
    assert page.locator("main [onclick], main [onload], main [onerror], main [onfocus]").count() == 0
    assert opened.faults == []


@pytest.mark.parametrize("batch", range(0, len(PROBES), 14))
def test_probes_in_chart_labels_stay_text(batch: int, visit: Any, tmp_path: Path) -> None:
    blocks = []
    for number, probe in enumerate(PROBES[batch : batch + 14]):
        figure = spoil(copy.deepcopy(FIGURE | {"more_panels": []}), probe)
        table = figure["table"] | {"id": f"data-{number}"}
        blocks.append(figure | {"id": f"figure-{number}", "table": table})
    blocks.append(next(block for block in BLOCKS if block["kind"] == "evidence"))
    opened = visit(write_page(tmp_path, blocks))
    page: Page = opened.page
    for chart in page.locator(".plot").all():
        chart.scroll_into_view_if_needed()
        chart.focus()
        page.keyboard.press("ArrowRight")
        box = chart.locator(".point").first.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 5, box["y"] + 5)
    assert page.evaluate("window.ran") is None
    assert page.locator(".plot a").count() == 0
    assert page.locator(".plot image, .plot img, .plot foreignObject").count() == 0
    assert opened.faults == []
