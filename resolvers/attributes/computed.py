"""Computed fields: values that a method makes of other fields of the same object, which the statement reads for it.

    @computed(needs=("slug", "schools.name"))
    def label(self) -> str: ...

    SQL             an object of what the field needs, whatever the client selected, as the payload of a placeholder
      └ formatter   `Inputs` of that object -> the method -> JSON

The method sees nothing but what it needs, so that the statement, its cost and the keys of the answer hold for it. It
must give the same for the same inputs: what it gave is used again. One that fails makes its field null, with an error:
in place of the value it leaves a sign, by which the answer, read as JSON, tells at which place that was.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar

import orjson
from graphql import GraphQLLeafType, GraphQLObjectType, SelectionSetNode, get_named_type, parse

from resolvers.compiler.failures import Failed, sign
from resolvers.compiler.placeholders import Formatter, Formatting, format_placeholders, unescaped, with_suffixes
from resolvers.compiler.planning import Json, Planner, attribute_json, object_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.tags import TAG
from resolvers.compiler.writer import Rows
from resolvers.context.object_types import OBJECT_TYPES

Reader = Callable[[Any], Any]
"""Makes a value of Python of what JSON holds."""


@dataclass(frozen=True)
class Need:
    """A field that another is computed of: its *name* in Python and in GraphQL, and what is needed *below* it."""

    name: str
    field: str
    below: tuple["Need", ...] = ()

    @property
    def text(self) -> str:
        """The field as it is selected."""
        return f"{self.field} {selection_of(self.below)}" if self.below else self.field


def selection_of(needs: Sequence[Need]) -> str:
    """Write what is needed as a selection set."""
    return "{ " + " ".join(need.text for need in needs) + " }"


@dataclass(frozen=True, eq=False)
class Computed:
    """The attribute of a field that *method* computes of *needs*: one value of *target*, or a list where it *is_list*.

    It may be null where *is_nullable*, as may be what stands in its list where *has_nullable_items*.
    """

    name: str
    method: Callable[[Any], Any]
    needs: tuple[Need, ...]
    target: type
    is_list: bool = False
    is_nullable: bool = False
    has_nullable_items: bool = False

    @cached_property
    def selection(self) -> SelectionSetNode:
        """What the field needs as a selection set of GraphQL."""
        definition: Any = parse(selection_of(self.needs), no_location=True).definitions[0]
        selection: SelectionSetNode = definition.selection_set
        return selection

    def value(self, inputs: "Inputs", leaf: GraphQLLeafType) -> Any:
        """Compute, and shape what comes out as GraphQL has it; raise whatever goes wrong."""
        value = self.method(inputs)
        if value is None and self.is_nullable:
            return None
        if not self.is_list:
            return self.shaped(value, leaf)
        return [None if each is None and self.has_nullable_items else self.shaped(each, leaf) for each in value]

    def shaped(self, value: Any, leaf: GraphQLLeafType) -> Any:
        """Shape one value; raise `TypeError` for one that the method's annotation does not allow."""
        if value is None or (self.target in (date, datetime) and not isinstance(value, self.target)):
            raise TypeError(f"{self.name} gave {value!r}, which is not as it is annotated")
        return value.isoformat() if isinstance(value, date) else leaf.serialize(value)


class Inputs:
    """What a computed field needs of an object, by the names that it gave; all else is an `AttributeError`."""

    def __init__(self, field: str, values: dict[str, Any]) -> None:
        self.__dict__.update(values)
        self.__field = field

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{self.__field} reads {name!r}, which is not among its needs", name=name, obj=self)


@attribute_json.register
def computed_json(attribute: Computed, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Read what is needed, and leave the rest to the method."""
    kind = selected.parent
    fields = selected.document.fields(kind, [attribute.selection], selected.path, is_repeated=selected.is_repeated)
    planner.count(len(fields))
    attributes = OBJECT_TYPES[kind.name].attributes
    inputs = object_json([(field.key, planner.member(attributes[field.name], field, rows)) for field in fields])
    formatter = computing(attribute, selected)
    return lambda writer: writer.placeholder(formatter, inputs(writer), is_plain=False)


def computing(attribute: Computed, selected: SelectedField) -> Formatter:
    """Make what replaces the inputs by the value."""
    read = object_reader(f"{selected.parent.name}.{attribute.name}", attribute.needs, selected.parent, selected)
    return Computing(attribute, selected, get_named_type(selected.definition.type), read)


@dataclass(frozen=True)
class Computing:
    """The formatter of a computed field: puts the value in place of its inputs, or the sign of a failure."""

    attribute: Computed
    selected: SelectedField
    leaf: Any
    read: "Reader"
    is_pure: ClassVar[bool] = False

    def __call__(self, payload: bytes, formatting: Formatting) -> bytes:
        """Compute the value of a row."""
        text = with_suffixes(format_placeholders(unescaped(payload), formatting), formatting)
        formatting.shown.update((name.decode(), entry.decode()) for name, entry in TAG.findall(text))
        try:
            return orjson.dumps(self.attribute.value(self.read(orjson.loads(text)), self.leaf))
        except Exception as error:  # noqa: BLE001  (the failure of one field, as in any executor)
            return sign(formatting.failures, Failed(error, self.selected))


def object_reader(field: str, needs: Sequence[Need], kind: GraphQLObjectType, selected: SelectedField) -> Reader:
    """Make what turns the JSON of an object into `Inputs`; null stays None, and each of a list is turned."""
    readers = [(need, value_reader(field, need, kind, selected)) for need in needs]

    def read(value: Any) -> Any:
        if isinstance(value, list):
            return [read(each) for each in value]
        return value and Inputs(field, {need.name: reader(value[need.field]) for need, reader in readers})

    return read


def value_reader(field: str, need: Need, kind: GraphQLObjectType, selected: SelectedField) -> Reader:
    """Make what turns the JSON of a field into a value of Python: objects, a name of an enum, a day or an instant."""
    definition = selected.document.schema.get_field(kind, need.field)
    target: Any = get_named_type(definition.type) if definition else None
    if need.below:
        return object_reader(field, need.below, target, selected)
    enum = getattr(OBJECT_TYPES[kind.name].attributes.get(need.field), "enum", None)
    turn: Any = (lambda name: enum[name]) if enum else CONVERTERS.get(target.name)
    return (lambda value: None if value is None else turn(value)) if turn else (lambda value: value)


CONVERTERS: dict[str, Reader] = {"Date": date.fromisoformat, "DateTime": datetime.fromisoformat}
"""How the JSON of scalars becomes a value of Python, where it is none already."""
