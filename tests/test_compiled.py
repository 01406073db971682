"""Compiled operations: the same answers on both databases, errors included, whatever is asked and how."""

import json
from pathlib import Path

import pytest
from conftest import FAR, SHOWN_AT, ZONE, connection_to, statements
from test_operations import FAILING

from delivery.execution.operations import Executor, Operation
from schema import make_schema

PROJECT = Path(__file__).parent.parent
DOCUMENTS = sorted((PROJECT / "documents").glob("*.graphql"))
OPERATIONS = [*DOCUMENTS, *sorted((PROJECT / "tests" / "operations").glob("*.graphql"))]
SCHEMA = make_schema()


@pytest.fixture(scope="module")
def databases(engines):
    """A loaded database of each kind, with what runs operations on it."""
    made = {}
    for kind in ("sqlite", "postgresql"):
        url = engines(kind).create(engines(kind).loaded)
        made[kind] = url, Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, is_future_open=True)
    return made


@pytest.fixture
def answered_alike(databases):
    """Run an operation on both databases; return the one answer that it has."""

    def run(query, variables=None):
        answers = []
        for url, executor in databases.values():
            with connection_to(url):
                answers += [canonical(executor.run(Operation(query, variables))) for _ in range(2)]
        assert len(set(answers)) == 1
        return json.loads(answers[0])

    return run


@pytest.fixture
def one(databases, engine):
    """Each database in turn."""
    return databases[engine.name]


def canonical(answer):
    """The answer with its keys in order and all else as it is: the response's order is compared, too."""
    return json.dumps(json.loads(answer.body), sort_keys=False, ensure_ascii=False)


def variables_of(path):
    beside = path.with_suffix(".variables.json")
    return json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}


@pytest.mark.parametrize("path", OPERATIONS, ids=lambda path: path.stem)
def test_operations_of_clients_are_answered_alike(answered_alike, path):
    answer = answered_alike(path.read_text(encoding="utf-8"), variables_of(path))
    assert ("errors" in answer) == (path.stem in FAILING)


TRICKY = {
    "typename everywhere": "{ __typename t: __typename schools(first: 1) { __typename nodes { __typename name translation { __typename fallbackFields { __typename } } } edges { __typename } pageInfo { __typename } } }",
    "introspection beside content": '{ __type(name: "School") { name } schools(first: 1) { nodes { slug } } }',
    "fragments on interfaces": "{ homepage { news { ...e ... on Node { id } items { ...e } } } } fragment e on Entry { slug translation { locale } ... on NewsStory { title } ... on School { name } }",
    "merged fields": "{ schools(first: 2) { nodes { slug } nodes { name slug } edges { node { kind } } edges { node { slug } cursor } } }",
    "aliases": "{ a: schools(first: 1) { x: nodes { y: slug y2: slug } } b: schools(first: 1, locale: ZH_HANS) { x: nodes { y: name } } }",
    "skip and include": "query($yes: Boolean! = true, $no: Boolean! = false) { schools(first: 1) { nodes @include(if: $yes) { slug name @skip(if: $yes) kind @include(if: $no) } edges @include(if: $no) { cursor } } }",
    "errors at nullable and other roots": '{ a: tag(slug: "\\u0000") { id } b: school(slug: "seng") { slug } c: tag(slug: "x", asOf: "2026-01-01T00:00:00Z") { id } }',
    "error at a root that is null on errors only": '{ a: tag(slug: "\\u0000") { id } b: schools(first: 1000) { totalCount } c: schools { totalCount } }',
    "errors in sections of the page": '{ a: tag(slug: "\\u0000") { id } homepage { site { name } events { upcoming(first: 101) { id } } firsts { items(category: "\\u0000") { id } } news { items { schools { programs(first: -1) { totalCount } } } } menus { slug } } b: schools(first: -1) { totalCount } }',
    "nodes and what is none": '{ nodes(ids: ["U2Nob29sOjo6mv2kjz38s1pz", "?", "U2Nob29sOjo6mv2kjz38s1pzemgtSGFudA==", "SG9tZXBhZ2U6theonlyone00emgtSGFucw=="]) { id ... on Homepage { news { heading } } ... on School { name } } node(id: "") { id } }',
    "entries in other readings": '{ a: entry(id: "U2Nob29sOjo6mv2kjz38s1pzemgtSGFudA==") { id ... on School { name } } b: entry(id: "U2Nob29sOjo6mv2kjz38s1pzemgtSGFudA==", locale: EN, asOf: "2020-01-01T00:00:00Z") { id } c: entry(id: "SG9tZXBhZ2U6theonlyone00") { id } }',
    "nothing at all": "{ schools @skip(if: true) { totalCount } }",
    "repeated root": "{ homepage { site { name } } homepage { site { slug } } }",
    "pages described by constants": '{ sdgs { pageInfo { hasPreviousPage } } a: sdgs(asOf: "2000-01-01T00:00:00Z") { pageInfo { hasPreviousPage } } b: sdgs(last: 1) { pageInfo { hasNextPage __typename } } c: sdgs(asOf: "2000-01-01T00:00:00Z") { pageInfo { __typename } } d: sdgs { __typename pageInfo { hasPreviousPage @skip(if: true) } } }',
    "null arguments": "{ schools(first: null, after: null, last: null, where: null, orderBy: null, fallback: null, asOf: null) { totalCount } }",
    "fallback with repeats": '{ tag(slug: "donation", locale: ZH_HANT, fallback: [ZH_HANT, EN, EN]) { name translation { locale isComplete } } }',
}  # fmt: skip


