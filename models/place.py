"""Places: buildings, rooms and grounds in which things happen."""

from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from peewee import FloatField, TextField

from models.components import ComponentField, ComponentsField
from models.edition import Edition
from models.hours import SpecialHours, WeeklyHours
from models.links import Link
from models.problems import refused
from models.reasons import reason
from models.rich_text.fields import RichTextField
from models.seo import Seo
from models.translations import EnumField, TranslatedField

FARTHEST = {"latitude": 90, "longitude": 180}
"""Degrees from the equator and from the prime meridian."""


class PlaceKind(StrEnum):
    """What a place is."""

    CAMPUS = "CAMPUS"
    """A campus."""
    BUILDING = "BUILDING"
    """A building."""
    ROOM = "ROOM"
    """A room or hall."""
    GALLERY = "GALLERY"
    """A gallery or museum."""
    LIBRARY = "LIBRARY"
    """A library."""
    OUTDOOR = "OUTDOOR"
    """A place outdoors."""


class Place(Edition):
    """A place, which may be part of another one."""

    path = "/places/{slug}"

    name = TranslatedField(is_filtered=True, is_sorted=True)
    kind = EnumField(PlaceKind)
    part_of = Link("Place", backlink="parts", null=True)
    address = TranslatedField(null=True)
    latitude = FloatField(null=True)
    longitude = FloatField(null=True)
    map_url = TextField(null=True)
    weekly_hours = ComponentsField(WeeklyHours)
    special_hours = ComponentsField(SpecialHours, at_most=60)
    accessibility = RichTextField(null=True)
    seo = ComponentField(Seo)

    @classmethod
    def derive(cls, values: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:  # noqa: ARG003  (the same for all types)
        """Refuse what is no place on the globe."""
        for name, most in FARTHEST.items():
            if values.get(name) is not None and abs(values[name]) > most:
                raise refused(
                    name,
                    reason("must be from {first} to {last}, not {value}", first=-most, last=most, value=values[name]),
                )
        return values
