"""The shapes of outcomes as small inline drawings, the same as plotly's symbols in the charts."""

from __future__ import annotations

from markupsafe import Markup

_DISC = '<circle cx="8" cy="8" r="5.5"/>'
_RING = '<circle class="open" cx="8" cy="8" r="5"/>'
_SHAPES = {
    "circle": _DISC,
    "circle-open": _RING,
    "circle-open-dot": _RING + '<circle cx="8" cy="8" r="2"/>',
    "x": '<path d="M3.5 1.8 8 6.3l4.5-4.5 1.7 1.7L9.7 8l4.5 4.5-1.7 1.7L8 9.7l-4.5 4.5-1.7-1.7L6.3 8 1.8 3.5z"/>',
    "triangle-down": '<path d="M2 3.5h12L8 14z"/>',
    "triangle-up": '<path d="M2 12.5h12L8 2z"/>',
    "triangle-up-open": '<path class="open" d="M3 12h10L8 3z"/>',
    "square": '<path d="M3 3h10v10H3z"/>',
    "square-open": '<path class="open" d="M3.5 3.5h9v9h-9z"/>',
    "diamond": '<path d="M8 1l7 7-7 7-7-7z"/>',
}
_FAMILIES = frozenset(("standing", "broken", "by_rule", "never", "unknown"))


def glyph(symbol: str, family: str) -> Markup:
    """Return the drawing of a plotly symbol in an outcome family's colour; unknown ones become a ring."""
    shape = _SHAPES.get(symbol, _RING)
    colour = family if family in _FAMILIES else "unknown"
    return Markup(  # noqa: S704 - built from the constants above only
        f'<svg class="glyph {colour}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{shape}</svg>'
    )
