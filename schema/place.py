"""Places, as clients see them."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import models
from models.hours import SpecialHours as SpecialHoursComponent
from models.hours import Weekday
from models.hours import WeeklyHours as WeeklyHoursComponent
from models.place import PlaceKind
from resolvers.attributes.opening_hours import IsOpen, NextOpeningOrClosing, OpeningHours
from schema.building import component_type, content_type, plain_type
from schema.entries import Entry
from schema.words import Languages, Linked, Pages, RichText, Text, Value, Values

if TYPE_CHECKING:
    from schema.event import Event
    from schema.person import Person
    from schema.seo import Seo


@component_type(WeeklyHoursComponent)
class WeeklyHours:
    """When a place is open on some days of every week."""

    first_day: Weekday
    """The first of these days."""
    last_day: Weekday | None
    """The last of them; null where it is one day alone."""
    opens: str
    """The time of day at which it opens, as `09:00`, at the site."""
    closes: str
    """The time of day at which it closes, as `18:00`; on the next day where that is not later than it opens."""


@component_type(SpecialHoursComponent)
class SpecialHours:
    """What takes the place of the weekly hours on some days."""

    first_on: date
    """The first of these days."""
    last_on: date | None
    """The last of them; null where it is one day alone."""
    note: Text
    """Why that is: a holiday, say."""
    opens: str | None
    """The time of day at which it opens; null where it is closed."""
    closes: str | None
    """The time of day at which it closes; null where it is closed."""
    translation: Languages
    """In which language the note was served."""


@plain_type
class OpenSpan:
    """From when to when a place is open."""

    opens: str
    """The time of day at which it opens, as `09:00`, at the site."""
    closes: str
    """The time of day at which it closes, as `18:00`; on the next day where that is not later than it opens."""
    opens_at: datetime
    """The instant at which it opens."""
    closes_at: datetime
    """The instant at which it closes."""


@plain_type
class DayHours:
    """The hours of a day: those that begin on it."""

    date: date
    """The day."""
    hours: list[OpenSpan]
    """From when to when it is open, in order; empty where it is closed."""
    is_special: bool
    """Whether these hours take the place of those of the week."""
    note: str | None
    """Why that is."""
    lang: str | None
    """The language in which the note was served, as a tag of BCP 47; null where there is none."""


HOURS = ("weekly_hours", "special_hours")
"""The columns that say when a place is open."""


@content_type(
    models.Place,
    filters=("name", "kind", "part_of", "parts", "events"),
    orders=("name", "kind"),
)
class Place(Entry):
    """A place: a building, a room, a ground."""

    name: Text
    """The name."""
    kind: PlaceKind
    """What it is."""
    part_of: Linked["Place"]
    """The place that it is a part of: the building of a room."""
    parts: Pages["Place"]
    """The places that are parts of it."""
    address: Text
    """The address, as it is written on a letter."""
    latitude: float | None
    """Degrees north of the equator; south of it, less than 0."""
    longitude: float | None
    """Degrees east of Greenwich; west of it, less than 0."""
    map_url: str | None
    """The address of a map that shows it."""
    weekly_hours: Values["WeeklyHours"]
    """When it is open in every week."""
    special_hours: Values["SpecialHours"]
    """Days on which that is otherwise."""
    opening_hours: Values["DayHours"] = OpeningHours(*HOURS)  # type: ignore[assignment]
    """Its hours on some days; those of which nothing is said are left out."""
    is_open: bool | None = IsOpen(*HOURS)  # type: ignore[assignment]
    """Whether it is open at the instant of the reading; null where its hours do not say."""
    opens_or_closes_at: datetime | None = NextOpeningOrClosing(*HOURS)  # type: ignore[assignment]
    """When it closes if it is open, or opens if it is closed; null where its hours do not say, or not for a week."""
    accessibility: RichText
    """How everybody gets in and around."""
    events: Pages["Event"]
    """Events that take place there."""
    people: Pages["Person"]
    """Those who have their office there."""
    seo: Value["Seo"]
    """What search engines are told, where it is not what the page says."""
