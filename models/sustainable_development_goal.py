"""The United Nations' Sustainable Development Goals."""

from peewee import IntegerField

from models.edition import Edition
from models.translations import ColorField, TranslatedField


class SustainableDevelopmentGoal(Edition):
    """One of the 17 goals, with the official colour as `#RRGGBB`."""

    path = "/sdgs/{slug}"
    key = "number"
    order = ("number",)

    number = IntegerField()
    name = TranslatedField(is_filtered=True, is_sorted=True)
    color = ColorField()
