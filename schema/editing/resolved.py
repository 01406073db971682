"""Fields with resolvers that are made for a content type, beside those that classes describe."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from strawberry.types.field import StrawberryField

from schema.members import member


def resolved(
    name: str, kind: Any, description: str, resolver: Callable[..., Any], metadata: Mapping[str, int] | None = None
) -> StrawberryField:
    """Make a field of a type, which a string names, that a function resolves; its arguments are those of the field."""
    field = member(name, kind, description)
    annotation = field.type_annotation
    made: StrawberryField = field(resolver)
    made.type_annotation = annotation
    assert made.base_resolver is not None
    made.arguments = made.base_resolver.arguments
    made.metadata = MappingProxyType(dict(metadata or {}))
    return made
