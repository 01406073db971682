"""Plain columns: read as they are and written as the JSON that clients get.

Days are compared and returned as ISO 8601 text on both databases; instants are shown with the
offset of the site's time zone.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from peewee import BooleanField, DateField, Field, FloatField, IntegerField

from models.components import is_required
from models.instants import FOREVER, InstantField, in_zone
from resolvers.compiler.placeholders import Formatting
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter

PYTHON_TYPES: dict[type[Field], type] = {
    BooleanField: bool,
    InstantField: datetime,
    IntegerField: int,
    FloatField: float,
    DateField: date,
}
"""What the values of a column are; text where nothing else is said. An instant is an integer only in the database."""


def is_column(attribute: Any) -> bool:
    """Tell whether an attribute is a column of a table."""
    return isinstance(attribute, Field)


def python_type(column: Field) -> type:
    """Return the type of a column's values; raise `TypeError` for what is no column."""
    if not is_column(column):
        raise TypeError(f"{column!r} cannot be a field of a GraphQL type")
    return next((kind for field, kind in PYTHON_TYPES.items() if isinstance(column, field)), str)


@attribute_json.register
def column_json(attribute: Field, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Read a column."""
    kind, column = python_type(attribute), getattr(rows.table, attribute.name)

    def write(writer: StatementWriter) -> str:
        value = writer.sql(writer.dialect.day(column) if kind is date else column)
        return writer.dialect.value(kind, value, nullable=not is_required(attribute))

    return write


@attribute_json.register
def instant_json(attribute: InstantField, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Read an instant as RFC 3339 with the site's offset; an open end is null."""
    value = rows.column(attribute.name)
    return lambda writer: writer.placeholder(shown, value)


def shown(payload: bytes, formatting: Formatting) -> bytes:
    """Write an instant for clients."""
    return instant_text(payload, formatting.context.zone)


@lru_cache(maxsize=8192)
def instant_text(microseconds: bytes, zone: ZoneInfo) -> bytes:
    """Write an instant as JSON; the same ones are shown again and again."""
    if int(microseconds) == FOREVER:
        return b"null"
    return f'"{in_zone(int(microseconds), zone).isoformat()}"'.encode()
