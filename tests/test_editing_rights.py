"""Rights to write, asked of everything that an act changes: of entries that are put, of other instants, of sources."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from writers import publish, story

import models
from delivery.execution.operations import Operation
from models.access.grants import Action, Grant, Grants

ZH = frozenset({"zh-Hant"})
DESPITE = ["TRANSLATION_MISSING", "TRANSLATION_STALE"]
ACT = """mutation ($input: %s!) { %s(input: $input) { saved version revision changed problems { code path
  ... on ConflictProblem { base theirs yours } } } }"""


def act(executor, by, name, **given):
    kind = f"{name[0].upper()}{name[1:]}Input"
    answer = json.loads(executor.run(Operation(ACT % (kind, name), {"input": given}, caller=by)).body)
    assert "errors" not in answer, answer["errors"]
    return answer["data"][name]


def codes(payload):
    return [each["code"] for each in payload["problems"]]


def hours(count):
    return (datetime.now(UTC) + timedelta(hours=count)).isoformat()


def spans(slug):
    rows = models.NewsStory.select().where(models.NewsStory.slug == slug).order_by(models.NewsStory.version)
    return [(each.version, each.live_from, each.live_until, each.title) for each in rows]


@pytest.fixture
def translator(ann):
    """Somebody who translates stories to one language and publishes it, and reads all drafts."""
    actions = frozenset({Action.TRANSLATE, Action.PUBLISH, Action.UNPUBLISH})
    grants = Grant(actions, "NewsStory", None, ZH), Grant(frozenset({Action.READ_DRAFTS}))
    return replace(ann, grants=Grants(frozenset(grants)))


def put(executor, by, slug, **content):
    return act(executor, by, "putNewsStory", slug=slug, content=content)


def test_a_put_onto_what_one_may_not_know_of_changes_nothing(executor, ann, eve):
    story(executor, ann, schools={"set": [{"slug": "ssci"}]})
    before = spans("launch")
    answer = put(executor, eve, "launch", title={"en": {"value": "Mine"}}, schools={"set": [{"slug": "seng"}]})
    assert (answer["saved"], codes(answer)) == (False, ["UNKNOWN_ENTRY"])
    assert (spans("launch"), before[0][3]) == (before, {"en": "Launch"})


def test_a_put_onto_what_is_public_and_not_ones_own_is_forbidden(executor, ann, eve):
    made = story(executor, ann, schools={"set": [{"slug": "ssci"}]})
    publish(executor, ann, {"id": made["id"]}, made["revision"])
    before = spans("launch")
    answer = put(executor, eve, "launch", title={"en": {"value": "Mine"}}, schools={"set": [{"slug": "seng"}]})
    assert (answer["saved"], set(codes(answer)), spans("launch")) == (False, {"FORBIDDEN"}, before)


def test_what_is_put_is_changed_by_who_may_and_made_where_there_is_none(executor, eve):
    given = {"title": {"en": {"value": "Mine"}}, "schools": {"set": [{"slug": "seng"}]}}
    assert put(executor, eve, "mine", **given)["saved"]
    assert put(executor, eve, "mine", **given)["changed"] == []
    assert put(executor, eve, "mine", **{**given, "title": {"en": {"value": "Ours"}}})["changed"] == ["title.en"]
    assert put(executor, eve, "theirs", **{**given, "schools": {"set": [{"slug": "ssci"}]}})["saved"] is False


def scheduled_and_translated(executor, ann):
    """A story that is live, with another title an hour later, and a draft of a translation; and the draft's revision."""
    made = story(executor, ann)
    entry = {"id": made["id"]}
    publish(executor, ann, entry, made["revision"])
    planned = act(executor, ann, "saveNewsStory", entry=entry, change={"title": {"en": {"value": "B"}}})
    publish(executor, ann, entry, planned["revision"], at=hours(1))
    drafted = act(executor, ann, "saveNewsStory", entry=entry, change={"title": {"zhHant": {"value": "升空"}}})
    return {"entry": entry, "revision": drafted["revision"], "despite": DESPITE}


