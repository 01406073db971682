"""A PostgreSQL that hangs, or lies behind a network that drops packets: how long anybody waits for an answer."""

import json
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from urllib.parse import urlsplit

import psutil
import psycopg
import pytest
from conftest import post
from servers import GUNICORN, PROJECT, fetch, free_port, serving

from models import database, schema_changes
from models.errors import DatabaseSilent
from server import create_app

pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)

TIMEOUT = 1
SCHOOLS = "{ schools(first: 3) { nodes { slug } } }"
SETTINGS = {"SUNDIAL_STATEMENT_TIMEOUT": str(TIMEOUT), "SUNDIAL_REQUEST_LOG": "off"}


class Network:
    """Carries bytes between a port of its own and a unix socket, or loses them while it *is_dropping*."""

    def __init__(self, path):
        self.path, self.is_dropping, self.sockets, self.threads = path, False, [], []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.run(self.accept)

    def run(self, *what):
        self.threads.append(threading.Thread(target=what[0], args=what[1:]))
        self.threads[-1].start()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            self.sockets += (near, far)
            if not self.is_dropping:
                far.connect(self.path)
                self.run(self.carry, near, far)
                self.run(self.carry, far, near)

    def carry(self, one, other):
        """Carry what comes from one side; what is lost once is lost, and its connection with it."""
        with suppress(OSError):
            while sent := one.recv(65_536):
                if self.is_dropping:
                    return
                other.sendall(sent)
            other.shutdown(socket.SHUT_WR)

    def close(self):
        """End it: who waits in another thread is woken up first."""
        for each in [self.listener, *self.sockets]:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join()
        for each in [self.listener, *self.sockets]:
            each.close()


@contextmanager
def network(url):
    """A server's address behind a network."""
    parts = urlsplit(url)
    with closing(Network(f"{parts.query.removeprefix('host=')}/.s.PGSQL.5432")) as carrier:
        yield carrier, f"postgresql://postgres@127.0.0.1:{carrier.port}{parts.path}"


@contextmanager
def stopped(server):
    """Stop all processes of a PostgreSQL for a while."""
    main = psutil.Process(server.get_pid())
    family = [main, *main.children(recursive=True)]
    for each in family:
        each.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for each in family:
            each.send_signal(signal.SIGCONT)


