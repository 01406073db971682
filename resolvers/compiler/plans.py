"""Plans: every root field is planned once for its document, and then written for what its arguments ask.

Two ways lead through here. A compiled operation (`operations.py`) puts the SQL of its plans into one
statement. Under Strawberry's executor, the reference, the resolver of a root field runs its plan
alone, and every field below reads its value from the answer by response key.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from graphql import (
    DirectiveNode,
    GraphQLError,
    Node,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    is_non_null_type,
    located_error,
    visit,
)
from graphql.execution.values import VariableValues

import resolvers.columns
import resolvers.connections
import resolvers.identity
import resolvers.nodes
import resolvers.parts
import resolvers.relations
import resolvers.roots
import resolvers.texts
from models.database import snapshot
from resolvers.compiler.late import Cut, Finisher, Run, finish
from resolvers.compiler.planning import Planner, attribute_json
from resolvers.compiler.selections import Collector, Document, Selected
from resolvers.compiler.statements import Statement
from resolvers.compiler.writing import Writing
from resolvers.readings import open_reading
from resolvers.types import OBJECT_TYPES

PLANS_KEPT = 50
"""Plans of one document that are kept, for different values of what switches its parts on."""

STATEMENTS_KEPT = 50
"""Statements of the same plans that are kept, for different conditions, say."""

ROOM = (25, 5, 4, 3, 2, 1, 0)
"""Relations inside each other in one statement: as many as an operation may have, or what SQLite's parser takes."""


class Plan:
    """A root field planned."""

    def __init__(self, selected: Selected) -> None:
        self.selected = selected
        planner = Planner()
        attribute = OBJECT_TYPES[selected.parent.name].attributes[selected.name]
        self.json = attribute_json(attribute, selected, planner.rows(None), planner)
        self.arguments, self.is_complete = planner.arguments, planner.is_complete
        self.must_not_be_null = is_non_null_type(selected.definition.type)
        self.alone = Statements()

    def located(self, error: Exception) -> GraphQLError:
        """Say of an error that it is this field's."""
        return located_error(error, list(self.selected.nodes), self.selected.path)

    def open(self, variables: VariableValues, now: datetime, zone: ZoneInfo) -> "Opened":
        """Read all arguments; raise `BadUserInput` for what is out of range, before any statement has run."""
        constants = self.selected.constants
        arguments = self.selected.arguments_of(variables) if constants is None else constants
        reading = open_reading(arguments, now, zone, variables)
        values, variant = reading.values(), []
        for each in self.arguments:
            values.update(each.values(reading))
            variant.append(each.variant(reading))
        return Opened(self, Run(reading, values), tuple(variant))


@dataclass(frozen=True)
class Opened:
    """A plan with what one request asks of it: what is bound, and what decides the SQL."""

    plan: Plan
    run: Run
    variant: tuple[Hashable, ...]

    def answer(self) -> bytes:
        """Run the plan alone; return its JSON."""
        return self.plan.alone.answers([self])[0]


@dataclass(frozen=True)
class Written:
    """Plans as one statement, with the finishers of each."""

    statement: Statement
    finishers: list[dict[bytes, Finisher]]

    @cached_property
    def has_cuts(self) -> bool:
        """Tell whether relations are left to statements of their own."""
        return any(isinstance(finisher, Cut) for known in self.finishers for finisher in known.values())

    def answers(self, opened: Sequence[Opened]) -> list[bytes]:
        """Run the statement; return the JSON of each plan."""
        texts = self.statement.run([each.run.values for each in opened])
        answers = []
        for text, each, finishers in zip(texts, opened, self.finishers, strict=True):
            each.run.finishers, each.run.has_cuts = finishers, self.has_cuts
            answers.append(b"null" if text is None else finish(text, each.run))
        return answers


class Statements:
    """The statements that answer the same plans together, made when first needed."""

    def __init__(self) -> None:
        self._written: dict[Any, Written] = {}

    def answers(self, opened: Sequence[Opened]) -> list[bytes]:
        """Answer the plans by one statement; by several, of one state of the database, where it is cut."""
        variant = tuple(each.variant for each in opened)
        if variant not in self._written:
            if len(self._written) >= STATEMENTS_KEPT:
                self._written.clear()
            self._written[variant] = write(opened)
        written = self._written[variant]
        if not written.has_cuts:
            return written.answers(opened)
        with snapshot():
            return written.answers(opened)


def write(opened: Sequence[Opened]) -> Written:
    """Write the statement of plans, nested no deeper than the database can parse."""
    for room in ROOM:
        writings = [Writing(each.run.reading, room) for each in opened]
        statement = Statement([each.plan.json(writing) for each, writing in zip(opened, writings, strict=True)])
        if statement.is_parsed():
            break
    return Written(statement, [writing.finishers for writing in writings])


class Plans:
    """The plans of one document, made when first needed.

    A plan holds for the values of the variables that switch parts of the selection on or off.
    """

    def __init__(self) -> None:
        self._plans: dict[Any, Plan] = {}
        self._switches: dict[int, tuple[str, ...]] = {}

    def of(self, operation: OperationDefinitionNode, selected: Selected) -> Plan:
        """Return the plan of a root field."""
        key = (self.state(operation, selected.document), selected.key)
        if key not in self._plans:
            if len(self._plans) >= PLANS_KEPT:
                self._plans.clear()
            self._plans[key] = Plan(selected)
        return self._plans[key]

    def state(self, operation: OperationDefinitionNode, document: Document) -> Any:
        """Return the operation with the values of its switches: what plans are kept for."""
        if id(operation) not in self._switches:
            self._switches[id(operation)] = switches([operation, *document.fragments.values()])
        return id(operation), tuple(document.variables.coerced.get(name) for name in self._switches[id(operation)])


def answer_field(plans: Plans, info: Any, now: datetime, zone: ZoneInfo) -> Any:
    """Answer the root field that graphql-core's *info* is about; Strawberry put plain variables into it."""
    values = VariableValues({}, info.variable_values)
    document = Document(info.schema, info.fragments, values)
    selected = Selected(document, info.parent_type, (info.path.key,), tuple(info.field_nodes))
    opened = plans.of(info.operation, selected).open(values, now, zone)
    return resolvers.nodes.with_types(orjson.loads(opened.answer()), selected, opened.run.reading)


def switches(nodes: Iterable[Node]) -> tuple[str, ...]:
    """List the variables that `@include` and `@skip` read anywhere below *nodes*."""
    found: list[VariableNode] = []

    class Finder(Visitor):
        """Looks for variables in directives."""

        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            visit(node, Collector(found))

    for node in nodes:
        visit(node, Finder())
    return tuple(dict.fromkeys(variable.name.value for variable in found))
