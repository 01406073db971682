"""Blocks as editors write them by mutations: each of the kinds is made, changed, moved, taken out, and refused."""

import json

import pytest
from strawberry.utils.str_converters import to_camel_case
from writers import asked

import models
from delivery.execution.operations import Operation
from models.blocks import PAGE_BLOCKS
from models.components import in_snake_case

CREATE = """mutation ($input: CreatePageInput!) { createPage(input: $input) { saved id revision changed
  problems { code path message } } }"""
SAVE = """mutation ($input: SavePageInput!) { savePage(input: $input) { saved revision changed
  problems { code path message } } }"""

PERSON, TAG, SCHOOL, PLACE = ("Person", "Tag", "School", "Place")
TARGET = {"slug": "School/seng"}
"""Any entry, as inputs name it."""

URL = "https://example.org/a"

KINDS = {
    "textPart": ({"text": {"en": "See **this**."}}, {"text": {"en": "See [it](entry:School/seng)."}}),
    "quoteBlock": ({"quote": {"en": "Well."}, "person": PERSON}, {"person": None}),
    "statementBlock": ({"statement": {"en": "We are."}}, {"note": {"en": "Here.", "zhHant": "此"}}),
    "callToAction": ({"label": {"en": "Apply"}, "target": TARGET}, {"target": None, "url": URL}),
    "cardsBlock": (
        {"cards": [{"title": {"en": "One"}, "target": TARGET}, {"title": {"en": "Two"}, "url": URL}]},
        {"cards": [{"title": {"en": "Two"}, "url": URL}]},
    ),
    "accordionBlock": (
        {"sections": [{"title": {"en": "T"}, "words": {"en": "W"}}]},
        {"sections": [{"title": {"en": "T"}, "words": {"en": "Other"}}]},
    ),
    "tableBlock": (
        {"hasHeader": True, "rows": [{"cells": [{"words": {"en": "a"}}, {}]}]},
        {"hasHeader": False},
    ),
    "peopleBlock": ({"people": [{"person": PERSON}]}, {"people": [{"person": PERSON, "note": {"en": "Chair"}}]}),
    "filesBlock": ({"files": [{"label": {"en": "F"}, "url": URL}]}, {"files": [{"label": {"en": "G"}, "url": URL}]}),
    "embedBlock": ({"entry": TARGET}, {"note": {"en": "n"}}),
    "chosenBlock": ({"chosen": [{"entry": TARGET}]}, {"chosen": [{"entry": TARGET}, {"entry": TARGET}]}),
    "listBlock": ({"source": "NEWS", "tag": TAG, "school": SCHOOL, "first": 2}, {"source": "EVENTS", "tag": None}),
    "contactBlock": ({"person": PERSON, "place": PLACE, "email": "a@example.org"}, {"email": None, "phone": "+852 1"}),
}
"""Each kind as it is made, and what of it is changed."""

LINKS = {
    "quoteBlock": ("person", {"quote": {"en": "q"}}),
    "callToAction": ("target", {"label": {"en": "l"}}),
    "embedBlock": ("entry", {}),
    "listBlock": ("tag", {"source": "NEWS"}),
    "contactBlock": ("place", {"email": "a@example.org"}),
}
"""A link of some kinds, and what else they need."""


@pytest.fixture
def given(copy):
    """What puts an entry of the fixtures in the place of a type."""

    def put(value):
        if isinstance(value, str) and value in (PERSON, TAG, SCHOOL, PLACE):
            model = getattr(models, value)
            return {"slug": model.live().order_by(model.entry).limit(1).get().slug}
        if isinstance(value, dict):
            return {name: put(each) for name, each in value.items()}
        return [put(each) for each in value] if isinstance(value, list) else value

    return put


def create(executor, by, blocks):
    content = {"slug": "made", "title": {"en": {"value": "Made"}}, "blocks": blocks}
    return asked(executor, by, CREATE, input={"content": content})