def test_who_publishes_one_language_neither_cancels_nor_ends_the_others(executor, ann, translator):
    given = {**scheduled_and_translated(executor, ann), "portion": {"locales": ["ZH_HANT"], "shared": False}}
    before = spans("launch")
    for options in ({"later": "CANCEL"}, {"later": "KEEP", "until": hours(0.5)}):
        answer = act(executor, translator, "publish", **given, **options)
        assert (answer["saved"], set(codes(answer)), spans("launch")) == (False, {"FORBIDDEN"}, before)
    answer = act(executor, translator, "publish", **given, later="KEEP")
    assert (answer["saved"], answer["changed"]) == (True, ["title.zhHant"])
    assert [title for _, _, _, title in spans("launch")][1] == {"en": "B"}


def test_who_unpublishes_one_language_cancels_no_others(executor, ann, translator):
    given = scheduled_and_translated(executor, ann)
    publish(executor, ann, given["entry"], given["revision"], later="KEEP")
    options = {"entry": given["entry"], "portion": {"locales": ["ZH_HANT"], "shared": False}}
    before = spans("launch")
    answer = act(executor, translator, "unpublish", **options, later="CANCEL")
    assert (answer["saved"], set(codes(answer)), spans("launch")) == (False, {"FORBIDDEN"}, before)
    assert act(executor, translator, "unpublish", **options, later="KEEP")["changed"] == ["title.zhHant"]


def test_a_draft_that_changes_nothing_ends_nothing_for_who_has_no_right_to_it(executor, ann, translator):
    made = story(executor, ann)
    entry = {"id": made["id"]}
    publish(executor, ann, entry, made["revision"])
    first = act(executor, ann, "saveNewsStory", entry=entry, change={"title": {"en": {"value": "Z"}}})
    change = {"title": {"en": {"value": "Launch"}}}
    same = act(executor, ann, "saveNewsStory", entry=entry, change=change, on=first["revision"])
    options = {"entry": entry, "revision": same["revision"], "despite": DESPITE}
    assert set(codes(act(executor, translator, "publish", **options, until=hours(1)))) == {"FORBIDDEN"}


def test_where_a_text_comes_from_is_changed_by_who_may_change_the_text(executor, ann, translator):
    made = story(executor, ann, title={"en": {"value": "A"}, "zhHant": {"value": "甲"}})
    entry = {"id": made["id"]}
    published = publish(executor, ann, entry, made["revision"])
    change = {"title": {"en": {"value": "A", "source": {"kind": "MACHINE", "of": "ZH_HANT"}}}}
    answer = act(executor, translator, "saveNewsStory", entry=entry, change=change)
    assert (answer["saved"], answer["problems"][0]["path"]) == (False, ["change", "title", "en"])
    assert len(spans("a")) == 1
    own = {"title": {"zhHant": {"value": "甲", "source": {"kind": "TRANSLATION", "of": "EN"}}}}
    answer = act(executor, translator, "saveNewsStory", entry=entry, change=own, on=published["revision"])
    assert (answer["saved"], answer["changed"]) == (True, ["title.zhHant"])
    again = act(executor, translator, "saveNewsStory", entry=entry, change=own, on=answer["revision"])
    assert (again["changed"], again["revision"]) == ([], answer["revision"])


def test_publishing_says_a_conflict_and_shows_no_draft_to_who_may_read_none(executor, ann):
    given = scheduled_and_translated(executor, ann)
    change = {"title": {"en": {"value": "C"}}}
    drafted = act(executor, ann, "saveNewsStory", entry=given["entry"], change=change, on=given["revision"])
    options = {**given, "revision": drafted["revision"], "at": hours(2)}
    [problem] = act(executor, ann, "publish", **options)["problems"]
    values = {"base": "Launch", "theirs": "B", "yours": "C"}
    assert problem == {"code": "CONFLICT", "path": ["title", "en"], **values}
    blind = replace(ann, grants=Grants(frozenset({Grant(frozenset({Action.PUBLISH}))})))
    [problem] = act(executor, blind, "publish", **options)["problems"]
    assert problem == {"code": "CONFLICT", "path": ["title", "en"], **dict.fromkeys(values)}
    assert act(executor, ann, "publish", **options, overwrite=["title.en"])["saved"]
