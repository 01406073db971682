"""Editorial statistics, held against all rows in plain Python, on content of all types at random, for callers at random."""

import json
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from random import Random

import pytest
from conftest import FAR, SHOWN_AT, ZONE, connection_to, statements
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import is_live
from strawberry.utils.str_converters import to_camel_case
from test_perspectives_of_all_types import add_editions, allowances, caller_of, spread, without_drafts
from test_time import HOUR, START

import models
from delivery.execution.operations import Executor, Operation
from models import database
from models.access import journal
from models.access.actors import Actor
from models.access.callers import ANONYMOUS, Caller
from models.access.grants import Action, Grant, Grants
from models.access.tables import Change
from models.component_links import LinkedEntries
from models.editing import acting, acts
from models.edition import content_types, own_fields
from models.edition_values import rows_of
from models.entry import Entry
from models.guards import unguarded
from models.instants import FOREVER, from_microseconds, to_microseconds
from models.links import Link, links_of
from models.rich_text.columns import sources_in
from models.rich_text.references import STORED
from models.translations import Locale, TranslatedField
from resolvers.attributes.ids import decode
from resolvers.editing import translation_counts
from schema import make_schema

NOW = START + 2 * HOUR
DAY = 86_400 * 1_000_000
SCHEMA = make_schema()
SINCE = NOW - 20 * DAY


@pytest.fixture(scope="module")
def shuffled(engine, loaded):
    """A loaded database with editions and drafts of many ages; some lack texts, and some are of deleted entries."""
    random = Random(2)
    with connection_to(engine.create(loaded)) as url:
        with unguarded():
            for model in content_types():
                for stored in without_drafts(model):
                    for name, field in own_fields(model).items():
                        text = stored.values.get(name)
                        if isinstance(field, TranslatedField) and text and len(text) > 1 and random.random() < 0.2:
                            lost = random.choice([tag for tag in text if tag != "en"])
                            stored.values[name] = {tag: text[tag] for tag in text if tag != lost}
                    add_editions(model, stored, random)
            spread(random)
        yield url


def stir(random):
    """Give editions other spans and ages, the journal lines, and delete some entries that are not public."""
    with unguarded():
        spread(random)
    with database.writing():
        Entry.update(deleted_at=None).execute()
        for model in content_types():
            for edition in model.select(model.edition).tuples():
                age = random.choice([0, 1, 6, 8, 25, 31, 400]) * DAY + random.randrange(DAY)
                model.update(created_at=NOW - age).where(model.edition == edition[0]).execute()
            rows = list(model.select().dicts())
            begun = {row["entry"] for row in rows if row["live_from"] is not None and row["live_until"] > NOW}
            gone = [entry for entry in {row["entry"] for row in rows} - begun if random.random() < 0.3]
            Entry.update(deleted_at=NOW).where(Entry.entry.in_(gone)).execute()
        entries = [entry for (entry,) in Entry.select(Entry.entry).tuples()]
        for _ in range(20):
            journal.note("entry.save", Actor("ada"), NOW - random.randrange(60) * DAY, random.choice(entries))


class Rows:
    """All rows, and which of them a caller may act on, by the slugs of each type."""

    def __init__(self, allowed):
        self.rows = {model: list(model.select().dicts()) for model in content_types()}
        self.deleted = {entry for (entry,) in Entry.select(Entry.entry).where(Entry.deleted_at.is_null(False)).tuples()}
        self.allowed = allowed

    def may(self, model, row):
        slugs = self.allowed[model]
        return slugs is None or row["slug"] in slugs

    def live(self, model):
        return [row for row in self.rows[model] if is_live(row, NOW) and self.may(model, row)]

    def drafts(self, model):
        rows = [row for row in self.rows[model] if row["live_from"] is None and row["entry"] not in self.deleted]
        return [row for row in rows if self.may(model, row)]

    def latest(self, model):
        found = {}
        for row in sorted(self.rows[model], key=lambda row: FOREVER if row["live_from"] is None else row["live_from"]):
            found[row["entry"]] = row
        return [row for row in found.values() if row["entry"] not in self.deleted and self.may(model, row)]

    def public(self):
        return {row["entry"] for rows in self.rows.values() for row in rows if is_live(row, NOW)}


