"""Loading content files: all of them or none, again without effect, and what is refused with which words."""

from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from conftest import ZONE, connection_to, write_edition
from peewee import IntegrityError

from fixtures.files import CONTENT
from fixtures.loading import AUTHOR, Report, check_folder, load_folder
from fixtures.problems import ContentInvalid
from models import Department, Event, NewsStory, School, Tag, schema_changes
from models.edition import content_types
from models.edition_values import stored_editions, stored_uids
from models.entry import UID, Entry
from models.entry import database as connected
from models.instants import FOREVER, to_microseconds

NINE = datetime(2026, 1, 2, 1, tzinfo=UTC)
TEN = datetime(2026, 1, 2, 2, tzinfo=UTC)

VALID = {
    "award": {
        "slug": "visionary",
        "award": {"en": "Third Prize"},
        "competition": {"name": {"en": "The 11th"}, "number": 11},
        "recipients": [{"name": {"en": "Kung Man Kin"}}, {"name": {"en": "CHEN Xi"}}],
    },
    "department": {"slug": "cse", "name": {"en": "Computing"}, "kind": "DEPARTMENT", "school": "seng"},
    "event": {"slug": "fair", "title": {"en": "Fair"}, "starts_at": NINE, "ends_at": TEN},
    "fact": {"slug": "startups", "label": {"en": "Startups"}, "value": 1900.5},
    "menu": {
        "slug": "primary",
        "location": "PRIMARY",
        "items": [{"label": {"en": "Schools"}, "children": [{"label": {"en": "SENG"}, "school": "seng"}]}],
    },
    "news_story": {
        "slug": "launch",
        "live_from": NINE,
        "title": {"en": "Launch", "zh-Hant": "發射"},
        "published_on": date(2026, 1, 2),
        "schools": ["seng", "ssci"],
        "sdgs": [9],
    },
    "program": {"slug": "beng", "name": {"en": "BEng"}, "is_joint": False, "duration_years": 4},
    "school": [
        {"slug": "seng", "name": {"en": "Engineering"}, "abbreviation": "SENG", "kind": "SCHOOL"},
        {"slug": "ssci", "name": {"en": "Science"}, "abbreviation": "SSCI", "kind": "SCHOOL"},
    ],
    "sustainable_development_goal": {"slug": "industry", "number": 9, "name": {"en": "Industry"}, "color": "#FD6925"},
    "tag": {"slug": "robots", "live_from": NINE, "name": {"en": "Robots"}},
}
"""Sound content of many types; each test changes what it is about."""


