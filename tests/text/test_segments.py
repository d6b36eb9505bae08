"""Blocks, fragments and sentences: where a text is cut, and where it is not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.segments import Sentence, find_sentences
from analysis.text.view import make_view


def read(text: str) -> list[Sentence]:
    return find_sentences(make_view(text))


def sentences(text: str) -> list[str]:
    return [" ".join(text[s.start : s.end].split()) for s in read(text)]


def kinds(text: str) -> list[str]:
    return [s.kind for s in read(text)]


def leads(text: str) -> list[str]:
    """What each sentence's chronology lead says, empty where there is none."""
    return [text[s.lead[0] : s.lead[1]] if s.lead else "" for s in read(text)]


NOT_CUT = [
    ("U.S. sanctions were eased after the truce.", "U.S. before a noun"),
    ("The truce began at 6 a.m. local time on Monday.", "a.m. within a sentence"),
    ("It starts at 10 p.m. GMT and lasts a week.", "p.m. before a zone"),
    ("Gen. Khalifa Haftar met Mr. Serraj in Abu Dhabi.", "titles"),
    ("He met Col. J. Garang near Mt. Kenya.", "an initial and a mountain"),
    ("The mission, i.e. the monitors, left on Feb. 3.", "i.e. and a month"),
    ("Resolution No. 598 ended eight years of war.", "No. before a number"),
    ("Losses rose by 3.5 percent in May.", "a decimal point"),
    ("The U.N. Security Council met twice.", "U.N. before a name"),
    ("The group signed nothing...and left.", "points within a sentence"),
    ("Who agreed to what? nobody said.", "a question mark before a lower-case word"),
]
CUT = [
    ("The truce held. Then it broke.", ["The truce held.", "Then it broke."], "full stop"),
    (
        "It begins at 6 a.m. The army said so.",
        ["It begins at 6 a.m.", "The army said so."],
        "a.m. before an opener",
    ),
    (
        "Envoys came from the U.S. They met rebels.",
        ["Envoys came from the U.S.", "They met rebels."],
        "U.S. at the end",
    ),
    ("The truce held.Then it broke.", ["The truce held.", "Then it broke."], "missing blank"),
    ("“We stop.” He left.", ["“We stop.”", "He left."], "quote after the full stop"),
    ("It held.[41] Then it broke.", ["It held.[41]", "Then it broke."], "citation mark after the full stop"),
    (
        "Will it hold? Few think so! Most do not.",
        ["Will it hold?", "Few think so!", "Most do not."],
        "question and exclamation",
    ),
    ("THE TRUCE HELD. THEN IT BROKE.", ["THE TRUCE HELD.", "THEN IT BROKE."], "all capitals"),
    ("the truce held. then it broke.", ["the truce held.", "then it broke."], "all lower case"),
    ("The FMLN agreed.\n\nThe army did not.", ["The FMLN agreed.", "The army did not."], "paragraphs"),
]


@pytest.mark.parametrize(("text", "why"), NOT_CUT, ids=[why for _, why in NOT_CUT])
def test_one_sentence_stays_whole(text: str, why: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(("text", "expected", "why"), CUT, ids=[why for _, _, why in CUT])
def test_sentences_are_cut(text: str, expected: list[str], why: str) -> None:
    found = [part.replace("[41]", "").strip() for part in sentences(text)]
    assert found == [part.replace("[41]", "").strip() for part in expected]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The guerrillas of the National Liberation Army said on Tuesday that\n"
        "they would observe a truce of ten days over Christmas, and that their\n"
        "units had been told to stay in their camps until the new year. The\n"
        "government did not answer.\n"
    )
    assert len(sentences(text)) == 2
    assert kinds(text) == ["paragraph", "paragraph"]
    assert sentences(text)[1] == "The government did not answer."


def test_lines_that_end_within_a_sentence_go_on_below() -> None:
    text = "The rebels and the army of Chad signed a truce in\nthe town of Birao."
    assert sentences(text) == ["The rebels and the army of Chad signed a truce in the town of Birao."]


def test_first_line_without_full_stop_is_the_title() -> None:
    text = "Army and rebels agree truce\n\nThe army and the rebels agreed a truce on Sunday."
    assert kinds(text) == ["title", "paragraph"]


def test_first_line_with_full_stop_is_a_paragraph() -> None:
    assert kinds("The army agreed a truce.\n\nIt held.") == ["paragraph", "paragraph"]


@pytest.mark.parametrize("heading", ["## First truce", "== First truce ==", "First truce"])
def test_headings_within_a_text(heading: str) -> None:
    text = f"The war had begun in May.\n\n{heading}\n\nThe army stopped in June."
    assert kinds(text) == ["paragraph", "heading", "paragraph"]


