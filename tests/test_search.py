"""Search: what is typed finds what is meant, the same in the same order on both databases, and nothing is an error."""

import json
import random
import time

import pytest
from conftest import PLAIN, SHOWN_AT, asker, post, statements, with_derived
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_oracle import Searcher
from search_queries import QUERIES

import models
from models import reindexing, schema_changes
from models.edition import own_fields
from models.entry import database as connected
from models.errors import SearchUnindexed
from models.instants import to_microseconds
from models.search.columns import searched
from models.search_index import kept_in, places_of
from models.translations import Locale
from resolvers.compiler.matching import FTS5, TSQUERY
from resolvers.search.query import in_titles, parsed
from server import create_app

AT = to_microseconds(SHOWN_AT)
SEARCH = """
query ($typed: String!, $locale: Locale!, $first: Int = 10, $after: String, $types: [EntryType!]) {
  search(query: $typed, locale: $locale, first: $first, after: $after, types: $types) {
    totalCount isPartial didYouMean
    counts { type count }
    edges { score cursor node { slug entryId } snippet { field lang text parts { text isMatch } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""


@pytest.fixture
def found(ask):
    return lambda typed, locale="EN", **more: ask(SEARCH, typed=typed, locale=locale, **more)["search"]


@pytest.fixture(scope="module")
def searchers(app):
    """What searches in plain Python, by the language that is read."""
    return {locale: Searcher(locale, AT) for locale in Locale}


def slugs(page):
    return [edge["node"]["slug"] for edge in page["edges"]]


def test_there_are_eighty_queries_in_three_scripts():
    assert len(QUERIES) >= 80
    assert {locale for _, locale, _, _ in QUERIES} == {"EN", "ZH_HANT", "ZH_HANS"}


def test_the_first_page_has_what_is_meant(found):
    wrong = []
    for query, locale, wanted, unwanted in QUERIES:
        page = slugs(found(query, locale))
        missing = [slug for slug in wanted if slug not in page]
        wrong += (
            [(query, missing, others)] if (others := [slug for slug in unwanted if slug in page]) or missing else []
        )
    assert wrong == []


@pytest.mark.parametrize("locale", list(Locale))
def test_every_search_gives_what_plain_python_finds_in_its_order(found, searchers, locale):
    for query, *_ in QUERIES:
        page = found(query, locale.name, first=100)
        expected, is_partial = searchers[locale].search(query)
        got = [(edge["score"], edge["node"]["slug"]) for edge in page["edges"]]
        assert (query, got) == (query, expected[:100])
        assert page["isPartial"] == is_partial, query
        assert page["totalCount"] == sum(each["count"] for each in page["counts"]) == len(expected), query


WORDS = st.sampled_from(
    [
        "engineering",
        "school",
        "of",
        "science",
        "hkust",
        "univ",
        "工",
        "學院",
        "科學",
        "AI",
        "first",
        "robot",
        "xyzzy",
        "2025",
    ]
)
PIECES = st.one_of(
    WORDS, WORDS.map("-{}".format), st.lists(WORDS, min_size=1, max_size=3).map(lambda ws: f'"{" ".join(ws)}"')
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=4).map(" ".join), st.sampled_from(list(Locale)))
def test_words_quotes_and_minus_in_any_order(found, searchers, query, locale):
    expected, is_partial = searchers[locale].search(query)
    page = found(query, locale.name, first=100)
    assert ([(edge["score"], edge["node"]["slug"]) for edge in page["edges"]], page["isPartial"]) == (
        expected[:100],
        is_partial,
    )


def test_pages_go_through_all_that_is_found(found):
    whole, after, pages = slugs(found("hkust", first=100)), None, []
    while True:
        page = found("hkust", first=3, after=after)
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        pages += slugs(page)
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert pages == whole
    assert len(whole) > 6


def test_types_are_chosen_and_counted(found):
    everywhere = {each["type"]: each["count"] for each in found("engineering")["counts"]}
    assert everywhere["SCHOOL"] == 1
    assert everywhere["PROGRAM"] > 5
    assert found("engineering", types=["SCHOOL"])["counts"] == [{"type": "SCHOOL", "count": 1}]
    assert found("engineering", types=[])["counts"] == []
    assert slugs(found("myPortal", types=["MENU"])) == ["portals"]
    assert slugs(found("myPortal")) == []


def test_a_snippet_says_where_it_was_found_and_marks_it(found):
    [edge] = found("特攻", "ZH_HANT")["edges"]
    snippet = edge["snippet"]
    assert (snippet["field"], snippet["lang"]) == ("title", "zh-Hant")
    assert snippet["parts"] == [
        {"text": "DSE ", "isMatch": False},
        {"text": "特攻", "isMatch": True},
        {"text": "隊", "isMatch": False},
    ]
    assert snippet["text"] == "DSE 特攻隊"
    fields = {edge["node"]["slug"]: edge["snippet"]["field"] for edge in found("zhelyazkov")["edges"]}
    assert fields == {"zhelyazkov-reviewer": "recipients.name", "pavel-ivanov-zhelyazkov": "name"}


def test_a_long_text_is_cut_around_what_was_found(asking):
    words = " ".join(f"word{number}" for number in range(200))
    story = "entries:\n  - slug: long\n    live_from: 2025-01-01T00:00:00+08:00\n    title: {en: Long}\n"
    ask = asking(news_story=f"{story}    body: {{en: {words} needle {words}}}\n    published_on: 2025-01-01\n")
    [edge] = ask(SEARCH, typed="needle", locale="EN")["search"]["edges"]
    parts = edge["snippet"]["parts"]
    assert [part["text"] for part in parts if part["isMatch"]] == ["needle"]
    assert parts[0]["text"].startswith("…")
    assert parts[-1]["text"].endswith("…")
    assert len(edge["snippet"]["text"]) < 220


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hogn kong", "hong kong"), ("sceince school", "science school"), ("medicne", "medicine"), ("roobt", "robot")],
)
def test_other_words_are_proposed_where_nothing_is_found(found, typed, meant):
    page = found(typed)
    assert page["didYouMean"][0] == meant
    assert found(meant)["totalCount"] > 0
    assert found(meant)["didYouMean"] == []


@pytest.mark.parametrize(
    ("typed", "text", "kind"),
    [
        ("en", "School of Engineering", "SCHOOL"),
        ("school of en", "School of Engineering", "SCHOOL"),
        ("school of e", "School of Engineering", "SCHOOL"),
        ("工", "School of Engineering", "SCHOOL"),
        ("startup su", "Startup support", "POPULAR_SEARCH"),
        ("medical ed", "Medical Education", "TAG"),
    ],
)
def test_titles_are_suggested_while_one_types(ask, typed, text, kind):
    asked = "query ($typed: String!) { suggest(query: $typed, first: 20) { text type node { slug } } }"
    found = ask(asked, typed=typed)["suggest"]
    assert (text, kind) in [(each["text"], each["type"]) for each in found]
    assert ask(asked, typed="")["suggest"] == ask(asked, typed="e")["suggest"] == []


def test_all_lists_take_a_search_as_a_condition(ask):
    asked = (
        "query ($search: String) { programs(first: 100, where: {search: $search}) { totalCount nodes { slug name } } }"
    )
    found = ask(asked, search="computer engineering")["programs"]
    assert found["totalCount"] == len(found["nodes"]) > 1
    assert all("omput" in node["name"] and "ngineer" in node["name"] for node in found["nodes"])
    every = ask("{ programs { totalCount } }")["programs"]["totalCount"]
    for search, total in ((None, every), (" ", every), ("?!", 0), ("-engineering", 0)):
        assert ask(asked, search=search)["programs"]["totalCount"] == total
    nested = """{ schools { nodes { slug name newsStories { totalCount }
        found: newsStories(where: {search: "hkust"}, orderBy: [RELEVANCE]) { totalCount nodes { slug } } } } }"""
    for school in ask(nested)["schools"]["nodes"]:
        assert school["found"]["totalCount"] == len(school["found"]["nodes"]) <= school["newsStories"]["totalCount"]
    negated = '{ newsStories(where: {not: {search: "robot"}}) { nodes { slug } } }'
    assert "hong-kong-operation-robot" not in [node["slug"] for node in ask(negated)["newsStories"]["nodes"]]


def test_a_list_is_ordered_by_relevance_and_walked_either_way(ask):
    asked = """query ($first: Int, $after: String, $last: Int, $before: String) {
      programs(first: $first, after: $after, last: $last, before: $before, where: {search: "engineering"}, orderBy: [RELEVANCE, NAME_ASC]) {
        nodes { slug } pageInfo { endCursor startCursor hasNextPage hasPreviousPage } } }"""
    whole = [node["slug"] for node in ask(asked, first=100)["programs"]["nodes"]]
    forward, after = [], None
    while True:
        page = ask(asked, first=4, after=after)["programs"]
        forward += [node["slug"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    backward, before = [], None
    while True:
        page = ask(asked, last=4, before=before)["programs"]
        backward = [node["slug"] for node in page["nodes"]] + backward
        if not page["pageInfo"]["hasPreviousPage"]:
            break
        before = page["pageInfo"]["startCursor"]
    assert forward == backward == whole
    assert len(whole) > 8


def test_relevance_is_of_something(client):
    answer = post(client, "{ programs(orderBy: [RELEVANCE]) { totalCount } }")
    assert [each["extensions"]["code"] for each in answer["errors"]] == ["BAD_USER_INPUT"]
    answer = post(client, '{ search(query: "a", after: "x") { totalCount } }')
    assert [each["extensions"]["code"] for each in answer["errors"]] == ["BAD_USER_INPUT"]
    answer = post(client, '{ search(query: "a", first: 101) { totalCount } }')
    assert [each["extensions"]["code"] for each in answer["errors"]] == ["BAD_USER_INPUT"]


SIGNS = "aeiou xyz \"“”'’-–+*:()^~!|&<>\\/%_;@#$.,?\t\n0123456789éüßþ工學院医ＡＢꙮ\u0301\u200b😀𠀀สวัสดีहिन्दी"


def test_no_junk_is_an_error(client):
    chosen = random.Random(17)
    taken = []
    for number in range(150):
        text = "".join(chosen.choices(SIGNS, k=chosen.choice([0, 1, 2, 3, 5, 8, 13, 40, 300])))
        started = time.perf_counter()
        answer = post(client, SEARCH, typed=text, locale=chosen.choice(["EN", "ZH_HANT"]))
        taken.append(time.perf_counter() - started)
        assert "errors" not in answer, (number, text, answer)
    for text in [
        "\x00",
        "\ud800",
        "a" * 5_000,
        '"' * 200,
        "-" * 200,
        "(((((",
        "NEAR(a b)",
        "a AND",
        "OR",
        "NOT",
        "a:b",
        "'",
    ]:
        answer = post(client, SEARCH, typed=json.loads(json.dumps(text)), locale="EN") if text != "\ud800" else {}
        assert "errors" not in answer, (text, answer)


def test_only_the_languages_that_are_read_are_searched(ask):
    asked = "query ($typed: String!, $fallback: [Locale!]) { search(query: $typed, fallback: $fallback) { nodes { slug } } }"
    assert {"slug": "seng"} in ask(asked, typed="工學院")["search"]["nodes"]
    assert ask(asked, typed="工學院", fallback=[])["search"]["nodes"] == []
    assert {"slug": "seng"} in ask(asked, typed="工學院", fallback=["ZH_HANT"])["search"]["nodes"]


def test_what_is_not_shown_is_not_found(copy):
    ask = asker(create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}, clock=lambda: SHOWN_AT).test_client())
    asked = (
        'query ($at: DateTime) { search(query: "medical school", asOf: $at) { nodes { slug } totalCount didYouMean } }'
    )
    assert {"slug": "new-medical-school"} in ask(asked)["search"]["nodes"]
    assert {"slug": "new-medical-school"} not in ask(asked, at="2000-01-01T00:00:00Z")["search"]["nodes"]
    story = models.NewsStory.get(models.NewsStory.slug == "new-medical-school")
    models.NewsStory.update(live_from=None).where(models.NewsStory.edition == story.edition).execute()
    for query in (asked, asked.replace("medical school", "preparatons")):
        found = ask(query)["search"]
        assert {"slug": "new-medical-school"} not in found["nodes"]
        assert found["didYouMean"] == []
    suggested = '{ suggest(query: "prepar") { text } }'
    assert ask(suggested)["suggest"] == []
    condition = '{ newsStories(where: {search: "preparations"}) { totalCount } }'
    assert ask(condition)["newsStories"]["totalCount"] == 0


def test_the_index_follows_every_change(copy):
    ask = asker(create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}, clock=lambda: SHOWN_AT).test_client())

    def found(word):
        return slugs(ask(SEARCH, typed=word, locale="EN")["search"])

    story = models.NewsStory.get(models.NewsStory.slug == "new-medical-school")
    before = {field.name: story.__data__[field.name] for field in searched(own_fields(models.NewsStory))}
    here = models.NewsStory.edition == story.edition
    changed = with_derived(models.NewsStory, **(before | {"title": {"en": "Quixotic windmills"}}))
    models.NewsStory.update(changed).where(here).execute()
    assert found("quixotic") == ["new-medical-school"]
    models.NewsStory.update(with_derived(models.NewsStory, **before)).where(here).execute()
    assert found("quixotic") == []
    assert "new-medical-school" in found("commences")
    models.NewsStory.delete().where(here).execute()
    assert "new-medical-school" not in found("commences")


def test_the_index_is_checked_and_made_anew(copy):
    assert reindexing.check().is_right
    story = models.NewsStory.get(models.NewsStory.slug == "new-medical-school")
    here = models.NewsStory.edition == story.edition
    models.NewsStory.update(tokens=" |0 0nothing |0 ").where(here).execute()
    assert reindexing.check() == (1, [])
    first, last = places_of(models.Award)
    connected.execute_sql(EMPTIED[connected.kind].format(first=first, last=last))
    assert reindexing.check() == (1, ["award"])
    assert reindexing.reindex() == (1, ["award"])
    assert reindexing.check().is_right
    assert models.NewsStory.get(here).tokens == story.tokens


EMPTIED = {
    "postgresql": "DELETE FROM edition_tokens WHERE place BETWEEN {first} AND {last}",
    "sqlite": "INSERT INTO award_tokens (award_tokens, rowid, title_tokens, tokens)"
    " SELECT 'delete', edition, title_tokens, tokens FROM award",
}


def test_a_database_without_its_index_is_told_and_mended(copy):
    for table in kept_in("award"):
        connected.execute_sql(f'DROP TABLE "{table}"')
    with pytest.raises(SearchUnindexed) as caught:
        schema_changes.require_current()
    assert "award" in caught.value.missing
    schema_changes.upgrade()
    schema_changes.require_current()
    assert reindexing.check().is_right


def test_the_index_itself_leaves_out_words():
    found = in_titles(parsed("clear -water "), (Locale.EN,))
    assert FTS5.text(found) == '("0^clear" NOT ("0~water" OR "0^water"))'
    assert TSQUERY.text(found) == "('0^clear' & !('0~water' | '0^water'))"


def test_what_is_typed_is_read_once():
    assert parsed("a b") is parsed("a b")


def test_a_search_is_one_statement(client):
    with statements() as texts:
        post(client, SEARCH, typed="engineering school", locale="EN")
    [text] = dict.fromkeys(texts)
    assert all(table in text for table in kept_in("news_story"))
