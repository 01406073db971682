"""Operations: answering one GraphQL request, from its text to the JSON that is sent.

    Operation           what a client sent
      │ prepare         the document is looked up or prepared, the variables are coerced, the cost is worked out: once
    PreparedOperation
      │ execute         refused where it costs too much; else compiled into one statement, which is run
    Answer              JSON: `data`, errors as clients see them, and the cost
      │ repeat          the same statement at another instant, for the same request once more
    Answer

An operation reads one state of the database, at one instant.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from graphql import GraphQLError, OperationDefinitionNode, OperationType
from graphql.execution.values import VariableValues, get_variable_values

from delivery.execution.answers import MOST_ERRORS, Answer, answer_of, unavailable
from delivery.execution.errors import failure, formatted
from delivery.execution.hashing import hash_of
from delivery.execution.prepared_documents import PreparedDocuments
from delivery.execution.preparing import Document, Head, Preparer
from delivery.limits.document_limits import DEEPEST_VALUE, MOST_VALUES, Limits, are_few
from models.access.callers import ANONYMOUS, Caller
from models.addresses.site_addresses import Addresses, default_addresses
from models.database import reachable
from models.errors import AnswerTooLarge, DatabaseError
from models.schema_changes import diagnose
from resolvers.compiler.bound_operations import BoundOperation, Result
from resolvers.compiler.writing import Beside
from resolvers.context.circumstances import Circumstances, SiteOptions
from schema import Schema

logger = logging.getLogger(__name__)

NO_VARIABLES = VariableValues({}, {})

TOO_MANY_VALUES = f"Variables have at most {MOST_VALUES} values, and {DEEPEST_VALUE} inside each other."


@dataclass(frozen=True)
class Operation:
    """A GraphQL request: a document, the values of its variables, the operation to run, and who asks.

    The answer to one that *is_tagged* comes with the keys of what it depends on. *request_id* is its name in the log.
    What who asks has to mend is told in the *language* with this tag.
    """

    document: str
    variables: Mapping[str, Any] | None = None
    name: str | None = None
    is_tagged: bool = False
    caller: Caller = ANONYMOUS
    request_id: str = ""
    language: str = "en"

    @cached_property
    def hash(self) -> str:
        """The hash of its document."""
        return hash_of(self.document)


@dataclass(frozen=True)
class PreparedOperation:
    """An operation that is ready to be run: its document, the values of its variables and its cost.

    One that cannot be run has *refusals*, the errors as clients see them, and a cost only if it was worked out.
    """

    asked: Operation
    document: Document
    head: Head | None = None
    node: OperationDefinitionNode | None = None
    variables: VariableValues = NO_VARIABLES
    cost: int | None = None
    refusals: Sequence[dict[str, Any]] = ()

    @property
    def name(self) -> str | None:
        """The name of the operation: the one asked for, or that of the document's only one."""
        return (self.head and self.head.name) or self.asked.name

    @property
    def can_run(self) -> bool:
        """Whether nothing but its cost may be in the way of running it."""
        return not self.refusals and self.node is not None and self.cost is not None

    @property
    def is_mutation(self) -> bool:
        """Whether the operation changes something."""
        return self.head is not None and self.head.kind is OperationType.MUTATION


