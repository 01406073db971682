"""Opening hours as clients ask for them, and until when an answer about them holds."""

import json
from datetime import datetime, timedelta

import pytest
from conftest import PLAIN, ZONE, Clock, asker, post, statements

from fixtures.loading import load_folder
from server import create_app

PLACES = """defaults:
  live_from: 2025-09-01T00:00:00+08:00
entries:
  - slug: hall
    name: {en: Hall}
    kind: ROOM
    weekly_hours:
      - {first_day: MONDAY, last_day: FRIDAY, opens: "09:00", closes: "18:00"}
      - {first_day: SATURDAY, opens: "22:00", closes: "02:00"}
    special_hours:
      - {first_on: 2026-01-06, note: {en: Holiday, zh-Hant: 假期}}
      - {first_on: 2026-01-07, opens: "10:00", closes: "12:00", note: {en: Half a day}}
  - {slug: field, name: {en: Field}, kind: OUTDOOR}
"""
PAGES = """defaults:
  live_from: 2025-09-01T00:00:00+08:00
entries:
  - slug: visit
    title: {en: Visit}
    blocks: [{type: ContactBlock, place: hall}, {type: EmbedBlock, entry: Place/hall}]
"""
IS_OPEN = '{ place(slug: "hall") { isOpen } }'
DAYS = """query($from: Date, $days: Int, $locale: Locale, $at: DateTime) { place(slug: "hall", locale: $locale, asOf: $at) {
  openingHours(from: $from, days: $days) { date isSpecial note lang hours { opens closes opensAt closesAt } } } }"""


@pytest.fixture
def clock():
    return Clock(datetime(2026, 1, 5, 8, 59, 59, tzinfo=ZONE))  # a Monday


@pytest.fixture
def url(empty, tmp_path):
    (tmp_path / "place.yaml").write_text(PLACES, encoding="utf-8")
    (tmp_path / "page.yaml").write_text(PAGES, encoding="utf-8")
    load_folder(ZONE, tmp_path)
    return empty


@pytest.fixture
def ask(url, clock):
    return asker(create_app({"SUNDIAL_DATABASE_URL": url, **PLAIN}, clock=clock).test_client())


@pytest.fixture
def get(url, clock):
    """Ask a server that caches, and lets anybody know what is to come."""
    settings = {"SUNDIAL_DATABASE_URL": url, "SUNDIAL_REQUEST_LOG": "off", "SUNDIAL_FUTURE": "open"}
    client = create_app(settings, clock=clock).test_client()

    def got(query):
        with statements() as texts:
            response = client.get("/graphql", query_string={"query": query})
        return json.loads(response.data), len(texts) - 1, response

    return got


def span(day, opens, closes, ends=None):
    return {
        "opens": opens,
        "closes": closes,
        "opensAt": f"{day}T{opens}:00+08:00",
        "closesAt": f"{ends or day}T{closes}:00+08:00",
    }


def day(date, *hours, note=None, lang=None, special=False):
    return {"date": date, "isSpecial": special, "note": note, "lang": lang, "hours": list(hours)}


def test_the_hours_of_a_week_from_today_on(ask):
    assert ask(DAYS, locale="ZH_HANT")["place"]["openingHours"] == [
        day("2026-01-05", span("2026-01-05", "09:00", "18:00")),
        day("2026-01-06", special=True, note="假期", lang="zh-Hant"),
        day("2026-01-07", span("2026-01-07", "10:00", "12:00"), special=True, note="Half a day", lang="en"),
        day("2026-01-08", span("2026-01-08", "09:00", "18:00")),
        day("2026-01-09", span("2026-01-09", "09:00", "18:00")),
        day("2026-01-10", span("2026-01-10", "22:00", "02:00", "2026-01-11")),
        day("2026-01-11"),
    ]


def test_the_hours_of_a_day_that_is_given(ask):
    found = ask(DAYS, **{"from": "2026-01-06", "days": 1})["place"]["openingHours"]
    assert found == [day("2026-01-06", special=True, note="Holiday", lang="en")]


def test_today_is_that_of_the_reading_at_the_site(ask):
    days = ask(DAYS, days=1, at="2026-01-07T17:00:00Z")["place"]["openingHours"]
    assert [each["date"] for each in days] == ["2026-01-08"]


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        ("2026-01-05T00:59:59Z", False),
        ("2026-01-05T01:00:00Z", True),
        ("2026-01-05T10:00:00Z", False),
        ("2026-01-06T04:00:00Z", False),
        ("2026-01-07T03:59:59Z", True),
        ("2026-01-10T17:59:59Z", True),
        ("2026-01-10T18:00:00Z", False),
    ],
)
def test_whether_a_place_is_open_at_the_instant_of_the_reading(ask, instant, is_open):
    places = ask("query($at: DateTime) { places(asOf: $at) { nodes { slug isOpen } } }", at=instant)["places"]["nodes"]
    assert {each["slug"]: each["isOpen"] for each in places} == {"hall": is_open, "field": None}


@pytest.mark.parametrize(
    ("instant", "then"),
    [
        ("2026-01-05T08:59:59+08:00", "2026-01-05T09:00:00+08:00"),
        ("2026-01-05T09:00:00+08:00", "2026-01-05T18:00:00+08:00"),
        ("2026-01-05T18:00:00+08:00", "2026-01-07T10:00:00+08:00"),
        ("2026-01-10T23:30:00+08:00", "2026-01-11T02:00:00+08:00"),
        ("2026-01-11T02:00:00+08:00", "2026-01-12T09:00:00+08:00"),
    ],
)
def test_when_a_place_opens_or_closes_next(ask, instant, then):
    asked = "query($at: DateTime) { places(asOf: $at) { nodes { slug opensOrClosesAt } } }"
    places = ask(asked, at=instant)["places"]["nodes"]
    assert {each["slug"]: each["opensOrClosesAt"] for each in places} == {"hall": then, "field": None}


