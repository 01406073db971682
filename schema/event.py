"""Events, as clients see them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import models
from models.event import Attendance, Audience, EventStatus
from models.offers import Money as MoneyComponent
from models.offers import Offer as OfferComponent
from resolvers.attributes.grouped import Grouped
from resolvers.attributes.open_span import OpenSpan
from schema.building import component_type, content_type, row_type
from schema.entries import Entry
from schema.words import Languages, Linked, LinkedList, RichText, Text, Value, Values

if TYPE_CHECKING:
    from schema.department import Department
    from schema.event_series import EventSeries
    from schema.person import Person
    from schema.place import Place
    from schema.school import School
    from schema.seo import Seo
    from schema.sustainable_development_goal import SustainableDevelopmentGoal
    from schema.tag import Tag


EVENT: Any = models.Event

OPENS, CLOSES = models.event.REGISTRATION


@component_type(MoneyComponent)
class Money:
    """An amount of a currency."""

    amount: str
    """The amount as a decimal number, to its last digit: `120.50`."""
    currency: str
    """The code of the currency in ISO 4217: `HKD`."""


@component_type(OfferComponent)
class Offer:
    """A way to take part in an event, and what it costs."""

    label: Text
    """For whom or for what it is."""
    price: Value["Money"]
    """What it costs; null where that is not said, or nothing."""
    is_free: bool
    """Whether it costs nothing."""
    translation: Languages
    """In which language the label was served."""


@row_type(models.Event)
class Registration:
    """How people register for an event."""

    url: str | None = EVENT.registration_url
    """The address at which they do."""
    opens_at: datetime | None = EVENT.registration_opens_at
    """The instant from which they can."""
    closes_at: datetime | None = EVENT.registration_closes_at
    """The instant from which they cannot any more."""
    capacity: int | None = EVENT.registration_capacity
    """How many can take part."""
    is_required: bool | None = EVENT.requires_registration
    """Whether nobody takes part without; null where that is not said."""
    is_open: bool = OpenSpan(OPENS, CLOSES, "status", EventStatus.SCHEDULED)  # type: ignore[assignment]
    """Whether people can register at the instant of the reading: never for an event that is not as it was planned."""


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
        "status",
        "attendance",
        "audience",
        "place",
        "departments",
        "speakers",
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
    summary: Text
    """What it is about, in a few lines."""
    description: RichText
    """What there is to say of it."""
    status: EventStatus
    """What has become of what was planned; one that is cancelled stays in lists, unless a condition leaves it out."""
    status_note: Text
    """What there is to say of that."""
    attendance: Attendance | None
    """How people take part."""
    audience: Audience | None
    """For whom it is."""
    language: str | None
    """The language that is spoken, as a tag of BCP 47."""
    place: Linked["Place"]
    """The place, where it is one of ours."""
    series: Linked["EventSeries"]
    """The series that it is one of."""
    online_url: str | None
    """The address at which people take part online."""
    organiser: Text
    """Who organises it, as printed."""
    departments: LinkedList["Department"]
    """The departments that organise it."""
    speakers: LinkedList["Person"]
    """Those who speak."""
    offers: Values["Offer"]
    """The ways to take part, and what they cost."""
    registration: Value["Registration"] = Grouped(  # type: ignore[assignment]
        "Registration",
        ("registration_url", OPENS, CLOSES, "registration_capacity", "requires_registration"),
    )
    """How people register; null where nothing is said of that."""
    seo: Value["Seo"]
    """What search engines are told, where it is not what the page says."""
