"""What cells rest on: quotes in their paragraph, addresses, other readings; and the texts with their mentions."""

from __future__ import annotations

import pytest
from valley import CONFLICT, attempt, make_tables, source, valley_tables

from analysis.study import briefing
from analysis.study.evidence import anchor_of, web_address


def entry(report, attempt_id, column):
    return next(
        e for e in briefing.evidence(report).entries if (e["attempt_id"], e["column"]) == (attempt_id, column)
    )


def test_a_quote_stands_in_its_paragraph_with_who_says_it(report):
    passage = entry(report, "t1", "effective")["passages"][0]
    assert passage["before"] + passage["quote"] + passage["after"] == (
        "The truce of 10 October collapsed on 11 October. Aland said so."
    )
    assert passage["quote"] == "The truce of 10 October"
    assert passage["publisher"] == "A paper"
    assert passage["published"] == "12 Nov 2020"
    assert passage["claimant"] == "Aland"
    assert passage["confidence"] == "read by rule, clear (0.90)"
    assert passage["rule_id"] == "date.day"


def test_words_of_one_sentence_are_one_passage():
    tables = valley_tables()
    rows = [
        {
            "table": "participants",
            "row_id": f"t1|{actor}|party",
            "column": "role",
            "value": "party",
            "source_id": "paper",
            "start": start,
            "end": end,
            "quote": quote,
            "rule_id": "r",
            "coder": "rules",
            "confidence": 0.9,
        }
        for actor, start, end, quote in [("a", 4, 9, "truce"), ("b", 24, 33, "collapsed")]
    ]
    tables["evidence"] = make_tables(evidence=rows)["evidence"]
    passages = entry(briefing.report_on(tables, CONFLICT), "t1", "parties")["passages"]
    assert [(p["before"], p["quote"]) for p in passages] == [("The ", "truce of 10 October collapsed")]  # fmt: skip


def test_the_mentions_of_an_attempt_are_quoted(report):
    cell = entry(report, "t1", "mentions")
    assert cell["value"] == "1 mention in 1 source text"
    assert [(p["quote"], p["claimant"]) for p in cell["passages"]] == [("collapsed", "Aland")]


def test_a_hand_coded_cell_shows_its_addresses_and_its_support(report):
    cell = entry(report, "t1", "effective")
    assert cell["citations"] == ["https://news.example/a"]
    assert cell["basis"].startswith("Coded by hand in the chronology; reliability high: Two or more")
    assert entry(report, "t3", "outcome")["passages"] == []


def test_the_reading_used_comes_first_and_the_other_beside_it(report):
    readings = entry(report, "t1", "outcome")["readings"]
    assert [(r["value"], r["used"]) for r in readings] == [
        ("collapsed on 11 October 2020", True),
        ("held to 12 October 2020", False),
    ]
    assert readings[0]["links"] == [{"text": "news.example", "href": "https://news.example/a"}]
    assert readings[1]["links"] == [{"text": "Text paper", "href": "https://paper.example/1"}]
    item = briefing.readings(report).items[0]
    assert (item["attempt"], item["label"]) == ("Truce t1", "outcome")
    assert item["readings"] == readings


def test_every_attempt_has_an_entry_for_name_and_outcome(report):
    entries = briefing.evidence(report).entries
    for life in report.selection.lives:
        assert {"name", "outcome"} <= {e["column"] for e in entries if e["attempt_id"] == life.id}
    assert len({e["id"] for e in entries}) == len(entries)


def test_a_link_to_a_cell_without_entry_leads_to_the_outcome(report):
    assert report.href("t3", "signed") == "#e-t3-outcome"
    assert report.href("t1", "effective") == "#e-t1-effective"


def test_anchors_hold_no_character_that_could_break_out():
    assert anchor_of('a"><script>', "x y") == "e-a-script--x-y"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://a b", "", None, "//x.example"]
)
def test_only_web_addresses_become_links(url):
    assert web_address(url) == ""


def test_hostile_addresses_are_left_out_of_citations():
    cited = [{"attempt_id": "t1", "column": "outcome", "value": "held", "url": "javascript:alert(1)"}]
    tables = make_tables(attempts=[attempt("t1", outcome="held")], citations=cited)
    assert entry(briefing.report_on(tables, CONFLICT), "t1", "outcome")["citations"] == []


def test_a_mention_is_marked_in_its_text_and_linked(report):
    block = briefing.passages(report)
    assert block.title == "1 mention of ceasefires in 1 source text"
    text = block.entries[0]
    assert [(s["text"], s["mark"], s["href"]) for s in text["segments"]] == [
        ("The truce of 10 October ", False, ""),
        ("collapsed", True, "#e-t1-mentions"),
        (" on 11 October.", False, ""),
        (" ", False, ""),
        ("Aland said so.", False, ""),
    ]


def test_a_text_without_mentions_says_so():
    tables = make_tables(sources=[source("quiet", publisher=None, published=None, url=None)])
    text = briefing.passages(briefing.report_on(tables, CONFLICT)).entries[0]
    assert text["segments"][0]["text"] == "No sentence of this text was coded as speaking of a ceasefire."
    assert (text["publisher"], text["published"]) == ("publisher not known", "date not known")


def test_the_words_of_a_named_source_alone_are_as_sound(valley):
    report = briefing.report_on(valley, CONFLICT, sources="paper")
    assert briefing.lifelines(report).marks == 1
    assert entry(report, "t1", "outcome")["basis"] == "Read from texts by rule."
    assert entry(report, "t1", "outcome")["passages"]
