"""Every attempt is drawn, every mark leads to evidence, and every specification is one that plotly accepts."""

from __future__ import annotations

import datetime as dt
import itertools
import json

import plotly.graph_objects as go
import pytest
from figure_checks import check_figure, specs
from valley import CONFLICT, attempt, make_tables, observed

from analysis.study import briefing
from analysis.study.canvas import plot_text, text_width, time_ticks, wrap_text
from analysis.study.lifelines import count_marks
from analysis.study.palette import DARK, LIGHT
from analysis.study.panels import panels_of

FIGURES = [briefing.lifelines, briefing.durations, briefing.outcomes_by_mediator, briefing.outcomes_by_year]
HOSTILE = [
    "<script>alert(1)</script>",
    "<b>bold</b> <a href='javascript:x'>link</a>",
    "@ink",
    "%{x} &amp; {{ template }} ${js}",
    "‮reversed‬ \u2066name",
    "A name that goes on and on " * 12,
    "Unbreakable" * 20,
    "",
]
ODD = {
    "no date at all": {},
    "no begin but an end": {"ended": "2020-05-05", "outcome": "collapsed", "status": "ended"},
    "begin known by a day": {"effective": (None, "2020-05-05"), "outcome": "held", "last_report": "2020-06-01"},
    "begin known from a day on": {"effective": ("2020-05-05", None), "outcome": "unknown"},
    "end before the begin is sure": {"effective": ("2020-05-01", "2020-05-31"), "ended": ("2020-05-10", "2020-05-20"),
                                     "outcome": "collapsed", "status": "ended"},
    "over the same day": {"effective": "2020-05-05", "ended": "2020-05-05", "outcome": "collapsed",
                          "status": "ended"},
    "ended, nobody tells when": {"effective": "2020-05-05", "outcome": "collapsed", "status": "ended"},
    "in force, nothing told since": {"effective": "2020-05-05", "outcome": "held"},
    "breached, nothing told since": {"effective": "2020-05-05", "outcome": "violated", "last_report": "2020-05-07"},
    "first day of the calendar": {"effective": "1900-01-01", "ended": "1900-01-02", "outcome": "expired",
                                  "status": "ended"},
    "day of the data": {"effective": "2021-01-01", "outcome": "held", "last_report": "2021-01-01"},
    "call on an unknown day of a year": {"announced": ("2020-01-01", "2020-12-31"), "kind": "call"},
    "term longer than the phase": {"effective": "2020-05-05", "agreed_end": "2035-01-01", "ended": "2020-05-09",
                                   "outcome": "collapsed", "status": "ended"},
}  # fmt: skip


def report_on(*rows, **tables):
    return briefing.report_on(make_tables(attempts=list(rows), **tables), CONFLICT)


@pytest.mark.parametrize("draw", FIGURES)
def test_every_figure_says_what_it_shows_and_plotly_takes_it(report, draw):
    figure = draw(report)
    check_figure(figure, figure.rows)
    for words in (figure.title, figure.subtitle, figure.alt, figure.note, figure.source, figure.table.rows):
        assert words
    assert figure.note[0].startswith("n = ")


def test_rows_in_are_marks_drawn(report):
    assert briefing.lifelines(report).marks == len(report.selection.attempts) == 6
    assert briefing.durations(report).marks == 4
    assert briefing.outcomes_by_mediator(report).marks == 6  # t2 has two mediators and stands with each
    assert briefing.outcomes_by_year(report).marks == 5


@pytest.mark.parametrize("name", ODD)
def test_odd_cases_are_drawn_too(name):
    report = report_on(attempt("t1", **ODD[name]), attempt("t2", effective="2020-06-01", outcome="held"))
    check_figure(briefing.lifelines(report), 2)
    for draw in FIGURES[1:]:
        check_figure(draw(report), draw(report).rows)


def test_all_odd_cases_together_have_each_a_row_of_their_own():
    report = report_on(*(attempt(f"t{n}", name=name, **cells) for n, (name, cells) in enumerate(ODD.items())))
    check_figure(briefing.lifelines(report), len(ODD))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_words(name):
    rows = [attempt("t1", name=name or None, effective="2020-05-05", outcome="held", place=name or None)]
    actors = [{"actor_id": "x", "label": name or "x", "kind": "state"}]
    parts = [{"attempt_id": "t1", "actor_id": "x", "role": "mediator", "surface": "x"}]
    report = report_on(*rows, actors=actors, participants=parts)
    for draw in FIGURES:
        figure = draw(report)
        check_figure(figure, figure.rows)
        for spec, _ in specs(figure):
            text = json.dumps(spec)
            assert "<script" not in text
            assert "<a " not in text
            assert "\\u202e" not in text


