"""Preparing: what is done once for a document, however often it is sent.

text -> parsed, held against the limits, validated against the schema -> compiler and costs
"""

from dataclasses import dataclass
from functools import cached_property

import graphql.validation.rules.overlapping_fields_can_be_merged as overlapping
from graphql import (
    ASTValidationRule,
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    parse,
    specified_rules,
    validate,
)

from delivery.execution.answers import MOST_ERRORS
from delivery.limits.costs import Costs
from delivery.limits.document_limits import Limits, limit_error
from resolvers.compiler.operations import Compiler
from resolvers.compiler.plans import Plans

overlapping.MAX_COMPLEXITY_BUDGET = 20_000
"""Steps in comparing fields that might overlap, after which a document is refused. The homepage takes 1,000; with
graphql-core's own 500,000, pages within pages were compared for 220 ms."""

TOKEN_WEIGHT = 1_000
"""Bytes that a token of a document holds as long as it is prepared, in its nodes and its costs, at most."""


class Document:
    """A document that is ready to be run, or the errors that were found in it."""

    def __init__(
        self, schema: GraphQLSchema, node: DocumentNode | None, errors: list[GraphQLError], *, is_open: bool = True
    ) -> None:
        self.node, self.errors, self.plans = node, errors, Plans()
        self.compiler = Compiler(schema, node, self.plans, is_open=is_open) if node and not errors else None
        self.costs = Costs(schema, node) if node and not errors else None
        self.own_weight = TOKEN_WEIGHT * tokens_of(node)

    @property
    def weight(self) -> int:
        """How many bytes it holds, with all that was compiled of it: roughly, as measured of documents of all kinds."""
        return self.own_weight + self.plans.weight + (self.compiler.weight if self.compiler else 0)

    @cached_property
    def operations(self) -> list[OperationDefinitionNode]:
        """The operations of the document."""
        definitions = self.node.definitions if self.node else ()
        return [each for each in definitions if isinstance(each, OperationDefinitionNode)]

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """Return the operation of a name, or the only one; None where it is not there."""
        found = [each for each in self.operations if name is None or (each.name and each.name.value == name)]
        return found[0] if len(found) == 1 else None

    def is_mutation(self, name: str | None) -> bool:
        """Tell whether an operation changes something."""
        operation = self.operation(name)
        return operation is not None and operation.operation is OperationType.MUTATION

    def asks_of_schema(self, name: str | None) -> bool:
        """Tell whether an operation asks of nothing but the schema, which stays as it is."""
        operation = self.operation(name)
        selections = operation.selection_set.selections if operation else ()
        return all(isinstance(each, FieldNode) and each.name.value.startswith("__") for each in selections)


def tokens_of(node: DocumentNode | None) -> int:
    """Count the tokens of a document, comments included."""
    token, found = node.loc.start_token if node and node.loc else None, 0
    while token:
        token, found = token.next, found + 1
    return found


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
            return Document(self.schema, node, errors, is_open=self.is_open)
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
        return [*specified_rules, *([] if self.is_open else [NoSchemaIntrospectionCustomRule])]
