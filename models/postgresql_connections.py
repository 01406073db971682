"""A connection to PostgreSQL on which nobody waits without end, and the making of one in time."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from hashlib import sha256
from typing import Any

import psycopg
from psycopg._preparing import Prepare, PrepareManager

from models.errors import DatabaseSilent


class Prepared(PrepareManager):
    """Prepared statements, each named by what it says: a name never stands for another client's statement."""

    def get(self, query: Any, prepare: bool | None = None) -> tuple[Prepare, bytes]:  # noqa: FBT001
        """Tell whether a statement is prepared, and by which name."""
        state, name = super().get(query, prepare)
        if state is Prepare.SHOULD:
            name = b"sundial_" + sha256(repr(self.key(query)).encode()).hexdigest()[:40].encode()
        return state, name


class Connection(psycopg.Connection[Any]):
    """A connection on which nothing waits for longer than *patience*; then it is closed, and *silent* is called."""

    patience: float | None = None
    silent: Callable[[], DatabaseSilent]
    is_pooled = False

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._prepared = Prepared()

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server; raise `DatabaseSilent`."""
        if timeout is not None or self.patience is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience)
        except psycopg.errors._WaitTimeout:
            self.close()
            raise self.silent() from None

    def settle(self, settings: dict[str, str], *, is_local: bool) -> None:
        """Make settings: of the session, or *is_local* to the transaction."""
        calls = ", ".join(f"set_config(%s, %s, {is_local})" for _ in settings)
        self.execute(f"SELECT {calls}".encode(), [word for setting in settings.items() for word in setting])


def within(seconds: float | None, make: Callable[[], Connection], late: Callable[[], Exception]) -> Connection:
    """Make a connection, or raise what *late* gives after so many seconds; one that comes after that is closed.

    A thread of its own makes it: looking up the name of a host, above all, takes as long as it takes.
    """
    outcome: Future[Connection] = Future()

    def run() -> None:
        try:
            outcome.set_result(make())
        except Exception as error:  # noqa: BLE001  (raised where it is waited for)
            outcome.set_exception(error)

    threading.Thread(target=run, name="connecting", daemon=True).start()
    try:
        return outcome.result(seconds)
    except TimeoutError:
        outcome.add_done_callback(close)
        raise late() from None


def close(outcome: Future[Connection]) -> None:
    """Close a connection that nobody waits for any more."""
    if not outcome.exception():
        outcome.result().close()
