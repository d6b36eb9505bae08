"""Days counted from a day that is told with its event."""

from __future__ import annotations

import pytest

from analysis.text.counted_dates import count_from_dates
from analysis.text.dates import find_dates

CASES = [
    ("On the day after the wave of 26 December 2004 they met.", [(2004, 12, 27)]),
    ("Two days after the battle of 30 December 1999 they met.", [(2000, 1, 1)]),
    ("A week before the vote on 3 May 1999 they met.", [(1999, 4, 26)]),
    ("Three days after the siege of 3 May they met.", [(None, 5, 6)]),
    # Not counted: the event has no day, or the day is another clause's.
    ("Two days after the battle they met.", [(None, None, None)]),
    (
        "Two days after the battle they met, and on 3 May 1999 they signed.",
        [(None, None, None), (1999, 5, 3)],
    ),
    ("Months after the battle of 3 May 1999 they met.", [(None, None, None), (1999, 5, 3)]),
]


@pytest.mark.parametrize(("text", "days"), CASES)
def test_days_counted_from_a_day(text: str, days: list[tuple[int | None, int | None, int | None]]) -> None:
    found = count_from_dates(text, find_dates(text, 0, len(text)))
    assert [(d.year, d.month, d.day) for d in found] == days
