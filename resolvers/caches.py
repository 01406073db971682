"""Caches: what was used last, as much as there is room for by number and by weight.

They are of the library cachetools. Every cache whose size clients decide is one of these; docs/architecture.md lists
them.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

from cachetools import LRUCache

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class CountingCache(LRUCache[Any, Any]):
    """Counts what makes room for others."""

    evicted = 0

    def popitem(self) -> tuple[Any, Any]:
        """Remove what was not used for longest."""
        self.evicted += 1
        return super().popitem()


class WeighedCache(Generic[Key, Value]):
    """At most *most* values of *heaviest* bytes together, as *weigh* tells them; safe for threads."""

    def __init__(self, most: int, heaviest: int, weigh: Callable[[Value], int]) -> None:
        self.most, self.lock = most, Lock()
        self.values = CountingCache(heaviest, weigh)

    def get(self, key: Key) -> Value | None:
        """Return the value of a key; it is then the one that was used last."""
        with self.lock:
            found: Value | None = self.values.get(key)
            return found

    def put(self, key: Key, value: Value) -> None:
        """Add a value, or weigh it again where it has grown; without room even alone, it is not there afterwards."""
        with self.lock:
            try:
                self.values[key] = value
            except ValueError:
                self.values.pop(key, None)
            while len(self.values) > self.most:
                self.values.popitem()

    def drop(self, is_useless: Callable[[Key, Value], bool] = lambda key, value: True) -> None:
        """Remove what is useless, by default all."""
        with self.lock:
            for key in [key for key, value in list(self.values.items()) if is_useless(key, value)]:
                del self.values[key]

    def all(self) -> list[Value]:
        """List the values."""
        with self.lock:
            return list(dict(self.values).values())

    @property
    def weight(self) -> int:
        """The bytes of all values."""
        return int(self.values.currsize)

    @property
    def evicted(self) -> int:
        """How many values have made room for others."""
        return self.values.evicted

    def __contains__(self, key: Key) -> bool:
        return key in self.values

    def __len__(self) -> int:
        return len(self.values)
