"""Pages: whatever their size, together they are the list, in order and once each."""

import pytest
from conftest import PLAIN, SHOWN_AT, asker, post, statements

from models import School
from server import create_app

STORIES = """query($first: Int, $after: String) {
  newsStories(first: $first, after: $after) {
    totalCount
    nodes { slug }
    edges { cursor node { slug } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


def walk(ask, query, path, first):
    """Collect the slugs of all pages."""
    slugs, after = [], None
    while True:
        page = ask(query, first=first, after=after)
        for key in path:
            page = page[key]
        slugs += [node["slug"] for node in page["nodes"]]
        assert len(page["nodes"]) <= first
        if not page["pageInfo"]["hasNextPage"]:
            return slugs
        after = page["pageInfo"]["endCursor"]


def test_a_page_describes_itself(ask):
    page = ask(STORIES, first=2)["newsStories"]
    slugs = ["hong-kong-operation-robot", "naming-ceremony-tsang-lam-towers"]
    cursors = [edge.pop("cursor") for edge in page["edges"]]
    assert page == {
        "totalCount": 3,
        "nodes": [{"slug": slug} for slug in slugs],
        "edges": [{"node": {"slug": slug}} for slug in slugs],
        "pageInfo": {
            "hasNextPage": True,
            "hasPreviousPage": False,
            "startCursor": cursors[0],
            "endCursor": cursors[1],
        },
    }
    rest = ask(STORIES, first=2, after=cursors[1])["newsStories"]
    assert [node["slug"] for node in rest["nodes"]] == ["new-medical-school"]
    assert (rest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasPreviousPage"]) == (False, True)


@pytest.mark.parametrize("locale", ["EN", "ZH_HANT", "ZH_HANS"])
def test_the_next_pages_below_an_id_go_on_in_its_language_and_order(ask, locale):
    page = "departments(first: $first, after: $after, orderBy: [NAME_ASC]) { nodes { name } pageInfo { hasNextPage endCursor } }"
    slug = f'query($locale: Locale!, $first: Int, $after: String) {{ school(slug: "seng", locale: $locale) {{ id {page} }} }}'
    by_id = f"query($id: ID!, $first: Int, $after: String) {{ node(id: $id) {{ ... on School {{ {page} }} }} }}"
    whole = ask(slug, locale=locale, first=100)["school"]
    pages = [ask(slug, locale=locale, first=2)["school"]["departments"]]
    while pages[-1]["pageInfo"]["hasNextPage"]:
        after = pages[-1]["pageInfo"]["endCursor"]
        pages.append(ask(by_id, id=whole["id"], first=2, after=after)["node"]["departments"])
    assert [node for page in pages for node in page["nodes"]] == whole["departments"]["nodes"]
    assert len(pages) == 3
    assert all(node["name"].isascii() == (locale == "EN") for node in whole["departments"]["nodes"])


def test_an_empty_page_has_no_cursors(ask):
    page = ask(STORIES, first=0)["newsStories"]
    assert page["nodes"] == []
    assert page["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": None,
        "endCursor": None,
    }


BOTH_ENDS = "pageInfo { hasPreviousPage hasNextPage }"
BESIDE = {
    "behind the last": ('after: "LAST"', (True, False), []),
    "before the first": ('last: 5, before: "FIRST"', (False, True), []),
    "after the first": ('first: 1, after: "FIRST"', (True, True), [1]),
    "before the last": ('last: 1, before: "LAST"', (True, True), [7]),
    "nothing": ('first: 0, after: "FIRST"', (True, True), []),
    "all before are filtered away": ('first: 1, after: "FIRST", where: WHERE', (False, True), [1]),
    "all after are filtered away": ('last: 1, before: "LAST", where: WHERE', (True, False), [7]),
    "all others are filtered away": ('after: "LAST", where: {slug: {eq: "x"}}', (False, False), []),
    "another order": ('first: 1, after: "BY_NAME", orderBy: [NAME_DESC, SLUG_ASC]', (True, True), [3]),
}
"""Pages of nine schools by their arguments: what stands on either side, and what they show."""


@pytest.mark.parametrize(("arguments", "wanted", "shown"), BESIDE.values(), ids=BESIDE)
def test_a_page_tells_what_stands_on_either_side_of_it(ask, arguments, wanted, shown):
    edges = ask("{ schools { edges { cursor node { slug } } } }")["schools"]["edges"]
    named = ask("{ schools(orderBy: [NAME_DESC, SLUG_ASC]) { edges { cursor node { slug } } } }")["schools"]["edges"]
    slugs = [edge["node"]["slug"] for edge in edges]
    assert len(slugs) == 9
    if "BY_NAME" in arguments:
        slugs = [edge["node"]["slug"] for edge in named]
    others = f'{{not: {{slug: {{in: ["{slugs[0]}", "{slugs[-1]}"]}}}}}}'
    words = {"FIRST": edges[0]["cursor"], "LAST": edges[-1]["cursor"], "BY_NAME": named[2]["cursor"], "WHERE": others}
    for word, value in words.items():
        arguments = arguments.replace(word, value)
    page = ask(f"{{ schools({arguments}) {{ nodes {{ slug }} {BOTH_ENDS} }} }}")["schools"]
    assert page["pageInfo"] == dict(zip(("hasPreviousPage", "hasNextPage"), wanted, strict=True))
    assert [node["slug"] for node in page["nodes"]] == [slugs[place] for place in shown]
    alone = ask(f"{{ schools({arguments}) {{ {BOTH_ENDS} }} }}")["schools"]
    assert alone == {"pageInfo": page["pageInfo"]}


def test_a_nested_page_tells_what_its_own_parent_has_on_either_side(ask):
    query = "query($a: String, $b: String) { schools { nodes { slug all: programs(first: 100) { edges { cursor node { slug } } } AFTER BEFORE } } }"
    pages = f"after: programs(first: 2, after: $a) {{ nodes {{ slug }} {BOTH_ENDS} }}"
    before = f"before: programs(last: 2, before: $b) {{ nodes {{ slug }} {BOTH_ENDS} }}"
    query = query.replace("AFTER", pages).replace("BEFORE", before)
    edges = ask("{ programs(first: 100) { edges { cursor node { slug } } } }")["programs"]["edges"]
    order = [edge["node"]["slug"] for edge in edges]
    found = set()
    for place in (0, 20, 40, 80):
        cursor = edges[place]["cursor"]
        for school in ask(query, a=cursor, b=cursor)["schools"]["nodes"]:
            places = [order.index(edge["node"]["slug"]) for edge in school["all"]["edges"]]
            later, earlier = [each for each in places if each > place], [each for each in places if each < place]
            wanted = [
                any(each <= place for each in places),
                len(later) > 2,
                len(earlier) > 2,
                any(each >= place for each in places),
            ]
            infos = [*school["after"]["pageInfo"].values(), *school["before"]["pageInfo"].values()]
            assert infos == wanted
            found.add(tuple(wanted))
    assert len(found) > 4


def test_nothing_stands_beside_a_page_when_what_did_is_gone(copy):
    ask = asker(create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}, clock=lambda: SHOWN_AT).test_client())
    edges = ask("{ schools { edges { cursor node { slug } } } }")["schools"]["edges"]
    ends = [edges[place]["node"]["slug"] for place in (0, -1)]
    query = f"""query($first: String, $last: String) {{
      after: schools(first: 1, after: $first) {{ {BOTH_ENDS} }}
      before: schools(last: 1, before: $last) {{ {BOTH_ENDS} }}
    }}"""

    def beside():
        answer = ask(query, first=edges[0]["cursor"], last=edges[-1]["cursor"])
        return answer["after"]["pageInfo"]["hasPreviousPage"], answer["before"]["pageInfo"]["hasNextPage"]

    assert beside() == (True, True)
    School.update(live_until=School.live_from + 1).where(School.slug.in_(ends)).execute()
    assert beside() == (False, False)


@pytest.mark.parametrize("first", [1, 2, 7, 20, 100])
def test_pages_of_any_size_walk_all_programs_once(ask, first):
    query = """query($first: Int, $after: String) {
      programs(first: $first, after: $after) { nodes { slug } pageInfo { hasNextPage endCursor } }
    }"""
    slugs = walk(ask, query, ["programs"], first)
    assert (len(slugs), len(set(slugs))) == (81, 81)
    assert slugs == walk(ask, query, ["programs"], 100)


@pytest.mark.parametrize("first", [1, 3, 100])
def test_nested_pages_walk_what_links_to_one_parent(ask, first):
    query = """query($first: Int, $after: String) {
      school(slug: "seng") {
        programs(first: $first, after: $after) { nodes { slug } pageInfo { hasNextPage endCursor } }
      }
    }"""
    whole = ask('{ school(slug: "seng") { programs(first: 100) { totalCount nodes { slug } } } }')["school"]["programs"]
    slugs = walk(ask, query, ["school", "programs"], first)
    assert slugs == [node["slug"] for node in whole["nodes"]]
    assert len(set(slugs)) == len(slugs) == whole["totalCount"] > 20


def test_a_page_is_twenty_unless_told(ask):
    assert len(ask("{ programs { nodes { id } } }")["programs"]["nodes"]) == 20
    assert len(ask("{ programs(first: null) { nodes { id } } }")["programs"]["nodes"]) == 20


def test_each_parent_has_a_page_of_its_own(ask):
    query = "{ schools { nodes { slug two: programs(first: 2) { nodes { slug } } all: programs(first: 100) { totalCount nodes { slug } } } } }"
    schools = ask(query)["schools"]["nodes"]
    assert len(schools) == 9
    for school in schools:
        assert school["two"]["nodes"] == school["all"]["nodes"][:2]
        assert school["all"]["totalCount"] == len(school["all"]["nodes"])


def test_seven_relations_take_one_statement_whatever_the_number_of_parents(ask):
    query = """{
      schools {
        nodes { programs(first: 50) { totalCount nodes { departments { school { slug } } sdgs { newsStories(first: 3) { nodes { tags { slug } } } } } } }
      }
    }"""
    with statements() as texts:
        ask(query)
    assert len(texts) == 1


def test_a_total_is_read_only_when_selected_and_counted_only_where_there_are_conditions(ask):
    with statements() as texts:
        ask("{ schools(first: 3) { nodes { slug } } }")
        ask("{ schools(first: 3) { nodes { slug } totalCount } }")
        ask('{ schools(where: {slug: {eq: "seng"}}) { totalCount } }')
        ask("{ schools(where: {}) { totalCount nodes { departments { totalCount } } } }")
    assert ["FROM ledger" in text for text in texts] == [False, True, False, True]
    assert ["COUNT(" in text for text in texts] == [False, False, True, False]


BOUNDED = """query($most: Int) {
  schools { totalCount(atMost: $most) all: totalCount three: totalCount(atMost: 3) nodes { programs { totalCount(atMost: $most) } } }
  some: schools(where: {not: {slug: {eq: "seng"}}}) { totalCount(atMost: $most) all: totalCount nodes { slug } }
  narrow: schools(first: 1) { nodes { programs(where: {name: {contains: "science"}}) { totalCount(atMost: $most) all: totalCount } } }
}"""


@pytest.mark.parametrize("most", [0, 1, 7, 8, 9, 10, 2**31 - 1, None])
def test_a_total_stops_at_its_bound(ask, most):
    answer, unbounded = ask(BOUNDED, most=most), ask(BOUNDED)

    def least(number):
        return number if most is None else min(number, most)

    assert answer["schools"]["three"] == 3
    for name in ("schools", "some"):
        assert answer[name]["all"] == unbounded[name]["totalCount"] == {"schools": 9, "some": 8}[name]
        assert answer[name]["totalCount"] == least(answer[name]["all"])
    [narrow] = answer["narrow"]["nodes"]
    assert narrow["programs"]["totalCount"] == least(narrow["programs"]["all"])
    assert narrow["programs"]["all"] > 1
    for node, of_all in zip(answer["schools"]["nodes"], unbounded["schools"]["nodes"], strict=True):
        assert node["programs"]["totalCount"] == least(of_all["programs"]["totalCount"])


def test_a_bound_below_zero_is_refused(client):
    for query in (
        "{ schools { totalCount(atMost: -1) } }",
        '{ schools(where: {slug: {eq: "a"}}) { totalCount(atMost: -1) } }',
    ):
        [error] = post(client, query)["errors"]
        assert error["message"] == "atMost must not be negative, as -1 is."
        assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_nodes_and_edges_share_one_statement(ask):
    with statements() as texts:
        page = ask("{ schools(first: 3) { nodes { slug name } edges { cursor node { abbreviation } } } }")["schools"]
    assert len(texts) == 1
    assert [edge["node"]["abbreviation"] for edge in page["edges"]] == ["SSCI", "SMED", "SENG"]
    assert page["nodes"][0] == {"slug": "ssci", "name": "School of Science"}
