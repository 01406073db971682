"""Tags, as clients see them."""

import models
from schema.building import content_type
from schema.entries import Entry
from schema.members import Pages, Text


@content_type(
    models.Tag,
    filters=("name", "news_stories", "programs", "awards", "events", "firsts"),
    orders=("name",),
)
class Tag(Entry):
    """A topic shared by content of several types."""

    name: Text
    """The name of the topic."""
    news_stories: Pages
    """News stories on it."""
    programs: Pages
    """Programs on it."""
    awards: Pages
    """Awards on it."""
    events: Pages
    """Events on it."""
    firsts: Pages
    """Firsts on it."""
