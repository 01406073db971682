"""Alerts on the pages of the homepage's frontend, in a real Chromium: on which they stand, and from when to when."""

from datetime import datetime, timedelta

import pytest
from browsing import Page
from conftest import ZONE, connection_to
from visiting import AXE, requested, serving, settled

from fixtures.loading import load_folder

STORMY = "at=2025-12-11T09:00"
PATHS = ["/", "/news/new-medical-school", "/departments/chem", "/all-blocks", "/search?q=robot", "/no/such/page"]


def address(path, prefix=""):
    """Write the address of a path of a language while alerts are live."""
    return (prefix + path if path != "/" else prefix or "/") + ("&" if "?" in path else "?") + STORMY


def told(page):
    """List what alerts say, each with its role and the languages of its title."""
    script = """
        return [...document.querySelectorAll(".alert")].map((each) => [
          each.closest("[role]").getAttribute("role"),
          each.querySelector(".alert-title").textContent,
          each.querySelector(".alert-title b").closest("[lang]").lang,
        ]);
    """
    return page.driver.execute_script(script)


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        (
            "",
            [
                ["alert", "Emergency: Typhoon signal number eight is hoisted", "en"],
                ["status", "Notice: The library closes early today", "en"],
            ],
        ),
        (
            "/zh-hant",
            [["alert", "緊急： 八號風球現已懸掛", "zh-Hant"], ["status", "通告： 圖書館今天提早關閉", "zh-Hant"]],
        ),
        (
            "/zh-hans",
            [["alert", "紧急： 八号风球现已悬挂", "zh-Hans"], ["status", "通告： 圖書館今天提早關閉", "zh-Hant"]],
        ),
    ],
)
def test_every_page_has_the_alerts_of_its_instant_at_its_top_the_worst_first(opened, prefix, expected):
    for path in PATHS:
        page = settled(opened(address(path, prefix)))
        assert (path, told(page)) == (path, expected)
        assert (path, page.violations(AXE, ())) == (path, [])
        above = "return document.querySelector('.alerts').getBoundingClientRect().bottom <= document.querySelector('header').getBoundingClientRect().top"
        assert page.driver.execute_script(above)


def test_an_alert_says_what_to_do_by_links_that_keep_the_instant(opened, site):
    page = settled(opened(address("/", "/zh-hant")))
    script = "return [...document.querySelectorAll('.alert a')].map((each) => [each.textContent, each.href, each.closest('[lang]').lang])"
    assert page.driver.execute_script(script) == [
        ["School of Engineering", f"{site}/zh-hant/schools/seng?{STORMY}", "en"],
        ["The Observatory", "https://example.org/weather", "en"],
        ["籌備工作", f"{site}/zh-hant/news/new-medical-school?{STORMY}", "zh-Hant"],
    ]
    page.driver.execute_script("document.querySelectorAll('.alert a')[2].click()")
    page.until(lambda: page.one("#main h1").text.startswith("香港"))
    assert len(told(page)) == 2


def test_an_alert_for_some_pages_stands_on_these_alone(opened):
    works = ["status", "Warning: The lifts of the hall are under repair", "en"]
    for path, is_there in [("/places/visited-hall", True), ("/schools/seng", True), ("/schools/sbm", False)]:
        page = settled(opened(address(path)))
        page.until(lambda is_there=is_there, page=page: len(told(page)) == 2 + is_there)
        assert (path, works in told(page)) == (path, is_there)
    assert told(settled(opened(address("/places/visited-hall"))))[1] == works
    assert told(settled(opened("/places/visited-hall?at=2025-12-12T09:00"))) == []


def test_alerts_come_with_the_one_request_of_the_first_view(opened):
    page = settled(opened(address("/")))
    assert len(told(page)) == 2
    assert len([each for each in requested(page) if "/graphql" in each]) == 1


ANNOUNCED = """entries:
  - slug: leave
    level: EMERGENCY
    title: {{en: Leave the building}}
    live_from: {}
    live_until: {}
"""


@pytest.mark.parametrize("path", ["/", "/schools/seng"])
def test_an_alert_comes_and_goes_at_its_instants_on_an_open_page(browser, engines, tmp_path, path):
    with engines("sqlite").copy() as url, connection_to(url), serving(url) as server:
        page = Page(browser, server + path)
        page.one("#main h1")
        assert told(page) == []
        begins = datetime.now(ZONE).replace(microsecond=0) + timedelta(seconds=4)
        ends = begins + timedelta(seconds=12)
        (tmp_path / "alert.yaml").write_text(ANNOUNCED.format(begins.isoformat(), ends.isoformat()), encoding="utf-8")
        load_folder(ZONE, tmp_path)
        page.until(lambda: told(page) == [["alert", "Emergency: Leave the building", "en"]])
        assert begins <= datetime.now(ZONE) < ends
        page.until(lambda: told(page) == [])
        assert ends <= datetime.now(ZONE) < ends + timedelta(seconds=12)
    browser.get_log("browser")
