"""Nodes: entries of any type by their global ids; only the types that the ids name are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType
from peewee import SQL

from models.database import is_postgresql
from resolvers import identity
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import Selected
from resolvers.compiler.statements import ListParameter, live_rows
from resolvers.compiler.writing import Rows, Writing, list_of, nested, nothing, one_of
from resolvers.errors import BadUserInput
from resolvers.paging import LARGEST_PAGE
from resolvers.readings import Reading
from resolvers.types import OBJECT_TYPES


@dataclass(frozen=True)
class Nodes:
    """The entries that global ids name, of any type: of the argument `id`, or a list of those of `ids`."""

    argument: str


class TypedObject(dict[str, Any]):
    """A response object under an abstract type, which says of what type it is."""

    type_name: str


def with_types(answer: Any, selected: Selected, reading: Reading) -> Any:
    """Let the objects in the answer of a root field tell of what types they are, where its type is abstract."""
    attribute = OBJECT_TYPES[selected.parent.name].attributes[selected.name]
    if not isinstance(attribute, Nodes):
        return answer
    names = [name for name, _ in read_identifiers(attribute.argument, selected, reading)]
    if isinstance(answer, list):
        return list(map(typed, answer, names))
    return typed(answer, names[0])


def typed(found: dict[str, Any] | None, name: str) -> TypedObject | None:
    """Let an object tell its type."""
    if found is None:
        return None
    tells = TypedObject(found)
    tells.type_name = name
    return tells


@dataclass(frozen=True)
class Identifiers:
    """The argument that gives global ids."""

    argument: str
    selected: Selected
    kinds: Mapping[str, Json]
    types: ListParameter
    entries: ListParameter

    def read(self, reading: Reading) -> list[tuple[str, int]]:
        """Return the type names and the entries that the ids name."""
        return read_identifiers(self.argument, self.selected, reading)

    def variant(self, reading: Reading) -> tuple[str, ...]:
        """Tell which types are named."""
        return tuple(sorted({name for name, _ in self.read(reading)} & self.kinds.keys()))

    def values(self, reading: Reading) -> dict[str, Any]:
        """Give the ids, taken apart."""
        named = self.read(reading)
        return {self.types: [name for name, _ in named], self.entries: [entry for _, entry in named]}


def read_identifiers(argument: str, selected: Selected, reading: Reading) -> list[tuple[str, int]]:
    """Decode the ids that a field is given; raise `BadUserInput` for too many or for what is none."""
    given = selected.arguments(reading)[argument]
    several = given if isinstance(given, list) else [given]
    if len(several) > LARGEST_PAGE:
        raise BadUserInput(f"ids must be at most {LARGEST_PAGE}, not {len(several)}.", selected)
    return [identity.decode(each, selected) for each in several]


@attribute_json.register
def nodes_json(attribute: Nodes, selected: Selected, rows: Rows, planner: Planner) -> Json:
    """Look entries up by global id, each by the query of its type."""
    possible = selected.document.schema.get_possible_types(selected.type)  # type: ignore[arg-type]
    named = planner.rows(None).alias
    kinds = {kind.name: node_json(kind, selected, f'"{named}"."entry"', planner) for kind in possible}
    types, entries = ListParameter(f"{named}_types"), ListParameter(f"{named}_entries")
    identifiers = Identifiers(attribute.argument, selected, kinds, types, entries)
    planner.arguments.append(identifiers)

    def write(writing: Writing) -> str:
        cases = [f"WHEN '{name}' THEN {kinds[name](writing)}" for name in identifiers.variant(writing.reading)]
        element = nested(f'CASE "{named}"."type" {" ".join(cases)} ELSE {nothing()} END') if cases else nothing()
        source = listed(types, entries)
        if attribute.argument == "ids":
            return list_of(element, f"{source} ORDER BY place", named)
        return nested(f'(SELECT {element} FROM ({source}) AS "{named}")')

    return write


def node_json(kind: GraphQLObjectType, selected: Selected, entry: str, planner: Planner) -> Json:
    """Plan what is selected on the node of one type that has the id *entry*."""
    found, slug = planner.rows(OBJECT_TYPES[kind.name].model), OBJECT_TYPES[kind.name].slug
    element = planner.object(kind, selected.fields(kind), found)
    condition: Any = found.table.entry == SQL(entry)
    if slug is not None:
        condition &= found.table.slug == slug
    return lambda writing: one_of(live_rows(found.table, SQL(element(writing))).where(condition))


def listed(types: ListParameter, entries: ListParameter) -> str:
    """Select the rows of two lists side by side: type, entry and place."""
    if is_postgresql():
        lists = f"unnest({types.mark}::text[], {entries.mark}::bigint[])"
        return f'SELECT * FROM {lists} WITH ORDINALITY AS listed("type", "entry", place)'
    lists = f"json_each({types.mark}) AS t JOIN json_each({entries.mark}) AS e ON e.key = t.key"
    return f'SELECT t.value AS "type", e.value AS "entry", t.key AS place FROM {lists}'
