"""The declaration is complete, agrees with itself, and says what everything means."""

from __future__ import annotations

import copy
import tomllib
from importlib import resources
from typing import Any

import pytest

from analysis.codebook import load_codebook
from analysis.codebook.declaration import read_codebook

BOOK = load_codebook()
TEXT = resources.files("analysis.codebook").joinpath("codebook.toml").read_text(encoding="utf-8")


@pytest.fixture
def declared() -> dict[str, Any]:
    return copy.deepcopy(tomllib.loads(TEXT))


def test_all_tables_of_the_flow_are_declared() -> None:
    assert list(BOOK.tables) == [
        "sources", "sentences", "mentions", "mention_attempts", "mention_actors", "mention_dates", "attempts",
        "participants", "outcomes", "evidence", "citations", "disagreements", "crosswalk", "spells", "actors",
        "aliases", "places", "conflicts", "phases",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("vocabulary", "values"),
    [
        ("outcome", "held violated collapsed denounced expired superseded not_implemented rejected unknown"),
        ("kind", "call proposal unilateral bilateral multilateral agreement other"),
        ("status", "proposed rejected agreed in_effect never_in_effect ended"),
        ("standing", "reported alleged corroborated disputed"),
        ("modality", "asserted denied attempted planned hypothetical generic"),
        ("precision", "day week month season year before after none"),
        ("na_reason", "not_stated unclear conflicting not_applicable"),
        ("match", "exact date_differs part_of contains missing_there missing_here"),
    ],
)
def test_vocabulary_has_exactly_these_values_in_order(vocabulary: str, values: str) -> None:
    assert BOOK.vocabularies[vocabulary].values == tuple(values.split())


def test_a_date_with_bounds_is_three_columns() -> None:
    names = BOOK.tables["attempts"].column_names
    assert [n for n in names if n.startswith("signed")] == ["signed_lo", "signed_hi", "signed_prec"]
    assert [n for n in BOOK.tables["outcomes"].column_names if n in ("lo", "hi", "prec")] == [
        "lo",
        "hi",
        "prec",
    ]
    assert BOOK.tables["attempts"].column("signed_prec").vocabulary == "precision"


def test_the_outcome_date_stands_beside_the_outcome() -> None:
    assert {"outcome", "outcome_lo", "outcome_hi", "outcome_prec"} <= set(
        BOOK.tables["attempts"].column_names
    )


def test_codes_of_other_datasets_are_given() -> None:
    assert {v.value: v.codes["cf"] for v in BOOK.vocabularies["class"].entries} == {
        "cessation": 1,
        "preliminary": 2,
        "definitive": 3,
    }
    assert [v.codes["cf"] for v in BOOK.vocabularies["purpose"].entries] == [1, 2, 3, 4, 5]


def test_every_column_and_value_says_what_it_means() -> None:
    for table in BOOK.tables.values():
        assert table.description.endswith("."), table.name
        for column in table.columns:
            assert column.description.endswith("."), f"{table.name}.{column.name}"
    for vocabulary in BOOK.vocabularies.values():
        for entry in vocabulary.entries:
            assert entry.definition.endswith("."), f"{vocabulary.name}.{entry.value}"


def test_every_field_and_vocabulary_is_used(declared: dict[str, Any]) -> None:
    listed = {field for table in declared["tables"].values() for field in table["columns"]}
    assert set(declared["fields"]) <= listed
    used = {c.vocabulary for t in BOOK.tables.values() for c in t.columns}
    assert set(BOOK.vocabularies) <= used


def test_label_of_a_value() -> None:
    assert BOOK.vocabularies["outcome"].label_of("not_implemented") == "Not implemented"
    with pytest.raises(KeyError):
        BOOK.vocabularies["outcome"].label_of("successful")


def test_a_field_that_is_declared_nowhere_is_refused(declared: dict[str, Any]) -> None:
    declared["tables"]["places"]["columns"].append("altitude")
    with pytest.raises(ValueError, match="Table places lists the field altitude, which is declared nowhere"):
        read_codebook(declared)


def test_an_unknown_type_is_refused(declared: dict[str, Any]) -> None:
    declared["fields"]["lat"]["type"] = "decimal"
    with pytest.raises(
        ValueError, match="Column lat of table places has the type decimal; allowed are string"
    ):
        read_codebook(declared)


def test_an_unknown_vocabulary_is_refused(declared: dict[str, Any]) -> None:
    declared["fields"]["level"]["vocabulary"] = "levels"
    with pytest.raises(ValueError, match="names the vocabulary levels, which is declared nowhere"):
        read_codebook(declared)


def test_a_list_of_numbers_is_refused(declared: dict[str, Any]) -> None:
    declared["fields"]["gw"]["list"] = True
    with pytest.raises(ValueError, match="is a list of integer; only text can be a list"):
        read_codebook(declared)


def test_a_column_twice_is_refused(declared: dict[str, Any]) -> None:
    declared["tables"]["aliases"]["columns"].append("surface")
    with pytest.raises(ValueError, match="Table aliases declares a column twice"):
        read_codebook(declared)


def test_a_key_of_no_column_is_refused(declared: dict[str, Any]) -> None:
    declared["tables"]["aliases"]["key"] = ["alias"]
    with pytest.raises(ValueError, match="Table aliases names the column alias, which it does not have"):
        read_codebook(declared)


def test_a_reference_to_no_table_is_refused(declared: dict[str, Any]) -> None:
    declared["tables"]["aliases"]["references"] = {"actor_id": "people"}
    with pytest.raises(ValueError, match="refers to people, which is no table with a key of one column"):
        read_codebook(declared)
