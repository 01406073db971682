"""What is read and not delivered: it is priced by how large the content is, or an index finds it."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from conftest import FAR, SHOWN_AT, ZONE, connection_to, statements
from peewee import fn

import models
from delivery.execution.operations import Executor, Operation
from delivery.limits.document_limits import Limits
from fixtures.generating import generate
from models.entry import database as connected
from models.instants import to_microseconds
from models.table_statistics import KNOWN, TableStatistics, stepped, table_statistics
from resolvers.search import found
from resolvers.statistics.counted_groups import FEW as FEW_TARGETS
from schema import make_schema

SCALE = 6_000
"""News stories; with those of the fixtures and corrections there are some 6,750 editions, a step of 8,192."""

LIMIT = 500
"""What the operations below may cost, where there are so few stories."""

SCHEMA = make_schema()


@pytest.fixture(scope="module")
def generated(engine):
    """The address of a database with generated content."""
    with connection_to(engine.create(engine.loaded)) as url:
        generate(SCALE, 1, ZONE)
        yield url


def run(query, limits=FAR):
    return json.loads(Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=limits).run(Operation(query)).body)


def cost(query):
    return run(query)["extensions"]["cost"]


REFUSED = {
    "a text that may be nowhere": '{newsStories(first:1,where:{title:{contains:"zz"}}){nodes{slug}}}',
    "a text, beside a bound that leaves all": '{newsStories(first:1,where:{title:{contains:"zz"},publishedOn:{gte:"1990-01-01"}}){nodes{slug}}}',
    "a text, in another order than the bound's": '{newsStories(first:1,orderBy:[TITLE_ASC],where:{body:{eq:"zz"},publishedOn:{gte:"2025-08-01"}}){nodes{slug}}}',
    "a slug that has something in it": '{newsStories(first:1,where:{slug:{contains:"zzz"}}){nodes{slug}}}',
    "a link to what has a name": '{newsStories(first:1,where:{schools:{some:{name:{eq:"zzz"}}}}){nodes{slug}}}',
    "a link, and another": '{newsStories(first:1,where:{schools:{some:{slug:{eq:"sbm"}}},sdgs:{some:{number:{eq:99}}}}){nodes{slug}}}',
    "links to none": '{newsStories(first:1,where:{schools:{none:{slug:{eq:"sbm"}}}}){nodes{slug}}}',
    "a total that is compared": '{newsStories(where:{title:{contains:"zz"}}){totalCount}}',
    "a total of what links to a slug": '{newsStories(where:{schools:{some:{slug:{eq:"sbm"}}}}){totalCount}}',
    "texts in a fallback of one's own": "{newsStories(first:1,orderBy:[TITLE_ASC],fallback:[]){nodes{slug}}}",
    "another order below a parent": '{school(slug:"sbm"){newsStories(first:1,orderBy:[TITLE_ASC]){nodes{slug}}}}',
    "a text below a parent": '{school(slug:"sbm"){newsStories(first:1,where:{title:{contains:"zz"}}){nodes{slug}}}}',
    "a text behind a backlink": '{schools(first:1,where:{newsStories:{some:{title:{contains:"zz"}}}}){nodes{slug}}}',
    "an instant before most, below parents": '{schools(first:9,asOf:"2001-01-01T00:00:00Z"){nodes{newsStories(first:1){nodes{slug}}}}}',
    "groups": "{newsStories{groups(by:[SCHOOLS,TAGS]){totalCount}}}",
    "groups with conditions": '{newsStories(where:{title:{contains:"zz"}}){groups(by:[TAGS]){totalCount}}}',
    "conditions in a variable": 'query($w: NewsStoryFilter = {title:{contains:"zz"}}) {newsStories(first:1,where:$w){nodes{slug}}}',
    "conditions in a fragment": '{...q} fragment q on Query {newsStories(first:1,where:{title:{contains:"zz"}}){...p}} fragment p on NewsStoryConnection {nodes{slug}}',
}  # fmt: skip
"""Operations whose work grows with the content: each is refused at this size, as at any larger one."""

INDEXED = {
    "the default order": ("{newsStories(first:20){nodes{slug}}}", "published_on, entry, live_from, live_until"),
    "the default order, backward": ("{newsStories(last:20){nodes{slug}}}", "published_on, entry, live_from, live_until"),
    "another column behind the order's": ("{newsStories(first:20,orderBy:[PUBLISHED_ON_DESC,TITLE_ASC]){nodes{slug}}}", "published_on, entry, live_from, live_until"),
    "titles": ("{newsStories(first:20,orderBy:[TITLE_ASC]){nodes{slug}}}", "title_key_en, entry, live_from, live_until"),
    "slugs": ("{newsStories(first:20,orderBy:[SLUG_DESC]){nodes{slug}}}", "slug"),
    "ends": ("{events(first:20,orderBy:[ENDS_AT_DESC]){nodes{slug}}}", "ends_at"),
    "a slug": ('{newsStories(first:20,where:{slug:{eq:"zzz"}}){nodes{slug}}}', "slug"),
    "some slugs": ('{newsStories(first:20,where:{slug:{in:["zzz","a"]}}){nodes{slug}}}', "slug"),
    "days": ('{newsStories(first:20,where:{publishedOn:{gte:"2015-01-01",lt:"2016-01-01"}}){nodes{slug}}}', "published_on, entry, live_from, live_until"),
    "a total of days": ('{newsStories(where:{publishedOn:{gte:"2015-01-01"}}){totalCount}}', "published_on, entry, live_from, live_until"),
    "groups of late": ('{newsStories(where:{publishedOn:{gte:"2025-08-01"}}){groups(by:[PUBLISHED_ON_MONTH]){totalCount}}}', "published_on, entry, live_from, live_until"),
    "a text of late": ('{newsStories(first:20,where:{title:{contains:"zz"},publishedOn:{gte:"2025-08-01"}}){nodes{slug}}}', "published_on, entry, live_from, live_until"),
    "events to come": ("{events(first:20,where:{phase:{in:[UPCOMING]}}){nodes{slug}}}", "starts_at, entry, live_from, live_until"),
    "what runs": ("{events(first:20,where:{phase:{in:[CURRENT]}}){nodes{slug}}}", "span_width, starts_at"),
    "what has not ended": ("{events(first:20,where:{phase:{in:[CURRENT,UPCOMING]}}){nodes{slug}}}", "span_width, starts_at"),
    "what has not ended, to come": ("{events(first:20,where:{phase:{in:[CURRENT,UPCOMING]}}){nodes{slug}}}", "starts_at, entry, live_from, live_until"),
    "what has not ended, the last first": ("{events(first:20,orderBy:[STARTS_AT_DESC],where:{phase:{in:[CURRENT,UPCOMING]}}){nodes{slug}}}", "starts_at, entry, live_from, live_until"),
    "what is past, the last first": ("{events(first:20,orderBy:[STARTS_AT_DESC],where:{phase:{in:[PAST]}}){nodes{slug}}}", "starts_at, entry, live_from, live_until"),
    "from an instant on": ('{events(first:20,where:{overlaps:{from:"2015-01-01T00:00:00Z"}}){nodes{slug}}}', "span_width, starts_at"),
    "of one day": ('{events(first:20,where:{overlaps:{from:"2015-01-01T00:00:00Z",until:"2015-01-02T00:00:00Z"}}){nodes{slug}}}', "starts_at, entry, live_from, live_until"),
    "the homepage's events": ("{homepage{events{upcoming(first:10){slug}}}}", "span_width, starts_at"),
    "the homepage's events, years ago": ('{homepage(asOf:"2015-01-01T00:00:00Z"){events{upcoming(first:10){slug}}}}', "starts_at, entry, live_from, live_until"),
    "events to come below a parent": ('{school(slug:"sbm"){events(first:20,where:{phase:{in:[UPCOMING]}}){nodes{slug}}}}', "target, starts_at, entry, edition"),
    "what has not ended below a parent": ('{school(slug:"sbm"){events(first:20,where:{phase:{in:[CURRENT,UPCOMING]}}){nodes{slug}}}}', "span_width, starts_at"),
    "days below a parent": ('{school(slug:"sbm"){newsStories(first:20,where:{publishedOn:{lt:"2012-01-01"}}){nodes{slug}}}}', "target, published_on, entry, edition"),
    "a link to a slug": ('{newsStories(first:20,where:{schools:{some:{slug:{eq:"sbm"}}}}){nodes{slug}}}', "target, published_on, entry, edition"),
    "a link to a slug, backward": ('{newsStories(last:20,where:{tags:{some:{slug:{eq:"zzz"}}}}){nodes{slug}}}', "target, published_on, entry, edition"),
    "below a parent": ('{school(slug:"sbm"){newsStories(first:20){nodes{slug}}}}', "target, published_on, entry, edition"),
    "below a page": ('{page(slug:"about-hkust"){children(first:20){nodes{slug}}}}', "parent_id, position, entry, live_from, live_until"),
    "at a place": ('{place(slug:"zzz"){events(first:20){nodes{slug}}}}', "place_id, starts_at, entry, live_from, live_until"),
    "an instant before most": ('{newsStories(first:20,asOf:"2001-01-01T00:00:00Z"){nodes{slug}}}', "published_on, entry, live_from, live_until"),
}  # fmt: skip
"""Operations that read little at any size, and the columns of the index by which SQLite does."""


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED)
def test_what_reads_much_is_refused(generated, query):
    answer = run(query, Limits(cost=LIMIT))
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    found = re.fullmatch(
        rf"The operation costs (\d+); at most {LIMIT} is allowed. Most of it is at (\S+), (.+)", error["message"]
    )
    assert found, error["message"]
    assert int(found[1]) == answer["extensions"]["cost"] > LIMIT
    assert found[3].startswith("for entries that are read and not delivered: no index ")


@pytest.mark.parametrize(("query", "columns"), INDEXED.values(), ids=INDEXED)
def test_what_an_index_finds_is_cheap_at_any_size(generated, query, columns):
    with statements() as texts:
        answer = run(query, Limits(cost=LIMIT))
    assert "errors" not in answer, answer["errors"]
    if connected.kind != "sqlite":
        return  # plans by the numbers of rows, of which there are few here
    (text,) = texts
    used = [index for index in plan_of(text) if index_columns(index) == columns]
    assert used, plan_of(text)
    assert "title" not in columns or not any("TEMP B-TREE" in line for line in plan_of(text))


WAYS_UP = [
    '{route(path:"/about-hkust/strategic-plan"){status breadcrumbs{path} alternates{path}}}',
    "{homepage{menus{items{path children{path}}}}}",
    "{pages(first:5){nodes{path}}}",
]


@pytest.mark.parametrize("query", WAYS_UP)
def test_the_way_up_a_tree_reads_no_whole_table_first(copy, query):
    if connected.kind != "sqlite":
        pytest.skip("PostgreSQL knows no filters that are made of whole tables for single look-ups")
    connected.execute_sql("ANALYZE")
    connected.execute_sql("UPDATE sqlite_stat1 SET stat = '22406 2 1' WHERE idx = 'page_entry_version'")
    connected.execute_sql("UPDATE sqlite_stat1 SET stat = '22406 1' WHERE idx = 'page_slug'")
    connected.execute_sql("ANALYZE sqlite_schema")  # which reads the figures
    with statements() as texts:
        assert "errors" not in run(query)
    (text,) = texts
    assert [step for step in plan_of(text) if "BLOOM FILTER" in step] == []


def plan_of(text):
    """List the steps of SQLite's plan for a statement, each index of one by its name."""
    places = max(map(int, re.findall(r"\?(\d+)", text)), default=0)
    steps = [detail for *_, detail in connected.execute_sql(f"EXPLAIN QUERY PLAN {text}", [None] * places).fetchall()]
    return [found[1] for step in steps if (found := re.search(r"USING (?:COVERING )?INDEX (\w+)", step))] + steps


