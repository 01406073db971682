"""Nodes: objects of any type by their global ids, as the ids say they are read; only the types named are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLObjectType
from peewee import SQL

from resolvers.attributes import ids
from resolvers.compiler.parameters import ListParameter
from resolvers.compiler.planning import (
    Counted,
    Json,
    Planner,
    ReadOptionPlaces,
    assemble,
    attribute_json,
    read_options_of,
)
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.circumstances import SiteOptions
from resolvers.context.errors import BadUserInput, require_few
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.read_context import DEFAULT, ReadContext

MOST_CONTEXTS = 10
"""Readings that one list of ids may name: the statement looks ids up once for each."""


@dataclass(frozen=True)
class Nodes:
    """The objects that global ids name, of any type of an interface.

    They are those of the argument `id`, or a list of those of `ids`. What other arguments ask for goes before the
    reading that an id names.
    """

    argument: str
    interface: str = "Node"


def given_ids(argument: str, selected: SelectedField, arguments: Mapping[str, Any]) -> list[str]:
    """List the ids that a field is given; raise `BadUserInput` for too many."""
    given = arguments[argument]
    several = given if isinstance(given, list) else [given]
    require_few(several, argument, selected)
    return several


@read_options_of.register
def read_options_of_nodes(
    attribute: Nodes, selected: SelectedField, arguments: Mapping[str, Any], site: SiteOptions
) -> ReadOptionPlaces:
    """List the read options that ids name, unless other arguments do; raise `BadUserInput` for too many."""
    places: dict[Any, list[int]] = {}
    for place, each in enumerate(given_ids(attribute.argument, selected, arguments)):
        places.setdefault(ids.decode(each).options.changed(arguments), []).append(place)
    if len(places) > MOST_CONTEXTS:
        reason = f"ids must be of at most {MOST_CONTEXTS} readings (locale, fallback, asOf), not {len(places)}."
        raise BadUserInput(reason, selected)
    return places or {DEFAULT: []}


@assemble.register
def assemble_nodes(attribute: Nodes, answers: Sequence[bytes], places: Sequence[Sequence[int]]) -> bytes:
    """Put lists that were answered in several read contexts together, each element in its place."""
    if len(answers) == 1:
        return answers[0]
    found = {
        place: element
        for answer, own in zip(answers, places, strict=True)
        for place, element in zip(own, orjson.loads(answer), strict=True)
    }
    return orjson.dumps([found[place] for place in sorted(found)])


@dataclass(frozen=True, eq=False)
class Identifiers:
    """The argument that gives global ids."""

    argument: str
    selected: SelectedField
    kinds: Mapping[str, Json]
    types: ListParameter
    uids: ListParameter

    def read(self, context: ReadContext, variables: Any) -> tuple[tuple[str, ...], dict[str, Any]]:
        """Return which types the ids with these read options name, and the ids, taken apart."""
        given = given_ids(self.argument, self.selected, self.selected.arguments_of(variables))
        named = [ids.decode(given[place]) for place in context.places]
        types, uids = [each.type for each in named], [each.uid for each in named]
        return tuple(sorted({*types} & self.kinds.keys())), {self.types: types, self.uids: uids}


@attribute_json.register
def nodes_json(attribute: Nodes, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Look objects up by global id, each by the query of its type."""
    possible = selected.document.schema.get_possible_types(selected.type)  # type: ignore[arg-type]
    named = planner.rows(None)
    counted: Counted = set()
    kinds = {kind.name: node_json(kind, selected, named, planner, counted) for kind in possible}
    types, uids = ListParameter(f"{named.alias}_types"), ListParameter(f"{named.alias}_uids")
    given = Identifiers(attribute.argument, selected, kinds, types, uids)
    planner.arguments.append(given)

    def write(writer: StatementWriter) -> str:
        cases = [f"WHEN '{name}' THEN {kinds[name](writer)}" for name in writer.variant(given)]
        dialect = writer.dialect
        choice = f'CASE "{named.alias}"."type" {" ".join(cases)} ELSE {dialect.null} END'
        element = dialect.nested(choice) if cases else dialect.null
        source = dialect.listed_together(type=types, uid=uids)
        if attribute.argument == "ids":
            return dialect.list_of(element, f"{source} ORDER BY place", named.alias)
        return dialect.nested(f'(SELECT {element} FROM ({source}) AS "{named.alias}")')

    return write


def node_json(
    kind: GraphQLObjectType, selected: SelectedField, named: Rows, planner: Planner, counted: Counted
) -> Json:
    """Plan what is selected on the node of one type that has the uid of the row *named*."""
    model, slug = OBJECT_TYPES[kind.name].model, OBJECT_TYPES[kind.name].slug
    if model is None:
        return planner.object(kind, selected.fields(kind), named, counted)
    found = planner.rows(model)
    element = planner.object(kind, selected.fields(kind), found, counted)
    entry = f'(SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "{named.alias}"."uid")'
    condition: Any = found.table.entry == SQL(entry)
    if slug is not None:
        condition &= found.table.slug == slug
    return lambda writer: writer.dialect.one_of(writer.live_rows(found.table, SQL(element(writer))).where(condition))
