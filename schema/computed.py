"""Computed fields, as schema modules write them: a method of a content type that says what it reads.

    @computed(needs=("name", "schools.slug"))
    def label(self) -> str:
        \"\"\"The name, with the schools that it is of.\"\"\"
        return f"{self.name} ({', '.join(school.slug for school in self.schools)})"

`self` has what the field needs and nothing else: a text in the language that is read, the value of a column, objects
behind a link or in a component. The method has no arguments, and gives the same for the same inputs.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from models.components import ComponentUnion
from resolvers.attributes.computed import Computed, Need
from resolvers.attributes.shapes import Form, Kind, shape
from resolvers.context.object_types import OBJECT_TYPES, ObjectType
from schema.nullability import NULL_ON_ERROR, SemanticNonNull
from schema.output import optional, output

LEAVES = (str, int, float, bool, date, datetime)


def computed(*, needs: Sequence[str]) -> Callable[[Callable[[Any], Any]], Any]:
    """Make a method a field that is computed of *needs*: names of fields, `schools.name` for those behind a link.

    Raise `TypeError` for a method that cannot be one.
    """

    def decorate(method: Callable[[Any], Any]) -> Computed:
        name = method.__qualname__
        require(not isinstance(needs, str) and bool(needs), name, "names its needs in a tuple of texts")
        require(not inspect.iscoroutinefunction(method), name, "must not be async: it computes of what was read for it")
        require(not inspect.isgeneratorfunction(method) and not inspect.isasyncgenfunction(method), name, "must return")
        require(len(inspect.signature(method).parameters) == 1, name, "takes no arguments but self")
        require(bool(method.__doc__), name, "has no docstring to describe it to clients")
        found = get_type_hints(method)
        require("return" in found, name, "says by an annotation what it returns")
        kind, is_nullable = without_none(found["return"])
        is_list = get_origin(kind) is list
        item, has_nullable_items = without_none(get_args(kind)[0]) if is_list else (kind, False)
        is_leaf = isinstance(item, type) and (item in LEAVES or issubclass(item, StrEnum))
        require(is_leaf, name, "returns text, a number, a truth value, a day, an instant, an enum, or a list of those")
        tree = needs_of(name, [need.split(".") for need in needs])
        return Computed(method.__name__, method, tree, item, is_list, is_nullable, has_nullable_items)

    return decorate


def require(condition: bool, field: str, reason: str) -> None:  # noqa: FBT001
    """Raise `TypeError` unless *condition* holds."""
    if not condition:
        raise TypeError(f"the computed field {field} {reason}")


def without_none(kind: Any) -> tuple[Any, bool]:
    """Take None out of an annotation; return the rest, and whether it was there."""
    if get_origin(kind) not in (Union, UnionType):
        return kind, False
    rest = [each for each in get_args(kind) if each is not type(None)]
    return (rest[0], len(rest) < len(get_args(kind))) if len(rest) == 1 else (kind, False)


def needs_of(field: str, paths: Iterable[Sequence[str]]) -> tuple[Need, ...]:
    """Gather what is needed under each name."""
    below: dict[str, list[Sequence[str]]] = {}
    for name, *rest in paths:
        require(name.isidentifier(), field, f"needs {name!r}, which is no name of a field")
        below.setdefault(name, []).extend([rest] if rest else [])
    return tuple(Need(name, to_camel_case(name), needs_of(field, rest)) for name, rest in below.items())


def computed_output(attribute: Computed) -> tuple[Any, Sequence[SemanticNonNull]]:
    """Give the type of a computed field, which is null where it fails, and its directives."""
    kind = output(shape(attribute))
    directives = () if attribute.is_nullable else (NULL_ON_ERROR,)
    return (optional(kind) if attribute.is_list else kind), directives


def computed_in(cls: type) -> Iterator[tuple[str, Computed]]:
    """List the computed fields of a class; raise `TypeError` for a field that Strawberry would resolve."""
    for name, value in vars(cls).items():
        if isinstance(value, StrawberryField):
            raise TypeError(
                f"{cls.__name__}.{name} is a strawberry.field, whose resolver, permissions and extensions compiled "
                "operations do not run: make it @computed(needs=...), from schema.computed"
            )
        if isinstance(value, Computed):
            yield name, value


SELECTED = (Kind.TRANSLATION, Kind.ALTERNATES)
"""Kinds of what is said of an object, in words that a selection decides."""


def require_needs() -> None:
    """Raise `TypeError` for a computed field of a registered type that needs what cannot be read for it."""
    for kind in OBJECT_TYPES.values():
        for attribute in kind.attributes.values():
            if isinstance(attribute, Computed):
                require_known(f"{kind.name}.{attribute.name}", attribute.needs, kind)


def require_known(field: str, needs: Iterable[Need], kind: ObjectType) -> None:
    """Raise `TypeError` for what cannot be read of a type."""
    for need in needs:
        attribute = kind.attributes.get(need.field)
        require(attribute is not None, field, f"needs {need.name!r}, which {kind.name} does not have")
        require(not isinstance(attribute, Computed), field, f"needs {need.name!r}, which is computed itself")
        found = shape(attribute)
        several = isinstance(getattr(attribute, "component", None), ComponentUnion)
        require(not several, field, f"needs {need.name!r}, which is of several kinds")
        require(
            found.kind is not Kind.RICH, field, f"needs {need.name!r}, a rich text, which no other field is made of"
        )
        require(found.form is not Form.CONNECTION, field, f"needs {need.name!r}, of which there are pages")
        if found.kind in SELECTED or not found.is_object:
            require(found.kind not in SELECTED, field, f"needs {need.name!r}, which is about what is selected")
            require(not need.below, field, f"needs something of {need.name!r}, which has no fields")
        else:
            require(bool(need.below), field, f"needs {need.name!r}, and does not say what of it")
            require(found.target in OBJECT_TYPES, field, f"needs something of {need.name!r}, an entry of any type")
            require_known(field, need.below, OBJECT_TYPES[found.target])


def refuse_extensions(extensions: Iterable[Any]) -> None:
    """Raise `TypeError` for extensions of Strawberry's executor, which does not run content."""
    if list(extensions):
        raise TypeError("Strawberry's extensions are not run: operations are compiled; see docs/architecture.md")
