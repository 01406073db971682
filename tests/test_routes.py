"""Routes: what paths lead to, at any instant, whatever was renamed, moved, ended, restored or scheduled."""

import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, asker, post, statements, with_derived, write_edition
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strawberry.utils.str_converters import to_camel_case

import models
from models.access.actors import Actor
from models.addresses.site_addresses import default_addresses
from models.editing import acting, acts
from models.edition_values import new_entry
from models.entry import Entry
from models.instants import FOREVER, to_microseconds
from models.problems import ContentRefused
from models.translations import Locale
from schema.building import FIELD_NAMES
from server import create_app

ANN = Actor("Ann")

STORY = "/news/new-medical-school"

ROUTE = """query ($path: String!, $at: DateTime, $locale: Locale) { route(path: $path, asOf: $at, locale: $locale) {
  status location locale path entry { entryId slug path } breadcrumbs { title path entry { slug } } alternates { path } } }"""


@pytest.fixture
def route(ask):
    """Ask for a path."""
    return lambda path, **variables: ask(ROUTE, path=path, **variables)["route"]


def pages():
    """The types whose entries have pages."""
    return [model for model in FIELD_NAMES if default_addresses().has_page(model)]


def test_the_path_of_every_entry_leads_to_it_in_every_language(ask, route):
    for model in pages():
        plural = to_camel_case(FIELD_NAMES[model][1])
        for locale in Locale:
            found = ask(
                f"{{ {plural}(first: 5, locale: {locale}) {{ nodes {{ entryId path alternates {{ path }} }} }} }}"
            )
            nodes = found[plural]["nodes"]
            assert nodes, model
            for node in nodes:
                answer = route(node["path"])
                assert (answer["status"], answer["location"], answer["locale"]) == (200, None, locale)
                assert (answer["entry"]["entryId"], answer["entry"]["path"]) == (node["entryId"], node["path"])
                assert answer["alternates"] == node["alternates"]
                assert answer["path"] in [each["path"] for each in node["alternates"]]


def test_the_breadcrumbs_lead_from_the_homepage_to_the_page(route):
    assert route("/zh-hant" + STORY)["breadcrumbs"] == [
        {"title": "香港科技大學", "path": "/zh-hant", "entry": {"slug": "hkust"}},
        {
            "title": "香港科大展開新醫學院籌備工作",
            "path": "/zh-hant/news/new-medical-school",
            "entry": {"slug": "new-medical-school"},
        },
    ]
    assert [each["path"] for each in route("/")["breadcrumbs"]] == ["/"]


def test_a_page_in_a_language_without_its_name_is_there_and_its_canonical_address_is_another(route):
    answer = route("/zh-hans/news/hong-kong-operation-robot")
    assert (answer["status"], answer["locale"]) == (200, "ZH_HANS")
    assert answer["path"] == "/news/hong-kong-operation-robot"
    assert answer["entry"]["path"] == "/zh-hans/news/hong-kong-operation-robot"


@pytest.mark.parametrize(
    ("given", "location"),
    [
        (STORY + "/", STORY),
        ("/NEWS/New-Medical-School", STORY),
        ("//news//new-medical-school", STORY),
        ("/news/new-medical-school/index.html", STORY),
        ("/en" + STORY, STORY),
        ("/EN" + STORY + "?a=1&a=2#top", STORY + "?a=1&a=2"),
        ("/zh-hant/", "/zh-hant"),
        ("/zh-Hant" + STORY + "?q=新", "/zh-hant" + STORY + "?q=%E6%96%B0"),
        ("/index.html", "/"),
        ("//", "/"),
    ],
)
def test_another_form_of_an_address_is_one_hop_from_it(route, given, location):
    answer = route(given)
    assert (answer["status"], answer["location"]) == (301, location)
    assert route(location)["status"] == 200


@pytest.mark.parametrize(
    "given", ["/%6Eews/new-medical-school", STORY + "?x=%zz", "https://anywhere.example" + STORY, ""]
)
def test_what_is_decoded_to_an_address_is_that_address(route, given):
    assert route(given)["status"] == 200


