"""The raw data: what is listed is verified byte by byte, and what is wrong is told with file and line."""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import codebook, files, sources
from analysis.errors import CannotWrite, CeasefiresError, InputProblem, UsageProblem
from analysis.project import Project
from analysis.sources import raw_text

TEXT = "A truce held.\r\nIt was signed on 12 May 1994 – at last.\n"
HEADER = (
    "source_id,title,publisher,url,published,retrieved,licence,language,source_type,alignment,"
    "conflict_id,file,sha256"
)
CONFLICTS = (
    "conflict_id,label,dyads,actors,years\nkarabakh,Karabakh,armenia+azerbaijan,armenia|azerbaijan,1988-\n"
)
PHASES = (
    "conflict_id,phase,first_day,last_day,reason\n"
    "karabakh,War,1991-09-23,1994-05-11,First attempt to last truce.\n"
    "karabakh,Truce,1994-05-12,,Lasts.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one listed text, truce.txt."""
    project = Project(tmp_path / "project")
    project.texts.mkdir(parents=True)
    (project.texts / "truce.txt").write_bytes(TEXT.encode())
    (project.raw / "conflicts.csv").write_text(CONFLICTS)
    (project.raw / "phases.csv").write_text(PHASES)
    list_rows(project, row())
    return project


def row(**cells: str) -> dict[str, str]:
    """A row of sources.csv for truce.txt, with some cells changed."""
    plain = {
        "source_id": "truce", "title": "A truce", "publisher": "A paper", "published": "1994-05-13",
        "licence": "unknown", "language": "en", "source_type": "news", "alignment": "neutral",
        "conflict_id": "karabakh", "file": "truce.txt", "sha256": sha256(TEXT.encode()),
    }  # fmt: skip
    return plain | cells


def list_rows(project: Project, *rows: dict[str, str]) -> Path:
    path = project.raw / "sources.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER.split(","), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def message_of(call: Callable[[], Any], kind: type[CeasefiresError] = InputProblem) -> str:
    with pytest.raises(kind) as problem:
        call()
    return str(problem.value)


def problem_of(project: Project) -> str:
    return message_of(lambda: sources.read_sources(project))


# ---- the project's own raw data


def test_the_raw_data_of_this_project_are_sound(root: Path) -> None:
    found = sources.read_sources(Project(root))
    own = found.frame.set_index("source_id").loc["armenia-azerbaijan-ceasefire-agreement"]
    assert own["licence"] == "unknown"
    assert own["source_type"] == "web_copy"
    assert pd.isna(own["publisher"])
    assert pd.isna(own["published"])
    assert found.text(str(own.name)).startswith("Armenia Azerbaijan Ceasefire Agreement\n")


def test_texts_written_for_the_project_say_so_and_name_what_they_rest_on(root: Path) -> None:
    frame = sources.read_sources(Project(root)).frame
    own = frame[frame["publisher"] == "written for this project"]
    assert set(own["licence"]) == {"project (CC BY 4.0)"}
    assert own["url"].isna().all()  # they stand at no address
    assert own[["published", "source_type"]].notna().all(axis=None)
    assert own["n_chars"].between(1_000, 4_000).all()
    described = (root / "data/raw/texts.md").read_text(encoding="utf-8").split("\n## ")[1:]
    assert {part.partition("\n")[0] for part in described} == set(own["source_id"])
    assert all("\n- <http" in part for part in described)


def test_the_texts_of_this_project_cover_two_conflicts(root: Path) -> None:
    counts = sources.read_sources(Project(root)).frame["conflict_id"].value_counts()
    assert counts["nagorno-karabakh"] >= 13
    assert counts["tigray"] >= 6


def test_the_phases_of_this_project_follow_each_other_without_a_gap(root: Path) -> None:
    for _, phases in sources.read_sources(Project(root)).phases.groupby("conflict_id"):
        last, first = phases["last_day"].iloc[:-1], phases["first_day"].iloc[1:]
        assert list(last + pd.Timedelta(days=1)) == list(first)
        assert pd.isna(phases["last_day"].iloc[-1])


def test_git_keeps_the_bytes_of_the_texts(root: Path) -> None:
    assert "data/raw/texts/** -text" in (root / ".gitattributes").read_text().splitlines()


# ---- reading


def test_a_sound_project(project: Project) -> None:
    found = sources.read_sources(project)
    assert found.warnings == []
    assert codebook.check("sources", found.frame) == []
    assert found.frame.at[0, "n_chars"] == len(TEXT)
    assert found.frame.at[0, "published"] == pd.Timestamp("1994-05-13")
    assert list(found.conflicts["conflict_id"]) == ["karabakh"]
    assert list(found.phases["phase"]) == ["War", "Truce"]


def test_a_text_is_read_as_it_lies_there(project: Project) -> None:
    assert sources.read_sources(project).text("truce") == TEXT


def test_a_byte_order_mark_counts(project: Project) -> None:
    path = project.texts / "truce.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert sources.read_text(path) == "\ufeff" + TEXT


def test_a_source_that_is_not_listed(project: Project) -> None:
    found = sources.read_sources(project)
    assert message_of(lambda: found.text("truth")) == (
        "Expected a source listed in sources.csv, found 'truth' (did you mean truce?)."
    )


def test_a_changed_byte(project: Project) -> None:
    path = project.texts / "truce.txt"
    path.write_bytes(TEXT.replace("12 May", "13 May").encode())
    told = problem_of(project)
    assert told.startswith(
        f"Expected the bytes of {path} as they were listed (SHA-256 {row()['sha256'][:12]}…), found"
    )
    assert told.endswith("; put the original file back, or add the new text under another name.")


def test_a_changed_line_end_is_a_changed_byte(project: Project) -> None:
    (project.texts / "truce.txt").write_bytes(TEXT.replace("\r\n", "\n").encode())
    assert "as they were listed" in problem_of(project)


def test_a_row_whose_text_is_gone(project: Project) -> None:
    path = project.texts / "truce.txt"
    path.unlink()
    assert problem_of(project) == (
        f"Expected the text {path} that sources.csv lists in line 2, found no such file; put it back, or take its "
        "row away."
    )


def test_a_row_without_file(project: Project) -> None:
    path = list_rows(project, row(file=""))
    assert problem_of(project) == f"Expected a file in {path}, line 2, found an empty cell; fill it in."


def test_a_path_instead_of_a_name(project: Project) -> None:
    path = list_rows(project, row(file="../conflicts.csv"))
    assert problem_of(project) == (
        f"Expected the plain name of a file in {path}, line 2, found '../conflicts.csv'; put the file into "
        f"{project.texts} and write its name only."
    )


def test_the_same_id_twice(project: Project) -> None:
    (project.texts / "other.txt").write_text("Other.")
    path = list_rows(project, row(), row(file="other.txt", sha256=""))
    assert problem_of(project) == (
        f"Expected each source_id once in {path}, found 'truce' again in line 3; give every row its own."
    )


def test_the_same_file_twice(project: Project) -> None:
    path = list_rows(project, row(), row(source_id="again"))
    assert problem_of(project) == (
        f"Expected each file once in {path}, found 'truce.txt' again in line 3; give every row its own."
    )


def test_an_unknown_conflict(project: Project) -> None:
    path = list_rows(project, row(conflict_id="karabach"))
    assert problem_of(project) == (
        f"Expected a conflict listed in {project.raw / 'conflicts.csv'} at {path}, line 2, found 'karabach' "
        "(did you mean karabakh?); correct it, or add the conflict."
    )


def test_a_day_that_does_not_exist(project: Project) -> None:
    path = list_rows(project, row(published="2020-02-30"))
    assert problem_of(project) == (
        f"Expected a day of the calendar in column published of {path}, line 2, found '2020-02-30', which does not "
        "exist; correct it."
    )


@pytest.mark.parametrize("day", ["10/11/2020", "10.11.2020", "12 May 1994", "44145", "2020-11"])
def test_a_day_that_a_spreadsheet_rewrote(project: Project, day: str) -> None:
    path = list_rows(project, row(published=day))
    assert problem_of(project) == (
        f"Expected a day such as 2020-11-10 in column published of {path}, line 2, found '{day}'; write the year, "
        "month and day so (a spreadsheet may have changed it: format the column as text)."
    )


def test_a_value_that_the_codebook_does_not_allow(project: Project) -> None:
    path = list_rows(project, row(source_type="newspaper"))
    assert problem_of(project).startswith(
        f"{path}: Table sources, column source_type: newspaper is not allowed; expected one of agreement_text, news"
    )


def test_all_problems_are_told_one_a_line(project: Project) -> None:
    list_rows(project, row(conflict_id="cyprus"), row(source_id="", file="other.txt"))
    assert len(problem_of(project).splitlines()) == 2


def test_a_file_that_is_not_listed_is_a_warning(project: Project) -> None:
    (project.texts / "extra.txt").write_text("Extra.")
    (project.texts / ".hidden").write_text("Not a text.")
    assert sources.read_sources(project).warnings == [
        f"{project.texts / 'extra.txt'} is not listed in sources.csv and is left out; `ceasefires add` lists it."
    ]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"])
def test_an_empty_file_is_a_warning(project: Project, content: bytes) -> None:
    (project.texts / "truce.txt").write_bytes(content)
    list_rows(project, row(sha256=sha256(content)))
    assert sources.read_sources(project).warnings == [
        f"{project.texts / 'truce.txt'} is empty: nothing can be coded from it."
    ]


def test_a_row_without_hash_is_a_warning_that_tells_it(project: Project) -> None:
    list_rows(project, row(sha256=""))
    found = sources.read_sources(project)
    assert found.warnings == [
        f"{project.texts / 'truce.txt'} has no sha256 in sources.csv, line 2, so a change would go unnoticed; write "
        f"{sha256(TEXT.encode())} there."
    ]
    assert found.frame.at[0, "sha256"] == sha256(TEXT.encode())


def test_a_copy_under_another_name_is_not_counted_again(project: Project) -> None:
    shutil.copy(project.texts / "truce.txt", project.texts / "copy.txt")
    list_rows(project, row(), row(source_id="copy", file="copy.txt"))
    found = sources.read_sources(project)
    assert found.warnings == ["copy.txt has the same bytes as the source truce and is not counted again."]
    assert found.frame.set_index("source_id").at["copy", "duplicate_of"] == "truce"


@pytest.mark.parametrize("days", [("1994-05-12", "1994-05-11"), ("1994-05-01", "1996-01-01")])
def test_phases_that_do_not_follow_each_other(project: Project, days: tuple[str, str]) -> None:
    path = project.raw / "phases.csv"
    path.write_text(PHASES.replace("1994-05-12,,", f"{days[0]},{days[1]},"))
    assert problem_of(project) == (
        f"Expected phases of karabakh that follow each other in {path}, found one that ends before it begins or "
        "overlaps the next; correct its days."
    )


def test_a_phase_of_an_unknown_conflict(project: Project) -> None:
    path = project.raw / "phases.csv"
    path.write_text(PHASES.replace("karabakh,Truce", "cyprus,Truce"))
    assert f"at {path}, phase Truce, found 'cyprus'; correct it, or add the conflict." in problem_of(project)


# ---- texts that cannot be used


def test_a_binary_file(project: Project) -> None:
    path = project.texts / "truce.txt"
    for content in (b"%PDF-1.7 ...", b"PK\x03\x04...", b"words\0words"):
        path.write_bytes(content)
        assert message_of(lambda: sources.read_text(path)) == (
            f"Expected a text in {path}, found a binary file; save its words as a .txt, .md or .html file in UTF-8."
        )


def test_a_wrong_encoding_is_told_with_its_byte(project: Project) -> None:
    path = project.texts / "truce.txt"
    path.write_bytes("One line.\nThe leader\u2019s truce".encode("cp1252"))
    assert message_of(lambda: sources.read_text(path)) == (
        f"Expected UTF-8 in {path}, found the byte 0x92 at byte 20 (line 2); save the file as UTF-8."
    )


def test_utf_16_is_told_by_name(project: Project) -> None:
    path = project.texts / "truce.txt"
    path.write_bytes(TEXT.encode("utf-16"))
    assert message_of(lambda: sources.read_text(path)) == (
        f"Expected UTF-8 in {path}, found UTF-16 (its byte order mark is at byte 0); save the file as UTF-8."
    )


def test_a_text_of_fifty_megabytes(project: Project) -> None:
    path = project.texts / "truce.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert message_of(lambda: sources.read_text(path)) == (
        f"Expected a text of at most 20 MB, found 50.0 MB in {path}; split it into several texts."
    )
    assert raw_text.LARGEST == 20_000_000


