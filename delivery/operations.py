"""Operations: answering one GraphQL request, from its text to the value that becomes JSON.

    text -> document    parsed and validated once, kept while it is in use
         -> execution   compiled into one statement, kept with the document; or, where plans do
                        not cover it, under Strawberry's executor
         -> answer      JSON: `data`, and errors as clients see them

An operation reads one state of the database, at one instant.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from graphql import DocumentNode, GraphQLError, GraphQLSchema, execute_sync, parse, validate

from delivery.errors import failed, failure, formatted
from delivery.limits import limit_error
from models.database import connection, reachable, snapshot
from models.errors import DatabaseError
from models.schema_changes import diagnose
from resolvers.compiler.operations import Compiler, Result
from resolvers.compiler.plans import Plans
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


@dataclass(frozen=True)
class Answer:
    """The answer to an operation as JSON; whether it says that the content cannot be reached.

    *again* makes the body anew for the same request, as of when it is called.
    """

    body: bytes
    is_unavailable: bool = False
    again: Callable[[], bytes] | None = None


def answer_of(data: bytes | None, errors: list[dict[str, Any]]) -> Answer:
    """Put together an answer of the JSON of `data`, None for none, and formatted errors."""
    members = [] if data is None else [b'"data":' + data]
    if errors:
        members.append(b'"errors":' + dumped(errors))
    is_unavailable = any(error["extensions"]["code"] == "SERVICE_UNAVAILABLE" for error in errors)
    return Answer(b"{" + b",".join(members) + b"}", is_unavailable)


def dumped(errors: list[dict[str, Any]]) -> bytes:
    """Write errors as JSON; one that quotes a lone surrogate is escaped, which orjson refuses to do."""
    try:
        return orjson.dumps(errors)
    except TypeError:
        return json.dumps(errors).encode()


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

    def run(self, operation: Operation) -> Answer:
        """Answer an operation; what went wrong on our side is logged, not told."""
        document = self.document(operation.document)
        if document.errors or document.node is None:
            return answer_of(None, [formatted(error, document.node, is_run=False) for error in document.errors])
        try:
            with reachable():
                result = self.execute(document, operation)
        except DatabaseError as error:
            logger.error("%s", error)  # noqa: TRY400  (the message says what to do; the trace would bury it)
            return Answer(orjson.dumps(failed("SERVICE_UNAVAILABLE")), is_unavailable=True)
        is_run = result.data is not None or any(error.path for error in result.errors)
        errors = [self.explained(error, document.node) for error in result.errors]
        answer = answer_of(result.data or b"null" if is_run else None, errors)
        return replace(answer, again=partial(self.run_again, result.again)) if result.again else answer

    def run_again(self, again: Callable[[datetime], bytes]) -> bytes:
        """Answer a request that was answered before, at the instant that is now."""
        with connection():
            data = again(self.clock())
        self.runs["compiled"] += 1
        return b'{"data":' + data + b"}"

    def execute(self, document: Document, operation: Operation) -> Result:
        """Run an operation: compiled where it can be, else on graphql-core's executor, as Strawberry does."""
        now, variables = self.clock(), operation.variables or {}
        if self.is_compiling and document.compiler:
            with connection():
                result = document.compiler.run(operation.name, variables, now, self.zone)
            if result is not None:
                self.runs["compiled"] += 1
                return result
        self.runs["stock"] += 1
        with snapshot():
            return self.execute_stock(document, operation, now)

    def execute_stock(self, document: Document, operation: Operation, now: datetime) -> Result:
        """Run an operation as Strawberry does."""
        assert document.node is not None
        result = execute_sync(
            self.schema._schema,
            document.node,
            context_value=Context(now, self.zone, document.plans),
            variable_values=dict(operation.variables or {}),
            operation_name=operation.name,
            executor_class=self.schema.execution_context_class,
        )
        data = None if result.data is None else orjson.dumps(result.data)
        return Result(data, result.errors or [])

    def explained(self, error: GraphQLError, document: DocumentNode) -> dict[str, Any]:
        """Format an error; log what operators must see: failures on our side, the database's with their remedy."""
        cause = failure(error)
        remedy = diagnose(cause)
        if remedy:
            logger.error("%s", remedy)
        elif cause is not None:
            logger.error("%s failed", ".".join(map(str, error.path or ())), exc_info=cause)
        return formatted(error, document, is_run=True, is_unavailable=remedy is not None)
