"""Cells as coders write them: what each says, or the error it gives, with the reason per row."""

import re

import pytest

from analysis.coding.reference import chronology_cells as cells
from analysis.coding.reference.chronology_dates import CellProblem, parse_date

# cell, (lo, hi, precision), why it stands here
DATES = [
    ("1994-05-12", ("1994-05-12", "1994-05-12", "day"), "ISO day"),
    (" 12 May 1994 ", ("1994-05-12", "1994-05-12", "day"), "day in words, blanks around it"),
    ("12 Sept. 1994", ("1994-09-12", "1994-09-12", "day"), "short month with a full stop"),
    ("May 12, 1994", ("1994-05-12", "1994-05-12", "day"), "American order, unambiguous in letters"),
    ("29 February 2000", ("2000-02-29", "2000-02-29", "day"), "leap day"),
    ("9/10/11 May 1994", ("1994-05-09", "1994-05-11", "day"), "three signatures on three days"),
    ("9, 10 and 11 May 1994", ("1994-05-09", "1994-05-11", "day"), "the same as a list"),
    ("9-11 May 1994", ("1994-05-09", "1994-05-11", "day"), "the same as a range"),
    ("9–11 May 1994", ("1994-05-09", "1994-05-11", "day"), "a spreadsheet's long dash"),
    ("26/27 June 1993", ("1993-06-26", "1993-06-27", "day"), "agreed about midnight"),
    ("30 April/1 May 1994", ("1994-04-30", "1994-05-01", "day"), "across the end of a month"),
    ("31 December 1993/1 January 1994", ("1993-12-31", "1994-01-01", "day"), "across the end of a year"),
    ("1994-05-09/1994-05-11", ("1994-05-09", "1994-05-11", "day"), "ISO interval"),
    ("1992-09-25..1992-10-09", ("1992-09-25", "1992-10-09", "day"), "interval between two days"),
    ("8 May 1994 to 3 June 1994", ("1994-05-08", "1994-06-03", "day"), "the same in words"),
    ("1993-08..1993-10-05", ("1993-08-01", "1993-10-05", "month"), "as precise as the coarser end"),
    ("1993-08", ("1993-08-01", "1993-08-31", "month"), "ISO month, never its 15th"),
    ("August 1993", ("1993-08-01", "1993-08-31", "month"), "month in words"),
    ("early May 1994", ("1994-05-01", "1994-05-10", "month"), "early is days 1 to 10"),
    ("mid-May 1994", ("1994-05-11", "1994-05-20", "month"), "mid is days 11 to 20"),
    ("late February 1996", ("1996-02-21", "1996-02-29", "month"), "late runs to the end of the month"),
    ("1993", ("1993-01-01", "1993-12-31", "year"), "a year, never its June"),
    ("spring 1993", ("1993-03-01", "1993-05-31", "season"), "season"),
    ("autumn 1993", ("1993-09-01", "1993-11-30", "season"), "season"),
    ("winter 1994", ("1993-12-01", "1994-02-28", "season"), "winter takes the year in which it ends"),
    ("by 1994-05-05", (None, "1994-05-05", "before"), "a latest day has no earliest"),
    ("..1994-05-05", (None, "1994-05-05", "before"), "the same with an open end"),
    ("by May 1994", (None, "1994-05-31", "before"), "a month as a latest bound reaches its last day"),
    ("before 1994-05-05", (None, "1994-05-04", "before"), "the day itself is left out"),
    ("before May 1994", (None, "1994-04-30", "before"), "the month itself is left out"),
    ("after 1994-05-05", ("1994-05-06", None, "after"), "the day itself is left out"),
    ("from 1994-05-05", ("1994-05-05", None, "after"), "the day itself counts"),
    ("since May 1994", ("1994-05-01", None, "after"), "a month as an earliest bound"),
    ("1994-05-05..", ("1994-05-05", None, "after"), "open to the right"),
]  # fmt: skip

# cell, words of the message, why it is refused
NO_DATES = [
    ("", "a date such as", "nothing there"),
    ("12 May", "name the month and the year", "no year, and none is imputed"),
    ("May", "a date such as", "no year"),
    ("early 1994", "write the month in English", "no month"),
    ("12 Mai 1994", "write the month in English", "another language"),
    ("05/12/1994", "can be read in two ways", "12 May or 5 December"),
    ("12.05.94", "can be read in two ways", "numbers alone"),
    ("1994-02-30", "a day of the calendar", "no such day"),
    ("31 April 1994", "a day of the calendar", "no such day"),
    ("1994-13", "a month from 01 to 12", "no such month"),
    ("0994-05-12", "between 1900 and 2100", "a slip of the hand"),
    ("11/10/9 May 1994", "the earlier date first", "out of order"),
    ("1994-05-12..1994-05-09", "the earlier date first", "out of order"),
    ("by by 1994-05-05", "name one bound", "two bounds in one cell"),
    ("after 1994-05-05..1994-06-01..", "a date such as", "two intervals in one cell"),
    ("10:00 or 09:00", "a date such as", "two values in one cell"),
    ("about Thursday", "a date such as", "a weekday is no date"),
    ("=DATE(1994,5,12)", "a date such as", "a formula is not a date"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected", "reason"), DATES)
def test_dates_that_say_one_thing(cell, expected, reason):
    found = parse_date(cell)
    bounds = tuple(str(day) if day else None for day in (found.lo, found.hi))
    assert (*bounds, found.prec) == expected, reason


@pytest.mark.parametrize(("cell", "message", "reason"), NO_DATES)
def test_dates_that_are_refused(cell, message, reason):
    with pytest.raises(CellProblem) as refused:
        parse_date(cell)
    assert message in f"{refused.value.expected}; {refused.value.advice}", reason


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("12 May 1994", "1994-05-12"),
        ("9/10/11 May 1994", "1994-05-09/1994-05-11"),
        ("by 1994-05-05", "../1994-05-05"),
        ("from 1994-05-05", "1994-05-05/.."),
    ],
)
def test_dates_as_the_tables_print_them(cell, printed):
    assert str(parse_date(cell)) == printed


