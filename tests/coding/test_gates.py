"""What saves time changes nothing: patterns that are passed over, and sentences that are not read closely, "
"would have told
nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.coding.attempts import coder
from analysis.coding.attempts.coder import Document, code_text
from analysis.coding.attempts.json_rows import to_rows
from analysis.coding.measuring.evaluation_gold import find_gold
from analysis.text.sieve import Sieve

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
EVERY_PATTERN = -1


def read(text: str) -> tuple[list[dict[str, Any]], list[tuple[Any, ...]]]:
    coding = code_text(Document(text))
    return to_rows(coding), [(e.start, e.end, e.act, e.state, e.rule, e.creates) for e in coding.events]


@pytest.mark.parametrize("part", ["dev", "dense", "mixed"])
def test_gates_change_no_row(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [record["text"] for record in find_gold(CORPUS / part)]
    gated = [read(text) for text in texts]
    monkeypatch.setattr(Sieve, "held", lambda self, text: EVERY_PATTERN)
    monkeypatch.setattr(coder, "may_tell", lambda *_: True)
    assert [read(text) for text in texts] == gated