def test_no_such_text(project: Project) -> None:
    for path in (project.texts / "none.txt", project.texts):
        assert message_of(lambda: sources.read_text(path)) == (  # noqa: B023 - called at once
            f"Expected a text file at {path}, found none; check the path."
        )


def test_a_bad_text_is_told_when_all_sources_are_read(project: Project) -> None:
    (project.texts / "truce.txt").write_bytes(b"\xff")
    assert "found the byte 0xff at byte 0 (line 1)" in problem_of(project)


# ---- lists as a spreadsheet leaves them


def as_spreadsheet(project: Project, change: Callable[[str], str], encoding: str = "utf-8") -> Path:
    path = project.raw / "sources.csv"
    path.write_bytes(change(path.read_text(encoding="utf-8")).encode(encoding))
    return path


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text.replace(",", ";").replace("\n", "\r\n"),
        lambda text: text.replace(",", "\t"),
        lambda text: "sep=;\n" + text.replace(",", ";"),
        lambda text: text + "," * 12 + "\n" + "," * 12 + "\n",
        lambda text: text.replace("A paper", "NA"),
        lambda text: text.rstrip("\n"),
    ],
    ids=["BOM", "CRLF", "semicolons", "tabs", "sep line", "empty rows", "NA", "no last line end"],
)
def test_a_list_as_a_spreadsheet_leaves_it(project: Project, change: Callable[[str], str]) -> None:
    as_spreadsheet(project, change)
    found = sources.read_sources(project)
    assert found.frame.at[0, "title"] == "A truce"
    assert found.warnings == []


