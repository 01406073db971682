"""Databases that answer, and cannot be relied on: damaged pages, a file that was replaced, changes nobody counts."""

import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psycopg
import pytest
from conftest import connection_to, with_derived
from servers import PROJECT

import models
from models import database, schema_changes, sqlite
from models.entry import database as connected
from models.revisions import counters, missing_counters
from server import create_app

STORIES = "{ newsStories(first: 100) { nodes { title blurb: slug } } }"
SCHOOLS = "{ schools { totalCount } }"
ALONE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def always_looked_at(monkeypatch):
    """Let no check hold for a time, so that tests need not wait for its end."""
    monkeypatch.setattr("delivery.edge.response_cache.COUNTING_HOLDS", 0.0)
    monkeypatch.setattr(sqlite, "SHARE", 0)


def client_of(url):
    return create_app({"SUNDIAL_DATABASE_URL": url, "SUNDIAL_REQUEST_LOG": "off"}).test_client()


def ask(client, query):
    return client.post("/graphql", json={"query": query})


def refusal(response):
    """Read why something is refused: the status, the code that clients see, and the cause that monitors see."""
    (error,) = response.json["errors"]
    return response.status_code, error["extensions"]["code"], error["extensions"].get("cause")


def is_unavailable(client, query, cause):
    """Tell whether an operation and readiness are both refused, readiness with its cause."""
    assert client.get("/livez").status_code == 200
    asked, ready = refusal(ask(client, query)), refusal(client.get("/readyz"))
    return (asked, ready) == ((503, "SERVICE_UNAVAILABLE", None), (503, "SERVICE_UNAVAILABLE", cause))


def is_well(client, query):
    response = ask(client, query)
    return response.status_code == 200 and "errors" not in response.json and client.get("/readyz").status_code == 200


def file_of(url):
    return Path(url.removeprefix("sqlite:///"))


def damage(url, engine):
    """Write over the pages of news stories; return what puts them back."""
    if engine.name == "sqlite":
        with connected.connection_context():
            connected.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            ((root,), (size,)) = (
                connected.execute_sql("SELECT rootpage FROM sqlite_master WHERE name = 'news_story'").fetchone(),
                connected.execute_sql("PRAGMA page_size").fetchone(),
            )
        path, start, length = file_of(url), (root - 1) * size, size
    else:
        with psycopg.connect(url, autocommit=True) as other:
            (name,) = other.execute("SELECT pg_relation_filepath('news_story')").fetchone()
        path, start = Path(engine.server.pgdata) / name, 0
        length = path.stat().st_size
    connected.obj.close_all()
    before = path.read_bytes()

    def write(content):
        with path.open("r+b") as file:
            file.seek(start)
            file.write(content)

    write(b"\xa5" * length)
    return lambda: write(before[start : start + length])


@pytest.fixture
def unread(engine, loaded):
    """A loaded database of which no page is in anybody's memory."""
    if engine.name == "sqlite":
        url = engine.create(loaded)
    else:
        with psycopg.connect(engine.server.get_uri(), autocommit=True) as other:
            name = f"unread_{time.monotonic_ns()}"
            other.execute(f"CREATE DATABASE {name} TEMPLATE {loaded.split('/')[3].split('?')[0]} STRATEGY FILE_COPY")
        url = engine.server.get_uri(database=name)
    with connection_to(url):
        yield url


def test_a_damaged_page_is_refused_until_it_is_mended_and_the_rest_is_answered(unread, engine):
    mend = damage(unread, engine)
    client = client_of(unread)
    assert is_unavailable(client, STORIES, "DATABASE_CORRUPT")
    assert ask(client, SCHOOLS).status_code == 200
    assert refusal(client.get("/readyz"))[2] == "DATABASE_CORRUPT"
    mend()
    assert is_well(client, STORIES)


@ALONE
def test_a_damaged_page_that_nobody_has_asked_for_is_found(unread, engine):
    mend = damage(unread, engine)
    client = client_of(unread)
    assert refusal(client.get("/readyz")) == (503, "SERVICE_UNAVAILABLE", "DATABASE_CORRUPT")
    mend()
    assert is_well(client, STORIES)


@ALONE
@pytest.mark.parametrize("content", [b"no database at all" * 1_000, b"SQLite format 3\x00" + b"\xff" * 10_000])
def test_a_file_that_is_no_database_is_refused(engine, content):
    url = engine.create()
    file_of(url).write_bytes(content)
    with connection_to(url):
        assert is_unavailable(client_of(url), SCHOOLS, "DATABASE_CORRUPT")


