"""Where a component leads: to the page of the entry that its link leads to, or else to the address that it names.

    path   the path of that page, in the language that is read
    url    the same as a whole address where the site has an origin; where there is no page, the component's own address

Only types whose entries have pages stand in the statement.
"""

from dataclasses import dataclass
from typing import Any

from peewee import Field

from models.component_links import column_of_links
from models.edition import target_models
from models.links import Link
from resolvers.attributes.any_links import EntryJson, choice, keyed_entries
from resolvers.attributes.components import Components, Found, Shape, component_shape, with_entries
from resolvers.attributes.entries_of_types import Kinds
from resolvers.compiler.paths import path_json, path_parts
from resolvers.compiler.planning import Json, Planner
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter


@dataclass(frozen=True)
class PathOfTarget:
    """The path of the page that a link of a component leads to."""

    link: Link


@dataclass(frozen=True)
class AddressOfTarget:
    """The address of the page that a link of a component leads to, or else the one that its *field* holds."""

    link: Link
    field: Field


@component_shape.register
def path_shape(attribute: PathOfTarget, selected: SelectedField, components: Components) -> Shape:
    """Take the path out of what is found of the target."""
    target = found_target(attribute.link, components)

    def path(component: dict[str, Any], found: Found) -> Any:
        page = target(component, found)
        return page["path"] if isinstance(page, dict) else page

    return path


@component_shape.register
def address_shape(attribute: AddressOfTarget, selected: SelectedField, components: Components) -> Shape:
    """Take the address out of it, or the path, or else what the component holds."""
    target, name = found_target(attribute.link, components), attribute.field.name

    def address(component: dict[str, Any], found: Found) -> Any:
        page = target(component, found)
        return (page["url"] if isinstance(page, dict) else page) or component.get(name)

    return address


def found_target(link: Link, components: Components) -> Shape:
    """Plan the pages that links of one name lead to: those of all components of a row are found at once."""
    name, written = link.name, (link.name, "address")
    if written not in components.places:
        components.places[written] = len(components.links)
        numbers = getattr(components.rows.table, column_of_links(components.column.name, name))
        components.links.append(with_entries(components, numbers, pages_json(link, components, numbers)))
    place = components.places[written]
    return lambda component, found: found.entries[place].get(str(component.get(name)))


def pages_json(link: Link, components: Components, numbers: Any) -> Json:
    """Write the addresses of the entries whose ids the column *numbers* lists, by id."""
    return keyed_entries(components.planner, page_json(link, components.planner), numbers)


def page_json(link: Link, planner: Planner) -> EntryJson:
    """Plan the addresses of the entry that a link leads to."""
    kinds = [planner.rows(model) for model in target_models(link)]

    def write(writer: StatementWriter, number: str) -> str:
        shown = [rows for rows in kinds if writer.context.site.addresses.has_page(rows.model)]
        pages = {rows.model.__name__: (rows, page_of(rows)) for rows in shown}
        if writer.is_flat and pages:
            name = writer.in_front(f"{shown[0].alias}_pages", lambda: pages_in_front(writer, pages))
            return f"(SELECT page FROM {name} WHERE entry = {number})"
        return choice(writer, number, pages)

    return write


def pages_in_front(writer: StatementWriter, pages: Kinds) -> str:
    """Select the pages of all entries that are live, by entry: a table in front of a statement, which nests less."""
    page = choice(writer.unflattened(), '"paged"."entry"', pages, kind='"paged"."type"')
    return f'SELECT "paged"."entry", {page} AS page FROM "entry" AS "paged"'


def page_of(rows: Rows) -> Json:
    """Write the path of the page of a row; where the site has an origin, an object with the whole address as well."""

    def write(writer: StatementWriter) -> str:
        path = path_json(writer, rows)
        if path_parts(writer, rows, origins=True) is None:
            return path
        return writer.object([("path", path), ("url", path_json(writer, rows, origins=True))])

    return write
