"""Carrying: what a draft changes of what it was made from is carried over to what is live where it begins, by path.

Made from       live then       draft       published
"A"             "B"             "A"         "B": what others have published since stays
"A"             "A"             "C"         "C"
"A"             "B"             "C"         a conflict, unless it is said that the draft overwrites it
"""

from collections.abc import Collection
from dataclasses import dataclass

from models.editing.conflicts import CHANGED
from models.editing.paths import value_at
from models.editing.reading import State
from models.editing.sources import differing_states
from models.edition import Edition
from models.problems import Conflict


@dataclass(frozen=True)
class Carried:
    """Where what is live stays (*merged*), and where both it and the draft differ from what the draft was made from."""

    merged: frozenset[str] = frozenset()
    clashes: tuple[Conflict, ...] = ()


def carried(
    model: type[Edition], base: State | None, draft: State, live: State | None, overwrite: Collection[str]
) -> Carried:
    """Compare a draft, and what is live where it begins, with what the draft was made from."""
    if base is None or live is None or live.version == base.version:
        return Carried()
    ours = set(differing_states(model, base.said, draft.said))
    theirs = [path for path in differing_states(model, base.said, live.said) if path not in overwrite]
    clashes = [path for path in theirs if path in ours and value_at(draft.values, path) != value_at(live.values, path)]
    merged = frozenset(path for path in theirs if path not in ours)
    return Carried(merged, tuple(conflict(model, path, base, draft, live) for path in clashes))


def conflict(model: type[Edition], path: str, base: State, draft: State, live: State) -> Conflict:
    """Make the problem of a path that has been published otherwise since the draft was made."""
    return Conflict(
        path,
        CHANGED,
        "CONFLICT",
        base=value_at(base.values, path),
        has_base=True,
        theirs=value_at(live.values, path),
        yours=value_at(draft.values, path),
        by=live.created_by or "",
        at=live.created_at,
        revision=live.revision,
        type=model.__name__,
    )
