"""Categories of firsts, as clients see them."""

import models
from schema.building import content_type
from schema.entries import Entry
from schema.members import Pages, Text


@content_type(
    models.FirstCategory,
    names=("first_category", "first_categories"),
    filters=("name", "firsts"),
    orders=("name",),
)
class FirstCategory(Entry):
    """A category that firsts are shown under."""

    name: Text
    """The label of the category."""
    firsts: Pages
    """The firsts in it."""
