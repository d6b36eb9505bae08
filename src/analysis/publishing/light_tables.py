"""Tables and charts for the light page: outcomes as letters, times in force as bars of letters, all in cells."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: A letter for each plotly symbol of an outcome. None of them is drawn as a picture by mail programs.
LETTERS = {
    "circle": "●", "circle-open-dot": "◉", "circle-open": "○", "x": "✕", "triangle-down": "▼",
    "triangle-up": "▲", "triangle-up-open": "△", "square": "■", "square-open": "□", "diamond": "◆",
}  # fmt: skip
FAMILIES = ("standing", "broken", "by_rule", "never", "unknown")
#: More columns than this do not fit beside each other on a phone or in a mail.
WIDEST = 5
SCALE = (
    "Each step of a bar stands for about twice the time: 1 day, 1 week and 1 year have 1, 3 and 8. "
    "Light steps: possibly in force."
)
_DAYS = {"min": 1 / 1440, "h": 1 / 24, "hour": 1 / 24, "day": 1, "week": 7, "m": 30.4, "month": 30.4,
         "y": 365.25, "year": 365.25}  # fmt: skip
_PART = re.compile(r"(\d+(?:\.\d+)?) ?(min|hour|h|day|week|month|m|year|y)s?\b")


@dataclass(frozen=True)
class Mark:
    """The attempts with one outcome: its letters, their family's colour, and the words beside them."""

    drawn: str
    family: str
    words: str


@dataclass(frozen=True)
class Bar:
    """A time in force in letters: `sure` was surely in force, `open` possibly."""

    sure: str
    open: str = ""


@dataclass(frozen=True)
class LightCell:
    """A cell: rich words, and the marks or the bar drawn after them."""

    words: Any = ""
    marks: Sequence[Mark] = ()
    bar: Bar | None = None
    align: str = "left"


@dataclass(frozen=True)
class Head:
    """A column's heading."""

    label: str
    align: str = "left"


@dataclass
class LightTable:
    """A table of the light page; `left_out` counts rows that are in the full page only."""

    caption: str
    heads: list[Head]
    rows: list[list[LightCell]]
    scale: str = ""
    left_out: int = field(default=0)


def light_table(
    table: Mapping[str, Any], outcomes: Mapping[str, Mapping[str, Any]], most_rows: int
) -> LightTable:
    """Return a table block in the form that fits it, with at most `most_rows` rows.

    `outcomes` are the rows of the page's key by outcome. A table that counts outcomes becomes a unit
    chart, one with shortest and longest days a bar chart; other wide tables become lists.
    """
    names = [column["name"] for column in table["columns"]]
    if any(name in outcomes for name in names):
        made = _unit_chart(table, outcomes)
    elif {"least_days", "most_days"} <= set(names):
        made = _bar_chart(table, names)
    elif len(names) > WIDEST:
        made = _listing(table)
    else:
        made = _plain(table)
    made.left_out = max(0, len(made.rows) - most_rows)
    made.rows = made.rows[:most_rows]
    return made


def letter_of(symbol: str) -> str:
    """Return the letter that stands for a plotly symbol; unknown ones become a ring."""
    return LETTERS.get(symbol, LETTERS["circle-open"])


def family_class(family: str) -> str:
    """Return the class of a family's colour; what is no family is unknown."""
    return family if family in FAMILIES else "unknown"


def days_in(words: str) -> float | None:
    """Return the longest time that words such as '26 y 4 m' or 'between 1 and 3 days' tell, in days."""
    alternatives = re.split(r"\b(?:to|and)\b|–", words)
    told = [sum(float(n) * _DAYS[unit] for n, unit in _PART.findall(one)) for one in alternatives]
    if any(told):
        return max(told)
    return 0.0 if "same day" in words else None


def bar_of(least: float | None, most: float | None) -> Bar | None:
    """Return the bar of a time between `least` and `most` days, None where neither is told."""
    if least is None and most is None:
        return None
    sure = _steps(least or 0.0)
    longest = _steps(most) if most is not None else sure
    unsure = "░" * max(0, longest - sure)
    # A time of hours is drawn too, as a hairline.
    return Bar("█" * sure or ("" if unsure else "▏"), unsure)


def _steps(days: float) -> int:
    return round(3 * math.log10(1 + max(0.0, days)))


