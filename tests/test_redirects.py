"""Redirects: addresses that lead elsewhere, and the tree of pages whose paths follow from what is above them."""

import re
from datetime import UTC, datetime

import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, asker, write_edition

import models
from fixtures.loading import load_folder
from fixtures.problems import ContentInvalid
from models.access.actors import Actor
from models.editing import acting, acts
from models.edition_values import new_entry
from models.instants import FOREVER
from models.problems import ContentRefused
from server import create_app

ANN = Actor("Ann")

STORIES = """
defaults: {live_from: 2025-09-01T00:00:00, published_on: 2025-09-01}
entries:
  - {slug: robots, title: {en: Robots, zh-Hant: 機械人}}
  - {slug: ended, title: {en: Ended}, live_until: 2025-10-01T00:00:00}
"""

REDIRECTS = """
defaults: {live_from: 2025-09-01T00:00:00}
entries:
  - {slug: to-story, source: /Old//Robots/, target: NewsStory/robots}
  - {slug: to-ended, source: /old/ended, target: NewsStory/ended}
  - {slug: to-path, source: /old/path, location: /news, status: 308}
  - {slug: elsewhere, source: /old/elsewhere, location: 'https://example.org/a?b=1#c', status: 302}
  - {slug: bare, source: /old/bare, location: 'https://example.org/a?b=1#c', keeps_query: false}
  - {slug: gone, source: /old/gone, status: 410}
  - {slug: first-hop, source: /hop/one, location: /hop/two}
  - {slug: second-hop, source: /hop/two, location: /old/robots, status: 302}
  - {slug: below, source: /archive/*, location: /old/*}
  - {slug: nearer, source: /archive/2020/*, location: https://archive.example.org/*}
  - {slug: one-of-them, source: /archive/2020/kept, target: NewsStory/robots}
  - {slug: chinese, source: /only-chinese, location: /there, languages: [{locale: ZH_HANT}, {locale: ZH_HANS}]}
  - {slug: over-a-page, source: /news/robots, location: /elsewhere}
  - {slug: over-an-ended-page, source: /news/ended, location: /there}
  - {slug: words, source: /舊/頁, location: '/新?問=答'}
  - {slug: later, source: /later, location: /x, live_from: 2099-01-01T00:00:00}
"""

ROUTE = """query ($path: String!, $at: DateTime) { route(path: $path, asOf: $at) {
  status location path entry { slug } breadcrumbs { path } alternates { path } } }"""


@pytest.fixture
def ask(asking):
    return asking(news_story=STORIES, redirect=REDIRECTS)


@pytest.fixture
def lead(ask):
    """Tell what a path leads to: the status and the location."""

    def found(path, at=None):
        answer = ask(ROUTE, path=path, at=at)["route"]
        return answer and (answer["status"], answer["location"])

    return found


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/old/robots", (301, "/news/robots")),
        ("/zh-hant/old/robots", (301, "/zh-hant/news/robots")),
        ("/OLD/robots/?page=2", (301, "/news/robots?page=2")),
        ("/old/ended", (410, None)),
        ("/old/path", (308, "/news")),
        ("/zh-hans/old/path?q=1", (308, "/zh-hans/news?q=1")),
        ("/old/elsewhere", (302, "https://example.org/a?b=1#c")),
        ("/old/elsewhere?d=2", (302, "https://example.org/a?b=1&d=2#c")),
        ("/old/bare?d=2", (301, "https://example.org/a?b=1#c")),
        ("/old/gone", (410, None)),
        ("/hop/one", (301, "/news/robots")),
        ("/hop/two", (302, "/news/robots")),
        ("/archive/robots", (301, "/news/robots")),
        ("/archive/unknown/x", (301, "/old/unknown/x")),
        ("/archive", (301, "/old")),
        ("/archive/2020/a/b", (301, "https://archive.example.org/a/b")),
        ("/archive/2020/kept", (301, "/news/robots")),
        ("/only-chinese", None),
        ("/zh-hant/only-chinese", (301, "/zh-hant/there")),
        ("/news/robots", (200, None)),
        ("/news/ended", (301, "/there")),
        ("/%E8%88%8A/頁", (301, "/%E6%96%B0?%E5%95%8F=%E7%AD%94")),
        ("/later", None),
        ("/old", None),
        ("/old/robots/further", None),
    ],
)
def test_a_redirect_leads_to_its_end_in_one_hop(lead, path, found):
    assert lead(path) == found


def test_before_it_is_live_a_redirect_leads_nowhere(lead):
    assert lead("/old/robots", at="2025-08-31T00:00:00Z") is None
    assert lead("/later", at="2099-02-01T00:00:00Z") == (301, "/x")


