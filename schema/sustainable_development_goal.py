"""The Sustainable Development Goals, as clients see them."""

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
    models.SustainableDevelopmentGoal,
    names=("sdg", "sdgs"),
    filters=("number", "name", "news_stories", "programs", "awards", "events", "firsts"),
    orders=("number", "name"),
)
class SustainableDevelopmentGoal(Entry):
    """One of the United Nations' 17 Sustainable Development Goals."""

    number: int
    """Its number, from 1 to 17."""
    name: Text
    """Its name."""
    color: str
    """Its official colour, as `#RRGGBB`."""
    news_stories: Pages["NewsStory"]
    """News stories that touch it."""
    programs: Pages["Program"]
    """Programs that contribute to it."""
    awards: Pages["Award"]
    """Awards for work that contributes to it."""
    events: Pages["Event"]
    """Events that contribute to it."""
    firsts: Pages["First"]
    """Firsts that contribute to it."""
