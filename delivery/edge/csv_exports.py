"""CSV: `GET /export/<document>.csv` answers a registered document as a table.

    /export/homepage.csv?variables={"locale":"EN"}&operationName=Homepage&rows=news.nodes

The operation is asked for as `GET /graphql?documentId=...` is, of the same request cache: who asks, what it may cost,
rates, slots, caching and what is logged are the same. Its answer is a table (`delivery.execution.tables`), or an error
as JSON, with a status that tells it: nobody saves half an answer as a file.
"""

import json
import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

import orjson

from delivery.edge.csv_cells import csv_of
from delivery.edge.http_caching import coded, coding_for, entity_tag, is_met
from delivery.edge.inner_requests import Response, asked_within
from delivery.edge.media_types import JSON, content_type
from delivery.edge.operation_requests import RequestRefused
from delivery.edge.responding import send
from delivery.edge.response_cache import CachedResponse, uncached
from delivery.execution.documents import Documents
from delivery.execution.errors import refused
from delivery.execution.hashing import hash_of
from delivery.execution.operations import Executor
from delivery.execution.tables import NoTable, Table, selected_by, table_of
from delivery.wsgi import CODES, FAILURE, Application, Environment, Headers, StartResponse
from models.database import largest_answer
from resolvers.caches import WeighedCache

ROUTE = re.compile(r"/export/([^/]+)\.csv")

CSV = "text/csv; charset=utf-8; header=present"

PARAMETERS = ("variables", "operationName", "rows")

METHODS = ("GET", "HEAD")

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
"""What no name of a file has."""

LONGEST_NAME = 100
"""Characters of the name of a file."""

STATUSES = {
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "PERSISTED_QUERY_NOT_FOUND": 404,
    "PERSISTED_QUERY_NOT_SUPPORTED": 404,
    "INTERNAL_SERVER_ERROR": 500,
}
"""The statuses of errors that JSON has with 200 or 400; of the others 400."""

OWN = ("content-type", "content-length", "content-encoding", "etag")
"""Headers that describe the JSON, and not the table."""

MOST_TABLES, HEAVIEST_TABLES = 500, 8_000_000
"""Tables that are kept for answers that stay the same, and their bytes."""

NO_STORE = ("Cache-Control", "no-store")


class Asked(NamedTuple):
    """What is asked for: a document by name or id, its operation, the JSON of its variables, the path of the rows."""

    document: str
    operation: str | None
    variables: str | None
    rows: str | None


