"""GraphiQL: the page and its files over HTTP, and the page at work in a real browser."""

import json
import threading
from urllib.parse import urlencode, urlsplit

import pytest
from browsing import Page, chromium, require
from conftest import post
from selenium.webdriver.common.keys import Keys
from servers import serving
from werkzeug.serving import make_server

from delivery.edge.graphiql import BUILT
from delivery.execution import documents
from delivery.execution.hashing import hash_of
from server import create_app

OWN = ["Homepage", "Dashboard", "Page", "Resolve", "Search"]
"""The tabs of the project's own documents."""

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def built_folder(tmp_path):
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
    return tmp_path


@pytest.fixture
def built(app, built_folder, monkeypatch):
    monkeypatch.setitem(app.config, "GRAPHIQL", built_folder)
    return built_folder


@pytest.fixture
def unbuilt(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "GRAPHIQL", tmp_path)


def policy(response):
    directives = response.headers["Content-Security-Policy"].split("; ")
    return {name: sources for name, _, sources in (directive.partition(" ") for directive in directives)}


def opening_of(page):
    return json.loads(page.partition('id="opening">')[2].partition("</script>")[0])


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
    opening = opening_of(page)
    assert opening["link"] is None
    assert opening["timeZone"] == "Asia/Hong_Kong"
    assert opening["tabs"][0]["query"] == documents.document("homepage")
    assert sorted(tab["query"] for tab in opening["tabs"]) == sorted(map(documents.document, documents.names()))
    assert opening["tabs"][0]["variables"] == {"locale": "EN", "asOf": "2026-01-02T09:00:00+08:00"}
    assert (opening["locales"], opening["locale"]) == (["EN", "ZH_HANT", "ZH_HANS"], "EN")


@pytest.mark.parametrize("mode", ["open", "trusted"])
def test_trusted_documents_of_manifests_are_no_tabs(copy, tmp_path, mode):
    (tmp_path / "manifest.json").write_text(json.dumps({"of-a-client": "query OfAClient { __typename }"}))
    (tmp_path / "page.graphql").write_text("query OfAPage { __typename }")

    def tabs(**settings):
        application = create_app({"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_DOCUMENTS": mode, **settings})
        page = application.test_client().get("/graphql", headers=BROWSER).text
        assert "OfAClient" not in page
        assert "OfAPage" not in page
        return opening_of(page)["tabs"]

    assert tabs(SUNDIAL_TRUSTED_DOCUMENTS=str(tmp_path)) == tabs()
    assert [tab["query"] for tab in tabs()] == [
        documents.document(name) for name in ("homepage", "dashboard", "page", "resolve", "search")
    ]


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


CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize("accept", [CHROMIUM, "text/html", "text/html, */*", "text/html, application/json;q=0.9"])
def test_a_browser_that_opens_an_operation_gets_the_page_with_it(client, built, accept):
    link = {"query": "query A { homepage { id } } query B { __typename }", "variables": "{", "operationName": "B"}
    for method in (client.get, client.head):
        page = method("/graphql", query_string=link, headers={"Accept": accept})
        assert (page.mimetype, page.status_code) == ("text/html", 200)
        assert page.headers["Cache-Control"] == "no-cache"
        assert "Accept" in page.headers["Vary"]
    assert opening_of(client.get("/graphql", query_string=link, headers={"Accept": accept}).text)["link"] == link


@pytest.mark.parametrize(
    "accept", [None, "*/*", "application/json", "application/json, text/html;q=0.9", "application/json, text/html"]
)
def test_who_would_rather_have_json_gets_the_answer(client, built, accept):
    headers = {"Accept": accept} if accept else {}
    asked = client.get("/graphql?query={__typename}", headers=headers)
    assert asked.json["data"] == {"__typename": "Query"}
    assert client.get("/graphql", headers=headers).status_code == 400


def test_an_operation_by_its_hash_is_answered_to_browsers_too(client, built):
    asked = client.get(f"/graphql?documentId={hash_of(documents.document('homepage'))}", headers={"Accept": CHROMIUM})
    assert asked.json["data"]["homepage"]


def test_the_page_and_the_answer_of_an_address_are_kept_apart(client, built):
    for _ in range(2):
        assert client.get("/graphql?query={__typename}", headers={"Accept": CHROMIUM}).mimetype == "text/html"
        asked = client.get("/graphql?query={__typename}", headers={"Accept": "*/*"})
        assert asked.json["data"] == {"__typename": "Query"}
        assert "Accept" in asked.headers["Vary"].split(", ")


NASTY = "</script><script>alert(1)</script><!-- \" ' \\ \u2028 \u2029 {{ 7 * 7 }}"


@pytest.mark.parametrize("is_built", [True, False])
def test_the_text_of_a_link_is_only_text(client, request, is_built):
    request.getfixturevalue("built" if is_built else "unbuilt")
    link = {"query": f"{{ __typename }} # {NASTY}", "variables": NASTY, "operationName": NASTY}
    page = client.get("/graphql", query_string=link, headers=BROWSER).text
    plain = client.get("/graphql", headers=BROWSER).text
    assert page.count("<script") == plain.count("<script")
    assert page.count("</script") == plain.count("</script")
    assert "<!--" not in page
    if is_built:
        assert opening_of(page)["link"] == link


