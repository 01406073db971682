"""`migrate new` where a rich text, or a kind of a union of components, has another name: all beside it moves, too."""

import pytest
from conftest import connection_to
from evolving import Site

from models.entry import database as connected
from models.entry_references import REFERENCES

TAGS = ("en", "zh_hant", "zh_hans")

MODELS = """
from models.components import Component, ComponentsField, ComponentUnion
from models.edition import Edition
from models.links import Link
from models.rich_text.fields import RichTextField
from models.translations import TranslatedField


class Line(Component):
    words = TranslatedField()


class Passage(Component):
    text = RichTextField()
    lines = ComponentsField(Line)


class Figure(Component):
    caption = TranslatedField()
    school = Link("School", null=True)


PARTS = ComponentUnion("LeafletPart", Passage, Figure)


class Leaflet(Edition):
    title = TranslatedField(is_filtered=True)
    body = RichTextField(null=True, is_filtered=True)
    parts = ComponentsField(PARTS)
"""
SCHEMA = '''
from typing import TYPE_CHECKING

from meadow import models
from schema.building import component_type, component_union, content_type
from schema.entries import Entry
from schema.words import Linked, RichText, Text, Values

if TYPE_CHECKING:
    from schema.school import School


@component_type(models.Line)
class Line:
    """A line."""

    words: Text
    """What it says."""


@component_type(models.Passage)
class Passage:
    """A passage."""

    text: RichText
    """What it says."""
    lines: Values["Line"]
    """Its lines."""


@component_type(models.Figure)
class Figure:
    """A figure."""

    caption: Text
    """What it shows."""
    school: Linked["School"]
    """Of which school."""


component_union(models.PARTS, "A part of a leaflet.")


@content_type(models.Leaflet, filters=("title", "body"), orders=())
class Leaflet(Entry):
    """A leaflet."""

    title: Text
    """The title."""
    body: RichText
    """What it says."""
    parts: Values["LeafletPart"]
    """Its parts."""
'''
LEAFLETS = """
defaults: {live_from: 2025-01-01T00:00:00}
entries:
  - slug: one
    title: {en: One}
    body: {en: "See [**it**](entry:School/botany).", zh-Hant: "見[**它**](entry:School/botany)"}
    parts:
      - {type: Figure, caption: {en: A leaf}, school: botany}
      - {type: Passage, text: {en: "As [here](entry:School/botany)"}, lines: [{words: {en: First}}]}
  - {slug: two, title: {en: Two}}
"""
RENAMED = (
    ("class Passage(", "class Paragraph("),
    ('"LeafletPart", Passage', '"LeafletPart", Paragraph'),
    ("    text = RichTextField()", "    said = RichTextField()"),
    ("    words = ", "    line = "),
    ("    body =", "    story ="),
    ("    parts =", "    sections ="),
)
RENAMED_SCHEMA = (
    ("models.Passage", "models.Paragraph"),
    ("class Passage:", "class Paragraph:"),
    ("    text: RichText", "    said: RichText"),
    ("    words: Text", "    line: Text"),
    ("    body: RichText", "    story: RichText"),
    ('"body"', '"story"'),
    ("    parts: Values", "    sections: Values"),
)
OPTIONS = (
    "Leaflet.body=story",
    "Leaflet.parts=sections",
    "Passage=Paragraph",
    "Passage.text=said",
    "Line.words=line",
)
QUERY = """{
  leaflets(where: {story: {contains: "see it"}}) { nodes {
    slug
    story { html references { entry { slug } } }
    sections {
      __typename
      ... on Paragraph { said { html } lines { line } }
      ... on Figure { caption school { slug } }
    }
  } }
}"""
ANSWER = {
    "leaflets": {
        "nodes": [
            {
                "slug": "one",
                "story": {
                    "html": '<p>See <a href="/schools/botany" data-ref="1"><strong>it</strong></a>.</p>\n',
                    "references": [{"entry": {"slug": "botany"}}],
                },
                "sections": [
                    {"__typename": "Figure", "caption": "A leaf", "school": {"slug": "botany"}},
                    {
                        "__typename": "Paragraph",
                        "said": {"html": '<p>As <a href="/schools/botany" data-ref="1">here</a></p>\n'},
                        "lines": [{"line": "First"}],
                    },
                ],
            }
        ]
    }
}
BESIDE = ("", "_folded", "_references", *(f"_{form}_{tag}" for form in ("text", "html", "tree") for tag in TAGS))
CHECKED = ("migrate new nothing", "content reindex --check", "content totals --check")


