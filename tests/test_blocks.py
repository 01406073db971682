"""Blocks: components of several kinds in one column of a page."""

import pytest
from conftest import ZONE, statements
from graphql import GraphQLObjectType, GraphQLUnionType, build_schema
from peewee import TextField

from fixtures.exporting import export_folder
from fixtures.loading import Report, load_folder
from fixtures.problems import ContentInvalid
from models.blocks import PAGE_BLOCKS
from models.components import Component, ComponentUnion
from schema import make_schema
from schema.equal_types import require_equal_types

SINCE = "defaults:\n  live_from: 2025-09-01T00:00:00+08:00\nentries:\n"

PAGE = f"""{SINCE}
  - slug: home
    title: {{en: Home, zh-Hant: 首頁}}
    blocks:
      - {{type: QuoteBlock, key: q, quote: {{en: Well, zh-Hant: 好}}, person: chan}}
      - {{type: StatementBlock, statement: {{en: We are}}, heading: {{en: Who}}, anchor: who}}
      - {{type: CallToAction, label: {{en: Apply}}, target: School/sci}}
      - type: CardsBlock
        cards:
          - {{title: {{en: One}}, target: Tag/red}}
          - {{title: {{en: Two}}, url: "https://example.org/two"}}
          - {{title: {{en: Hidden}}, target: NewsStory/draft}}
      - {{type: AccordionBlock, sections: [{{title: {{en: T}}, words: {{en: W}}}}]}}
      - {{type: TableBlock, rows: [{{cells: [{{words: {{en: a}}}}, {{}}]}}, {{cells: []}}]}}
      - {{type: PeopleBlock, people: [{{person: chan, note: {{en: Chair}}}}]}}
      - {{type: FilesBlock, files: [{{label: {{en: F}}, url: "https://example.org/f.pdf"}}]}}
      - {{type: EmbedBlock, entry: Event/talk}}
      - {{type: ChosenBlock, chosen: [{{entry: School/sci}}, {{entry: NewsStory/draft}}]}}
      - {{type: ListBlock, source: NEWS}}
      - {{type: ListBlock, source: NEWS, tag: red, first: 1}}
      - {{type: ListBlock, source: NEWS, tag: red, school: sci}}
      - {{type: ListBlock, source: EVENTS, school: sci}}
      - {{type: ListBlock, source: PEOPLE}}
      - {{type: ListBlock, source: PEOPLE, tag: red}}
      - {{type: ContactBlock, person: chan, email: a@example.org}}
      - {{type: TextPart, text: {{en: 'See **this** [school](entry:School/sci).'}}}}
"""

OTHERS = {
    "tag": f"{SINCE}  - {{slug: red, name: {{en: Red}}}}\n",
    "school": f"{SINCE}  - {{slug: sci, abbreviation: SCI, kind: SCHOOL, name: {{en: Science}}}}\n",
    "person": f"{SINCE}  - {{slug: chan, name: {{en: Chan}}, schools: [sci]}}\n",
    "event": f"""{SINCE}
  - {{slug: talk, title: {{en: Talk}}, starts_at: 2026-03-01T10:00:00+08:00, ends_at: 2026-03-01T11:00:00+08:00, schools: [sci]}}
  - {{slug: over, title: {{en: Over}}, starts_at: 2025-03-01T10:00:00+08:00, ends_at: 2025-03-01T11:00:00+08:00, schools: [sci]}}
""",
    "news_story": f"""{SINCE}
  - {{slug: one, title: {{en: One}}, published_on: 2025-10-01, tags: [red]}}
  - {{slug: two, title: {{en: Two}}, published_on: 2025-10-02, tags: [red], schools: [sci], related: [Event/talk, School/sci]}}
  - {{slug: three, title: {{en: Three}}, published_on: 2025-10-03}}
  - {{slug: four, title: {{en: Four}}, published_on: 2025-10-04}}
  - {{slug: draft, title: {{en: Draft}}, published_on: 2025-10-05, live_from: null}}
""",
}

