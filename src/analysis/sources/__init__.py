"""The raw data: source texts, their list, conflicts and phases. Raw texts are read, never edited."""

from analysis.sources.adding import add
from analysis.sources.listing import Sources, describe_chronology, hash_inputs, read_sources
from analysis.sources.raw_csv import read_raw_cells, read_raw_csv
from analysis.sources.raw_text import read_text

__all__ = [
    "Sources",
    "add",
    "describe_chronology",
    "hash_inputs",
    "read_raw_cells",
    "read_raw_csv",
    "read_sources",
    "read_text",
]
