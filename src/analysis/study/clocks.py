"""Clock times as sources tell them: local dates and hours with their zone, ordered by UTC.

`12:00 local (UTC+4)` is a time, the zone in the source's words, and the offset that was in use there. The offset
stands in the chronology since the zones changed often (Baku and Yerevan went through three in 1991 to 1997); the
zone database (`zoneinfo`) is asked whether a place that is named, or one of the capitals, kept that offset that day.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

_TOLD = re.compile(r"(\d{1,2}):(\d{2}) ([A-Za-z]+) \(UTC([+-]\d{1,2})(?::(\d{2}))?\)")
_HOUR = re.compile(r"\b(\d{1,2}):(\d{2})\b")
# Words that make a time a bound or a rough one.
_LATER = re.compile(r"\b(?:after|from)\s+(?:about\s+)?(?=\d{1,2}:\d{2})")
_OTHER_DAY = re.compile(
    r"\bon the \d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b"
)
# The zone's word -> the places whose clocks it may be.
PLACES: dict[str, tuple[str, ...]] = {
    "Moscow": ("Europe/Moscow",),
    "Yerevan": ("Asia/Yerevan",),
    "Baku": ("Asia/Baku",),
    "local": ("Asia/Baku", "Asia/Yerevan", "Africa/Addis_Ababa"),
}


@dataclass(frozen=True)
class Clock:
    """A time of day with its zone: minutes after midnight, the zone's word, minutes ahead of UTC."""

    minutes: int
    zone: str
    offset: int

    def on(self, day: dt.date) -> dt.datetime:
        """The moment in UTC of this time on a local day."""
        zone = dt.timezone(dt.timedelta(minutes=self.offset))
        return dt.datetime(day.year, day.month, day.day, tzinfo=zone) + dt.timedelta(minutes=self.minutes)

    def fits(self, day: dt.date) -> bool | None:
        """Whether the zone database knows this offset for the zone on that day; None for a zone not listed."""
        places = PLACES.get(self.zone)
        if places is None:
            return None
        noon = dt.datetime(day.year, day.month, day.day, 12)
        offsets = [noon.replace(tzinfo=ZoneInfo(name)).utcoffset() for name in places]
        return dt.timedelta(minutes=self.offset) in offsets

    @property
    def words(self) -> str:
        """`12:00 local`."""
        return f"{self.minutes // 60:02d}:{self.minutes % 60:02d} {self.zone}"


@dataclass(frozen=True)
class HourTold:
    """A time of day in the words about a breach; `bound` where the words say only that it was later than that."""

    minutes: int
    bound: bool


def read_clock(cell: str | None) -> Clock | None:
    """The clock time of a cell such as `12:00 local (UTC+4)`; None where there is none."""
    found = _TOLD.fullmatch(cell.strip()) if cell else None
    if found is None:
        return None
    hour, minute, zone, offset, rest = found.groups()
    ahead = int(offset) * 60
    ahead += (1 if ahead >= 0 else -1) * int(rest or 0)
    return Clock(int(hour) * 60 + int(minute), zone, ahead)


def read_hour(words: str, claimant: str) -> HourTold | None:
    """The hour that a claimant gives for a breach, as the words on it tell; None where they give none for that day.

    Words part at semicolons and full stops. A part counts if it names the claimant; where no part does and one part
    alone gives an hour, that one counts. A part that speaks of another day is left alone.
    """
    parts = [part for part in re.split(r";|\.(?=\s|$)", words) if _HOUR.search(part)]
    named = [part for part in parts if claimant and claimant in part]
    chosen = named or (parts if len(parts) == 1 and not _names_someone(parts[0]) else [])
    if not chosen or _OTHER_DAY.search(chosen[0]):
        return None
    found = _HOUR.search(chosen[0])
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2))
    return HourTold(hour * 60 + minute, bool(_LATER.search(chosen[0])))


def _names_someone(part: str) -> bool:
    return bool(re.search(r"\bsaid\b", part))
