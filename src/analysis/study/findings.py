"""Findings in words, made from the counts; the words and the numbers cannot part.

A finding never says that something came about through something else: the tables hold no such knowledge.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.study.blocks import Findings, Rich, link
from analysis.study.lifeline_marks import Href
from analysis.study.lives import Life
from analysis.study.selection import Selection
from analysis.study.summaries import (
    Record,  # fmt: skip
    count_mediators,
    count_overview,
    count_short,
    longest_life,
    proper,
)
from analysis.study.wording import count, date_words, dates_in_words, joined, sentence, share, span_words


@dataclass(frozen=True)
class Finding:
    """One finding: its words as a chart title, and as rich text with links to chart and evidence."""

    title: str
    rich: Rich


def state_findings(selection: Selection, href: Href) -> Findings:
    """Three to five findings and one line on how to read them with care."""
    found = [
        overview_finding(selection),
        lasting_finding(selection),
        longest_finding(selection, href),
        mediator_finding(selection),
        standing_finding(selection, href),
    ]
    return Findings(items=[finding.rich for finding in found if finding.title], caution=_caution(selection))


def overview_finding(selection: Selection) -> Finding:
    """How many attempts are listed, how many began, and what is not known."""
    o = count_overview(selection)
    if not o.attempts:
        kept = count(o.folded, "call, proposal or near-miss", "calls, proposals and near-misses")
        words = f"No ceasefire of the parties' own is listed, only {kept}."
        return Finding(words, [words])
    undone = f", {o.never} did not" if o.never else ""
    untold = o.attempts - o.began - o.never
    words = f"{o.began} of {count(o.attempts, 'attempt')} came into force{undone}{_untold_words(untold)}"
    if untold == o.attempts:
        words = f"For none of {count(o.attempts, 'attempt')} is it told whether it came into force"
    if o.began:
        words += f"; {o.ended} ended, {o.standing} still stood when the sources end"
        words += _untold_words(o.began - o.ended - o.standing)
    words += f"; {_beside(o.folded)} listed beside them." if o.folded else "."
    return Finding(words, [words, " ", link("Outcomes by period", "#outcomes-by-year"), "."])


def lasting_finding(selection: Selection) -> Finding:
    """How many of the attempts that came into force were over within a week."""
    k = count_short(selection)
    if not k.began:
        return Finding("", [])
    words = (
        f"{share(k.short, k.began, 'attempt')} that came into force ended within {k.days} days; for {k.unknown} "
        "it is not told."
    )
    return Finding(words, [words, " ", link("All durations", "#durations"), "."])


def longest_finding(selection: Selection, href: Href | None = None) -> Finding:
    """Which attempt was in force longest, until when, and whether sources differ on that."""
    life = longest_life(selection)
    if life is None:
        words = "For no listed attempt is the time in force told."
        return Finding(words, [words, " ", link("Lifelines", "#lifelines"), "."])
    other = _other_ends(selection, life)
    words = f" lasted longest: {span_words(*life.days)}, {_until(life)}{other}."
    name = sentence(life.name)
    rich: Rich = [link(name, href(life.id, "effective")) if href else name, words]
    return Finding(name + words, [*rich, " ", link("Lifelines", "#lifelines"), "."])


def mediator_finding(selection: Selection) -> Finding:
    """What became of the attempts of the mediator that is named most often."""
    named = [record for record in count_mediators(selection) if record.id]
    if not named:
        return Finding("", [])
    of = count(len(proper(selection)), "attempt")
    words = f"{sentence(named[0].label)} took part in {named[0].n} of {of} as mediator: {_parts(named[0])}."
    care = " It does not follow that the mediator made the difference. "
    return Finding(words, [words, care, link("Outcomes by mediator", "#outcomes-by-mediator"), "."])


def standing_finding(selection: Selection, href: Href) -> Finding:
    """Which attempts are in force when the sources end, up to five by name."""
    lives = [life for life in proper(selection) if life.standing]
    if not lives:
        return Finding("", [])
    shown = lives[-5:]
    which = "among them" if len(shown) < len(lives) else "namely"
    intro = f"{count(len(lives), 'attempt')} in force or not said to be over when the sources end, {which} "
    parts: Rich = [intro]
    for number, life in enumerate(shown):
        parts += [_glue(number, len(shown)), link(life.name, href(life.id, "outcome"))]
    words = intro + "".join(_glue(n, len(shown)) + life.name for n, life in enumerate(shown)) + "."
    return Finding(words, [part for part in parts if part != ""] + ["."])


def _caution(selection: Selection) -> Rich:
    lives = selection.lives
    one_sided = sum(breach.standing == "alleged" for life in lives for breach in life.breaches)
    low = sum(life.row["reliability"] == "low" for life in lives)
    single = sum(_rests_on_one(life) for life in lives)
    words = (
        f"{_unknown_words(selection)} {count(single, 'attempt')} of {len(lives)} rest on one source, {low} on "
        f"inference; {count(one_sided, 'breach is', 'breaches are')} told by one side alone and "
        f"{'does' if one_sided == 1 else 'do'} not change an outcome. Silence of the sources is not peace."
    )
    return [words]


def _rests_on_one(life: Life) -> bool:
    if life.row["reliability"]:
        return bool(life.row["reliability"] == "medium")
    return bool(life.row["n_sources"] == 1)


def _unknown_words(selection: Selection) -> str:
    unknown = sum(life.outcome == "unknown" for life in selection.lives)
    verb = "is" if unknown == 1 else "are"
    return f"{unknown} of {count(len(selection.lives), 'listed outcome')} {verb} unknown."


def _parts(record: Record) -> str:
    parts = [
        (record.broken, "broke down"),
        (record.standing, "still stood when the sources end"),
        (record.by_rule, f"expired or {'was' if record.by_rule == 1 else 'were'} superseded"),
        (record.breached, "ended after breaches"),
        (record.never, "never began"),
        (record.unknown, "unknown"),
    ]
    return joined(f"{number} {words}" for number, words in parts if number or words == "unknown")


def _untold_words(number: int) -> str:
    return f", for {number} it is not told" if number else ""


def _beside(number: int) -> str:
    return (
        "1 call, proposal or near-miss is"
        if number == 1
        else f"{number} calls, proposals and near-misses are"
    )


def _until(life: Life) -> str:
    if life.state in ("in_force", "silent"):
        return "still told of " + date_words(life.last_report, life.last_report)
    lo, hi = life.end
    words = date_words(lo, hi)
    return (
        f"until {words.removeprefix('on ').removesuffix(', day not told')}" if lo and hi else f"over {words}"
    )


def _other_ends(selection: Selection, life: Life) -> str:
    """The readings of its end that are not the one used, counted with their sources."""
    rows = [row for row in selection.rows["disagreements"] if row["attempt_id"] == life.id]
    other = [row for row in rows if _is_end(row["column"]) and not row["used"]]
    values = list(dict.fromkeys(dates_in_words(str(row["value"])) for row in other))
    return f"; {count(len(values), 'other reading')}: {joined(values)}" if values else ""


def _is_end(column: str) -> bool:
    return column.removesuffix("_lo").removesuffix("_hi") in ("ended", "outcome")


def _glue(number: int, n: int) -> str:
    return "" if number == 0 else " and " if number == n - 1 else "; "
