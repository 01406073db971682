"""Plans and how they are run: every root field is planned once and answered whole.

Two ways lead through here. A compiled operation (`resolvers.compiling`) takes the answers of its
plans as the response. Under Strawberry's executor, the reference, the resolver of a root field
runs the same plan, and every field below reads its finished value from it by response key.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from graphql import DirectiveNode, Node, OperationDefinitionNode, VariableNode, Visitor, visit
from graphql.execution.values import VariableValues

import resolvers.columns
import resolvers.connections
import resolvers.identity
import resolvers.nodes
import resolvers.parts
import resolvers.relations
import resolvers.roots
import resolvers.texts  # noqa: F401  (each registers its mechanism)
from resolvers.planning import Planner
from resolvers.readings import open_reading
from resolvers.reads import Shape, Top
from resolvers.selections import Collector, Document, Selected

PLANS_KEPT = 50
"""Plans of one document that are kept, for different values of what switches its parts on."""


class Plan:
    """A root field planned: the reads under `top` and the shape of its value."""

    def __init__(self, selected: Selected) -> None:
        self.selected = selected
        self.top = Top()
        planner = Planner()
        self.shape: Shape = planner.shape(selected.parent, [selected], self.top)
        self.is_complete = planner.is_complete

    def answer(self, values: VariableValues, now: datetime, zone: ZoneInfo) -> Any:
        """Run the plan with the operation's coerced variables; raise `BadUserInput` for arguments out of range."""
        constants = self.selected.constants
        arguments = self.selected.arguments_of(values) if constants is None else constants
        reading = open_reading(arguments, now, zone, values)
        self.top.prepare(reading)
        loaded = self.top.load(reading, (None,))
        return self.shape((None,), loaded)[self.selected.key]


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
    return plans.of(info.operation, selected).answer(values, now, zone)


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
