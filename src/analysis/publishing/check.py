"""The self-check of a finished page: what is not whole is not published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from analysis.errors import RenderFailed
from analysis.publishing.assets import content_hash
from analysis.publishing.packing import packed_plotly_js, plotly_js_for, unpack
from analysis.publishing.page import Page

LARGEST = 2_500_000
#: Mail programs cut a message off at about 102 kB.
LARGEST_LIGHT = 95_000
#: Attributes that make a browser fetch something. `href` is judged by its element.
_LOADING = frozenset(
    "src srcset poster data background action formaction ping manifest cite longdesc".split()
)
_DATA_TYPES = ("text/plain", "application/json")


@dataclass
class _Seen(HTMLParser):
    """What the check needs to know of a page, gathered in one pass."""

    ids: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)
    styled: list[str] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=lambda: {"script": [], "style": []})
    data: dict[str, str] = field(default_factory=dict)
    charts: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    _open: str = ""
    _data_id: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.charts += [values["data-chart"]] if "data-chart" in values else []
        self.handlers += [f"<{tag} {name}>" for name in values if name.startswith("on")]
        self.styled += [f"<{tag}>"] if "style" in values else []
        self.loads += [f"<{tag} {name}={values[name]}>" for name in values if name in _LOADING]
        self._see_href(tag, values.get("href"))
        if tag == "meta":
            self._see_meta(values)
        if tag in ("iframe", "object", "embed", "base", "frame"):
            self.loads.append(f"<{tag}>")
        if tag in self.texts:
            self._open = tag
            self._data_id = values.get("id", "") if values.get("type") in _DATA_TYPES else ""

    def _see_meta(self, values: dict[str, str]) -> None:
        equivalent = values.get("http-equiv", "").lower()
        if equivalent == "content-security-policy":
            self.policies.append(values.get("content", ""))
        elif equivalent:
            self.loads.append(f"<meta http-equiv={equivalent}>")

    def _see_href(self, tag: str, href: str | None) -> None:
        if href is None:
            return
        if tag != "a":
            self.loads.append(f"<{tag} href={href}>")
        elif href.startswith("#"):
            self.anchors.append(href[1:])
        elif not href.startswith(("https://", "http://")) and re.match(r"[a-z][a-z0-9+.-]*:", href, re.I):
            self.handlers.append(f"<a href={href}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = self._data_id = ""

    def handle_data(self, data: str) -> None:
        if not self._open:
            return
        if self._data_id:
            self.data[self._data_id] = self.data.get(self._data_id, "") + data
        else:
            self.texts[self._open].append(data)


def check_page(html: str, page: Page) -> None:
    """Raise RenderFailed, naming every fault, unless the page is whole, closed and small enough."""
    faults = find_faults(html, page)
    if faults:
        more = f" (and {len(faults) - 3} more)" if len(faults) > 3 else ""
        raise RenderFailed(
            f"Expected a page that passes its own check, found: {'; '.join(faults[:3])}{more}; "
            "nothing was published."
        )


def find_faults(html: str, page: Page) -> list[str]:
    """Return every fault of a page in words, none for a sound one."""
    seen = _Seen()
    seen.feed(html)
    seen.close()
    return [
        *_size_faults(html, LARGEST),
        *_closed_faults(seen),
        *_policy_faults(seen, page),
        *_id_faults(seen, page),
        *_content_faults(seen, page),
        *_figure_faults(page),
    ]


def find_light_faults(html: str) -> list[str]:
    """Return every fault of a light page in words: too large, a script, a drawing, something that loads."""
    seen = _Seen()
    seen.feed(html)
    seen.close()
    return [
        *_size_faults(html, LARGEST_LIGHT),
        *(f"<{tag}> on a light page" for tag in sorted(seen.tags & {"script", "svg", "canvas", "math"})),
        *_closed_faults(seen),
        *_policy_faults(seen),
        *(f"a link to '#{name}', which is not on the page" for name in seen.anchors if name not in seen.ids),
    ]


def _size_faults(html: str, largest: int) -> Iterator[str]:
    size = len(html.encode("utf-8"))
    if size > largest:
        yield f"{size:,} bytes where {largest:,} are allowed"


def _closed_faults(seen: _Seen) -> Iterator[str]:
    for load in seen.loads:
        yield f"something that loads an address: {load[:80]}"
    for handler in seen.handlers:
        yield f"something that runs outside the page's scripts: {handler[:80]}"
    for styled in seen.styled:
        yield f"an inline style on {styled}, which the policy forbids"


def _policy_faults(seen: _Seen, page: Page | None = None) -> Iterator[str]:
    if len(seen.policies) != 1:
        yield f"{len(seen.policies)} content security policies where one is expected"
        return
    scripts = [
        *seen.texts["script"],
        *([plotly_js_for(page.trace_types())] if page and "plotly-js" in seen.data else []),
    ]
    for kind, texts in (("script", scripts), ("style", seen.texts["style"])):
        for text in texts:
            if content_hash(text) not in seen.policies[0]:
                yield f"a {kind} that the policy does not know, beginning {text.strip()[:40]!r}"
    if "default-src 'none'" not in seen.policies[0] or re.search("unsafe-(inline|eval)", seen.policies[0]):
        yield "a policy that lets something through"


def _id_faults(seen: _Seen, page: Page) -> Iterator[str]:
    for name, count in Counter(seen.ids).items():
        if count > 1:
            yield f"the id '{name}' {count} times"
    ids = set(seen.ids)
    for name in sorted({*seen.anchors, *_chart_anchors(page.charts)} - ids):
        yield f"a link to '#{name}', which is not on the page"


def _chart_anchors(node: Any, within_marks: bool = False) -> Iterator[str]:
    """Yield the anchors that marks of charts lead to."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _chart_anchors(value, within_marks or key == "customdata")
    elif isinstance(node, list):
        for value in node:
            yield from _chart_anchors(value, within_marks)
    elif within_marks and isinstance(node, str) and node.startswith("#"):
        yield node[1:]


def _content_faults(seen: _Seen, page: Page) -> Iterator[str]:
    ids = set(seen.ids)
    for kind in ("figure", "table", "passages"):
        for block in page.blocks(kind):
            if block["id"] not in ids:
                yield f"no {kind} '{block['id']}', though the notebook makes one"
    for block in page.blocks("figure"):
        if block["table"]["id"] not in ids:
            yield f"no data table under figure '{block['id']}'"
    if sorted(seen.charts) != sorted(page.charts):
        yield f"{len(seen.charts)} places for {len(page.charts)} charts"
    if page.charts:
        yield from _packed_faults(seen, page)


def _packed_faults(seen: _Seen, page: Page) -> Iterator[str]:
    # plotly.js is compared as packed: unpacking its two megabytes takes half a second.
    if seen.data.get("plotly-js") != packed_plotly_js(page.trace_types()):
        yield "packed data 'plotly-js' that is not plotly.js"
    try:
        unpack(seen.data["charts-data"])
    except (KeyError, ValueError, OSError, EOFError):
        yield "packed data 'charts-data' that does not unpack"


def _figure_faults(page: Page) -> Iterator[str]:
    for block in page.blocks("figure"):
        if block["marks"] < block["rows"]:
            yield f"{block['marks']} marks drawn for {block['rows']} rows in figure '{block['id']}'"