def texts(model, row):
    return [row[name] or {} for name, field in own_fields(model).items() if isinstance(field, TranslatedField)]


def links(model):
    """The fields that link, each with the targets of an edition."""
    for field in model._meta.sorted_fields:
        if isinstance(field, Link):
            yield field.name, lambda row, name=field.name: [row[name]] if row[name] is not None else []
    for name, each in links_of(model).items():
        held = defaultdict(list)
        for edition, target in rows_of(each.table):
            held[edition].append(target)
        yield name, lambda row, held=held: held[row["edition"]]


def component_links(model):
    for field in model._meta.sorted_fields:
        if isinstance(field, LinkedEntries):
            yield field.sources[0].name, lambda row, name=field.name: row[name] or []


def text_references(model, numbers):
    for name, field in own_fields(model).items():
        yield (
            name,
            lambda row, name=name, field=field: {
                numbers[uid] for source in sources_in(field, row[name]) for uid in STORED.findall(source)
            },
        )


def expected_counts(rows):
    return [
        {
            "type": model.__name__,
            "live": len(rows.live(model)),
            "drafts": len(rows.drafts(model)),
            "locales": [
                {
                    "locale": locale.name,
                    "live": sum(any(text.get(locale.tag) for text in texts(model, row)) for row in rows.live(model)),
                    "drafts": sum(
                        any(text.get(locale.tag) for text in texts(model, row)) for row in rows.drafts(model)
                    ),
                }
                for locale in Locale
            ],
        }
        for model in content_types()
    ]


def expected_translations(rows):
    found = []
    for model in content_types():
        if any(isinstance(field, TranslatedField) for field in own_fields(model).values()):
            for locale in Locale:
                lacking = [
                    row
                    for row in rows.latest(model)
                    if any(any(text.values()) and not text.get(locale.tag) for text in texts(model, row))
                ]
                found.append({"type": model.__name__, "locale": locale.name, "missing": len(lacking), "stale": 0})
    return found


def expected_ages(rows):
    found = []
    for model in content_types():
        ages = Counter()
        for row in rows.drafts(model):
            age = NOW - row["created_at"]
            ages["day" if age <= DAY else "week" if age <= 7 * DAY else "month" if age <= 30 * DAY else "older"] += 1
        found.append({"type": model.__name__, **{name: ages[name] for name in ("day", "week", "month", "older")}})
    return found


def expected_turns(rows, until):
    found = []
    for model in content_types():
        published = [row for row in rows.rows[model] if row["live_from"] is not None and rows.may(model, row)]
        begins = sum(NOW <= row["live_from"] < until for row in published)
        ends = sum(NOW <= row["live_until"] < until for row in published)
        found.append({"type": model.__name__, "begins": begins, "ends": ends})
    return found


def expected_untouched(rows):
    touched = defaultdict(int)
    for of_type in rows.rows.values():
        for row in of_type:
            touched[row["entry"]] = max(touched[row["entry"]], row["created_at"])
    for entry, at in Change.select(Change.entry, Change.at).tuples():
        touched[entry] = max(touched[entry], at)
    return {
        (model.__name__, row["slug"], touched[row["entry"]])
        for model in content_types()
        for row in rows.latest(model)
        if (row["live_from"] is None or row["live_until"] > NOW) and touched[row["entry"]] < SINCE
    }


def expected_dead(rows):
    public = rows.public()
    uids = dict(Entry.select(Entry.entry, Entry.uid).tuples())
    numbers = {uid: number for number, uid in uids.items()}
    return Counter(
        (model.__name__, row["slug"], to_camel_case(name), uids[target])
        for model in content_types()
        for name, targets in (*links(model), *component_links(model), *text_references(model, numbers))
        for row in rows.live(model)
        for target in targets(row)
        if target not in public
    )


