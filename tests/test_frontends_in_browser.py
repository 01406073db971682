"""The homepage as visitors use it, in a real Chromium."""

import json
import time
from urllib.parse import urlsplit

import pytest
from browsing import Page
from conftest import connection_to, write_edition
from selenium.webdriver.common.keys import Keys
from visiting import AT, MISMARKED, serving, text_of

from delivery.settings import PROJECT
from models.instants import FOREVER
from models.news_story import NewsStory

PRINTED = json.loads((PROJECT / "tests" / "printed.json").read_text(encoding="utf-8"))


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


def test_a_scheduled_title_and_one_that_is_published_show_on_an_open_page(browser, engines):
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
        now = int(time.time() * 1_000_000)
        NewsStory.update(live_until=now).where(NewsStory.entry_id == story.entry_id, NewsStory.version == 99).execute()
        new["title"] = {"en": "The title that was published just now"}
        write_edition(NewsStory, story.entry_id, 100, {**new, "live_from": now, "live_until": FOREVER}, "tests")
        page.until(lambda: page.one("#main h1").text == "The title that was published just now")
        assert time.time() - now / 1_000_000 < 20
    browser.get_log("browser")
