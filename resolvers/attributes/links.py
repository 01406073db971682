"""Links followed from the side that holds them: to one entry, or to several in their order.

A link to an entry that is not live is not there.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from peewee import SQL, ModelSelect, fn

import models.edition
from models.links import Link, Links
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.planning import Json, OwnArguments, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.read_context import ReadContext


@dataclass(frozen=True)
class NarrowedLinks:
    """The attribute of links that an argument narrows to targets which in turn link to an entry.

    *argument* gives the slug of that entry, *through* the targets' links to it.
    """

    links: Links
    argument: str
    through: Links


@attribute_json.register
def link_json(attribute: Link, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Follow a link to one entry; null where there is none or it is not live."""
    linked = planner.rows(models.edition.content_type(attribute.target))
    element = planner.below(selected, linked)

    def write(writer: StatementWriter, key: str) -> str:
        found = writer.live_rows(linked.table, SQL(element(writer)))
        return writer.dialect.one_of(found.where(linked.table.entry == SQL(key)))

    return lambda writer: writer.below(rows, lambda inner: write(inner, rows.column(attribute.name)))


@attribute_json.register
def links_json(attribute: Links, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Follow links to several entries."""
    linked = planner.rows(models.edition.content_type(attribute.target))
    element = planner.below(selected, linked)

    def write(writer: StatementWriter, key: str) -> str:
        text = element(writer)
        rows = targets(writer, attribute, linked, key, text)
        return writer.dialect.list_of(text, writer.sql(rows), linked.alias)

    return lambda writer: writer.below(rows, lambda inner: write(inner, rows.column("edition")))


def targets(writer: StatementWriter, links: Links, linked: Rows, edition: str, element: str) -> ModelSelect:
    """Select what *element* reads of the live targets of an edition's links, in their order."""
    through = links.table.alias(f"{linked.alias}_links")
    rows: Any = writer.live_rows(linked.table, linked.named_in(element)).join(
        through, on=(through.target == linked.table.entry)
    )
    found: ModelSelect = rows.where(through.edition == SQL(edition)).order_by(through.position)
    return found


@dataclass(frozen=True, eq=False)
class NarrowingArgument(OwnArguments):
    """The argument of narrowed links."""

    attribute: NarrowedLinks
    selected: SelectedField
    parameter: Parameter

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, dict[str, Any]]:
        """Return whether the argument is given, and its value."""
        slug = self.selected.text(self.attribute.argument, variables)
        return slug is not None, {self.parameter: slug}

    def narrowed(self, rows: ModelSelect, linked: Rows, writer: StatementWriter) -> ModelSelect:
        """Require the onward link, if the argument is given."""
        if not writer.variant(self):
            return rows
        through = self.attribute.through.table.alias()
        entries = models.edition.content_type(self.attribute.through.target).alias()
        onward = writer.live_rows(entries, SQL("1")).join(through, on=(through.target == entries.entry))
        slug = entries.slug == self.parameter.place
        return rows.where(fn.EXISTS(onward.where((through.edition == linked.table.edition) & slug)))


@attribute_json.register
def narrowed_json(attribute: NarrowedLinks, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Follow links to several entries, narrowed by an argument."""
    linked = planner.rows(models.edition.content_type(attribute.links.target))
    element = planner.below(selected, linked)
    argument = NarrowingArgument(attribute, selected, Parameter(f"{linked.alias}_{attribute.argument}"))
    planner.arguments.append(argument)

    def write(writer: StatementWriter, key: str) -> str:
        text = element(writer)
        rows = targets(writer, attribute.links, linked, key, text)
        found = argument.narrowed(rows, linked, writer)
        return writer.dialect.list_of(text, writer.sql(found), linked.alias)

    return lambda writer: writer.below(rows, lambda inner: write(inner, rows.column("edition")))
