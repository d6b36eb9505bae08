"""An evaluation as text for the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from analysis.coding.measuring.evaluation import Change, CodingError, Evaluation, compare
from analysis.coding.measuring.evaluation_measures import Measure

PER_THOUSAND = "false_per_1000_negatives"


def render_text(evaluation: Evaluation, errors: bool = True) -> str:
    """Return the evaluation as lines of text: measures, groups, calibration and, unless turned off, every error."""
    lines = [*_measure_lines(evaluation), "", *_group_lines(evaluation), "", *_confidence_lines(evaluation)]
    if errors:
        lines += ["", *_error_lines(evaluation)]
    return "\n".join(lines) + "\n"


def to_json(evaluation: Evaluation) -> str:
    """Return the evaluation as JSON with sorted keys; the keys are the fields of `Evaluation`."""
    return json.dumps(asdict(evaluation), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def render_changes(changes: list[Change]) -> str:
    """Return gains (+) and losses (-) text by text."""
    gains, losses = (sum(len(getattr(change, side)) for change in changes) for side in ("gains", "losses"))
    lines = [f"{gains} gained, {losses} lost in {len(changes)} texts"]
    for change in changes:
        lines.append(change.text_file)
        lines += [f"  + {_error_line(error)}" for error in change.gains]
        lines += [f"  - {_error_line(error)}" for error in change.losses]
    return "\n".join(lines) + "\n"


def render_comparison(former: Evaluation, latest: Evaluation) -> str:
    """Return the measures of two evaluations side by side, then gains and losses text by text."""
    known = {measure.name: measure.value for measure in former.measures}
    lines = [f"{'measure':26} {'former':>7} {'now':>7} {'change':>7}"]
    for measure in latest.measures:
        digits = 0 if measure.name == PER_THOUSAND else 3
        before, now = known.get(measure.name), measure.value
        change = "-" if before is None or now is None else f"{now - before:+.{digits}f}"
        lines.append(f"{measure.name:26} {_number(before, digits):>7} {_number(now, digits):>7} {change:>7}")
    return "\n".join([*lines, "", render_changes(compare(former, latest))])


def comparison_to_json(former: Evaluation, latest: Evaluation) -> str:
    """Return the JSON of the latest evaluation with gains and losses beside it, as `changes`."""
    content = asdict(latest) | {"changes": [asdict(change) for change in compare(former, latest)]}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _measure_lines(evaluation: Evaluation) -> Iterator[str]:
    yield (
        f"{evaluation.n_texts} texts, {evaluation.n_negative} of them without a ceasefire; "
        f"{evaluation.n_ignored} predictions met optional attempts and count neither way"
    )
    yield f"{'measure':26} {'value':>7}  {'95 % interval':15} {'n':>5}"
    for measure in evaluation.measures:
        yield _measure_line(measure)


def _measure_line(measure: Measure) -> str:
    digits = 0 if measure.name == PER_THOUSAND else 3
    value, low, high = (_number(number, digits) for number in (measure.value, measure.low, measure.high))
    interval = f"{low} to {high}"
    return f"{measure.name:26} {value:>7}  {interval:15} {measure.n:5}"


def _group_lines(evaluation: Evaluation) -> Iterator[str]:
    yield f"{'group':26} {'precision':>9} {'recall':>9} {'F1':>9}"
    for name, group in evaluation.groups.items():
        yield f"{name:26} " + " ".join(f"{_number(measure.value, 3):>9}" for measure in group)


def _confidence_lines(evaluation: Evaluation) -> Iterator[str]:
    yield f"{'confidence':12} {'n':>5} {'mean':>7} {'right':>7}"
    for row in evaluation.calibration:
        mean, right = _number(row.confidence, 3), _number(row.precision, 3)
        yield f"{row.low:.2f} to {row.high:.2f} {row.n:5} {mean:>7} {right:>7}"
    yield ""
    yield f"{'at least':12} {'n':>5} {'prec.':>7} {'recall':>7}"
    for tier in evaluation.tiers:
        precision, recall = _number(tier.precision, 3), _number(tier.recall, 3)
        yield f"{tier.min_confidence:<12.2f} {tier.n:5} {precision:>7} {recall:>7}"


def _error_lines(evaluation: Evaluation) -> Iterator[str]:
    yield f"{len(evaluation.errors)} errors"
    for error in evaluation.errors:
        yield f"{error.text_file}: {_error_line(error)}"
        for quote in error.quotes:
            yield f'    "{" ".join(quote.split())}"'


def _error_line(error: CodingError) -> str:
    if error.error != "wrong":
        return f"{error.error} {error.attempt}"
    return (
        f"{error.field.removesuffix('_macro')} of {error.attempt}: {error.predicted}, expected {error.gold}"
    )


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
