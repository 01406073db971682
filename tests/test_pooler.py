"""PostgreSQL behind PgBouncer in transaction mode: each transaction may run in another session than the one before."""

import json
import os
import random
import re
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from conftest import PLAIN, SHOWN_AT, connection_to
from pooler import pooled
from servers import GUNICORN, PROJECT, fetch, free_port, serving

from delivery.services import services
from models import database
from models.entry import database as connected
from models.errors import DatabaseUnreachable, SettingsLost, StatementTimedOut
from server import create_app

pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)

TYPES = ("schools", "departments", "degrees", "programs", "newsStories", "tags", "awards", "events", "sdgs", "rankings")
QUERIES = [f"{{ {name}(first: {size}) {{ totalCount nodes {{ slug id }} }} }}" for name in TYPES for size in (1, 2, 5)]
QUERIES += ["{ __schema { queryType { name } } a: schools { totalCount } }"]  # of the executor, in a transaction
ROUNDS, THREADS = 1_200, 6


@pytest.fixture
def behind(engine, loaded):
    """The address of a loaded database behind the pooler, and the one past it."""
    url = engine.create(loaded)
    with pooled(url) as address:
        yield address, url


def application(address, **settings):
    return create_app({"SUNDIAL_DATABASE_URL": address, **PLAIN, **settings}, clock=lambda: SHOWN_AT)


def answer(app, query):
    response = app.test_client().post("/graphql", json={"query": query})
    return response.status_code, response.data


def asked_at_once(app):
    """Ask many operations of many types from several threads; return each query with its status and answer."""
    chosen = random.Random(1).choices(QUERIES, k=ROUNDS)
    with ThreadPoolExecutor(THREADS) as threads:
        return list(zip(chosen, threads.map(lambda query: answer(app, query), chosen), strict=True))


def right(url):
    """Return the answers of the server itself."""
    with connection_to(url):
        app = application(url)
        return {query: answer(app, query) for query in QUERIES}


def without_validity(body):
    """Leave out from when to when an answer is valid, which is said with the cache on."""
    return re.sub(rb',"validFrom":[^,}]*,"validUntil":[^,}]*', b"", body)


@pytest.mark.parametrize("cache", ["0", "64"])
def test_every_answer_is_that_of_its_operation(behind, cache):
    address, url = behind
    expected = right(url)
    assert {status for status, _ in expected.values()} == {200}
    assert len({data for _, data in expected.values()}) == len(QUERIES)
    with connection_to(url):
        app = application(address, SUNDIAL_CACHE=cache)
        for query, answered in asked_at_once(app):
            assert (answered[0], without_validity(answered[1])) == expected[query]
        with connected.entered(services(app).database), database.connection():
            assert connected.connection().is_pooled


def test_where_it_is_said_that_the_pooler_keeps_statements_apart_and_it_does_not_no_answer_is_another_s(behind):
    address, url = behind
    expected = right(url)
    with connection_to(url):
        answers = asked_at_once(application(address, SUNDIAL_PREPARED_STATEMENTS="always"))
    kinds = Counter("right" if each == expected[query] else each[0] for query, each in answers)
    assert kinds.keys() == {"right", 503}


def test_statements_run_under_their_settings_and_nobody_else_s_do(behind):
    address, url = behind
    with connection_to(url):
        database.connect(address, 1)
        database.require_settings()
        with database.connection():
            for _ in range(20):
                rows = connected.execute_sql("SELECT current_setting('statement_timeout'), current_setting('jit')")
                assert rows.fetchone() == ("1s", "off")
            with pytest.raises(StatementTimedOut), database.reachable():
                connected.execute_sql("SELECT pg_sleep(3)")
        with database.snapshot():
            rows = connected.execute_sql("SELECT current_setting('statement_timeout'), current_setting('jit')")
            assert rows.fetchone() == ("1s", "off")
    with psycopg.connect(address, autocommit=True) as other:
        assert {other.execute("SHOW statement_timeout").fetchone() for _ in range(20)} == {("0",)}


def test_a_direct_connection_makes_its_settings_once_and_prepares_statements(engine, loaded):
    url = engine.create(loaded)
    with connection_to(url):
        database.connect(url, 1)
        database.require_settings()
        with database.connection():
            connection = connected.connection()
            for _ in range(7):
                database.fetch_row("SELECT $1::int::text || current_setting('statement_timeout')", (1,))
            assert not connection.is_pooled
            found = (
                "SELECT name, generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1%'"
            )
            ((name, *plans),) = connection.execute(found).fetchall()
            assert name.startswith("sundial_")
            assert plans == [6, 0]


def test_a_pooler_that_takes_no_startup_parameters_is_served_from(behind):
    address, _ = behind  # it is not told to ignore any
    with serving(address, SUNDIAL_REQUEST_LOG="off") as (server, _):
        found = json.loads(fetch(f"{server}/graphql", {"query": "{ schools { totalCount } }"}))
    assert found["data"]["schools"]["totalCount"] == 9


def refused(url, **settings):
    """Start a server, which must refuse; return what it says."""
    environment = {**os.environ, "SUNDIAL_DATABASE_URL": url, "PORT": free_port(), **settings}
    done = subprocess.run(
        GUNICORN, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_pooler_without_transactions_is_refused(engine, loaded):
    url = engine.create(loaded)
    with pooled(url, mode="statement") as address:
        assert "transaction blocks not allowed in statement pooling mode" in refused(address)


def test_a_database_on_which_settings_do_not_hold_is_refused(engine, loaded):
    url = engine.create(loaded)
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("CREATE SCHEMA odd")
        body = "$$ SELECT $2 $$"
        other.execute(f"CREATE FUNCTION odd.set_config(text, text, boolean) RETURNS text LANGUAGE sql AS {body}")
        other.execute(f"ALTER DATABASE {other.info.dbname} SET search_path = public, odd, pg_catalog")
    with connection_to(url):
        database.connect(url, 1)
        with pytest.raises(SettingsLost) as caught:
            database.require_settings()
    assert isinstance(caught.value, DatabaseUnreachable)
    assert "jit was set to off, and statements see on" in str(caught.value)
    assert "jit was set to off, and statements see on" in refused(url)
