"""Building GraphQL types: the decorators that turn a described class into a type and register what it reads.

A class lists its fields as annotations with a docstring under each. A field reads the attribute of
the same name, of the model or given as the field's value.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Any, Union

import strawberry
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from models.components import Component, ComponentUnion
from models.edition import Edition, backlinks
from models.search.columns import TOKENS
from models.translations import ComparedField, SlugField
from resolvers.attributes.addresses import Alternates, PagePath
from resolvers.attributes.columns import is_column
from resolvers.attributes.edition_state import StateOfEdition
from resolvers.attributes.ids import Identity
from resolvers.attributes.live_until import LiveUntil
from resolvers.attributes.shapes import Kind, shape
from resolvers.attributes.texts import Translation
from resolvers.context.object_types import ObjectType, register
from resolvers.search.conditions import Searched
from resolvers.where.spans import Overlaps, Phase
from schema.arguments import arguments
from schema.computed import computed_in, computed_output
from schema.documentation import describe, describe_fields
from schema.members import make_type, member
from schema.namespace import NAMESPACE
from schema.output import output
from schema.words import require_word

SHARED: dict[str, Any] = {
    "id": Identity(),
    "entryId": Identity(is_own=True),
    "slug": Edition.slug,
    "liveFrom": Edition.live_from,
    "liveUntil": LiveUntil(),
    "state": StateOfEdition(),
    "translation": Translation(),
    "path": PagePath(),
    "url": PagePath(is_whole=True),
    "alternates": Alternates(),
}
"""What the fields read that entries inherit from their interfaces."""

FIELD_NAMES: dict[type[Edition], tuple[str, str]] = {}
"""The content types that the query has fields for: the names of that for one entry and that for all."""


def plain_type(cls: type, taking: Mapping[str, Sequence[StrawberryArgument]] | None = None, **options: Any) -> Any:
    """Make a type whose values the mechanisms shape on their own: pages, translations, interfaces.

    *taking* has the arguments of its fields, by name.
    """
    texts = documented(cls)
    for name, kind in cls.__annotations__.items():
        setattr(cls, name, member(name, kind, texts[name], (taking or {}).get(name, ())))
    return finished(cls, **options)


def content_type(
    model: type[Edition],
    *,
    names: tuple[str, str] | None = None,
    filters: tuple[str, ...] = (),
    orders: tuple[str, ...] = (),
    slug: str | None = None,
) -> Callable[[type], Any]:
    """Make the type of the entries of *model*, or of its one entry with *slug*.

    Without a slug the query gets a field for one entry and one for all; *names* are theirs in
    Python where they are not the model's name and that with an s. Beside the slug, conditions may
    be on the fields named in *filters*, and lists be sorted by those in *orders*.
    """

    def decorate(cls: type) -> Any:
        calculated = computed_type(cls)
        described = described_type(cls, {**vars_of(model), **backlinks(model)}) | undescribed_backlinks(cls, model)
        kind = register(ObjectType(cls.__name__, model, {**SHARED, **described, **calculated}, slug))
        if slug is None:
            mark(kind, filters, orders)
            FIELD_NAMES[model] = names or (model._meta.table_name, f"{model._meta.table_name}s")
        return finished(cls)

    return decorate


def mark(kind: ObjectType, filters: tuple[str, ...], orders: tuple[str, ...]) -> None:
    """Take down which fields of a type conditions may be on, and which it can be sorted by."""
    model: Any = kind.model
    for name in ("slug", *filters):
        kind.filters[to_camel_case(name)] = kind.attributes[to_camel_case(name)]
    for name in filters:
        require_compared(model, name, "filters", "is_filtered")
    for name in orders:
        require_compared(model, name, "orders", "is_sorted")
    if TOKENS in model._meta.fields:
        kind.filters[require_free("search", kind)] = Searched(model)
    if model.span:
        kind.filters.update(phase=Phase(*model.span), overlaps=Overlaps(*model.span))
    kind.orders.extend(("slug", *orders))


def require_free(name: str, kind: ObjectType) -> str:
    """Return the name of a condition that every type has; raise `TypeError` where a field has it."""
    if name in kind.filters:
        raise TypeError(f"{kind.name}.{name} stands in filters=, and {name} is the condition on all of its texts")
    return name


def require_compared(model: type[Edition], name: str, marked: str, option: str) -> None:
    """Raise `TypeError` for a text whose column keeps nothing to compare it by."""
    column = model._meta.fields.get(name)
    if column is None and not hasattr(model, name) and name not in backlinks(model):
        raise TypeError(f"{model.__name__}.{name} stands in {marked}= and is no column or link of the model")
    is_text = column is not None and (shape(column).target is str or shape(column).kind is Kind.RICH)
    if not is_text or isinstance(column, SlugField):
        return
    if not (isinstance(column, ComparedField) and getattr(column, option)):
        kinds = {Kind.TEXT: "TranslatedField", Kind.RICH: "RichTextField"}
        kind = kinds.get(shape(column).kind, "PlainTextField")
        raise TypeError(
            f"{model.__name__}.{name} stands in {marked}= and is a text: its column must be a {kind} with "
            f"{option}=True. Then write a migration: flask --app server migrate new NAME"
        )


def component_type(
    component: type[Component], shared: Mapping[str, Any] = MappingProxyType({})
) -> Callable[[type], Any]:
    """Make the type of the values of a component; *shared* is what the fields read that it has of an interface."""

    def decorate(cls: type) -> Any:
        refuse_computed(cls)
        known = {**component.fields, "translation": Translation()}
        register(ObjectType(cls.__name__, component, {**shared, **described_type(cls, known)}))
        return finished(cls)

    return decorate


def component_union(union: ComponentUnion, description: str) -> None:
    """Make the union of the types of components that stand in one column; each has the name of its component."""
    made = strawberry.union(union.__name__, description=description)
    types = [NAMESPACE[name] for name in union.kinds]
    NAMESPACE[union.__name__] = Annotated[Union[tuple(types)], made]  # noqa: UP007  (of types that are not known here)


OF_ROWS: dict[tuple[str, str], str] = {}
"""What is said of columns that clients see as fields of an object of their own, by the names of type and column."""


def row_type(model: type[Edition]) -> Callable[[type], Any]:
    """Make the type of an object that some columns of an edition are seen as (`resolvers.attributes.grouped`)."""

    def decorate(cls: type) -> Any:
        refuse_computed(cls)
        texts, attributes = documented(cls), described_type(cls, vars_of(model))
        register(ObjectType(cls.__name__, None, attributes))
        columns = {name: attributes[to_camel_case(name)] for name in texts}
        OF_ROWS.update({(model.__name__, each.name): texts[name] for name, each in columns.items() if is_column(each)})
        return finished(cls)

    return decorate


def group_type(cls: type) -> Any:
    """Make a node above the content: all its own fields are roots, given as their values."""
    refuse_computed(cls)
    register(ObjectType(cls.__name__, None, {"id": Identity(), **described_type(cls, {})}))
    return finished(cls)


def refuse_computed(cls: type) -> None:
    """Raise `TypeError` for a computed field of what is no content type."""
    for name, _ in computed_in(cls):
        raise TypeError(f"{cls.__name__}.{name} is computed, as only fields of content types are")


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
        require_word(annotation, shape(attribute), f"{cls.__name__}.{name}")
        attributes[to_camel_case(name)] = attribute
        setattr(cls, name, field_of(name, attribute, texts[name]))
    return attributes


def computed_type(cls: type) -> dict[str, Any]:
    """Put a GraphQL field in the place of each computed one; return them by field name."""
    attributes = {}
    for name, attribute in list(computed_in(cls)):
        kind, directives = computed_output(attribute)
        attributes[to_camel_case(name)] = attribute
        setattr(cls, name, member(name, kind, inspect.cleandoc(attribute.method.__doc__ or ""), (), directives))
    return attributes


def undescribed_backlinks(cls: type, model: type[Edition]) -> dict[str, Any]:
    """Add a field for what links here and the class does not mention, so that a new type needs no word in others."""
    added = {}
    for name, backlink in backlinks(model).items():
        if name not in cls.__annotations__:
            source, field = backlink.link.model.__name__, to_camel_case(backlink.link.name)
            text = f"Entries of {source} that link here by their `{field}`."
            added[to_camel_case(name)] = backlink
            setattr(cls, name, field_of(name, backlink, text))
    return added


def field_of(name: str, attribute: Any, description: str) -> StrawberryField:
    """Make the field that reads an attribute."""
    return member(name, output(shape(attribute)), description, arguments(attribute))


def documented(cls: type) -> dict[str, str]:
    """Read the docstrings under the fields of *cls*; raise `TypeError` where one is missing."""
    texts = describe_fields(cls)
    if missing := [name for name in cls.__annotations__ if name not in texts]:
        raise TypeError(f"{cls.__name__}: no docstring describes {', '.join(missing)} to clients")
    return texts


def finished(cls: type, **options: Any) -> Any:
    """Hand a class whose fields are made to Strawberry, with its docstring as its description."""
    return make_type(cls, describe(cls), **options)
