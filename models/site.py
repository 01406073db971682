"""The site itself: what it is called and the languages it speaks."""

from peewee import IntegerField, TextField

from models.edition import Edition
from models.parts import Part, PartsField
from models.translations import EnumField, Locale, TranslatedField


class Tagline(Part):
    """A line that says what the university is known for."""

    text = TranslatedField()


class SiteLanguage(Part):
    """A language switch, labelled as printed."""

    locale = EnumField(Locale)
    label = TextField()


class ShortName(Part):
    """A shorter name in use."""

    name = TranslatedField()


class Site(Edition):
    """The identity of the site."""

    name = TranslatedField(is_filtered=True)
    page_title = TranslatedField(null=True)
    skip_link = TranslatedField(null=True)
    copyright = TranslatedField(null=True)
    founded_year = IntegerField(null=True)
    short_names = PartsField(ShortName)
    taglines = PartsField(Tagline)
    languages = PartsField(SiteLanguage)
