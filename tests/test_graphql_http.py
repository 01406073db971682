"""GraphQL over HTTP: requests in every form, and the status and type of what comes back."""

import json

import pytest
from conftest import PLAIN, post

from delivery.execution.documents import Documents, document
from delivery.execution.hashing import hash_of
from delivery.execution.operations import Operation
from delivery.services import services
from models.errors import SettingInvalid
from server import create_app

GRAPHQL, JSON = "application/graphql-response+json", "application/json"
QUERY = '{ school(slug: "seng") { slug } }'
ANSWER = {"data": {"school": {"slug": "seng"}}, "extensions": {"cost": 1}}


def application_with(url, **settings):
    return create_app({"SUNDIAL_DATABASE_URL": url, "SUNDIAL_REQUEST_LOG": "off", **settings})


@pytest.fixture
def application(copy):
    return application_with(copy)


def answer_of(response):
    """Leave out when it is valid."""
    answer = response.json
    return answer | {"extensions": {"cost": answer["extensions"]["cost"]}}


def code_of(response):
    [error] = response.json["errors"]
    return error["extensions"]["code"]


def refusal(response):
    return response.status_code, code_of(response)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, JSON), ("*/*", JSON), ("application/*", JSON), (JSON, JSON), (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL), (f"{GRAPHQL};q=0.1, {JSON}", JSON), ("text/html, */*;q=0.1", JSON),
        (f"{JSON}; charset=utf-8", JSON), (f"{GRAPHQL};charset=utf-8, {JSON};charset=utf-8;q=0.5", GRAPHQL),
        (f"multipart/mixed;deferSpec=20220824, {JSON}", JSON), (f"text/event-stream, {GRAPHQL}", GRAPHQL),
    ],
)  # fmt: skip
def test_the_answer_has_the_form_that_the_client_asks_for(client, accept, content_type):
    response = client.post("/graphql", json={"query": QUERY}, headers={"Accept": accept} if accept else {})
    assert answer_of(response) == ANSWER
    assert response.content_type == f"{content_type}; charset=utf-8"


def test_a_client_that_takes_neither_form_is_told_so(client):
    response = client.post("/graphql", json={"query": QUERY}, headers={"Accept": "text/plain"})
    assert refusal(response) == (406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"query": "{"}, 400, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{ nothing }"}, 400, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query($a: Int!) { schools(first: $a) { totalCount } }"}, 400, "BAD_USER_INPUT"),
        ({"query": "query a { __typename } query b { __typename }"}, 400, "BAD_USER_INPUT"),
        ({"query": "query a { __typename }", "operationName": "b"}, 400, "BAD_USER_INPUT"),
        ({"query": "{ schools { nodes { newsStories(first: 100) { nodes { tags { newsStories { totalCount } } } } } } }"}, 400, "LIMIT_EXCEEDED"),
        ({"query": '{ a: tag(slug: "\\u0000") { id } }'}, 200, "BAD_USER_INPUT"),
        ({"query": "{ schools(first: 101) { totalCount } }"}, 200, "BAD_USER_INPUT"),
    ],
)  # fmt: skip
def test_the_status_tells_whether_an_operation_was_run_in_the_form_that_says_so(copy, body, status, code):
    client = application_with(copy).test_client()
    for accept, expected in ((GRAPHQL, status), (JSON, 200)):
        response = client.post("/graphql", json=body, headers={"Accept": accept})
        assert refusal(response) == (expected, code)
        assert ("data" in response.json) == (status == 200)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_told_which_there_are(client, method):
    response = client.open("/graphql", method=method)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert code_of(response) == "METHOD_NOT_ALLOWED"


@pytest.mark.parametrize(
    "content_type",
    ["application/jsonx", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "application/json; charset=utf-16", "json"],
)  # fmt: skip
def test_a_body_of_another_type_is_not_read(client, content_type):
    response = client.post("/graphql", data=json.dumps({"query": QUERY}), content_type=content_type)
    assert refusal(response) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json; charset=UTF-8", "Application/JSON;charset=utf-8"]
)
def test_json_in_utf_8_is_read(client, content_type):
    assert answer_of(client.post("/graphql", data=json.dumps({"query": QUERY}), content_type=content_type)) == ANSWER


