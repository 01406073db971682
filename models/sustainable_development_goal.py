"""The United Nations' Sustainable Development Goals."""

from peewee import IntegerField, TextField

from models.edition import Edition
from models.translations import TranslatedField


class SustainableDevelopmentGoal(Edition):
    """One of the 17 goals, with the official colour as `#RRGGBB`."""

    key = "number"
    order = ("number",)

    number = IntegerField()
    name = TranslatedField()
    color = TextField()
