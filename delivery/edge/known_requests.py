"""Known requests: requests that were answered before are answered again without Flask, parsing and planning.

Frontends send the same few requests over and over. Each is known by its method, query, body, Content-Type, Accept
and Origin, which decide the bound statement: it runs again, or the cached response is sent if it is still valid.

    GET, HEAD or POST /graphql, known   the response cache checks the answer, or the statement runs
      ├ If-None-Match names that answer   304, by GET or HEAD
      └ else                              200, in a content coding that the client accepts
    anything else                       Flask; a request that it answers without errors is known from then on
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from sys import getsizeof
from typing import Any

from delivery.edge.http_caching import is_met, lifetime, representation, surrogate_keys
from delivery.edge.media_types import JSON, response_type
from delivery.edge.rate_limits import RateLimits
from delivery.edge.response_cache import Kept, ResponseCache, unkept
from delivery.edge.wsgi import CACHE, FAILURE, OPERATION, Application, Environment, Headers, StartResponse
from delivery.execution.answers import KnownOperation
from delivery.execution.shelf import Shelf
from delivery.observing.request_log import Logged

KNOWN = "sundial.known"
"""Where the endpoint leaves, in the request's environment, what answers the same request again."""

LONGEST = 16_384
"""Bytes of a request that is remembered; documents of known clients have a few thousand."""

KEPT = 500
"""Requests that are remembered."""

KEPT_BYTES = 32_000_000
"""Bytes that these may hold where no answers are kept: what they are known by, and the values that are bound."""

LOGGED_WEIGHT = 5_000
"""Bytes of the headers of a request's answer, and of what is logged of it."""

DESCRIBING = ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")
"""Headers of a body, which a response without one need not repeat."""

FLEETING = ("Content-Length", "Vary", "Cache-Control")
"""Headers of a first answer that are written anew for each other one."""

NOTHING = unkept(b"")
"""What is kept where answers are not."""


@dataclass
class KnownRequest:
    """A request that was answered: how it is answered again, the latest answer, and the headers that Flask gave it.

    What tells it from others has so many bytes as are its *own*.
    """

    operation: KnownOperation
    kept: Kept
    logged: Logged
    headers: Headers
    own: int

    def __post_init__(self) -> None:
        self.media_type = next(
            (value.partition(";")[0] for name, value in self.headers if name == "Content-Type"), JSON
        )
        self.brief = [each for each in self.headers if each[0] not in DESCRIBING]

    @property
    def weight(self) -> int:
        """How many bytes it holds, beside its document, which others share."""
        return self.own + LOGGED_WEIGHT + self.operation.weigh() + self.kept.size


class KnownRequests:
    """A WSGI application around Flask's, for requests to *path*.

    It answers from *cache*, charges clients what they read to *rates*, and keeps *largest* bytes at most: answers and
    what they are known by; none of answers where that is 0.
    """

    def __init__(self, app: Application, path: str, cache: ResponseCache, rates: RateLimits, *, largest: int) -> None:
        self.app, self.path, self.cache, self.rates = app, path, cache, rates
        self.documents, self.dropped = cache.executor.document, 0
        self.known: Shelf[Any, KnownRequest] = Shelf(KEPT, largest or KEPT_BYTES)
        self.may_know = True

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a known request, or let Flask answer it and get to know it."""
        key = self.key(environ)
        if key is None:
            return self.app(environ, start_response)
        known = self.known.get(key)
        if known is None:
            return self.meet(key, environ, start_response)
        if self.rates.wait(environ.get("REMOTE_ADDR"), self.cache.charge(known.operation)):
            return self.app(environ, start_response)
        try:
            kept = self.cache.again(known.operation, known.kept)
        except Exception as error:  # noqa: BLE001  (Flask's way tells what failed, and logs it)
            self.known.drop(lambda each: each is known)
            environ[FAILURE] = error
            return self.app(environ, start_response)
        self.documents.use(known.logged.hash)
        environ[OPERATION], environ[CACHE] = known.logged, "kept" if known.kept is kept else "read"
        if known.kept is not kept:
            known.kept = kept if kept.can_stand else NOTHING
            self.known.weigh(key, known, known.weight)
        return self.respond(known, kept, environ, start_response)

    def key(self, environ: Environment) -> Any:
        """Return what tells requests apart that are remembered; None for one of another kind."""
        method, query = environ["REQUEST_METHOD"], environ.get("QUERY_STRING", "")
        if (
            not self.may_know
            or environ["PATH_INFO"] != self.path
            or "HTTP_AUTHORIZATION" in environ
            or len(query) > LONGEST
        ):
            return None
        shared = (response_type(environ.get("HTTP_ACCEPT")), environ.get("HTTP_ORIGIN"), query)
        if method in ("GET", "HEAD"):
            return ("GET", *shared)
        length = environ.get("CONTENT_LENGTH", "")
        if method != "POST" or not length.isdecimal() or int(length) > LONGEST:
            return None
        body = environ["wsgi.input"].read(int(length))
        environ["wsgi.input"] = BytesIO(body)
        return (body, *shared, environ.get("CONTENT_TYPE"))

    def meet(self, key: Any, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Let Flask answer, and remember how the request is answered again."""
        started: list[Any] = []
        answered = self.app(environ, lambda *response: started.__setitem__(slice(None), response))
        if KNOWN not in environ:
            start_response(*started)
            return answered
        answered.close()  # type: ignore[attr-defined]
        operation, kept, logged = environ[KNOWN]
        own = sum(map(getsizeof, key))
        known = KnownRequest(operation, kept if kept.can_stand else NOTHING, logged, lasting(started[1]), own)
        self.known.put(key, known, known.weight)
        self.let_go()
        return self.respond(known, kept, environ, start_response)

    def let_go(self) -> None:
        """Forget the requests whose documents made room for others: they would hold them for good."""
        if self.dropped != self.documents.dropped:
            self.dropped = self.documents.dropped
            self.known.drop(lambda known: not known.operation.document.is_kept)

    def respond(
        self, known: KnownRequest, kept: Kept, environ: Environment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer in a coding that the client takes; a client that has that answer is only told so."""
        if not kept.can_stand:
            return send(kept.body, [*known.headers, ("Cache-Control", "no-store")], environ, start_response)
        body, described, tag = representation(kept, known.media_type, environ.get("HTTP_ACCEPT_ENCODING"))
        lasts = lifetime(kept, self.cache.now(), self.cache.max_age)
        if is_met(environ["REQUEST_METHOD"], environ.get("HTTP_IF_NONE_MATCH"), tag):
            start_response("304 Not Modified", [*known.brief, ("ETag", tag), *lasts])
            return []
        return send(body, [*known.headers, *described, *lasts, *surrogate_keys(kept)], environ, start_response)


def send(body: bytes, headers: Headers, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with a body, of which HEAD gets the length."""
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def lasting(headers: Headers) -> Headers:
    """Keep the headers that hold for the next answer as well; what an answer varies by is said in one."""
    varies = dict.fromkeys(each.strip() for name, value in headers if name == "Vary" for each in value.split(","))
    return [each for each in headers if each[0] not in FLEETING] + [("Vary", ", ".join(varies))]
