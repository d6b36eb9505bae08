"""`reports/index.html`: every published page, the newest of each edition first, with a filter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader

from analysis import files
from analysis.publishing import assets
from analysis.publishing.editions import PAGE, Published, latest_of, list_published
from analysis.publishing.safe_text import clean_tree


def write_index(reports: Path) -> Path:
    """Write the index page over all editions and return its path. Raises CannotWrite."""
    with files.telling_of_failure(reports), files.locked(reports):
        target = reports / PAGE
        files.replace_file(target, render_index(reports).encode("utf-8"))
    return target


def render_index(reports: Path) -> str:
    """Return the index page as HTML."""
    # The exporter knows how pages escape; importing it here keeps other commands quick.
    from analysis.publishing.exporter import prepare_environment

    environment = prepare_environment(Environment(loader=FileSystemLoader(assets.FOLDER), autoescape=True))
    style, script = assets.style(), assets.script(assets.INDEX_SCRIPTS)
    return environment.get_template("editions.html.j2").render(
        rows=_rows(reports),
        style=assets.as_inline(style),
        script=assets.as_inline(script),
        policy=assets.policy([script], [style]),
    )


def _rows(reports: Path) -> list[dict[str, Any]]:
    found = sorted(list_published(reports), key=lambda one: one.record["as_of"], reverse=True)
    rows = [_row(one, reports) for one in found]
    # Python's sort is stable: within "latest first" the newest as-of day stays first.
    return sorted(rows, key=lambda row: not row["is_latest"])


def _row(published: Published, reports: Path) -> dict[str, Any]:
    latest = latest_of(published.folder.parent)
    place = published.page.relative_to(reports).as_posix()
    facts = {name: published.record.get(name, "") for name in ("title", "as_of", "generated")}
    return clean_tree(facts) | {
        "edition": clean_tree(published.folder.parent.name),
        "is_latest": latest is not None and latest.folder == published.folder,
        "href": quote(place),
        "parameters": clean_tree(_in_words(published.record.get("parameters", {}))),
        "size": f"{published.size / 1e6:.1f} MB",
    }


def _in_words(parameters: Mapping[str, Any]) -> str:
    told = {
        name: ", ".join(value) if isinstance(value, list) else str(value)
        for name, value in parameters.items()
        if name not in ("as_of", "title") and value not in ("", [])
    }
    return "; ".join(f"{name}: {value}" for name, value in told.items())
