"""Caches: what was used last, as much as there is room for by number and by weight.

They are of the library cachetools. Every cache whose size clients decide is one of these; docs/architecture.md lists
them.
"""

from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Any, Generic, TypeVar

from cachetools import LRUCache

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


Evicted = Callable[[Any, Any], object]
"""Told of a key and value that made room for others."""


def nobody(key: Any, value: Any) -> None:
    """Be told, and do nothing."""


class TellingCache(LRUCache[Any, Any]):
    """Tells what makes room for others."""

    on_evicted: Evicted = staticmethod(nobody)

    def popitem(self) -> tuple[Any, Any]:
        """Remove what was not used for longest."""
        key, value = super().popitem()
        self.on_evicted(key, value)
        return key, value


class WeighedCache(Generic[Key, Value]):
    """At most *most* values of *heaviest* bytes together, as *weigh* tells them; safe for threads.

    What makes room for others is told to one who asked for it, and must not use the cache meanwhile.
    """

    def __init__(self, most: int, heaviest: int, weigh: Callable[[Value], int]) -> None:
        self.most, self.lock = most, Lock()
        self.values = TellingCache(heaviest, weigh)

    def tell_evicted(self, on_evicted: Evicted) -> None:
        """Tell a key and its value whenever they have made room for others."""
        self.values.on_evicted = on_evicted

    @property
    def is_full(self) -> bool:
        """Whether others have to make room for most values: nine tenths of the bytes are taken, or all places."""
        return len(self.values) >= self.most or self.values.currsize > self.values.maxsize * 0.9

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

    def drop(self, keys: Iterable[Key] | None = None) -> None:
        """Remove the values of some keys, by default all."""
        with self.lock:
            for key in list(self.values) if keys is None else keys:
                self.values.pop(key, None)

    def all(self) -> list[Value]:
        """List the values."""
        with self.lock:
            return list(dict(self.values).values())

    @property
    def weight(self) -> int:
        """The bytes of all values."""
        return int(self.values.currsize)

    def __contains__(self, key: Key) -> bool:
        return key in self.values

    def __len__(self) -> int:
        return len(self.values)