@pytest.mark.parametrize("query", TRICKY.values(), ids=TRICKY)
def test_tricky_operations_are_answered_alike(answered_alike, query):
    assert "INTERNAL_SERVER_ERROR" not in json.dumps(answered_alike(query))


CONSTANTS = """query($locale: Locale, $at: DateTime, $size: Int) {
  schools(locale: $locale, asOf: $at) {
    nodes {
      newsStories(last: 1) { nodes { title } pageInfo { startCursor hasNextPage } }
      programs(first: 2, orderBy: [NAME_DESC]) { nodes { name } pageInfo { endCursor } }
      departments(first: $size) { nodes { code } }
    }
  }
  firsts(first: 2, where: {slug: {contains: "a"}}) { nodes { slug liveFrom } }
}"""
"""Arguments without variables below those with, on their own, and of a list that is sorted by its language."""


def test_arguments_without_variables_mean_in_every_request_what_they_mean_in_the_first(one):
    url, executor = one
    asked = [
        {"locale": locale, "at": at, "size": size}
        for at in (None, "2025-11-15T00:00:00Z")
        for locale in ("EN", "ZH_HANT", "ZH_HANS")
        for size in (1, 2)
    ]
    with connection_to(url):
        first = [
            canonical(Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR).run(Operation(CONSTANTS, each)))
            for each in asked
        ]
        assert [canonical(executor.run(Operation(CONSTANTS, each))) for each in asked] == first
    assert '"errors"' not in "".join(first)
    assert len(set(first)) == 12


@pytest.mark.parametrize("value", [True, False])
def test_switched_selections_are_answered_alike(answered_alike, value):
    query = (
        "query($on: Boolean!) { schools(first: 2) { nodes { ... @include(if: $on) { slug } name @skip(if: $on) } } }"
    )
    nodes = answered_alike(query, {"on": value})["data"]["schools"]["nodes"]
    assert [list(node) for node in nodes] == [["slug" if value else "name"]] * 2


UNDECIDED = {
    "roots of all kinds": """query($w: Boolean = true) {
      a: node(id: "!") { id } ...f @include(if: $w) ... on Query { c: school(slug: "seng") { slug } } ...f @skip(if: $w)
      d: node(id: "U2Nob29sOjE=") { ... on Tag { name @skip(if: $w) } ... on School { name } } t: __type(name: "Tag") { name @skip(if: $w) }
    } fragment f on Query { b: tag(slug: "x") { id } e: school(slug: "ssci") { slug } }""",
    "a list": 'query($w: Boolean = true) { c: school(slug: "seng") { slug } b: schools @skip(if: $w) { totalCount } }',
    "a name": 'query($w: Boolean = true) { a: node(id: "!") { id } b: __typename @skip(if: $w) c: node(id: "!") { id } }',
    "behind a root that ends the run": 'query($w: Boolean = true) { a: nodes(ids: ["!"]) { id } b: __typename @skip(if: $w) }',
    "nothing but one": 'query($w: Boolean = true) { a: tag(slug: "x") @skip(if: $w) { id } }',
}


@pytest.mark.parametrize("query", UNDECIDED.values(), ids=UNDECIDED)
def test_undecided_selections_are_refused_alike(answered_alike, query):
    answer = answered_alike(query, {"w": None})
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_USER_INPUT"}


def test_an_undecided_place_is_found_in_a_fragment_wherever_it_is_spread(answered_alike):
    query = """query($w: Boolean = true) {
      a: school(slug: "seng") { ...f } b: school(slug: "seng") { ...g } c: school(slug: "seng") { ...f ...g } ...r
      d: school(slug: "seng") { ...f } ...r @include(if: $w) ...r
    } fragment f on School { slug } fragment g on School { ...f name @skip(if: $w) }
    fragment r on Query { e: school(slug: "smed") { ...f } }"""
    slug = {"slug": "seng"}
    answer = answered_alike(query, {"w": None})
    assert answer["data"] == {"a": slug, "b": None, "c": None, "d": slug, "e": None}
    assert [error["path"] for error in answer["errors"]] == [["b", "name"], ["c", "name"], ["e"]]


