"""The response cache: what is kept is answered without reading content, and never past its time."""

import gzip
import json
from datetime import timedelta

import brotli
import pytest
from conftest import PLAIN, SHOWN_AT, Clock, statements, with_derived
from test_operations import OPERATIONS

import models
from delivery.edge import http_caching
from delivery.execution.documents import document
from delivery.execution.hashing import hash_of
from delivery.services import services
from models import database, schema_changes
from models.instants import to_microseconds
from resolvers.caches import TellingCache
from server import create_app

SECOND = 1_000_000
AT = to_microseconds(SHOWN_AT)
SCHOOL = '{ school(slug: "seng") { name } }'
SCHOOLS = "{ schools { totalCount } }"


@pytest.fixture
def clock():
    return Clock(SHOWN_AT)


@pytest.fixture
def application(copy, clock):
    return create_app({"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_REQUEST_LOG": "off"}, clock=clock)


@pytest.fixture
def get(application):
    def get(query, headers=None, method="GET", **more):
        return application.test_client().open(
            "/graphql", method=method, query_string={"query": query, **more}, headers=headers
        )

    return get


def write(model, which, /, **values):
    with database.writing():
        assert model.update(with_derived(model, **values)).where(model.slug == which).execute()


def read(get, query, **more):
    """Answer; tell how many statements beside that of the revisions it took."""
    with statements() as texts:
        response = get(query, **more)
    return response, len(texts) - 1


def test_what_is_kept_is_answered_by_the_revisions_alone(get):
    first, statements_of_first = read(get, SCHOOL)
    again, statements_of_again = read(get, SCHOOL)
    assert (statements_of_first, statements_of_again) == (1, 0)
    assert first.data == again.data
    assert first.headers["ETag"] == again.headers["ETag"]


@pytest.mark.parametrize(
    ("query", "first", "after_a_write"),
    [(SCHOOL, 2, 3), (f'{{ school(slug: "seng", asOf: "{SHOWN_AT.isoformat()}") {{ name }} }}', 1, 2)],
    ids=["now", "a named instant"],
)
def test_an_answer_takes_its_statement_and_one_for_its_time(get, query, first, after_a_write):
    with statements() as texts:
        get(query)
    assert len(texts) == first
    write(models.School, "seng", name={"en": "Engineering"})
    with statements() as texts:
        assert get(query).json["data"] == {"school": {"name": "Engineering"}}
    assert len(texts) == after_a_write
    with statements() as texts:
        get(query)
    assert len(texts) == 1


def test_what_no_revision_tells_of_is_read_each_time(get, copy):
    get(SCHOOL)
    with database.writing():
        models.revisions.Revision.delete().execute()
    for _ in range(2):
        response = get(SCHOOL)
        assert response.json["data"] == {"school": {"name": "School of Engineering"}}
        assert response.headers["Cache-Control"] == "no-store"
    schema_changes.upgrade()
    get(SCHOOL)
    assert read(get, SCHOOL)[1] == 0


def test_a_client_that_has_the_answer_gets_none(get):
    tag = get(SCHOOL).headers["ETag"]
    for condition in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        response = get(SCHOOL, {"If-None-Match": condition})
        assert (response.status_code, response.data, response.headers["ETag"]) == (304, b"", tag)
    assert get(SCHOOL, {"If-None-Match": '"other"'}).status_code == 200


def test_the_first_request_may_have_a_condition_as_well(get, application):
    tag = get(SCHOOL).headers["ETag"]
    services(application).request_cache.requests.drop()
    assert get(SCHOOL, {"If-None-Match": tag}).status_code == 304


def test_a_write_is_seen_at_once_and_a_write_to_another_type_changes_nothing(get):
    before = get(SCHOOL)
    write(models.Tag, "donation", slug="donations")
    assert read(get, SCHOOL)[1] == 0
    write(models.School, "seng", name={"en": "Engineering"})
    after, number = read(get, SCHOOL)
    assert number == 2  # the answer, and until when it is valid
    assert after.json["data"] == {"school": {"name": "Engineering"}}
    assert after.headers["ETag"] != before.headers["ETag"]


