"""Rich texts inside components, of a type of one's own, in a process of its own: what is compiled stands beside them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent

MODELS = """
from models.components import Component, ComponentField, ComponentsField
from models.edition import Edition
from models.rich_text.fields import RichTextField
from models.translations import TranslatedField

class Note(Component):
    text = RichTextField()

class Part(Component):
    heading = TranslatedField(null=True)
    text = RichTextField(null=True)
    note = ComponentField(Note)

class Leaflet(Edition):
    title = TranslatedField(is_filtered=True)
    parts = ComponentsField(Part)
"""
SCHEMA = '''
from shop.models import Leaflet as LeafletModel, Note as NoteComponent, Part as PartComponent
from schema.building import component_type, content_type
from schema.entries import Entry
from schema.words import Languages, RichText, Text, Value, Values

@component_type(NoteComponent)
class Note:
    """A note."""
    text: RichText
    """What it says."""

@component_type(PartComponent)
class Part:
    """A part."""
    heading: Text
    """What stands above it."""
    text: RichText
    """What it says."""
    note: Value["Note"]
    """What is said of it."""
    translation: Languages
    """In which languages."""

@content_type(LeafletModel, filters=("title",), orders=())
class Leaflet(Entry):
    """A leaflet."""
    title: Text
    """The title."""
    parts: Values["Part"]
    """Its parts."""
'''
SCHOOLS = """
defaults: {kind: SCHOOL}
entries:
  - {slug: seng, live_from: 2025-01-01T00:00:00, abbreviation: ENG, name: {en: Engineering}}
  - {slug: hidden, abbreviation: HID, name: {en: Hidden}}
"""
LEAFLETS = """
defaults: {live_from: 2025-01-01T00:00:00}
entries:
  - slug: one
    title: {en: One}
    parts:
      - heading: {en: First}
        text: {en: "To [**school**](entry:School/seng), not [hidden](entry:School/hidden)", zh-Hant: "**學院。**在"}
        note: {text: {en: "See [it](entry:School/seng)"}}
      - text: {en: "::: embed entry:School/seng"}
      - heading: {en: Last}
"""
BAD = LEAFLETS.replace("See [it](entry:School/seng)", "a [b](entry:School/no)")
PROGRAM = """
import json, sys
from pathlib import Path
from zoneinfo import ZoneInfo
from fixtures.exporting import export_folder
from fixtures.loading import load_folder
from fixtures.problems import ContentInvalid
from models import database, schema_changes
from server import create_app
url, folder, bad, out = sys.argv[1:]
application = create_app({"SUNDIAL_DATABASE_URL": url, "SUNDIAL_REQUEST_LOG": "off"})
database.connect(url)
zone = ZoneInfo("Asia/Hong_Kong")
load_folder(zone, Path(folder))
try:
    load_folder(zone, Path(bad))
except ContentInvalid as error:
    told = [str(each) for each in error.problems]
export_folder(Path(out), zone)
queries = json.loads(sys.stdin.read())
answers = [application.test_client().post("/graphql", json={"query": each}).get_json() for each in queries]
print(json.dumps({"told": told, "again": str(load_folder(zone, Path(out))), "answers": answers}))
"""
PARTS = """{ leaflet(slug: "one") { parts { heading text { html text references { key entry { slug } } blocks {
  ... on TextMarkup { html } ... on EmbeddedEntry { entry { slug ... on School { name liveFrom } } } } }
  note { text { markdown value } } } } }"""
CHINESE = """{ leaflet(slug: "one", locale: ZH_HANS, fallback: [ZH_HANT]) { parts { text { html excerpt(length: 3) }
  translation { isComplete } } } }"""
SEARCHED = '{ search(query: "not hidden") { edges { snippet { field text } } } }'


@pytest.fixture
def answered(engine, tmp_path):
    shop = tmp_path / "types" / "shop"
    (shop / "migrations").mkdir(parents=True)
    for name, text in (("__init__", ""), ("models", MODELS), ("schema", SCHEMA)):
        (shop / f"{name}.py").write_text(text, encoding="utf-8")
    for folder, leaflets in (("content", LEAFLETS), ("bad", BAD)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "school.yaml").write_text(SCHOOLS, encoding="utf-8")
        (tmp_path / folder / "leaflet.yaml").write_text(leaflets, encoding="utf-8")
    url = engine.create()
    own = {"SUNDIAL_DATABASE_URL": url, "SUNDIAL_TYPES": "shop", "PYTHONPATH": f"{tmp_path / 'types'}:{PROJECT}"}

    def run(*words, given=""):
        environment = {**os.environ, **own}
        done = subprocess.run(
            [sys.executable, *words],
            cwd=PROJECT,
            env=environment,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    flask = ("-m", "flask", "--app", "server", "migrate")
    for words in ((*flask,), (*flask, "new", "leaflets"), (*flask,)):
        run(*words)
    folders = [str(tmp_path / name) for name in ("content", "bad", "out")]
    return json.loads(run("-c", PROGRAM, url, *folders, given=json.dumps([PARTS, CHINESE, SEARCHED])))


def test_rich_texts_in_components_are_read_filled_searched_and_exported(answered):
    link = '<a href="/schools/seng" data-ref="1">'
    embed = f'<p data-embed="1">{link}Engineering</a></p>\n'
    parts, chinese, searched = [each["data"] for each in answered["answers"]]
    first, second, last = parts["leaflet"]["parts"]
    assert first["heading"] == "First"
    assert first["text"]["html"] == f"<p>To {link}<strong>school</strong></a>, not hidden</p>\n"
    assert first["text"]["text"] == "To school, not hidden"
    assert first["text"]["references"] == [{"key": "1", "entry": {"slug": "seng"}}, {"key": "2", "entry": None}]
    assert first["note"]["text"]["markdown"] == "See [it](/schools/seng)"
    assert first["note"]["text"]["value"][0]["markDefs"][0]["href"] == "/schools/seng"
    assert second["text"]["html"] == embed
    shown = {"slug": "seng", "name": "Engineering", "liveFrom": "2025-01-01T00:00:00+08:00"}
    assert second["text"]["blocks"] == [{"entry": shown}]
    assert last == {"heading": "Last", "text": None, "note": None}
    assert chinese["leaflet"]["parts"][0] == {
        "text": {"html": '<div lang="zh-Hant">\n<p><strong>學院。</strong>在</p>\n</div>\n', "excerpt": "學院。"},
        "translation": {"isComplete": False},
    }
    assert [edge["snippet"]["field"] for edge in searched["search"]["edges"]] == ["parts.text"]
    assert searched["search"]["edges"][0]["snippet"]["text"] == "To school, not hidden"
    assert answered["again"].startswith("0 entries added, 0 changed")
    assert answered["told"] == ["leaflet.yaml: one: parts[1].note.text.en: line 1: there is no School 'no'"]
