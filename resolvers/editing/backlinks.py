"""Backlinks as editors read them: the entries that link to one in any edition that is live, scheduled or drafted.

Links in components count, too; those are found by the column of the entries that a type's components link to, which has
no index. Only editions count that the caller may know of.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from peewee import SQL, Expression

from models.component_links import LinkedEntries, kinds_in, links_of_component
from models.edition import Edition, content_types
from models.links import ENTRY, AnyLink, Link, links_of
from models.rich_text.columns import ReferredEntries
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
    """Yield what editions of a model link to a type by: links, columns, and columns beside their components."""
    yield from (links for links in links_of(model).values() if links.leads_to(type_name))
    columns = model._meta.sorted_fields
    yield from (field for field in columns if any(link.leads_to(type_name) for link in links_in(field)))


def links_in(column: Any) -> list[Link]:
    """List the links of a column; of one beside components those of one name, of each kind of component.

    Rich texts may refer to entries of any type.
    """
    if isinstance(column, ReferredEntries):
        return [AnyLink()]
    if not isinstance(column, LinkedEntries):
        return [column] if isinstance(column, Link) else []
    (source,) = column.sources
    return [kind.fields[column.link] for kind in kinds_in(source) if column.link in links_of_component(kind)]  # type: ignore[misc]


def targets_of(column: Any) -> set[str]:
    """Name the types that a column links to; `Entry` alone, where it may be several that no name tells."""
    targets = {link.target for link in links_in(column)}
    return {ENTRY} if ENTRY in targets else targets


def holder(reader: Reader, model: type[Edition], link: Any) -> str:
    """Write the query of one link."""
    writer, table = reader.writer, model.alias("h")
    columns = [table.entry, SQL(f"'{model.__name__}'").alias("type")]
    known = is_current(table) & reader.may_know(table) & ~is_deleted(table)
    rows = table.select(*columns).where(holds(reader, table, link) & known)
    return writer.sql(rows)


def holds(reader: Reader, table: Any, link: Any) -> Any:
    """Require an edition that holds the link."""
    if isinstance(link, Link):
        return getattr(table, link.name) == TARGET.place
    if isinstance(link, LinkedEntries):
        column = reader.writer.sql(getattr(table, link.name))
        return SQL(f"{TARGET.mark} IN {reader.dialect.elements(column)}")
    if isinstance(link, ReferredEntries):
        listed, uid = reader.dialect.texts_in(reader.writer.sql(getattr(table, link.name)), "u")
        own = f'(SELECT "e"."uid" FROM "entry" AS "e" WHERE "e"."entry" = {TARGET.mark})'
        return SQL(f"{own} IN (SELECT {uid} FROM {listed})")
    through = link.table.alias()
    return table.edition.in_(through.select(through.edition).where(through.target == TARGET.place))


def is_current(table: Any) -> Expression:
    """Require an edition that has not ended."""
    found: Expression = table.live_from.is_null() | (table.live_until > AT.place)
    return found
