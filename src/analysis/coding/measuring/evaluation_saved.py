"""Former evaluations, read back from the JSON that `ceasefires evaluate --json` prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from analysis.coding.measuring.evaluation import CodingError, Evaluation
from analysis.coding.measuring.evaluation_measures import Bin, Measure, Tier
from analysis.errors import InputProblem


def read_evaluation(path: Path) -> Evaluation:
    """Return the evaluation saved at `path`.

    Raises InputProblem where the file cannot be read or was not printed by `ceasefires evaluate --json`.
    """
    try:
        return _from_json(json.loads(path.read_bytes().decode("utf-8")))
    except OSError as problem:
        raise InputProblem(
            f"Expected a saved evaluation at {path}, found no readable file ({problem.strerror}); check the path."
        ) from problem
    except (ValueError, KeyError, TypeError) as problem:
        raise InputProblem(
            f"Expected the output of `ceasefires evaluate --json` in {path}, found something else "
            f"({type(problem).__name__}: {problem}); save it anew from the former version."
        ) from problem


def _from_json(content: dict[str, Any]) -> Evaluation:
    return Evaluation(
        measures=[Measure(**one) for one in content["measures"]],
        groups={name: [Measure(**one) for one in group] for name, group in content["groups"].items()},
        calibration=[Bin(**one) for one in content["calibration"]],
        tiers=[Tier(**one) for one in content["tiers"]],
        errors=[CodingError(**{**one, "quotes": tuple(one["quotes"])}) for one in content["errors"]],
        n_texts=content["n_texts"],
        n_negative=content["n_negative"],
        n_ignored=content["n_ignored"],
    )
