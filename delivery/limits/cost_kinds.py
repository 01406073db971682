"""Kinds of GraphQL types, as far as costs depend on them, and what their fields read."""

from typing import Any

from graphql import GraphQLInterfaceType, GraphQLObjectType

from models.components import Component
from models.edition import Edition
from resolvers.context.object_types import OBJECT_TYPES


def attribute_of(parent: Any, name: str) -> tuple[Any, bool]:
    """Return the attribute that a field reads, None for a field that has none, and whether it is within a component."""
    kind = OBJECT_TYPES.get(parent.name)
    if kind is None:
        return None, False
    return kind.attributes.get(name), kind.model is not None and issubclass(kind.model, Component)


def is_entry(kind: Any) -> bool:
    """Tell whether objects of a type are entries, each a row to be read."""
    if isinstance(kind, GraphQLInterfaceType):
        return True
    model = OBJECT_TYPES[kind.name].model if isinstance(kind, GraphQLObjectType) and kind.name in OBJECT_TYPES else None
    return model is not None and issubclass(model, Edition)


def is_connection(kind: Any) -> bool:
    """Tell whether a type is that of pages."""
    return str(kind.name).endswith("Connection")


def is_groups(kind: Any) -> bool:
    """Tell whether a type is that of pages of groups."""
    return str(kind.name).endswith("Groups") and kind.name not in OBJECT_TYPES
