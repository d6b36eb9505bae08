"""Blocks carry themselves as JSON, as text and as escaped HTML."""

from __future__ import annotations

import json

from valley import CONFLICT, attempt, make_tables

from analysis.study import briefing
from analysis.study.blocks import BLOCK_MIME, Column, Findings, Notice, Table, link, plain

CALLS = [briefing.masthead, briefing.findings, briefing.outcome_key, briefing.lifelines, briefing.durations,
         briefing.outcomes_by_mediator, briefing.outcomes_by_year, briefing.passages, briefing.readings,
         briefing.attempts, briefing.methods, briefing.glossary, briefing.evidence]  # fmt: skip


def test_every_section_is_a_block_that_json_can_hold(report):
    for call in CALLS:
        bundle = call(report)._repr_mimebundle_()
        data = json.loads(json.dumps(bundle[BLOCK_MIME], allow_nan=False))
        assert data["kind"]
        assert bundle["text/plain"]


def test_a_nested_table_names_its_kind():
    table = Table(id="t", title="T", caption="C", columns=[Column(name="a", label="A")], rows=[["x"], [None]])
    assert table.to_json()["kind"] == "table"
    assert table.to_json()["columns"] == [{"name": "a", "label": "A", "unit": "", "align": "left"}]


def test_the_preview_is_escaped():
    html = Notice(title="<b>", text="<script>alert(1)</script>")._repr_mimebundle_()["text/html"]
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_rich_text_reads_as_words():
    items = [["see ", link("here", "#lifelines"), "."]]
    assert Findings(items=items, caution=["c"]).to_text() == "- see here.\nRead with care: c"
    assert plain(None) == ""
    assert plain(3) == "3"


def test_an_empty_selection_gives_a_whole_page_that_says_so(valley):
    report = briefing.report_on(valley, CONFLICT, start="2022-01-01")
    blocks = [call(report) for call in CALLS]
    assert [block.kind for block in blocks].count("notice") == 7
    assert briefing.masthead(report).status == "No attempt fits these parameters."
    assert briefing.findings(report).text == (
        "No attempt fits these parameters (River valley; from 1 January 2022; known by 1 January 2021; all sources); "
        "1 source looked at."
    )
    assert briefing.evidence(report).entries == []


def test_empty_tables_give_a_page_too():
    report = briefing.report_on(make_tables(), CONFLICT)
    for call in CALLS:
        json.dumps(call(report).to_json())


def test_the_title_is_the_readers_own_or_made_from_the_conflict(valley):
    assert briefing.masthead(briefing.report_on(valley, CONFLICT, title=" Mine ")).title == "Mine"
    assert briefing.masthead(briefing.report_on(valley, CONFLICT)).title == "Ceasefire attempts: River valley"


def test_missing_values_in_tables_are_words():
    report = briefing.report_on(make_tables(attempts=[attempt("t1")]), CONFLICT)
    for table in (briefing.attempts(report), briefing.lifelines(report).table):
        for row in table.rows:
            assert all(plain(cell) for cell in row)
