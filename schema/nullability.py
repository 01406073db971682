"""Nullability: what may be null where it failed only, and how the printed schema tells clients so."""

from collections.abc import Sequence

import strawberry
from strawberry.schema_directive import Location

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


def failing_alone(kind: str) -> tuple[str, Sequence[SemanticNonNull]]:
    """Make the type of a field nullable, so that its failure is its own; return it with the field's directives.

    A type that has a null of its own, the entry that is not there, stays as it is.
    """
    return (kind, ()) if kind.startswith("Optional[") else (f"Optional[{kind}]", (NULL_ON_ERROR,))
