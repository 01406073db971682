"""Filters and orders: what a `where` keeps and an `orderBy` sorts, held against plain Python."""

import base64
import json
import operator
import unicodedata

import icu
import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, asker, connection_to, post, statements
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import Content

import models
from fixtures.generating import generate
from models import database
from models.edition import content_type
from models.entry import database as connected
from models.instants import to_microseconds
from models.links import Backlink, Link, Links
from models.translations import FALLBACKS, ComparedField, Locale, SlugField, TranslatedField
from resolvers.attributes.ids import encode
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.read_context import DEFAULT
from resolvers.where.conditions import MOST_JOINED
from server import create_app

AT = to_microseconds(SHOWN_AT)
LISTS = {
    "NewsStory": "newsStories",
    "Program": "programs",
    "School": "schools",
    "Tag": "tags",
    "Department": "departments",
}
TYPOGRAPHIC = str.maketrans({"’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def plain(text):
    """A text without case, accents and width, by the standard library alone."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(sign for sign in folded if unicodedata.combining(sign) < 200).translate(TYPOGRAPHIC)


def folding(compare):
    def folded(value):
        return [plain(each) for each in value] if isinstance(value, list) else plain(value)

    return lambda a, b: a is not None and compare(plain(a), folded(b))


OPERATORS = {
    "eq": lambda a, b: a is not None and a == b,
    "in": lambda a, b: a is not None and a in b,
    "lt": lambda a, b: a is not None and a < b,
    "lte": lambda a, b: a is not None and a <= b,
    "gt": lambda a, b: a is not None and a > b,
    "gte": lambda a, b: a is not None and a >= b,
    "contains": lambda a, b: a is not None and b in a,
    "startsWith": lambda a, b: a is not None and a.startswith(b),
    "isNull": lambda a, b: (a is None) == b,
}
TEXT_OPERATORS = {f"{name}Exact": OPERATORS[name] for name in ("eq", "in", "contains", "startsWith")} | {
    "eq": folding(operator.eq),
    "in": folding(lambda a, b: a in b),
    "contains": folding(operator.contains),
    "startsWith": folding(str.startswith),
    "isNull": OPERATORS["isNull"],
}
ALPHABETS = {
    locale: icu.Collator.createInstance(icu.Locale(name))
    for locale, name in {
        Locale.EN: "root",
        Locale.ZH_HANT: "zh@collation=stroke",
        Locale.ZH_HANS: "zh@collation=pinyin",
    }.items()
}


@pytest.fixture(scope="module")
def generated(engine, loaded):
    with connection_to(engine.create(loaded)) as url:
        generate(60, 11, ZONE)
        return url, create_app({"SUNDIAL_DATABASE_URL": url, **PLAIN}, clock=lambda: SHOWN_AT).test_client(), Content()


def codes(answer):
    return [error["extensions"]["code"] for error in answer.get("errors", ())]


def shown(row, field, locale):
    """The value of a column as a client sees it."""
    value = row[field.name]
    if isinstance(field, TranslatedField):
        return next((value[each.tag] for each in (locale, *FALLBACKS[locale]) if value and each.tag in value), None)
    return value.isoformat() if hasattr(value, "isoformat") else value


def asked(locale):
    """What is asked for by a locale alone."""
    return DEFAULT.changed({"locale": locale})


def meets(content, type_name, row, where, locale):
    """Whether a row meets a `where`."""

    def linked(attribute):
        if isinstance(attribute, Backlink):
            return attribute.link.model.__name__, content.linking(attribute, row["entry"], AT)
        targets = [row[attribute.name]] if isinstance(attribute, Link) else content.links[attribute][row["edition"]]
        return attribute.target, [found for entry in targets if (found := content.entry(attribute.target, entry, AT))]

    for name, value in where.items():
        if name in ("and", "or"):
            verdicts = [meets(content, type_name, row, each, locale) for each in value]
            verdict = all(verdicts) if name == "and" else any(verdicts)
        elif name == "not":
            verdict = not meets(content, type_name, row, value, locale)
        else:
            attribute = OBJECT_TYPES[type_name].filters[name]
            if isinstance(attribute, Link | Links | Backlink):
                target, rows = linked(attribute)
                quantified = {"some": value} if isinstance(attribute, Link) else value
                tests = {"some": any, "none": lambda found: not any(found), "every": all}
                verdict = all(
                    tests[quantifier](meets(content, target, each, inner, locale) for each in rows)
                    for quantifier, inner in quantified.items()
                )
            else:
                operators = TEXT_OPERATORS if isinstance(attribute, ComparedField | SlugField) else OPERATORS
                verdict = all(operators[op](shown(row, attribute, locale), operand) for op, operand in value.items())
        if not verdict:
            return False
    return True


TEXTS = st.sampled_from(
    ["S", "school", "研", "Engineering", "a", "%", "_", "'", "zz", "É", "ＨＫＵＳＴ", "e\u0301", "學"]
)
WHOLE_TEXTS = st.sampled_from(
    ["school of SCIENCE", "School of Science", "Research", "RESEARCH", "seng", "SEng", "創新", "x"]
)
COMPARISONS = {
    "text": st.one_of(
        *(
            st.fixed_dictionaries({name: TEXTS})
            for name in TEXT_OPERATORS
            if name.startswith(("contains", "startsWith"))
        ),
        *(st.fixed_dictionaries({name: WHOLE_TEXTS}) for name in ("eq", "eqExact")),
        *(st.fixed_dictionaries({name: st.lists(WHOLE_TEXTS, max_size=3)}) for name in ("in", "inExact")),
        st.fixed_dictionaries({"isNull": st.booleans()}),
    ),
    "number": st.fixed_dictionaries({"gte": st.integers(0, 20)}, optional={"lt": st.integers(0, 20)}),
    "day": st.fixed_dictionaries({"gt": st.dates().map(str)}, optional={"lte": st.dates().map(str)}),
}


def wheres(type_name, depth):
    """Conditions on a type, down to some depth of links."""
    fields = {}
    for name, attribute in OBJECT_TYPES[type_name].filters.items():
        if isinstance(attribute, ComparedField | SlugField):
            fields[name] = COMPARISONS["text"]
        elif name == "publishedOn":
            fields[name] = COMPARISONS["day"]
        elif name == "number":
            fields[name] = COMPARISONS["number"]
        elif depth and isinstance(attribute, Link):
            fields[name] = wheres(attribute.target, depth - 1)
        elif depth and isinstance(attribute, Links | Backlink):
            target = attribute.target if isinstance(attribute, Links) else attribute.link.model.__name__
            inner = wheres(target, depth - 1)
            fields[name] = st.dictionaries(st.sampled_from(["some", "none", "every"]), inner, min_size=1, max_size=2)
    plain = st.dictionaries(st.sampled_from(sorted(fields)), st.none(), min_size=0, max_size=2).flatmap(
        lambda chosen: st.fixed_dictionaries({name: fields[name] for name in chosen})
    )
    if not depth:
        return plain
    several = st.lists(plain, max_size=2)
    combined = st.fixed_dictionaries({}, optional={"and": several, "or": several, "not": plain})
    return st.tuples(plain, combined).map(lambda both: {**both[0], **both[1]})


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), type_name=st.sampled_from(sorted(LISTS)), locale=st.sampled_from(list(Locale)))
def test_a_where_keeps_what_meets_it(generated, data, type_name, locale):
    url, client, content = generated
    where = data.draw(wheres(type_name, 2))
    rows = content.live(content_type(type_name), AT)
    wanted = [
        encode(type_name, row["uid"], asked(locale)) for row in rows if meets(content, type_name, row, where, locale)
    ]
    query = f"""query($where: {type_name}Filter, $locale: Locale!) {{
      list: {LISTS[type_name]}(first: 100, where: $where, locale: $locale) {{ totalCount nodes {{ id }} }}
    }}"""
    with connection_to(url):
        found = asker(client)(query, where=where, locale=locale.value)["list"]
    assert found["totalCount"] == len(wanted)
    assert [node["id"] for node in found["nodes"]] == wanted[:100]


@pytest.mark.parametrize(
    ("where", "total"),
    [
        ({"or": [{"code": {"eq": "CSE"}}]}, 1),
        ({"or": [{"code": {"eq": "CSE"}}, {"code": {"eq": "ECE"}}]}, 2),
        ({"or": [{"code": {"eq": "CSE"}}, {}]}, 29),
        ({"or": []}, 0),
        ({"and": []}, 29),
        ({"and": [{"code": {"eq": "CSE"}}, {"code": {"eq": "ECE"}}]}, 0),
        ({"not": {}}, 0),
        ({"not": {"code": {"eq": "CSE"}}}, 28),
        ({"code": {"isNull": True}}, 4),
        ({"school": {"slug": {"eq": "seng"}}}, 6),
    ],
)
def test_conditions_combine(ask, where, total):
    query = "query($where: DepartmentFilter) { departments(where: $where) { totalCount } }"
    assert ask(query, where=where)["departments"]["totalCount"] == total


ORDERS = [
    (type_name, f"{name.upper()}_{direction}", name, direction == "DESC")
    for type_name in LISTS
    for name in OBJECT_TYPES[type_name].orders
    for direction in ("ASC", "DESC")
]


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize(("type_name", "order", "column", "descends"), ORDERS, ids=[f"{o[0]}-{o[1]}" for o in ORDERS])
def test_an_order_sorts_all_pages_and_puts_what_is_missing_last(generated, type_name, order, column, descends, locale):
    url, client, content = generated
    field = content_type(type_name)._meta.fields[column]
    rows = content.live(content_type(type_name), AT)
    values = {row["entry"]: shown(row, field, locale) for row in rows}
    if isinstance(field, ComparedField):
        alphabet = ALPHABETS[locale if isinstance(field, TranslatedField) else Locale.EN]
        values = {entry: value and alphabet.getSortKey(value) for entry, value in values.items()}
    present = sorted(
        (r for r in rows if values[r["entry"]] is not None),
        key=lambda r: (values[r["entry"]], r["entry"]),
        reverse=descends,
    )
    missing = sorted((r for r in rows if values[r["entry"]] is None), key=lambda r: r["entry"], reverse=descends)
    wanted = [encode(type_name, row["uid"], asked(locale)) for row in [*present, *missing]]
    query = f"""query($after: String, $before: String, $first: Int, $last: Int, $locale: Locale!) {{
      list: {LISTS[type_name]}(first: $first, after: $after, last: $last, before: $before, locale: $locale, orderBy: [{order}]) {{
        nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
      }}
    }}"""
    with connection_to(url):
        ask = asker(client)
        forward, backward, after, before = [], [], None, None
        while True:
            page = ask(query, first=17, after=after, locale=locale.value)["list"]
            assert page["pageInfo"]["hasPreviousPage"] == bool(forward)
            forward += [node["id"] for node in page["nodes"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        while True:
            page = ask(query, last=17, before=before, locale=locale.value)["list"]
            assert page["pageInfo"]["hasNextPage"] == bool(backward)
            backward = [node["id"] for node in page["nodes"]] + backward
            before = page["pageInfo"]["startCursor"]
            if not page["pageInfo"]["hasPreviousPage"]:
                break
    assert forward == wanted
    assert backward == wanted


def test_several_orders_sort_one_after_the_other(ask):
    programs = ask("{ programs(first: 100, orderBy: [LEVEL_DESC, NAME_ASC]) { nodes { level name } } }")["programs"][
        "nodes"
    ]
    wanted = sorted(programs, key=lambda program: ALPHABETS[Locale.EN].getSortKey(program["name"]))
    wanted.sort(key=lambda program: program["level"], reverse=True)
    assert programs == wanted


def test_events_are_found_by_when_they_take_place(ask):
    def found(at, where):
        events = ask(f'{{ events(asOf: "{at}", where: {where}) {{ totalCount nodes {{ slug }} }} }}')["events"]
        assert events["totalCount"] == len(events["nodes"])
        return {event["slug"] for event in events["nodes"]}

    all_three = {"aef-civic-fellow", "dse-squad", "home-together-briefing"}
    assert found("2026-01-02T09:00:00+08:00", "{phase: {in: [UPCOMING]}}") == all_three
    assert found("2026-01-08T15:00:00+08:00", "{phase: {in: [CURRENT]}}") == all_three
    assert found("2026-01-08T17:00:00+08:00", "{phase: {in: [PAST]}}") == {"home-together-briefing"}
    assert found("2026-02-01T00:00:00+08:00", "{phase: {in: [UPCOMING, CURRENT]}}") == set()
    span = '{overlaps: {from: "2026-01-08T17:00:00+08:00", until: "2026-01-09T00:00:00+08:00"}}'
    assert found("2026-01-02T09:00:00+08:00", span) == {"aef-civic-fellow", "dse-squad"}
    assert found("2026-01-02T09:00:00+08:00", '{overlaps: {until: "2026-01-05T12:00:00+08:00"}}') == set()


def test_the_same_link_under_two_aliases_keeps_its_own_arguments(ask):
    query = """{
      school(slug: "seng") {
        all: programs(first: 100) { nodes { slug code level } }
        coded: programs(first: 2, where: { level: { eq: UNDERGRADUATE } }, orderBy: [CODE_ASC]) { totalCount nodes { code } }
        last: programs(last: 1, where: { level: { eq: RESEARCH_POSTGRADUATE } }) { totalCount nodes { slug } }
      }
    }"""
    with statements() as texts:
        school = ask(query)["school"]
    assert len(texts) == 1
    codes = [p["code"] for p in school["all"]["nodes"] if p["level"] == "UNDERGRADUATE"]
    research = [p["slug"] for p in school["all"]["nodes"] if p["level"] == "RESEARCH_POSTGRADUATE"]
    first_two = [{"code": code} for code in sorted(filter(None, codes))[:2]]
    assert school["coded"] == {"totalCount": len(codes), "nodes": first_two}
    assert school["last"] == {"totalCount": len(research), "nodes": [{"slug": research[-1]}]}


def test_statements_are_the_same_whatever_the_values(ask):
    query = "query($where: ProgramFilter) { programs(where: $where) { nodes { slug } } }"
    texts = []
    for where in ({"slug": {"in": ["a"]}}, {"slug": {"in": ["b", "c", "d"]}}):
        with statements() as issued:
            ask(query, where=where)
        texts.append(issued)
    assert texts[0] == texts[1]


REFUSED = {
    "after and last": '{ programs(last: 1, after: "x") { totalCount } }',
    "before and first": '{ programs(first: 1, before: "x") { totalCount } }',
    "both cursors": '{ programs(before: "x", after: "x") { totalCount } }',
    "last too large": "{ programs(last: 101) { totalCount } }",
}


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED)
def test_arguments_that_make_no_sense_are_refused(client, query):
    [error] = post(client, query)["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("BAD_USER_INPUT", ["programs"])


def test_a_cursor_of_another_order_type_or_language_is_refused(client, ask):
    def cursor(arguments, field="tags"):
        return ask(f"{{ {field}({arguments}) {{ pageInfo {{ endCursor }} }} }}")[field]["pageInfo"]["endCursor"]

    cursors = [
        cursor("first: 1"),
        cursor("first: 1, orderBy: [NAME_DESC]"),
        cursor("first: 1, orderBy: [NAME_ASC], locale: ZH_HANT"),
        cursor("first: 1", "schools"),
        base64.urlsafe_b64encode(b'{"a": 1}').decode(),
    ]
    for each in cursors:
        answer = post(
            client, "query($a: String) { tags(first: 1, orderBy: [NAME_ASC], after: $a) { totalCount } }", a=each
        )
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]
    ask(
        "query($a: String) { tags(first: 1, orderBy: [NAME_ASC], after: $a) { totalCount } }",
        a=cursor("first: 1, orderBy: [NAME_ASC]"),
    )


@pytest.mark.parametrize("text", ["%", "_", "'", '"', "\\", "');--", "*", "[a]", "\u200b", "😀"])
def test_signs_have_no_meaning_in_texts_that_are_searched_for(ask, text):
    found = ask("query($w: ProgramFilter) { programs(where: $w) { totalCount } }", w={"name": {"contains": text}})
    assert found["programs"]["totalCount"] == 0


@pytest.mark.parametrize("text", ["\0", "\ud800"])
def test_characters_that_are_not_text_are_refused(client, text):
    answer = post(
        client, "query($w: ProgramFilter) { programs(where: $w) { totalCount } }", w={"name": {"contains": text}}
    )
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


STORIES = "query($w: NewsStoryFilter) { newsStories(where: $w) { totalCount nodes { id } } }"
DEEPEST = {
    "links": lambda inner: {"schools": {"some": {"newsStories": {"some": inner}}}},
    "not": lambda inner: {"not": {"not": inner}},
    "or": lambda inner: {"or": [{"and": [inner]}]},
    "every": lambda inner: {"sdgs": {"every": {"newsStories": {"none": inner}}}},
}


@pytest.mark.parametrize(
    ("kind", "total", "code"),
    [
        ("links", 0, "LIMIT_EXCEEDED"),  # its cost is told before its depth
        ("not", 0, "BAD_USER_INPUT"),
        ("or", 0, "BAD_USER_INPUT"),
        ("every", 3, "LIMIT_EXCEEDED"),
    ],
)
def test_a_where_may_be_eight_levels_deep(client, kind, total, code):
    def nested(levels):
        where = {"slug": {"eq": "x"}}
        for _ in range(levels):
            where = DEEPEST[kind](where)
        return post(client, STORIES, w=where)

    found = nested(3)["data"]["newsStories"]
    assert (found["totalCount"], len(found["nodes"])) == (total, total)
    assert codes(nested(4)) == [code]
    assert codes(nested(60)) == ["LIMIT_EXCEEDED"]  # of the depth of variables


def with_goals(kind, number):
    """Require, of *number* goals, all or one."""
    return {kind: [{"sdgs": {"some": {"number": {"eq": each}}}} for each in range(number)]}


@pytest.mark.parametrize(("kind", "total"), [("and", 0), ("or", 3)])
def test_a_where_may_have_many_conditions_and_not_too_many(client, kind, total):
    found = post(client, STORIES, w=with_goals(kind, 100))["data"]["newsStories"]
    assert (found["totalCount"], len(found["nodes"])) == (total, total)
    assert codes(post(client, STORIES, w=with_goals(kind, 150))) == ["BAD_USER_INPUT"]
    assert codes(post(client, STORIES, w=with_goals(kind, 5_000))) == ["LIMIT_EXCEEDED"]


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.parametrize("number", [25, 100])
def test_postgresql_plans_links_beyond_some_as_subplans_and_not_as_joins(client, number):
    with statements() as issued:
        post(client, STORIES, w=with_goals("and", number))
    with database.connection():
        ((plan,),) = connected.execute_sql(f"EXPLAIN (GENERIC_PLAN, FORMAT JSON) {issued[-1]}").fetchall()
    nodes = list(plan_nodes(plan[0]["Plan"]))
    links = 2 * (number - MOST_JOINED)  # those of the total and those of the page
    assert sum(node.get("Parent Relationship") == "SubPlan" for node in nodes) == links
    assert sum(node.get("Join Type") == "Semi" for node in nodes) <= 2 * MOST_JOINED


def plan_nodes(node):
    """List a node of a plan and those below it."""
    yield node
    for inner in node.get("Plans", ()):
        yield from plan_nodes(inner)


def test_floats_keep_all_digits_in_answers_and_cursors(copy):
    facts = [fact.edition for fact in models.Fact.select().order_by(models.Fact.entry)]
    values = [0.1 + 0.2, 0.3, 0.3 + 5.6e-17 * 3, 1e15 / 3]
    for edition, value in zip(facts, values, strict=True):
        models.Fact.update(value=value).where(models.Fact.edition == edition).execute()
    ask = asker(create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}, clock=lambda: SHOWN_AT).test_client())
    query = """query($after: String) {
      facts(first: 1, after: $after, orderBy: [VALUE_ASC]) { nodes { value } pageInfo { hasNextPage endCursor } }
    }"""
    found, after = [], None
    while len(found) < 10:
        page = ask(query, after=after)["facts"]
        found += [node["value"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == sorted(values)


def test_a_forged_cursor_of_a_float_is_read_or_refused(client):
    for value in (9223372036854775808, 10**400, "1", None, True):
        cursor = base64.urlsafe_b64encode(f'["Fact,value",0,{json.dumps(value)},53]'.encode()).decode()
        answer = post(
            client, "query($a: String) { facts(after: $a, orderBy: [VALUE_ASC]) { totalCount nodes { id } } }", a=cursor
        )
        assert codes(answer) == ([] if value == 9223372036854775808 else ["BAD_USER_INPUT"])
