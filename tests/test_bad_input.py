"""What clients get wrong: one clear error with a code and the path, and nothing lost."""

import base64
import json

import pytest
from conftest import post

from resolvers.attributes.ids import encode

SENG = encode("School", "mv2kjz38s1pz")


def global_id(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def ending(reading: str) -> str:
    return base64.b64encode(reading.encode()).decode()


def test_an_unknown_slug_is_null(ask):
    assert ask('{ school(slug: "none") { id } sdg(number: 18) { id } }') == {"school": None, "sdg": None}


def test_an_id_of_an_unknown_type_or_entry_is_null(ask):
    ids = [encode(name, "a23456789012") for name in ("Nothing", "School", "Query", "SchoolConnection", "Homepage")]
    assert ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids) == {"nodes": [None] * 5}


NO_IDS = {
    "nothing": "",
    "a sign": "!",
    "a letter": "x",
    "the number of an entry": "School:215",
    "an id of before": global_id("School:215"),
    "NUL": "\0",
    "a lone surrogate": "\ud800",
    "a long text": "U2Nob29s" * 10_000,
    "a space before an id": " " + SENG,
    "a line behind an id": SENG + "\n",
    "an id without its end": SENG[:-1],
    "the default language, named": SENG + ending("en"),
    "the default fallbacks, named": SENG + ending("zh-Hant:zh-Hans,en"),
    "a language twice": SENG + ending("en:en"),
    "an unknown language": SENG + ending("fr"),
    "an instant with a sign": SENG + ending("@+1"),
    "an instant with a zero before it": SENG + ending("@01"),
    "an instant beyond all calendars": SENG + ending("@999999999999999999"),
    "an instant of too many digits": SENG + ending("@" + "9" * 30),
    "digits of another script": SENG + base64.b64encode("@١".encode()).decode(),
    "an end that is no text": SENG + "////",
    "an end in other words": SENG + "emgtSGFudB==",
}


@pytest.mark.parametrize("identifier", NO_IDS.values(), ids=NO_IDS)
def test_a_malformed_id_is_null_like_an_unknown_one(ask, identifier):
    query = "query($id: ID!, $ids: [ID!]!) { node(id: $id) { id } nodes(ids: $ids) { id } entry(id: $id) { id } }"
    answer = ask(query, id=identifier, ids=[SENG, identifier])
    assert answer == {"node": None, "nodes": [{"id": SENG}, None], "entry": None}


def test_only_malformed_ids_are_nulls_and_no_ids_are_none(ask):
    assert ask('{ a: nodes(ids: ["x", ""]) { id } b: nodes(ids: []) { id } }') == {"a": [None, None], "b": []}