@pytest.mark.parametrize(
    ("cell", "expected", "reason"),
    [
        ("00:01 local (UTC+4)", "00:01 local (UTC+4)", "local time with its offset"),
        ("9:00  Moscow (UTC+3)", "09:00 Moscow (UTC+3)", "one digit, two blanks"),
        ("16:00 GMT", "16:00 GMT", "a zone by its name"),
        ("10:00 UTC+5:45", "10:00 UTC+5:45", "an offset with minutes"),
        ("12:00 Asia/Baku", "12:00 Asia/Baku", "a zone of the tz database"),
        ("09:00", None, "an hour without zone says nothing"),
        ("24:00 local", None, "no such hour"),
        ("midnight Friday", None, "which night?"),
        ("10:00 or 09:00 local", None, "two values in one cell: the second is a reading"),
    ],
)
def test_hours(cell, expected, reason):
    if expected is None:
        with pytest.raises(CellProblem, match="one hour with its zone"):
            cells.parse_time(cell)
    else:
        assert cells.parse_time(cell) == expected, reason


@pytest.mark.parametrize(
    ("cell", "value", "told", "reason"),
    [
        ("held", "held", ["held"], "plain"),
        ("violated but held", "violated", ["violated", "held"], "breaches told, not said to be over"),
        ("violated, then collapsed", "collapsed", ["violated", "collapsed"], "the later state wins"),
        ("violated then superseded", "superseded", ["violated", "superseded"], "the later state wins"),
        (
            "never implemented / collapsed",
            "not_implemented",
            ["not_implemented", "collapsed"],
            "order of the codebook",
        ),
        ("Not complied with", "not_implemented", ["not_implemented"], "said of a call"),
        ("extended", "superseded", ["superseded"], "a later attempt took its place"),
        ("broke down", "collapsed", ["collapsed"], "in other words"),
        ("not_implemented", "not_implemented", ["not_implemented"], "the codebook's own value"),
        ("expired; superseded", "superseded", ["expired", "superseded"], "a semicolon parts times"),
    ],
)
def test_outcomes(cell, value, told, reason):
    found = cells.parse_outcome(cell)
    assert (found.value, list(found.told), found.na) == (value, told, None), reason


def test_an_unknown_outcome_says_why():
    assert cells.parse_outcome("unknown (not stated)").na == "not_stated"
    with pytest.raises(CellProblem, match="unknown with its reason in brackets"):
        cells.parse_outcome("unknown")


@pytest.mark.parametrize(
    "cell", ["success", "held?", "partly held", "collapsed (inferred)", "", "attempted denunciation"]
)
def test_outcomes_that_are_refused(cell):
    with pytest.raises(CellProblem, match="an outcome such as held"):
        cells.parse_outcome(cell)


def test_an_outcome_with_the_day_that_a_reading_gives_it():
    found = cells.parse_dated_outcome("collapsed on 2 April 2016")
    assert (found.outcome.value, str(found.when)) == ("collapsed", "2016-04-02")
    assert str(cells.parse_dated_outcome("collapsed by 1993-04-30").when) == "../1993-04-30"
    assert cells.parse_dated_outcome("violated but held").when is None


@pytest.mark.parametrize(
    ("cell", "names", "reason"),
    [
        ("Armenia; Azerbaijan", ["Armenia", "Azerbaijan"], "two"),
        ("Armenia;Azerbaijan;", ["Armenia", "Azerbaijan"], "no blank, one semicolon too many"),
        ("Russia (Putin; Lavrov); France", ["Russia", "France"], "a semicolon inside brackets parts nothing"),
        ("none", [], "known to be none"),
        ("none (direct contacts)", [], "none, and why"),
        ("not stated", [], "no source says"),
        ("", [], "empty"),
    ],
)
def test_actor_cells(cell, names, reason):
    assert [actor.name for actor in cells.parse_actors(cell)] == names, reason


@pytest.mark.parametrize("cell", ["Russia (Putin", "Russia) Putin", "Russia (Putin; Lavrov; France"])
def test_brackets_must_close(cell):
    with pytest.raises(CellProblem, match="every bracket closed"):
        cells.parse_actors(cell)


def test_words_of_a_vocabulary():
    assert cells.parse_word("Peace process", "purpose") == "peace_process"
    assert cells.parse_words("hotline; monitoring", "mechanism") == ("monitoring", "hotline")
    with pytest.raises(CellProblem, match=re.escape("one of written, verbal, tacit")):
        cells.parse_word("oral", "form")
    with pytest.raises(CellProblem, match="none alone"):
        cells.parse_words("none; hotline", "mechanism")


def test_flags_addresses_and_counts():
    assert [cells.parse_flag(cell) for cell in ("yes", "No", "TRUE")] == [True, False, True]
    assert cells.parse_addresses("https://a.org/x | https://b.org/y | https://a.org/x") == (
        "https://a.org/x",
        "https://b.org/y",
    )
    assert cells.parse_count("5") == 5
    for parse, cell in (
        (cells.parse_flag, "maybe"),
        (cells.parse_addresses, "see a.org"),
        (cells.parse_count, "two"),
    ):
        with pytest.raises(CellProblem):
            parse(cell)


def test_reasons_for_a_missing_value():
    assert cells.read_reason("Not  stated") == "not_stated"
    assert cells.read_reason("not_applicable") == "not_applicable"
    assert cells.read_reason("1994") is None
