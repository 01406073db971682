"""Programs of study, as clients see them."""

from typing import TYPE_CHECKING

import models
from models.degree import StudyLevel
from schema.building import content_type
from schema.entries import Entry
from schema.words import LinkedList, Text, Value, Values

if TYPE_CHECKING:
    from schema.degree import Degree
    from schema.department import Department
    from schema.school import AlternateName, School
    from schema.seo import Seo
    from schema.sustainable_development_goal import SustainableDevelopmentGoal
    from schema.tag import Tag


@content_type(
    models.Program,
    filters=(
        "name",
        "code",
        "level",
        "is_joint",
        "first_intake_year",
        "degrees",
        "schools",
        "departments",
        "sdgs",
        "tags",
    ),
    orders=("name", "code", "level"),
)
class Program(Entry):
    """A program of study."""

    name: Text
    """The name, with the degree it leads to."""
    code: str | None
    """The code in the university's catalog."""
    level: StudyLevel | None
    """The level of study."""
    is_joint: bool
    """Whether several schools offer it together."""
    jupas_code: str | None
    """The code under which school leavers apply for it."""
    partner: Text
    """The university that it is offered with."""
    duration_years: int | None
    """How many years it takes."""
    first_intake_year: int | None
    """The year in which its first students are expected."""
    first_intake_places: int | None
    """How many places there are in that year."""
    alternate_names: Values["AlternateName"]
    """Other names, former ones among them."""
    seo: Value["Seo"]
    """What search engines are told, where it is not what the page says."""
    degrees: LinkedList["Degree"]
    """The degrees that it leads to."""
    schools: LinkedList["School"]
    """The schools that offer it; a joint program has several."""
    departments: LinkedList["Department"]
    """The departments that run it."""
    sdgs: LinkedList["SustainableDevelopmentGoal"]
    """The goals that it contributes to."""
    tags: LinkedList["Tag"]
    """Its topics."""
