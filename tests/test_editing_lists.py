"""What editors list: schedules, work for translators, the change feed, and the latest states of entries."""

import json
from datetime import timedelta

import pytest
from conftest import FAR, SHOWN_AT, ZONE, statements

import models
from delivery.execution.operations import Executor, Operation
from models.access.actors import Actor
from models.access.callers import ANONYMOUS, Caller, Preview
from models.access.grants import Action, Grant, Grants
from models.editing import acting, acts
from models.entry import Entry
from models.instants import to_microseconds
from resolvers.attributes.ids import encode
from resolvers.editing import translation_work as work
from schema import make_schema
from schema.access import ids

SCHEMA = make_schema()
NOW = to_microseconds(SHOWN_AT)
DAY = 86_400 * 1_000_000
ADA = Actor("ada")
STORY = "new-medical-school"
SENG = json.dumps({"schools": {"some": {"slug": {"eq": "seng"}}}})


def grant(*actions, type_name=None, **narrowed):
    return Grant(frozenset(actions), type_name, **narrowed)


def caller(*grants, preview=None):
    return Caller(Grants(frozenset(grants)), person=1, name="ada", preview=preview)


EVERYTHING = caller(grant(*Action))
SENG_PREVIEWER = caller(grant(Action.PREVIEW, Action.READ_DRAFTS, type_name="NewsStory", where=SENG))
TAG_READER = caller(grant(Action.PREVIEW, Action.READ_DRAFTS, type_name="Tag"))


@pytest.fixture
def executor(copy, monkeypatch):
    """An executor at the instant that the fixtures show; acts are of then, too."""
    monkeypatch.setattr(acting, "now", lambda: NOW)
    return Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR)


def run(executor, text, by=EVERYTHING, **variables):
    answer = json.loads(executor.run(Operation(text, variables, caller=by)).body)
    assert "data" in answer, answer
    return answer["data"], [error["extensions"]["code"] for error in answer.get("errors", ())]


def asked(executor, text, by=EVERYTHING, **variables):
    data, errors = run(executor, text, by, **variables)
    assert errors == []
    return data


def entry(model=models.NewsStory, slug=STORY):
    return model.get(slug=slug).entry_id


def save(changes, model=models.NewsStory, slug=STORY):
    return acts.save(model, entry(model, slug), changes, ZONE, ADA)


def publish(number, model=models.NewsStory, **options):
    return acts.publish(model, number, ZONE, ADA, **options)


def draft_of(model, slug, **values):
    return acts.create(model, slug, values, ZONE, ADA).entry


def story(slug, title="A story", **values):
    """Draft a complete story."""
    full = {"category": {"en": "C"}, "published_on": SHOWN_AT.date()}
    return draft_of(models.NewsStory, slug, title={"en": title}, **full, **values)


def at(days):
    return (SHOWN_AT + timedelta(days=days)).isoformat()


