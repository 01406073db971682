"""The dashboard as visitors and editors use it, in a real Chromium."""

import time
from datetime import UTC, datetime

import pytest
from browsing import Page
from conftest import connection_to, write_edition
from selenium.webdriver.common.keys import Keys
from signing_in import EMAIL, PASSWORD
from visiting import AT, AXE, MISMARKED, requested, serving, settled, text_of

from models.access import passwords, people
from models.access.actors import COMMAND_LINE
from models.access.roles import HeldRole
from models.instants import FOREVER, to_microseconds
from models.news_story import NewsStory

DAY = 24 * 3_600_000_000
CSV = """
    Promise.all([...document.querySelectorAll('a[download]')].map((each) => fetch(each.href)
      .then(async (answer) => [answer.status, (await answer.text()).split('\\r\\n')[0], each.getAttribute('aria-label')])))
      .then(arguments[0])
"""


def test_the_dashboard_draws_its_charts_and_gives_each_as_a_table(opened):
    page = opened(f"/dashboard?{AT}&list=programs")
    page.until(lambda: len(page.all(".figure canvas")) >= 5)
    for each in page.all(".figure button"):
        each.click()
    page.until(lambda: len(page.all(".figure table")) >= 6)
    rows = [row.text.rsplit(" ", 1) for row in page.all("section:has(button[aria-label='Table: By school']) tbody tr")]
    assert rows[0] == ["School of Business and Management", "30"]
    heat = [[cell.text for cell in row.find_elements("css selector", "th, td")] for row in page.all(".heat tbody tr")]
    assert heat[0][:9] == ["School of Business and Management", "1", "1", "1", "", "2", "", "1", "22"]
    assert page.violations(AXE, ()) == []


@pytest.mark.parametrize("list_name", ["stories", "events", "programs", "awards", "firsts"])
def test_every_table_of_the_dashboard_is_there_as_csv(opened, list_name):
    page = opened(f"/dashboard?{AT}&list={list_name}&school=seng")
    page.until(lambda: len(page.all("a[download]")) >= 12)
    got = page.driver.execute_async_script(CSV)
    assert {status for status, _, _ in got} == {200}
    assert not any("__typename" in head.replace("keys.entry.__typename", "") for _, head, _ in got)
    assert len({label for _, _, label in got}) == len(got)
    growth = [label.rsplit(", ")[-1] for _, _, label in got if "Growth" in label]
    assert growth == ["Stories", "Events", "Programs", "Awards", "Firsts"]


@pytest.mark.parametrize(
    ("tag", "title", "school", "table"),
    [("zh-Hant", "儀表板", "按學院", "表格"), ("zh-Hans", "仪表板", "按学院", "表格")],
)
def test_the_dashboard_is_in_three_languages(opened, tag, title, school, table):
    page = opened(f"/dashboard?{AT}&list=programs&lang={tag}")
    page.until(lambda: page.one("html").get_attribute("lang") == tag)
    assert page.one("#main h1").text == title
    page.until(lambda: len(page.all(".figure canvas")) >= 5)
    page.one(f"button[aria-label='{table}: {school}']").click()
    page.until(lambda: page.all(".figure table"))
    assert page.violations(AXE, ()) == []
    assert "August" not in text_of(page)
    wrong = [
        each for each in page.driver.execute_script(MISMARKED) if not each.startswith(("BSc", "BEng", "BBA", "MSc"))
    ]
    assert wrong == []
    page.driver.find_element("css selector", "select[name='lang'] option[value='en']").click()
    page.until(lambda: page.one("#main h1").text == "Dashboard")
    page.driver.back()
    page.until(lambda: page.one("#main h1").text == title)


def test_the_filters_of_the_dashboard_are_in_its_address(opened):
    page = opened(f"/dashboard?{AT}")
    page.until(lambda: page.one(".list-title").text == "Stories: 3")
    page.until(lambda: len(page.all("select[name='school'] option")) > 5)
    page.driver.find_element("css selector", "select[name='school'] option[value='smed']").click()
    page.until(lambda: page.one(".list-title").text == "Stories: 1")
    assert "school=smed" in page.driver.current_url
    page.driver.back()
    page.until(lambda: page.one(".list-title").text == "Stories: 3")


def test_what_is_searched_for_on_the_dashboard_is_in_its_address(opened):
    page = opened(f"/dashboard?{AT}")
    page.one("input[name='q']").send_keys("robot", Keys.ENTER)
    page.until(lambda: page.all("#found") and page.one("#found").text.startswith("Found for “robot”: "))
    assert "q=robot" in page.driver.current_url
    assert page.one("section:has(#found) .entries a").get_attribute("href").endswith("/news/hong-kong-operation-robot")


