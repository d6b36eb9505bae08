"""Which places attempts name: where they were agreed or asked for, from which seats, where the fire was to stop.

The cell `place` of an attempt is a phrase, such as `by fax: Baku, Yerevan` or `border at Tovuz`. Places are found in
it by the names of the table `places`; the words around them say the role.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.study.lives import Life
from analysis.study.records import Record
from analysis.study.selection import Selection

KM_PER_DEGREE = 111.32
#: Role -> what it says in a key, in the order of the key.
ROLES = {
    "agreed": "agreed or declared there",
    "apart": "agreed from there, by telephone, fax, letter or envoy",
    "asked": "called for, proposed or talked of there",
    "halt": "the fire was to stop there",
}
_APART = re.compile(r"\b(?:telephone|phone|fax|letters?|remote|direct contacts)\b", re.IGNORECASE)
_HALT = re.compile(r"\b(?:border|line of contact|stretch|stretches|front)\b", re.IGNORECASE)
#: A town in the name of something else is no place of the attempt.
_NAMESAKE = re.compile(r"\s+(?:Group|Process|Protocol|Declaration)\b")


@dataclass(frozen=True)
class Place:
    """A row of the table `places`: its label with rival names, and where it lies (degrees, None if not known)."""

    id: str
    label: str
    lat: float | None
    lon: float | None
    country: str

    @property
    def located(self) -> bool:
        return self.lat is not None and self.lon is not None

    @property
    def position(self) -> tuple[float, float]:
        """Latitude and longitude in degrees; ValueError for a place without."""
        if self.lat is None or self.lon is None:
            raise ValueError(f"Expected a place with coordinates, found {self.label!r} without.")
        return self.lat, self.lon


@dataclass(frozen=True)
class Naming:
    """An attempt that names a place, in one role."""

    life: Life
    place: Place
    role: str


@dataclass(frozen=True)
class Named:
    """What the attempts of a selection name: each naming, the attempts whose phrase holds no town, those without."""

    namings: list[Naming]
    n: int
    townless: list[Life]
    untold: list[Life]

    @cached_property
    def places(self) -> list[Place]:
        """The places, most often named first."""
        found = {naming.place.id: naming.place for naming in self.namings}
        return sorted(found.values(), key=lambda place: (-len(self.at(place)), place.label))

    def at(self, place: Place) -> list[Naming]:
        """The namings of a place by role, then by date."""
        order = list(ROLES)
        own = [naming for naming in self.namings if naming.place.id == place.id]
        return sorted(own, key=lambda naming: (order.index(naming.role), naming.life.sort_key))


def find_places(lives: Sequence[Life], rows: Iterable[Record]) -> Named:
    """The places that the attempts name; `rows` are those of the table `places`."""
    names = _names(rows)
    namings: list[Naming] = []
    townless, untold = [], []
    for life in lives:
        phrase = life.row.get("place")
        found = _found(life, phrase, names) if phrase else []
        namings += found
        if not phrase:
            untold.append(life)
        elif not found:
            townless.append(life)
    return Named(namings, len(lives), townless, untold)


def split_near(selection: Selection, places: Sequence[Place]) -> tuple[list[Place], list[Place], list[Place]]:
    """The places that a map of the conflict holds, those far away, and those without coordinates.

    Near are places in the states of the conflict's dyads; where these have none, the places closest together.
    """
    located = [place for place in places if place.located]
    states = _states(selection)
    near = [place for place in located if place.country in states] or _closest(located)
    return (
        near,
        [place for place in located if place not in near],
        [place for place in places if not place.located],
    )


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance of two positions (latitude, longitude in degrees), in km (haversine, mean radius)."""
    (lat, lon), (lat2, lon2) = ([math.radians(value) for value in pair] for pair in (one, other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def direction_words(one: tuple[float, float], other: tuple[float, float]) -> str:
    """In which direction the other position lies at the start of the way there: `north-west`."""
    (lat, lon), (lat2, lon2) = ([math.radians(value) for value in pair] for pair in (one, other))
    east = math.sin(lon2 - lon) * math.cos(lat2)
    north = math.cos(lat) * math.sin(lat2) - math.sin(lat) * math.cos(lat2) * math.cos(lon2 - lon)
    eighth = round(math.degrees(math.atan2(east, north)) / 45) % 8
    names = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
    return names[eighth]


def _names(rows: Iterable[Record]) -> list[tuple[str, Place]]:
    """Every name of every place, longest first; of two places with one name the one that bears it as its label."""
    found: dict[str, Place] = {}
    for row in rows:
        place = Place(row["place_id"], row["label"], row["lat"], row["lon"], row["country_iso3"] or "")
        found[place.label] = place
        for name in (row["other_names"] or "").split("|"):
            if name:
                found.setdefault(name, place)
    return sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))


def _found(life: Life, phrase: str, names: list[tuple[str, Place]]) -> list[Naming]:
    namings: dict[str, Naming] = {}
    for part in phrase.split(";"):
        for place in _places_in(part, names):
            namings.setdefault(place.id, Naming(life, place, _role(life, part)))
    return list(namings.values())


def _places_in(part: str, names: list[tuple[str, Place]]) -> list[Place]:
    """The places named in a phrase, in its order; a name inside a longer one does not count."""
    found: dict[int, Place] = {}
    taken: set[int] = set()
    for name, place in names:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", part):
            if taken.isdisjoint(range(*match.span())) and not _NAMESAKE.match(part, match.end()):
                taken.update(range(*match.span()))
                found[match.start()] = place
    return [found[start] for start in sorted(found)]


def _role(life: Life, part: str) -> str:
    if _HALT.search(part):
        return "halt"
    if life.folded:
        return "asked"
    return "apart" if _APART.search(part) else "agreed"


def _states(selection: Selection) -> set[str]:
    sides = set(re.split(r"[+|]", selection.conflict.get("dyads") or ""))
    return {row["iso3"] for row in selection.rows["actors"] if row["actor_id"] in sides and row["iso3"]}


def _closest(places: list[Place]) -> list[Place]:
    """The places within 500 km of the one that has most others so near."""
    circles = [
        [other for other in places if distance_km(place.position, other.position) <= 500] for place in places
    ]
    return max(circles, key=len, default=[])
