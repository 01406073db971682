"""The homepage says what was printed: whole sections against `printed.json`, and what they link to."""

import json
from pathlib import Path

import pytest

from delivery.execution.documents import document

PRINTED = json.loads((Path(__file__).parent / "printed.json").read_text(encoding="utf-8"))
SHOWN = "2026-01-02T09:00:00+08:00"

SCHOOLS = {
    "ssci": "理學院",
    "seng": "工學院",
    "sbm": "工商管理學院",
    "shss": "人文社會科學學院",
    "smed": "醫學院",
    "ais": "跨學科學院",
    "ias": "香港科技大學賽馬會高等研究院",
    "fytgs": "霍英東研究生院",
    "hkust-gz": "香港科技大學（廣州）",
}
GOALS = {
    1: ("#E5243B", "無貧窮"),
    2: ("#DDA63A", "零飢餓"),
    3: ("#4C9F38", "良好健康與福祉"),
    4: ("#C5192D", "優質教育"),
    5: ("#FF3A21", "性別平等"),
    6: ("#26BDE2", "清潔飲水和衞生設施"),
    7: ("#FCC30B", "經濟適用的清潔能源"),
    8: ("#A21942", "體面工作和經濟增長"),
    9: ("#FD6925", "產業、創新與基礎設施"),
    10: ("#DD1367", "減少不平等"),
    11: ("#FD9D24", "可持續城市及社區"),
    12: ("#BF8B2E", "負責任消費與生產"),
    13: ("#3F7E44", "氣候行動"),
    14: ("#0A97D9", "水下生物"),
    15: ("#56C02B", "陸地生物"),
    16: ("#00689D", "和平、正義與強大機構"),
    17: ("#19486A", "促進目標實現的夥伴關係"),
}


def head(section):
    """Take the words of a section; those it does not print are left out."""
    more = section["more"] and section["more"]["label"]
    words = {"heading": section["heading"], "intro": section["intro"], "more": more}
    return {name: text for name, text in words.items() if text is not None}


def menu_item(item):
    """Take a menu's item: its label alone, unless it leads to a section or a school, or has children.

    The addresses of other pages were not printed.
    """
    taken = {
        "label": item["label"],
        "anchor": item["anchor"],
        "school": item["school"] and item["school"]["slug"],
        "children": [menu_item(child) for child in item.get("children", [])],
    }
    said = {name: value for name, value in taken.items() if value}
    return said["label"] if len(said) == 1 else said


def ranks(scopes):
    return [[scope["rank"], scope["scope"]] for scope in scopes]


def event(node):
    assert (node["venue"], node["isAllDay"]) == (None, False)
    assert (node["startsOn"], node["endsOn"]) == (node["startsAt"][:10], node["endsAt"][:10])
    starts, ends = (node[name].removesuffix(":00+08:00").replace("T", " ") for name in ("startsAt", "endsAt"))
    return {"category": node["category"], "title": node["title"], "from": starts, "to": ends}


def only(node, *names):
    return {name: node[name] for name in names}


def news_story(node):
    tags = [tag["name"] for tag in node["tags"]]
    return {
        **only(node, "category", "title"),
        "body": node["body"]["text"],
        "tags": tags,
        "published_on": node["publishedOn"],
    }


def ranking(node):
    said = only(node, "rank", "name", "publisher", "year", "statement", "detail", "accolade", "credit")
    return {**said, "scopes": ranks(node["scopes"])}


def fact(node):
    assert node["prefix"] is None
    return {**only(node, "value", "suffix", "label", "detail", "credit"), "ranks": ranks(node["ranks"])}


def award(node):
    return {
        **only(node, "title", "affiliation", "award", "competition"),
        "recipients": [recipient["name"] for recipient in node["recipients"]],
        "post": next((recipient["post"] for recipient in node["recipients"] if recipient["post"]), None),
        "schools": [school["slug"] for school in node["schools"]],
    }


