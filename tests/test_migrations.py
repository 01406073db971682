"""Migrations, and databases that are not what the code needs."""

import sqlite3

import pytest
from conftest import ZONE, connection_to
from peewee import IntegrityError, SqliteDatabase

from fixtures.loading import load_folder
from models import Tag, database, schema_changes, sqlite
from models.edition import content_types
from models.edition_values import new_entry, rows_of, stored_editions, stored_uids
from models.entry import UID
from models.entry import database as connected
from models.errors import DatabaseAddressInvalid, DatabaseUnreachable, SchemaOutdated, SchemaTooNew
from models.guards import guards
from models.links import links_of
from models.new_migrations import planning
from models.triggers import remove

MIGRATIONS = sorted(path.stem for path in schema_changes.FOLDER.glob("[0-9]*.py"))
CHECK = "Check that it is running, that SUNDIAL_DATABASE_URL names it, and that no other program holds it locked."


def stored(known=None):
    models = [model for model in content_types() if known is None or model._meta.table_name in known]
    return {model.__name__: stored_editions(model) for model in models}


def tables():
    """Name the tables of models: SQLite never drops its own, and what triggers keep follows from the models."""
    found = set(connected.obj.get_tables()) - {"schema_migration", "sqlite_sequence"}
    return {
        table for table in found if "_tokens" not in table and table not in ("edition_titles", "edition_references")
    }


@pytest.fixture
def short_wait(monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 0.05)


def test_migrations_go_up_down_and_up_again(blank):
    assert schema_changes.upgrade() == MIGRATIONS
    first = tables()
    assert first == {model._meta.table_name for model in schema_changes.tables()}
    assert [schema_changes.downgrade() for _ in MIGRATIONS] == [[name] for name in reversed(MIGRATIONS)]
    assert tables() == set()
    kept = ("_tokens", "edition_titles", "edition_references")
    assert not [table for table in connected.obj.get_tables() if table.endswith(kept)]
    assert schema_changes.downgrade() == []
    assert schema_changes.upgrade() == MIGRATIONS
    assert tables() == first
    assert schema_changes.upgrade() == []
    schema_changes.require_current()
    assert not schema_changes.difference()


def test_all_migrations_are_reverted_back_through_a_target_with_their_content(copy):
    assert schema_changes.downgrade(MIGRATIONS[0]) == MIGRATIONS[::-1]
    assert tables() == set()
    schema_changes.upgrade()
    assert not any(stored().values())


def test_tables_that_are_made_anew_keep_what_the_planner_knows_of_them(copy):
    if connected.kind != "sqlite":
        pytest.skip("PostgreSQL changes its tables in their place")
    connected.execute_sql("ANALYZE")
    made_later = (  # and so made again
        "'schema_migration', 'ledger', 'edition_references', 'page', 'person', 'place',"
        " 'event_departments', 'event_speakers', 'news_story_authors',"
        " 'news_story_related', 'person_schools', 'person_departments', 'alert', 'alert_scope',"
        " 'event_series', 'event_series_schools', 'event_series_tags'"
    )
    indexes_made_later = (
        "'event_status', 'event_registration_opens_at', 'event_registration_closes_at',"
        " 'department_school_id_entry_live_from_live_until',"
        " 'event_series_id', 'event_place_id', 'event_series_id_starts_at_entry_live_from_live_until',"
        " 'event_place_id_starts_at_entry_live_from_live_until'"
    )
    kept = f"tbl NOT IN ({made_later}) AND tbl NOT LIKE 'editing%' AND tbl NOT LIKE '%tokens%'"
    kept += f" AND COALESCE(idx, '') NOT IN ({indexes_made_later}, 'event_span_width_starts_at')"
    links_made_later = " OR ".join(f"idx GLOB '{table}_*_target_entry_edition'" for table in ("event", "news_story"))
    kept += f" AND NOT COALESCE({links_made_later}, 0)"
    known = f"SELECT tbl, idx, stat FROM sqlite_stat1 WHERE {kept} ORDER BY tbl, idx"
    before = connected.execute_sql(known).fetchall()
    schema_changes.downgrade("0010_visibility_in_orders")  # which replaces indexes, and has them looked at
    with_others = connected.execute_sql(known).fetchall()
    assert len(with_others) == len(before)
    schema_changes.downgrade("0007_drafts")
    assert connected.execute_sql(known).fetchall() == with_others
    schema_changes.upgrade()
    assert connected.execute_sql(known).fetchall() == before


def test_entries_of_before_get_uids_and_keep_all_else(copy):
    assert "0004_uids" in schema_changes.downgrade("0004_uids")
    known = set(connected.obj.get_tables())  # types and links that were made since lose what they have
    schema_changes.upgrade()
    before, links = stored(known), linked(known)
    schema_changes.downgrade("0004_uids")
    assert "uid" not in {column.name for column in connected.obj.get_columns("tag")}
    assert linked(known) == links
    assert "0004_uids" in schema_changes.upgrade()
    assert (stored(known), linked(known)) == (before, links)
    uids = stored_uids()
    assert all(UID.fullmatch(uid) for _, uid in uids.values())
    assert len({uid for _, uid in uids.values()}) == len(uids) > 200
    for model in content_types():
        assert all(uids[entry] == (model.__name__, uid) for entry, uid in model.select(model.entry, model.uid).tuples())
    if isinstance(connected.obj, SqliteDatabase):
        assert connected.obj.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    assert new_entry(Tag) > max(uids)
    with pytest.raises(IntegrityError):
        new_entry(Tag, uid=next(iter(uids.values()))[1])
    with pytest.raises(IntegrityError):
        Tag.update(uid=None).execute()


