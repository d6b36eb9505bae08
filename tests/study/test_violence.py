"""Violence of a downloaded file by month: counted where it is told, drawn month by month."""

from __future__ import annotations

import pytest
from figure_checks import check_figure
from valley import valley_tables

from analysis.errors import InputProblem
from analysis.study import attempts_page, briefing
from analysis.study.blocks import plain
from analysis.study.violence import countries_of, read_violence

GED = (
    "id,country,date_start,date_end,best,low,high\n"
    "1,Aland,2020-10-10,2020-10-10,10,8,12\n"
    "2,Beland,2020-10-12,2020-10-14,5,5,9\n"
    "3,Aland,2020-10-30,2020-11-02,4,3,6\n"
    "4,Northland,2020-11-05,2020-11-05,7,7,7\n"
    "5,Aland,2020-12-05,2020-12-05,0,0,2\n"
    "6,Aland,2024-12-05,2024-12-05,9,9,9\n"
)


@pytest.fixture
def ged(tmp_path):
    path = tmp_path / "ged.csv"
    path.write_text(GED, encoding="utf-8")
    return path


@pytest.fixture
def page(ged):
    report = briefing.report_on(valley_tables(), "river-valley")
    return attempts_page.of_report(report, violence=str(ged))


def test_months_count_what_lies_in_one_month_and_in_the_parties_countries(page, ged):
    found = read_violence(page.selection, ged)
    assert countries_of(page.selection) == ("Aland", "Beland")
    assert [(m.words, m.events, m.best, m.low, m.high) for m in found.months] == [
        ("October 2020", 2, 15, 13, 21), ("December 2020", 1, 0, 0, 2)
    ]  # fmt: skip
    # One reaches over a month's end, one lies in another country, one after the data date.
    assert (found.between, found.elsewhere) == (1, 2)


def test_every_month_with_an_event_is_a_bar(page):
    figure = attempts_page.violence(page)
    check_figure(figure, 2)
    assert figure.title.startswith("October 2020 has the most deaths in the file, 15 of 15 in 2 months")
    assert "1 event reaches over a month's end" in plain(figure.note)
    assert plain(figure.source).startswith("Violence: ged.csv, downloaded by the analyst.")


def test_without_a_file_the_page_says_how_to_name_one():
    page = attempts_page.of_report(briefing.report_on(valley_tables(), "river-valley"))
    assert "violence=GEDEvent.csv" in attempts_page.violence(page).text


def test_a_file_without_an_event_of_the_conflict_says_so(page, ged):
    ged.write_text(GED.replace("Aland", "Elsewhere").replace("Beland", "Elsewhere"), encoding="utf-8")
    assert attempts_page.violence(page).title == "No event in the file"


def test_a_file_that_is_not_there_is_told(page, ged):
    ged.unlink()
    with pytest.raises(InputProblem, match="found none; check the path"):
        attempts_page.violence(page)