TAKEN = {
    "site": lambda page: {
        "name": page["site"]["name"],
        "title": page["site"]["pageTitle"],
        "taglines": [line["text"] for line in page["site"]["taglines"]],
        "skip_link": page["site"]["skipLink"],
        "copyright": page["site"]["copyright"],
        "languages": [
            [language["lang"], language["label"]] for language in page["site"]["languages"] if not language["isCurrent"]
        ],
    },
    "menus": lambda page: {
        menu["location"]: {"heading": menu["heading"], "items": [menu_item(item) for item in menu["items"]]}
        for menu in page["menus"]
    },
    "popular_searches": lambda page: {
        **only(page["popularSearches"], "heading", "prompt"),
        "items": [item["label"] for item in page["popularSearches"]["items"]],
    },
    "news": lambda page: {**head(page["news"]), "items": [news_story(node) for node in page["news"]["items"]]},
    "leads_the_pack": lambda page: head({**page["leadsThePack"], "more": None}),
    "rankings": lambda page: {**head(page["rankings"]), "items": [ranking(n) for n in page["rankings"]["items"]]},
    "facts": lambda page: {**head(page["facts"]), "items": [fact(node) for node in page["facts"]["items"]]},
    "firsts": lambda page: {
        **head(page["firsts"]),
        "filters": [page["firsts"]["allLabel"], *(category["name"] for category in page["firsts"]["categories"])],
        "items": [only(node, "title", "subtitle") for node in page["firsts"]["items"]],
    },
    "awards": lambda page: {**head(page["awards"]), "items": [award(node) for node in page["awards"]["items"]]},
    "sdgs": lambda page: {
        **head(page["sdgs"]),
        "item_link": page["sdgs"]["itemLinkLabel"],
        "items": [[goal["number"], goal["name"]] for goal in page["sdgs"]["items"]],
    },
    "events": lambda page: {
        **head(page["events"]),
        "featured_heading": page["events"]["featuredHeading"],
        "featured": [event(node) for node in page["events"]["featured"]],
        "upcoming_heading": page["events"]["upcomingHeading"],
        "upcoming": [event(node) for node in page["events"]["upcoming"]],
    },
}
"""What is printed of each section, taken out of the answer."""


@pytest.fixture
def page(ask):
    return ask(document("homepage"), asOf=SHOWN)["homepage"]


@pytest.fixture
def chinese_page(ask):
    return ask(document("homepage"), asOf=SHOWN, locale="ZH_HANT")["homepage"]


@pytest.mark.parametrize("section", PRINTED)
def test_a_section_says_what_is_printed_in_printed_order(page, section):
    assert TAKEN[section](page) == PRINTED[section]


def test_the_menus_stand_in_printed_order_and_no_section_is_left_out(page):
    assert [menu["location"] for menu in page["menus"]] == list(PRINTED["menus"])
    assert len(page.keys() - {"id"}) == len(TAKEN) == len(PRINTED)


def test_the_page_has_as_many_items_as_are_printed(page):
    menus = {menu["location"]: menu["items"] for menu in page["menus"]}
    sections = {name: section["items"] for name, section in page.items() if "items" in section}
    assert {location: len(items) for location, items in menus.items()} == {
        "AUDIENCES": 5,
        "PORTALS": 4,
        "QUICK_LINKS": 10,
        "DIRECTORIES": 6,
        "PRIMARY": 8,
        "FACILITIES": 4,
        "ANCHORS": 6,
        "SOCIAL": 11,
        "LEGAL": 4,
    }
    assert [len(item["children"]) for item in menus["PRIMARY"]] == [11, 0, 10, 2, 6, 8, 8, 9]
    assert {name: len(items) for name, items in sections.items()} == {
        "popularSearches": 5,
        "news": 3,
        "rankings": 3,
        "facts": 4,
        "firsts": 8,
        "awards": 4,
        "sdgs": 17,
    }
    assert [len(story["tags"]) for story in sections["news"]] == [2, 0, 1]
    assert [(len(node["recipients"]), len(node["schools"])) for node in sections["awards"]] == [
        (1, 1),
        (2, 1),
        (9, 3),
        (1, 0),
    ]
    assert (len(page["firsts"]["categories"]), page["firsts"]["allLabel"]) == (4, "All")
    assert (len(page["events"]["featured"]), len(page["events"]["upcoming"])) == (1, 3)
    assert len(page["site"]["languages"]) == 3


