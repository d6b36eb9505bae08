"""A build from raw data to tables: whole or not at all, the same bytes each time, and plain about what is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pandas as pd
import pytest
from projects import files_of, shipped_project, small_project

from analysis import codebook, pipeline
from analysis.errors import InputProblem
from analysis.pipeline import build
from analysis.store import read_tables

TRUCE = (
    "On 10 October 2020 Armenia and Azerbaijan signed a ceasefire agreement brokered by Russia after weeks of war. "
    "The ceasefire collapsed on 11 October 2020 when fighting resumed."
)
FRENCH = (
    "Le cessez-le-feu conclu à Moscou entre l'Arménie et l'Azerbaïdjan n'a pas été respecté dans la région, et les "
    "combats ont repris sur le front après quelques heures."
)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The project of the checkout, built."""
    project = shipped_project(tmp_path_factory.mktemp("shipped"))
    result = build(project)
    return project, result, read_tables(project)


def test_the_shipped_data_build_without_a_warning(shipped):
    _, result, tables = shipped
    assert result.warnings == ()
    assert result.counts == {name: len(frame) for name, frame in tables.items()}
    assert result.counts["attempts"] > 50


def test_the_data_date_is_the_latest_day_of_the_raw_data(shipped):
    project, result, tables = shipped
    coded = pd.read_csv(project.raw / "chronology.csv", dtype=str)["coded_on"].max()
    assert str(result.as_of) == str(tables.as_of) == coded
    assert set(tables.meta["inputs"]) >= {"chronology.csv", "sources.csv"}


def test_the_tables_keep_the_rules_and_quote_no_word_that_is_not_there(shipped):
    project, _, tables = shipped
    texts = {
        row.source_id: (project.texts / row.file).read_bytes().decode()
        for row in tables["sources"].itertuples()
        if row.source_id != "chronology"
    }
    assert codebook.find_violations(tables) == []
    assert codebook.find_misquotes(tables, texts) == []
    read = tables["evidence"].dropna(subset=["start"])
    assert len(read) > 10
    assert set(read["coder"]) == {"rules"}


def test_counts_are_those_of_the_links(shipped):
    _, _, tables = shipped
    attempts = tables["attempts"].set_index("attempt_id")
    linked = tables["mention_attempts"].groupby("attempt_id").size()
    assert (attempts["n_mentions"] == linked.reindex(attempts.index, fill_value=0)).all()
    told = (
        tables["mention_attempts"]
        .merge(tables["mentions"], on="mention_id")
        .merge(tables["sources"], on="source_id")
    )
    told["original"] = told["duplicate_of"].fillna(told["source_id"])
    texts = told.groupby("attempt_id")["original"].nunique().reindex(attempts.index, fill_value=0)
    assert (attempts["n_sources"] == texts + (attempts["coding"] != "machine")).all()


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_two_builds_are_the_same_bytes_whatever_the_hash_seed(tmp_path, shipped, seed):
    first = files_of(shipped[0].processed)
    project = shipped_project(tmp_path)
    subprocess.run(
        [sys.executable, "-m", "analysis", "--root", str(project.root), "build"],
        env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
    )  # fmt: skip
    assert files_of(project.processed) == first


def test_a_project_without_a_chronology_builds_from_its_texts_alone(tmp_path):
    project = small_project(tmp_path, {"a.txt": TRUCE}, {"a.txt": {"published": "2020-10-12"}})
    result = build(project)
    (row,) = read_tables(project)["attempts"].to_dict("records")
    assert (row["coding"], row["outcome"], row["needs_review"]) == ("machine", "collapsed", False)
    assert str(result.as_of) == "2020-10-12"


def test_where_nothing_is_dated_the_data_date_is_the_last_day_told(tmp_path):
    assert str(build(small_project(tmp_path, {"a.txt": TRUCE})).as_of) == "2020-10-11"


def test_a_day_after_the_data_date_is_left_out_and_told(tmp_path):
    late = TRUCE.replace("10 October 2020", "10 October 2031")
    project = small_project(tmp_path, {"a.txt": late}, {"a.txt": {"published": "2020-10-12"}})
    build(project)
    (row,) = read_tables(project)["attempts"].to_dict("records")
    assert pd.isna(row["signed_lo"])
    assert "a day that the text tells lies outside 1900 to the data date" in row["review_reason"]


def test_a_project_without_texts_builds_empty_tables(tmp_path):
    project = small_project(tmp_path, {})
    assert build(project).counts["mentions"] == 0
    assert read_tables(project)["attempts"].empty


def test_a_reposted_text_is_no_second_source(tmp_path):
    texts = {"a.txt": TRUCE, "b.txt": "YEREVAN. " + TRUCE}
    days = {"a.txt": {"published": "2020-10-12"}, "b.txt": {"published": "2020-10-13"}}
    project = small_project(tmp_path, texts, days)
    build(project)
    tables = read_tables(project)
    assert tables["sources"].set_index("source_id")["duplicate_of"]["b"] == "a"
    (row,) = tables["attempts"].to_dict("records")
    assert row["n_sources"] == 1


