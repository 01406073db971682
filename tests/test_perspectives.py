"""What needs a right: instants to come and drafts, at any depth, in lists, totals, conditions, ids and links."""

import json
from datetime import timedelta
from itertools import product

import pytest
from conftest import FAR, SHOWN_AT, ZONE

import models
from delivery.execution.operations import Executor, Operation
from models.access.actors import Actor
from models.access.callers import ANONYMOUS, Caller, Preview
from models.access.grants import Action, Grant, Grants
from models.editing import acting, acts
from models.instants import to_microseconds
from resolvers.access.conditions import read_condition
from resolvers.attributes.ids import decode, encode
from resolvers.context.perspectives import Stage
from resolvers.context.read_context import DEFAULT
from schema import make_schema

SCHEMA = make_schema()
LATER = SHOWN_AT + timedelta(days=2)
SENG = json.dumps({"schools": {"some": {"slug": {"eq": "seng"}}}})


def caller(*grants, preview=None):
    return Caller(Grants(frozenset(grants)), person=1, name="a person", preview=preview)


def grant(*actions, type_name=None, where=None):
    return Grant(frozenset(actions), type_name, where=where)


PREVIEWER, READER = caller(grant(Action.PREVIEW)), caller(grant(Action.READ_DRAFTS))
STORY_PREVIEWER = caller(grant(Action.PREVIEW, type_name="NewsStory"))
SENG_READER = caller(
    grant(Action.READ_DRAFTS, type_name="NewsStory", where=SENG), grant(Action.READ_DRAFTS, type_name="School")
)
SENG_PREVIEWER = caller(
    grant(Action.PREVIEW, type_name="NewsStory", where=SENG), grant(Action.PREVIEW, type_name="School")
)


@pytest.fixture
def executor(copy):
    """An executor at the instant that the fixtures show; the acts of editors are of then, too."""
    return Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR)


@pytest.fixture
def story(monkeypatch, copy):
    """Acts on news stories at the instant that the fixtures show."""
    monkeypatch.setattr(acting, "now", lambda: to_microseconds(SHOWN_AT))
    return Stories()


class Stories:
    def draft(self, slug, title, **values):
        story = models.NewsStory.get_or_none(models.NewsStory.slug == slug)
        given = {"title": {"en": title}, **values}
        if story is None:
            entry = acts.create(models.NewsStory, slug, given, ZONE, Actor("a test")).entry
        else:
            entry = story.entry_id
            acts.save(models.NewsStory, entry, given, ZONE, Actor("a test"))
        return entry

    def schedule(self, slug, title, at=SHOWN_AT + timedelta(days=1), **values):
        entry = self.draft(slug, title, **values)
        acts.publish(models.NewsStory, entry, ZONE, Actor("a test"), at=to_microseconds(at))
        return entry


def run(executor, query, by=ANONYMOUS, **variables):
    return json.loads(executor.run(Operation(query, variables, caller=by)).body)


def codes(answer):
    return [(error["path"], error["extensions"]["code"]) for error in answer.get("errors", [])]


TITLE = (
    'query($at: DateTime, $stage: Stage) { newsStory(slug: "new-medical-school", asOf: $at, stage: $stage) { title } }'
)


@pytest.fixture
def new_story(story):
    """A story that is scheduled, and another that has a draft; both of the school of engineering."""
    seng = models.School.get(slug="seng").entry_id
    full = {"category": {"en": "C"}, "published_on": SHOWN_AT.date(), "schools": [seng]}
    return story.schedule("to-come", "To come", **full), story.draft("drafted", "Drafted", **full)


def test_a_stranger_gets_one_error_whether_or_not_something_is_scheduled(executor, story):
    before = [run(executor, TITLE, at=LATER.isoformat()), run(executor, TITLE, stage="LATEST")]
    story.schedule("new-medical-school", "Another title")
    story.draft("new-medical-school", "A draft")
    assert before == [run(executor, TITLE, at=LATER.isoformat()), run(executor, TITLE, stage="LATEST")]
    assert [codes(each) for each in before] == [[(["newsStory"], "UNAUTHENTICATED")]] * 2
    assert [each["data"] for each in before] == [{"newsStory": None}] * 2


