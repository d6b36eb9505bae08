"""Text cells in CSV files that no spreadsheet runs as a formula.

A spreadsheet takes a cell that begins with one of ``= + - @``, a tab or a line break for a formula or splits it, also
after blanks, and some take the full-width forms of these signs. Such a cell is written with an apostrophe in front; so is one that begins
with an apostrophe itself, which makes the convention reversible: reading, one apostrophe at the start is
taken away. Numbers, days and booleans are never touched, and the Parquet files hold the exact text. Source: OWASP, CSV Injection.
"""

from __future__ import annotations

import re

GUARD = "'"

_NEEDS_GUARD = re.compile(r"[\t\r\n']|\s*[=+\-@＝＋－＠]")


def guard_text(text: str) -> str:
    """`text` as a CSV cell: with an apostrophe in front where a spreadsheet would run it as a formula.

    >>> guard_text("=1+1")
    "'=1+1"
    >>> guard_text("12 May 1994")
    '12 May 1994'
    """
    return GUARD + text if _NEEDS_GUARD.match(text) else text


def unguard_text(cell: str) -> str:
    """The text of a CSV cell that `guard_text` wrote.

    >>> unguard_text("'=1+1")
    '=1+1'
    """
    return cell.removeprefix(GUARD)