def write(folder, contents):
    """Write files: for each type an entry, a list of entries, or the text of the file."""
    folder.mkdir(exist_ok=True)
    for name, content in contents.items():
        entries = content if isinstance(content, list) else [content]
        text = content if isinstance(content, str) else yaml.safe_dump({"entries": entries}, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def stored():
    return {model.__name__: stored_editions(model) for model in content_types()}


def rows():
    """Read all rows of all tables as they are."""
    names = [model._meta.table_name for model in schema_changes.tables()]
    return {name: sorted(map(repr, connected.obj.execute_sql(f"SELECT * FROM {name}"))) for name in names}


def states_of(model):
    return [(edition.version, edition.created_by, edition.values) for edition in stored_editions(model)]


def refusal(before, folder):
    """Load a bad folder: return the lines that say why not, having seen that the database is as it was."""
    with pytest.raises(ContentInvalid) as caught:
        load_folder(ZONE, folder)
    assert rows() == before
    heading, *lines = str(caught.value).splitlines()
    assert heading == "The content was not loaded:"
    return lines


@pytest.fixture(scope="module")
def shared(engine, tmp_path_factory):
    """The address of a database with sound content, for tests that must not change it, and all it holds."""
    with connection_to(engine.create(engine.tables)) as url:
        load_folder(ZONE, write(tmp_path_factory.mktemp("sound"), VALID))
        return url, rows()


@pytest.fixture
def sound(shared):
    """The rows of the connected database, which has sound content."""
    url, content = shared
    with connection_to(url):
        yield content


def test_the_fixtures_loaded_again_change_nothing(copy):
    count = check_folder(ZONE)
    before = stored()
    assert len({edition.entry for editions in before.values() for edition in editions}) == count > 200
    report = load_folder(ZONE)
    assert report == Report(unchanged=count)
    assert str(report) == f"0 entries added, 0 changed, {count} unchanged"
    assert stored() == before


def test_progress_is_told(sound, tmp_path):
    told = []
    load_folder(ZONE, write(tmp_path / "content", VALID), progress=told.append)
    assert told == [f"reading {tmp_path / 'content'}", "loading 11 entries"]


def test_a_changed_entry_is_changed_and_no_other(empty, tmp_path):
    folder = write(tmp_path / "content", VALID)
    assert load_folder(ZONE, folder) == Report(added=11)
    before = stored()
    write(folder, {"news_story": {**VALID["news_story"], "sdgs": [], "schools": ["ssci", "seng"]}})
    assert load_folder(ZONE, folder, rewrite=True) == Report(changed=1, unchanged=10)
    after = stored()
    [old], [new] = before.pop("NewsStory"), after.pop("NewsStory")
    assert after == before
    assert (new.entry, new.version) == (old.entry, old.version)
    assert new.values == {**old.values, "sdgs": [], "schools": old.values["schools"][::-1]}


def test_a_change_of_one_character_is_seen_in_every_type(empty, tmp_path):
    folder = write(tmp_path / "content", VALID)
    load_folder(ZONE, folder)
    for path in sorted(folder.iterdir()):
        path.write_text(path.read_text(encoding="utf-8").replace("en: ", "en: x", 1), encoding="utf-8")
        assert (path.name, load_folder(ZONE, folder)) == (path.name, Report(changed=1, unchanged=10))


def test_an_entry_without_a_file_stays(empty, tmp_path):
    load_folder(ZONE, write(tmp_path / "all", VALID))
    before = stored()
    assert load_folder(ZONE, write(tmp_path / "one", {"tag": VALID["tag"]})) == Report(unchanged=1)
    assert stored() == before


def test_a_link_may_lead_to_what_was_loaded_before(empty, tmp_path):
    load_folder(ZONE, write(tmp_path / "schools", {"school": VALID["school"]}))
    load_folder(ZONE, write(tmp_path / "departments", {"department": VALID["department"]}))
    [department] = stored_editions(Department)
    assert department.values["school"] == stored_editions(School)[0].entry


def test_values_are_stored_as_the_file_says(sound):
    engineering, science = stored_editions(School)
    [goal] = stored()["SustainableDevelopmentGoal"]
    assert states_of(NewsStory) == [
        (
            1,
            AUTHOR,
            {
                "slug": "launch",
                "live_from": to_microseconds(NINE),
                "live_until": FOREVER,
                "basis": None,
                "title": {"en": "Launch", "zh-Hant": "發射"},
                "category": None,
                "body": None,
                "published_on": date(2026, 1, 2),
                "schools": [engineering.entry, science.entry],
                "summary": None,
                "updated_on": None,
                "seo": None,
                "sdgs": [goal.entry],
                "tags": [],
                "authors": [],
                "related": [],
            },
        )
    ]


def test_an_event_has_the_days_of_its_instants_at_the_site(empty, tmp_path):
    late = {"starts_at": datetime(2026, 1, 5, 15, 59, tzinfo=UTC), "ends_at": datetime(2026, 1, 5, 16, tzinfo=UTC)}
    days = {"is_all_day": True, "starts_on": date(2026, 1, 5), "ends_on": date(2026, 1, 6)}
    titled = {"title": {"en": "Fair"}}
    load_folder(
        ZONE, write(tmp_path / "content", {"event": [{"slug": "a", **titled, **late}, {"slug": "b", **titled, **days}]})
    )
    timed, all_day = (edition.values for edition in stored_editions(Event))
    assert (timed["starts_on"], timed["ends_on"]) == (date(2026, 1, 5), date(2026, 1, 5))
    assert (all_day["starts_at"], all_day["ends_at"]) == (
        to_microseconds(datetime(2026, 1, 4, 16, tzinfo=UTC)),
        to_microseconds(datetime(2026, 1, 6, 16, tzinfo=UTC)),
    )


def test_editions_are_loaded_as_versions_oldest_first(empty, tmp_path):
    office = {
        "slug": "ipo",
        "live_from": NINE,
        "live_until": TEN,
        "name": {"en": "Programs Office"},
        "abbreviation": "IPO",
    }
    academy = {"slug": "ais", "live_from": TEN, "name": {"en": "Academy"}}
    entry = {"slug": "ais", "kind": "ACADEMY", "abbreviation": "AIS", "editions": [office, academy]}
    folder = write(tmp_path / "content", {"school": entry})
    assert load_folder(ZONE, folder) == Report(added=1)
    shared_fields = {
        "basis": None,
        "kind": "ACADEMY",
        "status": None,
        "founded": None,
        "alternate_names": [],
        "seo": None,
    }
    nine, ten = to_microseconds(NINE), to_microseconds(TEN)
    before = {
        "slug": "ipo",
        "live_from": nine,
        "live_until": ten,
        "name": {"en": "Programs Office"},
        "abbreviation": "IPO",
    }
    since = {"slug": "ais", "live_from": ten, "live_until": FOREVER, "name": {"en": "Academy"}, "abbreviation": "AIS"}
    assert states_of(School) == [(1, AUTHOR, {**shared_fields, **before}), (2, AUTHOR, {**shared_fields, **since})]
    assert len({edition.entry for edition in stored_editions(School)}) == 1
    assert load_folder(ZONE, folder) == Report(unchanged=1)

    write(folder, {"school": {**entry, "editions": [office]}})
    assert load_folder(ZONE, folder) == Report(changed=1)
    assert states_of(School) == [(1, AUTHOR, {**shared_fields, **before})]


DAYS = [datetime(2026, 2, day, tzinfo=UTC) for day in (1, 5, 9, 13, 17)]


def test_spans_are_moved_in_any_order(empty, tmp_path):
    """Between the first edition that is written and the last, two would be live at once."""
    first, last = [DAYS[0], DAYS[1], DAYS[4]], [DAYS[0], DAYS[3], DAYS[4]]
    reports = [Report(added=1), *[Report(changed=1)] * 4]
    for report, starts in zip(reports, (first, last, first[::-1], last[::-1], first), strict=True):
        ends = dict(pairwise(sorted(starts)))
        editions = [{"live_from": start} | ({"live_until": ends[start]} if start in ends else {}) for start in starts]
        tag = {"slug": "robots", "name": {"en": "Robots"}, "editions": editions}
        assert load_folder(ZONE, write(tmp_path / "content", {"tag": tag})) == report
        assert [(each.values["live_from"], each.values["live_until"]) for each in stored_editions(Tag)] == [
            (to_microseconds(start), to_microseconds(ends[start]) if start in ends else FOREVER) for start in starts
        ]


def test_an_entry_that_someone_edited_is_kept(empty, tmp_path):
    folder = write(tmp_path / "content", VALID)
    load_folder(ZONE, folder)
    [robots] = stored_editions(Tag)
    edited = {**robots.values, "name": {"en": "Robotics"}, "live_from": None}
    write_edition(Tag, robots.entry, 2, edited, "an editor")
    write(folder, {"tag": {**VALID["tag"], "name": {"en": "Machines"}}})
    report = load_folder(ZONE, folder)
    assert report == Report(unchanged=10, kept=["tag.yaml: robots"])
    assert str(report) == "0 entries added, 0 changed, 10 unchanged, 1 kept as edited since: tag.yaml: robots"
    assert states_of(Tag) == [(1, AUTHOR, robots.values), (2, "an editor", edited)]


def test_a_report_names_twenty_entries_and_counts_the_others():
    report = Report(unchanged=45, kept=[f"tag.yaml: t{n}" for n in range(20)], known_otherwise=["tag.yaml: x"] * 25)
    first, second = str(report).split(", 25 known here by another id: ")
    assert first.endswith(" unchanged, 20 kept as edited since: " + ", ".join(report.kept))
    assert second == ", ".join(["tag.yaml: x"] * 20) + " and 5 more"


ROBOTS = {**VALID["tag"], "id": "r2345678abcd"}


def uids_of(model):
    return {edition.values["slug"]: stored_uids()[edition.entry][1] for edition in stored_editions(model)}


def test_an_entry_has_the_id_of_its_file_and_else_one_of_its_own(empty, tmp_path):
    load_folder(ZONE, write(tmp_path / "content", {"tag": [ROBOTS, {**VALID["tag"], "slug": "other"}]}))
    uids = uids_of(Tag)
    assert uids["robots"] == "r2345678abcd"
    assert UID.fullmatch(uids["other"])


def test_an_entry_is_found_by_its_id_whatever_its_slug(empty, tmp_path):
    folder = write(tmp_path / "content", {"tag": ROBOTS})
    load_folder(ZONE, folder)
    [before] = stored_editions(Tag)
    write(folder, {"tag": {**ROBOTS, "slug": "robotics"}})
    assert load_folder(ZONE, folder, rewrite=True) == Report(changed=1)
    [after] = stored_editions(Tag)
    assert (after.entry, after.values) == (before.entry, {**before.values, "slug": "robotics"})
    assert uids_of(Tag) == {"robotics": "r2345678abcd"}


def test_an_entry_found_by_its_slug_keeps_the_id_that_it_has(empty, tmp_path):
    folder = write(tmp_path / "content", {"tag": ROBOTS})
    load_folder(ZONE, folder)
    write(folder, {"tag": {**ROBOTS, "id": "another12345"}})
    report = load_folder(ZONE, folder)
    assert report == Report(unchanged=1, known_otherwise=["tag.yaml: robots"])
    assert str(report) == "0 entries added, 0 changed, 1 unchanged, 1 known here by another id: tag.yaml: robots"
    write(folder, {"tag": VALID["tag"]})
    assert load_folder(ZONE, folder) == Report(unchanged=1)
    assert uids_of(Tag) == {"robots": "r2345678abcd"}


BAD_UID = "must be 12 of a-z and 0-9, the first a letter, not {!r}; left out, it is made"

BAD_IDS = {
    "too short": ({"tag": {**ROBOTS, "id": "r234"}}, ["tag.yaml: robots: id: " + BAD_UID.format("r234")]),
    "a digit first": (
        {"tag": {**ROBOTS, "id": "123456789012"}},
        ["tag.yaml: robots: id: " + BAD_UID.format("123456789012")],
    ),
    "a number": ({"tag": {**ROBOTS, "id": 7}}, ["tag.yaml: robots: id: " + BAD_UID.format(7)]),
    "a list": ({"tag": {**ROBOTS, "id": ["a"]}}, ["tag.yaml: robots: id: " + BAD_UID.format(["a"])]),
    "two of one type": (
        {"tag": [ROBOTS, {**ROBOTS, "slug": "b"}]},
        ["tag.yaml: b: id: another entry has 'r2345678abcd' as well"],
    ),
    "two of two types": (
        {"tag": ROBOTS, "school": {**VALID["school"][0], "id": ROBOTS["id"]}},
        ["tag.yaml: robots: id: another entry has 'r2345678abcd' as well"],
    ),
    "one of another type in the database": (
        {"tag": [], "school": {**VALID["school"][0], "id": "stored123456"}},
        ["school.yaml: seng: id: is that of a Tag in the database"],
    ),
    "the slug of one entry and the id of another": (
        {"tag": {**VALID["tag"], "slug": "second", "id": "stored123456"}},
        ["tag.yaml: second: slug: another entry of the database has it"],
    ),
    "of an edition": (
        {"tag": {**VALID["tag"], "editions": [{"id": "r2345678abcd"}]}},
        ["tag.yaml: robots: id: is no field of this type"],
    ),
    "of all entries": (
        {"tag": "defaults: {id: r2345678abcd}\nentries: [{slug: a, name: {en: A}}]"},
        ["tag.yaml: a: id: is no field of this type"],
    ),
}


@pytest.mark.parametrize(("contents", "problems"), BAD_IDS.values(), ids=BAD_IDS)
def test_a_bad_id_is_refused_with_its_place(empty, tmp_path, contents, problems):
    tags = [{**VALID["tag"], "slug": "first", "id": "stored123456"}, {**VALID["tag"], "slug": "second"}]
    load_folder(ZONE, write(tmp_path / "before", {"tag": tags}))
    before = rows()
    with pytest.raises(ContentInvalid) as caught:
        load_folder(ZONE, write(tmp_path / "content", contents))
    assert list(map(str, caught.value.problems)) == problems
    assert rows() == before


TYPES = ", ".join(model._meta.table_name for model in content_types())
BASES = "mixed, general, inferred, conversion, translation, editorial"

INSTANT = "must be an instant with an offset, as 2026-01-02T09:00:00+08:00"
DAY = date(2026, 1, 2)
ALL_DAY = {"is_all_day": True, "starts_at": None, "ends_at": None, "starts_on": DAY, "ends_on": DAY}

BAD_FIELDS = {
    "unknown field": ("tag", {"colour": "red"}, "colour: is no field of this type"),
    "bookkeeping": ("tag", {"created_by": "me"}, "created_by: is no field of this type"),
    "unknown field of a part": (
        "award",
        {"recipients": [{"name": {"en": "A"}}, {"name": {"en": "B"}, "age": 9}]},
        "recipients[2].age: is no field of this type",
    ),
    "missing text": ("tag", {"name": None}, "name: is required"),
    "missing number": ("sustainable_development_goal", {"number": None}, "number: is required"),
    "missing boolean": ("program", {"is_joint": None}, "is_joint: is required"),
    "missing link": ("department", {"school": None}, "school: is required"),
    "missing field of a part": ("award", {"competition": {"number": 11}}, "competition.name: is required"),
    "missing instant": ("event", {"ends_at": None}, "ends_at: is required"),
    "missing day": ("event", {**ALL_DAY, "ends_on": None}, "ends_on: is required"),
    "instant of an all-day event": (
        "event",
        {**ALL_DAY, "starts_at": NINE},
        "starts_at: follows from other fields; leave it out",
    ),
    "day of a timed event": (
        "event",
        {"ends_on": date(2026, 1, 2)},
        "ends_on: follows from other fields; leave it out",
    ),
    "slug": ("tag", {"slug": "Robots!"}, "slug: must be a-z, 0-9 and hyphens, not 'Robots!'"),
    "slug of another type": ("tag", {"slug": 9}, "slug: must be a-z, 0-9 and hyphens, not 9"),
    "not text": ("school", {"abbreviation": 9}, "abbreviation: must be text, not 9; put it in quotes"),
    "blank text": ("school", {"abbreviation": " \n"}, "abbreviation: is empty; leave it out"),
    "NUL in a text": ("school", {"abbreviation": "S\0"}, "abbreviation: contains a character that is not text"),
    "text without language": (
        "tag",
        {"name": "R"},
        "name: must be a text for each language, as {en: ..., zh-Hant: ...}",
    ),
    "unknown language": (
        "tag",
        {"name": {"en": "R", "fr": "R"}},
        "name: ['fr'] is not one of the languages en, zh-Hant, zh-Hans",
    ),
    "no language": ("tag", {"name": {}}, "name: has no text; leave it out"),
    "empty translation": ("tag", {"name": {"en": "R", "zh-Hans": ""}}, "name.zh-Hans: is empty; leave it out"),
    "null translation": ("tag", {"name": {"zh-Hant": None}}, "name.zh-Hant: must be text, not None; put it in quotes"),
    "NUL in a translation": ("tag", {"name": {"en": "R\0"}}, "name.en: contains a character that is not text"),
    "unknown name": (
        "school",
        {"kind": "FACULTY"},
        "kind: 'FACULTY' is not one of SCHOOL, ACADEMY, INSTITUTE, GRADUATE_SCHOOL, SISTER_UNIVERSITY",
    ),
    "name in lower case": (
        "department",
        {"kind": "hub"},
        "kind: 'hub' is not one of DEPARTMENT, DIVISION, CENTER, HUB",
    ),
    "not a boolean": ("program", {"is_joint": "no"}, "is_joint: must be true or false, not 'no'"),
    "number for a boolean": ("event", {"is_all_day": 0}, "is_all_day: must be true or false, not 0"),
    "not a whole number": ("program", {"duration_years": 3.5}, "duration_years: must be a whole number, not 3.5"),
    "boolean for a number": ("program", {"duration_years": True}, "duration_years: must be a whole number, not True"),
    "number beyond 32 bits": (
        "program",
        {"duration_years": 2**31},
        "duration_years: must be a whole number, not 2147483648",
    ),
    "number below 32 bits": (
        "award",
        {"competition": {"name": {"en": "A"}, "number": -(2**31)}},
        "competition.number: must be a whole number, not -2147483648",
    ),
    "not a number": ("fact", {"value": "1900"}, "value: must be a number, not '1900'"),
    "not a finite number": ("fact", {"value": float("nan")}, "value: must be a number, not nan"),
    "infinite number": ("fact", {"value": float("inf")}, "value: must be a number, not inf"),
    "number beyond all": ("fact", {"value": 10**309}, f"value: must be a number, not 1{'0' * 39}"),
    "no colour": (
        "sustainable_development_goal",
        {"color": "#fd6925"},
        "color: must be a colour as #C5192D, not '#fd6925'",
    ),
    "not a day": ("news_story", {"published_on": "soon"}, "published_on: must be a day as 2026-01-02, not 'soon'"),
    "instant for a day": (
        "news_story",
        {"published_on": NINE},
        "published_on: must be a day as 2026-01-02, not 2026-01-02T01:00:00+00:00",
    ),
    "time that clocks did not show": (
        "event",
        {"starts_at": datetime(1979, 5, 13, 3, 45)},  # noqa: DTZ001
        f"starts_at: {INSTANT}, not 1979-05-13T03:45:00",
    ),
    "time that clocks showed twice": (
        "event",
        {"starts_at": datetime(1979, 10, 21, 2, 45)},  # noqa: DTZ001
        f"starts_at: {INSTANT}, not 1979-10-21T02:45:00",
    ),
    "day for an instant": (
        "tag",
        {"live_from": date(2026, 1, 2)},
        f"live_from: {INSTANT}, not 2026-01-02",
    ),
    "instant before there were any": (
        "tag",
        {"live_from": datetime(1, 1, 1, 23, 59, tzinfo=UTC)},
        "live_from: must be from 0001-01-03 to 9999-12-28, not 0001-01-01T23:59:00+00:00",
    ),
    "instant at the end of time": (
        "event",
        {"ends_at": datetime(9999, 12, 31, tzinfo=UTC)},
        "ends_at: must be from 0001-01-03 to 9999-12-28, not 9999-12-31T00:00:00+00:00",
    ),
    "instant that means never": (
        "tag",
        {"live_until": datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)},
        "live_until: must be from 0001-01-03 to 9999-12-28, not 9999-12-31T23:59:59+00:00; leave it out for no end",
    ),
    "day that means never": (
        "tag",
        {"live_until": date(9999, 12, 31)},
        f"live_until: {INSTANT}, not 9999-12-31; leave it out for no end",
    ),
    "day at the end of time": (
        "news_story",
        {"published_on": date(9999, 12, 31)},
        "published_on: must be from 0001-01-03 to 9999-12-28, not 9999-12-31",
    ),
    "live until before live": ("tag", {"live_from": TEN, "live_until": NINE}, "live_until: must be after live_from"),
    "live for no time": ("tag", {"live_until": NINE}, "live_until: must be after live_from"),
    "end before start": ("event", {"starts_at": TEN, "ends_at": NINE}, "ends_at: it ends before it starts"),
    "last day before first": (
        "event",
        {**ALL_DAY, "ends_on": date(2025, 12, 31)},
        "ends_on: it ends before it starts",
    ),
    "link to nothing": ("department", {"school": "smed"}, "school: there is no School 'smed'"),
    "links to nothing": ("news_story", {"schools": ["seng", "x"]}, "schools: there is no School 'x'"),
    "link to nothing by number": ("news_story", {"sdgs": [18]}, "sdgs: there is no SustainableDevelopmentGoal 18"),
    "link to nothing in a tree": (
        "menu",
        {"items": [{"label": {"en": "A"}, "children": [{"label": {"en": "B"}, "school": "x"}]}]},
        "items: there is no School 'x'",
    ),
    "link by another kind of name": ("news_story", {"sdgs": ["9"]}, "sdgs[1]: must be a whole number, not '9'"),
    "link twice": ("news_story", {"schools": ["seng", "seng"]}, "schools: links to the same entry twice"),
    "one link for a list": ("news_story", {"schools": "seng"}, "schools: must be a list, not 'seng'"),
    "list for one link": ("department", {"school": ["seng"]}, "school: must be text, not ['seng']; put it in quotes"),
    "one part for a list": ("menu", {"items": {"label": 1}}, "items: must be a list, not {'label': 1}"),
    "text for a part": ("award", {"competition": "The 11th"}, "competition: must be a mapping, not 'The 11th'"),
    "bad text deep in a tree": (
        "menu",
        {"items": [{"label": {"en": "A"}, "children": [{"label": {"en": ""}}]}]},
        "items[1].children[1].label.en: is empty; leave it out",
    ),
    "basis that is no mapping": ("tag", {"basis": "editorial"}, "basis: must be a mapping, not 'editorial'"),
    "basis of no field": (
        "tag",
        {"basis": {"colour": "editorial"}},
        "basis: 'colour' is neither a field nor a language",
    ),
    "basis of no language": (
        "tag",
        {"basis": {"name.fr": "translation"}},
        "basis: 'name.fr' is neither a field nor a language",
    ),
    "unknown basis": ("tag", {"basis": {"name": "guessed"}}, f"basis: 'guessed' is not one of {BASES}"),
    "basis of no field of a part": (
        "award",
        {"recipients": [{"name": {"en": "A"}, "basis": {"schools": "editorial"}}]},
        "recipients[1].basis: 'schools' is neither a field nor a language",
    ),
    "two drafts": (
        "tag",
        {"live_from": None, "editions": [{"name": {"en": "One"}}, {"name": {"en": "Other"}}]},
        "live_from: two editions lack it; one may be a draft",
    ),
    "editions live at once": (
        "tag",
        {"editions": [{"live_from": NINE}, {"live_from": TEN}]},
        "live_until: two editions would be live at once",
    ),
}


