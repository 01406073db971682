"""The scalars of time: days and instants."""

from datetime import date, datetime

import strawberry
from strawberry.types.scalar import ScalarDefinition


class ValueUnreadable(ValueError):
    """A value that a scalar cannot read; the message is for clients."""


def parse_instant(value: str) -> datetime:
    """Read an instant; raise `ValueUnreadable` for one without an offset, or no instant of the years 1 to 9999."""
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueUnreadable(
            "DateTime must be text in ISO 8601, as in 2026-01-02T09:00:00+08:00, in the years 0001 to 9999."
        ) from None
    if instant.tzinfo is None:
        raise ValueUnreadable("DateTime needs an offset from UTC, as in 2026-01-02T09:00:00+08:00.")
    return instant


def parse_day(value: str) -> str:
    """Check a day in ISO 8601; raise `ValueUnreadable` for what is none."""
    try:
        if date.fromisoformat(value).isoformat() == value:
            return value
    except (TypeError, ValueError):
        pass
    raise ValueUnreadable("Date must be a day in ISO 8601, as in 2026-01-02.")


SCALARS: dict[object, ScalarDefinition] = {
    date: strawberry.scalar(
        name="Date",
        description="A day of the calendar, as in `2026-01-02`.",
        serialize=str,
        parse_value=parse_day,
        specified_by_url="https://scalars.graphql.org/andimarek/local-date",
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description=(
            "An instant in RFC 3339 with its offset from UTC, as in `2026-01-02T09:00:00+08:00`. "
            "Answers have the offset of the site's time zone, in whole minutes."
        ),
        serialize=str,
        parse_value=parse_instant,
        specified_by_url="https://scalars.graphql.org/andimarek/date-time",
    ),
}
