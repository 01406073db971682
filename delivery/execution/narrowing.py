"""Narrowing: an operation without the root fields that cannot be decided, for an executor that would answer nothing.

graphql-core drops the whole answer where a switch of a root field is null. It is given the other root fields,
and what it answers is completed as if each of those left out had failed on its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
)
from graphql.execution.values import VariableValues, get_variable_values

from resolvers.compiler.selections import Document, SelectedField
from resolvers.compiler.switches import Undecided, undecided


@dataclass(frozen=True)
class Narrowed:
    """A document whose operation has only the *roots* that are not *refused*."""

    document: DocumentNode
    roots: list[SelectedField]
    refused: Mapping[str, Undecided]

    def completed(self, result: ExecutionResult) -> ExecutionResult:
        """Put the refused root fields into an answer, as the specification has it for those that fail.

        The first that must not be null makes `data` null, and ends the run.
        """
        places = {root.key: place for place, root in enumerate(self.roots)}

        def place_of(error: GraphQLError) -> int:
            return places[str(error.path[0])] if error.path else 0

        found = sorted(result.errors or [], key=place_of)
        ends = [places[root.key] for root in self.roots if root.key in self.refused and root.must_not_be_null]
        ends += [place_of(found[-1])] if result.data is None and found else []
        errors = sorted([*found, *(place.error() for place in self.refused.values())], key=place_of)
        if ends:
            return ExecutionResult(None, [error for error in errors if place_of(error) <= min(ends)])
        answered = result.data or {}
        return ExecutionResult({root.key: answered.get(root.key) for root in self.roots}, errors)


def narrowed_operation(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> Narrowed | None:
    """Leave out the root fields of an operation that cannot be decided; None where all can be."""
    values = get_variable_values(schema, operation.variable_definitions or (), dict(variables))
    kind = schema.get_root_type(operation.operation)
    if not isinstance(values, VariableValues) or kind is None:
        return None
    definitions = document.definitions
    fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
    refused = undecided(operation, fragments, values)
    if not refused:
        return None
    roots = Document(schema, fragments, values).fields(kind, [operation.selection_set], ())
    kept = tuple(node for root in roots if root.key not in refused for node in root.nodes)
    narrowed = OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=operation.variable_definitions,
        directives=operation.directives,
        selection_set=SelectionSetNode(selections=kept),
    )
    others = tuple(narrowed if node is operation else node for node in definitions)
    return Narrowed(DocumentNode(definitions=others), roots, refused)
