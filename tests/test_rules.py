"""Rules as data: what the schema tells of content types is what is asked of all who write."""

import pytest
from writers import asked, person

from models import Award, Event, Menu, NewsStory
from models.edition import content_types
from models.rules import FieldRule, implied_names, rules_of

TYPES = """query ($name: String) { contentTypes(name: $name) { name key fields {
  name kind description isRequired requiredIn longest pattern choices linksTo atMost isDerived component
  fields { name kind isRequired } } } }"""


@pytest.fixture
def types(executor):
    by = person("ann", "viewer")
    return lambda name=None: {each["name"]: each for each in asked(executor, by, TYPES, name=name)}


def by_name(model):
    return {rule.name: rule for rule in rules_of(model)}


def test_every_field_of_every_type_has_a_rule_and_a_description(types):
    found = types()
    assert set(found) == {model.__name__ for model in content_types()}
    for kind in found.values():
        assert kind["fields"][0]["name"] == "slug"
        assert [each["name"] for each in kind["fields"] if not each["description"]] == []


def test_one_type_is_told_alone(types):
    [menu] = types("Menu").values()
    assert menu["key"] == "location"
    fields = {each["name"]: each for each in menu["fields"]}
    assert fields["location"]["choices"][:2] == ["AUDIENCES", "PORTALS"]
    assert (fields["items"]["component"], fields["items"]["atMost"]) == ("MenuItem", 120)
    inner = {each["name"]: each["kind"] for each in fields["items"]["fields"]}
    assert inner == {
        "label": "TEXT",
        "url": "STRING",
        "anchor": "STRING",
        "school": "LINK",
        "target": "LINK",
        "children": "COMPONENTS",
    }


def test_rules_say_what_is_required_and_what_it_links_to():
    story = by_name(NewsStory)
    assert story["title"] == FieldRule("title", "TEXT", is_required=True, longest=100_000)
    assert story["sdgs"] == FieldRule("sdgs", "LINKS", links_to=("SustainableDevelopmentGoal",), at_most=17)
    assert story["published_on"].kind == "DATE"
    assert not by_name(Award)["recipients"].is_required
    assert by_name(Menu)["items"].component is not None


def test_what_may_follow_from_other_fields_is_told():
    assert implied_names(Event) == {"starts_at", "ends_at", "starts_on", "ends_on"}
    assert not any(rule.is_derived for rule in rules_of(NewsStory))
