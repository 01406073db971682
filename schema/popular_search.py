"""Popular searches, as clients see them."""

import models
from schema.building import content_type
from schema.entries import Entry
from schema.members import LinkedList, Text


@content_type(
    models.PopularSearch,
    names=("popular_search", "popular_searches"),
    filters=("label",),
    orders=("label",),
)
class PopularSearch(Entry):
    """A search that is offered to visitors."""

    label: Text
    """The words searched for."""
    schools: LinkedList
    """The schools that it concerns."""
    sdgs: LinkedList
    """The goals that it concerns."""
    tags: LinkedList
    """Its topics."""
