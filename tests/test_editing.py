"""What several do to one entry: paths are merged, and those that clash are told; portions, later editions, removal."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Event
from zoneinfo import ZoneInfo

import pytest
from conftest import ZONE, connection_to

import models
from models import Menu, NewsStory, School, Tag
from models.access.actors import Actor
from models.access.tables import Change
from models.editing import acting, acts, feed, keys
from models.editing.tables import PathChange
from models.edition_values import stored_editions_of
from models.entry import Entry
from models.entry import database as connected
from models.problems import ContentRefused

ANN, BOB = Actor("Ann"), Actor("Bob")
DAY = 86_400_000_000
TITLE = {"en": "Launch", "zh-Hant": "發佈"}


@pytest.fixture
def clock(monkeypatch):
    """The instant that acts take for now, each another one, in a list that tests set."""
    instants = [time.time_ns() // 1_000]

    def tick():
        instants[0] += 1
        return instants[0]

    monkeypatch.setattr(acting, "now", tick)
    return instants


def story(**values):
    """A story that is live, and what creating and publishing it gave."""
    content = {"title": TITLE, "published_on": date(2026, 1, 2), **values}
    made = acts.create(NewsStory, None, content, ZONE, ANN)
    acts.publish(NewsStory, made.entry, ZONE, ANN, revision=made.revision)
    return made


def refused(act, *arguments, **options):
    with pytest.raises(ContentRefused) as caught:
        act(*arguments, **options)
    return caught.value.problems


def codes(problems):
    return [(each.field, each.code) for each in problems]


def latest(made):
    return acts.states_of(NewsStory, made.entry).latest(acting.now()).values


def live(made, at=None):
    state = acts.states_of(NewsStory, made.entry).live(at or acting.now())
    return state and state.values


def save(made, by, on, **changes):
    return acts.save(NewsStory, made.entry, changes, ZONE, by, on=on)


def test_changes_of_different_languages_never_collide(empty, clock):
    made = story()
    first = save(made, ANN, made.revision, title={"en": "Liftoff"})
    second = save(made, BOB, made.revision, title={"zh-Hant": "升空"})
    assert (first.changed, second.changed, second.merged) == (("title.en",), ("title.zh-Hant",), ("title.en",))
    assert latest(made)["title"] == {"en": "Liftoff", "zh-Hant": "升空"}


def test_a_change_of_the_same_path_is_a_conflict_that_says_base_theirs_and_yours(empty, clock):
    made = story()
    theirs = save(made, ANN, made.revision, title={"en": "Liftoff"})
    [conflict] = refused(save, made, BOB, made.revision, title={"en": "Blast-off", "zh-Hant": "升空"})
    assert (conflict.field, conflict.code) == ("title.en", "CONFLICT")
    assert (conflict.base, conflict.theirs, conflict.yours, conflict.by) == ("Launch", "Liftoff", "Blast-off", "Ann")
    assert conflict.revision == theirs.revision
    assert latest(made)["title"] == {"en": "Liftoff", "zh-Hant": "發佈"}  # nothing was written
    again = acts.save(
        NewsStory, made.entry, {"title": {"en": "Blast-off"}}, ZONE, BOB, on=made.revision, overwrite=["title.en"]
    )
    assert again.changed == ("title.en",)
    assert save(made, BOB, conflict.revision, category={"en": "News"}).merged == ("title.en",)


def test_the_base_of_a_draft_that_was_changed_in_its_place_is_remembered(empty, clock):
    made = story()
    one = save(made, ANN, made.revision, title={"en": "One"})
    save(made, BOB, one.revision, title={"en": "Two"})
    [conflict] = refused(save, made, ANN, one.revision, title={"en": "Three"})
    assert (conflict.has_base, conflict.base, conflict.theirs) == (True, "One", "Two")


def test_what_was_read_between_two_saves_of_one_author_has_no_base(empty, clock):
    made = story()
    one = save(made, ANN, made.revision, title={"en": "One"})
    save(made, ANN, one.revision, title={"en": "Two"})
    [conflict] = refused(save, made, BOB, one.revision, title={"en": "Three"})
    assert (conflict.has_base, conflict.base, conflict.theirs) == (False, None, "Two")
    [conflict] = refused(save, made, BOB, made.revision, title={"en": "Three"})
    assert (conflict.has_base, conflict.base) == (True, "Launch")
    assert PathChange.select().count() == 1


def test_a_form_that_sends_back_what_it_read_changes_nothing_of_others(empty, clock):
    made = story()
    save(made, ANN, made.revision, title={"en": "Liftoff"})
    sent = save(made, BOB, made.revision, title={"en": "Launch", "zh-Hant": "升空"})
    assert (sent.changed, sent.merged) == (("title.zh-Hant",), ("title.en",))
    assert latest(made)["title"] == {"en": "Liftoff", "zh-Hant": "升空"}


def test_what_was_discarded_is_no_base_to_write_on(empty, clock):
    made = story()
    drafted = save(made, ANN, made.revision, title={"en": "Liftoff"})
    acts.discard(NewsStory, made.entry, BOB, revision=drafted.revision)
    [conflict] = refused(save, made, ANN, drafted.revision, title={"en": "Liftoff!"})
    assert (conflict.base, conflict.theirs) == ("Liftoff", "Launch")


def test_a_revision_of_another_entry_is_none(empty, clock):
    made, other = story(), story()
    for revision in (other.revision, "x", "", "é" * 99):
        assert refused(save, made, ANN, revision or "=", title={"en": "x"})[0].field == "on"


def test_who_has_seen_no_draft_is_told_that_there_is_one(empty, clock):
    made = story()
    save(made, ANN, acts.NO_DRAFT, title={"en": "Liftoff"})
    assert codes(refused(save, made, BOB, acts.NO_DRAFT, category={"en": "x"})) == [("on", "REQUIRED")]


def test_saving_what_is_there_makes_no_draft_and_no_other_revision(empty, clock):
    made = story()
    assert save(made, ANN, made.revision, title={"en": "Launch"}).version == 1
    drafted = save(made, ANN, made.revision, title={"en": "Liftoff"})
    assert save(made, ANN, drafted.revision, title={"en": "Liftoff"}).revision == drafted.revision


def test_changes_of_lists_of_links_commute(empty, clock):
    schools = [acts.create(School, None, {"name": {"en": name}}, ZONE, ANN).entry for name in "abcd"]
    made = story(schools=schools[:2])
    added = acts.LinkChanges([acts.Add(acts.Placed(schools[2], first=True))])
    removed = acts.LinkChanges([acts.Remove(schools[0]), acts.Add(acts.Placed(schools[3], after=schools[1]))])
    save(made, ANN, None, schools=added)
    save(made, BOB, None, schools=removed)
    assert latest(made)["schools"] == [schools[2], schools[1], schools[3]]
    moved = acts.LinkChanges([acts.Move(acts.Placed(schools[3], before=schools[1])), acts.Move(acts.Placed(99))])
    save(made, BOB, None, schools=moved)
    assert latest(made)["schools"] == [schools[2], schools[3], schools[1]]


def test_changes_of_a_list_never_conflict_and_a_whole_list_does(empty, clock):
    schools = [acts.create(School, None, {"name": {"en": name}}, ZONE, ANN).entry for name in "abc"]
    made = story(schools=schools[:1])
    save(made, ANN, made.revision, schools=schools[:2])
    added = acts.LinkChanges([acts.Add(acts.Placed(schools[2]))])
    assert save(made, BOB, made.revision, schools=added).changed == ("schools",)
    assert latest(made)["schools"] == schools
    assert codes(refused(save, made, BOB, made.revision, schools=schools[2:])) == [("schools", "CONFLICT")]


def test_only_what_was_seen_is_published(empty, clock):
    made = story()
    seen = save(made, ANN, made.revision, title={"en": "Seen"})
    unseen = save(made, BOB, seen.revision, title={"en": "Unseen"})
    found = refused(acts.publish, NewsStory, made.entry, ZONE, ANN, revision=seen.revision)
    assert codes(found) == [("revision", "CONFLICT")]
    clock[0] += 1
    assert acts.publish(NewsStory, made.entry, ZONE, ANN, revision=unseen.revision).changed == ("title.en",)
    again = acts.publish(NewsStory, made.entry, ZONE, ANN, revision=unseen.revision)
    assert (again.version, again.changed) == (2, ())


def test_a_portion_is_published_and_the_rest_stays_draft(empty, clock):
    made = story()
    drafted = save(made, ANN, made.revision, title={"en": "Liftoff", "zh-Hant": "升空"}, category={"en": "News"})
    clock[0] += DAY
    portion = acts.Portion(frozenset({"zh-Hant"}), shared=False)
    out = acts.publish(NewsStory, made.entry, ZONE, ANN, revision=drafted.revision, portion=portion)
    assert (out.changed, out.version) == (("title.zh-Hant",), 3)
    assert (live(made)["title"], live(made)["category"]) == ({"en": "Launch", "zh-Hant": "升空"}, None)
    draft = acts.states_of(NewsStory, made.entry).draft
    assert (draft.values["title"]["en"], draft.based_on) == ("Liftoff", 3)
    clock[0] += DAY
    rest = acts.Portion(frozenset({"en"}))
    acts.publish(NewsStory, made.entry, ZONE, ANN, revision=draft.revision, portion=rest)
    assert live(made)["title"] == {"en": "Liftoff", "zh-Hant": "升空"}
    assert acts.states_of(NewsStory, made.entry).draft is None
    assert live(made, clock[0] - DAY)["title"] == {"en": "Launch", "zh-Hant": "升空"}


def test_a_language_is_taken_down_and_all_at_once_without_a_rule(empty, clock):
    made = story()
    clock[0] += DAY
    acts.unpublish(NewsStory, made.entry, ANN, portion=acts.Portion(frozenset({"zh-Hant"})))
    assert live(made)["title"] == {"en": "Launch"}
    assert live(made, clock[0] - DAY // 2)["title"] == TITLE
    clock[0] += DAY
    acts.unpublish(NewsStory, made.entry, ANN)
    assert live(made) is None


def scheduled(made, clock, days=7, **changes):
    out = save(made, ANN, None, **changes)
    return acts.publish(NewsStory, made.entry, ZONE, ANN, revision=out.revision, at=clock[0] + days * DAY)


def test_it_is_asked_what_becomes_of_what_is_scheduled(empty, clock):
    made = story()
    planned = scheduled(made, clock, title={"en": "Planned"})
    drafted = save(made, BOB, None, title={"zh-Hant": "升空"}, category={"en": "News"})
    [asked] = refused(acts.publish, NewsStory, made.entry, ZONE, BOB, revision=drafted.revision, later=None)
    assert (asked.code, asked.versions) == ("LATER_EDITIONS", (planned.version,))
    assert asked.carried == ((2, "title.zh-Hant"), (2, "category.en"))
    acts.publish(NewsStory, made.entry, ZONE, BOB, revision=drafted.revision, later=acts.Later.REBASE)
    soon = live(made, clock[0] + 8 * DAY)
    assert (soon["title"], soon["category"]) == ({"en": "Planned", "zh-Hant": "升空"}, {"en": "News"})
    assert live(made)["title"] == {"en": "Launch", "zh-Hant": "升空"}


def test_what_says_something_else_in_the_same_place_is_not_rebased(empty, clock):
    made = story()
    scheduled(made, clock, title={"en": "Planned"})
    drafted = save(made, BOB, None, title={"en": "Urgent"})
    options = {"revision": drafted.revision, "later": acts.Later.REBASE}
    [clash] = refused(acts.publish, NewsStory, made.entry, ZONE, BOB, **options)
    assert (clash.code, clash.undecided) == ("LATER_EDITIONS", ((2, "title.en"),))
    acts.publish(NewsStory, made.entry, ZONE, BOB, revision=drafted.revision, later=acts.Later.CANCEL)
    assert live(made, clock[0] + 8 * DAY)["title"]["en"] == "Urgent"


def test_a_deleted_entry_ends_and_its_past_stands(empty, clock):
    made = story()
    scheduled(made, clock, title={"en": "Planned"})
    clock[0] += DAY
    acts.delete(NewsStory, made.entry, ANN)
    assert (live(made), live(made, clock[0] + 30 * DAY)) == (None, None)
    assert live(made, clock[0] - DAY // 2)["title"] == TITLE
    assert codes(refused(save, made, ANN, None, title={"en": "x"})) == [("entry", "UNKNOWN_ENTRY")]
    acts.undelete(NewsStory, made.entry, ANN)
    assert acts.states_of(NewsStory, made.entry).draft.values["title"]["en"] == "Planned"


def test_what_others_link_to_is_deleted_when_that_is_accepted(empty, clock):
    school = acts.create(School, "seng", {"name": {"en": "Engineering"}, "abbreviation": "SENG"}, ZONE, ANN)
    made = story(schools=[school.entry])
    items = [{"label": {"en": "About"}, "children": [{"label": {"en": "School"}, "school": school.entry}]}]
    menu = acts.create(Menu, "primary", {"location": "PRIMARY", "items": items}, ZONE, ANN)
    [linked] = refused(acts.delete, School, school.entry, ANN, despite=frozenset())
    assert (linked.code, linked.is_warning) == ("STILL_LINKED", True)
    assert {number for number, _ in linked.entries} == {made.entry, menu.entry}
    acts.delete(School, school.entry, ANN, despite=frozenset({"STILL_LINKED"}))
    assert Entry.get_by_id(school.entry).deleted_at <= clock[0]


def test_words_are_taken_out_of_the_past_and_leave_a_mark(empty, clock):
    made = story()
    drafted = save(made, ANN, made.revision, title={"en": "A secret"}, category={"en": "Another"})
    save(made, BOB, drafted.revision, title={"en": "Nothing"})
    acts.redact(NewsStory, made.entry, [1], ["title.zh-Hant"], ZONE, BOB, why="a court")
    assert live(made)["title"] == {"en": "Launch", "zh-Hant": "[已移除]"}
    acts.redact(NewsStory, made.entry, [2], ["title.en"], ZONE, BOB, why="a court")
    assert PathChange.select().where(PathChange.path == "title.en").count() == 0
    [needed] = refused(acts.redact, NewsStory, made.entry, [1], ["published_on"], ZONE, BOB, why="x")
    assert needed.field == "published_on"
    assert Change.select().where(Change.act == "entry.redact").count() == 2


def test_the_journal_tells_saves_of_one_author_once_for_each_path(empty, clock):
    made = story()
    for number in range(5):
        save(made, ANN, None, title={"en": f"{number}"})
    save(made, ANN, None, category={"en": "x"})
    save(made, BOB, None, title={"en": "y"})
    acted = [(line.act, line.actor) for line in Change.select().order_by(Change.change)]
    assert acted == [
        ("entry.create", "Ann"),
        ("entry.publish", "Ann"),
        ("entry.save", "Ann"),
        ("entry.save", "Ann"),
        ("entry.save", "Bob"),
    ]


def test_the_feed_tells_what_became_public_and_what_is_to(empty, clock):
    made = story()
    scheduled(made, clock, title={"en": "Planned"})
    acts.cancel_schedule(NewsStory, made.entry, 2, ANN)
    acts.unpublish(NewsStory, made.entry, ANN, at=clock[0] + DAY)
    found = feed.page(["NewsStory"], None, 10)
    assert [each.kind for each in found] == ["PUBLISHED", "SCHEDULED", "CANCELLED", "UNPUBLISHED"]
    assert [each.position for each in found] == [1, 2, 3, 4]
    assert [each.position for each in feed.page(["NewsStory"], 2, 10)] == [3, 4]
    assert feed.page(["Tag"], None, 10) == []


def test_what_is_rolled_back_is_in_no_feed(empty, clock):
    made = story()

    def fail():
        with acting.acting():
            acts.unpublish(NewsStory, made.entry, ANN)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    tag = acts.create(Tag, "x", {"name": {"en": "x"}}, ZONE, ANN)
    acts.publish(Tag, tag.entry, ZONE, ANN)
    assert [each.kind for each in feed.page(["NewsStory", "Tag"], None, 10)] == ["PUBLISHED", "PUBLISHED"]


def test_a_key_is_answered_once(empty, clock):
    asked = []

    def do():
        asked.append(1)
        return {"version": len(asked)}

    assert keys.answered("ann", "save", "k", "digest", do) == ({"version": 1}, False)
    assert keys.answered("ann", "save", "k", "digest", do) == ({"version": 1}, True)
    assert keys.answered("bob", "save", "k", "digest", do) == ({"version": 2}, False)
    assert codes(refused(keys.answered, "ann", "save", "k", "other", do)) == [("key", "KEY_REUSED")]
    clock[0] += 2 * DAY
    assert keys.answered("ann", "save", "k", "other", do) == ({"version": 3}, False)


def test_slugs_are_proposed_of_english_else_of_the_uid(empty, clock):
    made = [
        story(title={"en": "What's new, Café?"}),
        story(title={"en": "What's new, Café?"}),
        story(title={"zh-Hant": "科大"}),
    ]
    slugs = [latest(each)["slug"] for each in made]
    assert slugs[:2] == ["whats-new-cafe", "whats-new-cafe-2"]
    assert slugs[2] == f"news-story-{made[2].uid}"


def test_what_is_put_again_changes_nothing_and_what_is_left_out_is_cleared(empty, clock):
    content = {"title": TITLE, "category": {"en": "News"}}
    first = acts.put(NewsStory, "launch", content, ZONE, ANN)
    assert acts.put(NewsStory, "launch", content, ZONE, ANN).changed == ()
    second = acts.put(NewsStory, "launch", {"title": TITLE}, ZONE, ANN)
    assert (second.entry, second.changed, latest(first)["category"]) == (first.entry, ("category.en",), None)


def test_a_version_is_restored_whole_or_in_a_language(empty, clock):
    made = story()
    save(made, ANN, None, title={"en": "Two", "zh-Hant": "二"})
    clock[0] += DAY
    published = acts.publish(NewsStory, made.entry, ZONE, ANN)
    portion = acts.Portion(frozenset({"zh-Hant"}), shared=False)
    acts.restore(NewsStory, made.entry, 1, ZONE, ANN, on=published.revision, portion=portion)
    assert latest(made)["title"] == {"en": "Two", "zh-Hant": "發佈"}
    draft = acts.states_of(NewsStory, made.entry).draft
    acts.restore(NewsStory, made.entry, 1, ZONE, ANN, on=draft.revision)
    assert latest(made)["title"] == TITLE


def test_nothing_appears_in_the_feed_behind_a_position_that_was_read(empty):
    """A transaction that began to publish first, and ends last, has the later position."""
    if connected.kind == "sqlite":
        pytest.skip("one transaction writes at a time")
    story_entry = acts.create(NewsStory, None, {"title": TITLE, "published_on": date(2026, 1, 2)}, ZONE, ANN).entry
    tag = acts.create(Tag, None, {"name": {"en": "x"}}, ZONE, BOB).entry
    has_published, may_end = Event(), Event()

    def slow():
        with connection_to(empty), acting.acting():
            acts.publish(NewsStory, story_entry, ZONE, ANN)
            has_published.set()
            assert may_end.wait(30)

    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(slow)
        assert has_published.wait(30)
        acts.publish(Tag, tag, ZONE, BOB)
        [read] = feed.page(["NewsStory", "Tag"], None, 10)
        may_end.set()
        running.result(30)
    behind = feed.page(["NewsStory", "Tag"], read.position, 10)
    assert [(each.type, each.position > read.position) for each in behind] == [("NewsStory", True)]


def test_a_text_that_is_required_in_a_language_keeps_drafts_free(empty, clock, monkeypatch):
    monkeypatch.setattr(NewsStory.title, "required_in", ("zh-Hant",))
    made = acts.create(NewsStory, None, {"title": {"en": "x"}, "published_on": date(2026, 1, 2)}, ZONE, ANN)
    assert codes(refused(acts.publish, NewsStory, made.entry, ZONE, ANN)) == [("title.zh-Hant", "REQUIRED")]
    acts.save(NewsStory, made.entry, {"title": {"zh-Hant": "題"}}, ZONE, ANN)
    assert acts.publish(NewsStory, made.entry, ZONE, ANN).version == 1


def test_a_text_that_is_too_long_is_not_saved(empty, clock):
    made = story()
    assert codes(refused(save, made, ANN, None, title={"en": "x" * 100_001})) == [("title.en", "TOO_LONG")]


def test_times_that_the_clocks_show_twice_are_a_warning(empty, clock):
    zone = ZoneInfo("Europe/London")
    at = {"starts_at": datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "ends_at": datetime(2026, 10, 25, 5, tzinfo=UTC)}
    made = acts.create(models.Event, None, {"title": TITLE, **at}, zone, ANN)
    found = refused(acts.publish, models.Event, made.entry, zone, ANN, despite=frozenset({"TRANSLATION_MISSING"}))
    assert codes(found) == [("starts_at", "CLOCK_CHANGE")]


def test_what_content_files_have_changed_is_a_conflict_for_who_has_not_seen_it(empty, clock):
    made = acts.create(Tag, "robots", {"name": {"en": "Robots", "zh-Hant": "機械人"}}, ZONE, ANN)
    acts.publish(Tag, made.entry, ZONE, ANN)
    [stored] = stored_editions_of(Tag, made.entry)
    after = {1: {**stored.values, "name": {"en": "From a file", "zh-Hant": "機械人"}}}
    acts.replace([acts.Replacement(Tag, made.entry, {1: stored.values}, after)], Actor("fixtures"))

    def rename(language, name):
        return acts.save(Tag, made.entry, {"name": {language: name}}, ZONE, BOB, on=made.revision)

    assert codes(refused(rename, "en", "Mine")) == [("name.en", "CONFLICT")]
    assert rename("zh-Hant", "機器人").merged == ("name.en",)