QUERY = """query($locale: Locale!) { page(slug: "home", locale: $locale) { blocks {
    __typename
    ... on Block { key anchor heading }
    ... on QuoteBlock { quote person { name } translation { locale } }
    ... on StatementBlock { statement }
    ... on CallToAction { label target { __typename slug ... on School { abbreviation } } path url }
    ... on CardsBlock { cards { title target { __typename slug } path url } }
    ... on AccordionBlock { sections { title words } }
    ... on TableBlock { hasHeader rows { cells { words } } }
    ... on PeopleBlock { people { note person { name } } }
    ... on FilesBlock { files { label url } }
    ... on EmbedBlock { entry { __typename ... on Event { title } } }
    ... on ChosenBlock { chosen { entry { slug } } }
    ... on ListBlock { source entries { slug } }
    ... on ContactBlock { email person { name } place { name } }
    ... on TextPart { text { text references { entry { slug } } } }
} } }"""


@pytest.fixture
def ask(asking):
    return asking(page=PAGE, **OTHERS)


def test_a_page_of_all_kinds_of_blocks_is_one_statement(ask):
    with statements() as texts:
        blocks = ask(QUERY, locale="ZH_HANT")["page"]["blocks"]
    assert len(texts) == 1
    plain = [
        {name: value for name, value in each.items() if name not in ("key", "anchor", "heading")} for each in blocks
    ]
    assert plain == [
        {"__typename": "QuoteBlock", "quote": "好", "person": {"name": "Chan"}, "translation": {"locale": "ZH_HANT"}},
        {"__typename": "StatementBlock", "statement": "We are"},
        {
            "__typename": "CallToAction",
            "label": "Apply",
            "target": {"__typename": "School", "slug": "sci", "abbreviation": "SCI"},
            "path": "/zh-hant/schools/sci",
            "url": "/zh-hant/schools/sci",
        },
        {
            "__typename": "CardsBlock",
            "cards": [
                {"title": "One", "target": {"__typename": "Tag", "slug": "red"}, "path": None, "url": None},
                {"title": "Two", "target": None, "path": None, "url": "https://example.org/two"},
                {"title": "Hidden", "target": None, "path": None, "url": None},
            ],
        },
        {"__typename": "AccordionBlock", "sections": [{"title": "T", "words": "W"}]},
        {
            "__typename": "TableBlock",
            "hasHeader": True,
            "rows": [{"cells": [{"words": "a"}, {"words": None}]}, {"cells": []}],
        },
        {"__typename": "PeopleBlock", "people": [{"note": "Chair", "person": {"name": "Chan"}}]},
        {"__typename": "FilesBlock", "files": [{"label": "F", "url": "https://example.org/f.pdf"}]},
        {"__typename": "EmbedBlock", "entry": {"__typename": "Event", "title": "Talk"}},
        {"__typename": "ChosenBlock", "chosen": [{"entry": {"slug": "sci"}}, {"entry": None}]},
        {
            "__typename": "ListBlock",
            "source": "NEWS",
            "entries": [{"slug": "four"}, {"slug": "three"}, {"slug": "two"}],
        },
        {"__typename": "ListBlock", "source": "NEWS", "entries": [{"slug": "two"}]},
        {"__typename": "ListBlock", "source": "NEWS", "entries": [{"slug": "two"}]},
        {"__typename": "ListBlock", "source": "EVENTS", "entries": [{"slug": "talk"}]},
        {"__typename": "ListBlock", "source": "PEOPLE", "entries": [{"slug": "chan"}]},
        {"__typename": "ListBlock", "source": "PEOPLE", "entries": []},
        {"__typename": "ContactBlock", "email": "a@example.org", "person": {"name": "Chan"}, "place": None},
        {"__typename": "TextPart", "text": {"text": "See this school.", "references": [{"entry": {"slug": "sci"}}]}},
    ]
    assert [each["key"] for each in blocks] == ["q", *map(str, range(2, 19))]
    assert [(each["anchor"], each["heading"]) for each in blocks[:2]] == [(None, None), ("who", "Who")]


