"""The dictionary, the glossary and the schemas are made from the one declaration."""

from __future__ import annotations

import re

import pytest

from analysis.codebook import (
    define_columns,
    define_terms,
    describe_field,
    describe_package,
    describe_table,
    describe_tables,
    load_codebook,
)

BOOK = load_codebook()


def test_every_table_column_and_value_stands_in_the_dictionary() -> None:
    text = describe_tables()
    for table in BOOK.tables.values():
        assert f"### {table.title} (`{table.name}`)" in text
        for column in table.columns:
            assert f"| `{column.name}` | " in text
    for vocabulary in BOOK.vocabularies.values():
        for entry in vocabulary.entries:
            assert f"| `{entry.value}` | {entry.label} | " in text


def test_the_formula_guard_is_told() -> None:
    assert "take one leading apostrophe away" in " ".join(describe_tables().split())


def test_links_of_the_dictionary_lead_somewhere() -> None:
    text = describe_tables()
    anchors = set(re.findall(r'<a id="([^"]+)"', text))
    assert set(re.findall(r"\(#([^)]+)\)", text)) == anchors


def test_a_table_of_the_dictionary() -> None:
    assert describe_table("aliases").splitlines() == [
        "### Aliases (`aliases`)",
        "",
        "One row per name of an actor as texts write it. Key: `surface`, `actor_id`.",
        "",
        "| column | type | meaning |",
        "|---|---|---|",
        "| `surface` | string, never missing | The name as the source writes it. |",
        "| `actor_id` | string, never missing | Id of the actor, a lower-case slug. A row of `actors`. |",
    ]


def test_a_bar_inside_a_cell_does_not_end_it() -> None:
    assert "joined with `\\|`" in describe_table("attempts")


def test_what_a_column_means() -> None:
    assert describe_field("actors", "kind") == "What sort of actor it is. Allowed: [actor_kind](#actor-kind)."
    with pytest.raises(KeyError):
        describe_field("actors", "colour")


def test_glossary_terms_of_some_vocabularies() -> None:
    terms = define_terms(["outcome", "kind"])
    assert terms[0].term == "held"
    assert terms[0].label == "Held"
    assert terms[0].definition == (
        "In force at the end of what the sources tell; not a judgement of success."
    )
    assert len(terms) == 9 + 7
    with pytest.raises(KeyError):
        define_terms(["colours"])


def test_glossary_terms_of_some_columns() -> None:
    (term,) = define_columns("attempts", ["last_report_hi"])
    assert term.label == "Last report, latest"


def test_schemas_hold_keys_references_and_allowed_values() -> None:
    schemas = {r["name"]: r["schema"] for r in describe_package()["resources"]}
    assert schemas["participants"]["primaryKey"] == ["attempt_id", "actor_id", "role"]
    assert schemas["attempts"]["foreignKeys"][0] == {
        "fields": ["parent_id"],
        "reference": {"resource": "", "fields": ["attempt_id"]},
    }
    fields = {field["name"]: field for field in schemas["attempts"]["fields"]}
    assert fields["outcome"]["constraints"]["enum"] == list(BOOK.vocabularies["outcome"].values)
    assert fields["needs_review"]["trueValues"] == ["true"]
    assert re.fullmatch(fields["mechanism"]["constraints"]["pattern"], "hotline|corridor")
    assert not re.fullmatch(fields["mechanism"]["constraints"]["pattern"], "hotline|telephone")