@pytest.mark.parametrize(
    "body",
    [
        b'{"query": "{ __typename }", "variables": {"a": NaN}}',
        "{}".encode("utf-16"),
        b"\xef\xbb\xbf{}",
        b"1",
        b"null",
    ],
)
def test_what_is_no_json_object_in_utf_8_is_refused(client, body):
    assert refusal(client.post("/graphql", data=body, content_type=JSON)) == (400, "BAD_REQUEST")


def test_a_batch_is_answered_in_its_order(client):
    asked = [
        {"query": QUERY},
        {"query": 'query a { tag(slug: "donation") { slug } }', "operationName": "a"},
        {"query": "{ nothing }"},
        {"documentId": "0" * 64},
        "text",
        {"query": "query($s: String!) { school(slug: $s) { slug } }", "variables": {"s": "sbm"}},
    ]
    response = client.post("/graphql", json=asked)
    assert response.status_code == 200
    alone = [client.post("/graphql", json=each).json for each in asked]
    assert response.json == alone
    assert [answer.get("data") for answer in response.json] == [
        ANSWER["data"], {"tag": {"slug": "donation"}}, None, None, None, {"school": {"slug": "sbm"}}
    ]  # fmt: skip


@pytest.mark.parametrize(("length", "code"), [(0, "BAD_REQUEST"), (11, "LIMIT_EXCEEDED")])
def test_a_batch_has_one_to_ten_operations(client, length, code):
    assert refusal(client.post("/graphql", json=[{"query": QUERY}] * length)) == (400, code)
    assert len(client.post("/graphql", json=[{"query": QUERY}] * 10).json) == 10


def test_a_batch_is_priced_together(copy):
    client = application_with(copy, SUNDIAL_MAX_COST="8").test_client()
    fourth = {"query": "{ schools(first: 4) { nodes { id } } }"}
    assert [answer["extensions"]["cost"] for answer in client.post("/graphql", json=[fourth] * 2).json] == [4, 4]
    errors = [answer["errors"][0] for answer in client.post("/graphql", json=[fourth] * 3).json]
    assert [error["extensions"]["code"] for error in errors] == ["LIMIT_EXCEEDED"] * 3
    assert errors[0]["message"] == "The batch costs 12; at most 8 is allowed."
    limited = application_with(copy, SUNDIAL_RATE_LIMIT="10 per hour").test_client()
    assert refusal(limited.post("/graphql", json=[fourth] * 3)) == (429, "RATE_LIMITED")


def test_the_answers_of_a_batch_are_no_larger_together_than_one_may_be(copy):
    client = application_with(copy, SUNDIAL_MAX_ANSWER="5000").test_client()
    stories = {"query": "{ newsStories(first: 20) { nodes { title body { text } } } }"}
    one = client.post("/graphql", json=stories)
    fitting = 5_000 // len(one.data)
    assert 1 <= fitting < 9
    answers = client.post("/graphql", json=[stories] * 10).json
    assert answers[:fitting] == [one.json] * fitting
    assert {answer["errors"][0]["extensions"]["code"] for answer in answers[fitting:]} == {"LIMIT_EXCEEDED"}


def test_a_body_that_is_too_large_is_not_read(copy):
    client = application_with(copy, SUNDIAL_MAX_BODY="1000").test_client()
    response = client.post("/graphql", json={"query": QUERY + " " * 1_000})
    assert refusal(response) == (413, "BAD_REQUEST")


def test_parameters_of_a_query_string_are_those_of_a_body(client):
    query = {
        "query": "query a($s: String!) { school(slug: $s) { slug } } query b { __typename }",
        "variables": '{"s": "seng"}',
        "operationName": "a",
        "extensions": "{}",
    }
    assert answer_of(client.get("/graphql", query_string=query)) == ANSWER


@pytest.mark.parametrize(
    "query",
    [{}, {"query": ""}, {"query": QUERY, "variables": "["}, {"query": QUERY, "variables": "[]"}, {"query": QUERY, "extensions": "1"}],
)  # fmt: skip
def test_a_query_string_that_holds_no_operation_is_refused(client, query):
    assert refusal(client.get("/graphql", query_string=query)) == (400, "BAD_REQUEST")


