"""Degrees, as clients see them."""

from typing import TYPE_CHECKING

import models
from models.degree import StudyLevel
from schema.building import content_type
from schema.entries import Entry
from schema.words import Pages, Text

if TYPE_CHECKING:
    from schema.program import Program


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
    programs: Pages["Program"]
    """The programs that lead to it."""
