"""Revisions: every write to a type's content is counted, whoever writes, within its transaction."""

import json

import pytest
from conftest import SHOWN_AT, connection_to

import models
from models import database, schema_changes
from models.bulk import bulk_writing, insert_rows
from models.entry import database as connected
from models.instants import FOREVER, to_microseconds
from models.revisions import next_change, numbers_of, read_revisions

DAY = 86_400_000_000
LINKS = models.NewsStory.schools.table


def numbers():
    with database.connection():
        return numbers_of(read_revisions())


def raised(before):
    return {name for name, number in numbers().items() if number > before.get(name, 0)}


WRITES = {
    "an edition": (lambda: models.School.update(basis=None).where(models.School.slug == "seng").execute(), "School"),
    "a deletion": (lambda: models.Label.delete().execute(), "Label"),
    "links": (lambda: LINKS.delete().execute(), "NewsStory"),
    "another program": (lambda: connected.obj.execute_sql("UPDATE tag SET slug = slug"), "Tag"),
    "an insertion": (
        lambda: connected.obj.execute_sql(
            "INSERT INTO label (entry, version, slug, live_until, created_at, text)"
            " SELECT entry, 99, slug, live_until, created_at, text FROM label"
        ),
        "Label",
    ),
}


@pytest.mark.parametrize(("write", "name"), WRITES.values(), ids=WRITES)
def test_a_write_raises_the_number_of_its_type_alone(copy, write, name):
    before = numbers()
    with database.writing():
        write()
    assert raised(before) == {name}


def test_what_is_rolled_back_is_not_counted(copy):
    before = numbers()
    with connected.connection_context(), connected.atomic() as transaction:
        models.Tag.update(slug=models.Tag.slug).execute()
        transaction.rollback()
    assert raised(before) == set()


def test_a_write_is_counted_for_others_once_it_is_committed(copy):
    before = numbers()
    with database.writing():
        models.Tag.update(slug=models.Tag.slug).execute()
        assert raised(before) == {"Tag"}
    with connection_to(copy):
        assert raised(before) == {"Tag"}


def test_writing_in_bulk_counts_as_a_change_of_what_is_written_at_least(copy):
    before = numbers()
    with bulk_writing():
        rows = [(entry, 99, "bulk", FOREVER, 0, "{}") for entry in (models.Tag.get().entry_id,)]
        insert_rows(models.Tag, ("entry", "version", "slug", "live_until", "created_at", "name"), rows)
    assert "Tag" in raised(before)
    before = numbers()
    models.Tag.update(slug=models.Tag.slug).execute()
    assert raised(before) == {"Tag"}


def test_an_upgrade_that_changes_nothing_counts_nothing(copy):
    before = numbers()
    assert schema_changes.upgrade() == []
    assert raised(before) == set()


def test_an_upgrade_brings_back_what_is_missing_and_counts_what_it_may_have_missed(copy, engine):
    on = " ON tag" if engine.name == "postgresql" else ""
    connected.obj.execute_sql(f"DROP TRIGGER count_tag_{'all' if on else 'update'}{on}")
    before = numbers()
    assert schema_changes.upgrade() == []
    assert raised(before) == {"Tag"}
    before = numbers()
    models.Tag.update(slug=models.Tag.slug).execute()
    assert raised(before) == {"Tag"}


def test_migrations_count_as_changes_of_everything(copy):
    before = numbers()
    newest = schema_changes.downgrade("0002_revisions")
    assert newest[-1] == "0002_revisions"
    models.Tag.update(slug=models.Tag.slug).execute()
    schema_changes.upgrade()
    assert numbers().keys() == before.keys() | {"Menu"}
    assert set(json.loads(json.dumps(numbers())).values()) == {1}


def test_the_next_change_is_the_first_boundary_ahead(copy):
    at = to_microseconds(SHOWN_AT)
    assert next_change(models.Tag, at) == FOREVER
    with database.writing():
        models.Tag.update(live_until=at + 3 * DAY).where(models.Tag.slug == "donation").execute()
        models.School.update(live_from=at + 2 * DAY).where(models.School.slug == "seng").execute()
    assert next_change(models.Tag, at) == at + 3 * DAY
    assert next_change(models.Tag, at + 3 * DAY) == FOREVER
    assert next_change(models.School, at) == at + 2 * DAY
    starts = sorted(start for (start,) in models.Event.select(models.Event.starts_at).tuples() if start > at)
    assert next_change(models.Event, at) == starts[0]
