"""Rich texts as editors have them: written, checked, published, and seen from the entries that they refer to."""

import json
from datetime import UTC, datetime

import pytest
from conftest import ZONE
from writers import asked, person

import models
from delivery.execution.operations import Operation
from models import schema_changes
from models.access.actors import COMMAND_LINE
from models.access.stored_grants import canonical
from models.database import writing
from models.derivations import renew
from models.editing import acts
from models.editing.linking import linking_to
from models.entry import Entry
from models.instants import to_microseconds

SAVE = """mutation ($input: SaveNewsStoryInput!) { saveNewsStory(input: $input) { saved revision id
  edition { content { body { en { value } } } } entry { ... on NewsStory { body { html } } }
  problems { code path message } } }"""
PUBLISH = """mutation ($input: PublishInput!) { publish(input: $input) { saved
  problems { code path ... on LinksProblem { entries { type slug } } } } }"""
STORY = "hong-kong-operation-robot"


def live(model, slug):
    return model.live().where(model.slug == slug).get()


def uid_of(model, slug):
    return Entry.get(Entry.entry == live(model, slug).entry_id).uid


def save(executor, by, text, slug=STORY):
    change = {"body": {"en": {"value": text}}}
    return asked(executor, by, SAVE, input={"entry": {"slug": slug}, "change": change})


def html_of(executor, slug):
    query = f'{{ newsStory(slug: "{slug}") {{ body {{ html }} }} }}'
    return json.loads(executor.run(Operation(query)).body)["data"]["newsStory"]["body"]["html"]


