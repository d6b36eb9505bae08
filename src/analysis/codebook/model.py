"""The codebook as plain objects: vocabularies with their values, tables with their columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["string", "integer", "number", "boolean", "date"]

LIST_SEPARATOR = "|"


@dataclass(frozen=True)
class Value:
    """An allowed value: as stored, as printed, what it means, and its codes in other datasets."""

    value: str
    label: str
    definition: str
    codes: Mapping[str, int]


@dataclass(frozen=True)
class Vocabulary:
    """The allowed values of a column, in the order of the codebook."""

    name: str
    label: str
    description: str
    entries: tuple[Value, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(entry.value for entry in self.entries)

    def entry(self, value: str) -> Value:
        """The entry of `value`. Raises KeyError for a value that is not allowed."""
        for entry in self.entries:
            if entry.value == value:
                return entry
        raise KeyError(value)

    def label_of(self, value: str) -> str:
        """The words for `value` as printed for readers. Raises KeyError for a value that is not allowed."""
        return self.entry(value).label


@dataclass(frozen=True)
class Column:
    """A column of one table. `stem` names the date that a `_lo`, `_hi` or `_prec` column is part of."""

    name: str
    type: ColumnType
    label: str
    description: str
    vocabulary: str | None = None
    required: bool = False
    unit: str | None = None
    is_list: bool = False
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    stem: str | None = None


@dataclass(frozen=True)
class Table:
    """A table: its columns in order, the key that its rows are sorted by, and the tables it refers to."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: Mapping[str, str]

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def intervals(self) -> tuple[str, ...]:
        """Stems of the dates with bounds, such as `signed`; plain `lo`, `hi`, `prec` have the stem ``""``."""
        return tuple(dict.fromkeys(c.stem for c in self.columns if c.stem is not None))

    def column(self, name: str) -> Column:
        """The column called `name`. Raises KeyError where the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True)
class Codebook:
    """All tables and vocabularies by name."""

    version: str
    tables: Mapping[str, Table]
    vocabularies: Mapping[str, Vocabulary]
