"""Bulk writes: rows straight into tables by the fastest way of each database, without models.

SQLite takes them by `executemany`, PostgreSQL by COPY. Ids are given by the caller.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

import orjson
from peewee import Model, fn

from models.database import is_postgresql, writing
from models.entry import database
from models.guards import unguarded
from models.revisions import uncounted

CACHE_KIB = 512 * 1024
"""SQLite's page cache while writing in bulk: indexes of a million rows stay in memory."""


@contextmanager
def bulk_writing() -> Iterator[None]:
    """Write much inside one transaction.

    SQLite would count every row, which takes as long as writing it, and look for what it clashes with; a change to
    everything is counted instead, and all editions are looked at, when they are written.
    """
    database.connect(reuse_if_open=True)
    if not is_postgresql():
        database.execute_sql(f"PRAGMA cache_size = -{CACHE_KIB}")
    with writing(), ExitStack() as stack:
        if not is_postgresql():
            stack.enter_context(unguarded())
            stack.enter_context(uncounted())
        yield


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of column values, JSON as text."""
    table = f'"{model._meta.table_name}"'
    names = ", ".join(f'"{column}"' for column in columns)
    cursor: Any = database.cursor()
    if is_postgresql():
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        places = ", ".join("?" * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)


def update_rows(model: type[Model], columns: Sequence[str], key: str, rows: Iterable[Sequence[Any]]) -> None:
    """Update rows, each given by its column values, JSON as text, and its *key* behind them."""
    mark = "%s" if is_postgresql() else "?"
    values = ", ".join(f'"{column}" = {mark}' for column in columns)
    cursor: Any = database.cursor()
    cursor.executemany(f'UPDATE "{model._meta.table_name}" SET {values} WHERE "{key}" = {mark}', rows)


def encoded(value: Any) -> Any:
    """Write texts and parts as the JSON that both databases take, days as text; other values pass as they are."""
    if isinstance(value, date):
        return value.isoformat()
    return orjson.dumps(value).decode() if isinstance(value, dict | list) else value


def last_given(field: Any) -> int:
    """Return the largest id that was given, also to a row that is gone, as far as the database knows; 0 for none."""
    table, column = field.model._meta.table_name, field.column_name
    if is_postgresql():
        given = "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)"
        counted = database.execute_sql(given, (f'"{table}"', column))
    else:  # which counts those of entries alone
        counted = database.execute_sql("SELECT MAX(seq) FROM sqlite_sequence WHERE name = ?", (table,))
    (last,) = counted.fetchone()
    return max(int(last or 0), int(field.model.select(fn.MAX(field)).scalar() or 0))


def restart_ids(field: Any) -> None:
    """Let PostgreSQL go on counting behind the ids that were given; SQLite does so by itself."""
    if is_postgresql():
        table, column = field.model._meta.table_name, field.column_name
        database.execute_sql(
            "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", (f'"{table}"', column, max(last_given(field), 1))
        )


def refresh_statistics() -> None:
    """Let the database look at what its tables hold now, so that it plans for it."""
    with database.connection_context():
        database.execute_sql("ANALYZE")
