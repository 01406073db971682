"""Operating: health, metrics, the request log, and what a response says about itself."""

import json
import re
import subprocess
import sys

import pytest
from conftest import collecting, written
from servers import fetch, serving

from delivery.edge import response_cache
from delivery.execution.documents import document
from delivery.execution.hashing import hash_of
from delivery.settings import number, read_settings, switch
from models.errors import SettingInvalid
from server import create_app

QUERY = 'query Named { school(slug: "seng") { slug } }'


STATEMENTS = {"sqlite": 5, "postgresql": 4}
"""Statements of an application's first operation: the answer, until when it is valid, and whether changes are counted."""


def application_with(url, **settings):
    return collecting(create_app({"SUNDIAL_DATABASE_URL": url, **settings}))


@pytest.fixture
def counting_once(monkeypatch):
    """Let what counts changes be looked at by the first operation alone, however slow the machine is."""
    monkeypatch.setattr(response_cache, "COUNTING_HOLDS", 600.0)


def lines(client):
    return [json.loads(line) for line in written(client.application).splitlines()]


def test_the_process_lives_and_is_ready(client):
    for path in ("/livez", "/readyz"):
        response = client.get(path)
        assert (response.status_code, response.json) == (200, {"status": "ok"})
        assert response.headers["Cache-Control"] == "no-store"


def test_without_tables_the_process_lives_and_is_not_ready(blank, caplog):
    client = application_with(blank).test_client()
    assert client.get("/livez").status_code == 200
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
    assert "flask --app server migrate" in caplog.text


def test_metrics_are_there_for_those_who_have_the_token(engine, copy, counting_once):
    client = application_with(copy, SUNDIAL_METRICS_TOKEN="s3cret").test_client()
    for body in (QUERY, QUERY, "{ nothing }", "{ __schema { queryType { name } } }"):
        client.post("/graphql", json={"query": body})
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    text = client.get("/metrics", headers={"Authorization": "Bearer s3cret"}).text
    counted = dict(re.findall(r"^(sundial_\S+) ([\d.]+)$", text, re.MULTILINE))
    assert counted["sundial_operations_total"] == "2.0"
    assert counted['sundial_requests_total{cache="miss",status="200"}'] == "2.0"
    assert counted['sundial_requests_total{cache="hit",status="200"}'] == "1.0"
    assert counted['sundial_errors_total{code="GRAPHQL_VALIDATION_FAILED"}'] == "1.0"
    assert float(counted["sundial_statements_total"]) == STATEMENTS[engine.name] + 1


def test_without_a_token_there_are_no_metrics(client):
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": ""}):
        assert client.get("/metrics", headers=headers).status_code == 404


def test_all_workers_are_counted_together(engine, loaded):
    with serving(engine.create(loaded), WEB_CONCURRENCY="2", SUNDIAL_METRICS_TOKEN="s3cret") as (address, _):
        for _ in range(20):
            fetch(f"{address}/graphql", {"query": QUERY})
        text = fetch(f"{address}/metrics", Authorization="Bearer s3cret").decode()
    requests = re.findall(r'^sundial_requests_total\{cache="\w+",status="200"\} ([\d.]+)$', text, re.MULTILINE)
    assert sum(map(float, requests)) == 20


def test_each_request_is_one_line(engine, copy, counting_once):
    client = application_with(copy).test_client()
    response = client.post("/graphql", json={"query": QUERY})
    client.post("/graphql", json={"query": QUERY})
    first, again = lines(client)
    assert first["id"] == response.headers["X-Request-Id"]
    shown = {name: first[name] for name in ("method", "path", "status", "bytes", "operation", "hash", "cost", "cache")}
    assert shown == {
        "method": "POST", "path": "/graphql", "status": 200, "bytes": len(response.data),
        "operation": "Named", "hash": hash_of(QUERY), "cost": 1, "cache": "miss",
    }  # fmt: skip
    assert (again["statements"], again["cache"]) == (1, "hit")
    assert first["statements"] == STATEMENTS[engine.name]
    assert first["ms"] >= first["db_ms"] > 0


