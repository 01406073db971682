"""Nodes: entries of any type by their global ids, one statement for each type that the ids name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType

from resolvers import identity
from resolvers.errors import BadUserInput
from resolvers.paging import LARGEST_PAGE
from resolvers.planning import Planner, attribute_shape
from resolvers.readings import Reading
from resolvers.reads import Loaded, Read, Row, Shape
from resolvers.relations import ColumnSource
from resolvers.selections import Selected
from resolvers.types import OBJECT_TYPES


@dataclass(frozen=True)
class Nodes:
    """The entries that global ids name, of any type: of the argument `id`, or a list of those of `ids`."""

    argument: str


class TypedObject(dict[str, Any]):
    """A response object under an abstract type, which says of what type it is."""

    type_name: str


@attribute_shape.register
def nodes_shape(attribute: Nodes, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Look entries up by global id: one statement for each type that the ids name."""

    def identifiers(reading: Reading) -> list[tuple[str, int]]:
        given = selected.arguments(reading)[attribute.argument]
        several = given if isinstance(given, list) else [given]
        if len(several) > LARGEST_PAGE:
            raise BadUserInput(f"ids must be at most {LARGEST_PAGE}, not {len(several)}.", selected)
        return [identity.decode(each, selected) for each in several]

    kinds = selected.document.schema.get_possible_types(selected.type)  # type: ignore[arg-type]
    finders = {kind.name: node_finder(kind, selected, target, planner, identifiers) for kind in kinds}

    def nodes(row: Row, loaded: Loaded) -> Any:
        found = [
            finders[name](entry, loaded) if name in finders else None for name, entry in identifiers(loaded.reading)
        ]
        return found if attribute.argument == "ids" else found[0]

    return nodes


def node_finder(
    kind: GraphQLObjectType,
    selected: Selected,
    target: Read,
    planner: Planner,
    identifiers: Callable[[Reading], list[tuple[str, int]]],
) -> Callable[[int, Loaded], TypedObject | None]:
    """Plan what is selected on nodes of one type; return what finds a node of it by its entry."""
    slug = OBJECT_TYPES[kind.name].slug
    model: Any = OBJECT_TYPES[kind.name].model
    read = Read(model, ColumnSource("entry"))
    shape = planner.shape(kind, selected.fields(kind), read)
    slug_place = read.column("slug")
    place = target.child(read, lambda _, reading: [entry for name, entry in identifiers(reading) if name == kind.name])

    def find(entry: int, loaded: Loaded) -> TypedObject | None:
        child = loaded.children[place]
        rows = [row for row in child.groups.get(entry, ()) if slug in (None, row[slug_place])]
        if not rows:
            return None
        found = TypedObject(shape(rows[0], child))
        found.type_name = kind.name
        return found

    return find
