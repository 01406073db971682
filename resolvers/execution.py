"""Execution: answering a root field by its plan, once for all that is selected below it.

Under Strawberry's executor the resolver of a root field runs the plan, and every field below
reads its finished value from it by response key.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from graphql import DirectiveNode, Node, VariableNode, Visitor, visit
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
from resolvers.selections import Document, Selected

PLANS_KEPT = 50
"""Plans of one document that are kept, for different values of what switches its parts on."""


class Plan:
    """A root field planned: the reads under `top` and the shape of its value."""

    def __init__(self, selected: Selected) -> None:
        self.selected = selected
        self.top = Top()
        self.shape: Shape = Planner().shape(selected.parent, [selected], self.top)

    def answer(self, variables: dict[str, Any], now: datetime, zone: ZoneInfo) -> Any:
        """Run the plan with the operation's coerced *variables*; raise `BadUserInput` for arguments out of range."""
        values = VariableValues({}, variables)
        reading = open_reading(self.selected.arguments_of(values), now, zone, values)
        self.top.prepare(reading)
        loaded = self.top.load(reading, (None,))
        return self.shape((None,), loaded)[self.selected.key]


class Plans:
    """The plans of one document, made when first needed."""

    def __init__(self) -> None:
        self._plans: dict[Any, Plan] = {}
        self._switches: dict[int, tuple[str, ...]] = {}

    def of(self, info: Any) -> Plan:
        """Return the plan of the root field that *info*, graphql-core's, is about.

        A plan holds for the values of the variables that switch parts of the selection on or off.
        """
        operation = id(info.operation)
        if operation not in self._switches:
            self._switches[operation] = switches([info.operation, *info.fragments.values()])
        values = tuple(info.variable_values.get(name) for name in self._switches[operation])
        key = (operation, info.path.key, values)
        if key not in self._plans:
            if len(self._plans) >= PLANS_KEPT:
                self._plans.clear()
            document = Document(info.schema, info.fragments, VariableValues({}, info.variable_values))
            self._plans[key] = Plan(Selected(document, info.parent_type, (info.path.key,), tuple(info.field_nodes)))
        return self._plans[key]


def switches(nodes: Iterable[Node]) -> tuple[str, ...]:
    """List the variables that `@include` and `@skip` read anywhere below *nodes*."""
    found: dict[str, None] = {}

    class Finder(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            values = [argument.value for argument in node.arguments or ()]
            found.update({value.name.value: None for value in values if isinstance(value, VariableNode)})

    for node in nodes:
        visit(node, Finder())
    return tuple(found)
