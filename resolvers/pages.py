"""Pages: the rows of Relay connections, over all entries of a type or over what links to an entry.

Keyset pages: the cursor's values bound the next page, so an index finds it and nothing is
counted or skipped. Below several parents, each parent's page is limited on its own inside one
statement. Totals are statements of their own.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SQL, Expression, ModelSelect, Node, fn

from models.database import is_postgresql
from models.edition import Edition
from models.links import Backlink, Link
from resolvers import cursors
from resolvers.errors import BadUserInput, Place
from resolvers.readings import Reading
from resolvers.reads import Read
from resolvers.relations import Plain
from resolvers.selections import Selected
from resolvers.statements import KEYS, Parameter, among, directions, live_rows

LARGEST_PAGE = 100
DEFAULT_PAGE = 20
LIMIT = Parameter("limit")

ALL = 0
"""The one key under which a page of all entries is grouped."""

PARENT = SQL('"parent"."value"')
"""The key whose page is being found, in a statement that finds those of several."""


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
        """Give the cursor's values and the limit: one row more than the page, to see whether another follows."""
        arguments = self.selected.arguments(reading)
        values: dict[str, Any] = {LIMIT: page_size(arguments, self.selected) + 1}
        if (after := arguments.get("after")) is not None:
            decoded = cursors.decode(after, self.model, self.model.order, self.selected)
            values |= {f"after_{place}": value for place, value in enumerate(decoded)}
        return values

    def query(self, read: Read, variant: Hashable) -> ModelSelect:
        """Select the page of all, or each key's page beside the key."""
        if self.link is None:
            rows = live_rows(read.table, SQL(str(ALL)), *read.columns)
            return limited(rows, read.table, self.model.order, is_after=bool(variant))
        table = self.model.alias()
        page = limited(linking(self.link, table), table, self.model.order, is_after=bool(variant))
        return per_parent(read, page, self.model.order)


def sort_columns(table: Any, order: Sequence[str]) -> list[tuple[Any, bool]]:
    """List the columns of an order and whether each descends; the entry id breaks ties."""
    named = directions(order)
    return [(getattr(table, name), descends) for name, descends in (*named, ("entry", bool(named) and named[-1][1]))]


def ordering(table: Any, order: Sequence[str]) -> list[Node]:
    """Build the ORDER BY of an order."""
    return [column.desc() if descends else column.asc() for column, descends in sort_columns(table, order)]


def limited(rows: ModelSelect, table: Any, order: Sequence[str], *, is_after: bool) -> ModelSelect:
    """Put *rows* in order, start them after the cursor if there is one, and stop at the limit."""
    page: Any = rows.where(beyond(table, order)) if is_after else rows
    result: ModelSelect = page.order_by(*ordering(table, order)).limit(LIMIT.place)
    return result


def beyond(table: Any, order: Sequence[str]) -> Expression:
    """Build the bound of the keyset: rows that stand behind the cursor's values in the order."""
    bound: Any = None
    for place, (column, descends) in reversed(list(enumerate(sort_columns(table, order)))):
        value = Parameter(f"after_{place}").place
        further = column < value if descends else column > value
        bound = further if bound is None else further | ((column == value) & bound)
    condition: Expression = bound
    return condition


def linking(link: Backlink, table: Any) -> ModelSelect:
    """Select the live editions in *table* that link to the parent."""
    rows = live_rows(table, table.edition)
    if isinstance(link.link, Link):
        return rows.where(getattr(table, link.link.name) == PARENT)
    through = link.link.table.alias()
    found = rows.join(through, on=(through.edition == table.edition))
    return found.where(through.target == PARENT)


def per_parent(read: Read, page: ModelSelect, order: Sequence[str]) -> ModelSelect:
    """Find the *page* of each key, and select the read's columns of the editions in it.

    SQLite correlates a subquery with each key, PostgreSQL joins LATERAL; both walk an index and
    stop at the limit, where a window function would number every row of every key first.
    """
    table = read.table
    rows: Any = table.select(PARENT, *read.columns).order_by(PARENT, *ordering(table, order))
    result: ModelSelect
    if is_postgresql():
        keys = SQL('unnest(%s::bigint[]) AS "parent"("value")', [KEYS])
        rows = rows.from_(keys, fn.LATERAL(page).alias("page"), table)
        result = rows.where(table.edition == SQL('"page"."edition"'))
    else:
        result = rows.from_(SQL('json_each(?) AS "parent"', [KEYS]), table).where(table.edition.in_(page))
    return result


@dataclass(frozen=True)
class Totals(Plain):
    """How many live entries there are under each key; the count is the row's one column."""

    link: Backlink | None = None

    def query(self, read: Read, variant: Hashable) -> ModelSelect:
        """Count all, or those linking to each key."""
        total = fn.COUNT(read.table.edition)
        if self.link is None:
            return live_rows(read.table, SQL(str(ALL)), total)
        held, rows = self.link.link, live_rows(read.table, total)
        if isinstance(held, Link):
            key = getattr(read.table, held.name)
        else:
            through = held.table.alias()
            key = through.target
            rows = rows.join(through, on=(through.edition == read.table.edition))
        counted: ModelSelect = rows.select(key, total).where(among(key)).group_by(key)
        return counted
