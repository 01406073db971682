"""The query: the homepage, any entry by its global id, and a pair of fields for every content type.

Each field takes the context of its reading, which everything below it inherits. A field that fails
is null and leaves the others their answers.
"""

from collections.abc import Mapping
from typing import Any

from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from resolvers.attributes.entry_by_key import EntryByKey
from resolvers.attributes.namespace import Namespace
from resolvers.attributes.nodes import Nodes
from resolvers.attributes.paths_list import Paths
from resolvers.attributes.route import Route
from resolvers.attributes.shapes import shape
from resolvers.connections.connection_json import AllEntries
from resolvers.connections.search_json import Search, Suggest
from resolvers.context.object_types import ObjectType, register
from schema.arguments import arguments, reading
from schema.building import FIELD_NAMES
from schema.connections import make_connection
from schema.editing.acts import act_fields
from schema.editing.editing_fields import editing_fields
from schema.filters import make_filter, make_order
from schema.members import member, type_of
from schema.nullability import failing_alone
from schema.search import make_search
from schema.services import MUTATION_FIELDS, QUERY_FIELDS

MUTATION = (
    "All that can be changed. One operation is one transaction: all of its fields are kept, or none. They run in their "
    "order, and a later one sees what an earlier one wrote."
)


def root_fields() -> dict[str, tuple[Any, str]]:
    """List the roots of the query by field name, with their descriptions."""
    roots: dict[str, tuple[Any, str]] = {
        "homepage": (Namespace("Homepage"), "The homepage, whole."),
        "node": (
            Nodes("id"),
            "The object with this global id, as the id was read; null where there is none or it is not live.",
        ),
        "nodes": (Nodes("ids"), "The objects with these global ids, in their order; null where there is none."),
        "entry": (
            Nodes("id", "Entry"),
            "The entry with this global id, in any reading; null where there is none or it is not live.",
        ),
    }
    roots["route"] = (Route(), "What a path leads to: a page, or where it is now; null where there is nothing.")
    make_search()
    roots["paths"] = (Paths(), "The paths of all entries of a type in all languages, for sites that are built ahead.")
    roots["search"] = (Search(), "The entries in which what is typed is found, of any type, the best first.")
    roots["suggest"] = (Suggest(), "The entries in whose titles what is typed so far is found, for below a search box.")
    for model, (field, plural) in FIELD_NAMES.items():
        make_connection(model)
        make_filter(model)
        make_order(model)
        roots[field] = (EntryByKey(model), f"The {model.__name__} with this {model.key}; null where none is live.")
        roots[plural] = (AllEntries(model), f"All entries of {model.__name__}, a page at a time.")
    return roots


def root_field(name: str, root: Any, text: str) -> StrawberryField:
    """Make the field that answers *root*."""
    kind, directives = failing_alone(shape(root))
    return member(name, kind, text, [*arguments(root), *reading(root)], directives=directives)


def make_query() -> type:
    """Make the query type of all content types that are registered, and of the service fields."""
    roots = root_fields()
    if both := roots.keys() & QUERY_FIELDS.keys():
        raise TypeError(f"{', '.join(both)} of a content type is a service field already: give the type other `names`")
    register(ObjectType("Query", None, {to_camel_case(name): root for name, (root, _) in roots.items()}))
    fields = [root_field(name, root, text) for name, (root, text) in roots.items()]
    services = named({**QUERY_FIELDS, **editing_fields(FIELD_NAMES)})
    query: type = type_of("Query", [*fields, *services], "All that can be read, as of any instant.")
    return query


def make_mutation() -> type | None:
    """Make the mutation type of the service fields; None where there are none."""
    fields = named({**MUTATION_FIELDS, **act_fields(FIELD_NAMES)})
    return type_of("Mutation", fields, MUTATION) if fields else None


def named(fields: Mapping[str, StrawberryField]) -> list[StrawberryField]:
    """List fields with the names that they have in Python, which Strawberry gives them in a type only."""
    for name, field in fields.items():
        field.python_name = name
    return list(fields.values())
