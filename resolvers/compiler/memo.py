"""A memo: what was made of some bytes is kept and used again for the same bytes, within one bound for all."""

from collections.abc import Callable
from itertools import count
from typing import Any

HEAVIEST = 16_000_000
"""Bytes that it holds at most; one thing an eighth of it. The homepage's, in a language, take 0.1 MB."""

PLACE = 300
"""Bytes that an item takes beside its payload and its text."""


class Memo:
    """Keeps texts by what they were made of; when it is full, it is emptied."""

    def __init__(self, heaviest: int = HEAVIEST) -> None:
        self.heaviest, self.weight, self.numbers = heaviest, 0, count()
        self.kept: dict[tuple[int, bytes, str], bytes] = {}

    def remembering(self, make: Callable[[bytes, str], bytes]) -> Callable[[bytes, str], bytes]:
        """Let what *make* makes be kept, under a number of its own: the memo does not hold whoever makes it."""
        number, kept = next(self.numbers), self.kept

        def remembered(payload: bytes, languages: str) -> bytes:
            key = number, payload, languages
            found = kept.get(key)
            if found is None:
                found = make(payload, languages)
                self.keep(key, found)
            return found

        return remembered

    def keep(self, key: Any, text: bytes) -> None:
        """Keep a text, unless it is so long that others would have no room."""
        weight = len(key[1]) + len(text) + PLACE
        if weight > self.heaviest // 8:
            return
        if self.weight + weight > self.heaviest:
            self.kept.clear()
            self.weight = 0
        self.kept[key] = text
        self.weight += weight


FORMATTED = Memo()
"""What late values became: the trees of parts and the reports of languages."""
