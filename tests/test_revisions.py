"""Revisions: every write to a type's content gives it another number, whoever writes, within its transaction."""

import pytest
from conftest import SHOWN_AT, connection_to, statements

import models
from models import database, schema_changes
from models.bulk import bulk_writing, insert_rows
from models.edition_values import stored_editions
from models.entry import database as connected
from models.instants import FOREVER, to_microseconds
from models.revisions import changes_around, missing_counters, numbers_of, read_revisions, types_by_table

DAY = 86_400_000_000
LINKS = models.NewsStory.schools.table


def numbers():
    with database.connection():
        return numbers_of(read_revisions())


def changed(before):
    return {name for name, number in numbers().items() if number != before.get(name)}


def every_type():
    return set(types_by_table().values())


WRITES = {
    "an edition": (lambda: models.School.update(basis=None).where(models.School.slug == "seng").execute(), "School"),
    "a deletion": (lambda: models.Label.delete().execute(), "Label"),
    "links": (lambda: LINKS.delete().execute(), "NewsStory"),
    "another program": (lambda: connected.obj.execute_sql("UPDATE tag SET slug = slug"), "Tag"),
    "an insertion": (
        lambda: connected.obj.execute_sql(
            "INSERT INTO label (entry, uid, version, slug, live_from, live_until, created_at, text)"
            " SELECT entry, uid, 99, slug, 0, 1, created_at, text FROM label"
        ),
        "Label",
    ),
}


@pytest.mark.parametrize(("write", "name"), WRITES.values(), ids=WRITES)
def test_a_write_changes_the_number_of_its_type_alone(copy, write, name):
    before = numbers()
    with database.writing():
        write()
    assert changed(before) == {name}


def test_no_write_to_a_draft_or_its_links_changes_a_number(copy):
    story = models.NewsStory.get()
    before = numbers()
    columns = "uid, slug, live_until, created_at, title, published_on"
    with database.writing():
        connected.obj.execute_sql(
            f"INSERT INTO news_story (entry, version, live_from, {columns})"
            f" SELECT entry, 99, NULL, {columns} FROM news_story WHERE edition = {story.edition}"
        )
        draft = models.NewsStory.get(models.NewsStory.version == 99)
        link = {"edition": draft.edition, "target": models.School.get().entry_id, "entry": draft.entry_id}
        LINKS.insert(link | {"position": 0, "published_on": draft.published_on}).execute()
        LINKS.update(position=1).where(LINKS.edition == draft.edition).execute()
        models.NewsStory.update(title={"en": "Draft"}).where(models.NewsStory.version == 99).execute()
        assert LINKS.delete().where(LINKS.edition == draft.edition).execute() == 1
        LINKS.insert(link | {"position": 0, "published_on": draft.published_on}).execute()
        assert models.NewsStory.delete().where(models.NewsStory.version == 99).execute() == 1
    assert changed(before) == set()


@pytest.mark.parametrize(("before", "after"), [(None, 0), (0, None)])
def test_publishing_and_taking_back_change_the_number(copy, before, after):
    tag = models.Tag.get()
    with database.writing():
        models.Tag.insert(
            entry=tag.entry_id, uid=tag.uid, version=99, slug="a", live_from=before, live_until=1, created_at=0, name={}
        ).execute()
    first = numbers()
    models.Tag.update(live_from=after).where(models.Tag.version == 99).execute()
    assert changed(first) == {"Tag"}


def test_a_link_of_a_published_edition_changes_the_number_of_its_type(copy):
    link = LINKS.get()
    for write in (
        LINKS.update(position=50).where(LINKS.edition == link.edition, LINKS.position == link.position),
        LINKS.delete().where(LINKS.edition == link.edition, LINKS.position == 50),
    ):
        before = numbers()
        assert write.execute() == 1
        assert changed(before) == {"NewsStory"}


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_emptying_a_table_changes_the_number(copy):
    before = numbers()
    connected.obj.execute_sql("TRUNCATE label")
    assert changed(before) == {"Label"}