def test_nothing_on_the_english_page_falls_back(page):
    def translations(value):
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            yield from translations(inner)
        if isinstance(value, dict) and value.get("translation", {"lang": None}) != {"lang": None}:  # it has no text
            yield value["translation"]

    found = list(translations(page))
    assert len(found) > 150
    complete = {"lang": "en", "isComplete": True, "fallbackFields": []}
    assert [one for one in found if one != {name: complete[name] for name in one}] == []


def test_the_chinese_page_has_the_sourced_headings(chinese_page):
    assert {name: chinese_page[name]["heading"] for name in ("news", "leadsThePack", "rankings", "facts")} == {
        "news": "新聞及香港科大故事",
        "leadsThePack": "香港科大引領未來",
        "rankings": "實力排名",
        "facts": "資料與數據",
    }
    assert chinese_page["site"]["name"] == "香港科技大學"


def test_the_chinese_page_has_the_sourced_names_of_schools_and_goals(chinese_page):
    assert {
        item["school"]["slug"]: item["label"]
        for menu in chinese_page["menus"]
        for section in menu["items"]
        for item in [section, *section["children"]]
        if item["school"]
    } == {**{slug: SCHOOLS[slug] for slug in SCHOOLS if slug != "fytgs"}, "hkust-gz": "港科大（廣州）"}
    assert [[school["name"] for school in node["schools"]] for node in chinese_page["awards"]["items"]] == [
        ["工商管理學院"],
        ["霍英東研究生院"],
        ["工學院", "理學院", "霍英東研究生院"],
        [],
    ]
    assert [(goal["number"], goal["name"], goal["translation"]["lang"]) for goal in chinese_page["sdgs"]["items"]] == [
        (number, name, "zh-Hant") for number, (_, name) in GOALS.items()
    ]


def test_every_school_has_its_chinese_name(ask):
    nodes = ask("{ schools(locale: ZH_HANT) { nodes { slug name } } }")["schools"]["nodes"]
    assert {school["slug"]: school["name"] for school in nodes} == SCHOOLS


def test_a_story_tells_which_of_its_texts_are_not_in_chinese(chinese_page):
    assert {story["slug"]: story["translation"] for story in chinese_page["news"]["items"]} == {
        "new-medical-school": {"lang": "zh-Hant", "isComplete": True, "fallbackFields": []},
        "hong-kong-operation-robot": {
            "lang": "en",
            "isComplete": False,
            "fallbackFields": [{"field": "title", "lang": "en"}, {"field": "body", "lang": "en"}],
        },
        "naming-ceremony-tsang-lam-towers": {
            "lang": "zh-Hant",
            "isComplete": False,
            "fallbackFields": [{"field": "body", "lang": "en"}],
        },
    }
    robot = chinese_page["news"]["items"][1]
    assert (robot["title"], robot["category"]) == (PRINTED["news"]["items"][1]["title"], "新聞")


def test_menu_items_tell_that_they_are_not_in_chinese(chinese_page):
    menus = {menu["location"]: menu for menu in chinese_page["menus"]}
    assert menus["PORTALS"]["heading"] is None
    assert menus["DIRECTORIES"]["heading"] == "Directories"
    assert [(item["label"], item["translation"]["lang"]) for item in menus["PORTALS"]["items"]] == [
        ("myPortal", "en"),
        ("學生內聯網", "zh-Hant"),
        ("Staff Admin Intranet", "en"),
        ("校友內聯網", "zh-Hant"),
    ]
    life = menus["PRIMARY"]["items"][5]
    assert [(item["label"], item["translation"]["lang"]) for item in [life, *life["children"]]] == [
        ("校園生活", "zh-Hant"),
        ("藝術與文化", "zh-Hant"),
        ("多元共融", "zh-Hant"),
        ("Community Outreach", "en"),
        ("Wellness & Sports", "en"),
        ("Student Enrichment", "en"),
        ("A Taste of Work Life", "en"),
        ("校園住宿", "zh-Hant"),
        ("Student Life News", "en"),
    ]


def test_a_text_that_may_not_fall_back_is_missing(ask):
    query = '{ newsStory(slug: "hong-kong-operation-robot", locale: ZH_HANT, fallback: []) { title category } }'
    assert ask(query) == {"newsStory": {"title": None, "category": "新聞"}}


