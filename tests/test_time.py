"""Time: every answer is as of an instant, and nothing that is not live then is in it, at any depth."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from conftest import FAR, PLAIN, ZONE, asker, connection_to, post
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import Content, everything, expect_everything

import models
from delivery.execution.documents import document
from delivery.execution.operations import Executor, Operation
from models.edition import content_types
from models.instants import FOREVER, from_microseconds, to_microseconds
from resolvers.attributes.ids import encode
from resolvers.compiler import planning
from resolvers.context.read_context import DEFAULT
from schema import make_schema
from server import create_app

SCHEMA = make_schema()

HOUR = 3_600_000_000
START = to_microseconds(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def shuffled(engine, loaded):
    """A loaded database whose spans the test sets anew for each example."""
    with connection_to(engine.create(loaded)) as url:
        return url


def spread(random: Random) -> None:
    """Give every edition a span of its own: past, present, future, open or none."""
    for model in content_types():
        for (edition,) in model.select(model.edition).tuples():
            live_from = random.choice([None, *(START + hour * HOUR for hour in range(5))])
            ends = [FOREVER, FOREVER, *((live_from or START) + hour * HOUR for hour in range(1, 4))]
            spans = {"live_from": live_from, "live_until": random.choice(ends)}
            model.update(spans).where(model.edition == edition).execute()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), offset=st.integers(-1, 6 * 60))
def test_nothing_that_is_not_live_is_in_any_list_total_or_link(shuffled, seed, offset):
    at = START + offset * 60_000_000
    with connection_to(shuffled), pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "MOST_FIELDS", 10**6)
        patch.setattr(planning, "MOST_PLANNED", 10**6)
        spread(Random(seed))
        limits = replace(FAR, tokens=10**6, fields=10**6)
        executor = Executor(SCHEMA, ZONE, lambda: datetime.now(UTC), limits=limits)
        answer = json.loads(executor.run(Operation(everything(2), {"at": from_microseconds(at).isoformat()})).body)
        assert "errors" not in answer, answer["errors"]
        assert answer["data"] == expect_everything(Content(), at, 2)


def test_an_edition_is_live_from_its_first_instant_to_before_its_last(copy):
    story = models.NewsStory.get(slug="new-medical-school")
    starts, ends = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=UTC)
    models.NewsStory.update(live_from=starts, live_until=ends).where(
        models.NewsStory.edition == story.edition
    ).execute()
    ask = asker(create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}).test_client())
    query = 'query($at: DateTime) { newsStory(slug: "new-medical-school", asOf: $at) { slug liveFrom liveUntil } }'
    tick = timedelta(microseconds=1)
    seen = [ask(query, at=at.isoformat())["newsStory"] for at in (starts - tick, starts, ends - tick, ends)]
    shown = {
        "slug": "new-medical-school",
        "liveFrom": "2026-03-01T17:00:00+08:00",
        "liveUntil": "2026-03-02T17:00:00+08:00",
    }
    assert seen == [None, shown, shown, None]


def test_without_an_instant_the_answer_is_as_of_now(copy):
    instants = iter([datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)])
    client = create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}, clock=lambda: next(instants)).test_client()
    totals = [post(client, "{ schools { totalCount } }")["data"]["schools"]["totalCount"] for _ in range(2)]
    assert totals == [0, 9]


def test_two_root_fields_may_be_read_at_two_instants_and_in_two_languages(ask):
    query = """{
      before: schools(asOf: "2025-01-01T00:00:00Z") { totalCount }
      after: school(slug: "seng", locale: ZH_HANS, asOf: "2026-01-02T00:00:00Z") { name }
      same: school(slug: "seng", asOf: "2026-01-02T00:00:00Z") { name }
    }"""
    assert ask(query) == {
        "before": {"totalCount": 0},
        "after": {"name": "工学院"},
        "same": {"name": "School of Engineering"},
    }


def test_before_its_curation_is_live_the_homepage_is_empty_and_not_an_error(ask):
    page = ask(document("homepage"), asOf="2020-01-01T00:00:00Z")["homepage"]
    assert page.pop("menus") == []
    assert page.pop("id")
    assert set(page.values()) == {None}


def test_drafts_are_not_found_by_slug_id_or_link(ask):
    draft = models.Program.get(slug="mbbs")
    query = """query($id: ID!, $now: ID!) {
      program(slug: "mbbs", asOf: "9999-12-31T23:59:59Z") { id }
      now: node(id: $now) { id }
      node(id: $id) { id }
      entry(id: $now, asOf: "9999-12-31T23:59:59Z") { id }
      school(slug: "smed", asOf: "9999-12-31T23:59:59Z") { programs { totalCount nodes { id } } }
    }"""
    at_the_end = DEFAULT.changed({"asOf": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)})
    assert ask(query, id=encode("Program", draft.uid, at_the_end), now=encode("Program", draft.uid)) == {
        "program": None,
        "now": None,
        "node": None,
        "entry": None,
        "school": {"programs": {"totalCount": 0, "nodes": []}},
    }


def test_events_leave_the_upcoming_list_when_they_have_ended(ask):
    query = """query($at: DateTime) { homepage(asOf: $at) { events { upcoming { slug } } } }"""

    def upcoming(at):
        return [event["slug"] for event in ask(query, at=at)["homepage"]["events"]["upcoming"]]

    assert upcoming("2026-01-08T16:59:59+08:00") == ["aef-civic-fellow", "dse-squad", "home-together-briefing"]
    assert upcoming("2026-01-08T17:00:00+08:00") == ["aef-civic-fellow", "dse-squad"]
    assert upcoming("2026-01-26T14:30:00+08:00") == ["aef-civic-fellow"]
    assert upcoming("2026-01-31T00:00:00+08:00") == []
