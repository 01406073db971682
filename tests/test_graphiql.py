"""GraphiQL: the page and its files over HTTP, and the page at work in a real browser."""

import json
import threading
from urllib.parse import urlsplit

import pytest
from browsing import Page, chromium, require
from conftest import post
from selenium.webdriver.common.keys import Keys
from servers import serving
from werkzeug.serving import make_server

from delivery.edge.graphiql import BUILT
from delivery.execution import documents

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def built(app, tmp_path, monkeypatch):
    """A build of three small files."""
    files = {
        ".vite/manifest.json": json.dumps(
            {"src/main.jsx": {"file": "assets/main-1a2b.js", "css": ["assets/main-3c4d.css"]}}
        ),
        "assets/main-1a2b.js": "1",
        "assets/main-3c4d.css": "p {}",
        "assets/icons-5e6f.ttf": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setitem(app.config, "GRAPHIQL", tmp_path)
    return tmp_path


@pytest.fixture
def unbuilt(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "GRAPHIQL", tmp_path)


def policy(response):
    directives = response.headers["Content-Security-Policy"].split("; ")
    return {name: sources for name, _, sources in (directive.partition(" ") for directive in directives)}


def test_the_page_names_the_files_of_the_build_and_no_other_host(client, built):
    page = client.get("/graphql", headers=BROWSER)
    assert page.mimetype == "text/html"
    assert 'src="/graphiql/main-1a2b.js"' in page.text
    assert 'href="/graphiql/main-3c4d.css"' in page.text
    assert "unpkg.com" not in page.text


def test_the_page_may_load_nothing_but_what_is_served_here(client, built):
    response = client.get("/graphql", headers=BROWSER)
    assert policy(response) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",
        "connect-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-cache"


def test_the_page_opens_with_every_known_document(client, built):
    page = client.get("/graphql", headers=BROWSER).text
    opening = json.loads(page.partition('id="opening">')[2].partition("</script>")[0])
    assert opening["timeZone"] == "Asia/Hong_Kong"
    assert opening["tabs"][0]["query"] == documents.document("homepage")
    assert sorted(tab["query"] for tab in opening["tabs"]) == sorted(map(documents.document, documents.names()))
    assert opening["tabs"][0]["variables"] == {"asOf": "2026-01-02T09:00:00+08:00"}


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("main-1a2b.js", "text/javascript; charset=utf-8"),
        ("main-3c4d.css", "text/css; charset=utf-8"),
        ("icons-5e6f.ttf", "font/ttf"),
    ],
)
def test_files_are_kept_for_good(client, built, name, content_type):
    with client.get(f"/graphiql/{name}") as response:
        assert response.data == (built / "assets" / name).read_bytes()
    assert response.content_type == content_type
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert set(response.headers["Cache-Control"].split(", ")) == {"public", "max-age=31536000", "immutable"}


@pytest.mark.parametrize(
    "name",
    [
        "main-0000.js",
        "manifest.json",
        ".vite/manifest.json",
        "../.vite/manifest.json",
        "%2e%2e/.vite/manifest.json",
        "..%2f.vite%2fmanifest.json",
        "..%5c.vite%5cmanifest.json",
        "%2fetc%2fpasswd",
        "//etc/passwd",
    ],
)
def test_other_files_are_not_found(client, built, name):
    response = client.get(f"/graphiql/{name}", follow_redirects=True)
    assert response.status_code == 404
    assert response.json["errors"][0]["message"] == "Not Found."
    assert "immutable" not in response.headers.get("Cache-Control", "")


def test_without_a_build_the_page_comes_from_the_cdn(client, unbuilt):
    response = client.get("/graphql", headers=BROWSER)
    nonce = response.text.partition('nonce="')[2].partition('"')[0]
    assert "https://unpkg.com/graphiql@" in response.text
    assert response.text.count("<script") == response.text.count(f'nonce="{nonce}"') == 5
    assert policy(response)["script-src"] == f"'nonce-{nonce}'"
    assert policy(response)["default-src"] == "'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert nonce not in client.get("/graphql", headers=BROWSER).text
    assert client.get("/graphiql/main-1a2b.js").status_code == 404


def test_who_asks_with_a_query_or_for_json_gets_no_page(client, built):
    asked = client.get("/graphql?query={__typename}", headers={"Accept": "text/html,*/*;q=0.8"})
    assert asked.json["data"] == {"__typename": "Query"}
    assert client.get("/graphql", headers={"Accept": "application/json"}).status_code == 400


# In the browser


