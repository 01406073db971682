"""Slugs: what an address on the web names, now and after it has changed."""

from datetime import UTC, datetime

import pytest
from conftest import asker

import models
from models.instants import to_microseconds
from models.states import new_entry, stored_editions, write_edition
from server import create_app

RENAMED = to_microseconds(datetime(2026, 3, 1, tzinfo=UTC))
QUERY = "query($slug: String!, $at: DateTime) { tag(slug: $slug, asOf: $at) { slug name } }"


@pytest.fixture
def renamed(copy):
    """The tag `innovation`, which is called `invention` from March on."""
    [stored] = [each for each in stored_editions(models.Tag) if each.state["slug"] == "innovation"]
    write_edition(models.Tag, stored.entry, 1, {**stored.state, "live_until": RENAMED}, "editor")
    state = {**stored.state, "slug": "invention", "live_from": RENAMED}
    write_edition(models.Tag, stored.entry, 2, state, "editor")
    ask = asker(create_app({"SUNDIAL_DATABASE_URL": copy}).test_client())
    return lambda slug, at: ask(QUERY, slug=slug, at=at)["tag"]


def test_a_former_slug_finds_the_entry_and_the_answer_has_the_present_one(renamed):
    assert renamed("innovation", "2026-04-01T00:00:00Z") == {"slug": "invention", "name": "Innovation"}
    assert renamed("invention", "2026-04-01T00:00:00Z") == {"slug": "invention", "name": "Innovation"}


def test_a_slug_of_the_future_finds_nothing(renamed):
    assert renamed("invention", "2026-02-01T00:00:00Z") is None
    assert renamed("innovation", "2026-02-01T00:00:00Z") == {"slug": "innovation", "name": "Innovation"}


def test_an_entry_that_has_the_slug_comes_before_one_that_had_it(renamed):
    state = {"slug": "innovation", "live_from": RENAMED, "live_until": RENAMED * 2, "name": {"en": "Another"}}
    write_edition(models.Tag, new_entry(models.Tag), 1, state, "editor")
    assert renamed("innovation", "2026-04-01T00:00:00Z") == {"slug": "innovation", "name": "Another"}


def test_the_slug_of_a_draft_finds_nothing(renamed):
    state = {"slug": "secret", "live_from": None, "live_until": RENAMED * 2, "name": {"en": "Secret"}}
    [entry] = [each.entry for each in stored_editions(models.Tag) if each.state["slug"] == "invention"]
    write_edition(models.Tag, entry, 3, state, "editor")
    assert renamed("secret", "2026-04-01T00:00:00Z") is None


@pytest.mark.parametrize("locale", ["EN", "ZH_HANT", "ZH_HANS"])
def test_a_slug_is_the_same_in_all_languages(ask, locale):
    query = 'query($locale: Locale!) { tag(slug: "innovation", locale: $locale) { slug } }'
    assert ask(query, locale=locale) == {"tag": {"slug": "innovation"}}
