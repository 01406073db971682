"""Soundness: whether what the database answers can be relied on: its pages are whole, and changes are counted."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from models.entry import database


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
    """Raise `DatabaseCorrupt` where a page is damaged, as far as is known or found; on a connection that is held."""
    held: Any = database.obj
    if damaged := held.damaged:
        damaged()
        held.damaged = None
    held.require_whole()