SCHEDULE = """query ($from: DateTime!, $to: DateTime!, $first: Int! = 100, $after: String) {
  schedule(from: $from, to: $to, first: $first, after: $after) {
    nodes { at begins ends entry { type slug label state } } edges { cursor node { at } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


def scheduled(executor, by=EVERYTHING, since=0, until=30, **page):
    return asked(executor, SCHEDULE, by, **{"from": at(since), "to": at(until)}, **page)["schedule"]


def changes_in(found):
    return [(each["at"], each["entry"]["slug"], each["begins"], each["ends"]) for each in found["nodes"]]


@pytest.fixture
def timelines(executor):
    """A story that is replaced and ends, a story of engineering to come, and a tag that ends."""
    save({"title": {"en": "Other"}})
    publish(entry(), at=NOW + 2 * DAY, until=NOW + 5 * DAY)
    publish(story("of-seng", schools=[entry(models.School, "seng")]), at=NOW + 3 * DAY)
    tag = draft_of(models.Tag, "short", name={"en": "Short"})
    publish(tag, models.Tag, at=NOW + DAY, until=NOW + 3 * DAY)


def test_a_schedule_tells_what_begins_and_ends_in_the_order_of_instants(executor, timelines):
    found = scheduled(executor)
    wanted = [
        (at(1), "short", 1, None),
        (at(2), STORY, 2, 1),
        (at(3), "of-seng", 1, None),
        (at(3), "short", None, 1),
        (at(5), STORY, None, 2),
    ]
    assert sorted(changes_in(found)[2:4]) == sorted(wanted[2:4])
    assert [each[0] for each in changes_in(found)] == [each[0] for each in wanted]
    assert sorted(changes_in(found), key=str) == sorted(wanted, key=str)
    assert found["nodes"][0]["entry"] == {"type": "Tag", "slug": "short", "label": "Short", "state": "SCHEDULED"}
    assert changes_in(scheduled(executor, since=2, until=3)) == [(at(2), STORY, 2, 1)]
    assert changes_in(scheduled(executor, since=2, until=2)) == []


def test_a_schedule_is_read_page_by_page(executor, timelines):
    whole, pages, after = changes_in(scheduled(executor)), [], None
    for _ in range(3):
        page = scheduled(executor, first=2, after=after)
        pages += changes_in(page)
        after = page["pageInfo"]["endCursor"]
        assert [edge["cursor"] for edge in page["edges"]][-1] == after
    assert pages == whole
    assert not page["pageInfo"]["hasNextPage"]
    assert scheduled(executor, first=0)["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": None,
        "endCursor": None,
    }


def test_a_schedule_shows_what_one_may_preview(executor, timelines):
    assert changes_in(scheduled(executor, TAG_READER)) == [(at(1), "short", 1, None), (at(3), "short", None, 1)]
    assert changes_in(scheduled(executor, SENG_PREVIEWER)) == [(at(3), "of-seng", 1, None)]


def test_a_schedule_is_read_by_as_many_statements_as_it_has_types(executor, timelines):
    def counted():
        with statements() as issued:
            scheduled(executor)
        return len(issued)

    few = counted()
    for number in range(5):
        publish(story(f"another-{number}"), at=NOW + 4 * DAY)
    assert counted() == few


WORK = """query ($locale: Locale!, $type: String, $first: Int! = 50, $after: String) {
  translationWork(locale: $locale, type: $type, first: $first, after: $after) {
    nodes { version missing stale converted machine entry { type slug state } } pageInfo { hasNextPage endCursor } } }"""


def listed(executor, by=EVERYTHING, locale="ZH_HANS", **page):
    return asked(executor, WORK, by, **{"type": "NewsStory", "locale": locale, **page})["translationWork"]


def tasks(found):
    nothing = {"missing": [], "stale": [], "converted": [], "machine": []}
    return {each["entry"]["slug"]: {kind: each[kind] for kind in nothing if each[kind]} for each in found["nodes"]}


def clear_marks():
    """Let the fixtures say nothing of where texts come from."""
    models.NewsStory.update(basis=None).execute()


def test_translators_find_what_lacks_a_language_or_wants_a_look(executor):
    clear_marks()
    before = tasks(listed(executor))
    story("untranslated")
    sources = {"title.zh-Hans": {"kind": "TRANSLATION", "of": "en"}}
    stale = story("stale")
    full = {"title": {"zh-Hans": "甲"}, "category": {"zh-Hans": "乙"}}
    acts.save(models.NewsStory, stale, {**full, "sources": sources}, ZONE, ADA)
    acts.save(models.NewsStory, stale, {"title": {"en": "Changed"}}, ZONE, ADA)
    made = {"title.zh-Hans": {"kind": "CONVERSION", "of": "en"}, "category.zh-Hans": {"kind": "MACHINE"}}
    acts.save(models.NewsStory, story("made"), {**full, "sources": made}, ZONE, ADA)
    acts.save(models.NewsStory, story("fresh"), {**full, "sources": sources}, ZONE, ADA)
    found = listed(executor)
    assert tasks(found) == before | {
        "untranslated": {"missing": ["title.zhHans", "category.zhHans"]},
        "stale": {"stale": ["title.zhHans"]},
        "made": {"converted": ["title.zhHans"], "machine": ["category.zhHans"]},
    }
    assert [each["entry"]["state"] for each in found["nodes"] if each["entry"]["slug"] == "stale"] == [
        "NEVER_PUBLISHED"
    ]
    assert set(tasks(listed(executor, locale="EN"))) & {"untranslated", "stale", "made", "fresh"} == set()


def test_the_latest_state_is_looked_at_alone(executor):
    clear_marks()
    before = tasks(listed(executor))
    number = story("draft-first")
    publish(number)
    acts.save(models.NewsStory, number, {"title": {"zh-Hans": "甲"}, "category": {"zh-Hans": "乙"}}, ZONE, ADA)
    assert tasks(listed(executor)) == before
    acts.discard(models.NewsStory, number, ADA)
    assert tasks(listed(executor)) == before | {"draft-first": {"missing": ["title.zhHans", "category.zhHans"]}}


def test_marks_of_content_files_tell_of_conversions(executor):
    clear_marks()
    marks = {"zh-Hans": "conversion", "title.zh-Hans": "editorial", "body": "translation"}
    live = models.NewsStory.get(slug=STORY)
    models.NewsStory.update(basis=marks).where(models.NewsStory.edition == live.edition).execute()
    assert tasks(listed(executor))[STORY] == {"converted": ["category.zhHans"]}


def test_work_is_read_page_by_page_over_all_types(executor):
    whole = asked(executor, WORK, locale="ZH_HANS", first=100)["translationWork"]
    assert len({each["entry"]["type"] for each in whole["nodes"]}) > 1
    pages, after = [], None
    while True:
        page = asked(executor, WORK, locale="ZH_HANS", first=7, after=after)["translationWork"]
        pages += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"] or len(pages) >= len(whole["nodes"]):
            break
    assert pages[: len(whole["nodes"])] == whole["nodes"]


def test_who_finds_no_work_among_many_goes_on_behind_them(executor, monkeypatch):
    monkeypatch.setattr(work, "BATCH", 2)
    monkeypatch.setattr(work, "MOST", 4)
    clear_marks()
    for number in range(6):
        sources = {"title.zh-Hans": {"kind": "TRANSLATION", "of": "en"}, "category.zh-Hans": {"kind": "ORIGINAL"}}
        full = {"title": {"zh-Hans": "甲"}, "category": {"zh-Hans": "乙"}, "sources": sources}
        acts.save(models.NewsStory, story(f"fresh-{number}"), full, ZONE, ADA)
    story("untranslated")
    found, after, pages = {}, None, 0
    while True:
        page = listed(executor, after=after)
        found |= tasks(page)
        pages, after = pages + 1, page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found["untranslated"] == {"missing": ["title.zhHans", "category.zhHans"]}
    assert not any(slug.startswith("fresh") for slug in found)
    assert pages > 1


def test_translators_find_what_they_may_read(executor):
    clear_marks()
    story("of-nobody")
    story("of-seng", schools=[entry(models.School, "seng")])
    found = tasks(asked(executor, WORK, SENG_PREVIEWER, locale="ZH_HANS")["translationWork"])
    assert "of-seng" in found
    assert "of-nobody" not in found
    data, errors = run(executor, WORK, TAG_READER, locale="EN", type="NewsStory")
    assert (data, errors) == ({"translationWork": None}, ["FORBIDDEN"])
    assert {
        each["entry"]["type"] for each in asked(executor, WORK, TAG_READER, locale="EN")["translationWork"]["nodes"]
    } <= {"Tag"}


CHANGES = """query ($types: [String!], $first: Int! = 50, $after: String) {
  changes(types: $types, first: $first, after: $after) {
    nodes { id kind at until madeAt type version entry { slug state } } edges { cursor } pageInfo { hasNextPage endCursor } } }"""


def changes(executor, by=EVERYTHING, **given):
    return asked(executor, CHANGES, by, **given)["changes"]


def test_the_feed_tells_what_became_public_and_what_is_to(executor):
    start = changes(executor, first=100)
    while start["pageInfo"]["hasNextPage"]:
        start = changes(executor, first=100, after=start["pageInfo"]["endCursor"])
    end = start["pageInfo"]["endCursor"]
    number = story("told")
    acts.save(models.NewsStory, number, {"title": {"en": "Saved"}}, ZONE, ADA)
    publish(number, until=NOW + 9 * DAY)
    acts.save(models.NewsStory, number, {"title": {"en": "Later"}}, ZONE, ADA)
    publish(number, at=NOW + 2 * DAY)
    tag = draft_of(models.Tag, "short", name={"en": "Short"})
    publish(tag, models.Tag)
    found = changes(executor, after=end)
    assert [(each["kind"], each["entry"]["slug"], each["version"], each["at"]) for each in found["nodes"]] == [
        ("PUBLISHED", "told", 1, at(0)),
        ("SCHEDULED", "told", 2, at(2)),
        ("PUBLISHED", "short", 1, at(0)),
    ]
    assert found["nodes"][0]["until"] == at(9)
    assert {each["madeAt"] for each in found["nodes"]} == {at(0)}
    assert len({each["id"] for each in found["nodes"]}) == 3
    first = changes(executor, after=end, first=1)
    assert first["nodes"] == found["nodes"][:1]
    assert first["pageInfo"]["hasNextPage"]
    assert changes(executor, after=first["pageInfo"]["endCursor"])["nodes"] == found["nodes"][1:]
    last = found["pageInfo"]["endCursor"]
    assert changes(executor, after=last) == {
        "nodes": [],
        "edges": [],
        "pageInfo": {"hasNextPage": False, "endCursor": last},
    }
    assert [each["type"] for each in changes(executor, types=["Tag"], after=end)["nodes"]] == ["Tag"]


def test_the_feed_needs_preview_on_all_entries_of_its_types(executor):
    publish(story("told"))
    assert {each["type"] for each in changes(executor, TAG_READER)["nodes"]} <= {"Tag"}
    assert run(executor, CHANGES, TAG_READER, types=["Tag", "NewsStory"]) == ({"changes": None}, ["FORBIDDEN"])
    assert run(executor, CHANGES, SENG_PREVIEWER) == ({"changes": None}, ["FORBIDDEN"])
    assert run(executor, CHANGES, SENG_PREVIEWER, types=["NewsStory"]) == ({"changes": None}, ["FORBIDDEN"])
    assert run(executor, CHANGES, types=["Nothing"]) == ({"changes": None}, ["BAD_USER_INPUT"])


LISTS = {
    "schedule": f'schedule(from: "{at(0)}", to: "{at(9)}")',
    "translationWork": "translationWork(locale: EN)",
    "changes": "changes",
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("by", "code"),
    [
        (ANONYMOUS, "UNAUTHENTICATED"),
        (Caller(Grants(frozenset({grant(*Action)})), preview=Preview(None, True, ())), "UNAUTHENTICATED"),
        (caller(grant(Action.EDIT)), "FORBIDDEN"),
    ],
    ids=["nobody", "a preview", "an editor without the right"],
)
def test_who_has_no_right_is_refused_before_anything_is_read(executor, name, by, code):
    with statements() as issued:
        assert run(executor, f"{{ {LISTS[name]} {{ nodes {{ __typename }} }} }}", by) == ({name: None}, [code])
    assert issued == []


@pytest.mark.parametrize(
    "text",
    [
        LISTS["schedule"].replace(")", ", first: 101)"),
        LISTS["schedule"].replace(")", ', after: "x")'),
        LISTS["schedule"].replace(")", f', after: "{ids.encode("ScheduleCursor", 3)}")'),
        f'schedule(from: "{at(9)}", to: "{at(0)}")',
        "translationWork(locale: EN, first: -1)",
        'translationWork(locale: EN, type: "Nothing")',
        f'translationWork(locale: EN, after: "{ids.encode("ChangeCursor", 3)}")',
        "changes(first: 1000)",
        'changes(after: "Q2hhbmdlOjk5OTk5OTk5OTk5OTk5OTk5OTk=")',
    ],
)
def test_what_cannot_be_read_is_said(executor, text):
    assert run(executor, f"{{ found: {text} {{ nodes {{ __typename }} }} }}") == ({"found": None}, ["BAD_USER_INPUT"])


STATES = "{ newsStories(stage: LATEST, first: 100, orderBy: SLUG_ASC) { totalCount nodes { slug state } } }"


def states(executor, by=EVERYTHING):
    found = asked(executor, STATES, by)["newsStories"]
    assert found["totalCount"] == len(found["nodes"])
    return {each["slug"]: each["state"] for each in found["nodes"]}


@pytest.fixture
def mixed(executor, monkeypatch):
    """Stories in all states; one is deleted."""
    story("a-draft")
    publish(story("b-to-come"), at=NOW + DAY)
    publish(story("c-live"))
    ended, gone = story("d-ended"), story("e-gone")
    monkeypatch.setattr(acting, "now", lambda: NOW - DAY)
    publish(ended)
    monkeypatch.setattr(acting, "now", lambda: NOW)
    acts.unpublish(models.NewsStory, ended, ADA)
    Entry.update(deleted_at=NOW).where(Entry.entry == gone).execute()


MIXED = {"a-draft": "DRAFT", "b-to-come": "SCHEDULED", "c-live": "LIVE", "d-ended": "PAST"}


def test_lists_of_the_latest_tell_states_and_hide_what_is_deleted(executor, mixed):
    found = states(executor)
    assert {slug: found[slug] for slug in MIXED} == MIXED
    assert "e-gone" not in found
    assert found[STORY] == "LIVE"


def test_states_are_those_of_what_is_shown_to_who_reads(executor, mixed):
    by = caller(grant(Action.READ_DRAFTS, type_name="NewsStory", where=SENG))
    found = states(executor, by)
    assert {slug: found.get(slug) for slug in MIXED} == dict.fromkeys(MIXED) | {"c-live": "LIVE"}
    save({"title": {"en": "Other"}})
    assert states(executor, by)[STORY] == "LIVE"
    assert states(executor)[STORY] == "DRAFT"


def test_what_is_published_is_live_to_everybody_at_any_instant(executor, mixed):
    text = "query ($at: DateTime) { newsStories(asOf: $at, first: 100) { nodes { slug state } } }"
    for by in (ANONYMOUS, EVERYTHING):
        for instant in (None, at(-400)):
            nodes = asked(executor, text, by, at=instant)["newsStories"]["nodes"]
            assert {each["state"] for each in nodes} <= {"LIVE"}
    assert {each["state"] for each in asked(executor, text, at=at(2))["newsStories"]["nodes"]} == {"LIVE"}


def test_a_preview_of_a_draft_says_that_it_is_one(executor, mixed):
    number = next(row.entry_id for row in models.NewsStory.select().where(models.NewsStory.slug == "a-draft"))
    grants = frozenset({grant(Action.READ_DRAFTS)})
    by = Caller(Grants(grants), person=1, preview=Preview(None, False, (number,), Grants(grants)))
    assert asked(executor, '{ newsStory(slug: "a-draft") { state } }', by)["newsStory"] == {"state": "DRAFT"}


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ('where: {title: {eq: "A story"}}, orderBy: SLUG_ASC', ["a-draft", "b-to-come", "c-live", "d-ended"]),
        ('where: {title: {eq: "A story"}}, orderBy: SLUG_DESC, first: 2', ["d-ended", "c-live"]),
        ('where: {slug: {in: ["a-draft", "e-gone", "c-live"]}}, orderBy: TITLE_ASC', ["a-draft", "c-live"]),
        (
            'where: {and: [{title: {startsWith: "a st"}}, {schools: {none: {}}}, {not: {slug: {eq: "c-live"}}}]}, orderBy: SLUG_ASC',
            ["a-draft", "b-to-come", "d-ended"],
        ),
    ],
)
def test_lists_of_the_latest_are_narrowed_and_sorted_as_others(executor, mixed, arguments, wanted):
    found = asked(executor, f"{{ newsStories(stage: LATEST, {arguments}) {{ totalCount nodes {{ slug }} }} }}")[
        "newsStories"
    ]
    assert [each["slug"] for each in found["nodes"]] == wanted


def test_the_latest_of_what_is_deleted_is_found_by_nothing(executor, mixed):
    uid = models.NewsStory.select().where(models.NewsStory.slug == "e-gone").first().uid
    identifier = encode("NewsStory", uid)
    text = (
        f'{{ newsStory(slug: "e-gone", stage: LATEST) {{ slug }} entry(id: "{identifier}", stage: LATEST) {{ slug }} }}'
    )
    assert asked(executor, text) == {"newsStory": None, "entry": None}
