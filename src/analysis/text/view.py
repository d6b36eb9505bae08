"""A view of a raw text that rules can match on: same length, so offsets stay those of the raw text.

Typographic quotes and dashes become plain ones, citation marks such as `[41]`, HTML tags and emphasis
marks become spaces. Nothing is inserted or removed: `view.text[i]` stands for `raw[i]`.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

# One to one: every key and value is one code point.
_PLAIN = {
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "`": "'",
    "´": "'",
    "′": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "«": '"',
    "»": '"',
    "″": '"',
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "−": "-",
    "\u00a0": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u200a": " ",
    "\u202f": " ",
    "\u3000": " ",
    "\u00ad": " ",
    "\u200b": " ",
    "\ufeff": " ",
    "\t": " ",
    "\r": " ",
    "\x0b": " ",
    "\x0c": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "…": ".",
    "ﬁ": "f",
    "ﬂ": "f",
    "\u202a": " ",
    "\u202b": " ",
    "\u202c": " ",
    "\u202d": " ",
    "\u202e": " ",
    "\u2066": " ",
    "\u2067": " ",
    "\u2068": " ",
    "\u2069": " ",
    "\u200e": " ",
    "\u200f": " ",
}

_CITATION = re.compile(r"\[(?:\d{1,4}(?:\s?[,-]\s?\d{1,4})*|[a-z]|citation needed|note \d+|edit|\.\.\.)\]")
_EMPHASIS = re.compile(r"(?<![\w*_])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?![\w*_])")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]{1,200}\||)|\]\]|\]\([^()\s]{0,500}\)")

# UTF-8 read as Windows-1252, as web copies often carry it; the quote comes first so that a word keeps its end.
_MOJIBAKE = re.compile(
    "â€[\u2122\u0153\u009d\u02dc\u201c\u201d]|â€|Ã[\u0080-\u00bf]|Â[\u0080-\u00bf ]|ï¬[\u0081\u201a]"
)
_MOJIBAKE_PLAIN = {
    "â€\u2122": "'  ",
    "â€\u0153": '"  ',
    "â€\u009d": '"  ',
    "â€\u02dc": "'  ",
    "â€\u201c": "-  ",
    "â€\u201d": "-  ",
}

# What a reader of the page does not see, by its opening tag; a comment has none.
_HTML_SILENT = re.compile(r"<(?:(script|style|head|noscript|template)\b[^<>]{0,2000}>|!--)", re.IGNORECASE)
_SILENT_END = {
    "": re.compile("-->"),
    **{
        name: re.compile(rf"</{name}\s{{0,20}}>", re.IGNORECASE)
        for name in ("script", "style", "head", "noscript", "template")
    },
}
_HTML_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]{0,2000}>|<![^<>]{0,200}>")
_HTML_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BLOCK_TAGS = frozenset(
    (
        "p br div li ul ol h1 h2 h3 h4 h5 h6 tr td th table section article header footer "
        "blockquote title dt dd"
    ).split()
)


@dataclass(frozen=True)
class View:
    """A raw text with the matching view of equal length.

    `text` keeps upper and lower case; `lower` is its lower-case form, also of equal length.
    """

    raw: str
    text: str
    lower: str


def make_view(raw: str, is_html: bool = False) -> View:
    """Return the view of `raw`; `is_html` masks tags, scripts and entities too."""
    text = raw
    if "â€" in text or "Ã" in text or "Â" in text or "ï¬" in text:
        # Before anything is made plain: the quotes within these pairs of letters tell what they stood for.
        text = _MOJIBAKE.sub(_plain_mojibake, text)
    text = make_plain(text)
    if is_html or ("</" in text and _HTML_TAG.search(text)):
        text = _mask_html(text)
    if "[" in text:
        text = _WIKI_LINK.sub(_blank, _CITATION.sub(_blank, text))
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(_blank, text)
    return View(raw, text, lower_same_length(text))


def make_plain(text: str) -> str:
    """Return `text` with plain quotes, dashes and blanks, each for one."""
    # Few of these stand in any one text: replacing those that do is ten times as fast as `str.translate`.
    for char, plain in _PLAIN.items():
        if char in text:
            text = text.replace(char, plain)
    return text


def lower_same_length(text: str) -> str:
    """Lower-case `text` without changing its length (a few letters, such as İ, grow when lowered)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def read_clean(raw: str, view: View, start: int, end: int) -> str:
    """Return the readable text of `raw[start:end]`: one line, no marks, no repeated blanks."""
    return " ".join(view.text[start:end].split())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _plain_mojibake(match: re.Match[str]) -> str:
    found = match.group()
    if found in _MOJIBAKE_PLAIN:
        return _MOJIBAKE_PLAIN[found]
    if found.startswith("ï¬"):
        return "fi "
    try:
        repaired = found.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return " " * len(found)
    return repaired.ljust(len(found))


def _mask_html(text: str) -> str:
    text = _mask_silent(text)
    text = _HTML_TAG.sub(_mask_tag, text)
    return _HTML_ENTITY.sub(_mask_entity, text)


def _mask_silent(text: str) -> str:
    """Blank scripts, styles and comments. Those that never end are left, and their end is looked for once only."""
    pieces: list[str] = []
    position = 0
    endless: set[str] = set()
    for match in _HTML_SILENT.finditer(text):
        name = (match.group(1) or "").lower()
        if match.start() < position or name in endless:
            continue
        end = _SILENT_END[name].search(text, match.end())
        if end is None:
            endless.add(name)
            continue
        length = end.end() - match.start()
        pieces += [text[position : match.start()], "\n" * min(2, length), " " * (length - 2)]
        position = end.end()
    return "".join([*pieces, text[position:]])


def _mask_tag(match: re.Match[str]) -> str:
    length = len(match.group())
    name = (match.group(1) or "").lower()
    if name in _BLOCK_TAGS:
        breaks = "\n\n" if length >= 2 and name not in ("br", "td", "th") else "\n"
        return breaks.ljust(length)
    # Inline tags are often glued to words; a blank in a word would split it, and a lost blank joins two.
    return " " * length


def _mask_entity(match: re.Match[str]) -> str:
    plain = make_plain(html.unescape(match.group()))
    return plain[:1].ljust(len(match.group())) if plain else " " * len(match.group())
