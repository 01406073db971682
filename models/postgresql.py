"""PostgreSQL: connections on which nobody waits without end, and which are safe behind a pooler.

A statement ends on the server after the statement timeout. If its answer is overdue, or a connection is not made in
time, the server is silent, and the breaker refuses at once until a probe is answered. Behind a pooler each
transaction may run in another session: it makes its own settings, and nothing is prepared.
"""

import heapq
import select
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import Any

import peewee
import psycopg
from playhouse.pool import PoolConnection, PooledPostgresqlDatabase
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from models.breaker import Breaker
from models.errors import DatabaseSilent, SettingsLost
from models.faults import errors_translated, fault_of
from models.postgresql_connections import Connection, within
from models.statement_meter import Metered, grouped, meter
from models.triggers import Trigger

GRACE = 0.5
"""Seconds after the statement timeout within which a server that answers at all says that it ended the statement."""

PROBE = 2.0
"""Seconds that a probe waits for each answer."""

STREAMED = 100
"""Rows that are fetched at once where a table is read to its end."""

RUNS_UNPREPARED = 1
"""Runs of a statement on a connection before it is prepared: what clients send comes once, or again and again."""

PARAMETERS = {
    "connect_timeout": "2",  # seconds, for each address of the host
    "keepalives_idle": "30",  # a connection at rest that a firewall has forgotten shows after 45 s
    "keepalives_interval": "5",
    "keepalives_count": "3",
}
"""Parameters of libpq's, unless the address has its own."""

PLANS = {
    "jit": "off",  # compiling a statement takes longer than running it
    "plan_cache_mode": "force_generic_plan",  # planning one takes longer than running it, several times as long
    "max_parallel_workers_per_gather": "0",  # starting processes takes 10 ms, and others have requests, too
}
"""Settings of the planner: statements are prepared, small, and run with other values again and again."""

AS_IT_IS: AbstractContextManager[None] = nullcontext()


TURNS = 0x53554E4449414C
"""The advisory lock of mutations; the number is `SUNDIAL` in ASCII."""

RULES = 0x52554C45
"""The first half of the advisory locks of rules, `RULE` in ASCII; the other half is of a content type."""


