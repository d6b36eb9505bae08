"""What is wrong with a frame is told in a sentence."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from example_tables import changed, make_tables

from analysis.codebook import check, check_references, conform


def test_a_sound_table_has_no_problems() -> None:
    for name, frame in make_tables().items():
        assert check(name, frame) == []
    assert check_references(make_tables()) == []


def test_a_misspelt_column() -> None:
    frame = make_tables()["actors"].rename(columns={"label": "labell"})
    assert check("actors", frame) == [
        "Table actors has an unknown column labell; did you mean label.",
        "Table actors lacks the column label.",
    ]


def test_a_column_twice() -> None:
    actors = make_tables()["actors"]
    assert "Table actors has a column twice." in check("actors", actors[[*actors.columns, "label"]])


def test_columns_out_of_order() -> None:
    frame = make_tables()["aliases"][["actor_id", "surface"]]
    assert check("aliases", frame) == [
        "Table aliases has its columns out of order; expected surface, actor_id."
    ]


def test_another_dtype() -> None:
    frame = make_tables()["actors"].astype({"gw": "float64"})
    assert check("actors", frame) == ["Table actors, column gw: expected dtype Int64, found float64."]


@pytest.mark.parametrize(
    ("table", "cells", "told"),
    [
        ("actors", {"label": None}, "Table actors, column label: may not be missing, and is in row 1."),
        ("actors", {"label": ""}, "Table actors, column label: holds empty text; a missing value is NA."),
        ("actors", {"iso3": "Arm"}, "Table actors, column iso3: Arm does not have the form [A-Z]{3}."),
        (
            "attempts",
            {"outcome": "successful"},
            "Table attempts, column outcome: successful is not allowed; expected one of held, violated, collapsed,",
        ),
        (
            "attempts",
            {"mechanism": "hotline|telephone"},
            "Table attempts, column mechanism: telephone is not allowed; expected one of none, monitoring,",
        ),
        ("mentions", {"confidence": 1.5}, "Table mentions, column confidence: 1.5 is over 1."),
        ("sentences", {"start": -1}, "Table sentences, column start: -1 is under 0."),
        (
            "attempts",
            {"effective_lo": "1994-05-12 00:01"},
            "Table attempts, column effective_lo: 1994-05-12 00:01:00 has a clock time; expected a day.",
        ),
        ("actors", {"actor_id": "azerbaijan"}, "Table actors: two rows have the key actor_id = azerbaijan."),
    ],
)
def test_a_cell_that_is_not_allowed(table: str, cells: dict[str, Any], told: str) -> None:
    problems = check(table, changed(table, 0, **cells)[table])
    assert len(problems) == 1
    assert problems[0].startswith(told)


def test_several_values_in_one_cell() -> None:
    assert check("attempts", changed("attempts", 0, mechanism="hotline|corridor")["attempts"]) == []


def test_only_the_first_of_many_are_named() -> None:
    rows = [{"place_id": f"p{n}", "label": "", "lat": None} for n in range(5)]
    frame = pd.DataFrame(rows).assign(country_iso3=["a", "b", "c", "d", "e"])
    problems = check("places", conform("places", frame))
    assert (
        "Table places, column country_iso3: a, b, c and 2 more does not have the form [A-Z]{3}." in problems
    )


def test_a_missing_key_cell_counts_as_the_same_key() -> None:
    tables = make_tables()
    twice = pd.concat([tables["evidence"], tables["evidence"].tail(1)], ignore_index=True)
    assert "two rows have the key table, row_id, column" in check("evidence", twice)[0]


def test_an_id_that_stands_in_no_row() -> None:
    tables = changed("participants", 0, actor_id="georgia")
    assert check_references(tables) == [
        "Table participants, column actor_id: georgia stands in no row of table actors."
    ]
