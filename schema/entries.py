"""Entries: what every content type shares, and the objects that describe how it was answered."""

from typing import Any

import strawberry

from models.edition import Edition
from models.translations import Locale
from resolvers.identity import Identity
from resolvers.texts import Translation as TranslationAttribute
from schema.documentation import describe, describe_fields
from schema.members import NAMESPACE, member

strawberry.enum(Locale, description="A language of the content.")

SHARED: dict[str, Any] = {
    "id": Identity(),
    "slug": Edition.slug,
    "live_from": Edition.live_from,
    "live_until": Edition.live_until,
    "translation": TranslationAttribute(),
}
"""What the fields of `Node` and `Entry` read, by their names in Python."""


def described_type(cls: type, attributes: dict[str, Any], **options: Any) -> Any:
    """Make *cls* a GraphQL type whose annotated fields read *attributes*, described by its docstrings."""
    documentation = describe_fields(cls)
    for name in list(cls.__annotations__):
        if name not in documentation:
            raise TypeError(f"{cls.__name__}.{name} has no docstring to describe it to clients")
        if name in attributes:
            setattr(cls, name, member(name, attributes[name], documentation[name]))
            del cls.__annotations__[name]
        else:
            setattr(cls, name, strawberry.field(resolver=taken_from_plan, description=documentation[name], graphql_type=cls.__annotations__[name]))
    made = strawberry.type(cls, description=describe(cls), **options)
    NAMESPACE[cls.__name__] = made
    return made
