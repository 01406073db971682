"""Departments, as clients see them."""

from typing import TYPE_CHECKING

import models
from models.department import DepartmentKind
from models.department import ThrustArea as ThrustAreaComponent
from schema.building import component_type, content_type
from schema.entries import Entry
from schema.words import Languages, Linked, Pages, Text, Value, Values

if TYPE_CHECKING:
    from schema.program import Program
    from schema.school import School
    from schema.seo import Seo


@component_type(ThrustAreaComponent)
class ThrustArea:
    """A field that a hub concentrates on."""

    name: Text
    """The name of the field."""
    translation: Languages
    """In which language the name was served."""


@content_type(
    models.Department,
    filters=("name", "code", "kind", "school", "programs"),
    orders=("name", "code"),
)
class Department(Entry):
    """A department, division, center or hub of a school."""

    name: Text
    """The name."""
    code: str | None
    """The code of its courses."""
    kind: DepartmentKind
    """What it calls itself."""
    founded: str | None
    """When it was founded, as a year or day in ISO 8601."""
    jupas_code: str | None
    """The code under which school leavers apply to it."""
    thrust_areas: Values["ThrustArea"]
    """The fields that a hub concentrates on."""
    school: Linked["School"]
    """The school that it belongs to."""
    programs: Pages["Program"]
    """The programs that it runs."""
    seo: Value["Seo"]
    """What search engines are told, where it is not what the page says."""
