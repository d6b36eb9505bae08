"""The project's first source: two texts of different years stitched into one, read by general rules and linked."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from projects import project_of_source

from analysis import sources
from analysis.pipeline import code_project
from analysis.store import Tables

SOURCE = "armenia-azerbaijan-ceasefire-agreement"
MAY_1994, NOVEMBER_2020 = "nk26", "nk44"
OCTOBER_2020 = ("nk40", "nk41", "nk42")


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """The tables of a build from this text and the chronology, and the raw text."""
    project = project_of_source(tmp_path_factory.mktemp("first-source"), SOURCE)
    read = sources.read_sources(project)
    tables, texts, as_of, _ = code_project(project, read)
    return Tables(tables, as_of, {}), texts[SOURCE]


@pytest.fixture(scope="module")
def tables(coded):
    return coded[0]


def told_of(tables, attempt_id):
    """The mentions of this source that are linked to an attempt."""
    links = tables["mention_attempts"]
    mentions = tables["mentions"]
    linked = links[links["attempt_id"] == attempt_id]["mention_id"]
    return mentions[mentions["mention_id"].isin(linked)]


def evidence_of(tables, table, row_id):
    """What this source says in support of a row: column -> quote."""
    rows = tables["evidence"]
    rows = rows[(rows["source_id"] == SOURCE) & (rows["table"] == table) & (rows["row_id"] == row_id)]
    return dict(zip(rows["column"], rows["quote"], strict=True))


def roles_told(tables, attempt_id):
    """The roles that this source supports: role -> actors."""
    rows = tables["evidence"]
    rows = rows[(rows["source_id"] == SOURCE) & (rows["table"] == "participants")]
    found: dict[str, set[str]] = {}
    for row_id in rows["row_id"]:
        attempt, actor, role = row_id.split("|")
        if attempt == attempt_id:
            found.setdefault(role, set()).add(actor)
    return found


def outcomes_told(tables, attempt_id):
    """The outcomes that this source tells of an attempt."""
    rows = tables["outcomes"]
    return rows[(rows["attempt_id"] == attempt_id) & rows["mention_id"].notna()]


# --- 1. The agreement of 12 May 1994


def test_the_agreement_of_12_may_1994_is_linked_with_its_three_parties(tables):
    assert len(told_of(tables, MAY_1994)) >= 2
    assert roles_told(tables, MAY_1994)["party"] == {"armenia", "azerbaijan", "nagorno-karabakh"}
    assert evidence_of(tables, "attempts", MAY_1994)["effective"] == "12 May 1994"


def test_its_denunciation_is_attempted_alleged_claimed_and_dated_by_the_anniversary(tables):
    (told,) = outcomes_told(tables, MAY_1994).to_dict("records")
    assert (told["outcome"], told["modality"], told["standing"]) == ("denounced", "attempted", "alleged")
    assert told["claimant_id"] == "nagorno-karabakh"
    assert (told["lo"], told["hi"]) == (pd.Timestamp("2016-05-01"), pd.Timestamp("2016-05-31"))
    (mention,) = tables["mentions"][tables["mentions"]["mention_id"] == told["mention_id"]].to_dict("records")
    assert (mention["act"], mention["modality"]) == ("denunciation", "attempted")


def test_it_is_never_denounced_and_this_text_alone_leaves_its_outcome_open(tables, coded):
    attempts = tables["attempts"].set_index("attempt_id")
    assert attempts.loc[MAY_1994, "outcome"] == "collapsed"  # by hand, on 27 September 2020
    assert "outcome" not in evidence_of(tables, "attempts", MAY_1994)
    readings = tables["disagreements"]
    assert readings[(readings["attempt_id"] == MAY_1994) & (readings["source_id"] == SOURCE)].empty


# --- 2. The agreement of November 2020


def test_the_agreement_in_force_by_10_november_2020_is_linked_with_all_who_took_part(tables):
    roles = roles_told(tables, NOVEMBER_2020)
    assert roles["party"] == {"armenia", "azerbaijan"}
    assert roles["mediator"] == {"russia"}
    assert roles["peacekeeper"] == {"russia"}
    assert {"armenia", "azerbaijan", "russia"} <= roles["signatory"]


def test_its_signers_are_known_as_persons_however_they_are_spelt(tables):
    signers = roles_told(tables, NOVEMBER_2020)["signatory"]
    assert {"vladimir-putin", "ilham-aliyev", "nikol-pashinyan"} <= signers


def test_its_start_rests_on_the_words_of_the_text(tables):
    evidence = evidence_of(tables, "attempts", NOVEMBER_2020)
    assert evidence["effective"] == "10 November 2020"


def test_it_did_not_collapse_for_this_text(tables):
    assert set(outcomes_told(tables, NOVEMBER_2020)["outcome"]) <= {"held"}


# --- 3. Several agreements since September


def collective_of(tables):
    (mention,) = tables["mentions"][tables["mentions"]["is_collective"]].to_dict("records")
    return mention


def test_the_collective_mention_is_linked_to_the_truces_of_october_and_not_to_november(tables):
    mention = collective_of(tables)
    links = tables["mention_attempts"]
    linked = links[links["mention_id"] == mention["mention_id"]]
    assert tuple(linked["attempt_id"]) == OCTOBER_2020
    assert set(linked["method"]) == {"collective: parties and time"}


def test_none_of_them_was_successful(tables):
    mention = collective_of(tables)
    assert mention["outcome"] not in (None, "held", "unknown")
    assert mention["modality"] == "asserted"


def test_the_contradiction_in_the_order_of_the_text_is_a_row(tables):
    readings = tables["disagreements"]
    own = readings[(readings["attempt_id"] == NOVEMBER_2020) & (readings["source_id"] == SOURCE)]
    (row,) = own[own["column"] == "outcome"].to_dict("records")
    assert row["used"] is False or not row["used"]
    assert row["value"] == collective_of(tables)["outcome"]
    used = readings[
        (readings["attempt_id"] == NOVEMBER_2020) & (readings["column"] == "outcome") & readings["used"]
    ]
    assert len(used) == 1


# --- 4. The call by Iran's leaders


def test_irans_call_is_dated_by_the_only_year_of_its_fragment(tables):
    attempts = tables["attempts"]
    (call,) = attempts[(attempts["kind"] == "call") & (attempts["coding"] == "machine")].to_dict("records")
    assert roles_told(tables, call["attempt_id"])["caller"] == {"iran"}
    assert (call["announced_lo"], call["announced_hi"]) == (
        pd.Timestamp("2020-01-01"),
        pd.Timestamp("2020-12-31"),
    )
    assert call["counts_as_ceasefire"] is False or not call["counts_as_ceasefire"]
    assert call["needs_review"]
    assert "no attempt of the chronology fits" in call["review_reason"]


# --- 5. What is no attempt


def test_the_monitoring_unit_under_negotiation_makes_no_attempt(tables, coded):
    start = coded[1].index("ceasefire monitoring unit")
    mentions = tables["mentions"]
    unit = mentions[mentions["trigger_start"].between(start, start + len("ceasefire monitoring unit"))]
    linked = tables["mention_attempts"]["mention_id"]
    assert not unit["mention_id"].isin(linked).any()


def test_citation_marks_are_no_dates(tables, coded):
    text = coded[1]
    marks = [text.index(mark) for mark in ("[41]", "[42]", "[43]")]
    dates = tables["mention_dates"].dropna(subset=["start"])
    assert not any(row.start <= mark < row.end for row in dates.itertuples() for mark in marks)
    last = pd.Timestamp(date(2020, 12, 31))
    assert (tables["mention_dates"]["hi"].dropna() <= last).all()


# --- All of them


def test_the_text_tells_of_these_attempts_and_no_others(tables):
    linked = tables["mention_attempts"]["attempt_id"]
    machine = tables["attempts"][tables["attempts"]["coding"] == "machine"]
    assert set(linked) == {MAY_1994, NOVEMBER_2020, *OCTOBER_2020, *machine["attempt_id"]}
    assert len(machine) == 1


def test_every_quote_stands_in_the_text_at_its_place(tables, coded):
    rows = tables["evidence"]
    rows = rows[rows["source_id"] == SOURCE]
    assert len(rows) > 10
    assert all(coded[1][row.start : row.end] == row.quote for row in rows.itertuples())
