"""What the marks of web copies and scans cost: each kind of noise is put into the labelled corpus, and the score of
attempts (strict F1) may fall by five points at most.

Where a noise falls is decided by a seed made from the text's name, so that every run sees the same texts.
"""

from __future__ import annotations

import html
import random
import re
import textwrap
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis.coding.attempts.coder import Document
from analysis.coding.attempts.json_rows import to_rows
from analysis.coding.measuring.evaluation import evaluate, find_gold
from analysis.pipeline import code_document

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "dev"
MOST_LOST = 0.05

Noise = Callable[[str, random.Random], str]


def as_it_is(text: str, chance: random.Random) -> str:
    return text


def wrap_hard(text: str, chance: random.Random) -> str:
    """Line ends every 72 characters, as in mail and old text files."""
    lines = (
        textwrap.fill(line, 72, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
    )
    return "\n".join(lines)


def lose_ligatures(text: str, chance: random.Random) -> str:
    """`fi` and `fl` gone, as in text drawn from PDF files: "ceasere"."""
    return re.sub("f[il]", "", text)


def blank_ligatures(text: str, chance: random.Random) -> str:
    return re.sub("f[il]", " ", text)


def keep_ligatures(text: str, chance: random.Random) -> str:
    """One code point for two letters: "cease\\ufb01re"."""
    return text.replace("fi", "\ufb01").replace("fl", "\ufb02")


def glue_sentences(text: str, chance: random.Random) -> str:
    """No blank after the full stop."""
    return re.sub(r"(?<=[a-z0-9])\. +(?=[A-Z])", ".", text)


def cite(text: str, chance: random.Random) -> str:
    """A citation mark after every full stop and comma."""
    return re.sub(
        r"(?<=[a-z])[.,](?=\s|$)", lambda found: f"{found.group()}[{chance.randrange(1, 300)}]", text
    )


def quote_with_backticks(text: str, chance: random.Random) -> str:
    for mark, tick in (("’", "`"), ("'", "`"), ('"', "``"), ("“", "``"), ("”", "``")):
        text = text.replace(mark, tick)
    return text


def double_paragraphs(text: str, chance: random.Random) -> str:
    """Every second paragraph stands twice."""
    return "\n\n".join(f"{part}\n\n{part}" if chance.random() < 0.5 else part for part in text.split("\n\n"))


def double_sentences(text: str, chance: random.Random) -> str:
    """Some long lines are repeated at once."""
    lines = (
        f"{line} {line}" if len(line) > 40 and chance.random() < 0.3 else line for line in text.split("\n")
    )
    return "\n".join(lines)


def shout(text: str, chance: random.Random) -> str:
    return text.upper()


def whisper(text: str, chance: random.Random) -> str:
    return text.lower()


def leave_html(text: str, chance: random.Random) -> str:
    """Paragraph tags, and some bold words, links and hard blanks left in the text."""
    return "\n".join(_as_paragraph(line, chance) for line in text.split("\n"))


def _as_paragraph(line: str, chance: random.Random) -> str:
    if not line.strip():
        return line
    words = [_with_tags(word, chance.random()) for word in html.escape(line, quote=False).split(" ")]
    return f"<p>{' '.join(words)}</p>"


def _with_tags(word: str, drawn: float) -> str:
    if drawn < 0.04:
        return f"<b>{word}</b>"
    if drawn < 0.08:
        return f'<a href="/page?id={int(drawn * 1000)}">{word}</a>'
    return f"{word}&nbsp;" if drawn < 0.10 else word


def break_encoding(text: str, chance: random.Random) -> str:
    """Typographic quotes and dashes in UTF-8, read as Windows-1252."""
    text = re.sub('"([^"]*)"', r"“\1”", text.replace("'", "’").replace(" - ", " — "))
    return "".join(char if ord(char) < 128 else "".join(map(_as_windows, char.encode())) for char in text)


def _as_windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def harden_blanks(text: str, chance: random.Random) -> str:
    return "".join("\u00a0" if char == " " and chance.random() < 0.3 else char for char in text)


def end_lines_with_return(text: str, chance: random.Random) -> str:
    return text.replace("\n", "\r\n")


NOISES: tuple[Noise, ...] = (
    wrap_hard,
    lose_ligatures,
    blank_ligatures,
    keep_ligatures,
    glue_sentences,
    cite,
    quote_with_backticks,
    double_paragraphs,
    double_sentences,
    shout,
    whisper,
    leave_html,
    break_encoding,
    harden_blanks,
    end_lines_with_return,
)


def strict_f1(gold: list[dict[str, Any]], noise: Noise) -> float:
    """Code all texts of the corpus with a noise in them, and score the attempts."""
    predictions = []
    for record in gold:
        text = noise(record["text"], random.Random(record["text_file"]))
        told = record.get("published")
        document = Document(text, published=date.fromisoformat(told) if told else None)
        predictions.append({"text_file": record["text_file"], "attempts": to_rows(code_document(document))})
    return evaluate(gold, predictions).measure("f1").value or 0.0


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    return find_gold(CORPUS)


@pytest.fixture(scope="module")
def clean(gold: list[dict[str, Any]]) -> float:
    return strict_f1(gold, as_it_is)


@pytest.mark.parametrize("noise", NOISES, ids=[noise.__name__ for noise in NOISES])
def test_noise_costs_at_most_five_points(noise: Noise, gold: list[dict[str, Any]], clean: float) -> None:
    assert clean > 0.5
    assert strict_f1(gold, noise) >= clean - MOST_LOST


@pytest.mark.parametrize("noise", NOISES, ids=[noise.__name__ for noise in NOISES])
def test_noise_changes_the_texts(noise: Noise, gold: list[dict[str, Any]]) -> None:
    """A noise that changes nothing would measure nothing."""
    changed = sum(
        noise(record["text"], random.Random(record["text_file"])) != record["text"] for record in gold
    )
    assert changed > len(gold) / 4
