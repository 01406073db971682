"""Comparisons of texts that the index of tokens narrows: they give what they give without it."""

import pytest
from conftest import PLAIN, SHOWN_AT, asker, statements, with_derived, write_edition
from hypothesis import example, given, settings
from hypothesis import strategies as st

import models
from models import reindexing, table_statistics
from models.collation import fold
from models.edition_values import new_entry
from models.entry import database as connected
from models.instants import FOREVER
from models.search.columns import CUT, Stream, place_of
from models.search.tokens import LONGEST_WORD
from resolvers.compiler.matching import All, Any, Token
from resolvers.where import narrowed
from resolvers.where.narrowing import LAST, WORD, narrowing
from server import create_app

PIECES = st.sampled_from(
    ["robots", "Water", "élan", "İstanbul", "straße", "'s", "'", "\N{RIGHT SINGLE QUOTATION MARK}s", "s", " ", " ", "-", "_", ".", "科大", "電池", "電", "无人機", "ＤＳＥ", "特攻", "и́й", "दिन", "\N{DEVANAGARI VOWEL SIGN AA}", "e\u0301", "\u0338", "=", "한국", "ไทย", "12,500", "4723", "x" * 40, "\u2460", "ﬁ", "ß", "A", "İ", "\ud7a3", "\u1100\u1161"]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=12).map("".join)


@st.composite
def texts_and_parts(draw):
    """Draw a text, and one that stands in it, maybe at one of its ends or at both."""
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text)))
    return text, text[start : draw(st.integers(start, len(text)))]


COMPARED = {
    "contains": lambda text, part: fold(part) in fold(text),
    "startsWith": lambda text, part: fold(text).startswith(fold(part)),
    "eq": lambda text, part: fold(text) == fold(part),
    "containsExact": lambda text, part: part in text,
    "startsWithExact": lambda text, part: text.startswith(part),
    "eqExact": lambda text, part: text == part,
}


def finds(asked, tokens):
    """Whether an edition with these tokens is found by what an index is asked for."""
    words = {token[1:] for token in tokens if len(token) > 3 and token[1] not in "~^=!|"}
    chosen = [
        word for word in words if any(asked.first <= word[start:] <= asked.last for start in range(len(word) - 2))
    ]

    def holds(condition, word=""):
        match condition:
            case Token(text, is_prefix):
                text = text.replace(WORD, word)
                return any(token.startswith(text) for token in tokens) if is_prefix else text in tokens
            case All(conditions):
                return all(holds(each, word) for each in conditions)
            case Any(conditions):
                return any(holds(each, word) for each in conditions)

    return CUT in tokens or any(holds(asked.asked, word) for word in (chosen if asked.first else [""]))


@settings(max_examples=1500, deadline=None)
@given(texts_and_parts(), st.sampled_from(sorted(COMPARED)))
@example(("cat's\N{DEVANAGARI VOWEL SIGN AA}x garden", "at's\N{DEVANAGARI VOWEL SIGN AA}x ga"), "contains")
@example(("Robots' water", "bots' wat"), "contains")
@example(("x" * 90 + " robots", "x" * 20 + " rob"), "contains")
@example(("無人機s", "人机"), "contains")
def test_what_meets_a_comparison_has_what_the_index_is_asked_for(text_and_part, operator):
    text, part = text_and_part
    if not COMPARED[operator](text, part):
        return
    compared = part if operator.endswith("Exact") else fold(part)
    for field, is_title in ((models.NewsStory.title, True), (models.NewsStory.body, False)):
        stream, everything = Stream(is_of_titles=is_title), Stream(is_of_titles=False)
        for each in (stream, everything):
            each.add(place_of("zh-Hant"), text)
        tokens = {*(stream.written() or "").split(), *(everything.written() or "").split()}
        asked = narrowing(field, operator, compared)
        assert asked is None or finds(asked, tokens)


@pytest.mark.parametrize(
    ("part", "asked"),
    [
        ("robots", (All((Token(f"0={WORD}"),)), "robots", "robots" + LAST)),
        ("obots in wat", (All((Token(f"0={WORD}"), Token("0=wat", is_prefix=True))), "obots", "obots")),
        ("in the wat", (All((Token("0=the"), Token("0=wat", is_prefix=True))), "", "")),
        ("科大特", (All((Token("0=科大"), Token("0=大特"))), "", "")),
        ("DSE 特攻", (All((Token(f"0={WORD}"), Token("0=特攻"))), "dse", "dse")),
    ],
)
def test_what_the_index_is_asked_for(part, asked):
    found = narrowing(models.NewsStory.title, "contains", fold(part))
    assert (found.asked.conditions[0], found.first, found.last) == asked


@pytest.mark.parametrize("part", ["ai", "a b", "...", "'s", "", "한국"])
def test_no_index_is_asked_for_what_is_short(part):
    assert narrowing(models.NewsStory.title, "contains", fold(part)) is None


TITLES = {
    "robots": {"en": "Microrobots' work in water", "zh-Hant": "微型機械人在水中"},
    "only-chinese": {"zh-Hant": "科大研發電池"},
    "simplified": {"zh-Hans": "科大研发电池"},
    "accents": {"en": "Élan of the naïve, 12,500 strong"},
    "long": {"en": "x" * (LONGEST_WORD + 20) + "robots"},
    "wide": {"en": "ＤＳＥ特攻 of HKUST\N{RIGHT SINGLE QUOTATION MARK}s"},
    "cyrillic": {"en": "Роботы в воде"},
}


