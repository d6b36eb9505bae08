"""What `ceasefires report`, `params` and `list` do. Each returns an exit code; failures are raised."""

from __future__ import annotations

import json
import shutil
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType

from analysis.errors import UsageProblem
from analysis.project import Project
from analysis.publishing import editions
from analysis.publishing.inputs import hash_tables, read_data_date
from analysis.publishing.parameters import Declaration, Parameter, Value, nearest, read_declaration
from analysis.publishing.provenance import rebuild_command
from analysis.publishing.publication import Outcome, Wish, publish
from analysis.publishing.values import check_value, read_assignments, read_values_file

AS_OF = "as_of"
INTERRUPTED = 128 + signal.SIGINT


@dataclass(frozen=True)
class ReportOptions:
    """The options of `ceasefires report` as the command line gives them.

    `assignments` are the texts of -p, `values_file` that of --params, `as_of` an ISO day or
    `today`; `wait` is in seconds for the lock, `timeout` in seconds for the whole run.
    """

    assignments: Sequence[str] = ()
    values_file: Path | None = None
    as_of: str | None = None
    edition: str | None = None
    force: bool = False
    wait: float = 0.0
    timeout: float | None = None
    cell_timeout: float | None = None
    verbose: bool = False


def report(project: Project, notebook: str, options: ReportOptions | None = None) -> int:
    """Make and publish one report; return 0 once its page stands, 130 when interrupted.

    Prints the page's path on a terminal or with `verbose`. Raises CeasefiresError classes.
    """
    try:
        with _terminated_like_interrupted():
            wish = read_wish(project, notebook, options or ReportOptions())
            outcome = publish(wish)
    except KeyboardInterrupt:
        print(f"Interrupted: the published pages of {notebook} stay as they were.", file=sys.stderr)
        return INTERRUPTED
    _tell(outcome, verbose=bool(options and options.verbose))
    return 0


def read_wish(project: Project, notebook: str, options: ReportOptions) -> Wish:
    """Return what shall be published, every parameter typed and checked.

    Raises UsageProblem for a notebook, key or value that does not fit, InputProblem without tables.
    """
    path = find_notebook(project, notebook)
    declaration = read_declaration(path)
    given = _given_values(declaration, options)
    as_of = str(given.get(AS_OF) or read_data_date(project))
    values = declaration.defaults() | given
    if AS_OF in declaration.parameters:
        values[AS_OF] = as_of
    changed = {name: value for name, value in given.items() if name != AS_OF}
    return Wish(
        project=project,
        notebook=path,
        edition=editions.check_edition_name(options.edition or path.stem),
        parameters=values,
        as_of=as_of,
        inputs=hash_tables(project),
        command=rebuild_command(notebook, changed, as_of if AS_OF in declaration.parameters else ""),
        force=options.force,
        wait=options.wait,
        timeout=options.timeout,
        cell_timeout=options.cell_timeout,
        progress=sys.stderr.isatty(),
    )


def find_notebook(project: Project, name: str) -> Path:
    """Return the notebook named by its stem in `notebooks/`, or by a path. Raises UsageProblem."""
    path = Path(name)
    if path.suffix == ".ipynb" and path.is_file():
        return path.resolve()
    found = project.notebooks / f"{path.name.removesuffix('.ipynb')}.ipynb"
    if found.is_file():
        return found
    known = [one.stem for one in project.notebooks.glob("*.ipynb")]
    raise UsageProblem(
        f"Expected a notebook in {project.notebooks}, found none named '{name}'; " + nearest(name, known)
    )


def _given_values(declaration: Declaration, options: ReportOptions) -> dict[str, Value]:
    """Return the values given, -p before --params; as_of must be the same wherever it is given."""
    from_file = read_values_file(declaration, options.values_file) if options.values_file else {}
    assigned = read_assignments(declaration, options.assignments)
    given = from_file | assigned
    if options.as_of is None:
        return given
    as_of = _day_of(declaration, options.as_of)
    if given.get(AS_OF, as_of) != as_of:
        raise UsageProblem(
            f"Expected one as-of day, found --as-of {as_of} and the parameter as_of={given[AS_OF]}; "
            "give it once."
        )
    return given | {AS_OF: as_of}


def _day_of(declaration: Declaration, text: str) -> str:
    if AS_OF not in declaration.parameters:
        raise UsageProblem(
            f"Expected a notebook with a parameter as_of for --as-of, found none in '{declaration.notebook}'; "
            "leave --as-of out."
        )
    # The reader's own day, and only because "today" was said.
    day = datetime.now().astimezone().date().isoformat() if text == "today" else text
    check_value(Parameter(AS_OF, "str", "", "ISO"), day, "--as-of")
    return day


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """Let SIGTERM end a run as cleanly as Ctrl-C does, with its own exit code."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _tell(outcome: Outcome, *, verbose: bool) -> None:
    if not (verbose or sys.stdout.isatty()):
        return
    if outcome.made:
        print(f"{outcome.page} made in {outcome.seconds:.1f} s ({outcome.reason})")
    else:
        print(f"{outcome.page} is up to date ({outcome.reason})")


def params(project: Project, notebook: str, *, as_json: bool = False) -> int:
    """Print the parameters of a notebook: name, type, default, meaning. Return 0.

    Raises UsageProblem for an unknown notebook or a faulty declaration.
    """
    declaration = read_declaration(find_notebook(project, notebook))
    declared = list(declaration.parameters.values())
    if as_json:
        facts = [
            {"name": one.name, "type": one.type, "default": one.default, "comment": one.comment}
            for one in declared
        ]
        print(json.dumps(facts, indent=2, ensure_ascii=False))
        return 0
    _print_columns([("parameter", "type", "default", "meaning"), *map(_parameter_row, declared)])
    return 0


def _parameter_row(parameter: Parameter) -> tuple[str, str, str, str]:
    default = json.dumps(parameter.default, ensure_ascii=False)
    return parameter.name, parameter.type, default, parameter.comment


def list_reports(project: Project, *, as_json: bool = False) -> int:
    """Print every published page: edition, as-of day, generated, parameters given, path. Return 0."""
    published = list(editions.list_published(project.reports))
    if as_json:
        facts = [one.record | {"page": str(one.page)} for one in published]
        print(json.dumps(facts, indent=2, ensure_ascii=False))
        return 0
    if not published:
        print(f"No report in {project.reports} yet; run `ceasefires report briefing`.")
        return 0
    rows = [
        (one.folder.parent.name, one.record["as_of"], one.record["generated"], str(one.page))
        for one in published
    ]
    _print_columns([("edition", "as of", "generated", "page"), *rows])
    return 0


def _print_columns(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    limit = shutil.get_terminal_size((200, 24)).columns if sys.stdout.isatty() else None
    for row in rows:
        padded = [text.ljust(width) for text, width in zip(row, widths, strict=False)]
        print("  ".join([*padded, row[-1]]).rstrip()[:limit])
