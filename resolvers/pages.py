"""Pages: Relay connections over all entries of a type, or over what links to an entry.

Keyset pages: the cursor's values bound the next page, so an index finds it and nothing is
counted or skipped. Below several parents, each parent's page is limited on its own inside one
statement. `totalCount` costs a statement of its own, and only when it is selected.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.database import is_postgresql
from models.edition import Edition
from models.links import Backlink, Link
from peewee import SQL, Expression, ModelAlias, ModelSelect, Node, fn

from resolvers import cursors
from resolvers.columns import as_text
from resolvers.errors import BadUserInput, Place
from resolvers.planning import Planner, attribute_shape, constant, object_shape
from resolvers.reads import Loaded, Read, Row, Shape, column_keys
from resolvers.readings import Reading
from resolvers.selections import Selected
from resolvers.statements import KEYS, Parameter, among, directions, live_rows

LARGEST_PAGE = 100
DEFAULT_PAGE = 20
LIMIT = Parameter("limit")
ALL = 0
"""The one key under which a page of all entries is grouped."""


def page_size(arguments: dict[str, Any], place: Place) -> int:
    """Return the `first` of *arguments*, 20 for null; raise `BadUserInput` beyond 0 to 100."""
    given: int | None = arguments.get("first")
    first = DEFAULT_PAGE if given is None else given
    if not 0 <= first <= LARGEST_PAGE:
        raise BadUserInput(f"first must be from 0 to {LARGEST_PAGE}, not {first}.", place)
    return first


@dataclass(frozen=True)
class Pages:
    """A page of the entries of *model* under each key; of all of them where *link* is None."""

    model: type[Edition]
    selected: Selected
    link: Backlink | None = None

    def variant(self, reading: Reading) -> Hashable:
        """Tell whether the page starts after a cursor."""
        return self.selected.arguments(reading).get("after") is not None

    def values(self, reading: Reading) -> dict[str, Any]:
        """Give the limit, one row more than the page to see whether another follows, and the cursor's values."""
        arguments = self.selected.arguments(reading)
        values: dict[str, Any] = {LIMIT: page_size(arguments, self.selected) + 1}
        if after := arguments.get("after"):
            decoded = cursors.decode(after, self.model, self.model.order, self.selected)
            values |= {f"after_{place}": value for place, value in enumerate(decoded)}
        return values

    def query(self, read: Read, variant: Hashable) -> ModelSelect:
        """Select the page of all, or each key's page beside the key."""
        if self.link is None:
            return self.page(read.table, bool(variant), SQL(str(ALL)), *read.columns)
        inner = self.model.alias()
        page = linking(self.link, inner, inner.edition, SQL('"parent"."value"'))
        return per_key(read, page.limit(LIMIT.place), self, bool(variant), inner)

    def page(self, table: ModelAlias, is_after: bool, *columns: Node) -> ModelSelect:
        """Select one page of *table* in order."""
        return self.paged(live_rows(table, *columns), table, is_after)

    def paged(self, query: ModelSelect, table: ModelAlias, is_after: bool) -> ModelSelect:
        """Order *query*, start it after the cursor and limit it."""
        if is_after:
            query = query.where(after_cursor(table, self.model.order))
        return query.order_by(*ordering(table, self.model.order)).limit(LIMIT.place)


def sort_columns(table: ModelAlias, order: Sequence[str]) -> list[tuple[Any, bool]]:
    """List the columns of an order and whether each descends; the entry id breaks ties."""
    named = directions(order)
    return [(getattr(table, name), descends) for name, descends in (*named, ("entry", bool(named) and named[-1][1]))]


def ordering(table: ModelAlias, order: Sequence[str]) -> list[Node]:
    """Build the ORDER BY of an order."""
    return [column.desc() if descends else column.asc() for column, descends in sort_columns(table, order)]


def after_cursor(table: ModelAlias, order: Sequence[str]) -> Expression:
    """Build the bound of the keyset: rows that stand after the cursor's values in the order."""
    bound: Any = None
    for place, (column, descends) in reversed(list(enumerate(sort_columns(table, order)))):
        value = Parameter(f"after_{place}").place
        beyond = column < value if descends else column > value
        bound = beyond if bound is None else beyond | ((column == value) & bound)
    return bound


def linking(link: Backlink, table: ModelAlias, column: Node, key: Node) -> ModelSelect:
    """Select *column* of the live editions in *table* that link to the entry *key*."""
    if isinstance(link.link, Link):
        return live_rows(table, column).where(getattr(table, link.link.name) == key)
    through = link.link.table.alias()
    return live_rows(table, column).join(through, on=(through.edition == table.edition)).where(through.target == key)


