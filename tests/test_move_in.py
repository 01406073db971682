"""A site moves in from WordPress: its pages, posts, authors, and what its old addresses answer."""

from datetime import UTC, datetime
from urllib.parse import quote

import click
import pytest
from conftest import asker
from test_importing import counts, runner

from server import create_app

NOW = datetime(2098, 1, 1, tzinfo=UTC)
"""After what comes in today, and before what is scheduled."""

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="urn:content" xmlns:excerpt="urn:excerpt" xmlns:wp="urn:wp" xmlns:dc="urn:dc"><channel>
<wp:author><wp:author_login>root-login</wp:author_login><wp:author_email>root@example.org</wp:author_email>
<wp:author_display_name><![CDATA[Mei Wong]]></wp:author_display_name></wp:author>
<wp:author><wp:author_login>nobody</wp:author_login><wp:author_display_name>No Body</wp:author_display_name></wp:author>
"""
TAIL = "</channel></rss>"
SITE = "https://old.example.org"


def item(number, kind, slug, link, *, status="publish", parent=0, day="2013-01-11", more=""):
    """Write an item of an export."""
    return f"""<item><title>Title {number}</title><link>{SITE}{link}</link><dc:creator>root-login</dc:creator>
<content:encoded><![CDATA[<p>Some <b>words</b></p>]]></content:encoded><excerpt:encoded>In short {number}</excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>{day} 12:00:00</wp:post_date><wp:post_date_gmt>{day} 04:00:00</wp:post_date_gmt>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status><wp:post_parent>{parent}</wp:post_parent>
<wp:menu_order>{number}</wp:menu_order><wp:post_type>{kind}</wp:post_type>{more}</item>"""


EXPORT = "\n".join(
    [
        HEAD,
        item(1, "post", "hello", "/2013/01/11/hello/"),
        item(2, "post", "%ce%b1", "/2013/01/11/%ce%b1/"),
        item(3, "post", "draft", "/?p=3", status="draft"),
        item(4, "post", "ahead", "/2099/01/01/ahead/", status="future", day="2099-01-01"),
        item(5, "post", "locked", "/2013/01/11/locked/", more="<wp:post_password>x</wp:post_password>"),
        item(12, "page", "team", "/about/us/team/", parent=11),  # stands before those above it
        item(11, "page", "us", "/about/us/", parent=10),
        item(10, "page", "about", "/about/"),
        item(13, "page", "team", "/team/"),
        item(14, "page", "round", "/round/", parent=15),
        item(15, "page", "about-turn", "/about-turn/", parent=14),
        item(20, "attachment", "picture", "/2013/01/11/hello/picture/", status="inherit"),
        item(21, "attachment", "other", "/?attachment_id=21", status="inherit"),
        TAIL,
    ]
)

OLD = {
    "/2013/01/11/hello/": "/news/hello",
    "/2013/01/11/hello": "/news/hello",
    "/?p=1": "/news/hello",
    "/?p=1&utm=x": "/news/hello",
    "/zh-hant/?p=1": "/news/hello",
    "/2013/01/11/%ce%b1/": "/news/title-2",
    "/2013/01/11/%CE%B1": "/news/title-2",
    "/?p=2": "/news/title-2",
    "/about/": "/about",
    "/about/us/team/": "/about/us/team-12",  # a slug is one page's alone, so that of two is none's
    "/?page_id=12": "/about/us/team-12",
    "/team/": "/team-13",
    "/?page_id=13": "/team-13",
}
"""Where old addresses lead."""

OTHERS = {
    "/": 404,  # this site has no homepage
    "/about": 200,
    "/2013/01/11/locked/": 410,
    "/?p=5": 410,
    "/2013/01/11/hello/picture/": 410,
    "/?attachment_id=20": 410,
    "/?attachment_id=21": 410,
    "/?p=3": 404,
    "/2099/01/01/ahead/": 404,
    "/?p=4": 404,
    "/?p=99": 404,
    "/?p=": 404,
    "/?q=1": 404,
}


@pytest.fixture
def moved(empty, tmp_path):
    """Bring the site in; return the address of the database."""
    (tmp_path / "site.xml").write_text(EXPORT, encoding="utf-8")
    code, said = runner(empty)("import", tmp_path / "site.xml", "--publish")
    assert (code, counts(said)) == (0, [31, 0, 0]), said
    return empty


@pytest.fixture
def client(moved, tmp_path):
    (tmp_path / "addresses.toml").write_text('queries = ["p", "page_id", "attachment_id"]\n', encoding="utf-8")
    settings = {
        "SUNDIAL_DATABASE_URL": moved,
        "SUNDIAL_REQUEST_LOG": "off",
        "SUNDIAL_ADDRESSES": str(tmp_path / "addresses.toml"),
    }
    return create_app(settings, clock=lambda: NOW).test_client()


def resolve(client, path):
    response = client.get(f"/resolve?path={quote(path, safe='')}")
    return response.status_code, response.headers.get("Location")


def test_old_addresses_lead_in_one_hop_to_pages(client):
    for old, new in OLD.items():
        status, location = resolve(client, old)
        assert (old, status) == (old, 301)
        assert location.partition("?")[0].removeprefix("/zh-hant") == new
        assert resolve(client, location)[0] in ((200, 301) if location.startswith("/zh-hant") else (200,)), old


def test_what_is_gone_or_was_never_public_says_so(client):
    assert {path: resolve(client, path)[0] for path in OTHERS} == OTHERS


def test_a_route_leads_as_resolve_does(client):
    ask = asker(client)
    for old, new in OLD.items():
        route = ask("query($path: String!) { route(path: $path) { status location } }", path=old)["route"]
        assert (route["status"], route["location"].removeprefix("/zh-hant").partition("?")[0]) == (301, new)


def test_pages_posts_and_authors_arrive(client):
    ask = asker(client)
    page = ask(
        """{ page(slug: "team-12") { title summary path position parent { slug parent { slug } }
             blocks { __typename ... on TextPart { text { html } } } } }"""
    )["page"]
    assert page == {
        "title": "Title 12",
        "summary": "In short 12",
        "path": "/about/us/team-12",
        "position": 12,
        "parent": {"slug": "us", "parent": {"slug": "about"}},
        "blocks": [{"__typename": "TextPart", "text": {"html": "<p>Some <strong>words</strong></p>\n"}}],
    }
    stories = ask("{ newsStories { nodes { slug summary publishedOn authors { slug name email } } } }")["newsStories"]
    author = {"slug": "mei-wong", "name": "Mei Wong", "email": None}
    assert {each["slug"]: each["authors"] for each in stories["nodes"]} == {"hello": [author], "title-2": [author]}
    assert ask("{ people { totalCount } }") == {"people": {"totalCount": 1}}


def test_pages_in_a_circle_stand_at_the_top(client):
    pages = asker(client)('{ pages(where: {slug: {in: ["round", "about-turn"]}}) { nodes { path } } }')["pages"][
        "nodes"
    ]
    assert {each["path"] for each in pages} == {"/round", "/about-turn"}


def test_what_is_scheduled_has_its_old_address_from_then_on(moved, tmp_path):
    settings = {"SUNDIAL_DATABASE_URL": moved, "SUNDIAL_REQUEST_LOG": "off"}
    later = create_app(settings, clock=lambda: datetime(2099, 1, 2, tzinfo=UTC)).test_client()
    assert resolve(later, "/2099/01/01/ahead/") == (301, "/news/ahead")


def test_query_strings_are_no_addresses_unless_that_is_described(moved):
    settings = {"SUNDIAL_DATABASE_URL": moved, "SUNDIAL_REQUEST_LOG": "off"}
    plain = create_app(settings, clock=lambda: NOW).test_client()
    assert resolve(plain, "/about?p=1")[0] == 200
    assert resolve(plain, "/?p=1")[0] == 404  # as `/` is


@pytest.mark.parametrize("queries", ['"p"', "[1]", '["p q"]', '[""]'])
def test_names_of_queries_that_are_none_are_refused(moved, tmp_path, queries):
    (tmp_path / "addresses.toml").write_text(f"queries = {queries}\n", encoding="utf-8")
    settings = {"SUNDIAL_DATABASE_URL": moved, "SUNDIAL_ADDRESSES": str(tmp_path / "addresses.toml")}
    with pytest.raises(click.ClickException, match="`queries` must be a list of names"):
        create_app(settings)
