"""Root fields that no statement answers: `__typename`, those that have resolvers, and those that cannot be decided.

What is no content, who asks say, is an ordinary field of Strawberry: graphql-core executes it, alone, with the
circumstances of the operation as `info.context`. So it does with the schema's own fields.
"""

from collections.abc import Mapping, Sequence

import orjson
from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    Undefined,
    execute_sync,
)
from graphql.execution import Executor, Middleware
from graphql.execution.values import VariableValues

from models.schema_changes import diagnose
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.switches import Undecided
from resolvers.context.circumstances import Circumstances

Answered = tuple[bytes, Sequence[GraphQLError]]
"""The JSON of a root field, and the errors of the fields below it that are null."""


class Typename:
    """The name of the query type."""

    is_constant = True

    def __init__(self, selected: SelectedField) -> None:
        self.selected = selected

    def answer(
        self, operation: OperationDefinitionNode, variables: VariableValues, circumstances: Circumstances
    ) -> Answered:
        """Return the name as JSON."""
        return orjson.dumps(self.selected.parent.name), ()


class Resolved:
    """A root field with resolvers. What asks for the schema itself *is constant*, the same for all at every instant."""

    def __init__(self, selected: SelectedField) -> None:
        self.selected, self.is_constant = selected, selected.name.startswith("__")

    def answer(
        self, operation: OperationDefinitionNode, variables: VariableValues, circumstances: Circumstances
    ) -> Answered:
        """Execute the field alone; raise its error where it has no null, or a fault of the database."""
        document = self.selected.document
        alone = OperationDefinitionNode(
            operation=OperationType.QUERY,
            variable_definitions=operation.variable_definitions,
            selection_set=SelectionSetNode(selections=self.selected.nodes),
        )
        result = execute(document.schema, alone, document.fragments, variables, circumstances)
        errors = result.errors or []
        for error in errors:
            if fault := diagnose(error.original_error):
                raise fault from error.original_error
        if result.data is None:
            raise errors[0]
        return orjson.dumps(result.data[self.selected.key]), errors


class Refused:
    """A field that cannot be planned, with the place in it that is at fault."""

    is_constant = True

    def __init__(self, selected: SelectedField, place: Undecided) -> None:
        self.selected, self.place = selected, place

    def answer(
        self, operation: OperationDefinitionNode, variables: VariableValues, circumstances: Circumstances
    ) -> Answered:
        """Raise what is wrong."""
        raise self.place.error()


def execute(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: VariableValues,
    circumstances: Circumstances,
    middleware: Middleware | None = None,
) -> ExecutionResult:
    """Let graphql-core execute an operation whose fields have resolvers, all at once whatever asks for `@defer`."""
    sources = variables.sources.items()
    return execute_sync(
        schema,
        DocumentNode(definitions=(operation, *fragments.values())),
        context_value=circumstances,
        variable_values={name: source.value for name, source in sources if source.value is not Undefined},
        executor_class=Executor,
        middleware=middleware,
    )
