"""Series of events, as clients see them."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import models
from models.event_series import SkippedDay as SkippedDayComponent
from schema.building import component_type, content_type
from schema.entries import Entry
from schema.words import Languages, Linked, LinkedList, Pages, Text, Values

if TYPE_CHECKING:
    from schema.event import Event
    from schema.place import Place
    from schema.school import School
    from schema.tag import Tag


@component_type(SkippedDayComponent)
class SkippedDay:
    """A day on which nothing happens, whatever the rule says."""

    day: date
    """The day, at the site."""
    note: Text
    """Why."""
    translation: Languages
    """In which language the note was served."""


@content_type(
    models.EventSeries,
    names=("event_series", "all_event_series"),
    filters=("title", "place", "schools", "tags", "occurrences"),
    orders=("title",),
)
class EventSeries(Entry):
    """What happens again and again; its occurrences are events of their own."""

    title: Text
    """The title."""
    summary: Text
    """What it is about, in a few lines."""
    category: Text
    """The kind of event."""
    venue: Text
    """Where it takes place, as printed."""
    place: Linked["Place"]
    """The place, where it is one of ours."""
    rule: str
    """When it happens again, as a rule of RFC 5545: `FREQ=WEEKLY;BYDAY=TU`."""
    first_starts_at: datetime
    """The instant at which the first of its events starts."""
    minutes: int
    """How long each takes, unless the event says otherwise."""
    exceptions: Values["SkippedDay"]
    """Days on which nothing happens."""
    schools: LinkedList["School"]
    """The schools that it concerns."""
    tags: LinkedList["Tag"]
    """Its topics."""
    occurrences: Pages["Event"]
    """Its events, as far as they are made."""
