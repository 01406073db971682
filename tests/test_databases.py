"""An application keeps to its own database, whatever else the process has opened."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import PLAIN, SHOWN_AT, connection_to, post

import models
from delivery.services import services
from models import database
from models.entry import database as current
from server import create_app

QUERY = '{ school(slug: "seng") { abbreviation } }'
KINDS = [("sqlite", "sqlite"), ("sqlite", "postgresql"), ("postgresql", "sqlite"), ("postgresql", "postgresql")]


@pytest.fixture(params=KINDS, ids="-".join)
def pair(request, engines):
    """Two applications in this process, each with content of its own."""
    made = []
    opened = len(database.OPENED)
    for number, kind in enumerate(request.param):
        url = engines(kind).create(engines(kind).loaded)
        with connection_to(url):
            models.School.update(abbreviation=f"S{number}").where(models.School.slug == "seng").execute()
        made.append(create_app({**PLAIN, "SUNDIAL_CACHE": "8", "SUNDIAL_DATABASE_URL": url}, clock=lambda: SHOWN_AT))
    yield made
    database.close(database.OPENED[opened:])


def abbreviation(application):
    return post(application.test_client(), QUERY)["data"]["school"]["abbreviation"]


def test_two_applications_in_one_process_answer_of_their_own_databases(pair):
    for _ in range(3):
        assert list(map(abbreviation, pair)) == ["S0", "S1"]


def test_so_they_do_in_threads_at_the_same_time(pair):
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(abbreviation, pair * 40))
    assert answers == ["S0", "S1"] * 40


def test_a_write_to_one_database_leaves_the_cached_response_of_the_other(pair):
    assert list(map(abbreviation, pair)) == ["S0", "S1"]
    with current.entered(services(pair[0]).database):
        models.School.update(abbreviation="S2").where(models.School.slug == "seng").execute()
    assert list(map(abbreviation, pair)) == ["S2", "S1"]


def test_models_use_what_was_connected_last_where_no_application_answers(blank):
    before = current.obj
    with current.entered(database.open_database("sqlite:///:memory:")) as _:
        assert current.obj is not before
    assert current.obj is before
