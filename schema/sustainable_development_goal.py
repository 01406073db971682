"""The Sustainable Development Goals, as clients see them."""

import models
from schema.building import content_type
from schema.entries import Entry
from schema.members import Pages, Text


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
    news_stories: Pages
    """News stories that touch it."""
    programs: Pages
    """Programs that contribute to it."""
    awards: Pages
    """Awards for work that contributes to it."""
    events: Pages
    """Events that contribute to it."""
    firsts: Pages
    """Firsts that contribute to it."""
