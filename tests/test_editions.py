"""The writing service: what each act does to the editions of an entry, and that no order of acts breaks a rule."""

import time
from contextlib import suppress
from datetime import date, datetime
from threading import Thread

import pytest
from conftest import ZONE, connection_to
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fixtures.loading import load_folder
from models import Event, NewsStory, School, Tag
from models.access.actors import Actor
from models.editing import acting, acts
from models.editing.held import hold
from models.edition import content_types
from models.edition_values import stored_editions_of
from models.instants import FOREVER
from models.problems import ContentRefused, Problem
from models.timelines import Times
from models.validation import content_fields

DAY = 86_400_000_000
EDITOR = Actor("an editor")


@pytest.fixture
def clock(monkeypatch):
    """The instant that acts take for now, in a list that tests set."""
    instants = [1_800_000_000_000_000]
    monkeypatch.setattr(acting, "now", lambda: instants[0])
    return instants


def spans(model, entry):
    """The span of each version."""
    return {
        each.version: (each.values["live_from"], each.values["live_until"]) for each in stored_editions_of(model, entry)
    }


def tag(slug="robots", **names):
    return acts.create(Tag, slug, {"name": {"en": "Robots", **names}}, ZONE, EDITOR).entry


def problems_of(act, *arguments, **options):
    with pytest.raises(ContentRefused) as caught:
        act(*arguments, **options)
    return caught.value.problems


def test_what_is_created_is_a_draft_until_it_is_published(empty, clock):
    entry = tag()
    assert spans(Tag, entry) == {1: (None, FOREVER)}
    assert acts.publish(Tag, entry, ZONE, EDITOR).version == 1
    assert spans(Tag, entry) == {1: (clock[0], FOREVER)}


def test_a_draft_may_be_incomplete_and_what_is_published_may_not(empty, clock):
    entry = acts.create(NewsStory, "launch", {}, ZONE, EDITOR).entry
    assert problems_of(acts.publish, NewsStory, entry, ZONE, EDITOR) == [
        Problem("title", "is required"),
        Problem("published_on", "is required"),
    ]
    publishing = NewsStory.update(live_from=clock[0]).where(NewsStory.entry == entry)
    with pytest.raises(Exception, match="missing_title"):  # the database holds it by itself
        publishing.execute()
    assert spans(NewsStory, entry) == {1: (None, FOREVER)}


def test_a_change_forks_a_draft_of_what_is_live_and_leaves_that(empty, clock):
    entry = tag()
    acts.publish(Tag, entry, ZONE, EDITOR)
    assert acts.save(Tag, entry, {"name": {"en": "Robotics"}}, ZONE, EDITOR).version == 2
    assert acts.save(Tag, entry, {"slug": "robotics"}, ZONE, EDITOR).version == 2
    live, draft = stored_editions_of(Tag, entry)
    assert (live.values["slug"], live.values["name"]) == ("robots", {"en": "Robots"})
    assert (draft.values["slug"], draft.values["name"]) == ("robotics", {"en": "Robotics"})
    published, clock[0] = clock[0], clock[0] + DAY
    acts.publish(Tag, entry, ZONE, EDITOR)
    assert spans(Tag, entry) == {1: (published, clock[0]), 2: (clock[0], FOREVER)}


def test_what_is_scheduled_ends_what_is_live_then_and_begins_before_what_comes_later(empty, clock):
    entry = tag()
    acts.publish(Tag, entry, ZONE, EDITOR)
    for days in (10, 5):
        acts.save(Tag, entry, {"name": {"en": f"In {days} days"}}, ZONE, EDITOR)
        acts.publish(Tag, entry, ZONE, EDITOR, at=clock[0] + days * DAY)
    now = clock[0]
    assert spans(Tag, entry) == {
        1: (now, now + 5 * DAY),
        2: (now + 10 * DAY, FOREVER),
        3: (now + 5 * DAY, now + 10 * DAY),
    }
    assert problems_of(acts.publish, Tag, entry, ZONE, EDITOR, at=now + DAY) == [
        Problem("live_from", "there is no draft")
    ]


