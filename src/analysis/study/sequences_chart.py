"""The gaps of chains of attempts, drawn: from the end of one to the start of the next that took its place."""

from __future__ import annotations

from analysis.study.blocks import Cell, Column, Figure, Table, link
from analysis.study.lifeline_marks import Href
from analysis.study.lives import FOLDED, Life
from analysis.study.palette import family_of, symbol_of
from analysis.study.row_strip import StripRow, scale_axis, strip_spec
from analysis.study.selection import Selection
from analysis.study.sequences import Chain, Step, count_pauses, list_chains
from analysis.study.sourcing import source_line
from analysis.study.terms import outcome_words, value_words
from analysis.study.wording import agreeing, count, date_short, days_words, joined

# Days at the ticks of the scale, which grows with the square root: near days apart, years still on it.
TICKS = {0: "same day", 90: "3 months", 365: "1 year"}
NARROW_TICKS = {0: "0", 30: "1 month", 365: "1 year"}
LEFT_SHARE, MOST_DAYS = 0.06, 500.0


def sequences_title(selection: Selection) -> str:
    """How many links there are, and how soon one followed another."""
    chains = list_chains(selection)
    steps = [step for chain in chains for step in chain.steps]
    if not chains:
        return "No attempt is told to renew or replace another."
    known = [step for step in steps if step.known]
    within = sum((step.gap[1] or 0) <= 1 for step in known)
    linked = sum(len(chain.lives) for chain in chains)
    return (
        f"{linked} of {len(selection.lives)} attempts, calls and proposals belong to {count(len(chains), 'chain')}; "
        f"in {within} of {count(len(known), 'step')} with dates the next one began within a day of the end before."
    )


def pauses_words(selection: Selection) -> str:
    """How soon after a breakdown the next attempt came into force, of any chain."""
    pauses = count_pauses(selection)
    if pauses.median is None:
        return (
            f"After {pauses.followed} of {count(pauses.broken, 'breakdown')} another attempt came into force."
        )
    unknown = pauses.broken - pauses.followed
    return (
        f"After {pauses.followed} of {count(pauses.broken, 'breakdown')} another attempt came into force, by the "
        f"earliest readings half of them within {days_words(int(pauses.median))}; for {unknown} none is told or the "
        "end is not dated."
    )


def draw_sequences(selection: Selection, href: Href) -> Figure:
    """One row per step of a chain, at the days from the end of one to the start of the next."""
    chains = list_chains(selection)
    steps = [step for chain in chains for step in chain.steps]
    drawn = _rows(chains, href)
    wide = strip_spec(drawn, scale_axis(_ticks(TICKS)), narrow=False)
    narrow = strip_spec(drawn, scale_axis(_ticks(NARROW_TICKS)), narrow=True)
    title = sequences_title(selection)
    untold = len(steps) - len(drawn)
    beside = sum(life.row["relation"] not in ("new", "extension", "renewal", "replacement")
                 for chain in chains for life in chain.lives)  # fmt: skip
    return Figure(
        id="sequences",
        title=title,
        subtitle="Days from the end of an attempt to the start of the next in its chain that came into force, "
        f"{selection.label}; the scale widens near zero",
        plot=wide,
        plot_narrow=narrow,
        height=wide["layout"]["height"],
        height_narrow=narrow["layout"]["height"],
        marks=sum(len(trace["x"]) for trace in wide["data"] if trace.get("meta") == "attempts"),
        rows=len(drawn),
        note=[
            f"n = {count(len(steps), 'step')}{_untold_words(untold)}. The mark is the outcome of the earlier attempt "
            "and stands at the longest gap that the dates allow, a line leads back to the shortest. "
            f"{_beside_words(beside)}"
        ],
        source=source_line(selection),
        alt=f"Rows of gaps between attempts, {count(len(drawn), 'mark')}. {title}",
        table=_table(selection, chains, href),
        csv_name="sequences.csv",
    )


def _untold_words(number: int) -> str:
    if not number:
        return ""
    stand = agreeing(number, "it stands", "they stand")
    return f"; for {number} the end or the start is not told: {stand} in the table"


def _beside_words(number: int) -> str:
    words = count(number, "reaffirmation or local halt", "reaffirmations and local halts")
    verb, them = agreeing(number, "makes", "make"), agreeing(number, "it", "them")
    return f"{words} {verb} no step: nothing had to end for {them}."


def place_gap(days: float) -> float:
    """Where a gap lies on the scale; less than nothing stands left of the first tick."""
    if days < 0:
        return 0.0
    return LEFT_SHARE + (1 - LEFT_SHARE) * (min(days, MOST_DAYS) / MOST_DAYS) ** 0.5


def _ticks(words: dict[int, str]) -> list[tuple[float, str]]:
    return [(place_gap(days), word) for days, word in words.items()]


def _rows(chains: list[Chain], href: Href) -> list[StripRow]:
    rows = []
    for chain in chains:
        heading = chain.label
        for step in chain.steps:
            least, most = step.gap
            if least is None or most is None:
                continue
            rows.append(_row(step, least, most, heading, href))
            heading = ""
    return rows


def _row(step: Step, least: int, most: int, heading: str, href: Href) -> StripRow:
    relation = value_words("relation", step.after.row["relation"])
    return StripRow(
        label=step.after.name,
        tail=f"{step.words}; {relation}",
        low=place_gap(least),
        high=place_gap(most),
        symbol=symbol_of(step.before.outcome),
        colour=f"@{family_of(step.before.outcome)}",
        href=href(step.after.id, "effective"),
        hover=(step.after.name, f"after: {step.before.name} ({outcome_words(step.before)})", step.words),
        heading=heading,
    )


def _table(selection: Selection, chains: list[Chain], href: Href) -> Table:
    columns = [
        Column(name="chain", label="Chain", align="right"),
        Column(name="attempt", label="Attempt"),
        Column(name="relation", label="Relation to the one before"),
        Column(name="start", label="In force from"),
        Column(name="end", label="To"),
        Column(name="outcome", label="Outcome"),
        Column(name="gap", label="Gap to the next"),
    ]
    rows: list[list[Cell]] = []
    for number, chain in enumerate(chains, 1):
        gaps = {step.before.id: step.words for step in chain.steps}
        rows += [_cells(number, life, gaps.get(life.id, "no step"), href) for life in chain.lives]
    return Table(
        id="sequences-data",
        title="Chains of attempts: data",
        caption="Every attempt of a chain in order of date.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name="sequences.csv",
    )


def _cells(number: int, life: Life, gap: str, href: Href) -> list[Cell]:
    relation = value_words("relation", life.row["relation"])
    if life.row["kind"] in FOLDED:
        relation = f"{relation}; {value_words('kind', life.row['kind'])}"
    ended = date_short(*life.end) if life.ended else "not told to be over" if life.began else "not applicable"
    return [
        number,
        [link(life.name, href(life.id, "name"))],
        relation,
        date_short(*life.start) if life.began else "never in force",
        ended,
        [link(outcome_words(life), href(life.id, "outcome"))],
        gap,
    ]


def chain_words(chain: Chain) -> str:
    """A chain in one sentence: its attempts in order with the gaps between."""
    steps = [f"{plot_free(step.after.name)} ({step.words} after the end before)" for step in chain.steps]
    first = chain.steps[0].before.name if chain.steps else chain.lives[0].name
    return f"{plot_free(first)}; then {joined(steps)}." if steps else f"{plot_free(first)}."


def plot_free(name: str) -> str:
    """A name as it stands within a sentence."""
    return name.strip().rstrip(".")
