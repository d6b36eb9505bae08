"""What one check of `ceasefires doctor` came to: a line of words, and what to do where something is wrong."""

from __future__ import annotations

from dataclasses import dataclass

OK = "OK"
NOTE = "note"
PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """The result of a check: OK, a note that stops nothing, or a problem with its remedy in one sentence."""

    check: str
    state: str
    found: str
    remedy: str = ""


def first_of(faults: list[str]) -> str:
    """The first of several faults in one line, and how many more there are."""
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"{faults[0]}{more}"
