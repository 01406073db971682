"""Connecting to the content database, SQLite or PostgreSQL, and reading one consistent state of it."""

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cache, partial
from importlib.util import find_spec
from typing import Any

import peewee
from peewee import Database, PostgresqlDatabase
from playhouse.pool import PooledSqliteDatabase

from models.entry import database
from models.errors import (
    AnswerTooLarge,
    DatabaseAddressInvalid,
    DatabaseReplaced,
    DatabaseUnreachable,
    StatementTooDeep,
)
from models.faults import errors_translated, fault_of, first_line
from models.sqlite_connections import STATEMENTS_KEPT, PreparingConnection
from models.statement_meter import STEPS, Metered, meter

BUSY_TIMEOUT = 5
"""Seconds that a SQLite statement waits for another process's write to end."""

OLDEST_SQLITE = (3, 38, 0)
"""The first with the operator `->>`."""

UNPARSED = ("parser stack overflow", "Expression tree is too large")
"""What SQLite says of a statement that is nested too deep."""

TOO_LARGE = "string or blob too big"
"""What SQLite says of a text that grows beyond the limit that it was given."""

SHORTEST_LIMIT = 1_000_000
"""Bytes that SQLite may always have in a text or a row: it reads its own tables under the same limit."""

UNLIMITED = 2**31 - 1
"""Bytes of an answer where nothing limits it: no database makes a longer text."""

UNREACHABLE = (peewee.OperationalError, peewee.InterfaceError, sqlite3.OperationalError, sqlite3.InterfaceError)
UNKNOWN = (peewee.DatabaseError, sqlite3.DatabaseError)
"""Exceptions that tell of the database, and those that do if they are of no finer kind; rows come without peewee's."""

SQLITE_PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1}


class SqlitePool(Metered, PooledSqliteDatabase):  # type: ignore[misc]
    """Connections that are kept, each of which looks at the clock while a statement runs.

    They are of one *file*, by device and number. Another one that is put in its place is not read: the log of the
    file before lies beside it, and SQLite would take it for its own.
    """

    file: tuple[int, int] | None = None
    sound_until = 0.0
    """Until when its pages need not be looked through again."""

    def _connect(self) -> Any:
        if self.file and self.file != file_at(self.database):
            self.close_idle()
            raise DatabaseReplaced(self.address)
        return super()._connect()

    def _can_reuse(self, conn: Any) -> bool:
        if self.damaged is not None:
            return False  # or a page that is mended would not be seen
        return not conn.is_full and super()._can_reuse(conn)

    def execute_sql(self, sql: str, params: object = None) -> object:
        """Execute; as peewee does."""
        self.connection().note(sql)
        return super().execute_sql(sql, params)

    def _add_conn_hooks(self, conn: Any) -> None:
        super()._add_conn_hooks(conn)
        self.file = self.file or file_at(self.database)
        if self.statement_timeout:
            conn.set_progress_handler(meter.is_over, STEPS)
        if self.largest_answer:
            conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(self.largest_answer, SHORTEST_LIMIT))


def file_at(path: str) -> tuple[int, int] | None:
    """Tell which file is at a path: device and number; None for none."""
    try:
        found = os.stat(path)  # noqa: PTH116  (a third of what `Path` takes, before every request)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def connect(
    url: str,
    statement_timeout: float | None = None,
    largest_answer: int | None = None,
    *,
    prepares_always: bool = False,
) -> Database:
    """Make the database at *url* the one that all models use; nothing is opened yet.

    *url* is `sqlite:///FILE` (a relative file is relative to the working directory) or a
    `postgresql://` connection URI of libpq. Statements may take *statement_timeout* seconds, and are prepared
    behind a pooler only if it *prepares_always*. An answer may have *largest_answer* bytes.
    """
    if url.startswith("sqlite:///"):
        require(
            sqlite3.sqlite_version_info >= OLDEST_SQLITE,
            "this Python has an SQLite before 3.38, which cannot read JSON",
        )
        chosen: Any = SqlitePool(
            url.removeprefix("sqlite:///"),
            pragmas={**SQLITE_PRAGMAS, "busy_timeout": int(BUSY_TIMEOUT * 1000)},
            max_connections=None,
            check_same_thread=False,  # the pool hands a connection from thread to thread, one at a time
            cached_statements=STATEMENTS_KEPT,
            factory=PreparingConnection,
        )
        chosen.register_function(float_text, "float_text", 1)
    elif re.match(r"postgres(ql)?://", url):
        require(find_spec("psycopg") is not None, "its driver is not installed; run: pip install 'psycopg[binary]'")
        from models.postgresql import PostgresqlPool

        chosen = PostgresqlPool(url, prepares_always=prepares_always)
    else:
        raise DatabaseAddressInvalid(url)
    chosen.statement_timeout, chosen.largest_answer = statement_timeout, largest_answer
    disconnect()
    database.initialize(chosen)
    connected: Database = chosen
    return connected


def float_text(value: float | None) -> str | None:
    """Write a number with all its digits, of which SQLite's own functions keep 15."""
    return None if value is None else repr(value)