LEADS = [
    ("12 May 1994: A truce was signed.", "12 May 1994", "day month year and a colon"),
    ("May 12, 1994 - A truce was signed.", "May 12, 1994", "month day, year and a dash"),
    ("1994-05-12: A truce was signed.", "1994-05-12", "ISO"),
    ("1994-05-12 | A truce was signed.", "1994-05-12", "a table of plain text"),
    ("12.05.1994 – A truce was signed.", "12.05.1994", "dotted, with a long dash"),
    ("* 12 May 1994: A truce was signed.", "12 May 1994", "bullet"),
    ("(12 May 1994) A truce was signed.", "", "brackets without colon are text"),
    ("May 1994: A truce was signed.", "May 1994", "month"),
    ("1994: A truce was signed.", "1994", "year"),
    ("1994 – A truce was signed.", "1994", "year and a dash"),
    ("12 May: A truce was signed.", "12 May", "day without year"),
    ("12-14 May 1994: A truce was signed.", "12-14 May 1994", "range of days"),
    ("12 May 1994. A truce was signed.", "12 May 1994", "full stop"),
    ("12 May 1994, Bishkek: A truce was signed.", "12 May 1994", "place after the date"),
    ("12 may 1994: a truce was signed.", "12 may 1994", "lower case"),
]


@pytest.mark.parametrize(("line", "lead", "why"), LEADS, ids=[why for _, _, why in LEADS])
def test_lead_of_a_chronology_line(line: str, lead: str, why: str) -> None:
    text = f"The war went on for years.\n\n{line}"
    assert leads(text)[-1] == lead


def test_lead_on_a_line_of_its_own_counts_for_the_lines_below() -> None:
    text = (
        "Chronology of the war\n\n12 May 1994\nA truce was signed.\nIt was broken at once.\n\n"
        "13 May 1994\nShelling went on."
    )
    assert leads(text) == ["", "12 May 1994", "12 May 1994", "12 May 1994", "13 May 1994", "13 May 1994"]


def test_sentence_that_begins_with_a_date_is_no_chronology_line() -> None:
    assert leads("It began in May.\n\nOn 12 May 1994 a truce was signed in Bishkek.") == ["", ""]


@pytest.mark.parametrize("mark", ["*", "-", "•", "1.", "2)", "(a)"])
def test_bullets_lose_their_mark(mark: str) -> None:
    text = f"The parties shall do three things.\n\n{mark} The parties shall stop all fire.\n"
    assert sentences(text)[-1] == "The parties shall stop all fire."
    assert kinds(text)[-1] == "bullet"


DATELINES = [
    ("STEPANAKERT – The army stopped.", "The army stopped.", "capitals"),
    ("KHARTOUM, May 3 (Agency) - The army stopped.", "The army stopped.", "place, date and agency"),
    ("Geneva, 5 May 1994 - The envoys met.", "The envoys met.", "mixed case with a date"),
    ("JUBA, South Sudan -- The army stopped.", "The army stopped.", "country and double hyphen"),
    ("COLOMBO (Agency): The army stopped.", "The army stopped.", "agency and colon"),
]


@pytest.mark.parametrize(("line", "rest", "why"), DATELINES, ids=[why for _, _, why in DATELINES])
def test_dateline_is_kept_apart(line: str, rest: str, why: str) -> None:
    (sentence,) = read(line)
    assert line[sentence.start : sentence.end] == rest
    assert sentence.dateline is not None
    assert line[slice(*sentence.dateline)].strip() == line.removesuffix(rest).strip()


def test_dateline_after_text_starts_a_fragment() -> None:
    text = (
        "A truce was signed in 1994.\n\n"
        "STEPANAKERT - The army stopped today.\n\n"
        "It will not move.\n\n"
        "BAKU, 3 May - The ministry said nothing."
    )
    assert [s.fragment for s in read(text)] == [0, 1, 1, 2]


def test_dateline_at_the_head_starts_no_second_fragment() -> None:
    assert [s.fragment for s in read("Truce signed\n\nJUBA - The army stopped.\n\nIt rained.")] == [0, 0, 0]


def test_name_and_dash_within_a_sentence_is_no_dateline() -> None:
    (sentence,) = read("UNITA - then at war with Luanda - signed nothing.")
    assert sentence.start == 0


@pytest.mark.parametrize(
    "text", ["IN FULL CAPITALS THE TEXT RUNS. PARIS - NOBODY KNOWS.", "all lower. paris - nobody knows."]
)
def test_texts_of_one_case_have_no_datelines(text: str) -> None:
    assert all(s.dateline is None for s in read(text))


@given(st.text(alphabet=st.sampled_from("aB .!?;:\n-*#=|()[]\"'19,UPS"), max_size=400))
def test_sentences_are_in_order_disjoint_and_trimmed(text: str) -> None:
    found = [s for s in read(text) if s.kind != "dateline"]
    for before, after in pairwise(found):
        assert before.end <= after.start
    view = make_view(text)
    for sentence in found:
        part = view.text[sentence.start : sentence.end]
        assert part
        assert part == part.strip()


@given(
    st.lists(
        st.sampled_from(
            [
                "Rebels",
                "agreed",
                "U.S.",
                "a.m.",
                "truce",
                "on",
                "May",
                "3",
                ".",
                "\n",
                "\n\n",
                ";",
                "OSLO",
                "-",
            ]
        ),
        max_size=80,
    )
)
def test_every_word_lies_in_a_sentence_or_a_mark(words: list[str]) -> None:
    text = " ".join(words)
    found = read(text)
    covered = {i for s in found for i in range(s.start, s.end)}
    covered |= {i for s in found for span in (s.lead, s.dateline) if span for i in range(*span)}
    outside = {text[i] for i in range(len(text)) if i not in covered}
    assert not {char for char in outside if char.isalpha()}
