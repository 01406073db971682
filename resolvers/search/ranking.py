"""Ranking: the entries of a type that are found, of which those that are worth most are shown.

Of each type those are ranked whose title is what is typed, `MOST` that have all terms in a title, and only where these
are fewer, as many that have them anywhere, and as many that link to an entry whose title is what is typed: of each the
newest editions. So a word that half of a million stories have takes no longer than one that a thousand have. Entries
with as many points stand in the order of their numbers, those made last first.

Where no entry of any type has all terms, those are ranked that have some in a title.
"""

from typing import Any, NamedTuple

from peewee import SQL

from models.search.columns import TITLE_TOKENS, TOKENS
from models.search_index import index_of
from resolvers.compiler.matching import Indexed
from resolvers.compiler.writer import StatementWriter
from resolvers.search.linked import Linked
from resolvers.search.points import Names, Points, Ranked

MOST = 200
"""Editions of a type that are ranked because they have what is typed in a title, and because they have it anywhere."""


class Ranking(NamedTuple):
    """The SQL that finds what was typed, and ranks it."""

    ranked: Ranked
    names: Names
    writer: StatementWriter

    @property
    def points(self) -> Points:
        """The SQL of the points."""
        return Points(self.ranked, self.names, self.writer.dialect)

    def found(self, model: Any, alias: str) -> str:
        """Select the editions of a type that are ranked, with their tokens."""
        rows, whole, titled, text = (model.alias(f"{alias}{what}") for what in ("", "_whole", "_titled", "_text"))
        few = f"(SELECT COUNT(*) FROM titled) < {MOST}"
        among = (
            f"WITH titled AS MATERIALIZED ({self.newest(titled, 'title')})"
            f" SELECT edition FROM ({self.newest(whole, 'whole')}) AS whole UNION SELECT edition FROM titled"
            f" UNION SELECT edition FROM ({self.newest(text, 'any', few)}) AS text"
        )
        linked = Linked(model, self.names.match("whole"), self.writer).first(MOST, few)
        if self.ranked.phrases or self.ranked.without:
            linked = iter(())
        among += "".join(f" UNION SELECT edition FROM ({each}) AS linked{place}" for place, each in enumerate(linked))
        columns = (rows.entry, rows.edition, getattr(rows, TITLE_TOKENS), getattr(rows, TOKENS))
        return self.writer.sql(rows.select(*columns).where(rows.edition.in_(SQL(f"({among})"))))

    def titled(self, model: Any, alias: str) -> str:
        """Select the editions of a type that have all terms in a title, with their tokens."""
        return self.of_titles(model, alias, "title")

    def partly(self, model: Any, alias: str) -> str:
        """Select those that have some terms in a title, unless one has all."""
        table = model.alias(f"{alias}_all")
        whole = self.writer.dialect.matching(index_of(model), self.names.match("title"), TITLE_TOKENS)
        joined = f'JOIN "{model._meta.table_name}" AS "{table.alias}" ON "{table.alias}".edition = whole.edition'
        shown = " AND ".join([self.writer.sql(self.writer.live(table)), *self.points.beside_index(f'"{table.alias}"')])
        return self.of_titles(
            model, alias, "some", f"NOT EXISTS (SELECT 1 FROM ({whole}) AS whole {joined} WHERE {shown})"
        )

    def of_titles(self, model: Any, alias: str, what: str, *conditions: str) -> str:
        """Select the newest editions of a type that have what is asked for in a title, with their tokens."""
        rows, titled = model.alias(alias), model.alias(f"{alias}_titled")
        among = f"SELECT edition FROM ({self.newest(titled, what, *conditions)}) AS titled"
        columns = (rows.entry, rows.edition, getattr(rows, TITLE_TOKENS), getattr(rows, TOKENS))
        return self.writer.sql(rows.select(*columns).where(rows.edition.in_(SQL(f"({among})"))))

    def alike(self, model: Any, alias: str) -> str:
        """Select the titles of a type in which words begin like those that may be misspelt."""
        rows, near = model.alias(alias), model.alias(f"{alias}_near")
        among = SQL(f"(SELECT edition FROM ({self.newest(near, 'alike')}) AS near)")
        return self.writer.sql(rows.select(getattr(rows, TITLE_TOKENS)).where(rows.edition.in_(among)))

    def newest(self, table: Any, what: str, *conditions: str) -> str:
        """Select the newest editions of a type that are shown and have what the index is asked for."""
        alias, model = table.alias, table.model
        beside = [] if what == "alike" else self.points.beside_index(f'"{alias}"')
        shown = [*conditions, self.writer.sql(self.writer.live(table)), *beside]
        column = TOKENS if what == "any" else TITLE_TOKENS
        indexed = Indexed(index_of(model), model._meta.table_name, alias, column)
        return self.writer.dialect.newest_matching(indexed, self.names.match(what), " AND ".join(shown), MOST)
