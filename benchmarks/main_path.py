"""How long the main commands take on this machine, each as a user runs it: a whole process, cold.

`make bench` prints a Markdown table: the median and the slowest of a few runs, in seconds of wall clock.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
COMMANDS = (
    ("--help",),
    ("build",),
    ("report", "briefing", "--force"),
    ("report", "briefing"),
    ("code", *sorted(path.as_posix() for path in (ROOT / "data/raw/texts").iterdir())),
)


def seconds_of(arguments: tuple[str, ...]) -> float:
    """Run one command and return its wall clock seconds. Raises CalledProcessError where it fails."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "analysis", *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Measure every command and print the table."""
    print(f"Python {sys.version.split()[0]}, {RUNS} runs each\n")
    print("| command | median s | slowest s |\n|---|---|---|")
    for arguments in COMMANDS:
        taken = [seconds_of(arguments) for _ in range(RUNS)]
        shown = " ".join(Path(argument).name for argument in arguments)
        print(f"| `ceasefires {shown}` | {statistics.median(taken):.2f} | {max(taken):.2f} |", flush=True)


if __name__ == "__main__":
    main()
