"""Opening hours on the pages of places, in a real Chromium."""

import time
from datetime import datetime, timedelta

import pytest
from browsing import Page
from conftest import ZONE, connection_to
from visiting import AXE, VISITED, serving, settled, text_of

from fixtures.loading import load_folder


@pytest.mark.parametrize(
    ("path", "at", "state"),
    [
        ("", "2026-01-05T10:00", "Open now until 17:30"),
        ("", "2026-01-05T18:00", "Closed now until Tuesday, January 6 10:00"),
        ("", "2026-01-06T09:30", "Closed now until 10:00"),
        ("", "2026-01-09T17:30", "Closed now until Monday, January 12 09:00"),
        ("/zh-hant", "2026-01-05T10:00", "現正開放 至 17:30"),
        ("/zh-hans", "2026-01-05T18:00", "现已关闭 至 1月6日星期二 10:00"),
    ],
)
def test_a_place_says_whether_it_is_open_and_until_when(opened, path, at, state):
    page = settled(opened(f"{path}/places/visited-hall?at={at}"))
    assert page.one(".related [role='status']").text == state
    assert page.violations(AXE, ()) == []


def test_days_on_which_hours_are_others_stand_below_those_of_the_week(opened):
    text = text_of(opened("/places/visited-hall?at=2026-01-05T10:00"), "#main")
    assert (
        "Monday–Friday 09:00 – 17:30 On special days Tuesday, January 6 10:00–12:00 Thursday, January 8 Closed A day of rest"
        in text
    )
    page = settled(opened("/zh-hant/places/visited-hall?at=2026-01-05T10:00"))
    assert "1月8日星期四 休息 A day of rest" in text_of(page, "#main")
    assert page.one("dd .quiet[lang='en']").text == "A day of rest"
    assert "special" not in text_of(opened("/places/visited-hall?at=2026-01-20T10:00"), "#main")


AHEAD = "const now = Date.now; Date.now = () => now() + {};"


def test_an_open_page_says_that_a_place_has_closed_when_it_closes(browser, engines):
    closing = datetime(2026, 1, 5, 17, 30, tzinfo=ZONE)
    ahead = closing - timedelta(seconds=6) - datetime.now(ZONE)
    script = {"source": AHEAD.format(round(ahead.total_seconds() * 1000))}
    added = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", script)
    with engines("sqlite").copy() as url, connection_to(url):
        load_folder(ZONE, VISITED)
        with serving(url, clock=lambda: datetime.now(ZONE) + ahead) as address:
            page = Page(browser, f"{address}/places/visited-hall")
            started = time.monotonic()
            page.until(lambda: page.one(".related [role='status']").text == "Open now until 17:30")
            page.until(lambda: page.one(".related [role='status']").text == "Closed now until Tuesday, January 6 10:00")
            assert timedelta(0) <= datetime.now(ZONE) + ahead - closing < timedelta(seconds=2)
            assert time.monotonic() - started < 9  # before the page asks by itself
    browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)
    browser.get_log("browser")