def test_a_write_that_leaves_the_answer_leaves_its_entity_tag(get):
    tag = get(SCHOOL).headers["ETag"]
    write(models.School, "ssci", status={"en": "open"})
    assert get(SCHOOL, {"If-None-Match": tag}).status_code == 304


def test_a_draft_changes_no_answer_no_total_and_no_header_and_outdates_nothing(get):
    queries = (SCHOOL, SCHOOLS)

    def answers():
        return [(each.data, each.headers["ETag"], each.headers.get("Surrogate-Key")) for each in map(get, queries)]

    before = answers()
    school = models.School.get(models.School.slug == "seng")
    values = {**school.__data__, "version": 99, "live_from": None, "name": {"en": "Draft"}}
    del values["edition"]
    with database.writing():
        models.School.insert(values).execute()
    assert [read(get, query)[1] for query in queries] == [0, 0]
    assert answers() == before
    write_draft = models.School.update(name={"en": "Another"}).where(models.School.version == 99)
    assert write_draft.execute() == 1
    assert [read(get, query)[1] for query in queries] == [0, 0]
    assert answers() == before
    assert models.School.delete().where(models.School.version == 99).execute() == 1
    assert [read(get, query)[1] for query in queries] == [0, 0]
    assert answers() == before


def test_links_count_as_content_of_the_side_that_holds_them(get):
    query = '{ newsStory(slug: "hong-kong-operation-robot") { schools { slug } } }'
    assert get(query).json["data"]["newsStory"]["schools"] == [{"slug": "seng"}]
    with database.writing():
        models.NewsStory.schools.table.delete().execute()
    assert get(query).json["data"]["newsStory"]["schools"] == []


def test_what_is_scheduled_appears_at_its_instant_in_what_is_kept(get, clock):
    write(models.School, "seng", live_from=AT + 10 * SECOND)
    assert get(SCHOOLS).json["data"]["schools"]["totalCount"] == 8
    clock.now += timedelta(seconds=10, microseconds=-1)
    response, number = read(get, SCHOOLS)
    assert (response.json["data"]["schools"]["totalCount"], number) == (8, 0)
    clock.now += timedelta(microseconds=1)
    assert get(SCHOOLS).json["data"]["schools"]["totalCount"] == 9


def test_what_expires_is_gone_at_its_instant(get, clock):
    write(models.School, "seng", live_until=AT + 10 * SECOND)
    assert get(SCHOOL).json["data"]["school"] is not None
    clock.now += timedelta(seconds=10)
    assert get(SCHOOL).json["data"]["school"] is None


def test_an_event_that_ends_is_gone_at_its_instant(get, clock):
    query = "{ homepage { events { upcoming(first: 1) { slug endsAt } } } }"
    ends = get(query).json["data"]["homepage"]["events"]["upcoming"][0]["endsAt"]
    clock.now = clock.now.fromisoformat(ends) - timedelta(microseconds=1)
    slug = get(query).json["data"]["homepage"]["events"]["upcoming"][0]["slug"]
    clock.now += timedelta(microseconds=1)
    assert slug not in [each["slug"] for each in get(query).json["data"]["homepage"]["events"]["upcoming"]]


def test_a_clock_that_goes_back_is_followed(get, clock):
    assert get(SCHOOLS).json["data"]["schools"]["totalCount"] == 9
    clock.now = clock.now.replace(year=2025, month=1)
    assert get(SCHOOLS).json["data"]["schools"]["totalCount"] == 0


@pytest.mark.parametrize(
    ("seconds", "lifetime"), [(3, "public, max-age=3"), (60, "public, max-age=5"), (0.5, "public, no-cache")]
)
def test_others_may_keep_an_answer_until_its_next_change_and_not_too_long(get, seconds, lifetime):
    write(models.School, "seng", live_until=AT + int(seconds * SECOND))
    assert get(SCHOOL).headers["Cache-Control"] == lifetime
    assert get(SCHOOL).headers["Cache-Control"] == lifetime


