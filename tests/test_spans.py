"""Spans of time: which share an instant with another, and which are past, current or still to come.

A span has its first instant and not its last; one of no length has its one instant.
"""

import itertools
from datetime import datetime, timedelta

import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, asker, connection_to, post

from delivery.services import services
from fixtures.loading import load_folder
from server import create_app

START = datetime(2026, 3, 1, tzinfo=ZONE)
HOURS = range(5)
SPANS = list(itertools.combinations_with_replacement(HOURS, 2))
"""Starts and ends, in hours from midnight; those of no length among them."""


def at(hour):
    return (START + timedelta(hours=hour)).isoformat()


def hours(span):
    """The whole hours that a span has: spans that share an instant share one of these."""
    return set(range(*span)) or {span[0]}


def name(span):
    return f"e-{span[0]}-{span[1]}"


@pytest.fixture(scope="module")
def events(engine, tmp_path_factory):
    """A database with an event for each span, and three that have days of their own."""
    lines = [f"  - {{slug: {name(s)}, title: {{en: E}}, starts_at: {at(s[0])}, ends_at: {at(s[1])}}}" for s in SPANS]
    lines += [
        "  - {slug: day, title: {en: D}, is_all_day: true, starts_on: 2026-06-01, ends_on: 2026-06-01}",
        "  - {slug: two-days, title: {en: D}, is_all_day: true, starts_on: 2026-06-01, ends_on: 2026-06-02}",
        "  - {slug: midnight, title: {en: D}, starts_at: 2026-06-02T00:00:00+08:00, ends_at: 2026-06-02T00:00:00+08:00}",
    ]
    folder = tmp_path_factory.mktemp("events")
    heading = "defaults: {live_from: 2026-01-01T00:00:00Z}\nentries:\n"
    (folder / "event.yaml").write_text(heading + "\n".join(lines), encoding="utf-8")
    with connection_to(engine.create(engine.loaded)) as url:
        load_folder(ZONE, folder)
        yield create_app({"SUNDIAL_DATABASE_URL": url, **PLAIN}, clock=lambda: SHOWN_AT).test_client()


def found(client, where, when="2026-01-02T09:00:00+08:00"):
    query = (
        "query($where: EventFilter, $at: DateTime) { events(first: 100, where: $where, asOf: $at) { nodes { slug } } }"
    )
    slugs = {node["slug"] for node in asker(client)(query, where=where, at=when)["events"]["nodes"]}
    return slugs & {*map(name, SPANS), "day", "two-days", "midnight"}


@pytest.mark.parametrize("window", SPANS, ids=name)
def test_spans_overlap_a_window_that_has_an_instant_of_theirs(events, window):
    wanted = {name(span) for span in SPANS if hours(span) & hours(window)}
    assert found(events, {"overlaps": {"from": at(window[0]), "until": at(window[1])}}) == wanted


@pytest.mark.parametrize("edge", HOURS)
def test_a_window_may_be_open(events, edge):
    days = {"day", "two-days", "midnight"}
    later = {name(span) for span in SPANS if any(hour >= edge for hour in hours(span))}
    earlier = {name(span) for span in SPANS if any(hour < edge for hour in hours(span))}
    assert found(events, {"overlaps": {"from": at(edge)}}) == later | days
    assert found(events, {"overlaps": {"until": at(edge)}}) == earlier
    assert found(events, {"overlaps": {}}) == {*map(name, SPANS), *days}