def index_columns(name):
    return ", ".join(column for *_, column in connected.execute_sql(f'PRAGMA index_info("{name}")').fetchall())


TEXTS = {
    "inside of a word": '{newsStories(first:20,where:{title:{contains:"zzz"}}){nodes{slug}}}',
    "words": '{newsStories(first:20,where:{body:{contains:"the zzz of"}}){nodes{slug}}}',
    "a whole text": '{newsStories(first:20,where:{title:{eq:"No such title"}}){nodes{slug}}}',
    "the beginning of one": '{newsStories(first:20,where:{title:{startsWith:"No such"}}){nodes{slug}}}',
    "Chinese": '{newsStories(first:20,locale:ZH_HANT,where:{title:{contains:"龍鳳"}}){nodes{slug}}}',
    "a total": '{newsStories(where:{title:{contains:"zzz"}}){totalCount}}',
    "a text beside another that is short": '{newsStories(first:20,where:{title:{contains:"zzz"},body:{contains:"z"}}){nodes{slug}}}',
}  # fmt: skip
"""Comparisons of texts that few stories can meet, as the index of tokens tells."""


@pytest.mark.parametrize("query", TEXTS.values(), ids=TEXTS)
def test_texts_that_the_index_finds_few_of_are_cheap(generated, query):
    with statements() as texts:
        answer = run(query, Limits(cost=LIMIT))
    assert "errors" not in answer, answer["errors"]
    [text] = texts
    assert "_tokens" in text or "edition_titles" in text
    if connected.kind == "sqlite":
        assert any("SEARCH r" in step and "INTEGER PRIMARY KEY (rowid=?)" in step for step in plan_of(text))


