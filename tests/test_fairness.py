"""Fairness: a real gunicorn whose slots are taken and whose queue is full answers what needs no slot."""

import json
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from held_statements import APPLICATION, SEARCH, held
from servers import serving

from delivery.execution.documents import document

SETTINGS = {
    "SUNDIAL_CONCURRENCY": "2",
    "SUNDIAL_QUEUE": "4",
    "SUNDIAL_QUEUE_TIMEOUT": "60",
    "SUNDIAL_STATEMENT_TIMEOUT": "60",
    "SUNDIAL_PROXIES": "1",
    "SUNDIAL_REQUEST_LOG": "off",
}
HOMEPAGE = {"query": document("homepage"), "variables": {"asOf": "2026-01-02T09:00:00+08:00"}}


def ask(address, client, body=None):
    """Ask as a client of an address of its own; return the status, the code of the first error and what came."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "X-Forwarded-For": f"192.0.2.{client}"}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data, headers), timeout=90) as response:
            status, answer, retry_after = response.status, response.read(), None
    except urllib.error.HTTPError as error:
        status, answer = error.code, error.read()
        retry_after = error.headers["Retry-After"]
    codes = [error["extensions"]["code"] for error in json.loads(answer).get("errors", ())]
    assert retry_after == ("1" if codes else None)
    return status, codes[0] if codes else None, answer


def ended(asked, number):
    """Wait until so many have been answered; return their statuses and codes."""
    until = time.monotonic() + 60
    while sum(each.done() for each in asked) < number:
        assert time.monotonic() < until
        time.sleep(0.01)
    return [each.result()[:2] for each in asked if each.done()]


def test_while_statements_do_not_end_what_is_cached_is_answered_and_more_is_refused(engine, loaded, tmp_path):
    file, url = tmp_path / "held", engine.create(loaded)
    with serving(url, APPLICATION, HELD=str(file), **SETTINGS) as (address, _), ThreadPoolExecutor(20) as pool:

        def search(client, number):
            texts = [f"{client} {each}" for each in range(number)]
            bodies = [{"query": SEARCH, "variables": {"x": text}} for text in texts]
            return [pool.submit(ask, f"{address}/graphql", client, each) for each in bodies]

        cached = ask(f"{address}/graphql", 5, HOMEPAGE)
        assert cached[:2] == (200, None)
        with held(url, file):
            attacker = search(1, 9)  # one runs, two wait
            assert ended(attacker, 6) == [(429, "RATE_LIMITED")] * 6
            other = search(2, 5)  # one runs, two wait: the queue is full
            assert ended(other, 2) == [(503, "SERVER_BUSY")] * 2
            assert ask(f"{address}/graphql", 3, {"query": SEARCH, "variables": {"x": "x"}})[:2] == (503, "SERVER_BUSY")
            assert [ask(f"{address}/graphql", 5, HOMEPAGE) for _ in range(20)] == [cached] * 20
            for path in ("/livez", "/readyz"):
                assert ask(f"{address}{path}", 6)[:2] == (200, None)
            assert sum(each.done() for each in attacker + other) == 8
        answers = [each.result()[:2] for each in attacker + other]
        assert answers.count((200, None)) == 6
        assert ask(f"{address}/graphql", 3, {"query": SEARCH, "variables": {"x": "x"}})[:2] == (200, None)