def test_links_of_one_name_that_select_the_same_are_found_once(ask):
    below = "{ person { name } }"
    asked = f"""{{ page(slug: "home") {{ blocks {{
        ... on QuoteBlock {below} ... on PeopleBlock {{ people {below} }} ... on ContactBlock {below} }} }} }}"""
    with statements() as texts:
        blocks = ask(asked)["page"]["blocks"]
    assert [each for each in blocks if each] == [
        {"person": {"name": "Chan"}},
        {"people": [{"person": {"name": "Chan"}}]},
        {"person": {"name": "Chan"}},
    ]
    assert texts[0].count('FROM "person"') == 1


def test_related_entries_are_of_any_type(ask):
    asked = '{ newsStory(slug: "two") { related { __typename slug ... on Event { title } } } }'
    assert ask(asked)["newsStory"]["related"] == [
        {"__typename": "Event", "slug": "talk", "title": "Talk"},
        {"__typename": "School", "slug": "sci"},
    ]


def test_blocks_are_exported_and_loaded_again(empty, engine, tmp_path):
    folder = tmp_path / "content"
    folder.mkdir()
    for name, text in {"page": PAGE, **OTHERS}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    load_folder(ZONE, folder)
    count = export_folder(tmp_path / "out", ZONE)
    assert load_folder(ZONE, tmp_path / "out") == Report(unchanged=count)
    assert "- type: CardsBlock\n" in (tmp_path / "out" / "page.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("block", "place"),
    [
        ("{quote: {en: Q}}", "blocks[1].type"),
        ("{type: Nothing}", "blocks[1].type"),
        ("{type: [1]}", "blocks[1].type"),
        ("{type: QuoteBlock}", "blocks[1].quote"),
        ("{type: QuoteBlock, quote: {en: Q}, cards: []}", "blocks[1].cards"),
        ("{type: QuoteBlock, quote: {en: Q}, key: 'a b'}", "blocks[1].key"),
        ("{type: EmbedBlock, entry: Tag/none}", "Tag"),
    ],
)
def test_a_block_that_is_none_is_refused_at_its_place(empty, tmp_path, block, place):
    page = f"{SINCE}  - slug: p\n    title: {{en: P}}\n    blocks:\n      - {block}\n"
    (tmp_path / "page.yaml").write_text(page, encoding="utf-8")
    with pytest.raises(ContentInvalid) as caught:
        load_folder(ZONE, tmp_path)
    assert all(place in str(each) for each in caught.value.problems)


def test_equal_names_in_a_union_have_equal_types():
    schema = make_schema()._schema
    unions = [kind for kind in schema.type_map.values() if isinstance(kind, GraphQLUnionType)]
    assert "PageBlock" in {each.name for each in unions}
    for union in unions:
        types: dict[str, set[str]] = {}
        for member in union.types:
            assert isinstance(member, GraphQLObjectType)
            for name, field in member.fields.items():
                types.setdefault(name, set()).add(str(field.type))
        assert {name: found for name, found in types.items() if len(found) > 1} == {}, union.name


@pytest.mark.parametrize("other", ["String!", "Int", "[String]"])
def test_a_union_whose_members_differ_is_refused(other):
    made = build_schema(f"type A {{ note: String }} type B {{ note: {other} }} union C = A | B type Query {{ c: C }}")
    with pytest.raises(TypeError, match=r"C: A.note is String and B.note is"):
        require_equal_types(made)


def test_a_kind_with_a_field_called_as_its_kind_is_refused():
    class Typed(Component):
        type = TextField()

    with pytest.raises(TypeError, match=r"Typed.type is the name of its kind"):
        ComponentUnion("Several", Typed)


def test_every_block_of_pages_is_a_block():
    schema = make_schema()._schema
    assert {each.name for each in schema.type_map["PageBlock"].types} == set(PAGE_BLOCKS.kinds)
    assert all([one.name for one in each.interfaces] == ["Block"] for each in schema.type_map["PageBlock"].types)