def test_null_parameters_are_not_there(client):
    body = {"query": QUERY, "variables": None, "operationName": None, "extensions": None, "documentId": None}
    assert answer_of(client.post("/graphql", json=body)) == ANSWER


@pytest.mark.parametrize("text", ["mutation { __typename }", "query a { __typename } mutation b { __typename }"])
def test_a_mutation_is_not_taken_by_get(client, text):
    name = {"operationName": "b"} if "b" in text else {}
    response = client.get("/graphql", query_string={"query": text, **name})
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert response.json == {
        "errors": [{"message": "Mutations are sent by POST.", "extensions": {"code": "METHOD_NOT_ALLOWED"}}]
    }


# Documents by their hash


def test_a_document_of_the_project_is_found_by_its_hash(client):
    digest = hash_of(document("homepage"))
    for named in (digest, f"sha256:{digest}", digest.upper()):
        response = client.post("/graphql", json={"documentId": named})
        assert response.json["data"]["homepage"]["site"]
    for named in (digest, f"sha256:{digest}"):
        persisted = {"persistedQuery": {"version": 1, "sha256Hash": named}}
        assert client.get("/graphql", query_string={"extensions": json.dumps(persisted)}).json == response.json


@pytest.mark.parametrize("prefix", ["", "sha256:"])
def test_a_persisted_query_is_registered_and_found_from_then_on(client, prefix):
    query = f"{{ persisted: schools {{ totalCount }} }} # {prefix}"
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": f"{prefix}{hash_of(query)}"}}
    missed = client.get("/graphql", query_string={"extensions": json.dumps(extensions)})
    assert refusal(missed) == (200, "PERSISTED_QUERY_NOT_FOUND")
    assert missed.json["errors"][0]["message"] == "PersistedQueryNotFound"
    assert missed.headers["Cache-Control"] == "no-store"
    registered = client.post("/graphql", json={"query": query, "extensions": extensions})
    found = client.get("/graphql", query_string={"extensions": json.dumps(extensions)})
    assert found.json == registered.json
    assert found.json["data"]["persisted"]["totalCount"] == 9


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"documentId": "sha256:00"}, 200),
        ({"documentId": "", "query": None}, 200),
        ({"documentId": "00", "query": QUERY}, 400),
        ({"query": QUERY, "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "00"}}}, 400),
        ({"query": QUERY, "extensions": {"persistedQuery": {"version": 2, "sha256Hash": hash_of(QUERY)}}}, 400),
        ({"query": QUERY, "extensions": {"persistedQuery": []}}, 400),
        ({"query": QUERY, "extensions": {"persistedQuery": {"version": 1, "sha256Hash": 1}}}, 400),
    ],
)  # fmt: skip
def test_a_hash_that_names_nothing_is_refused(client, body, status):
    response = client.post("/graphql", json=body)
    assert response.status_code == status
    assert code_of(response) == ("PERSISTED_QUERY_NOT_FOUND" if status == 200 else "BAD_REQUEST")


def test_no_more_documents_of_clients_are_kept_than_allowed(application):
    documents = services(application).documents
    for number in range(600):
        documents.register(f"{{ a{number}: __typename }}")
    assert len(documents.registered) == 500
    documents.register("{ long: __typename }" + " " * 20_000)
    assert len(documents.registered) == 500


def test_where_documents_must_be_trusted_no_other_is_run(copy):
    client = application_with(copy, SUNDIAL_DOCUMENTS="trusted").test_client()
    persisted = {"persistedQuery": {"version": 1, "sha256Hash": hash_of(QUERY)}}
    assert refusal(client.post("/graphql", json={"query": QUERY})) == (403, "DOCUMENT_NOT_TRUSTED")
    assert refusal(client.post("/graphql", json={"query": QUERY, "extensions": persisted})) == (
        403,
        "DOCUMENT_NOT_TRUSTED",
    )
    assert refusal(client.post("/graphql", json={"extensions": persisted})) == (400, "PERSISTED_QUERY_NOT_SUPPORTED")
    assert client.post("/graphql", json={"query": document("homepage")}).json["data"]
    assert client.post("/graphql", json={"documentId": hash_of(document("homepage"))}).json["data"]


# Browsers


