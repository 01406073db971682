"""The same types, as clients see them."""

from notices import models

from schema.building import content_type
from schema.entries import Entry
from schema.words import Linked, Text


@content_type(models.Notice, filters=("title",), orders=("title",))
class Notice(Entry):
    """A notice."""

    title: Text
    """Its title."""


@content_type(models.Chapter)
class Chapter(Entry):
    """A chapter."""

    title: Text
    """Its title."""
    parent: Linked["Chapter"]
    """The chapter above it."""
