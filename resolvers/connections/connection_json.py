"""Connections: a page's rows as `edges`, `nodes`, `pageInfo` and `totalCount`, each only when selected.

All that is selected of a page is aggregated from its rows in one pass. Where more than the rows is
asked for, they are numbered, and one more than the page is read, to see whether another follows.
"""

from collections.abc import Callable
from dataclasses import dataclass

import orjson

from models.edition import Edition
from models.links import Backlink
from resolvers.compiler.placeholders import Formatting, unescaped
from resolvers.compiler.planning import Json, Planner, attribute_json, typename
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.connections import cursors
from resolvers.connections.arguments import Connection
from resolvers.connections.pages import NUMBER, ROWS, Page


@dataclass(frozen=True)
class AllEntries:
    """A connection of all entries of *model*."""

    model: type[Edition]


@attribute_json.register
def backlink_json(attribute: Backlink, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Plan a page of what links here."""
    write = connection_json(Connection(attribute.link.model, selected, attribute), planner)
    return lambda writer: writer.below(write, rows.column("entry"))


def connection_json(connection: Connection, planner: Planner) -> Callable[[StatementWriter, str], str]:
    """Plan a connection: what writes it, by the key of the entry that is linked to."""
    page = Page(connection, planner.rows(connection.model))
    planner.arguments.append(page)
    return ConnectionPlan(connection, page, planner).json


Member = Callable[[StatementWriter, str], str]
"""Writes a field of a connection, by the key of the entry that is linked to."""


class ConnectionPlan:
    """One connection planned: each of its fields."""

    def __init__(self, connection: Connection, page: Page, planner: Planner) -> None:
        self.connection, self.page, self.planner = connection, page, planner
        selected = connection.selected.fields()
        self.is_described = any(
            inner.name != "__typename" for member in selected if member.name == "pageInfo" for inner in member.fields()
        )
        self.has_rows = self.is_described or any(member.name in ("nodes", "edges") for member in selected)
        self.members = [(member.key, self.member(member)) for member in selected]

    def json(self, writer: StatementWriter, key: str) -> str:
        """Write the connection below the entry *key*, SQL on the row above; of all entries where there is none."""
        element = writer.object([(name, member(writer, key)) for name, member in self.members])
        if not self.has_rows:
            return element
        rows = self.page.rows_sql(writer, key, element, is_numbered=self.is_described)
        return writer.dialect.nested(f'(SELECT {element} FROM ({rows}) AS "{self.page.rows.alias}")')

    def member(self, selected: SelectedField) -> Member:
        """Plan one field of the connection, as an aggregate of the page's rows."""
        if selected.name == "nodes":
            return self.gathered(by_row(self.planner.below(selected, self.page.rows)))
        if selected.name == "edges":
            return self.gathered(self.object(selected, lambda inner: by_row(self.edge_member(inner))))
        if selected.name == "totalCount":
            return lambda writer, key: writer.dialect.number(f"({self.page.total_sql(writer, key)})", nullable=False)
        if selected.name == "pageInfo":
            return self.object(selected, self.info_member)
        return by_row(typename(selected.parent.name))

    def gathered(self, element: Member) -> Member:
        """List an element of each row of the page."""
        condition = self.page.is_within if self.is_described else ""
        return lambda writer, key: writer.dialect.gathered(element(writer, key), condition)

    def object(self, selected: SelectedField, member: Callable[[SelectedField], Member]) -> Member:
        """Plan an object that is part of the connection."""
        members = [(inner.key, member(inner)) for inner in selected.fields()]
        return lambda writer, key: writer.object([(name, value(writer, key)) for name, value in members])

    def edge_member(self, selected: SelectedField) -> Json:
        """Plan one field of an edge."""
        if selected.name == "node":
            return self.planner.below(selected, self.page.rows)
        return self.cursor if selected.name == "cursor" else typename(selected.parent.name)

    def info_member(self, selected: SelectedField) -> Member:
        """Plan one field of the page's description, as an aggregate."""
        if selected.name in ("hasNextPage", "hasPreviousPage"):
            is_backward = selected.name == "hasPreviousPage"
            return lambda writer, key: self.follows(writer, key, is_backward=is_backward)
        if selected.name == "__typename":
            return by_row(typename(selected.parent.name))
        is_end = selected.name == "endCursor"
        return lambda writer, key: self.cursor_at(writer, is_end=is_end)

    def follows(self, writer: StatementWriter, key: str, *, is_backward: bool) -> str:
        """Write whether entries stand beyond the page: in the direction it was walked, or from its cursor back."""
        request = self.connection.request(writer.context)
        condition = "COUNT(*) < 0"
        if request.is_backward == is_backward:
            condition = f"COUNT(*) > {self.page.size.mark}"
        elif request.has_cursor:  # with an aggregate: a page without rows is described, too
            condition = f"COUNT(*) >= 0 AND {self.page.is_preceded_sql(writer, key)}"
        return writer.dialect.boolean(f"({condition})", nullable=False)

    def cursor_at(self, writer: StatementWriter, *, is_end: bool) -> str:
        """Write the cursor of the first or the last entry of the page; null on an empty page."""
        is_first_walked = is_end == self.connection.request(writer.context).is_backward
        size = self.page.size.mark
        place = "1" if is_first_walked else f"CASE WHEN {ROWS} < {size} THEN {ROWS} ELSE {size} END"
        here = f"{NUMBER} = {place} AND {self.page.is_within}"
        return writer.dialect.or_null(f"MAX({self.cursor(writer)}) FILTER (WHERE {here})")

    def cursor(self, writer: StatementWriter) -> str:
        """Write the cursor of a row: what it is bound to, and the values that stand behind the order's columns."""
        dialect = writer.dialect
        keys = self.connection.keys(self.page.rows.table, self.connection.request(writer.context))
        values = [dialect.value(key.kind, writer.sql(key.shown(dialect)), nullable=False) for key in keys]
        name = dialect.text(f"CAST({self.page.name.mark} AS TEXT)", nullable=False)
        return writer.placeholder(cursor, dialect.array_of([name, *values]), is_plain=False)


def by_row(value: Json) -> Member:
    """Write what depends on the rows of the page alone."""
    return lambda writer, key: value(writer)


def cursor(payload: bytes, formatting: Formatting) -> bytes:
    """Format a cursor."""
    name, *values = orjson.loads(unescaped(payload))
    return b'"%b"' % cursors.encode(name, values).encode()


@attribute_json.register
def all_entries_json(attribute: AllEntries, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Page through all entries."""
    write = connection_json(Connection(attribute.model, selected), planner)
    return lambda writer: write(writer, "")
