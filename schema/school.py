"""Schools, as clients see them."""

from typing import TYPE_CHECKING

import models
from models.school import AlternateName as AlternateNameComponent
from models.school import NameKind, SchoolKind
from schema.building import component_type, content_type
from schema.entries import Entry
from schema.words import Languages, Pages, Text, Value, Values

if TYPE_CHECKING:
    from schema.award import Award
    from schema.department import Department
    from schema.event import Event
    from schema.first import First
    from schema.news_story import NewsStory
    from schema.program import Program
    from schema.seo import Seo


@component_type(AlternateNameComponent)
class AlternateName:
    """Another name that a school or program is or was known by."""

    name: Text
    """The name."""
    kind: NameKind
    """How it relates to the official name."""
    abbreviation: str | None
    """Its abbreviation."""
    until: str | None
    """Until when it was in use, as a year, month or day in ISO 8601."""
    translation: Languages
    """In which language the name was served."""


@content_type(
    models.School,
    filters=("name", "abbreviation", "kind", "departments", "programs", "news_stories", "awards", "events", "firsts"),
    orders=("name", "abbreviation"),
)
class School(Entry):
    """A school, academy or institute of the university."""

    name: Text
    """The official name."""
    abbreviation: str
    """The usual abbreviation."""
    kind: SchoolKind
    """What it is within the university."""
    status: Text
    """Where it stands when it is not simply open: in preparation, say."""
    founded: str | None
    """When it was founded, as a year or day in ISO 8601."""
    alternate_names: Values["AlternateName"]
    """Other names: short, former, or as printed elsewhere."""
    departments: Pages["Department"]
    """Its departments, divisions, centers or hubs."""
    programs: Pages["Program"]
    """The programs that it offers, alone or jointly."""
    news_stories: Pages["NewsStory"]
    """News stories about it."""
    awards: Pages["Award"]
    """Awards won by its people."""
    events: Pages["Event"]
    """Events that concern it."""
    firsts: Pages["First"]
    """Its firsts."""
    seo: Value["Seo"]
    """What search engines are told, where it is not what the page says."""
