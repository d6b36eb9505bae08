"""How to read the page: the key of outcomes, the glossary, methods and limits."""

from __future__ import annotations

from analysis.codebook import load_codebook
from analysis.study.blocks import Glossary, Key, Methods
from analysis.study.palette import FAMILY, SYMBOL
from analysis.study.selection import HAND_SOURCE, Selection
from analysis.study.summaries import OUTCOME_ORDER
from analysis.study.terms import definitions_of, labels_of
from analysis.study.wording import count, day_words

GLOSSARY_VOCABULARIES = ("kind", "outcome", "standing", "coding", "reliability")
FURTHER_TERMS = {
    "Attempt": "A call, proposal, declaration or agreement to stop fighting, whatever became of it.",
    "In force": "From the day on which the fighting was to stop and the attempt took effect, to the day on which a "
    "source says that it was over.",
    "Mention": "A place where a source text speaks of a ceasefire.",
    "Reading": "What one source says of a field on which sources differ.",
}


def key_of_outcomes() -> Key:
    """The nine outcomes with their shapes, colour families and definitions."""
    labels, definitions = labels_of("outcome"), definitions_of("outcome")
    return Key(
        rows=[
            {
                "outcome": outcome,
                "label": labels[outcome],
                "definition": definitions[outcome],
                "family": FAMILY[outcome],
                "symbol": SYMBOL[outcome],
            }
            for outcome in OUTCOME_ORDER
        ]
    )


def define_glossary() -> Glossary:
    """The terms of the page with their definitions, from the codebook; in order of the alphabet."""
    terms = dict(FURTHER_TERMS)
    vocabularies = load_codebook().vocabularies
    for name in GLOSSARY_VOCABULARIES:
        for entry in vocabularies[name].entries:
            words = entry.label[:1].upper() + entry.label[1:]
            terms[f"{words} ({vocabularies[name].label.lower()})"] = entry.definition
    return Glossary(terms=[{"term": term, "definition": terms[term]} for term in sorted(terms)])


def state_methods(selection: Selection) -> Methods:
    """How the rows were made and what they cannot tell, for this selection."""
    lives = selection.lives
    hand = sum(life.row["coding"] in ("hand", "both") for life in lives)
    texts = [name for name in selection.source_ids if name != HAND_SOURCE]
    flagged = sum(bool(life.row["needs_review"]) for life in lives)
    undated = sum(life.state == "undated" for life in lives)
    items = [
        f"Selection: {selection.words}.",
        f"{count(len(lives), 'attempt')}: {hand} from the hand-coded chronology, {len(lives) - hand} from texts alone; "
        f"{count(len(texts), 'source text')} read by rule. {flagged} are flagged for review.",
        "Dates are intervals with a precision; no day is filled in. An attempt belongs to the selection if its best "
        f"known date (in force, else agreed start, signed, announced) touches the period; {undated} without any date "
        "belong to every period.",
        f"What happened after {day_words(selection.as_of)} is left out: an attempt that ended later counts as still in "
        "force. Texts written later may still tell of earlier days.",
        "The outcome is the last state told, by date. An attempted or alleged breach or withdrawal is shown beside it "
        "and does not change it.",
        "Calls, proposals and near-misses are listed and drawn, and are not counted as attempts in the findings.",
        "Phases of the charts come from a reference table with a reason for each, or are calendar years; the scales of "
        "the panels differ.",
        "The rows show what the sources tell. They are not a sample, and no finding says that one thing brought about "
        "another.",
    ]
    reasons = [row for row in selection.rows.get("phases", []) if row.get("reason")]
    items += [f"Phase “{row['phase']}”: {row['reason']}" for row in reasons]
    return Methods(items=[[item] for item in items])
