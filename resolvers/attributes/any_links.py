"""Links that may lead to entries of several types, followed from the side that holds them.

    target { __typename slug ... on Event { startsAt } }

An entry that is not live, or of a type that the reader may not see, is not there.
"""

from collections.abc import Callable
from typing import Any

from peewee import SQL

from models.edition import target_models
from models.links import AnyLink, AnyLinks, Link, Links
from resolvers.attributes.components import Components, entries_json
from resolvers.attributes.entries_of_types import Kinds, cases_of, planned_kinds
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter

EntryJson = Callable[[StatementWriter, str], str]
"""Writes an entry of any type by SQL that gives its number; null where it is not live."""


def entry_json(link: Link | Links, selected: SelectedField, planner: Planner) -> EntryJson:
    """Plan what is selected of the entry that a link to several types leads to, on each type."""
    kinds = planned_kinds(selected, planner, {model.__name__: model for model in target_models(link)})
    return lambda writer, number: choice(writer, number, kinds)


def choice(writer: StatementWriter, number: str, kinds: Kinds, kind: str = "") -> str:
    """Write the element of the entry with a number that is planned for its type; null where there is none.

    The type is the *kind*, or else it is looked up.
    """
    cases = cases_of(writer, number, kinds)
    if not cases:
        return writer.dialect.null
    kind = kind or f'(SELECT "of"."type" FROM "entry" AS "of" WHERE "of"."entry" = {number})'
    return writer.dialect.nested(f"CASE {kind} {cases} ELSE {writer.dialect.null} END")


@attribute_json.register
def any_link_json(attribute: AnyLink, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Follow a link to one entry; null where there is none or it is not live."""
    write = entry_json(attribute, selected, planner)
    return lambda writer: writer.below(rows, lambda inner: write(inner, rows.column(attribute.name)))


@attribute_json.register
def any_links_json(attribute: AnyLinks, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Follow links to several entries."""
    alias = planner.rows(None).alias
    entry = entry_json(attribute, selected, planner)

    def write(writer: StatementWriter, edition: str) -> str:
        through = attribute.table.alias(f"{alias}_links")
        element = SQL(entry(writer, f'"{alias}_links"."target"')).alias("found")
        linked: Any = through.select(element).where(through.edition == SQL(edition)).order_by(through.position)
        return writer.dialect.list_of_found("found", writer.sql(linked), alias)

    return lambda writer: writer.below(rows, lambda inner: write(inner, rows.column("edition")))


@entries_json.register
def any_entries_json(attribute: AnyLink, selected: SelectedField, components: Components, numbers: Any) -> Json:
    """Write the entries that links of one name in a row's components lead to, by id; null for what is not live."""
    return keyed_entries(components.planner, entry_json(attribute, selected, components.planner), numbers)


def keyed_entries(planner: Planner, entry: EntryJson, numbers: Any) -> Json:
    """Write an element of each entry whose id the column *numbers* lists, by id."""
    alias = planner.rows(None).alias

    def write(writer: StatementWriter) -> str:
        dialect, number = writer.dialect, f'CAST("{alias}"."value" AS bigint)'
        element = dialect.keyed(number, entry(writer, number))
        return f'(SELECT {element} FROM {dialect.elements_function}({writer.sql(numbers)}) AS "{alias}")'

    return write
