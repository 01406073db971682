"""Changes of a list of links: entries are added, moved and removed, whatever others do to the list meanwhile.

They never clash: what is added twice is moved, what is gone is not missed, and a place beside what is gone is the last.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Placed(NamedTuple):
    """An entry that is put at a place: behind or before another one, or *first*; last where none is said."""

    entry: int
    after: int | None = None
    before: int | None = None
    first: bool = False


class Add(NamedTuple):
    """An entry that is added, or moved where it is there already."""

    place: Placed


class Move(NamedTuple):
    """An entry that is moved; where it is not there, nothing is."""

    place: Placed


class Remove(NamedTuple):
    """An entry that is taken out."""

    entry: int


class LinkChanges(NamedTuple):
    """What is done to a list of links, one after the other."""

    steps: Sequence[Add | Move | Remove]

    def applied(self, links: Sequence[int]) -> list[int]:
        """Return the list that they make of another."""
        found = list(links)
        for step in self.steps:
            if isinstance(step, Remove):
                found = [each for each in found if each != step.entry]
            elif isinstance(step, Add) or step.place.entry in found:
                found = put(found, step.place)
        return found


def put(links: Sequence[int], place: Placed) -> list[int]:
    """Put an entry at a place."""
    others = [each for each in links if each != place.entry]
    at = len(others)
    if place.after in others:
        at = others.index(place.after) + 1
    elif place.before in others:
        at = others.index(place.before)
    elif place.first:
        at = 0
    return [*others[:at], place.entry, *others[at:]]