@pytest.mark.parametrize("origin", ["http://localhost:5173", "http://127.0.0.1:8080"])
def test_pages_of_known_origins_may_ask(client, origin):
    response = client.post("/graphql", json={"query": QUERY}, headers={"Origin": origin})
    assert response.headers["Access-Control-Allow-Origin"] == origin
    assert "Access-Control-Allow-Credentials" not in response.headers
    leave = preflight(client, origin, "content-type")
    assert leave.headers["Access-Control-Allow-Headers"] == "content-type"
    assert set(leave.headers["Access-Control-Allow-Methods"].split(", ")) == {"GET", "HEAD", "POST"}


def preflight(client, origin, *headers):
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": ", ".join(headers),
    }
    return client.options("/graphql", headers=asked)


def test_pages_may_send_the_headers_of_known_clients_and_those_of_a_setting(copy):
    client = application_with(copy, SUNDIAL_REQUEST_HEADERS="x-tenant, X-Build").test_client()
    known = [
        "apollo-require-preflight", "apollographql-client-name", "apollographql-client-version", "authorization",
        "baggage", "cache-control", "content-type", "graphql-preflight", "if-none-match", "sentry-trace", "traceparent",
        "tracestate", "x-apollo-operation-name", "x-build", "x-request-id", "x-requested-with", "x-tenant",
    ]  # fmt: skip
    leave = preflight(client, "http://localhost:5173", *known, "x-other")
    assert leave.headers["Access-Control-Allow-Headers"].split(", ") == known
    assert "Access-Control-Allow-Headers" not in preflight(client, "https://evil.example", *known).headers


@pytest.mark.parametrize("path", ["/graphql", "/graphql/"])
@pytest.mark.parametrize("origin", ["https://localhost:5173", "http://[::1]:3000", "http://127.0.0.1:8080"])
def test_pages_of_this_machine_may_ask_by_every_name_of_it(client, path, origin):
    response = client.post(path, json={"query": QUERY}, headers={"Origin": origin})
    assert answer_of(response) == ANSWER
    assert response.headers["Access-Control-Allow-Origin"] == origin


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://localhost.evil.example", "http://localhost:1/x", "null", "xhttp://localhost:1"],
)
def test_pages_of_other_origins_get_no_leave(client, origin):
    response = client.post("/graphql", json={"query": QUERY}, headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Origin" in response.headers["Vary"]


def test_origins_can_be_named(copy):
    client = application_with(copy, SUNDIAL_ORIGINS="https://www.ust.hk, https://*.ust.hk").test_client()
    for origin, is_allowed in (
        ("https://www.ust.hk", True),
        ("https://seng.ust.hk", True),
        ("https://ust.hk.evil.example", False),
        ("http://localhost:1", False),
    ):
        response = client.get("/graphql", query_string={"query": QUERY}, headers={"Origin": origin})
        assert ("Access-Control-Allow-Origin" in response.headers) == is_allowed, origin
    anyone = application_with(copy, SUNDIAL_ORIGINS="*").test_client()
    assert anyone.get("/graphql", query_string={"query": QUERY}).headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/graphql?query={__typename}", "/nothing", "/livez", "/graphql"])
def test_every_response_says_what_browsers_may_do_with_it(client, path):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


# Limits


LIMITED = {
    "depth": ("{ newsStories { nodes { schools { newsStories { nodes { schools { newsStories { nodes { schools { newsStories { nodes { schools { id } } } } } } } } } } } } }", "is 13 fields deep; 12 are allowed"),
    "depth by fragments": ("{ newsStories { nodes { ...a } } } fragment a on NewsStory { schools { newsStories { nodes { ...b } } } } fragment b on NewsStory { schools { newsStories { nodes { ...c } } } } fragment c on NewsStory { schools { newsStories { nodes { ...d } } } } fragment d on NewsStory { schools { id } }", "is 13 fields deep"),
    "aliases": ("{ " + " ".join(f"a{number}: __typename" for number in range(31)) + " }", "has 31 aliases; 30 are allowed"),
    "directives": ("{ __typename " + "@skip(if: false) " * 21 + "}", "has 21 directives; 20 are allowed"),
    "root fields": ("{ " + "__typename " * 21 + "}", "has 21 root fields; 20 are allowed"),
    "fields": ("{ ...f0 }" + " ".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(12)) + " fragment f12 on Query { __typename }", "has 4096 root fields"),
    "tokens": ("{ " + "__typename " * 1_000 + "}", "Document contains more than 1000 tokens"),
    "cost": ("{ schools(first: 100) { nodes { newsStories(first: 100) { nodes { id } } } } }", "costs 10100; at most 10000 is allowed. Most of it is at schools.nodes.newsStories: ask for less there."),
}  # fmt: skip