def test_what_is_rolled_back_is_not_counted(copy):
    before = numbers()
    with connected.connection_context(), connected.atomic() as transaction:
        models.Tag.update(slug=models.Tag.slug).execute()
        transaction.rollback()
    assert changed(before) == set()


def test_a_write_is_counted_for_others_once_it_is_committed(copy):
    before = numbers()
    with database.writing():
        models.Tag.update(slug=models.Tag.slug).execute()
        assert changed(before) == {"Tag"}
    with connection_to(copy):
        assert changed(before) == {"Tag"}


def test_writing_in_bulk_counts_as_a_change_of_what_is_written_at_least(copy):
    before = numbers()
    with bulk_writing():
        rows = [(entry, "a23456789012", 99, "bulk", 0, 1, 0, "{}") for entry in (models.Tag.get().entry_id,)]
        insert_rows(
            models.Tag, ("entry", "uid", "version", "slug", "live_from", "live_until", "created_at", "name"), rows
        )
    assert "Tag" in changed(before)
    before = numbers()
    models.Tag.update(slug=models.Tag.slug).execute()
    assert changed(before) == {"Tag"}


def test_every_type_has_a_number_of_its_own_whether_or_not_there_is_content_of_it(empty):
    found = numbers()
    assert found.keys() == every_type()
    assert len(set(found.values())) == len(found)


def test_numbers_are_spread_over_64_bits(copy):
    found = []
    for _ in range(64):
        models.Tag.update(slug=models.Tag.slug).execute()
        found.append(numbers()["Tag"])
    assert len(set(found)) == 64
    assert all(-(2**63) <= number < 2**63 for number in found)
    assert {number < 0 for number in found} == {True, False}
    for bit in range(63):
        assert {number >> bit & 1 for number in found} == {0, 1}, bit


def test_what_was_lost_and_done_again_has_another_number(copy):
    with connected.connection_context(), connected.atomic() as transaction:
        models.Tag.update(slug=models.Tag.slug).execute()
        lost = numbers_of(read_revisions())["Tag"]
        transaction.rollback()
    before = numbers()
    models.Tag.update(slug=models.Tag.slug).execute()
    assert len({lost, before["Tag"], numbers()["Tag"]}) == 3


def test_an_upgrade_that_changes_nothing_counts_nothing(copy):
    before = numbers()
    assert schema_changes.upgrade() == []
    assert missing_counters() == []
    assert changed(before) == set()


COUNTED = (
    "INSERT INTO revision (type, number) VALUES ({}, 1) ON CONFLICT (type) DO UPDATE SET number = revision.number + 1"
)
"""What a trigger of before did."""


def counting_updates_of_tags(kind):
    body = COUNTED.format(f"'{kind}'")
    return f'CREATE TRIGGER count_tag_update AFTER UPDATE ON "tag" BEGIN {body}; END'


OF_TAGS = "'Tag'"

UPDATES_OF_TAGS = (
    "CREATE TRIGGER count_tag_update AFTER UPDATE ON tag REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows"
)

BROKEN = {
    "sqlite": {
        "none": ["DROP TRIGGER count_tag_update"],
        "one of before": [
            "DROP TRIGGER count_tag_update",
            counting_updates_of_tags("Tag"),
        ],
        "one of another type": [
            "DROP TRIGGER count_tag_update",
            counting_updates_of_tags("Label"),
        ],
    },
    "postgresql": {
        "none": ["DROP TRIGGER count_tag_update ON tag"],
        "one that is turned off": ["ALTER TABLE tag DISABLE TRIGGER count_tag_update"],
        "one of another type": [
            "DROP TRIGGER count_tag_update ON tag",
            UPDATES_OF_TAGS + " FOR EACH STATEMENT EXECUTE FUNCTION count_label_update()",
        ],
    },
}


