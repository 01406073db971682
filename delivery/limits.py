"""Limits on documents, found in one pass in which each fragment is visited once.

They keep a small document from making the server work without end; they are far above what known
clients send.
"""

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

MAX_DEPTH = 25
"""Fields inside fields. Each level costs a few frames of Python's stack wherever it is walked."""

MAX_FIELDS = 2_000
"""Fields of an operation with its fragments written out: each may be a relation, and so a statement."""


def limit_error(document: DocumentNode) -> GraphQLError | None:
    """Return the error of a valid document that asks for too much at once, or None."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    known: dict[str, tuple[int, int]] = {}

    def measure(selections: SelectionSetNode | None) -> tuple[int, int]:
        """Measure the depth of a selection set and the number of its fields."""
        deepest = total = 0
        for node in selections.selections if selections else ():
            if isinstance(node, FragmentSpreadNode):
                name = node.name.value
                if name not in known:
                    known[name] = measure(fragments[name].selection_set)
                depth, fields = known[name]
            else:
                assert isinstance(node, FieldNode | InlineFragmentNode)
                depth, fields = measure(node.selection_set)
                if isinstance(node, FieldNode):
                    depth, fields = depth + 1, fields + 1
            deepest, total = max(deepest, depth), total + fields
        return deepest, total

    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            depth, fields = measure(operation.selection_set)
            if depth > MAX_DEPTH:
                return refused(operation, f"The operation is {depth} fields deep; {MAX_DEPTH} are allowed.")
            if fields > MAX_FIELDS:
                return refused(operation, f"The operation selects {fields} fields; {MAX_FIELDS} are allowed.")
    return None


def refused(operation: OperationDefinitionNode, message: str) -> GraphQLError:
    """Make the error of an operation that is beyond a limit."""
    return GraphQLError(message, operation, extensions={"code": "GRAPHQL_VALIDATION_FAILED"})