def linked(known):
    every = [links.table for model in content_types() for links in links_of(model).values()]
    return {table: list(rows_of(table)) for table in every if table._meta.table_name in known}


def test_the_migrations_make_the_tables_of_the_models(empty):
    assert not schema_changes.difference()
    assert planning.plan([], {}).write("nothing") == []


def test_a_table_that_differs_from_its_model_is_seen(empty):
    remove(guards())
    connected.obj.execute_sql("ALTER TABLE tag DROP COLUMN name")
    assert schema_changes.difference()
    connected.obj.execute_sql("ALTER TABLE tag ADD COLUMN name TEXT NOT NULL DEFAULT ''")
    connected.obj.execute_sql("DROP TABLE program_tags")
    assert schema_changes.difference()


def test_a_written_migration_brings_back_what_is_missing(empty, tmp_path, monkeypatch):
    connected.obj.execute_sql("DROP TABLE program_tags")
    for path in schema_changes.FOLDER.glob("[0-9]*.py"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(schema_changes, "FOLDER", tmp_path)
    (written,) = planning.plan([], {}).write("link programs")
    assert written == tmp_path / f"{int(MIGRATIONS[-1][:4]) + 1:04}_link_programs.py"
    assert "models" not in written.read_text(encoding="utf-8")
    with pytest.raises(SchemaOutdated) as caught:
        schema_changes.require_current()
    assert caught.value.pending == [written.stem]
    assert schema_changes.upgrade() == [written.stem]
    assert not schema_changes.difference()
    assert schema_changes.downgrade() == [written.stem]
    assert "program_tags" not in tables()


def test_a_database_without_tables_is_told_what_to_run(blank):
    with pytest.raises(SchemaOutdated) as caught:
        schema_changes.require_current()
    assert caught.value.pending == MIGRATIONS
    assert str(caught.value) == (
        f"The database lacks {len(MIGRATIONS)} migration(s), from {MIGRATIONS[0]} on. Run: flask --app server migrate"
    )


def test_a_database_of_a_later_version_is_told_what_to_do(empty):
    schema_changes.require_current()
    sql = (
        "INSERT INTO schema_migration (name, applied) VALUES ('9998_later', '2027-01-01'), ('9999_last', '2027-01-02')"
    )
    connected.obj.execute_sql(sql)
    with pytest.raises(SchemaTooNew) as caught:
        schema_changes.require_current()
    assert caught.value.unknown == ["9998_later", "9999_last"]
    assert str(caught.value) == (
        "The database has migrations that this version does not know: 9998_later, 9999_last. "
        "Update the code, or use another database."
    )


def test_a_database_file_in_a_missing_folder_is_unreachable(tmp_path):
    path = tmp_path / "missing" / "sundial.db"
    with connection_to(f"sqlite:///{path}"), pytest.raises(DatabaseUnreachable) as caught:
        schema_changes.require_current()
    assert str(caught.value) == f"The database {path} cannot be used: unable to open database file. {CHECK}"


@pytest.mark.parametrize(
    "action",
    [schema_changes.require_current, schema_changes.upgrade, schema_changes.downgrade, schema_changes.difference],
)
def test_an_unreachable_server_is_named_without_the_password(action):
    with connection_to("postgresql://editor:s3cret@127.0.0.1:1/sundial"), pytest.raises(DatabaseUnreachable) as caught:
        action()
    assert str(caught.value) == (
        "The database postgresql://editor:***@127.0.0.1:1/sundial cannot be used: connection failed: "
        'connection to server at "127.0.0.1", port 1 failed: Connection refused. ' + CHECK
    )
    assert caught.value.url == "postgresql://editor:***@127.0.0.1:1/sundial"


def test_loading_into_an_unreachable_server_says_so():
    with connection_to("postgres://editor:s3cret@127.0.0.1:1/sundial"), pytest.raises(DatabaseUnreachable) as caught:
        load_folder(ZONE)
    assert "postgres://editor:***@127.0.0.1:1/sundial" in str(caught.value)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "sundial.db", "sqlite:sundial.db", "mysql://host/sundial", "sqlite://sundial.db"])
def test_an_address_of_another_kind_is_refused(url):
    with pytest.raises(DatabaseAddressInvalid) as caught:
        database.connect(url)
    assert str(caught.value) == (
        f"SUNDIAL_DATABASE_URL is {url!r}; it must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."
    )


def test_a_locked_sqlite_database_is_left_as_it_is(engines, tmp_path, short_wait):
    sqlite = engines("sqlite")
    with connection_to(sqlite.create(sqlite.tables)) as url:
        path = url.removeprefix("sqlite:///")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnreachable) as caught:
            load_folder(ZONE)
        other.execute("ROLLBACK")
        other.close()
        assert str(caught.value) == f"The database {path} cannot be used: database is locked. {CHECK}"
        assert not any(stored().values())
        load_folder(ZONE)
        assert any(stored().values())
