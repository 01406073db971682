"""Schools: the faculties and institutes that the rest of the content belongs to."""

from enum import StrEnum

from peewee import TextField

from models.edition import Edition
from models.parts import Part, PartsField
from models.translations import EnumField, TranslatedField


class SchoolKind(StrEnum):
    """What a school is within the university."""

    SCHOOL = "SCHOOL"
    ACADEMY = "ACADEMY"
    INSTITUTE = "INSTITUTE"
    GRADUATE_SCHOOL = "GRADUATE_SCHOOL"
    SISTER_UNIVERSITY = "SISTER_UNIVERSITY"


class NameKind(StrEnum):
    """How another name relates to the official one."""

    ALSO = "ALSO"
    SHORT = "SHORT"
    PRINTED = "PRINTED"
    FORMER = "FORMER"


class AlternateName(Part):
    """Another name that the school is or was known by."""

    name = TranslatedField()
    kind = EnumField(NameKind)
    abbreviation = TextField(null=True)
    until = TextField(null=True)


class School(Edition):
    """A school, academy or institute of the university."""

    name = TranslatedField()
    abbreviation = TextField()
    kind = EnumField(SchoolKind)
    status = TranslatedField(null=True)
    founded = TextField(null=True)
    alternate_names = PartsField(AlternateName)
