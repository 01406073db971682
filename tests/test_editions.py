"""The writing service: what each act does to the editions of an entry, and that no order of acts breaks a rule."""

import time
from datetime import datetime

import pytest
from conftest import ZONE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import Event, NewsStory, School, Tag, editions, schema_changes
from models.edition_values import stored_editions_of
from models.instants import FOREVER
from models.problems import ContentRefused, Problem

DAY = 86_400_000_000
EDITOR = "an editor"


@pytest.fixture
def empty(blank):
    """A connected database with tables and no content."""
    schema_changes.upgrade()
    return blank


@pytest.fixture
def clock(monkeypatch):
    """The instant that acts take for now, in a list that tests set."""
    instants = [1_800_000_000_000_000]
    monkeypatch.setattr(editions, "now", lambda: instants[0])
    return instants


def spans(model, entry):
    """The span of each version."""
    return {
        each.version: (each.values["live_from"], each.values["live_until"]) for each in stored_editions_of(model, entry)
    }


def tag(slug="robots", **names):
    return editions.create(Tag, slug, {"name": {"en": "Robots", **names}}, ZONE, EDITOR)


def problems_of(act, *arguments, **options):
    with pytest.raises(ContentRefused) as caught:
        act(*arguments, **options)
    return caught.value.problems


def test_what_is_created_is_a_draft_until_it_is_published(empty, clock):
    entry = tag()
    assert spans(Tag, entry) == {1: (None, FOREVER)}
    assert editions.publish(Tag, entry, EDITOR) == 1
    assert spans(Tag, entry) == {1: (clock[0], FOREVER)}


def test_a_draft_may_be_incomplete_and_what_is_published_may_not(empty, clock):
    entry = editions.create(NewsStory, "launch", {}, ZONE, EDITOR)
    assert problems_of(editions.publish, NewsStory, entry, EDITOR) == [
        Problem("title", "is required"),
        Problem("published_on", "is required"),
    ]
    publishing = NewsStory.update(live_from=clock[0]).where(NewsStory.entry == entry)
    with pytest.raises(Exception, match="incomplete"):  # the database holds it by itself
        publishing.execute()
    assert spans(NewsStory, entry) == {1: (None, FOREVER)}


def test_a_change_forks_a_draft_of_what_is_live_and_leaves_that(empty, clock):
    entry = tag()
    editions.publish(Tag, entry, EDITOR)
    assert editions.save(Tag, entry, {"name": {"en": "Robotics"}}, ZONE, EDITOR) == 2
    assert editions.save(Tag, entry, {"slug": "robotics"}, ZONE, EDITOR) == 2
    live, draft = stored_editions_of(Tag, entry)
    assert (live.values["slug"], live.values["name"]) == ("robots", {"en": "Robots"})
    assert (draft.values["slug"], draft.values["name"]) == ("robotics", {"en": "Robotics"})
    published, clock[0] = clock[0], clock[0] + DAY
    editions.publish(Tag, entry, EDITOR)
    assert spans(Tag, entry) == {1: (published, clock[0]), 2: (clock[0], FOREVER)}


def test_what_is_scheduled_ends_what_is_live_then_and_begins_before_what_comes_later(empty, clock):
    entry = tag()
    editions.publish(Tag, entry, EDITOR)
    for days in (10, 5):
        editions.save(Tag, entry, {"name": {"en": f"In {days} days"}}, ZONE, EDITOR)
        editions.publish(Tag, entry, EDITOR, at=clock[0] + days * DAY)
    now = clock[0]
    assert spans(Tag, entry) == {
        1: (now, now + 5 * DAY),
        2: (now + 10 * DAY, FOREVER),
        3: (now + 5 * DAY, now + 10 * DAY),
    }
    assert problems_of(editions.publish, Tag, entry, EDITOR, at=now + DAY) == [
        Problem("live_from", "there is no draft")
    ]


def test_the_past_cannot_be_written(empty, clock):
    entry = tag()
    passed = [Problem("live_from", "must not have passed")]
    assert problems_of(editions.publish, Tag, entry, EDITOR, at=clock[0] - 1) == passed
    editions.publish(Tag, entry, EDITOR)
    clock[0] += DAY
    assert problems_of(editions.unpublish, Tag, entry, at=clock[0] - 1) == [
        Problem("live_until", "must not have passed")
    ]


def test_what_is_live_ends_and_is_restored_as_a_draft(empty, clock):
    entry = tag()
    editions.publish(Tag, entry, EDITOR)
    began, clock[0] = clock[0], clock[0] + DAY
    editions.unpublish(Tag, entry)
    assert spans(Tag, entry) == {1: (began, clock[0])}
    assert problems_of(editions.unpublish, Tag, entry) == [Problem("live_until", "nothing is live at that instant")]
    assert editions.restore(Tag, entry, 1, EDITOR) == 2
    assert spans(Tag, entry) == {1: (began, clock[0]), 2: (None, FOREVER)}
    editions.discard(Tag, entry)
    assert spans(Tag, entry) == {1: (began, clock[0])}
    assert problems_of(editions.discard, Tag, entry) == [Problem("live_from", "there is no draft")]
    assert problems_of(editions.restore, Tag, entry, 7, EDITOR) == [Problem("version", "there is no version 7")]


