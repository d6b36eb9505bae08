"""Places are found in the words of the chronology, an attempt stands at each that it names, no border is drawn."""

from __future__ import annotations

import itertools
import json

import pytest
from figure_checks import check_figure, specs
from valley import CONFLICT, attempt, make_tables

from analysis.study import briefing
from analysis.study.blocks import plain
from analysis.study.callouts import Box, place_callouts
from analysis.study.places import direction_words, distance_km, find_places, split_near

# Label, other names, latitude, longitude, state.
PLACES = [
    ("Upton", "Uptown", 40.0, 46.0, "AAA"),
    ("Lowton / Nizhton", "Lowton|Nizhton", 40.05, 46.05, "AAA"),
    ("Midton", "", 40.1, 46.0, "BBB"),
    ("Eastham", "", 40.3, 49.5, "BBB"),
    ("Capital", "", 55.75, 37.6, "CCC"),
    ("Somewhere", "", None, None, "AAA"),
]
ACTORS = [
    {"actor_id": "a", "label": "Aland", "kind": "state", "iso3": "AAA"},
    {"actor_id": "b", "label": "Beland", "kind": "state", "iso3": "BBB"},
]


def report_on(*phrases, kind="bilateral", places=PLACES, actors=ACTORS):
    rows = [
        {"place_id": label.lower().split()[0], "label": label, "other_names": other or None, "lat": lat, "lon": lon,
         "country_iso3": iso3}
        for label, other, lat, lon, iso3 in places
    ]  # fmt: skip
    attempts = [
        attempt(f"t{n}", effective=f"2020-10-{n + 1:02}", outcome="held", place=phrase, kind=kind)
        for n, phrase in enumerate(phrases)
    ]
    return briefing.report_on(make_tables(attempts=attempts, places=rows, actors=actors), CONFLICT)


def named(report):
    return find_places(report.selection.lives, report.selection.rows["places"])


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("Upton", [("Upton", "agreed")]),
        ("by fax: Upton, Nizhton", [("Upton", "apart"), ("Lowton / Nizhton", "apart")]),
        ("by letters; for the Lowton-Midton stretch", [("Lowton / Nizhton", "halt"), ("Midton", "halt")]),
        ("border at Upton", [("Upton", "halt")]),
        ("Uptown (then Upton)", [("Upton", "agreed")]),
        ("Upton; Capital, by telephone", [("Upton", "agreed"), ("Capital", "apart")]),
        ("Midton Group talks (Capital)", [("Capital", "agreed")]),
        ("Uptonia and New-Uptons", []),
    ],
)  # fmt: skip
def test_places_and_their_roles_are_read_from_the_phrase(phrase, found):
    assert [(one.place.label, one.role) for one in named(report_on(phrase)).namings] == found


def test_a_call_is_asked_for_at_a_place_not_agreed_there():
    assert [one.role for one in named(report_on("Upton", "border at Midton", kind="call")).namings] == [
        "asked",
        "halt",
    ]


def test_the_map_holds_the_states_of_the_conflict_and_lists_what_is_far_or_without_coordinates():
    report = report_on("Upton; Eastham; Capital; Somewhere")
    near, far, unlocated = split_near(report.selection, named(report).places)
    assert [[one.label for one in part] for part in (near, far, unlocated)] == [
        ["Eastham", "Upton"],
        ["Capital"],
        ["Somewhere"],
    ]
    report = report_on("Upton; Midton; Capital", actors=[])
    near, far, _ = split_near(report.selection, named(report).places)
    assert [one.label for one in near] == ["Midton", "Upton"]
    assert [one.label for one in far] == ["Capital"]


