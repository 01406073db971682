"""Preparing: what is done once for a document, however often it is sent.

text -> parsed, held against the limits, validated against the schema -> compiler and costs
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from sys import getsizeof
from typing import Any, NamedTuple

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    Node,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    OverlappingFieldsCanBeMergedRule,
    Token,
    TokenKind,
    ValidationContext,
    parse,
    specified_rules,
    validate,
)
from graphql.language.ast import QUERY_DOCUMENT_KEYS

from delivery.execution.answers import MOST_ERRORS, dumped
from delivery.execution.errors import formatted
from delivery.limits.costs import Costs
from delivery.limits.document_limits import Limits, limit_error
from models.entry import database
from resolvers.compiler.dialect import dialect_of
from resolvers.compiler.operations import Compiler

MOST_COMPARISONS = 20_000
"""Steps in comparing fields that might overlap, after which a document is refused. The homepage takes 1,000; with
graphql-core's own 500,000, pages within pages were compared for 220 ms."""

SMALLEST_WEIGHT = 3_000
"""Bytes that any document holds, with what keeps it."""

HEAD_WEIGHT = 200
"""Bytes that the head of an operation holds, beside its name."""

TOKEN_WEIGHT = 600
"""Bytes that a token of a document holds as long as it is prepared, in its nodes and its costs, at most."""

NO_TOKEN = Token(TokenKind.SOF, 0, 0, 0, 0)
"""What nodes have in place of the tokens that they were read from."""


class BoundedOverlapRule(OverlappingFieldsCanBeMergedRule):
    """Compares fields that might overlap within `MOST_COMPARISONS` steps."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = MOST_COMPARISONS


RULES = [BoundedOverlapRule if rule is OverlappingFieldsCanBeMergedRule else rule for rule in specified_rules]
"""The rules of the specification, of which one is bounded."""


class Document:
    """A document that is ready to be run; or of one that is not, only the errors that its senders get."""

    def __init__(self, schema: GraphQLSchema, node: DocumentNode | None, errors: Sequence[GraphQLError] = ()) -> None:
        self.refusals = [formatted(each, node, is_run=False) for each in errors]
        self.node = None if errors else node
        self.compiler = Compiler(schema, self.node, dialect_of(database.obj)) if self.node else None
        self.costs = Costs(schema, self.node) if self.node else None
        self.heads = heads_of(node)
        heads = HEAD_WEIGHT * len(self.heads) + sum([getsizeof(head.name) for head in self.heads])
        refusals = sum(map(len, map(dumped, self.refusals)))
        self.own_weight = SMALLEST_WEIGHT + heads + refusals + weight_of(self.node)
        release_tokens(self.node)

    @property
    def weight(self) -> int:
        """How many bytes it holds, with all that was compiled of it: roughly, as measured of documents of all kinds."""
        return self.own_weight + (self.compiler.weight if self.compiler else 0)

    def head(self, name: str | None) -> "Head | None":
        """Return the head of the operation of a name, or of the only one; None where it is not there."""
        found = [each for each in self.heads if name is None or each.name == name]
        return found[0] if len(found) == 1 else None

    def operation(self, head: "Head | None") -> OperationDefinitionNode | None:
        """Return the operation of a head; None where there is none, or the document is refused."""
        if head is None or self.node is None:
            return None
        node = self.node.definitions[head.place]
        assert isinstance(node, OperationDefinitionNode)
        return node


class Head(NamedTuple):
    """What is known of an operation of a document that is refused, too: its place among the definitions."""

    name: str | None
    kind: OperationType
    place: int


def heads_of(node: DocumentNode | None) -> list[Head]:
    """List the heads of a document's operations."""
    return [
        Head(each.name.value if each.name else None, each.operation, place)
        for place, each in enumerate(node.definitions if node else ())
        if isinstance(each, OperationDefinitionNode)
    ]


def weight_of(node: DocumentNode | None) -> int:
    """Estimate what a document holds as it was read: its text, and its tokens, comments included."""
    if node is None or node.loc is None:
        return 0
    token, tokens = node.loc.start_token.next, 0
    while token:
        token, tokens = token.next, tokens + 1
    return getsizeof(node.loc.source.body) + tokens * TOKEN_WEIGHT


def release_tokens(found: Any) -> None:
    """Let nodes go of the tokens that they were read from; where they stand in the text, they still tell."""
    for node in found if isinstance(found, tuple) else (found,):
        if isinstance(node, Node):
            if node.loc is not None:
                node.loc.start_token = node.loc.end_token = NO_TOKEN
            for key in QUERY_DOCUMENT_KEYS.get(node.kind, ()):
                release_tokens(getattr(node, key))


@dataclass(frozen=True)
class Preparer:
    """Prepares documents for a schema; where it *is_open*, the schema itself may be asked for, too."""

    schema: GraphQLSchema
    limits: Limits
    is_open: bool = True

    def prepare(self, text: str) -> Document:
        """Parse and validate a document, and see that it keeps within the limits."""
        if len(text) > self.limits.characters:
            return self.refused(f"The document has {len(text)} characters; {self.limits.characters} are allowed.")
        try:
            node = parse(text, max_tokens=self.limits.tokens)
            beyond = limit_error(node, self.limits)
            errors = [beyond] if beyond else validate(self.schema, node, self.rules, MOST_ERRORS, not self.is_open)
            return Document(self.schema, node, errors)
        except GraphQLError as error:
            return Document(self.schema, None, [error])
        except RecursionError:
            return self.refused("The document is nested too deeply.")

    def refused(self, message: str) -> Document:
        """Make the document that is beyond a limit before it is read whole."""
        return Document(self.schema, None, [GraphQLError(message, extensions={"code": "LIMIT_EXCEEDED"})])

    @cached_property
    def rules(self) -> list[type[ASTValidationRule]]:
        """The rules that documents must meet."""
        return [*RULES, *([] if self.is_open else [NoSchemaIntrospectionCustomRule])]
