"""Categories of firsts, as clients see them."""

import models
from schema.building import content_type
from schema.entries import Entry
from schema.members import Pages, Text


@content_type(models.FirstCategory, plural="first_categories")
class FirstCategory(Entry):
    """A category that firsts are shown under."""

    name: Text
    """The label of the category."""
    firsts: Pages
    """The firsts in it."""
