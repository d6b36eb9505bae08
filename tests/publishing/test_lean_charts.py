"""Traces that differ in their points alone become one; what is drawn stays the same."""

from __future__ import annotations

from typing import Any

from analysis.publishing.lean_charts import join_traces, lean_chart

LINE = {"color": "@ink", "width": 1, "dash": "solid"}


def line(x: list[Any], y: list[float], **other: Any) -> dict[str, Any]:
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": LINE, "hoverinfo": "skip", **other}


def mark(x: str, width: float = 2, symbol: str = "x", **other: Any) -> dict[str, Any]:
    marker = {"symbol": symbol, "size": 8, "color": "@ink", "line": {"width": width, "color": "@ink"}}
    return {"type": "scatter", "mode": "markers", "x": [x], "y": [1], "marker": marker, "hoverinfo": "text",
            "customdata": [f"#{x}"], "hovertext": [x], "cliponaxis": False, **other}  # fmt: skip


def test_lines_of_one_style_are_joined_with_gaps() -> None:
    assert join_traces([line([1, 2], [0, 0]), line([3, 4, 5], [1, 1, 1])]) == [
        line([1, 2, None, 3, 4, 5], [0, 0, None, 1, 1, 1])
    ]


def test_lines_of_another_style_or_axis_stand_alone() -> None:
    others = [
        line([1], [0]), line([1], [0], line=LINE | {"dash": "dot"}), line([1], [0], xaxis="x2"),
        line([1], [0], fill="toself"), line([1], [0], hoverinfo="text"), line([1], [0], line=LINE | {"width": 3}),
    ]  # fmt: skip
    assert join_traces(others) == others


def test_marks_are_joined_each_with_its_link_and_words() -> None:
    (joined,) = join_traces([mark("a"), mark("b", width=4, symbol="circle"), mark("c")])
    assert joined["x"] == ["a", "b", "c"]
    assert joined["customdata"] == ["#a", "#b", "#c"]
    assert joined["hovertext"] == ["a", "b", "c"]
    assert joined["marker"]["symbol"] == ["x", "circle", "x"]
    assert joined["marker"]["line"]["width"] == [2, 4, 2]
    # Plotly would draw marks of listed sizes see-through.
    assert joined["marker"]["opacity"] == 1


def test_marks_that_are_counted_or_lack_a_link_stand_alone() -> None:
    without = {key: value for key, value in mark("a").items() if key != "customdata"}
    assert len(join_traces([mark("a"), mark("b", meta="attempts"), without])) == 3


def test_traces_keep_their_order() -> None:
    bar = {"type": "bar", "x": [1], "y": [1]}
    kinds = [
        trace.get("mode", "bar") for trace in join_traces([line([1], [0]), bar, mark("a"), line([2], [0])])
    ]
    assert kinds == ["lines", "bar", "markers"]


def test_ticks_are_not_measured_unless_a_chart_asks_for_it() -> None:
    spec = {
        "data": [],
        "layout": {"xaxis": {}, "xaxis2": {"ticklabeloverflow": "hide past div"}, "yaxis": {}},
    }
    assert lean_chart(spec)["layout"] == {
        "xaxis": {"ticklabeloverflow": "allow"}, "xaxis2": {"ticklabeloverflow": "hide past div"}, "yaxis": {}
    }  # fmt: skip
