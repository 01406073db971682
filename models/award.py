"""Awards, who received them and in which competition."""

from peewee import IntegerField

from models.components import Component, ComponentField, ComponentsField
from models.edition import Edition
from models.links import Link, Links
from models.translations import TranslatedField


class Recipient(Component):
    """A person who received the award, with the post held where it is stated."""

    name = TranslatedField(is_title=True)
    post = TranslatedField(null=True)
    person = Link("Person", null=True)


class Competition(Component):
    """The competition in which the award was won."""

    name = TranslatedField()
    number = IntegerField(null=True)
    track = TranslatedField(null=True)
    category = TranslatedField(null=True)
    prize = TranslatedField(null=True)


class Award(Edition):
    """An honour won by people of the university."""

    path = "/awards/{slug}"

    award = TranslatedField(is_filtered=True, is_sorted=True)
    title = TranslatedField(null=True, is_filtered=True, is_sorted=True)
    affiliation = TranslatedField(null=True)
    competition = ComponentField(Competition)
    recipients = ComponentsField(Recipient)
    schools = Links("School", backlink="awards")
    sdgs = Links("SustainableDevelopmentGoal", backlink="awards", at_most=17)
    tags = Links("Tag", backlink="awards")