def test_the_index_is_asked_for_some_texts_of_a_request_alone(generated):
    where = ",".join(f'{{title:{{contains:"zzz{place}"}}}}' for place in range(30))
    fields = [f'a{place}: newsStories(where:{{title:{{contains:"zzz{place}"}}}}){{totalCount}}' for place in range(25)]
    first, all_of_them = (cost(f"{{{' '.join(fields[:number])}}}") for number in (20, 25))
    plain = cost('{newsStories(where:{title:{contains:"zz"}}){totalCount}}')
    assert first < plain * 10
    assert all_of_them - first == 5 * plain
    assert cost(f"{{newsStories(first:1,where:{{and:[{where}]}}){{nodes{{slug}}}}}}") > plain


STEPS = 100
"""Steps of SQLite's machine between two calls of the test."""


def steps_of(query):
    """Count the steps that SQLite takes for an operation that has run before."""
    if connected.kind != "sqlite":
        pytest.skip("PostgreSQL does not tell its steps")
    executor, counted = Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, is_future_open=True), []
    executor.run(Operation(query))
    with connected.obj.connection_context():
        connected.obj.connection().set_progress_handler(lambda: counted.append(1), STEPS)
        executor.run(Operation(query))
        connected.obj.connection().set_progress_handler(None, 0)
    return len(counted) * STEPS


