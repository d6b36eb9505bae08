"""The colours of every chart and page, light and dark, and the shapes that go with them.

Chart specifications name colours by token (`"@ink"`), so that one specification serves both themes and
paper. The families are ochre, not green, beside red: readers with any of the common colour deficiencies
can tell them apart, and shapes and words carry the same distinction (blue/ochre after Okabe-Ito and Tol).
"""

from __future__ import annotations

from typing import Any

LIGHT: dict[str, str] = {
    "page": "#FFFFFF",
    "panel": "#F5F6F8",
    "ink": "#1B1F24",
    "muted": "#57606A",
    "axis": "#7A828C",
    "grid": "#D5DAE0",
    "link": "#0B5CAD",
    "highlight": "#FFE58A",
    "standing": "#1A80DC",
    "standing_text": "#0B5CAD",
    "broken": "#9C1C06",
    "broken_text": "#9C1C06",
    "by_rule": "#B4820B",
    "by_rule_text": "#7A5600",
    "never": "#642861",
    "never_text": "#642861",
    "unknown": "#767B81",
    "unknown_text": "#57606A",
    "tint0": "#EAF2FB",
    "tint1": "#C7DDF5",
    "tint2": "#8FBCE8",
    "tint3": "#5B9BD5",
    "tint4": "#0B4F91",
    "tint0_text": "#1B1F24",
    "tint1_text": "#1B1F24",
    "tint2_text": "#1B1F24",
    "tint3_text": "#1B1F24",
    "tint4_text": "#FFFFFF",
    "none": "rgba(0,0,0,0)",
}

DARK: dict[str, str] = {
    "page": "#14181D",
    "panel": "#1E242B",
    "ink": "#E8EBEE",
    "muted": "#A7B0BA",
    "axis": "#7F8A96",
    "grid": "#38414B",
    "link": "#7CC0F5",
    "highlight": "#4A3D00",
    "standing": "#7FB2FF",
    "standing_text": "#8FBCFF",
    "broken": "#F2431B",
    "broken_text": "#FF7A59",
    "by_rule": "#F0D64C",
    "by_rule_text": "#F0D64C",
    "never": "#B65AA0",
    "never_text": "#DB93C9",
    "unknown": "#C3C8CE",
    "unknown_text": "#C3C8CE",
    "tint0": "#1B2E42",
    "tint1": "#23486B",
    "tint2": "#2C6193",
    "tint3": "#5FA3DC",
    "tint4": "#A9D1F5",
    "tint0_text": "#E8EBEE",
    "tint1_text": "#E8EBEE",
    "tint2_text": "#E8EBEE",
    "tint3_text": "#14181D",
    "tint4_text": "#14181D",
    "none": "rgba(0,0,0,0)",
}

THEMES: dict[str, dict[str, str]] = {"light": LIGHT, "dark": DARK}

# Outcome -> family (hue) and plotly symbol. Nine hues cannot be told apart, so five hues carry nine shapes.
FAMILY: dict[str, str] = {
    "held": "standing",
    "violated": "standing",
    "collapsed": "broken",
    "denounced": "broken",
    "expired": "by_rule",
    "superseded": "by_rule",
    "not_implemented": "never",
    "rejected": "never",
    "unknown": "unknown",
}
SYMBOL: dict[str, str] = {
    "held": "circle",
    "violated": "circle-open-dot",
    "collapsed": "x",
    "denounced": "triangle-down",
    "expired": "square",
    "superseded": "square-open",
    "not_implemented": "triangle-up-open",
    "rejected": "triangle-up",
    "unknown": "circle-open",
}

FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'


def family_of(outcome: str | None) -> str:
    """The colour family of an outcome; what is not coded is `unknown`."""
    return FAMILY.get(outcome or "unknown", "unknown")


def symbol_of(outcome: str | None) -> str:
    """The plotly symbol of an outcome; what is not coded is a ring."""
    return SYMBOL.get(outcome or "unknown", "circle-open")


def resolve(spec: Any, theme: str = "light") -> Any:
    """A copy of a chart specification with every colour token replaced by the theme's value.

    Only a string that is a token as a whole is replaced (`"@ink"`), so words that happen to contain
    one stay as they are. Raises KeyError for an unknown theme.
    """
    return _resolve(spec, THEMES[theme])


def _resolve(node: Any, colours: dict[str, str]) -> Any:
    if isinstance(node, dict):
        return {key: _resolve(value, colours) for key, value in node.items()}
    if isinstance(node, list):
        return [_resolve(value, colours) for value in node]
    if isinstance(node, str) and node.startswith("@"):
        return colours.get(node[1:], node)
    return node
