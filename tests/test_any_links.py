"""Links that may lead to entries of several types, here those of menu items: followed, written and checked."""

import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, statements

from fixtures.exporting import export_folder
from fixtures.loading import load_folder
from fixtures.problems import ContentInvalid
from server import create_app

SCHOOLS = """
defaults: {live_from: 2025-09-01T00:00:00, kind: SCHOOL}
entries:
  - {slug: engineering, abbreviation: ENG, name: {en: Engineering}}
  - {slug: later, abbreviation: LAT, name: {en: Later}, live_from: 2030-01-01T00:00:00}
"""
GOALS = """
defaults: {live_from: 2025-09-01T00:00:00}
entries:
  - {slug: quality-education, number: 4, color: "#C5192D", name: {en: Quality Education}}
"""
STORIES = """
defaults: {live_from: 2025-09-01T00:00:00}
entries:
  - {slug: of-clocks, title: {en: Of Clocks, zh-Hant: 論鐘}, published_on: 2025-09-02}
"""
MENU = """
defaults: {live_from: 2025-09-01T00:00:00}
entries:
  - slug: primary
    location: PRIMARY
    items:
      - label: {en: Schools}
        target: School/engineering
        children:
          - {label: {en: Goal}, target: SustainableDevelopmentGoal/4}
          - {label: {en: Story}, target: NewsStory/of-clocks}
          - {label: {en: Later}, target: School/later}
          - {label: {en: Elsewhere}, url: "https://example.org/"}
"""
SITE = {
    "school": SCHOOLS,
    "sustainable_development_goal": GOALS,
    "news_story": STORIES,
    "menu": MENU,
}
QUERY = """query ($locale: Locale, $asOf: DateTime) {
  menu(location: PRIMARY, locale: $locale, asOf: $asOf) {
    items {
      ...item
      children { ...item }
    }
  }
}
fragment item on MenuItem {
  target {
    __typename
    slug
    ... on School { name }
    ... on NewsStory { title translation { lang } }
  }
}"""
SCHOOL = {"__typename": "School", "slug": "engineering", "name": "Engineering"}
GOAL = {"__typename": "SustainableDevelopmentGoal", "slug": "quality-education"}
STORY = {"__typename": "NewsStory", "slug": "of-clocks", "title": "論鐘", "translation": {"lang": "zh-Hant"}}


@pytest.fixture
def ask(asking):
    return asking(**SITE)


def test_a_target_is_of_any_type_and_one_that_is_not_live_is_null_in_one_statement(ask):
    with statements() as issued:
        item = ask(QUERY, locale="ZH_HANT")["menu"]["items"][0]
    assert item["target"] == SCHOOL
    assert [each["target"] for each in item["children"]] == [GOAL, STORY, None, None]
    assert len(issued) == 1


def test_a_target_is_that_of_the_instant(ask):
    menu = ask(QUERY, asOf="2030-02-01T00:00:00Z")["menu"]
    assert menu["items"][0]["children"][2]["target"] == {"__typename": "School", "slug": "later", "name": "Later"}


def test_a_target_of_a_type_on_which_nothing_is_selected_is_an_empty_object(ask):
    item = ask("{ menu(location: PRIMARY) { items { children { target { ... on School { slug } } } } } }")
    children = item["menu"]["items"][0]["children"]
    assert [each["target"] for each in children] == [{}, {}, None, None]


def test_only_fields_that_are_selected_on_a_type_stand_in_the_statement(ask):
    with statements() as issued:
        ask(
            "{ menu(location: PRIMARY) { items { target { ... on School { abbreviation } ... on NewsStory { slug } } } } }"
        )
    assert '"abbreviation"' in issued[0]
    assert '"title' not in issued[0]
    assert '"published_on"' not in issued[0]


