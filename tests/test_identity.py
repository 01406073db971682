"""Ids: one for every reading of an object, the same for good, and the way back to it."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count, product

import pytest
from conftest import FAR, PLAIN, SHOWN_AT, ZONE, asker, connection_to, post, statements, write_edition
from hypothesis import given
from hypothesis import strategies as st

import models
from delivery.execution.documents import document
from delivery.execution.operations import Executor, Operation
from fixtures.generating import generate
from fixtures.loading import load_folder
from models.edition_values import new_entry, stored_editions, stored_uids
from models.entry import UID, Entry
from models.translations import Locale
from resolvers.attributes.ids import NOBODY, Identifier, decode, encode
from resolvers.context.read_context import DEFAULT
from schema import make_schema
from server import create_app

SCHEMA = make_schema()
SENG = encode("School", "mv2kjz38s1pz")
"""The School of Engineering's own id, in every database that the fixtures are loaded into."""

LOCALES = [None, *Locale]
FALLBACKS = [None, [], [Locale.EN], [Locale.ZH_HANT, Locale.EN]]
EDGES = [datetime.fromisoformat(text) for text in ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59.999999-23:59")]
"""The first and the last instant that may be asked for, which in UTC lie before the year 1 and after 9999."""
INSTANTS = [None, SHOWN_AT, SHOWN_AT + timedelta(microseconds=1), *EDGES]


def ids_in(value):
    """Every id of an answer, with the type that it stands on."""
    if isinstance(value, list):
        return [found for each in value for found in ids_in(each)]
    if not isinstance(value, dict):
        return []
    own = [(value["id"], value.get("__typename"))] if "id" in value else []
    return own + ids_in(list(value.values()))


def typed(text):
    """The same document, which also asks for the types of all that has an id."""
    return text.replace("id\n", "id __typename\n").replace("{ id ", "{ id __typename ")


def test_readings_in_two_languages_have_two_ids_and_one_entry(ask):
    answer = ask(
        """{
          en: school(slug: "seng", locale: EN) { id entryId name }
          zh: school(slug: "seng", locale: ZH_HANT) { id entryId name }
          then: school(slug: "seng", asOf: "2026-01-02T09:00:00+08:00") { id entryId name }
          default: school(slug: "seng") { id entryId name }
        }"""
    )
    assert answer["default"] == {"id": SENG, "entryId": SENG, "name": "School of Engineering"}
    assert answer["en"] == answer["default"]
    assert {each["entryId"] for each in answer.values()} == {SENG}
    assert len({each["id"] for each in answer.values()}) == 3
    assert answer["zh"]["name"] == "工學院"


def test_nothing_on_the_homepage_has_one_id_in_two_readings(ask):
    readings = [{"locale": locale, "asOf": at} for locale in Locale for at in (SHOWN_AT.isoformat(), None)]
    found = [{given for given, _ in ids_in(ask(document("homepage"), **reading))} for reading in readings]
    assert [len(ids) for ids in found] == [83] * len(readings)
    assert len(set.union(*found)) == sum(map(len, found))


def test_everything_on_the_homepage_is_given_back_by_its_id_as_it_was_read(ask):
    page = ask(typed(document("homepage")), locale="ZH_HANT", fallback=["ZH_HANS"], asOf=SHOWN_AT.isoformat())
    found = list(dict.fromkeys(ids_in(page)))
    assert {"Homepage", "Site", "Menu", "NewsSection", "EventsSection", "Event", "School"} <= {
        kind for _, kind in found
    }
    again = []
    for start in range(0, len(found), 100):
        ids = [given for given, _ in found[start : start + 100]]
        again += ask("query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }", ids=ids)["nodes"]
    assert [(node["id"], node["__typename"]) for node in again] == found


@pytest.mark.parametrize(("locale", "fallback", "at"), [*product(LOCALES, FALLBACKS, INSTANTS)])
def test_an_id_is_read_back_as_it_was_written(locale, fallback, at):
    asked = DEFAULT.changed({"locale": locale, "fallback": fallback, "asOf": at})
    assert decode(encode("School", "mv2kjz38s1pz", asked)) == Identifier("School", "mv2kjz38s1pz", asked)


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=60) | st.from_regex(r"[A-Za-z0-9+/]{40,60}={0,2}"))
def test_no_text_but_an_id_is_one(text):
    found = decode(text)
    assert found == NOBODY or encode(*found) == text


