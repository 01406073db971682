"""Checks of trees: that no entry stands below itself, and none deeper than paths reach."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from models.addresses.patterns import DEEPEST
from models.problems import Problem
from models.reasons import reason

CIRCLE = reason("stands below itself")

TOO_DEEP = reason("stands below more than {most} others", most=DEEPEST - 1)

MOST_INSTANTS = 100
"""Instants to come at which a tree is looked at: those at which editions of its type begin."""


def tree_problems(model: Any, values: dict[str, Any], at: int, entry: int | None) -> Iterator[Problem]:
    """Find that an edition that is to be live from an instant stands below itself then, or later, or too deep.

    Without the number of its *entry* it is written already: it is the one that has its slug.
    """
    if values.get("parent") is None:
        return
    if entry is None:
        own = live(model, at).where(model.slug == values["slug"]).first()
        if own is None:
            return
        entry, above = own.entry_id, own.parent_id
    else:
        above = values["parent"]
    found = (problem_at(model, entry, above, instant) for instant in instants(model, entry, at))
    yield from islice(filter(None, found), 1)


def live(model: Any, at: int) -> Any:
    """Select what is live at an instant."""
    return model.select().where((model.live_from <= at) & (model.live_until > at))


def instants(model: Any, entry: int, at: int) -> list[int]:
    """List an instant and those after it at which the tree is another, until the entry itself is another."""
    later = model.select(model.live_from).where(model.live_from > at).order_by(model.live_from).distinct()
    following = later.where(model.entry == entry).limit(1).scalar()
    if following is not None:
        later = later.where(model.live_from < following)
    return [at, *(instant for (instant,) in later.limit(MOST_INSTANTS).tuples())]


def problem_at(model: Any, entry: int, above: int | None, at: int) -> Problem | None:
    """Walk up from what stands above an entry at an instant."""
    seen = {entry}
    while above is not None:
        if above == entry:
            return Problem("parent", CIRCLE, "PARENT_CIRCLE")
        if above in seen:  # a circle above, which is not this entry's
            return None
        seen.add(above)
        if len(seen) > DEEPEST:
            return Problem("parent", TOO_DEEP, "TREE_TOO_DEEP")
        row = live(model, at).where(model.entry == above).first()
        above = None if row is None else row.parent_id
    return None
