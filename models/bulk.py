"""Bulk writes: rows straight into tables by the fastest way of each database, without models.

SQLite takes them by `executemany`, PostgreSQL by COPY. Ids are given by the caller.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import orjson
from peewee import Model, fn

from models.database import writing
from models.entry import database
from models.guards import unguarded
from models.ledger_triggers import unkept
from models.reference_table import unlisted
from models.revisions import uncounted
from models.search_index import unindexed


@contextmanager
def bulk_writing() -> Iterator[None]:
    """Write much inside one transaction, which no triggers watch.

    Row by row they would take as long as writing; all that they keep is made anew at the end.
    """
    database.connect(reuse_if_open=True)
    database.prepare_bulk()
    with writing(), unwatched():
        yield
        database.execute_sql("ANALYZE")  # or what is done at the end is planned for what the tables held before


@contextmanager
def unwatched() -> Iterator[None]:
    """Let no triggers run inside; all that they keep is made anew, and all editions are looked at, afterwards."""
    with unguarded(), uncounted(), unkept(), unindexed(), unlisted():
        yield


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of column values, JSON as text."""
    database.insert_many_rows(model._meta.table_name, columns, rows)


def update_rows(model: type[Model], columns: Sequence[str], key: str, rows: Iterable[Sequence[Any]]) -> None:
    """Update rows, each given by its column values, JSON as text, and its *key* behind them."""
    values = ", ".join(f'"{column}" = {database.mark}' for column in columns)
    cursor: Any = database.cursor()
    cursor.executemany(f'UPDATE "{model._meta.table_name}" SET {values} WHERE "{key}" = {database.mark}', rows)


def encoded(value: Any) -> Any:
    """Write texts and components as the JSON that both databases take, days as text; other values pass as they are."""
    if isinstance(value, date):
        return value.isoformat()
    return orjson.dumps(value).decode() if isinstance(value, dict | list) else value


def last_given(field: Any) -> int:
    """Return the largest id that was given, also to a row that is gone, as far as the database knows; 0 for none."""
    given: int = database.last_given(field.model._meta.table_name, field.column_name)
    return max(given, int(field.model.select(fn.MAX(field)).scalar() or 0))


def restart_ids(field: Any) -> None:
    """Let the database go on counting behind the ids that were given."""
    database.restart_ids(field.model._meta.table_name, field.column_name, last_given(field))


def look_again() -> None:
    """Let the database look at what its tables hold now, within a transaction that has written much.

    Plans that it has kept for tables without rows are made anew.
    """
    database.execute_sql("ANALYZE")


def refresh_statistics() -> None:
    """Let the database look at what its tables hold now, so that it plans for it."""
    with database.connection_context():
        database.execute_sql("ANALYZE")
