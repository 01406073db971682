"""Alerts: notices that stand on pages while their edition is live, and vanish by themselves."""

from enum import StrEnum

from peewee import TextField

from models.components import Component, ComponentField
from models.edition import Edition
from models.links import AnyLink, AnyLinks
from models.rich_text.fields import RichTextField
from models.translations import EnumField, TranslatedField


class AlertLevel(StrEnum):
    """How much an alert matters."""

    INFO = "INFO"
    """It is good to know."""
    WARNING = "WARNING"
    """It may concern what one is about to do."""
    EMERGENCY = "EMERGENCY"
    """Everybody has to know at once."""


class AlertAction(Component):
    """What readers may do, and where."""

    label = TranslatedField()
    target = AnyLink(null=True)
    url = TextField(null=True)


class Alert(Edition):
    """A notice, on all pages or on those of some entries; from when to when is a matter of its edition's span."""

    is_found = False

    title = TranslatedField()
    message = RichTextField(null=True)
    level = EnumField(AlertLevel)
    action = ComponentField(AlertAction)
    scope = AnyLinks()
