"""Events: spans of time in which something happens."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from peewee import BooleanField, DateField, IntegerField, TextField

from models.components import ComponentField, ComponentsField
from models.edition import Edition
from models.instants import MICROSECOND, InstantField, from_microseconds, to_microseconds
from models.links import Link, Links
from models.offers import Offer
from models.problems import refused
from models.reasons import reason
from models.rich_text.fields import RichTextField
from models.seo import Seo
from models.translations import EnumField, PlainTextField, TranslatedField

LANGUAGE_TAG = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}"
"""A language tag of BCP 47, without its rarer parts."""

INSTANTS, DAYS = ("starts_at", "ends_at"), ("starts_on", "ends_on")

REGISTRATION = ("registration_opens_at", "registration_closes_at")
"""The columns between whose instants people may register."""


class EventStatus(StrEnum):
    """What has become of what was planned."""

    SCHEDULED = "SCHEDULED"
    """It takes place as it is said."""
    CANCELLED = "CANCELLED"
    """It does not take place."""
    POSTPONED = "POSTPONED"
    """It takes place later; it is not known when."""
    RESCHEDULED = "RESCHEDULED"
    """It takes place at another time than was said first."""
    MOVED_ONLINE = "MOVED_ONLINE"
    """It takes place online in place of where it was to be."""


class Attendance(StrEnum):
    """How people take part."""

    ON_SITE = "ON_SITE"
    """At the place."""
    ONLINE = "ONLINE"
    """Online."""
    MIXED = "MIXED"
    """At the place or online."""


class Audience(StrEnum):
    """For whom an event is."""

    EVERYBODY = "EVERYBODY"
    """Everybody."""
    PROSPECTIVE_STUDENTS = "PROSPECTIVE_STUDENTS"
    """Those who may want to study here."""
    STUDENTS = "STUDENTS"
    """Students."""
    STAFF = "STAFF"
    """Staff."""
    ALUMNI = "ALUMNI"
    """Alumni."""


class Event(Edition):
    """An event, from the instant it starts to the instant it ends (exclusive).

    `starts_on` and `ends_on` are its first and last day at the site. An all-day event is
    given by these days alone; its instants are the midnights around them. One that is cancelled stays in lists. While
    it takes place as it was said, people may register between the instants of its registration.
    """

    path = "/events/{slug}"
    order = ("starts_at",)
    span = ("starts_at", "ends_at")
    moments = REGISTRATION

    title = TranslatedField(is_filtered=True, is_sorted=True, has_order_index=True)
    category = TranslatedField(null=True, is_filtered=True)
    venue = TranslatedField(null=True)
    is_all_day = BooleanField(default=False)
    starts_at = InstantField()
    ends_at = InstantField(index=True)
    starts_on = DateField()
    ends_on = DateField()
    schools = Links("School", backlink="events")
    sdgs = Links("SustainableDevelopmentGoal", backlink="events", at_most=17)
    tags = Links("Tag", backlink="events")
    summary = TranslatedField(null=True)
    description = RichTextField(null=True)
    status = EnumField(EventStatus, default="SCHEDULED", index=True)
    status_note = TranslatedField(null=True)
    attendance = EnumField(Attendance, null=True)
    audience = EnumField(Audience, null=True)
    language = PlainTextField(null=True, pattern=LANGUAGE_TAG)
    place = Link("Place", backlink="events", null=True)
    series = Link("EventSeries", backlink="occurrences", null=True)
    online_url = TextField(null=True)
    organiser = TranslatedField(null=True)
    departments = Links("Department", backlink="events")
    speakers = Links("Person", backlink="events", at_most=30)
    offers = ComponentsField(Offer)
    registration_url = TextField(null=True)
    registration_opens_at = InstantField(null=True, index=True)
    registration_closes_at = InstantField(null=True, index=True)
    registration_capacity = IntegerField(null=True)
    requires_registration = BooleanField(null=True)
    seo = ComponentField(Seo)

    @classmethod
    def derive(cls, values: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
        """Work out the days from the instants or, for an all-day event, the instants from the days."""
        opens, closes = values.get(REGISTRATION[0]), values.get(REGISTRATION[1])
        if opens is not None and closes is not None and closes < opens:
            raise refused(REGISTRATION[1], reason("it ends before it starts"))
        is_all_day = bool(values.get("is_all_day"))
        first, last = (values.get(name) for name in (DAYS if is_all_day else INSTANTS))
        if first is None or last is None:
            return values
        if last < first:
            raise refused(DAYS[1] if is_all_day else INSTANTS[1], reason("it ends before it starts"))
        if is_all_day:
            instants = midnight(first, zone), midnight(last + timedelta(days=1), zone)
            return values | dict(zip(INSTANTS, map(to_microseconds, instants), strict=True))
        starts, ends = from_microseconds(first), from_microseconds(last)
        last_instant = ends - MICROSECOND if ends > starts else ends
        days = starts.astimezone(zone).date(), last_instant.astimezone(zone).date()
        return values | dict(zip(DAYS, days, strict=True))

    @classmethod
    def without_derived(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Leave out what `derive` works out."""
        derived = INSTANTS if values.get("is_all_day") else DAYS
        return {name: value for name, value in values.items() if name not in derived}


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a day begins at the site."""
    return datetime.combine(day, time(), zone)
