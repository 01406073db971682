"""Degrees, as clients see them."""

import models
from models.degree import StudyLevel
from schema.building import content_type
from schema.entries import Entry
from schema.members import Pages, Text


@content_type(
    models.Degree,
    filters=("abbreviation", "level", "programs"),
    orders=("abbreviation",),
)
class Degree(Entry):
    """A degree or diploma."""

    name: Text
    """The full name."""
    abbreviation: str
    """The letters after a name."""
    level: StudyLevel
    """The level of study."""
    programs: Pages
    """The programs that lead to it."""