@pytest.fixture
def site(engine, tmp_path):
    made = Site(tmp_path / "site", engine.create(engine.tables))
    (made.folder / "content" / "club.yaml").unlink()
    (made.folder / "content" / "colleague.yaml").unlink()
    (made.folder / "content" / "leaflet.yaml").write_text(LEAFLETS, encoding="utf-8")
    made.models, made.schema = MODELS, SCHEMA
    made.rewrite()
    made.flask("migrate new leaflets", "migrate", "content load")
    return made


def rows(site):
    """Read the leaflets by the names of their columns, without the column of all references, which names fields."""
    with connection_to(site.url):
        cursor = connected.execute_sql("SELECT * FROM leaflet ORDER BY edition")
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [{name: value for name, value in row.items() if name != REFERENCES} for row in found]


def test_a_rich_text_and_a_kind_of_a_union_are_renamed_with_all_beside_them(site):
    before = rows(site)
    site.rewrite(*RENAMED, schema=RENAMED_SCHEMA)
    options = [word for option in OPTIONS for word in ("--rename", option)]
    written, applied, *checked = site.flask(("migrate", "new", "words", *options), "migrate", *CHECKED)
    assert written == f"{site.folder}/meadow/migrations/0002_words.py\n"
    assert applied.startswith("applied 0002_words\n")
    assert checked[0] == "the tables are those of the models\n"
    moved = {f"body{each}": f"story{each}" for each in BESIDE}
    moved |= {f"parts{each}": f"sections{each}" for each in ("_rich", "_references", "_links_school")}
    after = rows(site)
    assert moved.keys() <= before[0].keys()
    assert {name for row in after for name in row if name.startswith(("body", "parts"))} == set()
    for old, new in zip(before, after, strict=True):
        assert {name: new[name] for name in moved.values()} == {moved[name]: old[name] for name in moved}
    assert before[0]["body_html_en"]
    assert before[0]["parts_rich"]
    assert site.ask(QUERY) == [ANSWER]
    text = LEAFLETS.replace("Passage", "Paragraph").replace("text:", "said:").replace("words:", "line:")
    text = text.replace("body:", "story:").replace("parts:", "sections:")
    (site.folder / "content" / "leaflet.yaml").write_text(text, encoding="utf-8")
    assert site.flask("content diff")[0].endswith("0 entries added, 0 changed, 5 unchanged\n")
    assert site.flask("migrate down") == ["reverted 0002_words\n"]
    assert rows(site) == before


LOSSES = """\
Content is lost by this migration:
  Leaflet.body: the values of 1 editions
"""


def test_a_rich_text_that_is_gone_takes_all_beside_it_along(site):
    site.rewrite(
        ("    body = RichTextField(null=True, is_filtered=True)\n", ""),
        schema=(
            ('    body: RichText\n    """What it says."""\n', ""),
            ('filters=("title", "body")', 'filters=("title",)'),
        ),
    )
    written, *_, nothing = site.flask("migrate new less", "migrate", "migrate down", "migrate", "migrate new nothing")
    assert written == f"{LOSSES}{site.folder}/meadow/migrations/0002_less.py\n"
    assert nothing == "the tables are those of the models\n"
    assert [name for name in rows(site)[0] if name.startswith("body")] == []


BAD_RENAMES = {
    "Passage=Figure": "there still is a component Passage",
    "Nothing=Passage": "content has Passage already",
}


def test_a_kind_that_cannot_be_renamed_is_refused(site):
    options = [word for rename in BAD_RENAMES for word in ("--rename", rename)]
    code, said = site.run(("migrate", "new", "bad", *options))[0]
    assert code == 1
    assert all(f"--rename {rename}: {reason}" in said for rename, reason in BAD_RENAMES.items())
    site.rewrite(*RENAMED[:2], schema=RENAMED_SCHEMA[:2])
    code, said = site.run(("migrate", "new", "bad", "--rename", "Pasage=Paragraph"))[0]
    assert code == 1
    assert "no content has a component Pasage where Paragraph may stand" in said
