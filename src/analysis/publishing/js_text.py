"""Where a piece of minified JavaScript ends: brackets outside strings, templates, expressions and comments count."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    depth, opened = 0, len(source)
    for step, begin, end in _steps(source, start):
        opened = begin if step == 1 and depth == 0 else opened
        depth += step
        if depth <= 0:
            return opened, end if depth == 0 else -1
    return opened, -1


def _steps(source: str, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield each bracket: 1 where it opens and -1 where it closes, with its place and what follows it.

    A value within a template, from its `${` to its `}`, is told as a pair of brackets.
    """
    around: list[str] = []
    before = ""
    while found := _TOKEN.match(source, at):
        kind, words, begin, at = found.lastgroup, found[0], found.start(), found.end()
        if kind == "slash" and _begins_expression(before):
            expression = _EXPRESSION.match(source, begin)
            if not expression:
                return
            words, at = ")", expression.end()
        elif kind == "open":
            around.append("")
            yield 1, begin, at
        elif kind in ("close", "tick"):
            closed = around.pop() if kind == "close" and around else ""
            if kind == "close":
                yield -1, begin, at
            if closed or kind == "tick":
                part = _TEMPLATE.match(source, at)
                if not part:
                    return
                words, at = part[0][-1], part.end()
                if words == "{":
                    around.append("${")
                    yield 1, at - 1, at
        before = words if kind != "space" else before


def _begins_expression(before: str) -> bool:
    """Whether a slash after this token begins a regular expression."""
    return not before or before in _BEFORE_EXPRESSION or before[-1] in "([{},;:=!&|?+-*%<>~^"
