"""reports/editions.toml: what it unfolds to, and a sentence for every fault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from projects import ROOT, project_of_source
from sample_pages import code_cell, notebook, write_notebook

from analysis.cli import main
from analysis.errors import UsageProblem
from analysis.project import Project
from analysis.publishing.commands import ReportOptions, find_notebook, read_orders, report
from analysis.publishing.edition_list import ListedEdition, read_edition_list

DECLARED = 'start: str = "1991-01-01"  # first day shown, ISO\ntop: int = 5  # rows, 1..20\nwhom: list[str] = []  # who'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for folder in ("data/raw", "data/processed", "notebooks", "reports"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/processed/datapackage.json").write_text('{"as_of": "2021-03-01"}', encoding="utf-8")
    write_notebook(tmp_path / "notebooks/brief.ipynb", notebook(code_cell(DECLARED, tags=("parameters",))))
    return Project(tmp_path)


def read(project: Project, text: str) -> list[ListedEdition]:
    (project.reports / "editions.toml").write_text(text, encoding="utf-8")
    return read_edition_list(project, lambda name: find_notebook(project, name))


def test_a_grid_and_rows_unfold_to_one_edition_each(project: Project) -> None:
    listed = read(
        project,
        'keep = 3\n[editions.a]\nnotebook = "brief"\nkeep = 5\n'
        '[editions.b]\nnotebook = "brief"\nparameters = { start = 2020-01-01 }\n'
        'grid = { top = [1, 2], whom = [["UN", "Iran"]] }\neach = [{ name = "late", start = "2021-01-01" }]\n',
    )
    assert [(one.name, dict(one.parameters), one.settings["keep"]) for one in listed] == [
        ("a", {}, 5),
        ("b-1-un-iran", {"start": "2020-01-01", "top": 1, "whom": ["UN", "Iran"]}, 3),
        ("b-2-un-iran", {"start": "2020-01-01", "top": 2, "whom": ["UN", "Iran"]}, 3),
        ("b-late", {"start": "2021-01-01"}, 3),
    ]


A = '[editions.a]\nnotebook = "brief"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("keep = ", "Expected TOML in .*editions.toml, found an error: "),
        ("kep = 1", r"Unknown key 'kep' in .*editions.toml; did you mean 'keep'\?"),
        ("editions = 3", r"Expected tables \[editions.NAME\] in .*, found 3"),
        ("[editions]\na = 3", r"Expected a table in \[editions.a\] of .*, found 3; write notebook = NAME"),
        ("[editions.a]", r'Expected notebook = "NAME" in \[editions.a\] of .*, found \'none\''),
        ('[editions.a]\nnotebook = "brif"', r"did you mean 'brief'\? It is named in \[editions.a\] of "),
        (A + "params = {}", r"Unknown key 'params' in \[editions.a\] of .*; did you mean 'parameters'\?"),
        (A + "parameters = 1", r"Expected names with values for parameters in \[editions.a\] of .*, found 1"),
        (A + "parameters = { strat = 1 }", "has no parameter 'strat' .*did you mean 'start'"),
        (
            A + "parameters = { top = 21 }",
            "Expected a number from 1 to 20 for parameter 'top' in parameters in",
        ),
        (A + "grid = { top = 1 }", "Expected a list of values for top in grid in .*, found 1"),
        (A + "grid = { top = [] }", "Expected a list of values for top in grid in"),
        (A + "each = [{ top = 1 }]", "Expected rows with a name for each in"),
        (A + "keep = 0", "Expected a whole number from 1 on for keep in .*, found 0"),
        (A + "retries = 11", "Expected a whole number from 0 to 10 for retries in .*, found 11"),
        (A + "timeout = 0", "Expected seconds above 0 for timeout in"),
        (A + "on_failure = ''", "Expected a command for on_failure in"),
        (A + "each = [{ name = 'x' }, { name = 'x' }]", "its own name, found 'a-x' twice"),
        ('[editions."a b"]\nnotebook = "brief"', "Expected an edition name of letters.*It is named in"),
    ],
)
def test_every_fault_is_told_with_its_place(text: str, message: str, project: Project) -> None:
    with pytest.raises(UsageProblem, match=message):
        read(project, text)


def test_all_faults_are_told_at_once(project: Project) -> None:
    with pytest.raises(UsageProblem) as found:
        read(project, "kep = 1\n" + A + "keep = 0\ntimeout = 0")
    assert len(str(found.value).splitlines()) == 3


def test_what_the_command_line_says_comes_before_the_list(project: Project) -> None:
    read(project, A + "keep = 5\nretries = 2\non_failure = 'mail'\nparameters = { top = 3 }")
    (order,) = read_orders(project, "a", ReportOptions(keep=1, assignments=["top=4"], since="7d"))
    assert (order.wish.keep, order.wish.retries, order.on_failure) == (1, 2, "mail")
    assert order.wish.edition == "a"
    assert order.wish.parameters["top"] == 4
    assert order.wish.since == "2021-02-22"


@pytest.mark.parametrize(
    ("text", "name", "options", "message"),
    [
        ("", None, ReportOptions(), "Expected editions in .*editions.toml, found none; name a notebook"),
        (A, None, ReportOptions(edition="x"), "Expected the name of a notebook or edition with --edition"),
        (A, None, ReportOptions(assignments=["top=1"]), "Expected the name of a notebook or edition with -p"),
        (A, "a", ReportOptions(since="soon"), "such as 7d, or last for --since, found 'soon'"),
    ],
)
def test_a_wrong_call_is_an_error(
    text: str, name: str | None, options: ReportOptions, message: str, project: Project
) -> None:
    read(project, text)
    with pytest.raises(UsageProblem, match=message):
        report(project, name, options)


def test_a_dry_run_says_why_and_writes_nothing(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    read(project, A)
    before = sorted(project.root.rglob("*"))
    assert report(project, None, ReportOptions(dry_run=True)) == 0
    assert capsys.readouterr().out == "a: would be made (first page of this edition)\n"
    assert report(project, None, ReportOptions(dry_run=True, log_format="json")) == 0
    assert '"due": true' in capsys.readouterr().out
    assert sorted(project.root.rglob("*")) == before


def test_a_grid_of_mediators_and_years_makes_a_page_each(tmp_path: Path) -> None:
    """The real briefing on the tables of one text: pages with attempts, and whole ones without any."""
    project = project_of_source(tmp_path, "armenia-azerbaijan-ceasefire-agreement")
    shutil.copytree(ROOT / "notebooks", project.notebooks)
    project.reports.mkdir()
    assert main(["--root", str(tmp_path), "build"]) == 0
    years = [f'{{ name = "{year}", start = "{year}-01-01", end = "{year}-12-31" }}' for year in (1994, 2020)]
    read(
        project,
        '[editions.by]\nnotebook = "briefing"\ngrid = { mediator = ["russia", "iran"] }\n'
        f"each = [{', '.join(years)}]\n",
    )
    assert report(project, None, ReportOptions(jobs=2)) == 0
    pages = {
        path.parts[-3]: path.read_text(encoding="utf-8")
        for path in project.reports.glob("*/latest/index.html")
    }
    assert sorted(pages) == ["by-1994", "by-2020", "by-iran", "by-russia"]
    assert all(f"mediated by {name}</h1>" in pages[f"by-{name.lower()}"] for name in ("Russia", "Iran"))
    index = (project.reports / "index.html").read_text(encoding="utf-8")
    assert all(f'"{name}/' in index for name in pages)
