"""Search in many editions, whose numbers lie far apart: the newest are found first, in whichever segment they are."""

import pytest

import models
from models import search_index
from models.entry import database as connected
from resolvers.search.ranking import MOST_HELD

NUMBER, APART = 700, 331
"""Editions, and how far their numbers are apart: the last is behind 231,700, in the fourth of the largest segments."""

WORDS = {
    "always": 1,
    "second": 2,
    "third": 3,
    "tenth": 10,
    "fiftieth": 50,
    "hundredth": 100,
    "last": 699,
    "first": 1_000,
}
"""Words of names, and in one of how many they are: those whose numbers it divides."""

FOUND = """
query ($typed: String!) {
  search(query: $typed, types: [SCHOOL], first: 100) { totalCount isPartial nodes { slug } }
}
"""


OTHERWISE = (1, 250)
"""Those whose names begin with a word that stands behind the others in all other names."""


def name_of(number):
    words = [word.title() for word in words_of(number)]
    return " ".join([*(["Here", *words] if number in OTHERWISE else [*words, "Here"]), str(number)])


def words_of(number):
    return [word for word, every in WORDS.items() if number % every == 0]


@pytest.fixture
def found(asking):
    entries = "".join(
        f"  - {{slug: s{number}, abbreviation: S{number}, name: {{en: {name_of(number)}}}}}\n"
        for number in range(NUMBER)
    )
    ask = asking(school=f"defaults:\n  live_from: 2025-09-01T00:00:00\n  kind: SCHOOL\nentries:\n{entries}")
    connected.execute_sql(f'UPDATE "{models.School._meta.table_name}" SET edition = 1000000 + edition * {APART}')
    search_index.drop()
    search_index.start_indexing()
    return lambda typed: ask(FOUND, typed=typed)["search"]


def newest(condition):
    """List the hundred that were made last of those whose words meet a condition."""
    return [{"slug": f"s{number}"} for number in reversed(range(NUMBER)) if condition(words_of(number))][:100]


def test_what_is_common_and_what_is_rare_is_found_in_the_order_of_the_newest(found):
    assert [found(word)["nodes"] for word in WORDS] == [
        newest(lambda words, word=word: word in words) for word in WORDS
    ]
    assert found("fiftieth")["totalCount"] == NUMBER / 50


def test_several_words_are_found_in_what_has_all_of_them(found):
    for typed in (
        ["second", "third"],
        ["third", "tenth"],
        ["tenth", "hundredth"],
        ["always", "second", "third", "tenth"],
        ["second", "third", "tenth", "fiftieth"],
        ["second", "last"],
    ):
        page = found(" ".join(typed))
        assert (page["nodes"], page["isPartial"]) == (newest(lambda words, typed=typed: {*typed} <= {*words}), False)
    left_out = newest(lambda words: "third" in words and "second" not in words)
    assert found("third -second")["nodes"] == left_out


def test_where_none_has_all_of_them_the_newest_that_have_some_are_listed(found):
    page = found("last fiftieth hundredths xyzzyq")
    assert page["isPartial"]
    assert {"slug": "s699"} in page["nodes"]
    assert {each["slug"] for each in page["nodes"]} == {"s699", *(f"s{number}" for number in range(0, NUMBER, 50))}


def test_a_phrase_is_looked_for_in_the_newest_that_have_its_words(found):
    assert NUMBER - MOST_HELD in range(*OTHERWISE)
    assert [found(f'"{phrase}"')["nodes"] for phrase in ("here always", "always second", "here second")] == [
        [{"slug": "s250"}],
        newest(lambda words: "second" in words),
        [],
    ]
