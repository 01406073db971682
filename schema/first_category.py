"""Categories of firsts, as clients see them."""

from typing import TYPE_CHECKING

import models
from schema.building import content_type
from schema.entries import Entry
from schema.words import Pages, Text

if TYPE_CHECKING:
    from schema.first import First


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
    firsts: Pages["First"]
    """The firsts in it."""
