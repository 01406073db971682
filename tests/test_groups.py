"""Groups of connections, held against plain Python over all rows, for all types and keys."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

import pytest
from conftest import FAR, connection_to, post, statements
from oracle import Content
from peewee import BooleanField, DateField
from strawberry.utils.str_converters import to_camel_case
from test_perspectives_of_all_types import add_editions, spread
from test_time import HOUR, START

from delivery.execution.operations import Executor, Operation
from fixtures.generating import generate
from models import Department, Event, NewsStory, School, Tag
from models.access.callers import ANONYMOUS, Caller
from models.access.grants import Action, Grant, Grants
from models.components import is_required
from models.edition import backlinks, content_types
from models.edition_values import stored_editions
from models.entry import Entry
from models.guards import unguarded
from models.instants import InstantField, from_microseconds, to_microseconds
from models.links import Link, Links, links_of
from models.table_statistics import table_statistics
from models.translations import EnumField, TranslatedField
from resolvers.attributes.ids import encode
from resolvers.compiler import planning
from resolvers.statistics.counted_groups import counted_list, is_counted
from resolvers.statistics.keys import Step, group_keys
from resolvers.statistics.numbers import number_columns
from schema import make_schema
from schema.building import FIELD_NAMES

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
NOW = START + 2 * HOUR
SCHEMA = make_schema()
ZONES = ["Asia/Hong_Kong", "Europe/London", "America/St_Johns", "Australia/Lord_Howe"]
EDGES = [
    *(
        date(year, month, day)
        for year in (2020, 2021, 2024, 2026)
        for month, day in ((1, 1), (1, 3), (12, 28), (12, 31))
    ),
    *(date(2026, 3, day) for day in (28, 29, 30)),
    *(date(1979, month, day) for month, day in ((5, 12), (5, 13), (10, 20), (10, 21))),
    date(1, 1, 3),
    date(800, 2, 28),
    date(9999, 12, 28),
]
FULL = (
    "fill makes at most 1000 groups, and there are more between the first and the last: use a longer step, or narrow "
    "the list."
)
FIGURES = "{ sum min max avg }"


@pytest.fixture(scope="module")
def shuffled(engine, loaded):
    """A loaded database whose values are random, with links to what is not live."""
    random = Random(5)
    with connection_to(engine.create(loaded)) as url:
        generate(60, 5, ZoneInfo("Asia/Hong_Kong"))
        with unguarded():
            for model in content_types():
                newest = {each.entry: each for each in stored_editions(model) if each.values["live_from"] is not None}
                for each in newest.values():
                    add_editions(model, each, random)
            for model in content_types():
                shuffle(model, random)
            spread(random)
        yield url


def shuffle(model, random):
    """Give the editions of a type other values and links."""
    for edition, entry in list(model.select(model.edition, model.entry).tuples()):
        values = {
            name: None if not is_required(field) and random.random() < 0.3 else value_of(field, random)
            for name, field in model._meta.fields.items()
            if name in own_names(model) - {model.key}
        }
        if values:
            model.update(values).where(model.edition == edition).execute()
        for links in links_of(model).values():
            targets = [entry for (entry,) in Entry.select(Entry.entry).where(Entry.type == links.target).tuples()]
            links.table.delete().where(links.table.edition == edition).execute()
            few = random.sample(targets, min(len(targets), random.choice([0, 1, 1, 2, 3])))
            for position, target in enumerate(few):
                links.table.insert(edition=edition, position=position, target=target, entry=entry).execute()


def own_names(model):
    kinds = DateField, EnumField, BooleanField
    names = {key.attribute.name for key in group_keys(model.__name__).values() if isinstance(key.attribute, kinds)}
    instants = {
        key.attribute.name for key in group_keys(model.__name__).values() if isinstance(key.attribute, InstantField)
    }
    return names | (instants - {"live_from"}) | {column.name for column in number_columns(model.__name__).values()}


def value_of(field, random):
    if isinstance(field, DateField):
        return random.choice(EDGES)
    if isinstance(field, InstantField):
        day = datetime.combine(random.choice(EDGES), datetime.min.time(), ZoneInfo(random.choice(ZONES)))
        return to_microseconds(day) + random.choice([-1, 0, 1, 3_600_000_000, 82_800_000_000, -3_600_000_001])
    if isinstance(field, EnumField):
        return random.choice(list(field.enum))
    return random.random() < 0.5 if isinstance(field, BooleanField) else random.randrange(-5, 3000)


class Oracle:
    """Groups in plain Python."""

    def __init__(self, at, zone, chain):
        self.content, self.at, self.zone, self.chain = Content(), at, zone, chain
        self.uids = dict(Entry.select(Entry.entry, Entry.uid).tuples())
        self.live = {
            model.__name__: {row["entry"]: row for row in self.content.live(model, at)} for model in content_types()
        }

    def values(self, key, row):
        """The values of a key in a row, None where there is none."""
        attribute = key.attribute
        if isinstance(attribute, Link | Links):
            found = self.linked(attribute, row)
            if key.beyond is not None:
                middle = self.live[attribute.target]
                found = {entry for each in found for entry in self.linked(key.beyond, middle[each])}
            return found or {None}
        if isinstance(attribute, TranslatedField):
            texts = row[attribute.name] or {}
            return {next((tag for tag in self.chain if tag in texts), None)}
        value = row[attribute.name]
        if value is None:
            return {None}
        if key.step is None:
            return {str(value).lower() if isinstance(attribute, BooleanField) else str(value)}
        day = from_microseconds(value).astimezone(self.zone).date() if isinstance(attribute, InstantField) else value
        year, week, weekday = day.isocalendar()
        return {
            {
                Step.YEAR: f"{day.year:04}",
                Step.QUARTER: f"{day.year:04}-Q{1 + (day.month - 1) // 3}",
                Step.MONTH: f"{day.year:04}-{day.month:02}",
                Step.WEEK: f"{year:04}-W{week:02}",
                Step.DAY: f"{day.year:04}-{day.month:02}-{day.day:02}",
                Step.WEEKDAY: str(weekday),
            }[key.step]
        }

    def linked(self, link, row):
        targets = [row[link.name]] if isinstance(link, Link) else self.content.links[link][row["edition"]]
        return {target for target in targets if target in self.live[link.target]}

    def groups(self, keys, rows):
        """The rows of each group, by its values."""
        found = {}
        for row in rows:
            for values in product(*(self.values(key, row) for key in keys)):
                found.setdefault(values, []).append(row)
        return found

    def shown(self, keys, values):
        return [
            encode(key.target, self.uids[value]) if key.target and value is not None else value
            for key, value in zip(keys, values, strict=True)
        ]

    def nodes(self, keys, rows, order, total):
        """The groups as they are answered, in an order: places of keys or `n`, each with whether it descends."""
        found = list(self.groups(keys, rows).items())
        for each, descends in reversed(order):
            if each == "n":
                found.sort(key=lambda group: len(group[1]), reverse=descends)
            else:
                found.sort(
                    key=lambda group: group[0][each] if group[0][each] is not None else type_blank(keys[each]),
                    reverse=descends,
                )
                found.sort(key=lambda group: group[0][each] is None)
        return [
            {
                "keys": [{"value": value} for value in self.shown(keys, values)],
                "count": len(several),
                "share": len(several) / total,
            }
            for values, several in found
        ]


def type_blank(key):
    return 0 if key.target else ""


def default_order(keys):
    dates = next((place for place, key in enumerate(keys) if not key.is_date), len(keys))
    order = [(place, False) for place in range(len(keys))]
    return order if dates == len(keys) else [*order[:dates], ("n", True), *order[dates:]]


ORDERS = {
    "[KEY_DESC]": lambda keys: [(place, True) for place in range(len(keys))],
    "[COUNT_ASC]": lambda keys: [("n", False), *((place, False) for place in range(len(keys)))],
    "[COUNT_DESC, KEY_DESC]": lambda keys: [("n", True), *((place, True) for place in range(len(keys)))],
    "null": default_order,
}


def run(query, zone=HONG_KONG, **options):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "MOST_FIELDS", 10**6)
        patch.setattr(planning, "MOST_PLANNED", 10**6)
        executor = Executor(SCHEMA, zone, lambda: from_microseconds(NOW), limits=replace(FAR, tokens=10**6))
        return json.loads(executor.run(Operation(query, **options)).body)


def data(query, zone=HONG_KONG, **options):
    answer = run(query, zone, **options)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def plural(model):
    return to_camel_case(FIELD_NAMES[model][1])


@pytest.mark.parametrize("zone", ZONES)
def test_groups_of_all_types_by_all_keys_are_those_of_plain_python(shuffled, zone):
    random, kinds = Random(zone), Counter()
    with connection_to(shuffled):
        oracle = Oracle(NOW, ZoneInfo(zone), ["zh-Hant", "en"])
        for model in FIELD_NAMES:
            known = list(group_keys(model.__name__).values())
            asked = [[key] for key in known] + [random.sample(known, k) for k in (2, 2, 3) if len(known) >= k]
            orders = [random.choice(list(ORDERS)) for _ in asked]
            fields = [
                f"g{place}: groups(by: [{', '.join(key.name for key in keys)}], first: 1000, orderBy: {order})"
                " { totalCount nodes { keys { value } count share } }"
                for place, (keys, order) in enumerate(zip(asked, orders, strict=True))
            ]
            found = data(
                f"{{ all: {plural(model)}(locale: ZH_HANT, fallback: [EN]) {{ totalCount {' '.join(fields)} }} }}",
                ZoneInfo(zone),
            )["all"]
            rows = oracle.content.live(model, NOW)
            for place, (keys, order) in enumerate(zip(asked, orders, strict=True)):
                expected = oracle.nodes(keys, rows, ORDERS[order](keys), len(rows))
                assert found[f"g{place}"] == {"totalCount": len(expected), "nodes": expected}, (model, keys)
                if all(isinstance(key.attribute, Link) or key.target is None for key in keys) and not any(
                    key.beyond for key in keys
                ):
                    assert sum(each["count"] for each in expected) == found["totalCount"]
                kinds.update(type(key.attribute).__name__ for key in keys)
        assert {
            "DateField",
            "InstantField",
            "EnumField",
            "BooleanField",
            "Link",
            "Links",
            "TranslatedField",
        } <= kinds.keys()


def test_groups_by_links_are_right_at_every_instant(shuffled):
    """Also where the ledger has them, before and after what is linked to begins and ends."""
    counted = Counter()
    with connection_to(shuffled):
        edges = {
            edge
            for model in (School, Tag, NewsStory, Department)
            for row in model.select(model.live_from, model.live_until).tuples()
            for edge in row
            if edge is not None and edge <= NOW
        }
        for at in sorted(edges | {edge - 1 for edge in edges})[-12:]:
            oracle = Oracle(at, ZoneInfo("Asia/Hong_Kong"), ["en"])
            for model in (NewsStory, Event, Department):
                keys = [
                    key
                    for key in group_keys(model.__name__).values()
                    if isinstance(key.attribute, Link | Links) and not key.beyond
                ]
                by = [
                    f"{key.name}: groups(by: [{key.name}], first: 1000) {{ nodes {{ keys {{ value }} count share }} }}"
                    for key in keys
                ]
                stamp = from_microseconds(at).isoformat()
                found = data(f'{{ all: {plural(model)}(asOf: "{stamp}") {{ {" ".join(by)} }} }}')["all"]
                rows = oracle.content.live(model, at)
                for key in keys:
                    expected = oracle.nodes([key], rows, default_order([key]), len(rows)) if rows else []
                    assert found[key.name]["nodes"] == expected, (model, key.name, stamp)
                    listed = counted_list([key], model)
                    if listed is not None and is_counted(listed, table_statistics(), at):
                        counted[key.name] += any(each["keys"][0]["value"] is None for each in expected)
    assert {"SCHOOLS", "SCHOOL", "TAGS"} <= {name for name, number in counted.items() if number}, counted


def test_groups_below_parents_are_of_each_alone(shuffled):
    with connection_to(shuffled):
        oracle, fields = Oracle(NOW, ZoneInfo("Asia/Hong_Kong"), ["en"]), []
        for name, backlink in backlinks(School).items():
            keys = list(group_keys(backlink.link.model.__name__))[-3:]
            by = [
                f"{key}: groups(by: [{key}]) {{ totalCount nodes {{ keys {{ value }} count share }} }}" for key in keys
            ]
            fields.append(f"{to_camel_case(name)} {{ {' '.join(by)} }}")
        found = data(f"{{ schools(first: 100) {{ nodes {{ {' '.join(fields)} }} }} }}")["schools"]["nodes"]
        schools = oracle.content.live(School, NOW)
        assert len(found) == len(schools) >= 3
        for school, answer in zip(schools, found, strict=True):
            for name, backlink in backlinks(School).items():
                link, rows = backlink.link, oracle.content.linking(backlink, school["entry"], NOW)
                for key, groups in answer[to_camel_case(name)].items():
                    keys = [group_keys(link.model.__name__)[key]]
                    expected = oracle.nodes(keys, rows, default_order(keys), len(rows))
                    assert groups == {"totalCount": len(expected), "nodes": expected}


@pytest.mark.parametrize("order", ["[KEY_DESC]", "[COUNT_ASC]", "[COUNT_DESC, KEY_DESC]", "null"])
def test_pages_of_groups_are_pieces_of_the_whole(shuffled, order):
    by = "by: [SCHOOLS, PUBLISHED_ON_MONTH]"
    node = (
        "{ totalCount nodes { keys { value } count } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
    )
    with connection_to(shuffled):
        whole = data(f"{{ newsStories {{ groups({by}, orderBy: {order}) {node} }} }}")["newsStories"]["groups"]
        found, after = [], None
        while True:
            query = f"query($after: String) {{ newsStories {{ groups({by}, orderBy: {order}, first: 2, after: $after) {node} }} }}"
            page = data(query, variables={"after": after})["newsStories"]["groups"]
            assert page["totalCount"] == whole["totalCount"]
            assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
            found, after = found + page["nodes"], page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
    assert found == whole["nodes"]
    assert len(found) > 2


@pytest.mark.parametrize("order", ["KEY_ASC", "KEY_DESC"])
def test_empty_steps_are_filled_and_paged(shuffled, order):
    where = '{publishedOn: {gte: "1979-01-01", lt: "2027-01-01"}}'
    with connection_to(shuffled):
        field = f"newsStories(where: {where}) {{ groups(by: [PUBLISHED_ON_MONTH], orderBy: [{order}]"
        page = "{ totalCount nodes { keys { value label } count } pageInfo { endCursor hasNextPage hasPreviousPage } }"
        some = data(f"{{ {field}) {page} }} }}")["newsStories"]["groups"]["nodes"]
        whole = data(f"{{ {field}, fill: true, first: 1000) {page} }} }}")["newsStories"]["groups"]
        first = data(f"{{ {field}, fill: true, first: 7) {page} }} }}")["newsStories"]["groups"]
        cursor = first["pageInfo"]["endCursor"]
        second = data(f'{{ {field}, fill: true, first: 1000, after: "{cursor}") {page} }} }}')["newsStories"]["groups"]
    months = sorted(each["keys"][0]["value"] for each in some)
    expected, day = [], date.fromisoformat(f"{months[0]}-01")
    while (month := day.isoformat()[:7]) <= months[-1]:
        expected.append(month)
        day = (day + timedelta(days=31)).replace(day=1)
    expected = expected if order == "KEY_ASC" else expected[::-1]
    assert [each["keys"][0]["value"] for each in whole["nodes"]] == expected
    assert [each for each in whole["nodes"] if each["count"]] == some
    assert whole["totalCount"] == len(expected) > 100
    assert first["nodes"] + second["nodes"] == whole["nodes"]
    assert first["pageInfo"]["hasNextPage"]
    assert second["pageInfo"]["hasPreviousPage"]


def test_numbers_are_summed(shuffled):
    with connection_to(shuffled):
        oracle = Oracle(NOW, ZoneInfo("Asia/Hong_Kong"), ["en"])
        for model in FIELD_NAMES:
            columns = number_columns(model.__name__)
            if not columns:
                continue
            key = next(iter(group_keys(model.__name__).values()))
            asked = " ".join(f"{name} {FIGURES}" for name in columns)
            query = f"{{ all: {plural(model)} {{ groups(by: [{key.name}]) {{ nodes {{ keys {{ value }} numbers {{ {asked} }} }} }} }} }}"
            found = data(query)["all"]["groups"]["nodes"]
            groups = oracle.groups([key], oracle.content.live(model, NOW))
            assert {each["keys"][0]["value"] for each in found} == {value for (value,) in groups}
            for each in found:
                for name, column in columns.items():
                    rows = groups[(each["keys"][0]["value"],)]
                    assert each["numbers"][name] == figures(
                        [row[column.name] for row in rows if row[column.name] is not None]
                    )


def figures(values):
    if not values:
        return dict.fromkeys(("sum", "min", "max", "avg"))
    return {"sum": sum(values), "min": min(values), "max": max(values), "avg": sum(values) / len(values)}


def test_conditions_hold_and_entries_can_be_read_on(shuffled):
    with connection_to(shuffled):
        oracle = Oracle(NOW, ZoneInfo("Asia/Hong_Kong"), ["en"])
        linked = [each for row in oracle.content.live(NewsStory, NOW) for each in oracle.linked(NewsStory.schools, row)]
        school = oracle.live["School"][Counter(linked).most_common()[0][0]]
        where = f'{{schools: {{some: {{slug: {{eq: "{school["slug"]}"}}}}}}}}'
        inner = "keys { value label a: entry { entryId ... on School { slug } } entry { ... on School { events { totalCount } } } } count"
        field = f"newsStories(where: {where}) {{ totalCount groups(by: [SCHOOLS]) {{ nodes {{ {inner} }} }} }}"
        found = data(f"{{ {field} schools(first: 100) {{ nodes {{ entryId slug name events {{ totalCount }} }} }} }}")
        schools = {each["entryId"]: each for each in found["schools"]["nodes"]}
        rows = [
            row
            for row in oracle.content.live(NewsStory, NOW)
            if school["entry"] in oracle.linked(NewsStory.schools, row)
        ]
        expected = oracle.groups([group_keys("NewsStory")["SCHOOLS"]], rows)
        groups = {each["keys"][0]["value"]: each for each in found["newsStories"]["groups"]["nodes"]}
        assert len(groups) == len(expected) > 1
        assert found["newsStories"]["totalCount"] == len(rows)
        for (entry,), several in expected.items():
            identifier = encode("School", oracle.uids[entry])
            told, whole = groups[identifier], schools[identifier]
            assert told["count"] == len(several)
            assert told["keys"][0] == {
                "value": identifier,
                "label": whole["name"],
                "a": {"entryId": identifier, "slug": whole["slug"]},
                "entry": {"events": whole["events"]},
            }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("by: []", "by must be 1 to 3 keys, each once."),
        ("by: [SCHOOLS, SCHOOLS]", "by must be 1 to 3 keys, each once."),
        ("by: [SCHOOLS], first: 1001", "first must be from 0 to 1000, not 1001."),
        ("by: [SCHOOLS], first: -1", "first must be from 0 to 1000, not -1."),
        ("by: [SCHOOLS], fill: true", "fill goes with one key, a step of time that is no WEEKDAY."),
        ("by: [PUBLISHED_ON_DAY], fill: true, orderBy: [COUNT_ASC]", "fill goes with an order by the key."),
        ("by: [SCHOOLS], orderBy: [KEY_ASC, KEY_DESC]", "orderBy must name KEY and COUNT once at most."),
        ('by: [SCHOOLS], after: "x"', "This is not a cursor of Sundial."),
        (
            "by: [PUBLISHED_ON_DAY], fill: true",
            FULL,
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(shuffled, arguments, message):
    with connection_to(shuffled):
        answer = run(f"{{ newsStories {{ groups({arguments}) {{ totalCount }} }} }}")
    (error,) = answer["errors"]
    assert (error["message"], error["extensions"]["code"]) == (message, "BAD_USER_INPUT")


def test_a_clock_change_moves_an_hour_to_another_day(shuffled):
    instants = {
        "2026-03-28T23:59:59Z": "2026-03-28",
        "2026-03-29T23:00:00Z": "2026-03-30",
        "2026-10-25T23:30:00Z": "2026-10-25",
    }
    with connection_to(shuffled), unguarded():
        editions = [row["edition"] for row in Content().live(Event, NOW)][:3]
        before = {row.edition: row.starts_at for row in Event.select().where(Event.edition.in_(editions))}
        for edition, instant in zip(editions, instants, strict=True):
            Event.update(starts_at=datetime.fromisoformat(instant)).where(Event.edition == edition).execute()
        where = '{startsAt: {gte: "2026-03-28T23:59:00Z", lt: "2026-10-25T23:59:00Z"}}'
        query = f"{{ events(where: {where}) {{ groups(by: [STARTS_AT_DAY]) {{ nodes {{ keys {{ value }} }} }} }} }}"
        found = data(query, ZoneInfo("Europe/London"))["events"]["groups"]["nodes"]
        for edition, instant in before.items():
            Event.update(starts_at=instant).where(Event.edition == edition).execute()
    assert set(instants.values()) <= {each["keys"][0]["value"] for each in found}


def test_drafts_are_grouped_for_those_who_may_read_them(shuffled):
    field = "newsStories(stage: LATEST) { totalCount groups(by: [TITLE_LANGUAGE]) { nodes { count share } } }"
    editor = Caller(Grants(frozenset({Grant(frozenset({Action.READ_DRAFTS}), "NewsStory")})), person=1)
    with connection_to(shuffled):
        public = data("{ newsStories { totalCount } }")["newsStories"]["totalCount"]
        found = data(f"{{ {field} }}", caller=editor)["newsStories"]
        refused = run(f"{{ {field} }}", caller=ANONYMOUS)
    assert sum(each["count"] for each in found["groups"]["nodes"]) == found["totalCount"] > public
    assert abs(sum(each["share"] for each in found["groups"]["nodes"]) - 1) < 1e-9
    assert refused["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_groups_below_many_parents_are_one_statement(shuffled):
    query = (
        "{ schools(first: 100) { nodes { newsStories { groups(by: [TAGS]) { nodes { keys { entry { slug } } } } } } } }"
    )
    with connection_to(shuffled), statements() as texts:
        data(query)
    assert len([text for text in texts if "news_story" in text]) == 1


ASKED = "first: 1) { totalCount nodes { share keys { label entry { slug } } } }"


@pytest.mark.parametrize("depth", [1, 6])
def test_groups_stand_as_deep_as_lists_do(client, depth):
    inner = groups = f"groups(by: [SCHOOLS, PUBLISHED_ON_MONTH], {ASKED}"
    for _ in range(depth):
        inner = f"{groups} nodes {{ schools {{ newsStories(first: 1) {{ {inner} }} }} }}"
    assert "errors" not in post(client, f"{{ newsStories(first: 1) {{ {inner} }} }}")


@pytest.mark.parametrize("depth", [1, 3])
def test_groups_of_entries_that_are_keys_of_groups(client, depth):
    by, inner = "groups(by: [SCHOOLS], first: 2) { nodes { count keys { entry { %s } } } }", "slug"
    for _ in range(depth):
        inner = f"... on School {{ newsStories {{ totalCount {by % inner} }} }}"
    here = post(client, f"{{ newsStories {{ {by % inner} }} }}")["data"]["newsStories"]
    for _ in range(depth):
        here = here["groups"]["nodes"][0]["keys"][0]["entry"]["newsStories"]
        assert here["totalCount"] == here["groups"]["nodes"][0]["count"] == 1
