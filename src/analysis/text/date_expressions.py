"""A date as it is written: which of its parts stand there, or how far it lies from another day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["calendar", "offset", "weekday", "vague"]
Part = Literal["early", "mid", "late", ""]


@dataclass(slots=True, eq=False)
class DateExpression:
    """A date as written, at `start:end` of the text.

    `calendar`: any of year, month, day, with `day2`/`month2` for the end of a range and `part` for early, mid, late
    (`season` sets month to its first month). With `amount` 1 it is the next such month or season, of the next year
    where `unit` is "year" ("the following January", "January of the next year"); `weekday` is that told beside a day.
    `offset`: `amount` of `unit` from the narrative (`base` = "narrative"), or from the day of writing (`base` =
    "writing"). `weekday`: 0 = Monday. `vague`: relative to something the text does not date ("two days after the
    battle"); it is resolved only where the sentence tells a day before it, from which `amount` of `unit` leads to the
    clause that follows ("on 24 May, a day after both sides agreed").
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    month2: int | None = None
    day2: int | None = None
    year2: int | None = None
    part: Part = ""
    season: bool = False
    unit: str = ""
    amount: int = 0
    base: str = ""
    weekday: int | None = None
    preposition: str = ""
