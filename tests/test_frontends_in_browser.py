"""The homepage and the dashboard as visitors use them, in a real Chromium."""

import json
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from browsing import Page, chromium, require
from conftest import connection_to, write_edition
from selenium.webdriver.common.keys import Keys
from werkzeug.serving import make_server

from delivery.edge.frontends import BUILT
from delivery.settings import PROJECT
from models.instants import FOREVER
from models.news_story import NewsStory
from server import create_app

AXE = PROJECT / "web" / "node_modules" / "axe-core" / "axe.min.js"
AT = "at=2026-01-02T09:00"
PRINTED = json.loads((PROJECT / "tests" / "printed.json").read_text(encoding="utf-8"))
ROUTES = [
    f"?{AT}",
    "/news/new-medical-school",
    "/events/dse-squad",
    "/schools/seng",
    "/sdgs/quality-education",
    "/awards/visionary",
    "/search?q=robot",
    "/no/such/page",
]
"""Addresses behind the prefix of a language, one of each kind."""


@contextmanager
def serving(url, **settings):
    """Serve an application on loopback; its address."""
    application = create_app(
        {"SUNDIAL_DATABASE_URL": url, "SUNDIAL_REQUEST_LOG": "off", "SUNDIAL_RATE_LIMIT": "", **settings}
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
    with engines("sqlite").copy() as url, connection_to(url), serving(url) as address:
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
    browser.get_log("browser")

    def open_path(path):
        page = Page(browser, site + path)
        page.one("#main h1")
        return page

    yield open_path
    unexpected = [each["message"] for each in browser.get_log("browser") if "status of 404" not in each["message"]]
    assert unexpected == []


def text_of(page, selector="body"):
    """All text that is in the page, also in menus that are closed, in the order of the document."""
    script = """
        const walker = document.createTreeWalker(document.querySelector(arguments[0]), NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode())
          if (!walker.currentNode.parentElement.closest("script, noscript")) texts.push(walker.currentNode.data);
        return texts.join("\\n");
    """
    return " ".join(page.driver.execute_script(script, selector).split())


def follow(page, selector, title):
    """Follow a link; wait until the page has another title."""
    page.one(selector).click()
    return page.until(lambda: title in page.driver.title)


def labels(items):
    for item in items:
        yield item if isinstance(item, str) else item["label"]
        yield from labels([] if isinstance(item, str) else item.get("children", []))


def printed_texts():
    """What is printed, in its order."""
    menus = PRINTED["menus"]
    for location in ("AUDIENCES", "PORTALS", "QUICK_LINKS", "DIRECTORIES"):
        yield from filter(None, [menus[location]["heading"], *labels(menus[location]["items"])])
    for location in ("PRIMARY", "FACILITIES"):
        yield from labels(menus[location]["items"])
    yield from [PRINTED["popular_searches"]["heading"], *PRINTED["popular_searches"]["items"]]
    yield from labels(menus["ANCHORS"]["items"])
    for section in ("news", "leads_the_pack", "rankings", "facts", "firsts", "awards", "sdgs"):
        yield from section_texts(PRINTED[section])
    events = PRINTED["events"]
    yield from [events["heading"], events["intro"], events["featured_heading"], events["featured"][0]["title"]]
    yield from [events["upcoming_heading"], *[each["title"] for each in events["upcoming"]], events["more"]]
    yield from [menus["SOCIAL"]["heading"], *labels(menus["SOCIAL"]["items"]), *labels(menus["LEGAL"]["items"])]
    yield PRINTED["site"]["copyright"]


def section_texts(section):
    yield from filter(None, [section["heading"], section.get("intro"), *section.get("filters", ())])
    for item in section.get("items", ()):
        yield from filter(None, item_texts(item))
    yield from filter(None, [section.get("more")])


def item_texts(item):
    if isinstance(item, list):  # a goal
        yield from [f"{item[0]}", item[1]]
        return
    if "rank" in item:
        yield f"# {item['rank']}"
        yield from (item[name] for name in ("statement", "accolade", "detail", "credit"))
    elif "label" in item:
        yield from (item[name] for name in ("label", "detail", "credit"))
    else:
        yield from [
            item.get("category"),
            item.get("title"),
            item.get("subtitle"),
            *item.get("recipients", ()),
            item.get("award"),
        ]


def test_the_homepage_has_every_printed_text_in_its_order(opened):
    text = text_of(opened(f"/?{AT}"))
    place = 0
    for each in printed_texts():
        found = text.find(" ".join(each.split()), place)
        assert found >= 0, f"{each!r} is not behind {text[max(0, place - 60) : place]!r}"
        place = found + len(each)


def test_the_first_view_takes_one_request_by_hash_and_less_than_100_kb_of_script(opened, browser):
    page = opened("/")
    asked, sizes = [], 0
    for entry in page.driver.get_log("performance"):
        event = json.loads(entry["message"])["message"]
        if event["method"] == "Network.requestWillBeSent":
            asked.append(event["params"]["request"]["url"])
        if event["method"] == "Network.responseReceived" and event["params"]["type"] == "Script":
            length = {name.lower(): value for name, value in event["params"]["response"]["headers"].items()}
            sizes += int(length["content-length"])
    (operation,) = [url for url in asked if "/graphql" in url]
    assert "documentId=sha256:" in operation
    assert 0 < sizes < 100_000


def test_languages_do_not_mix(opened):
    page = opened("/")
    english = text_of(page, "#main")
    for tag, title in [
        ("zh-Hant", "香港科技大學"),
        ("zh-Hans", "香港科技大学"),
        ("en", "The Hong Kong"),
        ("zh-Hant", "香港科技大學"),
        ("en", "The"),
    ]:
        follow(page, f".languages a[lang='{tag}']", title)
        page.until(lambda tag=tag: page.one("html").get_attribute("lang") == tag)
    assert text_of(page, "#main") == english


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


@pytest.mark.parametrize("prefix", ["/zh-hant", "/zh-hans"])
def test_every_english_sentence_of_a_chinese_page_is_marked_as_english(opened, prefix):
    assert opened(f"{prefix}?{AT}").driver.execute_script(MISMARKED) == []


def test_firsts_are_filtered_and_the_filter_is_in_the_address(opened):
    page = opened("/?category=diversity")
    assert page.one("#firsts .card h3").text == "AI On Stage: HKUST Debuts AI-Generated Film Festival"
    assert len(page.all("#firsts .card")) == 1
    page.click("All")
    page.until(lambda: len(page.all("#firsts .card")) == 8)
    assert "category" not in page.driver.current_url


def test_events_are_a_list_or_a_month(opened):
    page = opened(f"/?{AT}")
    assert len(page.all("#events .events-list:last-of-type > li")) == 3
    page.click("Month")
    page.until(lambda: len(page.all(".month td a")) > 20)
    page.driver.find_element("css selector", "button[aria-label='Next month']").click()
    page.until(lambda: page.one(".month h4").text == "February 2026")
    page.until(lambda: not page.all(".month td a"))


def test_the_page_is_shown_as_of_an_instant_and_what_has_changed_since_another(opened):
    page = opened("/?at=2025-11-01T00:00")
    page.until(lambda: "HKUST Commences" not in text_of(page, "#main"))
    page.driver.get(page.driver.current_url.replace("2025-11-01", "2025-12-31") + "&since=2025-11-01T00:00")
    page.one(".changes li")
    assert "HKUST Commences Preparations for New Medical School" in text_of(page, ".changes")
    assert "Rankings" not in text_of(page, ".changes")


def test_who_has_not_signed_in_is_told_that_the_future_is_private(browser, site):
    page = Page(browser, f"{site}/?at=2099-01-01T00:00")
    assert "You may not see this" in page.one("[role='alert']").text
    assert page.one("[role='alert'] a").get_attribute("href").startswith(f"{site}/sign-in?to=")
    browser.get_log("browser")


@pytest.mark.parametrize(("typed", "path"), [("robot", ""), ("工學院", "/zh-hant"), ("工学院", "/zh-hans")])
def test_what_is_typed_is_found_in_three_scripts(opened, typed, path):
    page = opened(f"{path}/")
    box = page.one("input[type='search']")
    box.send_keys(typed)
    page.until(lambda: page.one(".proposals li").text)
    box.send_keys(Keys.ENTER)
    first = page.one(".found li h2 a")
    assert urlsplit(first.get_attribute("href")).path.startswith(f"{path}/")
    assert "/search?q=" in page.driver.current_url


def test_a_proposal_leads_to_its_page_by_the_keyboard(opened):
    page = opened("/")
    box = page.one("input[type='search']")
    box.send_keys("school of eng")
    page.until(lambda: [each for each in page.all(".proposals li") if each.text == "School of Engineering"])
    box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    page.until(lambda: page.one("#main h1").text == "School of Engineering")
    assert urlsplit(page.driver.current_url).path == "/schools/seng"


def test_pages_are_followed_back_and_forth_without_being_loaded(opened):
    page = opened("/")
    page.driver.execute_script("window.stays = true")
    follow(page, "#news .card h3 a", "HKUST Commences")
    assert page.one("#main h1").text.startswith("HKUST Commences")
    page.driver.back()
    page.one("#leads-the-pack")
    page.driver.forward()
    page.until(lambda: page.one("#main h1").text.startswith("HKUST Commences"))
    assert page.driver.execute_script("return window.stays")


def test_a_path_without_a_page_says_so_in_its_language(opened):
    assert opened("/zh-hant/no/such/page").one("#main h1").text == "沒有這個頁面"


def test_every_internal_link_of_the_homepage_leads_to_a_page(opened, site):
    page = opened(f"/?{AT}")
    links = "return [...new Set([...document.querySelectorAll('a')].map(({ href }) => href.split('#')[0]))]"
    ours = [each for each in page.driver.execute_script(links) if each.startswith(site)]
    assert len(ours) > 30
    statuses = page.driver.execute_async_script(
        "Promise.all(arguments[0].map((each) => fetch(each, { headers: { Accept: 'text/html' } }).then(({ status, url }) => [url, status])))"
        ".then(arguments[1])",
        ours,
    )
    assert [each for each in statuses if each[1] != 200] == []


@pytest.mark.parametrize("prefix", ["", "/zh-hant", "/zh-hans"])
def test_axe_finds_nothing_on_any_page(opened, prefix):
    for path in ROUTES:
        page = opened(prefix + path)
        page.until(lambda page=page: not page.all(".loading"))
        assert (path, page.violations(AXE, ())) == (path, [])


def test_phones_see_all_of_the_homepage_without_scrolling_sideways(opened):
    for width in (390, 768, 1440):
        page = opened(f"/zh-hant?{AT}")
        size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600}
        page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        try:
            assert page.driver.execute_script("return document.documentElement.scrollWidth") <= width
            if width < 960:
                page.one(".whole-menu summary").click()
                assert page.one(".primary").is_displayed()
        finally:
            page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_scheduled_title_shows_on_an_open_page_when_its_instant_comes(browser, engines):
    with engines("sqlite").copy() as url, connection_to(url), serving(url) as address:
        page = Page(browser, f"{address}/news/new-medical-school")
        page.until(lambda: page.one("#main h1").text.startswith("HKUST Commences"))
        story = NewsStory.get(NewsStory.slug == "new-medical-school")
        change = int(time.time() * 1_000_000) + 3_000_000
        NewsStory.update(live_until=change).where(NewsStory.entry_id == story.entry_id).execute()
        new = {"slug": story.slug, "title": {"en": "The title from now on"}, "published_on": story.published_on}
        write_edition(NewsStory, story.entry_id, 99, {**new, "live_from": change, "live_until": FOREVER}, "tests")
        page.until(lambda: page.one("#main h1").text == "The title from now on")
        assert 0 <= time.time() - change / 1_000_000 < 20
    browser.get_log("browser")


