"""Links to entries of several types as editors have them: written, checked, counted, and seen from their targets."""

import json
from datetime import UTC, datetime

import pytest
from writers import asked, person

import models
from delivery.execution.operations import Operation
from models.access.actors import COMMAND_LINE
from models.access.stored_grants import canonical
from models.editing import acts
from models.editing.linking import linking_to
from models.instants import to_microseconds
from server import create_app

SAVE = """mutation ($input: SaveMenuInput!) { saveMenu(input: $input) { saved revision id
  edition { content { items { label { en { value } } target { type slug state } } } }
  problems { code path message } } }"""
PUBLISH = """mutation ($input: PublishInput!) { publish(input: $input) { saved
  problems { code path ... on LinksProblem { entries { type slug } } } } }"""
ITEM = {"label": {"en": "Here"}}


def save(executor, by, *targets):
    items = [{**ITEM, "target": target} for target in targets]
    return asked(executor, by, SAVE, input={"entry": {"slug": "legal"}, "change": {"items": items}})


def test_targets_of_any_type_are_set_by_id_or_by_type_and_slug(executor, ann):
    story = models.NewsStory.live().where(models.NewsStory.slug == "new-medical-school").get()
    query = '{ newsStory(slug: "new-medical-school") { entryId } }'
    entry_id = json.loads(executor.run(Operation(query)).body)["data"]["newsStory"]["entryId"]
    made = save(executor, ann, {"slug": "School/seng"}, {"id": entry_id}, {"slug": "dse-squad"})
    assert (made["saved"], made["problems"]) == (True, [])
    assert [each["target"] for each in made["edition"]["content"]["items"]] == [
        {"type": "School", "slug": "seng", "state": "LIVE"},
        {"type": "NewsStory", "slug": "new-medical-school", "state": "LIVE"},
        {"type": "Event", "slug": "dse-squad", "state": "LIVE"},
    ]
    draft = models.Menu.get((models.Menu.slug == "legal") & models.Menu.live_from.is_null())
    assert story.entry_id in draft.items_links_target
    assert len(draft.items_links_target) == 3


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ({"slug": "nowhere"}, "UNKNOWN_ENTRY"),
        ({"slug": "School/nowhere"}, "UNKNOWN_ENTRY"),
        ({"slug": "Nothing/seng"}, "UNKNOWN_ENTRY"),
        ({"slug": "School/"}, "UNKNOWN_ENTRY"),
        ({"id": "nonsense"}, "UNKNOWN_ENTRY"),
        ({"slug": "news"}, "INVALID"),
    ],
)
def test_a_target_that_is_none_or_may_be_several_is_told(executor, ann, target, code):
    refused = save(executor, ann, target)
    assert refused["saved"] is False
    [problem] = refused["problems"]
    assert (problem["code"], problem["path"]) == (code, ["change", "items", "0", "target"])


def test_publishing_warns_of_targets_that_are_not_public_whatever_their_type(executor, ann):
    for model, slug in ((models.School, "smed"), (models.Event, "dse-squad")):
        acts.unpublish(model, model.live().where(model.slug == slug).get().entry_id, COMMAND_LINE)
    made = save(executor, ann, {"slug": "School/smed"}, {"slug": "School/seng"}, {"slug": "Event/dse-squad"})
    assert made["saved"], made
    told = asked(executor, ann, PUBLISH, input={"entry": {"id": made["id"]}, "revision": made["revision"]})
    assert told["saved"] is False
    warned = [(each["path"], each["entries"]) for each in told["problems"] if each["code"] == "LINK_NOT_PUBLIC"]
    assert warned == [
        (["items", "0", "target"], [{"type": "School", "slug": "smed"}]),
        (["items", "2", "target"], [{"type": "Event", "slug": "dse-squad"}]),
    ]


BACKLINKS = """query ($slug: String!) { schoolEditing(entry: {slug: $slug}) {
  linkedFrom { nodes { type slug } totalCount } } }"""
DEAD = """{ deadLinks(type: "Menu") { nodes { source { slug } field target { type slug state } } totalCount } }"""