class Executor:
    """Runs operations on a schema; *clock* gives the instant that is now.

    `runs` counts them, and *on_run* is called for each. The schema may be asked for, and names are suggested, where it
    *is_open*. *site* is the slug of the site, where it is not the first. All may read what is to come where
    *is_future_open*. Links to previews begin with *preview_url*. Pages of entries are where *addresses* say.
    """

    def __init__(  # noqa: PLR0913  (one for each part that it is made of)
        self,
        schema: Schema,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        *,
        limits: Limits | None = None,
        is_open: bool = True,
        on_run: Callable[[], None] = lambda: None,
        site: str = "",
        is_future_open: bool = False,
        preview_url: str = "",
        addresses: Addresses | None = None,
    ) -> None:
        self.schema, self.clock, self.on_run = schema, clock, on_run
        self.site = SiteOptions(zone, site, is_future_open, preview_url, addresses or default_addresses())
        self.is_open, self.limits, self.runs = is_open, limits or Limits(), 0
        self.documents = PreparedDocuments(Preparer(schema._schema, self.limits, is_open).prepare)

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return self.site.zone

    def prepare(self, operation: Operation) -> PreparedOperation:
        """Look the document up, coerce the variables and work out the cost."""
        document = self.documents.of(operation.document, operation.hash)
        head = document.head(operation.name)
        if document.node is None or document.costs is None:
            return PreparedOperation(operation, document, head, refusals=document.refusals)
        if not are_few(operation.variables):
            error = GraphQLError(TOO_MANY_VALUES, extensions={"code": "LIMIT_EXCEEDED"})
            return PreparedOperation(operation, document, head, refusals=[formatted(error, document.node, is_run=True)])
        node = document.operation(head)
        if node is None or self.schema._schema.get_root_type(node.operation) is None:
            error = GraphQLError(missing(operation, node), node)
            refusals = [formatted(error, document.node, is_run=True)]
            return PreparedOperation(operation, document, head, cost=0, refusals=refusals)
        definitions, given = node.variable_definitions or (), dict(operation.variables or {})
        values = get_variable_values(self.schema._schema, definitions, given, MOST_ERRORS - 1, not self.is_open)
        if not isinstance(values, VariableValues):
            refusals = [formatted(each, document.node, is_run=True) for each in values]
            return PreparedOperation(operation, document, head, node, refusals=refusals)
        return PreparedOperation(operation, document, head, node, values, document.costs.of(node, values))

    def warm(self, operation: Operation, *, revisions: bool) -> None:
        """Prepare an operation, and run it once if requests may, which is not counted; raise what fails.

        What changes something is not run.
        """
        prepared = self.prepare(operation)
        can_run = prepared.can_run and not prepared.is_mutation
        if can_run and (prepared.cost or 0) <= self.limits.cost:
            self.result(prepared, self.clock(), revisions=revisions)

    def run(self, operation: Operation, now: datetime | None = None) -> Answer:
        """Prepare and execute an operation."""
        return self.execute(self.prepare(operation), now)

    def execute(self, prepared: PreparedOperation, now: datetime | None = None, *, revisions: bool = False) -> Answer:
        """Answer an operation at an instant, now unless given, with the *revisions* of its state if asked for.

        What went wrong on our side is logged, not sent. A known caller is told the limit of the cost.
        """
        answer = self.executed(prepared, now or self.clock(), revisions=revisions)
        return self.told(answer, prepared.asked.caller)

    def told(self, answer: Answer, caller: Caller) -> Answer:
        """Tell a known caller the limit of the cost."""
        return answer if caller.is_anonymous else replace(answer, limit=self.limits.most_cost(caller))

    def executed(self, prepared: PreparedOperation, now: datetime, *, revisions: bool) -> Answer:
        """Answer an operation at an instant."""
        cost = prepared.cost
        if cost is None or not prepared.can_run:
            return answer_of(None, prepared.refusals, cost)
        if cost > (limit := self.limits.most_cost(prepared.asked.caller)):
            most = f"The operation costs {cost}; at most {limit} is allowed."
            return self.refused(f"{most} {advice(prepared)}", prepared)
        try:
            result = self.result(prepared, now, revisions=revisions)
        except DatabaseError as error:
            return unavailable(error)
        except AnswerTooLarge as error:
            return self.refused(str(error), prepared)
        self.count()
        return self.answer(result, prepared.document, cost)

    def result(self, prepared: PreparedOperation, now: datetime, *, revisions: bool) -> Result:
        """Run an operation that can be run, and weigh its document again if it has grown; raise what fails it all."""
        compiler, node = prepared.document.compiler, prepared.node
        assert compiler is not None
        assert node is not None
        grown = compiler.grown
        try:
            with reachable():
                beside = Beside(prepared.asked.is_tagged, revisions)
                asked = prepared.asked
                circumstances = Circumstances(now, self.site, asked.caller, asked.request_id, asked.language)
                return compiler.run(node, prepared.variables, circumstances, beside)
        finally:
            if compiler.grown != grown:
                self.documents.put(prepared.asked.hash, prepared.document)

    def repeat(self, bound: BoundOperation, cost: int, now: datetime, caller: Caller = ANONYMOUS) -> Answer:
        """Answer an operation that was answered before at another instant, to who may do the same; raise what fails."""
        result = bound.repeat(now)
        if result.errors:
            raise result.errors[0]
        self.count()
        answer = self.told(answer_of(result.data, [], cost), caller)
        return answer_with(answer, result, bound)

    def count(self) -> None:
        """Count an operation that ran."""
        self.runs += 1
        self.on_run()

    def refused(self, message: str, prepared: PreparedOperation) -> Answer:
        """Answer an operation that asks for too much."""
        error = GraphQLError(message, prepared.node, extensions={"code": "LIMIT_EXCEEDED"})
        return answer_of(None, [formatted(error, prepared.document.node, is_run=False)], prepared.cost)

    def answer(self, result: Result, document: Document, cost: int) -> Answer:
        """Make an answer of what the execution gave; a database that fails one field fails them all."""
        if failed := next(filter(None, map(diagnose, map(failure, result.errors))), None):
            return unavailable(failed)
        is_run = result.data is not None or any(error.path for error in result.errors)
        errors = [self.explained(error, document) for error in result.errors]
        answer = answer_of(result.data or b"null" if is_run else None, errors, cost)
        return answer_with(answer, result, result.bound)

    def explained(self, error: GraphQLError, document: Document) -> dict[str, Any]:
        """Format an error; log what operators must see: failures on our side."""
        cause = failure(error)
        if cause is not None:
            logger.error("%s failed", ".".join(map(str, error.path or ())), exc_info=cause)
        return formatted(error, document.node, is_run=True)


def answer_with(answer: Answer, result: Result, bound: BoundOperation | None) -> Answer:
    """Add to an answer what it depends on, and what can be run again."""
    return replace(
        answer, bound=bound, keys=result.keys, revisions=result.revisions, met=result.met, holds=result.holds
    )


def advice(prepared: PreparedOperation) -> str:
    """Say what an operation which costs too much should ask less of."""
    assert prepared.document.costs is not None
    assert prepared.node is not None
    return prepared.document.costs.advice(prepared.node, prepared.variables)


def missing(operation: Operation, node: OperationDefinitionNode | None) -> str:
    """Say why a document has no operation to run."""
    if node is not None:
        return f"Schema is not configured to execute {node.operation.value} operation."
    if operation.name is not None:
        return f"Unknown operation named '{operation.name}'."
    return "Must provide operation name if query contains multiple operations."
