"""Answers to known callers are cached for those with the same grants: validated like public ones, and nobody else's."""

import json
from datetime import timedelta

import pytest
from conftest import SHOWN_AT, ZONE
from signing_in import PREFLIGHT, application, ask, bearer, person, preview, token

import models
from delivery.services import services
from models.access import people, sessions, tokens
from models.access.actors import COMMAND_LINE, Actor
from models.access.roles import HeldRole
from models.editing import acting, acts
from models.instants import to_microseconds

NOW = to_microseconds(SHOWN_AT)
SLUG = "new-medical-school"
AHEAD = {
    "query": f'query($at: DateTime) {{ newsStory(slug: "{SLUG}", asOf: $at) {{ title }} }}',
    "variables": {"at": (SHOWN_AT + timedelta(days=2)).isoformat()},
}
PUBLIC = {"query": f'{{ newsStory(slug: "{SLUG}") {{ title liveUntil }} }}'}


@pytest.fixture
def app(copy, monkeypatch):
    monkeypatch.setattr(acting, "now", lambda: NOW)
    return application(copy)


@pytest.fixture
def client(app):
    return app.test_client(use_cookies=False)


def schedule(title, days):
    story = models.NewsStory.get(slug=SLUG).entry_id
    acts.save(models.NewsStory, story, {"title": {"en": title}}, ZONE, Actor("a test"))
    acts.publish(models.NewsStory, story, ZONE, Actor("a test"), at=to_microseconds(SHOWN_AT + timedelta(days=days)))


def title(response):
    return (response.json["data"]["newsStory"] or {}).get("title")


def runs(app):
    return services(app).executor.runs


def test_callers_with_the_same_grants_share_an_answer(app, client):
    schedule("To come", 1)
    secrets = [token(person(email))[1] for email in ("ada@example.edu", "bob@example.edu")]
    answers = [ask(client, AHEAD, **bearer(secret)) for secret in secrets * 2]
    assert [title(each) for each in answers] == ["To come"] * 4
    assert runs(app) == 1
    assert {each.data for each in answers} == {answers[0].data}


def test_callers_with_other_grants_and_strangers_share_none(app, client):
    schedule("To come", 1)
    previewing, nobody = token(person())[1], person("nobody@example.edu", roles=[])
    session = sessions.begin(nobody, NOW, "a browser")
    as_nobody = {"Cookie": f"sundial_session={session}", **PREFLIGHT}
    for _ in range(2):
        assert title(ask(client, AHEAD, **bearer(previewing))) == "To come"
        assert title(ask(client, AHEAD, **as_nobody)) is None
        assert title(ask(client, AHEAD)) is None
        ends = [
            ask(client, PUBLIC, **headers).json["data"]["newsStory"]["liveUntil"]
            for headers in (bearer(previewing), as_nobody, {})
        ]
        assert [end is None for end in ends] == [False, True, True]


def test_an_answer_follows_changes_and_tells_the_limit_again(app, client):
    _, secret = token(person())
    schedule("To come", 1)
    first = ask(client, AHEAD, **bearer(secret))
    acts.cancel_schedule(models.NewsStory, models.NewsStory.get(slug=SLUG).entry_id, 2, Actor("a test"))
    schedule("Another", 1)
    again = ask(client, AHEAD, **bearer(secret))
    assert [title(each) for each in (first, again)] == ["To come", "Another"]
    limits = [each.json["extensions"].get("costLimit") for each in (first, again, ask(client, PUBLIC))]
    assert limits == [50_000, 50_000, None]


def test_what_is_cached_for_a_caller_is_kept_by_nobody_else(app, client):
    _, secret = token(person())
    for _ in range(3):
        got = client.get("/graphql", query_string={"query": "{ tags { totalCount } }"}, headers=bearer(secret))
        for response in (ask(client, PUBLIC, **bearer(secret)), got):
            assert response.headers["Cache-Control"] == "private, no-store"
            assert not {"ETag", "Surrogate-Key", "X-Accel-Expires"} & set(response.headers.keys())
    assert runs(app) == 2
    assert ask(client, PUBLIC).headers["Cache-Control"] == "public, max-age=5"


def test_what_is_cached_is_no_right(app, client):
    ada = person()
    row, secret = token(ada)
    schedule("To come", 1)
    assert title(ask(client, AHEAD, **bearer(secret))) == "To come"
    people.take_role(ada, HeldRole("viewer"), COMMAND_LINE, NOW)
    assert title(ask(client, AHEAD, **bearer(secret))) is None
    people.give_role(ada, HeldRole("viewer"), COMMAND_LINE, NOW)
    assert title(ask(client, AHEAD, **bearer(secret))) == "To come"
    tokens.revoke(row, COMMAND_LINE, NOW)
    assert ask(client, AHEAD, **bearer(secret)).status_code == 401


def test_what_a_preview_shows_and_what_asks_who_one_is_are_read_each_time(app, client):
    ada = person()
    _, secret = token(ada)
    viewer = {"query": "{ viewer { name } tags { totalCount } }"}
    names = [
        ask(client, viewer, **bearer(token(each)[1])).json["data"]["viewer"]["name"]
        for each in (ada, person("bob@example.edu"))
    ]
    assert names == ["frontend"] * 2
    before = runs(app)
    for _ in range(2):
        ask(client, viewer, **bearer(secret))
        ask(client, PUBLIC, **{"Sundial-Preview": preview(ada)})
    assert runs(app) == before + 4


def test_a_draft_is_shown_as_it_is(app, client):
    _, secret = token(person())
    latest = {"query": f'{{ newsStory(slug: "{SLUG}", stage: LATEST) {{ title }} }}'}
    story = models.NewsStory.get(slug=SLUG).entry_id
    for text in ("One", "Two"):
        acts.save(models.NewsStory, story, {"title": {"en": text}}, ZONE, Actor("a test"))
        assert json.loads(ask(client, latest, **bearer(secret)).data)["data"]["newsStory"]["title"] == text