def test_a_line_stays_short_whatever_is_sent(copy):
    client = application_with(copy).test_client()
    client.post(
        "/graphql",
        json={"query": "{ " + " ".join(f"a{number}" for number in range(19)) + " }", "operationName": "n" * 5_000},
    )
    client.post("/graphql", json={"query": QUERY, "operationName": "\ud800"})
    client.get("/" + "x" * 5_000)
    client.open("/graphql", method="X" * 5_000)
    shown = lines(client)
    assert len(shown) == 4
    assert all(len(json.dumps(line)) < 1_000 for line in shown)
    assert shown[0]["codes"] == ["GRAPHQL_VALIDATION_FAILED"] * 5


def test_a_slow_operation_is_written_whole_and_no_longer_than_that(copy):
    client = application_with(copy, SUNDIAL_SLOW="0").test_client()
    client.post("/graphql", json={"query": QUERY + " #" + "x" * 5_000})
    [line] = lines(client)
    assert line["document"].startswith(QUERY)
    assert len(line["document"]) == 1_000


def test_lines_are_written_soon_and_those_of_the_end_as_well(engine, loaded):
    with serving(engine.create(loaded)) as (address, told):
        for _ in range(3):
            fetch(f"{address}/graphql", {"query": QUERY})
    assert sum('"operation":"Named"' in line for line in told) == 3


def test_the_log_can_be_off(copy):
    client = application_with(copy, SUNDIAL_REQUEST_LOG="off").test_client()
    client.post("/graphql", json={"query": QUERY})
    assert lines(client) == []


@pytest.mark.parametrize(
    ("sent", "is_taken"),
    [("abc-1:2.3", True), ("x" * 64, True), ("x" * 65, False), ("a b", False), ("ä", False), ("", False)],
)
def test_a_request_keeps_the_id_it_comes_with(client, sent, is_taken):
    answered = client.post("/graphql", json={"query": QUERY}, headers={"X-Request-Id": sent}).headers["X-Request-Id"]
    assert (answered == sent) == is_taken
    assert answered


def test_a_response_tells_what_it_took(client):
    timing = client.post("/graphql", json={"query": QUERY}).headers["Server-Timing"]
    database, total = map(float, re.fullmatch(r"db;dur=([\d.]+), total;dur=([\d.]+)", timing).groups())
    assert 0 < database < total


@pytest.fixture(scope="session")
def exporter():
    """Where spans end up; a process can be told so once."""
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    trace.set_tracer_provider(provider)
    return kept


def test_requests_are_traced_where_that_is_on(copy, exporter):
    exporter.clear()
    client = application_with(copy, SUNDIAL_TRACING="on").test_client()
    assert client.post("/graphql", json={"query": QUERY}).status_code == 200
    [span] = exporter.get_finished_spans()
    assert span.attributes["http.status_code"] == 200


def test_tracing_that_is_not_installed_is_said():
    code = (
        "import sys; sys.modules['opentelemetry.instrumentation.wsgi'] = None\n"
        "from server import create_app\n"
        "create_app({'SUNDIAL_TRACING': 'on'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "SUNDIAL_TRACING is 'on': install `sundial[tracing]` first" in done.stderr


@pytest.mark.parametrize(
    ("read", "name", "value"),
    [(number, "SUNDIAL_MAX_DEPTH", "deep"), (number, "SUNDIAL_CACHE", "-1"), (switch, "SUNDIAL_REQUEST_LOG", "yes")],
)
def test_a_setting_that_cannot_be_used_is_told(read, name, value):
    with pytest.raises(SettingInvalid, match=f"{name} is '{value}': it must be"):
        read(read_settings({name: value}), name)


@pytest.mark.parametrize(
    "settings",
    [
        {"SUNDIAL_RATE_LIMIT": "many"},
        {"SUNDIAL_RATE_STORAGE": "nowhere://"},
        {"SUNDIAL_DOCUMENTS": "some"},
        {"SUNDIAL_MAX_COST": "x"},
    ],
)
def test_the_server_does_not_start_with_a_setting_that_cannot_be_used(settings):
    import click

    [(name, _)] = settings.items()
    with pytest.raises(click.ClickException, match=name):
        create_app(settings)


def test_the_homepage_is_logged_by_its_name(copy):
    client = application_with(copy).test_client()
    client.post("/graphql", json={"query": document("homepage")})
    [line] = lines(client)
    assert line["operation"] == "Homepage"
