"""When places are open: days, instants, and until when that stays so, worked out by hand."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from models.instants import to_microseconds
from models.opening import FIRST, LAST, Hours

HONG_KONG, LONDON = ZoneInfo("Asia/Hong_Kong"), ZoneInfo("Europe/London")

WEEK = [
    {"first_day": "MONDAY", "last_day": "FRIDAY", "opens": "09:00", "closes": "12:30"},
    {"first_day": "MONDAY", "last_day": "FRIDAY", "opens": "13:30", "closes": "18:00"},
    {"first_day": "SATURDAY", "opens": "20:00", "closes": "02:00"},
]
SPECIAL = [
    {"first_on": "2026-02-17", "last_on": "2026-02-20", "note": {"en": "New Year", "zh-Hant": "新年"}},
    {"first_on": "2026-02-20", "opens": "10:00", "closes": "12:00", "note": {"en": "Short day"}},
    {"first_on": "2026-03-07", "opens": "00:00", "closes": "24:00"},
]
PLACE = Hours(WEEK, SPECIAL, HONG_KONG)


def at(text, zone=HONG_KONG):
    return to_microseconds(datetime.fromisoformat(text).replace(tzinfo=zone))


def told(hours, text, zone=HONG_KONG):
    """Tell the state at an instant, with the edges as clocks show them."""
    state = hours.around(at(text, zone))
    edges = (datetime.fromtimestamp(each / 1_000_000, zone).isoformat() for each in (state.since, state.until))
    return (state.is_open, *edges)


@pytest.mark.parametrize(
    ("day", "spans", "is_special"),
    [
        (date(2026, 2, 16), [("09:00", "12:30"), ("13:30", "18:00")], False),  # a Monday
        (date(2026, 2, 17), [], True),
        (date(2026, 2, 20), [("10:00", "12:00")], True),  # the one that opens comes before the one that closes
        (date(2026, 2, 21), [("20:00", "02:00")], False),  # a Saturday
        (date(2026, 2, 22), [], False),
        (date(2026, 3, 7), [("00:00", "24:00")], True),
    ],
)
def test_the_hours_of_a_day(day, spans, is_special):
    found = PLACE.day(day)
    assert ([each[:2] for each in found.spans], found.is_special) == (spans, is_special)


def test_what_closes_over_midnight_closes_on_the_next_day():
    (span,) = PLACE.day(date(2026, 2, 21)).spans
    assert span.opens_at.isoformat() == "2026-02-21T20:00:00+08:00"
    assert span.closes_at.isoformat() == "2026-02-22T02:00:00+08:00"


@pytest.mark.parametrize(
    ("instant", "is_open", "since", "until"),
    [
        ("2026-02-16T08:59:59.999999", False, "2026-02-15T02:00:00+08:00", "2026-02-16T09:00:00+08:00"),
        ("2026-02-16T09:00", True, "2026-02-16T09:00:00+08:00", "2026-02-16T12:30:00+08:00"),
        ("2026-02-16T12:30", False, "2026-02-16T12:30:00+08:00", "2026-02-16T13:30:00+08:00"),
        ("2026-02-16T18:00", False, "2026-02-16T18:00:00+08:00", "2026-02-20T10:00:00+08:00"),
        ("2026-02-20T11:00", True, "2026-02-20T10:00:00+08:00", "2026-02-20T12:00:00+08:00"),
        ("2026-02-22T01:59", True, "2026-02-21T20:00:00+08:00", "2026-02-22T02:00:00+08:00"),
        ("2026-03-07T23:59", True, "2026-03-07T00:00:00+08:00", "2026-03-08T00:00:00+08:00"),
    ],
)
def test_whether_it_is_open_and_until_when_that_stays_so(instant, is_open, since, until):
    assert told(PLACE, instant) == (is_open, since, until)


def test_what_never_closes_is_known_to_be_open_for_some_days():
    always = Hours([{"first_day": "MONDAY", "last_day": "SUNDAY", "opens": "00:00", "closes": "24:00"}], [], HONG_KONG)
    assert told(always, "2026-02-16T12:00") == (True, "2026-02-15T00:00:00+08:00", "2026-02-24T00:00:00+08:00")


def test_hours_over_the_end_of_the_week():
    weekend = Hours([{"first_day": "SATURDAY", "last_day": "MONDAY", "opens": "10:00", "closes": "16:00"}], [], LONDON)
    days = weekend.days(date(2026, 2, 16), 7)  # from Monday on
    assert [bool(each.spans) for each in days] == [True, False, False, False, False, True, True]


def test_of_days_of_which_nothing_is_said_nothing_is_told():
    some = Hours([], SPECIAL[2:], HONG_KONG)
    assert [each.day for each in some.days(date(2026, 3, 1), 30)] == [date(2026, 3, 7)]
    assert told(some, "2026-03-06T12:00") == (None, "2026-03-05T00:00:00+08:00", "2026-03-07T00:00:00+08:00")
    assert told(some, "2026-03-07T12:00")[0] is True
    assert Hours([], [], HONG_KONG).around(at("2026-03-06T12:00")).is_open is None


def test_clocks_that_are_put_forward():
    """In London 01:00 to 02:00 of 29 March 2026 is skipped."""
    night = Hours([{"first_day": "SUNDAY", "opens": "01:30", "closes": "03:00"}], [], LONDON)
    (span,) = night.day(date(2026, 3, 29)).spans
    assert span.opens_at.isoformat() == "2026-03-29T02:30:00+01:00"
    assert told(night, "2026-03-29T02:29", LONDON)[0] is False
    assert told(night, "2026-03-29T02:30", LONDON) == (True, "2026-03-29T02:30:00+01:00", "2026-03-29T03:00:00+01:00")


def test_clocks_that_are_put_back():
    """In London 01:00 to 02:00 of 25 October 2026 comes twice: the first is meant."""
    night = Hours([{"first_day": "SATURDAY", "opens": "22:00", "closes": "01:30"}], [], LONDON)
    (span,) = night.day(date(2026, 10, 24)).spans
    assert (span.closes_at - span.opens_at).total_seconds() == 3.5 * 3600
    assert span.closes_at.isoformat() == "2026-10-25T01:30:00+01:00"
    assert night.around(at("2026-10-25T01:15", LONDON)).is_open is True
    second = at("2026-10-25T01:15", LONDON) + 3600 * 1_000_000
    assert night.around(second).is_open is False


FAR = datetime(9999, 12, 30, tzinfo=LONDON), datetime(1, 1, 3, tzinfo=LONDON)


@pytest.mark.parametrize("instant", [to_microseconds(each) for each in FAR])
def test_of_instants_at_the_end_of_the_calendar_nothing_is_told(instant):
    assert PLACE.around(instant) == (None, instant, instant)


def test_days_end_before_the_calendar_does():
    assert [each.day for each in PLACE.days(LAST, 62)] == [LAST]
    assert PLACE.days(date.max, 62) == []
    assert PLACE.days(FIRST, 1)[0].day == FIRST
