"""Instants: moments in time, stored as whole microseconds since 1970-01-01T00:00:00Z.

One integer form on every database: exact, ordered, and cheap to compare in an index. What can be
stored is a day within what a `datetime` can hold, so that every time zone can show it.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from peewee import BigIntegerField

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)

FOREVER = 2**63 - 1
"""`live_until` of an edition with no planned end: later than any instant a `datetime` can hold."""

EARLIEST, LATEST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC) - MICROSECOND
"""The first and the last instant that can be stored."""

NAMEABLE = (
    (datetime.min.replace(tzinfo=UTC) - EPOCH - timedelta(days=1)) // MICROSECOND,
    (datetime.max.replace(tzinfo=UTC) - EPOCH + timedelta(days=1)) // MICROSECOND,
)
"""The microseconds between which all instants lie that a `datetime` names: its offset is less than a day."""

DAYS = (date(1, 1, 3), date(9999, 12, 28))
"""The first and the last day that can be stored: its midnights are instants that can, in every time zone."""


class InstantOutOfRange(ValueError):
    """An instant that cannot be stored."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"must be from {DAYS[0]} to {DAYS[1]}, not {moment.isoformat()}")


def to_microseconds(moment: datetime) -> int:
    """Convert an aware *moment*; raise `ValueError` for a naive one, which names no instant."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a UTC offset")
    return (moment - EPOCH) // MICROSECOND


def from_microseconds(microseconds: int) -> datetime:
    """Convert back to an aware `datetime` in UTC."""
    return EPOCH + timedelta(microseconds=microseconds)


def storable(moment: datetime) -> int:
    """Convert an aware *moment* that is to be stored; raise `InstantOutOfRange` for one that cannot be."""
    if not EARLIEST <= moment <= LATEST:
        raise InstantOutOfRange(moment)
    return to_microseconds(moment)


def is_storable(microseconds: Any) -> bool:
    """Tell whether a value is an instant that can be stored, in microseconds: a `bool` or `float` is none."""
    first, last = to_microseconds(EARLIEST), to_microseconds(LATEST)
    return type(microseconds) is int and first <= microseconds <= last


def in_zone(microseconds: int, zone: ZoneInfo) -> datetime:
    """Give an instant the offset of a time zone, in whole minutes, as RFC 3339 has it.

    Before a zone had a standard time its offset was that of a town, to the second: rounded, it still
    names the same instant, and the clock shows what it showed to half a minute.
    """
    local = from_microseconds(microseconds).astimezone(zone)
    offset = local.utcoffset() or timedelta(0)
    if not offset % MINUTE:
        return local
    return local.astimezone(timezone(round(offset / MINUTE) * MINUTE))


class InstantField(BigIntegerField):
    """A column of instants; in Python an aware `datetime`, or the raw integer."""

    def db_value(self, value: Any) -> int | None:
        """Store aware datetimes as microseconds; raise `InstantOutOfRange` for one that cannot be. Integers pass."""
        return storable(value) if isinstance(value, datetime) else value

    def python_value(self, value: Any) -> Any:
        """Return the raw integer: readers format it once, at the edge."""
        return value
