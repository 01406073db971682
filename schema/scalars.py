"""The scalars of time: days and instants."""

import re
from datetime import date, datetime

import strawberry
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition


class ValueUnreadable(ValueError):
    """A value that a scalar cannot read; the message is for clients."""


INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE)
"""The form of `date-time` in RFC 3339; of a fraction six digits count."""

WITHOUT_OFFSET = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?", re.ASCII | re.IGNORECASE)

LOST_PLUS = re.compile(r".+T.+ \d\d:\d\d", re.ASCII)
"""What an offset becomes where an address has its sign as it is: `+` stands for a space there."""


def written(value: date | str) -> str:
    """Write a day or an instant that a resolver gives; content comes written already."""
    return value if isinstance(value, str) else value.isoformat()


EXAMPLE = "as in 2026-01-02T09:00:00+08:00"


def parse_instant(value: str) -> datetime:
    """Read an instant; raise `ValueUnreadable` for one of another form, or of no year from 1 to 9999."""
    if isinstance(value, str) and INSTANT.fullmatch(value):
        try:
            return datetime.fromisoformat(value.upper())
        except ValueError:
            raise ValueUnreadable(f"DateTime must be an instant that there is, {EXAMPLE}.") from None
    if isinstance(value, str) and LOST_PLUS.fullmatch(value):
        raise ValueUnreadable(f"DateTime must be text in RFC 3339, {EXAMPLE}; in an address, a plus sign is %2B.")
    if isinstance(value, str) and WITHOUT_OFFSET.fullmatch(value):
        raise ValueUnreadable(f"DateTime needs a time with its offset from UTC, {EXAMPLE}.")
    raise ValueUnreadable(f"DateTime must be text in RFC 3339, {EXAMPLE}, in the years 0001 to 9999.")


def parse_day(value: str) -> str:
    """Check a day in ISO 8601; raise `ValueUnreadable` for what is none."""
    try:
        if date.fromisoformat(value).isoformat() == value:
            return value
    except (TypeError, ValueError):
        pass
    raise ValueUnreadable("Date must be a day in ISO 8601, as in 2026-01-02.")


SCALARS: dict[object, ScalarDefinition] = {
    JSON: strawberry.scalar(
        name="JSON",
        description="Any value of JSON, as a variable or written in the document.",
        serialize=lambda value: value,
        parse_value=lambda value: value,
        specified_by_url="https://www.rfc-editor.org/rfc/rfc8259",
    ),
    date: strawberry.scalar(
        name="Date",
        description="A day of the calendar, as in `2026-01-02`.",
        serialize=written,
        parse_value=parse_day,
        specified_by_url="https://scalars.graphql.org/andimarek/local-date",
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description=(
            "An instant in RFC 3339 with its offset from UTC, as in `2026-01-02T09:00:00+08:00`; of a fraction of its "
            "seconds six digits count. Answers have the offset of the site's time zone, in whole minutes."
        ),
        serialize=written,
        parse_value=parse_instant,
        specified_by_url="https://scalars.graphql.org/andimarek/date-time",
    ),
}
