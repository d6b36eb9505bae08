"""What any match of a pattern must hold, and which patterns of the coder a sentence may match."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.coding.attempts.coder import load_sieve, sifted_patterns
from analysis.text.segments import find_sentences
from analysis.text.sieve import Sieve, needed_words
from analysis.text.view import make_view

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        pytest.param("truces?", [[{"truce"}]], id="what may be missing counts for nothing"),
        pytest.param("truce|armistice", [[{"truce"}], [{"armistice"}]], id="each alternative by itself"),
        pytest.param("resume|resist", [[{"resume"}], [{"resist"}]], id="letters that alternatives share"),
        pytest.param(
            r"(?:lay|laid) down \w+", [[{" down "}, {"lay", "laid"}]], id="several words, the rarest first"
        ),
        pytest.param(
            r"fire(?= again)(?<!cease)", [[{"fire"}]], id="what stands around is no part of the match"
        ),
        pytest.param(r"\d+ (?:days)+", [[{"days"}]], id="what is repeated at least once"),
        pytest.param(r"\w+", [[]], id="nothing is known"),
        pytest.param("(?i:truce)", [[]], id="letters that stand for their capitals"),
        pytest.param("of|on peace", [[{"of"}], [{"on peace"}]], id="a short word where there is no other"),
    ],
)
def test_words_that_a_match_needs(pattern: str, needed: list[list[set[str]]]) -> None:
    assert [[set(words) for words in sets] for sets in needed_words(re.compile(pattern))] == needed


def test_letters_of_any_case_are_not_known() -> None:
    assert needed_words(re.compile("truce", re.IGNORECASE)) == [[]]


def test_a_sieve_names_what_may_match() -> None:
    sieve = Sieve({1: re.compile("broke (?:the|a) truce"), 2: re.compile("shelling"), 4: re.compile(r"\w")})
    assert sieve.held("the shelling of the town") == 2 | 4
    assert sieve.held("they broke a promise") == 4
    assert sieve.held("then broke the news of a truce") == 1 | 4


def test_no_pattern_matches_where_the_sieve_says_that_it_cannot() -> None:
    sieve, patterns = load_sieve(), sifted_patterns()
    matched = 0
    for path in sorted(CORPUS.glob("*/texts/*.txt")):
        view = make_view(path.read_bytes().decode("utf-8"))
        for sentence in find_sentences(view):
            text = view.lower[sentence.start : sentence.end]
            held = sieve.held(text)
            found = [bit for bit, pattern in patterns.items() if pattern.search(text)]
            assert all(held & bit for bit in found), text
            matched += len(found)
    assert matched > 1_000


def test_without_the_parser_of_re_every_pattern_may_match(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.text.sieve.parser", None)
    assert Sieve({1: re.compile("truce"), 2: re.compile("armistice")}).held("peace") == 3
