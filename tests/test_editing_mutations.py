"""Writing over GraphQL: acts with their payloads, references, rights and problems."""

import json
from concurrent.futures import ThreadPoolExecutor

from conftest import SHOWN_AT
from writers import CREATE, PUBLISH, asked, publish, story

import models
from delivery.execution.operations import Operation
from models.access.callers import ANONYMOUS
from models.instants import to_microseconds

NOW = to_microseconds(SHOWN_AT)
SAVE = """mutation ($input: SaveNewsStoryInput!) { saveNewsStory(input: $input) { saved version revision changed merged
  entry(locale: ZH_HANT) { title translation { lang } }
  problems { code path message ... on ConflictProblem { hasBase base theirs yours by revision } } } }"""


def test_an_entry_is_created_changed_and_published(executor, ann):
    made = story(executor, ann, schools={"set": [{"slug": "seng"}, {"slug": "ssci"}]})
    assert (made["saved"], made["problems"]) == (True, [])
    assert made["entry"] == {"title": "Launch", "slug": "launch", "schools": [{"slug": "seng"}, {"slug": "ssci"}]}
    assert made["edition"]["state"] == "DRAFT"
    change = {"title": {"zhHant": {"value": "升空", "source": {"kind": "TRANSLATION", "of": "EN"}}}}
    entry = {"id": made["id"]}
    saved = asked(executor, ann, SAVE, input={"entry": entry, "on": made["revision"], "change": change})
    assert (saved["changed"], saved["entry"]["title"]) == (["title.zhHant"], "升空")
    published = publish(executor, ann, entry, saved["revision"])
    assert (published["saved"], published["entry"]["title"]) == (True, "Launch")
    live = models.NewsStory.live().where(models.NewsStory.slug == "launch").get()
    assert live.title == {"en": "Launch", "zh-Hant": "升空"}


def test_warnings_are_told_and_accepted_by_their_codes(executor, ann):
    made = story(executor, ann)
    given = {"entry": {"id": made["id"]}, "revision": made["revision"]}
    answer = asked(executor, ann, PUBLISH, input=given)
    warned = [(each["code"], each["severity"], each["path"]) for each in answer["problems"]]
    assert warned == [("TRANSLATION_MISSING", "WARNING", ["title", tag]) for tag in ("zhHant", "zhHans")]
    assert (answer["saved"], publish(executor, ann, **given)["saved"]) == (False, True)


def test_what_is_linked_to_and_not_public_is_a_warning(executor, ann):
    tag = asked(
        executor, ann, "mutation ($i: CreateTagInput!) { createTag(input: $i) { id } }", i={"content": {"slug": "soon"}}
    )
    made = story(executor, ann, tags={"set": [{"id": tag["id"]}]})
    answer = publish(executor, ann, {"id": made["id"]}, made["revision"])
    assert [(each["code"], each["path"]) for each in answer["problems"]] == [("LINK_NOT_PUBLIC", ["tags", "0"])]
    assert publish(executor, ann, {"id": made["id"]}, made["revision"], "LINK_NOT_PUBLIC")["saved"]


def test_nothing_is_created_that_is_public(executor, ann):
    story(executor, ann)
    assert not models.NewsStory.live().where(models.NewsStory.slug == "launch").exists()


def test_a_conflict_says_base_theirs_and_yours(executor, ann, eve):
    made = story(executor, ann, schools={"set": [{"slug": "seng"}]})
    entry = {"id": made["id"]}
    given = {"entry": entry, "on": made["revision"]}
    first = asked(executor, eve, SAVE, input={**given, "change": {"title": {"en": {"value": "Theirs"}}}})
    assert first["saved"], first["problems"]
    second = asked(executor, ann, SAVE, input={**given, "change": {"title": {"en": {"value": "Yours"}}}})
    [problem] = second["problems"]
    assert (second["saved"], problem["code"], problem["path"]) == (False, "CONFLICT", ["change", "title", "en"])
    assert (problem["base"], problem["theirs"], problem["yours"]) == ("Launch", "Theirs", "Yours")
    assert (problem["by"], problem["revision"]) == ("eve@example.org", first["revision"])
    schools = {"schools": {"set": [{"slug": "ssci"}, {"slug": "seng"}]}}
    merged = asked(executor, ann, SAVE, input={**given, "change": schools})
    assert (merged["changed"], merged["merged"]) == (["schools"], ["title.en"])


def test_all_problems_are_told_with_their_places_in_the_input(executor, ann):
    content = {
        "slug": "Not one",
        "title": {"en": {"value": " "}},
        "schools": {"set": [{"slug": "seng"}, {"slug": "no-school"}]},
    }
    answer = asked(executor, ann, CREATE, input={"content": content})
    assert (answer["saved"], answer["id"]) == (False, None)
    assert [(each["code"], each["path"]) for each in answer["problems"]] == [
        ("INVALID", ["content", "slug"]),
        ("INVALID", ["content", "title", "en"]),
        ("UNKNOWN_ENTRY", ["content", "schools", "1"]),
    ]


def test_an_editor_of_one_school_changes_what_is_its_own(executor, ann, eve):
    made = story(executor, ann, schools={"set": [{"slug": "ssci"}]})
    change = {"title": {"en": {"value": "Mine"}}}
    given = {"entry": {"id": made["id"]}, "on": made["revision"], "change": change}
    answer = asked(executor, eve, SAVE, input=given)
    assert [each["code"] for each in answer["problems"]] == ["UNKNOWN_ENTRY"]
    own = story(executor, eve, schools={"set": [{"slug": "seng"}]})
    assert own["saved"], own
    away = {"entry": {"id": own["id"]}, "on": own["revision"], "change": {"schools": {"set": []}}}
    assert [each["code"] for each in asked(executor, eve, SAVE, input=away)["problems"]] == ["FORBIDDEN"]
    assert not story(executor, eve, schools={"set": [{"slug": "ssci"}]})["saved"]