@pytest.mark.parametrize(
    "given",
    [
        "/news",
        "/news/none",
        "/nothing/new-medical-school",
        "news/new-medical-school",
        "/zh-hant/zh-hant/news/new-medical-school",
        "/news/../news/new-medical-school",
        "/news/%2e%2e/x",
        "/news/%00",
        "/news/%",
        "/news/%ff",
        "/news%2Fnew-medical-school",
        "/news/x\\y",
        "/news/' OR 1=1 --",
        "/news/" + "x" * 2_000,
        "/news/ne\u0301w",
        "/新聞/new-medical-school",
        "/" * 1_999 + "x",
    ],
)
def test_what_leads_nowhere_is_null(route, given):
    assert route(given) is None


def test_nul_in_a_path_is_null_and_no_error(client):
    assert post(client, ROUTE, path="/news/\0")["data"] == {"route": None}


def test_a_path_without_a_prefix_is_in_the_language_that_is_named(route):
    answer = route(STORY, locale="ZH_HANT")
    assert (answer["status"], answer["locale"], answer["path"]) == (200, "ZH_HANT", "/zh-hant" + STORY)
    assert route("/zh-hans" + STORY, locale="ZH_HANT")["locale"] == "ZH_HANS"


def test_a_route_and_its_page_are_one_statement(client):
    query = f"""{{ route(path: "{STORY}") {{ status path alternates {{ path }} breadcrumbs {{ title entry {{ slug }} }}
      entry {{ ... on NewsStory {{ title schools {{ name path }} }} ... on Event {{ title venue }} }} }} }}"""
    with statements() as found:
        answer = post(client, query)
    assert answer["data"]["route"]["entry"]["schools"]
    assert len(found) == 1
    assert "title_text" in found[0]
    assert "venue" not in found[0]


def test_what_leads_nowhere_reads_no_page(client):
    with statements() as found:
        query = '{ route(path: "/nothing/x/y/z/..") { status entry { slug ... on NewsStory { title } } } }'
        assert post(client, query)["data"] == {"route": None}
        query = query.replace("/..", "")
        assert post(client, query)["data"] == {"route": None}
    assert not any("news_story" in text and "title_text" in text for text in found)


@pytest.fixture
def writing(empty):
    """Write stories with their slugs and spans, and ask for their paths at instants."""
    app = create_app({"SUNDIAL_DATABASE_URL": empty, **PLAIN}, clock=lambda: SHOWN_AT)
    return asker(app.test_client())


def instant(month):
    return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=30 * month)


def story(slug, start, end):
    """The values of an edition from a month to another."""
    until = FOREVER if end is None else to_microseconds(instant(end))
    values = {"title": {"en": "A", "zh-Hant": "甲"}, "published_on": "2020-01-01", "slug": slug}
    return {**values, "live_from": to_microseconds(instant(start)), "live_until": until}


def is_live(span, month):
    _, start, end = span
    return start <= month and (end is None or month < end)