def test_the_past_cannot_be_written(empty, clock):
    entry = tag()
    passed = [Problem("live_from", "must not have passed")]
    assert problems_of(acts.publish, Tag, entry, ZONE, EDITOR, at=clock[0] - 1) == passed
    acts.publish(Tag, entry, ZONE, EDITOR)
    clock[0] += DAY
    assert problems_of(acts.unpublish, Tag, entry, EDITOR, at=clock[0] - 1) == [
        Problem("live_until", "must not have passed")
    ]


def test_what_is_live_ends_and_is_restored_as_a_draft(empty, clock):
    entry = tag()
    acts.publish(Tag, entry, ZONE, EDITOR)
    began, clock[0] = clock[0], clock[0] + DAY
    acts.unpublish(Tag, entry, EDITOR)
    assert spans(Tag, entry) == {1: (began, clock[0])}
    assert problems_of(acts.unpublish, Tag, entry, EDITOR) == [Problem("live_until", "nothing is live at that instant")]
    assert acts.restore(Tag, entry, 1, ZONE, EDITOR).version == 2
    assert spans(Tag, entry) == {1: (began, clock[0]), 2: (None, FOREVER)}
    acts.discard(Tag, entry, EDITOR)
    assert spans(Tag, entry) == {1: (began, clock[0])}
    assert problems_of(acts.discard, Tag, entry, EDITOR) == [Problem("live_from", "there is no draft")]
    assert problems_of(acts.restore, Tag, entry, 7, ZONE, EDITOR) == [Problem("version", "there is no version 7")]


def test_a_slug_has_one_holder_at_any_instant(empty, clock):
    first, second = tag(), tag()
    acts.publish(Tag, first, ZONE, EDITOR)
    assert problems_of(acts.publish, Tag, second, ZONE, EDITOR) == [
        Problem("slug", "another entry has it at the same time")
    ]
    assert spans(Tag, second) == {1: (None, FOREVER)}
    clock[0] += DAY
    acts.unpublish(Tag, first, EDITOR)
    acts.publish(Tag, second, ZONE, EDITOR)
    assert spans(Tag, second) == {1: (clock[0], FOREVER)}


def test_all_problems_of_a_change_are_told_and_nothing_is_written(empty, clock):
    school = acts.create(School, "seng", {}, ZONE, EDITOR).entry
    changes = {"slug": "A b", "title": {"en": " "}, "schools": [school, 99], "size": 3, "published_on": "2026-01-01"}
    assert [str(each) for each in problems_of(acts.create, NewsStory, "A b", changes, ZONE, EDITOR)] == [
        "slug: must be a-z, 0-9 and hyphens",
        "size: is no field of this type",
        "title.en: is empty; leave it out",
        "published_on: must be a day as 2026-01-02, not '2026-01-01'",
        "schools[2]: there is no School 99",
    ]
    assert NewsStory.select().count() == 0


def test_links_and_derived_values_follow_changes(empty, clock):
    schools = [acts.create(School, slug, {}, ZONE, EDITOR).entry for slug in ("seng", "ssci")]
    entry = acts.create(Event, "talk", {"schools": schools[::-1]}, ZONE, EDITOR).entry
    [draft] = stored_editions_of(Event, entry)
    assert (draft.values["schools"], draft.values["starts_on"]) == (schools[::-1], None)
    at = {
        name: datetime.fromisoformat(f"2026-05-01T{hour}:00:00+08:00")
        for name, hour in (("starts_at", 10), ("ends_at", 12))
    }
    acts.save(Event, entry, {**at, "schools": None}, ZONE, EDITOR)
    [draft] = stored_editions_of(Event, entry)
    assert (draft.values["schools"], str(draft.values["starts_on"])) == ([], "2026-05-01")