def test_the_schema_is_asked_beside_content_with_variables_and_fragments(answered_alike):
    query = """query($name: String!, $all: Boolean = true, $at: DateTime) {
      t: __typename a: __type(name: $name) { ...F } schools(first: 1, asOf: $at) { nodes { slug } }
      b: __type(name: "Nothing") { name } __schema @skip(if: $all) { queryType { name } }
      __schema @include(if: $all) { queryType { ...F } }
    } fragment F on __Type { __typename name enumValues(includeDeprecated: $all) { name } }"""
    answer = answered_alike(query, {"name": "Locale", "at": SHOWN_AT.isoformat()})
    assert list(answer["data"].items()) == [
        ("t", "Query"),
        (
            "a",
            {
                "__typename": "__Type",
                "name": "Locale",
                "enumValues": [{"name": n} for n in ("EN", "ZH_HANT", "ZH_HANS")],
            },
        ),
        ("schools", {"nodes": [{"slug": "ssci"}]}),
        ("b", None),
        ("__schema", {"queryType": {"__typename": "__Type", "name": "Query", "enumValues": None}}),
    ]


DEEP = """{
  schools(first: 3) { nodes { slug newsStories(first: 2) { totalCount edges { cursor node { title translation { locale } tags {
    slug newsStories(first: 2, orderBy: [TITLE_ASC]) { nodes { id schools { name programs(last: 1) { pageInfo { startCursor } nodes {
      liveFrom alternateNames { name } departments { school { abbreviation } }
    } } } } }
  } } } } } }
  menus { nodes { items { label children { school { id programs(first: 1) { nodes { code } } } } } } }
}"""


@pytest.mark.parametrize("is_split", [False, True])
@pytest.mark.parametrize("levels", [0, 1, 2])
def test_relations_that_stand_in_front_give_the_same_answer(databases, monkeypatch, levels, is_split):
    """SQLite before 3.46 parses only so many subqueries inside each other; the rest stands side by side."""
    from resolvers.compiler import writing

    url, _ = databases["sqlite"]
    answers = []
    for nestings in (writing.NESTINGS, (writing.Nesting(levels, is_flat=True, is_split=is_split),)):
        monkeypatch.setattr(writing, "NESTINGS", nestings)
        executor = Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, is_future_open=True)
        with connection_to(url), statements() as texts:
            answers.append(canonical(executor.run(Operation(DEEP))))
        assert len(texts) == 1
    assert len(set(answers)) == 1
    assert "errors" not in json.loads(answers[0])


def test_the_deepest_operation_that_is_allowed_is_answered(one):
    url, executor = one
    inner = "id"
    for _ in range(4):
        inner = f"schools {{ newsStories(first: 2) {{ pageInfo {{ endCursor }} edges {{ node {{ id tags {{ slug }} {inner} }} }} }} }}"
    where = '{schools: {some: {newsStories: {some: {schools: {some: {slug: {eq: "seng"}}}}}}}}'
    query = f"{{ homepage {{ news {{ items {{ {inner} }} }} }} newsStories(where: {where}) {{ nodes {{ {inner} }} }} }}"
    with connection_to(url):
        answer = json.loads(executor.run(Operation(query)).body)
    assert "errors" not in answer
    assert answer["data"]["homepage"]["news"]["items"][0]["schools"][0]["newsStories"]["edges"]


def test_an_object_of_many_members_is_answered_alike(answered_alike):
    members = " ".join(f"a{number}: slug b{number}: liveFrom c{number}: name" for number in range(60))
    school = answered_alike(f"{{ schools {{ nodes {{ {members} }} }} }}")["data"]["schools"]["nodes"][0]
    assert list(school) == [f"{letter}{number}" for number in range(60) for letter in "abc"]


def test_a_sqlite_that_forgets_what_is_json_gives_the_same_answer(databases, monkeypatch):
    from resolvers.compiler import sqlite

    url, executor = databases["sqlite"]
    monkeypatch.setattr(sqlite, "keeps_json_of_subqueries", lambda: False)
    forgetful = Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, is_future_open=True)
    operation = Operation(DOCUMENTS[0].read_text(encoding="utf-8"), variables_of(DOCUMENTS[0]))
    with connection_to(url):
        assert canonical(forgetful.run(operation)) == canonical(executor.run(operation))


def test_arguments_without_variables_are_read_once_for_dated_and_undated_readings_each(answered_alike):
    """And an argument that cannot be read fails each request alike, beside those that are read."""
    query = """query ($at: DateTime) {
      schools(first: 2, asOf: $at) { nodes { slug newsStories(first: 1) { nodes { slug } } } }
      school(slug: "seng", asOf: $at) { slug newsStories(first: 1) { nodes { slug } } }
      broken: school(slug: "seng", asOf: $at) { newsStories(first: 101) { totalCount } } }"""
    instants = [None, SHOWN_AT.isoformat(), None, "2001-01-01T00:00:00Z"]
    undated, dated, again, before = [answered_alike(query, {"at": at}) for at in instants]
    assert undated == again
    assert undated["data"] == dated["data"]
    assert len(undated["data"]["school"]["newsStories"]["nodes"]) == 1
    assert before["data"]["schools"] == {"nodes": []}
    assert (before["data"]["school"], before["data"]["broken"]) == (None, None)
    for answer in (undated, dated, again, before):
        [error] = answer["errors"]
        assert error["path"] == ["broken", "newsStories"]