def test_an_editor_publishes_nothing(executor, eve):
    made = story(executor, eve, schools={"set": [{"slug": "seng"}]})
    answer = asked(executor, eve, PUBLISH, input={"entry": {"id": made["id"]}, "revision": made["revision"]})
    assert {each["code"] for each in answer["problems"]} == {"FORBIDDEN"}
    assert not models.NewsStory.live().where(models.NewsStory.slug == "launch").exists()


def test_a_stranger_writes_nothing(executor):
    answer = json.loads(executor.run(Operation(CREATE, {"input": {"content": {}}}, caller=ANONYMOUS)).body)
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


TOGETHER = """mutation ($a: CreateTagInput!, $b: CreateNewsStoryInput!, $c: PublishInput!, $d: PublishInput!) {
  createTag(input: $a) { saved id } createNewsStory(input: $b) { saved entry { title } }
  tag: publish(input: $c) { saved problems { code path } }
  story: publish(input: $d) { saved problems { code path } entry { ... on NewsStory { tags { slug } } } } }"""


def together(executor, by, text=TOGETHER, **title):
    variables = {
        "a": {"content": {"name": {"en": {"value": "Rockets"}}}, "as": "rockets"},
        "b": {
            "content": {**title, "publishedOn": "2026-01-02", "tags": {"set": [{"made": "rockets"}]}},
            "as": "story",
        },
        "c": {"entry": {"made": "rockets"}, "despite": ["TRANSLATION_MISSING"]},
        "d": {"entry": {"made": "story"}, "despite": ["TRANSLATION_MISSING"]},
    }
    return json.loads(executor.run(Operation(text, variables, caller=by)).body)["data"]


def test_fields_of_one_operation_mean_what_others_made(executor, ann):
    answer = together(executor, ann, title={"en": {"value": "Launch"}})
    assert {each["code"] for each in answer["story"].pop("problems")} == {"TRANSLATION_MISSING"}
    assert answer["story"] == {"saved": True, "entry": {"tags": [{"slug": "rockets"}]}}


def test_one_problem_keeps_the_whole_operation_from_being_saved(executor, ann):
    answer = together(executor, ann)
    assert [each["saved"] for each in answer.values()] == [False] * 4
    assert answer["story"]["problems"] == [{"code": "REQUIRED", "path": ["title"]}]
    assert not models.Tag.select().where(models.Tag.slug == "rockets").exists()


def test_a_dry_run_shows_what_would_be_and_keeps_nothing(executor, ann):
    text = TOGETHER.replace(") {\n  createTag", ") @dryRun {\n  createTag")
    answer = together(executor, ann, text, title={"en": {"value": "Launch"}})
    assert [each["saved"] for each in answer.values()] == [False] * 4
    assert answer["createNewsStory"]["entry"] == {"title": "Launch"}
    assert answer["story"]["entry"] == {"tags": [{"slug": "rockets"}]}
    assert not models.Tag.select().where(models.Tag.slug == "rockets").exists()


def test_a_key_makes_an_act_once(executor, ann):
    given = {"content": {"title": {"en": {"value": "Launch"}}}, "key": "k-1"}
    first, again = (asked(executor, ann, CREATE, input=given) for _ in range(2))
    assert first["id"] == again["id"]
    other = asked(executor, ann, CREATE, input={**given, "content": {}})
    assert [(each["code"], each["path"]) for each in other["problems"]] == [("KEY_REUSED", ["key"])]


def test_who_waits_for_each_other_is_run_again(copy, executor, ann):
    """Operations that write two entries in turn, each the other way round: all are kept, whatever the database ends."""
    entries = [story(executor, ann)["id"] for _ in range(2)]
    text = """mutation ($a: SaveNewsStoryInput!, $b: SaveNewsStoryInput!) {
      a: saveNewsStory(input: $a) { saved problems { code } } b: saveNewsStory(input: $b) { saved problems { code } } }"""

    def write(number):
        order = entries if number % 2 else entries[::-1]
        given = [
            {
                "entry": {"id": each},
                "on": revisions[each],
                "change": {"category": {"en": {"value": f"{number}"}}},
                "overwrite": ["category.en"],
            }
            for each in order
        ]
        variables = {"a": given[0], "b": given[1]}
        return json.loads(executor.run(Operation(text, variables, caller=ann)).body)

    seen = "query ($e: EntryRef!) { newsStoryEditing(entry: $e) { draft { revision } } }"
    revisions = {each: asked(executor, ann, seen, e={"id": each})["draft"]["revision"] for each in entries}
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(write, range(24)))
    assert [answer.get("errors") for answer in answers] == [None] * 24
    assert all(payload["saved"] for answer in answers for payload in answer["data"].values())


def test_what_stands_below_an_entry_of_a_payload_has_its_price(executor, ann):
    def cost(below):
        text = f"mutation ($input: CreateNewsStoryInput!) {{ createNewsStory(input: $input) {{ saved {below} }} }}"
        return json.loads(executor.run(Operation(text, {"input": {"content": {}}}, caller=ann)).body)["extensions"][
            "cost"
        ]

    deep = "entry { schools { newsStories(first: 20) { nodes { title } } } }"
    assert cost(deep) > cost("entry { title }") + 150
