"""PostgreSQL: connections on which nobody waits without end, and which are safe behind a pooler.

A statement ends on the server after the statement timeout. If its answer is overdue, or a connection is not made in
time, the server is silent, and the breaker refuses at once until a probe is answered. Behind a pooler each
transaction may run in another session: it makes its own settings, and nothing is prepared.
"""

import heapq
import select
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import psycopg
from playhouse.pool import PoolConnection, PooledPostgresqlDatabase
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from models.breaker import Breaker
from models.errors import DatabaseSilent, SettingsLost
from models.faults import errors_translated
from models.postgresql_connections import Connection, within
from models.statement_meter import Metered

GRACE = 0.5
"""Seconds after the statement timeout within which a server that answers at all says that it ended the statement."""

PROBE = 2.0
"""Seconds that a probe waits for each answer."""

PARAMETERS = {
    "connect_timeout": "2",  # seconds, for each address of the host
    "keepalives_idle": "30",  # a connection at rest that a firewall has forgotten shows after 45 s
    "keepalives_interval": "5",
    "keepalives_count": "3",
}
"""Parameters of libpq's, unless the address has its own."""

AS_IT_IS: AbstractContextManager[None] = nullcontext()


class PostgresqlPool(Metered, PooledPostgresqlDatabase):  # type: ignore[misc]
    """Connections that are kept. Whether one still stands is seen from its socket.

    peewee's pool asks the server each time, a round trip before every request. A server that went
    away has closed the socket, which can then be read; on a connection at rest it otherwise cannot.
    There are as many connections as threads that answer.
    """

    def __init__(self, url: str, *, prepares_always: bool) -> None:
        self.prepares_always, self.breaker = prepares_always, Breaker(self.probe)
        super().__init__(url, max_connections=None, prefer_psycopg3=True)
        self._lock = nullcontext()  # peewee holds it while it connects, and whoever gives a connection back waits

    @property
    def patience(self) -> float | None:
        """Seconds that a connection waits for an answer."""
        return self.statement_timeout + GRACE if self.statement_timeout else None

    @property
    def settings(self) -> dict[str, str]:
        """What statements run under: compiling one takes longer than running it, and a timeout of 0 is none."""
        return {"jit": "off", "statement_timeout": f"{(self.statement_timeout or 0) * 1_000:.0f}"}

    def _connect(self) -> Connection:
        connection = self.at_rest() or within(self.patience, self.open, self.silent)
        with self._pool_lock:
            now = time.time()
            self._in_use[self.conn_key(connection)] = PoolConnection(now, connection, now)
        return connection

    def at_rest(self) -> Connection | None:
        """Take a connection that stands; None if there is none. Raise `DatabaseSilent` while the breaker is open."""
        if self.breaker.is_open:
            raise DatabaseSilent(self.address)
        with self._pool_lock:
            while self._connections:
                connection: Connection = heapq.heappop(self._connections)[-1]
                if not self._is_closed(connection):
                    return connection
        return None

    def _is_closed(self, conn: Connection) -> bool:
        if not conn.closed:
            socket = select.poll()
            socket.register(conn.fileno(), select.POLLIN)
            if socket.poll(0):
                conn.close()
        return bool(conn.closed)

    def open(self, patience: float | None = None) -> Connection:
        """Open a connection; *patience* is that of the pool unless told."""
        patience = patience or self.patience
        own = {"tcp_user_timeout": f"{patience * 1_000:.0f}"} if patience else {}
        parameters: dict[str, Any] = {**PARAMETERS, **own, **conninfo_to_dict(self.database)}
        try:
            connection = Connection.connect(autocommit=True, **parameters)
        except psycopg.errors.ConnectionTimeout:
            raise self.silent() from None
        try:
            connection.patience, connection.silent = patience, self.silent
            self.welcome(connection)
        except Exception:
            connection.close()
            raise
        return connection

    def welcome(self, connection: Connection) -> None:
        """Find out whether a connection leads to a pooler, and make its settings if it does not."""
        (session,) = connection.execute("SELECT pg_backend_pid()").fetchone() or (0,)
        connection.is_pooled = session != connection.info.backend_pid  # a pooler makes up the one that it tells
        if not connection.is_pooled:
            connection.settle(self.settings, is_local=False)
        elif not self.prepares_always:
            connection.prepare_threshold = None

    def silent(self) -> DatabaseSilent:
        """Open the breaker, since the server did not answer; connections at rest may be as dead."""
        self.breaker.trip()
        self.close_idle()
        return DatabaseSilent(self.address)

    def probe(self) -> None:
        """Raise unless the server answers."""
        self.open(PROBE).close()

    def close_all(self) -> None:
        """Close all connections, and look no more for a server that was silent."""
        self.breaker.reset()
        super().close_all()

    def settled(self) -> AbstractContextManager[object]:
        """Run the statement inside under the settings, on the connection that the thread holds."""
        connection = self.connection()
        if not connection.is_pooled or connection.pgconn.transaction_status != TransactionStatus.IDLE:
            return AS_IT_IS
        return self.settled_alone(connection)

    @contextmanager
    def settled_alone(self, connection: Connection) -> Iterator[None]:
        """Run the statement inside in one transaction with its settings, and in one trip to the server."""
        with connection.pipeline():
            connection.settle(self.settings, is_local=True)
            yield

    def _execute_cursor(self, sql: str, params: object, **options: Any) -> Any:
        with errors_translated, self.settled():
            return super()._execute_cursor(sql, params, **options)

    def begin(self, isolation_level: Any = None) -> None:
        """Begin a transaction, with its settings."""
        super().begin(isolation_level)
        connection = self.connection()
        if connection.is_pooled:
            with errors_translated:
                connection.settle(self.settings, is_local=True)

    def require_settings(self) -> None:
        """Raise `SettingsLost` unless statements run under the settings, alone and in a transaction."""
        for surrounding in (AS_IT_IS, self.atomic()):
            with surrounding:
                for name, wanted in self.settings.items():
                    rows: Any = self.execute_sql("SELECT setting FROM pg_settings WHERE name = %s", (name,))
                    (found,) = rows.fetchone()
                    if found != wanted:
                        raise SettingsLost(self.address, name, wanted, found)
