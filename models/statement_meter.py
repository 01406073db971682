"""Metering: how many statements a thread has issued, how long they took, and when the one that runs must end."""

import threading
from collections.abc import Callable, Iterable
from functools import partial
from time import perf_counter
from typing import Any

from models.errors import DatabaseCorrupt, without_password
from models.faults import fault_of

STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock: a third of a millisecond."""


UNLIMITED = 2**31 - 1
"""Bytes of an answer where nothing limits it: no database makes a longer text."""


CONNECTED: list[Any] = []
"""The databases that this process has connected to, until it closes their connections."""


class Meter(threading.local):
    """What one thread has issued since it was reset: the number of statements, and their seconds."""

    statements = 0
    seconds = 0.0
    ends = 0.0

    def reset(self) -> None:
        """Start from nothing."""
        self.statements, self.seconds = 0, 0.0

    def start(self, timeout: float | None) -> float:
        """Note that a statement starts, which must end within so many seconds; return the moment."""
        started = perf_counter()
        self.ends = started + timeout if timeout else 0.0
        return started

    def stop(self, started: float) -> None:
        """Note that it has ended."""
        self.ends = 0.0
        self.statements += 1
        self.seconds += perf_counter() - started

    def is_over(self) -> bool:
        """Tell whether the statement should have ended: SQLite asks while it runs, and ends it."""
        return self.ends != 0.0 and perf_counter() > self.ends


meter = Meter()


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Gather the second of each pair under the first."""
    found: dict[str, set[str]] = {}
    for first, second in pairs:
        found.setdefault(first, set()).add(second)
    return found


class Metered:
    """A database whose statements are metered, and end after *statement_timeout* seconds; None lets them run.

    An answer has *largest_answer* bytes at most, if that is given.
    *damaged* reads again what could not be read because of a damaged page; None as long as no damage was found.
    """

    database: str
    concurrency: int
    """Operations that a worker runs at a time unless it is told otherwise."""
    lanes: int
    """Threads of a worker that work at a time, as long as none takes long (`delivery.edge.lanes`)."""
    close_idle: Callable[[], None]
    statement_timeout: float | None = None
    largest_answer: int | None = None
    damaged: Callable[[], object] | None = None

    @property
    def most_bytes(self) -> int:
        """How many bytes an answer may have."""
        return self.largest_answer or UNLIMITED

    @property
    def address(self) -> str:
        """The address without its password, for messages."""
        return without_password(str(self.database))

    def note_connection(self) -> None:
        """Note that there is a connection, which a process that forks has to close."""
        if self not in CONNECTED:
            CONNECTED.append(self)

    def execute_sql(self, sql: str, params: object = None) -> object:
        """Execute; as peewee does."""
        started = meter.start(self.statement_timeout)
        try:
            return super().execute_sql(sql, params)  # type: ignore[misc]
        except Exception as error:
            self.note_damage(error, partial(self.execute_sql, sql, params))
            raise
        finally:
            meter.stop(started)

    def note_damage(self, error: Exception, again: Callable[[], object]) -> None:
        """Remember what could not be read, if it was because of a damaged page."""
        if isinstance(fault_of(error, self), DatabaseCorrupt):
            self.damaged = again
            self.close_idle()  # each connection may keep the page
