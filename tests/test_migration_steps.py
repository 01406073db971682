"""The steps that migrations copy, on the content of the fixtures: what they do is undone by the same steps, back."""

import json

import pytest
from playhouse.migrate import SchemaMigrator, make_index_name

from models import Menu, NewsStory, schema_changes
from models.edition_values import stored_editions
from models.entry import database as connected
from models.guards import unguarded
from models.new_migrations import steps
from models.new_migrations.renames import Rename, component_step
from models.revisions import uncounted


@pytest.fixture
def migrator(copy):
    """A migrator of a database whose triggers are gone, as they are while migrations run."""
    migrator = SchemaMigrator.from_database(connected.obj)
    with migrator.migration_context(), unguarded(), uncounted():
        yield migrator


def stored():
    return stored_editions(NewsStory), stored_editions(Menu)


def indexes(table):
    names = {index.name: tuple(index.columns) for index in connected.get_indexes(table)}
    return {name: columns for name, columns in names.items() if not name.startswith("sqlite_autoindex_")}


def test_a_type_of_several_words_is_renamed_and_back(migrator):
    before, db = stored(), connected.obj
    assert "newsstory_slug" in indexes("news_story")
    for old, new, tables in (
        ("NewsStory", "Report", {"news_story": "report", "news_story_tags": "report_tags"}),
        ("Report", "NewsStory", {"report": "news_story", "report_tags": "news_story_tags"}),
    ):
        for before_name, after in tables.items():
            steps.rename_table(migrator, db, before_name, after)
            named = indexes(after)
            pkey = {f"{after}_pkey"} & named.keys()
            assert named.keys() - pkey == {make_index_name(after, named[name]) for name in named.keys() - pkey}
        steps.rename_type(db, old, new)
        steps.rename_column(migrator, db, tables["news_story"] if new == "Report" else "news_story", *NAMES[new])
        assert connected.execute_sql(f"SELECT COUNT(*) FROM entry WHERE type = '{old}'").fetchone() == (0,)
    assert stored() == before
    assert not schema_changes.difference()


NAMES = {"Report": ("title", "headline"), "NewsStory": ("headline", "title")}


def menus():
    rows = connected.execute_sql("SELECT slug, items FROM menu ORDER BY edition").fetchall()
    return [(slug, json.loads(items) if isinstance(items, str) else items) for slug, items in rows]


def test_fields_of_a_tree_of_components_are_renamed_and_back(migrator):
    before, db = menus(), connected.obj
    assert any("children" in item for _, items in before for item in items)
    renames = [Rename("MenuItem", "title", "label"), Rename("MenuItem", "below", "children")]
    several = [component_step(Menu, "items", rename, renames) for rename in renames]
    names = {"label": "title", "children": "below"}
    for line in [step.down for step in reversed(several)]:
        eval(line, {**vars(steps), "db": db})
    assert menus() == [(slug, renamed(items, names)) for slug, items in before]
    for line in [step.up for step in several]:
        eval(line, {**vars(steps), "db": db})
    assert menus() == before


def renamed(value, names):
    if isinstance(value, list):
        return [renamed(each, names) for each in value]
    if isinstance(value, dict):
        return {names.get(name, name): renamed(each, names) for name, each in value.items()}
    return value


@pytest.mark.parametrize(
    ("marks", "new", "wanted"),
    [
        (
            {"post": "mixed", "post.en": "general", "poster": "mixed"},
            "role",
            {"role": "mixed", "role.en": "general", "poster": "mixed"},
        ),
        ({"post": "mixed", "en": "general"}, None, {"en": "general"}),
        ({"post.en": "mixed"}, None, {}),
        ({}, "role", {}),
    ],
)
def test_marks_are_renamed_with_their_fields(marks, new, wanted):
    assert steps.renamed_marks(marks, "post", new) == wanted


def test_required_fields_of_components_are_filled_in_and_removed_with_their_marks(migrator):
    db, kinds = connected.obj, {"": {"value": "MenuItem"}, "MenuItem": {"children": "MenuItem"}}
    before = menus()
    steps.change_components(db, "menu", "items", kinds, steps.filling("MenuItem", "icon", "none"))
    filled = [json.dumps(items).count('"icon": "none"') for _, items in menus()]
    assert filled == [json.dumps(items).count('"label": ') for _, items in before]
    steps.change_components(db, "menu", "items", kinds, steps.removing("MenuItem", "icon"))
    assert menus() == before
