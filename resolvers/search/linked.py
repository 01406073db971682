"""Linked names: what links to an entry whose whole title is typed, the name of a tag or a school, is found as well.

Only words are: what is typed in quotes must stand in the entry itself, as must nothing that is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from peewee import SQL, Expression, fn

from models.edition import Edition, content_type
from models.links import Link, Links, links_from
from models.search.columns import TOKENS
from models.search_index import places_of
from resolvers.compiler.parameters import MatchParameter
from resolvers.compiler.writer import StatementWriter
from resolvers.context.errors import Denied
from resolvers.where.orders import SortKey, sort_keys


def kind_of(model: type[Edition]) -> str:
    """Name a type as clients do: `NEWS_STORY`."""
    return str(model._meta.table_name).upper()


def targets_of(model: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each link of a type with a type that it may lead to and that has titles; of links to named types alone."""
    for link in links_from(model).values():
        for name in link.types:
            target = content_type(name)
            if TOKENS in target._meta.fields:
                yield link, target


def named_kinds(models: Iterable[Any], writer: StatementWriter) -> dict[str, Any]:
    """List the types that some link to and that have titles, by their kinds.

    Those that the perspective may not show are none: links to them lead to nothing here.
    """
    found = {}
    for target in dict.fromkeys(target for model in models for _, target in targets_of(model)):
        try:
            writer.live(target.alias())
        except Denied:
            continue
        found[kind_of(target)] = target
    return found


class NamedEntry(NamedTuple):
    """The *entry* that a title finds among those that a type may *link* to, as SQL; of several, that made last."""

    link: Link | Links
    entry: Any


def named_entries(model: Any, match: MatchParameter, writer: StatementWriter) -> Iterator[NamedEntry]:
    """Yield what a title finds by each link of a type."""
    targets = named_kinds([model], writer)
    for link, target in targets_of(model):
        if kind_of(target) in targets:
            table = target.alias()
            found = writer.dialect.matching(target, match.mark, is_of_titles=True)
            is_found = writer.dialect.among_found(table.edition, found, are_few=True)
            yield NamedEntry(link, writer.live_rows(table, fn.MAX(table.entry)).where(is_found))


def linking(model: Any, match: MatchParameter, writer: StatementWriter) -> Iterator[str]:
    """Select the editions of a type, live or not, that link to what a title finds.

    That there is such an entry is a condition of its own: a database may read all links, where most lead to one.
    """
    for link, entry in named_entries(model, match, writer):
        through, column = holding(model, link)
        is_named = Expression(entry, "IS NOT", None)
        yield writer.sql(through.select(through.edition).where(is_named & (column == entry)))


def links_to_named(model: Any, table: Any, match: MatchParameter, writer: StatementWriter) -> Iterator[Any]:
    """Require, each on its own, that a row of *table* links to what a title finds."""
    for link, entry in named_entries(model, match, writer):
        if isinstance(link, Link):
            yield getattr(table, link.name) == entry
        else:
            through = link.table.alias()
            rows = through.select(SQL("1")).where(through.edition == table.edition, through.target == entry)
            yield fn.EXISTS(rows)


class Linked(NamedTuple):
    """What links to entries of *targets*, by their kinds, that are found by their titles."""

    writer: StatementWriter
    targets: Mapping[str, Any]
    alias: str

    def named(self) -> Iterator[str]:
        """Write the entries, as columns of kinds with those that are found `by_whole`: of several, that made last."""
        for number, (kind, target) in enumerate(self.targets.items()):
            listed = self.writer.dialect.places_in("kind.by_whole", "named")
            edition = f"target.edition = named.value - {places_of(target).first}"
            joined = f'{listed} CROSS JOIN "{target._meta.table_name}" AS target WHERE {edition}'
            entry = f"CASE kind.kind WHEN '{kind}' THEN (SELECT MAX(target.entry) FROM {joined}) END"
            yield f"MAX({entry}) OVER () AS named_{number}"

    def has_named(self) -> str:
        """Write that there is one."""
        return f"COALESCE({', '.join([f'kind.named_{number}' for number in range(len(self.targets))])}, 0) > 0"

    def first(self, models: Mapping[str, Any], most: int, condition: str) -> str:
        """List the places of the first editions of a kind that link to one of them, under a condition.

        They are *most* by each link, in the order of the type; of a type without one the newest.
        """
        cases = []
        for kind, model in models.items():
            first = places_of(model).first
            rows = [f"SELECT edition + {first} AS place FROM ({each}) AS linked" for each in self.of_type(model, most)]
            if rows:
                cases.append(f"WHEN '{kind}' THEN {self.writer.dialect.gathered_places(' UNION ALL '.join(rows))}")
        return f"CASE CASE WHEN {condition} THEN kind.kind END {' '.join(cases)} END"

    def of_type(self, model: Any, most: int) -> Iterator[str]:
        """Select the first editions of a type that are shown and link to a target, by each link."""
        numbers = {kind: number for number, kind in enumerate(self.targets)}
        for link, target in targets_of(model):
            number = numbers.get(kind_of(target))
            if number is None:
                continue
            through, column = holding(model, link)
            table, rows = through, through.select(through.edition)
            if isinstance(link, Links):
                table = model.alias()
                rows = rows.join(table, on=(through.edition == table.edition))
            keys = [SortKey(int, through.entry, descends=True)]
            if model.order:
                keys = sort_keys(through, model, model.order)
            ordered = rows.where(column == SQL(f"kind.named_{number}"), self.writer.live(table))
            yield self.writer.sql(ordered.order_by(*[key.ordering(self.writer.dialect) for key in keys]).limit(most))


def holding(model: Any, link: Link | Links) -> tuple[Any, Any]:
    """Return the rows that hold a link, of editions or of links, and the column of its target."""
    if isinstance(link, Link):
        table = model.alias()
        return table, getattr(table, link.name)
    through = link.table.alias()
    return through, through.target
