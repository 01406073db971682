"""Requests of client libraries in forms of their own: by hash, in batches, from a browser, with generated types.

Each is the library's own code in its newest version, on a real server.
"""

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import client_programs
import pytest
from browsing import chromium
from client_programs import counted
from servers import serving

BUILD = client_programs.CLIENTS / "build"
MANIFEST = BUILD / "codegen" / "persisted-documents.json"

QUIET = {"SUNDIAL_REQUEST_LOG": "off"}


@pytest.fixture(scope="module")
def database(engines):
    sqlite = engines("sqlite")
    return sqlite.create(sqlite.loaded)


@pytest.fixture(scope="module")
def address(database):
    """A server of the fixtures, as it is by default."""
    client_programs.install_from_npm()
    with serving(database, **QUIET) as (server, _):
        yield f"{server}/graphql"


@pytest.fixture(scope="module")
def trusting(database):
    """A server that runs no documents but those of graphql-codegen's manifest."""
    client_programs.install_from_npm()
    client_programs.run("node_modules/.bin/graphql-codegen", "--config", "codegen/config.yml")
    with serving(database, **QUIET, SUNDIAL_DOCUMENTS="trusted", SUNDIAL_TRUSTED_DOCUMENTS=str(MANIFEST)) as (
        server,
        _,
    ):
        yield f"{server}/graphql"


def bundle(source, target, *options):
    client_programs.run(
        "node_modules/.bin/esbuild", source, "--bundle", "--format=esm", f"--outfile={target}", *options
    )


@pytest.fixture(scope="module")
def links(address):
    return client_programs.ask("node", "links.mjs", address)["seen"]


def test_apollo_sends_the_text_of_a_document_once_and_its_hash_from_then_on(links):
    persisted = links["persisted"]
    assert counted(persisted) == (81, 81, 81)
    asked_by_hash, with_text = ["GET", False, 200], ["POST", True, 200]
    assert persisted["requests"] == [asked_by_hash, with_text, *[asked_by_hash] * 4]


def test_apollo_is_answered_ten_operations_in_one_request_in_their_order(links):
    batches = links["batches"]
    assert batches["slugs"] == batches["asked"]
    assert len(batches["slugs"]) == 20
    assert batches["requests"] == [["POST", True, 200]] * 2


def test_apollo_is_refused_a_batch_of_more_than_ten(links):
    large = links["tooLarge"]
    assert sorted(status for _, _, status in large["requests"]) == [200, 400]
    assert large["slugs"] == [None] * 11 + large["asked"][11:]


@pytest.fixture(scope="module")
def page(address):
    """The address of a page with Apollo Client, of another origin than the server's."""
    bundle("browser.mjs", "build/page/page.js")
    (BUILD / "page" / "index.html").write_text("<script type=module src=page.js></script>", encoding="utf-8")
    handler = partial(Silent, directory=BUILD / "page")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Silent(SimpleHTTPRequestHandler):
    """Files of a folder."""

    def log_message(self, *_):
        pass


def test_apollo_tells_its_name_from_a_page_of_another_origin(page, address, tmp_path):
    ask = "const [address, done] = arguments; ask(address).then(done, (error) => done(String(error)));"
    with chromium(tmp_path) as driver:
        driver.get(page)
        found = driver.execute_async_script(ask, address)
        events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    requests = [event["params"]["request"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert {request["method"] for request in requests if request["url"] == address} == {"OPTIONS", "POST"}
    assert found["total"] == 81
    assert found["sent"]["apollographql-client-name"] == "page"
    assert found["sent"]["apollographql-client-version"] == "1.2.3"


@pytest.fixture(scope="module")
def generated(trusting):
    bundle("codegen/client.ts", "build/codegen.mjs", "--platform=node")
    return client_programs.ask("node", "build/codegen.mjs", trusting)["seen"]


def test_documents_in_the_manifest_of_graphql_codegen_are_answered_by_their_ids(generated):
    assert counted(generated["programs"]) == (81, 81, 81)
    assert counted(generated["schoolPrograms"]) == (25, 25, 25)
    assert dict(generated["schoolPrograms"]["names"])["beng-cpeg"] == "工學士(計算機工程學)"


def test_documents_in_no_manifest_are_refused(generated):
    assert generated["others"]["codes"] == [
        ["DOCUMENT_NOT_TRUSTED", None],
        ["PERSISTED_QUERY_NOT_SUPPORTED", None],
        ["PERSISTED_QUERY_NOT_SUPPORTED", None],
    ]


@pytest.fixture(scope="module")
def requested(address):
    return client_programs.ask("node", "request.mjs", address)["seen"]


def test_graphql_request_pages_through_lists(requested):
    assert counted(requested["programs"]) == (81, 81, 81)
    assert counted(requested["schoolPrograms"]) == (25, 25, 25)


def test_graphql_request_is_answered_a_batch(requested):
    assert requested["batched"] == {"counts": [81, 25]}


def test_graphql_request_throws_what_failed_with_the_rest(requested):
    assert requested["failing"] == {
        "messages": ["This is not a cursor of Sundial."],
        "data": {"newsStories": None, "tags": {"totalCount": 8}},
    }
