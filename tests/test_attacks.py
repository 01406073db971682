"""Attacks: what is made to harm the server is refused as JSON with a code, or answered because it is harmless."""

import io
import json
from contextlib import contextmanager

import psycopg
import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, collecting, connection_to, post, statements, written

from benchmarks.attack_documents import INTROSPECTION, NODE, many
from benchmarks.attack_values import HOSTILE, deep, injected, injections_known
from benchmarks.attacks import APPLICATION
from delivery.execution.hashing import hash_of
from delivery.limits.condition_costs import CONDITION, LETTERS, LINKED
from delivery.limits.cost_requests import TOTAL
from delivery.services import services
from fixtures.generating import generate
from resolvers.caches import TellingCache
from server import create_app

SENT = [each for each in APPLICATION if each.status and "chunks" not in each.name]


@pytest.fixture(scope="module")
def attacked(engine, loaded):
    """A client of an application with default settings."""
    with connection_to(engine.create(loaded)) as url:
        yield collecting(create_app({"SUNDIAL_DATABASE_URL": url}, clock=lambda: SHOWN_AT)).test_client(
            use_cookies=False
        )


def send(client, request):
    return client.open(request.target, method=request.method, data=request.body, headers=list(request.headers))


def codes(answer):
    return [error["extensions"]["code"] for error in answer.get("errors", ())]


@pytest.mark.parametrize("attack", SENT, ids=lambda attack: f"{attack.family}: {attack.name}")
def test_an_attack_is_refused_with_its_code_or_answered(attacked, attack):
    written(attacked.application)
    response = send(attacked, attack.make(1))
    answer = json.loads(response.data) if response.data else {}
    assert (response.status_code, codes(answer)[:1]) == (attack.status, [attack.code] if attack.code else [])
    assert all(error["message"] for error in answer.get("errors", ()))
    assert len(response.data) < 2_000 or (attack.may_be_large and not attack.code)
    assert 0 < len(written(attacked.application)) < 2_000


def test_no_operator_of_any_field_takes_a_hostile_value_for_more_than_a_value(attacked, caplog):
    for number in range(len(injections_known())):
        answer = send(attacked, injected(number)).json
        assert codes(answer) in ([], ["LIMIT_EXCEEDED"]), answer
    assert caplog.text == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_finds_nothing(attacked, text):
    query = "query($w: SchoolFilter, $s: String!) { schools(where: $w) { totalCount } school(slug: $s) { id } }"
    assert post(attacked, query, w={"name": {"contains": text}}, s=text)["data"] == {
        "schools": {"totalCount": 0},
        "school": None,
    }


def test_conditions_cost_what_they_are_tried_on(attacked):
    def cost(where):
        return (
            post(attacked, "query($w: NewsStoryFilter) { newsStories(where: $w) { totalCount } }", w=where)[
                "extensions"
            ]["cost"]
            - TOTAL
        )

    title = {"title": {"contains": "x"}}
    assert cost(title) == CONDITION
    assert cost({"or": [title, title]}) == 2 * CONDITION
    assert cost({"schools": {"some": {"slug": {"in": ["a", "b"]}}}}) == CONDITION * LINKED
    assert cost(deep(1, title, "schools", "some", "newsStories", "none")) == CONDITION * LINKED**2
    assert cost({"not": {}}) == CONDITION
    assert cost({"title": {"contains": "x" * LETTERS}}) == CONDITION
    assert cost({"title": {"contains": "x" * (LETTERS + 1)}}) == 2 * CONDITION
    assert cost({"slug": {"in": ["x" * LETTERS, "y" * LETTERS, "z"]}}) == 3 * CONDITION


@pytest.mark.parametrize("given", ["literal", "variable", "default", "part"])
def test_conditions_cost_the_same_wherever_they_stand(attacked, given):
    inner = 'slug: {eq: "x"}'
    where = f"{{schools: {{some: {{{inner}}}}}}}"
    query, variables = {
        "literal": (f"{{ newsStories(where: {where}) {{ totalCount }} }}", {}),
        "variable": (
            "query($w: NewsStoryFilter) { newsStories(where: $w) { totalCount } }",
            {"w": {"schools": {"some": {"slug": {"eq": "x"}}}}},
        ),
        "default": (f"query($w: NewsStoryFilter = {where}) {{ newsStories(where: $w) {{ totalCount }} }}", {}),
        "part": (
            "query($w: SchoolFilter) { newsStories(where: {schools: {some: $w}}) { totalCount } }",
            {"w": {"slug": {"eq": "x"}}},
        ),
    }[given]
    assert post(attacked, query, **variables)["extensions"]["cost"] == TOTAL + CONDITION * LINKED


