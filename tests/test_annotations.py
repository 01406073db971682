"""Annotations: what schema modules say of their fields is what the fields read."""

from datetime import datetime
from typing import Any

import pytest
import strawberry

import models
from models.degree import StudyLevel
from models.edition import backlinks
from models.school import SchoolKind
from resolvers.attributes.entries_by_keys import EntriesByKeys
from resolvers.attributes.entry_by_slug import EntryBySlug
from resolvers.attributes.ids import Identity
from resolvers.attributes.shapes import Form, Kind, Shape, shape
from resolvers.attributes.site_entry import SiteEntry
from resolvers.attributes.texts import Translation
from resolvers.attributes.upcoming import Upcoming
from resolvers.context.object_types import OBJECT_TYPES
from schema.school import School
from schema.words import Languages, Linked, LinkedList, Pages, Root, Roots, Text, Value, Values, require_word

PROGRAMS = backlinks(models.School)["programs"]

RIGHT = [
    (models.Tag.name, Text, "Text"),
    (models.Program.code, str | None, "str | None"),
    (models.Program.is_joint, bool, "bool"),
    (models.Program.level, StudyLevel | None, "StudyLevel | None"),
    (models.School.kind, SchoolKind, "SchoolKind"),
    (models.Event.starts_at, datetime, "datetime"),
    (Identity(), strawberry.ID, "ID"),
    (Translation(), Languages, "Languages"),
    (models.Award.competition, Value["Competition"], 'Value["Competition"]'),
    (models.Award.recipients, Values["Recipient"], 'Values["Recipient"]'),
    (models.Department.school, Linked["School"], 'Linked["School"]'),
    (models.Award.schools, LinkedList["School"], 'LinkedList["School"]'),
    (PROGRAMS, Pages["Program"], 'Pages["Program"]'),
    (SiteEntry(models.Site), Root["Site"], 'Root["Site"]'),
    (EntryBySlug(models.HomepageSection, "news"), Root["NewsSection"], 'Root["NewsSection"]'),
    (EntriesByKeys(models.Menu, "locations"), Roots["Menu"], 'Roots["Menu"]'),
    (Upcoming(models.Event), Roots["Event"], 'Roots["Event"]'),
]
WRONG = [
    LinkedList,
    LinkedList["Tag"],
    Linked["Tag"],
    Pages["School"],
    Value["School"],
    Root["Award"],
    list["School"],
    str,
    int | None,
    Any,
    None,
]


@pytest.mark.parametrize(("attribute", "annotation", "text"), RIGHT, ids=[text for _, _, text in RIGHT])
def test_an_annotation_says_what_is_read_or_the_right_one_is_named(attribute, annotation, text):
    require_word(annotation, shape(attribute), "Here.field")
    others = [each for each in (*WRONG, *(right for _, right, _ in RIGHT)) if each != annotation]
    assert len(others) > 20
    for other in others:
        with pytest.raises(TypeError) as caught:
            require_word(other, shape(attribute), "Here.field")
        assert str(caught.value) == f"Here.field must be annotated {text}"


def test_a_target_may_be_given_as_a_class():
    require_word(LinkedList[School], shape(models.Award.schools), "Here.field")
    with pytest.raises(TypeError, match=r'^Here.field must be annotated LinkedList\["Tag"\]$'):
        require_word(LinkedList[School], shape(models.Award.tags), "Here.field")


def test_every_attribute_of_every_type_has_a_shape_whose_target_is_there():
    targets = {
        found.target
        for kind in OBJECT_TYPES.values()
        for found in map(shape, kind.attributes.values())
        if found.is_object
    }
    assert targets - OBJECT_TYPES.keys() <= {
        "Alternate",
        "PageBlock",
        "Path",
        "RichText",
        "Crumb",
        "DayHours",
        "Translation",
        "Node",
        "Entry",
        "Search",
        "Suggestion",
    }
    assert {"School", "Recipient", "NewsSection"} <= targets


def test_what_is_no_attribute_has_no_shape():
    assert shape(models.Award.sdgs) == Shape(Kind.LINK, "SustainableDevelopmentGoal", Form.LIST)
    with pytest.raises(TypeError, match=r"^'sdgs' cannot be read as a field of a GraphQL type$"):
        shape("sdgs")
