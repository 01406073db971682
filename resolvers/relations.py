"""Links followed from the side that holds them: to one entry, or to several in their order.

One statement a link, whatever the number of rows it starts from. A link to an entry that is not
live is not there.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from peewee import ModelSelect, fn

import models.edition
from models.links import Link, Links
from resolvers.planning import Planner, attribute_shape, row_shape, rows_shape
from resolvers.readings import Reading
from resolvers.reads import Read, Shape, column_keys
from resolvers.selections import Selected
from resolvers.statements import Parameter, among, live_rows


class PlainSource:
    """A source whose SQL is always the same and which has no arguments."""

    def variant(self, reading: Reading) -> Hashable:
        """There is one."""
        return None

    def values(self, reading: Reading) -> dict[str, Any]:
        """There are none."""
        return {}


@dataclass(frozen=True)
class ColumnSource(PlainSource):
    """The rows that have one of the keys in the column named *column*, of SQL type *kind*."""

    column: str
    kind: str = "bigint"

    def query(self, read: Read, variant: Hashable) -> ModelSelect:
        """Select by the column, which is the group key."""
        column = getattr(read.table, self.column)
        return live_rows(read.table, column, *read.columns).where(among(column, kind=self.kind))


@dataclass(frozen=True)
class LinkSource(PlainSource):
    """What the editions that are the keys link to, in the links' order."""

    links: Links

    def query(self, read: Read, variant: Hashable) -> ModelSelect:
        """Select the live targets through the table of links."""
        table = self.links.table.alias()
        return (
            live_rows(read.table, table.edition, *read.columns)
            .join(table, on=(table.target == read.table.entry))
            .where(among(table.edition))
            .order_by(table.edition, table.position)
        )


@dataclass(frozen=True)
class NarrowedLinks:
    """The attribute of links that an argument narrows to targets which in turn link to an entry.

    *argument* gives the slug of that entry, *through* the targets' links to it.
    """

    links: Links
    argument: str
    through: Links


@dataclass(frozen=True)
class NarrowedSource:
    """What `LinkSource` gives; of it, when the argument is given, what *through* links on to it."""

    attribute: NarrowedLinks
    selected: Selected

    def variant(self, reading: Reading) -> Hashable:
        """Tell whether the argument is given."""
        return self.selected.arguments(reading).get(self.attribute.argument) is not None

    def values(self, reading: Reading) -> dict[str, Any]:
        """Give the argument."""
        return {self.attribute.argument: self.selected.text(self.attribute.argument, reading)}

    def query(self, read: Read, variant: Hashable) -> ModelSelect:
        """Select as `LinkSource` does, and require the onward link."""
        query = LinkSource(self.attribute.links).query(read, None)
        if not variant:
            return query
        through = self.attribute.through.table.alias()
        entries = models.edition.content_type(self.attribute.through.target).alias()
        onward = (
            live_rows(entries, fn.COUNT(entries.edition))
            .join(through, on=(through.target == entries.entry))
            .where((through.edition == read.table.edition) & (entries.slug == Parameter(self.attribute.argument).place))
        )
        return query.where(onward > 0)


def entries_read(target: str, selected: Selected, planner: Planner) -> tuple[Read, Shape]:
    """Plan a read of entries of the type named *target* by their ids, and their shape."""
    read = Read(models.edition.content_type(target), ColumnSource("entry"))
    return read, planner.below(selected, read)


@attribute_shape.register
def link_shape(attribute: Link, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Follow a link to one entry; null where there is none or it is not live."""
    read, shape = entries_read(attribute.target, selected, planner)
    key = target.column(attribute.name)
    return row_shape(target.child(read, column_keys(key)), key, shape)


@attribute_shape.register
def links_shape(attribute: Links, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Follow links to several entries."""
    return linked_shape(attribute, LinkSource(attribute), selected, target, planner)


@attribute_shape.register
def narrowed_shape(attribute: NarrowedLinks, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Follow links to several entries, narrowed by an argument."""
    return linked_shape(attribute.links, NarrowedSource(attribute, selected), selected, target, planner)


def linked_shape(links: Links, source: Any, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Plan the read of *source* below *target*, by the editions of its rows."""
    read = Read(models.edition.content_type(links.target), source)
    shape = planner.below(selected, read)
    key = target.column("edition")
    return rows_shape(target.child(read, column_keys(key)), key, shape)
