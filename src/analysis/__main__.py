"""`python -m analysis` is the console script `ceasefires`."""

from analysis.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
