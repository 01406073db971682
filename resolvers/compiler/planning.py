"""Planning: from what a client selected to JSON written in SQL.

`attribute_json` is the table of mechanisms: each registers how fields of its kind are read. It is
given the *rows* that the value is read from, and returns what writes the SQL of the value.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch
from itertools import count
from typing import Any, NamedTuple, Protocol

from graphql import GraphQLNamedType, is_non_null_type

from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.circumstances import SiteOptions
from resolvers.context.errors import LimitExceeded
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.read_context import DEFAULT, ReadContext, ReadOptions

MOST_FIELDS = 600
"""Fields that an operation selects, those of an interface once; the whole homepage has 188."""

MOST_PLANNED = 2_400
"""Fields that it is planned with: one that may lead to entries of every type is planned for each of them.

A field takes 0.06 ms to plan, and its plan 1.2 kB: 20 nodes of any type took 280 ms.
"""

Json = Callable[[StatementWriter], str]
"""Writes the SQL of one value of the response, for the variant of the arguments that the writer holds."""


Counted = set[Hashable]
"""The fields that are counted already, of those that several types read alike."""


class FieldCounts(NamedTuple):
    """How many fields are *selected*, those that several types read alike once, and how many are *planned*."""

    selected: int = 0
    planned: int = 0


NO_FIELDS = FieldCounts()


class ArgumentReader(Protocol):
    """What the arguments of a field mean for the statement."""

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, Mapping[str, Any]]:
        """Return what decides the SQL, whether a cursor is given, say, and what is bound, by parameter name.

        Raise `BadUserInput`.
        """


class OwnArguments:
    """A reader of the arguments of one field: where no variable is among them, what it has read is fixed.

    The read context is nothing to it, but for whether it names an instant.
    """

    selected: SelectedField

    def is_fixed(self, context: ReadContext) -> bool:
        """Tell whether what was read is the same for all requests, as far as they name an instant alike."""
        return self.selected.given.constants is not None


@singledispatch
def attribute_json(attribute: Any, selected: SelectedField, rows: Rows, planner: "Planner") -> Json:
    """Plan the field *selected*, which reads *attribute*, on *rows*."""
    raise NotImplementedError(f"no mechanism reads {attribute!r}")


@dataclass(frozen=True)
class Catch:
    """A nullable field that becomes null when one of the arguments below it cannot be read: those of *numbers*."""

    selected: SelectedField
    numbers: range


ReadOptionPlaces = Mapping[ReadOptions, Sequence[int]]
"""The read options that a root field is answered with, each with the places of the ids that name them, if any do."""


@singledispatch
def read_options_of(
    attribute: Any, selected: SelectedField, arguments: Mapping[str, Any], site: SiteOptions
) -> ReadOptionPlaces:
    """Tell with which read options the root field *selected* is answered: those that its *arguments* ask for."""
    return {DEFAULT.changed(arguments): ()}


@singledispatch
def assemble(attribute: Any, answers: Sequence[bytes], places: Sequence[Sequence[int]]) -> bytes:
    """Make the answer of the root field that reads *attribute* out of those in each of its read contexts."""
    return answers[0]


class Planner:
    """Plans the selections below one root field, and gathers whose arguments decide the statement.

    The innermost of its *catches* come first. So many fields of the operation as are *counted* were planned before.
    """

    def __init__(self, counted: FieldCounts = NO_FIELDS) -> None:
        self.numbers = count(1)
        self.arguments: list[ArgumentReader] = []
        self.catches: list[Catch] = []
        self.fields = counted

    def rows(self, model: Any) -> Rows:
        """Name rows of *model* that stand in the statement once more."""
        return Rows(model, f"r{next(self.numbers)}")

    def object(
        self,
        kind: GraphQLNamedType,
        fields: Sequence[SelectedField],
        rows: Rows,
        counted: "Counted | None" = None,
    ) -> Json:
        """Plan an object of *kind* with *fields*, each of which reads an attribute.

        Where the object may be of several types, what they read alike is counted once: it is in *counted* then.
        """
        attributes, model = OBJECT_TYPES[kind.name].attributes, OBJECT_TYPES[kind.name].model
        alike = set() if counted is None else {alike_in(each, attributes) for each in fields}
        self.count(len(fields), len(alike & counted) if counted else 0)
        if counted is not None:
            counted |= alike
        members = [
            (
                field.key,
                typename(kind.name) if field.name == "__typename" else self.member(attributes[field.name], field, rows),
            )
            for field in fields
        ]
        if model is None or rows.model is not model:
            return object_json(members)
        return tagged_json(f"#{model.__name__}", rows, members)

    def member(self, attribute: Any, selected: SelectedField, rows: Rows) -> Json:
        """Plan a field of an object; a nullable one takes what fails below it upon itself.

        Below a list nothing does: an argument is the same at every place of the list, and fails the list as one.
        """
        first = len(self.arguments)
        write = attribute_json(attribute, selected, rows, self)
        numbers = range(first, len(self.arguments))
        if not numbers or selected.is_repeated or is_non_null_type(selected.definition.type):
            return write
        self.catches.append(Catch(selected, numbers))
        return lambda writer: writer.dialect.null if selected.path in writer.failed else write(writer)

    def count(self, planned: int, before: int = 0) -> None:
        """Count fields that are planned, of which so many were counted *before*; raise `LimitExceeded` for too many."""
        self.fields = FieldCounts(self.fields.selected + planned - before, self.fields.planned + planned)
        if self.fields.selected > MOST_FIELDS:
            raise LimitExceeded(f"The operation selects more than {MOST_FIELDS} fields.")
        if self.fields.planned > MOST_PLANNED:
            message = f"The operation selects more than {MOST_PLANNED} fields, counted for each type they stand on."
            raise LimitExceeded(message)

    def below(self, selected: SelectedField, rows: Rows) -> Json:
        """Plan the objects that *selected* leads to, on *rows*."""
        return self.object(selected.type, selected.fields(), rows)


def alike_in(selected: SelectedField, attributes: Mapping[str, Any]) -> Hashable:
    """Name what a field reads and where it is selected: of the fields of an interface, the same for all its types."""
    return selected.key, attributes.get(selected.name), tuple(map(id, selected.nodes))


def object_json(members: Sequence[tuple[str, Json]]) -> Json:
    """Write an object whose members are planned."""
    return lambda writer: writer.object([(key, member(writer)) for key, member in members])


def tagged_json(tag: str, rows: Rows, members: Sequence[tuple[str, Json]]) -> Json:
    """Write an object that stands for the entry of each row; in a tagged statement it says which."""

    def write(writer: StatementWriter) -> str:
        tags = [(tag, writer.dialect.number(rows.column("entry"), nullable=False))] if writer.is_tagged else []
        return writer.object(tags + [(key, member(writer)) for key, member in members])

    return write


def typename(name: str) -> Json:
    """Write the name of a type."""
    return lambda writer: writer.dialect.constant(name)
