"""Values from the command line and from files get the declared type, or an error that says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import UsageProblem
from analysis.publishing.parameters import Declaration, Parameter
from analysis.publishing.values import parse_value, read_assignments, read_values_file

DECLARED = Declaration(
    "brief",
    {
        one.name: one
        for one in [
            Parameter("start", "str", "1991-01-01", "first day, ISO"),
            Parameter("end", "str", "", "last day, ISO, or empty"),
            Parameter("title", "str", "", "words on top"),
            Parameter("sources", "list[str]", [], "ids"),
            Parameter("show_all", "bool", False, "near-misses too"),
            Parameter("top", "int", 5, "rows, 1..20"),
            Parameter("min_confidence", "float", 0.0, "0..1"),
            Parameter("style", "str", "plain", "one of plain|dense"),
        ]
    },
)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("title", "007", "007"),
        ("title", "", ""),
        ("title", "a=b", "a=b"),
        ("title", "true", "true"),
        ("start", "2020-09-27", "2020-09-27"),
        ("end", "", ""),
        ("show_all", "no", False),
        ("show_all", "Yes", True),
        ("show_all", "false", False),
        ("top", "7", 7),
        ("min_confidence", "1", 1.0),
        ("sources", "a, b", ["a", "b"]),
        ("sources", "", []),
        ("sources", '["a, b", "c"]', ["a, b", "c"]),
        ("style", "dense", "dense"),
    ],
)
def test_a_text_becomes_the_declared_type(name: str, text: str, value: object) -> None:
    read = read_assignments(DECLARED, [f"{name}={text}"])[name]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("show_all", "0", "Expected one of true, yes, false, no for parameter 'show_all', found '0'"),
        ("show_all", "maybe", "its declaration says bool"),
        ("top", "7.5", "Expected a whole number for parameter 'top', found '7.5'"),
        ("top", "21", "Expected a number from 1 to 20 for parameter 'top', found 21"),
        ("min_confidence", "nan", "Expected a number for parameter 'min_confidence', found 'nan'"),
        ("min_confidence", "inf", "found 'inf'"),
        (
            "start",
            "2020-02-30",
            "Expected a date written YYYY-MM-DD for parameter 'start', found '2020-02-30'",
        ),
        ("start", "20200930", "found '20200930'"),
        ("start", "", "Expected a date written YYYY-MM-DD"),
        ("sources", "[1, 2]", "Expected a list of texts for parameter 'sources'"),
        ("sources", "[a", "Expected a list of texts"),
        ("style", "denss", "Expected one of plain, dense for parameter 'style', found 'denss'; did you mean"),
    ],
)
def test_a_text_that_does_not_fit_is_an_error(name: str, text: str, message: str) -> None:
    with pytest.raises(UsageProblem) as found:
        parse_value(DECLARED.parameters[name], text)
    assert message in str(found.value)


@pytest.mark.parametrize(
    ("assignments", "message"),
    [
        (["strat=2020-01-01"], "has no parameter 'strat' (given by -p); did you mean 'start'?"),
        (["start"], "Expected -p key=value, found '-p start'"),
        (["top=3", "top=4"], "Expected one value for parameter 'top', found two (3 and 4)"),
    ],
)
def test_a_faulty_assignment_is_an_error(assignments: list[str], message: str) -> None:
    with pytest.raises(UsageProblem) as found:
        read_assignments(DECLARED, assignments)
    assert message in str(found.value)


def test_the_same_value_may_be_given_twice() -> None:
    assert read_assignments(DECLARED, ["top=3", "top=3"]) == {"top": 3}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.toml", 'start = 2020-09-27\nmin_confidence = 1\nsources = ["a"]\n'),
        ("p.json", '{"start": "2020-09-27", "min_confidence": 1, "sources": ["a"]}'),
    ],
)
def test_values_come_from_a_file(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    read = read_values_file(DECLARED, tmp_path / name)
    assert read == {"start": "2020-09-27", "min_confidence": 1.0, "sources": ["a"]}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("title = 7", "Expected text for parameter 'title' in"),
        ("show_all = 'no'", "Expected one of true, yes, false, no for parameter 'show_all' in"),
        ("titel = 'x'", "did you mean 'title'?"),
        ("title = ", "Expected TOML (or .json) in"),
    ],
)
def test_a_file_that_does_not_fit_is_an_error(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageProblem) as found:
        read_values_file(DECLARED, path)
    assert message in str(found.value)


def test_a_file_that_is_not_there_or_holds_no_names_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match=r"Expected a parameter file at .*No such file"):
        read_values_file(DECLARED, tmp_path / "none.toml")
    (tmp_path / "p.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(UsageProblem, match=r"Expected names with values in .*found a list"):
        read_values_file(DECLARED, tmp_path / "p.json")
