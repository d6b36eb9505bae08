"""Chart specifications with fewer traces that draw the same: each trace costs a browser about two milliseconds.

Lines of one style become one line with gaps, marks one trace with lists. Labels of ticks are laid out before
drawing, so plotly need not measure each one again to hide those that do not fit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

Spec = dict[str, Any]
#: What a trace of lines without hover labels may hold and still be joined with others.
_LINE_FIELDS = frozenset(("type", "mode", "x", "y", "line", "hoverinfo", "xaxis", "yaxis", "cliponaxis"))
#: One value per mark, beside the marker's own.
_LISTS = ("x", "y", "customdata", "hovertext")
_MARK_FIELDS = frozenset(("type", "mode", "marker", "hoverinfo", "xaxis", "yaxis", "cliponaxis", *_LISTS))
_MARKER_FIELDS = frozenset(("symbol", "size", "color", "line"))
_AXIS = re.compile(r"xaxis\d*\Z")


def lean_chart(spec: Mapping[str, Any]) -> Spec:
    """Return the specification with lines and marks of a kind joined; what is drawn stays the same."""
    layout = {
        name: {"ticklabeloverflow": "allow", **value} if _AXIS.match(name) else value
        for name, value in spec.get("layout", {}).items()
    }
    return {**spec, "data": join_traces(list(spec.get("data", []))), "layout": layout}


def join_traces(traces: list[Spec]) -> list[Spec]:
    """Return the traces, those that differ in their points alone joined where the first of them stood."""
    joined: dict[str, Spec] = {}
    for number, trace in enumerate(traces):
        key = _key(trace) or str(number)
        joined[key] = _join(joined[key], trace) if key in joined else _opened(trace)
    return list(joined.values())


def _key(trace: Spec) -> str:
    """What joinable traces have in common; nothing for a trace that stands alone."""
    if trace.get("type") != "scatter":
        return ""
    if trace.get("mode") == "lines" and trace.get("hoverinfo") == "skip" and trace.keys() <= _LINE_FIELDS:
        return _words(trace, "x", "y")
    if trace.get("mode") == "markers" and trace.keys() <= _MARK_FIELDS and _is_plain(trace):
        return _words(trace, "marker", *_LISTS)
    return ""


def _words(trace: Spec, *apart: str) -> str:
    own = {name: value for name, value in trace.items() if name not in apart}
    return json.dumps(own | {"has": sorted(set(_LISTS) & trace.keys())}, sort_keys=True)


def _is_plain(trace: Spec) -> bool:
    """Marks whose style is told once, not mark by mark: breaches, reports, ticks."""
    marker = trace.get("marker", {})
    line = marker.get("line", {})
    values = [*marker.values(), *line.values()]
    return (
        marker.keys() == _MARKER_FIELDS
        and line.keys() == {"width", "color"}
        and not any(isinstance(value, list) for value in values)
    )


def _opened(trace: Spec) -> Spec:
    """The first of traces that may be joined, its style as lists where it is told by mark."""
    if not (_key(trace) and trace["mode"] == "markers"):
        return trace
    return {**trace, "marker": _by_mark(trace)}


def _by_mark(trace: Spec) -> Spec:
    count, marker = len(trace["x"]), trace["marker"]
    lists: Spec = {name: [marker[name]] * count for name in ("symbol", "size", "color")}
    # Marks of listed sizes would be see-through by default.
    return {**lists, "opacity": 1, "line": {name: [value] * count for name, value in marker["line"].items()}}


def _join(one: Spec, other: Spec) -> Spec:
    if one["mode"] == "lines":
        return {**one, "x": [*one["x"], None, *other["x"]], "y": [*one["y"], None, *other["y"]]}
    lists = {name: [*one[name], *other[name]] for name in _LISTS if name in one}
    mine, others = one["marker"], _by_mark(other)
    line = {name: [*mine["line"][name], *others["line"][name]] for name in mine["line"]}
    marker = {name: [*mine[name], *others[name]] for name in ("symbol", "size", "color")}
    return {**one, **lists, "marker": {**mine, **marker, "line": line}}