@pytest.mark.parametrize(("query", "complaint"), LIMITED.values(), ids=LIMITED)
def test_what_asks_for_too_much_is_refused_before_it_runs(copy, query, complaint):
    response = application_with(copy).test_client().post("/graphql", json={"query": query}, headers={"Accept": GRAPHQL})
    assert response.status_code == 400
    assert complaint in response.json["errors"][0]["message"]
    assert code_of(response) == ("GRAPHQL_PARSE_FAILED" if "tokens" in complaint else "LIMIT_EXCEEDED")
    assert "data" not in response.json


def test_limits_can_be_set(copy):
    settings = {name: value for name, value in PLAIN.items() if name.startswith("SUNDIAL_MAX")}
    client = application_with(copy, **settings).test_client()
    assert client.post("/graphql", json={"query": LIMITED["depth"][0].replace("{ nodes", "(first: 1) { nodes")}).json[
        "data"
    ]
    tight = application_with(copy, SUNDIAL_MAX_COST="8").test_client()
    assert code_of(tight.post("/graphql", json={"query": "{ schools(first: 9) { nodes { id } } }"})) == "LIMIT_EXCEEDED"


COSTS = {
    "one entry": (QUERY, {}, 1),
    "a page": ("{ schools(first: 7) { nodes { id } } }", {}, 7),
    "a page by default": ("{ schools { nodes { id } } }", {}, 20),
    "a total": ("{ schools { totalCount } }", {}, 20),
    "totals of several": ("{ schools(first: 3) { totalCount nodes { newsStories(first: 5) { totalCount nodes { id } } } } }", {}, 20 + 3 * (1 + 20 + 5)),
    "pages of different sizes by one fragment": ("{ schools(first: 3) { nodes { ...s } } departments(first: 4) { nodes { school { ...s } } } } fragment s on School { newsStories(first: 2) { ...p } programs(first: 5) { nodes { id } } } fragment p on NewsStoryConnection { nodes { id } edges { node { id } } }", {}, 3 * (1 + 4 + 5) + 4 * (1 + 1 + 4 + 5)),
    "a variable": ("query($n: Int) { schools(first: $n) { nodes { id } } }", {"n": 3}, 3),
    "a variable that is not given": ("query($n: Int) { schools(first: $n) { nodes { id } } }", {}, 20),
    "a variable with a default": ("query($n: Int = 5) { schools(first: $n) { nodes { id } } }", {}, 5),
    "a variable that is no size": ("query($n: Int) { schools(first: $n) { nodes { id } } }", {"n": 10**9}, 100),
    "pages in pages": ("{ schools(first: 3) { nodes { newsStories(last: 4) { edges { node { tags { id } } } } } } }", {}, 3 + 12 + 120),
    "nodes": ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["a", "b"]}, 2),
    "a fragment": ("{ a: schools(first: 2) { ...f } b: schools(first: 3) { ...f } } fragment f on SchoolConnection { nodes { id } }", {}, 5),
    "an interface": ('{ node(id: "x") { ... on School { departments { nodes { id } } } } }', {}, 21),
    "a tree of parts": ("{ menus(first: 3) { nodes { items { children { children { label } } } } } }", {}, 3 * (1 + 6 * 3)),
    "links in a tree of parts": ("{ menus(first: 2) { nodes { items { ...i children { ...i } } } } } fragment i on MenuItem { school { departments(first: 2) { nodes { id } } } }", {}, 2 * (1 + 2 * (6 + 15 * (1 + 2)))),
    "links that may be more": ("{ awards(first: 2) { nodes { sdgs { number } schools { slug } } } }", {}, 2 * (1 + 17 + 10)),
    "a null beside a size": ("{ newsStories(first: 100, last: null) { nodes { id } } }", {}, 100),
    "a null beside a size, by a variable": ("query($l: Int) { newsStories(first: 100, last: $l) { nodes { id } } }", {"l": None}, 100),
    "an unset variable beside a size": ("query($l: Int) { newsStories(first: 100, last: $l) { nodes { id } } }", {}, 100),
    "an honest small page": ("{ newsStories(first: 3, last: null) { nodes { id } } }", {}, 3),
    "a size that is null": ("{ newsStories(first: null) { nodes { id } } }", {}, 20),
    "the last of both": ("{ newsStories(first: 100, last: 4) { nodes { id } } }", {}, 4),
    "a default that null replaces": ("query($n: Int = 5) { schools(first: $n) { nodes { id } } }", {"n": None}, 20),
    "a list by its own default": ("{ homepage { events { upcoming { id } } } }", {}, 1 + 10 + 1),
    "all menus": ("{ homepage { menus { slug } } }", {}, 9),
    "some menus": ("query($l: [MenuLocation!]) { homepage { menus(locations: $l) { slug } } }", {"l": ["PRIMARY", "LEGAL"] * 40}, 2),
    "a menu that is no list": ("{ homepage { menus(locations: PRIMARY) { slug } } }", {}, 1),
    "no menus": ("{ homepage { menus(locations: []) { slug } } }", {}, 0),
    "ids that repeat": ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["U2Nob29sOjE="] * 50}, 50),
    "values of a condition": ("query($n: [Int!]) { sdgs(first: 1, where: {number: {in: $n}}) { nodes { id } } }", {"n": list(range(45))}, 1 + 5 * 20),
    "the schema": ("{ __schema { types { name } } }", {}, 65),
}  # fmt: skip


