"""SQLite: connections that look at the clock while a statement runs, and what only SQLite does in its own way."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

import peewee
from playhouse.pool import PooledSqliteDatabase

from models.errors import AnswerTooLarge, DatabaseCorrupt, DatabaseReplaced, StatementTooDeep
from models.faults import fault_of
from models.instants import from_microseconds
from models.search.counting import sum_of_first
from models.sqlite_connections import PREPARED_STATEMENTS, PreparingConnection
from models.statement_meter import STEPS, Metered, grouped, meter
from models.triggers import Trigger

BUSY_TIMEOUT = 5
"""Seconds that a statement waits for another process's write to end."""

OLDEST = (3, 38, 0)
"""The first version with the operator `->>`."""

UNPARSED = ("parser stack overflow", "Expression tree is too large")
"""What SQLite says of a statement that is nested too deep."""

TOO_LARGE = "string or blob too big"
"""What SQLite says of a text that grows beyond the limit that it was given."""

SHORTEST_LIMIT = 1_000_000
"""Bytes that SQLite may always have in a text or a row: it reads its own tables under the same limit."""

LARGEST_CHECKED = 64_000_000
"""Bytes of a database that is read through for damage: 64 MB take some 0.2 s."""

SHARE = 50
"""The result of a check holds for so many times as long as the check took."""

BULK_CACHE_KIB = 512 * 1024
"""The page cache while writing in bulk: indexes of a million rows stay in memory."""

CACHE_KIB = 16 * 1024
"""The page cache of a connection: what a search ranks lies in a thousand pages."""

PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "cache_size": -CACHE_KIB}


