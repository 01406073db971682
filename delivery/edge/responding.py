"""Responding: from a cached response to what WSGI sends, in a form that the client accepts."""

from collections.abc import Iterable
from http import HTTPStatus

from delivery.edge.http_caching import coded_once, is_met, lifetime, representation, surrogate_keys
from delivery.edge.media_types import JSON
from delivery.edge.operation_answers import status_of
from delivery.edge.response_cache import CachedResponse, ResponseCache
from delivery.execution.answers import Answer
from delivery.wsgi import Environment, Headers, StartResponse

DESCRIBING = ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")
"""Headers of a body, which a response without one need not repeat."""

FLEETING = ("Content-Length", "Vary", "Cache-Control")
"""Headers of a first response that are written anew for each other one."""

NO_STORE = ("Cache-Control", "no-store")

HEADER_WEIGHT = 200
"""Bytes that a header holds, which may be in both lists of a responder."""


class Responder:
    """Writes the responses to one request, each time that it is sent: the headers that Flask gave the first stay."""

    def __init__(self, cache: ResponseCache, headers: Headers) -> None:
        self.cache = cache
        varies = dict.fromkeys([each.strip() for name, value in headers if name == "Vary" for each in value.split(",")])
        self.headers = [each for each in headers if each[0] not in FLEETING] + [("Vary", ", ".join(varies))]
        self.brief = [each for each in self.headers if each[0] not in DESCRIBING]
        self.media_type = dict(headers).get("Content-Type", JSON).partition(";")[0]

    @property
    def weight(self) -> int:
        """How many bytes it holds, roughly."""
        return HEADER_WEIGHT * len(self.headers)

    def respond_once(
        self, response: CachedResponse, environ: Environment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Send a response to POST that is not kept: without an entity tag, and coded as fast as may be."""
        body, described = coded_once(response.body, environ.get("HTTP_ACCEPT_ENCODING"))
        kept = lifetime(response, self.cache.now(), self.cache.max_age) if response.is_reusable else [NO_STORE]
        return send(body, [*self.headers, *described, *kept], environ, start_response)

    def refuse(self, answer: Answer, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Send an answer that nobody is to keep: one with errors."""
        headers, status = [*self.headers, NO_STORE], status_of(answer.outcome, self.media_type)
        return send(answer.body, headers, environ, start_response, status)

    def respond(self, response: CachedResponse, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Send a response in a coding that the client takes; 304 for a client that has it."""
        if not response.is_reusable:
            return send(response.body, [*self.headers, NO_STORE], environ, start_response)
        body, described, tag = representation(response, self.media_type, environ.get("HTTP_ACCEPT_ENCODING"))
        lasts = lifetime(response, self.cache.now(), self.cache.max_age)
        if is_met(environ["REQUEST_METHOD"], environ.get("HTTP_IF_NONE_MATCH"), tag):
            start_response("304 Not Modified", [*self.brief, ("ETag", tag), *lasts])
            return []
        headers = [*self.headers, *described, *lasts, *surrogate_keys(response)]
        return send(body, headers, environ, start_response)


def send(
    body: bytes, headers: Headers, environ: Environment, start_response: StartResponse, status: int = 200
) -> Iterable[bytes]:
    """Send a body, of which HEAD gets the length."""
    start_response(f"{status} {HTTPStatus(status).phrase}", [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
