"""Firsts, as clients see them."""

import models
from schema.building import content_type
from schema.entries import Entry
from schema.members import LinkedList, Text


@content_type(
    models.First,
    filters=("title", "categories", "schools", "sdgs", "tags"),
    orders=("title",),
)
class First(Entry):
    """Something that the university did before others."""

    title: Text
    """The headline."""
    subtitle: Text
    """The line below it."""
    categories: LinkedList
    """The categories under which it is shown."""
    schools: LinkedList
    """The schools behind it."""
    sdgs: LinkedList
    """The goals that it contributes to."""
    tags: LinkedList
    """Its topics."""