@pytest.mark.parametrize(("query", "variables", "cost"), COSTS.values(), ids=COSTS)
def test_the_cost_is_what_could_be_read(client, query, variables, cost):
    response = client.post("/graphql", json={"query": query, "variables": variables})
    assert response.json["extensions"]["cost"] == cost


LISTS = {
    "locations": "query($x: [MenuLocation!]) { homepage { menus(locations: $x) { slug } } }",
    "ids": "query($x: [ID!]!) { nodes(ids: $x) { id } }",
    "orderBy": "query($x: [SchoolOrder!]) { schools(orderBy: $x) { totalCount } }",
    "fallback": "query($x: [Locale!]) { schools(fallback: $x) { totalCount } }",
    "slug.in": "query($x: [String!]) { schools(where: {slug: {in: $x}}) { totalCount } }",
}
VALUES = {"locations": "PRIMARY", "ids": "U2Nob29sOjE=", "orderBy": "NAME_ASC", "fallback": "EN", "slug.in": "seng"}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_that_clients_give_has_a_bound(client, name):
    most = post(client, LISTS[name], x=[VALUES[name]] * 100)
    assert "errors" not in most
    more = post(client, LISTS[name], x=[VALUES[name]] * 101)
    assert [error["message"] for error in more["errors"]] == [f"{name} must be at most 100, not 101."]
    assert more["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}


def test_a_key_that_is_given_again_names_no_other_entry(ask):
    query = "query($l: [MenuLocation!]) { homepage { menus(locations: $l) { location } } }"
    menus = ask(query, l=["LEGAL", "PRIMARY", "LEGAL", "PRIMARY"])["homepage"]["menus"]
    assert menus == [{"location": "LEGAL"}, {"location": "PRIMARY"}]
    school = ask('{ school(slug: "seng") { id } }')["school"]
    assert ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[school["id"]] * 2)["nodes"] == [school] * 2


def test_the_homepage_keeps_far_from_the_limits(client):
    cost = client.post("/graphql", json={"query": document("homepage")}).json["extensions"]["cost"]
    assert 100 < cost < 2_500


