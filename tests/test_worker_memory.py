"""The memory of a worker: a real one, which is sent requests of all kinds, no two the same, keeps below what is stated.

`SUNDIAL_MEMORY` says how many; `make attack` sends 10,000 of them beside others.
"""

import os
import re

from conftest import connection_to
from servers import PROJECT

from benchmarks.attack import MOST_RESIDENT, serving
from benchmarks.attack_floods import Flood, flooded, mixed
from models import sqlite_connections
from models.database import connection
from models.entry import database

REQUESTS = int(os.environ.get("SUNDIAL_MEMORY", "300"))


def test_different_requests_leave_the_memory_of_a_worker_bounded(engine, loaded, request):
    from conftest import REMARKS

    with serving(engine.create(loaded)) as server:
        found = flooded(server, Flood("mixed", mixed, REQUESTS))
    request.config.stash[REMARKS].append(
        f"{REQUESTS} different requests on {engine.name}: a worker of {found.before:.0f} MB had {found.at_most:.0f} MB"
        f" at most, {found.after:.0f} MB at the end"
    )
    assert found.status in (200, 413)
    assert 20 < found.before < found.at_most < MOST_RESIDENT


def test_the_bound_is_the_one_that_is_documented():
    text = (PROJECT / "docs" / "security.md").read_text(encoding="utf-8")
    [stated] = re.findall(r"A worker stays below (\d+) MB", text)
    assert int(stated) == MOST_RESIDENT


def test_a_connection_of_sqlite_that_prepared_much_is_closed(engine, loaded, monkeypatch):
    def used(*statements):
        with connection():
            for each in statements:
                assert database.execute_sql(each).fetchone() == (1,)
            return id(database.connection()), database.connection()

    monkeypatch.setattr(sqlite_connections, "MOST_CHARACTERS", 1_000)
    with connection_to(engine.create(loaded)):
        first = used("SELECT 1")
        assert used(*["SELECT 1" + " " * 500] * 5) == first
        assert used("SELECT 1" + " " * 501) == first
        assert (used("SELECT 1") == first) == (engine.name == "postgresql")
