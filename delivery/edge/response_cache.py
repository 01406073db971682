"""The response cache: answers that are valid until the content they depend on changes.

    a request again     one statement reads the revisions of all content types
     ├ those of the types that the answer depends on are unchanged, and nothing
     │ of them went live, expired, started or ended since it was read        -> the cached response
     └ else                                                                  -> the statement runs again

An answer is cached with the revisions that its own statement read, so with those of the state that it shows,
whichever server of the database answered. Workers tell each other nothing, and nothing expires by a guessed time.
"""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from sys import getsizeof
from typing import NamedTuple

import brotli

from delivery.execution.answers import Answer, Validity, unavailable
from delivery.execution.operations import Executor, PreparedOperation
from models.access.callers import ANONYMOUS, Caller
from models.database import connection
from models.instants import FOREVER, in_zone, to_microseconds
from models.revisions import NO_REVISIONS, changes_around, numbers_of, read_revisions, shared
from models.schema_changes import require_counting
from models.soundness import Recently
from resolvers.compiler.bound_operations import BoundOperation

SMALLEST_ENCODED = 512
"""Bytes below which compression gains nothing that a packet would show."""

BROTLI_QUALITY = 5
"""Of 0 to 11: the homepage takes 0.3 ms and ends at 18 % of its size; 11 takes 28 ms and ends at 15 %."""

ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=BROTLI_QUALITY),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
"""Content codings by name, the preferred first."""

FAST_ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=1),
    "gzip": lambda body: gzip.compress(body, 1, mtime=0),
}
"""The same for what is sent once: the homepage takes a fifth of the time, and ends at 22 % of its size, not 18."""

COUNTING_HOLDS = 1.0
"""Seconds for which a check that no trigger is missing holds."""


class Span(NamedTuple):
    """Between which instants the content of a type, in the state of a number, does not change by itself.

    It was looked up at *since*; it last *changed* then or before, if it ever did.
    """

    number: int | None
    since: int
    until: int
    changed: int | None = None

    def holds(self, number: int, at: int) -> bool:
        """Tell whether it is about that state, at an instant."""
        return self.number == number and self.since <= at < self.until


NO_SPAN = Span(None, 0, 0)


@dataclass(slots=True)
class CachedResponse:
    """An answer with what it is valid for: while the revisions of `types` are unchanged and `since <= now < until`.

    Like a bound operation, it is a single object to the garbage collector.
    """

    body: bytes
    keys: tuple[str, ...]
    types: frozenset[str]
    revisions: bytes
    since: int
    until: int
    numbers: Mapping[str, int] = field(default_factory=dict)
    encoded: dict[str, bytes] = field(default_factory=dict)
    named: str = ""

    @property
    def digest(self) -> str:
        """Name the body: the same bytes have the same name on every machine."""
        self.named = self.named or sha256(self.body).hexdigest()[:24]
        return self.named

    @property
    def is_reusable(self) -> bool:
        """Whether the answer may be valid for another request."""
        return self.until > self.since

    def is_of(self, revisions: bytes) -> bool:
        """Tell whether the answer is that of the content as these revisions have it."""
        if self.revisions != revisions:
            if not self.numbers.items() <= numbers_of(revisions).items():
                return False
            self.revisions = shared(revisions)
        return True

    def coded(self, coding: str) -> bytes:
        """Return the body in a content coding, which is made once."""
        if coding not in self.encoded:
            self.encoded[coding] = ENCODERS[coding](self.body)
        return self.encoded[coding]

    @property
    def size(self) -> int:
        """Bytes that it holds; in content codings it is taken to be half of that again."""
        return len(self.body) * 3 // 2 + sum(map(getsizeof, self.keys))


