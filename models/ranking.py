"""Rankings: the places that the university takes."""

from peewee import IntegerField

from models.components import Component, ComponentsField
from models.edition import Edition
from models.links import Links
from models.translations import TranslatedField


class ScopedRank(Component):
    """A place within a scope: number 1 in Hong Kong."""

    scope = TranslatedField()
    rank = IntegerField()


class Ranking(Edition):
    """One year of one ranking; *rank* is the figure shown, whose scope the source may not say."""

    name = TranslatedField(is_filtered=True, is_sorted=True)
    publisher = TranslatedField(null=True, is_filtered=True)
    year = IntegerField()
    rank = IntegerField()
    statement = TranslatedField(null=True)
    detail = TranslatedField(null=True)
    accolade = TranslatedField(null=True)
    credit = TranslatedField(null=True)
    scopes = ComponentsField(ScopedRank)
    sdgs = Links("SustainableDevelopmentGoal", backlink="rankings", at_most=17)
    tags = Links("Tag", backlink="rankings")
