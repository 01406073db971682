"""Opening hours: those of every week, and days that differ from them."""

from enum import StrEnum

from peewee import DateField

from models.components import Component
from models.translations import EnumField, PlainTextField, TranslatedField

TIME = "([01][0-9]|2[0-3]):[0-5][0-9]|24:00"
"""A time of day at the site: 00:00 to 24:00."""


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "MONDAY"
    """Monday."""
    TUESDAY = "TUESDAY"
    """Tuesday."""
    WEDNESDAY = "WEDNESDAY"
    """Wednesday."""
    THURSDAY = "THURSDAY"
    """Thursday."""
    FRIDAY = "FRIDAY"
    """Friday."""
    SATURDAY = "SATURDAY"
    """Saturday."""
    SUNDAY = "SUNDAY"
    """Sunday."""


class WeeklyHours(Component):
    """When a place is open on some days of every week: from one weekday to another, or on the first alone.

    What closes at its time of opening or before closes on the next day.
    """

    first_day = EnumField(Weekday)
    last_day = EnumField(Weekday, null=True)
    opens = PlainTextField(pattern=TIME)
    closes = PlainTextField(pattern=TIME)


class SpecialHours(Component):
    """What takes the place of the weekly hours on some days; closed, where no time is given."""

    first_on = DateField()
    last_on = DateField(null=True)
    note = TranslatedField(null=True)
    opens = PlainTextField(null=True, pattern=TIME)
    closes = PlainTextField(null=True, pattern=TIME)