def save(executor, by, made, blocks, revision=None):
    change = {"entry": {"id": made["id"]}, "on": revision or made["revision"], "change": {"blocks": blocks}}
    return asked(executor, by, SAVE, input=change)


def stored():
    """The blocks of the draft as they stand in the database."""
    return models.Page.get((models.Page.slug == "made") & models.Page.live_from.is_null()).blocks


def test_there_is_an_input_for_each_kind():
    assert {to_camel_case(in_snake_case(name)) for name in PAGE_BLOCKS.kinds} == KINDS.keys()
    assert len(KINDS) == 13


def without_nulls(value):
    if isinstance(value, dict):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


def expected(kind, value):
    """A block as it is to be stored, as its input says: links are the numbers of entries, texts are by their tags."""
    name = {to_camel_case(in_snake_case(each)): each for each in PAGE_BLOCKS.kinds}[kind]
    return {"type": name, **{in_snake_case(key): stored_value(key, each) for key, each in without_nulls(value).items()}}


MODELS = {"person": PERSON, "tag": TAG, "school": SCHOOL, "place": PLACE}


def stored_value(name, value):
    if isinstance(value, list):
        return [{in_snake_case(key): stored_value(key, each) for key, each in item.items()} for item in value]
    if isinstance(value, dict) and "slug" in value:
        kind, _, slug = value["slug"].rpartition("/")
        model = getattr(models, kind or MODELS[name])
        return model.get(model.slug == slug).entry_id
    if isinstance(value, dict):
        seng = models.School.get(models.School.slug == "seng").uid
        texts = {{"zhHant": "zh-Hant"}.get(tag, tag): text for tag, text in value.items()}
        return {tag: text.replace("School/seng", seng) for tag, text in texts.items()}
    return value


@pytest.mark.parametrize("kind", KINDS)
def test_a_block_is_made_changed_and_taken_out(executor, ann, given, kind):
    first, change = map(given, KINDS[kind])
    statement = {"statementBlock": {"key": "s", "statement": {"en": "Beside"}}}
    made = create(executor, ann, [{kind: {"key": "k", **first}}, statement])
    assert (made["saved"], made["problems"]) == (True, [])
    beside = expected("statementBlock", statement["statementBlock"])
    found = [without_nulls(block) for block in stored()]
    assert found == [expected(kind, {"key": "k", **first, **defaults(kind, first)}), beside]
    second = {"key": "k", **first, **change}
    changed = save(executor, ann, made, [{kind: second}, statement])
    assert (changed["saved"], changed["changed"]) == (True, ["blocks"])
    assert [without_nulls(block) for block in stored()] == [
        expected(kind, {**second, **defaults(kind, second)}),
        beside,
    ]
    moved = save(executor, ann, made, [statement, {kind: second}], changed["revision"])
    assert moved["saved"]
    assert [block["key"] for block in stored()] == ["s", "k"]
    gone = save(executor, ann, made, [statement], moved["revision"])
    assert gone["saved"]
    assert [without_nulls(block) for block in stored()] == [beside]
    emptied = save(executor, ann, made, [], gone["revision"])
    assert (emptied["saved"], stored()) == (True, [])


def defaults(kind, value):
    """What a kind has where nothing is said."""
    said = {"listBlock": {"first": 3}, "tableBlock": {"hasHeader": True}}.get(kind, {})
    return {name: each for name, each in said.items() if name not in value}


@pytest.mark.parametrize("kind", LINKS)
def test_a_link_to_nothing_is_told_with_its_place(executor, ann, kind):
    name, others = LINKS[kind]
    slug = "School/nowhere" if name in ("target", "entry") else "nowhere"
    answer = create(executor, ann, [{kind: {**others, name: {"slug": slug}}}])
    [problem] = answer["problems"]
    assert (answer["saved"], problem["code"]) == (False, "UNKNOWN_ENTRY")
    assert problem["path"] == ["content", "blocks", "0", kind, name]


