"""`@defer` and `@stream`: operations written for servers that answer in parts are answered at once."""

import pytest
from conftest import post

INCREMENTAL = """
query ($isDeferred: Boolean! = true) {
  school(slug: "seng") {
    slug
    ...Names @defer(if: $isDeferred, label: "names")
    ... @defer { programs(first: 2) { nodes @stream(initialCount: 1, label: "all") { name } } }
  }
}
fragment Names on School { name abbreviation }
"""

WITHOUT = '{ school(slug: "seng") { slug name abbreviation programs(first: 2) { nodes { name } } } }'


@pytest.mark.parametrize("variables", [{}, {"isDeferred": False}])
def test_what_may_be_sent_later_is_sent_at_once(client, variables):
    answer = post(client, INCREMENTAL, **variables)
    assert answer == post(client, WITHOUT)
    assert len(answer["data"]["school"]["programs"]["nodes"]) == 2


def test_clients_that_take_several_parts_get_one_in_json(client):
    accept = {"Accept": "multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json"}
    response = client.post("/graphql", json={"query": INCREMENTAL}, headers=accept)
    assert response.content_type == "application/json; charset=utf-8"
    assert response.json == post(client, WITHOUT)


@pytest.mark.parametrize(
    "query",
    [
        '{ school(slug: "seng") { slug @stream } }',
        '{ school(slug: "seng") { ... @defer(label: "a") { slug } ... @defer(label: "a") { id } } }',
        'query ($l: String) { school(slug: "seng") { ... @defer(label: $l) { slug } } }',
    ],
)
def test_their_rules_hold(client, query):
    [error] = post(client, query)["errors"]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
