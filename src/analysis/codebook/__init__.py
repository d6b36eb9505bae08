"""Tables, columns and allowed values, declared once in `codebook.toml`.

Schemas, the data dictionary, `datapackage.json`, the glossary of the reports and the tests are all made from
that declaration, so a column means the same thing everywhere.
"""

from analysis.codebook.checks import check, check_references
from analysis.codebook.declaration import load_codebook
from analysis.codebook.dictionary import describe_field, describe_table, describe_tables
from analysis.codebook.frames import conform, dtype_of, empty, empty_tables
from analysis.codebook.glossary import Term, define_columns, define_terms
from analysis.codebook.model import Codebook, Column, Table, Value, Vocabulary
from analysis.codebook.overlaps import find_overlaps
from analysis.codebook.package import describe_package
from analysis.codebook.rules import find_misquotes, find_violations
from analysis.codebook.spreadsheet import guard_text, unguard_text, write_csv, write_row

__all__ = [
    "Codebook",
    "Column",
    "Table",
    "Term",
    "Value",
    "Vocabulary",
    "check",
    "check_references",
    "conform",
    "define_columns",
    "define_terms",
    "describe_field",
    "describe_package",
    "describe_table",
    "describe_tables",
    "dtype_of",
    "empty",
    "empty_tables",
    "find_misquotes",
    "find_overlaps",
    "find_violations",
    "guard_text",
    "load_codebook",
    "unguard_text",
    "write_csv",
    "write_row",
]
