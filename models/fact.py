"""Facts and figures."""

from peewee import DoubleField, IntegerField, TextField

from models.components import ComponentsField
from models.edition import Edition
from models.links import Links
from models.ranking import ScopedRank
from models.translations import TranslatedField


class Fact(Edition):
    """A figure with what it counts; or ranks, and then no value."""

    label = TranslatedField(is_filtered=True)
    value = DoubleField(null=True)
    prefix = TextField(null=True)
    suffix = TextField(null=True)
    ranks = ComponentsField(ScopedRank)
    detail = TranslatedField(null=True)
    credit = TranslatedField(null=True)
    source = TranslatedField(null=True)
    year = IntegerField(null=True)
    tags = Links("Tag", backlink="facts")
