"""Events, as clients see them."""

from datetime import date, datetime
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
    models.Event,
    filters=(
        "title",
        "category",
        "is_all_day",
        "starts_at",
        "ends_at",
        "starts_on",
        "ends_on",
        "schools",
        "sdgs",
        "tags",
    ),
    orders=("starts_at", "ends_at", "title"),
)
class Event(Entry):
    """An event: a span of time between two instants."""

    title: Text
    """The title, as printed."""
    category: Text
    """The kind of event."""
    venue: Text
    """Where it takes place; null where that is not stated."""
    is_all_day: bool
    """Whether only its days count; its instants are then the midnights around them."""
    starts_at: datetime
    """The instant at which it starts."""
    ends_at: datetime
    """The instant at which it ends: 14:30 on the last day may be earlier than its hour of starting.

    An event of a single instant, such as a deadline, ends at that of its start.
    """
    starts_on: date
    """Its first day, at the site."""
    ends_on: date
    """Its last day, at the site."""
    schools: LinkedList["School"]
    """The schools that it concerns."""
    sdgs: LinkedList["SustainableDevelopmentGoal"]
    """The goals that it contributes to."""
    tags: LinkedList["Tag"]
    """Its topics."""
