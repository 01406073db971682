"""Series of events: what happens again and again, by a rule. Its occurrences are events of their own."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import DateField, IntegerField

from models.components import Component, ComponentsField
from models.edition import Edition
from models.instants import InstantField, from_microseconds
from models.links import Link, Links
from models.problems import refused
from models.reasons import reason
from models.recurrence import FORM, require_rule
from models.translations import PlainTextField, TranslatedField


class SkippedDay(Component):
    """A day on which nothing happens, whatever the rule says."""

    day = DateField()
    note = TranslatedField(null=True)


class EventSeries(Edition):
    """A series of events, the first of which begins at an instant, each of so many minutes.

    The events are made of it by `flask content occurrences`, up to 18 months ahead. Each can then be cancelled, moved
    and said more of; what the series says afterwards changes none that is there.
    """

    title = TranslatedField(is_filtered=True, is_sorted=True)
    summary = TranslatedField(null=True)
    category = TranslatedField(null=True)
    venue = TranslatedField(null=True)
    place = Link("Place", backlink="event_series", null=True)
    rule = PlainTextField(pattern=FORM, longest=300)
    first_starts_at = InstantField()
    minutes = IntegerField(default=60)
    exceptions = ComponentsField(SkippedDay, at_most=100)
    schools = Links("School", backlink="event_series")
    tags = Links("Tag", backlink="event_series")

    @classmethod
    def derive(cls, values: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
        """Refuse a rule that cannot be read, and events of no length or of more than a year."""
        minutes = values.get("minutes")
        if minutes is not None and not 0 <= minutes <= 527_040:
            raise refused(
                "minutes", reason("must be from {first} to {last}, not {value}", first=0, last=527_040, value=minutes)
            )
        if values.get("rule"):
            first = values.get("first_starts_at")
            begins = datetime(2000, 1, 1, tzinfo=UTC) if first is None else from_microseconds(first)
            require_rule(values["rule"], begins.astimezone(zone), "rule")
        return values
