"""Responding: from a cached response to what WSGI sends, in a form that the client accepts."""

from collections.abc import Iterable
from http import HTTPStatus

from delivery.edge.http_caching import coded, coded_once, coding_for, entity_tag, is_met, lifetime, surrogate_keys
from delivery.edge.media_types import JSON
from delivery.edge.operation_answers import status_of
from delivery.edge.response_cache import CachedResponse, ResponseCache
from delivery.execution.answers import Answer
from delivery.wsgi import Environment, Headers, StartResponse

DESCRIBING = ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")
"""Headers of a body, which a response without one need not repeat."""

FLEETING = ("Content-Length", "Vary", "Cache-Control")
"""Headers of a first response that are written anew for each other one."""

NO_STORE, PRIVATE = ("Cache-Control", "no-store"), ("Cache-Control", "private, no-store")

HEADER_WEIGHT = 200
"""Bytes that a header holds, which may be in both lists of a responder."""


class Responder:
    """Writes the responses to one request, each time that it is sent: the headers that Flask gave the first stay."""

    def __init__(self, cache: ResponseCache, headers: Headers) -> None:
        self.cache = cache
        varies = dict.fromkeys([each.strip() for name, value in headers if name == "Vary" for each in value.split(",")])
        self.headers = [each for each in headers if each[0] not in FLEETING] + [("Vary", ", ".join(varies))]
        self.brief = [each for each in self.headers if each[0] not in DESCRIBING]
        is_private = PRIVATE in headers
        self.never = [PRIVATE if is_private else NO_STORE]
        self.may_be_kept = not is_private
        self.media_type = dict(headers).get("Content-Type", JSON).partition(";")[0]

    @property
    def weight(self) -> int:
        """How many bytes it holds, roughly."""
        return HEADER_WEIGHT * len(self.headers)

    def respond_first(
        self, response: CachedResponse, environ: Environment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Send the first response to a request by POST, coded as fast as may be: it may not come again."""
        body, described = coded_once(response.body, environ.get("HTTP_ACCEPT_ENCODING"))
        return send(body, [*self.headers, *described, *self.lasts(response)], environ, start_response)

    def refuse(self, answer: Answer, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Send an answer that nobody is to keep: one with errors."""
        headers, status = [*self.headers, *self.never], status_of(answer.outcome, self.media_type)
        return send(answer.body, headers, environ, start_response, status)

    def respond(self, response: CachedResponse, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Send a response in a coding that the client takes; 304 for a client that has it.

        What was posted has no entity tag: nobody may ask for it under a condition.
        """
        if not response.is_reusable:
            return send(response.body, [*self.headers, *self.never], environ, start_response)
        if not self.may_be_kept:
            body, described = coded(response, coding_for(response.body, environ.get("HTTP_ACCEPT_ENCODING")))
            return send(body, [*self.headers, *described, *self.never], environ, start_response)
        coding, tags = coding_for(response.body, environ.get("HTTP_ACCEPT_ENCODING")), list[tuple[str, str]]()
        if environ["REQUEST_METHOD"] != "POST":
            tag = entity_tag(response, self.media_type, coding)
            tags = [("ETag", tag)]
            if is_met(environ.get("HTTP_IF_NONE_MATCH"), tag):
                start_response("304 Not Modified", [*self.brief, *tags, *self.lasts(response)])
                return []
        body, described = coded(response, coding)
        headers = [*self.headers, *tags, *described, *self.lasts(response), *surrogate_keys(response)]
        return send(body, headers, environ, start_response)

    def lasts(self, response: CachedResponse) -> Headers:
        """Write for how long others may keep a response."""
        if response.is_reusable and self.may_be_kept:
            return lifetime(response, self.cache.now(), self.cache.max_age)
        return self.never


def send(
    body: bytes, headers: Headers, environ: Environment, start_response: StartResponse, status: int = 200
) -> Iterable[bytes]:
    """Send a body, of which HEAD gets the length."""
    start_response(f"{status} {HTTPStatus(status).phrase}", [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
