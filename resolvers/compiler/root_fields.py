"""Root fields that no statement answers: `__typename`, the schema's own, and those that cannot be decided."""

import orjson
from graphql import (
    DocumentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    Undefined,
    execute_sync,
)
from graphql.execution.values import VariableValues

from resolvers.compiler.selections import SelectedField
from resolvers.compiler.switches import Undecided


class Typename:
    """The name of the query type."""

    def __init__(self, selected: SelectedField) -> None:
        self.selected = selected

    def answer(self, operation: OperationDefinitionNode, variables: VariableValues) -> bytes:
        """Return the name as JSON."""
        return orjson.dumps(self.selected.parent.name)


class Introspection:
    """A root field that asks for the schema itself, which graphql-core answers; it is part of no content."""

    def __init__(self, selected: SelectedField) -> None:
        self.selected = selected

    def answer(self, operation: OperationDefinitionNode, variables: VariableValues) -> bytes:
        """Execute the field alone; raise its error."""
        document = self.selected.document
        alone = OperationDefinitionNode(
            operation=OperationType.QUERY,
            variable_definitions=operation.variable_definitions,
            selection_set=SelectionSetNode(selections=self.selected.nodes),
        )
        definitions = (alone, *document.fragments.values())
        sources = variables.sources.items()
        given = {name: source.value for name, source in sources if source.value is not Undefined}
        result = execute_sync(document.schema, DocumentNode(definitions=definitions), variable_values=given)
        if result.errors:
            raise result.errors[0]
        assert result.data is not None
        return orjson.dumps(result.data[self.selected.key])


class Refused:
    """A field that cannot be planned, with the place in it that is at fault."""

    def __init__(self, selected: SelectedField, place: Undecided) -> None:
        self.selected, self.place = selected, place

    def answer(self, operation: OperationDefinitionNode, variables: VariableValues) -> bytes:
        """Raise what is wrong."""
        raise self.place.error()
