"""GraphQL over HTTP: `/graphql` takes operations by POST or GET; browsers get the page of `delivery.edge.graphiql`.

The status of an answer depends on its media type: as `application/json` every well-formed request has
200, as `application/graphql-response+json` only one that was run has. Where the database fails it is 503.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from delivery.edge import graphiql, operation_answers
from delivery.edge.media_types import GRAPHQL, JSON, content_type, response_type
from delivery.edge.operation_answers import answered, status_of
from delivery.edge.operation_requests import RequestRefused, read_request
from delivery.edge.rate_limits import client_of
from delivery.execution.answers import Answer, Outcome
from delivery.execution.errors import failed, refused
from delivery.execution.operations import Operation, PreparedOperation
from delivery.observing.health import health
from delivery.services import services
from delivery.wsgi import CALLER, CODES, FAILURE, LONGEST_DOCUMENT, OPERATION, Logged, caller_in
from models.database import largest_answer

graphql = Blueprint("graphql", __name__)

METHODS = ["GET", "HEAD", "POST"]

PRIVATE = "private, no-store"
"""What caches are told of an answer to a known caller."""

REFUSALS = {405: "METHOD_NOT_ALLOWED"}
"""Codes of statuses that Flask answers with; of the others `BAD_REQUEST`."""

VARIES = {"Vary": "Accept, Accept-Encoding, Origin, Authorization, Sundial-Preview"}
"""What answers differ by. A shared cache must not give an answer to a request without an origin to a page of one, and
the public answer to no request with a token or a preview, which may be a bad one."""


@graphql.app_errorhandler(HTTPException)
def refuse(error: HTTPException) -> Response:
    """Answer what is no request for this server as JSON, too."""
    status = error.code or 500
    code = "INTERNAL_SERVER_ERROR" if status >= 500 else REFUSALS.get(status, "BAD_REQUEST")
    request.environ[CODES] = (code,)
    response = respond(orjson.dumps(failed(code) if status >= 500 else refused(f"{error.name}.", code)), status)
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response


@graphql.app_errorhandler(RequestRefused)
def refuse_request(error: RequestRefused) -> Response:
    """Answer a request that holds no operation."""
    request.environ[CODES] = (error.code,)
    response = respond(orjson.dumps(refused(error.message, error.code)), error.status)
    response.headers.update(error.headers)
    return response


@graphql.before_app_request
def charge_request() -> None:
    """Charge every client for having asked, whatever becomes of it; who watches the server's health is not charged."""
    if request.blueprint != health.name:
        charge(1)


@graphql.route("/graphql/", methods=METHODS)
@graphql.route("/graphql", methods=METHODS)
def endpoint() -> Response:
    """Answer an operation; show GraphiQL where a browser asks without one."""
    if graphiql.is_wanted():
        return graphiql.page()
    if isinstance(refusal := request.environ.get(FAILURE), RequestRefused):
        raise refusal
    if response_type(request.headers.get("Accept")) is None:
        raise RequestRefused(f"Answers are {JSON} or {GRAPHQL}.", 406, "NOT_ACCEPTABLE")
    asked = read_request(request, services().documents)
    return batch_response(asked) if isinstance(asked, list) else operation_response(asked)


def operation_response(operation: Operation) -> Response:
    """Answer one operation, and leave what answers the same request again to the request cache."""
    with services().slots.slot(request.environ):
        prepared = operation_answers.prepare(operation, request.environ, services().executor)
        if request.method != "POST" and prepared.is_mutation:
            raise RequestRefused("Mutations are sent by POST.", 405, "METHOD_NOT_ALLOWED", allow="POST")
        charge((prepared.cost or 0) - 1)
        answer = operation_answers.run(prepared, request.environ, services().response_cache)
    return respond(answer.body, status_of(answer.outcome, response_type(request.headers.get("Accept"))))


def batch_response(asked: Sequence[Operation | RequestRefused]) -> Response:
    """Answer the operations of a batch in their order, each as if it came alone, in one slot, priced together."""
    with services().slots.slot(request.environ):
        batch, cost = prepared_batch(asked)
        charge(cost - 1)
        answers = list(batch_answers(batch, cost))
    request.environ[CODES] = [code for answer in answers for code in answer.codes]
    is_unavailable = any(answer.outcome is Outcome.UNAVAILABLE for answer in answers)
    return respond(b"[%b]" % b",".join([answer.body for answer in answers]), 503 if is_unavailable else 200)


def prepared_batch(
    asked: Sequence[Operation | RequestRefused],
) -> tuple[list[PreparedOperation | RequestRefused], int]:
    """Prepare the operations of a batch, and say of it what is logged; return what they cost together, too."""
    executor = services().executor
    batch = [each if isinstance(each, RequestRefused) else executor.prepare(each) for each in asked]
    cost = sum(each.cost or 0 for each in batch if isinstance(each, PreparedOperation))
    request.environ[OPERATION] = logged_batch(batch, cost)
    return batch, cost


def batch_answers(batch: Sequence[PreparedOperation | RequestRefused], cost: int) -> Iterator[Answer]:
    """Answer operations; refuse them all where they cost too much together, and those that make the response too large.

    A failure of the database ends the batch: the others would wait for it as long.
    """
    limits, left, silent = services().executor.limits, largest_answer(), None
    most_cost = limits.most_cost(caller_in(request.environ))
    for each in batch:
        if isinstance(each, RequestRefused):
            answer = refusal_of(each.message, each.code)
        elif cost > most_cost:
            answer = refusal_of(f"The batch costs {cost}; at most {most_cost} is allowed.", "LIMIT_EXCEEDED")
        else:
            answer = silent or answered(each, request.environ, services().response_cache)[0]
            silent = answer if answer.outcome is Outcome.UNAVAILABLE else None
        left -= len(answer.body)
        yield answer if left >= 0 else refusal_of("The answers of the batch are too large.", "LIMIT_EXCEEDED")


def logged_batch(batch: Sequence[PreparedOperation | RequestRefused], cost: int) -> Logged:
    """Say of a batch what the log says of an operation: the names of all, and the document of the first."""
    prepared = [each for each in batch if isinstance(each, PreparedOperation)]
    names = ",".join(each.name or "" for each in prepared)
    first = prepared[0].asked if prepared else Operation("")
    return Logged(names, first.hash, cost, first.document[:LONGEST_DOCUMENT])


def refusal_of(message: str, code: str) -> Answer:
    """Answer an operation of a batch that is not run."""
    return Answer(None, Outcome.REFUSED, refused(message, code)["errors"])


def charge(cost: int) -> None:
    """Charge the client so many units of cost, if any; raise `RequestRefused` where that exceeds its rate limit."""
    seconds = services().rate_limits.wait(client_of(request.environ), cost)
    if seconds:
        raise RequestRefused("Too much was asked in too short a time.", 429, "RATE_LIMITED", retry_after=seconds)


def respond(body: bytes, status: int) -> Response:
    """Send JSON in the form that the client asks for; nobody is to keep it, unless it is said otherwise later."""
    media_type = response_type(request.headers.get("Accept")) or JSON
    headers: dict[str, Any] = {**VARIES, "Cache-Control": PRIVATE if CALLER in request.environ else "no-store"}
    return Response(body, status=status, content_type=content_type(media_type), headers=headers)
