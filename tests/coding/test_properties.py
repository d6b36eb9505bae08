"""What holds for every text: offsets give the words they stand for, the same text gives the same rows, what is
added below changes nothing above, and work grows with the length of the text and not with its square.

Work is counted in steps (lines of Python that are run), never in seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.attempts.coder import Coding, Document, code_text
from analysis.coding.attempts.json_rows import to_rows
from analysis.coding.attempts.printed_rows import render_rows
from analysis.coding.measuring.evaluation import find_gold

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "dev"
SEEDS = ("0", "1", "20201110")

# Pieces from which texts are put together that look like the real thing, and then do not.
PIECES = (
    "Armenia|Azerbaijan|the rebels|both sides|M23|UN|Moscow|President Aliyev|the LTTE|"
    "Mali's army|signed|agreed to|declared|broke|called for|urged|collapsed|held|did not|"
    "may|if|never|a ceasefire|the truce|cease-fire|ceasefires|halted the fighting|"
    "cessation of hostilities|ceasere|on 12 May 1994|in March|two weeks later|"
    "the next day|on Monday|until 31 December 9999|in 1994|on 31 June|"
    "since the 40th of May|3-9 May|29 February 1900|mediated by|between|and|after|which|"
    "that|by|of|.|,|;|:|\n|\n\n|\r\n|STEPANAKERT - |12 May 1994: |* |1994\n|“|”|’|[41]|"
    "<p>|</p>|&nbsp;|â€™|İ|\ufb01|\u202e|\ufeff|\x00|🕊|U.S.|a.m.|None of them|It|Another|"
    "They resumed fighting"
).split("|")

any_text = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map(lambda words: " ".join(words).upper()),
)
any_day = st.one_of(st.none(), st.dates(date(1600, 1, 1), date(2600, 12, 31)))


def assert_offsets_reproduce(coding: Coding) -> None:
    text = coding.document.text
    for row in to_rows(coding):
        for piece in row["evidence"]:
            assert 0 <= piece["start"] < piece["end"] <= len(text)
            assert text[piece["start"] : piece["end"]] == piece["quote"]
    for event in coding.events:
        assert 0 <= event.span[0] <= event.start <= event.end <= event.span[1] <= len(text)


@given(any_text, any_day, st.booleans())
def test_any_text_is_coded_with_offsets_that_reproduce(
    text: str, published: date | None, is_html: bool
) -> None:
    coding = code_text(Document(text, published=published, is_html=is_html))
    assert_offsets_reproduce(coding)
    rows = to_rows(coding)
    assert all(row["evidence"] for row in rows)
    json.dumps(rows)
    assert render_rows("a.txt", rows).endswith("\n")


@pytest.mark.parametrize("record", find_gold(CORPUS), ids=lambda record: Path(record["text_file"]).stem)
def test_offsets_reproduce_in_the_corpus(record: dict[str, Any]) -> None:
    assert_offsets_reproduce(code_text(Document(record["text"])))


def test_an_earlier_ceasefire_named_in_the_making_of_a_new_one_has_its_words() -> None:
    # "reaffirm the truce of January" tells of two: the one of January has the same sentence as its evidence.
    text = (
        "1 Oct 2020 - Fighting in Yei between the army of South Sudan and the SPLM-IO.\n"
        "14 Oct 2020 - In Rome the government of South Sudan and the SPLM-IO agree on the truce of January."
    )
    rows = to_rows(code_text(Document(text)))
    assert rows
    assert all(row["evidence"] for row in rows)


@given(any_text)
def test_dates_of_rows_are_iso_prefixes_of_their_precision(text: str) -> None:
    length = {"day": 10, "before": 10, "after": 10, "week": 7, "month": 7, "season": 4, "year": 4}
    for row in to_rows(code_text(Document(text))):
        assert (row["date"] is None) == (row["precision"] in (None, "none"))
        if row["date"]:
            assert len(row["date"]) == length[row["precision"]]
        assert len(set(row["parties"])) == len(row["parties"])


CODE_THE_CORPUS = """
import json, sys
from pathlib import Path
from analysis.coding.attempts.coder import Document, code_text
from analysis.coding.attempts.json_rows import to_rows
for path in sorted(Path(sys.argv[1]).glob("texts/*.txt")):
    print(path.name, json.dumps(to_rows(code_text(Document(path.read_bytes().decode("utf-8"))))))
