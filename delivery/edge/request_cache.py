"""The request cache: a request is answered without Flask, where an earlier one has shown how.

Frontends send the same few documents over and over, and many the same few requests. A request is cached under its
method, query string, body, `Content-Type`, `Accept` and `Origin` (if that is allowed), which decide the bound
operation: that runs again, or the cached response is sent. Of one that is not cached, the headers of its response are
known where an earlier one came by the same method with the same three headers, its *form*.

    GET, HEAD or POST /graphql, unless a browser asks for the page
      hit     the cached response is still valid, and is sent
      stale   it is not: the statement runs again
      miss    the operation is answered: here, where the form is known and the document prepared; else by Flask

Who asks is found out first, where a request says so. What is cached for a caller is for those with the same grants, and
no cache on the way has it. What a preview shows is read each time.

What is answered without errors is cached: while there is room at once, and then where it was met before. A
request that comes once only does not make room for itself.
"""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from operator import attrgetter
from sys import getsizeof
from typing import Any

from werkzeug.wrappers import Request

from delivery.edge import operation_answers
from delivery.edge.browser_security import Origins
from delivery.edge.media_types import prefers_page, response_type
from delivery.edge.operation_requests import RequestRefused, read_request
from delivery.edge.rate_limits import RateLimits, client_of
from delivery.edge.responding import Responder
from delivery.edge.response_cache import CachedResponse, ResponseCache, uncached
from delivery.edge.slots import Slots
from delivery.execution.answers import Answer
from delivery.execution.documents import Documents
from delivery.execution.operations import Operation
from delivery.wsgi import (
    CACHE,
    CALLER,
    FAILURE,
    OPERATION,
    REPEATABLE,
    Application,
    Environment,
    Logged,
    StartResponse,
    caller_in,
)
from models.access.callers import Caller
from models.errors import DatabaseError
from resolvers.caches import WeighedCache
from resolvers.compiler.bound_operations import BoundOperation

logger = logging.getLogger(__name__)

LONGEST = 16_384
"""Bytes of a request that is cached; documents of known clients have a few thousand."""

MOST_REQUESTS = 5_000
"""Requests that are cached, as far as their bytes have room."""

MOST_FORMS, HEAVIEST_FORMS = 256, 1_000_000
"""Forms of requests that are known, and the bytes of what they are known by."""

PLACES = 8_192
"""Places for the hashes of requests that were met, a power of two; each has that of the last one there."""

MOST_BYTES = 32_000_000
"""Bytes that these may hold where no responses are cached: what they are found by, and the values that are bound."""

PLACE_WEIGHT = 1_500
"""Bytes of a request's places in the cache, and of what is logged of it."""

CREDENTIALS = ("HTTP_AUTHORIZATION", "HTTP_COOKIE", "HTTP_SUNDIAL_PREVIEW")
"""The headers that may say who asks."""

NO_RESPONSE = uncached(b"")
"""What is cached where responses are not."""


@dataclass(slots=True)
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
        return self.own + PLACE_WEIGHT + self.bound.weight + self.response.size