@pytest.mark.parametrize(("name", "changes", "problem"), BAD_FIELDS.values(), ids=BAD_FIELDS)
def test_a_bad_field_is_refused_with_file_entry_and_field(sound, tmp_path, name, changes, problem):
    first, *others = VALID[name] if isinstance(VALID[name], list) else [VALID[name]]
    entry = {name: value for name, value in {"live_from": NINE, **first, **changes}.items() if value is not None}
    also = {"slug": "also", "live_from": NINE, "name": {"en": "Would be new"}}
    contents = {"tag": [also], "school": VALID["school"], name: [*([also] if name == "tag" else []), entry, *others]}
    assert refusal(sound, write(tmp_path / "content", contents)) == [f"{name}.yaml: {entry['slug']}: {problem}"]


TWINS = [{"slug": "a", "name": {"en": "A"}}, {"slug": "b", "name": {"en": "B"}}, {"slug": "a", "name": {"en": "C"}}]
LEGAL = {"location": "LEGAL", "items": []}

BAD_FILES = {
    "no content type": ("tags", "entries: []", [f"tags.yaml: no content type has this name; known are {TYPES}"]),
    "empty file": ("tag", "", ["tag.yaml: must hold `entries:`"]),
    "list": ("tag", "- slug: a", ["tag.yaml: must hold `entries:`"]),
    "another key": ("tag", "tags: []", ["tag.yaml: may hold `defaults:` and `entries:`, nothing else"]),
    "defaults that are no mapping": ("tag", "defaults: [a]", ["tag.yaml: `defaults:` must be a mapping"]),
    "entries that are no list": ("tag", "entries: {slug: a}", ["tag.yaml: `entries:` must be a list"]),
    "entry that is no mapping": ("tag", "entries: [{slug: a}, b]", ["tag.yaml: entry 2: must be a mapping"]),
    "no slug": (
        "tag",
        "entries: [{name: {en: A}}]",
        ["tag.yaml: entry 1: slug: must be a-z, 0-9 and hyphens, not None"],
    ),
    "editions that are no list": (
        "tag",
        "entries: [{slug: a, editions: {name: {en: A}}}]",
        ["tag.yaml: a: `editions:` must be a list"],
    ),
    "no editions": ("tag", "entries: [{slug: a, editions: []}]", ["tag.yaml: a: `editions:` must be a list"]),
    "edition that is no mapping": (
        "tag",
        "entries: [{slug: a, editions: [b]}]",
        ["tag.yaml: a: each edition must be a mapping"],
    ),
    "key given twice": (
        "tag",
        "entries:\n  - slug: a\n    name: {en: A}\n    name: {en: B}\n",
        ["tag.yaml: line 4: 'name' is given twice"],
    ),
    "key that is a list": ("tag", "entries:\n  - ? [a, b]\n    : c\n", ["tag.yaml: line 2: a key must be a word"]),
    "language given twice": (
        "tag",
        "entries:\n  - slug: a\n    name: {en: A, en: B}\n",
        ["tag.yaml: line 3: 'en' is given twice"],
    ),
    "broken YAML": ("tag", "entries:\n  - {slug: a\n", ["tag.yaml: line 3: did not find expected ',' or '}'"]),
    "tab": ("tag", "entries:\n\t- slug: a\n", ["tag.yaml: line 2: found character that cannot start any token"]),
    "colon in a text": (
        "tag",
        "entries:\n  - slug: a\n    name:\n      en: The Race: To Zero\n",
        ["tag.yaml: line 4: mapping values are not allowed in this context"],
    ),
    "two documents": ("tag", "entries: []\n---\nentries: []\n", ["tag.yaml: line 2: but found another document"]),
    "code": (
        "tag",
        "entries: !!python/name:os.system x",
        ["tag.yaml: line 1: could not determine a constructor for the tag 'tag:yaml.org,2002:python/name:os.system'"],
    ),
    "NUL in the file": (
        "tag",
        "entries: [{slug: a, name: {en: A\0}}]",
        ["tag.yaml: is not YAML in UTF-8: unacceptable character #x0000: control characters are not allowed"],
    ),
    "half a character": (
        "tag",
        'entries: [{slug: a, name: {en: "\\ud83d"}}]',
        ["tag.yaml: line 1: found invalid Unicode character escape code"],
    ),
    "no such day": (
        "news_story",
        "entries: [{slug: a, title: {en: A}, published_on: 2026-02-30}]",
        ["news_story.yaml: a: published_on: 2026-02-30 in line 1 is no value: day is out of range for month"],
    ),
    "slug twice": ("tag", TWINS, ["tag.yaml: a: slug: another entry has 'a' as well"]),
    "location twice": (
        "menu",
        [{"slug": "a", **LEGAL}, {"slug": "b", **LEGAL}],
        ["menu.yaml: b: location: another entry has 'LEGAL' as well"],
    ),
    "several": (
        "tag",
        [
            {"slug": "a", "live_from": NINE},
            {"slug": "b", "live_from": NINE, "name": {"en": " ", "fr": "B"}, "size": 1},
            {"slug": "c", "name": {"en": 5}},
        ],
        [
            "tag.yaml: a: name: is required",
            "tag.yaml: b: size: is no field of this type",
            "tag.yaml: b: name: ['fr'] is not one of the languages en, zh-Hant, zh-Hans",
            "tag.yaml: c: name.en: must be text, not 5; put it in quotes",
        ],
    ),
}


