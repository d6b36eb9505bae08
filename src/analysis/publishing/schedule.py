"""What `ceasefires schedule print` prints: entries for schedulers, with this machine's real paths."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from analysis.errors import UsageProblem
from analysis.project import Project

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_STEPS = ("build", "report")
#: How GitHub and Airflow know the days, whose names not every reader of such a line takes.
_NUMBERS = {"daily": "*", "sun": "0", "mon": "1", "tue": "2", "wed": "3", "thu": "4", "fri": "5", "sat": "6"}


def print_entry(project: Project, scheduler: str, day: str = "mon", time: str = "06:00") -> str:
    """Return the entry of one scheduler that builds the tables and makes all editions at a time of a day.

    `scheduler` is cron, systemd, github or airflow; the time is that of the machine, for the latter two UTC.
    Raises UsageProblem for a time that is none, and for github where the project is no checkout under git.
    """
    found = _TIME.fullmatch(time)
    if not found:
        raise UsageProblem(f"Expected a time such as 06:00 for --time, found '{time}'.")
    return ENTRIES[scheduler](project, day, int(found[1]), int(found[2]))


def _words(project: Project, subcommand: str) -> list[str]:
    """One command with full paths: schedulers give neither a working folder nor an environment."""
    return [sys.executable, "-m", "analysis", "--root", str(project.root), subcommand]


def _one_line(project: Project) -> str:
    return " && ".join(shlex.join(_words(project, one)) for one in _STEPS)


def cron_entry(project: Project, day: str, hour: int, minute: int) -> str:
    """A line of a crontab; cron reads `%` as a line's end unless a backslash stands before it."""
    command = _one_line(project).replace("%", r"\%")
    return f"{minute} {hour} * * {'*' if day == 'daily' else day} {command}\n"


def systemd_entry(project: Project, day: str, hour: int, minute: int) -> str:
    """A service and its timer, one after the other; a run missed while the machine slept is made up for."""
    when = f"{'' if day == 'daily' else day.capitalize() + ' '}*-*-* {hour:02}:{minute:02}:00"
    steps = "\n".join(f"ExecStart={_for_unit(_words(project, one))}" for one in _STEPS)
    return f"""\
# ~/.config/systemd/user/ceasefires.service
[Unit]
Description=Build the ceasefire tables and make the reports that are due

[Service]
Type=oneshot
{steps}

# ~/.config/systemd/user/ceasefires.timer, then: systemctl --user enable --now ceasefires.timer
[Unit]
Description=Make the ceasefire reports on schedule

[Timer]
OnCalendar={when}
Persistent=true

[Install]
WantedBy=timers.target
"""


def _for_unit(words: list[str]) -> str:
    """A command as unit files quote it: `%` and `$` doubled, words with spaces in double quotes."""
    quoted = [
        one.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") for one in words
    ]
    return " ".join(f'"{one}"' if re.search(r"[\s'\"]", one) else one for one in quoted)


def github_entry(project: Project, day: str, hour: int, minute: int) -> str:
    """A workflow of GitHub Actions, with paths as they are in the repository. Raises UsageProblem."""
    top = _repository_of(project)
    inside = project.root.relative_to(top).as_posix()
    below = "" if inside == "." else f"{inside}/"
    folder = f"    defaults:\n      run:\n        working-directory: {_yaml(inside)}\n" if below else ""
    return f"""\
# .github/workflows/reports.yml
# The time is UTC, and a run may come late. GitHub stops a schedule after 60 days without a commit: see
# `ceasefires status --max-age 8d`. The pages are kept as the artifact "reports" of the run.
name: reports

on:
  schedule:
    - cron: "{minute} {hour} * * {_NUMBERS[day]}"
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: reports

jobs:
  reports:
    runs-on: ubuntu-latest
    timeout-minutes: 60
{folder}    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
          cache: pip
          cache-dependency-path: {_yaml(f"{below}requirements.lock")}
      # The editions made before: they tell what has changed since, and are kept as editions.toml says.
      - uses: actions/cache@v4
        with:
          path: |
            {below}reports/*
            !{below}reports/editions.toml
          key: reports-${{{{ github.run_id }}}}
          restore-keys: reports-
      - name: Build the tables and make the reports that are due
        run: make PYTHON=python report
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: reports
          path: {_yaml(f"{below}reports")}
          if-no-files-found: error
"""


def _repository_of(project: Project) -> Path:
    """The top of the git repository that the project's checkout lies in. Raises UsageProblem."""
    tops = [folder for folder in (project.root, *project.root.parents) if (folder / ".git").exists()]
    if tops and (project.root / "Makefile").is_file():
        return tops[0]
    found = "no repository of git" if not tops else "no Makefile"
    raise UsageProblem(
        f"Expected the project's checkout, under git and with its Makefile, at {project.root} for a workflow of "
        f"GitHub, found {found} there; clone the project, or choose cron or systemd."
    )


def _yaml(text: str) -> str:
    """A text as a YAML scalar: as it is where that is plain, else in quotes."""
    plain = re.fullmatch(r"[A-Za-z0-9_./-]+", text)
    return text if plain else "'" + text.replace("'", "''") + "'"


def airflow_entry(project: Project, day: str, hour: int, minute: int) -> str:
    """A DAG of Airflow 3: the two commands, and the briefing as executed by Airflow's own operator."""
    commands = [_untemplated(shlex.join(_words(project, one))) for one in _STEPS]
    kernel = shlex.join(
        [
            *(sys.executable, "-m", "ipykernel", "install", "--user", "--name", "ceasefires"),
            *("--env", "CEASEFIRES_ROOT", str(project.root)),
        ]
    )
    notebook = _for_papermill(project.notebooks / "briefing.ipynb")
    executed = _for_papermill(project.reports / "airflow-briefing.ipynb")
    return f'''\
# ceasefires.py, in the folder dags/ of Airflow 3: builds the ceasefire tables and makes the reports that are due.
#
# Tried with Airflow 3.3.2 and its Papermill provider 3.13.3. Airflow's environment needs, beside Airflow itself,
# apache-airflow-providers-papermill, and for the task `notebook`, once, as the user that Airflow works as:
#
#   {kernel}
#
# `report` makes the checked pages, and only where something has changed. `notebook` keeps the executed briefing
# with Airflow's PapermillOperator; take it out where nobody reads that. The time is UTC.

from datetime import UTC, datetime, timedelta

from airflow.providers.papermill.operators.papermill import PapermillOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    "ceasefires",
    schedule="{minute} {hour} * * {_NUMBERS[day]}",
    start_date=datetime(2025, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args={{"retries": 1, "retry_delay": timedelta(minutes=5)}},
):
    build = BashOperator(task_id="build", bash_command={commands[0]!r})
    report = BashOperator(task_id="report", bash_command={commands[1]!r})
    notebook = PapermillOperator(
        task_id="notebook",
        input_nb={notebook!r},
        output_nb={executed!r},
        kernel_name="ceasefires",
    )
    build >> [report, notebook]
'''


def _untemplated(text: str) -> str:
    """A text that Airflow takes as it is: it reads braces in the arguments of its operators as a template."""
    return f"{{% raw %}}{text}{{% endraw %}}" if "{" in text else text


def _for_papermill(path: Path) -> str:
    """A path that Airflow and, after it, papermill take as it is: papermill fills in what stands in single braces."""
    return _untemplated(str(path).replace("{", "{{").replace("}", "}}"))


ENTRIES = {"cron": cron_entry, "systemd": systemd_entry, "github": github_entry, "airflow": airflow_entry}
