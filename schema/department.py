"""Departments, as clients see them."""

import models
from models.department import DepartmentKind
from models.department import ThrustArea as ThrustAreaComponent
from schema.building import component_type, content_type
from schema.entries import Entry
from schema.members import Languages, Linked, Pages, Text, Values


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
    thrust_areas: Values
    """The fields that a hub concentrates on."""
    school: Linked
    """The school that it belongs to."""
    programs: Pages
    """The programs that it runs."""
