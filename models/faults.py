"""Faults: what a driver's complaint says of the database, as an error that tells a person what to do."""

from contextlib import AbstractContextManager
from typing import Any

import peewee

from models.errors import DatabaseCorrupt, DatabaseError, DatabaseUnreachable, StatementsMixed, StatementTimedOut

errors_translated: AbstractContextManager[None] = vars(peewee)["__exception_wrapper__"]
"""Turns a driver's exceptions into peewee's, as every statement that peewee runs has it."""

TIMED_OUT = ("interrupted", "statement timeout")
"""What SQLite and PostgreSQL say of a statement that was ended because it took too long."""

FAULTS: dict[str | int, type[DatabaseUnreachable]] = {
    11: DatabaseCorrupt,  # SQLITE_CORRUPT
    26: DatabaseCorrupt,  # SQLITE_NOTADB
    "XX001": DatabaseCorrupt,  # data_corrupted
    "XX002": DatabaseCorrupt,  # index_corrupted
    "26000": StatementsMixed,  # invalid_sql_statement_name
    "42P05": StatementsMixed,  # duplicate_prepared_statement
    "42501": DatabaseUnreachable,  # insufficient_privilege
}
"""Faults by SQLite's primary result code or by SQLSTATE, where peewee's classes do not tell them from others."""


PASSING = ("40P01", "40001")
"""The SQLSTATE of what another run may do: deadlock_detected, serialization_failure."""


def is_passing(error: BaseException | None) -> bool:
    """Tell whether a database has ended a transaction for the sake of another, so that it may be run again."""
    found = error
    while found is not None:
        if getattr(driver_error(found), "sqlstate", None) in PASSING:
            return True
        found = found.__cause__ or found.__context__
    return False


def driver_error(error: BaseException) -> BaseException:
    """Return the exception of the driver, which peewee keeps within its own."""
    while (cause := getattr(error, "orig", None)) is not None:
        error = cause
    return error


def first_line(error: BaseException) -> str:
    """Return the first line of a driver's complaint; the others repeat the address or the statement."""
    return str(error).strip().partition("\n")[0]


def fault_of(error: BaseException, database: Any) -> DatabaseError | None:
    """Tell what is wrong with the database for sure; None when an error may be the statement's own fault."""
    said = driver_error(error)
    code = getattr(said, "sqlstate", None) or getattr(said, "sqlite_errorcode", 0) & 0xFF
    if code and any(words in str(said) for words in TIMED_OUT):
        return StatementTimedOut(database.statement_timeout)
    kind = FAULTS.get(code)
    return kind(database.address, first_line(said)) if kind else None
