"""The request cache: a request that was answered before is answered again without Flask, parsing and planning.

Frontends send the same few requests over and over. Each is cached under its method, query string, body, `Content-Type`,
`Accept` and `Origin` (if that is allowed), which decide the bound operation: that runs again, or the cached response is
sent.

    GET, HEAD or POST /graphql, unless a browser asks for the page
      hit     the cached response is still valid, and is sent
      stale   it is not: the statement runs again
      miss    Flask answers; what it answers without errors is cached
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from operator import attrgetter
from sys import getsizeof
from typing import Any

from delivery.edge.browser_security import Origins
from delivery.edge.media_types import prefers_page, response_type
from delivery.edge.rate_limits import RateLimits
from delivery.edge.responding import Responder
from delivery.edge.response_cache import CachedResponse, ResponseCache, uncached
from delivery.wsgi import CACHE, FAILURE, OPERATION, Application, Environment, Logged, StartResponse
from resolvers.caches import WeighedCache
from resolvers.compiler.operations import BoundOperation

REPEATABLE = "sundial.repeatable"
"""Where the endpoint leaves, in the request's environment, what answers the same request again."""

LONGEST = 16_384
"""Bytes of a request that is cached; documents of known clients have a few thousand."""

MOST_REQUESTS = 500
"""Requests that are cached."""

MOST_BYTES = 32_000_000
"""Bytes that these may hold where no responses are cached: what they are found by, and the values that are bound."""

LOGGED_WEIGHT = 5_000
"""Bytes of the headers of a request's response, and of what is logged of it."""

NO_RESPONSE = uncached(b"")
"""What is cached where responses are not."""


@dataclass
class CachedRequest:
    """A request that was answered: its bound operation, the latest response, and the headers that Flask gave it.

    What tells it from others has so many bytes as are its *own*.
    """

    bound: BoundOperation
    response: CachedResponse
    logged: Logged
    responder: Responder
    own: int

    @property
    def weight(self) -> int:
        """How many bytes it holds, beside its document, which others share."""
        return self.own + LOGGED_WEIGHT + self.bound.weight + self.response.size


class RequestCache:
    """A WSGI application around Flask's, for requests to *path*.

    It answers by *responses*, charges clients what they read to *rates*, and holds *heaviest* bytes at most: responses
    and what they are found by; no responses where that is 0.
    """

    def __init__(
        self,
        app: Application,
        path: str,
        responses: ResponseCache,
        rates: RateLimits,
        origins: Origins,
        *,
        heaviest: int,
    ) -> None:
        self.app, self.path, self.responses, self.rates, self.origins = app, path, responses, rates, origins
        self.documents, self.evicted = responses.executor.documents, 0
        self.requests: WeighedCache[Any, CachedRequest] = WeighedCache(
            MOST_REQUESTS, heaviest or MOST_BYTES, attrgetter("weight")
        )

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a cached request, or let Flask answer it, and cache it."""
        key = self.key(environ)
        if key is None:
            return self.app(environ, start_response)
        cached = self.requests.get(key)
        if cached is None:
            return self.miss(key, environ, start_response)
        cost = cached.logged.cost or 0
        if self.rates.wait(environ.get("REMOTE_ADDR"), self.responses.charge(cost)):
            return self.app(environ, start_response)
        try:
            response = self.responses.repeat(cached.bound, cost, cached.response)
        except Exception as error:  # noqa: BLE001  (Flask's way says what failed, and logs it)
            self.requests.drop(lambda _, each: each is cached)
            environ[FAILURE] = error
            return self.app(environ, start_response)
        self.documents.get(cached.logged.hash)  # which is in use
        environ[OPERATION] = cached.logged
        environ[CACHE] = "hit" if response is cached.response else "stale" if cached.response.is_reusable else "miss"
        if response is not cached.response:
            cached.response = response if response.is_reusable else NO_RESPONSE
            self.requests.put(key, cached)
        return cached.responder.respond(response, environ, start_response)

    def key(self, environ: Environment) -> Any:
        """Return what tells requests apart that are cached; None for one of another kind."""
        method, query = environ["REQUEST_METHOD"], environ.get("QUERY_STRING", "")
        if environ["PATH_INFO"] != self.path or "HTTP_AUTHORIZATION" in environ or len(query) > LONGEST:
            return None
        if method in ("GET", "HEAD") and prefers_page(environ.get("HTTP_ACCEPT")):
            return None
        origin = self.origins.distinguished(environ.get("HTTP_ORIGIN"))
        shared = (response_type(environ.get("HTTP_ACCEPT")), origin, query)
        if method in ("GET", "HEAD"):
            return ("GET", *shared)
        length = environ.get("CONTENT_LENGTH", "")
        if method != "POST" or not length.isdecimal() or int(length) > LONGEST:
            return None
        body = environ["wsgi.input"].read(int(length))
        environ["wsgi.input"] = BytesIO(body)
        return (body, *shared, environ.get("CONTENT_TYPE")) if len(body) == int(length) else None  # it has broken off

    def miss(self, key: Any, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Let Flask answer, and cache how the request is answered again."""
        started: list[Any] = []
        answered = self.app(environ, lambda *response: started.__setitem__(slice(None), response))
        if REPEATABLE not in environ:
            start_response(*started)
            return answered
        answered.close()  # type: ignore[attr-defined]
        bound, response, logged = environ[REPEATABLE]
        responder = Responder(self.responses, started[1])
        stored = response if response.is_reusable else NO_RESPONSE
        self.requests.put(key, CachedRequest(bound, stored, logged, responder, sum(map(getsizeof, key))))
        self.drop_unprepared()
        return responder.respond(response, environ, start_response)

    def drop_unprepared(self) -> None:
        """Remove the requests whose documents made room for others: they would hold them for good."""
        if self.evicted != self.documents.evicted:
            self.evicted = self.documents.evicted
            self.requests.drop(lambda _, cached: cached.logged.hash not in self.documents)