"""


def code_with_seed(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", CODE_THE_CORPUS, str(CORPUS)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_rows_do_not_hang_on_the_hash_seed() -> None:
    first, *others = (code_with_seed(seed) for seed in SEEDS)
    assert first.count("\n") > 50
    assert "evidence" in first
    assert all(other == first for other in others)


def test_coding_a_text_leaves_no_trace_for_the_next() -> None:
    texts = [record["text"] for record in find_gold(CORPUS)[:30]]
    alone = [to_rows(code_text(Document(text))) for text in texts]
    backwards = [to_rows(code_text(Document(text))) for text in reversed(texts)]
    assert alone == backwards[::-1]


# Texts that stand on their own, and others that have nothing to do with them.
ABOVE = [
    "Ecuador and Peru agreed to a ceasefire in February 1995.",
    "Eritrea and Ethiopia agreed to a ceasefire on 18 June 2000 after two years of fighting over Badme.",
    "The government of Colombia and the FARC signed a bilateral ceasefire in Havana on 23 June 2016.",
    "India and the NSCN signed a ceasefire on 25 July 1997. The truce broke down in May 2001.",
    "Qatar brokered a ceasefire between Djibouti and Eritrea on 6 June 2010.",
    "ETA declared a ceasefire on 22 March 2006. It ended the truce on 5 June 2007.",
    "Syria and Israel agreed to a ceasefire on 31 May 1974. It is still in force.",
    "Pope Francis appealed on 6 December 2023 for a ceasefire between Israel and Hamas.",
]
BELOW = {
    "weather": "LIMA, 5 May 1993 - Rain fell on the coast for a third day. The harbour stayed shut.",
    "war": "LIMA, 5 May 1993 - Troops of Peru shot two Shining Path guerrillas in Ayacucho. Fighting went on.",
    "sides": "LIMA, 5 May 1993 - The army of Peru attacked the rebels. Government forces lost three men.",
    "sport": "PARIS, 5 May 1987 - A goal and a penalty ended the season of the league. The coach spoke of a truce.",
    "truce": "MANILA, 5 May 1987 - The New People's Army declared a truce on Tuesday. It collapsed on 9 May 1987.",
}


def assert_unchanged_below(above: str, below: str) -> None:
    alone = to_rows(code_text(Document(above)))
    together = to_rows(code_text(Document(f"{above}\n\n{below}")))
    told_above = [row for row in together if row["evidence"][0]["start"] < len(above)]
    assert told_above == alone
    added = [row for row in together if row not in told_above]
    assert all(piece["start"] > len(above) for row in added for piece in row["evidence"])


@pytest.mark.parametrize("above", ABOVE, ids=[text.split(" agreed")[0][:30] for text in ABOVE])
@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW)
def test_an_unrelated_text_below_changes_no_row_above(above: str, below: str) -> None:
    assert to_rows(code_text(Document(above)))
    assert_unchanged_below(above, below)


# A text without capitals is read as one that has lost them; put above another, it is one that never had them.
LABELLED = [
    record
    for record in find_gold(CORPUS.parent / "dev") + find_gold(CORPUS.parent / "heldout")
    if any(map(str.isupper, record["text"]))
]


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW)
def test_an_unrelated_text_below_changes_no_row_of_any_labelled_text(below: str) -> None:
    assert len(LABELLED) > 150
    for record in LABELLED:
        assert_unchanged_below(record["text"], below)


def repeated(piece: str, before: str = "A truce was told of. ") -> Callable[[int], str]:
    return lambda size: before + piece * (size // len(piece))


# Inputs that make careless patterns and loops look again and again at what they have seen.
HOSTILE: dict[str, Callable[[int], str]] = {
    "one letter": repeated("a"),
    "one capital": repeated("A"),
    "blanks": repeated(" "),
    "line ends": repeated("\n"),
    "short lines": repeated("a\n"),
    "full stops": repeated("."),
    "dashes": repeated("-"),
    "hyphened capitals": repeated("A-", "A truce was told of.\n\n"),
    "digits": repeated("1"),
    "numbers in a list": repeated("3,"),
    "years": repeated("1994 "),
    "quotes": repeated('"'),
    "opening brackets": repeated("("),
    "square brackets": repeated("["),
    "open wiki links": repeated("[[a"),
    "broken links": repeated("]("),
    "stars": repeated("*"),
    "underscores": repeated("_"),
    "ampersands": repeated("&", "A truce.</p>"),
    "less-than signs": repeated("<", "A truce.</p>"),
    "open tags": repeated("<a ", "A truce.</p>"),
    "mojibake": repeated("â€"),
    "names of fronts": repeated("Front "),
    "capitalised words": repeated("Aaaa "),
    "places in capitals": repeated("PARIS ", "A truce was told of.\n\n"),
    "signed": repeated("signed "),
    "signed before the noun": lambda size: "signed " * (size // 7) + "truce",
    "relative words": repeated("that which "),
    "verbs": repeated("signed called broke "),
    "conjunctions": repeated("and but "),
    "articles": repeated("the "),
    "states": repeated("held ", "None of the truces "),
    "halts of nothing": repeated("halt to the "),
    "cessations of nothing": repeated("cessation of all "),
    "cease": repeated("cease "),
    "events in one sentence": repeated("a truce was signed by Mali and Niger on 3 May 1994 and "),
    "attempts": repeated("Mali and Niger signed a truce on 3 May 1994. "),
    "attempts of many years": repeated("In 1994 the Maoists signed a truce. In 1995 the Maoists broke it. "),
    "calls and refusals": repeated("The government urged the rebels to accept a ceasefire. They refused. "),
    "both sides": repeated("Both sides agreed to a ceasefire. The rebels broke it. "),
    "actors in a list": repeated("Mali, Niger, Chad, "),
    "generic actors": repeated("the rebels of Mali and the government of Mali "),
    "organisations with letters": repeated("the Oromo Front (OLF) and "),
    "coalitions": repeated("the coalition of Mali and the coalition "),
    "mediators": repeated("a truce mediated by Egypt was agreed with the help of Qatar and "),
    "wars": repeated("the Iran-Iraq War; a truce. "),
    "dates": repeated("on 3 May 1994 and 5 June 1995, "),
    "days without a month": repeated("1, 2, ", "A truce on "),
    "datelines": repeated("\n\nBAMAKO, 5 May 1993 - Rain fell."),
    "entries of a chronology": repeated("\n12 May 1994: Mali and Niger sign a truce."),
    "open comments": repeated("<!--", "A truce.</p>"),
    "open scripts": repeated("<script>", "A truce.</p>"),
    "papers": repeated("They signed the agreement. ", "Mali and Niger signed an agreement on a truce. "),
}
SIZE = 4_000
MOST_GROWTH = 2.4


def count_steps(text: str) -> int:
    """Code a text and return how many lines of Python that took."""
    steps = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal steps
        steps += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        code_text(Document(text))
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_with_the_length_of_a_hostile_text(make: Callable[[int], str]) -> None:
    count_steps("A truce was signed.")  # what is read once, lexicon and gazetteer, counts for no text
    once, twice = count_steps(make(SIZE)), count_steps(make(2 * SIZE))
    assert twice <= MOST_GROWTH * max(once, 2_000)


@pytest.mark.parametrize("name", ["one letter", "blanks", "digits", "square brackets", "underscores"])
def test_a_megabyte_takes_as_many_steps_as_its_length_allows(name: str) -> None:
    size = 1_000_000
    count_steps("A truce was signed.")
    assert count_steps(HOSTILE[name](size)) <= 20 * size


def test_a_text_without_a_word_of_ceasefires_costs_a_look_only() -> None:
    text = "The army of Mali and the rebels fought near Kidal on 12 May 1994. " * 1_000
    count_steps("A truce was signed.")
    assert count_steps(text) < 200


# Run in a process of its own, which is ended when a pattern does not come back; what it prints last is the culprit.
TRY_EVERY_PATTERN = """
import importlib, pkgutil, re, sys
import analysis.text, analysis.coding.attempts, analysis.coding.sentences
from analysis.coding.sentences.lexicon import load_lexicon

