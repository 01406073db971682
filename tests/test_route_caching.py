"""Routes in the response cache: an answer depends on the types that its path may be of, and on what a redirect meets."""

import pytest
from conftest import SHOWN_AT, ZONE, statements
from test_redirects import ANN, REDIRECTS, STORIES

import models
from models.editing import acts
from server import create_app

TAGS = """
defaults: {live_from: 2025-09-01T00:00:00}
entries:
  - {slug: alumni, name: {en: Alumni}}
"""

EVENTS = """
defaults: {live_from: 2025-09-01T00:00:00, starts_at: 2025-10-01T00:00:00, ends_at: 2025-10-02T00:00:00}
entries:
  - {slug: opening, title: {en: Opening}}
"""

QUERY = '{{ route(path: "{path}") {{ status location alternates {{ path }} }} }}'


@pytest.fixture
def get(asking, empty):
    """Ask for a path of an application that caches; return the response and how many statements read content."""
    asking(news_story=STORIES, redirect=REDIRECTS, tag=TAGS, event=EVENTS)
    app = create_app({"SUNDIAL_DATABASE_URL": empty, "SUNDIAL_REQUEST_LOG": "off"}, clock=lambda: SHOWN_AT)

    def asked(path):
        with statements() as found:
            response = app.test_client().get("/graphql", query_string={"query": QUERY.format(path=path)})
        return response, sum("news_story" in text for text in found)

    return asked


def write(model, slug, **values):
    entry = model.get(model.slug == slug).entry_id
    acts.save(model, entry, values, ZONE, ANN)
    acts.publish(model, entry, ZONE, ANN, at=None)


def test_a_route_of_a_page_is_kept_whatever_becomes_of_other_types(get):
    get("/news/robots")
    write(models.Event, "opening", title={"en": "Closing"})
    response, read = get("/news/robots")
    assert (response.json["data"]["route"]["status"], read) == (200, 0)
    write(models.NewsStory, "robots", title={"en": "Machines"})
    assert get("/news/robots")[1] > 0


def test_a_redirect_is_kept_until_the_type_that_it_leads_to_changes(get):
    get("/old/path")
    get("/old/robots")
    write(models.Event, "opening", title={"en": "Closing"})
    assert [get(path)[1] for path in ("/old/path", "/old/robots")] == [0, 0]
    write(models.NewsStory, "robots", title={"en": "Machines"})
    assert [get(path)[1] > 0 for path in ("/old/path", "/old/robots")] == [False, True]


def test_a_redirect_that_was_read_again_with_the_same_answer_depends_on_the_type_that_it_leads_to(get):
    first, _ = get("/old/robots")
    write(models.Redirect, "to-path", source="/old/way")
    second, read = get("/old/robots")
    assert (read > 0, second.json, second.headers["Surrogate-Key"]) == (
        True,
        first.json,
        first.headers["Surrogate-Key"],
    )
    write(models.NewsStory, "robots", title={"en": "Machines"})
    assert get("/old/robots")[1] > 0


def test_a_route_is_purged_by_the_types_that_it_depends_on(get):
    page, redirect, elsewhere = (get(path)[0].headers["Surrogate-Key"].split() for path in PATHS)
    assert {"NewsStory", "Redirect", "Page"} <= set(page)
    assert {"Redirect", "NewsStory"} <= set(redirect)
    assert "NewsStory" not in elsewhere
    assert not {"Event", "School", "Award"} & {*page, *redirect, *elsewhere}


PATHS = ("/news/robots", "/old/robots", "/old/elsewhere")
