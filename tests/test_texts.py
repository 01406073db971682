"""Texts in conditions and orders, whatever their letters, on both databases alike."""

import itertools
import re

import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, asker, statements, write_edition

import models
from fixtures.generating import generate
from models.derived_columns import derive_columns, derived_fields
from models.edition import content_types
from models.edition_values import new_entry, stored_editions
from models.entry import database as connected
from models.instants import FOREVER
from models.texts import TextLanguages
from models.translations import Locale
from schema.building import require_compared
from server import create_app

NAMES = {
    "birne": {"en": "Birne"},
    "strasse": {"en": "Straße"},
    "zebra": {"en": "Zebra"},
    "apfel": {"en": "apfel"},
    "aepfel": {"en": "Äpfel"},
    "oel": {"en": "Öl"},
}
CHINESE = {
    "bei": {"zh-Hant": "北", "zh-Hans": "北"},
    "gang": {"zh-Hant": "港", "zh-Hans": "港"},
    "xiang": {"zh-Hant": "香", "zh-Hans": "香"},
    "ke": {"zh-Hant": "科", "zh-Hans": "科"},
    "yi": {"zh-Hant": "一", "zh-Hans": "一"},
    "ding": {"zh-Hant": "丁", "zh-Hans": "丁"},
    "hkust": {"en": "HKUST"},
    "abc": {"en": "ＡＢＣ"},
}


def add(model, states):
    """Make an entry of each state, live at any time."""
    for slug, content in states.items():
        state = {"slug": f"own-{slug}", "live_from": 0, "live_until": FOREVER, **content}
        write_edition(model, new_entry(model), 1, state, "an editor")


@pytest.fixture
def named(copy):
    """Tags with the names that a test gives; the slugs of those that a condition or an order finds."""

    def named(names):
        add(models.Tag, {slug: {"name": name} for slug, name in names.items()})
        ask = asker(create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}, clock=lambda: SHOWN_AT).test_client())

        def slugs(where=None, **variables):
            query = """query($where: TagFilter, $order: [TagOrder!], $locale: Locale, $fallback: [Locale!], $first: Int, $after: String) {
              tags(first: $first, after: $after, where: $where, orderBy: $order, locale: $locale, fallback: $fallback) {
                nodes { slug } pageInfo { endCursor hasNextPage }
              }
            }"""
            where = {"and": [{"slug": {"startsWithExact": "own-"}}, where or {}]}
            found, after, follows = [], None, True
            while follows:
                page = ask(query, where=where, after=after, **{"first": 100, "locale": "EN", **variables})["tags"]
                after, follows = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
                found += [node["slug"].removeprefix("own-") for node in page["nodes"]]
            return found

        return slugs

    return named


@pytest.mark.parametrize(
    ("where", "total"),
    [
        ({"name": {"contains": "school"}}, 6),
        ({"name": {"contains": "SCHOOL"}}, 6),
        ({"name": {"contains": "ＳＣＨＯＯＬ"}}, 6),
        ({"name": {"containsExact": "School"}}, 6),
        ({"name": {"containsExact": "school"}}, 0),
        ({"name": {"startsWith": "school OF"}}, 5),
        ({"name": {"startsWithExact": "School of"}}, 5),
        ({"name": {"startsWithExact": "school of"}}, 0),
        ({"name": {"eq": "school of science"}}, 1),
        ({"name": {"eqExact": "school of science"}}, 0),
        ({"name": {"eqExact": "School of Science"}}, 1),
        ({"name": {"in": ["SCHOOL OF SCIENCE", "school of engineering", "none"]}}, 2),
        ({"name": {"inExact": ["SCHOOL OF SCIENCE", "School of Engineering"]}}, 1),
        ({"abbreviation": {"eq": "seng"}}, 1),
        ({"abbreviation": {"eqExact": "seng"}}, 0),
        ({"slug": {"eq": "SENG"}}, 1),
        ({"slug": {"eqExact": "SENG"}}, 0),
        ({"slug": {"in": ["Seng", "ssci"]}}, 2),
        ({"not": {"name": {"contains": "school"}}}, 3),
        ({"departments": {"some": {"code": {"in": ["cse", "Ece"]}}}}, 1),
        ({"departments": {"some": {"name": {"contains": "COMPUTER science"}}}}, 1),
    ],
)
def test_conditions_on_texts_look_past_case_and_width_unless_they_are_exact(ask, where, total):
    answer = ask("query($where: SchoolFilter) { schools(where: $where) { totalCount } }", where=where)
    assert answer["schools"]["totalCount"] == total