REFUSED = {
    "naive instant": (
        '{ school(slug: "seng", asOf: "2026-01-02T09:00:00") { id } }',
        {},
        "GRAPHQL_VALIDATION_FAILED",
        ["school"],
    ),
    "no instant": (
        'query($at: DateTime) { seng: school(slug: "seng", asOf: $at) { id } }',
        {"at": "yesterday"},
        "BAD_USER_INPUT",
        ["seng"],
    ),
    "unknown locale": ("{ schools(locale: FR) { totalCount } }", {}, "GRAPHQL_VALIDATION_FAILED", ["schools"]),
    "unknown locale in a variable": (
        "query($locale: Locale!) { schools(locale: $locale) { totalCount } }",
        {"locale": "FR"},
        "BAD_USER_INPUT",
        ["schools"],
    ),
    "foreign cursor": ('{ schools(after: "nonsense") { totalCount nodes { id } } }', {}, "BAD_USER_INPUT", ["schools"]),
    "cursor that is no text": (
        "query($after: String) { schools(after: $after) { nodes { id } } }",
        {"after": "\ud800"},
        "BAD_USER_INPUT",
        ["schools"],
    ),
    "cursor of another order": (
        "query($after: String) { newsStories(after: $after) { nodes { id } } }",
        {"after": base64.urlsafe_b64encode(b'["starts_at",1,1]').decode()},
        "BAD_USER_INPUT",
        ["newsStories"],
    ),
    "cursor with another day": (
        "query($after: String) { newsStories(after: $after) { nodes { id } } }",
        {"after": base64.urlsafe_b64encode(b'["-published_on","2025-13-40",1]').decode()},
        "BAD_USER_INPUT",
        ["newsStories"],
    ),
    "page too large": ("{ schools(first: 101) { nodes { id } } }", {}, "BAD_USER_INPUT", ["schools"]),
    "page below nothing": ("{ schools(first: -1) { nodes { id } } }", {}, "BAD_USER_INPUT", ["schools"]),
    "nested page too large": (
        "{ schools { nodes { stories: newsStories(first: 101) { nodes { id } } } } }",
        {},
        "BAD_USER_INPUT",
        ["schools", "nodes", "stories"],
    ),
    "too many upcoming": (
        "{ homepage { events { upcoming(first: 1000) { id } } } }",
        {},
        "BAD_USER_INPUT",
        ["homepage", "events", "upcoming"],
    ),
    "ids of more than ten readings": (
        "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
        {"ids": [SENG + ending(f"@{instant}") for instant in range(11)]},
        "BAD_USER_INPUT",
        ["nodes"],
    ),
    "instant of before all calendars": (
        'query($id: ID!) { entry(id: $id, asOf: "0000-01-01T00:00:00Z") { id } }',
        {"id": SENG},
        "GRAPHQL_VALIDATION_FAILED",
        ["entry"],
    ),
    "number of 2^63": (
        "query($number: Int!) { sdg(number: $number) { id } }",
        {"number": 2**63},
        "BAD_USER_INPUT",
        ["sdg"],
    ),
    "lone surrogate": (
        "query($slug: String!) { school(slug: $slug) { id } }",
        {"slug": "a\ud800"},
        "BAD_USER_INPUT",
        ["school"],
    ),
    "NUL": ("query($slug: String!) { school(slug: $slug) { id } }", {"slug": "a\0"}, "BAD_USER_INPUT", ["school"]),
    "lone surrogate in a category": (
        "query($c: String) { homepage { firsts { items(category: $c) { id } } } }",
        {"c": "\udc00"},
        "BAD_USER_INPUT",
        ["homepage", "firsts", "items"],
    ),
    "too many ids": (
        "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
        {"ids": [SENG] * 101},
        "BAD_USER_INPUT",
        ["nodes"],
    ),
    "unknown field": ("{ schools { nodes { nme } } }", {}, "GRAPHQL_VALIDATION_FAILED", ["schools", "nodes", "nme"]),
}


@pytest.mark.parametrize(("query", "variables", "code", "path"), REFUSED.values(), ids=REFUSED)
def test_bad_input_is_one_error_with_a_code_and_the_path(client, query, variables, code, path):
    answer = post(client, query, **variables)
    [error] = answer["errors"]
    assert (error["extensions"]["code"], error["path"]) == (code, path)
    assert found_null(answer.get("data"), path)


def found_null(data, path):
    """Tell whether the value at a path, or the nearest above it that may be, is null."""
    return data is None or found_null(data[path[0]], path[1:])


RUN = [name for name, (query, *_, code, _) in REFUSED.items() if code == "BAD_USER_INPUT" and name not in (
    "no instant", "unknown locale in a variable", "number of 2^63"
)]  # fmt: skip
"""Those that only their field knows to be wrong; of the others the operation is not run."""


@pytest.mark.parametrize("name", RUN)
def test_an_error_in_one_root_field_leaves_the_others(client, name):
    query, variables, code, path = REFUSED[name]
    before, after = ('first: school(slug: "seng") { abbreviation }', "last: tags { totalCount }")
    opening, selection = query.split("{", 1)
    answer = post(client, f"{opening}{{ {before} {selection.removesuffix('}')} {after} }}", **variables)
    assert [(error["extensions"]["code"], error["path"]) for error in answer["errors"]] == [(code, path)]
    assert list(answer["data"]) == ["first", path[0], "last"]
    assert answer["data"]["first"] == {"abbreviation": "SENG"}
    assert answer["data"]["last"] == {"totalCount": 8}