ACTS_BY_NAME = {
    "save": lambda entry, number, size, at, first: (
        acts.save(Tag, entry, {"name": {"en": f"{number}"}}, ZONE, EDITOR).version
    ),
    "rename": lambda entry, number, size, at, first: (
        acts.save(Tag, entry, {"slug": f"s{size % 2}-{first}"}, ZONE, EDITOR).version
    ),
    "publish": lambda entry, number, size, at, first: acts.publish(Tag, entry, ZONE, EDITOR).version,
    "schedule": lambda entry, number, size, at, first: acts.publish(Tag, entry, ZONE, EDITOR, at=at).version,
    "unpublish": lambda entry, number, size, at, first: acts.unpublish(Tag, entry, EDITOR, at=at),
    "discard": lambda entry, number, size, at, first: acts.discard(Tag, entry, EDITOR),
    "restore": lambda entry, number, size, at, first: acts.restore(Tag, entry, size, ZONE, EDITOR).version,
    "move": lambda entry, number, size, at, first: acts.reschedule(Tag, entry, size, EDITOR, at=at),
    "cancel": lambda entry, number, size, at, first: acts.cancel_schedule(Tag, entry, size, EDITOR),
}
ACTS = st.lists(st.tuples(st.sampled_from([*ACTS_BY_NAME, "wait"]), st.integers(0, 1), st.integers(0, 3)), max_size=14)


