"""Attacks by values: sizes, ids, cursors, slugs, orders and conditions, through variables and in the document."""

import base64
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from graphql import GraphQLInputObjectType, GraphQLSchema, get_named_type, is_input_object_type, is_list_type

from benchmarks.attack_documents import TEXTS, many
from benchmarks.attacking import Attack, Request, asking

LIMIT, WRONG = "LIMIT_EXCEEDED", "BAD_USER_INPUT"

HOSTILE = [
    "' OR '1'='1", "'; DROP TABLE school; --", '"', "\\", "\\'", "%", "%%%s%(x)s", "_", "*", "?", "$1", "?1", ":at",
    '$."a"', "$**", "[0]", "{}", "{0}", "(a+)+$", ".*", "\t\n\r", "\u202e", "\u0436\u0301", "\U0001f600", "\u0001\u0002",
    "/*", "*/", "||", "NULL", "0x41", "a" * 5_000, "%" * 5_000, "x\u2028y", "<script>", "${7*7}", "{{7*7}}", "../../etc/passwd",
]  # fmt: skip
"""Texts that mean something to SQL, JSON paths, LIKE, regular expressions, format strings, templates or shells."""

WRONG_TEXTS = ["\0", "\ud800"]
"""Texts that no database stores."""

GROWING = "\ufdfa"
"""A letter that is eighteen when it is folded."""

NUMBERS = [0, -1, 2**31 - 1, -(2**31)]
FLOATS = [0.0, -0.0, 1e308, -1e308, 5e-324]
DAYS = ["0001-01-01", "9999-12-31"]
INSTANTS = ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00", "2026-01-02T09:00:00-23:59"]

VALUES = {"Int": NUMBERS, "Float": FLOATS, "Date": DAYS, "DateTime": INSTANTS, "Boolean": [True, False]}

Where = dict[str, Any]


def global_id(text: str) -> str:
    """Write an id as the server does."""
    return base64.b64encode(text.encode()).decode()


@cache
def schema() -> GraphQLSchema:
    """Read the schema that is served."""
    from schema import make_schema

    return make_schema()._schema


def lists() -> dict[str, GraphQLInputObjectType]:
    """Find the root fields that take conditions, and the type of these."""
    query = schema().query_type
    assert query is not None
    found = {name: field.args["where"].type for name, field in query.fields.items() if "where" in field.args}
    return {name: get_named_type(kind) for name, kind in found.items()}  # type: ignore[misc]


def conditions(kind: GraphQLInputObjectType) -> Iterator[Where]:
    """Write a condition with every operator of every field of a filter, through links one level down."""
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        if name in ("and", "or", "not") or not is_input_object_type(inner):
            continue
        if "some" in inner.fields:
            yield from ({name: {each: {"slug": {"contains": HOSTILE[1]}}}} for each in ("some", "none", "every"))
        elif "and" in inner.fields:
            yield {name: {"slug": {"startsWith": HOSTILE[0]}}}
        else:
            yield from ({name: each} for each in comparisons(inner))


def comparisons(kind: GraphQLInputObjectType) -> Iterator[Where]:
    """Write a comparison by every operator with every hostile value."""
    for operator, field in kind.fields.items():
        inner = get_named_type(field.type)
        values = list(getattr(inner, "values", {})) or VALUES.get(inner.name, HOSTILE)
        yield from ({operator: [value] if is_list_type(field.type) else value} for value in values)


def injections() -> list[tuple[str, str, list[Where]]]:
    """List requests that try all conditions of all lists, twelve at a time."""
    found = []
    for name, kind in lists().items():
        tried = list(conditions(kind))
        found += [(name, kind.name, tried[start : start + 12]) for start in range(0, len(tried), 12)]
    return found


def injected(number: int) -> Request:
    """Try some conditions."""
    name, kind, tried = injections_known()[number % len(injections_known())]
    query = f"query Q{number}($w: [{kind}!]) {{ {name}(where: {{ or: $w }}) {{ totalCount }} }}"
    return asking(query, {"w": tried})


@cache
def injections_known() -> list[tuple[str, str, list[Where]]]:
    """List them once."""
    return injections()


def deep(levels: int, leaf: Any, *names: str) -> Any:
    """Put a value under names, again and again."""
    for _ in range(levels):
        for name in reversed(names):
            leaf = [leaf] if name == "[]" else {name: leaf}
    return leaf


def stories(where: Any) -> Callable[[int], Request]:
    """Ask for news stories that meet a condition, given by a variable."""
    return lambda n: asking(
        f"query Q{n}($w: NewsStoryFilter) {{ newsStories(where: $w) {{ totalCount }} }}", {"w": where}
    )