def per_key(read: Read, inner: ModelSelect, pages: Pages, is_after: bool, table: ModelAlias) -> ModelSelect:
    """Run the page *inner* once for each key, and select the read's columns of what it finds.

    SQLite correlates a subquery with each key, PostgreSQL joins LATERAL; both walk an index and
    stop at the limit, where a window function would number every row of every key first.
    """
    inner = pages.paged(inner, table, is_after)
    columns = (SQL('"parent"."value"'), *read.columns)
    order = (SQL('"parent"."value"'), *ordering(read.table, pages.model.order))
    if is_postgresql():
        keys = SQL('unnest(%s::bigint[]) AS "parent"("value")', [KEYS])
        query = read.table.select(*columns).from_(keys, fn.LATERAL(inner).alias("page"), read.table)
        return query.where(read.table.edition == SQL('"page"."edition"')).order_by(*order)
    keys = SQL('json_each(?) AS "parent"', [KEYS])
    return read.table.select(*columns).from_(keys, read.table).where(read.table.edition.in_(inner)).order_by(*order)


@dataclass(frozen=True)
class Counts:
    """How many live entries there are under each key; the count is the row's one column."""

    link: Backlink | None = None

    def variant(self, reading: Reading) -> Hashable:
        """There is one."""
        return None

    def values(self, reading: Reading) -> dict[str, Any]:
        """There are none."""
        return {}

    def query(self, read: Read, variant: Hashable) -> ModelSelect:
        """Count all, or those linking to each key."""
        total = fn.COUNT(read.table.edition)
        if self.link is None:
            return live_rows(read.table, SQL(str(ALL)), total)
        held = self.link.link
        if isinstance(held, Link):
            key = getattr(read.table, held.name)
            return live_rows(read.table, key, total).where(among(key)).group_by(key)
        through = held.table.alias()
        rows = live_rows(read.table, through.target, total).join(through, on=(through.edition == read.table.edition))
        return rows.where(among(through.target)).group_by(through.target)


@dataclass
class Page:
    """A page cut out of the rows of one key."""

    rows: list[Row]
    has_next: bool
    has_previous: bool
    key: Any


@attribute_shape.register
def backlink_shape(attribute: Backlink, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Plan a page of what links here."""
    key = target.column("entry")
    model = attribute.link.model
    return ConnectionPlan(selected, target, planner, model, attribute).shape(column_keys(key), lambda row: row[key])


@dataclass
class ConnectionPlan:
    """The reads of one connection: its page, hung below *target*, and its total if selected."""

    selected: Selected
    target: Read
    planner: Planner
    model: type[Edition]
    link: Backlink | None
    read: Read = field(init=False)

    def shape(self, keys: Any, key_of: Callable[[Row], Any]) -> Shape:
        """Plan all that is selected of the connection; *key_of* finds the key in a parent's row."""
        self.read = Read(self.model, Pages(self.model, self.selected, self.link))
        members = [(member.key, self.member(member, keys)) for member in self.selected.fields()]
        place = self.target.child(self.read, keys)

        def connection(row: Row, loaded: Loaded) -> dict[str, Any]:
            child = loaded.children[place]
            arguments = self.selected.arguments(loaded.reading)
            rows, first = child.groups.get(key_of(row), []), page_size(arguments, self.selected)
            page = Page(rows[:first], len(rows) > first, bool(arguments.get("after")), key_of(row))
            return {name: shape(page, loaded, child) for name, shape in members}

        return connection

    def member(self, member: Selected, keys: Any) -> Callable[[Page, Loaded, Loaded], Any]:
        """Plan one field of the connection: a function of the page, its parents and its rows."""
        if member.name == "nodes":
            node = self.planner.below(member, self.read)
            return lambda page, _, child: [node(row, child) for row in page.rows]
        if member.name == "edges":
            edge = object_shape([(field.key, self.edge_field(field)) for field in member.fields()])
            return lambda page, _, child: [edge(row, child) for row in page.rows]
        if member.name == "pageInfo":
            info = [(field.key, self.page_info(field)) for field in member.fields()]
            return lambda page, _, child: {name: value(page, child) for name, value in info}
        if member.name == "totalCount":
            return self.total(keys)
        return lambda page, _, child: member.parent.name

    def edge_field(self, selected: Selected) -> Shape:
        """Plan one field of an edge."""
        if selected.name == "node":
            return self.planner.below(selected, self.read)
        return self.cursor() if selected.name == "cursor" else constant(selected.parent.name)

    def cursor(self) -> Shape:
        """Plan the cursor of a row."""
        order = self.model.order
        fields = [self.model._meta.fields[name] for name, _ in (*directions(order), ("entry", False))]
        places = [self.read.column(f.name, as_text(self.read.table, f)) for f in fields]
        return lambda row, loaded: cursors.encode(order, [row[place] for place in places])

    def page_info(self, selected: Selected) -> Callable[[Page, Loaded], Any]:
        """Plan one field of the page's description."""
        if selected.name == "hasNextPage":
            return lambda page, _: page.has_next
        if selected.name == "hasPreviousPage":
            return lambda page, _: page.has_previous
        if selected.name == "__typename":
            return lambda page, _: selected.parent.name
        cursor, end = self.cursor(), -1 if selected.name == "endCursor" else 0
        return lambda page, child: cursor(page.rows[end], child) if page.rows else None

    def total(self, keys: Any) -> Callable[[Page, Loaded, Loaded], int]:
        """Plan the number of all rows under the key."""
        read = Read(self.model, Counts(self.link))
        place = self.target.child(read, keys)
        return lambda page, parents, _: next((row[1] for row in parents.children[place].groups.get(page.key, ())), 0)


