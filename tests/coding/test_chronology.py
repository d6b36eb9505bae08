"""The shipped chronology: the rules of the codebook over all of it, and what single rows say."""

from datetime import date

import pandas as pd
import pytest
from chronology_files import read_file, shipped_tables

from analysis import codebook
from analysis.coding.reference.chronology import last_coding_day

TABLES = (
    "attempts",
    "participants",
    "outcomes",
    "evidence",
    "citations",
    "disagreements",
    "crosswalk",
    "spells",
)


def attempt(attempt_id):
    return shipped_tables()["attempts"].set_index("attempt_id").loc[attempt_id]


def days(attempt_id, stem):
    row = attempt(attempt_id)
    bounds = (row[f"{stem}_lo"], row[f"{stem}_hi"])
    return tuple(None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in bounds)


def roles(attempt_id, actor_id):
    told = shipped_tables()["participants"]
    return set(told[(told["attempt_id"] == attempt_id) & (told["actor_id"] == actor_id)]["role"])


def parties(attempt_id):
    told = shipped_tables()["participants"]
    return sorted(told[(told["attempt_id"] == attempt_id) & (told["role"] == "party")]["actor_id"])


def readings(attempt_id, column):
    told = shipped_tables()["disagreements"]
    found = told[(told["attempt_id"] == attempt_id) & (told["column"] == column)]
    return {value: bool(used) for value, used in zip(found["value"], found["used"], strict=True)}


# ---- the whole of it


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_sound(table):
    assert codebook.check(table, shipped_tables()[table]) == []


def test_rules_of_the_codebook_hold():
    tables = {**codebook.empty_tables(), **shipped_tables()}
    assert codebook.find_violations(tables, last_coding_day(read_file("chronology.csv"))) == []


def test_the_attempts_of_two_conflicts_with_their_addresses():
    attempts, citations = shipped_tables()["attempts"], shipped_tables()["citations"]
    ids = attempts.groupby("conflict_id")["attempt_id"].agg(list)
    assert ids["nagorno-karabakh"] == [f"nk{number:02d}" for number in range(1, 52)]
    assert ids["tigray"] == [f"tg{number:02d}" for number in range(1, 8)]
    assert set(citations["attempt_id"]) == set(attempts["attempt_id"])
    assert citations["url"].nunique() > 200
    assert set(attempts["coding"]) == {"hand"}


def test_every_coded_cell_has_its_cell_as_evidence():
    evidence, cells = shipped_tables()["evidence"], read_file("chronology.csv").set_index("attempt_id")
    assert set(evidence["source_id"]) == {"chronology"}
    assert set(evidence["coder"]) == {"hand"}
    assert evidence[["start", "end", "rule_id", "confidence"]].isna().all(axis=None)
    signed = evidence[(evidence["row_id"] == "nk26") & (evidence["column"] == "signed")].iloc[0]
    assert (signed["quote"], signed["value"]) == (cells.loc["nk26", "signed"], "1994-05-09/1994-05-11")


def test_near_misses_stay_in_and_are_not_counted():
    attempts = shipped_tables()["attempts"].set_index("attempt_id")
    not_counted = set(attempts.index[~attempts["counts_as_ceasefire"]])
    calls_and_proposals = {"nk02", "nk07", "nk08", "nk12", "nk13", "nk14", "nk15", "nk25", "nk38"}
    confirmations = {"nk24", "nk27", "nk28", "nk29", "nk30", "nk35", "nk36"}
    others = {"nk31", "nk43", "nk50", "nk34", "nk39"}
    tigray = {"tg02", "tg03", "tg05", "tg07"}
    assert not_counted == calls_and_proposals | confirmations | others | tigray
    assert set(attempts.index[attempts["kind"] == "other"]) == {"nk31", "nk43", "nk50"}


def test_attempts_that_overlap_are_flagged():
    tables, attempts = shipped_tables(), shipped_tables()["attempts"]
    flagged = attempts[attempts["attempt_id"].isin(codebook.find_overlaps(tables))]
    assert "nk26" in set(flagged["attempt_id"])
    assert flagged["needs_review"].all()
    assert (
        flagged["review_reason"].str.contains("at the same time as another attempt of the same parties").all()
    )


def test_data_date_is_the_last_coding_day():
    frame = read_file("chronology.csv")
    assert last_coding_day(frame) == date.fromisoformat(max(frame["coded_on"]))
    assert last_coding_day(frame.iloc[:0]) is None


