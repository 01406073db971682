"""Languages: the text asked for, or an honest account of what stands in for it."""

from itertools import permutations

import pytest
from conftest import PLAIN, SHOWN_AT, asker

import models
from models.translations import Locale
from server import create_app

LABEL = """query($slug: String!, $locale: Locale! = EN, $fallback: [Locale!]) {
  tag(slug: $slug, locale: $locale, fallback: $fallback) {
    name
    translation { locale isComplete fallbackFields { field locale } }
  }
}"""


def served(name, locale, fallbacks=()):
    fields = [{"field": field, "locale": other} for field, other in fallbacks]
    return {"name": name, "translation": {"locale": locale, "isComplete": not fields, "fallbackFields": fields}}


@pytest.mark.parametrize(
    ("slug", "locale", "fallback", "answer"),
    [
        ("innovation", "EN", None, served("Innovation", "EN")),
        ("innovation", "ZH_HANS", None, served("创新", "ZH_HANS")),
        ("innovation", "ZH_HANS", [], served("创新", "ZH_HANS")),
        ("donation", "EN", [], served("Donation", "EN")),
    ],
)
def test_a_text_that_is_there_is_served(ask, slug, locale, fallback, answer):
    assert ask(LABEL, slug=slug, locale=locale, fallback=fallback)["tag"] == answer


@pytest.fixture
def story(ask):
    query = """query($locale: Locale! = EN, $fallback: [Locale!]) {
      newsStory(slug: "hong-kong-operation-robot", locale: $locale, fallback: $fallback) {
        name: title
        translation { locale isComplete fallbackFields { field locale } }
      }
    }"""
    return lambda **variables: ask(query, **variables)["newsStory"]


def test_a_missing_text_falls_back_and_says_so(story):
    title = 'HKUST Leads International "Hong Kong Operation Robot" Project'
    assert story(locale="ZH_HANT") == served(title, "EN", [("title", "EN"), ("body", "EN")])


def test_without_fallback_a_missing_text_is_null_and_said_to_be_missing(story):
    assert story(locale="ZH_HANT", fallback=[]) == served(None, None, [("title", None), ("body", None)])


def test_the_fallbacks_are_tried_in_the_order_given(ask):
    query = """query($fallback: [Locale!]) {
      site(slug: "hkust", locale: EN, fallback: $fallback) { shortNames { name translation { locale } } }
    }"""

    def names(fallback):
        return [
            (each["name"], each["translation"]["locale"])
            for each in ask(query, fallback=fallback)["site"]["shortNames"]
        ]

    chinese = ("科大", "港科大", "香港科大")
    assert names(["ZH_HANS", "ZH_HANT"]) == [("HKUST", "EN"), *((name, "ZH_HANS") for name in chinese)]
    assert names(["ZH_HANT", "ZH_HANS"]) == [("HKUST", "EN"), *((name, "ZH_HANT") for name in chinese)]
    assert names([]) == [("HKUST", "EN"), *[(None, None)] * 3]


def test_everything_below_a_root_field_is_read_in_its_language(ask):
    query = """{
      school(slug: "seng", locale: ZH_HANT) {
        name
        programs(first: 1) { nodes { schools { name } departments { name school { name } } } }
      }
    }"""
    program = {
        "schools": [{"name": "理學院"}, {"name": "工學院"}],
        "departments": [{"name": "數學系", "school": {"name": "理學院"}}],
    }
    assert ask(query)["school"] == {"name": "工學院", "programs": {"nodes": [program]}}


def test_statements_are_of_the_chains_that_languages_have_and_one_for_all_others(ask):
    from conftest import statements

    def issued(locale, *fallback):
        with statements() as texts:
            ask(LABEL, slug="innovation", locale=locale, **({"fallback": list(*fallback)} if fallback else {}))
        (text,) = texts
        return text

    usual = [issued(locale, *none) for locale in ("EN", "ZH_HANT", "ZH_HANS") for none in ((), ([],))]
    assert len(set(usual)) == 6
    others = {issued("EN", ["ZH_HANS"]), issued("ZH_HANT", ["EN"]), issued("ZH_HANS", ["EN", "ZH_HANT"])}
    assert len(others) == 1
    assert others.isdisjoint(usual)
    assert issued("ZH_HANS", ["ZH_HANT", "EN"]) == issued("ZH_HANS")


def test_texts_are_those_that_a_chain_finds_first(copy):
    query = """query($locale: Locale!, $fallback: [Locale!]) {
      tags(locale: $locale, fallback: $fallback, first: 50) { nodes { slug name } }
    }"""
    ask = asker(create_app({**PLAIN, "SUNDIAL_DATABASE_URL": copy}, clock=lambda: SHOWN_AT).test_client())
    stored = {tag.slug: tag.name for tag in models.Tag.live(SHOWN_AT)}
    chains = [chain for length in (1, 2, 3) for chain in permutations(Locale, length)]
    assert len(chains) == 15
    for locale, *fallback in chains:
        tags = [each.tag for each in (locale, *fallback)]
        wanted = {slug: next((name[tag] for tag in tags if tag in name), None) for slug, name in stored.items()}
        found = ask(query, locale=locale, fallback=fallback)["tags"]["nodes"]
        assert {node["slug"]: node["name"] for node in found} == wanted
