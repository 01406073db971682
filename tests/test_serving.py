"""Serving: a real gunicorn on a loopback port, as `make serve` runs it."""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from conftest import PLAIN, connection_to, name_of, post
from deployed import OnSocket, ask
from servers import GUNICORN, PROJECT, fetch, free_port, serving

from delivery.execution.documents import document
from models import schema_changes
from server import create_app


@pytest.fixture
def database(engine, loaded):
    return engine.create(loaded)


def test_gunicorn_serves_the_whole_homepage_and_says_how_to_ask(database):
    with serving(database, WEB_CONCURRENCY="2") as (address, lines):
        body = {"query": document("homepage"), "variables": {"asOf": "2026-01-02T09:00:00+08:00"}}
        answer = json.loads(fetch(f"{address}/graphql", body))
    assert "errors" not in answer
    assert len(answer["data"]["homepage"]["sdgs"]["items"]) == 17
    told = "".join(lines)
    assert f"Sundial serves {address}/graphql" in told
    assert len(set(re.findall(r"Booting worker with pid: (\d+)", told))) == 2


def test_gunicorn_listens_on_a_socket_instead_and_says_so(database, tmp_path):
    with serving(database, SOCKET=str(tmp_path / "socket")) as (address, lines):
        answer = ask(OnSocket(tmp_path / "socket"), "/graphql", {"query": "{ __typename }"})
        with pytest.raises(ConnectionRefusedError):
            ask(HTTPConnection(urlsplit(address).netloc), "/livez")
    assert answer.json["data"] == {"__typename": "Query"}
    assert f"  curl --unix-socket {tmp_path}/socket http://localhost/graphql " in "".join(lines)


def test_the_suggested_first_query_gives_an_answer(database):
    with serving(database) as (address, lines):
        body = json.loads(re.search(r"curl .* -d '(.*)'\n", "".join(lines)).group(1))
        answer = json.loads(fetch(f"{address}/graphql", body))
    assert answer["data"]["homepage"]["news"]["items"][0]["title"].startswith("HKUST Commences")


def test_a_browser_gets_graphiql_with_the_homepage_ready_to_run(client):
    page = client.get("/graphql", headers={"Accept": "text/html"}).text
    assert json.dumps("2026-01-02T09:00:00+08:00") in page
    assert "query Homepage($locale: Locale," in page


def test_a_silent_connection_does_not_hold_up_others(database):
    with serving(database) as (address, _):
        fetch(f"{address}/graphql", {"query": "{ __typename }"})
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))):
            started = time.monotonic()
            fetch(f"{address}/graphql", {"query": "{ __typename }"})
            assert time.monotonic() - started < 5


def test_serving_a_database_without_tables_says_what_to_do(engine):
    environment = {**os.environ, "SUNDIAL_DATABASE_URL": engine.create(), "PORT": free_port()}
    done = subprocess.run(
        GUNICORN, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "Run: flask --app server migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_loses_its_tables_is_an_error_without_details(copy, caplog):
    from server import create_app

    client = create_app({"SUNDIAL_DATABASE_URL": copy}).test_client()
    schema_changes.downgrade("0001_content")
    answer = post(client, "{ schools { totalCount } }")
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["SERVICE_UNAVAILABLE"]
    assert "table" not in json.dumps(answer)
    assert "Run: flask --app server migrate" in caplog.text


@pytest.fixture
def missing(engine, loaded, tmp_path):
    """The address of a database that is not there, and what puts it there."""
    if engine.name == "sqlite":
        path = tmp_path / "missing" / "folder.db"
        yield (
            f"sqlite:///{path}",
            lambda: (path.parent.mkdir(), shutil.copyfile(loaded.removeprefix("sqlite:///"), path)),
        )
    else:
        made = f'CREATE DATABASE "missing/folder.db" TEMPLATE {name_of(loaded)}'
        yield engine.server.get_uri(database="missing/folder.db"), lambda: engine.execute(made)
        engine.execute('DROP DATABASE "missing/folder.db" WITH (FORCE)')


def test_a_database_that_is_gone_is_503_without_details(missing, caplog):
    url, make = missing
    with connection_to(url):
        client = create_app({"SUNDIAL_DATABASE_URL": url, "SUNDIAL_REQUEST_LOG": "off"}).test_client()
        response = client.post("/graphql", json={"query": "{ schools { totalCount } }"})
        make()
        assert "errors" not in post(client, "{ schools { totalCount } }")
    assert response.status_code == 503
    assert [error["extensions"]["code"] for error in response.json["errors"]] == ["SERVICE_UNAVAILABLE"]
    assert "missing/folder.db" not in response.text
    assert "missing/folder.db" in caplog.text


def test_connections_that_the_server_closed_are_replaced(engine, copy):
    if engine.name != "postgresql":
        pytest.skip("SQLite has no server")
    client, query = create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}).test_client(), "{ schools { totalCount } }"
    before = post(client, query)
    ended = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name_of(copy)}'"
    assert engine.execute(ended).rowcount > 0
    assert post(client, query) == before