class CsvExports:
    """A WSGI application around the request cache, for requests to `/export/`."""

    def __init__(self, app: Application, documents: Documents, executor: Executor) -> None:
        self.app, self.documents, self.executor = app, documents, executor
        self.tables: WeighedCache[Any, CachedResponse] = WeighedCache(
            MOST_TABLES, HEAVIEST_TABLES, lambda each: each.size
        )

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a table; leave all else, and what browsers ask before they ask for one, to the application within."""
        route = ROUTE.fullmatch(environ["PATH_INFO"])
        if route is None:
            return self.app(environ, start_response)
        if environ["REQUEST_METHOD"] == "OPTIONS":
            return self.app({**environ, "PATH_INFO": "/graphql"}, start_response)
        name = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")[len("/export/") : -len(".csv")]
        if environ.get("HTTP_SEC_FETCH_SITE") == "same-origin":
            environ["HTTP_GRAPHQL_PREFLIGHT"] = "1"  # a link of our own page, as the browser says, can send no header
        try:
            asked = read(name, environ)
        except RequestRefused as refusal:
            environ[FAILURE] = refusal
            return fail(asked_within(self.app, environ, ""), environ, start_response)
        response = asked_within(self.app, environ, self.query(asked))
        if response.status == HTTPStatus.OK and not environ.get(CODES):
            try:
                return answer(self.table(asked, response, environ), name, response, environ, start_response)
            except NoTable as error:
                environ[CODES] = (error.code,)
                response = response._replace(body=orjson.dumps(refused(str(error), error.code)))
        return fail(response, environ, start_response)

    def query(self, asked: Asked) -> str:
        """Write the query string by which the operation is asked for."""
        given = {
            "documentId": self.documents.named(asked.document) or asked.document,
            "operationName": asked.operation,
            "variables": asked.variables,
        }
        return urlencode({name: value for name, value in given.items() if value}, quote_via=quote)

    def table(self, asked: Asked, response: Response, environ: Environment) -> CachedResponse:
        """Write the table of an answer, or return it as it was written of the same one; raise `NoTable`."""
        tag = next((value for name, value in response.headers if name == "ETag"), None)
        key = (tag, hash_of(f"{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}"))
        found = None if tag is None else self.tables.get(key)
        if found is None:
            data = orjson.loads(response.body)["data"]
            found = uncached(csv_of(self.shape(asked), data, largest_answer()))
            if tag is not None:
                self.tables.put(key, found)
        return found

    def shape(self, asked: Asked) -> Table:
        """Find the table in what an operation selects, which was answered a moment ago; raise `NoTable`."""
        text = self.documents.find(self.documents.named(asked.document) or asked.document.removeprefix("sha256:"))
        if text is None:
            raise NoTable("The document is not registered any more.")
        document = self.executor.documents.of(text, hash_of(text))
        node = document.operation(document.head(asked.operation))
        assert document.node is not None
        assert node is not None
        defaults = {each.variable.name.value: each.default_value for each in node.variable_definitions or ()}
        values = {name: getattr(value, "value", None) for name, value in defaults.items()}
        values |= (json.loads(asked.variables) or {}) if asked.variables else {}
        return table_of(selected_by(self.executor.schema._schema, document.node, node, values), asked.rows)


def read(name: str, environ: Environment) -> Asked:
    """Read what is asked for; raise `RequestRefused`."""
    if environ["REQUEST_METHOD"] not in METHODS:
        raise RequestRefused("Tables are asked for by GET.", 405, "METHOD_NOT_ALLOWED", allow="GET, HEAD")
    given = dict(parse_qsl(environ.get("QUERY_STRING", "")))
    if unknown := next((each for each in given if each not in PARAMETERS), None):
        known = ", ".join(PARAMETERS)
        raise RequestRefused(f"There is no parameter {unknown[:LONGEST_NAME]}; there are {known}.")
    return Asked(name, given.get("operationName"), given.get("variables"), given.get("rows"))


def answer(
    table: CachedResponse, name: str, response: Response, environ: Environment, start_response: StartResponse
) -> Iterable[bytes]:
    """Send a table in a coding that the client takes; 304 for a client that has it."""
    coding = coding_for(table.body, environ.get("HTTP_ACCEPT_ENCODING"))
    headers = kept(response.headers)
    if any(header == "ETag" for header, _ in response.headers):
        tag = entity_tag(table, CSV, coding)
        headers.append(("ETag", tag))
        if is_met(environ.get("HTTP_IF_NONE_MATCH"), tag):
            start_response("304 Not Modified", headers)
            return []
    body, described = coded(table, coding)
    file = UNSAFE.sub("-", name)[:LONGEST_NAME].strip(".-") or "export"
    own = [("Content-Type", CSV), ("Content-Disposition", f'attachment; filename="{file}.csv"')]
    return send(body, [*headers, *own, *described], environ, start_response)


def fail(response: Response, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
    """Send the errors of a response alone, with the status of the first; nobody is to keep them."""
    status, body = response.status, response.body
    if status in (HTTPStatus.OK, HTTPStatus.BAD_REQUEST):
        errors = orjson.loads(body)["errors"]
        code = errors[0]["extensions"]["code"]
        status, body = STATUSES.get(code, HTTPStatus.BAD_REQUEST), orjson.dumps({"errors": errors})
    headers = [each for each in kept(response.headers) if each[0] not in ("Cache-Control", "X-Accel-Expires")]
    never = next((each for each in response.headers if "no-store" in each[1]), NO_STORE)
    return send(body, [*headers, ("Content-Type", content_type(JSON)), never], environ, start_response, status)


def kept(headers: Headers) -> Headers:
    """Leave out the headers that describe the JSON."""
    return [each for each in headers if each[0].lower() not in OWN]