class SqlitePool(Metered, PooledSqliteDatabase):  # type: ignore[misc]
    """Connections that are used again, each of which looks at the clock while a statement runs.

    They are of one *file*, by device and number. Another one that is put in its place is not read: the log of the
    file before lies beside it, and SQLite would take it for its own.
    """

    kind = "sqlite"
    concurrency = 2
    lanes = 1
    sign, mark = "?", "?"
    snapshot_options: dict[str, Any] = {}
    writing_options: dict[str, Any] = {"lock_type": "IMMEDIATE"}
    random_number = "random()"
    file: tuple[int, int] | None = None
    sound_until = 0.0
    """Until when its pages need not be looked through again."""

    def __init__(self, path: str) -> None:
        super().__init__(
            path,
            pragmas={**PRAGMAS, "busy_timeout": int(BUSY_TIMEOUT * 1_000)},
            max_connections=None,
            check_same_thread=False,  # the pool hands a connection from thread to thread, one at a time
            cached_statements=PREPARED_STATEMENTS,
            factory=PreparingConnection,
        )
        self.register_function(float_text, "float_text", 1)
        self.register_function(local_day, "local_day", 2)
        self.register_function(sum_of_first, "sum_of_first", -1)

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
        self.note_connection()
        self.file = self.file or file_at(self.database)
        if self.statement_timeout:
            conn.set_progress_handler(meter.is_over, STEPS)
        if self.largest_answer:
            conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(self.largest_answer, SHORTEST_LIMIT))

    def fetch_row(self, text: str, values: Sequence[Any]) -> Sequence[Any]:
        """Run a statement that gives one row; its texts are bytes where the statement casts them."""
        try:
            row: Sequence[Any] = self.execute_sql(text, values).fetchone()  # type: ignore[attr-defined]
        except (peewee.DataError, sqlite3.DataError) as error:
            if TOO_LARGE in str(error):
                raise AnswerTooLarge(self.most_bytes) from error
            raise
        except peewee.DatabaseError as error:
            if is_too_deep(error):
                raise StatementTooDeep from error
            if fault := fault_of(error, self):
                raise fault from error
            raise
        return row

    def can_parse(self, text: str, places: int) -> bool:
        """Tell whether a statement with so many places is not nested too deep: before 3.46 there is a fixed stack."""
        try:
            self.execute_sql(f"EXPLAIN {text}", [None] * places)
        except peewee.OperationalError as error:
            if is_too_deep(error):
                return False
            raise
        return True

    def object_of(self, values: Mapping[str, str]) -> str:
        """Write a JSON object of values by their names, in UTF-8."""
        pairs = ", ".join(f"'{name}', {value}" for name, value in values.items())
        return f"CAST(json_object({pairs}) AS BLOB)"

    def object_of_rows(self, key: str, value: str, table: str) -> str:
        """Write the JSON object that holds a column of a table under another one, in UTF-8."""
        return f"(SELECT CAST(json_group_object({key}, {value}) AS BLOB) FROM {table})"

    def check_constraints(self) -> None:
        """Do nothing: SQLite refuses a row at once."""

    def take_turn(self, *, is_alone: bool) -> None:
        """Do nothing: one transaction writes at a time."""

    def hold_rules(self, kind: str) -> None:
        """Do nothing: one transaction writes at a time."""

    def require_settings(self) -> None:
        """Do nothing: the settings are those of the connection."""

    def require_whole(self) -> None:
        """Raise `DatabaseCorrupt` where a page is damaged, of a database that is not too large to be read through."""
        if monotonic() < self.sound_until:
            return
        started = monotonic()
        self.check_pages()
        self.sound_until = monotonic() + SHARE * (monotonic() - started)

    def check_pages(self) -> None:
        """Look at every page."""
        (size,) = self.value("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        (found,) = self.value("PRAGMA quick_check(1)") if size <= LARGEST_CHECKED else ("ok",)
        if found != "ok":
            self.damaged = self.check_pages
            raise DatabaseCorrupt(self.address, found.partition("\n")[0])

    def value(self, sql: str) -> Any:
        """Read one row."""
        return self.execute_sql(sql).fetchone()  # type: ignore[attr-defined]

    @contextmanager
    def hurrying(self) -> Iterator[None]:
        """Let statements inside fail at once where another process writes."""
        self.execute_sql("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.execute_sql(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT * 1_000)}")

    def prepare_bulk(self) -> None:
        """Make room for the indexes of many rows."""
        self.execute_sql(f"PRAGMA cache_size = -{BULK_CACHE_KIB}")

    def insert_many_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows of column values."""
        names, places = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
        self.cursor().executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)

    def last_given(self, table: str, column: str) -> int:
        """Return the largest id that was given to a row of a table that counts them, also to one that is gone."""
        (last,) = self.execute_sql("SELECT MAX(seq) FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()  # type: ignore[attr-defined]
        return int(last or 0)

    def restart_ids(self, table: str, column: str, last: int) -> None:
        """Go on counting behind the ids that were given, in a table that counts them."""
        self.execute_sql("UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = ?", (last, table))

    def stream(self, sql: str) -> Iterator[Sequence[Any]]:
        """Read rows as SQLite finds them."""
        yield from self.cursor().execute(sql)

    def columns_of_tables(self) -> dict[str, set[str]]:
        """List the names of the columns of each table, in one statement."""
        found: Any = self.execute_sql(
            "SELECT tables.name, columns.name FROM sqlite_master AS tables"
            " JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
        )
        return grouped(found.fetchall())

    def lock_table(self, table: str) -> None:
        """Do nothing: one transaction writes at a time."""

    def nested_loop(self, outer: str, table: str, alias: str, condition: str) -> str:
        """Write, for FROM, that for each row of *outer* the rows of a table are looked up, not the other way round."""
        return f'{outer} CROSS JOIN "{table}" AS {alias} ON {condition}'

    def references(self) -> list[tuple[str, str, str]]:
        """List the foreign keys of all tables, as table, column and the table that is referred to."""
        return [
            (table, key.column, key.dest_table) for table in self.get_tables() for key in self.get_foreign_keys(table)
        ]

    def definition(self, trigger: Trigger) -> str:
        """Write the statement that makes a trigger, as the database gives it back."""
        return (
            f'CREATE TRIGGER {trigger.name} {trigger.moment} ON "{trigger.table}"{trigger.clauses}'
            f" BEGIN {trigger.body} END"
        )

    def creation(self, trigger: Trigger) -> list[str]:
        """Write the statements that make a trigger anew."""
        return [self.removal(trigger), self.definition(trigger)]

    def removal(self, trigger: Trigger) -> str:
        """Write the statement that takes a trigger away, should it be there."""
        return f'DROP TRIGGER IF EXISTS "{trigger.name}"'

    def made(self, trigger: Trigger) -> tuple[str, str]:
        """Return what tells a trigger that is there from one that is made otherwise."""
        return self.definition(trigger).replace('"', ""), ""

    def all_made(self) -> set[tuple[str, str]]:
        """Return the same of all triggers that are there."""
        found: Any = self.execute_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        return {(text.replace('"', ""), "") for (text,) in found}


def file_at(path: str) -> tuple[int, int] | None:
    """Tell which file is at a path: device and number; None for none."""
    try:
        found = os.stat(path)  # noqa: PTH116  (a third of what `Path` takes, before every request)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def float_text(value: float | None) -> str | None:
    """Write a number with all its digits, of which SQLite's own functions keep 15."""
    return None if value is None else repr(value)


def local_day(microseconds: int | None, zone: str) -> str | None:
    """Write the day of an instant in a time zone, which SQLite does not know."""
    if microseconds is None:
        return None
    return from_microseconds(microseconds).astimezone(zone_named(zone)).date().isoformat()


@cache
def zone_named(name: str) -> ZoneInfo:
    """Return a time zone; looking one up takes as long as the rest."""
    return ZoneInfo(name)


def is_too_deep(error: Exception) -> bool:
    """Tell whether SQLite could not parse a statement because of how deep it is nested."""
    return any(words in str(error) for words in UNPARSED)


@cache
def keeps_json_of_subqueries() -> bool:
    """Tell whether SQLite still knows of JSON that comes out of a subquery that it is JSON: some builds do not."""
    probe = "SELECT json_object('a', (SELECT json_object('b', x))) FROM (SELECT 1 AS x UNION SELECT 2)"
    with closing(sqlite3.connect(":memory:")) as empty:
        return all(row == f'{{"a":{{"b":{number}}}}}' for number, (row,) in enumerate(empty.execute(probe), 1))