def test_a_named_instant_changes_by_writes_alone(get, clock):
    write(models.School, "seng", live_until=AT + SECOND)
    query = f'{{ school(slug: "seng", asOf: "{SHOWN_AT.isoformat()}") {{ slug }} }}'
    assert get(query).headers["Cache-Control"] == "public, max-age=5"
    clock.now += timedelta(days=1)
    assert read(get, query)[1] == 0


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity", None),
        ("*", "br"),
        ("br;q=0", None),
    ],
)
def test_answers_come_in_the_coding_that_the_client_takes(get, accepted, coding):
    query = "{ newsStories { nodes { title } } programs { nodes { name } } }"
    plain, coded = get(query), get(query, {"Accept-Encoding": accepted})
    decode = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}[coding]
    assert coded.headers.get("Content-Encoding") == coding
    assert decode(coded.data) == plain.data
    assert int(coded.headers["Content-Length"]) == len(coded.data)
    assert (coded.headers["ETag"] == plain.headers["ETag"]) == (coding is None)
    again = get(query, {"Accept-Encoding": accepted, "If-None-Match": coded.headers["ETag"]})
    assert again.status_code == 304


def test_a_short_answer_is_not_compressed(get):
    assert "Content-Encoding" not in get(SCHOOL, {"Accept-Encoding": "br"}).headers


def test_answers_vary_by_what_they_depend_on(get):
    assert get(SCHOOL).headers.get_all("Vary") == ["Accept, Accept-Encoding, Origin, Authorization, Sundial-Preview"]
    other = get(SCHOOL, {"Accept": "application/graphql-response+json"})
    assert other.content_type == "application/graphql-response+json; charset=utf-8"
    assert get(SCHOOL).content_type == "application/json; charset=utf-8"


def test_head_has_the_headers_of_get_and_no_body(get):
    got, told = get(SCHOOL), get(SCHOOL, method="HEAD")
    assert told.data == b""
    for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control"):
        assert told.headers[name] == got.headers[name]


