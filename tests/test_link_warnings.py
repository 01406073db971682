"""Warnings of links to what is not public: each says its place, the kind of its block, and the entry."""

import pytest
from conftest import PLAIN, ZONE
from editors import make_token

import models
from models.access.actors import COMMAND_LINE
from models.editing import acting, acts
from models.editing.publishing_rules import link_warnings
from models.rich_text.sources import stored_address
from server import create_app

PUBLISH = """mutation ($input: PublishInput!) { publish(input: $input) { saved
  problems { code severity path message ... on LinksProblem { entries { type slug } } } } }"""

SAID = {
    "en": "links to what is not public then",
    "zh-Hant": "連結到當時未公開的條目",
    "zh-Hans": "链接到当时未公开的条目",
}


def hidden(model, slug, **values):
    """Make an entry that is a draft."""
    return acts.create(model, slug, values, ZONE, COMMAND_LINE).entry


@pytest.fixture
def page(copy):
    """The draft of a page that links to drafts at many places, and to what is public beside them."""
    soon, later = hidden(models.Tag, "soon", name={"en": "Soon"}), hidden(models.School, "later")
    person = hidden(models.Person, "somebody")
    [seng] = [row.entry_id for row in models.School.live() if row.slug == "seng"]
    text = f"[a]({stored_address(soon)}) [b]({stored_address(seng)}) [c]({stored_address(later)}) [a]({stored_address(soon)})"
    blocks = [
        {"type": "EmbedBlock", "entry": seng},
        {"type": "EmbedBlock", "entry": later},
        {
            "type": "CardsBlock",
            "cards": [{"title": {"en": "A"}, "target": seng}, {"title": {"en": "B"}, "target": soon}],
        },
        {"type": "TextPart", "text": {"en": "[a](https://example.org/)", "zh-Hant": text}},
        {"type": "ListBlock", "source": "NEWS", "tag": soon, "school": later},
        {"type": "ContactBlock", "person": person},
    ]
    values = {"title": {"en": "Page"}, "position": 0, "blocks": blocks, "parent": hidden(models.Page, "above")}
    return acts.create(models.Page, "page", values, ZONE, COMMAND_LINE)


SOON, LATER = {"type": "Tag", "slug": "soon"}, {"type": "School", "slug": "later"}

PLACES = [
    (["parent"], [{"type": "Page", "slug": "above"}]),
    (["blocks", "1", "embedBlock", "entry"], [LATER]),
    (["blocks", "2", "cardsBlock", "cards", "1", "target"], [SOON]),
    (["blocks", "3", "textPart", "text", "zhHant"], [SOON, LATER]),
    (["blocks", "4", "listBlock", "tag"], [SOON]),
    (["blocks", "4", "listBlock", "school"], [LATER]),
    (["blocks", "5", "contactBlock", "person"], [{"type": "Person", "slug": "somebody"}]),
]


@pytest.mark.parametrize("language", SAID)
def test_each_place_that_links_to_what_is_not_public_is_told_in_the_language_of_who_asks(copy, page, language):
    client = create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}).test_client()
    headers = {"Authorization": f"Bearer {make_token('ann')}", "Accept-Language": language}
    variables = {"input": {"entry": {"slug": "page"}, "revision": page.revision, "despite": ["TRANSLATION_MISSING"]}}
    answer = client.post("/graphql", json={"query": PUBLISH, "variables": variables}, headers=headers).json
    assert "errors" not in answer, answer["errors"]
    told = answer["data"]["publish"]
    assert told["saved"] is False
    assert [(each["path"], each["entries"]) for each in told["problems"]] == PLACES
    assert {(each["code"], each["severity"], each["message"]) for each in told["problems"]} == {
        ("LINK_NOT_PUBLIC", "WARNING", SAID[language])
    }


def test_places_are_told_to_people_with_numbers_from_one(copy, page):
    values = acts.states_of(models.Page, page.entry).draft.values
    said = [str(each) for each in link_warnings(models.Page, values, acting.now())]
    assert said[1] == "blocks[2].entry: links to what is not public then"
    assert said[2] == "blocks[3].cards[2].target: links to what is not public then"
    assert said[3] == "blocks[4].text.zh-Hant: links to what is not public then"


def test_a_link_to_what_will_be_public_before_then_is_no_warning(copy, page):
    entry = acts.entry_with(models.Tag, "soon")
    acts.save(models.Tag, entry, {"name": {"en": "Soon", "zh-Hant": "即", "zh-Hans": "即"}}, ZONE, COMMAND_LINE)
    acts.publish(models.Tag, entry, ZONE, COMMAND_LINE, at=2**51)
    values = acts.states_of(models.Page, page.entry).draft.values
    before, after = (
        [each.path for each in link_warnings(models.Page, values, at) for number, _ in each.entries if number == entry]
        for at in (2**51 - 1, 2**51)
    )
    assert before == [
        "blocks.2.cards_block.cards.1.target",
        "blocks.3.text_part.text.zh-Hant",
        "blocks.4.list_block.tag",
    ]
    assert after == []