def test_who_may_preview_reads_what_is_to_come(executor, story):
    story.schedule("new-medical-school", "Another title")
    assert run(executor, TITLE, PREVIEWER, at=LATER.isoformat())["data"]["newsStory"]["title"] == "Another title"
    assert run(executor, TITLE, STORY_PREVIEWER, at=LATER.isoformat())["data"]["newsStory"]["title"] == "Another title"
    assert codes(run(executor, TITLE, READER, at=LATER.isoformat())) == [(["newsStory"], "FORBIDDEN")]


def test_a_right_on_one_type_reaches_no_other_at_any_depth(executor):
    query = "query($at: DateTime) { a: newsStories(asOf: $at) { nodes { slug } } b: newsStories(asOf: $at) { nodes { schools { slug } } } }"
    answer = run(executor, query, STORY_PREVIEWER, at=LATER.isoformat())
    assert codes(answer) == [(["b"], "FORBIDDEN")]
    assert answer["errors"][0]["message"] == "A reading later than now needs the right PREVIEW on School."
    assert answer["data"]["a"]["nodes"]
    assert answer["data"]["b"] is None


def test_who_may_read_drafts_reads_the_latest(executor, story):
    story.schedule("new-medical-school", "Another title")
    assert run(executor, TITLE, READER, stage="LATEST")["data"]["newsStory"]["title"] == "Another title"
    story.draft("new-medical-school", "A draft")
    assert run(executor, TITLE, READER, stage="LATEST")["data"]["newsStory"]["title"] == "A draft"
    assert codes(run(executor, TITLE, PREVIEWER, stage="LATEST")) == [(["newsStory"], "FORBIDDEN")]
    public = run(executor, TITLE)["data"]["newsStory"]["title"]
    assert public not in ("A draft", "Another title")
    assert run(executor, TITLE, READER)["data"]["newsStory"]["title"] == public


def test_the_latest_of_what_has_ended_is_its_last_edition(executor, story):
    entry = models.NewsStory.get(slug="new-medical-school").entry_id
    acts.unpublish(models.NewsStory, entry, Actor("a test"))
    assert run(executor, TITLE, READER)["data"]["newsStory"] is None
    assert run(executor, TITLE, READER, stage="LATEST")["data"]["newsStory"] is not None


def test_a_draft_that_lacks_something_is_shown_by_its_last_edition(executor, story):
    story.draft("nothing-but-a-title", "Only a title")
    entry = story.draft("new-medical-school", "A draft")
    acts.save(models.NewsStory, entry, {"published_on": None}, ZONE, Actor("a test"))
    answer = run(executor, "{ newsStories(first: 100, stage: LATEST) { nodes { slug title publishedOn } } }", READER)
    assert "errors" not in answer
    found = {each["slug"]: each["title"] for each in answer["data"]["newsStories"]["nodes"]}
    assert "nothing-but-a-title" not in found
    assert found["new-medical-school"] != "A draft"


def test_lists_totals_conditions_and_links_agree_on_the_latest(executor, new_story):
    query = """query($stage: Stage) {
      newsStories(first: 100, stage: $stage) { totalCount nodes { slug } }
      some: newsStories(first: 100, stage: $stage, where: {slug: {in: ["to-come", "drafted"]}}) { totalCount nodes { slug } }
      school(slug: "seng", stage: $stage) { newsStories(first: 100) { totalCount nodes { slug } } }
      schools(stage: $stage, where: {newsStories: {some: {slug: {eq: "drafted"}}}}) { nodes { slug } }
    }"""
    latest, public = run(executor, query, READER, stage="LATEST")["data"], run(executor, query, READER)["data"]
    assert [each["slug"] for each in latest["schools"]["nodes"]] == ["seng"]
    assert public["schools"]["nodes"] == []
    for path in (["newsStories"], ["some"], ["school", "newsStories"]):
        here, there = latest, public
        for key in path:
            here, there = here[key], there[key]
        slugs = [{each["slug"] for each in found["nodes"]} for found in (here, there)]
        assert slugs[0] - slugs[1] == {"to-come", "drafted"}
        assert [found["totalCount"] for found in (here, there)] == [len(each) for each in slugs]


