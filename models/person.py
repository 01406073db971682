"""People: those whom a site shows, on pages of their own or beside what they do."""

from peewee import TextField

from models.components import Component, ComponentField, ComponentsField
from models.edition import Edition
from models.links import Link, Links
from models.rich_text.fields import RichTextField
from models.seo import Seo
from models.translations import PlainTextField, TranslatedField

PARTIAL_DAY = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
"""A year, a month of one, or a day: as exactly as it is known."""


class Role(Component):
    """What somebody is or was at the university."""

    title = TranslatedField()
    department = Link("Department", null=True)
    school = Link("School", null=True)
    since = PlainTextField(null=True, pattern=PARTIAL_DAY)
    until = PlainTextField(null=True, pattern=PARTIAL_DAY)


class WebLink(Component):
    """An address elsewhere, with the words shown for it."""

    label = TranslatedField(null=True)
    url = TextField()


class Person(Edition):
    """A person; whether others may know of them is a matter of the edition's span, as with all content."""

    path = "/people/{slug}"

    name = TranslatedField(is_filtered=True, is_sorted=True)
    sort_name = PlainTextField(null=True, is_sorted=True, is_title=True)
    honorific = TranslatedField(null=True)
    biography = RichTextField(null=True)
    roles = ComponentsField(Role)
    email = PlainTextField(null=True, longest=254, pattern=r"[^@\s]+@[^@\s]+")
    phone = PlainTextField(null=True, longest=40, pattern=r"[0-9+() .-]+( ?(ext|x)\.? ?[0-9]+)?")
    schools = Links("School", backlink="people")
    departments = Links("Department", backlink="people")
    office = Link("Place", backlink="people", null=True)
    links = ComponentsField(WebLink)
    orcid = PlainTextField(null=True, pattern=r"([0-9]{4}-){3}[0-9]{3}[0-9X]")
    seo = ComponentField(Seo)
