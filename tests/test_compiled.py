"""Compiled operations: the same answers as Strawberry's executor gives, errors included."""

import json
from pathlib import Path

import pytest
from conftest import FAR, SHOWN_AT, ZONE, connection_to
from graphql import GraphQLField, GraphQLObjectType

from delivery.execution.operations import Executor, Operation
from schema import make_schema

PROJECT = Path(__file__).parent.parent
DOCUMENTS = sorted((PROJECT / "documents").glob("*.graphql"))
OPERATIONS = [*DOCUMENTS, *sorted((PROJECT / "tests" / "operations").glob("*.graphql"))]
SCHEMA = make_schema()


@pytest.fixture(scope="module")
def both(engine, loaded):
    """The two ways of running operations, on one database."""
    with connection_to(engine.create(loaded)) as url:
        pass
    compiled, stock = (Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, is_compiling=way) for way in (True, False))
    return url, compiled, stock


def canonical(answer):
    """The answer with its keys in order and all else as it is: the response's order is compared, too."""
    return json.dumps(json.loads(answer.body), sort_keys=False, ensure_ascii=False)


def variables_of(path):
    beside = path.with_suffix(".variables.json")
    return json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}


@pytest.mark.parametrize("path", OPERATIONS, ids=lambda path: path.stem)
def test_known_operations_are_compiled_and_answered_alike(both, path):
    url, compiled, stock = both
    operation = Operation(path.read_text(encoding="utf-8"), variables_of(path))
    before = compiled.runs["compiled"]
    with connection_to(url):
        assert canonical(compiled.run(operation)) == canonical(stock.run(operation))
    assert compiled.runs["compiled"] == before + 1


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
def test_tricky_operations_are_answered_alike(both, query):
    url, compiled, stock = both
    with connection_to(url):
        answers = [canonical(way.run(Operation(query))) for way in (compiled, stock)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("value", [True, False])
def test_switched_selections_are_answered_alike(both, value):
    url, compiled, stock = both
    query = (
        "query($on: Boolean!) { schools(first: 2) { nodes { ... @include(if: $on) { slug } name @skip(if: $on) } } }"
    )
    with connection_to(url):
        answers = [canonical(way.run(Operation(query, {"on": value}))) for way in (compiled, stock)]
    assert answers[0] == answers[1]


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
def test_undecided_selections_are_refused_alike(both, query):
    url, *ways = both
    with connection_to(url):
        answers = [canonical(way.run(Operation(query, {"w": None}))) for way in (*ways, *ways)]
    assert len(set(answers)) == 1
    assert "INTERNAL_SERVER_ERROR" not in answers[0]


def test_an_undecided_place_is_found_in_a_fragment_wherever_it_is_spread(both):
    url, *ways = both
    query = """query($w: Boolean = true) {
      a: school(slug: "seng") { ...f } b: school(slug: "seng") { ...g } c: school(slug: "seng") { ...f ...g } ...r
      d: school(slug: "seng") { ...f } ...r @include(if: $w) ...r
    } fragment f on School { slug } fragment g on School { ...f name @skip(if: $w) }
    fragment r on Query { e: school(slug: "smed") { ...f } }"""
    slug = {"slug": "seng"}
    for way in ways:
        with connection_to(url):
            answer = json.loads(way.run(Operation(query, {"w": None})).body)
        assert answer["data"] == {"a": slug, "b": None, "c": None, "d": slug, "e": None}
        assert [error["path"] for error in answer["errors"]] == [["b", "name"], ["c", "name"], ["e"]]


def test_a_resolver_written_by_hand_works_under_both(both, monkeypatch):
    """A field that no attribute stands for makes the operation run under the executor, whole."""
    url, compiled, stock = both
    kind = SCHEMA._schema.type_map["School"]
    assert isinstance(kind, GraphQLObjectType)
    shout = GraphQLField(kind.fields["abbreviation"].type, resolve=lambda row, info: row["slug"].upper() + "!")
    monkeypatch.setitem(kind.fields, "shout", shout)
    operation = Operation('{ school(slug: "seng") { slug shout } }')
    with connection_to(url):
        answers = [json.loads(way.run(operation).body) for way in (compiled, stock)]
    assert answers == [{"data": {"school": {"slug": "seng", "shout": "SENG!"}}, "extensions": {"cost": 1}}] * 2
    compiled.document.kept.drop()
    stock.document.kept.drop()


DEEP = """{
  schools(first: 3) { nodes { slug newsStories(first: 2) { totalCount edges { cursor node { title translation { locale } tags {
    slug newsStories(first: 2, orderBy: [TITLE_ASC]) { nodes { id schools { name programs(last: 1) { pageInfo { startCursor } nodes {
      liveFrom alternateNames { name } departments { school { abbreviation } }
    } } } } }
  } } } } } }
  menus { nodes { items { label children { school { id programs(first: 1) { nodes { code } } } } } } }
}"""


@pytest.mark.parametrize("room", [0, 1, 2, 3])
def test_a_statement_that_is_cut_gives_the_same_answer(both, monkeypatch, room):
    """SQLite before 3.46 parses only so many subqueries inside each other; the rest is fetched by key."""
    from resolvers.compiler import plans

    url, *_ = both
    answers = []
    for rooms in ((25, 5, 4, 3, 2, 1), (room,)):
        monkeypatch.setattr(plans, "LEVELS", rooms)
        executor = Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR)
        with connection_to(url):
            if rooms != (room,) or not url.startswith("postgresql"):
                answers.append(canonical(executor.run(Operation(DEEP))))
    assert len(set(answers)) == 1
    assert "errors" not in json.loads(answers[0])


def test_the_deepest_operation_that_is_allowed_is_answered(both):
    url, compiled, _ = both
    inner = "id"
    for _ in range(4):
        inner = f"schools {{ newsStories(first: 2) {{ pageInfo {{ endCursor }} edges {{ node {{ id tags {{ slug }} {inner} }} }} }} }}"
    where = '{schools: {some: {newsStories: {some: {schools: {some: {slug: {eq: "seng"}}}}}}}}'
    query = f"{{ homepage {{ news {{ items {{ {inner} }} }} }} newsStories(where: {where}) {{ nodes {{ {inner} }} }} }}"
    with connection_to(url):
        answer = json.loads(compiled.run(Operation(query)).body)
    assert "errors" not in answer
    assert answer["data"]["homepage"]["news"]["items"][0]["schools"][0]["newsStories"]["edges"]


def test_an_object_of_many_members_is_answered_alike(both):
    url, compiled, stock = both
    members = " ".join(f"a{number}: slug b{number}: liveFrom c{number}: name" for number in range(60))
    with connection_to(url):
        answers = [
            canonical(way.run(Operation(f"{{ schools {{ nodes {{ {members} }} }} }}"))) for way in (compiled, stock)
        ]
    assert answers[0] == answers[1]
    school = json.loads(answers[0])["data"]["schools"]["nodes"][0]
    assert list(school) == [f"{letter}{number}" for number in range(60) for letter in "abc"]


def test_a_sqlite_that_forgets_what_is_json_gives_the_same_answer(both, monkeypatch):
    from resolvers.compiler import json_sql

    url, compiled, _ = both
    monkeypatch.setattr(json_sql, "keeps_json_of_subqueries", lambda: False)
    forgetful = Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR)
    operation = Operation(DOCUMENTS[0].read_text(encoding="utf-8"), variables_of(DOCUMENTS[0]))
    with connection_to(url):
        assert canonical(forgetful.run(operation)) == canonical(compiled.run(operation))
