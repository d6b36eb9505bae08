"""Where a piece of minified JavaScript ends: brackets are counted outside strings, templates, expressions and comments."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<word>[\w$]+)
    |(?P<open>[(\[{])
    |(?P<close>[)\]}])
    |(?P<tick>`)
    |(?P<slash>/)
    |(?P<other>[^\w\s$"'`(){}\[\]/]+)""",
    re.VERBOSE | re.DOTALL,
)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
_EXPRESSION = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
#: After these words a slash begins a regular expression, after other words it divides.
_BEFORE_EXPRESSION = frozenset("return typeof case in of delete void throw new else do".split())


def brackets(source: str, start: int) -> tuple[int, int]:
    """Return where the first bracket from `start` opens and the place after the one that closes it.

    The second is -1 where there is none, or where the text is not understood.
    """
    depth, at, before, opened = 0, start, "", len(source)
    # For each open template, the depth at which its `${` stands.
    templates: list[int] = []
    while at < len(source):
        found = _TOKEN.match(source, at)
        if not found:
            return opened, -1
        kind, words, at = found.lastgroup, found[0], found.end()
        if kind == "space":
            continue
        if kind == "slash" and _begins_expression(before):
            expression = _EXPRESSION.match(source, found.start())
            if not expression:
                return opened, -1
            words, at = ")", expression.end()
        elif kind == "tick" or (kind == "close" and templates and templates[-1] == depth):
            if kind == "close":
                templates.pop()
            rest = _TEMPLATE.match(source, at)
            if not rest:
                return opened, -1
            at = rest.end()
            if rest[0].endswith("{"):
                templates.append(depth)
                words = "("
            else:
                words = ")"
        elif kind == "open":
            opened = found.start() if depth == 0 else opened
            depth += 1
        elif kind == "close":
            depth -= 1
            if depth <= 0:
                return opened, at if depth == 0 else -1
        before = words
    return opened, -1


def _begins_expression(before: str) -> bool:
    """Whether a slash after this token begins a regular expression."""
    return not before or before in _BEFORE_EXPRESSION or before[-1] in "([{},;:=!&|?+-*%<>~^"