def test_a_redirect_shows_no_entry_and_says_where_its_page_is(ask):
    assert ask(ROUTE, path="/old/robots")["route"] == {
        "status": 301,
        "location": "/news/robots",
        "path": "/news/robots",
        "entry": None,
        "breadcrumbs": [],
        "alternates": [{"path": "/news/robots"}, {"path": "/zh-hant/news/robots"}, {"path": "/news/robots"}],
    }


def test_a_redirect_follows_the_entry_that_it_leads_to(ask, lead):
    story = models.NewsStory.live().where(models.NewsStory.slug == "robots").first()
    acts.save(models.NewsStory, story.entry_id, {"slug": "machines"}, ZONE, ANN)
    acts.publish(models.NewsStory, story.entry_id, ZONE, ANN)
    now = datetime.now(UTC).isoformat()
    assert lead("/old/robots", at=now) == (301, "/news/machines")
    assert lead("/hop/one", at=now) == (301, "/news/machines")
    assert lead("/news/robots", at=now) == (301, "/elsewhere")


def test_a_redirect_on_the_address_of_a_page_is_loaded_with_a_warning(asking, tmp_path):
    (tmp_path / "news_story.yaml").write_text(STORIES, encoding="utf-8")
    (tmp_path / "redirect.yaml").write_text(REDIRECTS, encoding="utf-8")
    report = load_folder(ZONE, tmp_path)
    assert len(report.warned) == 1
    assert re.search(r"over-a-page.*/news/robots is the address of a page", str(report))


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ("{slug: a, source: /a, location: /b}, {slug: b, source: /b, location: /a}", "leads back"),
        ("{slug: a, source: /a, location: /a}", "leads back"),
        ("{slug: a, source: '/a/*', location: '/a/b/*'}", "leads back"),
        ("{slug: a, source: /x/y, location: /a/y}, {slug: b, source: '/a/*', location: '/x/*'}", "leads back"),
        (", ".join(f"{{slug: s{n}, source: /s{n}, location: /s{n + 1}}}" for n in range(12)), "on and on"),
        ("{slug: a, source: /a}", "is required"),
        ("{slug: a, source: /a, location: /b, target: NewsStory/robots}", "leave one of them out"),
        ("{slug: a, source: /a, location: /b, status: 200}", "200 is not one of"),
        ("{slug: a, source: a, location: /b}", "must be a path"),
        ("{slug: a, source: /zh-hant/a, location: /b}", "must be a path"),
        ("{slug: a, source: '/a?x=1', location: /b}", "must be a path"),
        ("{slug: a, source: /a/../b, location: /b}", "must be a path"),
        ("{slug: a, source: 'https://example.org/a', location: /b}", "must be a path"),
        ("{slug: a, source: /a, location: 'javascript:alert(1)'}", "must be a path without"),
        ("{slug: a, source: /a, location: //example.org}", "must be a path without"),
        ("{slug: a, source: /a, location: '/en/b'}", "must be a path without"),
        ("{slug: a, source: /a, stem: /a/, location: /b}", "follows from other fields"),
        ("{slug: a, source: /A, location: /b}, {slug: b, source: /a/, location: /c}", "another entry has"),
    ],
)
def test_a_wrong_redirect_is_refused_with_its_line(asking, entries, said):
    with pytest.raises(ContentInvalid, match=re.escape(said)):
        asking(news_story=STORIES, redirect=f"defaults: {{live_from: 2025-09-01T00:00:00}}\nentries: [{entries}]")


def test_editors_are_refused_a_circle_and_warned_of_a_page(ask):
    def draft(slug, source, location):
        return acts.create(models.Redirect, slug, {"source": source, "location": location}, ZONE, ANN).entry

    acts.publish(models.Redirect, draft("new", "/Old/New", "/loop"), ZONE, ANN)
    with pytest.raises(ContentRefused) as refused:
        acts.publish(models.Redirect, draft("loop", "/loop", "/old/new"), ZONE, ANN)
    assert [each.code for each in refused.value.problems] == ["REDIRECT_CIRCLE"]
    page = draft("page", "/news/machines", "/x")
    acts.publish(models.Redirect, page, ZONE, ANN, despite=frozenset())
    other = draft("other", "/news/robots/", "/x")
    with pytest.raises(ContentRefused) as refused:
        acts.publish(models.Redirect, other, ZONE, ANN, despite=frozenset())
    assert "REDIRECT_OVER_PAGE" in {each.code for each in refused.value.problems}


