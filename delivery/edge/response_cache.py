"""The response cache: answers that stand until the content they depend on changes.

    a known request     one statement reads the revisions of all content types
     ├ those of the types that the answer depends on are as they were, and
     │ no instant passed at which something of them goes live or expires   -> the answer that is kept
     └ else                                                                -> read anew, and kept

Revisions are read before content. So an answer that a write overtakes is kept under the number of
before, and not used again. No process tells another anything, and nothing expires by guess.
"""

import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

import brotli

from delivery.execution.answers import Answer, KnownOperation, unavailable
from delivery.execution.operations import Executor, Operation
from models.database import connection
from models.edition import content_type
from models.instants import FOREVER, to_microseconds
from models.revisions import next_change, numbers_of, read_revisions
from models.schema_changes import require_counting
from models.soundness import Recently

SMALLEST_ENCODED = 512
"""Bytes below which compression gains nothing that a packet would show."""

BROTLI_QUALITY = 5
"""Of 0 to 11: the homepage takes 0.3 ms and ends at 18 % of its size; 11 takes 28 ms and ends at 15 %."""

ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=BROTLI_QUALITY),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
"""Content codings by name, the preferred first."""


COUNTING_HOLDS = 1.0
"""Seconds for which it is taken for granted that every change is counted."""


class State(NamedTuple):
    """The state of the content at an instant: the revisions of all types, as they are read."""

    at: datetime
    revisions: bytes


@dataclass
class Kept:
    """An answer, with what it was made of: it holds while the numbers of its types do, from an instant to another."""

    body: bytes
    keys: Sequence[str]
    types: frozenset[str]
    revisions: bytes
    since: int
    until: int
    encoded: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.numbers = self.numbers_in(self.revisions)

    @cached_property
    def tag(self) -> str:
        """Name the body: the same bytes have the same name on every machine."""
        return sha256(self.body).hexdigest()[:24]

    @property
    def can_stand(self) -> bool:
        """Tell whether the answer can hold for another request."""
        return self.until > self.since

    def numbers_in(self, revisions: bytes) -> list[int]:
        """Take the numbers of its types out of the revisions of all."""
        numbers = numbers_of(revisions)
        return [numbers.get(name, 0) for name in self.types]

    def stands(self, revisions: bytes, at: int) -> bool:
        """Tell whether the answer is that of the content as it is at an instant."""
        if not self.since <= at < self.until:
            return False
        if self.revisions != revisions:
            if self.numbers_in(revisions) != self.numbers:
                return False
            self.revisions = revisions
        return True

    def coded(self, coding: str) -> tuple[bytes, str]:
        """Return the body in a content coding, which is made once, and its entity tag."""
        if coding not in self.encoded:
            body = ENCODERS[coding](self.body) if coding in ENCODERS else self.body
            suffix = f"-{coding}" if coding in ENCODERS else ""
            self.encoded[coding] = body, f'"{self.tag}{suffix}"'
        return self.encoded[coding]

    @property
    def size(self) -> int:
        """Bytes that it holds."""
        return len(self.body) + sum(len(body) for body, _ in self.encoded.values() if body is not self.body)


class ResponseCache:
    """Answers operations by *executor*, and known ones from what is kept of them, as long as it stands.

    Others may keep answers for *max_age* seconds at most without asking again.
    """

    def __init__(self, executor: Executor, max_age: int) -> None:
        self.executor, self.max_age = executor, max_age
        self.spans: dict[str, tuple[int, int, int]] = {}
        self.require_counting = Recently(require_counting, COUNTING_HOLDS)

    def now(self) -> int:
        """Tell the instant that is now."""
        return to_microseconds(self.executor.clock())

    def charge(self, known: KnownOperation) -> int:
        """Return what a known operation costs a client: as much as an entry, as it is seldom read anew."""
        return 1

    def state(self) -> State:
        """Read what the revisions are now; on a held connection. Raise `ChangesUncounted` where they tell nothing."""
        self.require_counting()
        return State(self.executor.clock(), read_revisions())

    def first(self, operation: Operation) -> tuple[Answer, Kept | None]:
        """Answer an operation that was not met before; keep the answer of one that can be known."""
        if self.executor.cost(operation) is None:
            return self.executor.run(operation), None
        try:
            with connection():
                state = self.state()
                answer = self.executor.run(operation, state.at)
                return answer, self.kept(answer.known, state, answer.body, answer.keys) if answer.known else None
        except Exception as error:  # noqa: BLE001  (raised again, unless it is the database's)
            return unavailable(error), None

    def again(self, known: KnownOperation, kept: Kept) -> Kept:
        """Answer a known operation: by what was kept, if that stands."""
        with connection():
            state = self.state()
            if kept.stands(state.revisions, to_microseconds(state.at)):
                return kept
            return self.kept(known, state, *known.read(state.at))

    def kept(self, known: KnownOperation, state: State, body: bytes, keys: Sequence[str]) -> Kept:
        """Keep an answer of a state for as long as it can stand."""
        at, until = to_microseconds(state.at), FOREVER
        if known.follows_now:
            numbers = numbers_of(state.revisions)
            until = min(self.next_change(name, numbers.get(name, 0), at) for name in known.types)
        return Kept(body, keys, known.types, state.revisions, at if known.follows_now else 0, until)

    def next_change(self, name: str, number: int, at: int) -> int:
        """Return when the content of a type next changes by itself; looked up once for a number of it."""
        known_number, since, until = self.spans.get(name, (-1, 0, 0))
        if known_number != number or not since <= at < until:
            since, until = at, next_change(content_type(name), at)
            self.spans[name] = number, since, until
        return until


class NoResponseCache(ResponseCache):
    """Answers every operation anew, and lets nobody keep an answer."""

    def charge(self, known: KnownOperation) -> int:
        """Return what a known operation costs a client."""
        return known.cost

    def first(self, operation: Operation) -> tuple[Answer, Kept | None]:
        """Answer an operation that was not met before."""
        answer = self.executor.run(operation)
        return answer, unkept(answer.body) if answer.known else None

    def again(self, known: KnownOperation, kept: Kept) -> Kept:
        """Answer a known operation."""
        with connection():
            return unkept(known.read(self.executor.clock())[0])


def unkept(body: bytes) -> Kept:
    """Make an answer that holds for no other request."""
    return Kept(body, (), frozenset(), b"{}", 0, 0)
