"""Nullability: what may be null where it failed only, and how the printed schema tells clients so."""

from collections.abc import Sequence
from typing import Any

import strawberry
from strawberry.schema_directive import Location

from resolvers.attributes.shapes import Form, Shape
from schema.output import optional, output

DESCRIPTION = (
    "The value is null only where an error says why, so that clients which handle errors may take it for non-null. "
    "`levels` are those it holds for: 0 is the field, 1 are the items of its list."
)


@strawberry.schema_directive(locations=[Location.FIELD_DEFINITION], name="semanticNonNull", description=DESCRIPTION)
class SemanticNonNull:
    """The directive of the GraphQL working group on nullability, read by the compilers of Relay and Apollo Kotlin."""

    levels: Sequence[int] = (0,)


NULL_ON_ERROR = SemanticNonNull(levels=strawberry.UNSET)
"""The field itself, at the default levels, which are not printed."""


def failing_alone(shape: Shape) -> tuple[Any, Sequence[SemanticNonNull]]:
    """Give the type of a field that is null where it fails, so that its failure is its own; and the field's directives.

    A type that has a null of its own, for an entry that is not there, stays as it is.
    """
    kind = output(shape)
    if shape.form is Form.ONE and shape.is_nullable:
        return kind, ()
    return optional(kind), (NULL_ON_ERROR,)
