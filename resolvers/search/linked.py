"""Linked names: what links to an entry whose whole title is typed, the name of a tag or a school, is found as well.

Only words are: what is typed in quotes must stand in the entry itself, as must nothing that is left out.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from peewee import SQL, Expression

from models.edition import content_type
from models.links import Link, links_of
from models.search.columns import TITLE_TOKENS, TOKENS
from models.search_index import index_of
from resolvers.compiler.parameters import MatchParameter
from resolvers.compiler.writer import StatementWriter
from resolvers.context.errors import Denied


class Linked(NamedTuple):
    """The links of the editions of a type to the entry that *match*, which asks for a title, finds."""

    model: Any
    match: MatchParameter
    writer: StatementWriter

    def targets(self) -> Iterator[tuple[Any, Any]]:
        """Yield each link with the entry that has the title: of several, that made last.

        Links to a type that the perspective may not show lead to nothing here.
        """
        held: list[Any] = [
            *links_of(self.model).values(),
            *(f for f in self.model._meta.sorted_fields if isinstance(f, Link)),
        ]
        for link in held:
            target = content_type(link.target)
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
            table = (self.model if isinstance(link, Link) else link.table).alias()
            column = getattr(table, link.name) if isinstance(link, Link) else table.target
            yield self.writer.sql(table.select(table.edition).where(column == entry))

    def first(self, most: int, *conditions: str) -> Iterator[str]:
        """Select *most* of those that are shown, the first in the order of the type, where conditions hold."""
        for link, entry in self.targets():
            table = self.model.alias()
            through = table if isinstance(link, Link) else link.table.alias()
            column = getattr(table, link.name) if isinstance(link, Link) else through.target
            rows: Any = through.select(through.edition)
            if through is not table:
                rows = rows.join(table, on=(through.edition == table.edition))
            order = [getattr(through, name.lstrip("-")) for name in self.model.order]
            descends = [name.startswith("-") for name in self.model.order]
            sorted_by = [each.desc() if down else each.asc() for each, down in zip(order, descends, strict=True)]
            last = through.entry.desc() if not descends or descends[-1] else through.entry.asc()
            shown = [column == entry, self.writer.live(table), *map(SQL, conditions)]
            yield self.writer.sql(rows.where(*shown).order_by(*sorted_by, last).limit(most))
