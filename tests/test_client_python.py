"""Client libraries in Python: gql, sgqlc and ariadne-codegen, their own code in its newest version, on a real server."""

import sys

import pytest
from client_programs import CLIENTS, ask, counted, python_of, run
from servers import serving

BUILD = CLIENTS / "build"
CHINESE = "工學士(計算機工程學)"


@pytest.fixture(scope="module")
def address(engines):
    sqlite = engines("sqlite")
    with serving(sqlite.create(sqlite.loaded), SUNDIAL_REQUEST_LOG="off") as (server, _):
        yield f"{server}/graphql"


@pytest.fixture(scope="module")
def by_gql(address):
    return ask(str(python_of("gql") / "python"), "python/with_gql.py", address)


@pytest.fixture(scope="module")
def by_sgqlc(address):
    """What sgqlc shows, with types that it generates from introspection."""
    BUILD.mkdir(exist_ok=True)
    programs = python_of("generated")
    run(str(programs / "python"), "-m", "sgqlc.introspection", "--exclude-deprecated", address, "build/sgqlc.json")
    run(str(programs / "sgqlc-codegen"), "schema", "build/sgqlc.json", "build/sgqlc_schema.py")
    return ask(str(programs / "python"), "python/with_sgqlc.py", address, PYTHONPATH=str(BUILD))


@pytest.fixture(scope="module")
def generated():
    """Where the client stands that ariadne-codegen generates from the committed schema."""
    BUILD.mkdir(exist_ok=True)
    run(str(python_of("generated") / "ariadne-codegen"), "--config", "python/ariadne.toml")
    return BUILD


@pytest.fixture(scope="module")
def by_ariadne(generated, address):
    python = str(python_of("generated") / "python")
    return ask(python, "python/with_ariadne.py", address, PYTHONPATH=str(generated))


@pytest.mark.parametrize("client", ["by_gql", "by_sgqlc", "by_ariadne"])
def test_all_pages_of_lists_are_fetched_in_chinese(client, request):
    found = request.getfixturevalue(client)
    assert counted(found["programs"]) == (81, 81, 81)
    assert counted(found["schoolPrograms"]) == (25, 25, 25)
    assert dict(found["programs"]["names"])["beng-cpeg"] == CHINESE
    assert dict(found["schoolPrograms"]["names"])["beng-cpeg"] == CHINESE


def test_gql_is_answered_a_batch(by_gql):
    assert by_gql["batch"] == [{"programs": {"totalCount": 81}}] * 2


def test_gql_writes_operations_by_the_schema_that_it_is_told(by_gql):
    assert by_gql["written"] == {"school": {"programs": {"totalCount": 25}}}


def test_ariadne_leaves_a_condition_out_by_null(by_ariadne):
    total, shown, different = counted(by_ariadne["undergraduate"])
    assert total == shown == different
    assert 0 < total < 81


def test_what_ariadne_generates_has_the_types_of_its_client(generated):
    python = str(python_of("generated") / "python")
    options = ["--config-file=", "--strict", "--follow-imports=silent", f"--python-executable={python}"]
    run(sys.executable, "-m", "mypy", *options, "python/with_ariadne.py", MYPYPATH=str(generated))
