"""What `ceasefires report`, `params` and `list` do. Each returns an exit code; failures are raised."""

from __future__ import annotations

import json
import shutil
import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from analysis import files
from analysis.errors import InputProblem, UsageProblem
from analysis.project import Project
from analysis.publishing import editions
from analysis.publishing.edition_list import SETTINGS, ListedEdition, list_path, read_edition_list
from analysis.publishing.inputs import hash_tables, read_data_date
from analysis.publishing.parameters import Declaration, Parameter, Value, nearest, read_declaration
from analysis.publishing.provenance import rebuild_command
from analysis.publishing.publication import UNCHANGED, Wish, reason_to_run
from analysis.publishing.reporting import Order, Result, Teller, make_all, tell_plan
from analysis.publishing.values import check_value, read_assignments, read_values_file

AS_OF = "as_of"
INTERRUPTED = 128 + signal.SIGINT


@dataclass(frozen=True)
class ReportOptions:
    """The options of `ceasefires report` as the command line gives them.

    `assignments` are the texts of -p, `values_file` that of --params, `as_of` an ISO day or
    `today`; `since` is an ISO day, a number of days such as `7d`, or `last`; `wait` is in seconds for the
    lock, `timeout` in seconds for the whole run; `formats` are of companions.FORMATS; `jobs` is how many editions
    may be made at the same time.
    What is None is as reports/editions.toml says.
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
    since: str | None = None
    keep: int | None = None
    retries: int | None = None
    on_failure: str | None = None
    on_success: str | None = None
    dry_run: bool = False
    log_format: str = "text"
    formats: Sequence[str] = ()
    jobs: int = 1


def report(project: Project, name: str | None = None, options: ReportOptions | None = None) -> int:
    """Make the edition or notebook named, or all editions of reports/editions.toml; return 0 once pages stand.

    With several editions a failure is told in a line and the others are made; the exit code is that of the
    first failure. Returns 130 when interrupted. Says what it made on a terminal or with `verbose`. Raises
    CeasefiresError classes: whatever keeps all editions from being begun, and the failure of a single one.
    """
    chosen = options or ReportOptions()
    try:
        with _terminated_like_interrupted():
            orders = read_orders(project, name, chosen)
            if chosen.dry_run:
                tell_plan(orders, as_json=chosen.log_format == "json")
                return 0
            return _make(orders, chosen, several=name is None)
    except KeyboardInterrupt:
        whose = name or "all editions"
        print(f"Interrupted: the published pages of {whose} stay as they were.", file=sys.stderr)
        return INTERRUPTED


def _make(orders: Sequence[Order], options: ReportOptions, *, several: bool) -> int:
    as_json = options.log_format == "json"
    teller = Teller(options.verbose or sys.stdout.isatty(), as_json, several)
    problems = [one.problem for one in _results(orders, teller, options.jobs) if one.problem is not None]
    if not problems:
        return 0
    if several or as_json:
        return problems[0].exit_code
    raise problems[0]


def _results(orders: Sequence[Order], teller: Teller, jobs: int) -> Iterator[Result]:
    if jobs < 2 or len(orders) < 2:
        return make_all(orders, teller)
    from analysis.publishing.at_once import make_at_once

    return make_at_once(orders, replace(teller, estimates=False), jobs)


def read_orders(project: Project, name: str | None, options: ReportOptions) -> list[Order]:
    """Return what shall be made, everything resolved and checked before anything runs.

    `name` is an edition of the list, else a notebook; None means every edition of the list. Raises
    UsageProblem for what does not fit, InputProblem without tables.
    """
    listed = read_edition_list(project, lambda notebook: find_notebook(project, notebook))
    if name is None:
        _refuse_options_for_one(options)
        if not listed:
            raise UsageProblem(
                f"Expected editions in {list_path(project)}, found none; name a notebook (`ceasefires report "
                "briefing`) or list it there."
            )
        return [_order(project, one, options) for one in listed]
    chosen = [one for one in listed if one.name == name]
    return [_order(project, chosen[0] if chosen else _unlisted(project, name, options), options)]


def read_wish(project: Project, notebook: str, options: ReportOptions) -> Wish:
    """Return what shall be published from a notebook, every parameter typed and checked.

    Raises UsageProblem for a notebook, key or value that does not fit, InputProblem without tables.
    """
    return _order(project, _unlisted(project, notebook, options), options).wish


def _unlisted(project: Project, notebook: str, options: ReportOptions) -> ListedEdition:
    stem = find_notebook(project, notebook).stem
    return ListedEdition(editions.check_edition_name(options.edition or stem), notebook)


def _refuse_options_for_one(options: ReportOptions) -> None:
    given = {"-p": options.assignments, "--params": options.values_file, "--edition": options.edition}
    for option, value in given.items():
        if value:
            raise UsageProblem(
                f"Expected the name of a notebook or edition with {option}, found none; name one."
            )


def _order(project: Project, listed: ListedEdition, options: ReportOptions) -> Order:
    path = find_notebook(project, listed.notebook)
    declaration = read_declaration(path)
    given = dict(listed.parameters) | _given_values(declaration, options)
    as_of = str(given.get(AS_OF) or read_data_date(project))
    values = declaration.defaults() | given
    if AS_OF in declaration.parameters:
        values[AS_OF] = as_of
    changed = {name: value for name, value in given.items() if name != AS_OF}
    settings = _settings(listed.settings, options)
    on_success, on_failure = (str(settings.pop(hook, "")) for hook in ("on_success", "on_failure"))
    wish = Wish(
        project=project,
        notebook=path,
        edition=editions.check_edition_name(options.edition or listed.name),
        parameters=values,
        as_of=as_of,
        inputs=hash_tables(project),
        command=rebuild_command(listed.notebook, changed, as_of if AS_OF in declaration.parameters else ""),
        force=options.force,
        wait=options.wait,
        progress=sys.stderr.isatty(),
        since=_baseline_day(options.since, as_of),
        **settings,
    )
    return Order(wish, on_success, on_failure, tuple(options.formats))


def _settings(listed: Mapping[str, Any], options: ReportOptions) -> dict[str, Any]:
    """Return the settings of the list with those of the command line in their place."""
    said = {name: getattr(options, name) for name in SETTINGS}
    return dict(listed) | {name: value for name, value in said.items() if value is not None}


def _baseline_day(text: str | None, as_of: str) -> str:
    """Return the day that "what changed" looks back to; empty for the run before."""
    if text is None or text == "last":
        return ""
    try:
        if text.endswith("d") and text[:-1].isdigit():
            return (date.fromisoformat(as_of) - timedelta(days=int(text[:-1]))).isoformat()
        return date.fromisoformat(text).isoformat()
    except (ValueError, OverflowError):
        raise UsageProblem(
            f"Expected a day (YYYY-MM-DD), a number of days such as 7d, or last for --since, found '{text}'."
        ) from None


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
    files.expect_folder(project.reports)
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


def status(project: Project, *, max_age: str | None = None, as_json: bool = False) -> int:
    """Print how old every edition is and whether it is due; return 1 where one was never made or is older than
    `max_age`, else 0.

    Raises UsageProblem for an age or a list of editions that cannot be read.
    """
    from analysis.publishing.status import print_states, read_states

    listed = read_edition_list(project, lambda notebook: find_notebook(project, notebook))
    states = read_states(project, {one.name: _due(project, one) for one in listed}, max_age)
    return print_states(states, as_json=as_json)


def _due(project: Project, listed: ListedEdition) -> tuple[bool | None, str]:
    """Whether `report` would make a listed edition now, and why; None where the tables do not let it be told."""
    try:
        reason = reason_to_run(_order(project, listed, ReportOptions()).wish)
    except InputProblem as problem:
        return None, str(problem)
    return reason is not None, reason or UNCHANGED


def diff(project: Project, before: str, after: str, *, as_json: bool = False) -> int:
    """Print what changed from one edition, run or folder of tables to another; return 0.

    Raises UsageProblem for a name that fits nothing, InputProblem for damaged tables.
    """
    from analysis.publishing.whats_changed import changes_between
    from analysis.study.changes import lines_of

    changes = changes_between(project, before, after)
    if as_json:
        print(json.dumps([one.to_json() for one in changes], indent=2, ensure_ascii=False))
    else:
        print("\n".join(lines_of(changes)) or "Nothing changed.")
    return 0


def _print_columns(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    limit = shutil.get_terminal_size((200, 24)).columns if sys.stdout.isatty() else None
    for row in rows:
        padded = [text.ljust(width) for text, width in zip(row, widths, strict=False)]
        print("  ".join([*padded, row[-1]]).rstrip()[:limit])