# ---- traps, row by row


def test_truce_of_may_1994():
    row = attempt("nk26")
    assert (row["kind"], row["status"], row["outcome"]) == ("agreement", "ended", "collapsed")
    assert days("nk26", "signed") == ("1994-05-09", "1994-05-11")
    assert days("nk26", "effective") == days("nk26", "agreed_start") == ("1994-05-12", "1994-05-12")
    assert row["effective_time"] == "00:01 local (UTC+4)"
    assert days("nk26", "outcome") == days("nk26", "ended") == ("2020-09-27", "2020-09-27")
    assert (row["parent_id"], row["relation"]) == ("nk25", "replacement")
    assert parties("nk26") == ["armenia", "azerbaijan", "nagorno-karabakh"]
    assert readings("nk26", "outcome") == {
        "collapsed on 2020-09-27": True,
        "collapsed on 2016-04-02": False,
        "superseded on 2020-11-10": False,
    }


def test_truce_of_may_1994_was_violated_all_along_on_no_first_day():
    told = shipped_tables()["outcomes"]
    seen = told[told["attempt_id"] == "nk26"].set_index("outcome")
    assert list(seen.index) == ["violated", "collapsed"]
    assert pd.isna(seen.loc["violated", "lo"])
    assert seen.loc["violated", "prec"] == "none"


@pytest.mark.parametrize(
    ("attempt_id", "outcome", "status", "reason"),
    [
        ("nk01", "not_implemented", "never_in_effect", "never implemented / collapsed"),
        ("nk05", "collapsed", "ended", "collapsed without a date"),
        ("nk06", "not_implemented", "never_in_effect", "deferred start"),
        ("nk07", "unknown", "proposed", "no evidence of implementation"),
        ("nk12", "not_implemented", "never_in_effect", "a call not complied with"),
        ("nk17", "superseded", "ended", "extended"),
        ("nk20", "superseded", "ended", "extended"),
        ("nk22", "not_implemented", "never_in_effect", "never implemented / breached"),
        ("nk25", "superseded", "never_in_effect", "a call that nk26 overtook"),
        ("nk28", "violated", "ended", "violated but held, until nk26 ended"),
        ("nk31", "unknown", "never_in_effect", "a meeting without result"),
        ("nk33", "violated", "ended", "violated but held"),
        ("nk34", "violated", "in_effect", "violated but held, no end told"),
        ("nk39", "collapsed", "ended", "collapsed, then tacit calm"),
        ("nk44", "superseded", "ended", "violated but held, then superseded"),
        ("nk45", "violated", "ended", "violated but held, a later row ends it"),
        ("nk48", "violated", "in_effect", "violated but held"),
        ("nk49", "held", "in_effect", "a capitulation; a decree is no later attempt"),
        ("nk51", "held", "in_effect", "held up to the last source"),
    ],
)
def test_outcomes_in_the_words_of_the_codebook(attempt_id, outcome, status, reason):
    row = attempt(attempt_id)
    assert (row["outcome"], row["status"]) == (outcome, status), reason


@pytest.mark.parametrize("attempt_id", ["nk01", "nk25", "nk30"])
def test_a_start_that_never_came_is_an_agreed_start(attempt_id):
    assert days(attempt_id, "effective") == (None, None)
    assert attempt(attempt_id)["effective_na"] == "not_applicable"
    assert days(attempt_id, "agreed_start") != (None, None)


@pytest.mark.parametrize(
    ("attempt_id", "ended", "observed", "reason"),
    [
        ("nk11", (None, "1993-04-30"), (None, "1993-04-30"), "upper bound"),
        ("nk18", (None, "1993-08-17"), (None, "1993-08-17"), "upper bound, after the agreed end"),
        ("nk21", (None, "1993-10-28"), (None, "1993-10-28"), "day of the press"),
        ("nk28", ("2020-09-27", "2020-09-27"), ("2020-09-27", "2020-09-27"), "real end"),
        ("nk33", ("2016-04-14", "2020-09-27"), ("2016-04-14", "2016-04-14"), "last observation"),
        ("nk37", ("2020-07-12", "2020-07-12"), ("2020-07-12", "2020-07-12"), "real end"),
        ("nk44", ("2023-09-19", "2023-09-19"), ("2023-09-19", "2023-09-20"), "real end"),
        ("nk46", ("2022-09-13", "2022-09-13"), ("2022-09-13", "2022-09-13"), "real end"),
        ("nk48", (None, None), ("2022-09-20", "2022-09-20"), "last observation"),
        ("nk51", (None, None), ("2026-03-11", "2026-03-11"), "last observation"),
    ],
)
def test_end_and_observation_are_told_apart(attempt_id, ended, observed, reason):
    assert (days(attempt_id, "ended"), days(attempt_id, "outcome")) == (ended, observed), reason


