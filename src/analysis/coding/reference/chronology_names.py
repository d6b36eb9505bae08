"""Which actor a name in the chronology means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.coding.reference.chronology_dates import CellProblem

SHOWN = 4


@dataclass(frozen=True)
class ActorNames:
    """Ids of actors by their printed label, and by all their names (also in lower case)."""

    ids: frozenset[str]
    labels: Mapping[str, frozenset[str]]
    aliases: Mapping[str, frozenset[str]]
    folded: Mapping[str, frozenset[str]]

    def find(self, name: str) -> str | None:
        """The one actor that `name` means, or None where no actor has that name.

        An id counts first, then a label, then another name as written, then without regard to case. Raises
        CellProblem where several actors share the name.
        """
        if name in self.ids:
            return name
        for names, key in ((self.labels, name), (self.aliases, name), (self.folded, name.casefold())):
            found = names.get(key, frozenset())
            if len(found) > 1:
                raise CellProblem(
                    f"a name of one actor ({name!r} means {' or '.join(sorted(found)[:SHOWN])})",
                    "write the actor's full label or its id",
                )
            if found:
                return next(iter(found))
        return None

    def require(self, name: str) -> str:
        """As `find`, and CellProblem where nobody has the name."""
        found = self.find(name)
        if found is None:
            raise CellProblem(
                f"the name of a known actor ({name!r} is none)",
                "correct it, separate several actors with ;, or add the actor to the gazetteer",
            )
        return found


def index_actors(actors: pd.DataFrame, aliases: pd.DataFrame) -> ActorNames:
    """The names in the tables `actors` (actor_id, label) and `aliases` (surface, actor_id)."""
    labels = list(zip(actors["label"], actors["actor_id"], strict=True))
    names = list(zip(aliases["surface"], aliases["actor_id"], strict=True))
    folded = [(str(name).casefold(), actor) for name, actor in labels + names]
    return ActorNames(frozenset(actors["actor_id"]), _group(labels), _group(names), _group(folded))


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    grouped: dict[str, set[str]] = {}
    for name, actor in pairs:
        grouped.setdefault(name, set()).add(actor)
    return {name: frozenset(found) for name, found in grouped.items()}
