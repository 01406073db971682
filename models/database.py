"""Connecting to the content database, SQLite or PostgreSQL, and reading one consistent state of it.

What the two do in their own ways are methods of `models.sqlite.SqlitePool` and `models.postgresql.PostgresqlPool`.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from importlib.util import find_spec
from typing import Any

import peewee
from peewee import Database

from models.entry import database
from models.errors import DatabaseAddressInvalid, DatabaseUnreachable
from models.faults import fault_of, first_line
from models.sqlite import OLDEST, SqlitePool
from models.statement_meter import CONNECTED

UNREACHABLE = (peewee.OperationalError, peewee.InterfaceError, sqlite3.OperationalError, sqlite3.InterfaceError)
UNKNOWN = (peewee.DatabaseError, sqlite3.DatabaseError)
"""Exceptions that tell of the database, and those that do if they are of no finer kind; rows come without peewee's."""

Pool = Database
"""A database with its connections: `models.sqlite.SqlitePool` or `models.postgresql.PostgresqlPool`."""


def open_database(
    url: str,
    statement_timeout: float | None = None,
    largest_answer: int | None = None,
    *,
    prepares_always: bool = False,
) -> Pool:
    """Make the database at *url*; nothing is connected yet.

    *url* is `sqlite:///FILE` (a relative file is relative to the working directory) or a
    `postgresql://` connection URI of libpq. Statements may take *statement_timeout* seconds, and are prepared
    behind a pooler only if it *prepares_always*. An answer may have *largest_answer* bytes.
    """
    chosen: Any
    if url.startswith("sqlite:///"):
        reason = "this Python has an SQLite before 3.38, which cannot read JSON"
        require(sqlite3.sqlite_version_info >= OLDEST, reason)
        chosen = SqlitePool(url.removeprefix("sqlite:///"))
    elif re.match(r"postgres(ql)?://", url):
        require(find_spec("psycopg") is not None, "its driver is not installed; run: pip install 'psycopg[binary]'")
        from models.postgresql import PostgresqlPool

        chosen = PostgresqlPool(url, prepares_always=prepares_always)
    else:
        raise DatabaseAddressInvalid(url)
    chosen.statement_timeout, chosen.largest_answer = statement_timeout, largest_answer
    opened: Pool = chosen
    return opened


def connect(url: str, statement_timeout: float | None = None, largest_answer: int | None = None) -> Pool:
    """Open the database at *url* and let all models use it, where no application has entered its own."""
    opened = open_database(url, statement_timeout, largest_answer)
    database.initialize(opened)
    return opened


@contextmanager
def entered(opened: Pool) -> Iterator[None]:
    """Let models use a database inside, in this context, and close its connections at the end."""
    try:
        with database.entered(opened):
            yield
    finally:
        close([opened])


def require(condition: bool, reason: str) -> None:  # noqa: FBT001
    """Raise `DatabaseUnreachable` unless *condition* holds."""
    if not condition:
        raise DatabaseUnreachable("of SUNDIAL_DATABASE_URL", reason)


def largest_answer() -> int:
    """Return how many bytes an answer may have."""
    most: int = database.obj.most_bytes
    return most


def require_settings() -> None:
    """Raise `SettingsLost` where PostgreSQL, or a pooler before it, does not run statements under their settings."""
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
    return DatabaseUnreachable(database.address, first_line(error)) if is_absent else None


def fetch_row(text: str, values: Sequence[Any]) -> Sequence[Any]:
    """Run a statement that gives one row of texts in UTF-8, as they are sent on, and of numbers.

    Its places are numbered, `?1` on SQLite and `$1` on PostgreSQL.
    Raise `StatementTooDeep` where it cannot be parsed, `AnswerTooLarge` where SQLite ends it because a text grows too
    long, another `DatabaseError` where that is what failed.
    """
    row: Sequence[Any] = database.obj.fetch_row(text, values)
    return row


def connection() -> AbstractContextManager[Any]:
    """Hold a connection; each statement inside reads a state of its own."""
    held: AbstractContextManager[Any] = database.obj.connection_context()
    return held


@contextmanager
def snapshot() -> Iterator[None]:
    """Read one state of the database in all statements inside, whatever others write meanwhile."""
    pool = database.obj
    with pool.connection_context(), pool.transaction(**pool.snapshot_options):
        yield


def take_turn(*, is_alone: bool) -> None:
    """Let the transaction of this context write beside others that take turns, or alone; a first statement."""
    database.obj.take_turn(is_alone=is_alone)


def hold_rules(kind: str) -> None:
    """Let the transaction of this context wait for others that hold the rules of a content type, and hold them then.

    So what the rules find of other entries is still there when it ends.
    """
    database.obj.hold_rules(kind)


LAST_STEPS: ContextVar[list[Callable[[], None]] | None] = ContextVar("last_steps", default=None)
"""What is still to be written when the transaction of this context is about to end; None outside of one."""


@contextmanager
def writing() -> Iterator[None]:
    """Write everything inside or nothing; on SQLite the lock is taken at once, not midway.

    What `at_the_end` was told is done last, by the outermost of several inside each other.
    """
    pool = database.obj
    with reachable(), pool.connection_context(), pool.atomic(**pool.writing_options), last_steps():
        yield


@contextmanager
def last_steps() -> Iterator[None]:
    """Take the last steps of a transaction; of what fails inside another one, none are left."""
    outer = LAST_STEPS.get()
    steps: list[Callable[[], None]] = []
    token = LAST_STEPS.set(steps)
    try:
        yield
        if outer is None:
            for step in steps:
                step()
        else:
            outer += steps
    finally:
        LAST_STEPS.reset(token)


def at_the_end(step: Callable[[], None]) -> None:
    """Do something when the transaction of this context is about to end, once however often it is told."""
    steps = LAST_STEPS.get()
    assert steps is not None
    if step not in steps:
        steps.append(step)


def close(pools: Sequence[Pool]) -> None:
    """Close all connections of some databases."""
    for each in pools:
        each.close_all()  # type: ignore[attr-defined]
        if each in CONNECTED:
            CONNECTED.remove(each)


def disconnect() -> None:
    """Close every connection of the process: one that forks must not share any with its children."""
    close(list(CONNECTED))
