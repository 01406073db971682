"""The editor's side of entries: drafts, timelines, content as it is stored, differences, links, and who may see it."""

import json
from datetime import timedelta

import pytest
from conftest import FAR, SHOWN_AT, ZONE, statements
from graphql import get_named_type, get_nullable_type, is_leaf_type

import models
from delivery.execution.operations import Executor, Operation
from models.access.actors import Actor
from models.access.callers import ANONYMOUS, Caller, Preview
from models.access.grants import Action, Grant, Grants
from models.editing import acting, acts
from models.editing.outcomes import Later, Portion
from models.editing.reading import states_of
from models.edition import content_types
from models.instants import FOREVER, to_microseconds
from models.translations import TranslatedField
from models.validation import content_fields
from resolvers.attributes.ids import encode
from schema import make_schema
from schema.building import FIELD_NAMES
from schema.editing.names import LANGUAGE_NAMES, shown

SCHEMA = make_schema()
GRAPHQL = SCHEMA._schema
NOW = to_microseconds(SHOWN_AT)
DAY = 86_400 * 1_000_000
ADA = Actor("ada")
STORY = "new-medical-school"
SENG = json.dumps({"schools": {"some": {"slug": {"eq": "seng"}}}})


def grant(*actions, type_name=None, **narrowed):
    return Grant(frozenset(actions), type_name, **narrowed)


def caller(*grants, preview=None):
    return Caller(Grants(frozenset(grants)), person=1, name="ada", preview=preview)


EVERYTHING = caller(grant(*Action))
STORY_READER = caller(grant(Action.READ_DRAFTS, type_name="NewsStory"))


@pytest.fixture
def executor(copy, monkeypatch):
    """An executor at the instant that the fixtures show; acts are of then, too."""
    monkeypatch.setattr(acting, "now", lambda: NOW)
    return Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR)


def run(executor, text, by=EVERYTHING, **variables):
    answer = json.loads(executor.run(Operation(text, variables, caller=by)).body)
    assert "data" in answer, answer
    return answer["data"], [error["extensions"]["code"] for error in answer.get("errors", ())]


def asked(executor, text, by=EVERYTHING, **variables):
    data, errors = run(executor, text, by, **variables)
    assert errors == []
    return data


def editing(executor, selection, by=EVERYTHING, slug=STORY, root="newsStoryEditing"):
    """Ask for some of the editor's side of an entry."""
    query = f"query ($slug: String!) {{ {root}(entry: {{slug: $slug}}) {{ {selection} }} }}"
    return asked(executor, query, by, slug=slug)[root]


def entry(model=models.NewsStory, slug=STORY):
    return model.get(slug=slug).entry_id


def save(changes, model=models.NewsStory, slug=STORY):
    return acts.save(model, entry(model, slug), changes, ZONE, ADA)


def publish(number, model=models.NewsStory, **options):
    return acts.publish(model, number, ZONE, ADA, **options)


def draft_of(model, slug, **values):
    return acts.create(model, slug, values, ZONE, ADA).entry


def test_a_draft_stands_beside_what_is_live(executor):
    save({"title": {"en": "Other", "zh-Hans": None}, "published_on": None})
    fields = "version state liveFrom liveUntil basedOn author problems { severity path }"
    content = (
        "content { slug publishedOn title { en { value source { kind of stale } } zhHant { value } zhHans { value } } }"
    )
    found = editing(executor, f"isDeleted draft {{ {fields} {content} }} timeline {{ {fields} }}")
    live = models.NewsStory.get(slug=STORY)
    blocking, *warnings = found["draft"].pop("problems")
    assert blocking == {"severity": "BLOCKING", "path": ["publishedOn"]}
    assert {"severity": "WARNING", "path": ["title", "zhHans"]} in warnings
    assert {each["severity"] for each in found["timeline"][0].pop("problems")} <= {"WARNING"}
    assert found == {
        "isDeleted": False,
        "draft": {
            "version": 2,
            "state": "DRAFT",
            "liveFrom": None,
            "liveUntil": None,
            "basedOn": 1,
            "author": "ada",
            "content": {
                "slug": STORY,
                "publishedOn": None,
                "title": {
                    "en": {"value": "Other", "source": {"kind": "ORIGINAL", "of": None, "stale": False}},
                    "zhHant": {"value": live.title["zh-Hant"]},
                    "zhHans": None,
                },
            },
        },
        "timeline": [
            {
                "version": 1,
                "state": "LIVE",
                "liveFrom": "2025-11-19T00:00:00+08:00",
                "liveUntil": None,
                "basedOn": None,
                "author": "fixtures",
            }
        ],
    }


