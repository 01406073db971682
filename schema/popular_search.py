"""Popular searches, as clients see them."""

from typing import TYPE_CHECKING

import models
from schema.building import content_type
from schema.entries import Entry
from schema.words import LinkedList, Text

if TYPE_CHECKING:
    from schema.school import School
    from schema.sustainable_development_goal import SustainableDevelopmentGoal
    from schema.tag import Tag


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
    schools: LinkedList["School"]
    """The schools that it concerns."""
    sdgs: LinkedList["SustainableDevelopmentGoal"]
    """The goals that it concerns."""
    tags: LinkedList["Tag"]
    """Its topics."""
