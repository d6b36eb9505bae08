"""What changed between two builds: attempts new, gone, ended, recoded or linked anew; sources added or gone.

A build is told by seven of its tables, read here as plain rows, without pandas: a run keeps a copy of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import InputProblem
from analysis.study.blocks import Changes, Rich, RichPart, link

Rows = list[dict[str, Any]]
Build = Mapping[str, Rows]

TABLES = ("attempts", "participants", "mention_attempts", "sources", "actors")
ENDED = {"collapsed", "denounced", "expired", "superseded"}
HAND_SOURCE = "chronology"
#: Counts, and how sure the coder is, follow from other changes and are told by them.
_DERIVED = {"n_mentions", "n_sources", "confidence", "needs_review", "review_reason", "attempt_id", "coding"}
_KINDS = ("new", "gone", "ended", "recoded", "relinked", "source_added", "source_gone")
_WORDS = {
    "new": "New",
    "gone": "No longer listed",
    "ended": "Ended",
    "recoded": "Coded anew",
    "relinked": "Linked anew",
    "source_added": "Source added",
    "source_gone": "Source removed",
}


@dataclass(frozen=True)
class Change:
    """One change. `id` is an attempt's or a source's, `details` say column by column what was and what is."""

    kind: str
    id: str
    name: str
    details: tuple[tuple[str, str, str], ...] = ()

    @property
    def column(self) -> str:
        """The cell whose evidence shows the change."""
        columns = {"ended": "outcome", "relinked": "mentions", "new": "name"}
        return columns.get(self.kind) or (self.details[0][0] if self.details else "outcome")

    def to_json(self) -> dict[str, Any]:
        """The change as JSON-ready data."""
        details = [{"column": c, "before": before, "after": after} for c, before, after in self.details]
        return {"kind": self.kind, "id": self.id, "name": self.name, "details": details}

    @property
    def words(self) -> str:
        """What changed, after the name."""
        told = "; ".join(
            f"{c.replace('_', ' ')}: {a or 'not told'} → {b or 'not told'}" for c, a, b in self.details
        )
        return f" ({told})" if told else ""


def read_build(folder: Path) -> dict[str, Rows]:
    """Return the rows of the tables kept in `folder`.

    Raises InputProblem where a table is missing or damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    build = {}
    for name in TABLES:
        path = folder / f"{name}.parquet"
        try:
            # Not pq.read_table, which imports pandas and more: 0.3 s.
            with pq.ParquetFile(path) as file:
                build[name] = file.read().to_pylist()
        except FileNotFoundError:
            raise InputProblem(
                f"Expected the table {name} in {folder}, found none; name a run of an edition, or a folder of "
                "tables."
            ) from None
        except (OSError, pa.ArrowException):
            raise InputProblem(
                f"Expected a Parquet table in {path}, found a damaged file; make that run again."
            ) from None
    return build


def compare(before: Build, after: Build) -> list[Change]:
    """Return all changes from one build to a later one, by kind, then by id."""
    old, new = _cells(before), _cells(after)
    changes = [Change("new", one, _name(new[one])) for one in new.keys() - old.keys()]
    changes += [Change("gone", one, _name(old[one])) for one in old.keys() - new.keys()]
    links = _links(before), _links(after)
    for one in old.keys() & new.keys():
        changes += _changes_of(one, old[one], new[one])
        changes += _relinked(one, _name(new[one]), *links)
    changes += _sources(before, after)
    return sorted(changes, key=lambda change: (_KINDS.index(change.kind), change.id))


def _changes_of(attempt: str, old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    columns = [c for c in new if c in old and old[c] != new[c] and c not in _DERIVED]
    if not columns:
        return []
    ended = new["outcome"] in ENDED and old["outcome"] not in ENDED
    details = tuple((c, old[c], new[c]) for c in sorted(columns, key=lambda c: (c != "outcome", c)))
    return [Change("ended" if ended else "recoded", attempt, _name(new), details)]


def _relinked(
    attempt: str, name: str, old: Mapping[str, set[str]], new: Mapping[str, set[str]]
) -> list[Change]:
    """Of the mentions that both builds know, those that came to the attempt or left it."""
    known = set().union(*old.values()) & set().union(*new.values())
    was, now = old.get(attempt, set()) & known, new.get(attempt, set()) & known
    if was == now:
        return []
    return [Change("relinked", attempt, name, (("mentions", _listed(was - now), _listed(now - was)),))]


def _sources(before: Build, after: Build) -> list[Change]:
    old, new = (
        {str(r["source_id"]): r for r in b["sources"] if r["source_id"] != HAND_SOURCE}
        for b in (before, after)
    )
    added = [Change("source_added", one, str(new[one]["title"] or one)) for one in new.keys() - old.keys()]
    return added + [
        Change("source_gone", one, str(old[one]["title"] or one)) for one in old.keys() - new.keys()
    ]


def _cells(build: Build) -> dict[str, dict[str, str]]:
    """The cells of each attempt as text: its own columns, a date's days as one, and its actors by role."""
    labels = {row["actor_id"]: str(row["label"]) for row in build["actors"]}
    cells = {str(row["attempt_id"]): _own_cells(row) for row in build["attempts"]}
    roles = {str(row["role"]) for row in build["participants"]}
    for row in cells.values():
        row.update(dict.fromkeys(sorted(roles), ""))
    for row in sorted(
        build["participants"], key=lambda row: (row["attempt_id"], row["role"], row["actor_id"])
    ):
        own = cells.get(str(row["attempt_id"]))
        if own is not None:
            label = labels.get(row["actor_id"], str(row["actor_id"]))
            own[row["role"]] = f"{own[row['role']]}, {label}" if own[row["role"]] else label
    return cells


def _own_cells(row: Mapping[str, Any]) -> dict[str, str]:
    cells = {}
    for column, value in row.items():
        if column.endswith("_lo"):
            stem = column.removesuffix("_lo")
            cells[f"{stem}_date"] = _interval(value, row[f"{stem}_hi"])
        elif not column.endswith(("_hi", "_prec", "_na")):
            cells[column] = "" if value is None else str(value)
    return cells


def _interval(lo: Any, hi: Any) -> str:
    if lo is None and hi is None:
        return ""
    return str(lo) if lo == hi else f"{lo or '?'} to {hi or '?'}"


def _links(build: Build) -> dict[str, set[str]]:
    links: dict[str, set[str]] = {}
    for row in build["mention_attempts"]:
        links.setdefault(str(row["attempt_id"]), set()).add(str(row["mention_id"]))
    return links


def _listed(mentions: Iterable[str]) -> str:
    return ", ".join(sorted(mentions)) or "none"


def _name(cells: Mapping[str, str]) -> str:
    return cells["name"] or cells["attempt_id"]


def lines_of(changes: Iterable[Change]) -> list[str]:
    """The changes as lines of text."""
    return [f"{_WORDS[one.kind]}: {one.name}{one.words} [{one.id}]" for one in changes]


def changes_box(changes: Iterable[Change], since: str, href: Callable[[str, str], str]) -> Changes:
    """The box of a page; where nothing changed it says so. `href` returns a cell's evidence, or an empty text."""
    items = [_item(one, href) for one in changes]
    return Changes(items=items or [["Nothing changed in the tables this report is made from."]], since=since)


def _item(change: Change, href: Callable[[str, str], str]) -> Rich:
    address = "" if change.kind.startswith("source") else href(change.id, change.column)
    name: RichPart = link(change.name, address) if address else change.name
    return [f"{_WORDS[change.kind]}: ", name, change.words]
