"""Differences of lists: which members were added, removed, and moved among those that stayed."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

Member = TypeVar("Member", bound=Hashable)


class ListDifference(NamedTuple, Generic[Member]):
    """How a list came to be another one; what is added and moved stands in the order of the later one."""

    added: list[Member]
    removed: list[Member]
    moved: list[Member]


def list_difference(before: Sequence[Member], after: Sequence[Member]) -> ListDifference[Member]:
    """Compare lists that have each member once; as few as possible are moved."""
    places = {member: place for place, member in enumerate(before)}
    stayed = [member for member in after if member in places]
    still = in_order([places[member] for member in stayed])
    there = set(after)
    return ListDifference(
        added=[member for member in after if member not in places],
        removed=[member for member in before if member not in there],
        moved=[member for member in stayed if places[member] not in still],
    )


def in_order(places: Sequence[int]) -> set[int]:
    """Choose as many of different numbers as ascend: the longest ascending row, found by its least possible ends."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    found: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found
