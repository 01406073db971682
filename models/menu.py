"""Menus: the trees of labels and addresses that stand around the page."""

from enum import StrEnum

from peewee import TextField

from models.components import Component, ComponentsField
from models.edition import Edition
from models.links import AnyLink, Link
from models.translations import EnumField, TranslatedField


class MenuLocation(StrEnum):
    """Where on the page a menu stands."""

    AUDIENCES = "AUDIENCES"
    """For whom: students, staff, the public."""
    PORTALS = "PORTALS"
    """The intranets."""
    QUICK_LINKS = "QUICK_LINKS"
    """The quick links."""
    DIRECTORIES = "DIRECTORIES"
    """Lists of departments and programs, and what stands with them."""
    PRIMARY = "PRIMARY"
    """The main navigation, a tree."""
    FACILITIES = "FACILITIES"
    """The facilities, and how to get in touch."""
    ANCHORS = "ANCHORS"
    """The sections of this page."""
    SOCIAL = "SOCIAL"
    """The university on other sites."""
    LEGAL = "LEGAL"
    """The small print at the foot."""


class MenuItem(Component):
    """A label, where it leads, and what stands below it."""

    label = TranslatedField()
    url = TextField(null=True)
    anchor = TextField(null=True)
    school = Link("School", null=True)
    target = AnyLink(null=True)
    children = ComponentsField()


class Menu(Edition):
    """The menu of one location."""

    is_found = False

    key = "location"

    location = EnumField(MenuLocation, index=True)
    heading = TranslatedField(null=True)
    items = ComponentsField(MenuItem, at_most=120, linking=15)
