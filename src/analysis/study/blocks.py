"""The parts a report page is made of, as plain data.

A notebook cell ends with one block. The block carries itself as JSON (`application/vnd.ceasefires.block+json`)
for the page exporter, as plain text, and as escaped HTML (for figures also as a plotly figure) for JupyterLab.

Rich text is a list of parts: a plain string, or `{"text": ..., "href": ...}` where href is an evidence anchor
(`#e-<attempt_id>-<column>`), a figure (`#<figure id>`) or an http(s) address. Nothing in a block is HTML,
except that texts inside chart specifications are escaped for plotly, which reads a few tags.

A `figure` is drawn as one or several panels, one below the other: the first is `plot` / `plot_narrow` with
`height` / `height_narrow`, the others are `more_panels`, a list of
`{"label", "plot", "plot_narrow", "height", "height_narrow"}`. A page may break between panels, never inside one.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from analysis.study.palette import resolve
from analysis.study.stacking import stack_panels

BLOCK_MIME = "application/vnd.ceasefires.block+json"
PLOTLY_MIME = "application/vnd.plotly.v1+json"

RichPart = str | dict[str, str]
Rich = list[RichPart]
Cell = Rich | str | int | float | None


def link(text: str, href: str) -> RichPart:
    """A linked part of a rich text."""
    return {"text": text, "href": href}


def plain(rich: Cell) -> str:
    """The words of a rich text or table cell without links."""
    if rich is None:
        return ""
    if isinstance(rich, list):
        return "".join(part if isinstance(part, str) else part["text"] for part in rich)
    return str(rich)


@dataclass(frozen=True, kw_only=True)
class Block:
    """What all blocks share: a kind, a JSON form, a text form and the notebook display."""

    kind: ClassVar[str] = ""

    def to_json(self) -> dict[str, Any]:
        """The block as JSON-ready data, `{"kind": ..., <field>: ...}`."""
        own = {item.name: _to_json(getattr(self, item.name)) for item in fields(self)}
        return {"kind": self.kind, **own}

    def to_text(self) -> str:
        """The block in plain words, one line per item."""
        return "\n".join(_lines(self.to_json()))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        text = self.to_text()
        return {
            BLOCK_MIME: self.to_json(),
            "text/plain": text,
            "text/html": _preview(text),
        }


@dataclass(frozen=True, kw_only=True)
class Masthead(Block):
    """Title lines of the page; `status` is a warning bar's words or empty."""

    kind: ClassVar[str] = "masthead"
    kicker: str
    title: str
    purpose: str
    as_of_words: str
    n_sources: int
    n_attempts: int
    status: str = ""

    def to_text(self) -> str:
        counts = f"{self.n_sources} sources, {self.n_attempts} attempts"
        return "\n".join(
            [
                self.kicker,
                self.title,
                self.purpose,
                f"{self.as_of_words} ({counts})",
                self.status,
            ]
        )


@dataclass(frozen=True, kw_only=True)
class Findings(Block):
    """Three to five findings in words, and one line on how to read them with care."""

    kind: ClassVar[str] = "findings"
    items: list[Rich]
    caution: Rich

    def to_text(self) -> str:
        return "\n".join(
            [
                *(f"- {plain(item)}" for item in self.items),
                f"Read with care: {plain(self.caution)}",
            ]
        )


@dataclass(frozen=True, kw_only=True)
class Changes(Block):
    """What is new, ended or recoded since an earlier edition."""

    kind: ClassVar[str] = "changes"
    items: list[Rich]
    since: str