def test_states_are_seen_from_now(executor):
    number = entry()
    for days in (0, 3):
        save({"title": {"en": f"After {days} days"}})
        publish(number, at=NOW + days * DAY)
    save({"title": {"en": "Draft"}})
    found = editing(
        executor, "draft { version } timeline { version state liveUntil } edition(version: 3) { state basedOn }"
    )
    later = (SHOWN_AT + timedelta(days=3)).isoformat()
    assert found == {
        "draft": {"version": 4},
        "timeline": [
            {"version": 1, "state": "PAST", "liveUntil": SHOWN_AT.isoformat()},
            {"version": 2, "state": "LIVE", "liveUntil": later},
            {"version": 3, "state": "SCHEDULED", "liveUntil": None},
        ],
        "edition": {"state": "SCHEDULED", "basedOn": 2},
    }
    found = editing(
        executor,
        "a: timeline(last: 1) { version } b: timeline(last: 5, before: 3) { version } c: edition(version: 9) { version }",
    )
    assert found == {"a": [{"version": 3}], "b": [{"version": 1}, {"version": 2}], "c": None}


def test_a_revision_changes_with_each_save_and_no_other_way(executor):
    def revisions():
        found = editing(executor, "draft { revision } timeline { revision }")
        return found["draft"] and found["draft"]["revision"], [each["revision"] for each in found["timeline"]]

    save({"title": {"en": "One"}})
    one = revisions()
    assert one == revisions()
    save({"title": {"en": "Two"}})
    assert revisions()[0] != one[0]
    assert revisions()[1] == one[1]


NOTHING = ['{id: "x"}', '{slug: "there-is-none"}', '{made: "x"}']


@pytest.mark.parametrize(
    "by",
    [
        ANONYMOUS,
        caller(),
        caller(grant(Action.EDIT)),
        caller(grant(Action.READ_DRAFTS, type_name="School")),
        Caller(Grants(frozenset({grant(*Action)})), preview=Preview(None, True, ())),
    ],
    ids=["nobody", "nothing", "an editor who reads no drafts", "another type", "a preview"],
)
def test_who_may_not_read_drafts_gets_null_as_for_what_is_not_there(executor, by):
    save({"title": {"en": "Other"}})
    live = models.NewsStory.get(slug=STORY)
    for ref in (f'{{slug: "{STORY}"}}', f'{{id: "{encode("NewsStory", live.uid)}"}}', *NOTHING):
        query = f"{{ newsStoryEditing(entry: {ref}) {{ id draft {{ version }} }} }}"
        with statements() as issued:
            assert run(executor, query, by) == ({"newsStoryEditing": None}, [])
        assert issued == []
        if ref in NOTHING:
            assert asked(executor, query) == {"newsStoryEditing": None}


def test_a_right_under_a_condition_reaches_what_meets_it(executor):
    by = caller(grant(Action.READ_DRAFTS, type_name="NewsStory", where=SENG))
    query = "query ($slug: String!) { newsStoryEditing(entry: {slug: $slug}) { draft { version } } }"
    assert asked(executor, query, by, slug=STORY) == {"newsStoryEditing": None}
    save({"schools": [entry(models.School, "seng")]})
    assert asked(executor, query, by, slug=STORY) == {"newsStoryEditing": {"draft": {"version": 2}}}


