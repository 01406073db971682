"""Building GraphQL types: the decorators that turn a described class into a type and register what it reads.

A class lists its fields as annotations with a docstring under each. A field reads the attribute of
the same name, of the model or given as the field's value.
"""

from collections.abc import Callable
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from models.edition import Edition, backlinks
from models.parts import Part
from resolvers.identity import Identity
from resolvers.texts import Translation
from resolvers.types import ObjectType, register
from schema.documentation import describe, describe_fields
from schema.members import NAMESPACE, member, output, parameters, word

SHARED: dict[str, Any] = {
    "id": Identity(),
    "slug": Edition.slug,
    "liveFrom": Edition.live_from,
    "liveUntil": Edition.live_until,
    "translation": Translation(),
}
"""What the fields read that entries inherit from their interfaces."""

FIELD_NAMES: dict[type[Edition], tuple[str, str]] = {}
"""The content types that the query has fields for: the names of that for one entry and that for all."""


def plain_type(cls: type, **options: Any) -> Any:
    """Make a type whose values the mechanisms shape on their own: pages, translations, interfaces."""
    texts = documented(cls)
    for name, kind in cls.__annotations__.items():
        setattr(cls, name, member(name, kind, texts[name]))
    return finished(cls, **options)


def content_type(
    model: type[Edition], field: str | None = None, plural: str | None = None, slug: str | None = None
) -> Callable[[type], Any]:
    """Make the type of the entries of *model*, or of its one entry with *slug*.

    Without a slug the query gets a field for one entry and one for all; *field* and *plural* name
    them in Python where they are not the model's name and that with an s.
    """

    def decorate(cls: type) -> Any:
        described = described_type(cls, {**vars_of(model), **backlinks(model)}) | undescribed_backlinks(cls, model)
        register(ObjectType(cls.__name__, model, {**SHARED, **described}, slug))
        if slug is None:
            name = field or model._meta.table_name
            FIELD_NAMES[model] = (name, plural or f"{name}s")
        return finished(cls)

    return decorate


def part_type(part: type[Part]) -> Callable[[type], Any]:
    """Make the type of the values of *part*."""

    def decorate(cls: type) -> Any:
        register(ObjectType(cls.__name__, part, described_type(cls, {**part.fields, "translation": Translation()})))
        return finished(cls)

    return decorate


def group_type(cls: type) -> Any:
    """Make a type above the content: all its fields are roots, given as their values."""
    register(ObjectType(cls.__name__, None, described_type(cls, {})))
    return finished(cls)


def vars_of(model: type[Edition]) -> dict[str, Any]:
    """List the attributes of a model that fields may read, by name."""
    return {name: getattr(model, name) for name in dir(model) if not name.startswith("_")}


def described_type(cls: type, known: dict[str, Any]) -> dict[str, Any]:
    """Put a GraphQL field in the place of each annotation; return what they read, by field name."""
    texts, attributes = documented(cls), {}
    for name, annotation in cls.__annotations__.items():
        attribute = cls.__dict__.get(name, known.get(name))
        if attribute is None:
            raise TypeError(f"{cls.__name__}.{name} reads nothing: the model has no such field")
        if annotation != word(attribute):
            raise TypeError(f"{cls.__name__}.{name} must be annotated {word(attribute)}")
        attributes[to_camel_case(name)] = attribute
        setattr(cls, name, member(name, output(attribute), texts[name], parameters(attribute)))
    return attributes


def undescribed_backlinks(cls: type, model: type[Edition]) -> dict[str, Any]:
    """Add a field for what links here and the class does not mention, so that a new type needs no word in others."""
    added = {}
    for name, backlink in backlinks(model).items():
        if name not in cls.__annotations__:
            source, field = backlink.link.model.__name__, to_camel_case(backlink.link.name)
            text = f"Entries of {source} that link here by their `{field}`."
            added[to_camel_case(name)] = backlink
            setattr(cls, name, member(name, output(backlink), text, parameters(backlink)))
    return added


def documented(cls: type) -> dict[str, str]:
    """Read the docstrings under the fields of *cls*; raise `TypeError` where one is missing."""
    texts = describe_fields(cls)
    if missing := [name for name in cls.__annotations__ if name not in texts]:
        raise TypeError(f"{cls.__name__}: no docstring describes {', '.join(missing)} to clients")
    return texts


def finished(cls: type, **options: Any) -> Any:
    """Hand the class to Strawberry and make its name known to the fields of other types.

    The fields' types are put back afterwards: while a dataclass is made of the class, those that
    name a type of a module not imported yet lose the namespace they are to be found in.
    """
    cls.__annotations__ = {}
    types = {name: field.type_annotation for name, field in vars(cls).items() if isinstance(field, StrawberryField)}
    made: Any = strawberry.type(cls, description=describe(cls), **options)
    for field in made.__strawberry_definition__.fields:
        field.type_annotation = types.get(field.python_name, field.type_annotation)
    NAMESPACE[cls.__name__] = made
    return made
