"""The site itself: what it is called and the languages it speaks."""

from peewee import IntegerField, TextField

from models.blocks import PAGE_BLOCKS
from models.components import Component, ComponentsField
from models.edition import Edition
from models.translations import EnumField, Locale, TranslatedField


class Tagline(Component):
    """A line that says what the university is known for."""

    text = TranslatedField()


class SiteLanguage(Component):
    """A language switch, labelled as printed."""

    locale = EnumField(Locale)
    label = TextField()


class ShortName(Component):
    """A shorter name in use."""

    name = TranslatedField()


class Site(Edition):
    """The identity of the site, whose page is the homepage."""

    path = "/"

    name = TranslatedField(is_filtered=True)
    page_title = TranslatedField(null=True)
    skip_link = TranslatedField(null=True)
    copyright = TranslatedField(null=True)
    founded_year = IntegerField(null=True)
    short_names = ComponentsField(ShortName)
    taglines = ComponentsField(Tagline)
    languages = ComponentsField(SiteLanguage)
    blocks = ComponentsField(PAGE_BLOCKS, at_most=100, linking=20)