def test_entries_that_are_named_by_slugs_are_stored_by_uids_and_shown_at_once(executor, ann):
    uid = uid_of(models.School, "seng")
    made = save(executor, ann, f"By [SENG](entry:School/seng) and [it](entry:{uid}).")
    assert (made["saved"], made["problems"]) == (True, [])
    assert made["edition"]["content"]["body"]["en"]["value"] == f"By [SENG](entry:{uid}) and [it](entry:{uid})."
    link = '<a href="/schools/seng" data-ref="1">'
    assert made["entry"]["body"]["html"] == f"<p>By {link}SENG</a> and {link}it</a>.</p>\n"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("a\n\n[x](entry:School/nowhere)", "UNKNOWN_ENTRY", "line 3: there is no entry School/nowhere"),
        ("[x](entry:Nothing/seng)", "UNKNOWN_ENTRY", "line 1: there is no entry Nothing/seng"),
        ("[x](entry:nobody00xxxx)", "UNKNOWN_ENTRY", "line 1: there is no entry nobody00xxxx"),
        ("[x](entry:nonsense)", "INVALID", "line 1: entry:nonsense names no entry"),
        ("[x](data:text/html,y)", "INVALID", "line 1: a link may not lead to data:text/html,y"),
        ("> " * 30 + "x", "INVALID", "line 1: the text is nested deeper than 20 levels"),
        ("[" * 5_001, "TOO_LONG", "line 1: the text has 5001 brackets; 5000 are allowed"),
        ("學" * 40_000, "TOO_LONG", "line 1: the text has 120000 bytes; 100000 are allowed"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(executor, ann, text, code, message):
    made = save(executor, ann, text)
    assert made["saved"] is False
    [problem] = made["problems"]
    assert (problem["code"], problem["path"][:2]) == (code, ["change", "body"])
    assert problem["message"].startswith(message)


def test_an_entry_that_one_may_not_know_of_is_none(executor):
    entry = acts.create(models.School, "hidden", {"name": {"en": "Hidden"}}, ZONE, COMMAND_LINE).entry
    stories_alone = {"NewsStory": canonical({"slug": {"in": [STORY]}})}
    for name, of, is_known in (("bob", stories_alone, False), ("ann", None, True)):
        by = person(name, "editor", of) if of else person(name, "editor")
        made = save(executor, by, "[x](entry:School/hidden)")
        assert made["saved"] is is_known, made
    assert Entry.get(Entry.entry == entry).uid in models.NewsStory.get(models.NewsStory.live_from.is_null()).body["en"]


def test_a_new_slug_is_followed_without_compiling(executor, ann):
    before = live(models.NewsStory, "new-medical-school")
    assert '<a href="/schools/smed" data-ref="1">new medical school</a>' in html_of(executor, "new-medical-school")
    school = live(models.School, "smed")
    acts.save(models.School, school.entry_id, {"slug": "medicine"}, ZONE, COMMAND_LINE)
    acts.publish(models.School, school.entry_id, ZONE, COMMAND_LINE)
    assert '<a href="/schools/medicine" data-ref="1">new medical school</a>' in html_of(executor, "new-medical-school")
    after = live(models.NewsStory, "new-medical-school")
    assert (after.edition, after.body, after.body_html_en) == (before.edition, before.body, before.body_html_en)


def test_publishing_warns_of_references_to_what_is_not_public(executor, ann):
    acts.unpublish(models.School, live(models.School, "smed").entry_id, COMMAND_LINE)
    made = save(executor, ann, "[a](entry:School/smed) [b](entry:School/seng)")
    told = asked(executor, ann, PUBLISH, input={"entry": {"id": made["id"]}, "revision": made["revision"]})
    [problem] = [each for each in told["problems"] if each["code"] == "LINK_NOT_PUBLIC"]
    assert (problem["path"], problem["entries"]) == (["body", "en"], [{"type": "School", "slug": "smed"}])


LINKED = '{ schoolEditing(entry: {slug: "smed"}) { linkedFrom { nodes { type slug } totalCount } } }'
DEAD = """{ deadLinks(type: "NewsStory") { nodes { source { slug } field target { type slug state } } totalCount } }"""


def test_where_an_entry_is_used_and_what_refers_to_one_that_is_not_live(executor, ann):
    story, school = live(models.NewsStory, "new-medical-school"), live(models.School, "smed")
    models.NewsStory.schools.table.delete().where(models.NewsStory.schools.table.edition == story.edition).execute()
    found = asked(executor, ann, LINKED)["linkedFrom"]
    assert {"type": "NewsStory", "slug": "new-medical-school"} in found["nodes"]
    assert found["totalCount"] == len(found["nodes"])
    assert story.entry_id in linking_to(school.entry_id, to_microseconds(datetime.now(UTC)))
    acts.unpublish(models.School, school.entry_id, COMMAND_LINE)
    dead = asked(executor, ann, DEAD)
    state = {"type": "School", "slug": "smed", "state": "ENDED"}
    assert {"source": {"slug": "new-medical-school"}, "field": "body", "target": state} in dead["nodes"]
    assert dead["totalCount"] == len(dead["nodes"])
    assert "<a" not in html_of(executor, "new-medical-school")


def test_the_migration_escapes_what_stands_there_and_takes_the_plain_text_back(copy):
    slug, text = "hong-kong-operation-robot", "1. a *b* [c](d)\n# e <f> & 學院**「醫學」**\n\n- g"
    plain = {story.slug: story.body_text_en for story in models.NewsStory.live()}
    schema_changes.downgrade("0017_rich_text")
    table = models.NewsStory._meta.table_name
    stored = dict(
        models.NewsStory._meta.database.execute_sql(f"SELECT slug, CAST(body AS TEXT) FROM {table}").fetchall()
    )
    assert {each: json.loads(body)["en"] for each, body in stored.items() if body} == {
        each: body for each, body in plain.items() if body
    }
    database = models.NewsStory._meta.database
    mark = database.mark
    body = json.dumps({"en": text, "zh-Hant": "\x03一"})
    database.execute_sql(f"UPDATE {table} SET body = {mark} WHERE slug = {mark}", (body, slug))
    schema_changes.upgrade()
    with writing():
        renew(ZONE)
    story = live(models.NewsStory, slug)
    assert (story.body_text_en, story.body_text_zh_hant) == (text, "一")
    assert "<em>" not in story.body_html_en
    assert "<strong>" not in story.body_html_en
