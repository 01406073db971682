"""Errors as clients see them: a message, a code, and the path of the field. Never an exception's text."""

import json
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSyntaxError,
    Node,
    OperationDefinitionNode,
    VariableDefinitionNode,
    VariableNode,
)

from schema.scalars import ValueUnreadable

MASKED = {
    "INTERNAL_SERVER_ERROR": "Something went wrong on the server.",
    "OPERATION_TIMED_OUT": "The operation took too long. Ask for less at once.",
    "SERVICE_UNAVAILABLE": "The content database is not available. The server's log says what to do.",
}
"""The messages that clients get in place of what happened."""

JSON_WORDS = {"None": "null", "True": "true", "False": "false"}
PYTHON_WORDS = re.compile(r"(?<=[ \[{])(?:None|True|False)(?=[.,\]}]|$)")
"""What graphql-core calls values in its messages, and what their senders call them."""

MOST_LOCATIONS = 3
"""Places in the document that an error names."""

LONGEST_MESSAGE = 400
"""Bytes, as JSON in ASCII: enough for any message of ours, little of a value that is quoted back. With the longest path
that an operation may have, an error stays below 2 kB."""


def failed(code: str, **more: str) -> dict[str, Any]:
    """Make the answer to an operation that could not be run at all; *more* stands beside its code."""
    return {"errors": [{"message": MASKED[code], "extensions": {"code": code, **more}}]}


def refused(message: str, code: str = "BAD_REQUEST") -> dict[str, Any]:
    """Make the answer to a request that is no operation."""
    return {"errors": [{"message": message, "extensions": {"code": code}}]}


def formatted(error: GraphQLError, document: DocumentNode | None, *, is_run: bool) -> dict[str, Any]:
    """Format an error; one found before any field was run gets its path."""
    code = code_of(error, is_run=is_run)
    shown: dict[str, Any] = {"message": MASKED.get(code) or message_of(error), "extensions": {"code": code}}
    if error.locations:
        shown["locations"] = [location.formatted for location in error.locations[:MOST_LOCATIONS]]
    if path := error.path or field_path(error, document):
        shown["path"] = list(path)
    return shown


def code_of(error: GraphQLError, *, is_run: bool) -> str:
    """Name the kind of an error by the code that clients know."""
    if error.extensions and "code" in error.extensions:
        return str(error.extensions["code"])
    if failure(error):
        return "INTERNAL_SERVER_ERROR"
    if isinstance(error, GraphQLSyntaxError):
        return "GRAPHQL_PARSE_FAILED"
    return "BAD_USER_INPUT" if is_run else "GRAPHQL_VALIDATION_FAILED"


def message_of(error: GraphQLError) -> str:
    """Tell what is wrong, at no more length than a line or two.

    graphql-core quotes the exception of a scalar that cannot read a value; only those that were
    written for clients stay.
    """
    return cut(PYTHON_WORDS.sub(lambda found: JSON_WORDS[found[0]], unquoted_message(error)))


def cut(message: str) -> str:
    """Cut a message where it gets too long: a character that is escaped counts with all its escape."""
    sizes = list(accumulate(len(json.dumps(each)) - 2 for each in message[: LONGEST_MESSAGE + 1]))
    if not sizes or sizes[-1] <= LONGEST_MESSAGE:
        return message
    return message[: sum(size <= LONGEST_MESSAGE - 3 for size in sizes)] + "..."


def unquoted_message(error: GraphQLError) -> str:
    """Tell what is wrong without the words of an exception; of a variable, its name stands before that."""
    cause = error.original_error
    if isinstance(cause, ValueUnreadable):
        return str(cause)
    if isinstance(cause, GraphQLError) and error.message.endswith(cause.message):
        return error.message.removesuffix(cause.message) + unquoted_message(cause)
    expected, is_quoting, _ = error.message.partition(", but encountered error")
    return expected + "." if is_quoting else error.message


def failure(error: GraphQLError) -> Exception | None:
    """Return the exception on our side that an error stands for; None when it is the client's.

    Before a field has run, an exception is a scalar's word on a value that it cannot read.
    """
    cause = error.original_error
    return None if error.path is None or isinstance(cause, GraphQLError) else cause


def field_path(error: GraphQLError, document: DocumentNode | None) -> list[str] | None:
    """Find the field that a validation or variable error is about; None when it is about none."""
    if not error.nodes or document is None:
        return None
    node = error.nodes[0]
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            for path, inner in walk(operation.selection_set, []):
                if is_about(inner, node):
                    return path or None
    return None


def walk(node: Node, path: list[str]) -> Iterator[tuple[list[str], Node]]:
    """Yield a node and all below it, each with the response keys that lead to it."""
    if isinstance(node, FieldNode):
        path = [*path, (node.alias or node.name).value]
    yield path, node
    for key in node.keys:
        children = getattr(node, key, None)
        for child in children if isinstance(children, list | tuple) else [children]:
            if isinstance(child, Node):
                yield from walk(child, path)


def is_about(node: Node, culprit: Node) -> bool:
    """Tell whether *node* is the culprit, or the use of the variable that is."""
    if isinstance(culprit, VariableDefinitionNode):
        return isinstance(node, VariableNode) and node.name.value == culprit.variable.name.value
    return node is culprit