def test_lists_totals_and_links_agree_at_an_instant_to_come(executor, new_story):
    query = """query($at: DateTime) {
      newsStories(first: 100, asOf: $at) { totalCount nodes { slug } }
      school(slug: "seng", asOf: $at) { newsStories(first: 100) { totalCount nodes { slug } } }
    }"""
    ahead, public = run(executor, query, PREVIEWER, at=LATER.isoformat())["data"], run(executor, query)["data"]
    for here, there in ((ahead, public), (ahead["school"], public["school"])):
        slugs = [{each["slug"] for each in found["newsStories"]["nodes"]} for found in (here, there)]
        assert slugs[0] - slugs[1] == {"to-come"}
        assert [found["newsStories"]["totalCount"] for found in (here, there)] == [len(each) for each in slugs]


CONDITIONED = """query($at: DateTime, $stage: Stage) {
  newsStories(first: 100, asOf: $at, stage: $stage) { totalCount nodes { slug title } }
}"""


@pytest.mark.parametrize("stage", [False, True])
def test_under_a_condition_all_else_is_what_is_public_now(executor, story, new_story, stage):
    act = story.draft if stage else story.schedule
    seng = {each.slug for each in models.School.live(SHOWN_AT).where(models.School.slug == "seng").get().news_stories}
    other = next(
        each.slug for each in models.NewsStory.live(SHOWN_AT) if each.slug not in seng | {"to-come", "drafted"}
    )
    act(other, "Not for this caller")
    act("without-schools", "Not either", category={"en": "C"}, published_on=SHOWN_AT.date())
    reading = {"stage": "LATEST"} if stage else {"at": LATER.isoformat()}
    answer = run(executor, CONDITIONED, SENG_READER if stage else SENG_PREVIEWER, **reading)["data"]["newsStories"]
    public = {each["slug"]: each["title"] for each in run(executor, CONDITIONED)["data"]["newsStories"]["nodes"]}
    found = {each["slug"]: each["title"] for each in answer["nodes"]}
    mine = {"to-come": "To come", "drafted": "Drafted"} if stage else {"to-come": "To come"}
    assert found == public | mine
    assert answer["totalCount"] == len(found)


def test_under_a_condition_what_ends_is_gone_at_an_instant_to_come(executor, story, new_story):
    story.schedule("drafted", "Drafted", at=SHOWN_AT)
    acts.unpublish(models.NewsStory, new_story[1], Actor("a test"), at=to_microseconds(SHOWN_AT + timedelta(hours=1)))
    slugs = [
        {each["slug"] for each in run(executor, CONDITIONED, SENG_PREVIEWER, **at)["data"]["newsStories"]["nodes"]}
        for at in ({"at": LATER.isoformat()}, {})
    ]
    assert slugs[1] - slugs[0] == {"drafted"}


def test_under_a_condition_what_will_not_meet_it_any_more_is_what_is_public_now(executor, story, new_story):
    story.schedule("drafted", "Drafted", at=SHOWN_AT)
    other = models.School.get(models.School.slug != "seng").entry_id
    story.schedule("drafted", "Another school's", schools=[other])
    now, later = (
        run(executor, CONDITIONED, SENG_PREVIEWER, **at)["data"]["newsStories"]["nodes"]
        for at in ({}, {"at": LATER.isoformat()})
    )
    title = [[each["title"] for each in nodes if each["slug"] == "drafted"] for nodes in (now, later)]
    assert title == [["Drafted"], ["Drafted"]]
    whole = run(executor, CONDITIONED, PREVIEWER, at=LATER.isoformat())["data"]["newsStories"]["nodes"]
    assert "Another school's" in {each["title"] for each in whole}


