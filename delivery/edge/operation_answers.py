"""Answering the operation of a request, whoever has read it: Flask's endpoint, or the request cache without Flask.

What the log says of it, and what answers the same request again, are left in the request's environment.
"""

from delivery.edge.media_types import GRAPHQL
from delivery.edge.response_cache import CachedResponse, ResponseCache
from delivery.execution.answers import Answer, Outcome, unavailable
from delivery.execution.operations import Executor, Operation, PreparedOperation
from delivery.wsgi import (
    CACHE,
    CODES,
    FAILURE,
    LONGEST_DOCUMENT,
    OPERATION,
    REPEATABLE,
    Environment,
    Logged,
    caller_in,
)
from models.errors import DatabaseError


def prepare(operation: Operation, environ: Environment, executor: Executor) -> PreparedOperation:
    """Prepare the operation of a request, and say of it what is logged."""
    prepared = executor.prepare(operation)
    document = operation.document[:LONGEST_DOCUMENT]
    environ[OPERATION] = Logged(prepared.name, operation.hash, prepared.cost, document)
    return prepared


def run(prepared: PreparedOperation, environ: Environment, responses: ResponseCache) -> Answer:
    """Answer the operation of a request, and leave what answers it again."""
    answer, response = answered(prepared, environ, responses)
    environ[CODES] = answer.codes
    if response is not None:
        environ[CACHE] = "miss"
        environ[REPEATABLE] = answer.bound, response
    return answer


def answered(
    prepared: PreparedOperation, environ: Environment, responses: ResponseCache
) -> tuple[Answer, CachedResponse | None]:
    """Answer an operation; what a preview shows is read each time, and what a proxy asked a password for.

    Where the database failed it a moment ago it is not run again, which would take as long again.
    """
    if isinstance(failure := environ.get(FAILURE), DatabaseError):
        return unavailable(failure), None
    caller = caller_in(environ)
    if caller.preview is not None or ("HTTP_AUTHORIZATION" in environ and caller.is_anonymous):
        return responses.executor.execute(prepared), None
    return responses.answer(prepared)


def status_of(outcome: Outcome, media_type: str | None) -> int:
    """Choose the status of an answer in a form: only one of the two tells whether the operation was run."""
    if outcome is Outcome.UNAVAILABLE:
        return 503
    return 400 if media_type == GRAPHQL and outcome is Outcome.REFUSED else 200
