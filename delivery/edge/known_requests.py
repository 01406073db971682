"""Known requests: one that was answered before is answered again without reading it.

Frontends send the same few requests over and over. Of these nothing is left to find out but the
content: the bytes say the document, the variables and so the statement and its values.

    GET or POST /graphql, met before    the response cache says what stands, or the statement runs
      ├ If-None-Match names that answer   304, by GET
      └ else                              200, in a content coding that the client takes
    anything else                       Flask; what it answered without errors is known from then on
"""

from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from delivery.edge.http_caching import is_met, lifetime, representation, surrogate_keys
from delivery.edge.media_types import JSON, response_type
from delivery.edge.rate_limits import RateLimits
from delivery.edge.response_cache import Kept, ResponseCache, unkept
from delivery.edge.wsgi import CACHE, FAILURE, OPERATION, Application, Environment, Headers, StartResponse
from delivery.execution.answers import KnownOperation
from delivery.execution.prepared_documents import MOST_BYTES
from delivery.observing.request_log import Logged

KNOWN = "sundial.known"
"""Where the endpoint leaves, in the request's environment, what answers the same request again."""

LONGEST = 16_384
"""Bytes of a request that is remembered; documents of known clients have a few thousand."""

KEPT = 500
"""Requests that are remembered."""

DESCRIBING = ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")
"""Headers of a body, which a response without one need not repeat."""

FLEETING = ("Content-Length", "Vary", "Cache-Control")
"""Headers of a first answer that are written anew for each other one."""


NOTHING = unkept(b"")
"""What is kept where answers are not."""


@dataclass
class KnownRequest:
    """A request that was answered: how it is answered again, the latest answer, and the headers that Flask gave it."""

    operation: KnownOperation
    kept: Kept
    logged: Logged
    headers: Headers

    def __post_init__(self) -> None:
        self.media_type = next(
            (value.partition(";")[0] for name, value in self.headers if name == "Content-Type"), JSON
        )
        self.brief = [each for each in self.headers if each[0] not in DESCRIBING]


class KnownRequests:
    """A WSGI application around Flask's, for requests to *path*.

    It answers from *cache*, charges clients what they read to *rates*, and keeps *largest* bytes of answers at most.
    """

    def __init__(self, app: Application, path: str, cache: ResponseCache, rates: RateLimits, *, largest: int) -> None:
        self.app, self.path, self.cache, self.rates, self.largest = app, path, cache, rates, largest
        self.known: OrderedDict[Any, KnownRequest] = OrderedDict()
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
            self.known.pop(key, None)
            environ[FAILURE] = error
            return self.app(environ, start_response)
        self.remember(key, known)
        environ[OPERATION], environ[CACHE] = known.logged, "kept" if known.kept is kept else "read"
        known.kept = kept if kept.can_stand else NOTHING
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
        known = KnownRequest(operation, kept if kept.can_stand else NOTHING, logged, lasting(started[1]))
        self.remember(key, known)
        self.make_room()
        return self.respond(known, kept, environ, start_response)

    def remember(self, key: Any, known: KnownRequest) -> None:
        """Keep a request, as the latest that was sent."""
        self.known[key] = known
        with suppress(KeyError):  # another thread may have made room
            self.known.move_to_end(key)

    def make_room(self) -> None:
        """Forget the requests that were not sent for the longest time."""
        with suppress(KeyError):
            while len(self.known) > KEPT or self.is_too_much():
                self.known.popitem(last=False)

    def is_too_much(self) -> bool:
        """Tell whether what is kept is more than may be: answers, and the documents that answer again."""
        kept = list(self.known.values())
        documents = {id(known.operation.document): known.operation.document.weight for known in kept}
        return sum(known.kept.size for known in kept) > self.largest or sum(documents.values()) > MOST_BYTES

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