@pytest.mark.parametrize("hour", HOURS)
def test_a_span_is_past_current_or_to_come(events, hour):
    phases = {
        "PAST": {name(span) for span in SPANS if max(hours(span)) < hour},
        "CURRENT": {name(span) for span in SPANS if hour in hours(span)},
        "UPCOMING": {name(span) for span in SPANS if min(hours(span)) > hour} | {"day", "two-days", "midnight"},
    }
    for phase, wanted in phases.items():
        assert found(events, {"phase": {"in": [phase]}}, at(hour)) == wanted
    query = "query($at: DateTime) { homepage(asOf: $at) { events { upcoming(first: 100) { slug } } } }"
    upcoming = asker(events)(query, at=at(hour))["homepage"]["events"]["upcoming"]
    assert [event["slug"] for event in upcoming if event["slug"].startswith("e-")] == [
        name(span) for span in SPANS if name(span) in phases["CURRENT"] | phases["UPCOMING"]
    ]


DAYS = {
    "2026-05-31": set(),
    "2026-06-01": {"day", "two-days"},
    "2026-06-02": {"two-days", "midnight"},
    "2026-06-03": set(),
}


@pytest.mark.parametrize(("day", "wanted"), DAYS.items(), ids=DAYS)
def test_what_takes_place_at_midnight_belongs_to_the_day_that_begins(events, day, wanted):
    midnight = datetime.fromisoformat(f"{day}T00:00:00+08:00")
    window = {"from": midnight.isoformat(), "until": (midnight + timedelta(days=1)).isoformat()}
    assert found(events, {"overlaps": window}) == wanted
    assert found(events, {"startsOn": {"lte": day}, "endsOn": {"gte": day}}) == wanted


def test_a_window_that_ends_before_it_begins_is_refused(events):
    query = "query($w: EventFilter) { list: events(where: $w) { totalCount } }"
    answer = post(events, query, w={"not": {"overlaps": {"from": at(2), "until": at(1)}}})
    [error] = answer["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("BAD_USER_INPUT", ["list"])
    assert error["message"] == "overlaps.until must not be earlier than overlaps.from."


def caching(events, clock):
    url = services(events.application).settings["SUNDIAL_DATABASE_URL"]
    return create_app({**PLAIN, "SUNDIAL_DATABASE_URL": url, "SUNDIAL_CACHE": "1"}, clock=clock).test_client()


def validity(answer):
    """Read from when to when an answer is valid."""
    ends = (answer["extensions"][key] or "9999-12-01T00:00:00Z" for key in ("validFrom", "validUntil"))
    return tuple(map(datetime.fromisoformat, ends))


def test_an_answer_says_from_when_to_when_it_is_valid(events):
    """It is the same in all of this time, and as of its first instant; the next begins where it ends."""
    now = [START - timedelta(hours=1)]
    client = caching(events, lambda: now[-1])
    query = "query($at: DateTime) { events(asOf: $at, where: {phase: {in: [CURRENT]}}) { nodes { slug } } }"
    validities = []
    while now[-1] < START + timedelta(hours=20):
        answer = post(client, query)
        first, last = validity(answer)
        assert first <= now[-1] < last
        assert post(client, query, at=first.isoformat())["data"] == answer["data"]
        now.append(last - timedelta(microseconds=1))
        assert post(client, query) == answer
        validities.append((first, last))
        now.append(last)
    assert len(validities) > len(HOURS)
    for (_, last), (first, _) in itertools.pairwise(validities):
        assert last == first


def test_an_answer_that_names_its_instant_is_valid_for_good(events):
    query = "query($at: DateTime) { events(asOf: $at) { totalCount } }"
    assert list(post(caching(events, lambda: START), query, at=at(0))["extensions"]) == ["cost"]


def test_a_kept_answer_of_an_instant_does_not_outlast_what_takes_place_then(events):
    instants = [START - timedelta(hours=1), START, START + timedelta(microseconds=1)]
    moments = []
    client = caching(events, lambda: moments[-1])
    query = '{ events(where: {slug: {eq: "e-0-0"}, phase: {in: [CURRENT]}}) { totalCount } }'
    totals = []
    for moment in instants:
        moments.append(moment)
        totals += [asker(client)(query)["events"]["totalCount"] for _ in range(2)]
    assert totals == [0, 0, 1, 1, 0, 0]
