"""What changes while the deployed pair is asked: workers, configurations and content; nobody is to notice but by the
new content."""

import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from itertools import count, cycle
from pathlib import Path
from threading import Event

import psycopg
import pytest
from conftest import REMARKS, connection_to
from deployed import ANOTHER_CLOCK, WORKERS, deployed, wait_until

import models
from models import database
from models.instants import FOREVER

CLIENTS = 4
TOKEN = "a token of these tests"
TAGS = {"query": "{ tags { totalCount nodes { slug } } }"}
BY_GET = "/graphql?query={tags{totalCount,nodes{slug}}}"
RENAMED = f"{BY_GET}&for=renamed"

on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


PAUSE = 0.01
"""Seconds between an answer and a client's next request."""


@contextmanager
def asked_all_the_time(pair):
    """Let clients ask, each request on a connection of its own; the answers must all be whole.

    Yields the time that each request took.
    """
    over, times, failures = Event(), [], []

    def keep_asking(client):
        for number in count():
            if over.is_set():
                return
            started = time.monotonic()
            try:
                answer = pair.get(f"{BY_GET}&n={client}-{number}") if (client + number) % 2 else pair.post(TAGS)
                if answer.status != 200 or answer.json["data"]["tags"]["totalCount"] != 8:
                    failures.append((answer.status, answer.body))
            except (OSError, HTTPException, ValueError) as error:
                failures.append(error)
            times.append(time.monotonic() - started)
            time.sleep(PAUSE)

    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [pool.submit(keep_asking, number) for number in range(CLIENTS)]
        try:
            yield times
        finally:
            over.set()
    assert [client.result() for client in clients] == [None] * CLIENTS
    assert failures == []


def wait_for_more(times, more=50):
    enough = len(times) + more
    wait_until(lambda: len(times) >= enough)


def reload_gunicorn(pair):
    """Reload it; wait until there are new workers, and none of the old ones."""
    old = set(pair.booted())
    pair.gunicorn.send_signal(signal.SIGHUP)
    wait_until(lambda: old <= set(re.findall(r"Worker exiting \(pid: (\d+)\)", pair.log())))
    wait_until(lambda: len(set(pair.booted()) - old) == WORKERS)


def nginx_workers(pair):
    return set(Path(f"/proc/{pair.nginx.pid}/task/{pair.nginx.pid}/children").read_text(encoding="ascii").split())


def remark(request, what, times):
    request.config.stash[REMARKS].append(
        f"{what}: {len(times)} requests by {CLIENTS} clients, none failed, the longest took {max(times) * 1_000:.0f} ms"
    )


@on_sqlite
def test_no_request_fails_while_gunicorn_and_nginx_are_reloaded(engine, loaded, request):
    with deployed(engine.create(loaded)) as pair, asked_all_the_time(pair) as times:
        wait_for_more(times)
        reload_gunicorn(pair)
        old = nginx_workers(pair)
        pair.reload_nginx()
        wait_until(lambda: not old & nginx_workers(pair))
        wait_for_more(times)
        reload_gunicorn(pair)
        wait_for_more(times)
    remark(request, "two reloads of gunicorn and one of nginx", times)


@on_sqlite
def test_no_request_fails_while_gunicorn_is_restarted_on_its_socket(engine, loaded, request):
    with deployed(engine.create(loaded)) as pair, asked_all_the_time(pair) as times:
        wait_for_more(times)
        pair.gunicorn.terminate()
        assert pair.gunicorn.wait(60) == 0
        pair.start_gunicorn()
        wait_for_more(times)
    remark(request, "a restart of gunicorn", times)


@on_postgresql
def test_what_is_in_flight_when_gunicorn_ends_is_answered(engine, loaded):
    url = engine.create(loaded)
    with (
        # of one worker: another might still wait for the table with the documents that it runs first
        deployed(url, WEB_CONCURRENCY="1", SUNDIAL_STATEMENT_TIMEOUT="30", SUNDIAL_CLIENT_SHARE="100") as pair,
        ThreadPoolExecutor(CLIENTS) as pool,
    ):
        with psycopg.connect(url) as other, psycopg.connect(url, autocommit=True) as watching:
            other.execute("LOCK TABLE revision IN ACCESS EXCLUSIVE MODE")
            asked = [pool.submit(pair.post, TAGS) for _ in range(CLIENTS)]
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'revision'::regclass"
            wait_until(lambda: watching.execute(waiting).fetchone() == (CLIENTS,))
            pair.gunicorn.terminate()
            wait_until(lambda: "Handling signal: term" in pair.log())
        assert [each.result().json["data"]["tags"]["totalCount"] for each in asked] == [8] * CLIENTS
        assert pair.gunicorn.wait(60) == 0


@on_sqlite
def test_nobody_there_is_said_in_json_at_once(engine, loaded):
    with deployed(engine.create(loaded)) as pair:
        pair.gunicorn.terminate()
        pair.gunicorn.wait(60)
        pair.listener.close()
        for answer in (pair.post(TAGS), pair.get(BY_GET)):
            assert answer.status == 502
            assert answer.json["errors"][0]["extensions"] == {"code": "SERVICE_UNAVAILABLE"}
            assert answer.headers["Retry-After"]