COUNTS = """query ($asOf: DateTime) {
  schools(asOf: $asOf) { totalCount } departments(asOf: $asOf) { totalCount } degrees(asOf: $asOf) { totalCount }
  programs(asOf: $asOf) { totalCount } labels(asOf: $asOf) { totalCount } sdgs(asOf: $asOf) { totalCount }
  tags(asOf: $asOf) { totalCount } newsStories(asOf: $asOf) { totalCount }
}"""
COUNTED = {"schools": 9, "departments": 29, "degrees": 13, "programs": 81, "labels": 38, "sdgs": 17, "tags": 8}


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        ("2025-08-31T23:59:59.999999+08:00", {**dict.fromkeys(COUNTED, 0), "newsStories": 0}),
        ("2025-09-01T00:00:00+08:00", {**COUNTED, "schools": 8, "newsStories": 0}),
        (SHOWN, {**COUNTED, "newsStories": 3}),
        ("9999-12-31T23:59:59+00:00", {**COUNTED, "newsStories": 3}),
    ],
)
def test_there_is_as_much_content_as_was_gathered_and_live(ask, at, counts):
    assert ask(COUNTS, asOf=at) == {name: {"totalCount": count} for name, count in counts.items()}


@pytest.mark.parametrize(
    ("at", "has_school"),
    [
        ("2025-09-01T00:00:00+08:00", False),
        (SHOWN, True),
        ("2028-09-01T00:00:00+08:00", True),
        ("9999-12-31T00:00:00Z", True),
    ],
)
def test_the_planned_medical_program_is_not_seen(ask, at, has_school):
    found = ask(
        """query ($asOf: DateTime) {
          program(slug: "mbbs", asOf: $asOf) { slug }
          programs(first: 100, asOf: $asOf) { totalCount nodes { slug } }
          tag(slug: "medical-education", asOf: $asOf) { programs(first: 100) { totalCount nodes { slug } } }
          sdgs(asOf: $asOf) { nodes { programs(first: 100) { nodes { slug } } } }
          schools(asOf: $asOf) { nodes { slug programs(first: 100) { totalCount nodes { slug } } } }
        }""",
        asOf=at,
    )
    assert found["program"] is None
    assert (found["programs"]["totalCount"], len(found["programs"]["nodes"])) == (81, 81)
    assert found["tag"]["programs"] == {"totalCount": 0, "nodes": []}
    schools = {school["slug"]: school["programs"] for school in found["schools"]["nodes"]}
    assert schools.get("smed") == ({"totalCount": 0, "nodes": []} if has_school else None)
    lists = [found["programs"], *schools.values(), *(goal["programs"] for goal in found["sdgs"]["nodes"])]
    assert [node for programs in lists for node in programs["nodes"] if node["slug"] == "mbbs"] == []


def test_schools_have_the_departments_and_programs_that_were_gathered(ask):
    nodes = ask("{ schools { nodes { slug departments { totalCount } programs { totalCount } } } }")["schools"]["nodes"]
    assert {one["slug"]: (one["departments"]["totalCount"], one["programs"]["totalCount"]) for one in nodes} == {
        "ssci": (5, 20),
        "seng": (6, 25),
        "sbm": (6, 30),
        "shss": (3, 7),
        "smed": (0, 0),
        "ais": (5, 9),
        "ias": (0, 0),
        "fytgs": (0, 0),
        "hkust-gz": (4, 2),
    }


def test_every_goal_has_its_official_colour(ask):
    nodes = ask("{ sdgs { nodes { number color } } }")["sdgs"]["nodes"]
    assert {goal["number"]: goal["color"] for goal in nodes} == {number: color for number, (color, _) in GOALS.items()}


LINKING = ("newsStories", "programs", "awards", "events", "firsts")


@pytest.mark.parametrize(
    ("listed", "count", "extra"),
    [("schools", 9, ["departments"]), ("sdgs", 17, []), ("tags", 8, [])],
)
def test_everything_that_can_be_linked_is_linked_from_something(ask, listed, count, extra):
    backlinks = " ".join(f"{name} {{ totalCount }}" for name in (*LINKING, *extra))
    nodes = ask(f"{{ {listed} {{ nodes {{ slug {backlinks} }} }} }}")[listed]["nodes"]
    linked = [
        node["slug"] for node in nodes if sum(links["totalCount"] for name, links in node.items() if name != "slug")
    ]
    assert linked == [node["slug"] for node in nodes]
    assert len(nodes) == count
