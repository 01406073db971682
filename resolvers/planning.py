"""Planning: from what a client selected to reads and shapes.

`attribute_shape` and `part_shape` are the tables of mechanisms, for rows and for parts in them:
each registers how fields of its kind are read. It adds what it needs to the *target*, where the
values come from, and returns a shape.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from graphql import GraphQLNamedType

from resolvers.reads import Loaded, PartRows, Read, Shape
from resolvers.selections import Selected
from resolvers.types import OBJECT_TYPES


@singledispatch
def attribute_shape(attribute: Any, selected: Selected, target: Read, planner: "Planner") -> Shape:
    """Plan the field *selected*, which reads *attribute*, on the rows of *target*."""
    raise NotImplementedError(f"no mechanism reads {attribute!r}")


@singledispatch
def part_shape(attribute: Any, selected: Selected, target: PartRows, planner: "Planner") -> Shape:
    """Plan the field *selected*, which reads *attribute*, on the parts of *target*."""
    raise NotImplementedError(f"no mechanism reads {attribute!r} within a part")


@dataclass(frozen=True)
class TypeName:
    """The attribute behind `__typename`."""

    name: str


class Planner:
    """Turns selections on registered types into shapes, growing the reads on the way."""

    def __init__(self) -> None:
        self.shared: dict[Any, Any] = {}
        self.is_complete = True

    def shape(self, kind: GraphQLNamedType, fields: Sequence[Selected], target: Read | PartRows) -> Shape:
        """Plan an object of *kind* with *fields*.

        Fields that no attribute stands for are left out, and the plan is not complete: a resolver
        of their own answers them.
        """
        attributes = {**OBJECT_TYPES[kind.name].attributes, "__typename": TypeName(kind.name)}
        read = [field for field in fields if field.name in attributes]
        self.is_complete &= len(read) == len(fields)
        return object_shape([(field.key, self.field(attributes[field.name], field, target)) for field in read])

    def field(self, attribute: Any, field: Selected, target: Read | PartRows) -> Shape:
        """Plan one field, which reads *attribute*."""
        if isinstance(attribute, TypeName):
            return Constant(attribute.name)
        if isinstance(target, PartRows):
            return part_shape(attribute, field, target, self)
        return attribute_shape(attribute, field, target, self)

    def below(self, selected: Selected, target: Read | PartRows) -> Shape:
        """Plan the objects that *selected* leads to, on the rows of *target*."""
        return self.shape(selected.type, selected.fields(), target)


def object_shape(members: Sequence[tuple[str, Shape]]) -> Shape:
    """Shape a row into an object: its response keys in selection order.

    The shape is compiled from source, in which plain columns and constants stand in place: for B36,
    whose 771 values are mostly those, shaping takes half the time of calling a function for each.
    """
    names: dict[str, Any] = {}
    entries = []
    for number, (key, shape) in enumerate(members):
        if isinstance(shape, At):
            entries.append(f"{key!r}: row[{shape.place!r}]")
        elif isinstance(shape, Constant):
            names[f"value_{number}"] = shape.value
            entries.append(f"{key!r}: value_{number}")
        else:
            names[f"shape_{number}"] = shape
            entries.append(f"{key!r}: shape_{number}(row, loaded)")
    made: Shape = eval(f"lambda row, loaded: {{{', '.join(entries)}}}", names)  # noqa: S307  (keys are GraphQL names)
    return made


@dataclass(frozen=True)
class At:
    """The shape that takes the value at a place of the row."""

    place: Any

    def __call__(self, row: Any, loaded: Loaded) -> Any:
        """Take the value."""
        return row[self.place]


@dataclass(frozen=True)
class Constant:
    """The shape that makes the same value of every row."""

    value: Any

    def __call__(self, row: Any, loaded: Loaded) -> Any:
        """Give the value."""
        return self.value


def rows_shape(place: int, key: Any, shape: Shape) -> Shape:
    """Shape the rows that child *place* loaded under *key* of the row, in their order."""

    def rows(row: Any, loaded: Loaded) -> list[Any]:
        child = loaded.children[place]
        return [shape(found, child) for found in child.groups.get(row[key], ())]

    return rows


def row_shape(place: int, key: Any, shape: Shape) -> Shape:
    """Shape the one row that child *place* loaded under *key* of the row, or None."""
    rows = rows_shape(place, key, shape)
    return lambda row, loaded: next(iter(rows(row, loaded)), None)