def test_a_problem_inside_a_block_is_told_with_its_place(executor, ann):
    cards = [{"title": {"en": "One"}, "target": TARGET}, {"title": {"en": "Two"}, "target": {"slug": "School/none"}}]
    answer = create(executor, ann, [{"statementBlock": {"statement": {"en": "a"}}}, {"cardsBlock": {"cards": cards}}])
    [problem] = answer["problems"]
    assert problem["path"] == ["content", "blocks", "1", "cardsBlock", "cards", "1", "target"]


STATEMENT = {"statement": {"en": "We are."}}


@pytest.mark.parametrize(
    ("keys", "places"),
    [(("a", "b", "a"), [2]), (("a", "a", "a"), [1, 2]), (("b", "1", None), []), (("3", None, None), [0])],
    ids=["two", "three", "none", "place"],
)
def test_blocks_of_one_key_are_refused(executor, ann, keys, places):
    blocks = [{"statementBlock": {"key": key, **STATEMENT}} for key in keys]
    answer = create(executor, ann, blocks)
    assert answer["saved"] == (not places)
    assert [each["path"] for each in answer["problems"]] == [
        ["content", "blocks", str(place), "statementBlock", "key"] for place in places
    ]
    assert {(each["code"], each["message"]) for each in answer["problems"]} == {
        ("INVALID", "is the key of another component, too") for _ in places[:1]
    }


TEXTS = {
    "[x](entry:School/nowhere)": ("UNKNOWN_ENTRY", "line 1: there is no entry School/nowhere"),
    "a\n\n::: embed entry:Event/nowhere": ("UNKNOWN_ENTRY", "line 3: there is no entry Event/nowhere"),
    "> " * 25 + "deep": ("INVALID", "line 1: the text is nested deeper than 20 levels"),
    "學" * 40_000: ("TOO_LONG", "line 1: the text has 120000 bytes; 100000 are allowed"),
    "a\n\n" + "[x](entry:School/seng) " * 21: ("TOO_LONG", "line 3: the text has 21 references; 20 are allowed"),
}


@pytest.mark.parametrize("text", TEXTS, ids=["link", "embed", "deep", "long", "references"])
def test_what_is_wrong_with_the_text_of_a_block_is_told_with_its_line(executor, ann, text):
    cards = {"cardsBlock": {"cards": [{"title": {"en": "One"}}, {"title": {"en": "Two"}}]}}
    fine = {"textPart": {"text": {"en": "Fine."}}}
    answer = create(executor, ann, [cards, fine, {"textPart": {"text": {"en": text}}}])
    [problem] = answer["problems"]
    code, message = TEXTS[text]
    assert (answer["saved"], problem["code"]) == (False, code)
    assert problem["path"][:5] == ["content", "blocks", "2", "textPart", "text"]
    assert problem["message"].startswith(message)


@pytest.mark.parametrize(
    "block",
    [
        {"textPart": {"text": {"en": "a"}}, "quoteBlock": {"quote": {"en": "b"}}},
        {"textPart": None},
        {},
        {"videoBlock": {"url": URL}},
        {"quoteBlock": {"text": {"en": "of another kind"}}},
        {"quoteBlock": {"quote": "no texts"}},
        {"listBlock": {"source": "TAGS"}},
        {"type": "QuoteBlock", "quote": {"en": "as files have it"}},
    ],
    ids=["two", "null", "none", "unknown", "other", "text", "enum", "type"],
)
def test_what_is_no_block_is_refused_before_anything_is_done(executor, ann, block):
    content = {"slug": "made", "title": {"en": {"value": "Made"}}, "blocks": [block]}
    run = executor.run(Operation(CREATE, {"input": {"content": content}}, caller=ann, request_id="r-1"))
    answer = json.loads(run.body)
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_USER_INPUT"}
    assert all("blocks" in error["message"] for error in answer["errors"])
    assert not models.Page.select().where(models.Page.slug == "made").exists()
