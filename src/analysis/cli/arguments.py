"""The arguments of every subcommand, with help that a newcomer can use."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from analysis import __version__
from analysis.cli import wording
from analysis.errors import UsageProblem


class _Parser(argparse.ArgumentParser):
    """Tells a wrong argument as every other problem is told: in one line, with exit code 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageProblem(f"{message}; see `{self.prog} --help`.")


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all subcommands."""
    parser = _Parser(
        prog="ceasefires", description=wording.PURPOSE, epilog=wording.EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"ceasefires {__version__}")
    _add_common(parser, None, False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, add in _ADD_OPTIONS.items():
        summary, description = wording.COMMANDS[name]
        one = commands.add_parser(
            name, help=summary, description=description, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        _add_common(one, argparse.SUPPRESS, argparse.SUPPRESS)
        add(one)
    return parser


def _add_common(parser: argparse.ArgumentParser, no_root: str | None, not_verbose: str | bool) -> None:
    parser.add_argument(
        "--root", metavar="FOLDER", default=no_root,
        help="the project's folder, with data/raw in it (default: CEASEFIRES_ROOT, else found upwards from here)",
    )  # fmt: skip
    parser.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        default=not_verbose,
        help="say more, and show where a problem arose",
    )


def _add_build(parser: argparse.ArgumentParser) -> None:
    del parser  # `build` has no options of its own


def _add_code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="a text in UTF-8: .txt, .md or .html")
    parser.add_argument(
        "--published", metavar="DATE", help="day of publication, as 2020-11-12 (with one file only)"
    )
    parser.add_argument("--conflict", metavar="ID", help="conflict of conflicts.csv that the texts are about")
    parser.add_argument("--json", action="store_true", help="print JSON: an array with one object per text")


def _add_add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="a text in UTF-8: .txt, .md or .html")
    for name, what in wording.ADD_OPTIONS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar="VALUE", help=what)


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "notebook", metavar="NAME", nargs="?",
        help="an edition of reports/editions.toml, or a notebook in notebooks/ (default: all editions listed)",
    )  # fmt: skip
    parser.add_argument(
        "-p",
        dest="assignments",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="set a parameter; may be repeated",
    )
    parser.add_argument("--params", dest="values_file", metavar="FILE", type=Path, help="file with values")
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="day of knowledge, or `today` (default: data date)",
    )
    parser.add_argument("--edition", metavar="NAME", help="name of the edition (default: the notebook's)")
    parser.add_argument("--force", action="store_true", help="make it again though nothing has changed")
    parser.add_argument(
        "--wait",
        metavar="SECONDS",
        type=float,
        default=0.0,
        help="wait for another run to end (default: 0)",
    )
    parser.add_argument("--timeout", metavar="SECONDS", type=float, help="give up after so long")
    parser.add_argument(
        "--cell-timeout", metavar="SECONDS", type=float, help="give up after so long in one cell"
    )
    _add_format_options(parser)
    _add_schedule_options(parser)


def _add_format_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", dest="formats", metavar="light|pdf", action="append", choices=("light", "pdf"), default=[],
        help="also write light.html (small, no script, for mail and text browsers) or page.pdf; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--eml", dest="formats", action="append_const", const="eml",
        help="also write mail.eml: a message with the light page as body and the full page attached",
    )  # fmt: skip


def _add_schedule_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be made and why, and make nothing"
    )
    parser.add_argument(
        "--since",
        metavar="DATE",
        help="baseline of what changed: a day, 7d, or last (default: the run before)",
    )
    parser.add_argument(
        "--jobs", metavar="N", type=_whole(1), default=1, help="make up to N editions at once (default: 1)"
    )
    parser.add_argument("--retries", metavar="N", type=_whole(0), help="run a failed notebook again so often")
    parser.add_argument("--keep", metavar="N", type=_whole(1), help="keep the newest N runs of each edition")
    parser.add_argument(
        "--on-failure", metavar="COMMAND", help="run this after a failure (what happened is in CEASEFIRES_*)"
    )
    parser.add_argument("--on-success", metavar="COMMAND", help="run this after a page was made")
    parser.add_argument(
        "--log-format", choices=("text", "json"), default="text", help="messages as text or as lines of JSON"
    )


def _whole(least: int) -> Callable[[str], int]:
    def whole(text: str) -> int:
        if not text.isdigit() or int(text) < least:
            raise argparse.ArgumentTypeError(f"expected a whole number from {least} on, found {text!r}")
        return int(text)

    return whole


def _add_params(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "notebook", metavar="NOTEBOOK", help="name of a notebook in notebooks/, such as briefing"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _add_status(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--max-age", metavar="AGE", help="fail where an edition is older, as 8d, 36h or 90m")
    parser.add_argument("--json", action="store_true", help="print JSON")


def _add_diff(parser: argparse.ArgumentParser) -> None:
    what = "an edition, a run (EDITION/RUN), a folder of tables, or `tables`: those built now"
    parser.add_argument("before", metavar="A", help=what)
    parser.add_argument("after", metavar="B", nargs="?", default="tables", help="the same (default: tables)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def _add_schedule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("print", choices=("print",), help="print an entry; nothing is installed")
    schedulers = ("cron", "systemd", "github", "airflow")
    parser.add_argument("scheduler", choices=schedulers, help="for which scheduler")
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "daily")
    parser.add_argument("--day", choices=days, default="mon", help="day of the week (default: mon)")
    parser.add_argument(
        "--time",
        metavar="HH:MM",
        default="06:00",
        help="time of that day (default: 06:00; github and airflow: UTC)",
    )


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "gold",
        metavar="GOLD",
        nargs="?",
        help="a JSON file, or a folder with gold.json (default: tests/corpus/dev)",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--against", metavar="FORMER.json", help="JSON of a former run: print what was gained and what lost"
    )


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shape", metavar="SHAPE", help="cf, plover, dyad-month or excel")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write FILE instead of printing; excel needs one, such as tables.xlsx",
    )


_ADD_OPTIONS = {
    "build": _add_build, "code": _add_code, "add": _add_add, "report": _add_report, "params": _add_params,
    "list": _add_list, "status": _add_status, "diff": _add_diff, "schedule": _add_schedule,
    "export": _add_export, "evaluate": _add_evaluate, "doctor": _add_list, "lab": _add_build,
}  # fmt: skip