def timed(address, query=None):
    """Ask; return the status, what came, and the seconds until it came."""
    started = time.monotonic()
    body = None if query is None else json.dumps({"query": query}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            status, answer = response.status, response.read()
    except urllib.error.HTTPError as error:
        status, answer = error.code, error.read()
    return status, json.loads(answer), time.monotonic() - started


def hold_out(address, seconds):
    """Ask from eight sides at once, for a time in which the database says nothing; return what `/livez` waited."""
    until, lives = time.monotonic() + seconds, []

    def ask(number):
        asked = []
        while time.monotonic() < until:
            asked.append(
                timed(f"{address}/graphql", SCHOOLS if number % 2 else f"{{ n{number}: schools {{ totalCount }} }}")
            )
            time.sleep(0.02)
        return asked

    with ThreadPoolExecutor(8) as clients:
        running = [clients.submit(ask, number) for number in range(8)]
        while time.monotonic() < until:
            status, answer, waited = timed(f"{address}/livez")
            assert (status, answer) == (200, {"status": "ok"})
            lives.append(waited)
            time.sleep(0.05)
        answers = [answer for each in running for answer in each.result()]
    assert {status for status, *_ in answers} == {503}
    assert {error["extensions"]["code"] for _, answer, _ in answers for error in answer["errors"]} == {
        "SERVICE_UNAVAILABLE"
    }
    assert max(waited for *_, waited in answers) < TIMEOUT + 1
    assert sum(waited > 0.5 for *_, waited in answers) <= 16  # those who were there first; nobody waits behind them
    status, answer, waited = timed(f"{address}/readyz")
    assert (status, answer["errors"][0]["extensions"]["cause"]) == (503, "DATABASE_SILENT")
    assert waited < 0.5
    return max(lives)


def heal(address):
    """Ask until there is an answer; return the seconds that it took."""
    started = time.monotonic()
    while timed(f"{address}/graphql", SCHOOLS)[0] != 200:
        assert time.monotonic() - started < 10
        time.sleep(0.02)
    return time.monotonic() - started


@contextmanager
def warm(url):
    """A server that has answered on all of its threads."""
    with serving(url, **SETTINGS) as (address, _):
        fetch(f"{address}/graphql", {"query": SCHOOLS})
        with ThreadPoolExecutor(8) as clients:
            assert {status for status, *_ in clients.map(timed, [f"{address}/graphql"] * 16, [SCHOOLS] * 16)} == {200}
        yield address


def test_while_the_server_is_stopped_all_are_refused_in_time_and_a_second_later_all_is_well(engine, loaded):
    with warm(engine.create(loaded)) as address:
        with stopped(engine.server):
            assert hold_out(address, 4) < 1
        assert heal(address) < 1
        assert timed(f"{address}/readyz")[0] == 200


def test_while_the_network_drops_packets_the_same_holds(engine, loaded):
    with network(engine.create(loaded)) as (carrier, url), warm(url) as address:
        carrier.is_dropping = True
        assert hold_out(address, 4) < 1
        carrier.is_dropping = False
        assert heal(address) < 1
        assert timed(f"{address}/readyz")[0] == 200


def test_the_process_lives_while_every_thread_waits_for_a_lock(engine, loaded):
    url = engine.create(loaded)
    with serving(url, SUNDIAL_STATEMENT_TIMEOUT="3") as (address, _), psycopg.connect(url) as other:
        fetch(f"{address}/graphql", {"query": SCHOOLS})
        other.execute("LOCK TABLE school IN ACCESS EXCLUSIVE MODE")
        with ThreadPoolExecutor(4) as clients:
            waiting = [
                clients.submit(timed, f"{address}/graphql", f"{{ n{n}: schools {{ totalCount }} }}") for n in range(4)
            ]
            time.sleep(0.5)
            status, _, waited = timed(f"{address}/livez")
            assert (status, waited < 1) == (200, True)
            assert not any(each.done() for each in waiting)
            other.rollback()
            assert {each.result()[0] for each in waiting} == {200}


def test_a_known_request_that_times_out_is_not_run_once_more(copy):
    client = create_app({"SUNDIAL_DATABASE_URL": copy, **SETTINGS}).test_client()
    post(client, SCHOOLS)
    with psycopg.connect(copy) as other:
        other.execute("UPDATE school SET slug = slug WHERE slug = 'seng'")
        other.commit()
        other.execute("LOCK TABLE school IN ACCESS EXCLUSIVE MODE")
        started = time.monotonic()
        response = client.post("/graphql", json={"query": SCHOOLS})
        assert time.monotonic() - started < TIMEOUT + 1
    assert response.status_code == 503
    assert response.json["errors"][0]["extensions"]["code"] == "OPERATION_TIMED_OUT"
    assert "errors" not in post(client, SCHOOLS)


def test_connecting_to_a_silent_server_ends_and_so_does_starting_to_serve(engine, loaded):
    with network(engine.create(loaded)) as (carrier, url):
        carrier.is_dropping = True
        with database.entered(database.open_database(url, TIMEOUT)):
            started = time.monotonic()
            with pytest.raises(DatabaseSilent, match="it does not answer"):
                schema_changes.require_current()
            assert time.monotonic() - started < TIMEOUT + 1
            with pytest.raises(DatabaseSilent):  # at once: the breaker is open
                schema_changes.require_current()
            assert time.monotonic() - started < TIMEOUT + 1
        environment = {**os.environ, "SUNDIAL_DATABASE_URL": url, "PORT": free_port(), **SETTINGS}
        done = subprocess.run(
            GUNICORN, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=30
        )
    assert done.returncode == 1
    assert "it does not answer" in done.stderr
    assert "Traceback" not in done.stderr
