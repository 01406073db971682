"""Alerts, as clients see them."""

from typing import Any

import models
from models import alert
from models.alert import AlertLevel
from resolvers.attributes.link_addresses import AddressOfTarget, PathOfTarget
from resolvers.attributes.without_links import WithoutLinks
from schema.building import component_type, content_type
from schema.entries import Entry
from schema.words import Languages, Linked, LinkedList, RichText, Text, Value

ACTION: Any = alert.AlertAction


@component_type(alert.AlertAction)
class AlertAction:
    """What readers may do, and where."""

    label: Text
    """The words of the link."""
    target: Linked["Entry"]
    """The entry that it leads to."""
    path: str | None = PathOfTarget(ACTION.target)  # type: ignore[assignment]
    """The path of the page of that entry."""
    url: str | None = AddressOfTarget(ACTION.target, ACTION.url)  # type: ignore[assignment]
    """Where it leads: the page of that entry, or else an address elsewhere."""
    translation: Languages
    """In which language the label was served."""


@content_type(
    models.Alert,
    filters=("level",),
    orders=("level",),
)
class Alert(Entry):
    """A notice that stands on pages while it is live: `liveFrom` and `liveUntil` say when that is."""

    title: Text
    """What it is about, in a few words."""
    message: RichText
    """What there is to say."""
    level: AlertLevel
    """How much it matters."""
    action: Value["AlertAction"]
    """What readers may do; null for nothing."""
    scope: LinkedList["Entry"]
    """The entries on whose pages it stands, as far as they are live."""
    is_on_all_pages: bool = WithoutLinks(alert.Alert.scope)  # type: ignore[assignment]
    """Whether it stands on all pages: where it names no entries."""