def counted(pair):
    """Return the requests that Prometheus is told of."""
    text = pair.direct("/metrics", Authorization=f"Bearer {TOKEN}").body.decode()
    return sum(float(value) for value in re.findall(r"^sundial_requests_total\{.*\} (\S+)$", text, re.MULTILINE))


@on_sqlite
def test_what_workers_counted_stays_when_they_end_and_goes_with_gunicorn(engine, loaded):
    with deployed(engine.create(loaded), SUNDIAL_METRICS_TOKEN=TOKEN) as pair:
        for _ in range(20):
            pair.direct(body=TAGS)
        before = counted(pair)
        assert before >= 20
        reload_gunicorn(pair)
        assert counted(pair) > before
        assert len(list((pair.folder / "run").glob("sundial-metrics-*"))) == 1
        pair.gunicorn.terminate()
        assert pair.gunicorn.wait(60) == 0
        assert list((pair.folder / "run").glob("sundial-metrics-*")) == []
        assert "Traceback" not in pair.log()


def rename(slug):
    """Give a tag another slug; when this returns, that is what there is."""
    with database.writing():
        models.Tag.update(slug=slug).where(models.Tag.slug.startswith("donation")).execute()


def slug_in(answer):
    (slug,) = [node["slug"] for node in answer.json["data"]["tags"]["nodes"] if node["slug"].startswith("donation")]
    return slug


def busy_workers(pair):
    """Return the workers that have answered requests."""
    from prometheus_client.mmap_dict import MmapedDict

    files = (pair.folder / "run").glob("sundial-metrics-*/counter_*.db")
    return {
        file.name
        for file in files
        if any('"sundial_requests_total"' in key for key, *_ in MmapedDict.read_all_values_from_file(str(file)))
    }


def test_no_worker_gives_an_answer_of_before_a_write(engine, loaded):
    url = engine.create(loaded)
    with (
        deployed(url, SUNDIAL_METRICS_TOKEN=TOKEN) as pair,
        connection_to(url),
        ThreadPoolExecutor(2 * CLIENTS) as pool,
    ):
        for _ in range(500):  # until the second worker has started, too
            if len(busy_workers(pair)) == WORKERS:
                break
            list(pool.map(pair.direct, [BY_GET] * CLIENTS))
        for number in range(20):
            rename(f"donation-{number}")
            asked = [
                pool.submit(pair.direct, BY_GET if each % 2 else "/graphql", None if each % 2 else TAGS)
                for each in range(20)
            ]
            assert {slug_in(each.result()) for each in asked} == {f"donation-{number}"}
        assert len(busy_workers(pair)) == WORKERS


def watched(ask, until):
    """Ask until an instant; return when each request was sent and answered, and the answer."""
    found = []
    while time.time() < until:
        sent = time.time()
        answer = ask()
        found.append((sent, time.time(), answer))
        time.sleep(0.01)
    return found


@on_sqlite
@pytest.mark.parametrize("ahead", [0, 40, -40])
def test_no_copy_outlives_what_it_shows_and_there_are_copies_whatever_the_clocks_say(engine, loaded, ahead):
    url, longest = engine.create(loaded), 3
    settings = {"SUNDIAL_MAX_AGE": str(longest), "SECONDS_AHEAD": str(ahead)}
    with deployed(url, application=[ANOTHER_CLOCK], **settings) as pair, connection_to(url):
        made = parsedate_to_datetime(pair.get("/livez").headers["Date"]).timestamp()
        assert abs(made - ahead - time.time()) < 2
        shows_at_its_instant(pair, ahead)
        shows_within(pair, longest)


def shows_at_its_instant(pair, ahead):
    """Let a tag end at an instant by the clock of the server, and look at copies before and what is there after it."""
    instant = time.time() + 4.5
    with database.writing():
        until = round((instant + ahead) * 1_000_000)
        assert models.Tag.update(live_until=until).where(models.Tag.slug == "donation").execute() == 1
    ways = cycle([pair.get, pair.direct])
    found = watched(lambda: next(ways)(BY_GET), instant + 1)
    totals = [(sent, answered, answer.json["data"]["tags"]["totalCount"]) for sent, answered, answer in found]
    assert {total for _, answered, total in totals if answered < instant} == {8}
    assert {total for sent, _, total in totals if sent >= instant} == {7}
    assert "HIT" in {answer.cache for _, answered, answer in found if answered < instant}


def shows_within(pair, longest):
    """Write, while a copy is there, and look at what is there after the seconds that it may be kept."""
    with database.writing():
        models.Tag.update(live_until=FOREVER).where(models.Tag.slug == "donation").execute()
    pair.get(RENAMED)
    rename("donation-2")
    written = time.time()
    found = watched(lambda: pair.get(RENAMED), written + longest + 2)
    assert {slug_in(answer) for sent, _, answer in found if sent > written + longest + 0.5} == {"donation-2"}
    assert {answer.cache for *_, answer in found} >= {"HIT"}
