"""The view that rules match on has the length of the raw text, so that every offset stays true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.view import View, lower_same_length, make_view, read_clean

# What web copies and word processors leave in a text, one of each kind.
ODD_TEXTS = [
    pytest.param("“We agreed”, he said – ‘for now’ — and left…", id="typographic quotes, dashes, ellipsis"),
    pytest.param("The cease‑fire of 2‒3 May", id="non-breaking hyphen and figure dash"),
    pytest.param("«Trêve» „Waffenruhe“ ‚Ruhe‘", id="quotes of other languages"),
    pytest.param("a truce\u00a0of\u2009ten\u202fdays", id="blanks that are no space"),
    pytest.param("<p>A <b>truce</b><br/>held.</p><!-- ad -->", id="html"),
    pytest.param("<script>var truce = 1 < 2;</script><p>Calm.</p>", id="html script"),
    pytest.param("Fish &amp; chips &#8217; &nbsp; &hellip; &unknown; &#x2019;", id="entities"),
    pytest.param("Theyâ€™ve said â€œyesâ€\u009d â€“ CÃ´te dâ€™Ivoire", id="mojibake"),
    pytest.param("the **truce** and _the_ *pact* ***now***", id="emphasis"),
    pytest.param("It held.[41] Then[12, 13] not.[citation needed][a]", id="citation marks"),
    pytest.param(
        "[[Oslo Accords|the accord]] and [text](https://example.org/a)", id="wiki and markdown links"
    ),
    pytest.param("\u202aUNITA\u202c said \u200fnothing\u200e", id="marks of writing direction"),
    pytest.param("\ufeffA truce\r\nheld.\x0b\x0cNext\u2028page", id="byte order mark and odd line ends"),
    pytest.param("İSTANBUL, Şırnak and DİYARBAKIR", id="letters that grow when lowered"),
    pytest.param("cease\ufb01re and con\ufb02ict", id="ligatures of one code point"),
    pytest.param("co\u00adoperation", id="soft hyphen"),
    pytest.param("停火 وقف إطلاق النار 🕊️ перемирие", id="other scripts and an emoji"),
    pytest.param("\ud83d", id="half of a surrogate pair"),
    pytest.param("", id="nothing"),
]


def assert_same_length(view: View) -> None:
    assert len(view.text) == len(view.lower) == len(view.raw)


@pytest.mark.parametrize("raw", ODD_TEXTS)
@pytest.mark.parametrize("is_html", [False, True])
def test_view_has_the_length_of_the_raw_text(raw: str, is_html: bool) -> None:
    assert_same_length(make_view(raw, is_html))


@given(st.text(alphabet=st.characters(codec=None), max_size=300), st.booleans())
def test_view_of_any_text_has_its_length(raw: str, is_html: bool) -> None:
    assert_same_length(make_view(raw, is_html))


@given(
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "</",
                "p",
                "b",
                " ",
                "&amp;",
                "&#",
                ";",
                "[",
                "]",
                "41",
                "(",
                ")",
                "|",
                "*",
                "_",
                "â€",
                "™",
                "Ã",
                "Â",
                "\n",
                "-->",
                "<!--",
                "<script>",
            ]
        ),
        max_size=60,
    )
)
def test_view_of_broken_markup_has_its_length(pieces: list[str]) -> None:
    raw = "".join(pieces)
    assert_same_length(make_view(raw))
    assert_same_length(make_view(raw, is_html=True))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("“yes”", '"yes"'),
        ("Laurent’s", "Laurent's"),
        ("`truce`", "'truce'"),
        ("10–12 May", "10-12 May"),
        ("a\u00a0truce", "a truce"),
        ("\u202aUNITA\u202c", " UNITA "),
        ("held.[41] Next", "held.     Next"),
        ("held.[12, 13]", "held.        "),
        ("held[citation needed].", "held                 ."),
        ("[2 May 1994]", "[2 May 1994]"),
        ("[sic]", "[sic]"),
        ("the **truce** held", "the   truce   held"),
        ("the _truce_ held", "the  truce  held"),
        ("snake_case 3 * 4 * 5", "snake_case 3 * 4 * 5"),
        ("[[Lomé Accord|the accord]]", "              the accord  "),
        ("line\r\nnext", "line \nnext"),
    ],
    ids=[
        "double quotes",
        "apostrophe",
        "backticks",
        "dash in a range",
        "non-breaking blank",
        "writing direction",
        "citation",
        "two citations",
        "citation needed",
        "a bracketed date is text",
        "a bracketed word is text",
        "bold",
        "italic",
        "underscores within a word and stars between blanks stay",
        "wiki link keeps its words",
        "line ends",
    ],
)
def test_marks_become_plain_or_blank(raw: str, text: str) -> None:
    assert make_view(raw).text == text


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("<p>The <b>truce</b> held.</p>", "The truce held."),
        ("<div>One</div><div>Two</div>", "One Two"),
        ("<p>Sudan &amp; Chad</p>", "Sudan & Chad"),
        ("<p>They&#8217;ve agreed</p>", "They' ve agreed"),
        ("<script>ceasefire()</script><p>Calm</p>", "Calm"),
        ("<style>p {color: red}</style><p>Calm</p>", "Calm"),
        ("<p>Calm</p><!-- a ceasefire was signed -->", "Calm"),
        ("<head><title>x</title></head><body>Calm</body>", "Calm"),
    ],
    ids=["tags", "blocks", "named entity", "numbered entity", "script", "style", "comment", "head"],
)
def test_html_leaves_its_words(raw: str, words: str) -> None:
    view = make_view(raw, is_html=True)
    assert read_clean(raw, view, 0, len(raw)) == words


def test_html_blocks_stand_on_lines_of_their_own() -> None:
    view = make_view("<h1>Truce</h1><p>It held.</p>", is_html=True)
    assert [line.strip() for line in view.text.split("\n") if line.strip()] == ["Truce", "It held."]


def test_less_than_signs_in_plain_text_are_no_tags() -> None:
    raw = "losses < 5 men and > 3 guns"
    assert make_view(raw).text == raw


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("the partiesâ€™ word", "the parties' word"),
        ("â€œHoldâ€\u009d he said", '" Hold" he said'),
        ("LomÃ©", "Lomé"),
        ("10Â°", "10°"),
        ("the ceaseï¬\u0081re", "the ceasefi re"),
    ],
    ids=["apostrophe", "double quotes", "accented letter", "degree sign", "ligature"],
)
def test_mojibake_is_repaired_in_place(raw: str, words: str) -> None:
    view = make_view(raw)
    assert read_clean(raw, view, 0, len(raw)) == words


def test_lower_case_keeps_length_and_case_of_letters_that_would_grow() -> None:
    assert lower_same_length("DİYARBAKIR Truce") == "dİyarbakir truce"
    assert lower_same_length("Truce OF Tours") == "truce of tours"


def test_positions_in_the_view_are_positions_in_the_raw_text() -> None:
    raw = "<p>“Both sides” signed a <i>truce</i>[3] on 3&nbsp;May.</p>"
    view = make_view(raw)
    start = view.lower.index("truce")
    assert raw[start : start + 5] == "truce"
    start = view.lower.index("may")
    assert raw[start : start + 3] == "May"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("the rebelsâ€™ offer", "the rebels'   offer"),
        ("â€œNo truce,â€\u009d he said", '"  No truce,"   he said'),
        # What makes quotes plain would take the second half of these for a quote: the repair comes first.
        ("war â€\u201c peace", "war -   peace"),
        ("war â€\u201d peace", "war -   peace"),
    ],
    ids=["apostrophe", "quotes", "short dash", "long dash"],
)
def test_mojibake_is_repaired_before_quotes_are_made_plain(raw: str, text: str) -> None:
    assert make_view(raw).text == text


def test_a_comment_or_script_that_never_ends_hides_nothing() -> None:
    raw = "<p>A <!-- b --> c</p><script>x<p>d"
    assert make_view(raw, is_html=True).text.split() == ["A", "c", "x", "d"]