QUERY = """query ($from: DateTime!, $to: DateTime!, $since: DateTime!) {
  entryCounts { type live drafts locales { locale live drafts } }
  translationCounts { type locale missing stale }
  draftAges { type day week month older }
  scheduleCounts(from: $from, to: $to) { type begins ends }
  untouchedEntries(since: $since, first: 100) { totalCount nodes { touchedAt entry { type slug } } }
  deadLinks(first: 100) { totalCount nodes { field source { type slug } target { id label } } } }"""
PAGES = {
    "untouchedEntries": """query ($since: DateTime!, $after: String) { page: untouchedEntries(since: $since, first: 30, after: $after) {
        totalCount nodes { touchedAt entry { type slug } } pageInfo { hasNextPage endCursor } } }""",
    "deadLinks": """query ($after: String) { page: deadLinks(first: 7, after: $after) {
        totalCount nodes { field source { type slug } target { id } } pageInfo { hasNextPage endCursor } } }""",
}


def run(executor, text, by, **variables):
    answer = json.loads(executor.run(Operation(text, variables, caller=by)).body)
    return answer["data"], [error["extensions"]["code"] for error in answer.get("errors", ())]


def pages(executor, name, by, **variables):
    """Read a list to its end; return its rows and its total."""
    found, after = [], None
    while True:
        data, errors = run(executor, PAGES[name], by, after=after, **variables)
        assert errors == []
        page = data["page"]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return found, page["totalCount"]
        after = page["pageInfo"]["endCursor"]


def at(instant):
    return from_microseconds(instant).isoformat()


def executor_at(instant=NOW):
    return Executor(SCHEMA, ZONE, lambda: from_microseconds(instant), limits=FAR)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), is_whole=st.booleans())
def test_statistics_count_what_a_caller_may_and_no_more(shuffled, seed, is_whole):
    random = Random(seed)
    with connection_to(shuffled):
        stir(random)
        allowed = dict.fromkeys(content_types()) if is_whole else allowances(random)
        both = [caller_of(action, allowed).grants.all for action in (Action.READ_DRAFTS, Action.PREVIEW)]
        by = Caller(Grants(frozenset().union(*both)), person=1)
        executor, rows, until = executor_at(), Rows(allowed), NOW + 3 * HOUR
        given_instants = {"from": at(NOW), "to": at(until), "since": at(SINCE)}
        data, errors = run(executor, QUERY, by, **given_instants)
        assert errors == []
        assert data["entryCounts"] == expected_counts(rows)
        assert data["translationCounts"] == expected_translations(rows)
        assert data["draftAges"] == expected_ages(rows)
        assert data["scheduleCounts"] == expected_turns(rows, until)
        untouched, total = pages(executor, "untouchedEntries", by, since=at(SINCE))
        found = {
            (each["entry"]["type"], each["entry"]["slug"], to_microseconds_of(each["touchedAt"])) for each in untouched
        }
        assert found == expected_untouched(rows)
        assert total == len(untouched) == len(found)
        dead, total = pages(executor, "deadLinks", by)
        expected = expected_dead(rows)
        assert Counter(map(dead_link, dead)) == expected
        assert total == expected.total()
        model = random.choice([model for model in content_types() if list(links(model))])
        name, targets = random.choice(list(links(model)))
        assert linked_counts(executor, by, model, name) == expected_linked(rows, model, targets)


def to_microseconds_of(text):
    return to_microseconds(datetime.fromisoformat(text))


def dead_link(each):
    uid = decode(each["target"]["id"]).uid
    return each["source"]["type"], each["source"]["slug"], each["field"], uid


LINKED = """query ($type: String!, $link: String!, $after: String) { linkedEntryCounts(type: $type, link: $link, first: 5, after: $after) {
  nodes { live drafts entry { id } } pageInfo { hasNextPage endCursor } } }"""


def linked_counts(executor, by, model, name):
    found, after = {}, None
    while True:
        data, errors = run(executor, LINKED, by, type=model.__name__, link=to_camel_case(name), after=after)
        assert errors == []
        page = data["linkedEntryCounts"]
        found |= {decode(each["entry"]["id"]).uid: (each["live"], each["drafts"]) for each in page["nodes"]}
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


