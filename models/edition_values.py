"""Edition values: the content of one edition as plain values, for those who write it, compare it or hand it on.

They are the values of the columns by field name, links as entry ids in their order, and the
span in which it is live. They have no ids of their own.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from models.derived_columns import derive_columns
from models.edition import Edition, own_fields
from models.entry import Entry, new_uid
from models.links import links_of

EditionValues = dict[str, Any]

SHARED = ("slug", "live_from", "live_until", "basis")


class Stored(NamedTuple):
    """An edition as it stands in the database."""

    entry: int
    version: int
    edition: int
    created_by: str | None
    created_at: int
    values: EditionValues


def column_names(model: type[Edition]) -> tuple[str, ...]:
    """List the fields of an edition that are columns."""
    return (*SHARED, *own_fields(model))


def stored_editions(model: type[Edition]) -> list[Stored]:
    """Read all editions of a type, by entry and version: one statement, and one a link."""
    return stored_in(model, stored_rows(model), {name: field.table.select() for name, field in links_of(model).items()})


def stored_editions_of(model: type[Edition], entry: int, versions: Collection[int] | None = None) -> list[Stored]:
    """Read the editions of an entry, by version: some of its *versions*, all unless given."""
    rows = stored_rows(model).where(model.entry == entry)
    links = {name: field.table.select().where(field.table.entry == entry) for name, field in links_of(model).items()}
    if versions is not None:
        rows = rows.where(model.version.in_(list(versions)))
        ids = model.select(model.edition).where((model.entry == entry) & model.version.in_(list(versions)))
        links = {name: linked.where(linked.model.edition.in_(ids)) for name, linked in links.items()}
    return stored_in(model, rows, links)


def stored_rows(model: type[Edition]) -> Any:
    """Select the columns of editions that are stated, and none that is derived of them."""
    names = ("entry", "version", "edition", "created_by", "created_at", *column_names(model))
    return model.select(*(getattr(model, name) for name in names))


def stored_in(model: type[Edition], editions: Any, links: Mapping[str, Any]) -> list[Stored]:
    """Read editions with their links, each by a query of its rows."""
    targets: dict[int, EditionValues] = defaultdict(dict)
    for name, rows in links.items():
        table = links_of(model)[name].table
        for row in rows.order_by(table.edition, table.position).tuples().execute():
            edition, _, target, *_ = row
            targets[edition].setdefault(name, []).append(target)
    return [
        Stored(
            row.entry_id, row.version, row.edition, row.created_by, row.created_at, values_of(row, targets[row.edition])
        )
        for row in editions.order_by(model.entry, model.version)
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


def values_of(row: Edition, links: EditionValues) -> EditionValues:
    """Take the values out of a row and its links."""
    model = type(row)
    columns = {name: row.__data__.get(name) for name in column_names(model)}
    return {**columns, **{name: links.get(name, []) for name in links_of(model)}}


def new_entry(model: type[Edition], uid: str | None = None, by: str | None = None) -> int:
    """Make an entry that has no editions yet, with a uid that it has elsewhere or a new one; return its number."""
    return int(Entry.create(type=model.__name__, uid=uid or new_uid(), edited_by=by).entry)


def edited_entries() -> set[int]:
    """Read the numbers of the entries that somebody has acted on."""
    rows: Any = Entry.select(Entry.entry).where(Entry.edited_by.is_null(is_null=False)).tuples()
    return {entry for (entry,) in rows}


def insert_edition(model: type[Edition], entry: int, version: int, values: EditionValues, by: str) -> None:
    """Insert the edition of a version that is not there, with its links and what is derived of its texts."""
    columns = {**columns_of(model, values, by), "entry": entry, "version": version}
    columns["uid"] = Entry.select(Entry.uid).where(Entry.entry == entry)
    edition = model.insert({getattr(model, name): value for name, value in columns.items()}).execute()
    insert_links(model, entry, edition, values)


def update_edition(model: type[Edition], stored: Stored, values: EditionValues, by: str) -> None:
    """Change an edition in its place, it stays the same row; of its links, those that are others than before."""
    columns = columns_of(model, values, by)
    changed = {getattr(model, name): value for name, value in columns.items()}
    model.update(changed).where(model.edition == stored.edition).execute()
    is_moved = any(values.get(name.lstrip("-")) != stored.values.get(name.lstrip("-")) for name in model.order)
    for name, field in links_of(model).items():
        if is_moved or (values.get(name) or []) != (stored.values.get(name) or []):
            field.table.delete().where(field.table.edition == stored.edition).execute()
            insert_links(model, stored.entry, stored.edition, values, [name])


def columns_of(model: type[Edition], values: EditionValues, by: str) -> dict[str, Any]:
    """Give the columns of an edition that follow from its values, and who writes it now."""
    columns = {name: values.get(name) for name in column_names(model)}
    columns |= {"created_at": time.time_ns() // 1000, "created_by": by}
    return columns | derive_columns(model, columns)


def insert_links(
    model: type[Edition], entry: int, edition: int, values: EditionValues, names: Collection[str] | None = None
) -> None:
    """Insert the links of some *names*, all unless given, of an edition that has none of them."""
    order = {name.lstrip("-"): values.get(name.lstrip("-")) for name in model.order}
    for name, field in links_of(model).items():
        if names is not None and name not in names:
            continue
        targets = enumerate(values.get(name) or [])
        shared = {"edition": edition, "entry": entry, **order}
        if rows := [{**shared, "position": place, "target": target} for place, target in targets]:
            field.table.insert_many(rows).execute()


def remove_versions(model: type[Edition], entry: int, versions: Collection[int]) -> None:
    """Remove some versions of an entry, with their links."""
    model.delete().where((model.entry == entry) & model.version.in_(versions)).execute()
