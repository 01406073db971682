"""The document of a page: what a path leads to, with its content and the menus, in one statement under the limits."""

import json

import pytest
from conftest import SHOWN_AT, ZONE, post, statements
from test_blocks import OTHERS, PAGE, SINCE

from delivery.execution.documents import document
from fixtures.loading import load_folder
from models.blocks import PAGE_BLOCKS
from server import create_app

MENU = """defaults:
  live_from: 2025-09-01T00:00:00+08:00
entries:
  - slug: primary
    location: PRIMARY
    heading: {en: Menu, zh-Hant: 選單}
    items: [{label: {en: Schools, zh-Hant: 學院}, children: [{label: {en: Science, zh-Hant: 理學院}, target: School/sci}]}]
"""

HALL = f"{SINCE}  - {{slug: hall, name: {{en: Hall}}, kind: BUILDING}}\n"


@pytest.fixture
def ask(empty, tmp_path):
    """Ask for the page of a path, under the limits that a server has by itself."""
    for name, text in {"page": PAGE, **OTHERS, "menu": MENU, "place": HALL}.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    load_folder(ZONE, tmp_path)
    settings = {"SUNDIAL_DATABASE_URL": empty, "SUNDIAL_CACHE": "0", "SUNDIAL_REQUEST_LOG": "off"}
    client = create_app(settings, clock=lambda: SHOWN_AT).test_client()
    page = document("page")

    def asked(path, **variables):
        with statements() as texts:
            answer = post(client, page, path=path, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer, len(texts)

    return asked


def test_a_page_of_all_kinds_of_blocks_is_one_statement_with_the_menus(ask):
    answer, count = ask("/zh-hant/home", locale="ZH_HANT")
    assert count == 1
    route, homepage = answer["data"]["route"], answer["data"]["homepage"]
    assert (route["status"], route["locale"], route["path"]) == (200, "ZH_HANT", "/zh-hant/home")
    assert route["breadcrumbs"] == [{"title": "首頁", "path": "/zh-hant/home"}]
    assert [each["path"] for each in route["alternates"]] == ["/home", "/zh-hant/home", "/home"]
    entry = route["entry"]
    assert (entry["__typename"], entry["title"], entry["seo"]) == ("Page", "首頁", None)
    blocks = {each["__typename"]: each for each in entry["blocks"]}
    assert set(blocks) == set(PAGE_BLOCKS.kinds)
    assert blocks["QuoteBlock"]["quote"] == "好"
    assert blocks["QuoteBlock"]["person"]["path"] == "/zh-hant/people/chan"
    assert blocks["CallToAction"]["path"] == "/zh-hant/schools/sci"
    assert [each["path"] for each in blocks["CardsBlock"]["cards"]] == [None, None, None]
    assert blocks["EmbedBlock"]["entry"]["title"] == "Talk"
    assert [each["entry"] and each["entry"]["name"] for each in blocks["ChosenBlock"]["chosen"]] == ["Science", None]
    assert blocks["TextPart"]["text"]["references"][0]["entry"]["name"] == "Science"
    lists = [each for each in entry["blocks"] if each["__typename"] == "ListBlock"]
    assert [[found.get("title") or found["name"] for found in each["entries"]] for each in lists] == [
        ["Four", "Three", "Two"],
        ["Two"],
        ["Two"],
        ["Talk"],
        ["Chan"],
        [],
    ]
    school = {"label": "理學院", "url": "/zh-hant/schools/sci", "path": "/zh-hant/schools/sci", "anchor": None}
    assert homepage["menus"][0]["items"][0]["children"] == [{**school, "children": []}]


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/news/two", "NewsStory", "Two"),
        ("/events/talk", "Event", "Talk"),
        ("/schools/sci", "School", "Science"),
        ("/people/chan", "Person", "Chan"),
        ("/places/hall", "Place", "Hall"),
    ],
)
def test_the_page_of_each_type_is_one_statement(ask, path, kind, name):
    answer, count = ask(path)
    entry = answer["data"]["route"]["entry"]
    assert (count, entry["__typename"], entry.get("title") or entry.get("name")) == (1, kind, name)
    assert [each["location"] for each in answer["data"]["homepage"]["menus"]] == ["PRIMARY"]


def test_where_nothing_is_the_menus_are_still_there(ask):
    answer, count = ask("/nowhere")
    assert (count, answer["data"]["route"]) == (1, None)
    assert [each["heading"] for each in answer["data"]["homepage"]["menus"]] == ["Menu"]


def test_a_path_with_and_without_the_prefix_of_its_language_gives_the_same_page(ask):
    with_prefix, _ = ask("/zh-hant/news/two", locale="ZH_HANT")
    without, _ = ask("/news/two", locale="ZH_HANT")
    assert json.dumps(with_prefix) == json.dumps(without)
    assert (without["data"]["route"]["locale"], without["data"]["route"]["path"]) == ("ZH_HANT", "/news/two")
