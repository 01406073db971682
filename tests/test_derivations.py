"""Derived columns of events: the database records the rules of their time zone, and they follow when these change."""

from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from conftest import PLAIN, ZONE, asker, connection_to

from fixtures.generating import generate
from fixtures.loading import Report, load_folder
from models import Event, derivations
from models.database import writing
from models.derivations import Derivation, require_derived
from models.edition import content_types
from models.edition_values import stored_editions
from models.entry import database as connected
from models.errors import DerivedOutdated
from models.instants import from_microseconds
from models.links import links_of
from server import create_app

LONDON, APIA = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Apia")

EVENTS = """entries:
  - {slug: days, title: {en: Days}, live_from: 2025-01-01T00:00:00Z, is_all_day: true, starts_on: 2026-07-01, ends_on: 2026-07-02, schools: [seng, ssci], tags: [donation]}
  - {slug: late, title: {en: Late}, live_from: 2025-01-01T00:00:00Z, starts_at: 2026-07-01T20:00:00Z, ends_at: 2026-07-01T23:00:00Z, schools: [seng]}
  - {slug: never, title: {en: Skipped in Apia}, is_all_day: true, starts_on: 2011-12-30, ends_on: 2011-12-30}
"""


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    """A folder with events whose days depend on the time zone."""
    folder = tmp_path_factory.mktemp("events")
    (folder / "event.yaml").write_text(EVENTS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def filled(engine, events):
    """The addresses of databases with the fixtures and the events, each as loaded in a time zone, to be copied."""

    @cache
    def filled(zone):
        with connection_to(engine.create(engine.loaded if zone is ZONE else engine.tables)) as url:
            if zone is not ZONE:
                load_folder(zone)
            load_folder(zone, events)
        return url

    return filled


@pytest.fixture
def here(engine, filled):
    """A connected database with the fixtures and the events."""
    with connection_to(engine.create(filled(ZONE))) as url:
        yield url


def content():
    """All states, and the rows of links with what they repeat of their editions."""
    states = {model.__name__: [stored.values for stored in stored_editions(model)] for model in content_types()}
    links = [links for model in content_types() for links in links_of(model).values()]
    return states, {links.table._meta.table_name: sorted(links.table.select().tuples()) for links in links}


def renew(zone):
    with writing():
        return derivations.renew(zone)


@pytest.mark.parametrize("zone", [LONDON, APIA], ids=str)
def test_another_time_zone_makes_of_a_database_what_loading_in_it_makes(filled, here, events, zone):
    with connection_to(filled(zone)):
        wanted = content()
    pairs = zip(content()[0]["Event"], wanted[0]["Event"], strict=True)
    differing = sum(before != after for before, after in pairs)
    assert differing == 3
    assert renew(zone) == differing
    assert content() == wanted
    assert load_folder(zone, events) == Report(unchanged=3)
    assert renew(zone) == 0


@pytest.mark.parametrize("zone", [ZONE, LONDON, APIA], ids=str)
def test_generated_events_have_the_days_of_the_time_zone(engine, filled, zone):
    with connection_to(engine.create(filled(zone))):
        generate(150, 5, zone)
        made = Event.select().where(Event.created_by == "generator")
        assert made.count() == 32
        assert all((each.starts_on, each.ends_on) == days_of(each, zone) for each in made)
        before = content()
        Derivation.delete().execute()
        assert renew(zone) == 0
        assert content() == before


def test_generating_in_another_time_zone_brings_all_up_to_date_with_it(here):
    generate(150, 5, LONDON)
    require_derived(LONDON)
    timed = Event.select().where(~Event.is_all_day)
    assert timed.count() == 36
    assert all((each.starts_on, each.ends_on) == days_of(each, LONDON) for each in timed)


def days_of(event, zone):
    """The days in the time zone of an event's first instant and its last."""
    edges = (event.starts_at, event.ends_at - 1)
    return tuple(from_microseconds(edge).astimezone(zone).date() for edge in edges)


def test_days_begin_at_midnight_in_the_time_zone_of_now(here):
    renew(LONDON)
    app = create_app({"SUNDIAL_DATABASE_URL": here, "SUNDIAL_TIME_ZONE": "Europe/London", **PLAIN})
    answer = asker(app.test_client())("""{
      days: event(slug: "days") { startsAt endsAt startsOn endsOn }
      late: event(slug: "late") { startsAt endsAt startsOn endsOn }
      school(slug: "seng") { events(where: {startsOn: {eq: "2026-07-01"}}) { nodes { slug } } }
    }""")
    assert answer == {
        "days": {
            "startsAt": "2026-07-01T00:00:00+01:00",
            "endsAt": "2026-07-03T00:00:00+01:00",
            "startsOn": "2026-07-01",
            "endsOn": "2026-07-02",
        },
        "late": {
            "startsAt": "2026-07-01T21:00:00+01:00",
            "endsAt": "2026-07-02T00:00:00+01:00",
            "startsOn": "2026-07-01",
            "endsOn": "2026-07-01",
        },
        "school": {"events": {"nodes": [{"slug": "days"}, {"slug": "late"}]}},
    }


def test_what_was_worked_out_for_another_time_zone_is_told_with_what_to_run(copy):
    require_derived(ZONE)
    with pytest.raises(DerivedOutdated) as caught:
        require_derived(LONDON)
    found, wanted = (derivations.present(zone)["time_zone"] for zone in (ZONE, LONDON))
    assert str(caught.value) == (
        f"Derived columns of the database were worked out with time_zone {found}; it is {wanted} now. "
        "Run: flask --app server migrate"
    )
    assert found.startswith("Asia/Hong_Kong ")


def test_a_release_of_tzdata_that_moves_a_midnight_is_seen(copy, monkeypatch):
    monkeypatch.setattr(derivations, "rules_of", lambda zone: "another")
    with pytest.raises(DerivedOutdated):
        require_derived(ZONE)
    assert renew(ZONE) == 0
    require_derived(ZONE)


def test_a_database_that_records_nothing_is_brought_up_to_date(copy):
    Event.update(starts_on=date(2000, 1, 1)).execute()
    Derivation.delete().execute()
    with pytest.raises(DerivedOutdated):
        require_derived(ZONE)
    assert renew(ZONE) == 3
    require_derived(ZONE)
    assert {event.starts_on for event in Event.select()} == {date(2026, 1, 5), date(2026, 1, 8)}


def test_migrating_tells_how_many_editions_it_brought_up_to_date(copy):
    app = create_app({"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_TIME_ZONE": "America/New_York"})
    client, run = app.test_client(), app.test_cli_runner().invoke
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["errors"][0]["extensions"]["cause"]) == (503, "DERIVED_OUTDATED")
    result = run(args=["migrate"])
    assert (result.exit_code, result.output) == (0, "editions brought up to date: 1\n")
    assert run(args=["migrate"]).output == "the tables are up to date\n"
    assert client.get("/readyz").status_code == 200


def test_many_editions_are_brought_up_to_date(copy, monkeypatch):
    monkeypatch.setattr(derivations, "CHUNK", 2)
    connected.obj.execute_sql("UPDATE event SET starts_on = '2000-01-01'")
    Derivation.delete().execute()
    assert renew(ZONE) == 3


@pytest.mark.parametrize("zone", [ZONE, LONDON, APIA], ids=str)
def test_the_rules_of_a_zone_tell_its_midnights_apart(zone):
    assert derivations.rules_of(zone) == derivations.rules_of(ZoneInfo(zone.key))
    others = {derivations.rules_of(other) for other in (ZONE, LONDON, APIA) if other is not zone}
    assert derivations.rules_of(zone) not in others