class RequestCache:
    """A WSGI application around Flask's, for requests to *path*.

    It answers by *responses*, charges clients what they read to *rates*, and holds *heaviest* bytes at most: responses
    and what they are found by; no responses where that is 0. *caller_of* finds out who asks.
    """

    def __init__(  # noqa: PLR0913  (one for each part that it is made of)
        self,
        app: Application,
        path: str,
        responses: ResponseCache,
        rates: RateLimits,
        origins: Origins,
        trusted: Documents,
        *,
        slots: Slots,
        heaviest: int,
        largest_body: int,
        caller_of: Callable[[Environment], Caller],
    ) -> None:
        self.app, self.path, self.responses, self.origins, self.caller_of = app, path, responses, origins, caller_of
        self.rates, self.slots, self.trusted, self.longest = rates, slots, trusted, min(LONGEST, largest_body)
        self.documents = responses.executor.documents
        self.requests = CachedRequests(heaviest or MOST_BYTES)
        self.documents.tell_evicted(self.requests.drop_document)
        self.responders: WeighedCache[Any, Responder] = WeighedCache(MOST_FORMS, HEAVIEST_FORMS, attrgetter("weight"))

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a cached request, or one of a known form; or let Flask answer it, and cache it."""
        key = self.key(environ) if self.identifies(environ) else None
        if key is None:
            return self.app(environ, start_response)
        cached = self.requests.get(key)
        if cached is None:
            return self.miss(key, environ, start_response)
        if self.rates.wait(client_of(environ), max(1, self.responses.charge(cached.logged.cost or 0))):
            return self.app(environ, start_response)
        try:
            response = self.repeat(cached, environ)
        except RequestRefused:
            return self.app(environ, start_response)
        except Exception as error:  # noqa: BLE001  (Flask's way says what failed, and logs it)
            self.requests.remove(key, cached)
            environ[FAILURE] = error
            return self.app(environ, start_response)
        self.documents.get(cached.logged.hash)  # which is in use
        environ[OPERATION] = cached.logged
        environ[CACHE] = "hit" if response is cached.response else "stale" if cached.response.is_reusable else "miss"
        if response is not cached.response:
            cached.response = response if response.is_reusable else NO_RESPONSE
            self.requests.put(key, cached)
        return cached.responder.respond(response, environ, start_response)

    def repeat(self, cached: CachedRequest, environ: Environment) -> CachedResponse:
        """Answer a request again: by its response, if that is still valid; else the operation runs in a slot.

        Of several that find the response stale, those that wait get what the first has read.
        """
        stale = cached.response
        with self.slots.check:
            if self.responses.is_valid(stale):
                return stale
        with self.slots.slot(environ):
            if cached.response is not stale and self.responses.is_valid(cached.response):
                return cached.response
            return self.responses.repeat(cached.bound, cached.logged.cost or 0, caller_in(environ))

    def identifies(self, environ: Environment) -> bool:
        """Find out who asks, if that is said; False where it is no operation, or the endpoint has to refuse it."""
        if environ.keys().isdisjoint(CREDENTIALS):
            return True
        if environ["PATH_INFO"].rstrip("/") != self.path:
            return False  # no operation
        try:
            caller = self.caller_of(environ)
        except (RequestRefused, DatabaseError) as failure:
            environ[FAILURE] = failure
            return False
        except Exception:
            logger.exception("who asks could not be found out")
            environ[FAILURE] = RequestRefused("Something went wrong on the server.", 500, "INTERNAL_SERVER_ERROR")
            return False
        if not caller.is_anonymous:
            environ[CALLER] = caller
        return True

    def key(self, environ: Environment) -> Any:
        """Return what tells requests apart that are cached; None for one of another kind."""
        method, query = environ["REQUEST_METHOD"], environ.get("QUERY_STRING", "")
        caller = environ.get(CALLER)
        if environ["PATH_INFO"] != self.path or len(query) > LONGEST:
            return None
        if caller.preview is not None if caller else "HTTP_AUTHORIZATION" in environ:
            return None
        who = (caller.key,) if caller else ()
        if method in ("GET", "HEAD") and prefers_page(environ.get("HTTP_ACCEPT")):
            return None
        origin = self.origins.distinguished(environ.get("HTTP_ORIGIN"))
        shared = (response_type(environ.get("HTTP_ACCEPT")), origin, query)
        if method in ("GET", "HEAD"):
            return ("GET", *shared, *who)
        length = environ.get("CONTENT_LENGTH", "")
        if method != "POST" or not length.isdecimal() or int(length) > self.longest:
            return None
        body = environ["wsgi.input"].read(int(length))
        environ["wsgi.input"] = BytesIO(body)
        has_broken_off = len(body) < int(length)
        return None if has_broken_off else (body, *shared, environ.get("CONTENT_TYPE"), *who)

    def miss(self, key: Any, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request that is not cached, and cache it."""
        form = form_of(key)
        responder = self.responders.get(form)
        answer = self.answer(key, environ) if responder else None
        if responder and answer:
            if REPEATABLE not in environ:
                return responder.refuse(answer, environ, start_response)
            return self.first(key, responder, environ, start_response)
        started: list[Any] = []
        answered = self.app(environ, lambda *response: started.__setitem__(slice(None), response))
        if REPEATABLE not in environ:
            start_response(*started)
            return answered
        answered.close()  # type: ignore[attr-defined]
        responder = Responder(self.responses, started[1])
        self.responders.put(form, responder)
        return self.first(key, responder, environ, start_response)

    def answer(self, key: Any, environ: Environment) -> Answer | None:
        """Answer an operation whose document is prepared; None for what is left to Flask: what is no operation, say."""
        request = Request(environ, populate_request=False)  # else they would hold each other, for the collector to find
        body = key[0] if isinstance(key[0], bytes) else None
        try:
            operation = read_request(request, self.trusted, body)
        except RequestRefused:
            operation = []
        client = client_of(environ)
        if not isinstance(operation, Operation) or operation.hash not in self.documents:
            return None
        if not self.rates.wait(client, 1):  # or who may not ask any more would wait for a slot first
            with suppress(RequestRefused), self.slots.slot(environ):
                prepared = operation_answers.prepare(operation, environ, self.responses.executor)
                is_allowed = request.method == "POST" or not prepared.is_mutation
                if is_allowed and not self.rates.wait(client, (prepared.cost or 0) - 1):
                    return operation_answers.run(prepared, environ, self.responses)
        return None

    def first(
        self, key: Any, responder: Responder, environ: Environment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Send the first response to a request, and cache what answers it again."""
        bound, response = environ[REPEATABLE]
        if self.requests.admits(key):
            stored = response if response.is_reusable else NO_RESPONSE
            logged, own = self.requests.shared(environ[OPERATION]), sum(map(getsizeof, key))
            self.requests.put(key, CachedRequest(bound, stored, logged, responder, own))
        if environ["REQUEST_METHOD"] == "POST":
            return responder.respond_first(response, environ, start_response)
        return responder.respond(response, environ, start_response)


def form_of(key: Any) -> Any:
    """Return what the headers of a response depend on: the method, the three headers, who asks, but not what."""
    first, media_type, origin, _, *others = key
    return (first if isinstance(first, str) else "POST", media_type, origin, *others)


class CachedRequests(WeighedCache[Any, CachedRequest]):
    """Requests by their keys, *heaviest* bytes together at most; those of one document are dropped without a walk."""

    def __init__(self, heaviest: int) -> None:
        super().__init__(MOST_REQUESTS, heaviest, attrgetter("weight"))
        self.tell_evicted(self.forget)
        self.by_document: dict[str, OfDocument] = {}
        self.met = [0] * PLACES

    def admits(self, key: Any) -> bool:
        """Tell whether a request is to be cached: there is room for it, or it was met before."""
        digest = hash(key)
        place = digest & (PLACES - 1)
        was_met, self.met[place] = self.met[place] == digest, digest
        return was_met or not self.is_full

    def put(self, key: Any, value: CachedRequest) -> None:
        """Cache a request, or weigh it again."""
        super().put(key, value)
        if key in self:
            self.of(value.logged).keys.add(key)
        else:
            self.forget(key, value)

    def of(self, logged: Logged) -> "OfDocument":
        """Return what is known of the requests of a document."""
        return self.by_document.setdefault(logged.hash, OfDocument())

    def shared(self, logged: Logged) -> Logged:
        """Return what other requests of the document have that are logged alike."""
        return self.of(logged).logged.setdefault(logged, logged)

    def remove(self, key: Any, request: CachedRequest) -> None:
        """Remove a request."""
        self.drop([key])
        self.forget(key, request)

    def forget(self, key: Any, request: CachedRequest) -> None:
        """Let go of the key of a request that is not cached any more."""
        keys = self.of(request.logged).keys
        keys.discard(key)
        if not keys:
            self.by_document.pop(request.logged.hash, None)

    def drop_document(self, digest: str, document: object) -> None:
        """Remove the requests whose document has made room for others: they would hold it for good."""
        self.drop(self.by_document.pop(digest, OfDocument()).keys)


@dataclass
class OfDocument:
    """What is known of the cached requests of one document: their keys, and what is logged of them, each once."""

    keys: set[Any] = field(default_factory=set)
    logged: dict[Logged, Logged] = field(default_factory=dict)
