"""Service fields: what the API has beside content, as ordinary fields of Strawberry with resolvers.

    @query_fields                     fields of Query
    class Weather:
        @strawberry.field
        def is_raining(self, info: Info) -> bool:
            \"\"\"Whether it rains, for clients to read.\"\"\"
            return info.context.now.month < 4

    @mutation_fields                  fields of Mutation, by `@strawberry.mutation`
    @object_type, @input_type, @interface_type    types, whose docstrings become their descriptions

`info.context` holds the circumstances of the operation: the instant that is `now`, the `site`, the `caller`. Content
stays with `schema.building`, whose fields have no resolvers.
"""

import inspect
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, dataclass_transform

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.base import StrawberryOptional
from strawberry.types.field import StrawberryField
from strawberry.types.private import is_private

from resolvers.context.circumstances import Circumstances
from schema.building import documented
from schema.documentation import describe
from schema.namespace import NAMESPACE
from schema.nullability import NULL_ON_ERROR

Info = strawberry.Info[Circumstances, None]
"""What resolvers are told of the operation; `info.context` are its circumstances."""

SIZE, PRICE = "size", "price"
"""What the metadata of a field say for its cost: to how many objects it leads at most, where no `first` says so, one
unless given; and what it costs beside them, as so many entries."""

QUERY_FIELDS: dict[str, StrawberryField] = {}
MUTATION_FIELDS: dict[str, StrawberryField] = {}
"""The service fields of the two root types, by their names in Python."""


Described = TypeVar("Described")
Method = TypeVar("Method", bound=Callable[..., Any])


def priced_field(*, size: int = 1, price: int = 0) -> Callable[[Method], Method]:
    """Make a field of a method, as `strawberry.field` does, that says for its cost what `SIZE` and `PRICE` are."""
    made: Callable[[Method], Method] = strawberry.field(metadata={SIZE: size, PRICE: price})
    return made


def query_fields(cls: type) -> type:
    """Add the fields of a class to the query; those that are never null get a null for where they fail."""
    for name, field in resolved_fields(cls):
        assert field.base_resolver is not None
        kind = field.base_resolver.type
        if not isinstance(kind, StrawberryOptional):
            field.type_annotation = StrawberryAnnotation(StrawberryOptional(kind))  # type: ignore[arg-type]
            field.directives = [*field.directives, NULL_ON_ERROR]
        add(QUERY_FIELDS, name, field)
    return cls


def mutation_fields(cls: type) -> type:
    """Add the fields of a class to the mutation; a payload with a field `saved` says whether it was kept."""
    for name, field in resolved_fields(cls):
        add(MUTATION_FIELDS, name, field)
    return cls


def add(fields: dict[str, StrawberryField], name: str, field: StrawberryField) -> None:
    """Add a field to a root type; raise `TypeError` where there is one of its name."""
    if name in fields:
        raise TypeError(f"there is a field {name} already, in {fields[name].base_resolver.wrapped_func.__qualname__}")  # type: ignore[union-attr]
    fields[name] = field


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
def object_type(cls: type[Described]) -> type[Described]:
    """Make a class an object type whose fields are described by the docstrings under them, or in their resolvers."""
    made = strawberry.type(with_descriptions(cls), description=describe(cls))
    NAMESPACE[cls.__name__] = made  # which makes it part of the schema, though fields may name its interface alone
    return made


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
def interface_type(cls: type[Described]) -> type[Described]:
    """Make a class an interface, described in the same way."""
    return strawberry.interface(with_descriptions(cls), description=describe(cls))


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
def input_type(cls: type[Described]) -> type[Described]:
    """Make a class an input type, described in the same way."""
    return strawberry.input(with_descriptions(cls), description=describe(cls))


def with_descriptions(cls: type[Described]) -> type[Described]:
    """Describe the fields of a class; raise `TypeError` where a docstring is missing."""
    hidden = [name for name, kind in cls.__annotations__.items() if is_private(kind)]
    kept = {name: kind for name, kind in cls.__annotations__.items() if name not in hidden}
    everything, cls.__annotations__ = cls.__annotations__, kept
    texts = documented(cls)
    cls.__annotations__ = everything
    for name in kept:
        default = {"default": vars(cls)[name]} if name in vars(cls) else {}
        setattr(cls, name, strawberry.field(description=texts[name], **default))
    dict(resolved_fields(cls))
    return cls


def resolved_fields(cls: type) -> Iterator[tuple[str, StrawberryField]]:
    """List the fields of a class that have resolvers, with their docstrings; raise `TypeError` for async ones."""
    for name, field in vars(cls).items():
        if isinstance(field, StrawberryField) and field.base_resolver is not None:
            method: Any = field.base_resolver.wrapped_func
            if field.is_async:
                raise TypeError(f"{cls.__name__}.{name} is async: an operation is run in one thread")
            field.description = field.description or inspect.cleandoc(method.__doc__ or "")
            if not field.description:
                raise TypeError(f"{cls.__name__}.{name} has no docstring to describe it to clients")
            yield name, field
