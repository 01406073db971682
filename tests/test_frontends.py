"""The frontends over HTTP: their pages for each address, their files, and what is said without a build."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import SHOWN_AT, connection_to

from delivery.execution import documents
from delivery.execution.hashing import hash_of
from server import create_app

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ASKED = {
    "FirstView": documents.document("homepage").replace("query Homepage", "query FirstView"),
    "Chrome": "query Chrome($locale: Locale!) { homepage(locale: $locale) { site { name pageTitle } } }",
    "Page": """
        query Page($path: String!) {
          route(path: $path) {
            status location url breadcrumbs { title } alternates { hreflang url }
            entry { __typename ... on NewsStory { body { excerpt } publishedOn } }
          }
        }
    """,
}
MANIFEST = {
    "homepage/main.tsx": {"file": "assets/main-1a.js", "css": ["assets/main-2b.css"], "imports": ["_shared.js"]},
    "_shared.js": {"file": "assets/shared-3c.js"},
    "dashboard/main.tsx": {"file": "assets/main-4d.js", "imports": ["_shared.js"]},
}


@pytest.fixture
def folder(tmp_path):
    """A build of small files, whose documents are the project's."""
    files = {
        ".vite/manifest.json": json.dumps(MANIFEST),
        "documents/homepage.json": json.dumps({f"sha256:{hash_of(text)}": text for text in ASKED.values()}),
        "assets/main-1a.js": "script",
        "assets/main-1a.js.br": "brotli",
        "assets/main-1a.js.gz": "gzip",
        "assets/main-2b.css": "p {}",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def site(engines, folder):
    """Make a client of a server with the build, under settings."""
    with engines("sqlite").copy() as url, connection_to(url):

        def made(**settings):
            trusted = {"SUNDIAL_TRUSTED_DOCUMENTS": str(folder / "documents" / "homepage.json")}
            app = create_app({"SUNDIAL_DATABASE_URL": url, **trusted, **settings}, clock=lambda: SHOWN_AT)
            app.config["FRONTENDS"] = folder
            return app.test_client()

        yield made


def opening_of(page):
    return json.loads(page.partition('id="opening">')[2].partition("</script>")[0])


def test_without_a_build_the_first_address_says_what_to_do_in_three_lines(app, client, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "FRONTENDS", tmp_path)
    response = client.get("/", headers=BROWSER)
    assert (response.status_code, response.mimetype) == (200, "text/plain")
    lines = response.text.splitlines()
    assert len(lines) == 3
    assert "/graphql" in lines[0]
    assert "make web" in lines[1]
    assert [client.get(path, headers=BROWSER).status_code for path in ("/dashboard", "/news/x", "/zh-hant")] == [
        404
    ] * 3


def test_the_homepage_has_its_title_its_files_and_nothing_inline(site):
    response = site().get("/", headers=BROWSER)
    page = response.text
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["Cache-Control"] == "no-cache"
    assert '<html lang="en">' in page
    assert "<title>The Hong Kong University of Science and Technology ｜World&#39;s Top 50" in page
    assert '<script type="module" src="/frontends/main-1a.js"></script>' in page
    assert '<link rel="modulepreload" href="/frontends/shared-3c.js">' in page
    assert '<link rel="stylesheet" href="/frontends/main-2b.css">' in page
    assert "style=" not in page
    assert "<style" not in page
    assert opening_of(page) == {
        "languages": [
            {"lang": "en", "locale": "EN", "prefix": ""},
            {"lang": "zh-Hant", "locale": "ZH_HANT", "prefix": "/zh-hant"},
            {"lang": "zh-Hans", "locale": "ZH_HANS", "prefix": "/zh-hans"},
        ],
        "hasSession": False,
        "shownAt": "2026-01-02T09:00:00+08:00",
        "timeZone": "Asia/Hong_Kong",
    }


def test_the_page_of_a_language_is_in_it_and_names_those_in_others(site):
    response = site(SUNDIAL_URL="https://www.example.org").get("/zh-hant", headers=BROWSER)
    assert '<html lang="zh-Hant">' in response.text
    assert "<title>香港科技大學</title>" in response.text
    assert '<link rel="canonical" href="https://www.example.org/zh-hant">' in response.text
    for hreflang, path in [("en", "/"), ("zh-Hant", "/zh-hant"), ("zh-Hans", "/zh-hans"), ("x-default", "/")]:
        assert f'<link rel="alternate" hreflang="{hreflang}" href="https://www.example.org{path}">' in response.text


def test_what_the_page_preloads_is_answered(site):
    client = site()
    page = client.get("/zh-hans", headers=BROWSER).text
    address = page.partition('crossorigin href="')[2].partition('"')[0].replace("&amp;", "&")
    assert json.loads(parse_qs(urlsplit(address).query)["variables"][0]) == {"locale": "ZH_HANS"}
    answer = client.get(address).json
    assert answer["data"]["homepage"]["site"]["languages"][2] == {"lang": "zh-Hans", "label": "简", "isCurrent": True}


def test_a_page_that_has_not_changed_is_answered_with_304(site):
    client = site()
    tag = client.get("/", headers=BROWSER).headers["ETag"]
    assert client.get("/", headers={**BROWSER, "If-None-Match": tag}).status_code == 304


def test_a_page_never_shows_what_only_its_reader_may_see(site):
    bad = {**BROWSER, "Authorization": "Bearer nobody"}
    assert site().get("/", headers=bad).status_code == 200


def test_the_page_of_who_has_a_session_says_so_and_preloads_nothing(site):
    client = site()
    client.set_cookie("sundial_session", "whatever it is")
    page = client.get("/news/new-medical-school", headers=BROWSER)
    assert page.status_code == 200
    assert "<title>HKUST Commences Preparations" in page.text
    assert opening_of(page.text)["hasSession"] is True
    assert 'rel="preload"' not in page.text


def test_programs_get_no_page_for_an_unknown_path(site):
    for accept in ("application/json", "*/*"):
        response = site().get("/no/such/path", headers={"Accept": accept})
        assert (response.status_code, response.json["errors"][0]["extensions"]["code"]) == (404, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("accepted", "coding", "content"),
    [("gzip, deflate, br, zstd", "br", b"brotli"), ("gzip", "gzip", b"gzip"), ("br;q=0", None, b"script")],
)
def test_files_are_sent_in_the_smallest_coding_that_is_taken(site, accepted, coding, content):
    with site().get("/frontends/main-1a.js", headers={"Accept-Encoding": accepted}) as response:
        assert (response.headers.get("Content-Encoding"), response.data) == (coding, content)
        assert response.content_type == "text/javascript; charset=utf-8"
        assert set(response.headers["Cache-Control"].split(", ")) == {"public", "max-age=31536000", "immutable"}
        assert response.headers["Vary"] == "Accept-Encoding"
        assert response.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("name", ["main-0.js", "manifest.json", "../.vite/manifest.json", "..%2f.vite%2fmanifest.json"])
def test_nothing_but_the_files_of_the_build_is_sent(site, name):
    assert site().get(f"/frontends/{name}").status_code == 404


def test_the_dashboard_has_a_page(site):
    page = site().get("/dashboard", headers=BROWSER)
    assert page.status_code == 200
    assert '<script type="module" src="/frontends/main-4d.js"></script>' in page.text


def meta(page, name):
    return page.partition(f'<meta name="{name}" content="')[2].partition('"')[0]


def test_the_page_of_an_entry_has_its_name_its_address_and_its_languages(site):
    client = site(SUNDIAL_URL="https://www.example.org")
    response = client.get("/zh-hant/news/new-medical-school", headers=BROWSER)
    page = response.text
    assert response.status_code == 200
    assert "<title>香港科大展開新醫學院籌備工作 ｜ 香港科技大學</title>" in page
    assert meta(page, "description").startswith("在香港特別行政區政府的支持下")
    address = "https://www.example.org/zh-hant/news/new-medical-school"
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<link rel="alternate" hreflang="zh-Hant" href="{address}">' in page
    assert '<meta property="og:type" content="article">' in page
    assert "noindex" not in page


def test_a_page_preloads_what_stands_around_it_and_itself(site):
    client = site()
    page = client.get("/news/new-medical-school", headers=BROWSER).text
    asked = [part.partition('"')[0].replace("&amp;", "&") for part in page.split('crossorigin href="')[1:]]
    assert [json.loads(parse_qs(urlsplit(each).query)["variables"][0]) for each in asked] == [
        {"locale": "EN"},
        {"path": "/news/new-medical-school"},
    ]
    assert [list(client.get(each).json["data"]) for each in asked] == [["homepage"], ["route"]]
    again = client.get("/news/new-medical-school?at=2026-01-02T09:00", headers=BROWSER).text
    assert 'rel="preload"' not in again


def test_another_form_of_a_path_is_one_redirect_that_keeps_what_was_asked(site):
    response = site().get("/News/new-medical-school/?at=2026-01-02T09:00", headers=BROWSER)
    assert (response.status_code, response.location) == (301, "/news/new-medical-school?at=2026-01-02T09:00")


def test_a_path_without_a_page_is_404_with_a_page_that_says_so(site):
    response = site().get("/zh-hans/news/never-there", headers=BROWSER)
    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert meta(response.text, "robots") == "noindex"
    assert '<html lang="zh-Hans">' in response.text


def test_what_was_searched_for_is_not_indexed(site):
    response = site().get("/search?q=robot", headers=BROWSER)
    assert (response.status_code, meta(response.text, "robots")) == (200, "noindex")


def test_a_page_in_a_language_that_its_entry_lacks_names_the_languages_that_there_are(site):
    response = site(SUNDIAL_URL="https://www.example.org").get("/zh-hans/events/dse-squad", headers=BROWSER)
    page, address = response.text, "https://www.example.org{}/events/dse-squad"
    assert response.status_code == 200
    assert '<html lang="zh-Hans">' in page
    assert page.partition("<title>")[2].partition("</title>")[0] == "DSE 特攻隊 ｜ 香港科技大学"
    assert f'<link rel="canonical" href="{address.format("/zh-hant")}">' in page
    languages = [part.partition('"')[0] for part in page.split('<link rel="alternate" hreflang="')[1:]]
    assert languages == ["en", "zh-Hant", "x-default"]
