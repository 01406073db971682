"""Popular searches, as clients see them."""

import models
from schema.building import content_type
from schema.entries import Entry
from schema.members import Text


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
