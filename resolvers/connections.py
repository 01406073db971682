"""Connections: a page's rows as `edges`, `nodes`, `pageInfo` and `totalCount`, each only when selected."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from models.edition import Edition
from models.links import Backlink
from resolvers import cursors
from resolvers.columns import as_text
from resolvers.pages import Pages, Totals, page_size
from resolvers.planning import Planner, attribute_shape, constant, object_shape
from resolvers.reads import Keys, Loaded, Read, Row, Shape, column_keys
from resolvers.selections import Selected
from resolvers.statements import directions


@dataclass
class Page:
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
    plan = ConnectionPlan(selected, target, planner, attribute.link.model, attribute, column_keys(key))
    return plan.shape(lambda row: row[key])


@dataclass
class ConnectionPlan:
    """The reads of one connection below *target*: its page and, if selected, its total."""

    selected: Selected
    target: Read
    planner: Planner
    model: type[Edition]
    link: Backlink | None
    keys: Keys
    read: Read = field(init=False)

    def __post_init__(self) -> None:
        self.read = Read(self.model, Pages(self.model, self.selected, self.link))

    def shape(self, key_of: Callable[[Row], Any]) -> Shape:
        """Plan all that is selected of the connection; *key_of* finds the key in a parent's row."""
        place = self.target.child(self.read, self.keys)
        shape = object_shape([(member.key, self.member(member)) for member in self.selected.fields()])

        def connection(row: Row, loaded: Loaded) -> Any:
            child, key = loaded.children[place], key_of(row)
            arguments = self.selected.arguments(loaded.reading)
            size, rows = page_size(arguments, self.selected), child.groups.get(key, [])
            page = Page(rows[:size], len(rows) > size, arguments.get("after") is not None, key, loaded)
            return shape(page, child)

        return connection

    def member(self, selected: Selected) -> Shape:
        """Plan one field of the connection, as a shape of the `Page`."""
        if selected.name == "nodes":
            node = self.planner.below(selected, self.read)
            return lambda page, child: [node(row, child) for row in page.rows]
        if selected.name == "edges":
            edge = object_shape([(inner.key, self.edge_member(inner)) for inner in selected.fields()])
            return lambda page, child: [edge(row, child) for row in page.rows]
        if selected.name == "pageInfo":
            return object_shape([(inner.key, self.info_member(inner)) for inner in selected.fields()])
        return self.total() if selected.name == "totalCount" else constant(selected.parent.name)

    def edge_member(self, selected: Selected) -> Shape:
        """Plan one field of an edge, as a shape of its row."""
        if selected.name == "node":
            return self.planner.below(selected, self.read)
        return self.cursor() if selected.name == "cursor" else constant(selected.parent.name)

    def info_member(self, selected: Selected) -> Shape:
        """Plan one field of the page's description, as a shape of the `Page`."""
        if selected.name == "hasNextPage":
            return lambda page, child: page.has_next
        if selected.name == "hasPreviousPage":
            return lambda page, child: page.has_previous
        if selected.name == "__typename":
            return constant(selected.parent.name)
        cursor, end = self.cursor(), -1 if selected.name == "endCursor" else 0
        return lambda page, child: cursor(page.rows[end], child) if page.rows else None

    def cursor(self) -> Shape:
        """Plan the cursor of a row."""
        order = self.model.order
        fields = [self.model._meta.fields[name] for name, _ in (*directions(order), ("entry", False))]
        places = [self.read.column(f.name, as_text(self.read.table, f)) for f in fields]
        return lambda row, loaded: cursors.encode(order, [row[place] for place in places])

    def total(self) -> Shape:
        """Plan the number of all rows under the key; none where the database counted none."""
        place = self.target.child(Read(self.model, Totals(self.link)), self.keys)
        return lambda page, child: next((row[1] for row in page.parents.children[place].groups.get(page.key, ())), 0)