@pytest.mark.parametrize("order", ["PUBLISHED_ON_DESC", "TITLE_ASC", "SLUG_ASC"])
def test_nothing_is_walked_through_at_an_instant_before_all(generated, order):
    query = f'{{newsStories(first:20,orderBy:[{order}],asOf:"1990-01-01T00:00:00Z"){{nodes{{slug}}pageInfo{{hasNextPage}}}}}}'
    assert run(query)["data"]["newsStories"] == {"nodes": [], "pageInfo": {"hasNextPage": False}}
    assert steps_of(query) < SCALE / 10
    assert steps_of(query.replace("1990", "2001")) > SCALE / 2


def test_a_deep_page_in_mixed_directions_starts_at_its_cursor(generated):
    query = '{newsStories(first:20,orderBy:[PUBLISHED_ON_DESC,TITLE_ASC],after:"CURSOR"){edges{cursor}}}'
    first = run(query.replace(',after:"CURSOR"', ""))["data"]["newsStories"]["edges"]
    last = run(query.replace(',after:"CURSOR"', "").replace("first", "last"))["data"]["newsStories"]["edges"]
    near, far = (steps_of(query.replace("CURSOR", edges[0]["cursor"])) for edges in (first, last))
    assert far < 2 * near


def test_a_page_of_what_links_to_a_slug_has_each_entry_once(copy):
    story = models.NewsStory.live(SHOWN_AT).first()
    links, target = (
        models.NewsStory.schools.table,
        models.School.live(SHOWN_AT).where(models.School.slug == "sbm").get(),
    )
    links.delete().where(links.edition == story.edition).execute()
    row = {
        "edition": story.edition,
        "entry": story.entry_id,
        "published_on": story.published_on,
        "target": target.entry_id,
    }
    links.insert_many([{**row, "position": place} for place in range(3)]).execute()
    where = 'where: {schools: {some: {slug: {eq: "sbm"}}}}'
    data = run(f'{{newsStories(first:100,{where}){{totalCount nodes{{slug}}}} school(slug:"sbm"){{slug}}}}')["data"]
    slugs = [node["slug"] for node in data["newsStories"]["nodes"]]
    assert slugs.count(story.slug) == 1
    assert len(slugs) == data["newsStories"]["totalCount"]


