"""A message ready to send: the light page as its body, the full page attached.

Sender, recipient and date are left to whoever sends it; mail programs open such a file as a draft.
"""

from __future__ import annotations

import hashlib
from email import policy
from email.message import EmailMessage

from analysis.publishing.page import Page
from analysis.publishing.provenance import Edition
from analysis.publishing.safe_text import clean_text


def message(page: Page, edition: Edition, *, light: str, full: str) -> bytes:
    """Return the message as bytes of an .eml file: the same inputs give the same bytes.

    `light` and `full` are the two pages as HTML.
    """
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = _in_one_line(f"{edition.title} · data as of {edition.as_of}")
    # Without it mail programs show the file as received instead of opening it for sending.
    mail["X-Unsent"] = "1"
    mail.set_content(plain_words(page, edition), cte="quoted-printable")
    mail.add_alternative(light, subtype="html", cte="quoted-printable")
    mail.add_attachment(
        full.encode("utf-8"),
        maintype="text",
        subtype="html",
        params={"charset": "utf-8"},
        filename=f"{edition.name}-{edition.as_of}.html",
    )
    _fix_boundaries(mail, light + full)
    return mail.as_bytes()


def plain_words(page: Page, edition: Edition) -> str:
    """Return the findings in plain words, for readers whose mail program shows no HTML."""
    masthead = page.masthead or {}
    lines = [edition.title, str(masthead.get("as_of_words") or f"Data as of {edition.as_of}"), ""]
    for block in page.blocks("findings"):
        lines += [f"- {_words(item)}" for item in block["items"]]
        lines += ["", f"Read with care: {_words(block['caution'])}", ""] if block["caution"] else [""]
    lines += [f"{block['title']}: {block['text']}" for block in page.blocks("notice")]
    lines += ["The full page is attached; it opens in a browser and needs no network.", "", edition.citation]
    return "\n".join(clean_text(line) for line in lines) + "\n"


def _words(rich: str | list[str | dict[str, str]]) -> str:
    if isinstance(rich, str):
        return rich
    return "".join(part if isinstance(part, str) else part["text"] for part in rich)


def _in_one_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def _fix_boundaries(mail: EmailMessage, content: str) -> None:
    """Name the boundaries after the content: left alone they are drawn by chance."""
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()[:32]
    parts = [part for part in mail.walk() if part.is_multipart()]
    for number, part in enumerate(parts, start=1):
        part.set_boundary(f"=_ceasefires-{number}-{digest}")
