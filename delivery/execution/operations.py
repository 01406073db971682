"""Operations: answering one GraphQL request, from its text to the JSON that is sent.

    text -> document    prepared once, kept while it is in use
         -> cost        refused where it is too high
         -> execution   compiled into one statement, kept with the document; or, where plans do
                        not cover it, under Strawberry's executor
         -> answer      JSON: `data`, errors as clients see them, and the cost

An operation reads one state of the database, at one instant.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson
from graphql import DocumentNode, ExecutionResult, GraphQLError, execute_sync
from graphql.execution.values import VariableValues, get_variable_values

from delivery.execution.answers import MOST_ERRORS, Answer, KnownOperation, answer_of, unavailable
from delivery.execution.documents import hash_of
from delivery.execution.errors import failure, formatted
from delivery.execution.narrowing import narrowed_operation
from delivery.execution.prepared_documents import PreparedDocuments
from delivery.execution.preparing import Document, Preparer
from delivery.limits.document_limits import DEEPEST_VALUE, MOST_VALUES, Limits, are_few
from models.database import connection, reachable, snapshot
from models.errors import AnswerTooLarge, DatabaseError
from models.schema_changes import diagnose
from resolvers.compiler.operations import Known, Read, Result
from resolvers.compiler.plans import NOTHING_BESIDE, Beside, Plans
from resolvers.compiler.statements import AnswerSize
from schema import Schema

logger = logging.getLogger(__name__)

NO_VARIABLES = VariableValues({}, {})

TOO_MANY_VALUES = f"Variables have at most {MOST_VALUES} values, and {DEEPEST_VALUE} inside each other."


@dataclass(frozen=True)
class Operation:
    """A GraphQL request: a document, the values of its variables and the operation to run.

    Its answer comes with what is asked for *beside* it, if it is compiled.
    """

    document: str
    variables: Mapping[str, Any] | None = None
    name: str | None = None
    beside: Beside = NOTHING_BESIDE
    made: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """Return what *make* makes, at most once for this request; *key* is what makes it."""
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    @cached_property
    def hash(self) -> str:
        """The hash of its document."""
        return hash_of(self.document)

    @cached_property
    def has_few_values(self) -> bool:
        """Tell whether its variables are no more than may be read."""
        return are_few(self.variables)


@dataclass(frozen=True)
class Context:
    """What resolvers know of the operation: its instant, the site's time zone and the document's plans.

    *total* counts the bytes that they gave. They leave there the errors of fields that their plans made null, and what
    failed them all.
    """

    now: datetime
    zone: ZoneInfo
    plans: Plans
    total: AnswerSize
    errors: list[GraphQLError] = field(default_factory=list)
    failures: list[DatabaseError] = field(default_factory=list)


class Asked(NamedTuple):
    """What an operation asks: the values of its variables and its cost; or what is wrong, and no cost."""

    variables: VariableValues
    cost: int | None
    errors: Sequence[GraphQLError] = ()


class Executor:
    """Runs operations on a schema; *clock* tells the instant that is now.

    `runs` counts which way each went, `compiled` or `stock`, which is the way of all without *is_compiling*; *on_run*
    is told, too.
    The schema is told about, and names are suggested, where it *is_open*.
    """

    def __init__(  # noqa: PLR0913  (what an operation depends on, told by name)
        self,
        schema: Schema,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        *,
        limits: Limits | None = None,
        is_open: bool = True,
        is_compiling: bool = True,
        on_run: Callable[[str], None] = lambda way: None,
    ) -> None:
        self.schema, self.zone, self.clock, self.is_compiling, self.on_run = schema, zone, clock, is_compiling, on_run
        self.is_open = is_open
        self.limits = limits or Limits()
        self.runs: Counter[str] = Counter()
        self.document = PreparedDocuments(Preparer(schema._schema, self.limits, is_open).prepare)

    def ran(self, way: str) -> None:
        """Count an operation that ran."""
        self.runs[way] += 1
        self.on_run(way)

    def prepared(self, operation: Operation) -> Document:
        """Return the document of an operation; looked up once a request."""
        document: Document = operation.once(self, lambda: self.document(operation.document, operation.hash))
        return document

    def asked(self, operation: Operation) -> Asked:
        """Find out what an operation asks; once a request."""
        document = self.prepared(operation)
        asked: Asked = operation.once(document, lambda: self.read(operation, document))
        return asked

    def read(self, operation: Operation, document: Document) -> Asked:
        """Coerce the variables of an operation, and work out its cost with them."""
        if document.costs is None:
            return Asked(NO_VARIABLES, None)
        if not operation.has_few_values:
            return Asked(NO_VARIABLES, None, [GraphQLError(TOO_MANY_VALUES, extensions={"code": "LIMIT_EXCEEDED"})])
        found = document.operation(operation.name)
        if found is None:
            return Asked(NO_VARIABLES, 0)
        definitions, given = found.variable_definitions or (), dict(operation.variables or {})
        values = get_variable_values(self.schema._schema, definitions, given, MOST_ERRORS - 1, not self.is_open)
        if isinstance(values, VariableValues):
            return Asked(values, document.costs.of(found, values))
        return Asked(NO_VARIABLES, None, values)

    def cost(self, operation: Operation) -> int | None:
        """Return how many entries an operation could read; None for one that cannot be run."""
        return self.asked(operation).cost

    def name(self, operation: Operation) -> str | None:
        """Return the name of an operation: the one asked for, or that of the document's only one."""
        found = self.prepared(operation).head(operation.name)
        return (found and found.name) or operation.name

    def is_mutation(self, operation: Operation) -> bool:
        """Tell whether an operation changes something."""
        return self.prepared(operation).is_mutation(operation.name)

    def run(self, operation: Operation, now: datetime | None = None) -> Answer:
        """Answer an operation at an instant, now unless told; what went wrong on our side is logged, not told."""
        document, (variables, cost, wrong) = self.prepared(operation), self.asked(operation)
        if document.refusals:
            return answer_of(None, document.refusals, None)
        if cost is None:
            return answer_of(None, [formatted(each, document.node, is_run=True) for each in wrong], None)
        if cost > self.limits.cost:
            message = f"The operation could read {cost} entries; {self.limits.cost} are allowed. Ask for smaller pages."
            return self.refused(message, operation, document, cost)
        try:
            with reachable():
                result = self.execute(document, operation, variables, now or self.clock())
        except DatabaseError as failed:
            return unavailable(failed)
        except AnswerTooLarge as error:
            return self.refused(str(error), operation, document, cost)
        finally:
            self.document.weigh(operation.hash, document)
        return self.answer(result, document, cost)

    def refused(self, message: str, operation: Operation, document: Document, cost: int) -> Answer:
        """Answer an operation that asks for too much."""
        error = GraphQLError(message, document.operation(operation.name), extensions={"code": "LIMIT_EXCEEDED"})
        return answer_of(None, [formatted(error, document.node, is_run=False)], cost)

    def answer(self, result: Result, document: Document, cost: int) -> Answer:
        """Make an answer of what the execution gave; a database that fails one field fails them all."""
        if failed := next(filter(None, map(diagnose, map(failure, result.errors))), None):
            return unavailable(failed)
        is_run = result.data is not None or any(error.path for error in result.errors)
        errors = [self.explained(error, document) for error in result.errors]
        answer = answer_of(result.data or b"null" if is_run else None, errors, cost)
        known = result.known and not errors and self.known(result.known, document, cost)
        return replace(answer, known=known or None, keys=result.keys, revisions=result.revisions)

    def known(self, known: Known, document: Document, cost: int) -> KnownOperation:
        """Let an operation that was answered be answered again, at another instant."""
        closing = b',"extensions":{"cost":%d}}' % cost

        def read(now: datetime) -> Read:
            found = known.read(now)
            if known.types:
                self.ran("compiled")
            return found._replace(data=b'{"data":' + found.data + closing)

        return KnownOperation(known.types, known.follows_now, cost, read, document, known.weigh)

    def execute(self, document: Document, operation: Operation, variables: VariableValues, now: datetime) -> Result:
        """Run an operation: compiled where it can be, else on graphql-core's executor, as Strawberry does."""
        found = document.operation(operation.name)
        if self.is_compiling and document.compiler and found:
            with connection():
                result = document.compiler.run(found, variables, now, self.zone, operation.beside)
            if result is not None:
                self.ran("compiled")
                return result
        self.ran("stock")
        with snapshot():
            return self.execute_stock(document, operation, now)

    def execute_stock(self, document: Document, operation: Operation, now: datetime) -> Result:
        """Run an operation as Strawberry does."""
        assert document.node is not None
        found, variables = document.operation(operation.name), dict(operation.variables or {})
        total = AnswerSize()

        def execute(node: DocumentNode, plans: Plans) -> ExecutionResult:
            context = Context(now, self.zone, plans, total)
            result = execute_sync(
                self.schema._schema,
                node,
                context_value=context,
                variable_values=variables,
                operation_name=operation.name,
                executor_class=self.schema.execution_context_class,
            )
            return ExecutionResult(result.data, [*(result.errors or ()), *context.errors])

        narrowed = found and narrowed_operation(self.schema._schema, document.node, found, variables)
        if narrowed:
            result = narrowed.completed(execute(narrowed.document, Plans()))
        else:
            result = execute(document.node, document.plans)
        errors = list(result.errors or ())
        for error in errors:
            if isinstance(error.original_error, AnswerTooLarge):
                raise error.original_error
        if result.data is None:
            return Result(None, errors)
        roots = list(result.data)
        errors.sort(key=lambda error: roots.index(str(error.path[0])) if error.path else 0)
        data = orjson.dumps(result.data)
        AnswerSize().add(data)
        is_known = self.is_compiling and document.asks_of_schema(operation.name)
        known = Known(frozenset(), False, lambda now: Read(data), lambda: len(data)) if is_known else None  # noqa: FBT003
        return Result(data, errors, known)

    def explained(self, error: GraphQLError, document: Document) -> dict[str, Any]:
        """Format an error; log what operators must see: failures on our side."""
        cause = failure(error)
        if cause is not None:
            logger.error("%s failed", ".".join(map(str, error.path or ())), exc_info=cause)
        return formatted(error, document.node, is_run=True)
