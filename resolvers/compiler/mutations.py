"""Mutations: one operation is one transaction, of which everything is kept or nothing.

graphql-core executes the fields in their order, and a later one sees what an earlier one wrote. Where a field fails,
or a payload says by `saved: false` that it was not kept, what the others wrote is rolled back, and their payloads say
the same: `saved` is false in them all, and what they would have saved is null. A field whose type has no `saved` is
null, with an error.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson
from graphql import (
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    is_non_null_type,
)
from graphql.execution.values import VariableValues

from models.database import connection, largest_answer, writing
from resolvers.compiler.root_fields import execute
from resolvers.compiler.selections import Document, SelectedField
from resolvers.compiler.statements import AnswerSize
from resolvers.context.circumstances import Circumstances

SAVED = "saved"
"""The field of a payload that says whether its mutation was kept."""


class Undone(Exception):
    """An operation that is rolled back, with its result."""

    def __init__(self, result: ExecutionResult) -> None:
        super().__init__()
        self.result = result


class Payloads:
    """Watches, as a middleware of graphql-core, what the fields of a mutation return."""

    def __init__(self) -> None:
        self.are_saved = True

    def resolve(self, resolve: Callable[..., Any], source: Any, info: Any, **arguments: Any) -> Any:
        """Resolve a field; take down that a payload was not saved."""
        value = resolve(source, info, **arguments)
        if info.path.prev is None and getattr(value, SAVED, True) is False:
            self.are_saved = False
        return value


def mutate(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: VariableValues,
    circumstances: Circumstances,
) -> tuple[bytes | None, Sequence[GraphQLError]]:
    """Run a mutation; return its data as JSON, None for null, and its errors.

    Raise a fault of the database, or `AnswerTooLarge`, with which nothing is kept either.
    """
    payloads = Payloads()
    try:
        with connection(), writing():
            result = execute(schema, operation, fragments, variables, circumstances, [payloads])
            data = AnswerSize(largest_answer()).add(orjson.dumps(result.data))
            if result.errors or not payloads.are_saved:
                raise Undone(result)  # noqa: TRY301  (it ends the transaction)
            return data, ()
    except Undone as undone:
        answers, errors = undone.result.data, list(undone.result.errors or ())
    if answers is None:
        return None, errors
    kind = schema.mutation_type
    assert kind is not None
    for selected in Document(schema, dict(fragments), variables).fields(kind, [operation.selection_set], ()):
        if has_saved(selected):
            unsave(selected, answers.get(selected.key))
        elif answers.get(selected.key) is not None and selected.name != "__typename":
            answers[selected.key] = None
            errors.append(not_kept(selected))
            if selected.must_not_be_null:
                return None, errors
    return orjson.dumps(answers), errors


def has_saved(selected: SelectedField) -> bool:
    """Tell whether the payload of a field says if it was saved."""
    return isinstance(selected.type, GraphQLObjectType) and SAVED in selected.type.fields


def not_kept(selected: SelectedField) -> GraphQLError:
    """Say that what a field did was rolled back with the rest of the operation."""
    message = "This was not kept, as another field of the operation was not."
    return GraphQLError(message, list(selected.nodes), path=selected.path, extensions={"code": "NOT_SAVED"})


def unsave(selected: SelectedField, payload: Any) -> None:
    """Let a payload say that it was not saved, and nothing of what it would have saved."""
    if not isinstance(payload, dict):
        return
    for field in selected.fields():
        if field.name == SAVED:
            payload[field.key] = False
        elif not is_non_null_type(field.definition.type):
            payload[field.key] = None
