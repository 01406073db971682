"""Operations: answering one GraphQL request, from its text to the value that becomes JSON.

    text -> document    parsed and validated once, kept while it is in use
         -> execution   compiled, every root field by its plan, kept with the document; or, where
                        plans do not cover it, under Strawberry's executor
         -> answer      `data`, and errors as clients see them

All statements of an operation read one state of the database, at one instant.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from graphql import DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema, execute_sync, parse, validate

from delivery.errors import failed, failure, formatted
from delivery.limits import limit_error
from models.database import reachable, snapshot
from models.errors import DatabaseError
from models.schema_changes import diagnose
from resolvers.compiling import Compiler
from resolvers.execution import Plans
from schema import Schema

logger = logging.getLogger(__name__)

DOCUMENTS_KEPT = 500
"""Documents that stay parsed and planned; clients that send others in between pay for parsing again."""

MAX_TOKENS = 10_000
"""Tokens of a document: far above the largest of known clients, far below what exhausts the parser."""


@dataclass(frozen=True)
class Operation:
    """A GraphQL request: a document, the values of its variables and the operation to run."""

    document: str
    variables: Mapping[str, Any] | None = None
    name: str | None = None


class Document:
    """A document that was parsed and validated, with its compiler, or the errors that this found."""

    def __init__(self, schema: GraphQLSchema, node: DocumentNode | None, errors: list[GraphQLError]) -> None:
        self.node, self.errors, self.plans = node, errors, Plans()
        self.compiler = Compiler(schema, node, self.plans) if node and not errors else None


@dataclass(frozen=True)
class Context:
    """What resolvers know of the operation: its instant, the site's time zone and the document's plans."""

    now: datetime
    zone: ZoneInfo
    plans: Plans


class Executor:
    """Runs operations on a schema; *clock* tells the instant that is now.

    `runs` counts which way they went; without *is_compiling* all go the way of the reference.
    """

    def __init__(
        self, schema: Schema, zone: ZoneInfo, clock: Callable[[], datetime], *, is_compiling: bool = True
    ) -> None:
        self.schema, self.zone, self.clock, self.is_compiling = schema, zone, clock, is_compiling
        self.runs: Counter[str] = Counter()
        self.document = lru_cache(maxsize=DOCUMENTS_KEPT)(self.prepare)

    def prepare(self, text: str) -> Document:
        """Parse and validate a document."""
        try:
            node = parse(text, max_tokens=MAX_TOKENS)
            errors = validate(self.schema._schema, node)
            if not errors and (beyond := limit_error(node)):
                errors = [beyond]
            return Document(self.schema._schema, node, errors)
        except GraphQLError as error:
            return Document(self.schema._schema, None, [error])
        except RecursionError:
            code = {"code": "GRAPHQL_VALIDATION_FAILED"}
            return Document(
                self.schema._schema, None, [GraphQLError("The document is nested too deeply.", extensions=code)]
            )

    def run(self, operation: Operation) -> dict[str, Any]:
        """Answer an operation with `data` and `errors`; what went wrong on our side is logged, not told."""
        document = self.document(operation.document)
        if document.errors or document.node is None:
            return {"errors": [formatted(error, document.node, is_run=False) for error in document.errors]}
        try:
            with reachable(), snapshot():
                result = self.execute(document, operation)
        except DatabaseError as error:
            logger.error("%s", error)  # noqa: TRY400  (the message says what to do; the trace would bury it)
            return failed("SERVICE_UNAVAILABLE")
        errors = result.errors or []
        is_run = result.data is not None or any(error.path for error in errors)
        answer: dict[str, Any] = {"data": result.data} if is_run else {}
        if errors:
            answer["errors"] = [self.explained(error, document.node) for error in errors]
        return answer

    def execute(self, document: Document, operation: Operation) -> ExecutionResult:
        """Run an operation: compiled where it can be, else on graphql-core's executor, as Strawberry does."""
        now, variables = self.clock(), operation.variables or {}
        if self.is_compiling and document.compiler:
            result = document.compiler.run(operation.name, variables, now, self.zone)
            if result is not None:
                self.runs["compiled"] += 1
                return result
        self.runs["stock"] += 1
        assert document.node is not None
        return execute_sync(
            self.schema._schema,
            document.node,
            context_value=Context(now, self.zone, document.plans),
            variable_values=dict(variables),
            operation_name=operation.name,
            executor_class=self.schema.execution_context_class,
        )

    def explained(self, error: GraphQLError, document: DocumentNode) -> dict[str, Any]:
        """Format an error; log what operators must see: failures on our side, the database's with their remedy."""
        cause = failure(error)
        remedy = diagnose(cause)
        if remedy:
            logger.error("%s", remedy)
        elif cause is not None:
            logger.error("%s failed", ".".join(map(str, error.path or ())), exc_info=cause)
        return formatted(error, document, is_run=True, is_unavailable=remedy is not None)
