"""From coded texts and a chronology to tables: every case a few sentences and a row or two."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from chronology_files import COLUMNS, CROSSWALK_COLUMNS, READING_COLUMNS, frame_of, truce

from analysis import codebook
from analysis.coding.attempts.coder import Document, code_text
from analysis.coding.joining.coded_texts import read_coded_text
from analysis.coding.joining.reference_lists import make_reference_lists, read_gazetteer
from analysis.coding.joining.tables import make_tables
from analysis.coding.reference.chronology import code_chronology

CONFLICT = "nagorno-karabakh"
AS_OF = date(2021, 1, 31)
TRUCE = "On 10 October 2020 Armenia and Azerbaijan signed a ceasefire agreement brokered by Russia."
BROKEN = "The ceasefire collapsed on 11 October 2020 when fighting resumed."
LATER = "On 26 October 2020 Armenia and Azerbaijan agreed to another ceasefire."


def known(attempt_id="nk40", **cells):
    """A row of the chronology: a truce of Armenia and Azerbaijan that collapsed on its second day."""
    row = {
        "attempt_id": attempt_id, "conflict_id": CONFLICT, "kind": "agreement", "parties": "Armenia; Azerbaijan",
        "mediators": "Russia", "announced": "2020-10-10", "signed": "2020-10-10", "effective": "2020-10-10",
        "ended": "2020-10-11", "outcome_date": "2020-10-11", "coded_on": "2021-01-31",
    }  # fmt: skip
    return truce(**{**row, **cells})


def build(texts, *rows, published=None, copies=None, as_of=AS_OF):
    """The tables for texts (source id to words) and rows of a chronology."""
    hand = code_chronology(
        frame_of(rows, COLUMNS), frame_of((), READING_COLUMNS), frame_of((), CROSSWALK_COLUMNS),
        read_gazetteer("actors"), read_gazetteer("aliases"),
    )  # fmt: skip
    coded = [
        read_coded_text(code_text(Document(text, source, (published or {}).get(source))), CONFLICT, as_of)
        for source, text in texts.items()
    ]
    tables = make_tables(coded, hand, copies, as_of)
    conflicts = codebook.conform(
        "conflicts", pd.DataFrame([{"conflict_id": CONFLICT, "label": "Nagorno-Karabakh"}])
    )
    named = [actor for text in coded for actor in text.actors.values()]
    tables |= {
        "conflicts": conflicts,
        "phases": codebook.empty("phases"),
        "sources": _sources([*texts, "chronology"]),
    }
    tables |= make_reference_lists(tables, named, conflicts)
    _refuse_unsound(tables, texts, as_of)
    return tables


def _sources(ids):
    rows = [
        {
            "source_id": one,
            "licence": "unknown",
            "alignment": "unknown",
            "file": one,
            "sha256": "0" * 64,
            "n_chars": 1,
        }
        for one in ids
    ]
    return codebook.conform("sources", pd.DataFrame(rows))


def _refuse_unsound(tables, texts, as_of):
    """Whatever a test looks at: its tables follow the codebook, keep its rules, and quote no word that is not there."""
    problems = [problem for name, frame in tables.items() for problem in codebook.check(name, frame)]
    problems += codebook.check_references(tables)
    problems += codebook.find_violations(tables, as_of) + codebook.find_misquotes(tables, texts)
    assert problems == []


def only(frame, **cells):
    """The one row with these cells."""
    for column, value in cells.items():
        frame = frame[frame[column] == value]
    (row,) = frame.to_dict("records")
    return row


def machine(tables):
    """The one attempt that only texts know."""
    return only(tables["attempts"], coding="machine")


def test_a_text_alone_gives_an_attempt_with_its_parties_mediator_and_day():
    tables = build({"a": TRUCE})
    row = machine(tables)
    assert row["attempt_id"].startswith("nagorno-karabakh-2020-10-10-")
    assert (row["kind"], row["status"], row["level"], row["form"]) == (
        "agreement",
        "agreed",
        "interstate",
        "written",
    )
    assert row["name"] == "Ceasefire agreement between Armenia and Azerbaijan, 10 October 2020"
    assert (row["outcome"], row["outcome_na"]) == ("unknown", "not_stated")
    assert (row["n_mentions"], row["n_sources"]) == (1, 1)
    roles = tables["participants"][["actor_id", "role"]].values.tolist()
    assert roles == [
        ["armenia", "party"], ["armenia", "signatory"], ["azerbaijan", "party"], ["azerbaijan", "signatory"],
        ["russia", "mediator"],
    ]  # fmt: skip


def test_every_event_is_a_mention_with_its_act_actors_and_dates():
    tables = build({"a": f"{TRUCE} {BROKEN}"})
    mentions = tables["mentions"].sort_values("trigger_start")
    assert mentions["act"].tolist() == ["agreement", "collapse"]
    assert (
        mentions["mention_id"].iloc[0] == f"a:{TRUCE.index('ceasefire agreement')}-{TRUCE.index(' brokered')}"
    )
    dates = tables["mention_dates"]
    assert dates[["date_role", "lo"]].values.tolist() == [
        ["signed", pd.Timestamp("2020-10-10")],
        ["ended", pd.Timestamp("2020-10-11")],
    ]


def test_a_collapse_ends_the_attempt_on_its_day_and_not_before():
    row = machine(build({"a": f"{TRUCE} {BROKEN}"}))
    assert (row["status"], row["outcome"]) == ("ended", "collapsed")
    assert row["ended_lo"] == row["outcome_lo"] == pd.Timestamp("2020-10-11")
    assert row["effective_na"] == "not_stated"


def test_a_ceasefire_that_never_began_has_no_effective_date():
    text = f"{TRUCE} It was to take effect on 12 October 2020 but was never implemented."
    row = machine(build({"a": text}))
    assert pd.isna(row["effective_lo"])
    if row["outcome"] == "not_implemented":
        assert (row["status"], row["effective_na"]) == ("never_in_effect", "not_applicable")


def test_a_refused_call_is_no_ceasefire():
    text = (
        "On 3 October 2020 Russia called for a ceasefire in the war between Armenia and Azerbaijan. "
        "Azerbaijan rejected the call."
    )
    row = machine(build({"a": text}))
    assert (row["kind"], row["status"], row["outcome"]) == ("call", "rejected", "rejected")
    assert not row["by_party"]
    assert not row["counts_as_ceasefire"]


def test_a_text_of_no_ceasefire_has_sentences_and_nothing_else():
    tables = build({"a": "The harvest was good. Nobody spoke of the war."})
    assert len(tables["sentences"]) == 2
    assert all(tables[name].empty for name in ("mentions", "attempts", "evidence", "actors", "places"))


def test_offsets_count_in_the_raw_text_whatever_stands_in_it():
    raw = f"\ufeff\r\n“Kəlbəcər” – [41]\r\n\r\n{TRUCE}\r\n"
    tables = build({"a": raw})
    signed = only(tables["evidence"], column="signed")
    assert raw[signed["start"] : signed["end"]] == signed["quote"] == "10 October 2020"


# --- with a chronology


def test_an_attempt_of_the_chronology_keeps_its_row_and_counts_the_text():
    row = only(build({"a": f"{TRUCE} {BROKEN}"}, known())["attempts"], attempt_id="nk40")
    assert (row["coding"], row["n_mentions"], row["n_sources"]) == ("both", 2, 2)
    assert (row["name"], row["reliability"]) == ("Truce of 2001", "medium")
    assert not row["needs_review"]


def test_what_the_text_tells_likewise_is_evidence_beside_the_cell():
    tables = build({"a": f"{TRUCE} {BROKEN}"}, known())
    rows = tables["evidence"]
    signed = rows[(rows["row_id"] == "nk40") & (rows["column"] == "signed")]
    assert sorted(zip(signed["coder"], signed["quote"], strict=True)) == [
        ("hand", "2020-10-10"),
        ("rules", "10 October 2020"),
    ]
    assert tables["disagreements"].empty


def test_what_the_text_tells_otherwise_is_a_reading_beside_the_one_used():
    text = f"{TRUCE} The ceasefire collapsed on 13 October 2020 when fighting resumed."
    tables = build({"a": text}, known())
    readings = tables["disagreements"]
    readings = readings[readings["column"] == "ended"]
    assert readings[["value", "used", "source_id"]].values.tolist() == [
        ["2020-10-11", True, "chronology"],
        ["2020-10-13", False, "a"],
    ]
    row = only(tables["attempts"], attempt_id="nk40")
    assert row["ended_lo"] == pd.Timestamp("2020-10-11")


def test_a_mediator_that_the_chronology_does_not_name_is_a_reading():
    tables = build({"a": TRUCE.replace("Russia", "France")}, known())
    row = only(tables["disagreements"], column="mediator", value="France")
    assert not row["used"]
    assert only(tables["disagreements"], column="mediator", value="Russia")["used"]


def test_a_text_that_ends_before_the_outcome_does_not_contradict_it():
    row = known(ended="2020-12-01", outcome_date="2020-12-01")
    text = f"{TRUCE} The ceasefire held."
    tables = build({"a": text}, row, published={"a": date(2020, 10, 12)})
    assert tables["disagreements"].empty
    late = build({"a": text}, row, published={"a": date(2020, 12, 20)})
    assert only(late["disagreements"], value="held", source_id="a")["column"] == "outcome"


def test_a_date_that_fits_two_of_the_chronology_makes_an_attempt_apart_that_says_so():
    text = "In October 2020 Armenia and Azerbaijan signed a ceasefire agreement."
    second = known("nk42", signed="2020-10-25", announced="2020-10-25", effective="2020-10-26", ended="2020-10-26",
                   outcome_date="2020-10-26")  # fmt: skip
    row = machine(build({"a": text}, known(), second))
    assert row["needs_review"]
    assert row["review_reason"] == "fits several attempts of the chronology: nk40, nk42"


def test_in_force_at_the_same_time_as_one_of_the_chronology_is_flagged():
    row = known(effective="2020-10-10", ended="2020-12-01", outcome_date="2020-12-01")
    text = (
        "On 20 October 2020 Armenia and Azerbaijan agreed to a ceasefire. "
        "The ceasefire took effect on 21 October 2020. "
        "It collapsed on 30 October 2020 when fighting resumed."
    )
    tables = build({"a": text}, row)
    assert "in force at the same time" in machine(tables)["review_reason"]


# --- several texts


def test_two_texts_of_one_attempt_make_one_row_with_what_each_adds():
    second = "Armenia and Azerbaijan signed a ceasefire agreement on 10 October 2020. " + BROKEN
    tables = build({"a": TRUCE, "b": second})
    row = machine(tables)
    assert (row["n_sources"], row["outcome"], row["status"]) == (2, "collapsed", "ended")
    assert set(tables["participants"]["actor_id"]) == {"armenia", "azerbaijan", "russia"}


def test_texts_that_tell_different_ends_leave_both_readings():
    other = TRUCE + " The ceasefire collapsed on 13 October 2020 when fighting resumed."
    days = {"a": date(2020, 10, 12), "b": date(2020, 10, 14)}
    tables = build({"a": f"{TRUCE} {BROKEN}", "b": other}, published=days)
    row = machine(tables)
    assert row["last_report_lo"] == pd.Timestamp("2020-10-14")
    readings = tables["disagreements"]
    assert sorted(readings[readings["column"] == "ended"]["value"]) == ["2020-10-11", "2020-10-13"]


def test_a_copy_is_linked_and_not_counted():
    tables = build({"a": f"{TRUCE} {BROKEN}", "copy": f"{TRUCE} {BROKEN}"}, copies={"copy": "a"})
    row = machine(tables)
    assert (row["n_mentions"], row["n_sources"]) == (4, 1)


def test_the_order_in_which_texts_come_changes_nothing():
    texts = {"a": TRUCE, "b": f"{TRUCE} {BROKEN}", "c": LATER}
    forward, back = build(texts, known()), build(dict(reversed(texts.items())), known())
    assert {name: codebook.write_csv(name, frame) for name, frame in forward.items()} == {
        name: codebook.write_csv(name, frame) for name, frame in back.items()
    }


# --- several ceasefires at once

SEVERAL = (
    "Since September 2020 several ceasefires have been agreed between Armenia and Azerbaijan, "
    "but all of them collapsed."
)


def test_a_collective_mention_makes_no_attempt():
    tables = build({"a": SEVERAL})
    assert tables["mentions"]["is_collective"].tolist() == [True]
    assert tables["attempts"].empty


def test_it_covers_the_attempts_of_its_parties_in_its_time():
    before = known("nk39", signed="2020-07-15", announced="2020-07-15", effective="2020-07-15", ended="2020-07-16",
                   outcome_date="2020-07-16")  # fmt: skip
    others = known("nk45", parties="Georgia; Russia", mediators="France")
    near_miss = known("nk43", kind="other", status="agreed", effective="not stated", ended="not applicable",
                      outcome="unknown (not stated)", outcome_date="", outcome_standing="")  # fmt: skip
    tables = build({"a": SEVERAL}, before, known(), others, near_miss, published={"a": date(2020, 11, 1)})
    assert tables["mention_attempts"]["attempt_id"].tolist() == ["nk40"]
    assert only(tables["attempts"], attempt_id="nk40")["coding"] == "hand"


def test_one_that_the_passage_tells_of_by_itself_stands_against_it():
    text = f"On 26 October 2020 Armenia and Azerbaijan signed a ceasefire agreement. {SEVERAL}"
    second = known("nk42", signed="2020-10-26", announced="2020-10-26", effective="2020-10-26", status="in effect",
                   ended="not applicable", outcome="held", outcome_date="", last_report="2020-12-30")  # fmt: skip
    tables = build({"a": text}, known(), second, published={"a": date(2020, 11, 1)})
    links = tables["mention_attempts"]
    covered = links[links["method"] == "collective: parties and time"]
    assert covered["attempt_id"].tolist() == ["nk40"]
    row = only(tables["disagreements"], attempt_id="nk42", value="collapsed")
    assert (row["column"], bool(row["used"])) == ("outcome", False)


@pytest.mark.parametrize("text", ["Several ceasefires between Armenia and Azerbaijan have failed."])
def test_without_a_time_it_covers_nothing(text):
    tables = build({"a": text}, known())
    assert tables["mention_attempts"].empty


# --- actors and places


def test_an_actor_outside_the_gazetteer_is_listed_under_its_name():
    text = (
        "On 10 October 2020 the Free Valley Movement and the government of Azerbaijan agreed to a ceasefire "
        "after weeks of fighting."
    )
    row = only(build({"a": text})["actors"], actor_id="free-valley-movement")
    assert (row["label"], row["kind"]) == ("Free Valley Movement", "nonstate")


def test_only_who_occurs_is_listed_and_whom_they_speak_for():
    tables = build({"a": TRUCE})
    assert set(tables["actors"]["actor_id"]) == {"armenia", "azerbaijan", "russia"}
    assert set(tables["aliases"]["actor_id"]) <= set(tables["actors"]["actor_id"])


def test_places_are_those_named_beside_a_ceasefire():
    text = f"{TRUCE} The ceasefire was broken near Martuni on 11 October 2020. Later somebody sang in Paris."
    assert "paris" not in set(build({"a": text})["places"]["place_id"])
    assert set(build({"a": TRUCE.replace("On", "In Moscow on", 1)})["places"]["place_id"]) == {"moscow"}
