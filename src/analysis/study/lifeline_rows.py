"""The rows of a lifelines panel: words beside each bar and the height each row needs."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.study.canvas import LINE_PX, Spec, label, text_width, wrap_text
from analysis.study.lives import NEVER, Life
from analysis.study.palette import family_of
from analysis.study.panels import Panel
from analysis.study.terms import duration_words, outcome_words, value_words
from analysis.study.wording import count, date_short, joined

LEFT_PX, RIGHT_PX = 240, 164
NARROW_MARGIN_PX, NARROW_TEXT_PX = 10, 300
ROW_GAP_PX = 14
LANE_PX = 24
# The least width of a plot for which lanes of folded marks are laid out: box of 660 px, phone of 360 px.
WIDE_PLOT_PX, NARROW_PLOT_PX = 256, 300


@dataclass(frozen=True)
class Row:
    """One row: its lives (several in a folded row), the height of its bar's middle, its labels."""

    lives: list[Life]
    middle: float
    bottom: float
    labels: list[Spec] = field(default_factory=list)

    @property
    def folded(self) -> bool:
        return self.lives[0].folded


def rows_of(panel: Panel, readings: dict[str, str], narrow: bool, lanes: int) -> list[Row]:
    """The panel's rows from above; `readings` are words on rival readings by attempt."""
    rows: list[Row] = []
    top = 8.0
    for life in panel.lives:
        make = _narrow_row if narrow else _wide_row
        rows.append(make(life, top, readings.get(life.id, "")))
        top = rows[-1].bottom
    if panel.folded:
        rows.append(_folded_row(panel.folded, top, narrow, lanes))
    return rows


def folded_words(lives: list[Life]) -> str:
    """`4 calls, 2 proposals and 1 near-miss`: the kinds of a folded group, counted."""
    kinds = [life.row["kind"] for life in lives]
    nouns = {
        "call": ("call", "calls"),
        "proposal": ("proposal", "proposals"),
        "other": ("near-miss", "near-misses"),
    }
    return joined(count(kinds.count(kind), *nouns[kind]) for kind in nouns if kind in kinds)


def _wide_row(life: Life, top: float, readings: str) -> Row:
    name = wrap_text(life.name, LEFT_PX - 16, 3)
    sub = f"{date_short(*life.anchor)} · {value_words('kind', life.row['kind'])}"
    left = [*name, *_fold_sub(sub)]
    outcome = wrap_text(outcome_words(life), RIGHT_PX - 12, 2)
    right = [*outcome, *_right_words(life, readings, RIGHT_PX - 12)]
    tall = max(len(left), len(right)) * LINE_PX
    middle = top + tall / 2
    start = middle - len(left) * LINE_PX / 2
    other = middle - len(right) * LINE_PX / 2
    labels = [
        _at_left(name, start, "@ink"),
        _at_left(left[len(name) :], start + len(name) * LINE_PX, "@muted"),
        _at_right(outcome, other, f"@{family_of(life.outcome)}_text"),
        _at_right(right[len(outcome) :], other + len(outcome) * LINE_PX, "@muted"),
    ]
    return Row([life], middle, top + tall + ROW_GAP_PX, labels)


def _narrow_row(life: Life, top: float, readings: str) -> Row:
    name = wrap_text(life.name, NARROW_TEXT_PX, 2)
    outcome = " · ".join([outcome_words(life), *_right_words(life, "", 900)])
    date = " · ".join(part for part in (date_short(*life.anchor), readings) if part)
    lines = [
        (name, "@ink"),
        (wrap_text(date, NARROW_TEXT_PX, 2), "@muted"),
        (wrap_text(outcome, NARROW_TEXT_PX, 3), f"@{family_of(life.outcome)}_text"),
    ]
    labels, y = [], top
    for text, colour in lines:
        labels.append(label(text, 0, y, colour=colour, bgcolor="@page"))
        y += len(text) * LINE_PX
    room = 24 if life.breaches else 14
    return Row([life], y + room, y + room + 16 + ROW_GAP_PX, labels)


def _right_words(life: Life, readings: str, width: float) -> list[str]:
    never = life.outcome in NEVER and life.state == "never"
    words = [] if never else wrap_text(duration_words(life), width, 2)
    if life.state == "silent" and life.last_report:
        words += wrap_text(f"last report {date_short(life.last_report, life.last_report)}", width, 2)
    return words + ([readings] if readings else [])


def _folded_row(lives: list[Life], top: float, narrow: bool, lanes: int) -> Row:
    words = wrap_text(folded_words(lives), NARROW_TEXT_PX if narrow else LEFT_PX - 16, 2)
    if narrow:
        middle = top + len(words) * LINE_PX + 12
        return Row(
            lives, middle, middle + lanes * LANE_PX, [label(words, 0, top, colour="@muted", bgcolor="@page")]
        )
    tall = max(lanes * LANE_PX, len(words) * LINE_PX)
    middle = top + LINE_PX / 2 + 2
    return Row(lives, middle, top + tall + ROW_GAP_PX, [_at_left(words, top, "@muted")])


def _fold_sub(sub: str) -> list[str]:
    """Date and kind on one line, or on two where they are too long."""
    if text_width(sub) <= LEFT_PX - 16:
        return [sub]
    return [line for part in sub.split(" · ") for line in wrap_text(part, LEFT_PX - 16, 1)]


def _at_left(lines: list[str], y: float, colour: str) -> Spec:
    return label(lines, 0, y, xshift=-LEFT_PX, colour=colour)


def _at_right(lines: list[str], y: float, colour: str) -> Spec:
    return label(lines, 1, y, xshift=10, colour=colour)
