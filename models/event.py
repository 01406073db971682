"""Events: spans of time in which something happens."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from peewee import BooleanField, DateField

from models.edition import Edition
from models.instants import MICROSECOND, InstantField, from_microseconds, to_microseconds
from models.links import Links
from models.problems import refused
from models.reasons import reason
from models.translations import TranslatedField

INSTANTS, DAYS = ("starts_at", "ends_at"), ("starts_on", "ends_on")


class Event(Edition):
    """An event, from the instant it starts to the instant it ends (exclusive).

    `starts_on` and `ends_on` are its first and last day at the site. An all-day event is
    given by these days alone; its instants are the midnights around them.
    """

    path = "/events/{slug}"
    order = ("starts_at",)
    span = ("starts_at", "ends_at")

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

    @classmethod
    def derive(cls, values: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
        """Work out the days from the instants or, for an all-day event, the instants from the days."""
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
