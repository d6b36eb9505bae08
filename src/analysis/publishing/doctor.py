"""`ceasefires doctor`: one line for each thing that builds and reports rest on, and a remedy for what is wrong.

It reads only. What takes time to import, or may be missing, is imported by the check that needs it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from analysis.errors import CeasefiresError
from analysis.project import Project
from analysis.publishing import project_findings, setup_findings
from analysis.publishing.finding import PROBLEM, Finding, first_of

CHECKS: Mapping[str, Callable[[Project], Finding]] = {
    "Python": setup_findings.check_python,
    "packages": setup_findings.check_packages,
    "kernel": setup_findings.check_kernel,
    "data/raw": project_findings.check_raw,
    "tables": project_findings.check_tables,
    "folders": project_findings.check_reports,
    "disk": project_findings.check_disk,
    "locks": project_findings.check_locks,
    "editions": project_findings.check_editions,
    "browser": setup_findings.check_browser,
    "fonts": setup_findings.check_fonts,
}


def doctor(project: Project, *, as_json: bool = False) -> int:
    """Print what every check found; return 1 where one found a problem, else 0."""
    findings = examine(project)
    if as_json:
        print(json.dumps([asdict(one) for one in findings], indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(findings)))
    return int(any(one.state == PROBLEM for one in findings))


def examine(project: Project) -> list[Finding]:
    """Return the finding of every check, in order; a check that cannot go on is a problem, and the others run."""
    return [_examine(name, check, project) for name, check in CHECKS.items()]


def _examine(name: str, check: Callable[[Project], Finding], project: Project) -> Finding:
    try:
        return check(project)
    except ImportError as problem:
        return Finding(name, PROBLEM, f"a package cannot be imported ({problem})", setup_findings.INSTALL)
    except CeasefiresError as problem:
        return _from_words(name, str(problem).splitlines())
    except OSError as problem:
        found = f"{problem.filename or 'a file'} cannot be read ({problem.strerror or problem})"
        return Finding(name, PROBLEM, found, "Change who may read it, or run as who may.")


def _from_words(name: str, lines: list[str]) -> Finding:
    """Take the words of an error apart: what was found, then, after the last semicolon, what to do."""
    found, semicolon, remedy = lines[0].rpartition("; ")
    if not semicolon:
        found, remedy = lines[0].rstrip("."), "correct that, then run `ceasefires doctor` again."
    told = first_of([found, *lines[1:]])
    return Finding(name, PROBLEM, told, remedy[:1].upper() + remedy[1:])


def _lines(findings: Sequence[Finding]) -> list[str]:
    lines = []
    for one in findings:
        lines.append(f"{one.state:7}  {one.check:8}  {one.found}")
        if one.remedy:
            lines.append(f"{'':19}{one.remedy}")
    return lines
