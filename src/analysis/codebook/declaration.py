"""Reads `codebook.toml` into the objects of `model`, and refuses a declaration that contradicts itself."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from analysis.codebook.model import Codebook, Column, Table, Value, Vocabulary

TYPES = ("string", "integer", "number", "boolean", "date")

Declaration = Mapping[str, Any]


@cache
def load_codebook() -> Codebook:
    """The codebook of this package.

    Raises ValueError, naming the table and the field, where the declaration contradicts itself.
    """
    text = resources.files("analysis.codebook").joinpath("codebook.toml").read_text(encoding="utf-8")
    return read_codebook(tomllib.loads(text))


def read_codebook(declared: Declaration) -> Codebook:
    """Build the codebook from a parsed declaration. Raises ValueError as `load_codebook` does."""
    vocabularies = {name: _read_vocabulary(name, d) for name, d in declared["vocabularies"].items()}
    tables = {name: _read_table(name, d, declared["fields"]) for name, d in declared["tables"].items()}
    _refuse_contradictions(tables, vocabularies)
    return Codebook(declared["version"], MappingProxyType(tables), MappingProxyType(vocabularies))


def _read_vocabulary(name: str, declared: Declaration) -> Vocabulary:
    entries = tuple(
        Value(entry["value"], entry["label"], entry["definition"], MappingProxyType(entry.get("codes", {})))
        for entry in declared["values"]
    )
    return Vocabulary(name, declared["label"], _one_line(declared["description"]), entries)


def _read_table(name: str, declared: Declaration, shared: Declaration) -> Table:
    required = frozenset(declared["required"])
    own = declared.get("fields", {})
    columns: list[Column] = []
    for field in declared["columns"]:
        if field not in own and field not in shared:
            raise ValueError(f"Table {name} lists the field {field}, which is declared nowhere.")
        columns.extend(_read_columns(field, own.get(field, shared.get(field)), required))
    references = MappingProxyType(dict(declared.get("references", {})))
    description = _one_line(declared["description"])
    return Table(name, declared["title"], description, tuple(columns), tuple(declared["key"]), references)


def _read_columns(name: str, declared: Declaration, required: frozenset[str]) -> list[Column]:
    if declared["type"] == "interval":
        return _read_interval(declared.get("column", name), declared, required)
    column = Column(
        name=name,
        type=declared["type"],
        label=declared["label"],
        description=_one_line(declared["description"]),
        vocabulary=declared.get("vocabulary"),
        required=name in required,
        unit=declared.get("unit"),
        is_list=declared.get("list", False),
        pattern=declared.get("pattern"),
        minimum=declared.get("minimum"),
        maximum=declared.get("maximum"),
    )
    return [column]


def _read_interval(stem: str, declared: Declaration, required: frozenset[str]) -> list[Column]:
    prefix = f"{stem}_" if stem else ""
    label, said = declared["label"], _one_line(declared["description"])
    lo, hi, prec = f"{prefix}lo", f"{prefix}hi", f"{prefix}prec"
    return [
        Column(
            lo,
            "date",
            f"{label}, earliest",
            f"{said} Earliest possible day.",
            None,
            lo in required,
            "day",
            stem=stem,
        ),
        Column(
            hi,
            "date",
            f"{label}, latest",
            f"{said} Latest possible day.",
            None,
            hi in required,
            "day",
            stem=stem,
        ),
        Column(
            prec,
            "string",
            f"{label}, precision",
            f"{said} How precisely it is told.",
            "precision",
            prec in required,
            stem=stem,
        ),
    ]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _refuse_contradictions(tables: Mapping[str, Table], vocabularies: Mapping[str, Vocabulary]) -> None:
    for table in tables.values():
        names = table.column_names
        if len(set(names)) < len(names):
            raise ValueError(f"Table {table.name} declares a column twice.")
        for column in table.columns:
            _refuse_bad_column(table, column, vocabularies)
        for name in (*table.key, *table.references):
            if name not in names:
                raise ValueError(f"Table {table.name} names the column {name}, which it does not have.")
        for target in table.references.values():
            if target not in tables or len(tables[target].key) != 1:
                raise ValueError(
                    f"Table {table.name} refers to {target}, which is no table with a key of one column."
                )


def _refuse_bad_column(table: Table, column: Column, vocabularies: Mapping[str, Vocabulary]) -> None:
    where = f"Column {column.name} of table {table.name}"
    if column.type not in TYPES:
        raise ValueError(f"{where} has the type {column.type}; allowed are {', '.join(TYPES)} and interval.")
    if column.vocabulary is not None and column.vocabulary not in vocabularies:
        raise ValueError(f"{where} names the vocabulary {column.vocabulary}, which is declared nowhere.")
    if column.is_list and column.type != "string":
        raise ValueError(f"{where} is a list of {column.type}; only text can be a list.")