def test_the_dashboard_draws_its_charts_and_gives_each_as_a_table(opened, site):
    page = opened(f"/dashboard?{AT}&list=programs")
    page.until(lambda: len(page.all(".figure canvas")) >= 5)
    for each in page.all(".figure button"):
        each.click()
    page.until(lambda: len(page.all(".figure table")) >= 6)
    rows = [row.text.rsplit(" ", 1) for row in page.all("section:has(button[aria-label='Table: By school']) tbody tr")]
    assert rows[0] == ["School of Business and Management", "30"]
    assert page.violations(AXE, ()) == []


def test_every_table_of_the_dashboard_is_there_as_csv(opened):
    page = opened(f"/dashboard?{AT}&list=programs&school=seng")
    page.until(lambda: len(page.all("a[download]")) >= 7)
    got = page.driver.execute_async_script(
        "Promise.all([...document.querySelectorAll('a[download]')].map((each) => fetch(each.href)"
        ".then(async (answer) => [answer.status, (await answer.text()).split('\\r\\n')[0]]))).then(arguments[0])"
    )
    assert {status for status, _ in got} == {200}
    assert not any("__typename" in head.replace("keys.entry.__typename", "") for _, head in got)
    assert page.one(".list-title").text == "Programs: 25"


def test_the_filters_of_the_dashboard_are_in_its_address(opened):
    page = opened(f"/dashboard?{AT}")
    page.until(lambda: page.one(".list-title").text == "Stories: 3")
    page.until(lambda: len(page.all("select[name='school'] option")) > 5)
    page.driver.find_element("css selector", "select[name='school'] option[value='smed']").click()
    page.until(lambda: page.one(".list-title").text == "Stories: 1")
    assert "school=smed" in page.driver.current_url
    page.driver.back()
    page.until(lambda: page.one(".list-title").text == "Stories: 3")
