"""Slots: how many operations run at a time, who waits, who is refused, and what a slot costs."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from random import Random

import pytest
from conftest import SHOWN_AT, collecting, written
from held_statements import SEARCH, create_app, held

import server
from delivery.edge import rate_limits
from delivery.edge.operation_requests import RequestRefused
from delivery.edge.rate_limits import RateLimits
from delivery.edge.slots import Slots
from delivery.services import services
from delivery.settings import SPARE_THREADS, read_settings, threads
from delivery.wsgi import QUEUED
from models import database

UNLIMITED = RateLimits("", "memory://")


def slots(concurrency, queue, timeout=60, share=1.0):
    return Slots(concurrency, queue, timeout, share, UNLIMITED)


def request(client=1):
    return {"REMOTE_ADDR": f"192.0.2.{client}"}


def refusal(each, environ):
    with pytest.raises(RequestRefused) as refused, each.slot(environ):
        pass
    return refused.value.status, refused.value.code, refused.value.headers


class Asking:
    """Requests in threads of their own, which tell in which order they had a slot, and have it until they are let go."""

    def __init__(self, each):
        self.slots, self.order, self.threads, self.let_go = each, [], [], {}

    def ask(self, name, client=1):
        """Ask for a slot; return when it is taken, or waited for."""
        self.let_go[name] = threading.Event()
        before = len(self.order), len(self.slots.waiting)
        self.threads.append(threading.Thread(target=self.run, args=(name, client)))
        self.threads[-1].start()
        self.until(lambda: (len(self.order), len(self.slots.waiting)) != before)

    def run(self, name, client):
        with self.slots.slot(request(client)):
            self.order.append(name)
            assert self.let_go[name].wait(60)

    def end(self, name, *, gives=True):
        """Let one go, and see that its slot is given to another, if one waits that may have it."""
        before = len(self.order)
        self.let_go[name].set()
        if gives:
            self.until(lambda: len(self.order) > before)

    def until(self, is_so):
        ends = time.monotonic() + 30
        while not is_so():
            assert time.monotonic() < ends
            time.sleep(0.001)


@pytest.fixture
def asking():
    made = []

    def make(*numbers, **more):
        made.append(Asking(slots(*numbers, **more)))
        return made[-1]

    yield make
    for each in made:
        for event in each.let_go.values():
            event.set()
        for thread in each.threads:
            thread.join(30)
        assert not each.slots.taken
        assert not each.slots.waiting


def test_as_many_run_as_there_are_slots_and_others_have_them_in_the_order_in_which_they_came(asking):
    some = asking(2, 10)
    for name in "abcde":
        some.ask(name)
    assert some.order == ["a", "b"]
    some.end("b")
    some.end("a")
    assert some.order == ["a", "b", "c", "d"]
    some.end("c")
    assert some.order == ["a", "b", "c", "d", "e"]


def test_a_client_with_its_share_of_slots_is_passed_by_others(asking):
    some = asking(2, 10, share=0.5)
    for name in ("a1", "a2", "a3"):
        some.ask(name, client=1)
    some.ask("b1", client=2)
    some.ask("b2", client=2)
    some.ask("c1", client=3)
    assert some.order == ["a1", "b1"]
    some.end("b1")
    assert some.order == ["a1", "b1", "b2"]
    some.end("a1")
    assert some.order == ["a1", "b1", "b2", "a2"]
    some.end("b2")
    assert some.order == ["a1", "b1", "b2", "a2", "c1"]


def test_where_as_many_wait_as_may_the_next_is_refused_at_once(asking):
    some = asking(1, 2)
    for name in "abc":
        some.ask(name)
    environ = request(9)
    assert refusal(some.slots, environ) == (503, "SERVER_BUSY", {"Retry-After": "1"})
    assert environ[QUEUED] < 30
    some.end("a")
    some.ask("d")
    assert some.order == ["a", "b"]


def test_a_client_with_its_share_of_the_queue_is_refused_while_others_may_wait(asking):
    some = asking(2, 4, share=0.5)
    for name in ("a1", "a2", "a3"):
        some.ask(name, client=1)
    assert refusal(some.slots, request(1)) == (429, "RATE_LIMITED", {"Retry-After": "1"})
    some.ask("b1", client=2)
    some.ask("b2", client=2)
    assert some.order == ["a1", "b1"]


def test_who_waits_too_long_is_refused_and_leaves_the_queue(asking):
    some = asking(1, 1, timeout=0.01)
    some.ask("a")
    for _ in range(3):
        environ = request()
        assert refusal(some.slots, environ)[:2] == (503, "SERVER_BUSY")
        assert environ[QUEUED] >= 0.01
    assert not some.slots.waiting


def test_a_slot_is_given_back_when_what_runs_in_it_fails():
    each = slots(1, 0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), each.slot(request()):
            _ = 1 / 0
    assert not each.taken


def test_a_client_has_one_slot_at_least_and_networks_are_one_client():
    each = slots(1, 0, share=0.0)
    with each.slot({"REMOTE_ADDR": "2001:db8::1"}):
        assert list(each.taken) == ["2001:db8::/64"]


def test_many_threads_never_have_more_slots_than_there_are():
    each, running, seen = slots(3, 100, share=0.7), [], []

    def work(number):
        random = Random(number)
        for _ in range(50):
            client = random.randrange(4)
            with each.slot(request(client)):
                running.append(client)
                seen.append((len(running), running.count(client)))
                time.sleep(random.random() / 2_000)
                running.remove(client)

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(work, range(12)))
    assert len(seen) == 600
    assert max(total for total, _ in seen) == 3
    assert max(own for _, own in seen) == 2
    assert not each.taken
    assert not each.waiting


def test_a_worker_has_a_thread_for_each_that_runs_or_waits_and_some_more(copy):
    runs = {"sqlite": 2, "postgresql": 4}[copy.partition(":")[0]]
    settings = read_settings({"SUNDIAL_DATABASE_URL": copy})
    assert threads(settings) == runs + 60 + SPARE_THREADS
    settings |= {"SUNDIAL_CONCURRENCY": "7", "SUNDIAL_QUEUE": "0"}
    assert threads(settings) == 7 + SPARE_THREADS


QUERY = "query($slug: String!) { school(slug: $slug) { name } }"
FULL = {"SUNDIAL_CONCURRENCY": "1", "SUNDIAL_QUEUE": "0"}
TYPES = ["application/json", "application/graphql-response+json"]


def body(slug):
    return {"query": QUERY, "variables": {"slug": slug}}


def application_with(url, **settings):
    return server.create_app({"SUNDIAL_DATABASE_URL": url, **FULL, **settings}, clock=lambda: SHOWN_AT)


def lasting(response):
    return {name: value for name, value in response.headers.items() if name not in ("X-Request-Id", "Server-Timing")}


def full(application):
    """Take the only slot, as another request would."""
    return services(application).slots.slot(request(9))


@pytest.mark.parametrize("media_type", TYPES)
@pytest.mark.parametrize("cache", ["64", "0"])
def test_a_refusal_is_the_same_whichever_way_a_request_takes(copy, media_type, cache):
    """Through Flask, past it as one of a known form, or cached and stale."""
    found, headers = [], {"Accept": media_type, "Origin": "http://localhost:5173"}
    for known in (None, "ssci", "seng"):
        application = application_with(copy, SUNDIAL_CACHE=cache)
        client = application.test_client()
        if known:
            assert client.post("/graphql", json=body(known), headers=headers).status_code == 200
        with database.writing():  # what is cached is stale from now on
            database.database.execute_sql("UPDATE school SET slug = slug WHERE slug = 'seng'")
        with full(application):
            response = client.post("/graphql", json=body("seng"), headers=headers)
        found.append((response.status_code, response.data, lasting(response)))
    assert found[0] == found[1] == found[2]
    status, data, described = found[0]
    assert (status, described["Retry-After"], described["Cache-Control"]) == (503, "1", "no-store")
    assert described["Content-Type"].startswith(media_type)
    assert json.loads(data) == {
        "errors": [{"message": "The server is busy. Ask again later.", "extensions": {"code": "SERVER_BUSY"}}]
    }


def test_a_batch_has_one_slot_or_is_refused_as_a_whole(copy):
    application = application_with(copy)
    client = application.test_client()
    answers = client.post("/graphql", json=[body("seng"), body("ssci")]).json
    assert [len(each["data"]) for each in answers] == [1, 1]
    with full(application):
        response = client.post("/graphql", json=[body("seng"), body("sbm")])
    assert (response.status_code, response.headers["Retry-After"]) == (503, "1")
    assert response.json["errors"][0]["extensions"] == {"code": "SERVER_BUSY"}


def test_who_has_spent_what_the_rate_limit_allows_is_refused_before_it_waits(copy):
    for known in (None, "ssci", "seng"):
        application = application_with(
            copy, SUNDIAL_RATE_LIMIT="100 per hour", SUNDIAL_QUEUE="9", SUNDIAL_QUEUE_TIMEOUT="60"
        )
        client, rates = application.test_client(), services(application).rate_limits
        if known:
            assert client.post("/graphql", json=body(known)).status_code == 200
        rates.wait("127.0.0.1", 1_000)
        with full(application):
            assert client.post("/graphql", json=body("seng")).status_code == 429


def test_what_is_cached_and_health_need_no_slot(copy):
    client = application_with(copy).test_client()
    before = client.post("/graphql", json=body("seng"))
    got = client.get("/graphql", query_string={"query": "{ schools { totalCount } }"})
    with full(client.application):
        again = client.post("/graphql", json=body("seng"))
        assert (again.status_code, again.data) == (200, before.data)
        headers = {"If-None-Match": got.headers["ETag"]}
        query = {"query": "{ schools { totalCount } }"}
        assert client.get("/graphql", query_string=query, headers=headers).status_code == 304
        assert client.get("/livez").status_code == client.get("/readyz").status_code == 200
        assert client.get("/graphql", headers={"Accept": "text/html"}).status_code == 200
        assert client.post("/graphql", data="{", content_type="application/json").status_code == 400
        assert client.post("/graphql", json=body("sbm")).status_code == 503
    assert client.post("/graphql", json=body("sbm")).status_code == 200


def test_of_many_that_find_a_response_stale_one_reads_it_again(copy):
    application = application_with(copy, SUNDIAL_QUEUE="8", SUNDIAL_QUEUE_TIMEOUT="60")
    executor, each = services(application).executor, services(application).slots
    assert application.test_client().post("/graphql", json=body("seng")).status_code == 200
    with database.writing():
        database.database.execute_sql("UPDATE school SET slug = slug WHERE slug = 'seng'")
    before = executor.runs
    with ThreadPoolExecutor(3) as pool:
        with full(application):
            asked = [pool.submit(application.test_client().post, "/graphql", json=body("seng")) for _ in range(3)]
            while len(each.waiting) < 3:
                time.sleep(0.001)
        assert {answer.result().status_code for answer in asked} == {200}
    assert executor.runs == before + 1


def test_the_log_and_metrics_tell_who_was_refused_and_who_has_waited(copy):
    application = collecting(application_with(copy, SUNDIAL_METRICS_TOKEN="s3cret"))
    client = application.test_client()
    with full(application):
        client.post("/graphql", json=body("seng"))
        client.post("/graphql", json=body("seng"))
    client.post("/graphql", json=body("seng"))
    lines = [json.loads(line) for line in written(application).splitlines()]
    assert [(line["status"], line.get("codes"), "queue_ms" in line) for line in lines] == [
        (503, ["SERVER_BUSY"], True),
        (503, ["SERVER_BUSY"], True),
        (200, None, False),
    ]
    told = client.get("/metrics", headers={"Authorization": "Bearer s3cret"}).text
    assert 'sundial_errors_total{code="SERVER_BUSY"} 2.0' in told


def test_a_long_time_is_charged_beside_the_cost_and_a_short_one_is_not():
    rates = RateLimits("60000 per hour", "memory://")
    rates.charge_time("192.0.2.1", 0.09)
    rates.charge_time("192.0.2.1", 5.0)
    assert rates.wait("192.0.2.1", 10_000) == 0
    assert 0 < rates.wait("192.0.2.1", 1) <= 3_600
    assert rates.wait("192.0.2.2", 60_000) == 0


def test_a_client_pays_for_the_time_that_its_operation_took(copy, tmp_path, monkeypatch):
    monkeypatch.setattr(rate_limits, "COST_OF_A_SECOND", 1_000_000)
    settings = {"HELD": str(tmp_path / "held"), "SUNDIAL_DATABASE_URL": copy, "SUNDIAL_RATE_LIMIT": "90000 per hour"}
    application = create_app({**settings, "SUNDIAL_STATEMENT_TIMEOUT": "60"})

    def ask(client, text):
        asked = {"query": SEARCH, "variables": {"x": text}}
        return application.test_client().post("/graphql", json=asked, environ_base=request(client)).status_code

    with ThreadPoolExecutor(1) as pool, ExitStack() as holding:
        holding.enter_context(held(copy, tmp_path / "held"))
        slow = pool.submit(ask, 1, "a")
        while not services(application).slots.taken:
            time.sleep(0.001)
        time.sleep(0.2)
        holding.close()
        assert slow.result() == 200
    assert (ask(1, "b"), ask(2, "b")) == (429, 200)
