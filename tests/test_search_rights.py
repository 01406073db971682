"""What a search may tell: drafts to those who may read them, under the conditions of their grants, and nobody else."""

import json

from writers import SENG, person

from delivery.execution.operations import Operation
from models.access.callers import ANONYMOUS, Caller
from models.access.grants import Action, Grant, Grants
from models.access.stored_grants import canonical

CREATE = "mutation ($input: CreateNewsStoryInput!) { createNewsStory(input: $input) { saved id revision } }"
PUBLISH = "mutation ($input: PublishInput!) { publish(input: $input) { saved problems { code } } }"
SEARCHES = """query ($typed: String!, $stage: Stage, $types: [EntryType!]) {
  search(query: $typed, stage: $stage, types: $types) { totalCount didYouMean nodes { slug } edges { snippet { text } } }
  suggest(query: $typed, stage: $stage, types: $types) { text }
  newsStories(stage: $stage, where: {search: $typed}) { totalCount nodes { slug } }
}"""


def asked(executor, by, text, **variables):
    return json.loads(executor.run(Operation(text, variables, caller=by, request_id="r-1")).body)


def draft(executor, by, title, school):
    content = {
        "title": {"en": {"value": title}, "zhHant": {"value": "草稿"}},
        "publishedOn": "2026-01-02",
        "schools": {"set": [{"slug": school}]},
    }
    made = asked(executor, by, CREATE, input={"content": content})["data"]["createNewsStory"]
    assert made["saved"]
    return made


def test_drafts_are_found_by_those_who_may_read_them(executor):
    ann = person("ann", "publisher")
    own = Grant(frozenset({Action.READ_DRAFTS}), "NewsStory", where=canonical(SENG))
    eve = Caller(Grants(frozenset({own})), name="eve")
    draft(executor, ann, "Quixotic windmills of science", "ssci")
    draft(executor, ann, "Quixotic turbines of engineering", "seng")
    both = asked(executor, ann, SEARCHES, typed="quixotic", stage="LATEST")["data"]
    assert both["search"]["totalCount"] == both["newsStories"]["totalCount"] == len(both["suggest"]) == 2
    own = asked(executor, eve, SEARCHES, typed="quixotic", stage="LATEST", types=["NEWS_STORY"])
    assert "errors" not in own, own
    own = own["data"]
    assert [node["slug"] for node in own["search"]["nodes"]] == ["quixotic-turbines-of-engineering"]
    assert [each["text"] for each in own["suggest"]] == ["Quixotic turbines of engineering"]
    assert own["newsStories"]["totalCount"] == 1
    others = asked(executor, eve, SEARCHES, typed="quixotic", stage="LATEST")
    assert {each["extensions"]["code"] for each in others["errors"]} == {"FORBIDDEN"}
    refused = asked(executor, ANONYMOUS, SEARCHES, typed="quixotic", stage="LATEST")
    assert {each["extensions"]["code"] for each in refused["errors"]} == {"UNAUTHENTICATED"}
    for by in (ann, eve, ANONYMOUS):
        for typed in ("quixotic", "草稿", "quixotik", "quixotic windmills"):
            found = asked(executor, by, SEARCHES, typed=typed)["data"]
            assert (found["search"]["totalCount"], found["search"]["didYouMean"], found["suggest"]) == (0, [], [])
            assert found["newsStories"]["totalCount"] == 0


def test_what_is_scheduled_is_found_from_its_instant_on(executor):
    ann = person("ann", "publisher")
    made = draft(executor, ann, "Quixotic windmills of science", "ssci")
    given = {
        "entry": {"id": made["id"]},
        "revision": made["revision"],
        "at": "2099-01-01T00:00:00Z",
        "despite": ["TRANSLATION_MISSING"],
    }
    assert asked(executor, ann, PUBLISH, input=given)["data"]["publish"]["saved"]
    at = 'query ($at: DateTime) { search(query: "quixotic", asOf: $at) { totalCount } }'
    assert asked(executor, ann, at)["data"]["search"]["totalCount"] == 0
    assert asked(executor, ann, at, at="2099-01-01T00:00:00Z")["data"]["search"]["totalCount"] == 1
    assert asked(executor, ann, at, at="2098-12-31T23:59:59Z")["data"]["search"]["totalCount"] == 0
    assert "errors" in asked(executor, ANONYMOUS, at, at="2099-01-01T00:00:00Z")
