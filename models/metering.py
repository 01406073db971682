"""Metering: how many statements a thread has issued, how long they took, and when the one that runs must end."""

import threading
from time import perf_counter

TIMED_OUT = ("interrupted", "statement timeout")
"""What SQLite and PostgreSQL say of a statement that was ended because it took too long."""

STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock: a third of a millisecond."""


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


class Metered:
    """A database whose statements are metered, and end after *statement_timeout* seconds; None lets them run."""

    statement_timeout: float | None = None

    def execute_sql(self, sql: str, params: object = None) -> object:
        """Execute; as peewee does."""
        started = meter.start(self.statement_timeout)
        try:
            return super().execute_sql(sql, params)  # type: ignore[misc]
        finally:
            meter.stop(started)


def is_timeout(error: Exception) -> bool:
    """Tell whether a statement was ended because it took too long."""
    return any(words in str(error) for words in TIMED_OUT)
