"""Counting in Python what SQLite would look for in columns of tokens by `instr`, text after text.

It takes three fifths of the time, and a statement is the same for any number of words. PostgreSQL counts in SQL.
Loops are written out: it is called for each entry that is ranked.
"""

from functools import lru_cache
from typing import NamedTuple

import orjson


class Required(NamedTuple):
    """A text that must be in the *column* of a number."""

    column: int
    text: bytes


class Counted(NamedTuple):
    """What counts *points* where *text* and the *others* are in the *column* of a number.

    It contains the text of a number among those that are *required*, and is not looked for without that. Without a
    text of its own it is that.
    """

    column: int
    required: int
    text: bytes
    others: tuple[bytes, ...]
    points: int


class Packed(NamedTuple):
    """Groups, of each of which the first that is there counts, and what is looked for before."""

    required: tuple[Required, ...]
    groups: tuple[tuple[Counted, ...], ...]


def sum_of_first(packed: str, *columns: bytes | None) -> int | None:
    """Add up what the first of each group counts whose texts are all in its column; None where a column is not given.

    The columns come in UTF-8, as they are stored. *packed* is JSON: lists of `[number of the column, text]` and, in
    groups, of `[number of the column, number of the former, texts, what they count]`.
    """
    found, total = [column or b"" for column in columns], 0
    given = len(found)
    required, groups = unpacked(packed)
    is_there = [column < given and text in found[column] for column, text in required]
    for group in groups:
        for column, number, text, others, points in group:
            if column >= given:
                return None
            if is_there[number] and (
                not text or (text in found[column] and (not others or has_all(found[column], others)))
            ):
                total += points
                break
    return total


def has_all(column: bytes, texts: tuple[bytes, ...]) -> bool:
    """Tell whether texts are all in a column."""
    return all(text in column for text in texts)


@lru_cache(64)
def unpacked(packed: str) -> Packed:
    """Read groups; a statement has the same for all of its rows."""
    required, groups = orjson.loads(packed)
    before = tuple(Required(column, text.encode()) for column, text in required)
    return Packed(before, tuple(tuple(counted(each, before) for each in group) for group in groups))


def counted(found: tuple[int, int, list[str], int], required: tuple[Required, ...]) -> Counted:
    """Read what counts."""
    column, number, texts, points = found
    first, *others = (text.encode() for text in texts)
    return Counted(column, number, b"" if first == required[number].text else first, tuple(others), points)
