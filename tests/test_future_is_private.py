"""The future is private: what a stranger gets is the same, byte for byte, whether or not something is scheduled or drafted."""

import json
from datetime import timedelta

import pytest
from conftest import SHOWN_AT, ZONE

import models
from delivery.execution.documents import document
from models import table_statistics
from models.access.actors import Actor
from models.editing import acting, acts
from models.edition import content_types
from models.edition_values import stored_editions
from models.instants import to_microseconds
from models.revisions import read_revisions
from server import create_app

QUERIES = [
    document("homepage"),
    "{ newsStories(first: 100) { totalCount nodes { id slug liveFrom liveUntil title } } }",
    '{ newsStory(slug: "new-medical-school") { liveFrom liveUntil title schools { slug newsStories { totalCount } } } }',
    '{ newsStory(slug: "a-new-slug") { title } tag(slug: "a-new-slug") { name } }',
    '{ newsStories(where: {slug: {eq: "a-new-slug"}}) { totalCount } }',
    "{ schools { nodes { newsStories { totalCount nodes { liveUntil } } } } }",
    '{ newsStories(asOf: "2999-01-01T00:00:00Z") { totalCount } }',
    "{ newsStories(stage: LATEST) { nodes { slug } } }",
    "{ newsStories { groups(by: [LIVE_FROM_DAY, SCHOOLS]) { totalCount nodes { count share keys { label } } } } }",
    """{ newsStories { history(by: DAY, from: "2025-12-20T00:00:00Z", until: "2026-02-01T00:00:00Z") { at count } }
      schools { nodes { newsStories { history(by: YEAR, from: "2025-01-01T00:00:00Z") { at count } } } } }""",
]
EVENT_QUERIES = [
    "{ events(first: 100) { totalCount nodes { slug startsAt endsAt } } }",
    '{ homepage(asOf: "2030-01-01T00:00:00Z") { events { upcoming(first: 1) { slug } } } }',
]
HEADERS = {"X-Request-Id": "one"}
TELLING = ("Server-Timing",)
"""Headers that tell how long it took."""


def responses(url, at=SHOWN_AT, queries=QUERIES):
    """What a stranger gets of each query, by GET and POST, with all headers, twice."""
    client = create_app({"SUNDIAL_DATABASE_URL": url, "SUNDIAL_REQUEST_LOG": "off"}, clock=lambda: at).test_client()
    found = []
    for query in queries * 2:
        got = client.get("/graphql", query_string={"query": query, "variables": '{"locale": "EN"}'}, headers=HEADERS)
        posted = client.post("/graphql", json={"query": query, "variables": {"locale": "EN"}}, headers=HEADERS)
        for each in (got, posted):
            headers = sorted((name, value) for name, value in each.headers if name not in TELLING)
            found.append((each.status_code, headers, each.data))
    return found


@pytest.fixture
def story(copy, monkeypatch):
    monkeypatch.setattr(acting, "now", lambda: to_microseconds(SHOWN_AT))
    return models.NewsStory.get(slug="new-medical-school").entry_id


def test_what_is_scheduled_shows_in_no_byte_of_a_strangers_response(copy, story):
    before = responses(copy)
    acts.save(models.NewsStory, story, {"slug": "a-new-slug", "title": {"en": "Another"}}, ZONE, Actor("a test"))
    acts.publish(models.NewsStory, story, ZONE, Actor("a test"), at=to_microseconds(SHOWN_AT + timedelta(days=1)))
    assert responses(copy) == before


def test_what_will_end_shows_in_no_byte_of_a_strangers_response(copy, story):
    before = responses(copy)
    acts.unpublish(models.NewsStory, story, Actor("a test"), at=to_microseconds(SHOWN_AT + timedelta(days=1)))
    assert responses(copy) == before


def test_drafts_show_in_no_byte_of_a_strangers_response_and_in_no_revision(copy, monkeypatch):
    monkeypatch.setattr(acting, "now", lambda: to_microseconds(SHOWN_AT))
    before, revisions = responses(copy), read_revisions()
    for model in content_types():
        public = [each.entry for each in stored_editions(model) if each.values["live_from"] is not None]
        for entry in public[:1]:
            acts.save(model, entry, {"slug": "a-new-slug"}, ZONE, Actor("a test"))
    assert responses(copy) == before
    assert read_revisions() == revisions


SOON = {"starts_at": SHOWN_AT + timedelta(seconds=3), "ends_at": SHOWN_AT + timedelta(days=1)}
BEGUN = {"starts_at": SHOWN_AT - timedelta(minutes=7), "ends_at": SHOWN_AT - timedelta(minutes=6)}
FAR_AHEAD = {"starts_at": SHOWN_AT + timedelta(days=6000), "ends_at": SHOWN_AT + timedelta(days=6001)}


@pytest.mark.parametrize("days", [BEGUN, SOON, FAR_AHEAD])
@pytest.mark.parametrize("is_scheduled", [False, True])
def test_when_a_hidden_event_is_shows_in_no_byte_of_a_strangers_response(copy, monkeypatch, days, is_scheduled):
    monkeypatch.setattr(acting, "now", lambda: to_microseconds(SHOWN_AT))
    table_statistics.KNOWN.clear()
    before = responses(copy, queries=EVENT_QUERIES)
    entry = acts.create(models.Event, "hidden", {"title": {"en": "Hidden"}, **days}, ZONE, Actor("a test")).entry
    if is_scheduled:
        next_century = SHOWN_AT + timedelta(days=36500)
        acts.publish(models.Event, entry, ZONE, Actor("a test"), at=to_microseconds(next_century))
    table_statistics.KNOWN.clear()
    assert responses(copy, queries=EVENT_QUERIES) == before


def test_a_scheduled_change_shows_as_much_ahead_as_others_may_cache(copy, story):
    ends = SHOWN_AT + timedelta(seconds=3)
    before = {dict(headers)["Cache-Control"] for _, headers, _ in responses(copy)}
    assert before == {"public, max-age=5", "no-store"}
    acts.unpublish(models.NewsStory, story, Actor("a test"), at=to_microseconds(ends))
    near = {dict(headers)["Cache-Control"] for _, headers, _ in responses(copy)}
    assert near == {"public, max-age=3", "no-store"}
    far = {dict(headers)["Cache-Control"] for _, headers, _ in responses(copy, at=ends - timedelta(seconds=6))}
    assert far == {"public, max-age=5", "no-store"}


def test_the_end_of_what_was_live_is_told_to_nobody_who_asks_later(copy, story):
    query = {"query": 'query($at: DateTime) { newsStory(slug: "new-medical-school", asOf: $at) { title liveUntil } }'}
    past = {**query, "variables": {"at": (SHOWN_AT - timedelta(hours=1)).isoformat()}}
    clocks = [SHOWN_AT]
    client = create_app({"SUNDIAL_DATABASE_URL": copy}, clock=lambda: clocks[-1]).test_client()
    before = client.post("/graphql", json=past).data
    acts.unpublish(models.NewsStory, story, Actor("a test"), at=to_microseconds(SHOWN_AT + timedelta(hours=1)))
    clocks.append(SHOWN_AT + timedelta(hours=2))
    assert client.post("/graphql", json=past).data == before
    assert json.loads(before)["data"]["newsStory"]["liveUntil"] is None
