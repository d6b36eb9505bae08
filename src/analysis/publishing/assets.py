"""The style, the scripts and the policy that a page carries inside it."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import re
from pathlib import Path

from markupsafe import Markup

from analysis.study.palette import THEMES

TEMPLATES = Path(__file__).parent / "templates"
FOLDER = TEMPLATES / "ceasefires"
#: Scripts of a report page, in the order in which they are joined into one.
PAGE_SCRIPTS = ("unpack.js", "labels.js", "charts.js", "marks.js", "evidence.js", "tables.js", "reading.js")
INDEX_SCRIPTS = ("editions.js",)
# Plotly makes one empty style element and fills it rule by rule, which a policy judges as empty.
_EMPTY = ""
# The style attributes that plotly sets for <b> and <i> in labels.
_LABEL_STYLES = ("font-weight:bold", "font-style:italic")


@functools.cache
def style() -> str:
    """Return the style sheet with the palette's colours as custom properties."""
    return colours() + (FOLDER / "page.css").read_text(encoding="utf-8")


def colours() -> str:
    """Return the palette of both themes as custom properties."""
    light, dark = (_properties(THEMES[name]) for name in ("light", "dark"))
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{color-scheme:dark;{dark}}}}}\n"
    )


def _properties(colours: dict[str, str]) -> str:
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in colours.items())


@functools.cache
def script(names: tuple[str, ...]) -> str:
    """Return the named scripts joined into one, in a scope of its own."""
    parts = [(FOLDER / name).read_text(encoding="utf-8") for name in names]
    palette = f"const PALETTE = {json.dumps(THEMES, sort_keys=True)};\n"
    return f'(() => {{\n"use strict";\n{palette}{"".join(parts)}}})();\n'


def as_inline(text: str) -> Markup:
    """Return a style or script of this package for its element. Raises ValueError if it could end it."""
    if re.search(r"</(script|style)|<!--", text, re.IGNORECASE):
        raise ValueError("a style or script of the package holds a tag that may end its element")
    return Markup(text)  # noqa: S704 - the package's own files


def content_hash(text: str) -> str:
    """Return the policy's name for an inline script or style."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def policy(scripts: list[str], styles: list[str]) -> str:
    """Return a Content-Security-Policy under which exactly these texts run and nothing loads."""
    return (
        "default-src 'none'; "
        f"script-src {' '.join(map(content_hash, scripts)) or chr(39) + 'none' + chr(39)}; "
        f"style-src {' '.join(map(content_hash, [*styles, _EMPTY]))}; "
        f"style-src-attr 'unsafe-hashes' {' '.join(map(content_hash, _LABEL_STYLES))}; "
        "base-uri 'none'; form-action 'none'"
    )
