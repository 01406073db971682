"""Links inside components: a column beside the components tells which entries they link to."""

import pytest
from peewee import IntegerField

import models
from models.component_links import components_in, linked_entries
from models.components import Component, ComponentField, ComponentsField
from models.derived_columns import derive_columns
from models.entry import Entry
from models.links import Link
from models.translations import TranslatedField


class Place(Component):
    """A component inside another one."""

    school = Link("School", null=True)


class Step(Component):
    """A tree of components with links by two names."""

    number = IntegerField(null=True)
    school = Link("School", null=True)
    tag = Link("Tag", null=True)
    place = ComponentField(Place)
    steps = ComponentsField()


def columns(field, value):
    field.name = "steps"
    return {name: column.derived(value) for name, column in linked_entries(field).items()}


@pytest.mark.parametrize(
    ("value", "schools", "tags"),
    [
        (None, None, None),
        ([], None, None),
        ([{"number": 7}, {"school": None}], None, None),
        ([{"school": 9, "tag": 4}, {"school": 7}], [7, 9], [4]),
        ([{"school": 9, "steps": [{"steps": [{"tag": 3}]}, {"school": 9}]}], [9], [3]),
        ([{"place": {"school": 2}, "steps": [{"place": {"school": 1}}]}], [1, 2], None),
    ],
)
def test_the_entries_are_listed_by_the_name_of_the_link_however_deep_they_are(value, schools, tags):
    assert columns(ComponentsField(Step), value) == {"steps_links_school": schools, "steps_links_tag": tags}


def test_a_column_of_one_component_has_them_too():
    assert columns(ComponentField(Step), {"place": {"school": 5}}) == {
        "steps_links_school": [5],
        "steps_links_tag": None,
    }


def test_components_without_links_have_no_column_of_them():
    class Plain(Component):
        text = TranslatedField(null=True)

    assert columns(ComponentsField(Plain), [{"text": {"en": "x"}}]) == {}


def test_components_are_walked_with_their_classes():
    found = components_in(ComponentsField(Step), [{"number": 1, "place": {"school": 2}}])
    assert [kind for kind, _ in found] == [Step, Place]


def test_the_column_of_menus_names_the_schools_that_their_items_link_to(copy):
    menus = {menu.location: menu for menu in models.Menu.live()}
    linked = {entry for menu in menus.values() for entry in menu.items_links_school or ()}
    assert linked == {school.entry_id for school in models.School.live()} & linked
    assert linked
    for menu in menus.values():
        assert menu.items_links_school == derive_columns(models.Menu, {"items": menu.items})["items_links_school"]
    assert Entry.select().where(Entry.entry.in_(linked), Entry.type == "School").count() == len(linked)
