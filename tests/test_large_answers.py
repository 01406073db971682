"""Large answers: one that has more bytes than an answer may have is refused, whichever way it is made, and never cut."""

import json

import pytest
from conftest import FAR, PLAIN, SHOWN_AT, ZONE, connection_to, post, with_derived
from test_differential import SCHEMA

import models
from delivery.execution.operations import Executor, Operation
from models import database
from models.errors import AnswerTooLarge
from resolvers.compiler.dialect import dialect_of
from resolvers.compiler.statements import Statement
from server import create_app

REFUSED = {
    "message": "The answer would have more than {} bytes. Ask for less at once: smaller pages, or fewer fields.",
    "extensions": {"code": "LIMIT_EXCEEDED"},
}

STORIES = "{ newsStories(first: 100) { nodes { id slug title liveFrom translation { locale } tags { slug } } } }"
SEVERAL = "{ " + " ".join(f"a{n}: schools {{ nodes {{ slug name }} }}" for n in range(5)) + " }"
TREES = "{ homepage { menus { items { label children { label url children { label } } } } } }"
LATE = (
    "{ programs(first: 100) { nodes { translation { "
    + " ".join(f"{'abcdefgh'[n] * 20}: fallbackFields {{ field locale }}" for n in range(8))
    + " } } } }"
)
HANS = LATE.replace("first: 100", "first: 100, locale: ZH_HANS, fallback: []")
INTROSPECTION = "{ __schema { types { name description fields { name description } } } }"
MIXED = "{ __typename schools { nodes { name } } __schema { types { name description } } }"


def without_places(answer):
    """Leave out where in the document an error is."""
    return [{name: value for name, value in error.items() if name != "locations"} for error in answer["errors"]]


def data_of(body):
    """Cut the data out of an answer, as it is sent."""
    return body.removeprefix(b'{"data":').rpartition(b',"extensions"')[0]


@pytest.mark.parametrize("query", [STORIES, SEVERAL, TREES, HANS, INTROSPECTION, MIXED])
def test_an_answer_that_has_a_byte_too_many_is_refused(app, engine, monkeypatch, query):
    executor = Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, is_future_open=True)
    whole = executor.run(Operation(query))
    size = len(data_of(whole.body))
    assert whole.codes == []
    assert size > 700
    for largest in (size // 50, size // 2, size - 300):
        monkeypatch.setattr(models.entry.database.obj, "largest_answer", largest)
        refused = json.loads(executor.run(Operation(query)).body)
        assert without_places(refused) == [{**REFUSED, "message": REFUSED["message"].format(largest)}]
        assert "data" not in refused
    monkeypatch.setattr(models.entry.database.obj, "largest_answer", 10 * size)
    assert executor.run(Operation(query)).body == whole.body


@pytest.fixture
def small(copy):
    """A client of an application whose answers have few bytes, and the texts of whose content have many."""
    for story in models.NewsStory.select():
        body = {"en": "x" * 150_000}
        models.NewsStory.update(with_derived(models.NewsStory, body=body)).where(
            models.NewsStory.edition == story.edition
        ).execute()
    settings = {**PLAIN, "SUNDIAL_DATABASE_URL": copy, "SUNDIAL_MAX_ANSWER": "400000", "SUNDIAL_CACHE": "1"}
    return create_app(settings, clock=lambda: SHOWN_AT).test_client()


def test_the_setting_holds_for_every_client_and_says_what_to_do(small):
    query = "query($n: Int) { newsStories(first: $n) { nodes { slug body { text } } } }"
    assert len(post(small, query, n=1)["data"]["newsStories"]["nodes"][0]["body"]["text"]) == 150_000
    for accepted, status in (("application/json", 200), ("application/graphql-response+json", 400)):
        response = small.post("/graphql", json={"query": query, "variables": {"n": 3}}, headers={"Accept": accepted})
        assert (response.status_code, without_places(response.json)) == (
            status,
            [{**REFUSED, "message": REFUSED["message"].format(400_000)}],
        )
        assert len(response.data) < 2_000
    assert post(small, "{ __typename }")["data"] == {"__typename": "Query"}


def test_a_known_request_whose_answer_has_grown_is_refused_as_well(small, copy):
    query = "{ newsStories(first: 2) { nodes { slug body { text } } } }"
    for _ in range(2):
        assert "errors" not in post(small, query)
    with database.writing():
        models.NewsStory.update(with_derived(models.NewsStory, body={"en": "y" * 250_000})).execute()
    assert [error["extensions"]["code"] for error in post(small, query)["errors"]] == ["LIMIT_EXCEEDED"]


def test_the_database_itself_ends_the_building_of_a_large_answer(engine, loaded):
    with connection_to(engine.create(loaded)) as url:
        database.connect(url, 60, 1_500_000)
        aliases = " ".join(f"a{n}: body {{ text }}" for n in range(20))
        with database.writing():
            models.NewsStory.update(with_derived(models.NewsStory, body={"en": "z" * 100_000})).execute()
        executor = Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, is_future_open=True)
        body = json.loads(executor.run(Operation(f"{{ newsStories {{ nodes {{ {aliases} }} }} }}")).body)
        assert [error["extensions"]["code"] for error in body["errors"]] == ["LIMIT_EXCEEDED"]
        statement = Statement(dialect_of(models.entry.database.obj), [LONG[engine.name]])
        with database.connection(), pytest.raises(AnswerTooLarge):
            statement.run([], 1_500_000)
        if engine.name == "postgresql":
            assert database.fetch_row(statement.text, [1_500_000]) == [None]


LONG = {"sqlite": "hex(zeroblob(1000000))", "postgresql": "repeat('x', 2000000)"}