def test_equal_readings_have_one_id(ask):
    answer = ask(
        """{
          a: school(slug: "seng", locale: ZH_HANT, asOf: "2026-01-02T09:00:00+08:00") { id }
          b: school(slug: "seng", locale: ZH_HANT, fallback: [ZH_HANS, EN], asOf: "2026-01-02T01:00:00Z") { id }
          c: school(slug: "seng", locale: ZH_HANT, fallback: [ZH_HANT, ZH_HANS, ZH_HANS, EN], asOf: "2026-01-02T01:00:00.000Z") { id }
        }"""
    )
    assert len({each["id"] for each in answer.values()}) == 1


def test_a_field_without_an_instant_has_none_in_its_ids_however_often_it_is_answered(copy):
    days = count()
    application = create_app({"SUNDIAL_DATABASE_URL": copy}, clock=lambda: SHOWN_AT + timedelta(days=next(days)))
    query = 'query($id: ID!) { school(slug: "seng", locale: ZH_HANT) { id } entry(id: $id) { id } homepage { id } }'
    answers = [post(application.test_client(), query, id=SENG)["data"] for _ in range(3)]
    zh = encode("School", "mv2kjz38s1pz", DEFAULT.changed({"locale": Locale.ZH_HANT}))
    assert next(days) >= 3
    assert (
        answers
        == [{"school": {"id": zh}, "entry": {"id": SENG}, "homepage": {"id": encode("Homepage", "theonlyone00")}}] * 3
    )


@pytest.mark.parametrize("at", EDGES)
def test_the_first_and_the_last_instant_are_read_by_id(ask, at):
    query = "query($at: DateTime) { homepage(asOf: $at) { id } }"
    given = ask(query, at=at.isoformat())["homepage"]["id"]
    answer = ask("query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }", id=given)
    assert answer == {"node": {"id": given}, "nodes": [{"id": given}]}


def test_only_ids_with_an_instant_stay_at_it(copy):
    instants = [datetime(2025, 11, 18, tzinfo=UTC)]
    client = create_app(
        {"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_FUTURE": "open"}, clock=lambda: instants[-1]
    ).test_client()
    uid = models.School.get(slug="smed").uid
    dated = [encode("School", uid, DEFAULT.changed({"asOf": instants[0] + timedelta(days=day)})) for day in (0, 2)]
    query = "query($id: ID!) { node(id: $id) { id } entry(id: $id) { id } }"

    def found():
        answers = [post(client, query, id=each)["data"] for each in (*dated, encode("School", uid))]
        assert all(answer["node"] == answer["entry"] for answer in answers)
        return [answer["node"] is not None for answer in answers]

    assert found() == [False, True, False]
    instants.append(datetime(2025, 11, 20, tzinfo=UTC))
    assert found() == [False, True, True]


def test_a_page_that_is_fetched_further_by_id_stays_in_its_language_and_order(ask):
    page = "programs(first: 3, after: $after, orderBy: [NAME_DESC]) { nodes { id name } pageInfo { endCursor } }"
    school = ask(
        f'query($after: String) {{ school(slug: "seng", locale: ZH_HANT, fallback: []) {{ id {page} }} }}', after=None
    )["school"]
    again = f"query($id: ID!, $after: String) {{ node(id: $id) {{ id ... on School {{ {page} }} }} }}"
    names, after = [node["name"] for node in school["programs"]["nodes"]], school["programs"]["pageInfo"]["endCursor"]
    while after:
        node = ask(again, id=school["id"], after=after)["node"]
        assert node["id"] == school["id"]
        names += [each["name"] for each in node["programs"]["nodes"]]
        after = node["programs"]["pageInfo"]["endCursor"]
    whole = 'school(slug: "seng", locale: ZH_HANT, fallback: []) { programs(first: 100, orderBy: [NAME_DESC]) { nodes { name } } }'
    assert len(names) > 6
    assert names == [node["name"] for node in ask(f"{{ {whole} }}")["school"]["programs"]["nodes"]]


