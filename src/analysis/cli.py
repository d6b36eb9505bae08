"""The command line: `ceasefires <subcommand>`. Thin: parses, calls one function, sets the exit code."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    print("ceasefires: no subcommand yet", file=sys.stderr)
    return 2