def test_an_entry_is_found_by_its_id_and_by_the_slugs_it_had(executor):
    number, live = entry(), models.NewsStory.get(slug=STORY)
    save({"slug": "another-slug"})
    query = "query ($entry: EntryRef!) { newsStoryEditing(entry: $entry) { id } }"
    identifier = encode("NewsStory", live.uid)
    for ref in ({"id": identifier}, {"slug": STORY}, {"slug": "another-slug"}):
        assert asked(executor, query, entry=ref) == {"newsStoryEditing": {"id": identifier}}
    publish(number)
    assert asked(executor, query, entry={"slug": STORY}) == {"newsStoryEditing": {"id": identifier}}
    other = draft_of(models.NewsStory, STORY, title={"en": "Its heir"}, published_on=SHOWN_AT.date())
    publish(other)
    heir = encode("NewsStory", models.NewsStory.get(entry=other).uid)
    assert asked(executor, query, entry={"slug": STORY}) == {"newsStoryEditing": {"id": heir}}
    assert asked(executor, query, entry={"id": heir.replace("TmV3", "VGFn")}) == {"newsStoryEditing": None}


LINK = "type slug label state"


def test_links_stand_in_their_order_whether_they_are_live_or_not(executor):
    drafted = draft_of(models.School, "drafted", name={"en": "Drafted"})
    named = {"name": {"zh-Hans": "将来"}, "abbreviation": "SF", "kind": "SCHOOL"}
    to_come, ended = draft_of(models.School, "to-come", **named), entry(models.School, "seng")
    publish(to_come, models.School, at=NOW + DAY)
    acts.unpublish(models.School, ended, ADA)
    gone = draft_of(models.School, "gone", name={"en": "Gone"})
    acts.delete(models.School, gone, ADA)
    save({"schools": [to_come, ended, drafted, entry(models.School, "smed"), gone]})
    links = f"draft {{ content {{ schools {{ {LINK} }} }} }}"
    known = [
        ("to-come", "将来", "SCHEDULED"),
        ("seng", models.School.get(entry=ended).name["en"], "ENDED"),
        ("drafted", "Drafted", "NEVER_PUBLISHED"),
        ("smed", "School of Medicine", "LIVE"),
        ("gone", "Gone", "DELETED"),
    ]
    found = editing(executor, links)["draft"]["content"]["schools"]
    assert [(each["slug"], each["label"], each["state"]) for each in found] == known
    found = editing(executor, links, STORY_READER)["draft"]["content"]["schools"]
    hidden = (None, None, None)
    public = [each if each[2] in ("LIVE", "ENDED") else hidden for each in known]
    assert [(each["slug"], each["label"], each["state"]) for each in found] == public
    previewer = caller(*STORY_READER.grants.all, grant(Action.PREVIEW, type_name="School"))
    found = editing(executor, links, previewer)["draft"]["content"]["schools"]
    assert [(each["slug"], each["label"], each["state"]) for each in found] == [known[0], *public[1:]]
    where = json.dumps({"slug": {"eq": "drafted"}})
    one = caller(*STORY_READER.grants.all, grant(Action.READ_DRAFTS, type_name="School", where=where))
    found = editing(executor, links, one)["draft"]["content"]["schools"]
    assert [(each["slug"], each["label"], each["state"]) for each in found] == [
        each if each[0] == "drafted" else shown for each, shown in zip(known, public, strict=True)
    ]


def test_statements_do_not_grow_with_what_is_read(executor):
    selection = f"timeline {{ content {{ schools {{ {LINK} }} tags {{ {LINK} }} sdgs {{ {LINK} }} }} }} linkedFrom {{ nodes {{ {LINK} }} }}"

    def counted():
        with statements() as issued:
            editing(executor, selection)
        return len(issued)

    save({"schools": [entry(models.School, "seng")], "tags": [], "sdgs": []})
    publish(entry())
    few = counted()
    schools = [row.entry_id for row in models.School.select().limit(5)]
    for days in range(1, 6):
        save({"schools": schools[:days], "title": {"en": f"{days}"}})
        publish(entry(), at=NOW + days * DAY, overwrite=["title.en", "schools"])
        draft_of(models.HomepageSection, f"section-{days}", news_stories=[entry()])
    assert counted() == few


