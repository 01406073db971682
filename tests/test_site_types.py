"""Places, people, pages, and what events and stories say of themselves."""

from datetime import timedelta

import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, asker, statements

from fixtures.loading import load_folder
from fixtures.problems import ContentInvalid
from server import create_app

SINCE = "defaults:\n  live_from: 2025-09-01T00:00:00+08:00\nentries:\n"

PLACES = f"""{SINCE}
  - slug: house
    name: {{en: House, zh-Hant: 大樓}}
    kind: BUILDING
    address: {{en: 1 Road}}
    latitude: 22.336
    longitude: 114.263
  - slug: hall
    name: {{en: Hall}}
    kind: ROOM
    part_of: house
    weekly_hours: [{{first_day: MONDAY, last_day: FRIDAY, opens: "09:00", closes: "18:00"}}]
    special_hours: [{{first_on: 2026-02-17, last_on: 2026-02-19, note: {{en: Holiday}}}}]
"""

PEOPLE = f"""{SINCE}
  - slug: chan
    name: {{en: Chan Tai Man, zh-Hant: 陳大文}}
    sort_name: Chan, Tai Man
    office: hall
    roles: [{{title: {{en: Dean}}, school: sci, since: "2024-07"}}]
    links: [{{url: "https://example.org/chan"}}]
    orcid: 0000-0002-1825-0097
"""

SCHOOLS = f"""{SINCE}
  - {{slug: sci, abbreviation: SCI, kind: SCHOOL, name: {{en: Science}}, seo: {{title: {{en: Science here}}}}}}
"""

EVENTS = f"""{SINCE}
  - slug: talk
    title: {{en: Talk}}
    starts_at: 2026-03-01T10:00:00+08:00
    ends_at: 2026-03-01T11:00:00+08:00
    place: hall
    speakers: [chan]
    attendance: MIXED
    audience: ALUMNI
    language: zh-Hant
    offers:
      - {{label: {{en: Guests}}, price: {{amount: "120.50", currency: HKD}}}}
      - {{is_free: true}}
    registration_url: https://example.org/talk
    registration_opens_at: 2026-01-02T10:00:00+08:00
    registration_closes_at: 2026-01-03T10:00:00+08:00
    registration_capacity: 30
  - slug: dropped
    title: {{en: Dropped}}
    starts_at: 2026-03-02T10:00:00+08:00
    ends_at: 2026-03-02T11:00:00+08:00
    status: CANCELLED
    status_note: {{en: The speaker is ill.}}
    registration_opens_at: 2026-01-01T10:00:00+08:00
  - slug: plain
    title: {{en: Plain}}
    starts_at: 2026-03-03T10:00:00+08:00
    ends_at: 2026-03-03T11:00:00+08:00
"""

PAGES = f"""{SINCE}
  - {{slug: about, title: {{en: About}}, seo: {{no_index: true}}}}
  - {{slug: second, title: {{en: Second}}, parent: about, position: 2}}
  - {{slug: first, title: {{en: First}}, parent: about, position: 1}}
  - {{slug: below, title: {{en: Below}}, parent: first}}
"""

STORIES = f"""{SINCE}
  - slug: story
    title: {{en: Story}}
    summary: {{en: In short}}
    published_on: 2026-01-01
    updated_on: 2026-01-02
    authors: [chan]
"""


@pytest.fixture
def ask(asking):
    return asking(place=PLACES, person=PEOPLE, school=SCHOOLS, event=EVENTS, page=PAGES, news_story=STORIES)


def test_a_person_has_roles_an_office_and_what_they_do(ask):
    asked = """{ person(slug: "chan") {
        name sortName orcid links { url label } office { name partOf { name } }
        roles { title since school { slug } department { slug } } events { nodes { slug } } newsStories { nodes { slug } }
    } }"""
    assert ask(asked)["person"] == {
        "name": "Chan Tai Man",
        "sortName": "Chan, Tai Man",
        "orcid": "0000-0002-1825-0097",
        "links": [{"url": "https://example.org/chan", "label": None}],
        "office": {"name": "Hall", "partOf": {"name": "House"}},
        "roles": [{"title": "Dean", "since": "2024-07", "school": {"slug": "sci"}, "department": None}],
        "events": {"nodes": [{"slug": "talk"}]},
        "newsStories": {"nodes": [{"slug": "story"}]},
    }


def test_a_place_has_hours_parts_and_events(ask):
    asked = """{ place(slug: "house", locale: ZH_HANT) { name address latitude longitude
        parts { nodes { weeklyHours { firstDay lastDay opens closes } specialHours { firstOn lastOn note opens }
        events { nodes { slug } } people { nodes { slug } } } } } }"""
    assert ask(asked)["place"] == {
        "name": "大樓",
        "address": "1 Road",
        "latitude": 22.336,
        "longitude": 114.263,
        "parts": {
            "nodes": [
                {
                    "weeklyHours": [{"firstDay": "MONDAY", "lastDay": "FRIDAY", "opens": "09:00", "closes": "18:00"}],
                    "specialHours": [
                        {"firstOn": "2026-02-17", "lastOn": "2026-02-19", "note": "Holiday", "opens": None}
                    ],
                    "events": {"nodes": [{"slug": "talk"}]},
                    "people": {"nodes": [{"slug": "chan"}]},
                }
            ]
        },
    }


