"""Slugs: what an address on the web names, now and after it has changed."""

from datetime import UTC, datetime

import pytest
from conftest import asker, write_edition

import models
from models.edition_values import new_entry, stored_editions
from models.instants import to_microseconds
from server import create_app

RENAMED = to_microseconds(datetime(2026, 3, 1, tzinfo=UTC))
QUERY = "query($slug: String!, $at: DateTime) { tag(slug: $slug, asOf: $at) { slug name } }"


@pytest.fixture
def renamed(copy):
    """The tag `innovation`, which is called `invention` from March on."""
    [stored] = [each for each in stored_editions(models.Tag) if each.values["slug"] == "innovation"]
    write_edition(models.Tag, stored.entry, 1, {**stored.values, "live_until": RENAMED}, "editor")
    state = {**stored.values, "slug": "invention", "live_from": RENAMED}
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


MONTHS = [to_microseconds(datetime(2026, month, 1, tzinfo=UTC)) for month in range(1, 13)]


@pytest.mark.parametrize("is_first_made", [True, False])
def test_a_slug_that_changes_hands_finds_its_holder_and_between_holders_the_latest(copy, is_first_made):
    """One entry has it from January to March, and lives on; the other from May to July, and lives on."""
    one, other = [new_entry(models.Tag) for _ in range(2)][:: 1 if is_first_made else -1]
    spans = [(one, "shared", 0, 2), (one, "one", 2, 11), (other, "other", 0, 4), (other, "shared", 4, 6)]
    for version, (entry, slug, start, end) in enumerate([*spans, (other, "another", 6, 11)], 1):
        name = {"en": "One" if entry == one else "Other"}
        state = {"slug": slug, "live_from": MONTHS[start], "live_until": MONTHS[end], "name": name}
        write_edition(models.Tag, entry, version, state, "editor")
    ask = asker(create_app({"SUNDIAL_DATABASE_URL": copy}).test_client())
    answers = {month: ask(QUERY, slug="shared", at=f"2026-{month:02}-02T00:00:00Z")["tag"] for month in (1, 2, 4, 6, 8)}
    assert answers == {
        1: {"slug": "shared", "name": "One"},
        2: {"slug": "shared", "name": "One"},
        4: {"slug": "one", "name": "One"},
        6: {"slug": "shared", "name": "Other"},
        8: {"slug": "another", "name": "Other"},
    }
    assert ask(QUERY, slug="shared", at="2025-12-31T00:00:00Z")["tag"] is None


def test_the_slug_of_a_draft_finds_nothing(renamed):
    state = {"slug": "secret", "live_from": None, "live_until": RENAMED * 2, "name": {"en": "Secret"}}
    [entry] = [each.entry for each in stored_editions(models.Tag) if each.values["slug"] == "invention"]
    write_edition(models.Tag, entry, 3, state, "editor")
    assert renamed("secret", "2026-04-01T00:00:00Z") is None


@pytest.mark.parametrize("locale", ["EN", "ZH_HANT", "ZH_HANS"])
def test_a_slug_is_the_same_in_all_languages(ask, locale):
    query = 'query($locale: Locale!) { tag(slug: "innovation", locale: $locale) { slug } }'
    assert ask(query, locale=locale) == {"tag": {"slug": "innovation"}}
