"""Firsts, as clients see them."""

from typing import TYPE_CHECKING

import models
from schema.building import content_type
from schema.entries import Entry
from schema.words import LinkedList, Text

if TYPE_CHECKING:
    from schema.first_category import FirstCategory
    from schema.school import School
    from schema.sustainable_development_goal import SustainableDevelopmentGoal
    from schema.tag import Tag


@content_type(
    models.First,
    filters=("title", "categories", "schools", "sdgs", "tags"),
    orders=("title",),
)
class First(Entry):
    """Something that the university did before others."""

    title: Text
    """The headline."""
    subtitle: Text
    """The line below it."""
    categories: LinkedList["FirstCategory"]
    """The categories under which it is shown."""
    schools: LinkedList["School"]
    """The schools behind it."""
    sdgs: LinkedList["SustainableDevelopmentGoal"]
    """The goals that it contributes to."""
    tags: LinkedList["Tag"]
    """Its topics."""
