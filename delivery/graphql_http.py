"""GraphQL over HTTP: `/graphql` takes operations by POST or GET; browsers get the page of `delivery.graphiql`."""

import json
from typing import Any

import orjson
from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from delivery import graphiql
from delivery.errors import failed, refused
from delivery.known_requests import AGAIN
from delivery.operations import Executor, Operation

graphql = Blueprint("graphql", __name__)

JSON = "application/json; charset=utf-8"


class RequestInvalid(ValueError):
    """A request that holds no operation; the message is for its sender."""


@graphql.app_errorhandler(HTTPException)
def refuse(error: HTTPException) -> Response:
    """Answer what is no request for this server as JSON, too."""
    is_ours = (error.code or 500) >= 500
    response = respond(failed("INTERNAL_SERVER_ERROR") if is_ours else refused(f"{error.name}."), error.code or 500)
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(error.valid_methods or ())
    return response


@graphql.get("/")
def start() -> Response:
    """Lead a browser that opens the address of the server to GraphiQL."""
    return Response(status=302, headers={"Location": "/graphql"})


@graphql.route("/graphql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer an operation; show GraphiQL where a browser asks without one."""
    if graphiql.is_wanted():
        return graphiql.page()
    try:
        operation = read_operation()
    except RequestInvalid as error:
        return respond(refused(str(error)), 400)
    executor: Executor = current_app.extensions["executor"]
    answer = executor.run(operation)
    request.environ[AGAIN] = answer.again
    return Response(answer.body, status=503 if answer.is_unavailable else 200, content_type=JSON)


def read_operation() -> Operation:
    """Read the operation out of the request; raise `RequestInvalid`."""
    if request.method == "GET":
        given: Any = {name: value for name, value in request.args.items() if value}
        if "variables" in given:
            given["variables"] = parsed(given["variables"].encode(), "variables")
    else:
        given = parsed(request.get_data(), "the body")
    if not isinstance(given, dict) or not isinstance(given.get("query"), str):
        raise RequestInvalid("A request is a JSON object with the document as text in `query`.")
    variables, name = given.get("variables"), given.get("operationName")
    if not isinstance(variables, dict | None):
        raise RequestInvalid("`variables` must be a JSON object.")
    if not isinstance(name, str | None):
        raise RequestInvalid("`operationName` must be text.")
    return Operation(given["query"], variables, name)


def parsed(text: bytes, what: str) -> Any:
    """Parse JSON; raise `RequestInvalid` saying what was none.

    The standard parser is used for what clients send: it also takes lone surrogates, which then
    are refused with the path of the field, and integers beyond 64 bits.
    """
    try:
        return json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError):
        raise RequestInvalid(f"{what.capitalize()} must be JSON in UTF-8.") from None


def respond(answer: dict[str, Any], status: int) -> Response:
    """Write the answer to what is no operation as JSON."""
    return Response(orjson.dumps(answer), status=status, content_type=JSON)