def searches(times: int, letters: int) -> Callable[[int], Request]:
    """Search stories again and again for one text, of letters that grow."""
    where = "{title: {contains: $x}}" * times
    query = f"($x: String!) {{ newsStories(where: {{or: [{where}]}}) {{ totalCount }} }}"
    return lambda n: asking(f"query Q{n}{query}", {"x": GROWING * letters})


def hostile(query: str) -> Callable[[int], Request]:
    """Give every hostile text as the variable `x`."""
    return lambda n: asking(f"query Q{n}{query}", {"x": HOSTILE[n % len(HOSTILE)]})


SCHOOL = {"title": {"contains": "x"}}
IDS = [global_id(f"School:::{n:09}") for n in range(3_000)]
NAMES = ["Award", "Event", "Fact", "First", "NewsStory", "NewsSection", "Program", "Ranking", "School", "Site"]
READ_AT = [global_id(f"{name}{':' * (3 - len(name) % 3)}{'0' * 9}@{at}") for name in NAMES for at in range(10)]
WIDE = {"or": [{"title": {"contains": str(n)}} for n in range(299)]}
CURSORS = [
    "x" * 5_000,
    "!",
    global_id("[]"),
    global_id('["NewsStory,-published_on","2025-12-18",1e400]'),
    global_id("[" * 5_000),
]
TWENTY = "query Q0($w: NewsStoryFilter) { " + many("a@: newsStories(where: $w) { totalCount }", 20) + " }"

