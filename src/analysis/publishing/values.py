"""Typed values for declared parameters: from `-p key=value`, from a file, checked strictly."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from analysis.errors import UsageProblem
from analysis.publishing.parameters import Declaration, Parameter, Value, nearest

#: A bool is told by one of these words, in any case; every other word is an error.
BOOL_WORDS = {"true": True, "yes": True, "false": False, "no": False}


def read_assignments(declaration: Declaration, assignments: Sequence[str]) -> dict[str, Value]:
    """Return the typed values of `key=value` texts; the type is the declared one.

    Raises UsageProblem for a text without `=`, an unknown key, an ill-typed value, and a
    key given twice with different values.
    """
    values: dict[str, Value] = {}
    for assignment in assignments:
        key, equals, text = assignment.partition("=")
        if not equals:
            raise UsageProblem(f"Expected -p key=value, found '-p {assignment}'; write the '='.")
        parameter = _declared(declaration, key.strip(), "-p")
        value = parse_value(parameter, text)
        if values.get(parameter.name, value) != value:
            raise UsageProblem(
                f"Expected one value for parameter '{parameter.name}', found two "
                f"({values[parameter.name]!r} and {value!r}); keep one of them."
            )
        values[parameter.name] = value
    return values


def read_values_file(declaration: Declaration, path: Path) -> dict[str, Value]:
    """Return the values in a TOML or JSON file; they must have the declared types already.

    Raises UsageProblem where the file cannot be read or a value does not fit.
    """
    return check_values(declaration, _read_mapping(path), str(path))


def check_values(declaration: Declaration, content: Mapping[str, Any], where: str) -> dict[str, Value]:
    """Return the values of a mapping read from a file; `where` names the file.

    Raises UsageProblem for an unknown name and for a value that does not fit its declaration.
    """
    values: dict[str, Value] = {}
    for key, found in content.items():
        parameter = _declared(declaration, key, where)
        value = _plain(found, parameter)
        check_value(parameter, value, f"parameter '{key}' in {where}")
        values[key] = value
    return values


def _read_mapping(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        content = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except OSError as problem:
        raise UsageProblem(
            f"Expected a parameter file at {path}, could not read it: {problem.strerror}."
        ) from None
    except ValueError as problem:
        raise UsageProblem(f"Expected TOML (or .json) in {path}, found an error: {problem}.") from None
    if not isinstance(content, dict):
        raise UsageProblem(f"Expected names with values in {path}, found a {type(content).__name__}.")
    return content


def _plain(found: Any, parameter: Parameter) -> Any:
    if isinstance(found, date):
        return found.isoformat()
    return float(found) if parameter.type == "float" and type(found) is int else found


def _declared(declaration: Declaration, key: str, given_by: str) -> Parameter:
    if key not in declaration.parameters:
        raise UsageProblem(
            f"Notebook '{declaration.notebook}' has no parameter '{key}' (given by {given_by}); "
            + nearest(key, declaration.parameters)
        )
    return declaration.parameters[key]


def parse_value(parameter: Parameter, text: str) -> Value:
    """Return `text` as the declared type of `parameter`; '007' for a str stays '007'.

    Raises UsageProblem where the text does not fit the type, the range or the choices.
    """
    value = _PARSERS[parameter.type](parameter, text)
    check_value(parameter, value, f"parameter '{parameter.name}'")
    return value


def check_value(parameter: Parameter, value: Any, where: str) -> None:
    """Raise UsageProblem unless `value` has the type, range and choices of `parameter`."""
    if not _has_type(parameter.type, value):
        raise UsageProblem(f"Expected {_type_words(parameter)} for {where}, found {value!r}.")
    if parameter.is_date and not (value == "" == parameter.default or _is_iso_date(value)):
        raise UsageProblem(f"Expected a date written YYYY-MM-DD for {where}, found '{value}'.")
    bounds = parameter.bounds
    if bounds and not bounds[0] <= value <= bounds[1]:
        raise UsageProblem(
            f"Expected a number from {bounds[0]:g} to {bounds[1]:g} for {where}, found {value}."
        )
    items = value if isinstance(value, list) else [str(value)]
    wrong = [item for item in items if parameter.choices and item not in parameter.choices]
    if wrong:
        raise UsageProblem(
            f"Expected one of {', '.join(parameter.choices)} for {where}, found '{wrong[0]}'; "
            + nearest(wrong[0], parameter.choices)
        )


def _has_type(kind: str, value: Any) -> bool:
    if kind == "list[str]":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    # `type is`, not isinstance: True is an int to Python, but not to a reader.
    return type(value) is {"str": str, "int": int, "float": float, "bool": bool}[kind]


def _type_words(parameter: Parameter) -> str:
    return {
        "str": "text",
        "int": "a whole number",
        "float": "a number",
        "bool": f"one of {', '.join(BOOL_WORDS)}",
        "list[str]": "a list of texts",
    }[parameter.type]


def _is_iso_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _parse_number(parameter: Parameter, text: str) -> int | float:
    try:
        number = int(text) if parameter.type == "int" else float(text)
    except ValueError:
        number = float("nan")
    if number != number or number in (float("inf"), float("-inf")):
        raise _ill_typed(parameter, text)
    return number


def _parse_bool(parameter: Parameter, text: str) -> bool:
    if text.strip().lower() not in BOOL_WORDS:
        raise _ill_typed(parameter, text)
    return BOOL_WORDS[text.strip().lower()]


def _parse_list(parameter: Parameter, text: str) -> list[str]:
    if not text.lstrip().startswith("["):
        return [item.strip() for item in text.split(",") if item.strip()]
    try:
        items = json.loads(text)
    except ValueError:
        raise _ill_typed(parameter, text) from None
    return items if isinstance(items, list) else [items]


def _ill_typed(parameter: Parameter, text: str) -> UsageProblem:
    return UsageProblem(
        f"Expected {_type_words(parameter)} for parameter '{parameter.name}', found '{text}'; "
        f"its declaration says {parameter.type}."
    )


_PARSERS: Mapping[str, Any] = {
    "str": lambda parameter, text: text,
    "int": _parse_number,
    "float": _parse_number,
    "bool": _parse_bool,
    "list[str]": _parse_list,
}
