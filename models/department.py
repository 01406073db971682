"""Departments: the academic units within the schools."""

from enum import StrEnum

from peewee import TextField

from models.components import Component, ComponentField, ComponentsField
from models.edition import Edition
from models.links import Link
from models.seo import Seo
from models.translations import EnumField, PlainTextField, TranslatedField


class DepartmentKind(StrEnum):
    """What a department calls itself."""

    DEPARTMENT = "DEPARTMENT"
    """A department."""
    DIVISION = "DIVISION"
    """A division."""
    CENTER = "CENTER"
    """A center."""
    HUB = "HUB"
    """A hub, which has thrust areas in place of departments."""


class ThrustArea(Component):
    """A field that a hub concentrates on."""

    name = TranslatedField()


class Department(Edition):
    """A department, division, center or hub of a school."""

    path = "/departments/{slug}"

    name = TranslatedField(is_filtered=True, is_sorted=True)
    code = PlainTextField(null=True, is_filtered=True, is_sorted=True, is_title=True)
    kind = EnumField(DepartmentKind)
    founded = TextField(null=True)
    jupas_code = TextField(null=True)
    thrust_areas = ComponentsField(ThrustArea)
    school = Link("School", backlink="departments")
    seo = ComponentField(Seo)
