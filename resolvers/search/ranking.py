"""Ranking: the entries that are found, of which those that are worth most are shown.

Of each type those are ranked whose title is what is typed, `MOST` that have all terms in a title, and only where these
are fewer, as many that have them anywhere, and as many that link to an entry whose title is what is typed: of each the
newest editions. So a word that half of a million stories have takes no longer than one that a thousand have. Entries
with as many points stand in the order of their numbers, those made last first.

Where no entry of any type has all terms, those are ranked that have some in a title: the newest of each type.

The SQL is a chain of tables in WITH. A row of theirs is a type, by its `kind`, with the `first` and the `last` of its
places in the index; what is found of it are lists of places. Each table is named once, in the next: SQLite writes a
table out wherever it is named.

titles     the lists of those with a whole title and with all terms in a title, `by_whole` and `by_title`
texts      that of those with all terms anywhere, `by_text`, and the entries with such a title, `named_0` and so on
linking    that of those that link to these, `by_link`
lists      all of them, as `found`
counted    how many are found at most of a type, `in_all`, where there may be none
found      a row for each place
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from models.search.columns import TITLE_TOKENS
from models.search_index import BITS, places_of
from resolvers.compiler.matching import Editions, Sought
from resolvers.compiler.writer import StatementWriter
from resolvers.search.linked import Linked, named_kinds
from resolvers.search.points import Names, Points, Ranked

MOST = 100
"""Editions of a type that are ranked because they have what is typed in a title, and because they have it anywhere."""

MOST_PARTIAL = 25
"""Editions of a type that are ranked because they have some of what is typed in a title, where none has all."""

MOST_HELD = 500
"""Editions of a type with all words, in a title or anywhere, that are held against quotes and words left out.

