"""Copies of a database into another by the command line: the same rows, authors and answers; all of it or nothing."""

import threading
import tracemalloc
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from conftest import SHOWN_AT, ZONE, connection_to
from test_backups import rows
from test_command_line import runner
from test_restored_databases import execute

from delivery.execution.documents import document
from fixtures.generating import generate
from models import School, Tag, copying, schema_changes
from models.access.actors import Actor
from models.bulk import last_given
from models.editing import acts
from models.entry import Entry
from server import create_app

PAIRS = [("sqlite", "postgresql"), ("postgresql", "sqlite")]
EARLIER = SHOWN_AT - timedelta(days=30)
EDITOR, OTHER = Actor("editor@example.org"), Actor("other@example.org")

pytestmark = pytest.mark.parametrize(("engine", "to"), PAIRS, indirect=["engine"])


@pytest.fixture
def target(engines, to):
    """The address of a database with nothing."""
    return engines(to).create()


@pytest.fixture
def other(engines, to):
    """The address of a database with tables."""
    return engines(to).create(engines(to).tables)


def copy_to(url, source):
    return runner(source)("content", "copy", "--to", url)


def write_history():
    """Write a published change, a draft, and an entry with the last number, which goes again; return the school."""
    school = School.get(School.slug == "seng").entry_id
    acts.save(School, school, {"name": {"en": "Engineering, again"}}, ZONE, EDITOR)
    acts.publish(School, school, ZONE, EDITOR)
    acts.save(School, school, {"name": {"en": "A draft of engineering"}}, ZONE, OTHER)
    gone = acts.create(Tag, "gone", {"name": {"en": "Gone"}}, ZONE, EDITOR).entry
    Tag.delete().where(Tag.entry == gone).execute()
    Entry.delete().where(Entry.entry == gone).execute()
    return school, gone


@contextmanager
def client_of(url, now):
    with connection_to(url):
        yield create_app({"SUNDIAL_DATABASE_URL": url, "SUNDIAL_REQUEST_LOG": "off"}, clock=lambda: now).test_client()


def homepages(url):
    """Ask for the homepage now, and as of an earlier instant."""
    found = []
    for at in (datetime.now(UTC), EARLIER):
        with client_of(url, at) as client:
            answer = client.post("/graphql", json={"query": document("homepage"), "variables": {}})
            found.append(answer.json["data"])
            assert "errors" not in answer.json
            assert answer.json["data"]["homepage"]["site"]
    return found


def exported(url, folder):
    code, output = runner(url)("content", "export", folder)
    assert code == 0, output
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


AUTHORS = "SELECT entry, version, edition, created_at, created_by, live_from, live_until FROM school ORDER BY edition"
BOOKKEEPING = [
    AUTHORS,
    "SELECT entry, type, uid, edited_by FROM entry ORDER BY entry",
    "SELECT edition, position, target, entry FROM news_story_tags ORDER BY edition, position",
    "SELECT name, made_with FROM derivation ORDER BY name",
    "SELECT number FROM revision ORDER BY number",
    "SELECT name_key_en, name_key_zh_hant FROM school ORDER BY edition",
]


def test_a_copy_has_ids_editions_drafts_authors_and_history(copy, target, tmp_path):
    school, gone = write_history()
    code, output = copy_to(target, copy)
    assert code == 0, output
    (count,) = rows(copy, "SELECT COUNT(*) FROM entry")[0]
    assert output.startswith(f"{count} entries copied, ")

    for sql in BOOKKEEPING:
        assert rows(target, sql) == rows(copy, sql), sql
    authors = [row[4] for row in rows(target, AUTHORS) if row[0] == school]
    assert authors[-2:] == [EDITOR.name, OTHER.name]
    assert homepages(target) == homepages(copy)
    assert exported(target, tmp_path / "copied") == exported(copy, tmp_path / "source")

    with connection_to(target):
        schema_changes.require_current()  # with counters and guards
        assert not schema_changes.difference()
        new = acts.create(Tag, "new", {"name": {"en": "New"}}, ZONE, EDITOR).entry
        assert new == gone + 1
        before = rows(target, "SELECT number FROM revision WHERE type = 'Tag'")
        acts.publish(Tag, new, ZONE, EDITOR)
        assert rows(target, "SELECT number FROM revision WHERE type = 'Tag'") != before
        acts.publish(School, school, ZONE, EDITOR)
        newest = School.select().where(School.entry == school).order_by(School.version.desc()).get()
        assert newest.name == {**newest.name, "en": "A draft of engineering"}


