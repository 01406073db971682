"""Instants at the ends of the calendar and before standard time: served in RFC 3339, exported and loaded again."""

import re
from datetime import UTC, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from conftest import PLAIN, ZONE, asker, connection_to, post

from fixtures.exporting import export_folder
from fixtures.loading import Report, load_folder
from models import Tag
from models.edition import content_types
from models.edition_values import stored_editions
from models.instants import DAYS, EARLIEST, LATEST, MICROSECOND, InstantOutOfRange
from server import create_app

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?[+-]\d\d:\d\d")

INSTANTS = [
    EARLIEST,
    EARLIEST + MICROSECOND,
    datetime(999, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(1883, 11, 18, 16, 59, 59, tzinfo=UTC),
    datetime(1900, 1, 1, tzinfo=UTC),
    datetime(1904, 10, 29, 16, 59, 59, 999_999, tzinfo=UTC),
    datetime(1904, 10, 29, 17, tzinfo=UTC),
    datetime(1971, 6, 1, 0, 0, 0, 1, tzinfo=UTC),
    datetime(2026, 1, 2, 1, tzinfo=UTC),
    datetime(9998, 12, 31, 23, tzinfo=UTC),
    datetime(9999, 1, 1, tzinfo=UTC),
    LATEST - MICROSECOND,
]
ZONES = [
    "Asia/Hong_Kong",
    "Africa/Monrovia",
    "America/New_York",
    "Pacific/Kiritimati",
    "Etc/GMT+12",
    "Europe/Amsterdam",
]

SHOWN = [
    ("Asia/Hong_Kong", "1900-01-01T00:00:00Z", "1900-01-01T07:37:00+07:37"),
    ("Asia/Hong_Kong", "1904-10-29T16:59:59.999999Z", "1904-10-30T00:36:59.999999+07:37"),
    ("Asia/Hong_Kong", "1904-10-29T17:00:00Z", "1904-10-30T01:00:00+08:00"),
    ("Asia/Hong_Kong", "9998-12-31T23:00:00Z", "9999-01-01T07:00:00+08:00"),
    ("Africa/Monrovia", "1971-06-01T00:00:00.000001Z", "1971-05-31T23:16:00.000001-00:44"),
    ("America/New_York", "1883-11-18T16:59:59Z", "1883-11-18T12:03:59-04:56"),
]


@pytest.fixture(scope="module")
def tags(engine, tmp_path_factory):
    """A database with a tag for each instant, from which it is live and until which another is."""
    folder = tmp_path_factory.mktemp("tags")
    lines = [f"  - {{slug: t{n}, name: {{en: T}}, live_from: {at.isoformat()}}}" for n, at in enumerate(INSTANTS)]
    lines += [
        f"  - {{slug: u{n}, name: {{en: T}}, live_from: {EARLIEST.isoformat()}, live_until: {at.isoformat()}}}"
        for n, at in enumerate(INSTANTS[1:], 1)
    ]
    (folder / "tag.yaml").write_text("entries:\n" + "\n".join(lines), encoding="utf-8")
    days = [
        f"{{slug: d-{day.year}, title: {{en: D}}, is_all_day: true, starts_on: {day}, ends_on: {day}}}" for day in DAYS
    ]
    (folder / "event.yaml").write_text(f"entries: [{', '.join(days)}]", encoding="utf-8")
    with connection_to(engine.create(engine.tables)) as url:
        load_folder(ZONE, folder)
    return url


@pytest.mark.parametrize("zone", ZONES)
def test_every_instant_is_served_in_rfc_3339(tags, zone):
    query = "query($at: DateTime) { tags(first: 100, asOf: $at) { nodes { slug liveFrom liveUntil } } }"
    with connection_to(tags) as url:
        ask = asker(create_app({"SUNDIAL_DATABASE_URL": url, "SUNDIAL_TIME_ZONE": zone, **PLAIN}).test_client())
        from_then = ask(query, at=LATEST.isoformat())["tags"]["nodes"]
        until_then = ask(query, at=EARLIEST.isoformat())["tags"]["nodes"]
    shown = {tag["slug"]: tag["liveFrom"] for tag in from_then}
    shown |= {tag["slug"]: tag["liveUntil"] for tag in until_then if tag["slug"].startswith("u")}
    wanted = {f"t{n}": at for n, at in enumerate(INSTANTS)} | {f"u{n}": at for n, at in enumerate(INSTANTS[1:], 1)}
    assert {slug: datetime.fromisoformat(text) for slug, text in shown.items()} == wanted
    assert [text for text in shown.values() if not RFC_3339.fullmatch(text)] == []


@pytest.mark.parametrize(("zone", "at", "text"), SHOWN, ids=[f"{zone} {at}" for zone, at, _ in SHOWN])
def test_an_offset_is_rounded_to_minutes_for_the_same_instant(tags, zone, at, text):
    number = INSTANTS.index(datetime.fromisoformat(at))
    query = (
        f'query($at: DateTime) {{ tags(asOf: $at, where: {{slug: {{eq: "t{number}"}}}}) {{ nodes {{ liveFrom }} }} }}'
    )
    with connection_to(tags) as url:
        ask = asker(create_app({"SUNDIAL_DATABASE_URL": url, "SUNDIAL_TIME_ZONE": zone, **PLAIN}).test_client())
        for instant in (LATEST.isoformat(), at, text):
            [tag] = ask(query, at=instant)["tags"]["nodes"]
            assert tag["liveFrom"] == text


@pytest.mark.parametrize("zone", ZONES)
def test_every_instant_is_exported_and_loaded_again(tags, engine, tmp_path, zone):
    here = ZoneInfo(zone)
    with connection_to(tags):
        count = export_folder(tmp_path / "first", here)
        stored = [[each.values for each in stored_editions(model)] for model in content_types()]
        assert load_folder(ZONE, tmp_path / "first") == Report(unchanged=count)
    with connection_to(engine.create(engine.tables)):
        assert load_folder(ZONE, tmp_path / "first") == Report(added=count)
        assert [[each.values for each in stored_editions(model)] for model in content_types()] == stored
        assert export_folder(tmp_path / "second", here) == count
    first, second = ((tmp_path / name / "tag.yaml").read_bytes() for name in ("first", "second"))
    assert first == second
    assert b"!!" not in first


@pytest.mark.parametrize("moment", [EARLIEST - MICROSECOND, LATEST + MICROSECOND, datetime(9999, 12, 31, tzinfo=UTC)])
def test_what_cannot_be_shown_everywhere_is_not_stored(copy, moment):
    with pytest.raises(InstantOutOfRange, match=r"^must be from 0001-01-03 to 9999-12-28, not "):
        Tag.update(live_from=moment).execute()


@pytest.mark.parametrize(
    "at",
    [
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59.999999-23:59",
        "1900-01-01T07:36:00+07:36",
        "2026-01-02t09:00:00.123456789z",
    ],
)
def test_any_instant_may_be_asked_for(client, at):
    query = """query($at: DateTime) {
      tags(asOf: $at, where: {slug: {eq: "x"}}) { totalCount }
      events(where: {startsAt: {gte: $at}, overlaps: {from: $at}}) { totalCount }
    }"""
    assert "errors" not in post(client, query, at=at)


@pytest.mark.parametrize(
    "at",
    [
        "10000-01-01T00:00:00Z", "0000-12-31T23:59:59Z", "2026-01-02T09:00:00+24:00", "9999-12-31", "2026-01-02T09Z",
        "2026-01-02T09:00Z", "2026-01-02 09:00:00Z", "2026-W01-5T09:00:00Z", "2026-002T09:00:00Z", "20260102T090000Z",
        "2026-01-02T24:00:00Z", "2026-01-02T09:00:60Z", "2026-01-02T09:00:00,5Z", "2026-01-02T09:00:00+08",
        "2026-01-02T09:00:00+0800", "1900-01-01T07:36:42+07:36:42", "２026-01-02T09:00:00Z",
    ],
)  # fmt: skip
def test_a_form_that_is_not_that_of_rfc_3339_is_refused_with_a_hint(client, at):
    [error] = post(client, f'{{ tags(asOf: "{at}") {{ totalCount }} }}')["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("GRAPHQL_VALIDATION_FAILED", ["tags"])
    assert "as in 2026-01-02T09:00:00+08:00" in error["message"]


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        (
            "$v: DateTime",
            "2026-01-02T09:00:00",
            "Variable '$v' has invalid value: DateTime needs a time with its offset from UTC",
        ),
        ("$v: DateTime", 5, "Variable '$v' has invalid value: DateTime must be text in RFC 3339"),
        (
            "$v: EventFilter",
            {"and": [{"startsAt": {"gte": "2026-01-02"}}]},
            "Variable '$v' has invalid value at .and[0].startsAt.gte: DateTime needs a time with its offset from UTC",
        ),
        (
            "$v: EventFilter",
            {"startsOn": {"gte": "20260102"}},
            "Variable '$v' has invalid value at .startsOn.gte: Date must be a day in ISO 8601, as in 2026-01-02.",
        ),
        ("$v: Int", "soon", "Variable '$v' has invalid value: Int cannot represent non-integer value: 'soon'"),
    ],
)
def test_what_is_no_instant_in_a_variable_is_refused_with_the_same_hint(client, variable, value, message):
    argument = {"$v: DateTime": "asOf", "$v: EventFilter": "where", "$v: Int": "first"}[variable]
    answer = post(client, f"query({variable}) {{ events({argument}: $v) {{ totalCount }} }}", v=value)
    [error] = answer["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("BAD_USER_INPUT", ["events"])
    assert error["message"].startswith(message)


def test_a_plus_that_an_address_has_made_a_space_is_refused_with_what_to_write(client):
    query = "query($at: DateTime) { tags(asOf: $at) { totalCount } }"
    target = "/graphql?query=" + quote(query) + "&variables=" + quote('{"at": "2026-01-02T09:00:00+08:00"}', safe="+")
    [error] = client.get(target).json["errors"]
    assert error["message"].endswith("in an address, a plus sign is %2B.")
    assert "errors" not in client.get(target.replace("+08", "%2B08")).json


@pytest.mark.parametrize(
    ("kind", "value", "word"),
    [
        ("Locale!", None, "null"),
        ("[ID!]!", [None], "null"),
        ("Int", True, "true"),
        ("EventFilter", {"x": False}, "false"),
    ],
)
def test_values_are_quoted_as_json_has_them(client, kind, value, word):
    argument = {
        "Locale!": "tags(locale: $v)",
        "[ID!]!": "nodes(ids: $v)",
        "Int": "tags(first: $v)",
        "EventFilter": "events(where: $v)",
    }[kind]
    [error] = post(client, f"query($v: {kind}) {{ a: {argument} {{ __typename }} }}", v=value)["errors"]
    assert word in error["message"]
    assert not {"None", "True", "False"} & set(error["message"].replace(".", " ").replace("}", " ").split())