def test_a_slug_between_now_and_an_instant_to_come_leads_to_its_entry_at_that_instant(executor, story):
    full = {"category": {"en": "C"}, "published_on": SHOWN_AT.date()}
    entry = story.schedule("for-an-hour", "One", at=SHOWN_AT + timedelta(hours=1), **full)
    acts.save(models.NewsStory, entry, {"slug": "for-good", "title": {"en": "Two"}}, ZONE, Actor("a test"))
    acts.publish(models.NewsStory, entry, ZONE, Actor("a test"), at=to_microseconds(SHOWN_AT + timedelta(hours=2)))
    query = 'query($at: DateTime) { newsStory(slug: "for-an-hour", asOf: $at) { title } }'
    executors = [executor, Executor(SCHEMA, ZONE, lambda: LATER + timedelta(days=1), limits=FAR)]
    found = [run(each, query, PREVIEWER, at=LATER.isoformat())["data"]["newsStory"] for each in executors]
    assert found == [{"title": "Two"}] * 2


def test_ids_name_the_stage_and_need_the_right_again(executor, story):
    entry = story.draft("drafted", "Drafted", category={"en": "C"}, published_on=SHOWN_AT.date())
    query = '{ newsStory(slug: "drafted", stage: LATEST) { id entryId } }'
    found = run(executor, query, READER)["data"]["newsStory"]
    assert decode(found["id"]).options.stage is Stage.LATEST
    uid = models.NewsStory.get(entry=entry).uid
    assert found["id"] == encode("NewsStory", uid, DEFAULT.changed({"stage": Stage.LATEST}))
    node = "query($id: ID!, $stage: Stage) { node(id: $id) { id } nodes(ids: [$id]) { id } entry(id: $id, stage: $stage) { id } }"
    id_of = {"id": found["id"]}
    assert run(executor, node, READER, id=found["id"])["data"] == {"node": id_of, "nodes": [id_of], "entry": id_of}
    stranger = run(executor, node, id=found["id"])
    assert stranger["data"] == {"node": None, "nodes": None, "entry": None}
    assert {code for _, code in codes(stranger)} == {"UNAUTHENTICATED"}
    own = run(executor, node, READER, id=found["entryId"], stage="LATEST")["data"]
    assert own == {"node": None, "nodes": [None], "entry": id_of}
    assert codes(run(executor, node, id=found["entryId"], stage="LATEST")) == [(["entry"], "UNAUTHENTICATED")]
    ahead = encode("NewsStory", uid, DEFAULT.changed({"asOf": LATER}))
    assert {code for _, code in codes(run(executor, node, id=ahead))} == {"UNAUTHENTICATED"}


def test_the_stage_has_no_instant(executor):
    answer = run(executor, TITLE, READER, stage="LATEST", at=SHOWN_AT.isoformat())
    assert codes(answer) == [(["newsStory"], "BAD_USER_INPUT")]


def test_the_end_of_an_edition_is_told_to_those_who_may_preview(executor, story):
    story.schedule("new-medical-school", "Another title")
    query = 'query($at: DateTime) { newsStory(slug: "new-medical-school", asOf: $at) { liveUntil } }'
    ends = [
        run(executor, query, by, at=at.isoformat())["data"]["newsStory"]["liveUntil"]
        for by, at in product(
            (ANONYMOUS, READER, PREVIEWER, STORY_PREVIEWER), (SHOWN_AT, SHOWN_AT - timedelta(hours=1))
        )
    ]
    end = (SHOWN_AT + timedelta(days=1)).astimezone(ZONE).isoformat()
    assert ends == [None] * 4 + [end] * 4


def test_where_the_future_is_open_anybody_reads_it(copy, story):
    story.schedule("new-medical-school", "Another title")
    open_to_all = Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, is_future_open=True)
    assert run(open_to_all, TITLE, at=LATER.isoformat())["data"]["newsStory"]["title"] == "Another title"
    assert codes(run(open_to_all, TITLE, stage="LATEST")) == [(["newsStory"], "UNAUTHENTICATED")]


def previewing(*grants, at=None, is_latest=False, drafts=()):
    shown = Preview(at and to_microseconds(at), is_latest, drafts, Grants(frozenset(grants)))
    return Caller(name="a preview", preview=shown)


