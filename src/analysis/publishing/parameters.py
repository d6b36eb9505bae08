"""The parameters a notebook declares in its one cell tagged `parameters`.

A declaration is a plain annotated assignment with one comment:

    start: str = "1991-01-01"  # first day shown, ISO
    min_confidence: float = 0.0  # machine rows below it are left out, 0..1
    theme: str = "plain"  # how charts are drawn, one of plain|dense

Types are str, int, float, bool and list[str]. The comment may narrow them:

- `ISO` makes a str a date (YYYY-MM-DD); where the default is empty, empty stays allowed;
- `0..1` bounds an int or a float, both ends included;
- `one of a|b|c` lists the values allowed.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.errors import UsageProblem

Value = str | int | float | bool | list[str]

TYPES = ("str", "int", "float", "bool", "list[str]")
_RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)")
_CHOICES = re.compile(r"\bone of ([^\s,;]+)")
_DATE = re.compile(r"\bISO\b")


@dataclass(frozen=True)
class Parameter:
    """One declared parameter: its name, type, default and what its comment says of it."""

    name: str
    type: str
    default: Value
    comment: str = ""

    @property
    def is_date(self) -> bool:
        return self.type == "str" and bool(_DATE.search(self.comment))

    @property
    def bounds(self) -> tuple[float, float] | None:
        found = _RANGE.search(self.comment) if self.type in ("int", "float") else None
        return (float(found[1]), float(found[2])) if found else None

    @property
    def choices(self) -> tuple[str, ...]:
        found = _CHOICES.search(self.comment)
        return tuple(found[1].split("|")) if found else ()


@dataclass(frozen=True)
class Declaration:
    """All parameters of one notebook, in the order they are declared."""

    notebook: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def defaults(self) -> dict[str, Value]:
        """Return the declared defaults by name."""
        return {name: parameter.default for name, parameter in self.parameters.items()}


def read_declaration(path: Path) -> Declaration:
    """Return the parameters that the notebook at `path` declares.

    Raises UsageProblem where the file is no notebook, has no or several cells tagged
    `parameters`, or declares something other than plain annotated values.
    """
    cells = _tagged_cells(_read_notebook(path))
    if len(cells) != 1:
        raise UsageProblem(
            f"Expected one code cell tagged 'parameters' in {path}, found {len(cells)}; "
            "tag exactly one cell (in JupyterLab: property inspector, cell tags)."
        )
    return Declaration(path.stem, _read_cell(cells[0], path))


def _read_notebook(path: Path) -> dict[str, Any]:
    import json

    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise UsageProblem(f"Expected a notebook at {path}, could not read it: {problem.strerror}.") from None
    except ValueError:
        raise UsageProblem(f"Expected a notebook at {path}, found something that is not JSON.") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise UsageProblem(f"Expected a notebook at {path}, found JSON without a list of cells.")
    return notebook


def _tagged_cells(notebook: dict[str, Any]) -> list[str]:
    return [
        "".join(cell.get("source", ""))
        for cell in notebook["cells"]
        if cell.get("cell_type") == "code" and "parameters" in cell.get("metadata", {}).get("tags", [])
    ]


def _read_cell(source: str, path: Path) -> dict[str, Parameter]:
    try:
        statements = ast.parse(source).body
    except SyntaxError as problem:
        raise UsageProblem(
            f"Expected Python in the parameters cell of {path}, found a syntax error in its line "
            f"{problem.lineno}: {problem.msg}."
        ) from None
    comments = _comments_by_line(source)
    read = [_read_statement(statement, comments, path) for statement in statements]
    return {parameter.name: parameter for parameter in read}


def _comments_by_line(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("# ").rstrip() for t in tokens if t.type == tokenize.COMMENT}


def _read_statement(statement: ast.stmt, comments: dict[int, str], path: Path) -> Parameter:
    where = f"line {statement.lineno} of the parameters cell of {path}"
    if (
        not isinstance(statement, ast.AnnAssign)
        or not isinstance(statement.target, ast.Name)
        or statement.value is None
    ):
        raise UsageProblem(
            f"Expected `name: type = value  # meaning` in {where}, found `{ast.unparse(statement)}`."
        )
    kind = ast.unparse(statement.annotation)
    if kind not in TYPES:
        raise UsageProblem(f"Expected one of the types {', '.join(TYPES)} in {where}, found `{kind}`.")
    comment = comments.get(statement.end_lineno or statement.lineno, "")
    declared = Parameter(statement.target.id, kind, _literal(statement.value, where), comment)
    return _with_sound_default(declared, where)


def _literal(node: ast.expr, where: str) -> Any:
    try:
        return ast.literal_eval(node)
    except ValueError:
        raise UsageProblem(
            f"Expected a plain value in {where}, found the expression `{ast.unparse(node)}`; "
            "compute it in the next cell."
        ) from None


def _with_sound_default(parameter: Parameter, where: str) -> Parameter:
    from analysis.publishing.values import check_value

    default = parameter.default
    if parameter.type == "float" and type(default) is int:
        default = float(default)
    sound = Parameter(parameter.name, parameter.type, default, parameter.comment)
    check_value(sound, default, f"the default in {where}")
    return sound


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the clause that names the known word nearest to `name`, or all of them."""
    from difflib import get_close_matches

    words = sorted(known)
    close = get_close_matches(name, words, n=1, cutoff=0.5)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"known: {', '.join(words)}." if words else "none is known."