Words that many texts have may stand side by side in none: all of a million would be read for them.
"""

POINTS = 10
"""Bits that points take, where they stand in one number with an entry."""


class Ranking(NamedTuple):
    """The SQL that finds what was typed in types by their kinds, as tables whose names begin with an *alias*."""

    ranked: Ranked
    names: Names
    writer: StatementWriter
    models: Mapping[str, Any]
    alias: str

    @property
    def points(self) -> Points:
        """The SQL of the points."""
        return Points(self.ranked, self.names, self.writer.dialect)

    def found(self, *, may_be_partial: bool) -> Iterator[str]:
        """Write the tables of what is ranked."""
        dialect = self.writer.dialect
        targets = {} if self.ranked.beside else named_kinds(self.models.values(), self.writer)
        models = {**self.models, **targets}
        by_title = self.newest("title", self.models)
        yield self.table(
            "titles", f"*, {self.newest('whole', models)} AS by_whole, {by_title} AS by_title", self.kinds(models)
        )
        few = f"{dialect.number_of_places('by_title')} < {MOST}"
        linked = Linked(self.writer, targets, self.alias)
        columns = [f"CASE WHEN {few} THEN {self.newest('any', self.models)} END AS by_text", *linked.named()]
        yield self.table("texts", f"*, {', '.join(columns)}", f"{self.alias}_titles")
        lists, before = ["by_whole", "by_title", "by_text"], f"{self.alias}_texts"
        if targets:
            linking = linked.first(self.models, MOST, f"{few} AND {linked.has_named()}")
            yield self.table("linking", f"*, {linking} AS by_link", before)
            lists, before = [*lists, "by_link"], f"{self.alias}_linking"
        rows = [dialect.places_in(each, f"list{number}") for number, each in enumerate(lists)]
        every = " UNION ".join([f"SELECT value AS place FROM {each}" for each in rows])
        asked = ", ".join([f"'{kind}'" for kind in self.models])
        is_asked = f" WHERE kind.kind IN ({asked})" if targets else ""
        yield self.table("lists", f"*, {dialect.gathered_places(every)} AS found", before, is_asked)
        if not may_be_partial:
            yield self.places("lists", "found", "1")
            return
        counted = f"*, MAX({dialect.number_of_places('found')}) OVER () AS in_all"
        yield self.table("counted", counted, f"{self.alias}_lists")
        listed = f"CASE WHEN kind.in_all > 0 THEN kind.found ELSE {self.newest('some', self.models)} END"
        yield self.places("counted", listed, "CASE WHEN kind.in_all > 0 THEN 1 ELSE 0 END")

    def titled(self) -> Iterator[str]:
        """Write the tables of those that have all terms in a title."""
        yield self.table("lists", f"*, {self.newest('title', self.models)} AS found", self.kinds(self.models))
        yield self.places("lists", "found", "1")

    def alike(self, condition: str) -> Iterator[str]:
        """Write the tables of the titles in which words begin like those that may be misspelt, under a condition."""
        near = f"CASE WHEN {condition} THEN {self.newest('alike', self.models)} END AS found"
        yield self.table("near", f"*, {near}", self.kinds(self.models))
        title = self.writer.dialect.titles_at("near.value") or self.of_kind(
            "near", "near.value", lambda table: f"{table}.{TITLE_TOKENS}"
        )
        listed = self.writer.dialect.places_in("kind.found", "near")
        rows = f"{self.alias}_near AS kind CROSS JOIN {listed}"
        yield f"{self.alias}_alike AS (SELECT {title} AS {TITLE_TOKENS} FROM {rows})"

    def table(self, name: str, columns: str, rows: str, conditions: str = "") -> str:
        """Write a table of types."""
        return f"{self.alias}_{name} AS MATERIALIZED (SELECT {columns} FROM {rows} AS kind{conditions})"

    def places(self, table: str, places: str, is_whole: str) -> str:
        """Write the table of the places in the lists of another."""
        listed = self.writer.dialect.places_in(places, "listed")
        columns = f"kind.kind AS kind, listed.value AS place, {is_whole} AS is_whole"
        rows = f"{self.alias}_{table} AS kind CROSS JOIN {listed}"
        return f"{self.alias}_found AS MATERIALIZED (SELECT {columns} FROM {rows})"

    def hits(self) -> Iterator[str]:
        """Write the table of what is found with its points, called `hits`."""
        groups, _ = self.points.counted
        title = self.writer.dialect.points_at(groups, "found.place")
        if not title:
            yield from self.hits_at_once()
            return
        columns = f"found.kind, title.entry, found.place & {(1 << BITS) - 1} AS edition, found.is_whole, title.points"
        rows = f"{self.alias}_found AS found CROSS JOIN LATERAL ({title} OFFSET 0) AS title"
        yield f"{self.alias}_hits AS MATERIALIZED (SELECT {columns} FROM {rows})"

    def hits_at_once(self) -> Iterator[str]:
        """Write the same with one look at what is found: entry and points are in one number first."""

        def score(table: str) -> str:
            return f"({table}.entry << {POINTS}) + {self.points.of(table, 0)}"

        scored = self.of_kind("hit", "kind.place", score)
        yield (
            f"{self.alias}_scored AS MATERIALIZED"
            f" (SELECT kind, place, is_whole, {scored} AS scored FROM {self.alias}_found AS kind)"
        )
        yield (
            f"{self.alias}_hits AS MATERIALIZED (SELECT kind, scored >> {POINTS} AS entry,"
            f" place & {(1 << BITS) - 1} AS edition, is_whole, scored & {(1 << POINTS) - 1} AS points"
            f" FROM {self.alias}_scored)"
        )

    def newest(self, what: str, models: Mapping[str, Any]) -> str:
        """List the places of the newest editions of a kind that are shown and have what the index is asked for."""
        editions = []
        for number, (kind, model) in enumerate(models.items()):
            table = model.alias(f"{self.alias}_{what}{number}")
            beside = [] if what == "alike" else self.points.beside_index(f'"{table.alias}"')
            condition = " AND ".join([self.writer.sql(self.writer.live(table)), *beside])
            editions.append(Editions(kind, model._meta.table_name, table.alias, places_of(model).first, condition))
        parts = self.names.parts(what, self.ranked.terms) if what in ("title", "any") else [self.names.match(what)]
        newest = MOST_HELD if self.ranked.beside and what in ("title", "any") else None
        sought = Sought(editions, self.names.match(what), parts, is_of_titles=what != "any", newest=newest)
        return self.writer.dialect.newest_matching(sought, MOST_PARTIAL if what == "some" else MOST)

    def of_kind(self, name: str, place: str, value: Callable[[str], str]) -> str:
        """Write a value of the edition at a place of a row `kind`, out of the table of its type."""
        cases = []
        for number, (kind, model) in enumerate(self.models.items()):
            table = f'"{self.alias}_{name}{number}"'
            edition = f"{table}.edition = {place} - {places_of(model).first}"
            rows = f'"{model._meta.table_name}" AS {table} WHERE {edition}'
            cases.append(f"WHEN '{kind}' THEN (SELECT {value(table)} FROM {rows})")
        return f"CASE kind.kind {' '.join(cases)} END"

    def kinds(self, models: Mapping[str, Any]) -> str:
        """Select types by their kinds, with their places."""
        return self.writer.dialect.with_newest(kinds(models))


def kinds(models: Mapping[str, Any]) -> str:
    """Select types by their kinds, with their places."""
    rows = [
        f"('{kind}', CAST({first} AS bigint), CAST({last} AS bigint))"
        for kind, (first, last) in ((kind, places_of(model)) for kind, model in models.items())
    ]
    return f"(SELECT column1 AS kind, column2 AS first, column3 AS last FROM (VALUES {', '.join(rows)}) AS listed)"