ALIKE = [
    ("Cafe\u0301", "Café", "CAFÉ", "cafe"),
    ("Straße", "STRASSE", "strasse"),
    ("Diyarbakır", "DIYARBAKIR"),
    ("İstanbul", "istanbul", "ISTANBUL"),
    ("ＨＫＵＳＴ", "HKUST", "hkust"),
    ("It’s new", "it's NEW"),
    ("Ελλάς", "ΕΛΛΑΣ"),
    ("香港，科技", "香港,科技"),
]


def test_a_text_is_found_however_it_is_written(named):
    slugs = named({f"{i}-{j}": {"en": text} for i, texts in enumerate(ALIKE) for j, text in enumerate(texts)})
    for i, texts in enumerate(ALIKE):
        written = [f"{i}-{j}" for j in range(len(texts))]
        for slug, asked in zip(written, texts, strict=True):
            for comparison in ("eq", "contains", "startsWith"):
                assert slugs({"name": {comparison: asked}}) == written
                assert slugs({"name": {f"{comparison}Exact": asked}}) == [slug]
            assert slugs({"name": {"in": ["x", asked]}}) == written
            assert slugs({"name": {"inExact": ["x", asked]}}) == [slug]


def test_conditions_compare_the_text_that_is_shown(named):
    slugs = named({"both": {"en": "Ärger", "zh-Hant": "ＡＢＣ"}, "one": {"zh-Hant": "ＡＢＣ"}})
    assert slugs({"name": {"eq": "abc"}}) == ["one"]
    assert slugs({"name": {"eq": "abc"}}, locale="ZH_HANT") == ["both", "one"]
    assert slugs({"name": {"eq": "abc"}}, fallback=[]) == []
    assert slugs({"name": {"isNull": True}}, fallback=[]) == ["one"]
    assert slugs({"name": {"eq": "arger"}}, locale="ZH_HANS", fallback=["EN", "ZH_HANT"]) == ["both"]


LATIN = ["abc", "apfel", "aepfel", "birne", "hkust", "oel", "strasse", "zebra"]
STROKES = ["yi", "ding", "bei", "ke", "xiang", "gang"]
PINYIN = ["bei", "ding", "gang", "ke", "xiang", "yi"]


def test_texts_are_sorted_as_in_a_dictionary_of_the_language_read(named):
    slugs = named({**NAMES, **CHINESE})
    for first in (100, 2):
        for locale, wanted in (("ZH_HANT", [*STROKES, *LATIN]), ("ZH_HANS", [*PINYIN, *LATIN])):
            assert slugs(order=["NAME_ASC"], locale=locale, first=first) == wanted
            assert slugs(order=["NAME_DESC"], locale=locale, first=first) == wanted[::-1]
        assert slugs(order=["NAME_ASC"], first=first)[: len(LATIN)] == LATIN


def test_without_fallback_what_is_missing_comes_last_in_both_directions(named):
    slugs = named({**NAMES, **CHINESE})
    missing = [slug for slug, name in CHINESE.items() if "zh-Hant" in name]
    for first in (100, 2):
        assert slugs(order=["NAME_ASC"], fallback=[], first=first) == [*LATIN, *missing]
        assert slugs(order=["NAME_DESC"], fallback=[], first=first) == [*LATIN[::-1], *missing[::-1]]
        assert slugs(order=["NAME_ASC"], locale="ZH_HANT", fallback=[], first=first)[:6] == STROKES


def test_with_fallbacks_of_ones_own_a_text_stands_by_the_order_of_its_language(named):
    slugs = named({**NAMES, **CHINESE})
    found = slugs(order=["NAME_ASC"], locale="ZH_HANT", fallback=["EN"])
    assert [slug for slug in found if slug in STROKES] == STROKES
    assert [slug for slug in found if slug in LATIN] == LATIN


def test_texts_that_are_level_stand_in_the_order_in_which_they_were_made(named):
    alike = "a" * 1_000
    slugs = named({"one": {"en": f"{alike}b"}, "two": {"en": f"{alike}a"}, "before": {"en": "a"}})
    assert slugs(order=["NAME_ASC"], first=1) == ["before", "one", "two"]
    assert slugs(order=["NAME_DESC"], first=1) == ["two", "one", "before"]


