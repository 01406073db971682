"""Exporting: files that say all the database holds, the same from either database."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
import yaml
from conftest import SHOWN_AT, ZONE, connection_to

from fixtures.exporting import ContentDumper, export_folder
from fixtures.loading import Report, check_folder, load_folder
from models import NewsStory, SustainableDevelopmentGoal, Tag
from models.access.actors import Actor
from models.components import ComponentField, ComponentsField
from models.editing import acting, acts
from models.edition import content_types, own_fields
from models.edition_values import stored_editions
from models.entry import Entry
from models.instants import to_microseconds
from models.links import Link, links_of

NINE = datetime(2026, 1, 2, 1, tzinfo=UTC)
TEN = datetime(2026, 1, 2, 2, 0, 0, 1, tzinfo=UTC)

TEXTS = [
    "plain",
    "yes",
    "null",
    "~",
    "1900",
    "2026-01-02",
    "- a list",
    "# a remark",
    "key: value",
    "'quoted'",
    '"quoted"',
    "back\\slash",
    "{en: no mapping}",
    "[no list]",
    "%percent @at &and *star !mark |bar >more",
    " spaces around ",
    "two  spaces",
    *(
        "NO",
        "On",
        "010",
        "08",
        "1:30",
        "07:30",
        "1_000",
        "0x1F",
        "0o17",
        "1e3",
        ".5",
        "+5",
        "2026-1-2",
        "true",
        "<<",
        "=",
    ),
    "two\nlines",
    "lines\n\n\nand an end\n",
    "\n starts and ends with a line\n\n",
    "tab\tand\rreturn",
    "line\u2028separator, next\x85line, no\xa0break, joined\u200d, mark\ufeff",
    "control \x01\x1b\x7f",
    "香港科大，「家友」　全形",
    "𠮷 and 🌞",
    "e\u0301 is not \xe9",
    "a long text " * 40,
    "x" * 300,
]
"""What people might write, and what YAML might take for something else."""

AWKWARD = {
    "tag": [
        {"slug": "draft", "name": {"en": "Draft"}, "basis": {"zh-Hant": "translation", "name.en": "editorial"}},
        {"slug": "planned", "live_from": TEN, "name": {"zh-Hans": "计划", "en": "Planned"}},
        {"slug": "over", "live_from": NINE, "live_until": TEN, "name": {"zh-Hant": "完"}},
        *(
            {"slug": f"text-{n}", "live_from": NINE, "name": {"en": text, "zh-Hant": text}}
            for n, text in enumerate(TEXTS)
        ),
    ],
    "school": [
        {
            "slug": "academy",
            "kind": "ACADEMY",
            "abbreviation": "AIS",
            "editions": [
                {"slug": "office", "live_from": NINE, "live_until": TEN, "name": {"en": "Office"}, "founded": "1991"},
                {
                    "live_from": TEN,
                    "name": {"en": "Academy"},
                    "alternate_names": [{"name": {"en": "A"}, "kind": "SHORT"}],
                },
                {"name": {"en": "Draft of what comes next"}, "status": {"en": "planned"}},
            ],
        },
        *(
            {"slug": f"s-{n}", "name": {"en": "S"}, "abbreviation": text, "kind": "SCHOOL"}
            for n, text in enumerate(TEXTS)
        ),
    ],
    "fact": [
        {"slug": f"n-{n}", "label": {"en": "N"}, "value": value}
        for n, value in enumerate([0, -0.5, 0.125, 1900, 16777216])
    ],
    "sustainable_development_goal": {
        "slug": "first",
        "number": -(2**31) + 1,
        "name": {"en": "First"},
        "color": "#000000",
    },
    "event": [
        {"slug": "timed", "title": {"en": "T"}, "starts_at": NINE, "ends_at": TEN, "schools": ["academy"]},
        {
            "slug": "instant",
            "title": {"en": "I"},
            "starts_at": NINE,
            "ends_at": NINE,
            "status": "CANCELLED",
            "place": "hall",
            "offers": [{"label": {"en": "All"}, "price": {"amount": "10.50", "currency": "HKD"}}, {"is_free": True}],
            "registration_opens_at": NINE,
            "registration_closes_at": TEN,
            "requires_registration": True,
        },
        {
            "slug": "days",
            "title": {"en": "D"},
            "is_all_day": True,
            "starts_on": date(2026, 1, 2),
            "ends_on": date(2026, 1, 31),
            "tags": ["planned", "draft"],
            "sdgs": [-(2**31) + 1],
        },
    ],
    "place": [
        {
            "slug": "hall",
            "name": {"en": "Hall"},
            "kind": "ROOM",
            "part_of": "house",
            "latitude": -22.5,
            "weekly_hours": [{"first_day": "MONDAY", "last_day": "FRIDAY", "opens": "09:00", "closes": "24:00"}],
            "special_hours": [
                {"first_on": date(2026, 2, 17), "last_on": date(2026, 2, 19), "note": {"en": "Holiday"}},
                {"first_on": date(2026, 12, 31), "opens": "10:00", "closes": "12:00"},
            ],
        },
        {"slug": "house", "name": {"en": "House"}, "kind": "BUILDING"},
    ],
    "menu": {
        "slug": "primary",
        "location": "PRIMARY",
        "items": [
            {"label": {"en": "Empty"}, "children": []},
            {
                "label": {"en": "Deep"},
                "children": [
                    {"label": {"en": "Deeper"}, "school": "academy", "children": [{"label": {"en": "Deepest"}}]}
                ],
                "basis": {"zh-Hans": "conversion", "label.en": "inferred"},
            },
        ],
    },
}


def write(folder, contents):
    folder.mkdir()
    for name, content in contents.items():
        entries = content if isinstance(content, list) else [content]
        (folder / f"{name}.yaml").write_text(yaml.dump({"entries": entries}, Dumper=ContentDumper), encoding="utf-8")
    return folder


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def content():
    """Read all that is stored, with slugs in place of ids."""
    editions = {model: stored_editions(model) for model in content_types()}
    slugs = {one.entry: f"{model.__name__} {one.values['slug']}" for model, found in editions.items() for one in found}

    def named(fields, values):
        return {name: named_value(fields.get(name), value) for name, value in values.items()}

    def named_value(field, value):
        if value is None:
            return None
        if isinstance(field, Link):
            return slugs[value]
        if isinstance(field, ComponentField):
            return named(field.component.fields, value)
        if isinstance(field, ComponentsField):
            return [named(field.kind_of(part).fields, part) for part in value]
        return value

    return {
        model.__name__: [
            (
                slugs[one.entry],
                one.version,
                one.created_by,
                {
                    **named(own_fields(model), one.values),
                    **{name: [slugs[target] for target in one.values[name]] for name in links_of(model)},
                },
            )
            for one in found
        ]
        for model, found in editions.items()
    }


@pytest.fixture(params=["fixtures", "awkward"])
def filled(request, engine, tmp_path):
    """A connected database with the fixtures, or with content that is hard to write down."""
    if request.param == "fixtures":
        return request.getfixturevalue("copy")
    url = request.getfixturevalue("empty")
    load_folder(ZONE, write(tmp_path / "awkward", AWKWARD))
    return url


def test_an_export_loads_to_the_same_content_and_into_its_own_database_without_change(filled, engine, tmp_path):
    before, named = [stored_editions(model) for model in content_types()], content()
    count = export_folder(tmp_path / "first", ZONE)
    assert load_folder(ZONE, tmp_path / "first") == Report(unchanged=count)
    assert [stored_editions(model) for model in content_types()] == before
    with connection_to(engine.create(engine.tables)):
        assert load_folder(ZONE, tmp_path / "first") == Report(added=count)
        assert content() == named
        assert export_folder(tmp_path / "second", ZONE) == count
    assert files(tmp_path / "second") == files(tmp_path / "first")


def test_an_export_has_every_entry_of_the_fixtures(copy, tmp_path):
    assert export_folder(tmp_path / "deep" / "export", ZONE) == check_folder(ZONE)
    assert check_folder(ZONE, tmp_path / "deep" / "export") == check_folder(ZONE)
    assert set(files(tmp_path / "deep" / "export")) == {
        f"{model._meta.table_name}.yaml" for model in content_types() if stored_editions(model)
    }


def test_both_databases_export_the_same_bytes(engines, tmp_path):
    numbers = count()
    awkward = {name: [{**entry, "id": f"a{next(numbers):011}"} for entry in AWKWARD[name]] for name in ("tag", "fact")}
    for name in ("sqlite", "postgresql"):
        with engines(name).copy() as url, connection_to(url):
            load_folder(ZONE, write(tmp_path / f"{name}-awkward", awkward))
            export_folder(tmp_path / name, ZONE)
    assert files(tmp_path / "sqlite") == files(tmp_path / "postgresql")


def test_the_export_does_not_depend_on_the_time_zone_of_what_was_loaded(empty, tmp_path):
    load_folder(
        ZONE,
        write(
            tmp_path / "content", {"tag": {"slug": "a", "id": "a23456789012", "name": {"en": "A"}, "live_from": NINE}}
        ),
    )
    export_folder(tmp_path / "export", ZONE)
    [entry] = yaml.safe_load((tmp_path / "export" / "tag.yaml").read_text(encoding="utf-8"))["entries"]
    assert entry == {"slug": "a", "id": "a23456789012", "name": {"en": "A"}, "live_from": NINE}
    assert entry["live_from"].utcoffset() == timedelta(hours=8)


def test_a_type_without_entries_has_no_file(empty, tmp_path):
    assert export_folder(tmp_path / "export", ZONE) == 0
    assert files(tmp_path / "export") == {}


def test_an_export_reads_as_a_person_would_write_it(empty, tmp_path):
    load_folder(
        ZONE,
        write(
            tmp_path / "content",
            {
                "tag": {
                    "slug": "robots",
                    "id": "r23456789012",
                    "name": {"zh-Hant": "機械人", "en": "Robots: all"},
                    "basis": {"en": "mixed"},
                },
                "school": {
                    "slug": "ais",
                    "id": "ais345678901",
                    "abbreviation": "AIS",
                    "kind": "ACADEMY",
                    "editions": [
                        {"name": {"en": "Office"}, "live_from": NINE, "live_until": TEN},
                        {"name": {"en": "Academy"}, "live_from": TEN},
                    ],
                },
                "news_story": {
                    "slug": "launch",
                    "id": "l23456789012",
                    "title": {"en": "Launch"},
                    "published_on": date(2026, 1, 2),
                    "tags": ["robots"],
                    "schools": ["ais"],
                },
                "fact": {
                    "slug": "startups",
                    "id": "s23456789012",
                    "label": {"en": "Startups"},
                    "value": 1900.0,
                    "suffix": "+",
                },
            },
        ),
    )
    export_folder(tmp_path / "export", ZONE)
    assert {name: text.decode() for name, text in files(tmp_path / "export").items()} == {
        "tag.yaml": """\