def patterns(value):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from patterns(part)
    elif isinstance(value, dict):
        yield from patterns(list(value.values()))

known = {}
for package in (analysis.text, analysis.coding.attempts, analysis.coding.sentences):
    for module in pkgutil.iter_modules(package.__path__):
        content = vars(importlib.import_module(f"{package.__name__}.{module.name}"))
        for name, value in content.items():
            for pattern in patterns(value):
                known.setdefault(pattern, f"{module.name}.{name}")
for name, value in vars(load_lexicon()).items():
    for pattern in patterns(value):
        known.setdefault(pattern, f"lexicon.{name}")
for pattern, name in known.items():
    for text in TEXTS:
        print(name, repr(text[:30]), flush=True)
        for _ in pattern.finditer(text):
            pass
print("patterns", len(known))
"""
LONGEST_WAIT = 120


def test_no_pattern_runs_away_on_hostile_text() -> None:
    """Thousands of times what the slowest pattern needs: only one that grows with the third power or worse is ended."""
    texts = [make(1_500) for make in HOSTILE.values()]
    script = f"TEXTS = {texts!r}\n{TRY_EVERY_PATTERN}"
    try:
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=LONGEST_WAIT
        )
    except subprocess.TimeoutExpired as late:
        told = (late.stdout or b"").decode().splitlines()
        pytest.fail(
            f"Expected every pattern to come back, found this one at work when time was up: {told[-1:]}"
        )
    name, number = done.stdout.splitlines()[-1].split()
    assert name == "patterns"
    assert int(number) > 50