ALWAYS = """defaults:
  live_from: 2025-09-01T00:00:00+08:00
entries:
  - slug: always
    name: {en: Always}
    kind: ROOM
    weekly_hours: [{first_day: MONDAY, last_day: SUNDAY, opens: "00:00", closes: "00:00"}]
  - slug: once
    name: {en: On one day}
    kind: ROOM
    special_hours: [{first_on: 2026-01-05, opens: "10:00", closes: "12:00"}, {first_on: 2026-01-07, opens: "10:00", closes: "12:00"}]
"""


def test_what_never_closes_and_what_is_not_known_to_open_say_no_instant(empty, tmp_path, clock):
    (tmp_path / "place.yaml").write_text(ALWAYS, encoding="utf-8")
    load_folder(ZONE, tmp_path)
    ask = asker(create_app({"SUNDIAL_DATABASE_URL": empty, **PLAIN}, clock=clock).test_client())

    def told(instant):
        asked = "query($at: DateTime) { places(asOf: $at) { nodes { slug isOpen opensOrClosesAt } } }"
        found = ask(asked, at=instant)["places"]["nodes"]
        return {each["slug"]: (each["isOpen"], each["opensOrClosesAt"]) for each in found}

    assert told("2026-01-05T10:30:00+08:00") == {"always": (True, None), "once": (True, "2026-01-05T12:00:00+08:00")}
    assert told("2026-01-05T12:00:00+08:00") == {"always": (True, None), "once": (False, None)}
    assert told("2026-01-06T12:00:00+08:00") == {"always": (True, None), "once": (None, None)}


def test_hours_are_told_wherever_a_place_stands(ask):
    page = ask(
        """{ page(slug: "visit") { blocks {
          ... on ContactBlock { place { isOpen openingHours(days: 1) { date } } }
          ... on EmbedBlock { entry { ... on Place { isOpen openingHours(days: 1) { hours { opens } } } } }
        } } }"""
    )["page"]
    assert page["blocks"] == [
        {"place": {"isOpen": False, "openingHours": [{"date": "2026-01-05"}]}},
        {"entry": {"isOpen": False, "openingHours": [{"hours": [{"opens": "09:00"}]}]}},
    ]


@pytest.mark.parametrize("variables", [{"days": 0}, {"days": 63}, {"from": "0001-01-02"}, {"from": "9999-12-31"}])
def test_days_that_are_too_many_or_too_far_are_refused(url, clock, variables):
    client = create_app({"SUNDIAL_DATABASE_URL": url, **PLAIN}, clock=clock).test_client()
    answer = post(client, DAYS, **variables)
    assert [(each["path"], each["extensions"]["code"]) for each in answer["errors"]] == [
        (["place", "openingHours"], "BAD_USER_INPUT")
    ]
    assert answer["data"] == {"place": None}


def test_an_answer_is_valid_until_the_place_opens_and_is_cached_until_then(get, clock):
    first, count, response = get(IS_OPEN)
    assert (first["data"], count) == ({"place": {"isOpen": False}}, 1)
    assert first["extensions"]["validFrom"] == "2026-01-04T02:00:00+08:00"
    assert first["extensions"]["validUntil"] == "2026-01-05T09:00:00+08:00"
    assert response.headers["Cache-Control"] == "public, max-age=1"
    clock.now += timedelta(seconds=1, microseconds=-1)
    again, count, response = get(IS_OPEN)
    assert (again, count) == (first, 0)
    assert response.headers["Cache-Control"] == "public, no-cache"
    clock.now += timedelta(microseconds=1)
    opened, _, _ = get(IS_OPEN)
    assert opened["data"] == {"place": {"isOpen": True}}
    assert opened["extensions"]["validFrom"] == "2026-01-05T09:00:00+08:00"
    assert opened["extensions"]["validUntil"] == "2026-01-05T18:00:00+08:00"
    clock.now += timedelta(hours=9, microseconds=-1)
    assert get(IS_OPEN)[0]["data"] == {"place": {"isOpen": True}}
    clock.now += timedelta(microseconds=1)
    assert get(IS_OPEN)[0]["data"] == {"place": {"isOpen": False}}


def test_days_from_today_on_are_valid_until_midnight(get):
    asked = '{ place(slug: "hall") { openingHours(days: 2) { date } } }'
    assert get(asked)[0]["extensions"]["validUntil"] == "2026-01-06T00:00:00+08:00"


@pytest.mark.parametrize(
    "asked",
    [
        '{ place(slug: "hall", asOf: "2026-01-05T08:00:00+08:00") { isOpen } }',
        '{ place(slug: "hall") { openingHours(from: "2026-01-05") { date } } }',
    ],
)
def test_what_does_not_follow_the_now_is_valid_as_long_as_the_content(get, asked):
    assert get(asked)[0]["extensions"].get("validUntil") is None


def test_of_two_readings_the_one_of_now_ends(get):
    asked = f'{{ then: place(slug: "hall", asOf: "2026-01-05T08:00:00+08:00") {{ isOpen }} {IS_OPEN[1:-1]} }}'
    assert get(asked)[0]["extensions"]["validUntil"] == "2026-01-05T09:00:00+08:00"
