"""What `ceasefires schedule print` prints: entries for schedulers, with this machine's real paths."""

from __future__ import annotations

import re
import shlex
import sys

from analysis.errors import UsageProblem
from analysis.project import Project

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


def print_entry(project: Project, scheduler: str, day: str = "mon", time: str = "06:00") -> str:
    """Return the entry of one scheduler that builds the tables and makes all editions at a time of a day.

    Raises UsageProblem for a time that is none.
    """
    found = _TIME.fullmatch(time)
    if not found:
        raise UsageProblem(f"Expected a time such as 06:00 for --time, found '{time}'.")
    return ENTRIES[scheduler](project, day, int(found[1]), int(found[2]))


def _command(project: Project, subcommand: str) -> str:
    """One command with full paths: schedulers give neither a working folder nor an environment."""
    return shlex.join([sys.executable, "-m", "analysis", "--root", str(project.root), subcommand])


def cron_entry(project: Project, day: str, hour: int, minute: int) -> str:
    """A line of a crontab; cron reads `%` as a line's end unless a backslash stands before it."""
    command = f"{_command(project, 'build')} && {_command(project, 'report')}".replace("%", r"\%")
    return f"{minute} {hour} * * {'*' if day == 'daily' else day} {command}\n"


def systemd_entry(project: Project, day: str, hour: int, minute: int) -> str:
    """A service and its timer, one after the other; a run missed while the machine slept is made up for."""
    when = f"{'' if day == 'daily' else day.capitalize() + ' '}*-*-* {hour:02}:{minute:02}:00"
    steps = "\n".join(f"ExecStart={_for_unit(project, one)}" for one in ("build", "report"))
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


def _for_unit(project: Project, subcommand: str) -> str:
    """A command as unit files quote it: `%` and `$` doubled, words with spaces in double quotes."""
    words = [sys.executable, "-m", "analysis", "--root", str(project.root), subcommand]
    quoted = [
        one.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") for one in words
    ]
    return " ".join(f'"{one}"' if re.search(r"[\s'\"]", one) else one for one in quoted)


ENTRIES = {"cron": cron_entry, "systemd": systemd_entry}
