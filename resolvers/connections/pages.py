"""Pages: the rows of Relay connections, over all entries of a type or over what links to an entry.

Keyset pages: the cursor's values bound the next page, so an index finds it and nothing is
counted or skipped. A page from the end is one from the start of the reversed order. Below several
parents, each parent's page is limited on its own. Totals have the same conditions.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from peewee import SQL, ModelSelect, NodeList, fn

from models.links import Backlink, Link
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.connections.arguments import Connection, Request
from resolvers.context.read_context import ReadContext
from resolvers.where.conditions import ConditionWriter
from resolvers.where.filters import Form
from resolvers.where.orders import behind

NUMBER, ROWS = '"_number"', '"_rows"'
"""Beside a page's columns: the place in which a row was found, from 1, and how many were."""


@dataclass(frozen=True)
class Page:
    """The page of a connection, as the rows that stand in a statement under a name."""

    of: Connection
    rows: Rows

    @property
    def size(self) -> Parameter:
        """How many entries the page may have."""
        return Parameter(f"{self.rows.alias}_size")

    @property
    def name(self) -> Parameter:
        """What the page's cursors are bound to."""
        return Parameter(f"{self.rows.alias}_name")

    @property
    def is_within(self) -> str:
        """Write that a numbered row is one of the page, not the one behind it."""
        return f"{NUMBER} <= {self.size.mark}"

    def variant(self, context: ReadContext) -> Hashable:
        """Tell what decides the SQL."""
        return self.of.request(context)

    def values(self, context: ReadContext) -> dict[str, Any]:
        """Give the size, the cursor's name and values, and what is compared with."""
        bound, compared = self.of.bound(context), self.of.where(context)[1]
        return {
            self.size: self.of.size(context),
            self.name: self.of.cursor_name(context),
            **{f"{self.rows.alias}_after_{place}": value for place, value in enumerate(bound)},
            **{f"{self.rows.alias}_where_{place}": value for place, value in enumerate(compared)},
        }

    def rows_sql(self, writer: StatementWriter, key: str, element: str, *, is_numbered: bool) -> str:
        """Write what *element* reads of the page's rows; numbered, there is one more if another page follows."""
        request, dialect = self.of.request(writer.context), writer.dialect
        own_keys = self.of.keys(self.rows.table, request)
        turned = ", ".join(writer.sql(each.reversed().ordering(dialect)) for each in own_keys)
        columns = self.rows.named_in(f"{element} {turned if request.is_backward else ''}")
        rows, sorted_table = linking(writer, self.of.link, self.rows, key, request, columns)
        rows = self.filtered(writer, rows, self.rows.table, request.form)
        keys = self.of.keys(sorted_table, request)
        if request.has_cursor:
            rows = rows.where(behind(dialect, keys, f"{self.rows.alias}_after_"))
        limit = NodeList((self.size.place, SQL("+ 1"))) if is_numbered else self.size.place
        walked = writer.sql(rows.order_by(*(each.ordering(dialect) for each in keys)).limit(limit))
        if is_numbered:
            return numbered(walked, self.rows.alias, request)
        return f'SELECT * FROM ({walked}) AS "{self.rows.alias}" ORDER BY {turned}' if request.is_backward else walked

    def is_preceded_sql(self, writer: StatementWriter, key: str) -> str:
        """Write whether entries stand at the page's cursor or on the other side of it.

        They are walked from the cursor on, whose own entry is mostly there still, so that one row is read. In an
        EXISTS both databases would drop the order, and read past all that is no longer live.
        """
        request, dialect = self.of.request(writer.context), writer.dialect
        beyond = Rows(self.of.model, f"{self.rows.alias}_beyond")
        rows, sorted_table = linking(writer, self.of.link, beyond, key, request, SQL("1"))
        rows = self.filtered(writer, rows, beyond.table, request.form)
        keys = [each.reversed() for each in self.of.keys(sorted_table, request)]
        rows = rows.where(behind(dialect, keys, f"{self.rows.alias}_after_", is_inclusive=True))
        return f"({writer.sql(rows.order_by(*(each.ordering(dialect) for each in keys)).limit(1))}) IS NOT NULL"

    def total_sql(self, writer: StatementWriter, key: str) -> str:
        """Write the number of all entries that the pages go through."""
        request, everything = self.of.request(writer.context), Rows(self.of.model, f"{self.rows.alias}_all")
        rows, _ = linking(writer, self.of.link, everything, key, request, fn.COUNT(SQL("*")))
        return writer.sql(self.filtered(writer, rows, everything.table, request.form))

    def filtered(self, writer: StatementWriter, rows: ModelSelect, table: Any, form: Form) -> ModelSelect:
        """Require the conditions of the *rows* of *table*."""
        conditions = ConditionWriter(writer, f"{self.rows.alias}_where_")
        condition = conditions.write(form, table, self.of.model.__name__)
        found: ModelSelect = rows if condition is None else rows.where(condition)
        return found


def linking(
    writer: StatementWriter, link: Backlink | None, linked: Rows, key: str, request: Request, column: Any
) -> tuple[ModelSelect, Any]:
    """Select the live editions that link to the entry *key*, or all, and say which table to sort them by.

    In the default order that is the table of links: its rows carry the order, and its index is
    walked until the page is full, however many rows there are.
    """
    table = linked.table
    rows: Any = writer.live_rows(table, column)
    if link is None:
        return rows, table
    if isinstance(link.link, Link):
        return rows.where(getattr(table, link.link.name) == SQL(key)), table
    through = link.link.table.alias(f"{linked.alias}_links")
    rows = through.select(column).join(table, on=(through.edition == table.edition))
    rows = rows.where((through.target == SQL(key)) & writer.live(table))
    return rows, through if request.order == link.link.model.order else table


def numbered(walked: str, alias: str, request: Request) -> str:
    """Write rows with their number and how many they are; those walked from the end in the order of the list."""
    columns = f"SELECT *, row_number() OVER () AS {NUMBER}, COUNT(*) OVER () AS {ROWS}"
    direction = " DESC" if request.is_backward else ""
    return f'{columns} FROM ({walked}) AS "{alias}" ORDER BY {NUMBER}{direction}'
