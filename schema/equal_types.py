"""Fields of one name in the members of a union have one type, and are null alike.

GraphQL lets nobody select them together otherwise:

    ... on QuoteBlock { note: String }   ... on FilesBlock { note: String! }      no document may have both
"""

from graphql import GraphQLObjectType, GraphQLSchema, GraphQLUnionType


def require_equal_types(made: GraphQLSchema) -> None:
    """Raise `TypeError` for a union in whose members a field has several types."""
    for kind in made.type_map.values():
        if isinstance(kind, GraphQLUnionType):
            require_equal(kind.name, kind.types)


def require_equal(union: str, members: tuple[GraphQLObjectType, ...]) -> None:
    """Hold the fields of each member against those of the members before it."""
    known: dict[str, tuple[str, str]] = {}
    for member in members:
        for name, field in member.fields.items():
            first, kind = known.setdefault(name, (member.name, str(field.type)))
            if str(field.type) != kind:
                raise TypeError(
                    f"{union}: {first}.{name} is {kind} and {member.name}.{name} is {field.type}; "
                    "in a union, fields of one name have one type, null or not"
                )
