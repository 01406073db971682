"""Linked names: what links to an entry whose whole title is typed, the name of a tag or a school, is found as well.

Only words are: what is typed in quotes must stand in the entry itself, as must nothing that is left out.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from peewee import SQL, Expression

from models.edition import content_type
from models.links import Link, Links, links_from
from models.search.columns import TITLE_TOKENS, TOKENS
from models.search_index import index_of
from resolvers.compiler.parameters import MatchParameter
from resolvers.compiler.writer import StatementWriter
from resolvers.context.errors import Denied
from resolvers.where.orders import SortKey, sort_keys


class Linked(NamedTuple):
    """The links of the editions of a type to the entry that *match*, which asks for a title, finds."""

    model: Any
    match: MatchParameter
    writer: StatementWriter

    def targets(self) -> Iterator[tuple[Any, Any]]:
        """Yield each link with the entry that has the title: of several, that made last; of links to named types alone.

        Links to a type that the perspective may not show lead to nothing here.
        """
        links = links_from(self.model).values()
        for link, name in ((each, kind) for each in links for kind in each.types):
            target = content_type(name)
            if TOKENS in target._meta.fields:
                table = target.alias()
                found = SQL(f"({self.writer.dialect.matching(index_of(target), self.match, TITLE_TOKENS)})")
                try:
                    rows = self.writer.live_rows(table, table.entry)
                except Denied:
                    continue
                rows = rows.where(Expression(table.edition, "IN", found))
                yield link, rows.order_by(table.entry.desc()).limit(1)

    def all(self) -> Iterator[str]:
        """Select the editions, live or not."""
        for link, entry in self.targets():
            table, column = self.holding(link)
            yield self.writer.sql(table.select(table.edition).where(column == entry))

    def first(self, most: int, *conditions: str) -> Iterator[str]:
        """Select *most* of those that are shown, the first in the order of the type, where conditions hold.

        Of a type without an order they are the newest entries.
        """
        for link, entry in self.targets():
            through, column = self.holding(link)
            table, rows = through, through.select(through.edition)
            if isinstance(link, Links):
                table = self.model.alias()
                rows = rows.join(table, on=(through.edition == table.edition))
            keys = [SortKey(int, through.entry, descends=True)]
            if self.model.order:
                keys = sort_keys(through, self.model, self.model.order)
            shown = [column == entry, self.writer.live(table), *map(SQL, conditions)]
            ordered = rows.where(*shown).order_by(*[key.ordering(self.writer.dialect) for key in keys])
            yield self.writer.sql(ordered.limit(most))

    def holding(self, link: Link | Links) -> tuple[Any, Any]:
        """Return the rows that hold a link, of editions or of links, and the column of its target."""
        if isinstance(link, Link):
            table = self.model.alias()
            return table, getattr(table, link.name)
        through = link.table.alias()
        return through, through.target
