"""The models as scripts use them: docs/models.md is run as it stands."""

import doctest
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import SHOWN_AT

import models
from models.components import Component
from models.edition import backlinks, content_types
from models.links import Link, links_of

MODELS = Path(__file__).parent.parent / "docs" / "models.md"


def test_the_documentation_of_models_is_true(copy):
    results = doctest.testfile(str(MODELS), module_relative=False)
    assert results.failed == 0
    assert results.attempted > 8


def test_links_lead_to_what_is_live_at_the_instant_that_they_are_read_at(copy):
    ended = datetime(2026, 6, 1, tzinfo=UTC)
    models.School.update(live_until=ended).where(models.School.slug == "seng").execute()
    for at, is_there in ((SHOWN_AT, True), (ended, False)):
        slugs = {school.slug for story in models.NewsStory.live(at) for school in story.schools}
        departments = [d.school and d.school.slug for d in models.Department.live(at)]
        assert ("seng" in slugs, "seng" in departments) == (is_there, is_there)
        assert (None in departments) is not is_there


def test_a_link_of_a_component_states_no_backlink():
    with pytest.raises(TypeError, match=r"^Author\.school links from a component: it has no backlink"):
        type("Author", (Component,), {"school": Link("School", backlink="authors")})


def test_every_link_and_backlink_of_every_type_is_followed(copy):
    followed = 0
    for model in content_types():
        one = model.live(SHOWN_AT).first()
        if one is None:
            continue
        names = [
            *links_of(model),
            *backlinks(model),
            *(n for n, f in model._meta.fields.items() if isinstance(f, Link)),
        ]
        for name in names:
            found = getattr(one, name)
            followed += len(found) if hasattr(found, "__len__") else found is not None
    assert followed > 50


def test_an_edition_without_an_instant_says_how_it_is_read(copy):
    with pytest.raises(TypeError, match=r"read this edition with NewsStory\.live\(\)"):
        list(models.NewsStory.select().first().schools)
    with pytest.raises(AttributeError, match="NewsStory has no colour"):
        _ = models.NewsStory.select().first().colour
