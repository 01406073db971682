"""Mutations: one operation is one transaction, of which everything is kept or nothing.

graphql-core executes the fields in their order, and a later one sees what an earlier one wrote. Where a field fails,
or a payload says by `saved: false` that it was not kept, what the others wrote is rolled back, and their payloads say
the same: `saved` is false in them all, and what they would have saved is null. A field whose type has no `saved` is
null, with an error.

A mutation with `@dryRun` is rolled back in any case; its payloads show what would be saved, but no secrets. One that a
database ends for another's sake, which waited for it as it did for that, is run again from its beginning, and alone: it
waits for all mutations that run, and those that come wait for it.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
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

from models.database import connection, largest_answer, take_turn, writing
from models.faults import is_passing
from resolvers.compiler.payloads import SAVED, Payloads, Read
from resolvers.compiler.root_fields import execute
from resolvers.compiler.selections import Document, SelectedField
from resolvers.compiler.statements import AnswerSize
from resolvers.context.circumstances import Circumstances

logger = logging.getLogger(__name__)

DRY_RUN = "dryRun"
"""The directive of a mutation that is only tried."""

SECRETS = ("secret", "token")
"""Fields of payloads that are null in a dry run: what they let in is not stored."""

MOST_RUNS = 3
"""Runs of a mutation that the database ends for another's sake: the first, and two alone, beside commands only."""


class Undone(Exception):
    """An operation that is rolled back, with its result."""

    def __init__(self, result: ExecutionResult) -> None:
        super().__init__()
        self.result = result


def mutate(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: VariableValues,
    circumstances: Circumstances,
    read: Read,
) -> tuple[bytes | None, Sequence[GraphQLError]]:
    """Run a mutation; return its data as JSON, None for null, and its errors. Entries of payloads are *read* so.

    Raise a fault of the database, or `AnswerTooLarge`, with which nothing is kept either.
    """
    for number in range(1, MOST_RUNS + 1):
        payloads = Payloads(fragments, read)
        again = replace(circumstances, made={})
        try:
            return mutate_once(schema, operation, fragments, variables, again, payloads, is_alone=number > 1)
        except Exception as error:
            if number == MOST_RUNS or not is_passing(error):
                raise
            logger.info("a mutation is run again, alone: the database has ended it for another")
    raise AssertionError


def mutate_once(  # noqa: PLR0913  (one for each part that decides how it runs)
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: VariableValues,
    circumstances: Circumstances,
    payloads: Payloads,
    *,
    is_alone: bool,
) -> tuple[bytes | None, Sequence[GraphQLError]]:
    """Run a mutation in a transaction of its own."""
    is_tried = any(directive.name.value == DRY_RUN for directive in operation.directives or ())
    try:
        with connection(), writing():
            take_turn(is_alone=is_alone)
            result = execute(schema, operation, fragments, variables, circumstances, [payloads])
            require_lasting(result)
            if result.data is not None:
                payloads.put_in(result.data)
            data = AnswerSize(largest_answer()).add(orjson.dumps(result.data))
            if result.errors or not payloads.are_saved or is_tried:
                raise Undone(result)  # noqa: TRY301  (it ends the transaction)
            return data, payloads.errors
    except Undone as undone:
        answers, errors = undone.result.data, list(undone.result.errors or ())
    if answers is None:
        return None, errors
    shows = is_tried and not errors and payloads.are_saved
    kind = schema.mutation_type
    assert kind is not None
    for selected in Document(schema, dict(fragments), variables).fields(kind, [operation.selection_set], ()):
        if has_saved(selected):
            unsave(selected, answers.get(selected.key), SECRETS if shows else None)
        elif answers.get(selected.key) is not None and selected.name != "__typename":
            answers[selected.key] = None
            errors.append(not_kept(selected))
            if selected.must_not_be_null:
                return None, errors
    return orjson.dumps(answers), [*errors, *(payloads.errors if shows else ())]


def require_lasting(result: ExecutionResult) -> None:
    """Raise what a database has ended a field by, if another run may do it."""
    for error in result.errors or ():
        if error.original_error is not None and is_passing(error.original_error):
            raise error.original_error


def has_saved(selected: SelectedField) -> bool:
    """Tell whether the payload of a field says if it was saved."""
    return isinstance(selected.type, GraphQLObjectType) and SAVED in selected.type.fields


def not_kept(selected: SelectedField) -> GraphQLError:
    """Say that what a field did was rolled back with the rest of the operation."""
    message = "This was not kept, as another field of the operation was not."
    return GraphQLError(message, list(selected.nodes), path=selected.path, extensions={"code": "NOT_SAVED"})


def unsave(selected: SelectedField, payload: Any, hidden: Sequence[str] | None) -> None:
    """Let a payload say that it was not saved, and nothing of what it would have saved, or nothing that is *hidden*."""
    if not isinstance(payload, dict):
        return
    for field in selected.fields():
        if field.name == SAVED:
            payload[field.key] = False
        elif not is_non_null_type(field.definition.type) and (hidden is None or field.name in hidden):
            payload[field.key] = None
