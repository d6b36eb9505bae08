"""Large data inside a page: gzip, then base 85, unpacked by the browser's own DecompressionStream.

Base 85 makes plotly.js 120 kB smaller than base 64 does. Two letters of Python's alphabet mean
something to an HTML parser and are replaced.
"""

from __future__ import annotations

import base64
import functools
import gzip
import json
from importlib import resources
from typing import Any

from analysis.publishing.plotly_bundle import trimmed

#: The trace types of the briefing; plotly.js can be cut to them before a page is read.
USUAL_TYPES = frozenset(("bar", "scatter"))
_TO_PAGE = bytes.maketrans(b"<&", b".,")
_FROM_PAGE = bytes.maketrans(b".,", b"<&")


def pack(data: bytes) -> str:
    """Return `data` as text that may stand in a script element. Same bytes, same text."""
    return base64.b85encode(gzip.compress(data, 9, mtime=0)).translate(_TO_PAGE).decode("ascii")


def unpack(text: str) -> bytes:
    """Return what `pack` was given."""
    return gzip.decompress(base64.b85decode(text.strip().encode("ascii").translate(_FROM_PAGE)))


def pack_json(data: Any) -> str:
    """Return JSON data packed, its keys sorted."""
    compact = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return pack(compact.encode("utf-8"))


@functools.cache
def plotly_js() -> str:
    """Return the plotly.js that the Python package ships, so that both versions are equal."""
    return resources.files("plotly").joinpath("package_data/plotly.min.js").read_text(encoding="utf-8")


@functools.cache
def plotly_js_for(types: frozenset[str]) -> str:
    """Return plotly.js cut down to trace types; whole where it cannot be cut to them."""
    return trimmed(plotly_js(), types)


@functools.cache
def packed_plotly_js(types: frozenset[str]) -> str:
    """Return plotly.js for trace types, packed."""
    return pack(plotly_js_for(types).encode("utf-8"))
