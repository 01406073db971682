"""Databases that are put back: a backup restored under a running server, and servers of which one lags behind.

No answer is given that the database does not hold.
"""

import logging
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

import psycopg
import pytest
from conftest import SHOWN_AT
from deployed import ask
from servers import serving

import models
from models import database
from models.instants import to_microseconds
from models.revisions import Revision
from server import create_app

TAGS = '{ tags(where: { slug: { startsWith: "donation" } }) { nodes { slug } } }'
SECOND = 1_000_000


def execute(url, *texts):
    """Run statements in one transaction, as another program does."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(path(url))) as connection, connection:
            for text in texts:
                connection.execute(text)
    else:
        with psycopg.connect(url) as connection:
            for text in texts:
                connection.execute(text)


def edit(url, slug):
    execute(url, f"UPDATE tag SET slug = '{slug}' WHERE slug LIKE 'donation%'")


def path(url):
    return url.removeprefix("sqlite:///")


class Backup:
    """A backup of a SQLite database, through SQLite's own way of copying one that is in use."""

    def __init__(self, engine, url, folder):
        self.url, self.file = url, folder / "backup"
        self.copy(path(url), self.file)

    def restore(self):
        self.copy(self.file, path(self.url))

    def copy(self, source, target):
        with closing(sqlite3.connect(source)) as opened, closing(sqlite3.connect(target)) as copied:
            opened.backup(copied)


class Dump:
    """A backup of a PostgreSQL database by `pg_dump`, which `pg_restore` puts in place of its tables."""

    replacing = ("--clean", "--if-exists", "--single-transaction")

    def __init__(self, engine, url, folder):
        self.url, self.file, self.programs = url, folder / "backup", engine.server.bin_path
        subprocess.run([self.programs / "pg_dump", "--format=custom", f"--file={self.file}", url], check=True)

    def restore(self):
        self.restore_into(self.url, *self.replacing)

    def restore_into(self, url, *options):
        subprocess.run([self.programs / "pg_restore", *options, f"--dbname={url}", self.file], check=True)


class DumpOfContent(Dump):
    """The same, of which only rows are put back, into tables that were emptied."""

    def restore(self):
        with psycopg.connect(self.url) as connection:
            tables = connection.execute(
                "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = 'public'"
            )
            connection.execute("ALTER TABLE access_change DISABLE TRIGGER USER")  # which keep the journal
            connection.execute(f"TRUNCATE {tables.fetchone()[0]}")
            connection.execute("ALTER TABLE access_change ENABLE TRIGGER USER")
            connection.execute("TRUNCATE revision")  # into which the triggers of the others have written
        self.restore_into(self.url, "--data-only", "--disable-triggers")


class OtherDatabase(Dump):
    """The same, of which another database is made that takes the name of the first; its connections end."""

    def restore(self):
        name = urlsplit(self.url).path.removeprefix("/")
        with psycopg.connect(self.url.replace(f"/{name}", "/postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}_other TEMPLATE template0")
            self.restore_into(self.url.replace(f"/{name}", f"/{name}_other"))
            connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
            connection.execute(f"DROP DATABASE {name}")
            connection.execute(f"ALTER DATABASE {name}_other RENAME TO {name}")


WAYS = [("sqlite", Backup), ("postgresql", Dump), ("postgresql", DumpOfContent), ("postgresql", OtherDatabase)]


@pytest.mark.parametrize(("engine", "backup"), WAYS, indirect=["engine"])
def test_after_a_backup_is_restored_nothing_is_answered_of_what_was_lost(engine, loaded, backup, tmp_path):
    url = engine.create(loaded)
    with serving(url) as (address, _):

        def slug(**headers):
            connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
            answer = ask(connection, f"/graphql?query={quote(TAGS)}", **headers)
            assert answer.status == 200
            return answer.json["data"]["tags"]["nodes"][0]["slug"], answer.headers["ETag"]

        made = backup(engine, url, tmp_path)
        for is_asked_between in (False, True):
            edit(url, "donation-lost")
            lost, tag = slug()
            assert lost == "donation-lost"
            assert slug() == (lost, tag)
            made.restore()
            if is_asked_between:
                assert slug(If_None_Match=tag)[0] == "donation"
            edit(url, "donation-new")
            assert slug(If_None_Match=tag)[0] == "donation-new"
            assert slug(If_None_Match=tag)[0] == "donation-new"


@contextmanager
def each_statement_on_another(servers):
    """Let every statement that the server issues find the next of some states, which a replica and another may have."""
    turns = iter(servers)

    class Router(logging.Handler):
        def emit(self, record):
            if str(record.msg[0]).startswith("SELECT"):
                next(turns, lambda: None)()

    logger, router = logging.getLogger("peewee"), Router()
    logger.addHandler(router)
    logger.setLevel(logging.DEBUG)
    try:
        yield turns
    finally:
        logger.removeHandler(router)
        logger.setLevel(logging.NOTSET)


def states(url, edits):
    """Return what puts the database into the states of before and after some edits, revision and all."""

    def state():
        with database.connection():
            tag = models.Tag.get(models.Tag.slug.startswith("donation"))
            return tag.slug, tag.live_until, Revision["Tag"].number

    def put(slug, live_until, number):
        execute(
            url,
            f"UPDATE tag SET slug = '{slug}', live_until = {live_until} WHERE slug LIKE 'donation%'",
            f"UPDATE revision SET number = {number} WHERE type = 'Tag'",
        )

    before = state()
    execute(url, edits)
    after = state()
    assert before[2] != after[2]
    return lambda: put(*before), lambda: put(*after)


EDITS = {
    "another slug": ("UPDATE tag SET slug = 'donation-new' WHERE slug = 'donation'", ["donation-new"]),
    "an end": (f"UPDATE tag SET live_until = {to_microseconds(SHOWN_AT) + SECOND} WHERE slug = 'donation'", []),
}


@pytest.mark.parametrize("first", [0, 1], ids=["lagging first", "lagging second"])
@pytest.mark.parametrize(("edits", "shown"), EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("is_known", [False, True], ids=["met", "known"])
def test_what_servers_that_differ_answer_is_not_kept_beyond_that(copy, edits, shown, first, is_known):
    now = [SHOWN_AT]
    client = create_app(
        {"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_REQUEST_LOG": "off"}, clock=lambda: now[0]
    ).test_client()

    def slugs():
        answer = client.get("/graphql", query_string={"query": TAGS}).json["data"]
        return [node["slug"] for node in answer["tags"]["nodes"]]

    if is_known:
        assert slugs() == ["donation"]
    lagging, current = states(copy, edits)
    turns = ([lagging, current] * 9)[first:]
    with each_statement_on_another(turns):
        slugs()
        slugs()
    current()
    now[0] += timedelta(seconds=2)
    assert slugs() == shown
    assert slugs() == shown