def test_a_redirect_does_not_go_on_where_it_would_lead_in_a_circle(empty):
    """One that is scheduled takes over; where that is cancelled or moved, what it took over from goes on."""
    start, hour = acting.now(), 3_600_000_000
    there = {"source": "/there", "location": "/back"}
    one = acts.create(models.Redirect, "one", there, ZONE, ANN).entry
    acts.publish(models.Redirect, one, ZONE, ANN)
    acts.save(models.Redirect, one, {"location": "/elsewhere"}, ZONE, ANN)
    scheduled = acts.publish(models.Redirect, one, ZONE, ANN, at=start + hour).version
    acts.reschedule(models.Redirect, one, scheduled, ANN, at=start + 2 * hour)
    back = {"source": "/back", "location": "/there"}
    two = acts.create(models.Redirect, "two", back, ZONE, ANN).entry
    acts.publish(models.Redirect, two, ZONE, ANN, at=start + 3 * hour)
    for act, options in ((acts.cancel_schedule, {}), (acts.reschedule, {"at": start + 4 * hour})):
        with pytest.raises(ContentRefused) as refused:
            act(models.Redirect, one, scheduled, ANN, **options)
        assert [each.code for each in refused.value.problems] == ["REDIRECT_CIRCLE"]


@pytest.fixture
def circle(empty):
    """Two redirects that lead to each other, written past all checks."""
    for number, (source, location) in enumerate([("/a", "/b"), ("/b", "/a")]):
        values = {"slug": f"s{number}", "source": source, "location": location, "status": 301, "keeps_query": True}
        values |= {"live_from": 0, "live_until": FOREVER, "languages": [], "stem": None, "target": None}
        write_edition(models.Redirect, new_entry(models.Redirect), 1, values, "Ann")
    return asker(create_app({"SUNDIAL_DATABASE_URL": empty, **PLAIN}, clock=lambda: SHOWN_AT).test_client())


def test_a_circle_that_is_there_leads_nowhere(circle):
    assert circle(ROUTE, path="/a")["route"] is None


PAGES = """
defaults: {live_from: 2025-09-01T00:00:00}
entries:
  - {slug: about, title: {en: About, zh-Hant: 關於}}
  - {slug: history, title: {en: History}, parent: about}
  - {slug: founding, title: {en: Founding, zh-Hant: 創校}, parent: history}
  - {slug: news, title: {en: News}}
"""


@pytest.fixture
def pages(asking):
    return asking(
        page=PAGES, news_story=STORIES, site="entries: [{slug: x, name: {en: X}, live_from: 2025-09-01T00:00:00}]"
    )


def test_the_path_of_a_page_has_the_slugs_above_it(pages):
    found = pages("{ pages(locale: ZH_HANT, orderBy: [SLUG_ASC]) { nodes { path alternates { path } } } }")["pages"][
        "nodes"
    ]
    founding = "about/history/founding"
    assert found == [
        {"path": "/zh-hant/about", "alternates": [{"path": "/about"}, {"path": "/zh-hant/about"}, {"path": "/about"}]},
        {
            "path": f"/zh-hant/{founding}",
            "alternates": [{"path": f"/{founding}"}, {"path": f"/zh-hant/{founding}"}, {"path": f"/{founding}"}],
        },
        {"path": "/zh-hant/about/history", "alternates": [{"path": "/about/history"}, {"path": "/about/history"}]},
        {"path": "/zh-hant/news", "alternates": [{"path": "/news"}, {"path": "/news"}]},
    ]


def test_a_page_is_found_by_its_path_with_the_pages_above_as_crumbs(pages):
    answer = pages(ROUTE, path="/about/history/founding")["route"]
    assert (answer["status"], answer["entry"]) == (200, {"slug": "founding"})
    assert [each["path"] for each in answer["breadcrumbs"]] == [
        "/",
        "/about",
        "/about/history",
        "/about/history/founding",
    ]
    assert pages(ROUTE, path="/news/robots")["route"]["entry"] == {"slug": "robots"}
    assert pages(ROUTE, path="/news")["route"]["entry"] == {"slug": "news"}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/founding", (301, "/about/history/founding")),
        ("/about/founding", (301, "/about/history/founding")),
        ("/nothing/founding", None),
        ("/about/history/nothing", None),
        ("/about/about/about/about/about/about/about/about/founding", None),
    ],
)
def test_a_path_of_pages_in_another_order_is_one_hop_from_the_right_one(pages, path, found):
    answer = pages(ROUTE, path=path)["route"]
    assert (answer and (answer["status"], answer["location"])) == found


def test_renaming_and_moving_a_page_moves_all_below_it_in_one_hop(pages):
    entries = {row.slug: row.entry_id for row in models.Page.live()}
    acts.save(models.Page, entries["about"], {"slug": "who-we-are"}, ZONE, ANN)
    acts.publish(models.Page, entries["about"], ZONE, ANN)
    acts.save(models.Page, entries["founding"], {"parent": entries["news"]}, ZONE, ANN)
    acts.publish(models.Page, entries["founding"], ZONE, ANN)
    now = datetime.now(UTC).isoformat()

    def lead(path):
        answer = pages(ROUTE, path=path, at=now)["route"]
        return answer["status"], answer["location"]

    assert lead("/about/history") == (301, "/who-we-are/history")
    assert lead("/who-we-are/history") == (200, None)
    assert lead("/about/history/founding") == (301, "/news/founding")
    assert lead("/news/founding") == (200, None)