@pytest.fixture(scope="module")
def served(engines):
    """The address of a gunicorn with the fixtures."""
    require((BUILT / ".vite" / "manifest.json").exists(), "GraphiQL is not built: make web")
    with engines("sqlite").copy() as url, serving(url) as (address, _):
        yield address


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("chromium")) as driver:
        yield driver


@pytest.fixture
def page(browser, served):
    """The page as it is on a first visit; in the end it must have asked only its own host, without a complaint."""
    browser.get("about:blank")
    browser.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": served, "storageTypes": "local_storage"})
    browser.get_log("browser")
    page = Page(browser, f"{served}/graphql").ready()
    yield page
    assert page.complaints() == []
    assert page.hosts() == {urlsplit(served).netloc}


def test_it_opens_with_a_tab_for_each_document_and_runs_the_homepage(page):
    assert len(page.all(".graphiql-tab")) == len(documents.names())
    assert page.variables == {"locale": "EN", "asOf": "2026-01-02T09:00:00+08:00"}
    page.click("Execute query")
    assert page.shows('"name": "The Hong Kong University of Science and Technology"')
    assert page.all(".squiggly-error") == []


def test_it_completes_a_field(page):
    page.click("New tab")
    page.one("[aria-label='Operation Editor'] .view-lines").click()
    page.type("{ homepage { popularS")
    page.complete()
    assert page.until(lambda: "popularSearches" in page.query)


def test_the_documentation_shows_the_descriptions_of_the_schema(page, client):
    school = post(client, '{ __type(name: "School") { description } }')["data"]["__type"]["description"]
    page.click("Show Documentation Explorer")
    page.until(lambda: [link for link in page.all(".graphiql-doc-explorer-type-name") if link.text == "School"])[
        0
    ].click()
    assert page.until(lambda: school in page.one(".graphiql-doc-explorer-content").text)


def test_the_language_and_the_instant_are_at_hand(page):
    page.choose_locale("ZH_HANT")
    assert page.until(lambda: page.variables == {"locale": "ZH_HANT", "asOf": "2026-01-02T09:00:00+08:00"})
    page.choose_time("12312025" + Keys.TAB + "0330PM")
    assert page.until(lambda: page.variables == {"locale": "ZH_HANT", "asOf": "2025-12-31T15:30:00+08:00"})
    page.click("Execute query")
    assert page.shows('"name": "香港科技大學"')
    page.click("now")
    assert page.until(lambda: page.variables == {"locale": "ZH_HANT"})
    page.choose_time("01022026" + Keys.TAB + "0900AM")
    assert page.until(lambda: page.variables == {"locale": "ZH_HANT", "asOf": "2026-01-02T09:00:00+08:00"})


def test_the_controls_say_what_the_variables_say_and_leave_the_others_alone(page):
    written = {"fallback": ["ZH_HANS"], "locale": "ZH_HANS", "asOf": "2026-01-01T00:00:00Z"}
    page.write_variables(json.dumps(written, indent=2))
    assert page.until(lambda: page.one(".reading select").get_property("value") == "ZH_HANS")
    assert page.one(".reading input").get_property("value") == "2026-01-01T00:00"
    page.choose_locale("EN")
    assert page.until(lambda: page.variables == written | {"locale": "EN"})
    page.write_variables("{")
    assert page.until(lambda: page.all(".reading select:disabled") and page.all(".reading input:disabled"))
    page.write_variables("")
    assert page.until(lambda: page.all(".reading select:enabled"))
    page.choose_locale("ZH_HANT")
    assert page.until(lambda: page.variables == {"locale": "ZH_HANT"})


def test_an_operation_without_these_variables_has_no_use_for_the_controls(page):
    page.click("New tab")
    page.one("[aria-label='Operation Editor'] .view-lines").click()
    page.type("{ homepage { site { name")
    assert page.until(lambda: page.all(".reading select:disabled") and page.all(".reading input:disabled"))


def test_what_was_chosen_is_there_after_a_reload(page, served):
    page.choose_locale("ZH_HANS")
    saved = "return localStorage.getItem('sundial:graphiql:tabState')?.includes('ZH_HANS')"
    page.until(lambda: page.driver.execute_script(saved))
    page.driver.refresh()
    page.ready()
    assert page.until(lambda: page.variables == {"locale": "ZH_HANS", "asOf": "2026-01-02T09:00:00+08:00"})
    assert len(page.all(".graphiql-tab")) == len(documents.names())


def test_the_page_of_the_cdn_runs_its_scripts_and_says_when_it_cannot_be_loaded(browser, app, unbuilt):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        page = Page(browser, f"http://127.0.0.1:{server.port}/graphql")
        assert page.until(lambda: "could not be loaded" in page.one("#state").text)
        assert [each for each in page.complaints() if "Content Security Policy" in each] == []
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
