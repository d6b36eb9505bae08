"""Wrong cells: each message names file, line, attempt and column, what was expected and what was found."""

import re

import pandas as pd
import pytest
from chronology_files import ACTORS, ALIASES, TRUCE, code, frame_of, truce

from analysis.coding.reference.chronology import COLUMNS, last_coding_day
from analysis.coding.reference.chronology_names import index_actors
from analysis.coding.reference.chronology_rows import read_rows
from analysis.errors import InputProblem

NEVER = {"status": "never_in_effect", "effective": "not applicable", "ended": "not applicable"}
LATER = truce(attempt_id="isle-2002", parent_id="isle-2001", relation="renewal", announced="2002-05-05",
              effective="2002-05-06", ended="2002-05-09", outcome_date="2002-05-09")  # fmt: skip


def test_a_chronology_of_another_conflict():
    tables = code(TRUCE, LATER)
    assert list(tables["attempts"]["conflict_id"]) == ["isle", "isle"]
    assert tables["crosswalk"].empty
    assert tables["disagreements"].empty


def test_the_whole_sentence():
    with pytest.raises(InputProblem) as refused:
        code(TRUCE, truce(attempt_id="isle-2003", announced="05/12/2001"))
    assert str(refused.value) == (
        "Expected a date such as 1994-05-12, 9/10/11 May 1994, 1993-08, by 1994-05-05 or 1992-09-25..1992-10-09 in "
        "chronology.csv, line 3 (isle-2003), column announced, found '05/12/2001'; numbers alone can be read in two "
        "ways; write the month in letters or the year first."
    )


def test_all_wrong_cells_are_told_at_once():
    with pytest.raises(InputProblem) as refused:
        code(truce(announced="12 May", kind="pact", parties="Northland; Atlantis"))
    assert len(str(refused.value).splitlines()) == 3


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ({"parties": "Northland; Atlantis"}, "parties", "the name of a known actor ('Atlantis' is none)"),
        ({"parties": "Northland, Southland"}, "parties", "the name of a known actor"),
        ({"parties": "Landers; Isle Council"}, "parties", "('Landers' means northland or southland)"),
        ({"signatories": "B. South (Atlantis)"}, "signatories", "the name of a known actor ('Atlantis' is none)"),
        ({"signatories": "B. South"}, "signatories", "the name of a known actor ('B. South' is none)"),
        ({"kind": "pact"}, "kind", "one of call, proposal, unilateral"),
        ({"is_statement": "perhaps"}, "is_statement", "yes or no"),
        ({"effective": ""}, "effective", "a value"),
        ({"effective_time": "noon"}, "effective_time", "one hour with its zone"),
        ({"signed": "not applicable"}, "signed", "an empty cell where the question does not arise"),
        ({"outcome": "a success"}, "outcome", "an outcome such as held"),
        ({"sources_dates": "see the papers"}, "sources_dates", "http or https addresses"),
        ({"reliability": "good"}, "reliability", "one of high, medium, low"),
        ({"independent_sources_dates": "two"}, "independent_sources_dates", "a whole number"),
    ],
)  # fmt: skip
def test_cells_that_cannot_be_read(cells, column, expected):
    with pytest.raises(InputProblem, match=re.escape(f"column {column}, found {cells[column]!r}")) as refused:
        code(truce(**cells))
    assert expected in str(refused.value)


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ({"attempt_id": "Isle 2001"}, "attempt_id", "lower-case letters, digits and single hyphens"),
        ({"parent_id": "isle-1999", "relation": "renewal"}, "parent_id", "an attempt_id of this file"),
        ({"parent_id": "isle-2001", "relation": "renewal"}, "parent_id", "whose own parents do not lead back here"),
        ({"relation": "renewal"}, "parent_id", "an earlier attempt, or none where the relation is new"),
        ({"parties": "Northland"}, "parties", "two parties"),
        ({"parties": "Northland; Southland; Isle Council"}, "parties", "two parties"),
        ({"kind": "multilateral"}, "parties", "three or more parties"),
        ({"kind": "unilateral"}, "parties", "one party"),
        (dict(NEVER, kind="call", outcome="not implemented"), "callers", "who asked"),
        ({"ended": "2001-05-01"}, "ended", "a day not before it took effect (2001-05-06)"),
        ({"ended": "by 2001-05-01"}, "ended", "a day not before it took effect (2001-05-06)"),
        ({"ended": "not applicable"}, "ended", "a date or 'not stated'"),
        ({"effective": "not applicable"}, "effective", "a date or 'not stated'"),
        ({"status": "agreed", "ended": "not stated"}, "effective", "'not applicable'"),
        ({"status": "in_effect"}, "ended", "'not applicable' or 'not stated'"),
        (dict(NEVER), "outcome", "an outcome that goes with the status never_in_effect"),
        ({"outcome": "superseded"}, "outcome", "a later attempt that names this one"),
        ({"outcome_standing": ""}, "outcome_standing", "a standing where there is an outcome"),
        ({"outcome_standing": "alleged"}, "outcome_standing", "more than one side's allegation"),
        ({"outcome": "held", "status": "in_effect", "ended": "not applicable"}, "last_report", "the last day"),
        ({"first_violation": "2001-05-07"}, "first_violation_standing", "whose word the breach rests on"),
        ({"reliability": "high"}, "reliability", "medium or low"),
        ({"coded_on": "2001-05-08"}, "ended", "a day not after the row was coded (2001-05-08)"),
    ],
)  # fmt: skip
def test_rows_that_contradict_themselves(cells, column, expected):
    with pytest.raises(InputProblem, match=re.escape(f"column {column}, found")) as refused:
        code(truce(**cells))
    assert expected in str(refused.value)


