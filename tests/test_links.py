"""Every list and link of the schema, on generated content: pages are the rows of the oracle, in order, once each."""

from itertools import islice

import pytest
from conftest import PLAIN, SHOWN_AT, ZONE, asker, connection_to
from oracle import Content, followed
from strawberry.utils.str_converters import to_camel_case

import models
from fixtures.generating import generate
from models.instants import to_microseconds
from models.links import Backlink
from resolvers.attributes.ids import encode
from resolvers.context.object_types import OBJECT_TYPES
from schema.building import FIELD_NAMES
from server import create_app

AT = to_microseconds(SHOWN_AT)
PAGE = "totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
ARGUMENTS = "first: $first, after: $after, last: $last, before: $before"
VARIABLES = "$first: Int, $after: String, $last: Int, $before: String, $id: ID!"


@pytest.fixture(scope="module")
def generated(engine, loaded):
    """A client of a database with generated content, and all that is in it."""
    with connection_to(engine.create(loaded)) as url:
        generate(60, 7, ZONE)
        return url, create_app({"SUNDIAL_DATABASE_URL": url, **PLAIN}, clock=lambda: SHOWN_AT).test_client(), Content()


def lists() -> dict[str, tuple[str, str | None, Backlink | None]]:
    """Every root list and every link to many that is a connection: its query, and the parent's type."""
    found = {}
    for model, (_, plural) in FIELD_NAMES.items():
        field = to_camel_case(plural)
        found[field] = (
            f"query({VARIABLES}) {{ list: {field}({ARGUMENTS}) {{ {PAGE} }} node(id: $id) {{ id }} }}",
            model,
            None,
        )
        for name, link in followed(model.__name__).items():
            if isinstance(link, Backlink):
                inner = f"... on {model.__name__} {{ list: {name}({ARGUMENTS}) {{ {PAGE} }} }}"
                found[f"{model.__name__}.{name}"] = (
                    f"query({VARIABLES}) {{ node(id: $id) {{ {inner} }} }}",
                    model,
                    link,
                )
    return found


LISTS = lists()


def walk(ask, query, parent, size, *, backward):
    """Collect the ids of all pages, from either end; also return the totals that the pages state."""
    ids, totals, cursor = [], set(), None
    while True:
        limit, bound = ("last", "before") if backward else ("first", "after")
        answer = ask(query, id=parent, **({limit: size} if size else {}), **{bound: cursor})
        page = answer.get("list") or answer["node"]["list"]
        found = [node["id"] for node in page["nodes"]]
        assert size is None or len(found) <= size
        ids = found + ids if backward else ids + found
        totals.add(page["totalCount"])
        info = page["pageInfo"]
        if not (info["hasPreviousPage"] if backward else info["hasNextPage"]):
            return ids, totals
        assert found, "a page before the last must not be empty"
        cursor = info["startCursor"] if backward else info["endCursor"]


@pytest.mark.parametrize("name", LISTS)
def test_pages_in_both_directions_are_the_list(generated, name):
    url, client, content = generated
    query, model, link = LISTS[name]
    if not content.editions[model]:
        pytest.skip(f"there is no {model.__name__} among the fixtures")
    with connection_to(url):
        ask = asker(client)
        parents = list(islice(content.live(model, AT), 3)) if link else content.live(model, AT)[:1]
        assert parents
        for parent in parents:
            rows = content.linking(link, parent["entry"], AT) if link else content.live(model, AT)
            target = (link.link.model if link else model).__name__
            wanted = [encode(target, row["uid"]) for row in rows]
            for size, backward in [(2, False), (2, True), (None, False), (1, False), (1, True)]:
                if size == 1 and len(wanted) > 20:
                    continue
                ids, totals = walk(ask, query, encode(model.__name__, parent["uid"]), size, backward=backward)
                assert (ids, totals) == (wanted, {len(wanted)})


def test_the_generated_content_has_every_shape(engine, loaded):
    with connection_to(engine.create(loaded)):
        generate(400, 1, ZONE)
        made = [row for row in Content().editions[models.NewsStory] if row["created_by"] == "generator"]
    assert any(row["live_from"] is None for row in made)
    assert any(row["live_from"] and row["live_from"] > AT for row in made)
    assert any(row["live_until"] <= AT for row in made)
    assert any(row["version"] == 2 for row in made)
    assert {len(row["title"]) for row in made} == {1, 2, 3}


def test_the_same_seed_makes_the_same_content(engine, loaded):
    contents = []
    for _ in range(2):
        with connection_to(engine.create(loaded)):
            generate(20, 3, ZONE)
            contents.append(Content())
    assert contents[0].editions == contents[1].editions
    assert list(contents[0].links.values()) == list(contents[1].links.values())


def test_three_levels_of_pages_under_many_parents_take_one_statement(generated):
    from conftest import statements

    url, client, _ = generated
    query = """{
      schools { nodes { newsStories(first: 5) { nodes { tags { events(first: 5, orderBy: [TITLE_DESC]) { totalCount nodes { id } } } } } } }
    }"""
    with connection_to(url), statements() as texts:
        answer = asker(client)(query)
    assert len(texts) == 1
    schools = answer["schools"]["nodes"]
    tags = [tag for school in schools for story in school["newsStories"]["nodes"] for tag in story["tags"]]
    assert sum(bool(school["newsStories"]["nodes"]) for school in schools) >= 5
    assert sum(bool(tag["events"]["nodes"]) for tag in tags) >= 5


def test_types_without_generated_content_are_walked_as_well():
    assert {model.__name__ for _, model, _ in LISTS.values()} == {kind.__name__ for kind in FIELD_NAMES}
    assert len(LISTS) > len(OBJECT_TYPES) // 2
