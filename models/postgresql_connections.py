"""A connection to PostgreSQL on which nobody waits without end, and the making of one in time."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from hashlib import sha256
from typing import Any

import psycopg
from psycopg import generators, pq
from psycopg._preparing import Prepare, PrepareManager
from psycopg.adapt import PyFormat, Transformer

from models.errors import DatabaseSilent


class Prepared(PrepareManager):
    """Prepared statements, each named by what it says: a name never stands for another client's statement."""

    def get(self, query: Any, prepare: bool | None = None) -> tuple[Prepare, bytes]:  # noqa: FBT001
        """Tell whether a statement is prepared, and by which name."""
        state, name = super().get(query, prepare)
        if state is Prepare.SHOULD:
            name = b"sundial_" + sha256(repr(self.key(query)).encode()).hexdigest()[:40].encode()
        return state, name

    def name_of(self, query: bytes, types: tuple[int, ...]) -> bytes | None:
        """Return the name of a statement that is prepared for parameters of these types, and note that it is used."""
        name = self._names.get((query, types))
        if name is not None:
            self._names.move_to_end((query, types))
        return name


class Connection(psycopg.Connection[Any]):
    """A connection on which nothing waits for longer than *patience*; then it is closed, and *silent* is called."""

    patience: float | None = None
    silent: Callable[[], DatabaseSilent]
    is_pooled = False

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._prepared = self.statements = Prepared()
        self.transformer = Transformer(self)

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server; raise `DatabaseSilent`."""
        if timeout is not None or self.patience is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience)
        except psycopg.errors._WaitTimeout:
            self.close()
            raise self.silent() from None

    def fetch_prepared(self, text: str, values: Sequence[Any]) -> pq.abc.PGresult | None:
        """Run a statement that psycopg has prepared on this connection; None for any other, and behind a pooler.

        A cursor takes twice the time beside the server's: it is made, looks at the statement, and makes its rows.
        """
        given = self.transformer.dump_sequence(values, [PyFormat.AUTO] * len(values))
        name = None if self.is_pooled else self.statements.name_of(text.encode(), self.transformer.types or ())
        if name is None:
            return None
        self.pgconn.send_query_prepared(name, given, param_formats=self.transformer.formats)
        result: pq.abc.PGresult
        (result,) = self.wait(generators.execute(self.pgconn))
        if result.status == pq.ExecStatus.FATAL_ERROR:
            raise psycopg.errors.error_from_result(result)
        return result

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
