"""The source line beneath figures and tables."""

from __future__ import annotations

from analysis.study.blocks import Rich
from analysis.study.selection import HAND_SOURCE, Selection
from analysis.study.wording import count, day_words


def source_line(selection: Selection) -> Rich:
    """Where the rows of a figure come from: the chronology with its citations, and the source texts."""
    parts = []
    if HAND_SOURCE in selection.source_ids:
        addresses = {row["url"] for row in selection.rows["citations"]}
        parts.append(f"hand-coded chronology ({count(len(addresses), 'cited address', 'cited addresses')})")
    texts = [name for name in selection.source_ids if name != HAND_SOURCE]
    if texts:
        parts.append(count(len(texts), "source text"))
    return [f"Source: {' and '.join(parts) or 'none'}. Data as of {day_words(selection.as_of)}."]
