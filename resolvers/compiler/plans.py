"""Plans: every root field is planned once for its document, and then written for what its arguments ask.

Two ways lead through here. A compiled operation (`operations.py`) puts the SQL of its plans into one
statement. Under Strawberry's executor, the reference, the resolver of a root field runs its plan
alone, and every field below reads its value from the answer by response key.
"""

from collections.abc import Hashable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
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

    def answer(self) -> str:
        """Run the plan alone; return its JSON."""
        return self.plan.alone.answers([self])[0]


class Statements:
    """The statements that answer the same plans together, made when first needed."""

    def __init__(self) -> None:
        self._written: dict[Any, tuple[Statement, list[list[Finisher]]]] = {}

    def answers(self, opened: Sequence[Opened]) -> list[str]:
        """Answer the plans by one statement; return the JSON of each."""
        variant = tuple(each.variant for each in opened)
        if variant not in self._written:
            if len(self._written) >= STATEMENTS_KEPT:
                self._written.clear()
            self._written[variant] = write(opened)
        statement, finishers = self._written[variant]
        is_cut = any(isinstance(finisher, Cut) for known in finishers for finisher in known)
        with snapshot() if is_cut else nullcontext():
            row = statement.run([each.run.values for each in opened])
            for each, known in zip(opened, finishers, strict=True):
                each.run.finishers = known
            return ["null" if text is None else finish(text, each.run) for text, each in zip(row, opened, strict=True)]


def write(opened: Sequence[Opened]) -> tuple[Statement, list[list[Finisher]]]:
    """Write the statement of plans, and the finishers of each; nested no deeper than the database can parse."""
    for room in ROOM:
        writings = [Writing(each.run.reading, room) for each in opened]
        texts = [each.plan.json(writing) for each, writing in zip(opened, writings, strict=True)]
        statement = Statement(texts)
        if statement.is_parsed():
            break
    return statement, [writing.finishers for writing in writings]


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
