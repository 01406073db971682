"""Labels, as clients see them."""

import models
from schema.building import content_type
from schema.entries import Entry
from schema.words import Text


@content_type(
    models.Label,
    filters=("text",),
    orders=("text",),
)
class Label(Entry):
    """A name or interface word with its accepted translations."""

    text: Text
    """The words."""
