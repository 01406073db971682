"""Soundness: whether what the database answers can be relied on: its pages are whole, and changes are counted."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from models.database import is_postgresql
from models.entry import database
from models.errors import DatabaseCorrupt

LARGEST_CHECKED = 64_000_000
"""Bytes of an SQLite database that is read through for damage: 64 MB take some 0.2 s."""

SHARE = 50
"""The result of a check holds for so many times as long as the check took."""


class Recently:
    """A check that holds for a time once it passed; *check* raises where it does not pass."""

    def __init__(self, check: Callable[[], object], seconds: float) -> None:
        self.check, self.seconds, self.until = check, seconds, 0.0

    def __call__(self) -> None:
        """Check, unless it passed recently."""
        if monotonic() >= self.until:
            self.check()
            self.until = monotonic() + self.seconds


def require_sound() -> None:
    """Raise `DatabaseCorrupt` where a page is damaged, as far as that was met or is found; on a held connection."""
    held: Any = database.obj
    if damaged := held.damaged:
        damaged()
        held.damaged = None
    if not is_postgresql() and monotonic() >= held.sound_until:
        started = monotonic()
        check_pages()
        held.sound_until = monotonic() + SHARE * (monotonic() - started)


def check_pages() -> None:
    """Look at every page of an SQLite database that is not too large for it."""
    (size,) = value("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    (found,) = value("PRAGMA quick_check(1)") if size <= LARGEST_CHECKED else ("ok",)
    if found != "ok":
        database.obj.damaged = check_pages
        raise DatabaseCorrupt(database.address, found.partition("\n")[0])


def value(sql: str) -> Any:
    """Read one row."""
    return database.execute_sql(sql).fetchone()
