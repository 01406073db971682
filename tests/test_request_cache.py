"""The request cache: requests that were answered before have the same answers as those of Flask's way."""

import gc
import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from weakref import ReferenceType

import brotli
import psycopg
import pytest
from conftest import SHOWN_AT

import models
from delivery.edge.request_cache import PLACES
from delivery.execution.documents import document
from delivery.services import services
from models import database
from models.instants import to_microseconds
from server import create_app

QUERY = {"query": '{ school(slug: "seng") { name liveFrom } schools { totalCount } }'}


@pytest.fixture
def application(copy):
    return create_app({"SUNDIAL_DATABASE_URL": copy}, clock=lambda: SHOWN_AT)


def cached(application):
    return services(application).request_cache.requests


def lasting(response):
    return {name: value for name, value in response.headers.items() if name not in ("X-Request-Id", "Server-Timing")}


def send(application, body, **options):
    return application.test_client().post("/graphql", data=json.dumps(body), **options)


def test_a_request_that_was_answered_before_has_the_same_response(application):
    first, second = (send(application, QUERY, content_type="application/json") for _ in range(2))
    assert len(cached(application)) == 1
    assert first.data == second.data
    assert lasting(first) == lasting(second)
    assert first.status == second.status


def test_a_cached_request_sees_what_was_written_since(application):
    send(application, QUERY, content_type="application/json")
    with database.writing():
        ended = models.School.update(live_until=to_microseconds(SHOWN_AT)).where(models.School.slug == "seng").execute()
    assert ended
    again = send(application, QUERY, content_type="application/json").json["data"]
    assert again == {"school": None, "schools": {"totalCount": 8}}


def test_a_cached_request_is_answered_as_of_its_own_instant(copy):
    instants = [datetime(2025, 1, 1, tzinfo=UTC)]
    application = create_app({"SUNDIAL_DATABASE_URL": copy}, clock=lambda: instants[-1])
    totals = []
    for year in (2025, 2026):
        instants.append(datetime(year, 1, 1, tzinfo=UTC))
        answer = send(application, QUERY, content_type="application/json").json
        totals.append(answer["data"]["schools"]["totalCount"])
    assert totals == [0, 9]


def test_a_named_instant_stays(copy):
    instants = [datetime(2025, 1, 1, tzinfo=UTC)]
    application = create_app({"SUNDIAL_DATABASE_URL": copy}, clock=lambda: instants[-1])
    query = {"query": '{ a: schools(asOf: "2025-01-01T00:00:00Z") { totalCount } b: schools { totalCount } }'}
    answers = []
    for year in (2025, 2026):
        instants.append(datetime(year, 1, 1, tzinfo=UTC))
        answers.append(send(application, query, content_type="application/json").json["data"])
    assert [(answer["a"]["totalCount"], answer["b"]["totalCount"]) for answer in answers] == [(0, 0), (0, 9)]


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{ nothing }"},
        {"query": '{ tag(slug: "\\u0000") { id } }'},
        {"query": "{ schools(first: 1000) { totalCount } }"},
    ],
)
def test_answers_with_errors_are_not_cached(application, body):
    answers = [send(application, body, content_type="application/json").data for _ in range(2)]
    assert answers[0] == answers[1]
    assert not cached(application)


def test_requests_of_other_origins_and_types_are_others(application):
    for origin in ("http://localhost:5173", "http://localhost:8080"):
        response = send(application, QUERY, content_type="application/json", headers={"Origin": origin})
        assert response.headers["Access-Control-Allow-Origin"] == origin
    send(application, QUERY, content_type="application/json; charset=utf-8")
    assert len(cached(application)) == 3


