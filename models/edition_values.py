"""Edition values: the content of one edition as plain values, for those who write it, compare it or hand it on.

They are the values of the columns by field name, links as entry ids in their order, and the
span in which it is live. They have no ids of their own.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from models.bounds import too_long
from models.edition import Edition, own_fields
from models.entry import Entry, new_uid
from models.links import links_of
from models.texts import derive

EditionValues = dict[str, Any]

SHARED = ("slug", "live_from", "live_until", "basis")


class Stored(NamedTuple):
    """An edition as it stands in the database."""

    entry: int
    version: int
    edition: int
    created_by: str | None
    state: EditionValues


def column_names(model: type[Edition]) -> tuple[str, ...]:
    """List the fields of a state that are columns."""
    return (*SHARED, *own_fields(model))


def stored_editions(model: type[Edition]) -> list[Stored]:
    """Read all editions of a type, by entry and version: one statement, and one a link."""
    links: dict[int, EditionValues] = defaultdict(dict)
    for name, field in links_of(model).items():
        for edition, target in rows_of(field.table):
            links[edition].setdefault(name, []).append(target)
    editions: Iterable[Any] = model.select().order_by(model.entry, model.version)
    return [
        Stored(row.entry_id, row.version, row.edition, row.created_by, state_of(row, links[row.edition]))
        for row in editions
    ]


def stored_uids() -> dict[int, tuple[str, str]]:
    """Read the type and the uid of every entry, by its number."""
    rows: Any = Entry.select(Entry.entry, Entry.type, Entry.uid).order_by(Entry.entry).tuples()
    return {entry: (kind, uid) for entry, kind, uid in rows}


def rows_of(table: Any) -> Iterable[tuple[int, int]]:
    """Read the rows of a table of links in order."""
    rows: Iterable[tuple[int, int]] = (
        table.select(table.edition, table.target).order_by(table.edition, table.position).tuples()
    )
    return rows


def state_of(row: Edition, links: EditionValues) -> EditionValues:
    """Take the state out of a row and its links."""
    model = type(row)
    columns = {name: row.__data__.get(name) for name in column_names(model)}
    return {**columns, **{name: links.get(name, []) for name in links_of(model)}}


def new_entry(model: type[Edition], uid: str | None = None) -> int:
    """Make an entry that has no editions yet, with a uid that it has elsewhere or a new one; return its number."""
    return int(Entry.create(type=model.__name__, uid=uid or new_uid()).entry)


def write_edition(model: type[Edition], entry: int, version: int, state: EditionValues, by: str) -> None:
    """Write a state as this version of the entry, in place of what the version held before.

    Raise `ListTooLong` for more links or parts than the model allows.
    """
    for problem in too_long(model, state):
        raise problem
    columns = {name: state.get(name) for name in column_names(model)}
    columns |= {"entry": entry, "version": version, "created_at": time.time_ns() // 1000, "created_by": by}
    columns |= derive(model, columns)
    columns["uid"] = Entry.select(Entry.uid).where(Entry.entry == entry)
    remove_versions(model, entry, [version])
    edition = model.insert({getattr(model, name): value for name, value in columns.items()}).execute()
    order = {name.lstrip("-"): state[name.lstrip("-")] for name in model.order}
    for name, field in links_of(model).items():
        targets = enumerate(state.get(name, []))
        shared = {"edition": edition, "entry": entry, **order}
        if rows := [{**shared, "position": place, "target": target} for place, target in targets]:
            field.table.insert_many(rows).execute()


def remove_versions(model: type[Edition], entry: int, versions: Collection[int]) -> None:
    """Remove some versions of an entry, with their links."""
    model.delete().where((model.entry == entry) & model.version.in_(versions)).execute()
