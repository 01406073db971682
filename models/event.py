"""Events: spans of time in which something happens."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from peewee import BooleanField, DateField

from models.edition import Edition
from models.instants import MICROSECOND, InstantField, from_microseconds, to_microseconds
from models.links import Links
from models.translations import TranslatedField


class Event(Edition):
    """An event, from the instant it starts to the instant it ends (exclusive).

    `starts_on` and `ends_on` are its first and last day at the site. An all-day event is
    given by these days alone; its instants are the midnights around them.
    """

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
    def completed(cls, state: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
        """Work out the days from the instants or, for an all-day event, the instants from the days."""
        if state.get("is_all_day"):
            first, last = require(state, "starts_on"), require(state, "ends_on")
            starts, ends = midnight(first, zone), midnight(last + timedelta(days=1), zone)
            state |= {"starts_at": to_microseconds(starts), "ends_at": to_microseconds(ends)}
        else:
            starts, ends = (from_microseconds(require(state, name)) for name in ("starts_at", "ends_at"))
            last = (ends - MICROSECOND if ends > starts else ends).astimezone(zone).date()
            state |= {"starts_on": starts.astimezone(zone).date(), "ends_on": last}
        if ends < starts:
            raise ValueError(f"{'ends_on' if state.get('is_all_day') else 'ends_at'}: it ends before it starts")
        return state

    @classmethod
    def stated(cls, state: dict[str, Any]) -> dict[str, Any]:
        """Leave out what `completed` works out."""
        derived = {"starts_at", "ends_at"} if state["is_all_day"] else {"starts_on", "ends_on"}
        return {name: value for name, value in state.items() if name not in derived}


def require(state: dict[str, Any], name: str) -> Any:
    """Return a value; raise `ValueError` naming the field when there is none."""
    if state.get(name) is None:
        raise ValueError(f"{name}: required")
    return state[name]


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a day begins at the site."""
    return datetime.combine(day, time(), zone)