@pytest.mark.parametrize("order", ["", "orderBy: [TITLE_DESC],", "orderBy: [PUBLISHED_ON_ASC, TITLE_DESC],"])
@pytest.mark.parametrize("more", ["", 'title: {contains: "a"},', 'or: [{schools: {some: {slug: {eq: "seng"}}}}],'])
def test_pages_of_what_links_to_a_slug_are_those_of_the_same_condition_written_otherwise(generated, order, more):
    pinned, written = (
        f'{{{more} schools: {{some: {{slug: {{eq: "sbm"}}}}}}}}',
        f'{{{more} schools: {{some: {{slug: {{in: ["sbm"]}}}}}}}}',
    )

    def page(where, arguments):
        return run(
            f"{{newsStories({order} {arguments}, where: {where}) {{ totalCount edges {{ cursor node {{ slug }} }} pageInfo {{ hasNextPage hasPreviousPage }} }}}}"
        )["data"]

    for arguments in ("first: 7", "last: 5"):
        first = page(pinned, arguments)
        assert first == page(written, arguments)
        edges = first["newsStories"]["edges"]
        for turned in (f'first: 3, after: "{edges[1]["cursor"]}"', f'last: 3, before: "{edges[-1]["cursor"]}"'):
            assert page(pinned, turned) == page(written, turned)


def test_a_total_is_priced_beside_its_page(generated):
    where = 'where:{title:{contains:"zz"}}'
    page, total = (
        cost(f"{{newsStories(first:1,{where}){{nodes{{slug}}}}}}"),
        cost(f"{{newsStories({where}){{totalCount}}}}"),
    )
    both = cost(f"{{newsStories(first:1,{where}){{nodes{{slug}} totalCount}}}}")
    assert page - 1 == total - 20
    assert both > 1.9 * page


