"""Cursors: opaque places in an order, stable while entries come and go around them.

A cursor holds the order it was made for and the values of that order's columns, the entry id
last. One that was made for another order, or by nobody, is refused.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date
from typing import Any

import orjson
from peewee import DateField, Field

from models.edition import Edition
from resolvers.errors import BadUserInput, Place


def encode(order: Sequence[str], values: Sequence[Any]) -> str:
    """Write a cursor for the row that has *values* in the columns of *order* and in `entry`."""
    return urlsafe_b64encode(orjson.dumps([",".join(order), *values])).decode().rstrip("=")


def decode(cursor: str, model: type[Edition], order: Sequence[str], place: Place) -> list[Any]:
    """Read the values of a cursor; raise `BadUserInput` unless it was made for this order."""
    try:
        name, *values = orjson.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, binascii.Error, UnicodeError):
        raise BadUserInput("This is not a cursor of Sundial.", place) from None
    fields = [model._meta.fields[column.lstrip("-")] for column in (*order, "entry")]
    if name != ",".join(order):
        raise BadUserInput("This cursor was made for a list in another order.", place)
    if len(values) != len(fields) or not all(map(fits, fields, values)):
        raise BadUserInput("This is not a cursor of Sundial.", place)
    return list(values)


def fits(field: Field, value: Any) -> bool:
    """Tell whether *value* could stand in a cursor for *field*: no database is asked with less."""
    if isinstance(field, DateField):
        try:
            return bool(date.fromisoformat(value).isoformat() == value)
        except (TypeError, ValueError):
            return False
    return type(value) is int and abs(value) < 2**63
