"""The root of all tables, and entries: the stable identity of every piece of content."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random, SystemRandom
from string import ascii_lowercase, digits
from typing import Any

from peewee import BigAutoField, BigIntegerField, Database, DatabaseProxy, Model, TextField

from models.aliases import TableAlias

ENTERED: ContextVar[Database | None] = ContextVar("database", default=None)
"""The database of the application that answers, in this thread and context."""


class CurrentDatabase(DatabaseProxy):
    """The database that models read and write: the one that was entered, or else the one that was connected last."""

    __slots__ = ("connected",)

    @property
    def obj(self) -> Any:
        """The database itself: `models.sqlite.SqlitePool` or `models.postgresql.PostgresqlPool`."""
        return ENTERED.get() or self.connected

    @obj.setter
    def obj(self, connected: Any) -> None:
        self.connected = connected

    def __getattr__(self, attribute: str) -> Any:
        return getattr(ENTERED.get() or self.connected, attribute)

    def __setattr__(self, attribute: str, value: object) -> None:
        object.__setattr__(self, attribute, value)  # peewee's looks for the names in `__slots__` of this class alone

    @contextmanager
    def entered(self, used: Database) -> Iterator[None]:
        """Let models read and write *used* inside, whatever else is connected."""
        token = ENTERED.set(used)
        try:
            yield
        finally:
            ENTERED.reset(token)


database = CurrentDatabase()

UID = re.compile(r"[a-z][a-z0-9]{11}")
"""The form of a uid: a word to YAML, and 12 digits to base64, as ids have it (`resolvers/attributes/ids.py`)."""


class Record(Model):
    """A table of this project, in whatever database is connected."""

    class Meta:
        database = database
        legacy_table_names = False

    @classmethod
    def alias(cls, alias: str | None = None) -> Any:
        """Name the table otherwise in a query."""
        return TableAlias(cls, alias)


class Entry(Record):
    """One thing of a content type, whatever its editions say: what links point to.

    `entry` is its number in this database, which no later one gets; `uid` is random, the same in every database that
    the entry is loaded into, and what clients know it by. `edited_by` is who acted on it last; None while nobody has,
    but for loading content files. `sequence` counts the acts on it, of which None is no
    one. One that was deleted has the instant of that.
    """

    entry = BigAutoField()
    type = TextField()
    uid = TextField(unique=True)
    edited_by = TextField(null=True)
    sequence = BigIntegerField(null=True)
    deleted_at = BigIntegerField(null=True)


def has_entries() -> bool:
    """Tell whether the database has content of any kind."""
    return bool(Entry.select().exists())


def types_of_entries(numbers: Iterable[int]) -> dict[int, str]:
    """Read the types of entries, by their numbers."""
    wanted = sorted({*numbers})
    rows: Any = Entry.select(Entry.entry, Entry.type).where(Entry.entry.in_(wanted)).tuples()
    return dict(rows) if wanted else {}


def new_uid(random: Random = SystemRandom()) -> str:  # noqa: B008  (it has no state)
    """Make a uid: one of 26 * 36^11, some 62 bits."""
    return random.choice(ascii_lowercase) + "".join(random.choices(ascii_lowercase + digits, k=11))
