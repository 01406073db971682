"""Slots: how many operations a worker runs at a time, how many wait for that, how long, and what one client has of it.

Each that waits has a thread, so a worker has more threads than run and wait together: the others are for what needs no
slot, which is cached responses that are valid, refusals, pages and health. Of a worker's connections to the database,
one belongs to each slot.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock, Semaphore
from time import perf_counter

from delivery.edge.lanes import leave_lane
from delivery.edge.operation_requests import RequestRefused
from delivery.edge.rate_limits import RateLimits, charged, client_of
from delivery.wsgi import FAILURE, QUEUED, Environment
from models.errors import DatabaseError

MOST_CHECKS = 4
"""Cached responses whose validity is looked up at a time: each needs a connection for a fraction of a millisecond, and
with one for each thread a few workers would have more than PostgreSQL allows."""

RETRY_AFTER = 1
"""Seconds after which a client that was refused may ask again."""


@dataclass(eq=False)
class Waiter:
    """A request of a client that waits for a slot, until one is given to it."""

    client: str
    is_given: Event = field(default_factory=Event)


class Slots:
    """As many slots as the *concurrency* says; at most *queue* requests wait for one, for *timeout* seconds each.

    One client has a *share* of both, 0 to 1, and at least one slot. *rates* charges clients for the time of slots.
    """

    def __init__(self, concurrency: int, queue: int, timeout: float, share: float, rates: RateLimits) -> None:
        self.concurrency, self.queue, self.timeout, self.rates = concurrency, queue, timeout, rates
        self.own_concurrency, self.own_queue = max(1, int(concurrency * share)), int(queue * share)
        self.taken: Counter[str] = Counter()
        self.waiting: list[Waiter] = []
        self.lock = Lock()
        self.check = Semaphore(MOST_CHECKS)

    @contextmanager
    def slot(self, environ: Environment) -> Iterator[None]:
        """Have a slot inside; raise `RequestRefused` where there is none in time, and at once where there was none.

        A request that the database has failed in a slot needs none to be told so.
        """
        failure = environ.get(FAILURE)
        if isinstance(failure, RequestRefused):
            raise failure
        if isinstance(failure, DatabaseError):
            yield
            return
        payer = client_of(environ)
        client = charged(payer)
        self.take(client, environ)
        started = perf_counter()
        try:
            yield
        finally:
            self.give_back(client)
            self.rates.charge_time(payer, perf_counter() - started)

    def take(self, client: str, environ: Environment) -> None:
        """Take a slot, or wait for one; note how long, or the refusal."""
        with self.lock:
            if self.is_free(client):  # then none waits that may have it
                self.taken[client] += 1
                return
            refused = self.refusal(client)
            waiter = Waiter(client)
            if refused is None:
                self.waiting.append(waiter)
        started = perf_counter()
        if refused is None and not self.wait(waiter):
            refused = busy()
        environ[QUEUED] = perf_counter() - started
        if refused is not None:
            environ[FAILURE] = refused
            raise refused

    def refusal(self, client: str) -> RequestRefused | None:
        """Say why a client may not wait; None if it may."""
        if len(self.waiting) >= self.queue:
            return busy()
        if sum(each.client == client for each in self.waiting) >= self.own_queue:
            message = "Too much was asked at the same time."
            return RequestRefused(message, 429, "RATE_LIMITED", retry_after=RETRY_AFTER)
        return None

    def wait(self, waiter: Waiter) -> bool:
        """Wait for a slot; tell whether it was given."""
        leave_lane()
        if waiter.is_given.wait(self.timeout):
            return True
        with self.lock:
            if waiter.is_given.is_set():
                return True
            self.waiting.remove(waiter)
            return False

    def give_back(self, client: str) -> None:
        """Give a slot back: to the first that waits and may have it."""
        with self.lock:
            self.taken[client] -= 1
            self.taken += Counter()  # without those that have none
            waiter = next((each for each in self.waiting if self.is_free(each.client)), None)
            if waiter is not None:
                self.waiting.remove(waiter)
                self.taken[waiter.client] += 1
                waiter.is_given.set()

    def is_free(self, client: str) -> bool:
        """Tell whether there is a slot for a client."""
        return self.taken.total() < self.concurrency and self.taken[client] < self.own_concurrency


def busy() -> RequestRefused:
    """Refuse a request because the worker has enough to do."""
    return RequestRefused("The server is busy. Ask again later.", 503, "SERVER_BUSY", retry_after=RETRY_AFTER)