ZH = {"locale": "ZH_HANT", "fallback": ["EN"], "asOf": "2026-01-02T09:00:00+08:00"}

CHANGED = {
    "nothing": ({}, ZH),
    "null": ({"locale": None, "fallback": None, "asOf": None}, ZH),
    "a locale brings its own fallbacks": (
        {"locale": "ZH_HANS"},
        {"locale": "ZH_HANS", "fallback": ["ZH_HANT", "EN"], "asOf": ZH["asOf"]},
    ),
    "the same locale, too": ({"locale": "ZH_HANT"}, {**ZH, "fallback": ["ZH_HANS", "EN"]}),
    "fallbacks": ({"fallback": []}, {**ZH, "fallback": []}),
    "an instant": ({"asOf": "2026-01-03T00:00:00Z"}, {**ZH, "asOf": "2026-01-03T00:00:00Z"}),
    "everything": (
        {"locale": "EN", "fallback": [], "asOf": "2026-01-03T00:00:00Z"},
        {"locale": "EN", "fallback": [], "asOf": "2026-01-03T00:00:00Z"},
    ),
}


@pytest.mark.parametrize(("given", "wanted"), CHANGED.values(), ids=CHANGED)
def test_an_argument_of_entry_takes_the_place_of_what_the_id_says(ask, given, wanted):
    variables = "$locale: Locale!, $fallback: [Locale!], $asOf: DateTime"
    read = f'query({variables}) {{ school(slug: "seng", locale: $locale, fallback: $fallback, asOf: $asOf) {{ id }} }}'
    found = ask(read, **ZH)["school"]
    entry = ask(
        """query($id: ID!, $locale: Locale, $fallback: [Locale!], $asOf: DateTime) {
          entry(id: $id, locale: $locale, fallback: $fallback, asOf: $asOf) { id entryId }
        }""",
        id=found["id"],
        **given,
    )["entry"]
    assert entry == {"id": ask(read, **wanted)["school"]["id"], "entryId": SENG}


def test_several_readings_are_one_statement_and_each_object_stands_in_its_place(ask):
    readings = [
        {},
        {"locale": Locale.ZH_HANT},
        {"locale": Locale.ZH_HANS, "asOf": SHOWN_AT},
        {"asOf": datetime(2020, 1, 1, tzinfo=UTC)},
    ]
    asked = [DEFAULT.changed(reading) for reading in readings]
    news = models.HomepageSection.get(slug="news").uid
    ids = [encode(*named, each) for each in asked for named in (("School", "mv2kjz38s1pz"), ("NewsSection", news))]
    ids = [*ids[::2], "x", *ids, *ids[::-1]]
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on School { name } ... on NewsSection { heading } } }"
    with statements() as texts:
        nodes = ask(query, ids=ids)["nodes"]
    assert len(texts) == 1
    early = {encode(*named, asked[3]) for named in (("School", "mv2kjz38s1pz"), ("NewsSection", news))}
    assert [node and node["id"] for node in nodes] == [
        each if each != "x" and each not in early else None for each in ids
    ]
    assert [node and node["name"] for node in nodes[:4]] == ["School of Engineering", "工學院", "工学院", None]
    assert nodes == [
        ask(
            "query($id: ID!) { nodes(ids: [$id]) { id ... on School { name } ... on NewsSection { heading } } }",
            id=each,
        )["nodes"][0]
        for each in ids
    ]


def test_ids_of_one_reading_stand_in_a_statement_once(ask):
    zh = encode("School", "mv2kjz38s1pz", DEFAULT.changed({"locale": Locale.ZH_HANT}))
    query = "query($ids: [ID!]!) { a: nodes(ids: $ids) { ... on School { slug } } b: nodes(ids: $ids) { ... on School { name } } }"
    counts = []
    for ids in ([SENG, SENG], [zh, zh], [SENG, zh]):
        with statements() as texts:
            answer = ask(query, ids=ids)
        assert answer["a"] == [{"slug": "seng"}] * 2
        counts.append((len(texts), texts[0].count('FROM "school"')))
    assert counts == [(1, 2), (1, 2), (1, 4)]