def test_a_list_in_the_encoding_of_a_spreadsheet(project: Project) -> None:
    path = as_spreadsheet(project, lambda text: text.replace("A paper", "Süddeutsche"), "cp1252")
    assert f"Expected UTF-8 in {path}, found the byte 0xfc at byte" in problem_of(project)


def test_a_misspelt_column(project: Project) -> None:
    path = as_spreadsheet(project, lambda text: text.replace("publisher", "publishr"))
    assert (
        problem_of(project) == f"Expected a known column in {path}, found 'publishr'; did you mean publisher?"
    )


def test_a_column_that_no_table_has(project: Project) -> None:
    path = as_spreadsheet(project, lambda text: text.replace("publisher", "xyz"))
    assert problem_of(project).startswith(
        f"Expected a known column in {path}, found 'xyz'; allowed are source_id, title,"
    )


def test_a_column_twice(project: Project) -> None:
    path = as_spreadsheet(project, lambda text: text.replace("publisher", "title"))
    assert problem_of(project) == f"Expected each column once in {path}, found one twice in its header."


def test_a_required_column_that_is_not_there(project: Project) -> None:
    path = project.raw / "conflicts.csv"
    path.write_text("conflict_id,years\nkarabakh,1988-\n")
    assert problem_of(project) == f"Expected the column label in {path}, found conflict_id, years; add it."


