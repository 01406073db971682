"""Lists that have to meet a search: whichever way they are read, they are the same."""

import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, asker, connection_to, statements
from search_queries import QUERIES

from fixtures.generating import generate
from models import School, table_statistics
from models.entry import database as connected
from models.translations import Locale
from resolvers.search import found as searching
from resolvers.search.found import Found, spread_of
from resolvers.search.query import anywhere, as_title, parsed
from resolvers.where import narrowed
from server import create_app

LISTS = """
query ($typed: String!, $locale: Locale, $asOf: DateTime) {
  newest: newsStories(where: {search: $typed}, locale: $locale, asOf: $asOf, first: 5) { ...page totalCount }
  oldest: newsStories(where: {search: $typed}, locale: $locale, asOf: $asOf, first: 4, orderBy: [PUBLISHED_ON_ASC]) {
    ...page
  }
  titles: newsStories(where: {search: $typed}, locale: $locale, asOf: $asOf, last: 3, orderBy: [TITLE_ASC]) { ...page }
  best: newsStories(where: {search: $typed}, locale: $locale, asOf: $asOf, first: 5, orderBy: [RELEVANCE]) { ...page }
  without: newsStories(where: {not: {search: $typed}}, locale: $locale, asOf: $asOf, first: 3) { ...page totalCount }
  months: newsStories(where: {search: $typed}, locale: $locale, asOf: $asOf) {
    groups(by: [PUBLISHED_ON_YEAR]) { nodes { keys { value } count } }
  }
  schools(locale: $locale, asOf: $asOf) {
    nodes { slug newsStories(where: {search: $typed}, first: 3) { ...page totalCount } }
  }
  awards(where: {search: $typed}, locale: $locale, asOf: $asOf, first: 5) { nodes { slug } totalCount }
}
fragment page on NewsStoryConnection { nodes { slug } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
"""
AFTER = """
query ($typed: String!, $after: String) {
  newsStories(where: {search: $typed}, first: 2, after: $after) {
    nodes { slug } pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}
"""
FORCED = {
    Found.FEW: {"MOST_FOUND": 10**6},
    Found.EVEN: {"MOST_FOUND": -1, "LEAST": 0},
    Found.MANY: {"MOST_FOUND": -1, "LEAST": 10**6},
}
"""What lets a search find few, or much everywhere, or much, whatever it is."""

TYPED = [
    *dict.fromkeys(typed for typed, *_ in QUERIES),
    *["School of Engineering", "Innovation", "students -robots", '"research team"', "students research", "the", "stud"],
    *["工學院", "学院", "學生", "x" * 30, "", "...", "-students"],
]


@pytest.fixture(scope="module")
def site(engine, loaded):
    """A database with 400 stories more."""
    url = engine.create(loaded)
    with connection_to(url):
        generate(400, 3, ZONE)
    return url


@pytest.fixture
def read(site, monkeypatch):
    """Give what asks it in one of the ways."""
    client = create_app({"SUNDIAL_DATABASE_URL": site, **PLAIN}, clock=lambda: SHOWN_AT).test_client()

    def asking(found):
        monkeypatch.setattr(narrowed, "SMALLEST", 0)
        monkeypatch.setattr(narrowed, "ONE_IN", 1)
        monkeypatch.setattr(searching, "LARGE", 0)
        for name, value in FORCED[found].items():
            monkeypatch.setattr(narrowed if name == "MOST_FOUND" else searching, name, value)
        table_statistics.KNOWN.clear()
        return asker(client)

    with connection_to(site):
        yield asking
    table_statistics.KNOWN.clear()


@pytest.mark.parametrize("asked", [{}, {"locale": "ZH_HANS"}, {"asOf": "2025-03-01T00:00:00Z"}])
def test_a_search_finds_the_same_whichever_way_a_list_is_read(read, asked):
    answers = {}
    for found in Found:
        ask = read(found)
        answers[found] = [ask(LISTS, typed=typed, **asked) for typed in TYPED]
    assert sum(bool(each["newest"]["totalCount"]) for each in answers[Found.MANY]) > 20
    for typed, *each in zip(TYPED, *answers.values(), strict=True):
        assert each == each[:1] * len(Found), typed


def test_pages_follow_each_other_whichever_way_they_are_read(read):
    for typed in ("students", "School of Engineering", "學生"):
        slugs, after, ways = [], None, list(Found)
        while True:
            page = read(ways[len(slugs) % 3])(AFTER, typed=typed, after=after)["newsStories"]
            assert page["pageInfo"]["hasPreviousPage"] == bool(slugs)
            slugs += [node["slug"] for node in page["nodes"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        everything = read(Found.MANY)(LISTS, typed=typed)
        assert len(slugs) == len(set(slugs)) == everything["newest"]["totalCount"] > 5
        assert slugs[:5] == [node["slug"] for node in everything["newest"]["nodes"]]


SPREAD = {"common": Found.EVEN, "third": Found.EVEN, "early": Found.MANY, "seldom": Found.FEW, "nowhere": Found.FEW}
"""How many of 400 schools have a word, where 20 are few; 200 have one, all of them the first."""


def test_what_is_found_everywhere_is_told_from_what_is_found_in_one_place(asking, monkeypatch):
    words = [
        ["Common", *["Third"] * (not place % 3), *["Early"] * (place < 200), *["Seldom"] * (not place % 40)]
        for place in range(400)
    ]
    entries = "".join(
        f"  - {{slug: s{place}, abbreviation: S{place}, name: {{en: {' '.join(each)}}}}}\n"
        for place, each in enumerate(words)
    )
    asking(school=f"defaults:\n  live_from: 2025-09-01T00:00:00\n  kind: SCHOOL\nentries:\n{entries}")
    monkeypatch.setattr(narrowed, "SMALLEST", 0)
    monkeypatch.setattr(narrowed, "MOST_FOUND", 20)
    monkeypatch.setattr(searching, "LARGE", 0)
    figures = table_statistics.table_statistics()
    found = {}
    for word in SPREAD:
        query = parsed(word)
        found[word] = spread_of(School, anywhere(query, (Locale.EN,)), as_title(query, (Locale.EN,)), figures)
    assert found == SPREAD
    monkeypatch.setattr(searching, "LARGE", 10**9)
    table_statistics.KNOWN.clear()
    query = parsed("common")
    figures = table_statistics.table_statistics()
    asked = anywhere(query, (Locale.EN,)), as_title(query, (Locale.EN,))
    assert spread_of(School, *asked, figures) is Found.MANY  # no sample of what is soon gathered


def test_a_search_beside_other_conditions_is_read_from_the_index(read):
    """An edition is looked at alone only where no other condition passes most of them by."""
    ask, looked_at = read(Found.EVEN), {"sqlite": "rowid = ", "postgresql": "indexed.place"}
    others = ["", ', title: {contains: "o"}', ', schools: {some: {slug: {eq: "seng"}}}', ', not: {slug: {eq: "x"}}']
    for other in others:
        with statements() as texts:
            ask(f'{{ newsStories(where: {{search: "students"{other}}}, first: 3) {{ nodes {{ slug }} }} }}')
        assert (looked_at[connected.kind] in texts[-1]) == (not other)
