"""Copies of the content database into another one, of the same kind or the other: every row, with ids and authors.

    snapshot of the source ──rows──▶ one transaction of the target ──rows read back──▶ the same counts and digests?

Content files tell what was public when; rows tell who wrote it, too, and drafts. The revisions of the types are copied
last: the triggers of the target, which are made anew after the rows, give numbers of their own. The ledger is counted
anew with them. People, their tokens and the journal go with the content; sessions do not.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

import orjson
from peewee import BigAutoField, JSONField, Model, PeeweeException

from models import database as databases
from models.access.tables import PASSING, Person
from models.bulk import last_given, unwatched
from models.database import UNKNOWN, Pool, reachable, snapshot, writing
from models.derivations import Derivation
from models.editing import tables as editing
from models.entry import database, has_entries
from models.errors import DatabaseError, SundialError, without_password
from models.faults import errors_translated, first_line
from models.ledger import Ledger
from models.revisions import Revision
from models.schema_changes import require_current, tables, upgrade

DIGEST_BYTES = 16
MODULUS = 1 << (8 * DIGEST_BYTES)


class CopyRefused(SundialError):
    """A database is not copied, and nothing was written."""

    code = "COPY_REFUSED"

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"Nothing is copied to {without_password(url)}: {reason}")
        self.url, self.reason = url, reason


class CopyFailed(SundialError):
    """A copy was begun and could not be finished; no row of it is left."""

    code = "COPY_FAILED"

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"The copy to {without_password(url)} has failed, and no row is left of it: {reason}")
        self.url, self.reason = url, reason


@dataclass
class Digest:
    """The number of some rows and the sum of their hashes, which is the same in any order."""

    rows: int = 0
    total: int = 0

    def add(self, row: Sequence[Any]) -> None:
        """Count a row, in the form in which both databases give the same."""
        text = orjson.dumps(row, default=bytes.hex, option=orjson.OPT_SORT_KEYS)
        self.rows += 1
        self.total += int.from_bytes(blake2b(text, digest_size=DIGEST_BYTES).digest())
        self.total %= MODULUS


def copy_content(url: str) -> dict[str, int]:
    """Copy all rows into the empty database at *url*, which gets tables if it has none; return how many, by table.

    Raise `CopyRefused`, or `CopyFailed` where the target has not all of it: it is left without rows then.
    """
    require_current()
    source, target = database.obj, databases.open_database(url)
    with snapshot():
        if not has_entries():
            raise CopyRefused(url, "the database of SUNDIAL_DATABASE_URL has no content")
        last_ids = {model: last_given(field) for model in tables() if (field := counted_id(model))}
        with databases.entered(target):
            prepare(url)
            with failures(url), writing():
                if has_entries():
                    raise CopyRefused(url, "it has content already")
                if Person.select().exists():
                    raise CopyRefused(url, "it has people already")
                return copy_rows(url, source, last_ids)


@contextmanager
def failures(url: str) -> Iterator[None]:
    """Turn what either database says of a row into `CopyFailed`."""
    try:
        with reachable(), errors_translated:
            yield
    except (DatabaseError, PeeweeException, *UNKNOWN, orjson.JSONDecodeError) as error:
        raise CopyFailed(url, first_line(error)) from error


def prepare(url: str) -> None:
    """Make the tables of a target without any; raise `CopyRefused` unless those of another are of this version."""
    with reachable(), database.connection_context():
        is_blank = not database.get_tables()
    if is_blank:
        upgrade()
    try:
        require_current()
    except DatabaseError as error:
        raise CopyRefused(url, f"its tables are not those of this version. {error}") from error


def copy_rows(url: str, source: Pool, last_ids: dict[type[Model], int]) -> dict[str, int]:
    """Copy table by table, those first that others refer to, and look at what has arrived."""
    database.prepare_bulk()
    sent = {}
    Derivation.delete().execute()
    with unwatched():
        for model in tables():
            if model not in (Revision, Ledger, *PASSING, *editing.PASSING):
                sent[model] = copy_table(source, model)
        for model, last in last_ids.items():
            if last:
                database.restart_ids(model._meta.table_name, counted_id(model).column_name, last)
    Revision.delete().execute()
    sent[Revision] = copy_table(source, Revision)
    for model, digest in sent.items():
        if digest != (arrived := digest_of(model)):
            table = model._meta.table_name
            raise CopyFailed(url, f"{table} has {arrived.rows} rows, of {digest.rows}, or others")
    return {model._meta.table_name: digest.rows for model, digest in sent.items()}


def copy_table(source: Pool, model: type[Model]) -> Digest:
    """Copy the rows of a table; return their digest."""
    digest, fields = Digest(), model._meta.sorted_fields

    def passing() -> Iterator[Sequence[Any]]:
        for row in rows_of(source, model):
            digest.add(row)
            yield [written(field, value) for field, value in zip(fields, row, strict=True)]

    database.insert_many_rows(model._meta.table_name, [field.column_name for field in fields], passing())
    return digest


def digest_of(model: type[Model]) -> Digest:
    """Read a table of the database that is entered."""
    digest = Digest()
    for row in rows_of(database.obj, model):
        digest.add(row)
    return digest


def rows_of(pool: Any, model: type[Model]) -> Iterator[Sequence[Any]]:
    """Read the rows of a table as they come, JSON as what it says."""
    fields = model._meta.sorted_fields
    columns = ", ".join(
        f'CAST("{field.column_name}" AS TEXT)' if isinstance(field, JSONField) else f'"{field.column_name}"'
        for field in fields
    )
    for row in pool.stream(f'SELECT {columns} FROM "{model._meta.table_name}"'):
        yield [read(field, value) for field, value in zip(fields, row, strict=True)]


def read(field: Any, value: Any) -> Any:
    """Take a value in the form that both databases have in common."""
    if value is not None and isinstance(field, JSONField):
        return orjson.loads(value)
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def written(field: Any, value: Any) -> Any:
    """Write JSON as text, NULL apart."""
    return orjson.dumps(value).decode() if value is not None and isinstance(field, JSONField) else value


def counted_id(model: type[Model]) -> Any:
    """Return the column of ids that the database gives; None for a table without one."""
    key = model._meta.primary_key
    return key if isinstance(key, BigAutoField) else None