class ResponseCache:
    """Answers operations by *executor*, and says how long each answer is valid.

    Others may cache answers for *max_age* seconds at most without asking again.
    """

    reads_revisions = True

    def __init__(self, executor: Executor, max_age: int) -> None:
        self.executor, self.max_age = executor, max_age
        self.spans: dict[str, Span] = {}
        self.require_counting = Recently(require_counting, COUNTING_HOLDS)

    def now(self) -> int:
        """Return the instant that is now."""
        return to_microseconds(self.executor.clock())

    def charge(self, cost: int) -> int:
        """Return what a client is charged for a repeated request: as much as an entry, as it is seldom read again."""
        return 1

    def answer(self, prepared: PreparedOperation) -> tuple[Answer, CachedResponse | None]:
        """Answer an operation; None in place of a cached response where the request cannot be repeated."""
        if prepared.cost is None:
            return self.executor.execute(prepared), None
        try:
            with connection():
                self.require_counting()
                now = self.executor.clock()
                answer = self.executor.execute(prepared, now, revisions=True)
                return self.cached(answer.bound, answer, now) if answer.bound else (answer, None)
        except Exception as error:  # noqa: BLE001  (raised again, unless it is the database's)
            return unavailable(error), None

    def is_valid(self, cached: CachedResponse) -> bool:
        """Tell whether a cached response is still valid, by one statement."""
        if not cached.is_reusable:
            return False
        with connection():
            self.require_counting()
            return cached.since <= self.now() < cached.until and cached.is_of(read_revisions())

    def repeat(self, bound: BoundOperation, cost: int, caller: Caller = ANONYMOUS) -> CachedResponse:
        """Answer an operation again."""
        with connection():
            self.require_counting()
            now = self.executor.clock()
            return self.cached(bound, self.executor.repeat(bound, cost, now, caller), now)[1]

    def cached(self, bound: BoundOperation, answer: Answer, now: datetime) -> tuple[Answer, CachedResponse]:
        """Say how long an answer is valid; not at all where no revision would tell of a change."""
        at, found = to_microseconds(now), numbers_of(answer.revisions)
        types = bound.types | answer.met if answer.met else bound.types  # those of the statement are shared
        numbers = {name: found[name] for name in types if name in found}
        since, until = 0, FOREVER
        if bound.follows_now:
            changed, until = self.changes(numbers, at)
            since, until = at, min(until, answer.holds.until)
            changed = max(answer.holds.since, changed or 0) or changed
        if len(numbers) < len(types):
            until = since
        if bound.follows_now and until > at:
            answer = replace(answer, validity=self.validity(changed, until, is_told=bound.knows_ends))
        return answer, CachedResponse(
            answer.body, tuple(answer.keys), types, shared(answer.revisions), since, until, numbers
        )

    def changes(self, numbers: Mapping[str, int], at: int) -> tuple[int | None, int]:
        """Return when the content of types with these numbers last changed by itself, and when it next does.

        They are looked up once for a number. The next change is *at* once where the numbers are no longer those of the
        database, or of another server of it.
        """
        spans = {name: self.spans.get(name, NO_SPAN) for name in numbers}
        if unknown := [name for name, span in spans.items() if not span.holds(numbers[name], at)]:
            changes, found = changes_around(unknown, at)
            read = {name: Span(found.get(name), at, each.next, each.last) for name, each in changes.items()}
            spans |= read
            self.spans |= read
        held = [span for name, span in spans.items() if span.holds(numbers[name], at)]
        last = max((span.changed for span in held if span.changed is not None), default=None)
        return last, at if len(held) < len(numbers) else min((span.until for span in held), default=FOREVER)

    def validity(self, since: int | None, until: int, *, is_told: bool) -> Validity:
        """Write instants as clients see them."""
        zone = self.executor.zone
        first, end = (None if each in (None, FOREVER) else in_zone(each, zone).isoformat() for each in (since, until))
        return Validity(first, end, is_told)


class NoResponseCache(ResponseCache):
    """Caching off: runs every statement, says nothing of validity, and lets `Cache-Control: no-store` be sent."""

    reads_revisions = False

    def charge(self, cost: int) -> int:
        """Return what a client is charged for a repeated request."""
        return cost

    def answer(self, prepared: PreparedOperation) -> tuple[Answer, CachedResponse | None]:
        """Answer an operation."""
        answer = self.executor.execute(prepared)
        return answer, uncached(answer.body) if answer.bound else None

    def repeat(self, bound: BoundOperation, cost: int, caller: Caller = ANONYMOUS) -> CachedResponse:
        """Answer an operation again."""
        with connection():
            return uncached(self.executor.repeat(bound, cost, self.executor.clock(), caller).body)


def uncached(body: bytes) -> CachedResponse:
    """Make an answer that is valid for no other request."""
    return CachedResponse(body, (), frozenset(), NO_REVISIONS, 0, 0)