def test_an_origin_that_is_not_allowed_is_cached_as_none_is(application):
    send(application, QUERY, content_type="application/json")
    for number in range(3):
        origin = f"https://evil{number}.example"
        response = send(application, QUERY, content_type="application/json", headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in response.headers
    assert len(cached(application)) == 1


def test_where_all_origins_are_allowed_they_share_a_response(copy):
    application = create_app({"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_ORIGINS": "*"}, clock=lambda: SHOWN_AT)
    for headers in ({}, {"Origin": "https://one.example"}, {"Origin": "https://two.example"}):
        response = send(application, QUERY, content_type="application/json", headers=headers)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert len(cached(application)) == 1


def test_a_long_body_is_answered_and_not_cached(application):
    body = QUERY | {"extensions": {"padding": "x" * 20_000}}
    assert send(application, body, content_type="application/json").json["data"]["schools"]["totalCount"] == 9
    assert not cached(application)


def test_a_cached_request_on_a_database_that_is_gone_is_503(application, copy):
    assert send(application, QUERY, content_type="application/json").status_code == 200
    if copy.startswith("sqlite"):
        Path(copy.removeprefix("sqlite:///")).unlink()
    else:
        name = urlsplit(copy).path.removeprefix("/")
        with psycopg.connect(copy.replace(f"/{name}", "/postgres", 1), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert send(application, QUERY, content_type="application/json").status_code == 503


VARIED = {
    "another slug": {
        "query": "query($slug: String!) { school(slug: $slug) { id name } }",
        "variables": {"slug": "ssci"},
    },
    "a failure": {"query": '{ tag(slug: "\\u0000") { id } schools { totalCount } }'},
    "a bad variable": {"query": "query($slug: String!) { school(slug: $slug) { id name } }", "variables": {"slug": 5}},
    "no document": {"variables": {}},
    "no JSON": "{",
    "a hash that nobody knows": {"documentId": "sha256:" + "0" * 64},
    "not valid": {"query": "{ nothing }"},
    "too dear": {"query": "{ schools(first: 100) { nodes { programs(first: 100) { nodes { tags { id } } } } } }"},
    "a batch": [QUERY, QUERY],
    "a mutation": {"query": "mutation { a }"},
}


@pytest.mark.parametrize("cache", ["64", "0"])
@pytest.mark.parametrize("media_type", ["application/json", "application/graphql-response+json"])
def test_a_request_of_a_known_form_has_the_response_of_flasks_way(copy, cache, media_type):
    def answers(*, is_known):
        application = create_app({"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_CACHE": cache}, clock=lambda: SHOWN_AT)
        headers, found = {"Accept": media_type, "Origin": "http://localhost:5173"}, {}
        for name, body in VARIED.items():
            data = body if isinstance(body, str) else json.dumps(body)
            options = {"data": data, "content_type": "application/json", "headers": headers}
            if is_known:
                send(application, QUERY, content_type="application/json", headers=headers)
                application.test_client().post("/graphql", **options)  # the document is prepared from now on
                services(application).request_cache.requests.drop()
            response = application.test_client().post("/graphql", **options)
            varies = {each.strip() for value in response.headers.getlist("Vary") for each in value.split(",")}
            found[name] = response.status_code, response.data, lasting(response) | {"Vary": varies}
            services(application).request_cache.responders.drop()
        return found

    assert answers(is_known=True) == answers(is_known=False)


def test_limits_hold_for_requests_of_a_known_form(copy, monkeypatch):
    monkeypatch.setattr("delivery.edge.rate_limits.FREE_SECONDS", 60)  # the cost alone, however busy the machine is
    settings = {"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_RATE_LIMIT": "200 per hour", "SUNDIAL_MAX_BODY": "400"}
    application = create_app(settings, clock=lambda: SHOWN_AT)
    query = "query($first: Int!) { schools(first: $first) { nodes { id } } }"
    body = {"query": query, "variables": {"first": 1}, "extensions": {"padding": "x" * 400}}
    assert send(application, body, content_type="application/json").status_code == 413
    statuses = [
        send(application, {"query": query, "variables": {"first": first}}, content_type="application/json").status_code
        for first in (10, 11, 12, 90, 91)
    ]
    assert statuses == [200, 200, 200, 200, 429]


def test_only_trusted_documents_run_in_a_known_form(copy):
    application = create_app({"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_DOCUMENTS": "trusted"}, clock=lambda: SHOWN_AT)
    homepage = {"query": document("homepage")}
    for locale in ("EN", "ZH_HANT"):
        body = {**homepage, "variables": {"locale": locale}}
        assert send(application, body, content_type="application/json").status_code == 200
    assert send(application, QUERY, content_type="application/json").status_code == 403


def test_where_room_is_short_a_request_is_cached_when_it_comes_again(application, monkeypatch):
    query = "query($slug: String!) { school(slug: $slug) { id name } }"

    def ask(slug):
        body = {"query": query, "variables": {"slug": slug}}
        return send(application, body, content_type="application/json", headers={"Accept-Encoding": "identity"})

    assert ask("seng").headers["Cache-Control"].startswith("public, max-age=")
    assert len(cached(application)) == 1
    monkeypatch.setattr(cached(application), "most", 1)
    once = ask("sbm")
    assert len(cached(application)) == 1
    assert once.headers["Cache-Control"].startswith("public, max-age=")
    again = ask("sbm")
    assert once.data == again.data
    assert len(cached(application)) == 1
    assert [each.response.body for each in cached(application).all()] == [again.data]


def test_a_response_that_is_not_kept_is_coded_too(application, monkeypatch):
    monkeypatch.setattr(cached(application), "most", 0)
    body, headers = {"query": "{ programs(first: 50) { nodes { slug } } }"}, {"Accept-Encoding": "br"}
    plain = send(application, body, content_type="application/json").data
    services(application).request_cache.requests.met = [0] * PLACES
    coded = send(application, body, content_type="application/json", headers=headers)
    assert coded.headers["Content-Encoding"] == "br"
    assert brotli.decompress(coded.data) == plain


def test_the_garbage_collector_sees_three_objects_of_a_cached_request(application):
    query = "query($slug: String!, $at: DateTime) { school(slug: $slug, asOf: $at) { id name } schools { totalCount } }"

    def ask(number):
        variables = {"slug": "seng", "at": f"2026-01-01T00:00:{number % 60:02}Z"}
        body = {"query": query, "variables": variables, "extensions": {"n": number}}
        assert send(application, body, content_type="application/json").json["data"]["schools"]["totalCount"] == 9

    def tracked():
        for _ in range(3):  # a tuple of tuples is let go of when those were
            gc.collect()
        return sum(type(each) is not ReferenceType for each in gc.get_objects())  # sqlite3 has one for each cursor

    for number in range(70):
        ask(number)
    before, number_before = tracked(), len(cached(application))
    for number in range(100, 200):
        ask(number)
    assert len(cached(application)) == number_before + 100
    assert tracked() - before < 100 * 3.5


def test_what_is_logged_of_requests_is_held_once_for_a_document_and_cost(application):
    for number in range(3):
        for query in ("{ schools { totalCount } }", "query B { tags(first: 2) { nodes { id } } }"):
            body = {"query": query, "extensions": {"n": number}}
            assert send(application, body, content_type="application/json").status_code == 200
    assert len(cached(application)) == 6
    assert len({id(each.logged) for each in cached(application).all()}) == 2
    cached(application).drop()
    send(application, QUERY, content_type="application/json")
    [key] = cached(application).values
    cached(application).remove(key, cached(application).get(key))
    assert not cached(application)
