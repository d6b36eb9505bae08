"""What each source text adds: the attempts that it tells of, alone or with others, and what could not be linked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from analysis.study.blocks import Cell, Column, Rich, Table, link
from analysis.study.lifeline_marks import Href
from analysis.study.lives import Life
from analysis.study.records import Record, group_by
from analysis.study.selection import HAND_SOURCE, Selection
from analysis.study.sourcing import source_line
from analysis.study.terms import labels_of, value_words
from analysis.study.wording import count, day_short

NOT_KNOWN = "not known"
COPY_METHOD = "copy of a text"


@dataclass(frozen=True)
class TextShare:
    """One source text: its mentions, and the attempts they are linked to by who else tells of them.

    `alone`: no other text and not the chronology; `beside`: no other text, but the chronology; `shared`: another
    text too. A text and its copies count as one, but for the copy itself, whose original is another text.
    """

    source: Record
    mentions: tuple[Record, ...]
    unlinked: tuple[Record, ...]
    alone: tuple[Life, ...]
    beside: tuple[Life, ...]
    shared: tuple[Life, ...]

    @property
    def id(self) -> str:
        return str(self.source["source_id"])

    @property
    def title(self) -> str:
        return str(self.source["title"] or self.id)

    @property
    def original(self) -> str:
        """The id of the text that this one repeats; empty for none."""
        return str(self.source["duplicate_of"] or "")

    @property
    def lives(self) -> list[Life]:
        """All attempts that the text tells of: those that it tells alone first."""
        return [*self.alone, *self.beside, *self.shared]


def share_texts(selection: Selection, linked: Collection[str]) -> list[TextShare]:
    """The share of each selected text, those that add most attempts first.

    `linked` are the mentions that the tables link to an attempt, be it one that the selection leaves out.
    """
    mentions = group_by(selection.rows["mentions"], "source_id")
    tellers = tellers_of(selection)
    texts = [name for name in selection.source_ids if name != HAND_SOURCE]
    shares = [_share(selection, name, mentions.get(name, []), tellers, linked) for name in texts]
    return sorted(shares, key=lambda one: (-len(one.alone), -len(one.beside), -len(one.shared), one.title))


def tellers_of(selection: Selection) -> dict[str, set[str]]:
    """The texts whose mentions are linked to each attempt, copies included."""
    known = {life.id for life in selection.lives}
    told = {key: {row["source_id"] for row in rows} for key, rows in selection.mentions_of.items()}
    return {key: names for key, names in told.items() if key in known}


def texts_table(selection: Selection, shares: list[TextShare], href: Href) -> Table:
    """One row per text: what it is, how much it says, and which attempts only it tells."""
    columns = [
        Column(name="title", label="Text"),
        Column(name="published", label="Published"),
        Column(name="type", label="Type"),
        Column(name="side", label="Side"),
        Column(name="licence", label="Licence"),
        Column(name="mentions", label="Mentions", align="right"),
        Column(name="unlinked", label="Not linked", align="right"),
        Column(name="attempts", label="Attempts", align="right"),
        Column(name="shared", label="Other texts too", align="right"),
        Column(name="beside", label="And the chronology", align="right"),
        Column(name="alone", label="Only this text"),
    ]
    rows: list[list[Cell]] = [
        [
            one.title,
            day_short(one.source["published"]) if one.source["published"] else NOT_KNOWN,
            *(_kind_words(one.source, column) for column in ("source_type", "alignment", "licence")),
            len(one.mentions),
            len(one.unlinked),
            len(one.lives),
            len(one.shared),
            len(one.beside),
            _names(one.alone, href) or "none",
        ]
        for one in shares
    ]
    return Table(
        id="text-shares-data",
        title=count(len(rows), "source text"),
        caption="What each text says and adds; the attempts that only it tells are named.",
        columns=columns,
        rows=rows,
        note=source_line(selection),
        csv_name="text-shares.csv",
    )


def kinds_table(selection: Selection, shares: list[TextShare]) -> Table:
    """Texts, mentions and attempts by type, side and licence of the text."""
    fields = {"source_type": "type", "alignment": "side", "licence": "licence"}
    rows: list[list[Cell]] = []
    for column, words in fields.items():
        values = Counter(_kind_words(one.source, column) for one in shares)
        for told, n in sorted(values.items(), key=lambda item: (-item[1], item[0])):
            own = [one for one in shares if _kind_words(one.source, column) == told]
            attempts = len({life.id for one in own for life in one.lives})
            rows.append([words, told, n, sum(len(one.mentions) for one in own), attempts])
    return Table(
        id="kinds-of-texts",
        title="Texts by type, side and licence",
        caption="Whose word a text is says nothing of whether it is true. An attempt that several kinds of text tell "
        "of is counted in each.",
        columns=[
            Column(name="field", label="By"),
            Column(name="value", label="Value"),
            Column(name="texts", label="Texts", align="right"),
            Column(name="mentions", label="Mentions", align="right"),
            Column(name="attempts", label="Attempts", align="right"),
        ],
        rows=rows,
        note=source_line(selection),
        csv_name="kinds-of-texts.csv",
    )


def copies_table(selection: Selection, shares: list[TextShare], href: Href) -> Table:
    """One row per text that repeats another: what both tell, and what only the copy tells."""
    known = {one.id: one for one in shares}
    joined = Counter(row["source_id"] for row in _joined_as_copies(selection))
    rows: list[list[Cell]] = []
    for one in shares:
        if not one.original:
            continue
        first = known.get(one.original)
        theirs = {life.id for life in first.lives} if first else set()
        more = tuple(life for life in one.lives if life.id not in theirs)
        title = first.title if first else one.original
        both = len(one.lives) - len(more)
        rows.append([one.title, title, len(one.mentions), joined[one.id], both, _names(more, href) or "none"])
    return Table(
        id="copies",
        title=f"Copies of another text: {len(rows)} of {len(shares)}",
        caption="A text that repeats another is no second witness: the two count as one in the chart above.",
        columns=[
            Column(name="copy", label="Copy"),
            Column(name="original", label="Repeats"),
            Column(name="mentions", label="Mentions", align="right"),
            Column(name="joined", label="Mentions joined as copies", align="right"),
            Column(name="both", label="Attempts in both", align="right"),
            Column(name="more", label="Only in the copy"),
        ],
        rows=rows,
        note=source_line(selection),
        csv_name="copies.csv",
    )


def unlinked_table(selection: Selection, shares: list[TextShare]) -> Table:
    """Every mention that is linked to no attempt, with its sentence."""
    rows: list[list[Cell]] = []
    for one in sorted(shares, key=lambda share: share.title):
        for row in one.unlinked:
            told = selection.sentence_rows.get(row["sentence_id"], {})
            said = value_words("act", row["act"])
            if row["modality"] != "asserted":
                said += f", {value_words('modality', row['modality'])}"
            rows.append([one.title, said, str(told.get("text") or NOT_KNOWN)])
    total = sum(len(one.mentions) for one in shares)
    return Table(
        id="unlinked-mentions",
        title=f"Linked to no attempt: {len(rows)} of {count(total, 'mention')}",
        caption="Each such mention with its sentence. Some speak of ceasefires in general, or deny one; others lack "
        "the parties or the day that would tell which attempt is meant.",
        columns=[
            Column(name="text", label="Text"),
            Column(name="act", label="Read as"),
            Column(name="sentence", label="Sentence"),
        ],
        rows=rows,
        note=source_line(selection),
        csv_name="unlinked-mentions.csv",
    )


def _share(
    selection: Selection,
    name: str,
    mentions: list[Record],
    tellers: dict[str, set[str]],
    linked: Collection[str],
) -> TextShare:
    own = [life for life in selection.lives if name in tellers.get(life.id, set())]
    copies = {key for key, row in selection.source_rows.items() if row["duplicate_of"] == name}
    single = [life for life in own if not tellers[life.id] - copies - {name}]
    by_hand = {life.id for life in single if life.row["coding"] != "machine"}
    ids = {life.id for life in single}
    return TextShare(
        source=selection.source_rows[name],
        mentions=tuple(mentions),
        unlinked=tuple(row for row in mentions if row["mention_id"] not in linked),
        alone=tuple(life for life in single if life.id not in by_hand),
        beside=tuple(life for life in single if life.id in by_hand),
        shared=tuple(life for life in own if life.id not in ids),
    )


def _joined_as_copies(selection: Selection) -> list[Record]:
    """The mentions that were joined to an attempt because their text repeats another."""
    ids = {row["mention_id"] for row in selection.rows["mention_attempts"] if row["method"] == COPY_METHOD}
    return [row for row in selection.rows["mentions"] if row["mention_id"] in ids]


def _names(lives: tuple[Life, ...], href: Href) -> Rich:
    return [part for life in lives for part in ("; ", link(life.name, href(life.id, "mentions")))][1:]


def _kind_words(source: Record, column: str) -> str:
    """A source's type, side or licence as a reader would say it; sides are named after states."""
    value = source[column]
    if column == "source_type":
        return value_words(column, value)
    return str(
        labels_of("alignment").get(value or "", NOT_KNOWN) if column == "alignment" else value or NOT_KNOWN
    )
