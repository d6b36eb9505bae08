"""What a notebook declares in its cell tagged `parameters`, and the errors of a faulty declaration."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_pages import PARAMETERS, code_cell, notebook, write_notebook

from analysis.errors import UsageProblem
from analysis.publishing.parameters import Declaration, nearest, read_declaration

SOURCE = """\
start: str = "1991-01-01"  # first day shown, ISO
end: str = ""  # last day shown, ISO, empty for all
min_confidence: float = 0  # machine rows below it are left out, 0..1
top: int = 5  # rows shown, 1..20
style: str = "plain"  # how it is drawn, one of plain|dense
sources: list[str] = []  # ids of sources, empty for all; a = sign is fine here
show_all: bool = False  # whether near-misses are shown
title: str = "Truces = pauses"  # words on top
"""


def declare(tmp_path: Path, source: str = SOURCE) -> Declaration:
    return read_declaration(
        write_notebook(tmp_path / "brief.ipynb", notebook(code_cell(source, tags=("parameters",))))
    )


def test_names_types_defaults_and_comments_are_read(tmp_path: Path) -> None:
    declared = declare(tmp_path)
    assert declared.notebook == "brief"
    assert declared.defaults() == {
        "start": "1991-01-01",
        "end": "",
        "min_confidence": 0.0,
        "top": 5,
        "style": "plain",
        "sources": [],
        "show_all": False,
        "title": "Truces = pauses",
    }
    assert declared.parameters["sources"].type == "list[str]"
    assert declared.parameters["start"].comment == "first day shown, ISO"
    assert declared.parameters["sources"].comment.endswith("a = sign is fine here")


def test_a_comment_narrows_the_values(tmp_path: Path) -> None:
    declared = declare(tmp_path).parameters
    assert declared["start"].is_date
    assert not declared["title"].is_date
    assert declared["min_confidence"].bounds == (0, 1)
    assert declared["style"].choices == ("plain", "dense")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("x: int = 'a'", "Expected a whole number for the default in line 1"),
        ("x: int = True", "Expected a whole number for the default in line 1"),
        ("x: date = 1", "Expected one of the types str, int, float, bool, list[str] in line 1"),
        ("x: Literal['a'] = 'a'", "found `Literal['a']`"),
        ("x = 1", "Expected `name: type = value  # meaning` in line 1"),
        ("x: int", "found `x: int`"),
        ("import os", "found `import os`"),
        ("x: int = 2 * 3 + y", "found the expression `2 * 3 + y`; compute it in the next cell"),
        ("x: str = 'May'  # first day, ISO", "Expected a date written YYYY-MM-DD for the default"),
        ("x: int = 9  # count, 1..5", "Expected a number from 1 to 5 for the default"),
        ("x: str = 'c'  # one of a|b", "Expected one of a, b for the default"),
        ("x: int = (", "Expected Python in the parameters cell"),
    ],
)
def test_a_faulty_declaration_is_an_error(source: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem) as found:
        declare(tmp_path, source)
    assert message in str(found.value)


@pytest.mark.parametrize("cells", [[], [PARAMETERS, PARAMETERS]], ids=["none", "two"])
def test_exactly_one_cell_is_tagged(cells: list[dict], tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "n.ipynb", notebook(*cells))
    with pytest.raises(
        UsageProblem, match=f"Expected one code cell tagged 'parameters'.*found {len(cells)};"
    ):
        read_declaration(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [("{", "something that is not JSON"), ("[]", "JSON without a list of cells")],
)
def test_what_is_no_notebook_is_an_error(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageProblem, match=message):
        read_declaration(path)


def test_a_notebook_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="could not read it: No such file"):
        read_declaration(tmp_path / "none.ipynb")


def test_the_nearest_name_is_told_or_all_names() -> None:
    assert nearest("strat", ["start", "end"]) == "did you mean 'start'?"
    assert nearest("qqq", ["start", "end"]) == "known: end, start."
    assert nearest("qqq", []) == "none is known."
