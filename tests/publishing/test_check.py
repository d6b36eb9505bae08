"""The self-check sees every fault it is there for."""

from __future__ import annotations

from collections.abc import Callable

import nbformat
import pytest
from sample_pages import BLOCKS, FIGURE, sample_notebook

from analysis.errors import RenderFailed
from analysis.publishing import check
from analysis.publishing.exporter import ReportExporter
from analysis.publishing.page import Page, read_page


@pytest.fixture(scope="module")
def sound() -> tuple[str, Page]:
    content = nbformat.from_dict(sample_notebook())
    html, _ = ReportExporter().from_notebook_node(content)
    return html, read_page(content)


def with_added(words: str) -> Callable[[str], str]:
    return lambda html: html.replace("<main", f"{words}<main", 1)


def without(words: str) -> Callable[[str], str]:
    return lambda html: html.replace(words, "", 1)


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (with_added('<img src="https://example.org/x.png">'), "something that loads an address: <img src="),
        (with_added('<link rel="stylesheet" href="x.css">'), "something that loads an address: <link href="),
        (with_added("<iframe></iframe>"), "something that loads an address: <iframe>"),
        (with_added('<meta http-equiv="refresh" content="0;url=x">'), "<meta http-equiv=refresh>"),
        (with_added('<p onclick="x()">'), "something that runs outside the page's scripts: <p onclick>"),
        (
            with_added('<a href="javascript:x()">x</a>'),
            "runs outside the page's scripts: <a href=javascript:x()>",
        ),
        (with_added('<p style="color:red">'), "an inline style on <p>"),
        (
            with_added("<script>alert(1)</script>"),
            "a script that the policy does not know, beginning 'alert(1)'",
        ),
        (with_added("<style>p{}</style>"), "a style that the policy does not know"),
        (without("Content-Security-Policy"), "0 content security policies where one is expected"),
        (
            lambda html: html.replace("default-src &#39;none&#39;", "default-src *"),
            "a policy that lets something through",
        ),
        (with_added('<p id="lifelines">'), "the id 'lifelines' 2 times"),
        (with_added('<a href="#nowhere">x</a>'), "a link to '#nowhere', which is not on the page"),
        (without('id="e-c-outcome"'), "a link to '#e-c-outcome', which is not on the page"),
        (lambda html: html.replace('id="lifelines"', 'id="other"'), "no figure 'lifelines'"),
        (lambda html: html.replace('id="attempts"', 'id="other"'), "no table 'attempts'"),
        (
            lambda html: html.replace('id="lifelines-data"', 'id="other"'),
            "no data table under figure 'lifelines'",
        ),
        (without('data-chart="lifelines-1"'), "1 places for 2 charts"),
        (lambda html: html.replace('id="charts-data">', 'id="charts-data">x'), "packed data 'charts-data'"),
        (
            lambda html: html.replace('id="plotly-js">', 'id="plotly-js">x'),
            "'plotly-js' that is not plotly.js",
        ),
    ],
)
def test_a_spoilt_page_has_its_fault_named(
    sound: tuple[str, Page], spoil: Callable[[str], str], fault: str
) -> None:
    html, page = sound
    spoilt = spoil(html)
    assert spoilt != html
    assert any(fault in found for found in check.find_faults(spoilt, page))


def test_a_sound_page_has_no_fault(sound: tuple[str, Page]) -> None:
    check.check_page(*sound)


def test_a_page_that_is_too_large_is_refused(
    sound: tuple[str, Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "LARGEST", 1000)
    with pytest.raises(
        RenderFailed, match=r"[\d,]+ bytes where 1,000 are allowed; nothing was published"
    ) as found:
        check.check_page(*sound)
    assert found.value.exit_code == 5


def test_a_row_without_a_mark_is_a_fault() -> None:
    others = [block for block in BLOCKS if block["kind"] != "figure"]
    content = nbformat.from_dict(sample_notebook([FIGURE | {"marks": 2}, *others]))
    html, _ = ReportExporter().from_notebook_node(content)
    assert check.find_faults(html, read_page(content)) == ["2 marks drawn for 3 rows in figure 'lifelines'"]


def test_only_the_first_faults_are_told(sound: tuple[str, Page]) -> None:
    html, page = sound
    many = with_added('<i style="x"></i>' * 9)(html)
    with pytest.raises(RenderFailed, match=r"\(and 6 more\)"):
        check.check_page(many, page)
