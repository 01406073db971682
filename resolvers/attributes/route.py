"""Routes: what a path leads to, as one object, answered with the page below it.

A path is parsed in Python (`models.addresses.requests`), and only types that it may be of are in the statement. What is
found is one row (`route_hits`); of its facts Python makes the values of the route (`route_answers`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from graphql import GraphQLObjectType
from peewee import SQL

from resolvers.attributes.route_answers import formatter_of, values_shape
from resolvers.attributes.route_arguments import GIVEN, RouteArguments, request_of
from resolvers.attributes.route_hits import RouteRows, hit_from, models_in
from resolvers.compiler.parameters import ListParameter, Parameter
from resolvers.compiler.planning import (
    Counted,
    Json,
    Planner,
    ReadOptionPlaces,
    attribute_json,
    object_json,
    read_options_of,
    typename,
)
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.circumstances import SiteOptions
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.read_context import DEFAULT


@dataclass(frozen=True)
class Route:
    """What the path that the argument `path` gives leads to; null where that is nothing."""


@dataclass(frozen=True)
class RouteValue:
    """A value of a route: what it is in Python, and whether it may be null; alternates are a list."""

    name: str
    target: Any
    is_nullable: bool = False


@dataclass(frozen=True)
class RouteEntry:
    """The entry that a path leads to."""


@read_options_of.register
def read_options_of_route(
    attribute: Route, selected: SelectedField, arguments: Mapping[str, Any], site: SiteOptions
) -> ReadOptionPlaces:
    """Read in the language of the path."""
    request = request_of(arguments, site)
    return {DEFAULT.changed(arguments if request is None else {**arguments, "locale": request.locale}): ()}


@attribute_json.register
def route_json(attribute: Route, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Look up what a path leads to."""
    alias = planner.rows(None).alias
    names = {name: Parameter(f"{alias}_{name}") for name in GIVEN}
    given = RouteArguments(above=ListParameter(f"{alias}_above"), **names)
    planner.arguments.append(given)
    hit = RouteRows(None, alias, given)
    element = element_of(selected, hit, planner)

    def write(writer: StatementWriter) -> str:
        if writer.variant(given) is None:
            return writer.dialect.null
        # with a limit, or SQLite would make one of it and of the hit, and look the facts up anew for each field
        one = f"(SELECT {element(writer)} FROM {hit_from(writer, hit)} LIMIT 1)"
        return writer.dialect.nested(one, nullable=True)

    return write


def element_of(selected: SelectedField, hit: RouteRows, planner: Planner) -> Json:
    """Plan the object; values that follow each other are said at once."""
    fields, attributes = selected.fields(), OBJECT_TYPES[selected.type.name].attributes
    planner.count(len(fields))
    members: list[tuple[str, Json]] = []
    for is_value, several in groupby(fields, lambda each: isinstance(attributes.get(each.name), RouteValue)):
        if is_value:
            members.append(values_json(list(several), hit))
            continue
        for each in several:
            is_name = each.name == "__typename"
            planned = typename(selected.type.name) if is_name else planner.member(attributes[each.name], each, hit)
            members.append((each.key, planned))
    return object_json(members)


def values_json(several: Sequence[SelectedField], hit: RouteRows) -> tuple[str, Json]:
    """Let Python say values of the facts, the first with the keys and values of all others behind it."""
    shape = values_shape(several)

    def write(writer: StatementWriter) -> str:
        formatter = formatter_of(shape, writer.context.site.addresses, writer.reads)
        return writer.placeholder(formatter, hit.facts)

    return several[0].key, write


@attribute_json.register
def route_entry_json(attribute: RouteEntry, selected: SelectedField, rows: RouteRows, planner: Planner) -> Json:
    """Read the entry by the query of its type."""
    kinds = kinds_of(selected, rows, planner)

    def write(writer: StatementWriter) -> str:
        cases = [
            f"WHEN '{model.__name__}' THEN {kinds[model.__name__](writer)}"
            for model in models_in(writer, rows.given)
            if model.__name__ in kinds
        ]
        if not cases:
            return writer.dialect.null
        return writer.dialect.nested(f'CASE "{rows.alias}".kind {" ".join(cases)} ELSE {writer.dialect.null} END')

    return write


def kinds_of(selected: SelectedField, rows: RouteRows, planner: Planner) -> dict[str, Json]:
    """Plan the entry of a hit for each type that it may be of."""
    possible = selected.document.schema.get_possible_types(selected.type)  # type: ignore[arg-type]
    kinds = [kind for kind in possible if OBJECT_TYPES[kind.name].slug is None]
    counted: Counted = set()
    return {kind.name: entry_json(kind, selected, rows, planner, counted) for kind in kinds}


def entry_json(
    kind: GraphQLObjectType, selected: SelectedField, rows: RouteRows, planner: Planner, counted: Counted
) -> Json:
    """Plan what is selected on the entry of a hit, of one type."""
    found = planner.rows(OBJECT_TYPES[kind.name].model)
    element = planner.object(kind, selected.fields(kind), found, counted)
    is_hit = found.table.entry == rows.entry
    return lambda writer: writer.dialect.one_of(writer.live_rows(found.table, SQL(element(writer))).where(is_hit))