def test_an_error_below_a_root_makes_the_nearest_nullable_field_null(client):
    answer = post(
        client,
        """{
          homepage {
            site { slug }
            events { heading upcoming(first: 101) { id } }
            firsts { heading items(category: "\\u0000") { id } }
            news { items { schools { programs(first: -1) { totalCount } } } }
            awards { slug }
          }
        }""",
    )
    assert answer["data"] == {
        "homepage": {
            "site": {"slug": "hkust"},
            "events": None,
            "firsts": None,
            "news": None,
            "awards": {"slug": "awards"},
        }
    }
    assert [error["path"] for error in answer["errors"]] == [
        ["homepage", "events", "upcoming"],
        ["homepage", "firsts", "items"],
        ["homepage", "news", "items", "schools", "programs"],
    ]


def test_an_error_below_a_list_makes_the_list_null(client):
    query = '{ a: schools { nodes { slug } } b: schools { nodes { slug newsStories(after: "stale") { totalCount } } } }'
    answer = post(client, query)
    assert (len(answer["data"]["a"]["nodes"]), answer["data"]["b"]) == (9, None)
    assert [error["path"] for error in answer["errors"]] == [["b", "nodes", "newsStories"]]


def test_every_root_that_failed_has_its_error(client):
    roots = " ".join(f"f{number}: tags(first: -{number}) {{ totalCount }}" for number in range(1, 20))
    answer = post(client, f"{{ {roots} tags {{ totalCount }} }}")
    assert answer["data"] == {**{f"f{number}": None for number in range(1, 20)}, "tags": {"totalCount": 8}}
    assert [(error["path"], error["extensions"]) for error in answer["errors"]] == [
        ([f"f{number}"], {"code": "BAD_USER_INPUT"}) for number in range(1, 20)
    ]
    assert len(json.dumps(answer)) < 4_000


@pytest.mark.parametrize(
    ("query", "status", "has_data"),
    [
        ("{ schools(first: -1) { totalCount } }", 200, True),
        ("{ schools(first: -1) { totalCount } tags { totalCount } }", 200, True),
        ("{ schools(first: true) { totalCount } tags { totalCount } }", 400, False),
        ("query($f: Int! = 3) { schools(first: $f) { totalCount } tags { totalCount } }", 400, False),
    ],
)
def test_only_an_operation_that_is_not_run_is_400_and_without_data(client, query, status, has_data):
    headers = {"Accept": "application/graphql-response+json"}
    response = client.post("/graphql", json={"query": query, "variables": {"f": "three"}}, headers=headers)
    assert (response.status_code, "data" in response.json) == (status, has_data)


NULL_SWITCHES = {
    "field": ('{ bad: school(slug: "seng") { slug name @include(if: $w) } GOOD }', ["bad", "name"]),
    "field far below": (
        '{ bad: school(slug: "seng") { newsStories { nodes { t: title @skip(if: $w) } } } GOOD }',
        ["bad", "newsStories", "nodes", "t"],
    ),
    "spread": ('{ bad: school(slug: "seng") { ...f @include(if: $w) } GOOD } fragment f on School { slug }', ["bad"]),
    "field in a fragment": (
        '{ GOOD bad: school(slug: "seng") { ...f } } fragment f on School { slug @skip(if: $w) }',
        ["bad", "slug"],
    ),
    "inline fragment": (
        '{ bad: school(slug: "seng") { newsStories { nodes { ... @skip(if: $w) { slug } } } } GOOD }',
        ["bad", "newsStories", "nodes"],
    ),
    "fragment on an interface": ('{ bad: node(id: "U2Nob29sOjE=") { ... on Tag { id @skip(if: $w) } } GOOD }', ["bad", "id"]),
    "root": ('{ bad: school(slug: "seng") @include(if: $w) { slug } GOOD }', ["bad"]),
    "root twice": ('{ bad: tag(slug: "x") { id } GOOD bad: tag(slug: "x") @skip(if: $w) { slug } }', ["bad"]),
    "root spread": ('{ ...f @skip(if: $w) GOOD } fragment f on Query { bad: school(slug: "seng") { slug } }', ["bad"]),
    "root inline fragment": ('{ GOOD ... @include(if: $w) { bad: school(slug: "seng") { slug } } }', ["bad"]),
    "after a switch that is false": (
        '{ bad: school(slug: "seng") { id @include(if: false) slug @skip(if: false) @include(if: $w) } GOOD }',
        ["bad", "slug"],
    ),
    "schema": ('{ bad: __type(name: "School") { fields { name @skip(if: $w) } } GOOD }', ["bad", "fields", "name"]),
    "argument below": (
        '{ bad: school(slug: "seng") { tags: programs(orderBy: [$o]) { totalCount } } GOOD }',
        ["bad", "tags"],
    ),
    "argument of a root": ('{ bad: school(slug: "seng", locale: $l) { slug } GOOD }', ["bad"]),
}  # fmt: skip
"""Variables with a default that are null where there must be a value, beside a root field that is right."""

