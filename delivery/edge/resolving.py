"""Resolving: `GET /resolve?path=/news/x` answers with the status of the path and, where it has moved, `Location`.

It is for proxies and frontends that ask before they make a page. The document `documents/resolve.graphql` is asked for
within, so limits, rates, caching and what is logged are those of any answer. A path that leads nowhere is 404.
"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import orjson

from delivery.edge.inner_requests import asked_within
from delivery.edge.media_types import JSON, content_type
from delivery.edge.responding import send
from delivery.execution.documents import Documents
from delivery.execution.errors import refused
from delivery.wsgi import Application, Environment, Headers, StartResponse

PATH, DOCUMENT = "/resolve", "resolve"

PARAMETERS = ("path", "host")

METHODS = ("GET", "HEAD")

OWN = ("content-type", "content-length", "content-encoding", "etag")
"""Headers that describe the inner answer alone."""


class Resolving:
    """A WSGI application around another one, for requests to `/resolve`."""

    def __init__(self, app: Application, documents: Documents) -> None:
        self.app, self.documents = app, documents

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer what a path leads to; leave all else to the application within."""
        if environ["PATH_INFO"] != PATH or environ["REQUEST_METHOD"] not in METHODS:
            return self.app(environ, start_response)
        given = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
        if "path" not in given or any(name not in PARAMETERS for name in given):
            message = "Give `path`, percent-encoded as one value, and `host` where languages have their own."
            return send_json(refused(message, "BAD_REQUEST"), [], environ, start_response, HTTPStatus.BAD_REQUEST)
        variables = orjson.dumps(given).decode()
        asked = {"documentId": self.documents.named(DOCUMENT) or DOCUMENT, "variables": variables}
        response = asked_within(self.app, environ, urlencode(asked, quote_via=quote))
        headers = [each for each in response.headers if each[0].lower() not in OWN]
        if response.status != HTTPStatus.OK:
            return send(response.body, [*response.headers], environ, start_response, response.status)
        answer = orjson.loads(response.body)
        if "errors" in answer:
            errors = {"errors": answer["errors"]}
            return send_json(errors, headers, environ, start_response, HTTPStatus.BAD_REQUEST)
        found = answer["data"]["route"] or {"status": HTTPStatus.NOT_FOUND.value, "location": None}
        if found["location"]:
            headers.append(("Location", found["location"]))
        return send_json(found, headers, environ, start_response, found["status"])


def send_json(
    found: Any, headers: Headers, environ: Environment, start_response: StartResponse, status: int
) -> Iterable[bytes]:
    """Send a value as JSON with a status."""
    described = [("Content-Type", content_type(JSON))]
    return send(orjson.dumps(found), [*headers, *described], environ, start_response, status)
