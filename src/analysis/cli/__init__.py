"""The command line: `ceasefires <subcommand>`. Thin: reads arguments, calls one function, sets the exit code.

Whatever takes time to import is imported by the subcommand that needs it, so that --help answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from analysis.cli.arguments import make_parser
from analysis.cli.wording import ADD_OPTIONS
from analysis.errors import CeasefiresError, InputProblem, UsageProblem
from analysis.project import Project, find_project

INTERRUPTED = 130
PIPE_CLOSED = 141
FAULT = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    verbose = _wants_trace(argv)
    try:
        code = _run(argv)
        sys.stdout.flush()
    except CeasefiresError as problem:
        return _tell_problem(problem, verbose)
    except KeyboardInterrupt:
        print("\nInterrupted: nothing was left half done.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): what is left to say goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except Exception as fault:
        return _tell_fault(fault, verbose)
    return code


def _wants_trace(argv: Sequence[str] | None) -> bool:
    given = sys.argv[1:] if argv is None else argv
    return bool({"-v", "--verbose"} & set(given))


def _run(argv: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows no Armenian shows an escape for a letter, and the command still works.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    parser = make_parser()
    options = parser.parse_args(argv)
    if options.command is None:
        parser.print_help(sys.stderr)
        return UsageProblem.exit_code
    return int(COMMANDS[options.command](options))


def _tell_problem(problem: CeasefiresError, verbose: bool) -> int:
    if verbose:
        traceback.print_exc()
    for line in str(problem).splitlines():
        print(f"ceasefires: {line}", file=sys.stderr)
    return problem.exit_code


def _tell_fault(fault: Exception, verbose: bool) -> int:
    if verbose:
        traceback.print_exc()
    print(
        f"ceasefires: a fault of the program ({type(fault).__name__}: {fault}); run it again with -v to see where, "
        "and report that.",
        file=sys.stderr,
    )
    return FAULT


# --- commands


def _build(options: argparse.Namespace) -> int:
    from analysis.pipeline import build

    shown = options.verbose or sys.stderr.isatty()
    result = build(find_project(options.root), _tell_step if shown else lambda step: None)
    _warn(result.warnings)
    if options.verbose or sys.stdout.isatty():
        counts = result.counts
        print(
            f"{counts['attempts']} attempts, {counts['mentions']} mentions in {counts['sources']} sources, as of "
            f"{result.as_of}, built in {result.seconds:.1f} s"
        )
    return 0


def _code(options: argparse.Namespace) -> int:
    import json

    from analysis.cli import text_commands

    coded = text_commands.code_files(
        [Path(name) for name in options.files],
        options.published,
        options.conflict,
        lambda: find_project(options.root),
    )
    _warn([warning for one in coded for warning in one.warnings])
    if options.json:
        print(json.dumps([one.as_json() for one in coded], ensure_ascii=False, indent=1))
    else:
        print("\n".join(one.as_text() for one in coded), end="")
    return 0


def _add(options: argparse.Namespace) -> int:
    from analysis import sources

    told = {name: value for name in ADD_OPTIONS if (value := getattr(options, name)) is not None}
    added = sources.add(find_project(options.root), options.files, **told)
    print(
        f"Added {', '.join(added)}. Run `ceasefires build` to code it, and `ceasefires report briefing` to see it."
    )
    return 0


def _report(options: argparse.Namespace) -> int:
    from analysis.publishing.commands import ReportOptions, report

    names = (
        "assignments",
        "values_file",
        "as_of",
        "edition",
        "force",
        "wait",
        "timeout",
        "cell_timeout",
        "verbose",
        "since",
        "keep",
        "retries",
        "on_failure",
        "on_success",
        "dry_run",
        "log_format",
        "formats",
        "jobs",
    )
    wish = ReportOptions(**{name: getattr(options, name) for name in names})
    return report(find_project(options.root), options.notebook, wish)


def _params(options: argparse.Namespace) -> int:
    from analysis.publishing.commands import params

    return params(find_project(options.root), options.notebook, as_json=options.json)


def _list(options: argparse.Namespace) -> int:
    from analysis.publishing.commands import list_reports

    return list_reports(find_project(options.root), as_json=options.json)


def _export(options: argparse.Namespace) -> int:
    from analysis.files import replace_file
    from analysis.store import read_tables
    from analysis.study.exports import check_shape, export_tables

    shape = check_shape(options.shape, options.output)
    content = export_tables(read_tables(find_project(options.root)), shape)
    if options.output:
        replace_file(Path(options.output), content)
    else:
        print(content.decode(), end="")
    return 0


def _status(options: argparse.Namespace) -> int:
    from analysis.publishing.commands import status

    return status(find_project(options.root), max_age=options.max_age, as_json=options.json)


def _doctor(options: argparse.Namespace) -> int:
    from analysis.publishing.doctor import doctor

    return doctor(find_project(options.root), as_json=options.json)


def _diff(options: argparse.Namespace) -> int:
    from analysis.publishing.commands import diff

    return diff(find_project(options.root), options.before, options.after, as_json=options.json)


def _schedule(options: argparse.Namespace) -> int:
    from analysis.publishing.schedule import print_entry

    print(print_entry(find_project(options.root), options.scheduler, options.day, options.time), end="")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from analysis.cli import text_commands

    gold = Path(options.gold) if options.gold else _own_gold(find_project(options.root))
    against = Path(options.against) if options.against else None
    print(text_commands.evaluate_gold(gold, as_json=options.json, against=against), end="")
    return 0


def _own_gold(project: Project) -> Path:
    gold = project.root / "tests" / "corpus" / "dev" / "gold.json"
    if not gold.is_file():
        raise InputProblem(f"Expected gold labels at {gold}, found none; name a file with gold labels.")
    return gold


def _lab(options: argparse.Namespace) -> int:
    project = find_project(options.root)
    os.chdir(project.root)
    arguments = [
        "-m",
        "jupyterlab",
        "--ServerApp.root_dir=.",
        "--FileContentsManager.preferred_dir=notebooks",
    ]
    os.execv(sys.executable, [sys.executable, *arguments])
    return 0


def _tell_step(step: str) -> None:
    print(f"{step} …", file=sys.stderr)


def _warn(warnings: Sequence[str]) -> None:
    for warning in warnings:
        print(f"ceasefires: warning: {warning}", file=sys.stderr)


COMMANDS = {
    "build": _build, "code": _code, "add": _add, "report": _report, "params": _params, "list": _list,
    "status": _status, "diff": _diff, "schedule": _schedule, "export": _export,
    "evaluate": _evaluate, "doctor": _doctor, "lab": _lab,
}  # fmt: skip
