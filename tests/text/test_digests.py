"""Digests: each item is news of its own, whose sides are not those of the item before."""

from __future__ import annotations

from coded_rows import found, row

from analysis.text.digests import find_topics
from analysis.text.segments import find_sentences
from analysis.text.view import make_view

PAGE = """May 20, 2023 (Saturday)

Armed conflicts and attacks
* Sudan
** The army and the Rapid Support Forces sign a ceasefire. (Reuters)
** Shells hit Khartoum. (AP)
* The Houthis say that the truce announced on April 2 still holds in Yemen. (AFP)

Sport
* A club wins. (BBC)
"""


def _opened(text: str) -> list[str]:
    view = make_view(text)
    return [text[start:end].split("\n")[0] for start, end in find_topics(view, find_sentences(view)).values()]


def test_headings_and_items_that_stand_alone_open_topics() -> None:
    assert [line.split()[0] for line in _opened(PAGE)] == ["Armed", "Sudan", "The", "Sport", "A"]


def test_a_page_on_one_war_has_no_topics() -> None:
    assert _opened(PAGE.replace("May 20, 2023 (Saturday)", "Current events: Hodeidah")) == []


def test_a_text_without_credits_has_no_topics() -> None:
    assert _opened(PAGE.replace("(Reuters)", "").replace("(AP)", "").replace("(AFP)", "")) == []


def test_sides_of_one_topic_are_not_those_of_the_next() -> None:
    text = (
        "May 20, 2023 (Saturday)\n\nArmed conflicts and attacks\n"
        "* Israel and Hamas agree to a ceasefire. (Reuters)\n"
        "* Mali and the MNLA shell each other near Kidal. A ceasefire takes effect on May 21. (AFP)\n"
        "* Shells hit Goma. (AP)\n"
    )
    assert found(text) == [
        row("2023-05-20", "Hamas; Israel", "bilateral"),
        row("2023-05-21", "MNLA; Mali", "bilateral"),
    ]