def test_what_links_to_an_entry_by_a_link_to_any_type_is_among_its_backlinks(executor, ann):
    menus = models.Menu.update(items_links_school=None)
    menus.execute()  # what is left are the targets
    found = asked(executor, ann, BACKLINKS, slug="smed")["linkedFrom"]
    assert {"type": "Menu", "slug": "primary"} in found["nodes"]
    assert found["totalCount"] == len(found["nodes"])


def test_a_target_that_is_not_live_is_a_dead_link_with_its_type(executor, ann):
    for model, slug in ((models.School, "smed"), (models.HomepageSection, "news")):
        acts.unpublish(model, model.live().where(model.slug == slug).get().entry_id, COMMAND_LINE)
    found = asked(executor, ann, DEAD)
    targets = [(each["source"]["slug"], each["field"], each["target"]["type"]) for each in found["nodes"]]
    assert sorted(targets) == [
        ("anchors", "items", "HomepageSection"),
        ("primary", "items", "School"),
        ("primary", "items", "School"),
    ]
    assert found["totalCount"] == 3


def test_what_a_target_leads_to_is_known_before_it_is_deleted(copy):
    section = models.HomepageSection.live().where(models.HomepageSection.slug == "news").get()
    anchors = models.Menu.live().where(models.Menu.slug == "anchors").get()
    site = models.Site.live().get()
    assert linking_to(section.entry_id, to_microseconds(datetime.now(UTC))) == [anchors.entry_id, site.entry_id]


@pytest.mark.parametrize(
    ("selected", "is_denied"),
    [
        ("slug", False),
        ("slug ... on Menu { slug }", False),
        ("slug ... on School { departments { totalCount } }", True),
    ],
)
def test_of_types_whose_drafts_one_may_not_read_no_target_is_there_and_what_is_below_one_is_denied(
    executor, selected, is_denied
):
    menus_alone = {"Menu": canonical({"location": {"in": ["PRIMARY", "ANCHORS"]}})}
    schools_too = {**menus_alone, "School": canonical({"slug": {"in": ["smed", "seng"]}})}
    query = f"{{ menu(location: PRIMARY, stage: LATEST) {{ items {{ label target {{ __typename {selected} }} }} }} }}"
    for name, conditions in (("eve", menus_alone), ("ann", schools_too)):
        by = person(name, "editor", conditions)
        answer = json.loads(executor.run(Operation(query, caller=by)).body)
        if is_denied and conditions is schools_too:
            assert [each["extensions"]["code"] for each in answer["errors"]] == ["FORBIDDEN"]
            continue
        assert "errors" not in answer, answer
        [gz] = [each["target"] for each in answer["data"]["menu"]["items"] if each["label"] == "HKUST (GZ)"]
        assert gz == (None if conditions is menus_alone else {"__typename": "School", "slug": "hkust-gz"})


def test_an_answer_that_is_kept_ends_when_a_target_of_any_type_does(copy):
    app = create_app({"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_REQUEST_LOG": "off"})
    query = "{ menu(location: ANCHORS) { items { target { slug } } } }"

    def first_slug():
        answer = app.test_client().post("/graphql", json={"query": query}).json
        return answer["data"]["menu"]["items"][0]["target"]

    assert [first_slug() for _ in range(3)] == [{"slug": "news"}] * 3
    section = models.HomepageSection.live().where(models.HomepageSection.slug == "news").get()
    acts.unpublish(models.HomepageSection, section.entry_id, COMMAND_LINE)
    assert first_slug() is None


def test_scripts_follow_links_to_entries_of_several_types_in_their_order(copy):
    school = models.School.live().where(models.School.slug == "seng").get()
    story = models.NewsStory.live().where(models.NewsStory.slug == "new-medical-school").get()
    tag = models.Tag.live().first()
    found = models.Program.live().first()
    acts.unpublish(models.Tag, tag.entry_id, COMMAND_LINE)
    at_once = found.linked_by_numbers([story.entry_id, None, school.entry_id, tag.entry_id])
    assert [type(each) for each in at_once] == [models.NewsStory, models.School, models.Tag]
    now = models.Program.live().first().linked_by_numbers([story.entry_id, school.entry_id, tag.entry_id])
    assert [each.slug for each in now] == ["new-medical-school", "seng"]
