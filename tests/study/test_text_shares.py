"""What each text adds: attempts told by it alone, with the chronology, or with others; copies; what was not linked."""

from __future__ import annotations

import pytest
from figure_checks import check_figure
from valley import CONFLICT, attempt, make_tables, source

from analysis.study import sources_page
from analysis.study.blocks import plain

TEXT = "A truce was told of."


def mention(source_id, number, **cells):
    row = {"mention_id": f"{source_id}:{number}", "sentence_id": f"{source_id}:s", "source_id": source_id,
           "act": "agreement", "modality": "asserted", "trigger_start": 2, "trigger_end": 7, "rule_id": "r",
           "confidence": 0.9, "is_collective": False}  # fmt: skip
    return {**row, **cells}


def linked(mention_id, attempt_id, method="own"):
    return {"mention_id": mention_id, "attempt_id": attempt_id, "method": method}


@pytest.fixture
def tables():
    """A text, its copy with an attempt of its own, another text, and one that tells of nothing."""
    names = ("paper", "repost", "other", "silent")
    sentence = {"fragment_no": 0, "start": 0, "end": len(TEXT), "text": TEXT}
    machine = {"coding": "machine", "reliability": None}
    return make_tables(
        attempts=[
            attempt("hand", effective="2020-10-01"),
            attempt("both", effective="2020-10-02", coding="both"),
            attempt("paper", effective="2020-10-03", **machine),
            attempt("two", effective="2020-10-04", **machine),
            attempt("copy", effective="2020-10-05", **machine),
        ],
        sources=[
            source("paper"),
            source("repost", duplicate_of="paper", alignment="unknown"),
            source("other", source_type="statement", alignment="armenia", licence="CC BY 4.0"),
            source("silent", published=None),
        ],
        sentences=[{**sentence, "sentence_id": f"{name}:s", "source_id": name} for name in names],
        mentions=[
            *(mention("paper", n) for n in range(3)),
            *(mention("repost", n) for n in range(2)),
            mention("other", 0),
            mention("other", 1, modality="denied"),
        ],
        mention_attempts=[
            linked("paper:0", "both"),
            linked("paper:1", "paper"),
            linked("paper:2", "two"),
            linked("repost:0", "paper", "copy of a text"),
            linked("repost:1", "copy"),
            linked("other:0", "two"),
        ],
    )


@pytest.fixture
def texts(tables):
    return sources_page.sources_of(tables, CONFLICT)


def ids(lives):
    return [life.id for life in lives]


def test_an_attempt_is_alone_beside_the_chronology_or_shared(texts):
    shares = {one.id: one for one in texts.shares}
    paper, other = shares["paper"], shares["other"]
    assert (ids(paper.alone), ids(paper.beside), ids(paper.shared)) == (["paper"], ["both"], ["two"])
    assert (ids(other.alone), ids(other.shared)) == ([], ["two"])
    assert shares["silent"].lives == []


def test_a_copy_is_no_second_witness(texts):
    repost = next(one for one in texts.shares if one.id == "repost")
    assert (ids(repost.alone), ids(repost.shared)) == (["copy"], ["paper"])
    (row,) = sources_page.copies(texts).rows
    assert [plain(cell) for cell in row] == ["Text repost", "Text paper", "2", "1", "1", "Truce copy"]


def test_texts_that_add_most_come_first(texts):
    assert [one.id for one in texts.shares] == ["paper", "repost", "other", "silent"]


def test_each_attempt_is_counted_once_in_the_title(texts):
    assert sources_page.share_title(texts) == (
        "5 attempts, calls and proposals: 2 told by one text alone, 1 by one text and the chronology, 1 by several "
        "texts, 1 by the chronology alone."
    )


def test_one_mark_is_drawn_for_each_text_and_attempt(texts):
    figure = sources_page.chart(texts)
    check_figure(figure, 6)
    (marks,) = [trace for trace in figure.plot["data"] if trace.get("meta") == "attempts"]
    assert marks["marker"]["symbol"] == [
        "circle", "circle-open-dot", "circle-open", "circle", "circle-open", "circle-open"]  # fmt: skip
    assert "Texts that tell of none, without a row: 1." in plain(figure.note)


def test_the_table_holds_every_text_with_what_it_is(texts):
    rows = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in sources_page.chart(texts).table.rows}
    assert rows["Text other"] == [
        "12 Nov 2020",
        "statement",
        "Armenia",
        "CC BY 4.0",
        "2",
        "1",
        "1",
        "1",
        "0",
        "none",
    ]
    assert rows["Text silent"][0] == "not known"
    assert rows["Text paper"][-1] == "Truce paper"


def test_kinds_count_an_attempt_once_in_each(texts):
    rows = {tuple(row[:2]): row[2:] for row in sources_page.kinds(texts).rows}
    assert rows["type", "news"] == [3, 5, 4]
    assert rows["side", "Armenia"] == [1, 2, 1]
    assert rows["licence", "unknown"] == [3, 5, 4]


def test_what_is_not_linked_is_quoted(texts):
    table = sources_page.unlinked(texts)
    assert table.title == "Linked to no attempt: 1 of 7 mentions"
    assert table.rows == [["Text other", "agreement, denied", TEXT]]


def test_a_mention_of_an_attempt_of_later_days_is_linked_all_the_same(tables):
    earlier = sources_page.sources_of(tables, CONFLICT, as_of="2020-10-03")
    assert {life.id for one in earlier.shares for life in one.lives} == {"both", "paper"}
    assert sources_page.unlinked(earlier).title == "Linked to no attempt: 1 of 7 mentions"


def test_every_link_of_the_page_leads_to_an_entry(texts):
    there = {f"#{entry['id']}" for entry in sources_page.evidence(texts).entries}
    (marks,) = [trace for trace in sources_page.chart(texts).plot["data"] if trace.get("meta") == "attempts"]
    assert set(marks["customdata"]) == there


def test_findings_say_the_numbers_that_were_counted(texts):
    words = [plain(item) for item in sources_page.findings(texts).items]
    assert words[0].startswith("In 4 source texts: 7 mentions of ceasefires, 1 of them linked to no attempt.")
    assert words[2] == "“Text paper” adds most: 1 attempt that nothing else tells of (Truce paper)."
    assert words[3].startswith("Copies of another text, counted with it as one: 1.")
    assert words[4].startswith(
        "Publishers: 1 of 4 on a side or a third party, 2 with no part in the conflict, 1 not"
    )


def test_a_conflict_without_texts_says_so():
    report = sources_page.sources_of(make_tables(attempts=[attempt("t1", effective="2020-10-10")]), CONFLICT)
    blocks = [sources_page.findings, sources_page.chart, sources_page.kinds]
    assert all(make(report).title == "No source text" for make in blocks)
    assert sources_page.copies(report).title == "No copy"
    assert sources_page.unlinked(report).kind == "notice"
