"""A small notebook and one block of every kind, for tests of pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

BLOCK = "application/vnd.ceasefires.block+json"

MASTHEAD = {
    "kind": "masthead",
    "kicker": "Armenia and Azerbaijan",
    "title": "Truces of two autumns",
    "purpose": "What became of each attempt to stop the fighting.",
    "as_of_words": "Data as of 1 March 2021",
    "n_sources": 1,
    "n_attempts": 3,
    "status": "",
}
TABLE = {
    "kind": "table",
    "id": "attempts",
    "title": "All attempts",
    "caption": "One row per attempt",
    "columns": [
        {"name": "name", "label": "Attempt", "unit": "", "align": "left"},
        {"name": "days", "label": "In force", "unit": "days", "align": "right"},
        {"name": "outcome", "label": "Outcome", "unit": "", "align": "left"},
    ],
    "rows": [
        [[{"text": "Truce A", "href": "#e-a-outcome"}], 9, "collapsed"],
        ["Truce B", None, [{"text": "rejected", "href": "#e-b-outcome"}]],
        ["Truce C", 110, "in force"],
    ],
    "note": ["Days are counted from the first to the last."],
    "csv_name": "attempts",
}
PLOT = {
    "data": [
        {
            "type": "scatter",
            "mode": "markers",
            "x": ["2020-10-10", "2020-10-18", "2020-11-10"],
            "y": ["Truce A", "Truce B", "Truce C"],
            "marker": {"color": ["@broken", "@never", "@standing"], "size": 14},
            "hovertext": ["Truce A, collapsed", "Truce B, rejected", "Truce C, in force"],
            "hoverinfo": "text",
            "customdata": ["#e-a-outcome", "#e-b-outcome", "#e-c-outcome"],
        }
    ],
    "layout": {
        "paper_bgcolor": "@page",
        "plot_bgcolor": "@page",
        "font": {"color": "@ink", "size": 15},
        "margin": {"l": 80, "r": 20, "t": 10, "b": 40},
        "xaxis": {"gridcolor": "@grid", "type": "date"},
    },
}
FIGURE = {
    "kind": "figure",
    "id": "lifelines",
    "title": "One of three truces still stood",
    "subtitle": "Attempts by day announced, autumn 2020",
    "plot": PLOT,
    "plot_narrow": PLOT,
    "height": 240,
    "height_narrow": 260,
    "marks": 3,
    "rows": 3,
    "note": ["3 attempts, none unknown."],
    "source": ["one source text"],
    "alt": "Three points on a line of time.",
    "table": TABLE | {"id": "lifelines-data", "title": "Lifelines"},
    "csv_name": "lifelines",
    "more_panels": [
        {"label": "Later", "plot": PLOT, "plot_narrow": PLOT, "height": 200, "height_narrow": 220}
    ],
}


def passage(quote: str = "a truce was agreed") -> dict[str, Any]:
    """One quoted passage of an evidence entry."""
    return {
        "before": "On that day ",
        "quote": quote,
        "after": ", the ministry said.",
        "source_id": "s1",
        "publisher": "A newspaper",
        "published": "10 October 2020",
        "side": "third party",
        "licence": "CC BY 4.0",
        "url": "https://example.org/truce",
        "claimant": "the ministry",
        "standing": "reported",
        "confidence": "read by rule",
        "rule_id": "agreement.reached",
        "coder": "machine",
    }


READING = {"value": "18 October 2020", "used": True, "reason": "two sources", "links": ["the newspaper"]}
OTHER_READING = {
    "value": "19 October 2020",
    "used": False,
    "reason": "one source",
    "links": [{"text": "the agency", "href": "https://example.org/agency"}],
}


def evidence_entry(attempt: str) -> dict[str, Any]:
    """One evidence entry, anchored at e-<attempt>-outcome."""
    return {
        "id": f"e-{attempt}-outcome",
        "attempt": f"Truce {attempt.upper()}",
        "attempt_id": attempt,
        "column": "outcome",
        "column_label": "Outcome",
        "value": "collapsed",
        "passages": [passage()],
        "citations": ["https://example.org/cited"],
        "readings": [READING, OTHER_READING],
    }


BLOCKS: list[dict[str, Any]] = [
    MASTHEAD,
    {
        "kind": "findings",
        "items": [["1 of 3 truces ", {"text": "still stood", "href": "#lifelines"}, "."]],
        "caution": ["One source only."],
    },
    {"kind": "changes", "items": [["Nothing changed."]], "since": "the first edition"},
    {
        "kind": "key",
        "rows": [
            {
                "outcome": "held",
                "label": "in force",
                "definition": "in force when the sources end",
                "family": "standing",
                "symbol": "circle",
            },
            {
                "outcome": "collapsed",
                "label": "collapsed",
                "definition": "fighting resumed",
                "family": "broken",
                "symbol": "x",
            },
        ],
    },
    FIGURE,
    TABLE,
    {
        "kind": "passages",
        "id": "what-sources-say",
        "title": "What the text says",
        "entries": [
            {
                "source_id": "s1",
                "title": "A truce",
                "publisher": "A newspaper",
                "published": "10 October 2020",
                "side": "third party",
                "licence": "CC BY 4.0",
                "url": "https://example.org/truce",
                "segments": [
                    {"text": "On that day ", "mark": False, "href": ""},
                    {"text": "a truce was agreed", "mark": True, "href": "#e-a-outcome"},
                    {"text": ".", "mark": False, "href": ""},
                ],
            }
        ],
    },
    {
        "kind": "readings",
        "items": [
            {
                "attempt": "Truce B",
                "column": "effective",
                "label": "first day in force",
                "readings": [READING, OTHER_READING],
            }
        ],
    },
    {"kind": "notice", "title": "Nothing here", "text": "No attempt fits these parameters."},
    {"kind": "evidence", "entries": [evidence_entry(name) for name in "abc"]},
    {"kind": "glossary", "terms": [{"term": "truce", "definition": "a pause in fighting"}]},
    {"kind": "methods", "items": [["Read by rule, checked by hand."]]},
]


def markdown_cell(source: str) -> dict[str, Any]:
    """A prose cell."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code_cell(source: str, *outputs: dict[str, Any], tags: tuple[str, ...] = ()) -> dict[str, Any]:
    """A code cell with the outputs it has made."""
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)} if tags else {},
        "source": source,
        "execution_count": None,
        "outputs": list(outputs),
    }


