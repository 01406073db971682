"""A shelf: what was used last is kept, as much as has room by number and by weight."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")


class Shelf(Generic[Key, Thing]):
    """Keeps *most* things, which weigh *heaviest* bytes together; those that were not used for longest make room.

    *on_drop* is told of each that is not kept any longer.
    """

    def __init__(self, most: int, heaviest: int, on_drop: Callable[[Thing], None] = lambda thing: None) -> None:
        self.most, self.heaviest, self.on_drop, self.lock = most, heaviest, on_drop, Lock()
        self.things: OrderedDict[Key, Thing] = OrderedDict()
        self.weights: dict[Key, int] = {}
        self.weight = 0

    def get(self, key: Key) -> Thing | None:
        """Return what is kept under a key, as the latest that was used."""
        with self.lock:
            found = self.things.get(key)
            if found is not None:
                self.things.move_to_end(key)
            return found

    def put(self, key: Key, thing: Thing, weight: int) -> None:
        """Keep a thing, as the latest that was used, in place of what was kept under its key."""
        with self.lock:
            if key in self.things:
                self.forget(key)
            self.things[key] = thing
            self.note(key, weight)

    def weigh(self, key: Key, thing: Thing, weight: int) -> None:
        """Note what a thing weighs now, if it is still kept."""
        with self.lock:
            if self.things.get(key) is thing:
                self.note(key, weight)

    def note(self, key: Key, weight: int) -> None:
        """Note a weight, and make room; the lock is held."""
        self.weight += weight - self.weights.get(key, 0)
        self.weights[key] = weight
        while len(self.things) > self.most or self.weight > self.heaviest:
            self.forget(next(iter(self.things)))

    def forget(self, key: Key) -> None:
        """Forget what is kept under a key; the lock is held."""
        self.weight -= self.weights.pop(key)
        self.on_drop(self.things.pop(key))

    def drop(self, is_useless: Callable[[Thing], bool] = lambda thing: True) -> None:
        """Forget what is useless: all, unless told."""
        with self.lock:
            for key in [key for key, thing in self.things.items() if is_useless(thing)]:
                self.forget(key)

    def __len__(self) -> int:
        return len(self.things)