def test_every_mark_leads_to_an_entry_of_the_evidence(report):
    entries = {"#" + entry["id"] for entry in briefing.evidence(report).entries}
    for draw in FIGURES:
        for spec, _ in specs(draw(report)):
            for trace in spec["data"]:
                assert set(trace.get("customdata", [])) <= entries
                if trace.get("meta") == "attempts":
                    assert len(trace["customdata"]) == len(trace["x"])


def test_a_bar_is_hatched_where_begin_or_end_is_open():
    report = report_on(
        attempt("t1", effective=("2020-05-01", "2020-05-05"), ended=("2020-05-10", "2020-05-20"), outcome="collapsed",
                status="ended")
    )  # fmt: skip
    spec = briefing.lifelines(report).more_panels[0]["plot"]
    bars = [trace for trace in spec["data"] if trace["type"] == "bar"]
    solid = next(trace for trace in bars if "pattern" not in trace["marker"])
    hatched = next(trace for trace in bars if "pattern" in trace["marker"])
    day = 86_400_000
    assert (solid["base"], solid["x"]) == (["2020-05-05"], [5 * day])
    assert (hatched["base"], hatched["x"]) == (["2020-05-01", "2020-05-10"], [4 * day, 10 * day])


@pytest.mark.parametrize(
    ("cells", "symbol"),
    [
        (ODD["over the same day"], "diamond"),
        (ODD["in force, nothing told since"], "triangle-right-open"),
        (ODD["day of the data"], "triangle-right-open"),
        (
            {"signed": "2020-05-05", "outcome": "not_implemented", "status": "never_in_effect"},
            "triangle-up-open",
        ),
        (
            {"effective": "2020-05-05", "ended": "2020-05-09", "outcome": "expired", "status": "ended"},
            "square",
        ),
        ({"effective": "2020-05-05", "outcome": "unknown"}, "circle-open"),
    ],
)
def test_the_end_has_its_shape(cells, symbol):
    spec = briefing.lifelines(report_on(attempt("t1", **cells))).more_panels[0]["plot"]
    shapes = [trace["marker"]["symbol"] for trace in spec["data"] if trace.get("meta") == "attempts"]
    assert shapes == [[symbol]]


def test_where_sources_fall_silent_the_shaft_is_dotted():
    rows = [attempt("t1", **ODD["breached, nothing told since"])]
    report = briefing.report_on(make_tables("2020-12-01", attempts=rows), CONFLICT)
    spec = briefing.lifelines(report).more_panels[0]["plot"]
    dotted = [trace for trace in spec["data"] if trace.get("line", {}).get("dash") == "1px,4px"]
    assert [trace["x"] for trace in dotted] == [["2020-05-07", "2020-12-01"]]


def test_breaches_of_one_side_are_thin_and_others_thick():
    rows = [observed("t1", "violated", "2020-05-06", standing="alleged", outcome_id="a"),
            observed("t1", "violated", "2020-05-07", standing="corroborated", outcome_id="b")]  # fmt: skip
    report = report_on(attempt("t1", effective="2020-05-05", outcome="held"), outcomes=rows)
    spec = briefing.lifelines(report).more_panels[0]["plot"]
    ticks = [trace for trace in spec["data"] if trace.get("marker", {}).get("symbol") == "line-ns-open"]
    breaches = {trace["x"][0]: trace["marker"]["line"]["width"] for trace in ticks if len(trace["x"]) == 1}
    assert breaches["2020-05-06"] < breaches["2020-05-07"]


def test_another_reading_of_the_end_is_bracketed():
    told = [{"attempt_id": "t1", "column": "outcome", "value": value, "used": used, "reason": "r",
             "source_id": "chronology"}
            for value, used in (("collapsed on 2020-05-10", True), ("collapsed on 2020-05-20", False),
                                ("collapsed on 2020-99-99", False))]  # fmt: skip
    cells = {"effective": "2020-05-05", "ended": "2020-05-10", "outcome": "collapsed", "status": "ended"}
    report = report_on(attempt("t1", **cells), attempt("t2", effective="2020-06-05"), disagreements=told)
    spec = briefing.lifelines(report).more_panels[0]["plot"]
    brackets = [trace["x"] for trace in spec["data"] if trace.get("line", {}).get("color") == "@muted"]
    assert brackets == [["2020-05-10", "2020-05-10", "2020-05-20", "2020-05-20"]]
    assert "3 readings" in json.dumps(spec)