ATTACKS = [
    Attack("sizes", "a page of 2,000,000,000, in the document", lambda n: asking(f"query Q{n} {{ schools(first: 2000000000) {{ nodes {{ id }} }} }}"), code=WRONG),
    Attack("sizes", "a page of 2,000,000,000, by a variable", lambda n: asking(f"query Q{n}($x: Int) {{ schools(first: $x) {{ nodes {{ id }} }} }}", {"x": 2_000_000_000}), code=WRONG),
    Attack("sizes", "a page of -1", lambda n: asking(f"query Q{n}($x: Int) {{ schools(last: $x) {{ nodes {{ id }} }} }}", {"x": -1}), code=WRONG),
    Attack("sizes", "pages of 100 of pages of 100", lambda n: asking(f"query Q{n} {{ schools(first: 100) {{ nodes {{ programs(first: 100) {{ nodes {{ id }} }} }} }} }}"), code=LIMIT),
    Attack("sizes", "totals below 100 parents, 5 times", lambda n: asking(f"query Q{n} {{ schools(first: 100) {{ nodes {{ {many('a@: programs { totalCount }', 5)} }} }} }}"), code=LIMIT),
    Attack("sizes", "3,000 ids", lambda n: asking(f"query Q{n}($x: [ID!]!) {{ nodes(ids: $x) {{ id }} }}", {"x": IDS}), code=LIMIT),
    Attack("sizes", "3,000 ids in the document", lambda n: asking(f"query Q{n} {{ nodes(ids: {str(IDS).replace(chr(39), chr(34))}) {{ id }} }}"), code=LIMIT),
    Attack("sizes", "ids of 10 types, each in 10 readings", lambda n: asking(f"query Q{n}($x: [ID!]!) {{ nodes(ids: $x) {{ ... on Entry {{ {TEXTS} liveFrom }} }} }}", {"x": READ_AT})),
    Attack("sizes", "ids of 11 readings", lambda n: asking(f"query Q{n}($x: [ID!]!) {{ nodes(ids: $x) {{ id }} }}", {"x": [global_id(f"School:::{'0' * 9}@{at}") for at in range(11)]}), code=WRONG),
    Attack("sizes", "a list of 30,000 numbers", lambda n: asking(f"query Q{n}($x: [Int!]) {{ sdgs(where: {{ number: {{ in: $x }} }}) {{ totalCount }} }}", {"x": [1] * 30_000}), code=LIMIT),
    Attack("sizes", "a list of 15,000 wrong numbers", lambda n: asking(f"query Q{n}($x: [Int!]) {{ sdgs(where: {{ number: {{ in: $x }} }}) {{ totalCount }} }}", {"x": ["a"] * 15_000}), code=LIMIT),
    Attack("sizes", "900 wrong numbers", lambda n: asking(f"query Q{n}($x: [Int!]) {{ sdgs(where: {{ number: {{ in: $x }} }}) {{ totalCount }} }}", {"x": ["a" * 90] * 900}), code=WRONG),
    Attack("where", "900 levels of `not`", stories(deep(450, {}, "not", "not")), code=LIMIT),
    Attack("where", "25 levels of `and`", stories(deep(25, {}, "and", "[]")), code=LIMIT),
    Attack("where", "20,000 conditions", stories({"or": [{}] * 20_000}), code=LIMIT),
    Attack("where", "900 conditions", stories({"or": [{}] * 900}), code=LIMIT),
    Attack("where", "299 searches in texts", stories(WIDE)),
    Attack("where", "299 searches in texts, 20 times", lambda n: asking(TWENTY.replace("Q0", f"Q{n}"), {"w": WIDE}), code=LIMIT),
    Attack("where", "a search for 16,000 letters that grow when folded", stories({"title": {"contains": GROWING * 16_000}})),
    Attack("where", "50 such searches", searches(50, 16_000), code=LIMIT),
    Attack("where", "90 searches for 500 of them", searches(90, 500)),
    Attack("where", "20 lists of 100 texts of 150 of them", lambda n: asking(TWENTY.replace("Q0", f"Q{n}"), {"w": {"title": {"in": [f"{each}{GROWING * 150}" for each in range(100)]}}}), code=LIMIT),
    Attack("where", "every link of every link, 7 levels", stories(deep(3, {"slug": {"eq": "x"}}, "schools", "every", "newsStories", "none")), code=LIMIT),
    Attack("where", "links of links, in the document", lambda n: asking(f"query Q{n} {{ schools(where: {'{ newsStories: { every: { schools: { every: ' * 2} {{}} {'} } } }' * 2}) {{ totalCount }} }}"), code=LIMIT),
    Attack("where", "links of links", stories(deep(1, SCHOOL, "schools", "every", "newsStories", "none"))),
    Attack("where", "8 levels of `not`", stories(deep(7, {"slug": {"eq": "x"}}, "not"))),
    Attack("where", "null everywhere", stories({"title": None, "schools": None, "and": None})),
    Attack("injection", "every operator of every field", injected, variants=560),
    Attack("injection", "slugs", hostile("($x: String!) { school(slug: $x) { id } }"), variants=len(HOSTILE)),
    Attack("injection", "ids", hostile("($x: ID!) { node(id: $x) { id } entry(id: $x) { id } }"), variants=len(HOSTILE)),
    Attack("injection", "ids of types with odd names", lambda n: asking(f"query Q{n}($x: ID!) {{ node(id: $x) {{ id }} }}", {"x": global_id(f"{HOSTILE[n % len(HOSTILE)]}:::123456789")}), variants=len(HOSTILE)),
    Attack("injection", "cursors", lambda n: asking(f"query Q{n}($x: String!) {{ newsStories(after: $x) {{ totalCount }} }}", {"x": CURSORS[n % len(CURSORS)]}), code=WRONG, variants=len(CURSORS)),
    Attack("injection", "cursors with odd values", lambda n: asking(f"query Q{n}($x: String!) {{ tags(after: $x) {{ nodes {{ id }} }} }}", {"x": global_id(f'["Tag,slug","{n}"]')}), code=WRONG),
    Attack("injection", "orders", lambda n: asking(f"query Q{n}($x: [SchoolOrder!]) {{ schools(orderBy: $x) {{ totalCount }} }}", {"x": [HOSTILE[n % len(HOSTILE)]]}), code=WRONG, variants=len(HOSTILE)),
    Attack("injection", "an order 900 times", lambda n: asking(f"query Q{n}($x: [SchoolOrder!]) {{ schools(orderBy: $x) {{ totalCount }} }}", {"x": ["NAME_ASC"] * 900}), code=WRONG),
    Attack("injection", "languages", hostile("($x: Locale!) { schools(locale: $x) { totalCount } }"), code=WRONG, variants=len(HOSTILE)),
    Attack("injection", "instants", hostile("($x: DateTime!) { schools(asOf: $x) { totalCount } }"), code=WRONG, variants=len(HOSTILE)),
    Attack("injection", "an instant at the beginning of time", lambda n: asking(f"query Q{n}($x: DateTime!) {{ schools(asOf: $x) {{ nodes {{ liveFrom }} }} }}", {"x": INSTANTS[0]})),
    Attack("injection", "an instant at the end of time", lambda n: asking(f"query Q{n}($x: DateTime!) {{ schools(asOf: $x) {{ nodes {{ liveFrom }} }} }}", {"x": INSTANTS[1]}), code="UNAUTHENTICATED"),
    Attack("injection", "texts that no database stores", lambda n: asking(f"query Q{n}($x: String!) {{ school(slug: $x) {{ id }} }}", {"x": WRONG_TEXTS[n % 2]}), code=WRONG),
]  # fmt: skip
