"""Text from outside stays text: characters, addresses, Markdown, chart labels."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from analysis.publishing.safe_text import (
    as_slug,
    clean_chart,
    clean_text,
    clean_tree,
    render_markdown,
    safe_href,
    sanitise_html,
)


def tags_of(html: str) -> list[tuple[str, list[tuple[str, str | None]]]]:
    """Every start tag of some HTML with its attributes, as a browser would see them."""
    found: list[tuple[str, list[tuple[str, str | None]]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, attrs))  # type: ignore[method-assign]
    parser.feed(html)
    parser.close()
    return found


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Stepanakert / Khankendi", "Stepanakert / Khankendi"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("abc\u202egnp.exe", "abc[U+202E]gnp.exe"),
        ("a\u2066b\u2069", "a[U+2066]b[U+2069]"),
        ("nul\x00bell\x07", "nul\ufffdbell\ufffd"),
        ("half \ud800 pair", "half \ufffd pair"),
    ],
)
def test_characters_that_hide_or_reorder_are_made_visible(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_every_string_of_a_tree_is_cleaned_and_other_values_stay() -> None:
    assert clean_tree({"a\x00": ["b\u202e", 1, None, True]}) == {"a\ufffd": ["b[U+202E]", 1, None, True]}


@pytest.mark.parametrize(
    "address",
    ["#e-nk26-outcome", "#lifelines", "https://example.org/a?b=c&d=e", "http://example.org/"],
)
def test_anchors_and_web_addresses_pass(address: str) -> None:
    assert safe_href(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "https:///nowhere",
        "https://[broken",
        'https://example.org/" onclick="x',
        "https://example.org/<b>",
        '#"onclick=x',
        "relative/page.html",
        "",
        None,
    ],
)
def test_everything_else_is_no_address(address: str | None) -> None:
    assert safe_href(address) == ""


def test_markdown_is_rendered() -> None:
    html = render_markdown("Read *this* and [that](https://example.org).\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert "<em>this</em>" in html
    assert '<a href="https://example.org">that</a>' in html
    assert "<td>2</td>" in html


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![picture](https://example.org/x.png)",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        '<https://example.org/"onmouseover=alert(1)>',
        "<iframe src='https://example.org'></iframe>",
        "<style>*{display:none}</style>",
    ],
)
def test_markdown_cannot_run_or_load(source: str) -> None:
    for tag, attributes in tags_of(render_markdown(source)):
        assert tag in ("p", "a", "strong", "em")
        assert all(name == "href" and safe_href(value) for name, value in attributes)


def test_foreign_html_keeps_its_table_and_loses_the_rest() -> None:
    html = sanitise_html(
        "<style>td{color:red}</style><table onclick='x()'><tr><td style='x'>1</td></tr></table>"
        "<script>alert(1)</script><script src='https://example.org/x.js'>"
    )
    assert [tag for tag, _ in tags_of(html)] == ["table", "tbody", "tr", "td"]
    assert html.striptags() == "1"


def test_chart_labels_keep_formatting_and_nothing_else() -> None:
    spec = {
        "text": ["a<br>b <b>c</b>", "<a href='javascript:alert(1)'>x</a>", "<img src=x onerror=alert(1)>"],
        "images": [{"source": "https://example.org/x.png"}],
        "x": [1, None],
    }
    assert clean_chart(spec) == {
        "text": [
            "a<br>b <b>c</b>",
            "&lt;a href='javascript:alert(1)'>x&lt;/a>",
            "&lt;img src=x onerror=alert(1)>",
        ],
        "x": [1, None],
    }


def test_slugs_are_plain_words() -> None:
    assert as_slug("What sources say, and where they disagree") == "what-sources-say-and-where-they-disagree"
    assert as_slug("«»") == "section"
