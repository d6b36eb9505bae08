"""Brackets in strings, templates, expressions and comments do not count."""

from __future__ import annotations

import pytest

from analysis.publishing.js_text import brackets


@pytest.mark.parametrize(
    "source",
    [
        "(a)",
        "(a{b[c]})",
        "(')')",
        '("\\")")',
        "(/[)/]\\)/g)",
        "(x=a/b/c,')')",
        "(return /\\)/)",
        "(`)`)",
        "(`${a?`)`:{b:1}})`)",
        "(/*)*/1)",
        "(//)\n1)",
        "(b[0]/2,')')",
    ],
)
def test_the_end_is_behind_the_closing_bracket(source: str) -> None:
    assert brackets(f"f={source};g()", 1) == (2, 2 + len(source))


@pytest.mark.parametrize("source", ["", "abc", "(a", "a)", "('", "(`${", "(/["])
def test_what_does_not_end_is_told(source: str) -> None:
    assert brackets(source, 0)[1] == -1
