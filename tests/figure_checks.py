"""What holds for every figure: marks are rows, plotly takes it in both themes, no text is small."""

from __future__ import annotations

import json

import plotly.graph_objects as go

from analysis.study.palette import resolve


def specs(figure):
    for panel in figure.panels():
        yield panel["plot"], panel["height"]
        yield panel["plot_narrow"], panel["height_narrow"]


def check_figure(figure, n):
    assert figure.marks == figure.rows == n
    for spec, height in specs(figure):
        assert spec["layout"]["height"] == height
        for theme in ("light", "dark"):
            drawn = resolve(spec, theme)
            assert '"@' not in json.dumps(drawn)
            go.Figure(drawn)
        assert count_fonts(spec) >= 15


def count_fonts(node):
    """The smallest font size in a specification."""
    if isinstance(node, dict):
        own = [node["size"]] if {"size", "color"} <= set(node) and "symbol" not in node else []
        return min([*own, *map(count_fonts, (v for k, v in node.items() if k != "marker"))], default=99)
    return min(map(count_fonts, node), default=99) if isinstance(node, list) else 99
