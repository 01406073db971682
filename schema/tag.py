"""Tags, as clients see them."""

from typing import TYPE_CHECKING

import models
from schema.building import content_type
from schema.entries import Entry
from schema.words import Pages, Text

if TYPE_CHECKING:
    from schema.award import Award
    from schema.event import Event
    from schema.first import First
    from schema.news_story import NewsStory
    from schema.program import Program


@content_type(
    models.Tag,
    filters=("name", "news_stories", "programs", "awards", "events", "firsts"),
    orders=("name",),
)
class Tag(Entry):
    """A topic shared by content of several types."""

    name: Text
    """The name of the topic."""
    news_stories: Pages["NewsStory"]
    """News stories on it."""
    programs: Pages["Program"]
    """Programs on it."""
    awards: Pages["Award"]
    """Awards on it."""
    events: Pages["Event"]
    """Events on it."""
    firsts: Pages["First"]
    """Firsts on it."""