@ALONE
def test_what_is_put_in_the_place_of_an_open_file_is_not_read_and_what_was_there_is_no_longer_served(copy, loaded):
    client, path = client_of(copy), file_of(copy)
    assert is_well(client, SCHOOLS)
    shutil.copyfile(file_of(loaded), f"{path}.new")
    path.rename(f"{path}.old")
    assert is_unavailable(client, SCHOOLS, "DATABASE_REPLACED")
    assert not path.exists()
    Path(f"{path}.new").rename(path)
    assert is_unavailable(client, SCHOOLS, "DATABASE_REPLACED")
    Path(f"{path}.old").rename(path)
    assert is_well(client, SCHOOLS)


@ALONE
def test_a_file_that_was_deleted_is_refused_and_not_made_anew(copy):
    client, path = client_of(copy), file_of(copy)
    assert is_well(client, SCHOOLS)
    path.unlink()
    assert is_unavailable(client, SCHOOLS, "DATABASE_REPLACED")
    assert not path.exists()


def drop_trigger(engine):
    on = " ON school" if engine.name == "postgresql" else ""
    connected.obj.execute_sql(f"DROP TRIGGER count_school_update{on}")


def test_without_what_counts_changes_nothing_old_is_answered_and_migrating_mends_it(copy, engine):
    client = client_of(copy)
    query = '{ school(slug: "seng") { slug name } }'
    before = ask(client, query).json
    drop_trigger(engine)
    with database.writing():
        models.School.update(with_derived(models.School, name={"en": "Engineering"})).where(
            models.School.slug == "seng"
        ).execute()
    assert is_unavailable(client, query, "CHANGES_UNCOUNTED")
    assert schema_changes.upgrade() == []
    assert is_well(client, query)
    assert ask(client, query).json["data"] == {"school": {"slug": "seng", "name": "Engineering"}}
    assert before["data"] != {"school": {"slug": "seng", "name": "Engineering"}}


def test_without_a_cache_answers_need_nobody_to_count(copy, engine):
    client = create_app(
        {"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_REQUEST_LOG": "off", "SUNDIAL_CACHE": "0"}
    ).test_client()
    drop_trigger(engine)
    assert ask(client, SCHOOLS).status_code == 200
    assert refusal(client.get("/readyz"))[2] == "CHANGES_UNCOUNTED"


DYING = """
    import os, sys
    from pathlib import Path
    from models import database, schema_changes
    from models.entry import database as connected

    schema_changes.FOLDER = Path(sys.argv[2])
    database.connect(sys.argv[1])
    counted = 0

    def execute(run):
        def execute_sql(sql, params=None):
            global counted
            counted += 1
            if counted == int(sys.argv[3]):
                print("here", flush=True)
                input()
            return run(sql, params)
        return execute_sql

    connected.obj.execute_sql = execute(connected.obj.execute_sql)
    schema_changes.upgrade()
    print("done", counted, flush=True)
"""
"""Migrates, and waits at a statement of a number to be killed."""


def migrate_until(url, folder, number):
    """Migrate in a process of its own, and kill it before a statement; return what it says."""
    command = [sys.executable, "-c", textwrap.dedent(DYING), url, str(folder), str(number)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=PROJECT, **pipes) as running:
        told = running.stdout.readline()
        running.send_signal(signal.SIGKILL)
    return told


@pytest.fixture
def pending(tmp_path, monkeypatch):
    """A folder of migrations with one that is pending."""
    for path in schema_changes.FOLDER.glob("[0-9]*.py"):
        shutil.copyfile(path, tmp_path / path.name)
    text = "def up(migrator, db):\n    db.execute_sql('CREATE TABLE later (id INTEGER)')\n"
    (tmp_path / "9000_later.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(schema_changes, "FOLDER", tmp_path)
    return tmp_path


def test_a_migration_that_is_killed_anywhere_leaves_all_or_nothing(copy, engine, pending):
    whole = counters()
    connected.obj.close_all()
    for number in (1, 8, 30, 70, 130, 10_000):
        told = migrate_until(copy, pending, number)
        is_done = told.startswith("done")
        assert missing_counters() == []
        assert counters() == whole
        assert ("later" in connected.obj.get_tables()) == is_done
        connected.obj.close_all()
    assert is_done
    schema_changes.require_current()
