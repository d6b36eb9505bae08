"""What lies beside a published page when asked for: the light page, the message, the PDF."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis import files
from analysis.publishing import editions, pdf
from analysis.publishing.execution import EXECUTED
from analysis.publishing.light import light_page
from analysis.publishing.mail import message
from analysis.publishing.page import Page, read_page
from analysis.publishing.provenance import Edition

FORMATS = ("light", "eml", "pdf")
LIGHT, MESSAGE, PRINTED = "light.html", "mail.eml", "page.pdf"


def write_companions(folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write the wished formats beside the page published in `folder`; return their paths.

    Raises RenderFailed where one cannot be made (no Chromium for a PDF, say), CannotWrite.
    """
    made = []
    if {"light", "eml"} & set(formats):
        made += _write_light(folder, with_message="eml" in formats, with_page="light" in formats)
    if "pdf" in formats:
        printed = folder / PRINTED
        files.replace_file(printed, pdf.print_page(folder / editions.PAGE, pdf.find_browser()))
        made.append(printed)
    return made


def _write_light(folder: Path, *, with_message: bool, with_page: bool) -> list[Path]:
    page, edition = _published(folder)
    light = light_page(page, edition)
    contents = {LIGHT: light.encode("utf-8")} if with_page else {}
    if with_message:
        full = (folder / editions.PAGE).read_text(encoding="utf-8")
        contents[MESSAGE] = message(page, edition, light=light, full=full)
    for name, content in contents.items():
        files.replace_file(folder / name, content)
    return [folder / name for name in contents]


def _published(folder: Path) -> tuple[Page, Edition]:
    """The page's content and the edition's facts, as kept beside the page."""
    notebook: dict[str, Any] = json.loads((folder / EXECUTED).read_text(encoding="utf-8"))
    record: dict[str, Any] = json.loads((folder / editions.RECORD).read_text(encoding="utf-8"))
    known = Edition.__dataclass_fields__
    return read_page(notebook), Edition(**{name: record[name] for name in known if name in record})