def test_plain_texts_are_sorted_as_in_english(copy):
    abbreviations = ["b", "Á", "a", "C", "ß"]
    states = {
        f"d{number}": {"name": {"en": "A degree"}, "abbreviation": text, "level": "UNDERGRADUATE"}
        for number, text in enumerate(abbreviations)
    }
    add(models.Degree, states)
    ask = asker(create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}, clock=lambda: SHOWN_AT).test_client())
    query = """query($locale: Locale) {
      degrees(where: {slug: {startsWith: "own-"}}, orderBy: [ABBREVIATION_ASC], locale: $locale) { nodes { abbreviation } }
    }"""
    for locale in Locale:
        nodes = ask(query, locale=locale.value)["degrees"]["nodes"]
        assert [node["abbreviation"] for node in nodes] == ["a", "Á", "b", "C", "ß"]


def differing():
    """The rows whose derived columns are not what follows from the others."""
    found = []
    for model in content_types():
        for row in model.select().dicts():
            has = {name: row[name] for name in derived_fields(model)}
            found += [(model.__name__, row["slug"])] * (has != derive_columns(model, row))
    return found


def test_derived_columns_are_written_with_the_rows(copy):
    assert differing() == []
    generate(30, 3, ZONE)
    assert differing() == []
    [stored] = [each for each in stored_editions(models.Tag) if each.values["slug"] == "innovation"]
    write_edition(models.Tag, stored.entry, 2, {**stored.values, "live_from": None, "name": {"en": "Ünder"}}, "editor")
    assert differing() == []
    models.Tag.update(name_key_en=None).execute()
    assert len(differing()) == models.Tag.select().count()


INDEXED = {"newsStories": "news_story_title", "events": "event_title"}


@pytest.mark.parametrize("field", INDEXED)
def test_an_index_serves_pages_that_are_sorted_by_title(ask, field):
    for locale, direction in itertools.product(Locale, ("ASC", "DESC")):
        query = f"""query($after: String) {{
          {field}(first: 2, after: $after, orderBy: [TITLE_{direction}], locale: {locale}) {{ nodes {{ title }} edges {{ cursor }} }}
        }}"""
        after = ask(query)[field]["edges"][0]["cursor"]
        with statements() as texts:
            ask(query, after=after)
        plan = plan_of(texts[0])
        assert f"{INDEXED[field]}_key_{locale.lower()}_entry" in plan
        assert not re.search(r"Sort|TEMP B-TREE", plan)


def plan_of(statement):
    """The plan of a statement; PostgreSQL, whose tables are small here, is told not to read them whole."""
    with connected.atomic():
        if connected.kind == "postgresql":
            for way in ("seqscan", "sort", "bitmapscan"):
                connected.execute_sql(f"SET LOCAL enable_{way} = off")
            return str(connected.execute_sql(f"EXPLAIN (GENERIC_PLAN) {statement}").fetchall())
        places = len(set(re.findall(r"\?\d+", statement)))
        return str(connected.execute_sql(f"EXPLAIN QUERY PLAN {statement}", [None] * places).fetchall())


def test_a_text_that_keeps_nothing_to_be_compared_by_cannot_be_marked():
    for model, name, marked, option in (
        (models.Event, "venue", "filters", "is_filtered"),
        (models.Event, "category", "orders", "is_sorted"),
        (models.School, "founded", "filters", "is_filtered"),
    ):
        kind = "PlainTextField" if name == "founded" else "TranslatedField"
        with pytest.raises(TypeError) as caught:
            require_compared(model, name, marked, option)
        assert str(caught.value) == (
            f"{model.__name__}.{name} stands in {marked}= and is a text: its column must be a {kind} with "
            f"{option}=True. Then write a migration: flask --app server migrate new NAME"
        )


def test_what_is_no_text_needs_nothing():
    for name in ("kind", "slug", "departments"):
        require_compared(models.School, name, "filters", "is_filtered")
    require_compared(models.Department, "school", "filters", "is_filtered")


def test_a_default_order_of_texts_is_refused(monkeypatch):
    monkeypatch.setattr(models.Degree, "order", ("abbreviation",))
    with pytest.raises(TypeError, match=r"^Degree\.order names a text; its default order must be of other columns$"):
        models.Degree.validate_model()


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        ((None,), ""),
        (({"en": "a"},), "en"),
        (({"zh-Hant": "b", "en": "a"}, None, {"zh-Hans": "c"}), "en.zh-Hant||zh-Hans"),
    ],
)
def test_an_edition_tells_in_which_languages_its_texts_are(texts, written):
    assert TextLanguages(()).derived(*texts) == written
