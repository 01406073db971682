"""Cursors: opaque places in an order, stable while entries come and go around them.

A cursor holds what it was made for, the order and for texts the languages they were sorted in,
and the values of the sort keys. One that was made for another order, or by nobody, is refused.
"""

import binascii
import re
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import orjson

from resolvers.context.errors import BadUserInput, Place
from resolvers.where.orders import SortKey

HEXADECIMAL = re.compile(r"(?:[0-9a-f]{2})*")


def encode(order: str, values: Sequence[Any]) -> str:
    """Write a cursor for the row that has these values in the keys of *order*."""
    return urlsafe_b64encode(orjson.dumps([order, *values])).decode().rstrip("=")


def decode(cursor: str, order: str, keys: Sequence[SortKey], place: Place) -> list[Any]:
    """Read the values of a cursor; raise `BadUserInput` unless it was made for this order."""
    try:
        content = orjson.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, UnicodeError):
        content = None
    if not isinstance(content, list) or not content:
        raise BadUserInput("This is not a cursor of Sundial.", place)
    name, *values = content
    if name != order:
        raise BadUserInput("This cursor was made for another list or another order.", place)
    if len(values) != len(keys) or not all(map(fits, keys, values)):
        raise BadUserInput("This is not a cursor of Sundial.", place)
    return [READ.get(key.kind, same)(value) for key, value in zip(keys, values, strict=True)]


def same(value: Any) -> Any:
    """Return a value that is bound as the cursor holds it."""
    return value


READ: dict[type, Callable[[Any], Any]] = {float: float, bytes: bytes.fromhex}
"""What is bound for the values of a cursor; where nothing is said, they themselves."""


def fits(key: SortKey, value: Any) -> bool:
    """Tell whether *value* could be that of a key, so that no database is asked with less."""
    if key.kind is int:
        return type(value) is int and abs(value) < 2**63
    if key.kind is float:
        return type(value) in (int, float) and abs(value) <= sys.float_info.max
    if not isinstance(value, str) or "\x00" in value:
        return False
    if key.kind is bytes:
        return bool(HEXADECIMAL.fullmatch(value))
    try:
        return key.kind is str or date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