@dataclass(frozen=True, kw_only=True)
class Key(Block):
    """The key of outcomes; rows are `{outcome, label, definition, family, symbol}`."""

    kind: ClassVar[str] = "key"
    rows: list[dict[str, str]]

    def to_text(self) -> str:
        return "\n".join(f"{row['label']}: {row['definition']}" for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A table column; `align` is `left` or `right`."""

    name: str
    label: str
    unit: str = ""
    align: str = "left"


@dataclass(frozen=True, kw_only=True)
class Table(Block):
    """A table with a caption; a missing value is a word, never empty."""

    kind: ClassVar[str] = "table"
    id: str
    title: str
    caption: str
    columns: list[Column]
    rows: list[list[Cell]]
    note: Rich = field(default_factory=list)
    csv_name: str = ""

    def to_text(self) -> str:
        head = " | ".join(column.label for column in self.columns)
        return "\n".join([self.title, head, *(" | ".join(map(plain, row)) for row in self.rows)])


@dataclass(frozen=True, kw_only=True)
class Figure(Block):
    """A chart: finding as title, measure as subtitle, specification, note, source, data table.

    `rows` counts the attempts that went in, `marks` those drawn; they are equal.
    """

    kind: ClassVar[str] = "figure"
    id: str
    title: str
    subtitle: str
    plot: dict[str, Any]
    plot_narrow: dict[str, Any]
    height: int
    height_narrow: int
    marks: int
    rows: int
    note: Rich
    source: Rich
    alt: str
    table: Table
    csv_name: str
    more_panels: list[dict[str, Any]] = field(default_factory=list)

    def to_text(self) -> str:
        return "\n".join([self.title, self.subtitle, self.alt, plain(self.note), plain(self.source)])

    def panels(self) -> list[dict[str, Any]]:
        """All panels in order, the first one included."""
        first = {
            "label": "",
            "plot": self.plot,
            "plot_narrow": self.plot_narrow,
            "height": self.height,
            "height_narrow": self.height_narrow,
        }
        return [first, *self.more_panels]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_(include, exclude)
        bundle[PLOTLY_MIME] = resolve(stack_panels([panel["plot"] for panel in self.panels()]), "light")
        return bundle


@dataclass(frozen=True, kw_only=True)
class Passages(Block):
    """What source texts say, with coded mentions marked.

    Entries are `{source_id, title, publisher, published, side, licence, url, segments}`, segments
    `{text, mark, href}`; the segments of an entry put together are the shown part of the text.
    """

    kind: ClassVar[str] = "passages"
    id: str
    title: str
    entries: list[dict[str, Any]]

    def to_text(self) -> str:
        lines = [self.title]
        for entry in self.entries:
            lines.append(f"{entry['title']} ({entry['publisher']})")
            lines.append("".join(_marked(part) for part in entry["segments"]))
        return "\n".join(lines)


@dataclass(frozen=True, kw_only=True)
class Evidence(Block):
    """The words each coded cell rests on, one entry per cell with the anchor `id`."""

    kind: ClassVar[str] = "evidence"
    entries: list[dict[str, Any]]

    def to_text(self) -> str:
        return "\n".join(f"{e['attempt']} | {e['column_label']} | {e['value']}" for e in self.entries)


@dataclass(frozen=True, kw_only=True)
class Readings(Block):
    """Where sources disagree: `{attempt, column, label, readings: [{value, used, reason, links}]}`."""

    kind: ClassVar[str] = "readings"
    items: list[dict[str, Any]]

    def to_text(self) -> str:
        return "\n".join(
            f"{item['attempt']} | {item['label']} | " + " / ".join(r["value"] for r in item["readings"])
            for item in self.items
        )


@dataclass(frozen=True, kw_only=True)
class Notice(Block):
    """A plain statement in place of content, as for an empty selection."""

    kind: ClassVar[str] = "notice"
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Glossary(Block):
    """Terms used on the page with their definitions: `{term, definition}`."""

    kind: ClassVar[str] = "glossary"
    terms: list[dict[str, str]]

    def to_text(self) -> str:
        return "\n".join(f"{term['term']}: {term['definition']}" for term in self.terms)


@dataclass(frozen=True, kw_only=True)
class Methods(Block):
    """Methods and limits, one statement per item."""

    kind: ClassVar[str] = "methods"
    items: list[Rich]

    def to_text(self) -> str:
        return "\n".join(f"- {plain(item)}" for item in self.items)


def _to_json(value: Any) -> Any:
    if isinstance(value, Block):
        return value.to_json()
    if isinstance(value, Column):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    if isinstance(value, dict):
        return {key: _to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_to_json(item) for item in value]
    return value


def _lines(data: dict[str, Any]) -> list[str]:
    lines = []
    for name, value in data.items():
        for item in value if isinstance(value, list) else [value]:
            lines.append(f"{name}: {plain(item)}")
    return lines


def _marked(part: dict[str, Any]) -> str:
    return f"[{part['text']}]" if part["mark"] else str(part["text"])


def _preview(text: str) -> str:
    return f"<pre style='white-space:pre-wrap;font-family:inherit'>{html.escape(text)}</pre>"