def test_an_inferred_outcome_has_an_upper_bound_only():
    assert days("nk02", "outcome") == (None, "1992-02-26")
    assert attempt("nk02")["reliability"] == "low"


@pytest.mark.parametrize("attempt_id", ["nk36", "nk44"])
def test_russia_signs_as_mediator_and_is_no_party(attempt_id):
    assert roles(attempt_id, "russia") >= {"signatory", "mediator"}
    assert "party" not in roles(attempt_id, "russia")
    assert roles(attempt_id, "vladimir-putin") == {"signatory"}
    assert parties(attempt_id) == ["armenia", "azerbaijan"]


@pytest.mark.parametrize(
    ("attempt_id", "parent_id", "relation"),
    [
        ("nk18", "nk17", "extension"), ("nk21", "nk20", "extension"), ("nk19", "nk18", "renewal"),
        ("nk24", "nk23", "reaffirmation"), ("nk28", "nk26", "reaffirmation"), ("nk29", "nk26", "reaffirmation"),
        ("nk34", "nk33", "local_of"), ("nk35", "nk26", "reaffirmation"), ("nk36", "nk35", "reaffirmation"),
        ("nk44", "nk43", "replacement"), ("nk49", "nk44", "replacement"), ("nk51", "nk50", "replacement"),
    ],
)  # fmt: skip
def test_relations_coded_by_hand(attempt_id, parent_id, relation):
    row = attempt(attempt_id)
    assert (row["parent_id"], row["relation"]) == (parent_id, relation)


def test_the_lull_of_july_2020_is_tacit():
    row = attempt("nk39")
    assert (row["kind"], row["form"], bool(row["is_statement"])) == ("bilateral", "tacit", False)


def test_announced_after_it_took_effect():
    assert days("nk48", "announced") > days("nk48", "effective")
    assert days("nk28", "announced") > days("nk28", "effective")


def test_a_second_hour_is_a_reading():
    assert attempt("nk47")["effective_time"] == "09:00 Moscow (UTC+3)"
    assert readings("nk47", "effective_time") == {"09:00 Moscow (UTC+3)": True, "09:00 local (UTC+4)": False}


def test_no_party_out_of_prose():
    assert parties("nk12") == []
    assert parties("nk38") == ["armenia", "azerbaijan"]
    assert roles("nk12", "un-security-council") == {"caller"}
    assert "signatory" not in roles("nk27", "azerbaijan")
    assert roles("nk35", "armenia") == {"party"}


def test_first_breaches_keep_their_claimants():
    told = shipped_tables()["outcomes"]
    first = told[
        (told["attempt_id"] == "nk46") & (told["outcome"] == "violated") & told["claimant_id"].notna()
    ].iloc[0]
    assert (first["claimant_id"], first["standing"], f"{first['lo']:%Y-%m-%d}") == (
        "armenia",
        "disputed",
        "2021-11-22",
    )
    mutual = told[(told["attempt_id"] == "nk41") & told["claimant_id"].notna()]
    assert set(mutual["claimant_id"]) == {"armenia", "azerbaijan"}


def test_truces_of_october_2020_collapsed_and_were_replaced_in_november():
    for attempt_id, day in (("nk40", "2020-10-11"), ("nk41", "2020-10-18"), ("nk42", "2020-10-26")):
        assert (attempt(attempt_id)["outcome"], days(attempt_id, "outcome")[1]) == ("collapsed", day)
        assert attempt(attempt_id)["purpose"] == "humanitarian"


# ---- readings, crosswalk, spells


def test_every_field_in_dispute_has_one_reading_used():
    told = shipped_tables()["disagreements"].drop_duplicates(["attempt_id", "column", "value"])
    chosen = told.groupby(["attempt_id", "column"])["used"].agg(["sum", "size"])
    assert (chosen["sum"] == 1).all()
    assert (chosen["size"] >= 2).all()


IN_DISPUTE = (1, 5, 6, 10, 17, 18, 21, 22, 25, 26, 28, 30, 35, 40, 41, 42, 44, 47, 48, 49, 51)