def test_conditions_below_parents_cost_for_each(attacked):
    query = '{ schools(first: 7) { nodes { programs(first: 1, where: {name: {contains: "x"}}) { nodes { id } } } } }'
    assert post(attacked, query)["extensions"]["cost"] == 7 * (1 + 1 + CONDITION)


def test_the_defaults_of_variables_count(attacked):
    query = "query($first: Int = 100, $ids: [ID!]! = [%s]) { schools(first: $first) { nodes { id } } nodes(ids: $ids) { id } }"
    ids = ", ".join(['"U2Nob29sOjo6x4k2m9q7w1zb"'] * 7)
    assert post(attacked, query % ids)["extensions"]["cost"] == 107


def test_tools_may_ask_for_the_schema_once_an_operation(attacked):
    once = post(attacked, INTROSPECTION)
    assert len(once["data"]["__schema"]["types"]) > 100
    twice = f"{{ {many(INTROSPECTION.strip()[1:-1].replace('__schema', 's@: __schema'), 2)} }}"
    assert codes(post(attacked, twice)) == ["LIMIT_EXCEEDED"]


def test_fields_of_any_type_are_planned_for_each_and_not_too_many(attacked):
    assert codes(post(attacked, f"{{ {many(NODE, 4)} }}")) == []
    assert codes(post(attacked, f"{{ {many(NODE, 20)} }}")) == ["LIMIT_EXCEEDED"]


def shrink(monkeypatch, cache, heaviest):
    """Let a cache have room for so many bytes."""
    smaller = TellingCache(heaviest, cache.values.getsizeof)
    smaller.on_evicted = cache.values.on_evicted
    monkeypatch.setattr(cache, "values", smaller)


def test_prepared_documents_make_room_for_each_other(attacked, monkeypatch):
    documents = services(attacked.application).executor.documents
    documents.drop()
    query = "query Q%d { schools { nodes { id name slug } } }"
    post(attacked, query % 0)
    shrink(monkeypatch, documents, 3 * documents.weight + 1)
    for number in range(1, 6):
        post(attacked, query % number)
    assert set(documents.values) == {hash_of(query % number) for number in (3, 4, 5)}
    assert documents.weight == sum(each.weight for each in documents.all()) > 0


def test_cached_requests_go_with_their_documents_of_which_they_hold_those_that_they_use(attacked, monkeypatch):
    documents = services(attacked.application).executor.documents
    requests = services(attacked.application).request_cache.requests
    query = "query R%d { schools { nodes { id name } } }"
    requests.drop()
    documents.drop()
    post(attacked, query % 0)
    weight = documents.weight
    requests.drop()
    shrink(monkeypatch, documents, 2 * weight + 1)
    for number in range(1, 5):
        post(attacked, query % number)
        post(attacked, query % 0)
    assert set(documents.values) == {hash_of(query % number) for number in (4, 0)}
    assert {each.logged.hash for each in requests.all()} == set(documents.values)


def test_a_refused_document_leaves_only_what_is_told_of_it(attacked):
    documents = services(attacked.application).executor.documents
    documents.drop()
    padding = "x" * 90_000
    for text in (
        f"{{ __typename }} # {padding}",
        "{ " + "unknown " * 300 + "}",
        "{ schools( }",
        "{ __typename } #" + "é" * 15_000,
    ):
        post(attacked, text)
    weights = [each.weight for each in documents.all()]
    assert [bool(each.refusals) for each in documents.all()] == [True, True, True, False]
    assert all(each.node is None for each in documents.all() if each.refusals)
    assert max(weights[:3]) < 6_000
    assert weights[3] > 15_000