def expected_linked(rows, model, targets):
    uids = dict(Entry.select(Entry.entry, Entry.uid).tuples())
    counts = defaultdict(lambda: [0, 0])
    for place, some in enumerate((rows.live(model), rows.drafts(model))):
        for row in some:
            for target in targets(row):
                counts[uids[target]][place] += 1
    return {uid: tuple(each) for uid, each in counts.items()}


def grant(*actions, type_name=None, **narrowed):
    return Grant(frozenset(actions), type_name, **narrowed)


def caller(*grants):
    return Caller(Grants(frozenset(grants)), person=1, name="ada")


ALL = caller(grant(*Action))
SHOWN = to_microseconds(SHOWN_AT)
WHAT = {
    "entryCounts": "entryCounts { live }",
    "translationCounts": "translationCounts { missing }",
    "draftAges": "draftAges { day }",
    "scheduleCounts": 'scheduleCounts(from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z") { begins }',
    "untouchedEntries": "untouchedEntries { totalCount }",
    "deadLinks": "deadLinks { totalCount }",
    "linkedEntryCounts": 'linkedEntryCounts(type: "NewsStory", link: "schools") { nodes { live } }',
    "editorActivity": "editorActivity { acts }",
}


@pytest.fixture
def executor(copy, monkeypatch):
    monkeypatch.setattr(acting, "now", lambda: SHOWN)
    return executor_at(SHOWN)


@pytest.mark.parametrize("name", WHAT)
@pytest.mark.parametrize(
    ("by", "code"),
    [
        (ANONYMOUS, "UNAUTHENTICATED"),
        (caller(grant(Action.EDIT, Action.PUBLISH)), "FORBIDDEN"),
        (caller(grant(Action.READ_DRAFTS, Action.PREVIEW, type_name="Nothing")), "FORBIDDEN"),
    ],
    ids=["nobody", "an editor without the right", "somebody with a right on nothing"],
)
def test_who_has_no_right_is_refused_before_anything_is_read(executor, name, by, code):
    with statements() as issued:
        assert run(executor, f"{{ {WHAT[name]} }}", by) == ({name: None}, [code])
    assert issued == []


def test_who_reads_drafts_of_a_type_is_told_of_it_alone(executor):
    by = caller(grant(Action.READ_DRAFTS, type_name="Tag"))
    data, errors = run(executor, "{ entryCounts { type } translationCounts { type } draftAges { type } }", by)
    assert errors == []
    assert {each["type"] for kind in data.values() for each in kind} == {"Tag"}
    for text in (
        'entryCounts(type: "NewsStory") { live }',
        'deadLinks(type: "NewsStory") { totalCount }',
        WHAT["linkedEntryCounts"],
        WHAT["scheduleCounts"],
        WHAT["editorActivity"],
    ):
        assert run(executor, f"{{ found: {text} }}", by) == ({"found": None}, ["FORBIDDEN"])


@pytest.mark.parametrize(
    "text",
    [
        'entryCounts(type: "Nothing") { live }',
        'linkedEntryCounts(type: "NewsStory", link: "title") { nodes { live } }',
        'linkedEntryCounts(type: "NewsStory", link: "schools", after: "x") { nodes { live } }',
        "deadLinks(first: 101) { totalCount }",
        'deadLinks(after: "RGVhZExpbmtDdXJzb3I6MQ==") { totalCount }',
        "untouchedEntries(first: -1) { totalCount }",
        'scheduleCounts(from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z") { begins }',
        "editorActivity(first: 101) { acts }",
    ],
)
def test_what_cannot_be_read_is_said(executor, text):
    assert run(executor, f"{{ found: {text} }}", ALL) == ({"found": None}, ["BAD_USER_INPUT"])