def test_who_has_a_proxys_password_neither_reads_nor_fills_what_is_kept(get, application):
    for _ in range(2):
        response = get(SCHOOL, {"Authorization": "Basic YTpi"})
        assert response.json["data"]["school"]
        assert response.headers["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers
    assert not services(application).request_cache.requests


@pytest.mark.parametrize("query", ["{ nothing }", "{ schools(first: 1000) { totalCount } }", "{"])
def test_errors_are_not_kept_by_anyone(get, query):
    assert get(query).headers["Cache-Control"] == "no-store"


def key_of(model, slug):
    return f"{model.__name__}:{model.get(model.slug == slug).entry_id}"


def keys(response):
    return response.headers["Surrogate-Key"].split(" ")


def test_an_answer_about_one_entry_is_purged_with_that_entry(get):
    assert keys(get(SCHOOL)) == [key_of(models.School, "seng")]
    assert keys(get("{ sdg(number: 4) { name } }")) == [key_of(models.SustainableDevelopmentGoal, "quality-education")]


def test_an_answer_about_no_entry_is_purged_with_the_type(get):
    assert keys(get('{ school(slug: "none") { name } }')) == ["School"]
    both = get('{ a: school(slug: "none") { name } b: school(slug: "seng") { name } }')
    assert keys(both) == ["School", key_of(models.School, "seng")]


def test_a_list_is_purged_with_its_type_and_what_it_shows(get):
    response = get("{ newsStories(first: 1, where: { sdgs: { some: { number: { eq: 3 } } } }) { nodes { title } } }")
    shown = keys(response)
    assert shown[:2] == ["NewsStory", "SustainableDevelopmentGoal"]
    assert [key.partition(":")[0] for key in shown[2:]] == ["NewsStory"]
    assert keys(get(SCHOOLS)) == ["School"]


def test_an_entry_beside_a_list_of_its_type_is_purged_with_the_type(get):
    assert keys(get('{ school(slug: "seng") { name } schools { totalCount } }'))[0] == "School"


def test_too_many_keys_are_types_alone(get, monkeypatch):
    monkeypatch.setattr(http_caching, "LONGEST_KEYS", 500)
    response = get(
        "{ programs(first: 100) { nodes { name schools { name } } } newsStories(first: 100) { nodes { id sdgs { id } tags { id } } } }"
    )
    assert all(":" not in key for key in keys(response))
    assert set(keys(response)) == {"Program", "School", "NewsStory", "Tag", "SustainableDevelopmentGoal"}


def test_a_posted_operation_is_answered_whole_whatever_the_client_has(application):
    client = application.test_client()
    first = client.post("/graphql", json={"query": SCHOOL})
    tag = client.get("/graphql", query_string={"query": SCHOOL}).headers["ETag"]
    for condition in (tag, "*"):
        again = client.post("/graphql", json={"query": SCHOOL}, headers={"If-None-Match": condition})
        assert (again.status_code, again.data) == (200, first.data)


def test_a_head_with_a_condition_is_answered_as_get_is(get):
    tag = get(SCHOOL).headers["ETag"]
    assert get(SCHOOL, {"If-None-Match": tag}, method="HEAD").status_code == 304


def test_each_form_and_coding_of_an_answer_has_an_entity_tag_of_its_own(get):
    query = "{ newsStories { nodes { title } } programs { nodes { name } } }"
    forms = [
        {"Accept": accept, "Accept-Encoding": coding}
        for accept in ("application/json", "application/graphql-response+json")
        for coding in ("identity", "gzip", "br")
    ]
    tags = [get(query, headers).headers["ETag"] for headers in forms]
    assert len(set(tags)) == len(forms)
    for headers in forms:
        met = [get(query, {**headers, "If-None-Match": tag}).status_code for tag in tags]
        assert met == [304 if each == headers else 200 for each in forms]


def test_a_posted_operation_has_neither_keys_nor_an_entity_tag(application):
    client = application.test_client()
    for _ in range(2):
        response = client.post("/graphql", json={"query": SCHOOL})
        assert "Surrogate-Key" not in response.headers
        assert "ETag" not in response.headers


@pytest.mark.parametrize("path", OPERATIONS, ids=lambda path: path.stem)
def test_tagged_statements_give_the_same_answers(copy, clock, path):
    client = create_app({**PLAIN, "SUNDIAL_DATABASE_URL": copy, "SUNDIAL_CACHE": "1"}, clock=clock).test_client()
    beside = path.with_suffix(".variables.json")
    variables = beside.read_text(encoding="utf-8") if beside.exists() else "{}"
    golden = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    for _ in range(2):
        query = {"query": path.read_text(encoding="utf-8"), "variables": variables}
        answer = client.get("/graphql", query_string=query).json
        for validity in ("validFrom", "validUntil"):
            answer.get("extensions", {}).pop(validity, None)
        assert answer == golden


def test_introspection_is_run_once(get):
    query = "{ __schema { types { name } } }"
    assert get(query).data == get(query).data
    assert read(get, query)[1] == 0


def test_no_more_bytes_are_cached_than_allowed(copy, monkeypatch):
    application = create_app({"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_REQUEST_LOG": "off", "SUNDIAL_CACHE": "1"})
    requests = services(application).request_cache.requests
    monkeypatch.setattr(requests, "values", TellingCache(30_000, requests.values.getsizeof))
    for number in range(100):
        query = f'query q{number} {{ schools(asOf: "2026-01-01T00:00:00Z") {{ nodes {{ slug }} }} }}'
        assert application.test_client().get("/graphql", query_string={"query": query}).json["data"]["schools"]["nodes"]
    assert 0 < len(requests) < 10
    assert sum(each.weight for each in requests.all()) == requests.weight <= 30_000


def test_the_trusted_homepage_is_asked_by_its_hash(application):
    query = {"documentId": f"sha256:{hash_of(document('homepage'))}", "variables": '{"locale": "ZH_HANT"}'}
    response = application.test_client().get("/graphql", query_string=query)
    assert response.json["data"]["homepage"]["site"]["name"] == "香港科技大學"
    assert response.headers["Cache-Control"].startswith("public, max-age=")


def test_without_a_cache_nobody_keeps_anything(copy):
    application = create_app({"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_CACHE": "0", "SUNDIAL_REQUEST_LOG": "off"})
    for _ in range(2):
        response = application.test_client().get("/graphql", query_string={"query": SCHOOL})
        assert response.headers["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers
