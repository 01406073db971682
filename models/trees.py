"""Trees: no entry stands below itself, at any instant, and none deeper than paths reach.

A tree is another at each instant: entries, and those above them, are moved by editions that begin and end. So a walk
upwards goes through spans, which become shorter where what stands above changes:

    one    ├──────────── below two ─────────────
    two    ├── below nothing ──┤── below one ───      from here on one stands below itself
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from models.addresses.patterns import DEEPEST
from models.instants import FOREVER
from models.problems import LinkProblem, Problem
from models.reasons import reason

CIRCLE = reason("stands below itself")

TOO_DEEP = reason("stands below more than {most} others", most=DEEPEST - 1)


class Way(NamedTuple):
    """A way upwards, from an instant to another: the entries on it, from the first on, and what stands above them."""

    entries: tuple[int, ...]
    slugs: tuple[str, ...]
    above: int
    since: int
    until: int

    @property
    def names(self) -> str:
        """Write it for people, back to where it began."""
        return " > ".join((*self.slugs, self.slugs[0]))


def tree_problems(
    model: Any, values: dict[str, Any], at: int, entry: int | None = None, until: int = FOREVER
) -> Iterator[Problem]:
    """Find that an edition that is to be live from an instant to another stands below itself then, or too deep.

    It is live until the next edition of its *entry* begins at the latest. Without the number of that it is written
    already: it is the one that has its slug.
    """
    if values.get("parent") is None:
        return
    if entry is None:
        own = model.live(at).where(model.slug == values["slug"]).first()
        if own is None or own.parent_id is None:
            return
        begins = Way((own.entry_id,), (own.slug,), own.parent_id, at, own.live_until)
    else:
        ends = min(until, model.next_begin(entry, at))
        begins = Way((entry,), (str(values["slug"]),), values["parent"], at, ends)
    yield from first_problem(model, begins)


def first_problem(model: Any, begins: Way) -> list[Problem]:
    """Walk up from an entry, along all ways that there are in a span."""
    ways = [begins]
    while ways:
        for way in ways:
            if way.above == way.entries[0]:
                return [circle_problem(way)]
        if len(ways[0].entries) >= DEEPEST:
            return [Problem("parent", TOO_DEEP, "TREE_TOO_DEEP")]
        ways = list(further(model, ways))
    return []


def circle_problem(way: Way) -> Problem:
    """Say that the first of some entries stands below itself, and over which others."""
    entries = tuple((each, None) for each in way.entries)
    return LinkProblem("parent", CIRCLE, "PARENT_CIRCLE", entries=entries, names=way.names)


def further(model: Any, ways: Sequence[Way]) -> Iterator[Way]:
    """Go up by one; a way that comes back to one of its entries but the first ends: that circle is not of this one."""
    since, until = min(way.since for way in ways), max(way.until for way in ways)
    rows = model.select(model.entry, model.slug, model.parent, model.live_from, model.live_until).where(
        model.entry.in_(sorted({way.above for way in ways}))
        & model.parent.is_null(is_null=False)
        & (model.live_from < until)
        & (model.live_until > since)
    )
    above: dict[int, list[Any]] = {}
    for row in rows.tuples():
        above.setdefault(row[0], []).append(row)
    for way in ways:
        for entry, slug, parent, begins, ends in above.get(way.above, ()):
            within = max(way.since, begins), min(way.until, ends)
            if within[0] < within[1] and parent not in (entry, *way.entries[1:]):
                yield Way((*way.entries, entry), (*way.slugs, slug), parent, *within)
