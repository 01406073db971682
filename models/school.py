"""Schools: the faculties and institutes that the rest of the content belongs to."""

from enum import StrEnum

from peewee import TextField

from models.components import Component, ComponentField, ComponentsField
from models.edition import Edition
from models.seo import Seo
from models.translations import EnumField, PlainTextField, TranslatedField


class SchoolKind(StrEnum):
    """What a school is within the university."""

    SCHOOL = "SCHOOL"
    """A school."""
    ACADEMY = "ACADEMY"
    """An academy, which spans the schools."""
    INSTITUTE = "INSTITUTE"
    """An institute of research."""
    GRADUATE_SCHOOL = "GRADUATE_SCHOOL"
    """The school of postgraduate studies."""
    SISTER_UNIVERSITY = "SISTER_UNIVERSITY"
    """A university of its own that belongs to the same family."""


class NameKind(StrEnum):
    """How another name relates to the official one."""

    ALSO = "ALSO"
    """Another name in use."""
    SHORT = "SHORT"
    """A shorter name."""
    PRINTED = "PRINTED"
    """The name as a page prints it where it differs."""
    FORMER = "FORMER"
    """A name of the past."""


class AlternateName(Component):
    """Another name that a school or program is or was known by."""

    name = TranslatedField(is_title=True)
    kind = EnumField(NameKind)
    abbreviation = PlainTextField(null=True, is_title=True)
    until = TextField(null=True)


class School(Edition):
    """A school, academy or institute of the university."""

    path = "/schools/{slug}"

    name = TranslatedField(is_filtered=True, is_sorted=True)
    abbreviation = PlainTextField(is_filtered=True, is_sorted=True, is_title=True)
    kind = EnumField(SchoolKind)
    status = TranslatedField(null=True)
    founded = TextField(null=True)
    alternate_names = ComponentsField(AlternateName)
    seo = ComponentField(Seo)