def test_what_differs_is_told_by_path(executor):
    tags = [row.entry_id for row in models.Tag.select().order_by(models.Tag.entry).limit(5)]
    ids = [encode("Tag", row.uid) for row in models.Tag.select().order_by(models.Tag.entry).limit(5)]
    number = entry()
    save({"tags": tags[:4]})
    publish(number)
    save(
        {"tags": [tags[3], tags[0], tags[4], tags[1]], "title": {"en": "Other", "zh-Hant": None}, "published_on": None}
    )
    title = models.NewsStory.get(slug=STORY).title
    difference = "path before after added removed moved"
    nothing = {"added": [], "removed": [], "moved": []}
    wanted = [
        {"path": ["title", "en"], "before": title["en"], "after": "Other", **nothing},
        {"path": ["title", "zhHant"], "before": title["zh-Hant"], "after": None, **nothing},
        {"path": ["publishedOn"], "before": "2025-11-19", "after": None, **nothing},
        {
            "path": ["tags"],
            "before": ids[:4],
            "after": [ids[3], ids[0], ids[4], ids[1]],
            "added": [ids[4]],
            "removed": [ids[2]],
            "moved": [ids[3]],
        },
    ]
    found = editing(
        executor,
        f"a: compare {{ {difference} }} b: compare(from: 2, to: 3) {{ {difference} }} c: compare(from: 3, to: 3) {{ path }} d: compare(from: 9) {{ path }}",
    )
    assert found == {"a": wanted, "b": wanted, "c": [], "d": None}


def test_components_differ_whole_and_in_the_words_of_clients(executor):
    menu = (
        models.Menu.get(slug="facilities")
        if models.Menu.get_or_none(slug="facilities")
        else models.Menu.select().first()
    )
    school = models.School.get(slug="seng")
    items = [{"label": {"en": "A", "zh-Hant": "甲"}, "school": school.entry_id, "children": [{"label": {"en": "B"}}]}]
    acts.save(models.Menu, menu.entry_id, {"items": items}, ZONE, ADA)
    selection = "compare { path after } draft { content { location items { label { en { value } zhHant { value } zhHans { value } } school { slug } children { label { en { value } } } } } translations { locale missing } }"
    found = editing(executor, selection, slug=menu.slug, root="menuEditing")
    [item] = found["draft"]["content"]["items"]
    assert item == {
        "label": {"en": {"value": "A"}, "zhHant": {"value": "甲"}, "zhHans": None},
        "school": {"slug": "seng"},
        "children": [{"label": {"en": {"value": "B"}}}],
    }
    assert found["draft"]["content"]["location"] == menu.location
    after = {
        "label": {"en": "A", "zhHant": "甲"},
        "school": encode("School", school.uid),
        "children": [{"label": {"en": "B"}}],
    }
    assert found["compare"] == [{"path": ["items"], "after": [after]}]
    missing = {each["locale"]: each["missing"] for each in found["draft"]["translations"]}
    assert missing == {
        "EN": [],
        "ZH_HANT": ["items.0.children.0.label.zhHant"],
        "ZH_HANS": ["items.0.label.zhHans", "items.0.children.0.label.zhHans"],
    }


def test_an_edition_tells_where_what_it_was_made_from_has_moved_on(executor):
    number, title = entry(), models.NewsStory.get(slug=STORY).title
    save({"title": {"en": "To come"}})
    publish(number, at=NOW + DAY)
    save({"title": {"en": "Now"}})
    publish(number, later=Later.KEEP)
    found = editing(executor, "timeline { version basedOn divergence { path before after } }")["timeline"]
    moved = [{"path": ["title", "en"], "before": title["en"], "after": "Now"}]
    assert [(each["version"], each["basedOn"], each["divergence"]) for each in found] == [
        (1, None, []),
        (3, 1, []),
        (2, 1, moved),
    ]


