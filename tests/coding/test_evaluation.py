"""Scoring predictions against gold: expected numbers are worked out by hand from the small tables below."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.coding.measuring.evaluation import Evaluation, compare, evaluate, find_gold
from analysis.coding.measuring.evaluation_matching import compatible_date, exact_date, match_text
from analysis.coding.measuring.evaluation_measures import calibration, measures
from analysis.coding.measuring.evaluation_names import name_of, same_actor, set_counts, set_f1
from analysis.coding.measuring.evaluation_text import render_changes, render_text, to_json
from analysis.errors import InputProblem

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def attempt(date: str | None, parties: str, **more: Any) -> dict[str, Any]:
    """An attempt with the fields that a test names, all others plain."""
    plain: dict[str, Any] = {
        "date": date,
        "date_kind": "announced" if date else None,
        "parties": [name.strip() for name in parties.split(";")],
        "mediators": [],
        "callers": [],
        "kind": "bilateral",
        "outcome": "unknown",
        "outcome_date": None,
        "evidence": [],
    }
    return {**plain, **more}


def text(name: str, *attempts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"text_file": f"texts/{name}.txt", "attempts": list(attempts), **more}


def value(evaluation: Evaluation, name: str) -> float | None:
    return evaluation.measure(name).value


# Names


@pytest.mark.parametrize(
    ("gold", "predicted"),
    [
        ("Russia", "Moscow"),
        ("Russia", "Russian forces"),
        ("Philippines|Manila", "the Philippine government"),
        ("M23", "M23 rebels"),
        ("United Nations", "UN Security Council"),
        ("France", "President Nicolas Sarkozy"),
        ("Barisan Revolusi Nasional|BRN", "BRN"),
        ("?Egypt", "Cairo"),
        ("elders of Wau", "Wau elders' council and elders of Wau"),
    ],
)
def test_names_of_one_actor_match(gold: str, predicted: str) -> None:
    assert same_actor(gold, predicted)


@pytest.mark.parametrize(
    ("gold", "predicted"),
    [
        ("Sudan", "South Sudan"),
        ("Guinea", "Guinea-Bissau"),
        ("Syria", "Syrian rebels"),
        ("Russia", "Georgia"),
        ("Red Valley militia", "Blue Valley militia"),
    ],
)
def test_names_of_two_actors_do_not_match(gold: str, predicted: str) -> None:
    assert not same_actor(gold, predicted)


def test_a_person_who_spoke_for_several_sides_stands_for_none_of_them() -> None:
    assert not same_actor("South Sudan", "Riek Machar")
    assert same_actor("SPLM-IO|Riek Machar", "Riek Machar")


def test_an_unknown_name_falls_back_on_its_words() -> None:
    assert name_of("Elders of the Blue Hills!").words == "elders of the blue hills"


def test_optional_names_neither_reward_nor_punish() -> None:
    assert set_counts(["Russia", "?Georgia"], ["Russia", "Georgia"]) == (1, 0, 0)
    assert set_counts(["Russia", "?Georgia"], ["Georgia", "Chad"]) == (0, 1, 1)


def test_two_spellings_of_one_wrong_actor_are_one_error() -> None:
    assert set_counts(["Chad"], ["Russia", "Moscow"]) == (0, 1, 1)


def test_two_empty_sets_agree() -> None:
    assert set_f1([], []) == 1.0
    assert set_f1(["?Russia"], []) == 1.0


# Dates


@pytest.mark.parametrize(
    ("gold", "predicted", "exact", "compatible"),
    [
        ("1994-05-12", "1994-05-12", True, True),
        ("1994-05-12", "1994-05-13", False, True),
        ("1994-05-12", "1994-05-14", False, False),
        ("1994-05-12", "1994-05", False, True),
        ("1994-05", "1994-05-30", True, True),
        ("1994", "1995-01-01", False, False),
        ("2020-02-29", "2020-03-01", False, True),
        ("1994-05-12", None, False, False),
        ("1994-05-12", "1994-02-31", False, False),
    ],
)
def test_dates_agree_at_their_own_precision(
    gold: str, predicted: str | None, exact: bool, compatible: bool
) -> None:
    assert exact_date([gold], predicted) is exact
    assert compatible_date([gold], predicted) is compatible


# Matching


def test_a_dated_gold_attempt_never_meets_an_undated_prediction() -> None:
    match = match_text([attempt("1999-01-18", "Chad; Libya")], [attempt(None, "Chad; Libya")])
    assert (len(match.pairs), len(match.missed), len(match.extra)) == (0, 1, 1)


def test_an_undated_gold_attempt_needs_half_of_the_parties() -> None:
    gold = [attempt(None, "Chad; Libya")]
    assert match_text(gold, [attempt("1987", "Chad")]).pairs
    assert not match_text(gold, [attempt(None, "Chad; Mali; Niger; Togo")]).pairs


def test_the_exact_date_wins_over_the_same_parties() -> None:
    near = attempt("1999-01-19", "Chad; Libya")
    exact = attempt("1999-01-18", "Chad; Mali")
    match = match_text([attempt("1999-01-18", "Chad; Libya")], [near, exact])
    assert match.pairs[0][1] is exact
    assert match.extra == [near]


def test_optional_gold_takes_up_what_required_gold_leaves() -> None:
    gold = [attempt("1999-01-18", "Chad; Libya", optional=True), attempt("1999-01-18", "Chad; Libya")]
    match = match_text(gold, [attempt("1999-01-18", "Chad; Libya"), attempt("1999-01-18", "Chad; Libya")])
    assert (len(match.pairs), len(match.optional), len(match.extra)) == (1, 1, 0)


def test_a_missed_optional_attempt_is_no_error() -> None:
    gold = [attempt("1999-01-18", "Chad; Libya", optional=True)]
    assert match_text(gold, []).missed == []


def test_collective_predictions_are_left_out() -> None:
    match = match_text([], [attempt("1999", "Chad", collective=True)])
    assert match.extra == []


# The example table: three texts, one of them without a ceasefire.
#
# text one: A required 2001-03-04 Chad+Libya (mediator Togo, outcome violated or collapsed on 2001-04)
#           B required 2002       Chad+Sudan (held)
# text two: C required undated    Mali+Niger (call by France)
# text nil: negative
GOLD = [
    text(
        "one",
        attempt(
            "2001-03-04",
            "Chad; Libya",
            mediators=["Togo"],
            kind="agreement",
            alt_kinds=["bilateral"],
            outcome="violated",
            alt_outcomes=["collapsed"],
            outcome_date="2001-04",
            evidence=["Togo's paper was signed", "it was soon broken"],
        ),
        attempt("2002", "Chad; Sudan", outcome="held", evidence=["a quiet year"]),
        group="news",
        text="Togo's paper was signed. Then it was soon broken. Next came a quiet year.",
    ),
    text("two", attempt(None, "Mali; Niger", kind="call", callers=["France"]), group="statement"),
    text("nil", group="negative"),
]

# A is found a day late, with one party too many and as bilateral; B is missed; C is found with a date, as proposal and
# without its caller; the text without a ceasefire gets one.
FOUND = [
    text(
        "one",
        attempt(
            "2001-03-05",
            "Chad; Libya; Egypt",
            mediators=["Togo"],
            outcome="expired",
            outcome_date="2001-04-09",
            confidence=0.97,
            evidence=[{"start": 0, "end": 48, "quote": "Togo's paper was signed. Then it was soon broken"}],
        ),
    ),
    text("two", attempt("1990", "Mali; Niger", kind="proposal", outcome="held", confidence=0.85)),
    text("nil", attempt("2018", "United States; China", confidence=0.85)),
]


def test_attempts_are_counted() -> None:
    evaluation = evaluate(GOLD, FOUND)
    assert value(evaluation, "precision") == pytest.approx(2 / 3)
    assert value(evaluation, "recall") == pytest.approx(2 / 3)
    assert value(evaluation, "f1") == pytest.approx(2 / 3)
    assert (evaluation.n_texts, evaluation.n_negative, evaluation.n_ignored) == (3, 1, 0)


@pytest.mark.parametrize(
    ("name", "expected", "n"),
    [
        ("date_exact", 0.0, 1),
        ("date_compatible", 1.0, 1),
        ("date_kind", 1.0, 1),
        ("date_null", 0.0, 1),
        ("parties_macro", (4 / 5 + 1) / 2, 2),
        ("mediators_macro", 1.0, 2),
        ("mediators_named", 1.0, 1),
        ("callers_macro", 0.5, 2),
        ("callers_named", 0.0, 1),
        ("kind", 0.5, 2),
        ("kind_primary", 0.0, 2),
        ("kind_coarse", 0.5, 2),
        ("outcome", 0.5, 2),
        ("outcome_primary", 0.0, 2),
        ("outcome_coarse", 0.5, 2),
        ("outcome_date", 1.0, 1),
        ("parties_micro_precision", 4 / 5, 5),
        ("parties_micro_recall", 1.0, 4),
        ("parties_micro_f1", 8 / 9, 4),
        ("callers_micro_f1", 0.0, 1),
    ],
)
def test_fields_of_matched_attempts(name: str, expected: float, n: int) -> None:
    measure = evaluate(GOLD, FOUND).measure(name)
    assert measure.value == pytest.approx(expected)
    assert measure.n == n


def test_false_attempts_are_told_per_thousand_negative_texts() -> None:
    assert value(evaluate(GOLD, FOUND), "false_per_1000_negatives") == 1000
    assert value(evaluate(GOLD, FOUND[:2]), "false_per_1000_negatives") == 0


def test_nothing_found_scores_nothing_and_has_no_fields() -> None:
    evaluation = evaluate(GOLD, [])
    assert value(evaluation, "f1") == 0
    assert value(evaluation, "kind") is None
    assert evaluation.measure("kind").n == 0


def test_groups_are_scored_apart() -> None:
    groups = {name: [m.value for m in group] for name, group in evaluate(GOLD, FOUND).groups.items()}
    assert groups == {"news": [1.0, 0.5, pytest.approx(2 / 3)], "statement": [1.0, 1.0, 1.0]}


def test_the_errors_can_be_read_with_their_quotes() -> None:
    errors = evaluate(GOLD, FOUND).errors
    assert [(e.text_file, e.error, e.field) for e in errors] == [
        ("texts/one.txt", "missed", "attempt"),
        ("texts/one.txt", "wrong", "date_exact"),
        ("texts/one.txt", "wrong", "parties_macro"),
        ("texts/two.txt", "wrong", "date_null"),
        ("texts/two.txt", "wrong", "callers_macro"),
        ("texts/two.txt", "wrong", "kind"),
        ("texts/two.txt", "wrong", "outcome"),
        ("texts/nil.txt", "extra", "attempt"),
    ]
    assert errors[0].quotes == ("a quiet year",)
    assert errors[2].predicted == "Chad; Libya; Egypt"


# Resolution


def merged(*spans: tuple[int, int]) -> dict[str, Any]:
    return attempt(
        "2001-03-04", "Chad; Libya", evidence=[{"start": start, "end": end} for start, end in spans]
    )


def test_bcubed_punishes_two_attempts_taken_for_one() -> None:
    # Three quotes: two of attempt A, one of B; one predicted attempt covers them all.
    evaluation = evaluate(GOLD[:1], [text("one", merged((0, 73)))])
    assert value(evaluation, "bcubed_precision") == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert value(evaluation, "bcubed_recall") == 1.0
    assert value(evaluation, "quotes_found") == 1.0


def test_bcubed_punishes_one_attempt_split_in_two() -> None:
    evaluation = evaluate(GOLD[:1], [text("one", merged((0, 23)), merged((30, 48)), merged((60, 72)))])
    assert value(evaluation, "bcubed_precision") == 1.0
    assert value(evaluation, "bcubed_recall") == pytest.approx((1 / 2 + 1 / 2 + 1) / 3)


def test_quotes_without_a_prediction_are_no_cluster() -> None:
    evaluation = evaluate(GOLD[:1], FOUND)
    assert value(evaluation, "quotes_found") == pytest.approx(2 / 3)
    assert value(evaluation, "bcubed_f1") == 1.0


# Confidence


def test_calibration_sets_confidence_beside_what_was_right() -> None:
    rows = {row.low: row for row in evaluate(GOLD, FOUND).calibration}
    assert (rows[0.8].n, rows[0.8].precision) == (2, 0.5)
    assert rows[0.8].confidence == pytest.approx(0.85)
    assert (rows[0.95].n, rows[0.95].precision) == (1, 1.0)
    assert rows[0.9].n == 0
    assert rows[0.9].precision is None


def test_full_confidence_belongs_to_the_last_range() -> None:
    found = [text("nil", attempt("2018", "Chad", confidence=1.0))]
    assert evaluate(GOLD, found).calibration[-1].n == 1
    assert calibration([])[-1].n == 0


def test_tiers_show_what_a_threshold_keeps() -> None:
    kept = {tier.min_confidence: tier for tier in evaluate(GOLD, FOUND).tiers}
    assert (kept[0.9].n, kept[0.9].precision) == (1, 1.0)
    assert kept[0.9].recall == pytest.approx(1 / 3)
    assert kept[0.0].precision == pytest.approx(2 / 3)


# Intervals


def test_intervals_hold_the_value_and_do_not_change_from_run_to_run() -> None:
    first, second = evaluate(GOLD, FOUND), evaluate(GOLD, FOUND)
    assert first == second
    recall = first.measure("recall")
    assert recall.low is not None
    assert recall.high is not None
    assert recall.low <= 2 / 3 <= recall.high


def test_texts_that_are_all_alike_leave_no_doubt() -> None:
    counts = [{"attempts_hits": 1.0, "attempts_false": 1.0, "attempts_missed": 0.0}] * 5
    precision = measures(counts)[0]
    assert (precision.value, precision.low, precision.high) == (0.5, 0.5, 0.5)


def test_no_texts_give_no_measures_but_no_failure() -> None:
    assert evaluate([], []).measure("kind").value is None


# Gains and losses


def test_gains_and_losses_are_told_text_by_text() -> None:
    latest = [FOUND[0], text("two"), text("nil")]
    changes = {change.text_file: change for change in compare(evaluate(GOLD, FOUND), evaluate(GOLD, latest))}
    assert [e.error for e in changes["texts/nil.txt"].gains] == ["extra"]
    assert [e.error for e in changes["texts/two.txt"].losses] == ["missed"]
    assert "texts/one.txt" not in changes


def test_an_attempt_that_is_found_at_last_is_no_loss_for_its_wrong_fields() -> None:
    former = [FOUND[0], text("two"), text("nil")]
    changes = {change.text_file: change for change in compare(evaluate(GOLD, former), evaluate(GOLD, FOUND))}
    assert [e.error for e in changes["texts/two.txt"].gains] == ["missed"]
    assert changes["texts/two.txt"].losses == []
    assert [e.error for e in changes["texts/nil.txt"].losses] == ["extra"]


def test_the_same_predictions_change_nothing() -> None:
    assert compare(evaluate(GOLD, FOUND), evaluate(GOLD, FOUND)) == []


# What is printed


def test_the_printed_evaluation_shows_measures_and_errors() -> None:
    printed = render_text(evaluate(GOLD, FOUND))
    assert "3 texts, 1 of them without a ceasefire" in printed
    assert "kind of undated call: Mali; Niger: proposal, expected call" in printed
    assert "false_per_1000_negatives      1000" in printed
    assert "errors" not in render_text(evaluate(GOLD, FOUND), errors=False)


def test_the_json_has_every_measure_and_error() -> None:
    content = json.loads(to_json(evaluate(GOLD, FOUND)))
    assert {m["name"]: m["n"] for m in content["measures"]}["recall"] == 3
    assert len(content["errors"]) == 8


def test_printed_changes_carry_signs() -> None:
    printed = render_changes(compare(evaluate(GOLD, FOUND), evaluate(GOLD, [FOUND[0], text("two")])))
    assert printed.startswith("1 gained, 1 lost in 2 texts")
    assert "  + extra 2018 bilateral: United States; China" in printed
    assert "  - missed undated call: Mali; Niger" in printed


# Reading gold


def write(folder: Path, content: str, passage: bytes | None = b"Nothing.") -> Path:
    (folder / "texts").mkdir()
    if passage is not None:
        (folder / "texts" / "one.txt").write_bytes(passage)
    file = folder / "gold.json"
    file.write_text(content, encoding="utf-8")
    return file


def gold_json(**attempt_parts: Any) -> str:
    parts = {"date": "2001-03", "parties": ["Chad"], "kind": "call", "evidence": ["x"], **attempt_parts}
    return json.dumps({"texts": [{"text_file": "texts/one.txt", "attempts": [parts]}]})


def test_gold_brings_its_texts_unchanged(tmp_path: Path) -> None:
    file = write(tmp_path, gold_json(), b"One.\r\nTwo.\n")
    assert find_gold(file)[0]["text"] == "One.\r\nTwo.\n"
    assert find_gold(tmp_path) == find_gold(file)


@pytest.mark.parametrize(
    ("content", "passage", "message"),
    [
        ("no json", b"", "Expected JSON in .*gold.json"),
        ('{"texts": []}', b"", "at least one text in .*gold.json"),
        ('{"texts": [{"text_file": "texts/one.txt"}]}', b"", "a list of attempts in text 1 of"),
        (gold_json(date="May 2001"), b"", "found 'May 2001' under texts/one.txt"),
        (
            '{"texts": [{"text_file": "texts/one.txt", "attempts": [{"date": null}]}]}',
            b"",
            "without parties, kind",
        ),
        (gold_json(), None, "Expected the text texts/one.txt beside"),
        (gold_json(), b"\xff\xfe", "Expected UTF-8 in texts/one.txt"),
    ],
)
def test_gold_that_cannot_be_used_is_refused(
    tmp_path: Path, content: str, passage: bytes | None, message: str
) -> None:
    file = write(tmp_path, content, passage)
    with pytest.raises(InputProblem, match=message):
        find_gold(file)


def test_gold_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="Expected gold labels at"):
        find_gold(tmp_path / "none.json")


# The corpus itself

VOCABULARY = {
    "kind": {"call", "proposal", "unilateral", "bilateral", "multilateral", "agreement"},
    "outcome": "violated collapsed rejected not_implemented held denounced superseded unknown".split(),
    "stratum": {"news", "statement", "chronology", "web_copy", "encyclopaedia"},
}


@pytest.fixture(
    params=[
        "dev",
        "heldout",
        "encyclopaedia",
        "blind",
        "articles",
        "dense",
        "mixed",
        "prose",
        "current",
        "fresh",
        "late",
    ]
)
def corpus(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    return find_gold(CORPUS / request.param)


def perfect(record: dict[str, Any]) -> dict[str, Any]:
    """What a coder that makes no error prints for a text."""
    found = []
    for gold in record["attempts"]:
        names = {
            role: [item.lstrip("?").split("|")[0] for item in gold[role]]
            for role in ("parties", "mediators", "callers")
        }
        found.append({**gold, **names})
    return {"text_file": record["text_file"], "attempts": found}


def test_the_corpus_agrees_with_itself(corpus: list[dict[str, Any]]) -> None:
    evaluation = evaluate(corpus, [perfect(record) for record in corpus])
    assert evaluation.errors == []
    assert value(evaluation, "f1") == 1.0
    assert value(evaluation, "quotes_found") == 1.0


def test_every_quote_of_the_corpus_stands_in_its_text(corpus: list[dict[str, Any]]) -> None:
    missing = [
        (record["text_file"], quote)
        for record in corpus
        for quote in [*record["collective"], *(q for gold in record["attempts"] for q in gold["evidence"])]
        if quote not in record["text"]
    ]
    assert missing == []


def test_the_corpus_uses_the_vocabulary_and_gives_its_reasons(corpus: list[dict[str, Any]]) -> None:
    for record in corpus:
        assert record["stratum"] in VOCABULARY["stratum"]
        assert record["reason"]
        assert (record["group"] == "negative") == (not record["attempts"])
        for gold in record["attempts"]:
            assert {gold["kind"], *gold["alt_kinds"]} <= VOCABULARY["kind"]
            assert {gold["outcome"], *gold["alt_outcomes"]} <= set(VOCABULARY["outcome"])


def test_the_corpus_is_large_varied_and_has_a_quarter_of_negatives() -> None:
    records = find_gold(CORPUS / "dev") + find_gold(CORPUS / "heldout")
    negative = [record for record in records if record["group"] == "negative"]
    assert len(records) >= 160
    assert len(negative) >= len(records) / 4
    assert sum(1500 <= len(record["text"]) <= 3800 for record in records) >= 30


def test_the_two_sets_share_no_conflict() -> None:
    dev, heldout = (
        {record["conflict"] for record in find_gold(CORPUS / part) if record["attempts"]}
        for part in ("dev", "heldout")
    )
    assert not dev & heldout
