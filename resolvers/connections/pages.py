"""Pages: the rows of Relay connections, over all entries of a type or over what links to an entry.

Keyset pages: the cursor's values bound the next page, so an index finds it and nothing is
counted or skipped. A page from the end is one from the start of the reversed order. Below several
parents, each parent's page is limited on its own.
"""

from dataclasses import dataclass
from typing import Any

from peewee import SQL, ModelSelect, NodeList

from models.links import Backlink, Link
from models.search_index import places_of
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.connections.arguments import ConnectionArguments, PageVariant
from resolvers.search.points import Points
from resolvers.where.conditions import ConditionWriter, Part, Pin
from resolvers.where.links import joined, leads_to, pin_of
from resolvers.where.orders import BEST_FIRST, SortKey, behind, index_of
from resolvers.where.spans import parts_of
from resolvers.where.walks import Carried, in_one, ordering_of, with_keys

NUMBER, ROWS = '"_number"', '"_rows"'
"""Beside a page's columns: the place in which a row was found, from 1, and how many were."""


@dataclass(frozen=True)
class Page:
    """The page of a connection as *rows* that stand in a statement: of all entries, or of what *link* leads from."""

    arguments: ConnectionArguments
    rows: Rows
    link: Backlink | None

    @property
    def is_within(self) -> str:
        """Write that a numbered row is one of the page, not the one behind it."""
        return f"{NUMBER} <= {self.arguments.size.mark}"

    def variant(self, writer: StatementWriter) -> PageVariant:
        """Return what the arguments ask for."""
        variant: PageVariant = writer.variant(self.arguments)
        return variant

    def keys(self, writer: StatementWriter, table: Any) -> list[SortKey]:
        """List the keys that rows of *table* are sorted by, in the direction in which the page is walked."""
        variant, relevance = self.variant(writer), BEST_FIRST
        if variant.ranked is not None:
            ranking = Points(variant.ranked, self.arguments.names, writer.dialect)
            points = ranking.of(f'"{table.alias}"', places_of(table.model).first)
            relevance = SortKey(int, SQL(f"({points})"), descends=True)
        return variant.keys(self.rows.model, table, relevance)

    def rows_sql(self, writer: StatementWriter, key: str, element: str, *, is_numbered: bool) -> str:
        """Write what *element* reads of the page's rows; numbered, there is one more if another page follows."""
        variant, dialect = self.variant(writer), writer.dialect
        turned = ""
        if variant.is_backward and not is_numbered:
            keys = self.keys(writer, self.rows.table)
            turned = ", ".join([writer.sql(each.reversed().ordering(dialect)) for each in keys])
        size, column = self.arguments.size.place, self.rows.named_in(f"{element} {turned}")
        limit = NodeList((size, SQL("+ 1"))) if is_numbered else size
        walked = self.walked(writer, key, column, limit)
        if is_numbered:
            return numbered(walked, self.rows.alias, variant)
        return f'SELECT * FROM ({walked}) AS "{self.rows.alias}" ORDER BY {turned}' if turned else walked

    def walked(self, writer: StatementWriter, key: str, column: Any, limit: Any) -> str:
        """Write *column* of the first rows, in the order of the walk, in one walk or several."""
        parts = self.parts(writer)
        walks = [self.walk(writer, key, column, limit, part) for part in parts or (None,)]
        if len(walks) == 1:
            return writer.sql(walks[0])
        return in_one(walks, self.rows, self.keys(writer, self.rows.table), limit, writer.dialect)

    def walk(self, writer: StatementWriter, key: str, column: Any, limit: Any, part: Part | None) -> ModelSelect:
        """Select the first rows of a part, or of all; of one of several parts with their keys."""
        dialect, is_found_apart = writer.dialect, part is not None and part.is_running
        selected, sorted_table = self.selected(writer, self.rows, key, column, part, is_walked=self.is_walked(writer))
        keys = self.keys(writer, sorted_table)
        if len(self.parts(writer)) > 1:
            selected = selected.select(with_keys(column, keys, dialect))
        if self.variant(writer).has_cursor:
            selected = selected.where(behind(dialect, keys, self.arguments.cursor))
        ordered = selected.order_by(*ordering_of(keys, dialect, is_found_apart=is_found_apart))
        return writer.first(ordered, self.rows.table, limit)

    def is_walked(self, writer: StatementWriter) -> bool:
        """Tell whether an index has the order, in which rows are looked at until the page is full."""
        order, model = self.variant(writer).order, self.rows.model
        if self.link is not None:
            return bool(order == model.order)
        return index_of(model, order, writer.context.chain) is not None

    def parts(self, writer: StatementWriter) -> tuple[Part, ...]:
        """List the parts in which the page is read; none where the index of its order is that of no single list."""
        if self.link is not None and isinstance(self.link.link, Link):
            return ()
        variant = self.variant(writer)
        return parts_of(variant.form, self.rows.model, variant.order)

    def is_preceded_sql(self, writer: StatementWriter, key: str) -> str:
        """Write whether entries stand at the page's cursor or on the other side of it.

        They are walked from the cursor on, whose own entry is mostly there still, so that one row is read. In an
        EXISTS both databases would drop the order, and read past all that is no longer live.
        """
        dialect, beyond = writer.dialect, Rows(self.rows.model, f"{self.rows.alias}_beyond")
        selected, sorted_table = self.selected(writer, beyond, key, SQL("1"), is_walked=self.is_walked(writer))
        keys = [each.reversed() for each in self.keys(writer, sorted_table)]
        selected = selected.where(behind(dialect, keys, self.arguments.cursor, is_inclusive=True))
        ordered = selected.order_by(*[each.ordering(dialect) for each in keys])
        return f"({writer.sql(writer.first(ordered, beyond.table, SQL('1')))}) IS NOT NULL"

    def selected(
        self,
        writer: StatementWriter,
        rows: Rows,
        key: str,
        column: Any,
        part: Part | None = None,
        *,
        is_walked: bool = False,
    ) -> tuple[Any, Any]:
        """Select *column* of the live editions that meet the conditions, and say which table to sort them by.

        Of all entries, those that link to one by its slug are read like what links to it. They are all read, unless it
        *is walked* to the first of them.
        """
        found = pin_of(self.variant(writer).form, rows.model) if self.link is None else None
        if found is None:
            selected, through = self.linking(writer, rows, key, column, part)
            pin = None
        else:
            links, detail = found
            through = links.table.alias(f"{rows.alias}_links")
            selected, pin = joined(through, rows.table, column).where(writer.live(rows.table)), Pin(through, detail)
        table = rows.table if through is None else Carried(rows.table, through, rows.model.order)
        conditions = ConditionWriter(writer, self.arguments.compared, pin, part, is_walked)
        condition = conditions.write(self.variant(writer).form, table, rows.model.__name__)
        met = selected if condition is None else selected.where(condition)
        return met, rows.table if through is None else self.sorted_by(writer, through, rows.table)

    def linking(
        self, writer: StatementWriter, rows: Rows, key: str, column: Any, part: Part | None
    ) -> tuple[ModelSelect, Any]:
        """Select the live editions that link to the entry *key*, or all, and say through which rows, if any."""
        table = rows.table
        if self.link is None:
            return writer.live_rows(table, column), None
        link = self.link.link
        if isinstance(link, Link):
            return writer.live_rows(table, column).where(getattr(table, link.name) == SQL(key)), None
        through = link.table.alias(f"{rows.alias}_links")
        leads = leads_to(through, SQL(key), is_found_apart=part is not None and part.is_running)
        return joined(through, table, column).where(leads & writer.live(table)), through

    def sorted_by(self, writer: StatementWriter, through: Any, table: Any) -> Any:
        """Return the table of links for the default order: its rows carry it.

        Its index is walked until the page is full, however many rows there are.
        """
        return through if self.variant(writer).order == self.rows.model.order else table


def numbered(walked: str, alias: str, variant: PageVariant) -> str:
    """Write rows with their number and how many they are; those walked from the end in the order of the list."""
    columns = f"SELECT *, row_number() OVER () AS {NUMBER}, COUNT(*) OVER () AS {ROWS}"
    direction = " DESC" if variant.is_backward else ""
    return f'{columns} FROM ({walked}) AS "{alias}" ORDER BY {NUMBER}{direction}'
