"""Pages: the rows of Relay connections, over all entries of a type or over what links to an entry.

Keyset pages: the cursor's values bound the next page, so an index finds it and nothing is
counted or skipped. A page from the end is one from the start of the reversed order. Below several
parents, each parent's page is limited on its own inside one statement. Totals are statements of
their own, with the same conditions.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import count
from typing import Any

from peewee import SQL, ModelSelect, fn

from models.database import is_postgresql
from models.links import Backlink, Link
from resolvers.conditions import Writer
from resolvers.filters import Form
from resolvers.orders import SortKey, behind
from resolvers.paging import Connection, Request
from resolvers.readings import Reading
from resolvers.reads import Read
from resolvers.statements import KEYS, Parameter, among, live, live_rows

LIMIT = Parameter("limit")

ALL = 0
"""The one key under which a page of all entries is grouped."""

PARENT = SQL('"parent"."value"')
"""The key whose page is being found, in a statement that finds those of several."""


@dataclass
class PageSource:
    """The page of each key; with *has_cursors*, each row ends in the values of its cursor."""

    of: Connection
    has_cursors: bool = False

    def variant(self, reading: Reading) -> Hashable:
        """Tell what decides the SQL."""
        return self.of.request(reading)

    def values(self, reading: Reading) -> dict[str, Any]:
        """Give all that is compared with, and the limit: one row more than the page, to see whether another follows."""
        return {LIMIT: self.of.size(reading) + 1, **compared_with(self.of, reading)}

    def query(self, read: Read, variant: Any) -> ModelSelect:
        """Select the page of all, or each key's page beside the key."""
        request: Request = variant
        keys = self.of.keys(read.table, request)
        columns = [*read.columns, *((key.shown for key in keys) if self.has_cursors else ())]
        if self.of.link is None:
            return self.limited(live_rows(read.table, SQL(str(ALL)), *columns), read.table, keys, request)
        table = self.of.model.alias()
        rows, sorted_table = linking(self.of.link, table, request)
        page = self.limited(rows, table, self.of.keys(sorted_table, request), request)
        return per_parent(read.table, columns, page, keys)

    def limited(self, rows: ModelSelect, table: Any, keys: list[SortKey], request: Request) -> ModelSelect:
        """Filter *rows*, put them in order, start them behind the cursor if there is one, and stop at the limit."""
        limited: Any = filtered(rows, table, self.of, request.form)
        if request.has_cursor:
            limited = limited.where(behind(keys))
        result: ModelSelect = limited.order_by(*(key.ordering() for key in keys)).limit(LIMIT.place)
        return result


def compared_with(connection: Connection, reading: Reading) -> dict[str, Any]:
    """Give the values of the cursor and of the conditions, by parameter name."""
    bound, compared = connection.bound(reading), connection.where(reading)[1]
    return {
        **{f"after_{place}": value for place, value in enumerate(bound)},
        **{f"where_{place}": value for place, value in enumerate(compared)},
    }


def filtered(rows: ModelSelect, table: Any, connection: Connection, form: Form) -> ModelSelect:
    """Keep the *rows* of *table* that meet the conditions."""
    condition = Writer(count()).write(form, table, connection.model.__name__)
    kept: ModelSelect = rows if condition is None else rows.where(condition)
    return kept


def linking(link: Backlink, table: Any, request: Request) -> tuple[ModelSelect, Any]:
    """Select the live editions in *table* that link to the parent, and say which table to sort them by.

    In the default order that is the table of links: its rows carry the order, and its index is
    walked until the page is full, however many rows there are.
    """
    if isinstance(link.link, Link):
        return live_rows(table, table.edition).where(getattr(table, link.link.name) == PARENT), table
    through = link.link.table.alias()
    rows = through.select(table.edition).join(table, on=(through.edition == table.edition))
    rows = rows.where((through.target == PARENT) & live(table))
    return rows, through if request.order == link.link.model.order else table


def per_parent(table: Any, columns: list[Any], page: ModelSelect, keys: list[SortKey]) -> ModelSelect:
    """Find the *page* of each key, and select *columns* of the editions in it.

    SQLite correlates a subquery with each key, PostgreSQL joins LATERAL; both walk an index and
    stop at the limit, where a window function would number every row of every key first.
    """
    rows: Any = table.select(PARENT, *columns).order_by(PARENT, *(key.ordering() for key in keys))
    result: ModelSelect
    if is_postgresql():
        parents = SQL('unnest(%s::bigint[]) AS "parent"("value")', [KEYS])
        rows = rows.from_(parents, fn.LATERAL(page).alias("page"), table)
        result = rows.where(table.edition == SQL('"page"."edition"'))
    else:
        result = rows.from_(SQL('json_each(?) AS "parent"', [KEYS]), table).where(table.edition.in_(page))
    return result


@dataclass(frozen=True)
class TotalSource:
    """How many live entries there are under each key; the count is the row's one column."""

    of: Connection

    def variant(self, reading: Reading) -> Hashable:
        """Tell what decides the SQL: the conditions."""
        return self.of.request(reading).form

    def values(self, reading: Reading) -> dict[str, Any]:
        """Give what is compared with."""
        return compared_with(self.of, reading)

    def query(self, read: Read, variant: Any) -> ModelSelect:
        """Count all, or those linking to each key."""
        table, total = read.table, fn.COUNT(read.table.edition)
        if self.of.link is None:
            return filtered(live_rows(table, SQL(str(ALL)), total), table, self.of, variant)
        held, rows = self.of.link.link, live_rows(table, total)
        if isinstance(held, Link):
            key = getattr(table, held.name)
        else:
            through = held.table.alias()
            key = through.target
            rows = rows.join(through, on=(through.edition == table.edition))
        counted: ModelSelect = rows.select(key, total).where(among(key)).group_by(key)
        return filtered(counted, table, self.of, variant)
