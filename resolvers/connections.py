"""Connections: a page's rows as `edges`, `nodes`, `pageInfo` and `totalCount`, each only when selected."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.links import Backlink
from resolvers import cursors
from resolvers.pages import PageSource, TotalSource
from resolvers.paging import Connection
from resolvers.planning import Constant, Planner, attribute_shape, object_shape
from resolvers.reads import Keys, Loaded, Read, Row, Shape, column_keys
from resolvers.selections import Selected


@dataclass
class PageRows:
    """The rows of one page, cut out of those of its key."""

    rows: list[Row]
    has_next: bool
    has_previous: bool
    key: Any
    parents: Loaded


@attribute_shape.register
def backlink_shape(attribute: Backlink, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Plan a page of what links here."""
    key = target.column("entry")
    connection = Connection(attribute.link.model, selected, attribute)
    return ConnectionPlan(connection, target, planner, column_keys(key)).shape(lambda row: row[key])


class ConnectionPlan:
    """The reads of one connection below *target*: its page and, if selected, its total."""

    def __init__(self, connection: Connection, target: Read, planner: Planner, keys: Keys) -> None:
        self.connection, self.target, self.planner, self.keys = connection, target, planner, keys
        self.pages = PageSource(connection)
        self.read = Read(connection.model, self.pages)

    def shape(self, key_of: Callable[[Row], Any]) -> Shape:
        """Plan all that is selected of the connection; *key_of* finds the key in a parent's row."""
        place = self.target.child(self.read, self.keys)
        shape = object_shape([(member.key, self.member(member)) for member in self.connection.selected.fields()])

        def connection(row: Row, loaded: Loaded) -> Any:
            child, key = loaded.children[place], key_of(row)
            return shape(self.cut(child.groups.get(key, []), key, loaded), child)

        return connection

    def cut(self, rows: list[Row], key: Any, parents: Loaded) -> PageRows:
        """Cut the page out of its rows, of which there is one more if another page follows."""
        size, request = self.connection.size(parents.reading), self.connection.request(parents.reading)
        has_further, page = len(rows) > size, rows[:size]
        if request.is_backward:
            return PageRows(page[::-1], request.has_cursor, has_further, key, parents)
        return PageRows(page, has_further, request.has_cursor, key, parents)

    def member(self, selected: Selected) -> Shape:
        """Plan one field of the connection, as a shape of the `PageRows`."""
        if selected.name == "nodes":
            node = self.planner.below(selected, self.read)
            return lambda page, child: [node(row, child) for row in page.rows]
        if selected.name == "edges":
            edge = object_shape([(inner.key, self.edge_member(inner)) for inner in selected.fields()])
            return lambda page, child: [edge(row, child) for row in page.rows]
        if selected.name == "pageInfo":
            return object_shape([(inner.key, self.info_member(inner)) for inner in selected.fields()])
        return self.total() if selected.name == "totalCount" else Constant(selected.parent.name)

    def edge_member(self, selected: Selected) -> Shape:
        """Plan one field of an edge, as a shape of its row."""
        if selected.name == "node":
            return self.planner.below(selected, self.read)
        return self.cursor() if selected.name == "cursor" else Constant(selected.parent.name)

    def info_member(self, selected: Selected) -> Shape:
        """Plan one field of the page's description, as a shape of the `PageRows`."""
        if selected.name == "hasNextPage":
            return lambda page, child: page.has_next
        if selected.name == "hasPreviousPage":
            return lambda page, child: page.has_previous
        if selected.name == "__typename":
            return Constant(selected.parent.name)
        cursor, end = self.cursor(), -1 if selected.name == "endCursor" else 0
        return lambda page, child: cursor(page.rows[end], child) if page.rows else None

    def cursor(self) -> Shape:
        """Plan the cursor of a row: the values that stand behind its columns."""
        self.pages.has_cursors = True
        connection, columns = self.connection, self.read.columns
        return lambda row, child: cursors.encode(connection.cursor_name(child.reading), row[1 + len(columns) :])

    def total(self) -> Shape:
        """Plan the number of all rows under the key; none where the database counted none."""
        place = self.target.child(Read(self.connection.model, TotalSource(self.connection)), self.keys)
        return lambda page, child: next((row[1] for row in page.parents.children[place].groups.get(page.key, ())), 0)