def test_ids_are_given_once():
    with pytest.raises(InputProblem, match="each attempt_id once"):
        code(TRUCE, TRUCE)


def test_parents_do_not_run_in_a_circle():
    with pytest.raises(InputProblem, match="whose own parents do not lead back here"):
        code(truce(parent_id="isle-2002", relation="renewal"), LATER)


def test_parents_belong_to_the_same_conflict():
    with pytest.raises(InputProblem, match="an attempt of the same conflict"):
        code(TRUCE, {**LATER, "conflict_id": "other"})


def test_unknown_and_lacking_columns():
    with pytest.raises(InputProblem, match=r"found 'partys'; did you mean parties\?"):
        read_rows(pd.DataFrame(columns=["partys"]), index_actors(ACTORS, ALIASES))
    lacking = frame_of([TRUCE], COLUMNS).drop(columns="outcome")
    with pytest.raises(InputProblem, match=r"Expected the column outcome in chronology\.csv"):
        read_rows(lacking, index_actors(ACTORS, ALIASES))


# ---- actors


def test_a_signer_stands_as_person_and_for_whom_he_binds():
    tables = code(
        truce(
            kind="agreement", signatories="Ana North (Northland); B. South (Southland); C. South (Southland)"
        )
    )
    told = tables["participants"]
    signers = told[told["role"] == "signatory"].set_index("actor_id")["surface"]
    assert signers.to_dict() == {
        "ana-north": "Ana North",
        "northland": "Ana North (Northland)",
        "southland": "B. South (Southland); C. South (Southland)",
    }


def test_names_with_brackets_other_names_and_ids():
    told = code(truce(mediators="Envoys (Group of Five)", parties="NL; THE ISLANDERS", hosts="southland"))[
        "participants"
    ]
    assert dict(zip(told["role"], told["actor_id"], strict=True))["mediator"] == "envoys"
    assert set(told[told["role"] == "party"]["actor_id"]) == {"northland", "isle"}
    assert set(told[told["role"] == "host"]["actor_id"]) == {"southland"}


# ---- readings


def reading(value, used, column="outcome", attempt_id="isle-2001", url=""):
    return {"attempt_id": attempt_id, "column": column, "value": value, "used": used, "url": url}


def test_readings_with_several_addresses_and_a_role():
    told = code(
        TRUCE,
        readings=[
            reading("collapsed on 9 May 2001", "yes", url="https://a.org/x | https://b.org/y"),
            reading("expired", "no"),
            reading("Northland; Southland", "yes", column="parties"),
            reading("Northland", "no", column="parties"),
        ],
    )["disagreements"]
    assert list(told[told["column"] == "outcome"]["value"]) == ["collapsed on 9 May 2001"] * 2 + ["expired"]
    assert set(told["column"]) == {"outcome", "party"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([reading("collapsed", "yes", attempt_id="isle-1999")], "an attempt_id of chronology.csv"),
        ([reading("collapsed", "yes", column="fate")], "a column of chronology.csv"),
        ([reading("a success", "yes")], "an outcome such as held"),
        ([reading("12 May", "no", column="announced")], "a date such as"),
        ([reading("pact", "no", column="kind")], "one of call"),
        ([reading("collapsed", "sometimes")], "yes or no"),
        ([reading("collapsed", "yes", url="a.org")], "http or https addresses"),
        ([reading("", "no", column="name")], "a value"),
        ([reading("expired", "yes")], "what chronology.csv holds there ('collapsed')"),
        ([reading("collapsed on 2001-05-08", "yes")], "what chronology.csv holds there ('collapsed')"),
        (
            [reading("2001-05-04", "yes", column="announced")],
            "what chronology.csv holds there ('5 May 2001')",
        ),
        ([reading("collapsed", "yes")], "two readings or more, exactly one of them used"),
        ([reading("expired", "no"), reading("held", "no")], "there are 2, 0 used"),
    ],
)
def test_readings_that_are_refused(rows, expected):
    with pytest.raises(InputProblem, match=re.escape("chronology_readings.csv, line 2")) as refused:
        code(TRUCE, readings=rows)
    assert expected in str(refused.value)


