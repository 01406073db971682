"""Nulls in inputs: where the schema lets a client send null, it is as if nothing was given."""

import pytest
from conftest import asker
from graphql import GraphQLInputObjectType, is_list_type, is_non_null_type

from schema import make_schema

TYPES = make_schema()._schema.type_map
QUERY = TYPES["Query"].fields
CONNECTIONS = {name: field for name, field in QUERY.items() if {"where", "locale"} <= field.args.keys()}


def is_nullable(given):
    return not is_non_null_type(given.type)


def test_null_arguments_are_not_given(client):
    """Of every field of the query and of every connection, all that are nullable at once."""
    ask = asker(client)
    for name, field in CONNECTIONS.items():
        nulls = ", ".join(f"{argument}: null" for argument, given in field.args.items() if is_nullable(given))
        answer = ask(f"{{ a: {name} {{ nodes {{ slug }} }} b: {name}({nulls}) {{ nodes {{ slug }} }} }}")
        assert answer["a"] == answer["b"], name
    answer = ask(
        "{ a: homepage { menus { slug } events { upcoming { slug } } firsts { items { slug } } }"
        " b: homepage(fallback: null, asOf: null) { menus(locations: null) { slug }"
        " events { upcoming(first: null) { slug } } firsts { items(category: null) { slug } } } }"
    )
    assert answer["a"] == answer["b"]


def conditions(kind, depth=0):
    """Yield conditions of an input that say nothing: each field null, and so what stands in each."""
    for name, field in kind.fields.items():
        yield {name: None}
        if is_list_type(field.type):
            yield {name: [{}]} if name == "and" else {name: []} if name == "and" else {name: None}
        elif isinstance(field.type, GraphQLInputObjectType) and name != "not" and depth < 1:
            yield {name: dict.fromkeys(field.type.fields)}


def without_nulls(where):
    """What a condition says: nothing, or, of what may lead to an entry, that it does."""
    return {name: {} for name, given in where.items() if isinstance(given, dict)}


@pytest.mark.parametrize("name", CONNECTIONS)
def test_nulls_in_a_where_are_not_given(client, name):
    ask, kind = asker(client), TYPES[CONNECTIONS[name].args["where"].type.name]
    query = f"query($where: {kind.name}) {{ {name}(first: 100, where: $where) {{ totalCount nodes {{ slug }} }} }}"
    every = ask(query)
    for where in [{}, dict.fromkeys(kind.fields), *conditions(kind)]:
        said = without_nulls(where)
        assert ask(query, where=where) == (ask(query, where=said) if said else every), where


def test_nulls_beside_conditions_leave_them_as_they_are(ask):
    query = "query($a: SchoolFilter, $b: SchoolFilter) { a: schools(where: $a) { nodes { slug } } b: schools(where: $b) { nodes { slug } } }"
    given = {"slug": {"in": ["seng", "ssci"]}, "programs": {"some": {"level": {"eq": "UNDERGRADUATE"}}}}
    nulls = {
        **dict.fromkeys(TYPES["SchoolFilter"].fields),
        "slug": {**dict.fromkeys(TYPES["StringFilter"].fields), "in": ["seng", "ssci"]},
        "programs": {
            "every": None,
            "none": None,
            "some": {**dict.fromkeys(TYPES["ProgramFilter"].fields), "level": {"eq": "UNDERGRADUATE", "in": None}},
        },
    }
    answer = ask(query, a=given, b=nulls)
    assert len(answer["a"]["nodes"]) == 2
    assert answer["a"] == answer["b"]


def test_elements_of_lists_are_not_null(client):
    query = "query($s: [String!]) { schools(where: {slug: {in: $s}}) { totalCount } }"
    response = client.post("/graphql", json={"query": query, "variables": {"s": ["seng", None]}})
    [error] = response.json["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert asker(client)(query, s=None) == asker(client)("{ schools { totalCount } }")
