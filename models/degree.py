"""Degrees: what a program leads to."""

from enum import StrEnum

from peewee import TextField

from models.edition import Edition
from models.translations import EnumField, TranslatedField


class StudyLevel(StrEnum):
    """The level of a degree or program."""

    UNDERGRADUATE = "UNDERGRADUATE"
    TAUGHT_POSTGRADUATE = "TAUGHT_POSTGRADUATE"
    RESEARCH_POSTGRADUATE = "RESEARCH_POSTGRADUATE"


class Degree(Edition):
    """A degree or diploma."""

    name = TranslatedField()
    abbreviation = TextField()
    level = EnumField(StudyLevel)
