"""Printing finds its browser, and says in one sentence when there is none or when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import RenderFailed
from analysis.publishing.pdf import find_browser, print_page


def program(folder: Path, name: str, script: str) -> str:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_browser_named_comes_before_those_on_path(tmp_path: Path) -> None:
    on_path = program(tmp_path / "bin", "chromium", "exit 0")
    named = program(tmp_path / "own", "browser", "exit 0")
    assert find_browser({"PATH": str(tmp_path / "bin")}) == on_path
    assert find_browser({"PATH": str(tmp_path / "bin"), "CHROMIUM": named}) == named


@pytest.mark.parametrize("environment", [{"PATH": "/nowhere"}, {"PATH": "", "CHROMIUM": "/no/such"}])
def test_without_a_browser_one_sentence_says_what_to_do(environment: dict[str, str]) -> None:
    with pytest.raises(RenderFailed, match=r"Expected a Chromium .* name one: CHROMIUM=") as found:
        find_browser(environment)
    assert found.value.exit_code == 5


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo no display >&2; exit 1", "no display"),
        ("exit 0", "it said nothing"),
        ("sleep 5", "it took longer than 0.2 s"),
    ],
)
def test_a_browser_that_prints_nothing_is_told(script: str, words: str, tmp_path: Path) -> None:
    browser = program(tmp_path / "bin", "chromium", script)
    with pytest.raises(RenderFailed, match=f"Expected a PDF of .*{words}"):
        print_page(tmp_path / "index.html", browser, patience=0.2 if "sleep" in script else 10)


def test_a_cut_pdf_is_refused_and_a_whole_one_returned(tmp_path: Path) -> None:
    write = 'for one in "$@"; do case "$one" in --print-to-pdf=*) printf "{}" > "${{one#*=}}";; esac; done'
    cut = program(tmp_path / "cut", "chromium", write.format("%%PDF-1.4 half"))
    whole = program(tmp_path / "whole", "chromium", write.format("%%PDF-1.4 all %%%%EOF"))
    with pytest.raises(RenderFailed, match="Expected a PDF"):
        print_page(tmp_path / "index.html", cut)
    assert print_page(tmp_path / "index.html", whole) == b"%PDF-1.4 all %%EOF"