def require(condition: bool, reason: str) -> None:  # noqa: FBT001
    """Raise `DatabaseUnreachable` unless *condition* holds."""
    if not condition:
        raise DatabaseUnreachable("of SUNDIAL_DATABASE_URL", reason)


def is_postgresql() -> bool:
    """Tell which of the two databases is connected."""
    return isinstance(database.obj, PostgresqlDatabase)


def largest_answer() -> int:
    """Return how many bytes an answer may have."""
    return database.obj.largest_answer or UNLIMITED


def address() -> str:
    """Return the address of the connected database without its password, for messages."""
    found: str = database.address
    return found


def require_settings() -> None:
    """Raise `SettingsLost` where PostgreSQL, or a pooler before it, does not run statements under their settings."""
    if is_postgresql():
        with reachable(), connection():
            database.require_settings()


@contextmanager
def reachable() -> Iterator[None]:
    """Turn the driver's complaint about an absent or locked database into one that says what to do."""
    try:
        yield
    except Exception as error:
        fault = fault_of(error, database) or unreachable(error)
        if fault is None:
            raise
        raise fault from error


def unreachable(error: BaseException) -> DatabaseUnreachable | None:
    """Take an error of the database for its absence; None for a statement's own fault: a constraint, say."""
    is_absent = isinstance(error, UNREACHABLE) or type(error) in UNKNOWN
    return DatabaseUnreachable(address(), first_line(error)) if is_absent else None


def fetch_row(text: str, values: Sequence[Any]) -> Sequence[bytes | None]:
    """Run a statement that gives one row of texts, and return them in UTF-8, as they are sent on.

    Its places are numbered, `?1` on SQLite and `$1` on PostgreSQL.
    Raise `StatementTooDeep` where it cannot be parsed, `AnswerTooLarge` where SQLite ends it because a text grows too
    long, another `DatabaseError` where that is what failed.
    """
    try:
        return (fetch_postgresql_row if is_postgresql() else fetch_sqlite_row)(text, values)
    except (peewee.DataError, sqlite3.DataError) as error:
        if TOO_LARGE in str(error):
            raise AnswerTooLarge(largest_answer()) from error
        raise
    except peewee.DatabaseError as error:
        if is_too_deep(error):
            raise StatementTooDeep from error
        if fault := fault_of(error, database):
            raise fault from error
        raise


def fetch_postgresql_row(text: str, values: Sequence[Any]) -> Sequence[bytes | None]:
    """Run it on PostgreSQL; psycopg would read a long text for places of any other form at each run."""
    from psycopg import RawCursor

    database.obj._log_query(text, values)
    started = meter.start(None)
    try:
        with errors_translated, database.obj.settled():
            cursor = RawCursor(database.connection()).execute(text, values)
        result: Any = cursor.pgresult
        return [result.get_value(0, place) for place in range(result.nfields)]
    except Exception as error:
        database.obj.note_damage(error, partial(fetch_postgresql_row, text, values))
        raise
    finally:
        meter.stop(started)


def fetch_sqlite_row(text: str, values: Sequence[Any]) -> Sequence[bytes | None]:
    """Run it on SQLite, which would decode texts that are sent on as they are."""
    connection = database.connection()
    connection.text_factory = bytes
    try:
        row: Sequence[bytes | None] = database.execute_sql(text, values).fetchone()
    finally:
        connection.text_factory = str
    return row


@cache
def keeps_json_of_subqueries() -> bool:
    """Tell whether SQLite still knows of JSON that comes out of a subquery that it is JSON: some builds do not."""
    probe = "SELECT json_object('a', (SELECT json_object('b', x))) FROM (SELECT 1 AS x UNION SELECT 2)"
    with closing(sqlite3.connect(":memory:")) as empty:
        return all(row == f'{{"a":{{"b":{number}}}}}' for number, (row,) in enumerate(empty.execute(probe), 1))


def can_parse(text: str, places: int) -> bool:
    """Tell whether a statement with so many places is not nested too deep: SQLite before 3.46 has a fixed stack."""
    if is_postgresql():
        return True
    try:
        database.execute_sql(f"EXPLAIN {text}", [None] * places)
    except peewee.OperationalError as error:
        if is_too_deep(error):
            return False
        raise
    return True


def is_too_deep(error: Exception) -> bool:
    """Tell whether SQLite could not parse a statement because of how deep it is nested."""
    return any(words in str(error) for words in UNPARSED)


def connection() -> AbstractContextManager[Any]:
    """Hold a connection; each statement inside reads a state of its own."""
    held: AbstractContextManager[Any] = database.connection_context()
    return held


@contextmanager
def snapshot() -> Iterator[None]:
    """Read one state of the database in all statements inside, whatever others write meanwhile."""
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ"} if is_postgresql() else {}
    with database.connection_context(), database.transaction(**options):
        yield


@contextmanager
def writing() -> Iterator[None]:
    """Write everything inside or nothing; on SQLite the lock is taken at once, not midway."""
    options: dict[str, Any] = {} if is_postgresql() else {"lock_type": "IMMEDIATE"}
    with reachable(), database.connection_context(), database.atomic(**options):
        yield


def disconnect() -> None:
    """Close every connection: a process that forks must not share one with its children."""
    if database.obj is not None:
        database.obj.close_all()
