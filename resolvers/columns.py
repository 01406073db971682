"""Plain columns: read as they are and written as the JSON that clients get.

Days are compared and returned as ISO 8601 text on both databases; instants are shown with the
offset of the site's time zone.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from peewee import BooleanField, Cast, DateField, Field, FloatField, IntegerField, ModelAlias, Node

from models.database import is_postgresql
from models.instants import FOREVER, InstantField, from_microseconds
from resolvers.planning import At, Planner, attribute_shape
from resolvers.reads import Read, Shape
from resolvers.selections import Selected

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


@attribute_shape.register
def plain_shape(attribute: Field, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Read a column whose value is JSON already: text, a number, the name of an enum."""
    return At(target.column(attribute.name))


@attribute_shape.register
def boolean_shape(attribute: BooleanField, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Read a truth value, which SQLite keeps as 0 or 1."""
    place = target.column(attribute.name)
    return lambda row, loaded: None if row[place] is None else bool(row[place])


@attribute_shape.register
def day_shape(attribute: DateField, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Read a day as `YYYY-MM-DD`."""
    return At(target.column(attribute.name, as_text(target.table, attribute)))


@attribute_shape.register
def instant_shape(attribute: InstantField, selected: Selected, target: Read, planner: Planner) -> Shape:
    """Read an instant as ISO 8601 with the site's offset; an open end is null."""
    place = target.column(attribute.name)
    return lambda row, loaded: shown(row[place], loaded.reading.zone)


@lru_cache(maxsize=8192)
def shown(microseconds: int | None, zone: ZoneInfo) -> str | None:
    """Write an instant for clients; the same ones are shown again and again."""
    if microseconds is None or microseconds == FOREVER:
        return None
    return from_microseconds(microseconds).astimezone(zone).isoformat()


def as_text(table: ModelAlias, field: Field) -> Node:
    """Select a column in the form that comparisons, cursors and clients share."""
    column: Node = getattr(table, field.name)
    return Cast(column, "TEXT") if is_postgresql() and isinstance(field, DateField) else column