class PostgresqlPool(Metered, PooledPostgresqlDatabase):  # type: ignore[misc]
    """Connections that are used again. Whether one is still open is read from its socket.

    peewee's pool asks the server each time, a round trip before every request. A server that went
    away has closed the socket, which can then be read; on a connection at rest it otherwise cannot.
    There are as many connections as operations run, and some more for what is looked up beside them.
    """

    kind = "postgresql"
    concurrency = lanes = 4
    sign, mark = "$", "%s"
    snapshot_options: dict[str, Any] = {"isolation_level": "REPEATABLE READ"}
    writing_options: dict[str, Any] = {}
    random_number = "uuid_hash_extended(gen_random_uuid(), 0)"

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
        """What statements run under; a timeout of 0 is none."""
        return {**PLANS, "statement_timeout": f"{(self.statement_timeout or 0) * 1_000:.0f}"}

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
        """Open a connection; *patience* is by default that of the pool."""
        patience = patience or self.patience
        own = {"tcp_user_timeout": f"{patience * 1_000:.0f}"} if patience else {}
        parameters: dict[str, Any] = {**PARAMETERS, **own, **conninfo_to_dict(self.database)}
        try:
            connection = Connection.connect(autocommit=True, prepare_threshold=RUNS_UNPREPARED, **parameters)
        except psycopg.errors.ConnectionTimeout:
            raise self.silent() from None
        try:
            self.note_connection()
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

    def fetch_row(self, text: str, values: Sequence[Any]) -> Sequence[Any]:
        """Run a statement that gives one row."""
        self._log_query(text, values)
        started = meter.start(None)
        try:
            with errors_translated:
                result = self.connection().fetch_prepared(text, values) or self.fetch_by_cursor(text, values)
            return [result.get_value(0, place) for place in range(result.nfields)]
        except Exception as error:
            self.note_damage(error, partial(self.fetch_row, text, values))
            fault = fault_of(error, self) if isinstance(error, peewee.DatabaseError) else None
            if fault is None:
                raise
            raise fault from error
        finally:
            meter.stop(started)

    def fetch_by_cursor(self, text: str, values: Sequence[Any]) -> Any:
        """Run a statement with numbered places, of which psycopg would look for those of any other form at each run."""
        with self.settled():
            cursor = psycopg.RawCursor(self.connection()).execute(text, values)
        return cursor.pgresult  # which is there when the pipeline has ended

    def take_turn(self, *, is_alone: bool) -> None:
        """Let the transaction write beside others, or wait until it *is alone* among those that have taken turns."""
        lock = "pg_advisory_xact_lock" if is_alone else "pg_advisory_xact_lock_shared"
        self.execute_sql(f"SELECT {lock}({TURNS})")

    def hold_rules(self, kind: str) -> None:
        """Wait for other transactions that hold the rules of a content type, and hold them to the end of this one."""
        self.execute_sql(f"SELECT pg_advisory_xact_lock({RULES}, hashtext(%s))", (kind,))

    def check_constraints(self) -> None:
        """Run the constraint triggers that wait for the end of the transaction."""
        self.execute_sql("SET CONSTRAINTS ALL IMMEDIATE")
        self.execute_sql("SET CONSTRAINTS ALL DEFERRED")

    def can_parse(self, text: str, places: int) -> bool:
        """Tell whether a statement is not nested too deep: none is."""
        return True

    def object_of(self, values: Mapping[str, str]) -> str:
        """Write a JSON object of values by their names."""
        pairs = ", ".join(f"'{name}', {value}" for name, value in values.items())
        return f"json_build_object({pairs})::text"

    def object_of_rows(self, key: str, value: str, table: str) -> str:
        """Write the JSON object that holds a column of a table under another one."""
        return f"(SELECT json_object_agg({key}, {value})::text FROM {table})"

    def require_whole(self) -> None:
        """Do nothing: PostgreSQL says so itself when it meets a damaged page."""

    def hurrying(self) -> AbstractContextManager[None]:
        """Do nothing: who writes other rows is not waited for."""
        return AS_IT_IS

    def prepare_bulk(self) -> None:
        """Do nothing: COPY is fast as it is."""

    def insert_many_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows of column values."""
        names = ", ".join(f'"{column}"' for column in columns)
        with self.cursor().copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)

    def stream(self, sql: str) -> Iterator[Sequence[Any]]:
        """Read rows in a transaction, so many at a time, by a cursor of the server's."""
        with self.connection().cursor(name="stream") as cursor:
            cursor.itersize = STREAMED
            yield from cursor.execute(sql)

    def last_given(self, table: str, column: str) -> int:
        """Return the largest id that was given to a row of a table, also to one that is gone."""
        given = "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)"
        (last,) = self.execute_sql(given, (f'"{table}"', column)).fetchone()  # type: ignore[attr-defined]
        return int(last or 0)

    def restart_ids(self, table: str, column: str, last: int) -> None:
        """Go on counting behind the ids that were given."""
        self.execute_sql("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", (f'"{table}"', column, max(last, 1)))

    def columns_of_tables(self) -> dict[str, set[str]]:
        """List the names of the columns of each table, in one statement."""
        found: Any = self.execute_sql(
            "SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
            " WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND attnum > 0 AND NOT attisdropped"
        )
        return grouped(found.fetchall())

    def lock_table(self, table: str) -> None:
        """Keep others from writing a table, or locking its rows, until the transaction ends; they may read it."""
        self.execute_sql(f'LOCK TABLE "{table}" IN EXCLUSIVE MODE')

    def nested_loop(self, outer: str, table: str, alias: str, condition: str) -> str:
        """Write, for FROM, that for each row of *outer* the rows of a table are looked up.

        OFFSET keeps the planner from another join: it takes a few rows for many where it knows no values.
        """
        inner = f'SELECT * FROM "{table}" AS {alias} WHERE {condition} OFFSET 0'
        return f"{outer} CROSS JOIN LATERAL ({inner}) AS {alias}"

    def references(self) -> list[tuple[str, str, str]]:
        """List the foreign keys of all tables, as table, column and the table that is referred to, in one statement."""
        found: Any = self.execute_sql(
            "SELECT holder.relname, attname, target.relname FROM pg_constraint"
            " JOIN pg_class AS holder ON holder.oid = conrelid JOIN pg_class AS target ON target.oid = confrelid"
            " JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]"
            " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
        )
        return list(found.fetchall())

    def definition(self, trigger: Trigger) -> str:
        """Write the statement that makes a trigger, as the database gives it back."""
        kind = "CONSTRAINT TRIGGER" if trigger.is_constraint else "TRIGGER"
        return (
            f'CREATE {kind} {trigger.name} {trigger.moment} ON "{trigger.table}"{trigger.clauses}'
            f" EXECUTE FUNCTION {trigger.name}()"
        )

    def creation(self, trigger: Trigger) -> list[str]:
        """Write the statements that make a trigger anew; who writes may have another search path."""
        function = (
            f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql"
            f" SET search_path FROM CURRENT AS $body${trigger.body}$body$"
        )
        return [self.removal(trigger), function, self.definition(trigger)]

    def removal(self, trigger: Trigger) -> str:
        """Write the statement that takes a trigger away, should it be there."""
        return f'DROP TRIGGER IF EXISTS "{trigger.name}" ON "{trigger.table}"'

    def made(self, trigger: Trigger) -> tuple[str, str]:
        """Return what tells a trigger that is there from one that is made otherwise."""
        return self.definition(trigger).replace('"', ""), trigger.body

    def all_made(self) -> set[tuple[str, str]]:
        """Return the same of all triggers that are there and run; of quotes, it gives back those that are needed."""
        found: Any = self.execute_sql(
            "SELECT pg_get_triggerdef(pg_trigger.oid, true), prosrc FROM pg_trigger"
            " JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        )
        return {(text.replace('"', ""), body) for text, body in found}