DEFAULTS = {"w": "Boolean = true", "o": "ProgramOrder = NAME_ASC", "l": "Locale = EN"}


@pytest.mark.parametrize(("query", "path"), NULL_SWITCHES.values(), ids=NULL_SWITCHES)
def test_null_where_there_must_be_a_value_is_an_error_of_its_root_field_alone(client, query, path):
    name = next(name for name in DEFAULTS if f"${name}" in query)
    good = 'good: school(slug: "ssci") { slug }'
    document = f"query(${name}: {DEFAULTS[name]}) {query.replace('GOOD', good)}"
    for value, is_right in (({}, True), ({name: None}, False), ({}, True)):
        answer = post(client, document, **value)
        assert answer["data"]["good"] == {"slug": "ssci"}
        if is_right:
            assert "errors" not in answer
            continue
        [error] = answer["errors"]
        assert (error["extensions"]["code"], error["path"]) == ("BAD_USER_INPUT", path)
        assert answer["data"]["bad"] is None


def test_a_root_that_must_not_be_null_and_cannot_be_decided_ends_the_run(client):
    query = """query($w: Boolean = true) {
      a: tag(slug: "\\u0000") { id } b: __typename @skip(if: $w) c: tag(slug: "\\u0000") { id } d: tag(slug: "x") @skip(if: $w) { id }
    }"""
    answer = post(client, query, w=None)
    assert answer["data"] is None
    assert [error["path"] for error in answer["errors"]] == [["a"], ["b"]]


def test_an_error_that_quotes_a_lone_surrogate_is_still_json(client):
    answer = post(client, "query($locale: Locale!) { schools(locale: $locale) { totalCount } }", locale="\ud800")
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b'"text"', b"1", b"{", b"\xff", b'{"query": 1}', b'{"query": "{ __typename }", "variables": 1}',
     b'{"query": "{ __typename }", "operationName": 1}', b"[" * 100_000, b'{"query"' + b":[" * 40_000],
)  # fmt: skip
def test_a_request_that_is_no_operation_is_400_and_json(client, body):
    response = client.post("/graphql", data=body, content_type="application/json")
    assert response.status_code == 400
    assert [error["extensions"]["code"] for error in json.loads(response.data)["errors"]] == ["BAD_REQUEST"]


def test_a_document_that_does_not_parse_is_told_so(client):
    assert post(client, "{ schools")["errors"][0]["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"


@pytest.mark.parametrize("depth", [200, 5_000])
def test_a_document_nested_too_deeply_is_refused_without_a_trace(client, depth):
    answer = post(client, "{ schools " + "{ nodes " * depth + "}" * depth + "}")
    assert "data" not in answer or answer["data"] is None
    assert all(error["extensions"]["code"] != "BAD_REQUEST" for error in answer["errors"])


@pytest.mark.parametrize("sign", ["x", "\U0001f600", "\x01", "\ud800", "學", '"'])
def test_an_error_is_short_whatever_it_quotes_and_wherever_it_stands(client, sign):
    query = "programs(orderBy: $x) { totalCount }"
    fields = [*["schools", "nodes", "programs(first: 1)"] * 3, "nodes", "schools(first: 1)"]
    for number, field in enumerate(fields):
        query = f"{f'k{number}_'.ljust(100, 'x')}: {field} {{ {query} }}"
    body = {"query": f"query($x: [ProgramOrder!]) {{ {query} }}", "variables": {"x": [sign * 500]}}
    response = client.post("/graphql", json=body)
    [error] = response.json["errors"]
    assert error["message"].endswith("...")
    assert len(error["path"]) == len(fields) + 1
    assert len(response.data) < 2_000


def test_a_document_of_too_many_overlapping_fields_is_refused(client):
    query = "{ schools { " + "nodes { name } " * 150 + "} }"
    body = post(client, query)
    assert [error["message"] for error in body["errors"]] == ["Validation aborted."]
    assert body["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert "data" not in body