def test_a_client_that_reads_too_much_has_to_wait(copy):
    client = application_with(copy, SUNDIAL_RATE_LIMIT="100 per hour").test_client()
    body = {"query": "query a($n: Int!) { schools(first: $n) { nodes { id } } }", "variables": {"n": 60}}
    assert client.post("/graphql", json=body).status_code == 200
    assert client.post("/graphql", json={"query": "{ nothing }"}).status_code == 200
    refused = client.post("/graphql", json={**body, "variables": {"n": 61}})
    assert refusal(refused) == (429, "RATE_LIMITED")
    assert 0 < int(refused.headers["Retry-After"]) <= 3_600
    other = client.post("/graphql", json=body, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert other.status_code == 200


def test_what_is_kept_costs_a_client_little_and_not_nothing(copy):
    client = application_with(copy, SUNDIAL_RATE_LIMIT="12 per hour").test_client()
    statuses = [
        client.post("/graphql", json={"query": "{ schools(first: 9) { nodes { id } } }"}).status_code for _ in range(5)
    ]
    assert statuses == [200, 200, 200, 200, 429]


REFUSED = {
    "no JSON": ({"data": "{", "content_type": "application/json"}, 400),
    "no object": ({"json": []}, 400),
    "no document": ({"json": {}}, 400),
    "another type": ({"data": "{}", "content_type": "text/plain"}, 415),
    "too large": ({"data": b" " * 100_001, "content_type": "application/json"}, 413),
    "an answer in another form": ({"json": {"query": QUERY}, "headers": {"Accept": "text/plain"}}, 406),
    "a hash of nothing": ({"json": {"documentId": f"sha256:{'0' * 64}"}}, 200),
    "an operation that cannot be run": ({"json": {"query": "{ nothing }"}}, 200),
    "another method": ({"method": "PUT"}, 405),
    "another place": ({"path": "/nothing", "method": "GET"}, 404),
}


@pytest.mark.parametrize(("sent", "status"), REFUSED.values(), ids=REFUSED)
def test_who_sends_what_is_refused_is_charged_for_it(copy, sent, status):
    client = application_with(copy, SUNDIAL_RATE_LIMIT="3 per hour").test_client()
    sent = {"path": "/graphql", "method": "POST", **sent}
    assert [client.open(**sent).status_code for _ in range(5)] == [status] * 3 + [429] * 2
    assert refusal(client.post("/graphql", json={"query": QUERY})) == (429, "RATE_LIMITED")
    assert client.get("/livez").status_code == client.get("/readyz").status_code == 200


def test_who_looks_at_the_health_is_not_charged(copy):
    client = application_with(copy, SUNDIAL_RATE_LIMIT="1 per hour").test_client()
    assert [client.get("/readyz").status_code for _ in range(3)] == [200] * 3
    assert client.post("/graphql", json={"query": QUERY}).status_code == 200


def test_clients_behind_a_proxy_are_told_apart(copy):
    client = application_with(copy, SUNDIAL_RATE_LIMIT="1 per hour", SUNDIAL_PROXIES="1").test_client()
    for address, status in (
        ("192.0.2.1", 200),
        ("192.0.2.2", 200),
        ("192.0.2.1", 429),
        ("6.6.6.6, 192.0.2.2", 429),
        ("192.0.2.1:5678", 429),
        ("::ffff:192.0.2.1", 429),
        ("[::ffff:192.0.2.1]:443", 429),
        ("192.0.2.3:5678", 200),
        ("192.0.2.3:5679", 429),
        ("2001:db8::1", 200),
        ("2001:db8::2", 429),
        ("[2001:db8::3]:443", 429),
        ("[2001:db8:1::1]:443", 200),
        ("2001:db8:1::1", 429),
        ("anything", 200),
        ("anything else", 429),
    ):
        response = client.post("/graphql", json={"query": QUERY}, headers={"X-Forwarded-For": address})
        assert response.status_code == status, address


def test_no_more_than_five_errors_come_back_of_an_operation_that_is_not_run(client):
    fields = " ".join(f"nothing{number}" for number in range(20))
    assert len(client.post("/graphql", json={"query": f"{{ {fields} }}"}).json["errors"]) == 5


def test_the_schema_can_be_closed(copy):
    client = application_with(copy, SUNDIAL_INTROSPECTION="off").test_client()
    closed = client.post("/graphql", json={"query": "{ __schema { queryType { name } } }"}).json["errors"]
    assert {error["extensions"]["code"] for error in closed} == {"GRAPHQL_VALIDATION_FAILED"}
    near = client.post("/graphql", json={"query": '{ school(slug: "seng") { nme } }'}).json["errors"][0]["message"]
    assert "Did you mean" not in near
    body = {"query": "query($l: Locale!) { schools(locale: $l) { totalCount } }", "variables": {"l": "ZH_HAN"}}
    assert "Did you mean" not in client.post("/graphql", json=body).json["errors"][0]["message"]
    assert client.post("/graphql", json={"query": "{ __typename }"}).json["data"] == {"__typename": "Query"}


def test_a_statement_that_takes_too_long_is_ended(copy):
    application = application_with(copy, SUNDIAL_CACHE="0")
    pool = services(application).database
    slow = "SELECT count(*) FROM entry a, entry b, entry c, entry d"
    pool.statement_timeout = 0.05
    if "postgresql" in copy:
        pool.connect_params["options"] = "-c statement_timeout=50"
    executor = services(application).executor
    document = executor.prepare(Operation(QUERY)).document
    assert answer_of(application.test_client().post("/graphql", json={"query": QUERY})) == ANSWER
    [compiled] = document.compiler.operations.all()
    [written] = compiled.statements.all()
    statement = written.statement
    statement.text = statement.text.replace(
        "SELECT ", f"SELECT ({slow})::text, " if "postgresql" in copy else f"SELECT ({slow}), ", 1
    )
    services(application).request_cache.requests.drop()
    response = application.test_client().post("/graphql", json={"query": QUERY})
    assert refusal(response) == (503, "OPERATION_TIMED_OUT")


# Trusted documents


FORMS = {
    "graphql-codegen": lambda key, text: {key: text},
    "Apollo": lambda key, text: {
        "format": "apollo-persisted-query-manifest",
        "version": 1,
        "operations": [{"id": key, "name": "a", "type": "query", "body": text}],
    },
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("is_folder", [True, False])
def test_documents_of_manifests_are_trusted_by_the_ids_that_they_give(copy, tmp_path, form, is_folder):
    text, key = 'query a { school(slug: "seng") { slug } }', "0fC2a1"
    (tmp_path / "manifest.json").write_text(json.dumps(FORMS[form](key, text)), encoding="utf-8")
    path = tmp_path if is_folder else tmp_path / "manifest.json"
    settings = {"SUNDIAL_DOCUMENTS": "trusted", "SUNDIAL_TRUSTED_DOCUMENTS": str(path)}
    client = application_with(copy, **settings).test_client()
    for asked in (
        {"documentId": key},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": key}}},
        {"query": text},
        {"documentId": hash_of(document("homepage"))},
    ):
        assert client.post("/graphql", json=asked).json["data"], asked
    assert refusal(client.post("/graphql", json={"query": QUERY})) == (403, "DOCUMENT_NOT_TRUSTED")
    assert refusal(client.post("/graphql", json={"documentId": "0fc3"})) == (400, "PERSISTED_QUERY_NOT_SUPPORTED")
    page = client.get("/graphql", headers={"Accept": "text/html"}).text
    assert "query a" not in page


def test_documents_in_folders_are_trusted_by_their_hashes(copy, tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.graphql").write_text(QUERY, encoding="utf-8")
    client = application_with(copy, SUNDIAL_TRUSTED_DOCUMENTS=str(tmp_path)).test_client()
    assert answer_of(client.post("/graphql", json={"documentId": f"sha256:{hash_of(QUERY)}"})) == ANSWER


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("none.json", None, "there is no such file or folder"),
        ("a.json", "{", "it must be JSON"),
        ("a.json", "[]", "it is no manifest"),
        ("a.json", '{"1": 2}', "ids and documents must be texts"),
        ("a.json", '{"format": "apollo-persisted-query-manifest"}', "it is no manifest"),
        ("a.json", '{"1": "query {"}', "a document in it is no GraphQL"),
        ("a.graphql", "query {", "a document in it is no GraphQL"),
        ("b.json", '{"1": "query a { __typename }", "sha256:1": "query b { __typename }"}', "names another document"),
    ],
)
def test_a_manifest_that_is_none_is_refused_at_start(tmp_path, name, content, reason):
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(SettingInvalid, match=reason):
        Documents([str(tmp_path / name)], only_trusted=True)
