"""The table of references: what texts and components refer to, kept with every write, and asked where an entry is used."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import FAR, ZONE, with_derived
from peewee import PeeweeException
from test_blocks import OTHERS, PAGE
from writers import asked, person

import models
from delivery.execution.operations import Executor, Operation
from models import reindexing, schema_changes
from models.access.actors import COMMAND_LINE
from models.access.callers import Caller
from models.access.grants import Grants
from models.access.stored_grants import canonical
from models.bulk import unwatched
from models.database import writing
from models.derivations import renew
from models.editing import acts
from models.editing.linking import linking_to
from models.edition import own_fields
from models.entry import Entry
from models.entry import database as connected
from models.errors import ReferencesUnlisted
from models.instants import to_microseconds
from models.problems import ContentRefused
from models.reference_table import EditionReference
from schema import make_schema

STORY = "hong-kong-operation-robot"


def live(model, slug):
    return model.live().where(model.slug == slug).get()


def number_of(model, slug):
    return model.get(model.slug == slug).entry_id


def rows(type_name, field=None):
    found = EditionReference.select().where(EditionReference.type == type_name)
    listed = [(row.field, row.locale, row.position, row.target, row.kind) for row in found.order_by(*ORDER)]
    return [row for row in listed if field is None or row[0] == field]


ORDER = [getattr(EditionReference, name) for name in ("edition", "field", "locale", "position")]


@pytest.fixture
def page(asking):
    """A page with all kinds of blocks."""
    asking(page=PAGE, **OTHERS)


def test_what_blocks_refer_to_is_listed_by_path_and_place(page):
    chan, sci, red = number_of(models.Person, "chan"), number_of(models.School, "sci"), number_of(models.Tag, "red")
    draft, talk = number_of(models.NewsStory, "draft"), number_of(models.Event, "talk")
    named = {
        "blocks.person": [chan, chan, chan],
        "blocks.target": [sci, red, draft],
        "blocks.entry": [talk, sci, draft],
        "blocks.tag": [red, red, red],
        "blocks.school": [sci, sci],
    }
    wanted = [
        (path, "", place, target, "LINK") for path, targets in named.items() for place, target in enumerate(targets)
    ]
    assert rows("Page") == sorted([*wanted, ("blocks.text", "en", 0, sci, "LINK")])


def test_texts_are_listed_in_each_language_with_what_is_shown_in_them(copy):
    seng, smed = number_of(models.School, "seng"), number_of(models.School, "smed")
    uids = {number: Entry.get_by_id(number).uid for number in (seng, smed)}
    text = {
        "en": f"[a](entry:{uids[smed]}) [b](entry:{uids[seng]}) [c](entry:{uids[smed]})\n\n::: embed entry:{uids[seng]}",
        "zh-Hant": f"::: embed entry:{uids[seng]}",
    }
    story = live(models.NewsStory, STORY)
    acts.save(models.NewsStory, story.entry_id, {"body": text}, ZONE, COMMAND_LINE)
    draft = models.NewsStory.get((models.NewsStory.entry == story.entry_id) & models.NewsStory.live_from.is_null())
    found = EditionReference.select().where(
        (EditionReference.type == "NewsStory") & (EditionReference.edition == draft.edition)
    )
    listed = {(row.field, row.locale, row.position, row.target, row.kind, row.entry) for row in found}
    assert listed == {
        ("body", "en", 0, smed, "LINK", story.entry_id),
        ("body", "en", 1, seng, "LINK", story.entry_id),
        ("body", "zh-Hant", 0, seng, "EMBED", story.entry_id),
    }
    acts.save(models.NewsStory, story.entry_id, {"body": {"en": "Nothing."}}, ZONE, COMMAND_LINE)
    stored = models.NewsStory.get(models.NewsStory.edition == draft.edition).body
    assert [row.locale for row in found.clone()] == [tag for tag in stored if tag == "zh-Hant"]
    acts.save(models.NewsStory, story.entry_id, {"body": None}, ZONE, COMMAND_LINE)
    assert list(found.clone()) == []
    assert reindexing.check().is_right


def test_editions_that_go_take_their_references_along(page):
    before = rows("Page")
    models.Page.update(created_by="bob").execute()
    assert rows("Page") == before
    models.Page.update(with_derived(models.Page, blocks=[])).execute()
    assert rows("Page") == []
    chan = number_of(models.Person, "chan")
    blocks = [{"type": "QuoteBlock", "quote": {"en": "q"}, "person": chan}]
    models.Page.update(with_derived(models.Page, blocks=blocks)).execute()
    assert rows("Page") == [("blocks.person", "", 0, chan, "LINK")]
    models.Page.delete().execute()
    assert rows("Page") == []


def test_a_write_that_fails_leaves_the_table_as_it_was(page):
    before = rows("Page")

    def fail():
        with writing():
            models.Page.update(with_derived(models.Page, blocks=[])).execute()
            assert rows("Page") == []
            models.Page.update(edition=None).execute()

    with pytest.raises(PeeweeException):
        fail()
    assert rows("Page") == before


def test_the_table_is_checked_and_made_anew(page):
    before = rows("Page")
    assert reindexing.check().is_right
    EditionReference.delete().where(EditionReference.field == "blocks.tag").execute()
    assert reindexing.check() == (0, ["edition_references of page"])
    assert reindexing.reindex() == (0, ["edition_references of page"])
    assert rows("Page") == before
    EditionReference.update(target=1).where(EditionReference.field == "blocks.text").execute()
    assert reindexing.check() == (0, ["edition_references of page"])
    models.Page.update(entry_references=None).execute()
    assert reindexing.check() == (1, [])
    assert reindexing.reindex() == (1, [])
    assert rows("Page") == before


def test_a_database_without_its_table_is_told_and_mended(page):
    before = rows("Page")
    connected.execute_sql("DROP TABLE edition_references")
    with pytest.raises(ReferencesUnlisted) as caught:
        schema_changes.require_current()
    assert "page" in caught.value.missing
    schema_changes.upgrade()
    schema_changes.require_current()
    assert rows("Page") == before


def test_what_is_written_past_the_triggers_is_listed_afterwards(page):
    chan = number_of(models.Person, "chan")
    with writing(), unwatched():
        blocks = [{"type": "ContactBlock", "person": chan}]
        values = {name: models.Page.get().__data__[name] for name in own_fields(models.Page)}
        models.Page.update(with_derived(models.Page, **values | {"blocks": blocks})).execute()
    assert rows("Page") == [("blocks.person", "", 0, chan, "LINK")]
    assert reindexing.check().is_right


def test_the_migration_lists_what_is_there_and_is_taken_back(page):
    before = rows("Page")
    schema_changes.downgrade("0022_references")
    assert "edition_references" not in connected.get_tables()
    assert "entry_references" not in {column.name for column in connected.get_columns("page")}
    assert models.Page.select(models.Page.slug).count() == 1
    schema_changes.upgrade()
    with writing():
        renew(ZONE)
    assert rows("Page") == before
    assert reindexing.check().is_right


LINKED = """{ schoolEditing(entry: {slug: "smed"}) { linkedFrom(first: 100) { nodes { type slug }
  totalCount } } }"""


def refer(slug, embeds="smed"):
    """Let the draft of a story refer to a school, and nothing else of it."""
    uid = Entry.get_by_id(number_of(models.School, embeds)).uid
    body = {"en": f"::: embed entry:{uid}"}
    story = live(models.NewsStory, slug)
    acts.save(models.NewsStory, story.entry_id, {"body": body}, ZONE, COMMAND_LINE)
    return story.entry_id


def stories_linking(executor, by):
    linked = asked(executor, by, LINKED)["linkedFrom"]
    assert linked["totalCount"] == len(linked["nodes"])
    return [node["slug"] for node in linked["nodes"] if node["type"] == "NewsStory"]


def test_a_draft_that_refers_is_told_to_those_who_may_read_it(executor):
    others = {"NewsStory": canonical({"slug": {"eq": "x"}}), "School": canonical({"slug": {"eq": "smed"}})}
    everyone, nobody = person("ann", "editor"), person("bob", "editor", others)
    before = stories_linking(executor, everyone)
    assert STORY not in before
    entry = refer(STORY)
    assert stories_linking(executor, everyone) == sorted([*before, STORY], key=lambda s: number_of(models.NewsStory, s))
    assert stories_linking(executor, nobody) == before
    acts.publish(models.NewsStory, entry, ZONE, COMMAND_LINE, at=soon())
    assert stories_linking(executor, nobody) == before
    assert STORY in stories_linking(executor, everyone)


def soon():
    return to_microseconds(datetime.now(UTC) + timedelta(days=1))


USES = """query ($slug: String!) { schoolEditing(entry: {slug: $slug}) {
  linkedFrom(first: 100) { nodes { id type slug } uses { entry field locale kind } } } }"""


def test_it_is_told_by_which_fields_an_entry_is_used(page):
    executor = Executor(make_schema(), ZONE, lambda: datetime.now(UTC), limits=FAR)
    linked = asked(executor, person("ann", "editor"), USES, slug="sci")["linkedFrom"]
    slugs = {node["id"]: f"{node['type']}/{node['slug']}" for node in linked["nodes"]}
    assert {(slugs[use["entry"]], use["field"], use["locale"], use["kind"]) for use in linked["uses"]} == {
        ("Person/chan", "schools", None, "LINK"),
        ("Event/talk", "schools", None, "LINK"),
        ("Event/over", "schools", None, "LINK"),
        ("NewsStory/two", "schools", None, "LINK"),
        ("NewsStory/two", "related", None, "LINK"),
        ("Page/home", "blocks.target", None, "LINK"),
        ("Page/home", "blocks.entry", None, "LINK"),
        ("Page/home", "blocks.school", None, "LINK"),
        ("Page/home", "blocks.text", "EN", "LINK"),
    }
    assert len(linked["uses"]) == 9
    number = number_of(models.Page, "home")
    embed = {"en": f"::: embed entry:{Entry.get_by_id(number_of(models.School, 'sci')).uid}"}
    acts.save(models.Page, number, {"blocks": [{"type": "TextPart", "text": embed}]}, ZONE, COMMAND_LINE)
    both = asked(executor, person("eve", "editor"), USES, slug="sci")["linkedFrom"]["uses"]
    texts = [(use["locale"], use["kind"]) for use in both if use["field"] == "blocks.text"]
    assert texts == [("EN", "EMBED"), ("EN", "LINK")]
    stranger = Caller(Grants(frozenset()))
    answer = executor.run(Operation(USES, {"slug": "sci"}, caller=stranger, request_id="r-1")).body
    assert b"blocks" not in answer


def test_what_ended_and_what_is_deleted_does_not_use_an_entry(executor):
    ann = person("ann", "editor")
    entry, school = refer(STORY), number_of(models.School, "smed")
    acts.publish(models.NewsStory, entry, ZONE, COMMAND_LINE)
    assert STORY in stories_linking(executor, ann)
    assert entry in linking_to(school, to_microseconds(datetime.now(UTC)))
    acts.save(models.NewsStory, entry, {"body": {"en": "Nothing."}}, ZONE, COMMAND_LINE)
    assert STORY in stories_linking(executor, ann)
    acts.publish(models.NewsStory, entry, ZONE, COMMAND_LINE)
    assert STORY not in stories_linking(executor, ann)
    assert entry not in linking_to(school, to_microseconds(datetime.now(UTC)))
    entry = refer(STORY)
    acts.delete(models.NewsStory, entry, COMMAND_LINE)
    assert STORY not in stories_linking(executor, ann)
    assert entry not in linking_to(school, to_microseconds(datetime.now(UTC)))


def test_who_deletes_an_entry_is_told_what_refers_to_it(page):
    chan, home = number_of(models.Person, "chan"), number_of(models.Page, "home")
    with pytest.raises(ContentRefused) as caught:
        acts.delete(models.Person, chan, COMMAND_LINE, despite=frozenset())
    [problem] = caught.value.problems
    assert (problem.code, problem.entries) == ("STILL_LINKED", ((home, None),))
    acts.save(models.Page, home, {"blocks": []}, ZONE, COMMAND_LINE)
    acts.publish(models.Page, home, ZONE, COMMAND_LINE)
    acts.delete(models.Person, chan, COMMAND_LINE, despite=frozenset())
    assert rows("Page", "blocks.person") == [("blocks.person", "", place, chan, "LINK") for place in range(3)]
