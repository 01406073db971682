"""Mutated requests: whatever comes, the answer is JSON and no failure of ours. `make mutations` sends 100,000 of them."""

import json
from random import Random

import pytest
from conftest import SHOWN_AT, connection_to

from benchmarks.mutating import MUTATIONS, mutated, seeds
from benchmarks.mutations import Tally, bodies, send
from server import create_app

NUMBER = 500
"""On each database."""


@pytest.fixture(scope="module")
def application(engine, loaded):
    with connection_to(engine.create(loaded)) as url:
        yield create_app({"SUNDIAL_DATABASE_URL": url, "SUNDIAL_REQUEST_LOG": "off"}, clock=lambda: SHOWN_AT)


def test_mutated_requests_are_answered_without_failure(application):
    tally = send(application.test_client(), Random().getrandbits(32), NUMBER)
    assert tally.wrong == []
    assert tally.counts.total() == NUMBER
    assert len(tally.counts) > 3


def test_the_same_seed_makes_the_same_requests():
    assert list(bodies(7, 50)) == list(bodies(7, 50)) != list(bodies(8, 50))


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.__name__)
def test_every_mutation_changes_something(mutation):
    random = Random(1)
    for body in seeds():
        made = {mutation(json.loads(json.dumps(body)), random) for _ in range(10)}
        assert len(made - {json.dumps(body).encode()}) > 5


def test_what_went_wrong_is_told():
    tally = Tally()
    tally.add(b"a", 200, b'{"errors": [{"extensions": {"code": "INTERNAL_SERVER_ERROR"}}]}', [])
    tally.add(b"b", 500, b"{}", [])
    tally.add(b"c", 200, b"<html>", [])
    tally.add(b"d", 200, b"{}", ["a line of the log"])
    tally.add(b"e", 200, b"{}", [])
    assert [body for body, _ in tally.wrong] == [b"a", b"b", b"c", b"d"]


def test_seeds_are_all_operations_of_the_project():
    assert len(seeds()) > 9
    assert mutated(seeds()[0], Random(1)) != mutated(seeds()[0], Random(2))
