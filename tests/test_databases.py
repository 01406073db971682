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
    opened = len(database.CONNECTED)
    for number, kind in enumerate(request.param):
        url = engines(kind).create(engines(kind).loaded)
        with connection_to(url):
            models.School.update(abbreviation=f"S{number}").where(models.School.slug == "seng").execute()
        made.append(create_app({**PLAIN, "SUNDIAL_CACHE": "8", "SUNDIAL_DATABASE_URL": url}, clock=lambda: SHOWN_AT))
    yield made
    database.close(database.CONNECTED[opened:])


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


def test_models_read_and_write_each_in_the_form_of_its_database(pair):
    """JSON and sort keys go back as they came, where a database of the other kind was opened in between."""
    for application in (*pair, *pair):
        with current.entered(services(application).database), database.connection():
            school = models.School.get(models.School.slug == "seng")
            found = dict(school.__data__)
            assert found["name"]["en"] == "School of Engineering"
            school.save()
            assert models.School.get(models.School.slug == "seng").__data__ == found


def test_an_application_leaves_what_is_connected_alone(blank):
    before = current.obj
    application = create_app({"SUNDIAL_DATABASE_URL": "sqlite:///elsewhere.db"})
    assert current.obj is before
    with current.entered(services(application).database):
        assert current.obj is services(application).database
    assert current.obj is before


def test_all_connections_of_the_process_are_closed_before_it_forks(pair):
    """Also those of a database that was closed before, and used again."""
    for _ in range(2):
        assert list(map(abbreviation, pair)) == ["S0", "S1"]
        pools = [services(each).database for each in pair]
        assert [len(pool._connections) for pool in pools] == [1, 1]
        database.disconnect()
        assert [(len(pool._connections), len(pool._in_use)) for pool in pools] == [(0, 0), (0, 0)]


def test_models_use_what_was_connected_last_where_no_application_answers(blank):
    before = current.obj
    with current.entered(database.open_database("sqlite:///:memory:")) as _:
        assert current.obj is not before
    assert current.obj is before
