"""A preview at work: a page of another origin, whose query stays as it is, shows what is to come and what is drafted.

The page takes the secret from its own address and sends it on as `Sundial-Preview`; that is all that a frontend does.
"""

import json
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from browsing import PATIENCE, chromium
from conftest import SHOWN_AT, ZONE
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

import models
from delivery.execution.operations import Operation
from delivery.services import services
from models import entry
from models.access import people
from models.access.actors import COMMAND_LINE, Actor
from models.access.callers import Caller
from models.access.roles import HeldRole
from models.editing import acting, acts
from models.instants import to_microseconds
from resolvers.attributes.ids import encode
from server import create_app

PAGE = """<!doctype html>
<html lang="en"><head><title>News</title></head><body><h1></h1><p id="state">asking</p>
<script>
const preview = new URLSearchParams(location.search).get("sundial-preview");
fetch("ADDRESS/graphql", {
  method: "POST",
  headers: { "Content-Type": "application/json", ...(preview ? { "Sundial-Preview": preview } : {}) },
  body: JSON.stringify({ query: '{ newsStory(slug: "new-medical-school") { title } }' }),
}).then(async (response) => {
  const answer = await response.json();
  document.querySelector("h1").textContent = answer.data?.newsStory?.title ?? answer.errors[0].extensions.code;
  document.querySelector("#state").textContent = `${response.status} ${response.headers.get("Cache-Control")}`;
});
</script></body></html>"""

PREVIEW = """mutation ($input: PreviewInput!) { createPreview(input: $input, path: "/news?page=1") { url token } }"""


@contextmanager
def listening(application):
    """Serve an application on loopback for a while; give its address."""
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Site:
    """A frontend of one static page, and the server that it asks."""

    def __init__(self, url, browser):
        self.url, self.browser, self.api = url, browser, ""

    def __call__(self, environ, start_response):
        return Response(PAGE.replace("ADDRESS", self.api), content_type="text/html")(environ, start_response)

    def shows(self, address):
        """Open an address; return the heading, and the status and the caching of the answer that it is from."""
        self.browser.get(address)
        said = WebDriverWait(self.browser, PATIENCE).until(
            lambda _: (text := self.browser.find_element(By.ID, "state").text) != "asking" and text
        )
        return self.browser.find_element(By.TAG_NAME, "h1").text, said

    def link(self, by, **given):
        """Make a link to a preview, as a person does."""
        with entry.database.entered(services(self.app).database):
            caller = Caller(people.grants_of(by), person=by.person, name=by.email)
            executor = services(self.app).executor
            answer = json.loads(executor.run(Operation(PREVIEW, {"input": given}, caller=caller)).body)
        return answer["data"]["createPreview"]["url"]


@pytest.fixture
def site(copy, tmp_path):
    with chromium(tmp_path / "profile") as browser:
        made = Site(copy, browser)
        with listening(made) as frontend:
            settings = {"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_PREVIEW_URL": frontend}
            made.app, made.address = create_app(settings, clock=lambda: SHOWN_AT), frontend
            with listening(made.app) as made.api:
                yield made


@pytest.fixture
def editor(copy, monkeypatch):
    monkeypatch.setattr(acting, "now", lambda: to_microseconds(SHOWN_AT))
    return people.add("ada@example.org", "Ada", [HeldRole("editor")], COMMAND_LINE, to_microseconds(SHOWN_AT))


def test_an_unchanged_page_shows_a_preview_by_its_address(site, editor):
    story = models.NewsStory.get(slug="new-medical-school")
    page = f"{site.address}/news?page=1"
    public, said = site.shows(page)
    assert said.startswith("200 public")
    acts.save(models.NewsStory, story.entry_id, {"title": {"en": "To come"}}, ZONE, Actor("a test"))
    at = SHOWN_AT + timedelta(days=1)
    acts.publish(models.NewsStory, story.entry_id, ZONE, Actor("a test"), at=to_microseconds(at))
    later = site.link(editor, asOf=(at + timedelta(hours=1)).isoformat())
    assert later.startswith(f"{page}&sundial-preview=")
    assert site.shows(later) == ("To come", "200 private, no-store")
    acts.save(models.NewsStory, story.entry_id, {"title": {"en": "A draft"}}, ZONE, Actor("a test"))
    drafted = site.link(editor, drafts=[encode("NewsStory", story.uid)])
    assert site.shows(drafted) == ("A draft", "200 private, no-store")
    assert site.shows(site.link(editor, stage="LATEST"))[0] == "A draft"
    assert site.shows(site.link(editor)) == (public, "200 private, no-store")
    assert site.shows(f"{drafted[:-1]}{'A' if drafted[-1] != 'A' else 'B'}")[0] == "UNAUTHENTICATED"
    assert site.shows(page)[0] == public
    with entry.database.entered(services(site.app).database):
        people.disable(editor, COMMAND_LINE, to_microseconds(SHOWN_AT))
    heading, said = site.shows(drafted)
    assert (heading, said[:3]) == ("UNAUTHENTICATED", "401")