def test_texts_tell_where_they_came_from(executor):
    sources = {
        "title.zh-Hant": {"kind": "TRANSLATION", "of": "en"},
        "title.zh-Hans": {"kind": "MACHINE", "of": "zh-Hant"},
        "category.zh-Hans": {"kind": "CONVERSION", "of": "zh-Hant"},
    }
    texts = {"title": {"zh-Hant": "甲", "zh-Hans": "乙"}, "category": {"zh-Hans": "丙"}, "body": {"zh-Hans": None}}
    save({**texts, "sources": sources})
    save({"title": {"en": "Changed since"}})
    told = "title { en { ...T } zhHant { ...T } zhHans { ...T } } category { zhHans { ...T } }"
    query = f"draft {{ content {{ {told} }} translations {{ locale missing stale converted machine public }} }}"
    fragment = "fragment T on Text { source { kind of stale } }"
    data = asked(executor, f'{{ newsStoryEditing(entry: {{slug: "{STORY}"}}) {{ {query} }} }} {fragment}')
    found = data["newsStoryEditing"]["draft"]
    assert found["content"] == {
        "title": {
            "en": {"source": {"kind": "ORIGINAL", "of": None, "stale": False}},
            "zhHant": {"source": {"kind": "TRANSLATION", "of": "EN", "stale": True}},
            "zhHans": {"source": {"kind": "MACHINE", "of": "ZH_HANT", "stale": False}},
        },
        "category": {"zhHans": {"source": {"kind": "CONVERSION", "of": "ZH_HANT", "stale": False}}},
    }
    statuses = {each.pop("locale"): each for each in found["translations"]}
    nothing = {"missing": [], "stale": [], "converted": [], "machine": [], "public": True}
    assert statuses["EN"] == nothing
    assert statuses["ZH_HANT"] == {**nothing, "stale": ["title.zhHant"], "converted": ["category.zhHant"]}
    assert statuses["ZH_HANS"] == {
        **nothing,
        "missing": ["body.zhHans"],
        "converted": ["category.zhHans"],
        "machine": ["title.zhHans"],
    }


def test_a_language_is_public_while_what_is_live_has_it(executor):
    number = entry()
    acts.unpublish(models.NewsStory, number, ADA, portion=Portion(frozenset({"zh-Hans"}), shared=False))
    found = editing(executor, "timeline { translations { locale public } }")["timeline"]
    assert {each["locale"]: each["public"] for each in found[-1]["translations"]} == {
        "EN": True,
        "ZH_HANT": True,
        "ZH_HANS": False,
    }


ABILITIES = "can { edit publish unpublish delete fields }"


def test_what_somebody_may_is_told_by_field_and_language(executor):
    reads = grant(Action.READ_DRAFTS)
    assert editing(executor, ABILITIES, caller(reads))["can"] == {
        "edit": False,
        "publish": False,
        "unpublish": False,
        "delete": False,
        "fields": [],
    }
    translator = caller(reads, grant(Action.TRANSLATE, locales=frozenset({"zh-Hans"})), grant(Action.UNPUBLISH))
    assert editing(executor, ABILITIES, translator)["can"] == {
        "edit": True,
        "publish": False,
        "unpublish": True,
        "delete": False,
        "fields": ["title.zhHans", "category.zhHans", "body.zhHans", "summary.zhHans"],
    }
    narrow = caller(reads, grant(Action.EDIT, type_name="NewsStory", fields=frozenset({"publishedOn", "title"})))
    assert editing(executor, ABILITIES, narrow)["can"]["fields"] == [
        "title.en",
        "title.zhHant",
        "title.zhHans",
        "publishedOn",
    ]
    paths = editing(executor, ABILITIES)["can"]
    assert paths["publish"]
    assert paths["fields"][:3] == ["slug", "title.en", "title.zhHant"]
    assert len(paths["fields"]) == 1 + 4 * 3 + 3 + 5


