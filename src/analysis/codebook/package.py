"""The codebook as a Frictionless Data Package: a schema per table, for `datapackage.json`."""

from __future__ import annotations

import re
from typing import Any

from analysis.codebook.declaration import load_codebook
from analysis.codebook.dictionary import describe_field
from analysis.codebook.model import LIST_SEPARATOR, Column, Table

NAME = "ceasefires"


def describe_package() -> dict[str, Any]:
    """A tabular data package over the CSV files of all tables, `<table>.csv`, with their schemas."""
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": "Ceasefire attempts and their outcomes",
        "description": "Tables of ceasefire attempts, their outcomes, and the words of the "
        "sources they rest on.",
        "resources": [_describe_resource(table) for table in load_codebook().tables.values()],
    }


def _describe_resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "schema": _describe_schema(table),
    }


def _describe_schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_describe_column(table, column) for column in table.columns],
        "missingValues": [""],
    }
    # A primary key may not hold missing cells in Frictionless; keys that may are told in words only.
    if all(table.column(name).required for name in table.key):
        schema["primaryKey"] = list(table.key)
    schema["foreignKeys"] = [_describe_reference(table, column) for column in table.references]
    return schema


def _describe_reference(table: Table, column: str) -> dict[str, Any]:
    target = table.references[column]
    # Frictionless writes "" for a reference to the table itself.
    resource = "" if target == table.name else target
    return {
        "fields": [column],
        "reference": {"resource": resource, "fields": [load_codebook().tables[target].key[0]]},
    }


def _describe_column(table: Table, column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": column.label,
        "description": describe_field(table.name, column.name),
    }
    if column.type == "boolean":
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.unit is not None:
        described["unit"] = column.unit
    constraints = _describe_constraints(column)
    return described | ({"constraints": constraints} if constraints else {})


def _describe_constraints(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.required else {}
    limits |= {k: v for k, v in (("minimum", column.minimum), ("maximum", column.maximum)) if v is not None}
    values = load_codebook().vocabularies[column.vocabulary].values if column.vocabulary else ()
    if column.is_list and values:
        one = f"({'|'.join(map(re.escape, values))})"
        limits["pattern"] = f"{one}({re.escape(LIST_SEPARATOR)}{one})*"
    elif values:
        limits["enum"] = list(values)
    elif column.pattern is not None:
        limits["pattern"] = column.pattern
    return limits