entries:
  - slug: robots
    id: r23456789012
    name: {en: 'Robots: all', zh-Hant: 機械人}
    basis: {en: mixed}
""",
        "school.yaml": """\
entries:
  - slug: ais
    id: ais345678901
    editions:
      - slug: ais
        live_from: 2026-01-02 09:00:00+08:00
        live_until: 2026-01-02 10:00:00.000001+08:00
        name: {en: Office}
        abbreviation: AIS
        kind: ACADEMY
      - slug: ais
        live_from: 2026-01-02 10:00:00.000001+08:00
        name: {en: Academy}
        abbreviation: AIS
        kind: ACADEMY
""",
        "news_story.yaml": """\
entries:
  - slug: launch
    id: l23456789012
    title: {en: Launch}
    published_on: 2026-01-02
    schools:
      - ais
    tags:
      - robots
""",
        "fact.yaml": """\
entries:
  - slug: startups
    id: s23456789012
    label: {en: Startups}
    value: 1900
    suffix: +
""",
    }


def test_links_to_entries_that_had_one_slug_in_turn_are_written_by_id(empty, engine, tmp_path):
    clock = [to_microseconds(SHOWN_AT)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(acting, "now", lambda: clock[0])
        former, present = (
            acts.create(Tag, slug, {"name": {"en": slug}}, ZONE, Actor("a")).entry for slug in ("one", "other")
        )
        acts.publish(Tag, former, ZONE, Actor("a"))
        clock[0] += 1_000_000
        acts.save(Tag, former, {"slug": "first"}, ZONE, Actor("a"))
        acts.publish(Tag, former, ZONE, Actor("a"))
        acts.save(Tag, present, {"slug": "one"}, ZONE, Actor("a"))
        acts.publish(Tag, present, ZONE, Actor("a"))
    story = acts.create(NewsStory, "s", {"title": {"en": "S"}, "tags": [former, present]}, ZONE, Actor("a")).entry
    export_folder(tmp_path / "export", ZONE)
    uids = {tag.entry_id: tag.uid for tag in Tag.select()}
    [written] = yaml.safe_load((tmp_path / "export" / "news_story.yaml").read_text(encoding="utf-8"))["entries"]
    assert written["tags"] == ["first", {"id": uids[present]}]
    with connection_to(engine.create(engine.tables)):
        assert load_folder(ZONE, tmp_path / "export") == Report(added=3)
        [loaded] = [each for each in stored_editions(NewsStory) if each.values["slug"] == "s"]
        linked = [Entry.get_by_id(number).uid for number in loaded.values["tags"]]
        assert linked == [uids[former], uids[present]]
    assert story


def test_links_to_a_draft_that_has_no_key_yet_are_written_by_id(empty, engine, tmp_path):
    goal = acts.create(SustainableDevelopmentGoal, "goal", {}, ZONE, Actor("a")).entry
    acts.create(NewsStory, "s", {"sdgs": [goal]}, ZONE, Actor("a"))
    uid = Entry.get_by_id(goal).uid
    export_folder(tmp_path / "export", ZONE)
    with connection_to(engine.create(engine.tables)):
        assert load_folder(ZONE, tmp_path / "export") == Report(added=2)
        [loaded] = stored_editions(NewsStory)
        assert [Entry.get_by_id(number).uid for number in loaded.values["sdgs"]] == [uid]
