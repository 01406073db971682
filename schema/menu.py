"""Menus, as clients see them."""

from typing import TYPE_CHECKING, Any

import models
from models.menu import MenuItem as MenuItemComponent
from models.menu import MenuLocation
from resolvers.attributes.link_addresses import AddressOfTarget, PathOfTarget
from schema.building import component_type, content_type
from schema.entries import Entry
from schema.words import Languages, Linked, Text, Values

if TYPE_CHECKING:
    from schema.school import School


ADDRESS: Any = AddressOfTarget(MenuItemComponent.target, MenuItemComponent.url)
PATH: Any = PathOfTarget(MenuItemComponent.target)


@component_type(MenuItemComponent)
class MenuItem:
    """A label in a menu, and what stands below it."""

    label: Text
    """The words shown."""
    url: str | None = ADDRESS
    """Where it leads: the address of its target's page, or else one on another site; null where it is not known."""
    path: str | None = PATH
    """The path of its target's page, in the language that is read; null where it has none."""
    anchor: str | None
    """The slug of the section of this page that it leads to."""
    school: Linked["School"]
    """The school that it leads to; `target` leads to entries of any type, and is the one to use."""
    target: Linked["Entry"]
    """The entry that it leads to, of whatever type; null where it leads to none that is live."""
    children: Values["MenuItem"]
    """The items below it."""
    translation: Languages
    """In which language the label was served."""


@content_type(
    models.Menu,
    filters=("location",),
)
class Menu(Entry):
    """The menu of one location of the page, as a tree."""

    location: MenuLocation
    """Where on the page it stands."""
    heading: Text
    """The words above it."""
    items: Values["MenuItem"]
    """Its items, in printed order."""
