"""Memos: what was made of some bytes is used again for the same bytes, within one bound for all makers."""

from collections.abc import Callable
from itertools import count
from threading import Lock
from typing import NamedTuple

from cachetools import FIFOCache

HEAVIEST = 16_000_000
"""Bytes that a memo holds at most; one value an eighth of it. The homepage's, in a language, take 0.1 MB."""

Key = tuple[int, bytes, str]
"""The number of a maker, what it made a text of, and the languages it was made for."""

PLACE = 300
"""Bytes that a value takes beside its payload and its text."""


class Formatted(NamedTuple):
    """A text, and what it was made of."""

    payload: bytes
    text: bytes

    @property
    def weight(self) -> int:
        """Bytes that it holds."""
        return len(self.payload) + len(self.text) + PLACE


class Memo:
    """Remembers texts by what they were made of; the oldest make room. Reading one takes no lock."""

    def __init__(self, heaviest: int = HEAVIEST) -> None:
        self.numbers, self.lock = count(), Lock()
        self.values: FIFOCache[Key, Formatted] = FIFOCache(heaviest, lambda value: value.weight)

    def remember(self, make: Callable[[bytes, str], bytes]) -> Callable[[bytes, str], bytes]:
        """Let what *make* makes be remembered, under a number of its own: the memo does not hold whoever makes it."""
        number, values = next(self.numbers), self.values

        def remembered(payload: bytes, languages: str) -> bytes:
            key = number, payload, languages
            try:
                return values[key].text
            except KeyError:
                text = make(payload, languages)
                self.add(key, text)
                return text

        return remembered

    def get(self, key: Key) -> bytes | None:
        """Return a text that is remembered."""
        try:
            return self.values[key].text
        except KeyError:  # `get` of the library looks twice, and another thread may make room in between
            return None

    def add(self, key: Key, text: bytes) -> None:
        """Remember a text, unless it is so long that others would have no room."""
        value = Formatted(key[1], text)
        if value.weight <= self.values.maxsize // 8:
            with self.lock:
                self.values[key] = value


FORMATTED = Memo()
"""What the formatters of components and of reports on languages have made."""
