"""`ceasefires status`: how old every edition is, for a person or for a scheduler that watches another one."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from analysis.errors import UsageProblem
from analysis.project import Project
from analysis.publishing import editions

_AGE = re.compile(r"(\d+(?:\.\d+)?)([mhd])")
_SECONDS = {"m": 60.0, "h": 3600.0, "d": 86400.0}


@dataclass(frozen=True)
class State:
    """How an edition stands: when it was last made or found unchanged, and what is wrong with that.

    `due` says whether `ceasefires report` would make it now, None where that cannot be told, and `reason` why.
    """

    edition: str
    as_of: str
    checked: str
    fault: str
    due: bool | None = None
    reason: str = ""

    @property
    def words(self) -> str:
        told = f"data as of {self.as_of}, checked {self.checked or 'at a time not known'}"
        told = told if self.as_of else "never made"
        stands = {True: "due", False: "not due", None: "whether it is due cannot be told"}[self.due]
        return f"{self.edition}: {told}; {stands}: {self.reason}{f' – {self.fault}' if self.fault else ''}"


def read_age(text: str) -> float:
    """Return the seconds of an age such as `8d`, `36h` or `90m`. Raises UsageProblem."""
    found = _AGE.fullmatch(text.strip())
    if not found:
        raise UsageProblem(f"Expected an age such as 8d, 36h or 90m for --max-age, found '{text}'.")
    return float(found[1]) * _SECONDS[found[2]]


def read_states(
    project: Project, reasons: Mapping[str, tuple[bool | None, str]], max_age: str | None = None
) -> list[State]:
    """Return the state of the editions of `reasons` and of all published ones.

    `reasons` tells of each listed edition whether it is due, and why; others are made when they are asked for.
    An edition is at fault where it was never made, or not made or found unchanged within `max_age`. The clock
    is read here alone, because an age is asked for.
    """
    limit = read_age(max_age) if max_age else None
    published = {run.folder.parent.name for run in editions.list_published(project.reports)}
    unlisted = (False, "it is not in reports/editions.toml, and made by name only")
    states = [
        _state(project, name, limit, max_age or "") for name in dict.fromkeys([*reasons, *sorted(published)])
    ]
    told = [reasons.get(state.edition, unlisted) for state in states]
    return [replace(state, due=due, reason=reason) for state, (due, reason) in zip(states, told, strict=True)]


def _state(project: Project, name: str, limit: float | None, words: str) -> State:
    folder = project.reports / name
    latest = editions.latest_of(folder)
    if latest is None:
        return State(name, "", "", f"it has no page; run `ceasefires report {name}`")
    checked = editions.read_check(folder)
    fault = ""
    if limit is not None and _seconds_since(checked) > limit:
        fault = f"not made or found unchanged within {words}; see whether its scheduler still runs"
    return State(name, str(latest.record["as_of"]), checked, fault)


def _seconds_since(checked: str) -> float:
    try:
        moment = datetime.strptime(checked, "%Y-%m-%d %H:%M UTC").replace(tzinfo=UTC)
    except ValueError:
        return float("inf")
    return time.time() - moment.timestamp()


def print_states(states: list[State], *, as_json: bool) -> int:
    """Print the states and return 1 where one is at fault, else 0."""
    if as_json:
        print(json.dumps([asdict(one) for one in states], indent=2))
    else:
        for one in states:
            print(one.words)
        if not states:
            print("No edition is listed in reports/editions.toml, and none was made.")
    return int(any(one.fault for one in states))
