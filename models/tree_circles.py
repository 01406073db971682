"""Circles of trees that are in a database: entries that stand below themselves at some instant, past ones as well.

No act leaves one (`models.trees`). What was written before, or past the acts, may have some; paths are cut then.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from models.edition import Edition, content_types, own_fields
from models.instants import FOREVER, in_zone
from models.links import Link
from models.trees import Way


class Circle(NamedTuple):
    """Entries of a type that stand below each other from an instant to another, and below themselves so."""

    model: type[Edition]
    way: Way

    def in_words(self, zone: ZoneInfo) -> str:
        """Say it for people, with times in a zone."""
        ends = "" if self.way.until == FOREVER else f" until {in_zone(self.way.until, zone).isoformat()}"
        return f"{self.model.__name__} {self.way.names}: from {in_zone(self.way.since, zone).isoformat()}{ends}"


def trees() -> list[type[Edition]]:
    """List the content types whose entries stand below each other."""
    return [model for model in content_types() if is_tree(model)]


def is_tree(model: type[Edition]) -> bool:
    """Tell whether the entries of a type stand below each other."""
    parent = own_fields(model).get("parent")
    return isinstance(parent, Link) and parent.target == model.__name__


def circles(model: Any) -> Iterator[Circle]:
    """Find the circles among the published editions of a type, each once."""
    above: dict[int, list[Way]] = defaultdict(list)
    rows = model.select(model.entry, model.slug, model.parent, model.live_from, model.live_until)
    published = rows.where(model.live_from.is_null(is_null=False) & model.parent.is_null(is_null=False))
    for entry, slug, parent, begins, ends in published.order_by(model.entry, model.live_from).tuples().iterator():
        above[entry].append(Way((entry,), (slug,), parent, begins, ends))
    remaining = on_circles(above)
    for start in sorted(remaining):
        yield from (Circle(model, way) for way in circles_from(start, remaining))


def on_circles(above: dict[int, list[Way]]) -> dict[int, list[Way]]:
    """Leave out, again and again, what stands below nothing and what nothing stands below."""
    remaining = dict(above)
    while True:
        named = {way.above for ways in remaining.values() for way in ways}
        kept = {
            entry: ways
            for entry, several in remaining.items()
            if entry in named and (ways := [way for way in several if way.above in remaining])
        }
        if sum(map(len, kept.values())) == sum(map(len, remaining.values())):
            return kept
        remaining = kept


def circles_from(start: int, above: dict[int, list[Way]]) -> Iterator[Way]:
    """Walk up from an entry, over entries with higher numbers, and yield the ways that come back to it."""
    ways = list(above[start])
    while ways:
        way = ways.pop()
        if way.above == start:
            yield way
        elif way.above > start and way.above not in way.entries:
            ways += [
                Way((*way.entries, *each.entries), (*way.slugs, *each.slugs), each.above, *within)
                for each in above.get(way.above, ())
                if (within := (max(way.since, each.since), min(way.until, each.until)))[0] < within[1]
            ]
