"""The day that a copied page gives itself: "Published 28 November 2024, 21:14 GMT"."""

from __future__ import annotations

import re
from datetime import date

from analysis.text.anchors import Narrative, resolve
from analysis.text.dates import find_dates
from analysis.text.view import View

# What a copied page says of itself: "Published 28 November 2024, 21:14 GMT", "Posted on 3 May 2014".
_PAGE_LINE = re.compile(
    r"^\W{0,3}(?:first |last )?(?:published|posted|updated|issued)(?: on| at)?:?[ \t]", re.MULTILINE
)
_PAGE_HEAD = 1500


def day_of_page(view: View) -> date | None:
    """Return the day of publication that the head of a page names."""
    found = _PAGE_LINE.search(view.lower, 0, _PAGE_HEAD)
    if found is None:
        return None
    end = view.lower.find("\n", found.end())
    line = find_dates(
        view.text, found.end(), min(len(view.text), found.end() + 60, end if end > 0 else found.end() + 60)
    )
    first = line[0] if line else None
    if first is None or not (first.year and first.month and first.day):
        return None
    value = resolve(first, Narrative())
    return value.lo if value is not None else None
