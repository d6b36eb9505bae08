"""The message: light page as body, words for others, the full page attached, same bytes every time."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from typing import Any

import nbformat
from sample_pages import sample_notebook

from analysis.publishing.light import light_page
from analysis.publishing.mail import message, plain_words
from analysis.publishing.page import read_page
from analysis.publishing.provenance import Edition

EDITION = Edition("brief", "Truces of two autumns", "2021-03-01", "2021-03-02 10:00 UTC", key="0" * 64)
FULL = "<!DOCTYPE html><title>x</title><p>Stepanakert – Khankəndi\n.\nFrom here</p>"
PAGE = read_page(nbformat.from_dict(sample_notebook()))
LIGHT = light_page(PAGE, EDITION)


def parsed(edition: Edition = EDITION) -> Any:
    return message_from_bytes(message(PAGE, edition, light=LIGHT, full=FULL), policy=policy.default)


def test_the_body_is_the_light_page_with_words_beside_it() -> None:
    mail = parsed()
    assert mail["Subject"] == "Truces of two autumns · data as of 2021-03-01"
    assert mail.get_body(("html",)).get_content().replace("\r\n", "\n").strip() == LIGHT.strip()
    words = mail.get_body(("plain",)).get_content()
    assert "- 1 of 3 truces still stood." in words
    assert "Read with care: One source only." in words


def test_the_full_page_is_attached_byte_for_byte() -> None:
    (attached,) = parsed().iter_attachments()
    assert attached.get_filename() == "brief-2021-03-01.html"
    assert attached.get_content_type() == "text/html"
    assert attached.get_payload(decode=True).decode("utf-8") == FULL


def test_it_opens_as_a_draft_for_whoever_sends_it() -> None:
    mail = parsed()
    assert mail["X-Unsent"] == "1"
    assert [name for name in ("From", "To", "Date") if name in mail] == []


def test_lines_fit_the_mail_standard_and_the_bytes_are_the_same_each_time() -> None:
    first, second = (message(PAGE, EDITION, light=LIGHT, full=FULL) for _ in range(2))
    assert first == second
    assert max(map(len, first.split(b"\r\n"))) <= 998
    assert first.isascii()


def test_a_title_cannot_add_a_header() -> None:
    mail = parsed(replace(EDITION, title="Truces\r\nBcc: someone@example.org\n\n\u202ex"))
    assert "Bcc" not in mail
    assert mail["Subject"] == "Truces Bcc: someone@example.org [U+202E]x · data as of 2021-03-01"


def test_words_name_the_edition_and_that_a_page_is_attached() -> None:
    words = plain_words(PAGE, EDITION)
    assert words.startswith("Truces of two autumns\nData as of 1 March 2021\n")
    assert "The full page is attached" in words
    assert EDITION.citation in words