def test_panels_follow_the_phases_and_hold_each_attempt_once(report):
    phases = [{"conflict_id": CONFLICT, "phase": "Autumn", "first_day": "2020-10-01", "last_day": "2020-11-15",
               "reason": "r"}]  # fmt: skip
    days = [{**row, "first_day": _day(row["first_day"]), "last_day": _day(row["last_day"])} for row in phases]
    panels = panels_of(report.selection.lives, days, report.selection.as_of)
    assert [panel.title for panel in panels] == ["2020", "Autumn"]
    assert sorted(life.id for panel in panels for life in panel.all) == ["t1", "t2", "t3", "t4", "t5", "t6"]


def test_a_date_that_reaches_beyond_its_phase_belongs_to_none():
    report = report_on(
        attempt("t1", announced=("2020-01-01", "2020-12-31")), attempt("t2", effective="2020-02-01")
    )
    phases = [{"conflict_id": CONFLICT, "phase": "Winter", "first_day": _day("2020-01-01"),
               "last_day": _day("2020-03-31")}]  # fmt: skip
    panels = panels_of(report.selection.lives, phases, report.selection.as_of)
    assert [(p.title, [life.id for life in p.all]) for p in panels] == [
        ("Winter", ["t2"]), ("Dated too roughly for one phase", ["t1"])
    ]  # fmt: skip
    assert (panels[1].first, panels[1].last) == (_day("2020-01-01"), _day("2020-12-31"))


def test_a_crowded_phase_is_split_into_whole_years():
    rows = [
        attempt(f"t{n:02}", effective=f"{2000 + n // 10}-03-{n % 10 + 1:02}", outcome="held")
        for n in range(30)
    ]
    report = report_on(*rows)
    phases = [{"conflict_id": CONFLICT, "phase": "War", "first_day": _day("2000-01-01"), "last_day": None}]
    panels = panels_of(report.selection.lives, phases, report.selection.as_of)
    assert [panel.title for panel in panels] == ["War: 2000", "War: 2001", "War: 2002"]


def test_many_attempts_on_one_day_get_lanes_of_their_own():
    report = report_on(*(attempt(f"t{n}", announced="2020-05-05", kind="call") for n in range(9)))
    figure = briefing.lifelines(report)
    check_figure(figure, 9)
    main = next(trace for trace in figure.more_panels[0]["plot"]["data"] if trace.get("meta") == "attempts")
    assert len(set(main["y"])) == 9


def test_count_marks_counts_main_marks_only():
    spec = {"data": [{"meta": "attempts", "x": [1, 2]}, {"x": [1, 2, 3]}], "layout": {}}
    assert count_marks(spec) == 2


def test_in_the_notebook_the_panels_are_one_chart(report):
    figure = briefing.lifelines(report)
    shown = figure._repr_mimebundle_()["application/vnd.plotly.v1+json"]
    go.Figure(shown)
    assert shown["layout"]["height"] == sum(panel["height"] for panel in figure.panels())
    assert count_marks(shown) == 6


def test_tick_labels_leave_room_for_each_other():
    for first, last in [("2020-01-01", "2020-01-07"), ("1991-01-01", "2025-12-31"), ("1993-03-01", "1994-05-09"),
                        ("2020-05-05", "2020-05-05"), ("1900-01-01", "1900-01-07")]:  # fmt: skip
        for width in (180, 256, 300, 560):
            ticks = time_ticks(_day(first), _day(last), width)
            days = max((_day(last) - _day(first)).days, 1)
            ends = [((day - _day(first)).days / days * width, text_width(words) / 2) for day, words in ticks]
            assert ticks
            for (x, half), (nxt, other) in itertools.pairwise(ends):
                assert x + half < nxt - other


def test_plot_text_keeps_what_plotly_would_read():
    assert plot_text("a < b & c") == "a &lt; b &amp; c"
    assert plot_text("%{x}") == "&#37;{x}"
    assert plot_text("@ink") == "&#64;ink"
    assert plot_text("a\u202eb\x00c") == "abc"


def test_text_is_wrapped_at_spaces_and_ends_in_an_ellipsis_where_it_does_not_fit():
    assert wrap_text("one two three", 90, 2) == ["one two", "three"]
    lines = wrap_text("Unbreakable" * 9, 120, 2)
    assert len(lines) == 1
    assert lines[0].endswith("…")
    assert text_width(lines[0]) <= 120


def test_both_themes_have_the_same_tokens():
    assert set(LIGHT) == set(DARK)


def _day(text):
    return dt.date.fromisoformat(text)
