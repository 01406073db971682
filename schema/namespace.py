"""The types of the schema by name, for references that are resolved when the schema is complete."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Optional

import strawberry

from schema.documentation import describe, describe_fields

NAMESPACE: dict[str, Any] = {"Optional": Optional, "ID": strawberry.ID, "date": date, "datetime": datetime}
"""What names stand for in the annotations of fields and arguments."""


def enum_type(kind: type[Enum], described: Mapping[str, str] | None = None) -> Any:
    """Make a fixed set of names a GraphQL enum, once; its values are *described* here or by their docstrings."""
    if not hasattr(kind, "__strawberry_definition__"):
        texts = described or describe_fields(kind)
        made: Any = strawberry.enum(kind, description=describe(kind))
        for value in made.__strawberry_definition__.values:
            value.description = texts[value.name]
    NAMESPACE[kind.__name__] = kind
    return kind