def test_a_cell_that_holds_the_separator(project: Project) -> None:
    path = as_spreadsheet(project, lambda text: text.replace("A truce", "A truce, broken"))
    assert problem_of(project) == (
        f"Expected 13 cells in {path}, line 2, found 14; put a cell that holds the separator into quotation marks."
    )


def test_a_quotation_mark_that_is_not_closed(project: Project) -> None:
    path = as_spreadsheet(project, lambda text: text.replace("A truce", '"A truce'))
    told = problem_of(project)
    assert told.startswith(f"Expected a CSV file in {path}, found a row that cannot be read at line 2 (")
    assert told.endswith("; check its quotation marks.")


def test_an_empty_list(project: Project) -> None:
    path = as_spreadsheet(project, lambda _: "")
    assert problem_of(project) == (
        f"Expected a header with the names of the columns in {path}, found an empty file."
    )


def test_no_list(project: Project) -> None:
    (project.raw / "conflicts.csv").unlink()
    assert problem_of(project) == (
        f"Expected a text file at {project.raw / 'conflicts.csv'}, found none; check the path."
    )


def test_a_line_break_in_a_cell_does_not_shift_line_numbers(project: Project) -> None:
    (project.texts / "b.txt").write_text("B.")
    list_rows(project, row(title="A\ntruce"), row(source_id="b", file="b.txt", sha256="", published="soon"))
    assert "line 4, found 'soon'" in problem_of(project)


