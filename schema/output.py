"""Output: the GraphQL type of a field, from the shape of what it reads."""

from enum import StrEnum
from typing import Any

from resolvers.attributes.shapes import Form, Kind, Shape
from schema.namespace import enum_type


def output(shape: Shape) -> Any:
    """Give the type of a field; a string names types of the schema."""
    kind = leaf(shape)
    if shape.form is Form.CONNECTION:
        return f"{kind}Connection"
    item = optional(kind) if shape.is_nullable else kind
    return f"list[{item}]" if shape.form is Form.LIST else item


def leaf(shape: Shape) -> Any:
    """Give the type without lists and null."""
    if shape.kind is Kind.ID:
        return "ID"
    is_enum = isinstance(shape.target, type) and issubclass(shape.target, StrEnum)
    return enum_type(shape.target) if is_enum else shape.target


def optional(kind: Any) -> Any:
    """Let a type have null."""
    return f"Optional[{kind}]" if isinstance(kind, str) else kind | None
