"""Glossary of the reports: what each allowed value, and each column, means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.codebook.declaration import load_codebook


@dataclass(frozen=True)
class Term:
    """A term as stored, as printed for readers, and its definition."""

    term: str
    label: str
    definition: str


def define_terms(vocabularies: Iterable[str]) -> list[Term]:
    """Terms of the named vocabularies, in their order. Raises KeyError for an unknown vocabulary."""
    book = load_codebook()
    return [
        Term(entry.value, entry.label, entry.definition)
        for name in vocabularies
        for entry in book.vocabularies[name].entries
    ]


def define_columns(table: str, columns: Iterable[str]) -> list[Term]:
    """Terms of the named columns of `table`. Raises KeyError for an unknown table or column."""
    declared = load_codebook().tables[table]
    found = [declared.column(name) for name in columns]
    return [Term(column.name, column.label, column.description) for column in found]