def test_cells_of_any_list_are_text(tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(b"\xef\xbb\xbfname;count\r\n'=1;007\r\nNA;\r\n")
    cells = sources.read_raw_cells(path)
    assert cells.to_dict("index") == {
        2: {"name": "=1", "count": "007"},
        3: {"name": None, "count": None},
    }


def test_a_column_twice_in_any_list(tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_text("name,name\n")
    assert message_of(lambda: sources.read_raw_cells(path)) == (
        f"Expected each column once in {path}, found one twice in its header."
    )


# ---- what a build records of its inputs


def test_hashes_of_all_inputs(project: Project) -> None:
    (project.texts / "extra.txt").write_text("Not listed, so not read.")
    hashes = sources.hash_inputs(project)
    assert list(hashes) == ["conflicts.csv", "phases.csv", "sources.csv", "texts/truce.txt"]
    assert hashes["texts/truce.txt"] == sha256(TEXT.encode())


def test_the_chronology_is_a_source(project: Project) -> None:
    assert len(sources.describe_chronology(project)) == 0
    (project.raw / "chronology.csv").write_bytes(b"attempt_id\nmay-1994\n")
    described = sources.describe_chronology(project)
    assert codebook.check("sources", described) == []
    assert described.at[0, "source_id"] == "chronology"
    assert described.at[0, "n_chars"] == 20


# ---- adding


@pytest.fixture
def new_text(tmp_path: Path) -> Path:
    path = tmp_path / "Second Truce (1995).txt"
    path.write_bytes(b"Another truce.\r\n")
    return path


def test_adding_copies_the_file_and_writes_its_row(project: Project, new_text: Path) -> None:
    ids = sources.add(
        project, [new_text], conflict="karabakh", publisher="A wire", published="1995-02-06", title="Truce",
        url="https://example.org/a", licence="CC-BY-4.0", source_type="news", alignment="neutral", language="en",
        retrieved="2020-01-01",
    )  # fmt: skip
    assert ids == ["second-truce-1995"]
    assert (project.texts / new_text.name).read_bytes() == new_text.read_bytes()
    found = sources.read_sources(project)
    added = found.frame.set_index("source_id").loc["second-truce-1995"]
    assert found.warnings == []
    assert added["published"] == pd.Timestamp("1995-02-06")
    assert added["publisher"] == "A wire"
    assert added["sha256"] == sha256(new_text.read_bytes())
    assert found.text("second-truce-1995") == "Another truce.\r\n"


def test_what_is_not_told_stays_missing(project: Project, new_text: Path) -> None:
    sources.add(project, [new_text])
    added = sources.read_sources(project).frame.set_index("source_id").loc["second-truce-1995"]
    assert added["conflict_id"] == "karabakh"
    assert (added["licence"], added["alignment"]) == ("unknown", "unknown")
    assert added[["publisher", "published", "title", "url", "source_type", "language"]].isna().all()


def test_rows_that_were_there_keep_their_bytes(project: Project, new_text: Path) -> None:
    path = as_spreadsheet(project, lambda text: "\ufeff" + text.replace(",", ";").replace("\n", "\r\n"))
    before = path.read_bytes()
    sources.add(project, [new_text], title="=1+1; or not")
    after = path.read_bytes()
    assert after.startswith(before)
    assert after.endswith(b"\r\n")
    assert b'"\'=1+1; or not"' in after
    added = sources.read_sources(project).frame.set_index("source_id").loc["second-truce-1995"]
    assert added["title"] == "=1+1; or not"


def test_a_file_that_lies_in_the_folder_already_is_only_listed(project: Project) -> None:
    path = project.texts / "extra.md"
    path.write_text("Extra.")
    assert sources.add(project, [path]) == ["extra"]
    assert sources.read_sources(project).warnings == []


def test_adding_again_after_a_crash_before_the_list_was_written(project: Project, new_text: Path) -> None:
    shutil.copy(new_text, project.texts)
    assert sources.read_sources(project).warnings == [
        f"{project.texts / new_text.name} is not listed in sources.csv and is left out; `ceasefires add` lists it."
    ]
    assert sources.add(project, [new_text]) == ["second-truce-1995"]


def test_the_first_text_of_a_project(project: Project, new_text: Path) -> None:
    (project.raw / "sources.csv").unlink()
    shutil.rmtree(project.texts)
    assert sources.add(project, [new_text]) == ["second-truce-1995"]
    assert len(sources.read_sources(project).frame) == 1


def refusal(project: Project, paths: list[Path], kind: type[CeasefiresError], **told: Any) -> str:
    """The message of a refused `add`, which leaves everything as it was."""
    before = {p: p.read_bytes() for p in project.raw.rglob("*") if p.is_file()}
    message = message_of(lambda: sources.add(project, paths, **told), kind)
    assert {p: p.read_bytes() for p in project.raw.rglob("*") if p.is_file()} == before
    return message


def test_a_text_that_is_there_already(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "renamed.txt"
    path.write_bytes(TEXT.encode())
    assert refusal(project, [path], InputProblem) == (
        f"Expected a new text in {path}, found the same bytes as the source truce; it is not added again."
    )


def test_the_same_text_twice_at_once(project: Project, new_text: Path) -> None:
    assert "found the same bytes as the source second-truce-1995" in refusal(
        project, [new_text, new_text], InputProblem
    )


def test_an_id_that_is_taken(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "TRUCE.html"
    path.write_text("Other.")
    assert refusal(project, [path], InputProblem) == (
        f"Expected a name for {path} that no other source has, found that the id truce belongs to truce.txt; rename "
        "the file."
    )


def test_another_file_of_that_name(project: Project, new_text: Path) -> None:
    there = project.texts / new_text.name
    there.write_text("Something else.")
    assert refusal(project, [new_text], InputProblem) == (
        f"Expected no other file at {there}, found one with other bytes; rename {new_text} before adding it."
    )


def test_a_name_without_letters(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "停战.txt"
    path.write_text("A truce.")
    assert refusal(project, [path], InputProblem) == (
        "Expected a file name with Latin letters or digits, of which the source's id is made, found '停战.txt'; rename "
        "the file."
    )


def test_a_file_of_another_kind(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "truce.pdf"
    path.write_bytes(b"%PDF-1.7")
    assert refusal(project, [path], InputProblem) == (
        f"Expected a .txt, .md or .html file, found {path}; save the text as one of these, in UTF-8."
    )


def test_one_bad_file_keeps_all_out(project: Project, new_text: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff")
    assert "found the byte 0xff at byte 0" in refusal(project, [new_text, bad], InputProblem)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (
            {"published": "2020-02-30"},
            "Expected a day of the calendar after --published, found '2020-02-30', which",
        ),
        (
            {"published": "May 1995"},
            "Expected a day such as 2020-11-10 after --published, found 'May 1995'; write",
        ),
        (
            {"url": "javascript:alert(1)"},
            "Expected --url in the form https?://\\S+, found 'javascript:alert(1)'; cor",
        ),
        (
            {"source_type": "newz"},
            "Expected --source-type to be one of agreement_text, news, statement, chronology, ",
        ),
        (
            {"alignment": "russian"},
            "Expected --alignment to be one of armenia, azerbaijan, artsakh, russia, ethiop",
        ),
        ({"title": " "}, "Expected words after --title, found none; leave it out."),
        ({"conflict": "karabach"}, "Expected one of the conflicts of "),
    ],
)
def test_a_wrong_argument(project: Project, new_text: Path, told: dict[str, str], message: str) -> None:
    assert refusal(project, [new_text], UsageProblem, **told).startswith(message)


def test_the_nearest_value_is_named(project: Project, new_text: Path) -> None:
    assert refusal(project, [new_text], UsageProblem, conflict="karabach").endswith(
        "conflicts.csv (karabakh), found 'karabach' (did you mean karabakh?); name one with --conflict."
    )
    assert "(did you mean russia?); choose one." in refusal(
        project, [new_text], UsageProblem, alignment="russian"
    )


def test_which_of_several_conflicts_is_not_guessed(project: Project, new_text: Path) -> None:
    path = project.raw / "conflicts.csv"
    path.write_text(CONFLICTS + "cyprus,Cyprus,,,1963-\n")
    assert refusal(project, [new_text], UsageProblem) == (
        f"Expected one of the conflicts of {path} (karabakh, cyprus), found none; name one with --conflict."
    )


def test_one_title_for_two_files(project: Project, new_text: Path, tmp_path: Path) -> None:
    assert refusal(project, [new_text, tmp_path / "b.txt"], UsageProblem, title="A") == (
        "Expected --title and --url with one file only, found 2 files; add the files one by one."
    )


def test_no_file(project: Project) -> None:
    assert (
        refusal(project, [], UsageProblem) == "Expected at least one file to add, found none; name the files."
    )


def test_a_list_without_the_column(project: Project, new_text: Path) -> None:
    header = "source_id,licence,alignment,conflict_id,file,sha256"
    path = as_spreadsheet(project, lambda _: header + "\n")
    assert refusal(project, [new_text], InputProblem, publisher="A wire") == (
        f"Expected the columns publisher in {path}, found {header.replace(',', ', ')}; add them to its header."
    )


def test_a_list_that_cannot_be_written_takes_the_copy_back(
    project: Project, new_text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = files.os.replace

    def full_disk(source: Path, target: Path) -> None:
        if target.name == "sources.csv":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(files.os, "replace", full_disk)
    assert refusal(project, [new_text], CannotWrite).startswith(
        f"Expected to write {project.raw / 'sources.csv'}, found that it cannot be written (No space left on device)"
    )


def test_days_of_the_frame_are_days(project: Project) -> None:
    assert sources.read_raw_csv(project.raw / "phases.csv", "phases").at[2, "first_day"] == date(1991, 9, 23)
