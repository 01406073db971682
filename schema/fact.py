"""Facts and figures, as clients see them."""

import models
from schema.building import content_type
from schema.entries import Entry
from schema.members import LinkedList, Text, Values


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
    ranks: Values
    """Places, where the fact has no figure."""
    detail: Text
    """More about it."""
    credit: Text
    """Where it comes from, as printed."""
    source: Text
    """Who published it."""
    year: int | None
    """The year it was published."""
    tags: LinkedList
    """Its topics."""