def test_the_homepage_is_fetched_further_by_its_id(app):
    executor = Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, is_future_open=True)
    fragment = "fragment Page on Homepage { id news { id heading items { id title } } menus { items { label school { id } } } }"
    first = Operation(f"{{ homepage(locale: ZH_HANT) {{ ...Page }} }} {fragment}")
    page = json.loads(executor.run(first).body)["data"]["homepage"]
    again = Operation(f"query($id: ID!) {{ node(id: $id) {{ __typename ...Page }} }} {fragment}", {"id": page["id"]})
    assert page["news"]["heading"] == "新聞及香港科大故事"
    assert json.loads(executor.run(again).body)["data"]["node"] == {"__typename": "Homepage", **page}
    assert executor.runs == 2


def test_a_section_is_no_section_of_another_type(ask):
    news = models.HomepageSection.get(slug="news").uid
    ids = [encode(name, news) for name in ("NewsSection", "FactsSection", "School", "Homepage")]
    nodes = ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }", ids=ids)["nodes"]
    assert nodes == [{"__typename": "NewsSection"}, None, None, None]


def test_links_inside_menus_lead_to_ids_of_the_reading_beside_texts_that_look_like_them(copy):
    [header] = [each for each in stored_editions(models.Menu) if each.values["slug"] == "primary"]
    seng = models.School.get(slug="seng").entry_id
    items = [{"label": {"en": "\\u0000\\u0000"}, "school": seng, "children": []}]
    write_edition(models.Menu, header.entry, header.version, {**header.values, "items": items}, "a test")
    client = create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}, clock=lambda: SHOWN_AT).test_client()
    query = """query($locale: Locale!, $at: DateTime) {
      menu(location: PRIMARY, locale: $locale, asOf: $at) { items { label school { id entryId programs(first: 1) { nodes { id } } } } }
    }"""
    for locale, at in product(Locale, (None, SHOWN_AT)):
        answer = asker(client)(query, locale=locale, at=at and at.isoformat())
        [item] = answer["menu"]["items"]
        asked = DEFAULT.changed({"locale": locale, "asOf": at})
        assert item["label"] == "\\u0000\\u0000"
        assert (item["school"]["id"], item["school"]["entryId"]) == (encode("School", "mv2kjz38s1pz", asked), SENG)
        assert decode(item["school"]["programs"]["nodes"][0]["id"]).options == asked


def test_ids_are_the_same_in_every_database_that_content_is_loaded_into(engine, loaded):
    found = []
    for number in range(2):
        with connection_to(engine.create(engine.tables)):
            for _ in range(5 * number):  # so that the numbers of entries differ
                new_entry(models.Tag)
            load_folder(ZONE)
            found.append(
                {
                    each.values["slug"]: (each.entry, stored_uids()[each.entry])
                    for each in stored_editions(models.School)
                }
            )
    first, second = found
    assert {slug: uid for slug, (_, uid) in first.items()} == {slug: uid for slug, (_, uid) in second.items()}
    assert all(first[slug][0] != second[slug][0] for slug in first)
    assert len(first) == 9


def test_an_entry_keeps_its_uid_whatever_is_written_to_it(copy):
    [tag, *_] = stored_editions(models.Tag)
    _, uid = stored_uids()[tag.entry]
    write_edition(models.Tag, tag.entry, 2, {**tag.values, "slug": "renamed", "live_from": None}, "editor")
    assert [row.uid for row in models.Tag.select().where(models.Tag.entry == tag.entry)] == [uid, uid]


def test_uids_are_words_of_twelve_and_no_two_are_the_same(copy):
    entries = [new_entry(models.Tag) for _ in range(50)]
    uids = [stored_uids()[entry][1] for entry in entries]
    assert len(set(uids)) == 50
    assert all(UID.fullmatch(uid) for uid in uids)


def test_the_number_of_an_entry_is_never_given_again(copy):
    first = new_entry(models.Tag)
    Entry.delete().where(Entry.entry == first).execute()
    second = new_entry(models.Tag)
    assert second > first
    Entry.delete().where(Entry.entry == second).execute()
    generate(1, 1, ZONE)
    generated = {stored.entry for stored in stored_editions(models.NewsStory) if stored.created_by == "generator"}
    assert min(generated) > second
    assert new_entry(models.Tag) > max(generated)
