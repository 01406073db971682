"""The frontends as visitors have them: a server with the build, Chromium, and what tests ask of a page."""

import json
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from browsing import Page, chromium, require
from conftest import ZONE, connection_to
from werkzeug.serving import make_server

from delivery.edge.frontends import BUILT
from delivery.settings import PROJECT
from fixtures.loading import load_folder
from server import create_app

AXE = PROJECT / "web" / "node_modules" / "axe-core" / "axe.min.js"
AT = "at=2026-01-02T09:00"
VISITED = Path(__file__).with_name("visited")
"""Entries beside the content, which have what no entry of it has."""

TEXT = """
    const walker = document.createTreeWalker(document.querySelector(arguments[0]), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode())
      if (!walker.currentNode.parentElement.closest("script, noscript")) texts.push(walker.currentNode.data);
    return texts.join("\\n");
"""

MISMARKED = """
    const page = document.documentElement.lang;
    const walker = document.createTreeWalker(document.querySelector("#main"), NodeFilter.SHOW_TEXT);
    const wrong = [];
    while (walker.nextNode()) {
      const text = walker.currentNode.data.trim(), lang = walker.currentNode.parentElement.closest("[lang]").lang;
      if (/^[\\x20-\\x7e]*[a-z]{4,} [a-z]{4,}[\\x20-\\x7e]*$/i.test(text) && lang.startsWith("zh")) wrong.push(text);
    }
    return wrong;
"""
"""What looks English on a page and is not marked as English."""


@contextmanager
def serving(url, clock=None, **settings):
    """Serve an application on loopback, at the time of a clock; its address."""
    application = create_app(
        {"SUNDIAL_DATABASE_URL": url, "SUNDIAL_REQUEST_LOG": "off", "SUNDIAL_RATE_LIMIT": "", **settings},
        **({"clock": clock} if clock else {}),
    )
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def site(engines):
    require((BUILT / ".vite" / "manifest.json").exists(), "the frontends are not built: run make web")
    with engines("sqlite").copy() as url, connection_to(url):
        load_folder(ZONE, VISITED)
        with serving(url) as address:
            yield address


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("chromium")) as driver:
        calm = [{"name": "prefers-reduced-motion", "value": "reduce"}]  # what scrolls smoothly is missed by clicks
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": calm})
        yield driver


@pytest.fixture
def opened(browser, site):
    """Open a path of the site; in the end nothing may have complained, nor any other host been asked."""
    browser.get("about:blank")  # or the page of the test before would go on asking its server, which is gone
    browser.get_log("browser")

    def open_path(path):
        page = Page(browser, site + path)
        page.one("#main h1")
        return page

    yield open_path
    said = [each["message"] for each in browser.get_log("browser")]
    assert [each for each in said if "status of 404" not in each and "status of 410" not in each] == []


def text_of(page, selector="body"):
    """All text that is in the page, also in menus that are closed, in the order of the document."""
    return " ".join(page.driver.execute_script(TEXT, selector).split())


def settled(page):
    """Wait until nothing of a page is loading."""
    page.until(lambda: not page.all(".loading"))
    return page


def requested(page):
    """List the addresses that the browser has asked since the page was opened."""
    events = [json.loads(entry["message"])["message"] for entry in page.driver.get_log("performance")]
    return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
