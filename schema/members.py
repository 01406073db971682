"""Members: the fields of a GraphQL type, each made from the attribute it reads.

A schema module writes `title: Text` with a description below; type, nullability and arguments
follow from the attribute, and the annotation is held against it, so it can be believed.
"""

import inspect
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import singledispatch
from typing import Annotated, Any, Optional

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from models.components import ComponentField, ComponentsField
from models.links import Backlink, Link, Links
from models.translations import EnumField, TranslatedField
from resolvers.attributes.columns import is_column, python_type
from resolvers.attributes.entries_by_keys import EntriesByKeys
from resolvers.attributes.entry_by_key import EntryByKey
from resolvers.attributes.entry_by_slug import EntryBySlug
from resolvers.attributes.ids import Identity
from resolvers.attributes.links import NarrowedLinks
from resolvers.attributes.namespace import Namespace
from resolvers.attributes.nodes import Nodes
from resolvers.attributes.texts import Translation
from resolvers.attributes.upcoming import Upcoming
from resolvers.connections.connection_json import AllEntries
from resolvers.context.object_types import OBJECT_TYPES
from schema.documentation import describe, describe_fields
from schema.scalars import Date, DateTime

Text = Annotated[str | None, "a text in the locale of the reading, or what it falls back to"]
Value = Annotated[Any, "a value within this one, or null"]
Values = Annotated[list[Any], "values within this one, in order"]
Linked = Annotated[Any, "the entry that this one links to, or null"]
LinkedList = Annotated[list[Any], "the entries that this one links to, in order"]
Pages = Annotated[Any, "a connection of entries"]
Languages = Annotated[Any, "in which languages the texts were served"]
Root = Annotated[Any, "what is read from arguments alone"]

WORDS: dict[type, Any] = {
    TranslatedField: Text,
    ComponentField: Value,
    ComponentsField: Values,
    Link: Linked,
    Links: LinkedList,
    NarrowedLinks: LinkedList,
    Backlink: Pages,
    AllEntries: Pages,
    Translation: Languages,
}
"""The word that a schema module writes for each kind of attribute; for plain columns, their type."""

SCALAR_WORDS: dict[type, Any] = {date: Date, datetime: DateTime}
"""The scalars of the schema for the types of Python that have none of their own."""

NAMESPACE: dict[str, Any] = {"Optional": Optional, "ID": strawberry.ID}
"""The GraphQL types by name, for references that are resolved when the schema is complete."""


def enum_type(kind: type[StrEnum]) -> Any:
    """Make a fixed set of names a GraphQL enum, described by its docstring; once."""
    if not hasattr(kind, "__strawberry_definition__"):
        texts = describe_fields(kind)
        made: Any = strawberry.enum(kind, description=describe(kind))
        for value in made.__strawberry_definition__.values:
            value.description = texts[value.name]
    return kind


@singledispatch
def output(attribute: Any) -> Any:
    """Give the type of the GraphQL field that reads *attribute*; a string names a type of the schema.

    Plain columns have the type of their values; what is registered below leads to other types.
    """
    kind = python_type(attribute)
    plain = SCALAR_WORDS.get(kind, kind)
    return plain | None if attribute.null else plain


@output.register
def _(attribute: EnumField) -> Any:
    kind = enum_type(attribute.enum)
    return kind | None if attribute.null else kind


@output.register
def _(attribute: TranslatedField) -> Any:
    return str | None


@output.register
def _(attribute: ComponentsField) -> str:
    assert attribute.part
    return f"list[{attribute.part.__name__}]"


@output.register
def _(attribute: ComponentField) -> str:
    return f"Optional[{attribute.part.__name__}]"


@output.register
def _(attribute: Link) -> str:
    return f"Optional[{attribute.target}]"


@output.register
def _(attribute: Links) -> str:
    return f"list[{attribute.target}]"


@output.register
def _(attribute: NarrowedLinks) -> str:
    return f"list[{attribute.links.target}]"


@output.register
def _(attribute: Backlink) -> str:
    return f"{attribute.link.model.__name__}Connection"


@output.register
def _(attribute: AllEntries) -> str:
    return f"{attribute.model.__name__}Connection"


@output.register
def _(attribute: EntryByKey) -> str:
    return f"Optional[{attribute.model.__name__}]"


@output.register
def _(attribute: EntryBySlug) -> str:
    entry = (attribute.model, attribute.slug)
    names = (kind.name for kind in OBJECT_TYPES.values() if (kind.model, kind.slug) == entry)
    return f"Optional[{next(names, attribute.model.__name__)}]"


@output.register(EntriesByKeys)
@output.register(Upcoming)
def _(attribute: EntriesByKeys | Upcoming) -> str:
    return f"list[{attribute.model.__name__}]"


@output.register
def _(attribute: Nodes) -> str:
    found = f"Optional[{attribute.interface}]"
    return f"list[{found}]" if attribute.argument == "ids" else found


@output.register
def _(attribute: Identity) -> str:
    return "ID"


@output.register
def _(attribute: Translation) -> str:
    return "Translation"


@output.register
def _(attribute: Namespace) -> str:
    return attribute.type_name


def word(attribute: Any) -> Any:
    """Give the annotation that a schema module must write for *attribute*."""
    if type(attribute) in WORDS:
        return WORDS[type(attribute)]
    return output(attribute) if is_column(attribute) else Root


def read(self: Any, info: strawberry.Info) -> Any:
    """Take the value that the root's plan has put under this field's response key."""
    return self[info.path.key]


def member(
    name: str,
    kind: Any,
    description: str | None,
    arguments: Sequence[StrawberryArgument] = (),
    resolver: Callable[[Any, strawberry.Info], Any] = read,
    directives: Sequence[object] = (),
) -> StrawberryField:
    """Make a GraphQL field of type *kind*; its arguments are read by the plan, not by the resolver."""

    def resolve(self: Any, info: strawberry.Info, **_: Any) -> Any:
        return resolver(self, info)

    own = inspect.signature(resolve).parameters
    resolve.__signature__ = inspect.Signature([own["self"], own["info"]])  # type: ignore[attr-defined]
    annotation = StrawberryAnnotation(kind, namespace=NAMESPACE)
    field = StrawberryField(
        python_name=name, description=description, type_annotation=annotation, directives=directives
    )
    field(StrawberryResolver(resolve))
    field.arguments = list(arguments)
    return field


def make_type(cls: type, description: str, **options: Any) -> Any:
    """Make *cls*, whose fields are Strawberry's, a GraphQL type that others can name.

    The fields' types are put back afterwards: while a dataclass is made of the class, those that
    name a type that is not made yet lose the namespace they are to be found in.
    """
    cls.__annotations__ = {}
    types = {name: field.type_annotation for name, field in vars(cls).items() if isinstance(field, StrawberryField)}
    made: Any = strawberry.type(cls, description=description, **options)
    for field in made.__strawberry_definition__.fields:
        field.type_annotation = types.get(field.python_name, field.type_annotation)
    NAMESPACE[cls.__name__] = made
    return made


def type_of(name: str, fields: Sequence[StrawberryField], description: str, **options: Any) -> Any:
    """Make a GraphQL type of fields alone."""
    return make_type(type(name, (), {str(field.python_name): field for field in fields}), description, **options)
