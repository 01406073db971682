"""Entries that nobody has touched for long: none of their editions was saved, and the journal has no line of them.

What is looked at is the draft or last edition, if it has not ended, so an entry is told once, and by the right on that.
"""

from typing import Any, NamedTuple

from peewee import SQL, fn

from models.access.grants import Permission
from models.access.tables import Change
from models.edition import Edition
from resolvers.access.visibility import any_draft, is_deleted, is_latest, same_entry
from resolvers.compiler.parameters import Parameter
from resolvers.editing.backlinks import is_current
from resolvers.editing.counts import Permitted, named
from resolvers.editing.reader import Reader, together

SINCE, AFTER, LIMIT = Parameter("touched_since"), Parameter("after"), Parameter("few")
"""The instant since which nobody has touched them, the entry behind which the page starts, how many rows it has."""

COLUMNS = {"entry": int, "type": str, "saved": int, "noted": int}


class Untouched(NamedTuple):
    """An entry with the instant at which it was last touched, in microseconds."""

    entry: int
    type: str
    at: int


def untouched(
    reader: Reader, permitted: Permitted, since: int, first: int, after: int | None
) -> tuple[list[Untouched], bool]:
    """Read a page of entries that nobody has touched since, by their numbers; tell whether others follow."""
    if not permitted:
        return [], False
    queries = [reader.writer.sql(page(reader, *each)) for each in permitted.items()]
    values = {SINCE: since, AFTER: -1 if after is None else after, LIMIT: first + 1}
    rows = reader.read(together(queries, f'ORDER BY "entry" LIMIT {LIMIT.mark}'), COLUMNS, values)
    found = [Untouched(entry, kind, max(saved, noted or 0)) for entry, kind, saved, noted in rows]
    return found[:first], len(found) > first


def count_untouched(reader: Reader, permitted: Permitted, since: int) -> int:
    """Count them all."""
    if not permitted:
        return 0
    queries = []
    for model, permission in permitted.items():
        rows, table = candidates(model)
        queries.append(
            reader.writer.sql(reader.meeting(rows.select(fn.COUNT(SQL("*")).alias("many")), table, permission))
        )
    query = f'SELECT CAST(SUM("many") AS bigint) AS "many" FROM ({together(queries, "")}) AS "all"'
    [[many]] = reader.read(query, {"many": int}, {SINCE: since})
    return int(many)


def page(reader: Reader, model: type[Edition], permission: Permission) -> Any:
    """Select a page of those of one type."""
    rows, table = candidates(model)
    edition, line = model.alias("e"), Change.alias("c")
    saved = edition.select(fn.MAX(edition.created_at)).where(edition.entry == table.entry)
    noted = line.select(fn.MAX(line.at)).where(line.entry == table.entry)
    rows = rows.select(table.entry, named(model), saved.alias("saved"), noted.alias("noted"))
    rows = rows.where(table.entry > AFTER.place).order_by(table.entry).limit(LIMIT.place)
    return reader.meeting(rows, table, permission)


def candidates(model: type[Edition]) -> tuple[Any, Any]:
    """Select the latest states of one type that nobody has touched; return their table, too."""
    table, other, line = model.alias("s"), model.alias("o"), Change.alias("l")
    is_saved = same_entry(other, table, other.created_at >= SINCE.place)
    is_noted = fn.EXISTS(line.select(SQL("1")).where((line.entry == table.entry) & (line.at >= SINCE.place)))
    is_there = is_latest(table, any_draft) & is_current(table) & ~is_deleted(table)
    return table.select().where((table.created_at < SINCE.place) & is_there & ~is_saved & ~is_noted), table