def test_a_slug_has_one_holder_at_any_instant(empty, clock):
    first, second = tag(), tag()
    editions.publish(Tag, first, EDITOR)
    assert problems_of(editions.publish, Tag, second, EDITOR) == [
        Problem("slug", "another entry has it at the same time")
    ]
    assert spans(Tag, second) == {1: (None, FOREVER)}
    clock[0] += DAY
    editions.unpublish(Tag, first)
    editions.publish(Tag, second, EDITOR)
    assert spans(Tag, second) == {1: (clock[0], FOREVER)}


def test_all_problems_of_a_change_are_told_and_nothing_is_written(empty, clock):
    school = editions.create(School, "seng", {}, ZONE, EDITOR)
    changes = {"slug": "A b", "title": {"en": " "}, "schools": [school, 99], "size": 3, "published_on": "2026-01-01"}
    assert [str(each) for each in problems_of(editions.create, NewsStory, "A b", changes, ZONE, EDITOR)] == [
        "slug: must be a-z, 0-9 and hyphens",
        "size: is no field of this type",
        "title.en: is empty; leave it out",
        "published_on: must be a day as 2026-01-02, not '2026-01-01'",
        "schools[2]: there is no School 99",
    ]
    assert NewsStory.select().count() == 0


def test_links_and_derived_values_follow_changes(empty, clock):
    schools = [editions.create(School, slug, {}, ZONE, EDITOR) for slug in ("seng", "ssci")]
    entry = editions.create(Event, "talk", {"schools": schools[::-1]}, ZONE, EDITOR)
    [draft] = stored_editions_of(Event, entry)
    assert (draft.values["schools"], draft.values["starts_on"]) == (schools[::-1], None)
    at = {
        name: datetime.fromisoformat(f"2026-05-01T{hour}:00:00+08:00")
        for name, hour in (("starts_at", 10), ("ends_at", 12))
    }
    editions.save(Event, entry, {**at, "schools": None}, ZONE, EDITOR)
    [draft] = stored_editions_of(Event, entry)
    assert (draft.values["schools"], str(draft.values["starts_on"])) == ([], "2026-05-01")


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["save", "publish", "schedule", "unpublish", "discard", "restore", "rename", "wait"]),
        st.integers(0, 1),
        st.integers(0, 3),
    ),
    max_size=14,
)


@pytest.fixture(scope="module")
def property_database(engine):
    from conftest import connection_to

    with connection_to(engine.create()) as url:
        schema_changes.upgrade()
        yield url


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_whatever_is_done_the_rules_hold_and_the_past_stands(property_database, acts):
    """Held against plain Python: what was live at an instant that has passed is what it was when it was looked at."""
    present = [time.time_ns() // 1_000]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(editions, "now", lambda: present[0])
        entries = [
            editions.create(Tag, f"s{number}-{present[0]}", {"name": {"en": "x"}}, ZONE, EDITOR) for number in (0, 1)
        ]
        seen = {}
        for number, (act, which, size) in enumerate(acts):
            entry, at = entries[which], present[0] + size * DAY
            try:
                if act == "save":
                    editions.save(Tag, entry, {"name": {"en": f"{number}"}}, ZONE, EDITOR)
                elif act == "rename":
                    editions.save(Tag, entry, {"slug": f"s{size % 2}-{entries[0]}"}, ZONE, EDITOR)
                elif act in ("publish", "schedule"):
                    editions.publish(Tag, entry, EDITOR, at=at if act == "schedule" else None)
                elif act == "unpublish":
                    editions.unpublish(Tag, entry, at=at)
                elif act == "discard":
                    editions.discard(Tag, entry)
                elif act == "restore":
                    editions.restore(Tag, entry, size, EDITOR)
                else:
                    present[0] += (size + 1) * DAY // 2
            except ContentRefused:
                pass
            seen[present[0]] = live_at(entries, present[0])
            present[0] += 1
            require_rules(entries)
        assert {at: live_at(entries, at) for at in seen} == seen


def live_at(entries, at):
    """What each entry shows at an instant."""
    found = {}
    for entry in entries:
        live = [e.values for e in stored_editions_of(Tag, entry) if editions.is_live(e.values, at)]
        assert len(live) < 2
        found[entry] = (live[0]["slug"], live[0]["name"]) if live else None
    return found


def require_rules(entries):
    published = []
    for entry in entries:
        stored = [each.values for each in stored_editions_of(Tag, entry)]
        assert sum(values["live_from"] is None for values in stored) < 2
        published += [(entry, values) for values in stored if values["live_from"] is not None]
    for place, (one, left) in enumerate(published):
        assert left["live_from"] < left["live_until"]
        assert left["name"]
        for other, right in published[place + 1 :]:
            if one == other or left["slug"] == right["slug"]:
                assert left["live_until"] <= right["live_from"] or right["live_until"] <= left["live_from"]
