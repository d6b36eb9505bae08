"""Text from outside made safe for a page: characters, addresses, Markdown, chart labels.

Source texts, titles, parameters and actor names are treated as hostile. Jinja escapes every
string; what is here handles what escaping cannot: characters that reorder or hide text,
addresses that run, Markdown that carries HTML, and the tags plotly reads in labels.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_ANCHOR = re.compile(r"#[^\s\"'<>`]+")
# Overrides and isolates reorder the text around them; zero-width characters hide in words.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
#: The tags plotly draws as formatting and that chart labels here may use.
_LABEL_TAG = re.compile(r"<(?!(?:br ?/?|/?b|/?i|/?extra)>)", re.IGNORECASE)

_MARKDOWN_TAGS = frozenset(
    "p h2 h3 h4 ul ol li strong em code pre blockquote a br hr table thead tbody tr th td".split()
)


def clean_text(text: str) -> str:
    """Return `text` with reordering characters spelled out (`[U+202E]`) and control characters replaced."""
    spelled = _REORDERING.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
    return _CONTROL.sub("\ufffd", spelled)


def clean_tree(node: Any) -> Any:
    """Return a copy of JSON-like data with every string and key passed through `clean_text`."""
    if isinstance(node, str):
        return clean_text(node)
    if isinstance(node, dict):
        return {clean_text(str(key)): clean_tree(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [clean_tree(value) for value in node]
    return node


def safe_href(address: object) -> str:
    """Return `address` where it is an anchor on this page or an http(s) address, else ''."""
    text = str(address or "")
    if _ANCHOR.fullmatch(text):
        return text
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"[\s<>\"'`]", text)
    return text if is_web else ""


def render_markdown(source: str) -> Markup:
    """Return Markdown as safe HTML: raw HTML in it is shown as text, images are dropped."""
    import bleach
    import mistune

    convert = mistune.create_markdown(escape=True, plugins=["table"])
    html = bleach.clean(
        str(convert(clean_text(source))),
        tags=_MARKDOWN_TAGS,
        attributes={"a": ["href"]},
        protocols=["http", "https"],
        strip=True,
    )
    return Markup(html)  # noqa: S704 - sanitised by bleach just above


def sanitise_html(html: str) -> Markup:
    """Return foreign HTML (a data frame's, say) with plain text and table tags only."""
    import bleach

    visible = re.sub(r"(?is)<(style|script|svg|math)\b.*?(</\1\s*>|$)", "", clean_text(html))
    return Markup(bleach.clean(visible, tags=_MARKDOWN_TAGS, attributes={}, strip=True))  # noqa: S704


def clean_chart(spec: Any) -> Any:
    """Return a chart specification whose labels hold formatting tags only and that loads nothing.

    Plotly reads a few tags in labels, links among them; every other `<` becomes an entity.
    """
    if isinstance(spec, str):
        return _LABEL_TAG.sub("&lt;", clean_text(spec))
    if isinstance(spec, dict):
        return {str(key): clean_chart(value) for key, value in spec.items() if key != "images"}
    if isinstance(spec, list | tuple):
        return [clean_chart(value) for value in spec]
    return spec


def highlight_python(source: str) -> Markup:
    """Return Python source as HTML spans with pygments' short class names."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return Markup(highlight(clean_text(source), PythonLexer(), HtmlFormatter(nowrap=True)))  # noqa: S704


def as_slug(text: str) -> str:
    """Return `text` as an anchor name: lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "section"


def as_text(value: Any) -> Markup:
    """Return a plain value escaped for a page."""
    return escape(clean_text(str(value)))