@pytest.mark.parametrize(("name", "content", "problems"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_refused_with_its_place(sound, tmp_path, name, content, problems):
    assert refusal(sound, write(tmp_path / "content", {"school": VALID["school"], name: content})) == problems


def test_instants_without_an_offset_are_in_the_time_zone_of_the_site(empty, tmp_path):
    text = "entries: [{slug: a, name: {en: A}, live_from: 2026-01-02T09:00:00, live_until: 2026-07-02 09:00:00}]"
    load_folder(ZoneInfo("Europe/London"), write(tmp_path / "content", {"tag": text}))
    values = stored_editions(Tag)[0].values
    spans = [values["live_from"], values["live_until"]]
    wanted = [datetime(2026, 1, 2, 9, tzinfo=UTC), datetime(2026, 7, 2, 8, tzinfo=UTC)]
    assert spans == [int(instant.timestamp()) * 1_000_000 for instant in wanted]


NO_VALUES = {
    "alias within a list": ("entries: &e\n  - *e\n", "line 1: an alias is within what it stands for"),
    "alias within a mapping": (
        "entries:\n  - &a\n    slug: x\n    name: *a\n",
        "line 2: an alias is within what it stands for",
    ),
    "merge within itself": (
        "entries:\n  - &a\n    slug: x\n    <<: *a\n",
        "line 2: an alias is within what it stands for",
    ),
    "aliases of aliases": (
        "entries:\n - [&a [0, 0], "
        + ", ".join(f"&{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in pairwise("abcdefgh"))
        + "]",
        "line 1: aliases stand for more than 1000000 values",
    ),
    "many levels": (f"entries: {'[' * 200}{']' * 200}", "line 1: has more than 100 levels"),
    "number that is a mapping": ("entries: !!int {a: b}", "line 1: must be a value, not a list or a mapping"),
    "mapping that is a text": ("entries: !!map a", "line 1: must be a mapping"),
    "instant in words": ('entries: [{slug: a, live_from: !!timestamp "soon"}]', "a: live_from: soon in line 1 could"),
    "truth in words": ('entries: [{slug: a, name: {en: !!bool "maybe"}}]', "a: name.en: maybe in line 1 could"),
    "number of no digits": ('entries: [{slug: a, name: {en: !!int ""}}]', "a: name.en:  in line 1 could"),
    "impossible time": (
        "entries: [{slug: a, live_from: 2026-01-02T25:00:00+08:00}]",
        "a: live_from: 2026-01-02T25:00:00+08:00 in line 1 is no value",
    ),
}


@pytest.mark.parametrize(("text", "problem"), NO_VALUES.values(), ids=NO_VALUES)
def test_what_is_no_value_is_refused_with_its_line(sound, tmp_path, text, problem):
    [first, *_] = refusal(sound, write(tmp_path / "content", {"tag": text}))
    assert first.startswith(f"tag.yaml: {problem}")


def test_the_problems_of_form_and_of_content_are_told_together(sound, tmp_path):
    text = """entries:
  - 5
  - {slug: a, name: {en: A}, nmae: x}
  - {slug: b, name: {en: B}, live_from: yes, size: 3}
  - {slug: c, editions: 5}
  - {slug: "", name: {en: E}}
"""
    school = {"slug": "x", "name": {"en": "X"}, "kind": "SCHOOL", "abbreviation": 3}
    lines = refusal(sound, write(tmp_path / "content", {"tag": text, "school": school}))
    assert [line.partition(" could be")[0] for line in lines] == [
        "school.yaml: x: abbreviation: must be text, not 3; put it in quotes",
        "tag.yaml: entry 1: must be a mapping",
        "tag.yaml: a: nmae: is no field of this type",
        "tag.yaml: b: live_from: yes in line 4",
        "tag.yaml: b: size: is no field of this type",
        "tag.yaml: c: `editions:` must be a list",
        "tag.yaml: entry 5: slug: must be a-z, 0-9 and hyphens, not ''",
    ]


PASSED_OVER = {
    "another ending": ("tag.yml", Path.touch, "is not read; content files end in .yaml"),
    "another form": ("tag.json", Path.touch, "is not read; content files end in .yaml"),
    "table": ("tag.csv", Path.touch, "is not read; content files end in .yaml"),
    "capitals": ("Tag.YAML", Path.touch, "is not read; content files end in .yaml"),
    "capitals in the name": ("Tag.yaml", Path.touch, f"no content type has this name; known are {TYPES}"),
    "folder": ("sub", Path.mkdir, "is a folder; content files stand in the folder itself"),
    "dangling link": ("fact.yaml", lambda path: path.symlink_to("nowhere"), "is a link that leads nowhere"),
}


@pytest.mark.parametrize(("name", "make", "reason"), PASSED_OVER.values(), ids=PASSED_OVER)
def test_nothing_that_may_be_content_is_passed_over(sound, tmp_path, name, make, reason):
    make(tmp_path / name)
    assert refusal(sound, tmp_path) == [f"{name}: {reason}"]


def test_other_files_may_stand_beside_content(sound, tmp_path):
    folder = write(tmp_path / "content", VALID)
    (folder / "README.md").write_text("entries: {", encoding="utf-8")
    assert load_folder(ZONE, folder) == Report(unchanged=11)


def test_bytes_that_are_no_utf8_are_refused(sound, tmp_path):
    (tmp_path / "tag.yaml").write_bytes("entries: [{slug: a, name: {en: Café}}]".encode("latin-1"))
    [line] = refusal(sound, tmp_path)
    assert line.startswith("tag.yaml: is not YAML in UTF-8: 'utf-8' codec can't decode byte 0xe9")


def test_a_missing_folder_is_refused(sound, tmp_path):
    assert refusal(sound, tmp_path / "none") == [f"{tmp_path / 'none'}: there is no such folder"]


def test_every_problem_of_every_file_is_told_at_once(sound, tmp_path):
    contents = {
        "tag": [{"slug": "a", "live_from": NINE}, *[{"slug": "b", "name": {"en": "B"}}] * 2],
        "news_story": {**VALID["news_story"], "schools": ["x", "seng", "y"], "tags": ["z"]},
        "school": {**VALID["school"][0], "kind": "FACULTY"},
    }
    kinds = "SCHOOL, ACADEMY, INSTITUTE, GRADUATE_SCHOOL, SISTER_UNIVERSITY"
    assert sorted(refusal(sound, write(tmp_path / "content", contents))) == [
        "news_story.yaml: launch: schools: there is no School 'x'",
        "news_story.yaml: launch: schools: there is no School 'y'",
        "news_story.yaml: launch: tags: there is no Tag 'z'",
        f"school.yaml: seng: kind: 'FACULTY' is not one of {kinds}",
        "tag.yaml: a: name: is required",
        "tag.yaml: b: slug: another entry has 'b' as well",
    ]


def test_every_file_that_cannot_be_read_is_told_at_once(sound, tmp_path):
    contents = {"tag": "entries: }", "school": "", "schools": "entries: []", "event": VALID["event"]}
    assert refusal(sound, write(tmp_path / "content", contents)) == [
        "school.yaml: must hold `entries:`",
        f"schools.yaml: no content type has this name; known are {TYPES}",
        "tag.yaml: line 1: did not find expected node content",
    ]


def test_an_entry_may_not_take_the_slug_of_another_in_the_database(sound, tmp_path):
    other = {"slug": "primary", "location": "LEGAL", "items": []}
    assert refusal(sound, write(tmp_path / "content", {"menu": other})) == [
        "menu.yaml: primary: slug: another entry of the database has it"
    ]


def test_entries_of_the_database_are_not_run_together(sound, tmp_path):
    engineering, science = VALID["school"]
    merged = {
        "slug": "both",
        "editions": [{**engineering, "live_from": NINE, "live_until": TEN}, {**science, "live_from": TEN}],
    }
    assert refusal(sound, write(tmp_path / "content", {"school": merged})) == [
        "school.yaml: both: slug: several entries of the files and the database meet here"
    ]


def test_a_load_that_fails_midway_leaves_nothing_behind(empty, tmp_path):
    connected.obj.execute_sql("CREATE UNIQUE INDEX one_abbreviation ON school (abbreviation)")
    first, second = VALID["school"]
    twins = [first, {**second, "abbreviation": first["abbreviation"]}]
    with pytest.raises(IntegrityError):
        load_folder(ZONE, write(tmp_path / "content", {**VALID, "school": twins}))
    assert not any(stored().values())
    assert Entry.select().count() == 0


def test_a_check_finds_what_a_load_would_without_a_database(tmp_path):
    folder = write(tmp_path / "content", VALID)
    assert check_folder(ZONE, folder) == 11
    write(folder, {"department": {**VALID["department"], "school": "x"}})
    with pytest.raises(ContentInvalid) as caught:
        check_folder(ZONE, folder)
    assert str(caught.value) == "The content was not loaded:\ndepartment.yaml: cse: school: there is no School 'x'"


def test_the_fixtures_are_sound_and_of_every_content_type():
    assert check_folder(ZONE) > 200
    tables = {model._meta.table_name for model in content_types()}
    assert {path.stem for path in CONTENT.glob("*.yaml")} - {"about"} <= tables


def test_all_problems_of_an_edition_are_told(sound, tmp_path):
    recipients = [{"name": {"en": " ", "zh-Hans": 5}}, {"post": {"en": "Head"}}, {"name": {"en": "C"}, "age": 3}]
    award = {"slug": "A", "live_from": TEN, "live_until": NINE, "recipients": recipients, "schools": ["seng", 7]}
    assert refusal(sound, write(tmp_path / "content", {"award": award, "school": VALID["school"]})) == [
        f"award.yaml: A: {problem}"
        for problem in (
            "slug: must be a-z, 0-9 and hyphens, not 'A'",
            "award: is required",
            "recipients[1].name.en: is empty; leave it out",
            "recipients[1].name.zh-Hans: must be text, not 5; put it in quotes",
            "recipients[2].name: is required",
            "recipients[3].age: is no field of this type",
            "schools[2]: must be text, not 7; put it in quotes",
        )
    ]


LATER = datetime(2026, 2, 1, tzinfo=UTC)


def tags(**names):
    """Write tags, each by the slugs that it has until LATER and from then on."""
    return {
        "tag": [
            {
                "slug": slugs[0],
                "name": {"en": name},
                "editions": [{"live_from": NINE, "live_until": LATER}, {"slug": slugs[1], "live_from": LATER}],
            }
            for name, slugs in names.items()
        ]
    }


def names_by_slug(at):
    return {tag.slug: tag.name["en"] for tag in Tag.select().where((Tag.live_from <= at) & (Tag.live_until > at))}


@pytest.mark.parametrize("is_again", [False, True])
def test_two_entries_exchange_their_slugs_in_one_load(empty, tmp_path, is_again):
    before = {"tag": [{"slug": s, "live_from": NINE, "name": {"en": n}} for n, s in (("A", "one"), ("B", "two"))]}
    assert load_folder(ZONE, write(tmp_path / "before", before)) == Report(added=2)
    folder = write(tmp_path / "after", tags(A=("one", "two"), B=("two", "one")))
    assert load_folder(ZONE, folder) == Report(changed=2)
    at = to_microseconds(LATER)
    assert (names_by_slug(at - 1), names_by_slug(at)) == ({"one": "A", "two": "B"}, {"two": "A", "one": "B"})
    if is_again:
        assert load_folder(ZONE, folder) == Report(unchanged=2)


def test_a_slug_that_was_given_up_is_taken_by_another_entry(empty, tmp_path):
    load_folder(ZONE, write(tmp_path / "content", tags(A=("one", "first"))))
    new = {"slug": "one", "live_from": LATER, "name": {"en": "New"}}
    assert load_folder(ZONE, write(tmp_path / "more", {"tag": new})) == Report(added=1)
    at = to_microseconds(LATER)
    assert (names_by_slug(at - 1), names_by_slug(at)) == ({"one": "A"}, {"first": "A", "one": "New"})