def test_pages_are_a_tree_in_the_order_of_their_positions(ask):
    asked = """{ page(slug: "about") { parent { slug } seo { title noIndex }
        children { nodes { slug parent { slug } seo { noIndex } children { nodes { slug } } } } } }"""
    about = {"slug": "about"}
    assert ask(asked)["page"] == {
        "parent": None,
        "seo": {"title": None, "noIndex": True},
        "children": {
            "nodes": [
                {"slug": "first", "parent": about, "seo": None, "children": {"nodes": [{"slug": "below"}]}},
                {"slug": "second", "parent": about, "seo": None, "children": {"nodes": []}},
            ]
        },
    }
    assert ask('{ school(slug: "sci") { seo { title noIndex } } }')["school"] == {
        "seo": {"title": "Science here", "noIndex": False}
    }


def test_an_event_that_is_cancelled_stays_in_lists_unless_it_is_left_out(ask):
    assert [each["slug"] for each in ask("{ events { nodes { slug } } }")["events"]["nodes"]] == [
        "talk",
        "dropped",
        "plain",
    ]
    asked = "{ events(where: {not: {status: {eq: CANCELLED}}}) { nodes { slug status statusNote } } }"
    scheduled = {"status": "SCHEDULED", "statusNote": None}
    assert ask(asked)["events"]["nodes"] == [{"slug": "talk", **scheduled}, {"slug": "plain", **scheduled}]


REGISTRATION = "{ events(asOf: $at) { nodes { slug registration { isOpen opensAt capacity isRequired } } } }"


def test_registration_is_open_between_its_instants_while_the_event_is_as_it_was_planned(ask):
    def states(at):
        found = ask(f"query($at: DateTime) {REGISTRATION}", at=at)["events"]["nodes"]
        return [each["registration"] and each["registration"]["isOpen"] for each in found]

    assert states("2026-01-02T09:59:59.999999+08:00") == [False, False, None]
    assert states("2026-01-02T10:00:00+08:00") == [True, False, None]
    assert states("2026-01-03T09:59:59+08:00") == [True, False, None]
    assert states("2026-01-03T10:00:00+08:00") == [False, False, None]


def test_an_answer_ends_when_registration_opens(empty, tmp_path):
    for name, text in {"event": EVENTS, "place": PLACES, "person": PEOPLE, "school": SCHOOLS}.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    load_folder(ZONE, tmp_path)
    now = [SHOWN_AT]
    settings = {**PLAIN, "SUNDIAL_DATABASE_URL": empty, "SUNDIAL_CACHE": "1000000"}
    ask = asker(create_app(settings, clock=lambda: now[0]).test_client())
    asked = '{ event(slug: "talk") { registration { isOpen } } }'
    assert ask(asked)["event"] == ask(asked)["event"] == {"registration": {"isOpen": False}}
    now[0] = SHOWN_AT + timedelta(hours=1)
    assert ask(asked)["event"] == {"registration": {"isOpen": True}}


def test_an_event_with_all_that_it_says_is_one_statement(ask):
    asked = """{ events(first: 2) { nodes { attendance audience language organiser onlineUrl
        place { name partOf { name } } speakers { name } departments { name }
        offers { label isFree price { amount currency } } registration { url closesAt } seo { title } } } }"""
    with statements() as texts:
        talk, off = ask(asked)["events"]["nodes"]
    assert len(texts) == 1
    assert talk == {
        "attendance": "MIXED",
        "audience": "ALUMNI",
        "language": "zh-Hant",
        "organiser": None,
        "onlineUrl": None,
        "place": {"name": "Hall", "partOf": {"name": "House"}},
        "speakers": [{"name": "Chan Tai Man"}],
        "departments": [],
        "offers": [
            {"label": "Guests", "isFree": False, "price": {"amount": "120.50", "currency": "HKD"}},
            {"label": None, "isFree": True, "price": None},
        ],
        "registration": {"url": "https://example.org/talk", "closesAt": "2026-01-03T10:00:00+08:00"},
        "seo": None,
    }
    assert (off["place"], off["offers"]) == (None, [])


@pytest.mark.parametrize(
    ("name", "wrong", "problem"),
    [
        ("place", "{kind: ROOM, latitude: 90.5}", "latitude"),
        ("place", "{kind: ROOM, weekly_hours: [{first_day: MONDAY, opens: '9:00', closes: '18:00'}]}", "opens"),
        ("place", "{kind: ROOM, special_hours: [{first_on: '2026-02-17'}]}", "first_on"),
        ("person", "{email: nobody}", "email"),
        ("person", "{roles: [{title: {en: Dean}, since: last year}]}", "since"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(empty, tmp_path, name, wrong, problem):
    entry = f"{{slug: x, name: {{en: X}}, {wrong[1:]}"
    (tmp_path / f"{name}.yaml").write_text(f"{SINCE}  - {entry}\n", encoding="utf-8")
    with pytest.raises(ContentInvalid) as caught:
        load_folder(ZONE, tmp_path)
    assert [problem in str(each) for each in caught.value.problems] == [True]