def _unit_chart(table: Mapping[str, Any], outcomes: Mapping[str, Mapping[str, Any]]) -> LightTable:
    columns = table["columns"]
    beside = [index for index, column in enumerate(columns) if column["name"] not in outcomes]
    rows = []
    for row in table["rows"]:
        marks = [
            _mark(outcomes[column["name"]], int(count))
            for column, count in zip(columns, row, strict=True)
            if column["name"] in outcomes and isinstance(count, int | float) and count
        ]
        rows.append([*(_cell(row[index], columns[index]) for index in beside), LightCell(marks=marks)])
    heads = [*(_head(columns[index]) for index in beside), Head("Outcomes, one mark per attempt")]
    return LightTable(_caption(table), heads, rows)


def _mark(outcome: Mapping[str, Any], count: int) -> Mark:
    drawn = letter_of(outcome["symbol"]) * count
    return Mark(drawn, family_class(outcome["family"]), f"{count} {outcome['label'].lower()}")


def _bar_chart(table: Mapping[str, Any], names: Sequence[str]) -> LightTable:
    """The two columns of days become one with a bar; what else stands in the row is told in words."""
    least, most = names.index("least_days"), names.index("most_days")
    others = [index for index in range(1, len(names)) if index not in (least, most)]
    rows = [
        [
            _cell(row[0], table["columns"][0]),
            LightCell(_joined(table, row, others)),
            LightCell(_day_words(row[least], row[most]), bar=bar_of(_number(row[least]), _number(row[most]))),
        ]
        for row in table["rows"]
    ]
    heads = [_head(table["columns"][0]), Head("What is told"), Head("In force, days")]
    return LightTable(_caption(table), heads, rows, scale=SCALE)


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _day_words(least: Any, most: Any) -> str:
    shortest, longest = _number(least), _number(most)
    if shortest is None and longest is None:
        return ""
    if shortest == longest:
        return f"{shortest:,g}"
    if longest is None:
        return f"at least {shortest:,g}"
    return f"{shortest:,g} to {longest:,g}" if shortest else f"at most {longest:,g}"


def _listing(table: Mapping[str, Any]) -> LightTable:
    columns = table["columns"]
    rest = range(1, len(columns))
    rows = [[_cell(row[0], columns[0]), LightCell(_joined(table, row, rest))] for row in table["rows"]]
    return LightTable(_caption(table), [_head(columns[0]), Head("What is told")], rows)


def _joined(table: Mapping[str, Any], row: Sequence[Any], indices: Sequence[int]) -> list[Any]:
    """The cells of a row in one, each with its column's name: `Outcome: collapsed · Last report: ...`."""
    told = [index for index in indices if _plain_words(row[index]) not in ("", "not told", "not in force")]
    parts: list[Any] = []
    for index in told:
        value = row[index] if isinstance(row[index], list) else [_plain_words(row[index])]
        parts += [" · " if parts else "", f"{table['columns'][index]['label'].lower()}: ", *value]
    return parts


def _plain(table: Mapping[str, Any]) -> LightTable:
    columns = table["columns"]
    rows = [
        [_cell(value, column) for value, column in zip(row, columns, strict=True)] for row in table["rows"]
    ]
    timed = next((n for n, column in enumerate(columns) if column["name"] == "in_force"), None)
    if timed is None:
        return LightTable(_caption(table), [_head(column) for column in columns], rows)
    for row, source in zip(rows, table["rows"], strict=True):
        words = _plain_words(source[timed])
        days = days_in(words)
        surely = 0.0 if words.startswith(("at most", "between", "up to")) else days
        row[timed] = LightCell(words, bar=bar_of(surely, days), align="left")
    return LightTable(_caption(table), [_head(column) for column in columns], rows, scale=SCALE)


def _caption(table: Mapping[str, Any]) -> str:
    return str(table["caption"] or table["title"])


def _head(column: Mapping[str, Any]) -> Head:
    unit = f" ({column['unit']})" if column["unit"] else ""
    return Head(f"{column['label']}{unit}", "right" if column["align"] == "right" else "left")


def _cell(value: Any, column: Mapping[str, Any]) -> LightCell:
    align = "right" if column["align"] == "right" else "left"
    return LightCell(value if isinstance(value, list) and value else _plain_words(value), align=align)


def _plain_words(value: Any) -> str:
    """The words of a cell; what is missing is said."""
    if isinstance(value, list):
        return "".join(part if isinstance(part, str) else str(part["text"]) for part in value)
    if value is None or value == "":
        return "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
