"""Rules that hold over every build."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

Tables = Mapping[str, pd.DataFrame]


def find_violations(tables: Tables) -> list[str]:
    """Broken rules over sound tables, one sentence each."""
    return []


def find_overlaps(tables: Tables) -> list[str]:
    """Ids of attempts that overlap in time with another one of the same dyad."""
    return []