def test_files_name_a_target_with_its_type_and_come_back_the_same(ask, tmp_path):
    folder = tmp_path / "export"
    export_folder(folder, ZONE)
    text = (folder / "menu.yaml").read_text()
    assert "target: School/engineering" in text
    assert "target: SustainableDevelopmentGoal/4" in text
    assert str(load_folder(ZONE, folder)).startswith("0 entries added, 0 changed")


ADDRESSES = """query ($locale: Locale) {
  menu(location: PRIMARY, locale: $locale) {
    items { path url children { path url target { path } } }
  }
}"""


def test_an_item_leads_to_the_page_of_its_target_or_else_to_another_site(ask):
    with statements() as issued:
        item = ask(ADDRESSES, locale="ZH_HANT")["menu"]["items"][0]
    assert (item["path"], item["url"]) == ("/zh-hant/schools/engineering", "/zh-hant/schools/engineering")
    assert item["children"] == [
        {"path": f"/zh-hant{each}", "url": f"/zh-hant{each}", "target": {"path": f"/zh-hant{each}"}}
        for each in ("/sdgs/quality-education", "/news/of-clocks")
    ] + [
        {"path": None, "url": None, "target": None},
        {"path": None, "url": "https://example.org/", "target": None},
    ]
    assert len(issued) == 1


def test_an_address_is_whole_where_the_site_has_an_origin(ask, empty):
    settings = {"SUNDIAL_DATABASE_URL": empty, **PLAIN, "SUNDIAL_URL": "https://www.example.edu"}
    client = create_app(settings, clock=lambda: SHOWN_AT).test_client()
    item = client.post("/graphql", json={"query": ADDRESSES}).json["data"]["menu"]["items"][0]
    assert (item["path"], item["url"]) == ("/schools/engineering", "https://www.example.edu/schools/engineering")


def test_only_types_that_have_pages_are_read_for_an_address(ask):
    with statements() as issued:
        ask("{ menu(location: PRIMARY) { items { path } } }")
    assert 'FROM "school"' in issued[0]
    assert 'FROM "label"' not in issued[0]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("engineering", "must be Type/key of Entry, or its id as {id: ...}, not 'engineering'"),
        ("Nothing/engineering", "must be Type/key of Entry, or its id as {id: ...}, not 'Nothing/engineering'"),
        ("School/", "must be Type/key of Entry, or its id as {id: ...}, not 'School/'"),
        ("{slug: engineering}", "must be Type/key of Entry, or its id as {id: ...}"),
        ("School/nowhere", "there is no School 'nowhere'"),
        ("NewsStory/engineering", "there is no NewsStory 'engineering'"),
        ("{id: a00000000000}", "there is no Entry with the id a00000000000"),
        ("SustainableDevelopmentGoal/four", "must be a whole number, not 'four'"),
    ],
)
def test_a_target_that_is_none_is_refused(empty, tmp_path, target, reason):
    for name, text in SITE.items():
        (tmp_path / f"{name}.yaml").write_text(text.replace("School/engineering", target))
    with pytest.raises(ContentInvalid) as caught:
        load_folder(ZONE, tmp_path)
    [problem] = caught.value.problems
    assert (problem.file, problem.entry) == ("menu.yaml", "primary")
    assert reason in problem.reason
    assert problem.field.startswith("items")


def test_a_target_is_named_by_its_id(empty, tmp_path):
    for name, text in SITE.items():
        with_id = text.replace("slug: engineering,", "slug: engineering, id: a1b2c3d4e5f6,")
        (tmp_path / f"{name}.yaml").write_text(with_id.replace("School/engineering", "{id: a1b2c3d4e5f6}"))
    load_folder(ZONE, tmp_path)
    client = create_app({"SUNDIAL_DATABASE_URL": empty, **PLAIN}, clock=lambda: SHOWN_AT).test_client()
    menu = client.post("/graphql", json={"query": QUERY}).json["data"]["menu"]
    assert menu["items"][0]["target"] == SCHOOL
