"""Editions made one after the other: each is planned, made or left, told, and followed by its hooks."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.errors import CeasefiresError, NotebookFailed, RenderFailed
from analysis.publishing import editions
from analysis.publishing.execution import LOG
from analysis.publishing.hooks import Happening, HookFailed, run_hook
from analysis.publishing.publication import UNCHANGED, Outcome, Wish, publish, reason_to_run


@dataclass(frozen=True)
class Order:
    """An edition to make, the formats beside its page, and the commands to run once it was made or failed."""

    wish: Wish
    on_success: str = ""
    on_failure: str = ""
    formats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What became of an order: an outcome or a problem; a hook that failed is a problem beside the outcome."""

    edition: str
    outcome: Outcome | None
    problem: CeasefiresError | None


def make(order: Order) -> Result:
    """Make one edition and run its hook. Whatever this project raises is kept in the result."""
    name = order.wish.edition
    try:
        outcome = publish(order.wish)
        if order.formats:
            _write_formats(outcome, order)
    except CeasefiresError as problem:
        return Result(name, None, _with_hook(problem, order))
    if not (order.on_success and outcome.made):
        return Result(name, outcome, None)
    log = outcome.page.parent / LOG
    told = Happening(name, "made", outcome.reason, 0, order.wish.folder, outcome.page, log)
    try:
        run_hook(order.on_success, told)
    except HookFailed as problem:
        return Result(name, outcome, problem)
    return Result(name, outcome, None)


def _write_formats(outcome: Outcome, order: Order) -> None:
    from analysis.publishing.companions import write_companions

    write_companions(outcome.page.parent.resolve(), order.formats)


def _with_hook(problem: CeasefiresError, order: Order) -> CeasefiresError:
    """Run the hook of a failure and return the failure, with the hook's own added to its words."""
    if not order.on_failure:
        return problem
    folder = order.wish.folder
    page = folder / editions.LATEST / editions.PAGE
    ran = isinstance(problem, NotebookFailed | RenderFailed)
    log = folder / editions.FAILED / LOG if ran else None
    told = Happening(
        order.wish.edition, "failed", str(problem), problem.exit_code, folder,
        page if page.is_file() else None, log if log and log.is_file() else None,
    )  # fmt: skip
    try:
        run_hook(order.on_failure, told)
    except HookFailed as other:
        return type(problem)(f"{problem}\n{other}")
    return problem


def make_all(orders: Sequence[Order], teller: Teller) -> Iterator[Result]:
    """Yield the result of each order, in order; one failure does not keep the others from being made."""
    for number, order in enumerate(orders, start=1):
        teller.begin(order.wish.edition, number, len(orders))
        result = make(order)
        teller.end(result)
        yield result


def plan(orders: Sequence[Order]) -> Iterator[tuple[str, str | None]]:
    """Yield each edition with the reason to make it, or None where nothing has changed. Writes nothing."""
    for order in orders:
        yield order.wish.edition, reason_to_run(order.wish)


@dataclass
class Teller:
    """Says what happens, as lines of text or of JSON: nothing on success unless `shown`.

    `several` names the edition in the line of a failure; with one order alone the caller tells it. `estimates`
    tells the time that is left, where one order is made after the other.
    """

    shown: bool = False
    as_json: bool = False
    several: bool = False
    estimates: bool = True
    seconds: float = 0.0

    def begin(self, edition: str, number: int, total: int) -> None:
        """Say that an edition is begun, with the time the rest takes at the pace so far."""
        if not (self.shown and self.several):
            return
        known = self.estimates and number > 1
        left = self.seconds / (number - 1) * (total - number + 1) if known else None
        if self.as_json:
            self._json("begun", edition=edition, number=number, of=total, seconds_left=left)
            return
        about = f", about {left:.0f} s left" if left is not None else ""
        print(f"[{number}/{total}] {edition}{about} …", file=sys.stderr, flush=True)

    def end(self, result: Result) -> None:
        """Say what became of an edition; a failure is always said where there are several."""
        if result.outcome is not None:
            self.seconds += result.outcome.seconds
            self._tell_outcome(result.edition, result.outcome)
        if result.problem is not None and self.as_json:
            code = result.problem.exit_code
            self._json("failed", edition=result.edition, message=str(result.problem), exit_code=code)
        elif result.problem is not None and self.several:
            for line in str(result.problem).splitlines():
                print(f"ceasefires: {result.edition}: {line}", file=sys.stderr, flush=True)

    def _tell_outcome(self, edition: str, outcome: Outcome) -> None:
        if not self.shown:
            return
        if self.as_json:
            event = "made" if outcome.made else "unchanged"
            facts = {
                "page": str(outcome.page),
                "reason": outcome.reason,
                "seconds": round(outcome.seconds, 3),
            }
            self._json(event, edition=edition, **facts)
        elif outcome.made:
            print(f"{outcome.page} made in {outcome.seconds:.1f} s ({outcome.reason})", flush=True)
        else:
            print(f"{outcome.page} is up to date ({outcome.reason})", flush=True)

    def _json(self, event: str, **facts: Any) -> None:
        print(json.dumps({"event": event} | facts, ensure_ascii=False), file=sys.stderr, flush=True)


def tell_plan(orders: Sequence[Order], *, as_json: bool) -> None:
    """Print what would be made and why, and what would be left as it is."""
    for edition, reason in plan(orders):
        if as_json:
            print(json.dumps({"edition": edition, "due": reason is not None, "reason": reason or UNCHANGED}))
        else:
            print(
                f"{edition}: would be made ({reason})" if reason else f"{edition}: up to date ({UNCHANGED})"
            )
