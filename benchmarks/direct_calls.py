"""The least that reports can cost: their cells called directly in one warm process, then rendered and checked.

`python benchmarks/direct_calls.py NOTEBOOK PROJECT START...` prints the seconds of wall clock and of processor time
that all reports took, imports and a first report left out. `benchmarks/reports.py` runs it.
"""

from __future__ import annotations

import ast
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import nbformat

from analysis.publishing.check import check_page
from analysis.publishing.exporter import ReportExporter
from analysis.publishing.page import read_page


def show(cell: Any, names: dict[str, Any]) -> None:
    """Run one code cell and keep what its last expression shows, as a kernel would."""
    body = ast.parse(cell.source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)
    if last is not None:
        shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
        data = json.loads(json.dumps(shown._repr_mimebundle_()))
        cell.outputs = [nbformat.v4.new_output("display_data", data)]


def make(notebook: Any, start: str) -> str:
    """Return the checked page of one report."""
    names: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            show(cell, names)
            if "parameters" in cell.metadata.get("tags", []):
                names["start"] = start
    page = read_page(notebook)
    html, _ = ReportExporter().from_notebook_node(notebook, {"page": page})
    check_page(html, page)
    return str(html)


def main() -> None:
    """Make the reports and print how long they took."""
    path, root, *starts = sys.argv[1:]
    os.environ["CEASEFIRES_ROOT"] = root
    make(nbformat.read(path, as_version=4), starts[0])
    wall, cpu = time.perf_counter(), time.process_time()
    for start in starts:
        make(nbformat.read(Path(path), as_version=4), start)
    print(json.dumps({"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}))


if __name__ == "__main__":
    main()