def test_the_page_says_what_cannot_be_asked(blank, built_folder):
    def page(**settings):
        app = create_app({"SUNDIAL_DATABASE_URL": blank, **settings})
        app.config["GRAPHIQL"] = built_folder
        return app.test_client().get("/graphql", headers=BROWSER).text

    assert 'id="limits"' not in page()
    assert "The schema cannot be asked for" in page(SUNDIAL_INTROSPECTION="off")
    assert "Only trusted documents run here" not in page(SUNDIAL_INTROSPECTION="off")
    assert "Only trusted documents run here" in page(SUNDIAL_DOCUMENTS="trusted")


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
    page.write_query("{ homepage { popularS")
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
    page.write_query("{ homepage { site { name")
    assert page.until(lambda: page.all(".reading select:disabled") and page.all(".reading input:disabled"))


def test_what_was_chosen_is_there_after_a_reload(page, served):
    page.choose_locale("ZH_HANS")
    saved = "return localStorage.getItem('sundial:graphiql:tabState')?.includes('ZH_HANS')"
    page.until(lambda: page.driver.execute_script(saved))
    page.driver.refresh()
    page.ready()
    assert page.until(lambda: page.variables == {"locale": "ZH_HANS", "asOf": "2026-01-02T09:00:00+08:00"})
    assert len(page.all(".graphiql-tab")) == len(documents.names())


def test_a_link_opens_as_the_first_tab(page, served):
    page.choose_locale("ZH_HANS")
    page.until(lambda: page.driver.execute_script("return localStorage.getItem('sundial:graphiql:tabState')"))
    query = f"query A {{ homepage {{ id }} }} query B {{ site {{ name }} }} # {NASTY}"
    page.open(f"{served}/graphql?{urlencode({'query': query, 'variables': '[' * 1500, 'operationName': 'B'})}")
    assert page.until(lambda: page.tabs() == ["B", *OWN])
    assert page.active_tab() == "B"
    assert page.query.startswith("query A { homepage { id } }")
    assert page.one("[aria-label='Variables'] .view-lines").text.startswith("[")
    page.driver.refresh()
    assert page.until(lambda: page.tabs() == ["B", *OWN])


def test_a_link_is_copied_and_opens_what_was_shown(page):
    page.click("New tab")
    assert page.until(lambda: page.variables == {"locale": "EN", "asOf": "2026-01-02T09:00:00+08:00"})
    page.choose_locale("ZH_HANT")
    assert page.until(lambda: page.variables["locale"] == "ZH_HANT")
    page.click("Copy link to this operation")
    assert page.until(lambda: "query=" in page.driver.current_url)
    link = page.driver.current_url
    page.driver.get(link.partition("/graphql")[0] + "/livez")  # GraphiQL stores tabs half a second after a change
    page.driver.execute_script("localStorage.clear()")
    page.open(link)
    assert page.until(lambda: page.tabs() == ["<untitled>", *OWN])
    assert page.until(lambda: page.variables == {"locale": "ZH_HANT", "asOf": "2026-01-02T09:00:00+08:00"})
    page.click("Execute query")
    assert page.shows('"name": "香港科技大學"')


def test_the_documentation_lists_content_types_first(page):
    page.click("Show Documentation Explorer")
    page.until(lambda: "DateTimeFilter" in page.types())
    of_each_kind = ["School", "PageInfo", "SchoolConnection", "SchoolFilter", "Locale", "DateTime"]
    assert sorted(of_each_kind, key=page.types().index) == [
        "School",
        *sorted(["PageInfo", "SchoolConnection"]),
        "SchoolFilter",
        "Locale",
        "DateTime",
    ]


CONTROLS = [
    "Execute query",
    "Prettify query",
    "Merge fragments",
    "Copy query",
    "Copy link",
    "New tab",
    "Homepage",
    "now",
    "Variables",
    "Headers",
    "Hide editor tools",
    "Re-fetch",
    "Open short keys",
    "Open settings",
    "Show History",
    "Show Documentation Explorer",
]


def test_on_a_phone_everything_can_be_reached(page):
    with page.phone():
        for label in CONTROLS:
            assert page.is_reachable(page.button(label)), label
        for selector in (".reading select", ".reading input", ".graphiql-response", "[aria-label='Variables']"):
            assert page.is_reachable(page.one(selector)), selector
        page.click("Execute query")
        assert page.shows('"site"')
        page.click("Show Documentation Explorer")
        page.until(lambda: [link for link in page.all(".graphiql-doc-explorer-type-name") if link.text == "Query"])[
            0
        ].click()
        assert page.until(lambda: "homepage" in page.one(".graphiql-doc-explorer-content").text)
        page.click("Show History")
        assert page.is_reachable(page.one(".graphiql-history-item-label"))


AXE = BUILT.parent / "node_modules" / "axe-core" / "axe.min.js"

FROM_GRAPHIQL = ["nested-interactive", "label-content-name-mismatch"]
"""Rules that GraphiQL's own tabs and history break."""


def test_it_can_be_used_without_seeing_it_well(page):
    require(AXE.exists(), "axe-core is missing: make web")
    page.click("Execute query")
    page.shows('"site"')
    assert page.violations(AXE, FROM_GRAPHIQL) == []
    page.click("Show Documentation Explorer")
    page.until(lambda: "School" in page.types())
    assert page.violations(AXE, FROM_GRAPHIQL) == []
    page.click("Show History")
    page.one(".graphiql-history-item-label")
    assert page.violations(AXE, FROM_GRAPHIQL) == []


def test_where_only_trusted_documents_run_those_of_the_tabs_do(browser, engines):
    with engines("sqlite").copy() as url, serving(url, SUNDIAL_DOCUMENTS="trusted") as (address, _):
        page = Page(browser, "about:blank").open(f"{address}/graphql")
        assert "Only trusted documents run here" in page.one("#limits").text
        page.click("Execute query")
        assert page.shows('"name": "The Hong Kong University of Science and Technology"')
        assert page.complaints() == []


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
