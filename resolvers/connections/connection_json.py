"""Connections: a page's rows as `edges`, `nodes`, `pageInfo` and `totalCount`, each only when selected.

All that is selected of a page is aggregated from its rows in one pass. Where more than the rows is
asked for, they are numbered, and one more than the page is read, to see whether another follows.

    MEMBERS        the fields of a connection
    EDGE_MEMBERS   those of an edge
    INFO_MEMBERS   those of `pageInfo`
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import orjson

from models.edition import Edition
from models.links import Backlink
from resolvers.compiler.placeholders import Formatting, unescaped
from resolvers.compiler.planning import Json, Planner, attribute_json, typename
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.connections import cursors
from resolvers.connections.arguments import ConnectionArguments
from resolvers.connections.pages import NUMBER, ROWS, Page
from resolvers.connections.totals import Total, TotalArguments


@dataclass(frozen=True)
class AllEntries:
    """A connection of all entries of *model*."""

    model: type[Edition]


@attribute_json.register
def all_entries_json(attribute: AllEntries, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Page through all entries."""
    write = connection_json(attribute.model, None, selected, planner)
    return lambda writer: write(writer, "")


@attribute_json.register
def backlink_json(attribute: Backlink, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Page through what links here."""
    write = connection_json(attribute.link.model, attribute, selected, planner)
    return lambda writer: writer.below(rows, lambda inner: write(inner, rows.column("entry")))


Member = Callable[[StatementWriter, str], str]
"""Writes a field of a connection, by the key of the entry that is linked to."""


def connection_json(model: type[Edition], link: Backlink | None, selected: SelectedField, planner: Planner) -> Member:
    """Plan a connection of all entries of *model*, or of those that *link* to the entry of a key."""
    rows, members = planner.rows(model), selected.fields()
    arguments = ConnectionArguments(model, selected, rows.alias)
    planner.arguments.append(arguments)
    described = [inner.name for each in members if each.name == "pageInfo" for inner in each.fields()]
    is_described = any(map(INFO_MEMBERS.get, described))
    plan = ConnectionPlan(Page(arguments, rows, link), planner, is_described)
    has_rows = is_described or not ROW_MEMBERS.isdisjoint([each.name for each in members])
    object_ = plan.object(MEMBERS, members)

    def write(writer: StatementWriter, key: str) -> str:
        element = object_(writer, key)
        if not has_rows:
            return element
        found = plan.page.rows_sql(writer, key, element, is_numbered=is_described)
        return writer.dialect.nested(f'(SELECT {element} FROM ({found}) AS "{rows.alias}")')

    return write


@dataclass(frozen=True)
class ConnectionPlan:
    """One connection while it is planned; one that *is_described* has numbered rows."""

    page: Page
    planner: Planner
    is_described: bool

    def object(self, members: "Members", selected: list[SelectedField]) -> Member:
        """Plan an object that is part of the connection."""
        planned = [(each.key, self.member(members, each)) for each in selected]
        return lambda writer, key: writer.object([(name, value(writer, key)) for name, value in planned])

    def member(self, members: "Members", selected: SelectedField) -> Member:
        """Plan one field of such an object."""
        plan = members[selected.name]
        return plan(self, selected) if plan else by_row(typename(selected.parent.name))

    def gathered(self, element: Member) -> Member:
        """List an element of each row of the page, as an aggregate."""
        condition = self.page.is_within if self.is_described else ""
        return lambda writer, key: writer.dialect.gathered(element(writer, key), condition)

    def cursor(self, writer: StatementWriter) -> str:
        """Write the cursor of a row: what it is bound to, and the values that stand behind the order's columns."""
        dialect, rows = writer.dialect, self.page.rows
        keys = self.page.keys(writer, rows.table)
        values = [dialect.value(key.kind, writer.sql(key.shown(dialect)), nullable=False) for key in keys]
        name = dialect.text(f"CAST({self.page.arguments.name.mark} AS TEXT)", nullable=False)
        return writer.placeholder(cursor, dialect.array_of([name, *values]), is_plain=False)


Members = Mapping[str, Callable[[ConnectionPlan, SelectedField], Member] | None]
"""How the fields of an object are planned, by their names; None for `__typename`."""


def by_row(value: Json) -> Member:
    """Write what depends on the rows of the page alone."""
    return lambda writer, key: value(writer)


def nodes(plan: ConnectionPlan, selected: SelectedField) -> Member:
    """List the entries of the page."""
    return plan.gathered(by_row(plan.planner.below(selected, plan.page.rows)))


def edges(plan: ConnectionPlan, selected: SelectedField) -> Member:
    """List the entries of the page with their cursors."""
    return plan.gathered(plan.object(EDGE_MEMBERS, selected.fields()))


def total_count(plan: ConnectionPlan, selected: SelectedField) -> Member:
    """Tell how many entries the whole list has."""
    total = Total(plan.page, TotalArguments(selected, plan.page.rows.alias))
    plan.planner.arguments.append(total.arguments)
    return lambda writer, key: writer.dialect.number(f"({total.sql(writer, key)})", nullable=False)


def page_info(plan: ConnectionPlan, selected: SelectedField) -> Member:
    """Describe the page."""
    return plan.object(INFO_MEMBERS, selected.fields())


def node(plan: ConnectionPlan, selected: SelectedField) -> Member:
    """Give the entry of an edge."""
    return by_row(plan.planner.below(selected, plan.page.rows))


def edge_cursor(plan: ConnectionPlan, selected: SelectedField) -> Member:
    """Give the cursor of an edge."""
    return by_row(plan.cursor)


def follows(plan: ConnectionPlan, *, is_backward: bool) -> Member:
    """Tell whether entries stand beyond the page: in the direction it was walked, or from its cursor back."""

    def write(writer: StatementWriter, key: str) -> str:
        variant, condition = plan.page.variant(writer), "COUNT(*) < 0"
        if variant.is_backward == is_backward:
            condition = f"COUNT(*) > {plan.page.arguments.size.mark}"
        elif variant.has_cursor:  # with an aggregate: a page without rows is described, too
            condition = f"COUNT(*) >= 0 AND {plan.page.is_preceded_sql(writer, key)}"
        return writer.dialect.boolean(f"({condition})", nullable=False)

    return write


def cursor_at(plan: ConnectionPlan, *, is_end: bool) -> Member:
    """Give the cursor of the first or the last entry of the page; null on an empty page."""

    def write(writer: StatementWriter, key: str) -> str:
        is_first_walked = is_end == plan.page.variant(writer).is_backward
        size = plan.page.arguments.size.mark
        place = "1" if is_first_walked else f"CASE WHEN {ROWS} < {size} THEN {ROWS} ELSE {size} END"
        here = f"{NUMBER} = {place} AND {plan.page.is_within}"
        return writer.dialect.or_null(f"MAX({plan.cursor(writer)}) FILTER (WHERE {here})")

    return write


MEMBERS: dict[str, Callable[[ConnectionPlan, SelectedField], Member] | None] = {
    "__typename": None,
    "nodes": nodes,
    "edges": edges,
    "totalCount": total_count,
    "pageInfo": page_info,
}
"""What goes over all entries registers its fields from above, `resolvers/statistics/`."""
ROW_MEMBERS = frozenset({"nodes", "edges"})
"""Those that read the rows of the page, as a described `pageInfo` does."""

EDGE_MEMBERS: dict[str, Callable[[ConnectionPlan, SelectedField], Member] | None] = {
    "__typename": None,
    "node": node,
    "cursor": edge_cursor,
}
INFO_MEMBERS: dict[str, Callable[[ConnectionPlan, SelectedField], Member] | None] = {
    "__typename": None,
    "hasNextPage": lambda plan, selected: follows(plan, is_backward=False),
    "hasPreviousPage": lambda plan, selected: follows(plan, is_backward=True),
    "startCursor": lambda plan, selected: cursor_at(plan, is_end=False),
    "endCursor": lambda plan, selected: cursor_at(plan, is_end=True),
}


def cursor(payload: bytes, formatting: Formatting) -> bytes:
    """Format a cursor."""
    name, *values = orjson.loads(unescaped(payload))
    return b'"%b"' % cursors.encode(name, values).encode()
