"""What a page shows, read from an executed notebook: sections of prose and blocks, charts, code.

Only block data (`application/vnd.ceasefires.block+json`) is rendered as such. Any other output is
reduced to sanitised text and tables; an error output is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from analysis.errors import RenderFailed
from analysis.publishing.lean_charts import lean_chart
from analysis.publishing.safe_text import (
    as_slug,
    clean_chart,
    clean_tree,
    highlight_python,
    render_markdown,
    safe_href,
    sanitise_html,
)

BLOCK_MIME = "application/vnd.ceasefires.block+json"
KINDS = frozenset(
    "masthead findings changes key figure table passages evidence readings notice glossary methods".split()
)
#: The tag of cells that speak to whoever opens the notebook, not to readers of its page.
NOTEBOOK_ONLY = "notebook-only"
_SECTION = re.compile(r"(?m)^## +(.+?) *#*$")
_TITLE = re.compile(r"(?m)\A\s*# +(.+?) *#*$")
_TERMINAL_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Part:
    """One piece of a section: `kind` is a block's kind, `prose` or `text`."""

    kind: str
    block: Mapping[str, Any] = field(default_factory=dict)
    html: Markup = field(default_factory=Markup)
    text: str = ""


@dataclass
class Section:
    """A titled stretch of the page; the first one, before any title, has none."""

    id: str = ""
    title: str = ""
    parts: list[Part] = field(default_factory=list)


@dataclass
class Page:
    """Everything a template needs of a notebook.

    `addresses` numbers the web addresses that evidence and readings cite. A page spells each of
    them once: in a briefing the same two hundred are cited two thousand times.
    """

    title: str = ""
    masthead: Mapping[str, Any] | None = None
    sections: list[Section] = field(default_factory=list)
    charts: dict[str, dict[str, Any]] = field(default_factory=dict)
    addresses: dict[str, int] = field(default_factory=dict)
    code: list[Markup] = field(default_factory=list)

    def parts(self) -> Iterator[Part]:
        """All parts in the order of the page."""
        for section in self.sections:
            yield from section.parts

    def trace_types(self) -> frozenset[str]:
        """The trace types that the charts draw, as plotly names them."""
        specs = [chart[width] for chart in self.charts.values() for width in ("wide", "narrow")]
        return frozenset(
            str(trace.get("type", "scatter")) for spec in specs for trace in spec.get("data", [])
        )

    def blocks(self, kind: str) -> list[Mapping[str, Any]]:
        """All blocks of one kind in the order of the page."""
        return [part.block for part in self.parts() if part.kind == kind]


def read_page(notebook: Mapping[str, Any]) -> Page:
    """Return the page of an executed notebook. Raises RenderFailed for error outputs and unknown blocks."""
    page = Page(sections=[Section()])
    for number, cell in enumerate(notebook["cells"], start=1):
        source = "".join(cell["source"])
        if NOTEBOOK_ONLY in cell["metadata"].get("tags", []):
            continue
        if cell["cell_type"] == "markdown":
            _add_prose(page, source)
        elif cell["cell_type"] == "code":
            page.code.append(highlight_python(source))
            for output in cell.get("outputs", []):
                _add_output(page, output, number)
    page.sections = [section for section in page.sections if section.title or section.parts]
    return page


def _add_prose(page: Page, source: str) -> None:
    title = _TITLE.match(source)
    if title:
        page.title = page.title or clean_tree(title[1])
        source = source[title.end() :]
    before, *titled = _SECTION.split(source)
    _add_markdown(page, before)
    for heading, text in zip(titled[::2], titled[1::2], strict=True):
        page.sections.append(Section(_unused_id(page, f"s-{as_slug(heading)}"), clean_tree(heading)))
        _add_markdown(page, text)


def _unused_id(page: Page, wished: str) -> str:
    taken = {section.id for section in page.sections}
    while wished in taken:
        wished += "-again"
    return wished


