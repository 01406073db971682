"""Compiled operations: from plans straight to the response, with no executor in between.

An operation is compiled when plans cover all that it selects. What they do not cover
(introspection, a resolver written by hand) makes the whole operation run under Strawberry's
executor, which gives the same answers with the same plans.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    is_non_null_type,
    located_error,
)
from graphql.execution.values import VariableValues, get_variable_values

from resolvers.execution import PLANS_KEPT, Plan, Plans
from resolvers.selections import Document
from resolvers.types import OBJECT_TYPES


@dataclass(frozen=True)
class Compiled:
    """An operation for some values of its switches: its root fields in response order, planned.

    A root that is text is the value of `__typename`.
    """

    roots: tuple[tuple[str, Plan | str], ...]

    def run(self, values: VariableValues, now: datetime, zone: ZoneInfo) -> ExecutionResult:
        """Answer the root fields one after the other, as the specification has it.

        A field that fails is null; one that must not be null makes `data` null and ends the run.
        """
        data: dict[str, Any] = {}
        errors: list[GraphQLError] = []
        for key, plan in self.roots:
            if isinstance(plan, str):
                data[key] = plan
                continue
            try:
                data[key] = plan.answer(values, now, zone)
            except Exception as error:  # noqa: BLE001  (as in any executor: one field's failure is that field's error)
                errors.append(located_error(error, list(plan.selected.nodes), plan.selected.path))
                if is_non_null_type(plan.selected.definition.type):
                    return ExecutionResult(None, errors)
                data[key] = None
        return ExecutionResult(data, errors or None)


class Compiler:
    """Compiles the operations of one document, and keeps them."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, plans: Plans) -> None:
        self.schema, self.plans = schema, plans
        definitions = document.definitions
        self.operations = [node for node in definitions if isinstance(node, OperationDefinitionNode)]
        self.fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
        self._compiled: dict[Any, Compiled | None] = {}

    def run(
        self, name: str | None, variables: Mapping[str, Any], now: datetime, zone: ZoneInfo
    ) -> ExecutionResult | None:
        """Run an operation, or return None for one that is not compiled, or that is not there."""
        found = [node for node in self.operations if name is None or (node.name and node.name.value == name)]
        if len(found) != 1 or found[0].operation is not OperationType.QUERY:
            return None
        values = get_variable_values(self.schema, found[0].variable_definitions or (), dict(variables))
        if not isinstance(values, VariableValues):
            return ExecutionResult(None, values)
        compiled = self.compiled(found[0], values)
        return compiled.run(values, now, zone) if compiled else None

    def compiled(self, operation: OperationDefinitionNode, values: VariableValues) -> Compiled | None:
        """Compile an operation for the values of its switches; None when plans do not cover it."""
        document = Document(self.schema, self.fragments, values)
        state = self.plans.state(operation, document)
        if state not in self._compiled:
            if len(self._compiled) >= PLANS_KEPT:
                self._compiled.clear()
            self._compiled[state] = self.compile(operation, document)
        return self._compiled[state]

    def compile(self, operation: OperationDefinitionNode, document: Document) -> Compiled | None:
        """Plan every root field; None when one of them is not covered whole."""
        query = self.schema.query_type
        assert query is not None
        roots: list[tuple[str, Plan | str]] = []
        for selected in document.fields(query, [operation.selection_set], ()):
            if selected.name == "__typename":
                roots.append((selected.key, query.name))
            elif selected.name not in OBJECT_TYPES[query.name].attributes:
                return None
            else:
                plan = self.plans.of(operation, selected)
                if not plan.is_complete:
                    return None
                roots.append((selected.key, plan))
        return Compiled(tuple(roots))
