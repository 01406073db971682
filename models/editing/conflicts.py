"""Conflicts: what others have changed since somebody looked, path by path.

    7   an editor reads the title "A"
    8   somebody writes "B"
    9   the editor writes "C" on 7: a conflict, whose base is "A", theirs "B", yours "C"

Of a path that several saves of one author changed in a row, what it was before the first is known. Between them it was
something that nobody else was told by a conflict: for who read it then, the base is not known.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

import orjson

from models.editing import acting
from models.editing.paths import value_at
from models.editing.reading import State
from models.editing.tables import PathChange
from models.edition import Edition
from models.edition_values import EditionValues
from models.problems import Conflict
from models.reasons import reason

TOGETHER = 5 * 60 * 1_000_000
"""Microseconds within which saves of one author to a path count as one."""

LONGEST = 65_536
"""Bytes of a value that is held: of a longer one, the base of a conflict is not known."""

MOST = 30
"""Changes of a path that are held: an editor who read it before that is told no base."""

CHANGED = reason("somebody else has changed this since")


class Base(NamedTuple):
    """What a path was at a sequence, if that *is_known*."""

    is_known: bool
    value: Any = None


def note_changes(state: State, entry: int, paths: Collection[str], sequence: int, by: str) -> None:
    """Hold what some paths were before they were changed."""
    now = acting.now()
    for path in paths:
        change = latest(entry, path)
        since = state.touched.get(path, 0)
        if change is not None and change.last == since and change.actor == by and change.at > now - TOGETHER:
            PathChange.update(last=sequence, at=now).where(PathChange.number == change.number).execute()
            continue
        before = orjson.dumps(value_at(state.values, path))
        is_known = len(before) <= LONGEST
        PathChange.create(
            entry=entry,
            path=path,
            since=since,
            first=sequence,
            last=sequence,
            before=before.decode() if is_known else None,
            is_known=is_known,
            actor=by,
            at=now,
        )
        if change is not None:
            forget_old(entry, path)


def latest(entry: int, path: str) -> PathChange | None:
    """Return the last change of a path that is held."""
    changes = PathChange.select().where((PathChange.entry == entry) & (PathChange.path == path))
    found: PathChange | None = changes.order_by(PathChange.last.desc()).first()
    return found


def forget_old(entry: int, path: str) -> None:
    """Remove the changes of a path that are too many."""
    of_path = (PathChange.entry == entry) & (PathChange.path == path)
    kept = PathChange.select(PathChange.last).where(of_path).order_by(PathChange.last.desc()).limit(1).offset(MOST)
    old = kept.scalar()
    if old is not None:
        PathChange.delete().where(of_path & (PathChange.last <= old)).execute()


def base_at(entry: int, path: str, sequence: int) -> Base:
    """Find what a path was when a sequence had been reached."""
    of_path = (PathChange.entry == entry) & (PathChange.path == path) & (PathChange.last > sequence)
    change = PathChange.select().where(of_path).order_by(PathChange.last).first()
    if change is None or not change.is_known or not change.since <= sequence < change.first:
        return Base(is_known=False)
    return Base(is_known=True, value=orjson.loads(change.before))


def conflict(model: type[Edition], state: State, entry: int, after: EditionValues, path: str, base: Base) -> Conflict:
    """Make the problem of a path that somebody else has changed."""
    change = latest(entry, path)
    return Conflict(
        path,
        CHANGED,
        "CONFLICT",
        base=base.value,
        has_base=base.is_known,
        theirs=value_at(state.values, path),
        yours=value_at(after, path),
        by=change.actor if change else (state.created_by or ""),
        at=change.at if change else state.created_at,
        revision=state.revision,
        type=model.__name__,
    )