@pytest.fixture
def stories(copy, monkeypatch):
    """Give what asks for stories, to which some are added: the index is asked for them in a table of any size, or never."""
    for slug, title in TITLES.items():
        content = {"slug": slug, "title": title, "published_on": "2020-01-01", "body": {"en": f"About {slug} bodies"}}
        state = {"live_from": 0, "live_until": FOREVER, **content}
        write_edition(models.NewsStory, new_entry(models.NewsStory), 1, state, "an editor")

    def asking(*, is_asked=True):
        monkeypatch.setattr(narrowed, "SMALLEST", 0 if is_asked else 10**9)
        monkeypatch.setattr(narrowed, "ONE_IN", 1)
        table_statistics.KNOWN.clear()
        return asker(create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}, clock=lambda: SHOWN_AT).test_client())

    yield asking
    table_statistics.KNOWN.clear()


STORIES = """query($w: NewsStoryFilter, $l: Locale) {
  newsStories(where: $w, locale: $l, first: 100) { totalCount nodes { slug } pageInfo { hasNextPage } }
}"""
INDEX = {"sqlite": "news_story_tokens", "postgresql": "edition_titles"}
PARTS = ["obot", "robots", "Microrobots' w", "s' work in wat", "in water", "機械人", "机械", "科", "科大", "研發電", "naïve", "NAIVE", "2,500 str", "xrobots", "x" * 30, "特攻 of hk", "HKUST's", "hkust", "обот", "в вод", "the", "xyzzyq", "University", "科技大學", "of the nai"]  # fmt: skip


@pytest.mark.parametrize("locale", ["EN", "ZH_HANS"])
def test_answers_are_those_without_the_index(stories, locale):
    wheres = [{"title": {operator: part}} for part in PARTS for operator in ("contains", "startsWith", "containsExact")]
    wheres += [
        {"title": {operator: title}}
        for texts in TITLES.values()
        for title in texts.values()
        for operator in ("eq", "eqExact")
    ]
    wheres += [
        {"body": {"contains": "bout wide bod"}},
        {"not": {"title": {"contains": "robot"}}},
        {"schools": {"some": {"name": {"contains": "ineering"}}}},
    ]
    wheres += [
        {"or": [{"title": {"contains": "obot"}}, {"body": {"contains": "accents"}}], "title": {"contains": "rk in"}}
    ]
    found = []
    for is_asked in (True, False):
        ask = stories(is_asked=is_asked)
        with statements() as issued:
            found.append([ask(STORIES, w=where, l=locale) for where in wheres])
        assert any(INDEX[connected.kind] in text for text in issued) == is_asked
    for where, with_it, without in zip(wheres, *found, strict=True):
        assert with_it == without, where
    assert sum(each["newsStories"]["totalCount"] for each in found[0]) > 50


def found_by(ask, part):
    return [node["slug"] for node in ask(STORIES, w={"title": {"contains": part}})["newsStories"]["nodes"]]


def test_words_are_found_from_the_moment_they_are_written(stories):
    ask = stories()
    assert found_by(ask, "uixoti") == []
    story = models.NewsStory.get(models.NewsStory.slug == "accents")
    sources = {source.name: story.__data__[source.name] for source in models.NewsStory.tokens.sources}
    changed = with_derived(models.NewsStory, **(sources | {"title": {"en": "Quixotic windmills"}}))
    models.NewsStory.update(changed).where(models.NewsStory.edition == story.edition).execute()
    assert found_by(ask, "uixoti") == ["accents"]
    assert found_by(ask, "of the na") == []


def test_texts_that_are_not_indexed_whole_are_found(stories):
    ask = stories()
    assert CUT in models.NewsStory.get(models.NewsStory.slug == "long").title_tokens.split()
    assert found_by(ask, "xxrobot") == ["long"]


def test_a_piece_that_many_words_have_is_found(stories, monkeypatch):
    ask = stories()
    monkeypatch.setattr(narrowed, "MOST_WORDS", 0)
    assert found_by(ask, "icrorobots' w") == ["robots"]


def test_words_are_checked_and_made_anew(copy):
    assert reindexing.check().is_right
    connected.execute_sql("DELETE FROM award_tokens_words")
    assert reindexing.check() == (0, ["award"])
    reindexing.reindex()
    assert reindexing.check().is_right


def test_a_narrowed_comparison_is_part_of_the_one_statement(stories):
    for is_asked in (True, False):
        ask = stories(is_asked=is_asked)
        with statements() as texts:
            assert found_by(ask, "icrorobots' w") == ["robots"]
        [text] = texts
        assert text.count("news_story_tokens_words") == 2 * is_asked  # for the page, and for the total


def test_the_index_is_not_asked_for_what_many_have(stories, monkeypatch):
    ask = stories()
    monkeypatch.setattr(narrowed, "MOST_FOUND", 2)
    for part, slug, is_rare in (("оботы в", "cyrillic", True), ("robot", "robots", False)):
        with statements() as texts:
            assert slug in found_by(ask, part)
        [text] = texts
        assert (INDEX[connected.kind] in text) == is_rare


def test_whether_the_index_is_asked_is_decided_by_each_request(stories, monkeypatch):
    ask = stories()
    for number, most in enumerate((1_000, 0, 1_000)):
        monkeypatch.setattr(narrowed, "MOST_FOUND", most)
        with statements() as texts:
            ask(
                'query($a: Int) { newsStories(first: $a, where: {title: {contains: "icrorobots"}}) { totalCount } }',
                a=number,
            )
        assert (INDEX[connected.kind] in texts[0]) == (most > 0)