def test_a_line_of_copies_leads_to_the_first(tmp_path):
    texts = {name: f"{name}. {TRUCE}" for name in ("a.txt", "b.txt", "c.txt")}
    told = {"b.txt": {"duplicate_of": "a"}, "c.txt": {"duplicate_of": "b"}}
    project = small_project(tmp_path, texts, told)
    build(project)
    tables = read_tables(project)
    assert tables["attempts"]["n_sources"].tolist() == [1]


def test_a_text_in_another_language_is_named_and_not_coded(tmp_path):
    project = small_project(tmp_path, {"a.txt": FRENCH})
    result = build(project)
    assert result.warnings == ("a.txt is in French, which the rules do not read; it was not coded.",)
    tables = read_tables(project)
    assert tables["mentions"].empty
    assert len(tables["sentences"]) == 1


def test_a_text_without_a_conflict_makes_no_attempts_where_there_are_several(tmp_path):
    project = small_project(tmp_path, {"a.txt": TRUCE}, {"a.txt": {"conflict_id": ""}})
    with (project.raw / "conflicts.csv").open("a", encoding="utf-8") as file:
        file.write("isle,Isle,,,2001-\n")
    result = build(project)
    assert result.warnings == (
        "a.txt has no conflict in sources.csv, so its mentions make no attempts; write one there.",
    )
    assert read_tables(project)["attempts"].empty
    assert len(read_tables(project)["mentions"]) == 2


def test_a_title_that_a_spreadsheet_would_run_is_guarded_in_the_csv_and_whole_in_the_table(tmp_path):
    title = '=HYPERLINK("http://example.org","prize")'
    project = small_project(tmp_path, {"a.txt": TRUCE}, {"a.txt": {"title": title}})
    build(project)
    assert read_tables(project)["sources"]["title"].tolist() == [title]
    written = (project.processed / "sources.csv").read_text(encoding="utf-8")
    assert "'=HYPERLINK" in written
    assert ",=HYPERLINK" not in written


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"conflict_id": "nagorno-karabak"}, "did you mean nagorno-karabakh?"),
        ({"published": "2020-02-30"}, "which does not exist"),
        ({"published": "12.10.2020"}, "such as 2020-11-10"),
        ({"file": "gone.txt"}, "found no such file"),
        ({"sha256": "0" * 64}, "others ("),
    ],
)
def test_raw_data_that_cannot_be_used_stop_the_build_with_one_sentence(tmp_path, cells, told):
    project = small_project(tmp_path, {"a.txt": TRUCE}, {"a.txt": cells})
    with pytest.raises(InputProblem) as problem:
        build(project)
    assert told in str(problem.value)
    assert str(problem.value).startswith("Expected ")
    assert not project.processed.exists()


def test_tables_that_break_a_rule_are_not_written(tmp_path, monkeypatch):
    project = small_project(tmp_path, {"a.txt": TRUCE})
    build(project)
    before = files_of(project.processed)
    monkeypatch.setattr(
        codebook, "find_violations", lambda tables, as_of: ["Attempt x ended before it began."]
    )
    with pytest.raises(InputProblem) as problem:
        build(project)
    assert str(problem.value).splitlines()[1:] == ["Attempt x ended before it began."]
    assert "found 1 breaches; nothing was written" in str(problem.value)
    assert files_of(project.processed) == before


@pytest.mark.parametrize("step", ["code_text", "make_tables", "make_reference_lists"])
def test_ctrl_c_at_any_step_leaves_the_former_tables(tmp_path, monkeypatch, step):
    project = small_project(tmp_path, {"a.txt": TRUCE})
    build(project)
    before = files_of(project.processed)

    def interrupt(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, step, interrupt)
    with pytest.raises(KeyboardInterrupt):
        build(project)
    assert files_of(project.processed) == before
    assert sorted(path.name for path in project.processed.parent.iterdir()) == ["processed", "raw"]


def test_the_steps_are_told_in_their_order(tmp_path):
    steps: list[str] = []
    build(small_project(tmp_path, {"a.txt": TRUCE}), steps.append)
    assert steps[0] == "reading data/raw"
    assert steps[-1] == "writing data/processed"


def test_an_html_text_is_coded_by_its_words_and_quoted_as_it_lies_there(tmp_path):
    bold = TRUCE.replace("Armenia", "<b>Armenia</b>", 1)
    page = f"<html><head><title>x</title></head><body><p>{bold}</p></body></html>"
    project = small_project(tmp_path, {"a.html": page})
    build(project)
    tables = read_tables(project)
    (row,) = tables["attempts"].to_dict("records")
    assert row["outcome"] == "collapsed"
    kind = tables["evidence"][tables["evidence"]["column"] == "kind"]["quote"].iloc[0]
    assert "<b>Armenia</b>" in kind
    assert "<b>" not in "".join(tables["sentences"]["text"])


def test_a_removed_text_takes_what_it_alone_told_with_it(tmp_path):
    project = small_project(tmp_path, {"a.txt": TRUCE})
    build(project)
    shutil.rmtree(project.texts)
    project.texts.mkdir()
    header = (project.raw / "sources.csv").read_text(encoding="utf-8").splitlines()[0]
    (project.raw / "sources.csv").write_text(header + "\n", encoding="utf-8")
    build(project)
    assert read_tables(project)["attempts"].empty
