"""Several chart panels as one chart, for a notebook where a figure is one output."""

from __future__ import annotations

import copy
from typing import Any

Spec = dict[str, Any]


def stack_panels(panels: list[Spec]) -> Spec:
    """One specification with the panels below one another, each at its own height in pixels.

    Every panel has one vertical axis `y` and horizontal axes `x`, `x2`; they are renamed and given their part of
    the height. The widest margins hold for all.
    """
    if len(panels) == 1:
        return panels[0]
    total = sum(panel["layout"]["height"] for panel in panels)
    margins = [panel["layout"]["margin"] for panel in panels]
    layout = {name: value for name, value in panels[-1]["layout"].items() if not _is_axis(name)}
    layout |= {"height": total, "annotations": [], "shapes": []}
    layout["margin"] = {"l": max(m["l"] for m in margins), "r": max(m["r"] for m in margins), "t": 0, "b": 0}
    stacked: Spec = {"data": [], "layout": layout}
    top = 0
    for number, panel in enumerate(panels):
        _add_panel(stacked, copy.deepcopy(panel), number, top, total)
        top += panel["layout"]["height"]
    return stacked


def _add_panel(stacked: Spec, panel: Spec, number: int, top: int, total: int) -> None:
    layout, margin = panel["layout"], panel["layout"]["margin"]
    bottom = top + layout["height"] - margin["b"]
    domain = (1 - bottom / total, 1 - (top + margin["t"]) / total)
    names = {"x": _axis("x", 2 * number + 1), "x2": _axis("x", 2 * number + 2), "y": _axis("y", number + 1)}
    for trace in panel["data"]:
        trace["xaxis"], trace["yaxis"] = names[trace.get("xaxis", "x")], names["y"]
    for name, axis in layout.items():
        if _is_axis(name):
            own = names[name.replace("axis", "")]
            place = {"domain": list(domain)} if name == "yaxis" else {"anchor": names["y"]}
            stacked["layout"][own[0] + "axis" + own[1:]] = {**axis, **place}
    stacked["data"] += panel["data"]
    for kind in ("annotations", "shapes"):
        stacked["layout"][kind] += [_place(item, names, domain) for item in layout[kind]]


def _place(item: Spec, names: dict[str, str], domain: tuple[float, float]) -> Spec:
    if item.get("xref") in names:
        item["xref"] = names[item["xref"]]
    if item.get("yref") == "y":
        item["yref"] = names["y"]
    elif item.get("yref") == "paper":
        for name in {"y", "y0", "y1"} & set(item):
            item[name] = domain[0] + item[name] * (domain[1] - domain[0])
    return item


def _axis(letter: str, number: int) -> str:
    return letter if number == 1 else f"{letter}{number}"


def _is_axis(name: str) -> bool:
    return name.startswith(("xaxis", "yaxis"))