def test_who_has_not_signed_in_is_asked_to_and_nothing_refused_is_asked_for(opened):
    page = settled(opened("/dashboard"))
    page.until(lambda: page.all("#editors"))
    assert "/sign-in?to=%2Fdashboard" in page.one("section:has(#editors) a").get_attribute("href")
    assert page.all("#schedule, #work") == []


@pytest.fixture
def edited(engines):
    """A site with an editor, a draft, a story that is to go live and one that is to end."""
    with engines("sqlite").copy() as url, connection_to(url):
        now = to_microseconds(datetime.now(UTC))
        ada = people.add(EMAIL, "Ada", [HeldRole("admin")], COMMAND_LINE, now)
        passwords.set_password(ada, PASSWORD, COMMAND_LINE, now)
        story = NewsStory.get(NewsStory.slug == "new-medical-school")
        others = {"slug": story.slug, "published_on": story.published_on}
        NewsStory.update(live_until=now + DAY).where(NewsStory.entry_id == story.entry_id).execute()
        later = {**others, "title": {"en": "From tomorrow on"}, "live_from": now + DAY, "live_until": FOREVER}
        write_edition(NewsStory, story.entry_id, 98, later, "tests")
        draft = {**others, "title": {"en": "A draft of it"}, "live_from": None, "live_until": FOREVER}
        write_edition(NewsStory, story.entry_id, 99, draft, "tests")
        with serving(url) as address:
            yield address


def test_an_editor_signs_in_and_sees_what_is_to_come_what_is_drafted_and_what_is_to_be_translated(browser, edited):
    page = Page(browser, f"{edited}/dashboard")
    page.until(lambda: page.all("#editors"))
    page.one(".bar a[href^='/sign-in']").click()
    page.one("input[name='email']").send_keys(EMAIL)
    page.one("input[name='password']").send_keys(PASSWORD, Keys.ENTER)
    page.until(lambda: page.all("#schedule"))
    assert page.driver.current_url == f"{edited}/dashboard"
    page.until(lambda: page.all("section:has(#schedule) li"))
    (change,) = [each.text for each in page.all("section:has(#schedule) li")]
    assert "changes: " in change
    assert "NewsStory" in change
    page.until(lambda: page.all("button[aria-label^='Table: Drafts']"))
    page.one("button[aria-label^='Table: Drafts']").click()
    drafts = "section:has(button[aria-label^='Table: Drafts']) tbody tr"
    page.until(lambda: page.all(drafts))
    assert [row.text for row in page.all(drafts)] == ["NewsStory 1 0 0 0", "Program 1 0 0 0"]
    page.until(lambda: len(page.all("section:has(#work) li")) == 20)
    assert "Missing: " in page.one("section:has(#work) li p").text
    assert page.violations(AXE, ()) == []
    got = page.driver.execute_async_script(CSV)
    assert {status for status, _, _ in got} == {200}
    page.driver.get(f"{edited}/dashboard?lang=zh-Hant")
    page.until(lambda: page.all("#schedule") and page.one("#schedule").text == "未來 6 週將發佈及結束的內容")
    page.until(lambda: page.all("#work") and page.one("#work").text == "待譯成繁體中文")
    assert page.violations(AXE, ()) == []
    page.driver.get(f"{edited}/news/hong-kong-operation-robot")
    page.until(lambda: page.all("#main h1") and page.one("#main h1").text.startswith("HKUST Leads International"))
    assert [each["message"] for each in browser.get_log("browser")] == []
    page.driver.get(f"{edited}/dashboard?lang=zh-Hant")
    page.click("登出")
    page.until(lambda: page.all("#editors"))
    browser.get_log("browser")


def test_the_dashboard_shows_a_change_without_being_loaded_and_asks_by_conditions(browser, edited):
    page = Page(browser, f"{edited}/dashboard?lang=en")
    before = page.until(lambda: page.all(".list-title") and page.one(".list-title").text)
    story = NewsStory.get(NewsStory.slug == "hong-kong-operation-robot")
    NewsStory.update(live_until=int(time.time() * 1_000_000)).where(NewsStory.entry_id == story.entry_id).execute()
    requested(page)
    page.until(lambda: page.one(".list-title").text != before)
    assert (before, page.one(".list-title").text) == ("Stories: 3", "Stories: 2")
    assert all("documentId=sha256" in each for each in requested(page) if "/graphql" in each)
    browser.get_log("browser")
