"""Degrees: what a program leads to."""

from enum import StrEnum

from models.edition import Edition
from models.translations import EnumField, PlainTextField, TranslatedField


class StudyLevel(StrEnum):
    """The level of a degree or program."""

    UNDERGRADUATE = "UNDERGRADUATE"
    """For a bachelor's degree."""
    TAUGHT_POSTGRADUATE = "TAUGHT_POSTGRADUATE"
    """For a degree after the first, by courses."""
    RESEARCH_POSTGRADUATE = "RESEARCH_POSTGRADUATE"
    """For a degree after the first, by research."""


class Degree(Edition):
    """A degree or diploma."""

    name = TranslatedField()
    abbreviation = PlainTextField(is_filtered=True, is_sorted=True, is_title=True)
    level = EnumField(StudyLevel)
