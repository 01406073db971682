"""Instants: moments in time, stored as whole microseconds since 1970-01-01T00:00:00Z.

One integer form on every database: exact, ordered, and cheap to compare in an index.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from peewee import BigIntegerField

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

FOREVER = 2**63 - 1
"""`live_until` of an edition with no planned end: later than any instant a `datetime` can hold."""


def to_microseconds(moment: datetime) -> int:
    """Convert an aware *moment*; raise `ValueError` for a naive one, which names no instant."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a UTC offset")
    return (moment - EPOCH) // MICROSECOND


def from_microseconds(microseconds: int) -> datetime:
    """Convert back to an aware `datetime` in UTC."""
    return EPOCH + timedelta(microseconds=microseconds)


class InstantField(BigIntegerField):
    """A column of instants; in Python an aware `datetime`, or the raw integer."""

    def db_value(self, value: Any) -> int | None:
        """Store aware datetimes as microseconds; integers pass as they are."""
        return to_microseconds(value) if isinstance(value, datetime) else value

    def python_value(self, value: Any) -> Any:
        """Return the raw integer: readers format it once, at the edge."""
        return value
