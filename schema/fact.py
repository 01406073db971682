"""Facts and figures, as clients see them."""

from typing import TYPE_CHECKING

import models
from schema.building import content_type
from schema.entries import Entry
from schema.words import LinkedList, Text, Values

if TYPE_CHECKING:
    from schema.ranking import ScopedRank
    from schema.tag import Tag


@content_type(
    models.Fact,
    filters=("label", "value", "year"),
    orders=("year", "value"),
)
class Fact(Entry):
    """A figure with what it counts, or ranks in its place."""

    label: Text
    """What is counted."""
    value: float | None
    """The figure; null where ranks stand for it."""
    prefix: str | None
    """What stands before the figure."""
    suffix: str | None
    """What stands behind the figure: `+` or `%`."""
    ranks: Values["ScopedRank"]
    """Places, where the fact has no figure."""
    detail: Text
    """More about it."""
    credit: Text
    """Where it comes from, as printed."""
    source: Text
    """Who published it."""
    year: int | None
    """The year it was published."""
    tags: LinkedList["Tag"]
    """Its topics."""