def test_a_cost_follows_the_order_the_fallback_and_the_instant_in_variables(generated):
    text = "query($o: [NewsStoryOrder!], $f: [Locale!], $at: DateTime) { newsStories(first: 1, orderBy: $o, fallback: $f, asOf: $at) { nodes { slug } } }"
    executor, costs = Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, is_future_open=True), list[int]()
    cases = [
        {},
        {"o": ["TITLE_ASC"]},
        {"o": ["TITLE_ASC"], "f": []},
        {"at": "2001-01-01T00:00:00Z"},
        {"at": "2024-01-01T00:00:00Z"},
    ]
    costs += [
        json.loads(executor.run(Operation(text, variables)).body)["extensions"]["cost"] for variables in cases * 2
    ]
    plain, indexed, fallen, past, late = costs[:5]
    assert costs[5:] == costs[:5]
    assert plain == indexed == 1 < late < past < fallen


def test_an_instant_just_past_costs_what_one_a_few_minutes_ago_does(generated):
    """Figures are of up to five minutes ago: nothing that was scheduled then can be told by an instant since."""
    text = (
        "query($at: DateTime) { schools(first: 9, asOf: $at) { nodes { newsStories(first: 1) { nodes { slug } } } } }"
    )
    executor = Executor(SCHEMA, ZONE, lambda: datetime.now(UTC), limits=FAR, is_future_open=True)

    def cost_at(minutes):
        at = (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()
        return json.loads(executor.run(Operation(text, {"at": at})).body)["extensions"]["cost"]

    few, now, ahead = cost_at(-6), cost_at(0), cost_at(6)
    assert few == now < ahead


def test_groups_cost_what_they_may_tell_and_what_is_read_for_each_key(generated):
    few = "{tags{groups(by:[NAME_LANGUAGE],first:10){%s}}}"
    assert cost(few % "totalCount") == 20
    assert cost(few % "nodes{count}") == 20 + 10
    stories = "{newsStories{groups(by:[%s],first:10){%s}}}"
    once = cost(stories % ("TITLE_LANGUAGE", "totalCount"))
    assert once > LIMIT
    assert cost(stories % ("SCHOOLS,TAGS", "totalCount")) == 2 * once
    assert cost(stories % ("SCHOOLS,TAGS", "nodes{keys{entry{slug}}}")) == 2 * (once + 10 * (1 + 1))


def test_groups_by_a_link_cost_a_total_each(generated):
    stories = "{newsStories%s{groups(by:[%s],first:10){%s}}}"
    every = cost(stories % ("", "SCHOOLS", "totalCount"))
    assert every == FEW_TARGETS * 5  # few are not told apart
    assert cost(stories % ("", "SCHOOLS", "nodes{keys{entry{slug}}}")) == every + 10 * (1 + 1)
    assert cost(stories % ('(where:{title:{contains:"zz"}})', "SCHOOLS", "totalCount")) > LIMIT
    assert cost("{schools(first:3){nodes{newsStories{groups(by:[TAGS],first:10){totalCount}}}}}") > 3 * every


def test_a_search_costs_by_how_much_it_finds(generated, monkeypatch):
    page = '{newsStories(first:%s,where:{search:"%s"}%s){nodes{slug}}}'
    monkeypatch.setattr(found, "LARGE", 0)
    KNOWN.clear()
    told = 10 + 8 + 256 * 10  # to ask the index, look through the type, and look at a sample
    common = cost(page % (20, "students", ""))
    assert common == pytest.approx(told + 20 * 16 * 10 + 20, abs=2)
    assert cost(page % (1, "students", "")) == common - 19 * (16 * 10 + 1)
    rare = cost(page % (20, "zhelyazkov", ""))
    assert rare == pytest.approx(told + (8_192 // 20) * (1.6 + 1.2 + 1.2) / 10 + 20, abs=2)
    assert cost(page % (20, "students", ",orderBy:[RELEVANCE]")) > 8_192 * (1.6 + 1.2 + 1.2) / 10
    total = '{newsStories(where:{search:"%s"}){totalCount}}'
    for typed in ("", "..."):  # all meet the one and none the other, and no index says so
        assert cost(total % typed) > 8_192 * (1.6 + 1.2) / 10
    late = cost(page % (20, "students", ',asOf:"2001-01-01T00:00:00Z"'))
    assert late > common  # what is not live yet is passed over
    KNOWN.clear()


def test_a_history_costs_by_its_steps(generated):
    asked = '{newsStories{history(by:%s,from:"2024-01-01T00:00:00Z",until:"2024-12-31T00:00:00Z"){count}}}'
    assert cost(asked % "YEAR") == 5 * (365 // 365 + 2)
    assert cost(asked % "DAY") == 5 * (365 + 2)
    assert cost('{newsStories{history(by:DAY,from:"2010-01-01T00:00:00Z"){count}}}') == 5 * 1000


def test_a_history_without_an_end_costs_its_steps_up_to_the_reading(generated):
    def days(begin, as_of=0):
        begin, at = (f"{datetime.now(UTC) + timedelta(days=each):%Y-%m-%dT%H:%M:%SZ}" for each in (begin, as_of))
        given = f'(asOf:"{at}")' if as_of else ""
        return cost(f'{{newsStories{given}{{history(by:DAY,from:"{begin}"){{count}}}}}}') // 5

    assert days(-10) == 12
    assert days(-10, as_of=-5) == 12
    assert 12 <= days(0, as_of=10) <= 42  # how far ahead it lies is known roughly
    assert days(10) == 2


def test_content_of_a_few_entries_costs_what_its_conditions_do(generated):
    assert cost('{tags(first:1,where:{name:{contains:"zzz"}}){nodes{slug}}}') == 21
    assert cost("{tags(first:1,orderBy:[NAME_DESC]){nodes{slug}}}") <= 5


INSTANTS = [datetime(year, 5, 5, tzinfo=UTC) for year in (1990, 2000, 2007, 2019, 2025)]


@pytest.mark.parametrize("model", [models.NewsStory, models.Event, models.First])
def test_statistics_are_bounds_not_far_from_what_there_is(generated, model):
    found = TableStatistics(table_statistics().period)
    number = model.select().count()
    assert number <= found.rows(model) <= number * 3 // 2
    for instant in map(to_microseconds, INSTANTS):
        begun = model.select().where((model.live_from > instant) & (model.live_from <= found.now)).count()
        assert begun <= found.changed(model, instant) <= max(16, begun * 2)
    assert found.changed(model, found.now + 10**16) == found.rows(model)


def test_statistics_count_links_and_days(generated):
    found, random = TableStatistics(table_statistics().period), Random(1)
    for day in (date(random.randrange(1999, 2027), random.randrange(1, 13), 1) for _ in range(20)):
        is_public = (models.NewsStory.live_from <= found.now) & (models.NewsStory.published_on >= day)
        number = models.NewsStory.select().where(is_public).count()
        assert number <= found.from_value(models.NewsStory, "published_on", day.isoformat()) <= max(16, number * 2)
    for link in (models.NewsStory.schools, models.Department.school):
        table, target = (link.table, link.table.target) if link is models.NewsStory.schools else (link.model, link)
        numbers = [
            number
            for (number,) in table.select(fn.COUNT(target))
            .where(target.is_null(is_null=False))
            .group_by(target)
            .tuples()
        ]
        counts = found.links(link)
        assert (counts.links, counts.most) == (stepped(sum(numbers)), stepped(max(numbers)))


def test_statistics_of_a_table_without_rows_are_none(empty):
    found = TableStatistics(table_statistics().period)
    assert found.rows(models.NewsStory) == found.links(models.NewsStory.tags).most == 0
    assert found.changed(models.NewsStory, 0) == found.from_value(models.NewsStory, "published_on", "2020-01-01") == 0
    assert run('{newsStories(where:{title:{contains:"a"}}){nodes{slug}}}')["extensions"]["cost"] == 40


def test_steps():
    assert [stepped(number) for number in (0, 1, 2, 3, 4, 5, 7, 9, 13, 1000, 200_000)] == [
        0,
        1,
        2,
        3,
        4,
        6,
        8,
        12,
        16,
        1024,
        262_144,
    ]
