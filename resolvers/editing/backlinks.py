"""Backlinks as editors read them: the entries that link to one in any edition that is live, scheduled or drafted.

What texts and components refer to counts, too, which the table of references tells (`models.reference_table`). Only
editions count that the caller may know of.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from peewee import SQL, Expression

from models.edition import Edition, content_types
from models.entry_references import EntryReferences
from models.links import Link, links_from
from models.reference_table import EditionReference
from resolvers.access.visibility import is_deleted
from resolvers.compiler.parameters import AT, Parameter
from resolvers.editing.reader import Reader, together

TARGET, AFTER, LIMIT = Parameter("target"), Parameter("after"), Parameter("few")
"""The number of the entry that is linked to, of the entry behind which the page starts, and of rows to be read."""

COLUMNS = {"entry": int, "type": str}


class Backlinks(NamedTuple):
    """A page of entries, by their numbers with their types, and whether others follow."""

    entries: list[tuple[int, str]]
    has_next: bool


def backlinks(reader: Reader, type_name: str, entry: int, first: int, after: int | None) -> Backlinks:
    """Read a page of the entries that link to an entry of a type, in the order of their numbers."""
    queries = holders(reader, type_name)
    if not queries:
        return Backlinks([], has_next=False)
    distinct = f'SELECT DISTINCT "entry", "type" FROM ({together(queries, "")}) AS "all"'
    order = f'WHERE "entry" > {AFTER.mark} ORDER BY "entry" LIMIT {LIMIT.mark}'
    query = f'SELECT * FROM ({distinct}) AS "holders" {order}'
    values = {TARGET: entry, AFTER: -1 if after is None else after, LIMIT: first + 1}
    found = [(number, kind) for number, kind in reader.read(query, COLUMNS, values)]
    return Backlinks(found[:first], len(found) > first)


def count_backlinks(reader: Reader, type_name: str, entry: int) -> int:
    """Count the entries that link to an entry of a type."""
    queries = holders(reader, type_name)
    if not queries:
        return 0
    query = f'SELECT COUNT(DISTINCT "entry") AS "many" FROM ({together(queries, "")}) AS "all"'
    [[many]] = reader.read(query, {"many": int}, {TARGET: entry})
    return int(many)


def holders(reader: Reader, type_name: str) -> list[str]:
    """Write a query for each link to a type: of the entries of which an edition that counts holds it."""
    return [holder(reader, model, link) for model in content_types() for link in links_to(model, type_name)]


def links_to(model: type[Edition], type_name: str) -> Iterator[Any]:
    """Yield what editions of a model link to a type by: links, and the column of all else that refers to entries."""
    yield from (link for link in links_from(model).values() if link.leads_to(type_name))
    yield from (field for field in model._meta.sorted_fields if isinstance(field, EntryReferences))


def holder(reader: Reader, model: type[Edition], link: Any) -> str:
    """Write the query of one link."""
    writer, table = reader.writer, model.alias("h")
    columns = [table.entry, SQL(f"'{model.__name__}'").alias("type")]
    known = is_current(table) & reader.may_know(table) & ~is_deleted(table)
    rows = table.select(*columns).where(holds(table, link) & known)
    return writer.sql(rows)


def holds(table: Any, link: Any) -> Any:
    """Require an edition that holds the link."""
    if isinstance(link, Link):
        return getattr(table, link.name) == TARGET.place
    if isinstance(link, EntryReferences):
        through = EditionReference.alias()
        is_of_type = through.type == SQL(f"'{table.model.__name__}'")
        found = through.select(through.edition).where((through.target == TARGET.place) & is_of_type)
    else:
        through = link.table.alias()
        found = through.select(through.edition).where(through.target == TARGET.place)
    return table.edition.in_(found)


def is_current(table: Any) -> Expression:
    """Require an edition that has not ended."""
    found: Expression = table.live_from.is_null() | (table.live_until > AT.place)
    return found