@st.composite
def histories(draw):
    """Spans of some entries, of which no two have a slug at once: each renamed, moved, ended, and begun again."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        months = sorted(draw(st.sets(st.integers(0, 11), min_size=1, max_size=6)))
        spans = []
        for start, after in zip(months, [*months[1:], None], strict=True):
            end = draw(st.sampled_from([after, start + 1 if after is None or after > start + 1 else after]))
            span = (draw(st.sampled_from("abc")), start, end)
            taken = [
                month
                for month in range(start, 14 if end is None else end)
                if any(other[0] == span[0] and is_live(other, month) for entry in found for other in entry)
            ]
            if not taken and not (end is None and any(o[0] == span[0] and o[1] > start for e in found for o in e)):
                spans.append(span)
        found.append(spans)
    return found


def expected(history, slug, month):
    """What a slug leads to: the status, and the slug to go to."""
    now = {number: span[0] for number, spans in enumerate(history) for span in spans if is_live(span, month)}
    if slug in now.values():
        return 200, None
    had = [
        (span[1], number)
        for number, spans in enumerate(history)
        for span in spans
        if span[0] == slug and span[1] <= month
    ]
    if not had:
        return None, None
    holder = max(had)[1]
    return (301, now[holder]) if holder in now else (410, None)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories())
def test_every_address_that_ever_was_leads_somewhere_at_any_later_instant(writing, history):
    models.NewsStory.delete().execute()
    Entry.delete().execute()
    for spans in history:
        entry = new_entry(models.NewsStory)
        for version, span in enumerate(spans, 1):
            write_edition(models.NewsStory, entry, version, with_derived(models.NewsStory, **story(*span)), "Ann")
    ever = set()
    for month in range(13):
        ever |= {span[0] for spans in history for span in spans if is_live(span, month)}
        for slug in "abc":
            for prefix in ("", "/zh-hant"):
                path, at = f"{prefix}/news/{slug}", instant(month).isoformat()
                answer = writing(ROUTE, path=path, at=at)["route"]
                status, moved = expected(history, slug, month)
                location = moved and f"{prefix}/news/{moved}"
                assert (answer and answer["status"], answer and answer["location"]) == (status, location)
                assert (slug in ever) == (answer is not None)
                if status == 410:
                    assert (answer["entry"], answer["breadcrumbs"], answer["alternates"]) == (None, [], [])
                    assert answer["path"] == path
                if status == 301:
                    there = writing(ROUTE, path=location, at=at)["route"]
                    assert (there["status"], there["entry"]) == (200, answer["entry"])


def act(dice, model, entry):
    """Rename, publish, schedule, end or restore an entry."""
    slug = dice.choice(["one", "two", "three", f"new-{dice.randint(1, 5)}"])
    ahead = acting.now() + dice.randrange(50_000)
    kind = dice.choice(["rename", "rename", "publish", "publish", "schedule", "end", "delete", "undelete", "restore"])
    if kind == "rename":
        acts.save(model, entry, {"slug": slug}, ZONE, ANN)
    elif kind == "publish":
        acts.publish(model, entry, ZONE, ANN)
    elif kind == "schedule":
        acts.publish(model, entry, ZONE, ANN, at=ahead)
    elif kind == "end":
        acts.unpublish(model, entry, ANN)
    elif kind == "delete" and dice.random() < 0.3:
        acts.delete(model, entry, ANN)
    elif kind == "undelete":
        acts.undelete(model, entry, ANN)
    elif kind == "restore":
        acts.restore(model, entry, dice.randint(1, 4), ZONE, ANN)


def test_every_address_that_was_canonical_leads_somewhere_whatever_editors_do(copy):
    ask = asker(create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}).test_client())
    dice = random.Random(20260103)
    entries = [
        (model, row.entry_id) for model in (models.NewsStory, models.School) for row in list(model.live(SHOWN_AT))[:3]
    ]
    was, counted = dict[str, int](), dict[int, int]()
    for _ in range(60):
        with suppress(ContentRefused):
            act(dice, *dice.choice(entries))
        for _, plural in (FIELD_NAMES[models.NewsStory], FIELD_NAMES[models.School]):
            name = to_camel_case(plural)
            found = ask(f"{{ {name}(first: 50, locale: ZH_HANS) {{ nodes {{ path entryId }} }} }}")[name]["nodes"]
            was |= {node["path"]: node["entryId"] for node in found}
        for path in dice.sample(sorted(was), 12):
            now = datetime.now(UTC).isoformat()
            answer = ask(ROUTE, path=path, at=now)["route"]
            counted[answer["status"]] = counted.get(answer["status"], 0) + 1
            if answer["status"] == 301:
                there = ask(ROUTE, path=answer["location"], at=now)["route"]
                assert (there["status"], there["entry"]["path"]) == (200, answer["location"])
            else:
                assert answer["status"] in (200, 410)
    assert counted.keys() == {200, 301, 410}


@pytest.mark.parametrize("copies", [1, 48])
def test_values_of_a_route_stand_where_they_were_asked_for(ask, copies):
    """Those that follow each other are said at once; an object of more than fifty members is put together of several."""
    more = " ".join(f"n{number}: __typename s{number}: status" for number in range(copies))
    selected = f"a: url __typename b: status location entry {{ slug }} {more} breadcrumbs {{ path }} c: locale status"
    route = ask(f'{{ route(path: "{STORY}/") {{ {selected} }} }}')["route"]
    many = [(f"{name}{number}", value) for number in range(copies) for name, value in (("n", "Route"), ("s", 301))]
    assert list(route.items()) == [
        ("a", None),
        ("__typename", "Route"),
        ("b", 301),
        ("location", STORY),
        ("entry", {"slug": "new-medical-school"}),
        *many,
        ("breadcrumbs", [{"path": "/"}, {"path": STORY}]),
        ("c", "EN"),
        ("status", 301),
    ]