def test_conditions_are_asked_once_for_all_paths(executor):
    by = caller(grant(Action.READ_DRAFTS), grant(Action.EDIT, Action.TRANSLATE, type_name="NewsStory", where=SENG))
    with statements() as issued:
        assert editing(executor, "can { fields edit }", by)["can"] == {"fields": [], "edit": False}
    assert len([text for text in issued if "EXISTS" in text]) == 1
    save({"schools": [entry(models.School, "seng")]})
    assert editing(executor, "can { edit }", by)["can"]["edit"]


def test_what_links_here_is_found_in_any_edition_that_has_not_ended(executor, monkeypatch):
    school = draft_of(models.School, "linked", name={"en": "Linked"})

    def found(by=EVERYTHING, **page):
        given = ", ".join(f"{name}: {json.dumps(value)}" for name, value in page.items())
        selection = f"linkedFrom{f'({given})' if given else ''} {{ totalCount nodes {{ type slug }} pageInfo {{ hasNextPage hasPreviousPage endCursor }} }}"
        return editing(executor, selection, by, "linked", "schoolEditing")["linkedFrom"]

    assert found()["totalCount"] == 0
    full = {"category": {"en": "C"}, "published_on": SHOWN_AT.date(), "schools": [school]}
    draft_of(models.NewsStory, "in-a-draft", title={"en": "A"}, schools=[school])
    publish(draft_of(models.NewsStory, "to-come", title={"en": "B"}, **full), at=NOW + DAY)
    live = draft_of(models.NewsStory, "live", title={"en": "C"}, **full)
    publish(live)
    ended = draft_of(models.NewsStory, "ended", title={"en": "D"}, **full)
    monkeypatch.setattr(acting, "now", lambda: NOW - DAY)
    publish(ended)
    monkeypatch.setattr(acting, "now", lambda: NOW)
    acts.unpublish(models.NewsStory, ended, ADA)
    gone = draft_of(models.NewsStory, "gone", title={"en": "E"}, **full)
    acts.delete(models.NewsStory, gone, ADA)
    menu = models.Menu.select().first()
    items = [{"label": {"en": "A"}, "children": [{"label": {"en": "B"}, "school": school}]}]
    acts.save(models.Menu, menu.entry_id, {"items": items}, ZONE, ADA)
    names = ["in-a-draft", "to-come", "live", menu.slug]
    all_of_them = found()
    assert all_of_them["totalCount"] == 4
    assert sorted(each["slug"] for each in all_of_them["nodes"]) == sorted(names)
    assert [each["type"] for each in all_of_them["nodes"]].count("Menu") == 1
    first = found(first=3)
    assert first["pageInfo"]["hasNextPage"]
    second = found(first=3, after=first["pageInfo"]["endCursor"])
    assert first["nodes"] + second["nodes"] == all_of_them["nodes"]
    assert second["pageInfo"]["hasPreviousPage"]
    assert not second["pageInfo"]["hasNextPage"]
    stranger_to_stories = found(caller(grant(Action.READ_DRAFTS, type_name="School")))
    assert [each["slug"] for each in stranger_to_stories["nodes"]] == ["live"]
    assert stranger_to_stories["totalCount"] == 1
    previewer = found(
        caller(grant(Action.READ_DRAFTS, type_name="School"), grant(Action.PREVIEW, type_name="NewsStory"))
    )
    assert [each["slug"] for each in previewer["nodes"]] == ["to-come", "live"]