def shown(data: dict[str, Any]) -> dict[str, Any]:
    """An output that a cell's last expression made."""
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}


def block_cell(block: dict[str, Any]) -> dict[str, Any]:
    """A code cell that has shown one block."""
    return code_cell(f"show_{block['kind']}()", shown({BLOCK: block, "text/plain": block["kind"]}))


def notebook(*cells: dict[str, Any], kernel: str = "python3") -> dict[str, Any]:
    """A notebook of these cells."""
    return {
        "cells": [cell | {"id": f"cell-{number}"} for number, cell in enumerate(cells)],
        "metadata": {"kernelspec": {"name": kernel, "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def sample_notebook(blocks: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """An executed notebook: a title, then one section with one block for every block given."""
    cells = [markdown_cell("# A sample")]
    for block in BLOCKS if blocks is None else blocks:
        if block["kind"] != "masthead":
            cells.append(markdown_cell(f"## The {block['kind']}"))
        cells.append(block_cell(block))
    return notebook(*cells)


def write_notebook(path: Path, content: dict[str, Any]) -> Path:
    """Write a notebook file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


PARAMETERS = code_cell('start: str = "1991-01-01"  # first day shown, ISO', tags=("parameters",))
SHOW_BLOCK = (
    "class Shown:\n"
    "    def _repr_mimebundle_(self, **options):\n"
    f"        return {{'{BLOCK}': {{'kind': 'notice', 'title': 'From ' + start, 'text': 'ran'}}}}\n"
    "Shown()"
)


def runnable_notebook(*more: dict[str, Any], kernel: str = "python3") -> dict[str, Any]:
    """A notebook to be run: one parameter, then a cell that shows it, then `more`."""
    return notebook(PARAMETERS, code_cell(SHOW_BLOCK), *more, kernel=kernel)
