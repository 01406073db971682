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


class Found(NamedTuple):
    """What selects *rows*, with their tokens, out of *tables* that are written before it in WITH.

    Side by side there, rather than inside each other, they are not too deep for SQLite to parse.
    """

    tables: list[str]
    rows: str


class Ranking(NamedTuple):
    """The SQL that finds what was typed, and ranks it."""

    ranked: Ranked
    names: Names
    writer: StatementWriter

    @property
    def points(self) -> Points:
        """The SQL of the points."""
        return Points(self.ranked, self.names, self.writer.dialect)

    def found(self, model: Any, alias: str) -> Found:
        """Find the editions of a type that are ranked."""
        whole, titled, text = (model.alias(f"{alias}_{what}") for what in ("whole", "titled", "text"))
        few = f"(SELECT COUNT(*) FROM {alias}_t) < {MOST}"
        found = {
            "w": self.newest(whole, "whole"),
            "t": self.newest(titled, "title"),
            "x": self.newest(text, "any", few),
        }
        if not self.ranked.phrases and not self.ranked.without:
            linked = Linked(model, self.names.match("whole"), self.writer).first(MOST, few)
            found |= {f"l{place}": each for place, each in enumerate(linked)}
        return self.among(model, alias, found)

    def titled(self, model: Any, alias: str) -> Found:
        """Find the editions of a type that have all terms in a title."""
        return self.among(model, alias, {"t": self.newest(model.alias(f"{alias}_titled"), "title")})

    def partly(self, model: Any, alias: str) -> Found:
        """Find those that have some terms in a title, unless one has all."""
        table = model.alias(f"{alias}_all")
        whole = self.writer.dialect.matching(index_of(model), self.names.match("title"), TITLE_TOKENS)
        joined = f'JOIN "{model._meta.table_name}" AS "{table.alias}" ON "{table.alias}".edition = whole.edition'
        shown = " AND ".join([self.writer.sql(self.writer.live(table)), *self.points.beside_index(f'"{table.alias}"')])
        having_all = (
            f"{alias}_a AS MATERIALIZED (SELECT 1 AS one FROM ({whole}) AS whole {joined} WHERE {shown} LIMIT 1)"
        )
        some = self.newest(model.alias(f"{alias}_titled"), "some", f"NOT EXISTS (SELECT 1 FROM {alias}_a)")
        found = self.among(model, alias, {"t": some})
        return Found([having_all, *found.tables], found.rows)

    def among(self, model: Any, alias: str, found: dict[str, str]) -> Found:
        """Select the editions of a type that are found in one way or another, with their tokens."""
        rows = model.alias(alias)
        tables = [f"{alias}_{name} AS MATERIALIZED ({sql})" for name, sql in found.items()]
        edition = " UNION ".join(f"SELECT edition FROM {alias}_{name}" for name in found)
        columns = (rows.entry, rows.edition, getattr(rows, TITLE_TOKENS), getattr(rows, TOKENS))
        return Found(tables, self.writer.sql(rows.select(*columns).where(rows.edition.in_(SQL(f"({edition})")))))

    def alike(self, model: Any, alias: str) -> Found:
        """Find the titles of a type in which words begin like those that may be misspelt."""
        return self.among(model, alias, {"n": self.newest(model.alias(f"{alias}_near"), "alike")})

    def newest(self, table: Any, what: str, *conditions: str) -> str:
        """Select the newest editions of a type that are shown and have what the index is asked for."""
        alias, model = table.alias, table.model
        beside = [] if what == "alike" else self.points.beside_index(f'"{alias}"')
        shown = [*conditions, self.writer.sql(self.writer.live(table)), *beside]
        column = TOKENS if what == "any" else TITLE_TOKENS
        indexed = Indexed(index_of(model), model._meta.table_name, alias, column)
        return self.writer.dialect.newest_matching(indexed, self.names.match(what), " AND ".join(shown), MOST)