@pytest.mark.parametrize("attempt_id", [f"nk{number:02d}" for number in IN_DISPUTE])
def test_rows_on_which_sources_differ_tell_the_other_readings(attempt_id):
    told = shipped_tables()["disagreements"]
    assert (told["attempt_id"] == attempt_id).sum() >= 2


def test_crosswalk_links_or_lists_every_entry():
    told = shipped_tables()["crosswalk"]
    missing_here = told[told["match"] == "missing_here"]
    assert sorted({f"{day:%Y-%m-%d}" for day in missing_here["external_date"]}) == [
        "1990-02-03", "1993-04-16", "1993-04-20", "1993-04-26", "1993-05-24", "1993-06-17", "1993-08-03", "1993-08-05",
        "1993-10-05", "2010-10-27", "2010-12-01", "2021-11-26", "2022-10-31",
    ]  # fmt: skip
    assert set(missing_here["note"]) == {"not investigated"}
    entries = told[told["match"] != "missing_there"]
    assert entries.groupby("dataset").size().to_dict() == {"cf": 31, "pax": 26, "ucdp_termination": 1}


def test_crosswalk_days_apart():
    told = shipped_tables()["crosswalk"].set_index(["attempt_id", "dataset", "external_id"])
    assert told.loc[("nk26", "cf", "29"), ["match", "days_apart"]].tolist() == ["exact", 0]
    assert told.loc[("nk22", "cf", "25"), ["match", "days_apart"]].tolist() == ["date_differs", 3]
    assert told.loc[("nk20", "pax", "1729"), ["match", "days_apart"]].tolist() == ["date_differs", -1]
    assert told.loc[("nk28", "ucdp_termination", "388"), "match"] == "exact"


def test_attempts_without_an_entry_are_missing_there():
    told = shipped_tables()["crosswalk"]
    there = told[told["match"] == "missing_there"].groupby("dataset")["attempt_id"].agg(set)
    assert "nk44" in there["cf"]
    assert "nk44" not in there["pax"]
    assert len(there["ucdp_termination"]) == 50


def test_spells_of_the_truce_of_1994():
    told = shipped_tables()["spells"]
    spells = told[(told["attempt_id"] == "nk26") & (told["dyad"] == "armenia+azerbaijan")].set_index(
        "failure_rule"
    )
    assert set(spells.index) == {"first_violation", "collapse", "war_resumes", "any_end"}
    assert spells["event"].all()
    assert f"{spells.loc['collapse', 'exit_lo']:%Y-%m-%d}" == "2020-09-27"
    # Breached on a day that no source tells: some day between its start and its end.
    assert [f"{d:%Y-%m-%d}" for d in spells.loc["first_violation", ["exit_lo", "exit_hi"]]] == [
        "1994-05-12",
        "2020-09-27",
    ]


def test_spells_only_of_what_took_effect():
    told = shipped_tables()["spells"]
    assert not set(told["attempt_id"]) & {"nk01", "nk06", "nk12", "nk25", "nk30", "nk31"}
    held = told[(told["attempt_id"] == "nk51") & (told["failure_rule"] == "any_end")].iloc[0]
    assert (bool(held["event"]), f"{held['exit_lo']:%Y-%m-%d}", pd.isna(held["exit_hi"])) == (
        False,
        "2026-03-11",
        True,
    )
    assert (told["exit_lo"] >= told["entry"]).all()
    assert ((told["exit_hi"] >= told["exit_lo"]) | told["exit_hi"].isna()).all()


# ---- the second conflict


def test_two_declarations_make_one_truce():
    row = attempt("tg04")
    assert (row["kind"], row["outcome"], row["conflict_id"]) == ("bilateral", "collapsed", "tigray")
    assert days("tg04", "effective") == ("2022-03-24", "2022-03-25")
    assert parties("tg04") == ["ethiopia", "tplf"]
    assert readings("tg04", "kind") == {"bilateral": True, "unilateral": False}


def test_a_declaration_that_carries_out_another_is_none_of_its_own():
    row = attempt("tg07")
    assert (row["parent_id"], row["relation"]) == ("tg06", "reaffirmation")
    assert not row["counts_as_ceasefire"]


def test_a_conflict_without_entries_elsewhere_is_not_compared():
    told = shipped_tables()["crosswalk"]
    assert not told["attempt_id"].str.startswith("tg").fillna(False).any()