def test_a_copy_is_one_state_while_others_write(copy, other):
    over, written = threading.Event(), []
    signed = ("tag", "school", "news_story")

    def write():
        while not over.is_set():
            execute(copy, *(f"UPDATE {table} SET created_by = 'editor {len(written)}'" for table in signed))
            written.append(f"editor {len(written)}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while not written:
            assert writer.is_alive()
        code, output = copy_to(other, copy)
    finally:
        over.set()
        writer.join()
    assert code == 0, output
    authors = {by for table in signed for (by,) in rows(other, f"SELECT DISTINCT created_by FROM {table}")}
    assert len(authors) == 1
    assert authors <= set(written)


def test_what_was_loaded_is_loaded_again_without_a_change(copy, target):
    assert copy_to(target, copy)[0] == 0
    code, output = runner(target)("content", "diff")
    assert (code, output) == runner(copy)("content", "diff")


def test_a_target_with_content_is_left_as_it_is(copy, engines, to):
    with engines(to).copy() as url:
        before = rows(url, AUTHORS)
        code, output = copy_to(url, copy)
        assert (code, "it has content already" in output) == (1, True), output
        assert rows(url, AUTHORS) == before


def test_a_target_with_other_migrations_is_refused(copy, other):
    execute(other, "DELETE FROM schema_migration WHERE name = (SELECT MAX(name) FROM schema_migration)")
    code, output = copy_to(other, copy)
    assert (code, "its tables are not those of this version" in output) == (1, True), output
    assert rows(other, "SELECT COUNT(*) FROM entry") == [(0,)]


def test_a_source_without_content_is_refused(empty, target):
    code, output = copy_to(target, empty)
    assert (code, "has no content" in output) == (1, True), output


def test_a_copy_that_fails_leaves_no_row(copy, other):
    execute(other, "CREATE UNIQUE INDEX only_one ON tag (version)")
    before = rows(other, "SELECT name, made_with FROM derivation"), rows(other, "SELECT type, number FROM revision")
    code, output = copy_to(other, copy)
    assert (code, "no row is left of it" in output) == (1, True), output
    assert "Traceback" not in output
    after = rows(other, "SELECT name, made_with FROM derivation"), rows(other, "SELECT type, number FROM revision")
    assert after == before
    assert rows(other, "SELECT COUNT(*) FROM entry") == rows(other, "SELECT COUNT(*) FROM school") == [(0,)]
    execute(other, "DROP INDEX only_one")
    assert copy_to(other, copy)[0] == 0


def test_rows_that_arrive_otherwise_are_seen(copy, other, to):
    if to == "sqlite":
        spoil = "CREATE TRIGGER spoil AFTER INSERT ON school BEGIN UPDATE school SET created_by = 'x'; END"
        execute(other, spoil)
    else:
        execute(
            other,
            "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN NEW.created_by = ''x''; RETURN NEW; END'",
            "CREATE TRIGGER spoil BEFORE INSERT ON school FOR EACH ROW EXECUTE FUNCTION spoil()",
        )
    code, output = copy_to(other, copy)
    assert (code, "school has" in output) == (1, True), output
    assert rows(other, "SELECT COUNT(*) FROM entry") == [(0,)]


def test_memory_does_not_grow_with_the_content(copy, target, to):
    generate(1_000, 1, ZONE)
    tracemalloc.start()
    try:
        copying.copy_content(target)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 6_000_000, peak
    with connection_to(target):
        assert last_given(Entry.entry) > 1_000
