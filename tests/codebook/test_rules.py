"""Each rule that holds over every build, and what breaks it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from example_tables import RAW, changed, make_tables, without

from analysis.codebook import find_misquotes, find_violations


def test_sound_tables_break_no_rule() -> None:
    assert find_violations(make_tables(), date(2025, 8, 8)) == []


def test_an_attempt_that_ends_before_it_begins() -> None:
    tables = changed("attempts", 0, ended_lo="1994-05-11")
    assert find_violations(tables) == [
        "Attempt may-1994 ended on 1994-05-11, before it took effect on 1994-05-12."
    ]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("never_in_effect", "unknown"),
        ("rejected", "unknown"),
        ("proposed", "unknown"),
        (None, "not_implemented"),
    ],
)
def test_an_effective_date_of_what_never_began(status: str | None, outcome: str) -> None:
    tables = changed("attempts", 1, status=status, outcome=outcome)
    (told,) = find_violations(tables)
    assert told.startswith("Attempt nov-2020 has an effective date and never took effect")
    assert told.endswith("a start that was only agreed is agreed_start.")


def test_bilateral_with_one_party() -> None:
    tables = without("participants", attempt_id="nov-2020", actor_id="armenia")
    assert "Attempt nov-2020 is bilateral: expected two parties, found 1." in find_violations(tables)


def test_multilateral_with_two_parties() -> None:
    tables = changed("attempts", 0, kind="multilateral")
    assert find_violations(tables) == [
        "Attempt may-1994 is multilateral: expected three parties or more, found 2."
    ]


def test_a_mediator_is_no_party() -> None:
    tables = changed("participants", 0, role="mediator")
    assert "Attempt may-1994 is bilateral: expected two parties, found 1." in find_violations(tables)


@pytest.mark.parametrize("cells", [{"by_party": False}, {"is_statement": False}, {"kind": "other"}])
def test_a_row_that_fails_the_definition_is_not_counted(cells: dict[str, Any]) -> None:
    told = find_violations(changed("attempts", 0, **cells))
    assert told == [
        "Attempt may-1994 is counted as a ceasefire and fails a test of the definition, or is a near-miss."
    ]
    assert find_violations(changed("attempts", 0, **cells, counts_as_ceasefire=False)) == []


def test_superseded_by_nothing() -> None:
    tables = changed("attempts", 0, outcome="superseded")
    told = "Attempt may-1994 is superseded, and no later attempt names it as its parent."
    assert find_violations(tables) == [told]
    tables["attempts"].loc[1, ["parent_id", "relation"]] = ["may-1994", "replacement"]
    assert find_violations(tables) == []


def test_superseded_by_an_earlier_attempt() -> None:
    tables = changed("attempts", 1, outcome="superseded")
    tables["attempts"].loc[0, "parent_id"] = "nov-2020"
    assert find_violations(tables) == [
        "Attempt nov-2020 is superseded, and no later attempt names it as its parent."
    ]


def test_parents_in_a_circle() -> None:
    tables = changed("attempts", 0, parent_id="nov-2020")
    tables["attempts"].loc[1, "parent_id"] = "may-1994"
    assert find_violations(tables) == [
        "The parents of attempt may-1994 lead back to it: may-1994 → nov-2020 → may-1994."
    ]


def test_an_attempt_that_is_its_own_parent() -> None:
    tables = changed("attempts", 0, parent_id="may-1994")
    assert find_violations(tables) == [
        "The parents of attempt may-1994 lead back to it: may-1994 → may-1994."
    ]


@pytest.mark.parametrize("cells", [{"standing": "alleged"}, {"modality": "attempted"}])
def test_claims_alone_make_no_outcome(cells: dict[str, str]) -> None:
    assert find_violations(changed("outcomes", 0, **cells)) == [
        "Attempt may-1994 is collapsed on the strength of what one side alleges, or of what was not asserted, "
        "alone; such words never make an outcome by themselves."
    ]


@pytest.mark.parametrize(
    "cells",
    [
        {"lo": "2020-09-28"},
        {"prec": "before"},
        {"prec": "after"},
        {"prec": "none"},
        {"prec": None},
        {"lo": None},
        {"hi": None},
    ],
)
def test_bounds_that_do_not_fit_the_precision(cells: dict[str, Any]) -> None:
    (told,) = find_violations(changed("outcomes", 0, **cells))
    assert told.startswith("The date lo, hi in outcomes may-1994:1 has the bounds ")
    assert told.endswith("`before` has no lo, `after` no hi, `none` neither, all others both.")


@pytest.mark.parametrize(
    "cells",
    [
        {"lo": None, "prec": "before"},
        {"hi": None, "prec": "after"},
        {"lo": None, "hi": None, "prec": "none"},
        {"lo": None, "hi": None, "prec": None},
        {"lo": "2020-09-01", "hi": "2020-09-30", "prec": "month"},
    ],
)
def test_bounds_that_fit_the_precision(cells: dict[str, Any]) -> None:
    assert find_violations(changed("outcomes", 0, **cells)) == []


def test_an_observed_day_after_the_data_date() -> None:
    told = find_violations(make_tables(), date(2020, 11, 9))
    assert (
        "The observed day 2020-11-10 in attempts nov-2020, effective_lo, lies outside 1900-01-01 to 2020-11-09."
        in told
    )


def test_an_observed_day_of_another_century() -> None:
    tables = changed("sources", 0, published="1894-05-12")
    assert find_violations(tables) == [
        f"The observed day 1894-05-12 in sources {tables['sources'].at[0, 'source_id']}, published, lies outside "
        "1900-01-01 to the data date."
    ]


def test_an_agreed_end_may_lie_after_the_data_date() -> None:
    tables = changed(
        "attempts", 1, agreed_end_lo="2025-11-10", agreed_end_hi="2025-11-10", agreed_end_prec="day"
    )
    assert find_violations(tables, date(2025, 8, 8)) == [
        "The coded cell agreed_end of attempts nov-2020 has no evidence."
    ]


def test_a_coded_cell_without_evidence() -> None:
    assert find_violations(changed("attempts", 0, place="Moscow")) == [
        "The coded cell place of attempts may-1994 has no evidence."
    ]
    assert find_violations(without("evidence", row_id="may-1994", column="ended")) == [
        "The coded cell ended of attempts may-1994 has no evidence."
    ]


def test_an_unknown_outcome_needs_no_evidence() -> None:
    tables = without("evidence", row_id="nov-2020", column="outcome")
    tables["attempts"].loc[1, "outcome"] = "unknown"
    assert find_violations(tables) == []


def test_evidence_of_a_row_that_is_not_there() -> None:
    tables = changed("evidence", 0, row_id="may-1995")
    assert any(told.startswith("There is evidence for attempts may-1995") for told in find_violations(tables))


def row_with_offsets(evidence: pd.DataFrame) -> int:
    return int(evidence.index[evidence["start"].notna()][0])


def test_a_quote_of_another_length_than_its_offsets() -> None:
    row = row_with_offsets(make_tables()["evidence"])
    assert find_violations(changed("evidence", row, end=25)) == [
        "The evidence of attempts may-1994, effective, quotes 11 characters and names 12 (13-25)."
    ]


def test_a_quote_that_does_not_stand_in_the_text() -> None:
    texts = {"news-1": RAW}
    assert find_misquotes(make_tables(), texts) == []
    row = row_with_offsets(make_tables()["evidence"])
    assert find_misquotes(changed("evidence", row, quote="12 May 1995"), texts) == [
        "The evidence of attempts may-1994, effective, quotes '12 May 1995', which does not stand in news-1 at 13-24."
    ]


def test_a_passage_without_words() -> None:
    assert find_violations(changed("sentences", 0, end=0)) == [
        "A passage in sentences ends at 0 and starts at 0; it holds no words."
    ]


def test_a_mention_with_another_id_than_its_words() -> None:
    assert find_violations(changed("mentions", 0, trigger_end=10)) == [
        "Mention news-1:4-9 does not have the id news-1:4-10."
    ]


def test_a_wrong_number_of_mentions() -> None:
    assert find_violations(changed("attempts", 0, n_mentions=3)) == [
        "Attempt may-1994 tells 3 mentions and has 1."
    ]


def test_collective_words_make_no_attempt() -> None:
    tables = changed("mentions", 0, is_collective=True)
    assert find_violations(tables) == []
    tables["attempts"].loc[0, "coding"] = "machine"
    assert find_violations(tables) == [
        "Attempt may-1994 was made from words about several ceasefires at once; these make no attempt."
    ]