def test_the_journal_of_an_entry_needs_its_own_right(executor):
    save({"title": {"en": "Other"}})
    publish(entry())
    acts.create(models.Tag, "another", {"name": {"en": "Another"}}, ZONE, ADA)
    selection = "audit { totalCount nodes { act by } }"
    lines = [{"act": "entry.publish", "by": "ada"}, {"act": "entry.save", "by": "ada"}]
    assert editing(executor, selection)["audit"] == {"totalCount": 2, "nodes": lines}
    assert editing(executor, selection, STORY_READER)["audit"] is None
    assert editing(executor, "audit(first: 1) { nodes { act } pageInfo { hasNextPage } }")["audit"] == {
        "nodes": [{"act": "entry.publish"}],
        "pageInfo": {"hasNextPage": True},
    }


def test_what_is_deleted_is_still_there_for_editors(executor):
    save({"title": {"en": "Other"}})
    acts.delete(models.NewsStory, entry(), ADA, despite=frozenset({"STILL_LINKED"}))
    found = editing(executor, "isDeleted timeline { state }")
    assert found["isDeleted"]
    assert {each["state"] for each in found["timeline"]} == {"PAST"}


def selection_of(kind, depth=0):
    """Select all that there is of the content of a type."""
    fields = get_named_type(kind).fields.items()
    below = [
        f"{name} {'' if is_leaf_type(get_named_type(field.type)) else selection_of(field.type, depth + 1)}"
        for name, field in fields
        if depth < 7 or is_leaf_type(get_named_type(field.type))
    ]
    return f"{{ {' '.join(below or ['__typename'])} }}"


@pytest.mark.parametrize("model", list(content_types()), ids=lambda model: model.__name__)
def test_the_content_of_every_type_is_read_as_it_is_stored(executor, model):
    root = f"{shown(FIELD_NAMES[model][0])[0]}Editing"
    text = selection_of(GRAPHQL.type_map[f"{model.__name__}Content"])
    query = f"query ($id: ID!) {{ {root}(entry: {{id: $id}}) {{ draft {{ content {text} }} timeline {{ version content {text} }} }} }}"
    for row in model.select().limit(3):
        data = asked(executor, query, id=encode(model.__name__, row.uid))[root]
        states = states_of(model, row.entry_id)
        contents = {each["version"]: each["content"] for each in data["timeline"]}
        for state in states.editions:
            content = data["draft"]["content"] if state.is_draft else contents[state.version]
            require_same(model, state.values, content)


def require_same(model, values, content):
    """Hold what a client reads against what is stored: texts to the letter, links in number, all else by its truth."""
    for name, field in content_fields(model).items():
        value, read = values[name], content[shown(name)[0]]
        if isinstance(field, TranslatedField):
            texts = {tag: read[LANGUAGE_NAMES[tag]] for tag in LANGUAGE_NAMES}
            assert {tag: text["value"] for tag, text in texts.items() if text} == (value or {})
        elif isinstance(value, list):
            assert len(read) == len(value)
        else:
            assert (read is None) == (value is None or value == FOREVER)


def test_every_field_of_a_draft_may_be_null_but_lists_and_texts():
    for model in content_types():
        for name, field in GRAPHQL.type_map[f"{model.__name__}Content"].fields.items():
            inner = get_nullable_type(field.type)
            is_held = str(inner) == "Texts" or str(inner).startswith("[")
            assert (inner is not field.type) == is_held, f"{model.__name__}.{name}"


@pytest.mark.parametrize(
    ("selection", "cost"),
    [
        ("id", 11),
        ("draft { version }", 12),
        ("draft { content { title { en { value } } } }", 13),
        ("draft { content { schools { label } tags { label } } }", 33),
        ("timeline { version }", 61),
        ("timeline(last: 100) { content { sdgs { label } } }", 11 + 100 * (1 + 1 + 17)),
        ("linkedFrom(first: 30) { totalCount nodes { label } }", 11 + 1 + 30 + 20),
        ("audit(first: 30) { nodes { act } }", 11 + 1 + 30),
        ("compare { path }", 14),
    ],
)
def test_the_editors_side_costs_what_it_may_have(executor, selection, cost):
    text = f'{{ newsStoryEditing(entry: {{slug: "x"}}) {{ {selection} }} }}'
    assert executor.prepare(Operation(text)).cost == cost