@pytest.fixture(scope="module")
def property_database(engine):
    with connection_to(engine.create(engine.tables)) as url:
        yield url


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(done=ACTS)
def test_whatever_is_done_the_rules_hold_and_the_past_stands(property_database, done):
    """Held against plain Python: what was live at an instant that has passed is what it was when it was looked at."""
    present = [time.time_ns() // 1_000]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(acting, "now", lambda: present[0])
        entries = [
            acts.create(Tag, f"s{number}-{present[0]}", {"name": {"en": "x"}}, ZONE, EDITOR).entry for number in (0, 1)
        ]
        seen = {}
        for number, (act, which, size) in enumerate(done):
            entry, at = entries[which], present[0] + size * DAY
            if act == "wait":
                present[0] += (size + 1) * DAY // 2
            before = editions_by_version(entry)
            with suppress(ContentRefused):
                ACTS_BY_NAME.get(act, lambda *_: None)(entry, number, size, at, entries[0])
            require_nothing_lost(act, before, editions_by_version(entry))
            seen[present[0]] = live_at(entries, present[0])
            present[0] += 1
            require_rules(entries)
        assert {at: live_at(entries, at) for at in seen} == seen


def editions_by_version(entry):
    """Which row each version is, and whether it is a draft."""
    return {each.version: (each.edition, each.values["live_from"] is None) for each in stored_editions_of(Tag, entry)}


def require_nothing_lost(act, before, after):
    """Each version stays the row that it is; only a draft is discarded, only what is scheduled becomes one again."""
    lost = {version for version in before if version not in after}
    assert all(before[version][1] for version in lost)
    assert not lost or act == "discard"
    changed = {version for version in before.keys() & after.keys() if before[version] != after[version]}
    assert all(before[version][0] == after[version][0] for version in changed)
    assert not changed or act in {"publish", "schedule", "cancel"}


def live_at(entries, at):
    """What each entry shows at an instant."""
    found = {}
    for entry in entries:
        live = [
            e.values
            for e in stored_editions_of(Tag, entry)
            if Times(e.values["live_from"], e.values["live_until"]).holds(at)
        ]
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


def test_a_draft_is_changed_in_its_place(empty, clock):
    entry = tag()
    [before] = stored_editions_of(Tag, entry)
    acts.save(Tag, entry, {"name": {"zh-Hant": "機械人"}}, ZONE, Actor("another editor"))
    [after] = stored_editions_of(Tag, entry)
    assert (after.edition, after.version, after.created_by) == (before.edition, 1, "another editor")
    assert after.values["name"] == {"en": "Robots", "zh-Hant": "機械人"}
    acts.save(Tag, entry, {"name": {"en": None}}, ZONE, EDITOR)
    assert stored_editions_of(Tag, entry)[0].values["name"] == {"zh-Hant": "機械人"}
    acts.publish(Tag, entry, ZONE, EDITOR)
    acts.save(Tag, entry, {"slug": "robotics"}, ZONE, EDITOR)
    draft = stored_editions_of(Tag, entry)[-1].edition
    acts.restore(Tag, entry, 1, ZONE, EDITOR)
    assert stored_editions_of(Tag, entry)[-1].edition == draft


def test_a_draft_is_made_from_what_is_live_and_not_from_what_is_scheduled(empty, clock):
    entry = tag()
    acts.publish(Tag, entry, ZONE, EDITOR)
    acts.save(Tag, entry, {"name": {"en": "Later"}}, ZONE, EDITOR)
    acts.publish(Tag, entry, ZONE, EDITOR, at=clock[0] + DAY)
    acts.save(Tag, entry, {"slug": "robotics"}, ZONE, EDITOR)
    draft = stored_editions_of(Tag, entry)[-1].values
    assert (draft["name"], draft["slug"], draft["live_from"]) == ({"en": "Robots"}, "robotics", None)


def test_no_act_takes_away_what_is_scheduled_unasked(empty, clock):
    entry = tag()
    acts.publish(Tag, entry, ZONE, EDITOR)
    acts.save(Tag, entry, {"name": {"en": "Later"}}, ZONE, EDITOR)
    later = clock[0] + DAY
    acts.publish(Tag, entry, ZONE, EDITOR, at=later)
    acts.save(Tag, entry, {"name": {"en": "Sooner"}}, ZONE, EDITOR)
    before = spans(Tag, entry)
    taken = "another edition begins at that instant"
    assert problems_of(acts.publish, Tag, entry, ZONE, EDITOR, at=later) == [Problem("live_from", taken)]
    assert problems_of(acts.unpublish, Tag, entry, EDITOR, at=later) == [
        Problem("live_until", f"{taken}; cancel its schedule")
    ]
    assert spans(Tag, entry) == before


def test_the_only_draft_of_an_entry_is_not_discarded(empty, clock):
    entry = tag()
    only = [Problem("live_from", "the draft is all that there is of the entry")]
    assert problems_of(acts.discard, Tag, entry, EDITOR) == only
    assert spans(Tag, entry) == {1: (None, FOREVER)}


def test_what_is_scheduled_is_moved_and_made_a_draft_again(empty, clock):
    entry, now = tag(), clock[0]
    acts.publish(Tag, entry, ZONE, EDITOR)
    for days in (10, 20):
        acts.save(Tag, entry, {"name": {"en": f"In {days} days"}}, ZONE, EDITOR)
        acts.publish(Tag, entry, ZONE, EDITOR, at=now + days * DAY, overwrite=["name.en"])

    def days():
        return {
            version: (first and (first - now) // DAY, None if last == FOREVER else (last - now) // DAY)
            for version, (first, last) in spans(Tag, entry).items()
        }

    assert days() == {1: (0, 10), 2: (10, 20), 3: (20, None)}
    for at, wanted in ((5, {1: (0, 5), 2: (5, 20), 3: (20, None)}), (30, {1: (0, 20), 2: (30, None), 3: (20, 30)})):
        acts.reschedule(Tag, entry, 2, EDITOR, at=now + at * DAY)
        assert days() == wanted
    assert problems_of(acts.reschedule, Tag, entry, 1, EDITOR) == [Problem("version", "version 1 is not scheduled")]
    assert problems_of(acts.reschedule, Tag, entry, 2, EDITOR, at=now + 20 * DAY) == [
        Problem("live_from", "another edition begins at that instant")
    ]
    acts.cancel_schedule(Tag, entry, 3, EDITOR)
    assert days() == {1: (0, 30), 2: (30, None), 3: (None, None)}
    assert problems_of(acts.cancel_schedule, Tag, entry, 2, EDITOR) == [
        Problem("live_from", "the entry has a draft already")
    ]
    clock[0] += 31 * DAY
    assert problems_of(acts.cancel_schedule, Tag, entry, 2, EDITOR) == [
        Problem("version", "version 2 is not scheduled"),
        Problem("live_from", "the entry has a draft already"),
    ]


@pytest.mark.parametrize("number", [2**63, 2**80, -1, 0, True, 1.0, "seng", None])
def test_a_link_to_no_entry_is_a_problem(empty, number):
    [problem] = problems_of(acts.create, NewsStory, "a", {"schools": [number]}, ZONE, EDITOR)
    assert problem.field == "schools[1]"


@pytest.mark.parametrize("text", ["a\0b", "\ud800", " "])
def test_what_is_no_text_is_a_problem(empty, text):
    [problem] = problems_of(acts.create, Tag, "a", {"name": {"en": text}}, ZONE, EDITOR)
    assert problem.field == "name.en"


def test_what_follows_from_other_fields_is_not_given(empty, clock):
    at = {
        name: datetime.fromisoformat(f"2026-05-01T{hour}:00:00+08:00")
        for name, hour in (("starts_at", 10), ("ends_at", 12))
    }
    entry = acts.create(Event, "talk", at, ZONE, EDITOR).entry
    implied = "follows from other fields; leave it out"
    day = date(2026, 5, 2)
    assert problems_of(acts.save, Event, entry, {"starts_on": day}, ZONE, EDITOR) == [Problem("starts_on", implied)]
    acts.save(Event, entry, {"is_all_day": True, "starts_on": day, "ends_on": day}, ZONE, EDITOR)
    [draft] = stored_editions_of(Event, entry)
    assert (draft.values["starts_on"], draft.values["is_all_day"]) == (day, True)
    assert draft.values["ends_at"] - draft.values["starts_at"] == DAY
    acts.save(Event, entry, {"is_all_day": None, **at}, ZONE, EDITOR)
    [draft] = stored_editions_of(Event, entry)
    assert (draft.values["starts_on"], draft.values["is_all_day"]) == (date(2026, 5, 1), False)


def test_the_database_says_which_column_is_missing(empty, clock):
    entry = acts.create(NewsStory, "launch", {"title": {"en": "x"}}, ZONE, EDITOR).entry
    with pytest.raises(ContentRefused) as caught, acting.acting():
        NewsStory.update(live_from=clock[0]).where(NewsStory.entry == entry).execute()
    assert caught.value.problems == [Problem("published_on", "is required")]


def test_loading_leaves_alone_what_an_editor_has_ended(copy):
    entry = Tag.get(Tag.slug == "donation").entry_id
    acts.unpublish(Tag, entry, EDITOR)
    ended = spans(Tag, entry)
    report = load_folder(ZONE)
    assert [name.endswith("donation") for name in report.kept] == [True]
    assert spans(Tag, entry) == ended


def test_a_draft_that_is_created_holds_what_is_held_where_nothing_is_given(empty, clock):
    school, event = (acts.create(model, "a", {}, ZONE, EDITOR).entry for model in (School, Event))
    assert stored_editions_of(School, school)[0].values["alternate_names"] == []
    assert stored_editions_of(Event, event)[0].values["is_all_day"] is False
    lacking = problems_of(acts.publish, Event, event, ZONE, EDITOR)
    assert lacking == [Problem(name, "is required") for name in ("title", "starts_at", "ends_at")]  # days follow


def test_all_problems_of_an_act_are_found(empty, clock):
    changes = {"starts_on": date(2026, 5, 1), "size": 3, "schools": [9]}
    assert [each.field for each in problems_of(acts.create, Event, "A b", changes, ZONE, EDITOR, uid="x")] == [
        "id",
        "slug",
        "starts_on",
        "size",
        "schools[1]",
    ]
    entry = acts.create(NewsStory, "a", {}, ZONE, EDITOR).entry
    passed = {"at": clock[0] - 1, "until": 2**63}
    assert [each.field for each in problems_of(acts.publish, NewsStory, entry, ZONE, EDITOR, **passed)] == [
        "live_from",
        "live_until",
        "title",
        "published_on",
    ]


NUMBERS = [2**63, 2**90, -(2**63) - 1, 10**5000, True, 1.5, "x"]


@pytest.mark.parametrize("number", NUMBERS, ids=map(type, NUMBERS))
def test_what_is_no_number_of_an_entry_and_no_instant_is_a_problem(empty, clock, number):
    assert [each.field for each in problems_of(acts.publish, Tag, number, ZONE, EDITOR)] == ["entry"]
    for act in (acts.unpublish, acts.discard):
        assert [each.field for each in problems_of(act, Tag, number, EDITOR)] == ["entry"]
    assert [each.field for each in problems_of(acts.save, Tag, number, {}, ZONE, EDITOR)] == ["entry"]
    entry = tag()
    for name, field in (("at", "live_from"), ("until", "live_until")):
        assert [each.field for each in problems_of(acts.publish, Tag, entry, ZONE, EDITOR, **{name: number})] == [field]
    acts.publish(Tag, entry, ZONE, EDITOR, at=clock[0] + DAY)
    for name, field in (("at", "live_from"), ("until", "live_until")):
        found = problems_of(acts.reschedule, Tag, entry, 1, EDITOR, **{name: number})
        assert [each.field for each in found] == [field]


AWKWARD = [
    *(10**5000, 2**63, True, 1.5, float("nan"), "a\0b", "\ud800", b"x", date(2026, 1, 1), object(), (), [], {}),
    *([10**5000], [None], [[]], [{}], {"en": 10**5000}, {"en": {}}, {1: "x"}, {"\0": 1}, {"basis": 3}, [{"basis": []}]),
]


@pytest.mark.parametrize("model", list(content_types()))
def test_whatever_a_field_is_given_is_stored_or_a_problem(empty, model):
    for field in content_fields(model):
        for number, value in enumerate(AWKWARD):
            with suppress(ContentRefused):
                acts.create(model, f"{field.replace('_', '-')}-{number}", {field: value}, ZONE, EDITOR)


@pytest.mark.parametrize("uid", ["x", "a\0bcdefghijk", 3, "abcdefghijkl"])
def test_a_uid_that_is_none_or_taken_is_a_problem(empty, uid):
    acts.create(Tag, "a", {}, ZONE, EDITOR, uid="abcdefghijkl")
    assert [each.field for each in problems_of(acts.create, Tag, "b", {}, ZONE, EDITOR, uid=uid)] == ["id"]


def test_what_is_moved_keeps_the_end_that_it_was_given(empty, clock):
    entry, now = tag(), clock[0]
    acts.publish(Tag, entry, ZONE, EDITOR)
    acts.save(Tag, entry, {"name": {"en": "For two days"}}, ZONE, EDITOR)
    acts.publish(Tag, entry, ZONE, EDITOR, at=now + DAY, until=now + 3 * DAY)
    acts.reschedule(Tag, entry, 2, EDITOR, at=now + 2 * DAY)
    assert spans(Tag, entry) == {1: (now, now + 2 * DAY), 2: (now + 2 * DAY, now + 3 * DAY)}
    assert problems_of(acts.reschedule, Tag, entry, 2, EDITOR, at=now + 4 * DAY) == [
        Problem("live_until", "must be after live_from")
    ]
    acts.reschedule(Tag, entry, 2, EDITOR, at=now + 4 * DAY, until=now + 5 * DAY)
    assert spans(Tag, entry) == {1: (now, now + 4 * DAY), 2: (now + 4 * DAY, now + 5 * DAY)}
    acts.cancel_schedule(Tag, entry, 2, EDITOR)
    assert spans(Tag, entry) == {1: (now, FOREVER), 2: (None, FOREVER)}


def test_an_act_that_waits_for_another_is_of_the_instant_at_which_it_goes_on(empty, clock):
    entry = tag()
    acts.publish(Tag, entry, ZONE, EDITOR)
    began = clock[0]
    acts.save(Tag, entry, {"slug": "robotics"}, ZONE, EDITOR)
    with acting.acting():
        hold(Tag, entry, EDITOR)
        waiting = Thread(target=acts.publish, args=(Tag, entry, ZONE, EDITOR))
        waiting.start()
        waiting.join(0.5)
        clock[0] += DAY
    waiting.join(20)
    assert spans(Tag, entry) == {1: (began, clock[0]), 2: (clock[0], FOREVER)}
