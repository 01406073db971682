"""Simplified Chinese texts, proposed of Traditional ones: never written by themselves, and told when they are outdated."""

import pytest
from test_editing_mutations import SAVE
from writers import asked, person, story

from models import conversion

EDITING = """query ($entry: EntryRef!) { newsStoryEditing(entry: $entry) { conversions { path value } draft { revision
  content { title { zhHans { value source { kind of stale } } } } } } }"""
HERE, THERE = "校園網絡與軟件", "校园网络与软件"


@pytest.fixture
def ann(copy):
    return person("ann", "editor")


def save(executor, by, entry, revision, **texts):
    given = {"entry": entry, "on": revision, "change": {"title": texts}}
    return asked(executor, by, SAVE, input=given)


def test_a_conversion_is_proposed_saved_with_its_mark_and_outdated_when_its_text_changes(executor, ann):
    made = story(executor, ann, title={"zhHant": {"value": HERE}})
    entry = {"id": made["id"]}
    found = asked(executor, ann, EDITING, entry=entry)
    assert found["conversions"] == [{"path": ["title", "zhHans"], "value": THERE}]
    assert found["draft"]["content"]["title"]["zhHans"] is None
    converted = {"value": THERE, "source": {"kind": "CONVERSION", "of": "ZH_HANT"}}
    saved = save(executor, ann, entry, made["revision"], zhHans=converted)
    found = asked(executor, ann, EDITING, entry=entry)
    assert found["conversions"] == []
    source = {"kind": "CONVERSION", "of": "ZH_HANT", "stale": False}
    assert found["draft"]["content"]["title"]["zhHans"] == {"value": THERE, "source": source}
    save(executor, ann, entry, saved["revision"], zhHant={"value": "校園"})
    found = asked(executor, ann, EDITING, entry=entry)
    assert found["conversions"] == [{"path": ["title", "zhHans"], "value": "校园"}]
    assert found["draft"]["content"]["title"]["zhHans"]["source"]["stale"]


def test_what_somebody_wrote_is_left_alone(executor, ann):
    made = story(executor, ann, title={"zhHant": {"value": HERE}, "zhHans": {"value": "另一个"}})
    assert asked(executor, ann, EDITING, entry={"id": made["id"]})["conversions"] == []


def test_nothing_is_proposed_where_nothing_converts(executor, ann, monkeypatch):
    monkeypatch.setattr(conversion, "converter", lambda: None)
    made = story(executor, ann, title={"zhHant": {"value": HERE}})
    assert asked(executor, ann, EDITING, entry={"id": made["id"]})["conversions"] == []
