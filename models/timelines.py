"""Timelines: when the editions of an entry are live, by version, as plain values.

    v1 ├─────────┤                      v3 is placed at its instant: v1, which is live there, ends,
    v3           ├────────┤             and v3 ends where v2 begins
    v2                    ├───────────

Taken away again, what it took over from goes on until the next one begins.
"""

from collections.abc import Mapping
from typing import NamedTuple

from models.instants import FOREVER


class Span(NamedTuple):
    """From which instant to before which other one something is live, in microseconds."""

    begins: int
    ends: int = FOREVER


class Times(NamedTuple):
    """When an edition is live, in microseconds: `live_from`, None for a draft, and `live_until`."""

    begins: int | None
    ends: int

    def holds(self, at: int) -> bool:
        """Tell whether an instant is among them."""
        return self.begins is not None and self.begins <= at < self.ends

    def lies_in(self, other: "Times") -> bool:
        """Tell whether the other has all of these instants; a draft has none."""
        if self.begins is None:
            return True
        return other.begins is not None and other.begins <= self.begins and self.ends <= other.ends


DRAFT = Times(None, FOREVER)

Timeline = Mapping[int, Times]


def begin_at(timeline: Timeline, at: int) -> bool:
    """Tell whether an edition begins at an instant."""
    return any(times.begins == at for times in timeline.values())


def place(timeline: Timeline, version: int, begins: int, until: int) -> dict[int, Times]:
    """Put an edition among others: what is live where it begins ends there, and it ends where the next one begins."""
    others = {each: Times(times.begins, begins) if times.holds(begins) else times for each, times in timeline.items()}
    return {**others, version: Times(begins, min(until, next_begin(timeline, begins)))}


def take_away(timeline: Timeline, version: int) -> dict[int, Times]:
    """Take an edition that has not begun from others: what it took over from goes on until the next one begins."""
    begins = timeline[version].begins
    others = {each: times for each, times in timeline.items() if each != version}
    ends = FOREVER if begins is None else next_begin(others, begins)
    return {each: Times(times.begins, ends) if times.ends == begins else times for each, times in others.items()}


def next_begin(timeline: Timeline, at: int) -> int:
    """Return when the first edition after an instant begins; `FOREVER` where none does."""
    begins = [times.begins for times in timeline.values() if times.begins is not None]
    return min((each for each in begins if each > at), default=FOREVER)


def planned_end(timeline: Timeline, version: int) -> int:
    """Return the end that an edition was given; `FOREVER` where it ends because the next one begins."""
    ends = timeline[version].ends
    return FOREVER if begin_at(timeline, ends) else ends


def changes(before: Timeline, after: Timeline) -> list[tuple[int, Times]]:
    """List what to change, so that no two editions are live at once on the way: what makes room for others first."""
    changed = [(version, times) for version, times in after.items() if before[version] != times]
    return sorted(changed, key=lambda change: rank(before[change[0]], change[1]))


def rank(before: Times, after: Times) -> int:
    """Rank a change: 0 where it makes room, 2 where it takes what is next to it, 1 where it goes elsewhere."""
    if after.lies_in(before):
        return 0
    return 2 if before.begins is not None and before.lies_in(after) else 1