@pytest.mark.parametrize(
    ("engine", "what"), [(name, what) for name in BROKEN for what in BROKEN[name]], indirect=["engine"]
)
def test_an_upgrade_makes_a_trigger_anew_that_is_not_as_it_must_be_and_counts_what_it_may_have_missed(
    copy, engine, what
):
    before = numbers()
    for statement in BROKEN[engine.name][what]:
        connected.obj.execute_sql(statement)
    assert {each.table for each in missing_counters()} == {"tag"}
    assert schema_changes.upgrade() == []
    assert missing_counters() == []
    assert changed(before) == {"Tag"}
    before = numbers()
    models.Tag.update(slug=models.Tag.slug).execute()
    assert changed(before) == {"Tag"}


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_an_upgrade_makes_the_function_of_triggers_anew(copy):
    before = numbers()
    connected.obj.execute_sql(
        "CREATE OR REPLACE FUNCTION count_tag_update() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$BEGIN {COUNTED.format(OF_TAGS)}; RETURN NULL; END$$"
    )
    assert schema_changes.upgrade() == []
    assert missing_counters() == []
    assert changed(before) == {"Tag"}


def test_a_database_of_before_is_carried_over_with_its_content(copy, engine):
    content = stored_editions(models.Tag)
    schema_changes.downgrade("0003_random_revisions")
    if engine.name == "postgresql":
        for event in ("insert", "update", "delete", "truncate"):
            connected.obj.execute_sql(f"DROP TRIGGER count_tag_{event} ON tag")
        connected.obj.execute_sql(
            "CREATE FUNCTION count_revision() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$BEGIN {COUNTED.format('TG_ARGV[0]')}; RETURN NULL; END$$"
        )
        connected.obj.execute_sql(
            "CREATE TRIGGER count_tag_all AFTER UPDATE ON tag FOR EACH STATEMENT EXECUTE FUNCTION count_revision('Tag')"
        )
    else:
        for statement in BROKEN["sqlite"]["one of before"]:
            connected.obj.execute_sql(statement)
    connected.obj.execute_sql("DELETE FROM revision")
    models.Tag.update(slug=models.Tag.slug).execute()
    counted = numbers()
    assert counted == {"Tag": 8 if engine.name == "sqlite" else 1}
    assert "0003_random_revisions" in schema_changes.upgrade()
    assert missing_counters() == []
    assert numbers().keys() == every_type()
    assert changed(counted) == every_type()
    assert stored_editions(models.Tag) == content


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_who_writes_may_look_for_tables_elsewhere(copy):
    before = numbers()
    with connected.connection_context():
        connected.obj.execute_sql("SET search_path = ''")
        connected.obj.execute_sql("UPDATE public.tag SET slug = slug")
        connected.obj.execute_sql("RESET search_path")
    assert changed(before) == {"Tag"}


def test_migrations_count_as_changes_of_everything(copy):
    before = numbers()
    reverted = schema_changes.downgrade("0002_revisions")
    assert reverted[-1] == "0002_revisions"
    models.Tag.update(slug=models.Tag.slug).execute()
    schema_changes.upgrade()
    assert changed(before) == every_type()


def next_change(name, at):
    with database.connection():
        changes, _ = changes_around([name], at)
    return changes[name].next


def test_the_next_change_is_the_first_boundary_ahead(copy):
    at = to_microseconds(SHOWN_AT)
    assert next_change("Tag", at) == FOREVER
    with database.writing():
        models.Tag.update(live_until=at + 3 * DAY).where(models.Tag.slug == "donation").execute()
        models.School.update(live_from=at + 2 * DAY).where(models.School.slug == "seng").execute()
    assert next_change("Tag", at) == at + 3 * DAY
    assert next_change("Tag", at + 3 * DAY) == FOREVER
    assert next_change("School", at) == at + 2 * DAY
    starts = sorted(start for (start,) in models.Event.select(models.Event.starts_at).tuples() if start > at)
    assert next_change("Event", at) == starts[0]
    with database.writing():
        models.Event.update(registration_closes_at=at + 5).where(models.Event.starts_at == starts[0]).execute()
    assert next_change("Event", at) == at + 5
    with database.writing():
        models.Event.update(registration_closes_at=None).execute()
    with statements() as texts, database.connection():
        changes, found = changes_around(["Event", "Tag"], at)
    assert [changes["Event"].next, changes["Tag"].next] == [starts[0], at + 3 * DAY]
    assert found == numbers()
    assert len(texts) == 1