def test_every_naming_is_a_mark_that_leads_to_evidence_and_the_unknown_is_told():
    report = report_on("Upton", "by fax: Upton, Lowton", "Capital", "by letters", None, "Somewhere")
    figure = briefing.places(report)
    check_figure(figure, 5)
    assert figure.title == "Upton is named most often, for 2 of 6 attempts."
    assert "4 name 4 places" in plain(figure.note)
    assert "for 1 no town is named, for 1 the place is not told" in plain(figure.note)
    entries = {entry["id"] for entry in briefing.evidence(report).entries}
    for spec, _ in specs(figure):
        marks = [trace for trace in spec["data"] if trace.get("meta") == "attempts"]
        assert sum(len(trace["x"]) for trace in marks) == 5
        assert {href[1:] for trace in marks for href in trace["customdata"]} <= entries
    assert [row[0] for row in figure.table.rows] == [
        "Upton",
        "Upton",
        "Capital",
        "Lowton / Nizhton",
        "Somewhere",
    ]
    assert figure.table.rows[-1][-2:] == ["not known", "not known"]


def test_a_point_keeps_its_distance_and_no_line_is_a_border():
    figure = briefing.places(report_on("Upton; Eastham; Midton"))
    data = figure.plot["data"]
    dots = next(trace for trace in data if trace.get("marker", {}).get("size") == 6)
    points = list(zip(dots["x"], dots["y"], strict=True))
    positions = [(40.3, 49.5), (40.1, 46.0), (40.0, 46.0)]
    pixels = [abs(complex(x - x2, y - y2)) for (x, y), (x2, y2) in itertools.combinations(points, 2)]
    kilometres = [distance_km(one, other) for one, other in itertools.combinations(positions, 2)]
    scale = [px / km for px, km in zip(pixels, kilometres, strict=True)]
    assert max(scale) / min(scale) == pytest.approx(1, abs=0.01)
    # Every long line is upright or level: the graticule.
    for trace in data:
        if trace["mode"] == "lines" and trace["line"]["color"] == "@grid":
            ends = zip(trace["x"][::3], trace["x"][1::3], trace["y"][::3], trace["y"][1::3], strict=True)
            assert all(x == x2 or y == y2 for x, x2, y, y2 in ends)
    assert not {trace["type"] for trace in data} - {"scatter"}
    assert "://" not in json.dumps(figure.plot)


def test_no_place_gives_a_notice_that_says_so():
    notice = briefing.places(report_on("by letters", None))
    assert notice.kind == "notice"
    assert notice.text == "None of 2 listed attempts names a town; for 1 no place is told."


def test_distance_and_direction_are_those_of_the_globe():
    yerevan, moscow = (40.17765, 44.5126), (55.75204, 37.61781)
    assert distance_km(yerevan, moscow) == pytest.approx(1802, abs=10)
    assert direction_words(yerevan, moscow) == "north-west" or direction_words(yerevan, moscow) == "north"
    assert direction_words((0, 0), (0, 10)) == "east"
    assert direction_words((0, 0), (-10, -10)) == "south-west"


def test_callouts_keep_apart_and_inside():
    points = [(200.0 + 30 * n, 150.0 + 25 * (n % 3)) for n in range(7)]
    frame = Box(0, 0, 640, 300)
    taken = Box(500, 250, 640, 300)
    found, faults = place_callouts(points, [(110, 38)] * 7, frame, [taken])
    boxes = [*(one.box for one in found), taken]
    assert faults == 0
    assert not any(one.meets(other) for one, other in itertools.combinations(boxes, 2))
    assert not any(box.holds(*point) for box in boxes for point in points)
    assert not any(box.crossed_by(one.line) for one in found for box in boxes)
    corners = [corner for box in boxes for corner in ((box.left, box.top), (box.right, box.bottom))]
    assert all(frame.holds(*corner, 1) for corner in corners)
    assert place_callouts(points, [(110, 38)] * 7, frame, [taken]) == (found, 0)


def test_callouts_that_cannot_keep_apart_say_so():
    points = [(200.0 + 30 * n, 150.0) for n in range(7)]
    found, faults = place_callouts(points, [(400, 200)] * 7, Box(0, 0, 640, 300))
    assert len(found) == 7
    assert faults > 0
