"""Service fields: what is no content has resolvers of Strawberry, beside content that comes of one statement."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import strawberry
from conftest import FAR, SHOWN_AT, ZONE, connection_to, statements
from strawberry.permission import BasePermission

from delivery.execution.operations import Executor, Operation
from delivery.limits.document_limits import Limits
from delivery.limits.field_costs import MUTATION
from models.access import people
from models.access.actors import COMMAND_LINE
from models.access.callers import ANONYMOUS, Caller
from models.access.grants import Action, Grant, Grants
from models.entry import Entry
from models.entry import database as connected
from models.errors import DatabaseUnreachable
from schema import Schema, make_schema
from schema.services import Info, object_type, query_fields
from server import create_app

SCHEMA = make_schema()
PROJECT = Path(__file__).parent.parent
EDIT = Grants(frozenset({Grant(frozenset({Action.EDIT}), "NewsStory")}))
CALLS = Counter()


class Never(BasePermission):
    message = "Nobody may."
    error_extensions = {"code": "FORBIDDEN"}

    def has_permission(self, source, info, **arguments):
        return False


@strawberry.type
class Inner:
    name: str

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("a secret of ours")


@strawberry.type
class Query:
    @strawberry.field
    def now(self, info: Info) -> str:
        return info.context.now.isoformat()

    @strawberry.field
    def inner(self, name: str = "it") -> Inner | None:
        return Inner(name=name)

    @strawberry.field(permission_classes=[Never])
    def hidden(self) -> str | None:
        return "hidden"

    @strawberry.field
    def lost(self) -> str | None:
        raise DatabaseUnreachable("at home", "nobody is there")

    @strawberry.field
    def must(self) -> str:
        raise RuntimeError("a secret of ours")


@strawberry.type
class Payload:
    saved: bool
    uid: str | None
    others: list[str] | None
    problems: list[str]


@strawberry.type
class Mutation:
    @strawberry.mutation
    def add(self, uid: str, is_refused: bool = False) -> Payload:
        CALLS["add"] += 1
        if is_refused:
            return Payload(saved=False, uid=None, others=None, problems=["refused"])
        Entry.create(type="Test", uid=uid)
        others = [each.uid for each in Entry.select().where(Entry.type == "Test").order_by(Entry.entry)]
        return Payload(saved=True, uid=uid, others=others, problems=[])

    @strawberry.mutation
    def fail(self) -> Payload | None:
        raise RuntimeError("a secret of ours")

    @strawberry.mutation
    def spoil(self) -> Payload:
        raise DatabaseUnreachable("at home", "nobody is there")


@pytest.fixture
def own(empty):
    """An executor of a schema with resolvers alone."""
    return Executor(Schema(Query, Mutation), ZONE, lambda: SHOWN_AT, limits=Limits())


@pytest.fixture
def executor(copy):
    return Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR)


def asked(executor, text, caller=ANONYMOUS, **variables):
    return json.loads(executor.run(Operation(text, variables, caller=caller)).body)


def codes(answer):
    return [error["extensions"]["code"] for error in answer.get("errors", ())]


def added():
    return [each.uid for each in Entry.select().where(Entry.type == "Test").order_by(Entry.entry)]


def test_content_comes_of_one_statement_beside_fields_with_resolvers(executor):
    ada = people.add("ada@example.org", "Ada", [], COMMAND_LINE, 0)
    query = """query ($is: Boolean!) {
      a: schools(first: 1) { nodes { slug } } viewer { ...V } __typename
      b: schools(first: 1) { nodes { slug } } mine: viewer { name @include(if: $is) kind @skip(if: $is) }
    } fragment V on Viewer { kind ... @defer { can(action: EDIT, type: "NewsStory") } }"""
    with statements() as run:
        answer = asked(executor, query, Caller(EDIT, person=ada.person), **{"is": True})
    schools = {"nodes": [{"slug": "ssci"}]}
    assert list(answer["data"].items()) == [
        ("a", schools),
        ("viewer", {"kind": "PERSON", "can": True}),
        ("__typename", "Query"),
        ("b", schools),
        ("mine", {"name": "Ada"}),
    ]
    assert sum("school" in text for text in run) == 1
    assert len(run) == 3


def test_a_resolver_gets_the_circumstances_of_the_operation(own):
    assert asked(own, "{ now }")["data"] == {"now": SHOWN_AT.isoformat()}


def test_a_field_that_fails_is_null_at_its_place_and_its_exception_stays_here(own, caplog):
    answer = asked(own, '{ inner(name: "a") { name broken } now b: inner { broken } }')
    assert answer["data"] == {
        "inner": {"name": "a", "broken": None},
        "now": SHOWN_AT.isoformat(),
        "b": {"broken": None},
    }
    assert [error["path"] for error in answer["errors"]] == [["inner", "broken"], ["b", "broken"]]
    assert codes(answer) == ["INTERNAL_SERVER_ERROR"] * 2
    assert "secret" not in json.dumps(answer)
    assert [record.message for record in caplog.records] == ["inner.broken failed", "b.broken failed"]


def test_a_root_field_without_null_makes_all_null(own, caplog):
    answer = asked(own, "{ now must }")
    assert (answer["data"], codes(answer), answer["errors"][0]["path"]) == (None, ["INTERNAL_SERVER_ERROR"], ["must"])
    assert "secret" not in json.dumps(answer)


def test_permission_classes_of_strawberry_hold(own):
    answer = asked(own, "{ hidden now }")
    assert (answer["data"]["hidden"], codes(answer)) == (None, ["FORBIDDEN"])
    assert answer["errors"][0]["message"] == "Nobody may."


def test_a_fault_of_the_database_is_no_fields_failure(own, caplog):
    assert codes(asked(own, "{ now lost }")) == ["SERVICE_UNAVAILABLE"]
    assert codes(asked(own, 'mutation { add(uid: "a1") { saved } spoil { saved } }')) == ["SERVICE_UNAVAILABLE"]
    assert added() == []


@pytest.mark.parametrize(("given", "error"), [({"name": None}, ["inner"]), ({}, None)])
def test_arguments_are_coerced_as_of_content(own, given, error):
    answer = asked(own, 'query ($name: String! = "all") { inner(name: $name) { name } }', **given)
    assert (answer.get("data"), answer.get("errors", [{}])[0].get("path")) == (
        (None, error) if error else ({"inner": {"name": "all"}}, None)
    )


def test_the_fields_of_a_mutation_are_kept_together_and_see_each_other(own):
    answer = asked(
        own, 'mutation { a: add(uid: "a1") { saved others } b: add(uid: "b1") { saved uid others problems } }'
    )
    assert answer["data"] == {
        "a": {"saved": True, "others": ["a1"]},
        "b": {"saved": True, "uid": "b1", "others": ["a1", "b1"], "problems": []},
    }
    assert added() == ["a1", "b1"]


SECOND = {
    "a payload that is not saved": 'b: add(uid: "b1", isRefused: true) { problems }',
    "one in a fragment": "...F",
    "a field that fails": "b: fail { saved }",
    "a broken constraint": 'b: add(uid: "a1") { problems }',
}


@pytest.mark.parametrize("second", SECOND.values(), ids=SECOND)
def test_where_one_is_not_kept_none_is_and_all_say_so(own, second, caplog):
    text = f"""mutation {{
      a: add(uid: "a1") {{ saved again: saved uid ...P others problems __typename }} {second} }}
      fragment P on Payload {{ mine: uid kept: saved }}
      fragment F on Mutation {{ b: add(uid: "b1", isRefused: true) {{ problems }} }}"""
    text = text if "...F" in second else text.partition("fragment F")[0]
    answer = asked(own, text)
    first = {"saved": False, "again": False, "uid": None, "mine": None, "kept": False, "others": None}
    first |= {"problems": [], "__typename": "Payload"}
    if "constraint" in second or 'uid: "a1"' in second:
        assert (answer["data"], codes(answer)) == (None, ["INTERNAL_SERVER_ERROR"])
    else:
        assert answer["data"]["a"] == first
    assert added() == []
    assert "UNIQUE" not in json.dumps(answer)


def test_a_mutation_that_cannot_be_run_runs_nothing(own):
    CALLS.clear()
    for text in (
        'mutation { add(uid: "a1") { saved } add(uid: "b1") { saved } }',
        'mutation ($i: Boolean!) { add(uid: "a1") { saved @include(if: $i) } }',
        "mutation { add { saved } }",
        'query { add(uid: "a1") { saved } }',
    ):
        assert codes(asked(own, text))[0] in ("GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT")
    assert CALLS["add"] == 0


def test_a_mutation_costs_a_price_and_has_few_fields(own):
    assert asked(own, 'mutation { add(uid: "a1") { saved } }')["extensions"]["cost"] == MUTATION + 1
    many = " ".join(f'a{n}: add(uid: "a{n}x") {{ saved }}' for n in range(21))
    assert codes(asked(own, f"mutation {{ {many} }}")) == ["LIMIT_EXCEEDED"]
    cheap = Executor(Schema(Query, Mutation), ZONE, lambda: SHOWN_AT, limits=Limits(cost=MUTATION))
    assert codes(asked(cheap, 'mutation { add(uid: "a2") { saved } }')) == ["LIMIT_EXCEEDED"]


def test_an_answer_that_is_too_large_keeps_nothing(own, monkeypatch):
    monkeypatch.setattr(connected.obj, "largest_answer", 20)
    answer = asked(own, 'mutation { add(uid: "a1") { saved uid others } }')
    assert (codes(answer), added()) == (["LIMIT_EXCEEDED"], [])


def test_a_worker_that_warms_up_changes_nothing(own):
    own.warm(Operation('mutation { add(uid: "a1") { saved } }'), revisions=False)
    assert added() == []


@pytest.fixture
def served(engine, loaded):
    """A client of an application with default settings, whose answers are cached."""
    with connection_to(engine.create(loaded)) as url:
        yield create_app({"SUNDIAL_DATABASE_URL": url}, clock=lambda: SHOWN_AT).test_client()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_has_a_service_field_is_never_kept(served, method):
    text = "{ viewer { name } schools(first: 1) { nodes { slug } } }"
    for _ in range(3):
        if method == "GET":
            response = served.get("/graphql", query_string={"query": text})
        else:
            response = served.post("/graphql", json={"query": text})
        assert response.json["data"] == {"viewer": None, "schools": {"nodes": [{"slug": "ssci"}]}}
        assert response.headers["Cache-Control"] == "no-store"
        assert not {"ETag", "Surrogate-Key", "X-Accel-Expires"} & set(response.headers.keys())
    assert "sundial.cache" not in response.request.environ


def test_mutations_come_by_post_alone(served):
    text = 'mutation { revokeToken(id: "x") { saved } }'
    for _ in range(2):
        response = served.get("/graphql", query_string={"query": text})
        assert (response.status_code, codes(response.json)) == (405, ["METHOD_NOT_ALLOWED"])
        assert codes(served.post("/graphql", json={"query": text}).json) == ["UNAUTHENTICATED"]


def test_classes_of_service_fields_are_complete():
    with pytest.raises(TypeError, match="has no docstring"):

        @query_fields
        class Bare:
            @strawberry.field
            def bare(self) -> int:
                return 1

    with pytest.raises(TypeError, match="there is a field viewer already"):

        @query_fields
        class Twice:
            @strawberry.field
            def viewer(self) -> int | None:
                """Look."""

    with pytest.raises(TypeError, match="is async"):

        @query_fields
        class Waiting:
            @strawberry.field
            async def waiting(self) -> int:
                """Wait."""
                return 1

    with pytest.raises(TypeError, match="no docstring describes name"):

        @object_type
        class Thing:
            """A thing."""

            name: str


def test_the_example_for_contributors_works(tmp_path):
    text = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [example] = re.findall(r'```python\n("""The weather on campus.*?)```', text, re.DOTALL)
    (tmp_path / "weather.py").write_text(example, encoding="utf-8")
    asking = f"""
import sys
sys.path[:0] = [{str(PROJECT)!r}, {str(tmp_path)!r}]
from datetime import UTC, datetime
from zoneinfo import ZoneInfo
from delivery.execution.operations import Executor, Operation
from models import database
from schema import make_schema
from weather import WARNINGS

database.connect({f"sqlite:///{tmp_path}/weather.db"!r})
WARNINGS.append("typhoon")
executor = Executor(make_schema(), ZoneInfo("Asia/Hong_Kong"), lambda: datetime.now(UTC))
for text in ("{{ warnings }}", 'mutation {{ warn(text: "a") {{ saved }} }}', '{{ __type(name: "Mutation") {{ description }} }}'):
    print(executor.run(Operation(text)).body.decode())
"""
    command = [sys.executable, "-c", asking]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers[0]["data"] == {"warnings": ["typhoon"]}
    assert codes(answers[1]) == ["UNAUTHENTICATED"]
    assert answers[2]["data"]["__type"]["description"]
