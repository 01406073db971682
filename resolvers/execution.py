"""Execution: answering a root field by its plan, once for all that is selected below it.

Under Strawberry's executor the resolver of a root field runs the plan, and every field below
reads its finished value from it by response key.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

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


class Plan:
    """A root field planned: the reads under `top` and the shape of its value."""

    def __init__(self, selected: Selected) -> None:
        self.selected = selected
        self.top = Top()
        self.shape: Shape = Planner().shape(selected.parent, [selected], self.top)

    def answer(self, variables: Any, now: datetime, zone: ZoneInfo) -> Any:
        """Run the plan; raise `BadUserInput` for arguments out of range."""
        reading = open_reading(self.selected.arguments_of(variables), now, zone, variables)
        loaded = self.top.load(reading, (None,))
        return self.shape((None,), loaded)[self.selected.key]


def answer_field(info: Any, now: datetime, zone: ZoneInfo) -> Any:
    """Plan the root field that is being resolved, and answer it.

    *info* is graphql-core's; Strawberry has put the plain values of the variables into it.
    """
    variables = VariableValues({}, info.variable_values)
    document = Document(info.schema, info.fragments, variables)
    selected = Selected(document, info.parent_type, (str(info.path.key),), tuple(info.field_nodes))
    return Plan(selected).answer(variables, now, zone)