# ---- crosswalk


def entry(match, day="2001-05-05", attempt_id="isle-2001", dataset="cf"):
    return {
        "attempt_id": attempt_id,
        "dataset": dataset,
        "external_id": "7",
        "external_date": day,
        "match": match,
    }


def test_days_count_from_the_nearest_act_and_never_from_the_end():
    told = code(TRUCE, LATER, crosswalk=[entry("date_differs", "2001-05-08")])["crosswalk"]
    assert told["days_apart"].tolist()[0] == 2
    assert told.set_index("attempt_id").loc["isle-2002", "match"] == "missing_there"


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (entry("exact", "2001-05-08"), "match", "date_differs, as the day lies 2 days from the attempt's"),
        (entry("date_differs"), "match", "exact, as the day is one of the attempt's"),
        (entry("missing_here"), "attempt_id", "no attempt where the match is missing_here"),
        (entry("missing_there"), "attempt_id", "an entry that the other dataset has"),
        (entry("exact", attempt_id="isle-1999"), "attempt_id", "an attempt_id of chronology.csv"),
        (entry("exact", day="May 2001"), "external_date", "one day"),
        (entry("roughly"), "match", "one of exact"),
        (entry("exact", dataset="acled"), "dataset", "one of cf"),
    ],
)
def test_entries_that_are_refused(row, column, expected):
    with pytest.raises(InputProblem, match=re.escape(f"column {column}, found")) as refused:
        code(TRUCE, crosswalk=[row])
    assert expected in str(refused.value)
    assert "crosswalk.csv, line 2" in str(refused.value)


# ---- spells


def exits(rule, **cells):
    told = code(truce(**cells))["spells"].set_index("failure_rule").loc[rule]
    return bool(told["event"]), *(
        None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in told[["exit_lo", "exit_hi"]]
    )


@pytest.mark.parametrize(
    ("rule", "cells", "expected", "reason"),
    [
        ("any_end", {}, (True, "2001-05-09", "2001-05-09"), "ended on a known day"),
        ("any_end", {"ended": "by 2001-05-20"}, (True, "2001-05-06", "2001-05-20"), "from its start on to the bound"),
        ("any_end", {"ended": "not stated", "outcome_date": ""}, (True, "2001-05-06", None), "ended, on no told day"),
        ("collapse", {"outcome": "expired"}, (False, "2001-05-09", None), "an agreed term is no failure"),
        ("first_violation", {}, (True, "2001-05-06", "2001-05-09"), "it broke down: breached by then at the latest"),
        ("first_violation", {"outcome": "expired"}, (False, "2001-05-09", None), "no breach told"),
        ("war_resumes", {}, (False, "2001-05-09", None), "not told"),
        ("war_resumes", {"war_resumed": "not stated"}, (True, "2001-05-06", None), "told, on no told day"),
        ("war_resumes", {"war_resumed": "2001-06"}, (True, "2001-06-01", "2001-06-30"), "told to the month"),
    ],
)  # fmt: skip
def test_spells(rule, cells, expected, reason):
    assert exits(rule, **cells) == expected, reason


def test_entry_is_the_day_from_which_it_was_surely_in_force():
    told = code(truce(effective="6/7 May 2001"))["spells"]
    assert set(told["entry"].dt.strftime("%Y-%m-%d")) == {"2001-05-07"}


def test_a_one_sided_halt_has_no_pair_and_three_parties_have_three():
    assert code(truce(kind="unilateral", parties="Northland"))["spells"]["dyad"].isna().all()
    three = code(truce(kind="multilateral", parties="Northland; Southland; Isle Council"))["spells"]
    assert set(three["dyad"]) == {"isle+northland", "isle+southland", "northland+southland"}


def test_an_empty_chronology_makes_empty_tables():
    assert all(frame.empty for frame in code().values())


def test_a_coding_day_that_is_no_day():
    with pytest.raises(
        InputProblem, match=r"chronology\.csv, line 2 \(isle-2001\), column coded_on, found 'lately'"
    ):
        last_coding_day(frame_of([truce(coded_on="lately")], COLUMNS))