CHUNKED = {"wsgi.input_terminated": True, "CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}
"""What gunicorn says of a body that comes in chunks."""


def chunked(client, stream):
    return client.post("/graphql", input_stream=stream, content_type="application/json", environ_overrides=CHUNKED)


def test_a_body_in_chunks_is_held_to_the_same_limit(attacked):
    for size, status in ((99_000, 400), (2_000_000, 413)):
        response = chunked(attacked, io.BytesIO(b" " * size))
        assert (response.status_code, codes(response.json)) == (status, ["BAD_REQUEST"])


class Breaking(io.RawIOBase):
    """A body that breaks off."""

    def readable(self):
        return True

    def seek(self, *place):
        return 0

    def readinto(self, buffer):
        raise ValueError("a chunk that is none")


def test_a_body_that_breaks_off_is_refused(attacked, caplog):
    broken = chunked(attacked, Breaking())
    assert (broken.status_code, codes(broken.json), caplog.text) == (400, ["BAD_REQUEST"], "")
    early = attacked.post(
        "/graphql",
        input_stream=io.BytesIO(b'{"query": "{ __typename }"}'),
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": "500"},
    )
    assert (early.status_code, codes(early.json)) == (400, ["BAD_REQUEST"])


def test_no_redirect_leads_to_a_host_that_the_client_names(attacked):
    response = attacked.get("/graphiql//etc/passwd", headers={"Host": "evil.example"})
    assert (response.status_code, response.headers.get("Location")) == (404, None)


@pytest.fixture
def slow(copy):
    """A client that may ask for anything, of a database in which three links in a row take far longer than a statement may."""
    generate(400, 3, ZONE)
    settings = {**PLAIN, "SUNDIAL_DATABASE_URL": copy, "SUNDIAL_STATEMENT_TIMEOUT": "1", "SUNDIAL_MAX_COST": "9" * 18}
    return create_app(settings, clock=lambda: SHOWN_AT).test_client()


@contextmanager
def locked(engine, url):
    """Have PostgreSQL wait for the stories: no condition makes it as slow as SQLite."""
    if engine.name == "sqlite":
        yield
        return
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE news_story IN ACCESS EXCLUSIVE MODE")
        yield


def test_a_statement_that_takes_too_long_is_ended_on_both_databases(engine, copy, slow, caplog):
    where = deep(3, {"title": {"contains": "no such text"}}, "schools", "some", "newsStories", "some")
    query = "query($w: NewsStoryFilter) { newsStories(where: $w) { totalCount } }"
    with locked(engine, copy):
        response = slow.post("/graphql", json={"query": query, "variables": {"w": where}})
    assert (response.status_code, codes(response.json)) == (503, ["OPERATION_TIMED_OUT"])
    assert "ended after 1 s, as SUNDIAL_STATEMENT_TIMEOUT says" in caplog.text
    assert post(slow, "{ schools { totalCount } newsStories { totalCount } }")["data"]["schools"] == {"totalCount": 9}


def test_nothing_is_tried_after_a_statement_that_takes_too_long_on_the_executor_either(engine, copy, slow):
    where = deep(3, {"title": {"contains": "no such text"}}, "schools", "some", "newsStories", "some")
    root = "newsStories(where: $w) { totalCount }"
    query = f"query($w: NewsStoryFilter) {{ __schema {{ __typename }} a: {root} b: {root} schools {{ totalCount }} }}"
    with locked(engine, copy), statements() as run:
        response = slow.post("/graphql", json={"query": query, "variables": {"w": where}})
    assert (response.status_code, response.json["errors"][0]["extensions"]) == (503, {"code": "OPERATION_TIMED_OUT"})
    assert "data" not in response.json
    assert sum("news_story" in each for each in run) == 1


def test_conditions_that_the_database_cannot_parse_are_the_clients_fault(slow, caplog):
    where = deep(3, {"title": {"contains": "HKUST"}}, "schools", "every", "newsStories", "every")
    query = "query($w: NewsStoryFilter) { schools { nodes { newsStories(where: $w) { totalCount nodes { id } pageInfo { endCursor } } } } }"
    assert set(codes(post(slow, query, w=where))) <= {"LIMIT_EXCEEDED", "OPERATION_TIMED_OUT"}
    assert "cannot be used" not in caplog.text
