"""Operations: answering one GraphQL request, from its text to the value that becomes JSON.

All statements of an operation read one state of the database, at one instant.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from graphql import GraphQLError
from strawberry.types.execution import ExecutionResult, PreExecutionError

from delivery.errors import failed, failure, formatted
from models.database import reachable, snapshot
from models.errors import DatabaseError
from models.schema_changes import diagnose
from schema import Schema

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Context:
    """What resolvers know of the operation: its instant and the site's time zone."""

    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True)
class Operation:
    """A GraphQL request: a document, the values of its variables and the operation to run."""

    document: str
    variables: Mapping[str, Any] | None = None
    name: str | None = None


@dataclass(frozen=True)
class Executor:
    """Runs operations on a schema; *clock* tells the instant that is now."""

    schema: Schema
    zone: ZoneInfo
    clock: Callable[[], datetime]

    def run(self, operation: Operation) -> dict[str, Any]:
        """Answer an operation with `data` and `errors`; what went wrong on our side is logged, not told."""
        try:
            with reachable(), snapshot():
                result = self.execute(operation)
        except DatabaseError as error:
            logger.error("%s", error)  # noqa: TRY400  (the message says what to do; the trace would bury it)
            return failed("SERVICE_UNAVAILABLE")
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            self.explain(result.errors)
            is_run = not isinstance(result, PreExecutionError)
            answer["errors"] = [formatted(error, operation.document, is_run) for error in result.errors]
            if not is_run:
                del answer["data"]
        return answer

    def execute(self, operation: Operation) -> ExecutionResult:
        """Run an operation by Strawberry."""
        result: ExecutionResult = self.schema.execute_sync(
            operation.document,
            variable_values=dict(operation.variables or {}),
            operation_name=operation.name,
            context_value=Context(self.clock(), self.zone),
        )
        return result

    def explain(self, errors: list[GraphQLError]) -> None:
        """Log what operators must see: failures on our side, the database's with their remedy."""
        for error in errors:
            cause = failure(error)
            if remedy := diagnose(cause):
                logger.error("%s", remedy)
            elif cause is not None:
                logger.error("%s failed", ".".join(map(str, error.path or ())), exc_info=cause)