def _add_markdown(page: Page, source: str) -> None:
    if source.strip():
        page.sections[-1].parts.append(Part("prose", html=render_markdown(source)))


def _add_output(page: Page, output: Mapping[str, Any], number: int) -> None:
    kind = output["output_type"]
    if kind == "error":
        raise RenderFailed(
            f"Expected a notebook without errors, found {output.get('ename', 'an error')} in cell {number}; "
            "run it again until it finishes."
        )
    if kind == "stream":
        # What a cell writes to stderr is for the run's log, not for readers.
        if output.get("name") == "stdout":
            _add_text(page, "".join(output["text"]))
        return
    data = output.get("data", {})
    if BLOCK_MIME in data:
        _add_block(page, data[BLOCK_MIME], number)
    else:
        _add_foreign(page, data)


def _add_text(page: Page, text: str) -> None:
    plain = clean_tree(_TERMINAL_COLOUR.sub("", text)).strip("\n")
    if plain.strip():
        page.sections[-1].parts.append(Part("text", text=plain))


def _add_foreign(page: Page, data: Mapping[str, Any]) -> None:
    if "text/html" in data:
        html = sanitise_html("".join(data["text/html"]))
        page.sections[-1].parts.append(Part("prose", html=html))
    elif "text/markdown" in data:
        _add_markdown(page, "".join(data["text/markdown"]))
    elif "text/plain" in data:
        _add_text(page, "".join(data["text/plain"]))
    elif data:
        _add_text(page, f"[An output of type {', '.join(sorted(data))} is not shown on pages.]")


def _add_block(page: Page, block: Any, number: int) -> None:
    kind = block.get("kind") if isinstance(block, Mapping) else None
    if kind not in KINDS:
        raise RenderFailed(
            f"Expected a block of a known kind from cell {number}, found {kind!r}; "
            f"known: {', '.join(sorted(KINDS))}."
        )
    if kind == "figure":
        page.sections[-1].parts.append(Part(kind, _take_charts(page, block, number)))
        return
    clean = clean_tree(block)
    if kind == "masthead":
        page.masthead = clean
    if kind in ("evidence", "readings"):
        for address in _cited(clean):
            page.addresses.setdefault(address, len(page.addresses) + 1)
    page.sections[-1].parts.append(Part(kind, clean))


def _cited(block: Mapping[str, Any]) -> Iterator[str]:
    """Yield the web addresses that entries and their readings cite."""
    for entry in [*block.get("entries", []), *block.get("items", [])]:
        links = [link for reading in entry.get("readings", []) for link in reading.get("links", [])]
        named = [link.get("href", "") for link in links if isinstance(link, Mapping)]
        for address in [*entry.get("citations", []), *named]:
            if safe_href(address).startswith("http"):
                yield address


def _take_charts(page: Page, block: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Move the figure's chart specifications to `page.charts`; return the figure with its panels' names."""
    try:
        first = {name: block[name] for name in ("plot", "plot_narrow", "height")}
        first |= {"label": "", "height_narrow": block.get("height_narrow", block["height"])}
        panels = [first, *block.get("more_panels", [])]
        names = []
        for index, panel in enumerate(panels):
            name = f"{block['id']}-{index}"
            page.charts[name] = {
                "wide": lean_chart(clean_chart(panel["plot"])),
                "narrow": lean_chart(clean_chart(panel["plot_narrow"])),
                "height": panel["height"],
                "height_narrow": panel.get("height_narrow", panel["height"]),
            }
            names.append({"name": name, "label": panel.get("label", "")})
    except (KeyError, TypeError) as problem:
        raise RenderFailed(
            f"Expected a whole figure from cell {number}, found none of its {problem}."
        ) from None
    specs = ("plot", "plot_narrow", "more_panels")
    rest = {key: value for key, value in block.items() if key not in specs}
    return dict(clean_tree(rest | {"panels": names}))
