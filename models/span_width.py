"""The column of how long a span lasts, roughly, by which those are found in which an instant lies.

    starts_at 9:00, ends_at 10:30    span_width 34: it lasts no longer than 2^34 microseconds, 4.8 hours

Which spans have not ended at an instant an index of their ends tells, and which have started one of their starts; but
both are many, and those in which the instant lies are few. Of those of one width, they have started no longer ago than
they last: of the index of widths and starts, a short piece has them all. There are few widths, so few pieces are read.
"""

from typing import Any

from peewee import Field, IntegerField

from models.derived_columns import Derived

SPAN_WIDTH = "span_width"
"""The name of the column."""

WIDTHS = (31, 34, 37, 40, 43, 46)
"""Bits of the microseconds that spans last at most, each eight times as long as the last: 36 minutes to 2.2 years."""

WIDEST = 63
"""What longer spans have."""


class SpanWidth(Derived, IntegerField):
    """The first of `WIDTHS` in which a span has room; NULL where it lacks an end."""

    form = f"widths of {WIDTHS}"

    def derived(self, *values: int | None) -> int | None:
        """Find it."""
        starts, ends = values
        if starts is None or ends is None:
            return None
        return next((width for width in WIDTHS if ends - starts <= 1 << width), WIDEST)


def span_column(span: tuple[str, str] | None, fields: dict[str, Field]) -> dict[str, Any]:
    """Make the column of a type with a *span*, none of one without."""
    starts, ends = span or (None, None)
    return {SPAN_WIDTH: SpanWidth((fields[starts], fields[ends]))} if starts and ends else {}
