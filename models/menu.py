"""Menus: the trees of labels and addresses that stand around the page."""

from enum import StrEnum

from peewee import TextField

from models.edition import Edition
from models.links import Link
from models.parts import Part, PartsField
from models.translations import EnumField, TranslatedField


class MenuLocation(StrEnum):
    """Where on the page a menu stands."""

    AUDIENCES = "AUDIENCES"
    PORTALS = "PORTALS"
    QUICK_LINKS = "QUICK_LINKS"
    DIRECTORIES = "DIRECTORIES"
    PRIMARY = "PRIMARY"
    FACILITIES = "FACILITIES"
    ANCHORS = "ANCHORS"
    SOCIAL = "SOCIAL"
    LEGAL = "LEGAL"


class MenuItem(Part):
    """A label, where it leads, and what stands below it."""

    label = TranslatedField()
    url = TextField(null=True)
    anchor = TextField(null=True)
    school = Link("School", null=True)
    children = PartsField()


class Menu(Edition):
    """The menu of one location."""

    key = "location"

    location = EnumField(MenuLocation, index=True)
    heading = TranslatedField(null=True)
    items = PartsField(MenuItem)
