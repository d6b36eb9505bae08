"""The light page: findings, tables, and charts as table cells, for mail bodies and text browsers.

It holds no script, no drawing and nothing that loads, and stays under the size at which mail
programs cut a message off.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, FileSystemLoader, TemplateError

from analysis.errors import RenderFailed
from analysis.publishing import assets
from analysis.publishing.check import LARGEST_LIGHT, find_light_faults
from analysis.publishing.exporter import prepare_environment
from analysis.publishing.light_tables import LightTable, family_class, letter_of, light_table
from analysis.publishing.page import Page, Part, Section
from analysis.publishing.provenance import Edition

#: What the light page shows; evidence, passages, readings and glossary are in the full page.
SHOWN = frozenset("findings changes key figure table notice methods".split())
#: A page that is too large gets fewer rows per table, and says how many are left out.
_MOST_ROWS = (1000, 200, 100, 50, 25, 12, 6, 3, 1, 0)


@dataclass(frozen=True)
class LightPart:
    """A part as the light page shows it; figures and tables with their table in cells."""

    kind: str
    block: Any
    table: LightTable | None = None


@dataclass(frozen=True)
class LightSection:
    """A titled stretch of the light page."""

    title: str
    parts: list[LightPart]


def light_page(page: Page, edition: Edition) -> str:
    """Return the light page of an edition, with as many rows as fit.

    Raises RenderFailed where a block lacks a field, where even the findings do not fit, or where the
    page does not pass its check.
    """
    for most_rows in _MOST_ROWS:
        html = _rendered(page, edition, most_rows)
        if len(html.encode("utf-8")) <= LARGEST_LIGHT:
            break
    faults = find_light_faults(html)
    if faults:
        raise RenderFailed(
            f"Expected a light page that passes its own check, found: {'; '.join(faults[:3])}; none was written."
        )
    return html


def _rendered(page: Page, edition: Edition, most_rows: int) -> str:
    style = _style()
    try:
        return (
            _environment()
            .get_template("light.html.j2")
            .render(
                masthead=page.masthead,
                sections=_sections(page, most_rows),
                edition=edition,
                figures={f"#{block['id']}" for block in page.blocks("figure")},
                style=assets.as_inline(style),
                policy=f"default-src 'none'; style-src {assets.content_hash(style)}; form-action 'none'",
            )
        )
    except (TemplateError, KeyError, TypeError) as problem:
        raise RenderFailed(
            f"Expected blocks with all their fields, the light template stopped: {problem}."
        ) from problem


@functools.cache
def _environment() -> Environment:
    environment = prepare_environment(Environment(loader=FileSystemLoader(assets.FOLDER), autoescape=True))
    environment.filters["mark_letter"] = letter_of
    environment.filters["family_class"] = family_class
    return environment


@functools.cache
def _style() -> str:
    return assets.colours() + (assets.FOLDER / "light.css").read_text(encoding="utf-8")


def _sections(page: Page, most_rows: int) -> list[LightSection]:
    outcomes = {row["outcome"]: row for block in page.blocks("key") for row in block["rows"]}
    made = [LightSection(section.title, _parts(section, outcomes, most_rows)) for section in page.sections]
    return [section for section in made if section.parts]


def _parts(section: Section, outcomes: dict[str, Any], most_rows: int) -> list[LightPart]:
    return [_part(part, outcomes, most_rows) for part in section.parts if part.kind in SHOWN]


def _part(part: Part, outcomes: dict[str, Any], most_rows: int) -> LightPart:
    if part.kind not in ("figure", "table"):
        return LightPart(part.kind, part.block)
    table = part.block["table"] if part.kind == "figure" else part.block
    return LightPart(part.kind, part.block, light_table(table, outcomes, most_rows))
