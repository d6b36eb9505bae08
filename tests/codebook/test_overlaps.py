"""Two attempts of one dyad that were in force together are flagged for a person to look at."""

from __future__ import annotations

import pytest
from example_tables import changed, make_tables

from analysis.codebook import find_overlaps


def test_one_after_the_other_is_no_overlap() -> None:
    assert find_overlaps(make_tables()) == []


def test_in_force_together() -> None:
    tables = changed("attempts", 0, ended_lo="2021-01-01", ended_hi="2021-01-01")
    assert find_overlaps(tables) == ["may-1994", "nov-2020"]


def test_the_day_of_the_change_is_no_overlap() -> None:
    assert find_overlaps(changed("attempts", 0, ended_lo="2020-11-10", ended_hi="2020-11-10")) == []


def test_an_end_that_may_lie_earlier_is_no_sure_overlap() -> None:
    assert find_overlaps(changed("attempts", 0, ended_lo="2020-09-27", ended_hi="2021-12-31")) == []


def test_an_end_that_is_not_told_is_no_sure_overlap() -> None:
    assert find_overlaps(changed("attempts", 0, ended_lo=None, ended_hi=None)) == []


def test_still_in_effect_overlaps_what_comes_later() -> None:
    tables = changed("attempts", 0, ended_lo=None, ended_hi=None, status="in_effect")
    assert find_overlaps(tables) == ["may-1994", "nov-2020"]


def test_another_dyad_does_not_overlap() -> None:
    tables = changed("attempts", 0, ended_lo="2021-01-01")
    participants = tables["participants"]
    rows = (participants["attempt_id"] == "nov-2020") & (participants["actor_id"] == "armenia")
    participants.loc[rows, "actor_id"] = "nagorno-karabakh"
    assert find_overlaps(tables) == []


@pytest.mark.parametrize("kind", ["call", "proposal", "other"])
def test_what_was_only_asked_for_does_not_overlap(kind: str) -> None:
    assert find_overlaps(changed("attempts", 0, ended_lo="2021-01-01", kind=kind)) == []


def test_a_confirmation_may_run_beside_what_it_confirms() -> None:
    tables = changed("attempts", 0, ended_lo="2021-01-01")
    tables["attempts"].loc[1, ["parent_id", "relation"]] = ["may-1994", "reaffirmation"]
    assert find_overlaps(tables) == []