def test_a_preview_sets_the_reading_of_fields_that_name_none(executor, story, new_story):
    story.schedule("new-medical-school", "Another title")
    public = run(executor, TITLE)["data"]
    ahead = previewing(grant(Action.PREVIEW), at=LATER)
    assert run(executor, TITLE, ahead)["data"]["newsStory"]["title"] == "Another title"
    assert run(executor, TITLE, ahead, at=SHOWN_AT.isoformat())["data"] == public
    latest = previewing(grant(Action.READ_DRAFTS), is_latest=True)
    assert run(executor, '{ newsStory(slug: "drafted") { title } }', latest)["data"]["newsStory"]["title"] == "Drafted"
    assert codes(run(executor, TITLE, previewing(grant(Action.READ_DRAFTS), at=LATER))) == [
        (["newsStory"], "FORBIDDEN")
    ]


def test_a_preview_grants_nothing_to_fields_that_name_a_reading(executor, story):
    story.draft("new-medical-school", "A draft")
    shown = previewing(grant(Action.READ_DRAFTS, Action.PREVIEW), is_latest=True)
    assert run(executor, TITLE, shown)["data"]["newsStory"]["title"] == "A draft"
    for reading in ({"stage": "LATEST"}, {"at": LATER.isoformat()}):
        assert codes(run(executor, TITLE, shown, **reading)) == [(["newsStory"], "FORBIDDEN")]


def test_a_preview_of_drafts_shows_these_and_else_what_is_published(executor, story, new_story):
    story.draft("new-medical-school", "A draft")
    both = grant(Action.READ_DRAFTS, Action.PREVIEW)
    for at, expected in ((None, {"drafted"}), (LATER, {"drafted", "to-come"})):
        shown = previewing(both, at=at, drafts=[new_story[1]])
        found = run(executor, CONDITIONED, shown)["data"]["newsStories"]
        public = run(executor, CONDITIONED)["data"]["newsStories"]
        slugs = {each["slug"] for each in found["nodes"]}
        assert slugs - {each["slug"] for each in public["nodes"]} == expected
        assert found["totalCount"] == len(slugs)
        assert "A draft" not in {each["title"] for each in found["nodes"]}


@pytest.mark.parametrize("is_open", [False, True])
def test_previews_of_one_draft_by_different_grants_show_what_each_reaches(copy, story, new_story, is_open):
    executor = Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, is_future_open=is_open)
    nobodys = json.dumps({"slug": {"eq": "of-nobody"}})
    wide = previewing(grant(Action.READ_DRAFTS), drafts=(new_story[1],))
    narrow = previewing(grant(Action.READ_DRAFTS, type_name="NewsStory", where=nobodys), drafts=(new_story[1],))
    query = '{ newsStories(where: {slug: {eq: "drafted"}}) { totalCount } }'
    totals = [run(executor, query, by)["data"]["newsStories"]["totalCount"] for by in (wide, narrow, wide)]
    assert totals == [1, 0, 1]


def test_what_depends_on_drafts_is_never_kept(executor, new_story):
    queries = {
        READER: '{ newsStory(slug: "drafted", stage: LATEST) { title } }',
        previewing(grant(Action.READ_DRAFTS), drafts=(new_story[1],)): '{ newsStory(slug: "drafted") { title } }',
    }
    for by, query in queries.items():
        answer = executor.run(Operation(query, caller=by))
        assert json.loads(answer.body)["data"]["newsStory"]["title"] == "Drafted"
        assert answer.bound is None
    for shown in (previewing(grant(Action.PREVIEW), at=LATER), previewing(grant(Action.PREVIEW))):
        assert executor.run(Operation(TITLE, caller=shown)).bound is None
    assert executor.run(Operation(TITLE, {"at": LATER.isoformat()}, caller=PREVIEWER)).bound is not None
    assert executor.run(Operation(CONDITIONED, {"at": LATER.isoformat()}, caller=SENG_PREVIEWER)).bound is None


def test_a_condition_that_cannot_be_read_any_more_grants_nothing(executor, new_story, caplog):
    read_condition.cache_clear()
    gone = caller(grant(Action.READ_DRAFTS, type_name="NewsStory", where='{"colour": {"eq": "red"}}'))
    answer = run(executor, CONDITIONED, gone, stage="LATEST")["data"]
    assert answer == run(executor, CONDITIONED)["data"]
    assert "a grant on NewsStory is of no effect" in caplog.text