def test_a_dead_link_does_not_name_a_target_that_may_not_be_known(executor):
    school = acts.create(models.School, "secret", {"name": {"en": "Secret"}}, ZONE, Actor("ada")).entry
    story = models.NewsStory.get(slug="new-medical-school")
    acts.save(models.NewsStory, story.entry_id, {"schools": [school]}, ZONE, Actor("ada"))
    acts.publish(models.NewsStory, story.entry_id, ZONE, Actor("ada"))
    text = '{ deadLinks(type: "NewsStory") { nodes { field source { slug } target { type slug label state } } } }'
    of_stories = caller(grant(Action.READ_DRAFTS, type_name="NewsStory"))
    for by, told in ((ALL, ("secret", "Secret", "NEVER_PUBLISHED")), (of_stories, (None, None, None))):
        data, _ = run(executor, text, by)
        target = {"type": "School", **dict(zip(("slug", "label", "state"), told, strict=True))}
        wanted = {"field": "schools", "source": {"slug": "new-medical-school"}, "target": target}
        assert wanted in data["deadLinks"]["nodes"]


STALE = '{ translationCounts(type: "NewsStory") { locale missing stale } }'
WORK = """query ($locale: Locale!) { translationWork(locale: $locale, type: "NewsStory", first: 100) {
  nodes { missing stale } pageInfo { hasNextPage } } }"""


def test_what_is_counted_for_translators_is_what_they_are_told(executor, monkeypatch):
    source = {"title.zh-Hans": {"kind": "TRANSLATION", "of": "en"}}
    for number in range(4):
        values = {"title": {"en": "A"}, "category": {"en": "C"}, "published_on": SHOWN_AT.date()}
        entry = acts.create(models.NewsStory, f"translated-{number}", values, ZONE, Actor("ada")).entry
        acts.save(models.NewsStory, entry, {"title": {"zh-Hans": "甲"}, "sources": source}, ZONE, Actor("ada"))
        if number:
            acts.save(models.NewsStory, entry, {"title": {"en": "B"}}, ZONE, Actor("ada"))
    data, _ = run(executor, STALE, ALL)
    counts = {each["locale"]: (each["missing"], each["stale"]) for each in data["translationCounts"]}
    for locale, found in counts.items():
        page = run(executor, WORK, ALL, locale=locale)[0]["translationWork"]
        assert not page["pageInfo"]["hasNextPage"]
        assert found == tuple(sum(bool(node[kind]) for node in page["nodes"]) for kind in ("missing", "stale"))
    assert counts["ZH_HANS"][1] == 3
    monkeypatch.setattr(translation_counts, "MOST", 3)
    data, _ = run(executor, STALE, ALL)
    assert {each["stale"] for each in data["translationCounts"]} == {None}


def test_who_may_read_the_journal_is_told_who_did_how_much(executor):
    since = {"since": (SHOWN_AT - timedelta(days=1)).isoformat()}
    text = "query ($since: DateTime) { editorActivity(since: $since) { actor { __typename } by type acts entries lastAt } }"
    before = run(executor, text, ALL, **since)[0]["editorActivity"]
    assert not any(each["by"] in ("ada", "bob") for each in before)
    for slug in ("one", "two"):
        entry = acts.create(models.Tag, slug, {"name": {"en": slug}}, ZONE, Actor("ada")).entry
        acts.publish(models.Tag, entry, ZONE, Actor("ada"))
    acts.create(models.School, "three", {"name": {"en": "3"}}, ZONE, Actor("bob"))
    found = [each for each in run(executor, text, ALL, **since)[0]["editorActivity"] if each not in before]
    instant = SHOWN_AT.isoformat()
    told = {"actor": None, "lastAt": instant}
    assert found == [
        {**told, "by": "ada", "type": "Tag", "acts": 4, "entries": 2},
        {**told, "by": "bob", "type": "School", "acts": 1, "entries": 1},
    ]
    assert run(executor, text, ALL, since=(SHOWN_AT + timedelta(days=1)).isoformat())[0] == {"editorActivity": []}


@pytest.mark.parametrize("name", WHAT)
def test_statistics_take_as_many_statements_whatever_there_is(executor, name):
    def counted():
        with statements() as issued:
            run(executor, f"{{ {WHAT[name]} }}", ALL)
        return len(issued)

    few = counted()
    for number in range(5):
        values = {"title": {"en": "A"}, "category": {"en": "C"}, "published_on": SHOWN_AT.date()}
        acts.create(models.NewsStory, f"another-{number}", values, ZONE, Actor("ada"))
    assert counted() <= few + 1  # the names of what is listed first
    assert few <= 4
