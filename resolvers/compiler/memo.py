"""Memos: what was made of some bytes is used again for the same bytes, within one bound for all makers."""

from collections.abc import Callable
from itertools import count
from threading import Lock
from typing import Generic, TypeVar

from cachetools import FIFOCache

HEAVIEST = 16_000_000
"""Bytes that a memo holds at most; one value an eighth of it. The homepage's, in a language, take 0.1 MB."""

Key = tuple[int, bytes, str]
"""The number of a maker, what it made a text of, and the languages it was made for."""

Value = TypeVar("Value")

PLACE = 300
"""Bytes that a value takes beside its own and its payload."""


class Memo(Generic[Value]):
    """Remembers values by what they were made of; the oldest make room. Reading one takes no lock.

    *weigh* tells the bytes of a value.
    """

    def __init__(self, heaviest: int = HEAVIEST, *, weigh: Callable[[Value], int]) -> None:
        self.numbers, self.lock, self.weigh = count(), Lock(), weigh
        self.values: FIFOCache[Key, tuple[Value, int]] = FIFOCache(heaviest, lambda weighed: weighed[1])

    def remember(self, make: Callable[[bytes, str], Value]) -> Callable[[bytes, str], Value]:
        """Let what *make* makes be remembered, under a number of its own: the memo does not hold whoever makes it."""
        number, values = next(self.numbers), self.values

        def remembered(payload: bytes, languages: str) -> Value:
            key = number, payload, languages
            try:
                return values[key][0]
            except KeyError:
                return self.add(key, make(payload, languages))

        return remembered

    def get(self, key: Key) -> Value | None:
        """Return a value that is remembered."""
        try:
            return self.values[key][0]
        except KeyError:  # `get` of the library looks twice, and another thread may make room in between
            return None

    def add(self, key: Key, value: Value) -> Value:
        """Remember a value, unless it is so heavy that others would have no room; return it."""
        weight = len(key[1]) + self.weigh(value) + PLACE
        if weight <= self.values.maxsize // 8:
            with self.lock:
                self.values[key] = value, weight
        return value


FORMATTED: Memo[bytes] = Memo(weigh=len)
"""What the formatters of components and of reports on languages have made."""
