"""Backlinks as editors read them: the entries that link to one in any edition that is live, scheduled or drafted.

What texts and components refer to counts, too, which the table of references tells (`models.reference_table`). Only
editions count that the caller may know of.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from peewee import SQL, Expression, ModelSelect

from models.edition import Edition, content_types
from models.entry_references import EntryReferences
from models.links import Link, links_from
from models.reference_table import EditionReference
from models.rich_text.references import ReferenceKind
from resolvers.access.visibility import is_deleted
from resolvers.compiler.parameters import AT, ListParameter, Parameter
from resolvers.editing.reader import Reader, together

TARGET, AFTER, LIMIT = Parameter("target"), Parameter("after"), Parameter("few")
"""The number of the entry that is linked to, of the entry behind which the page starts, and of rows to be read."""

ENTRIES = ListParameter("entries")
"""The numbers of entries of which the uses are read."""

COLUMNS = {"entry": int, "type": str}
USES = {"entry": int, "type": str, "field": str, "locale": str, "kind": str}


class Backlinks(NamedTuple):
    """A page of entries, by their numbers with their types, and whether others follow."""

    entries: list[tuple[int, str]]
    has_next: bool


class Use(NamedTuple):
    """An entry refers to another by the field at a path, and as what; only texts have a language, by its tag."""

    entry: int
    type: str
    path: str
    tag: str
    kind: ReferenceKind


def backlinks(reader: Reader, type_name: str, entry: int, first: int, after: int | None) -> Backlinks:
    """Read a page of the entries that link to an entry of a type, in the order of their numbers."""
    queries = holders(reader, type_name)
    if not queries:
        return Backlinks([], has_next=False)
    first_of = f'WHERE "entry" > {AFTER.mark} ORDER BY "entry" LIMIT {LIMIT.mark}'
    pages = [f'SELECT DISTINCT "entry", "type" FROM ({query}) AS "one" {first_of}' for query in queries]
    distinct = f'SELECT DISTINCT "entry", "type" FROM ({together(pages, "")}) AS "all"'
    query = f'SELECT * FROM ({distinct}) AS "holders" ORDER BY "entry" LIMIT {LIMIT.mark}'
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


def uses(reader: Reader, type_name: str, entry: int, of: Sequence[int]) -> list[Use]:
    """Read by which fields some entries link to an entry of a type, each once."""
    queries = holders(reader, type_name)
    if not queries or not of:
        return []
    is_one = reader.writer.sql(reader.dialect.among(SQL('"entry"'), ENTRIES))
    few = [f'SELECT DISTINCT * FROM ({query}) AS "one" WHERE {is_one}' for query in queries]
    query = together(few, "ORDER BY 1, 3, 4, 5")
    rows = reader.read(query, USES, {TARGET: entry, ENTRIES: sorted(of)})
    return [Use(number, kind, path, tag, ReferenceKind(how)) for number, kind, path, tag, how in rows]


def holders(reader: Reader, type_name: str) -> list[str]:
    """Write a query for each link to a type: of the entries of which an edition that counts holds it."""
    return [holder(reader, model, link) for model in content_types() for link in links_to(model, type_name)]


def links_to(model: type[Edition], type_name: str) -> Iterator[Any]:
    """Yield what editions of a model link to a type by: links, and the column of all else that refers to entries."""
    yield from (link for link in links_from(model).values() if link.leads_to(type_name))
    yield from (field for field in model._meta.sorted_fields if isinstance(field, EntryReferences))


def holder(reader: Reader, model: type[Edition], link: Any) -> str:
    """Write the query of one link: the entries of editions that hold it, and where in them it stands."""
    table = model.alias("h")
    known = is_current(table) & reader.may_know(table) & ~is_deleted(table)
    return reader.writer.sql(holding(table, link).where(known))


LINK = SQL(f"'{ReferenceKind.LINK}'").alias("kind")
"""As what links and lists of them refer to an entry."""


def holding(table: Any, link: Any) -> ModelSelect:
    """Select the editions that hold a link."""
    name = SQL(f"'{table.model.__name__}'")
    kind = name.alias("type")
    found: ModelSelect
    if isinstance(link, EntryReferences):
        row = EditionReference.alias("r")
        is_held = (row.edition == table.edition) & (row.type == name) & (row.target == TARGET.place)
        found = table.select(row.entry, kind, row.field, row.locale, row.kind).join(row, on=is_held)
        return found
    where = [SQL(f"'{link.name}'").alias("field"), SQL("''").alias("locale"), LINK]
    if isinstance(link, Link):
        found = table.select(table.entry, kind, *where).where(getattr(table, link.name) == TARGET.place)
    else:
        through = link.table.alias("l")  # whose index of targets has the entries in their order
        rows = table.select(through.entry, kind, *where).join(through, on=(through.edition == table.edition))
        found = rows.where(through.target == TARGET.place)
    return found


def is_current(table: Any) -> Expression:
    """Require an edition that has not ended."""
    found: Expression = table.live_from.is_null() | (table.live_until > AT.place)
    return found
