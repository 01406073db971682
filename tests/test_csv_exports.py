"""CSV of registered documents: the same operation by the same way, as a table that spreadsheets show and do not run."""

import csv
import gzip
import io
import json
import random
from urllib.parse import quote

import pytest
from conftest import SHOWN_AT
from graphql import build_schema, parse

import models
from delivery.edge.csv_cells import BYTE_ORDER_MARK, csv_of
from delivery.execution.hashing import hash_of
from delivery.execution.tables import NoTable, Table, selected_by, table_of
from delivery.services import services
from models import database
from models.access import people, tokens
from models.access.actors import COMMAND_LINE
from models.access.grants import Action, Grant, Grants
from models.access.roles import HeldRole
from models.instants import to_microseconds
from server import create_app

NOW = to_microseconds(SHOWN_AT)

STORIES = """query Stories($first: Int = 3, $withSchools: Boolean = true) {
  newsStories(first: $first) { totalCount nodes { slug title publishedOn
    schools @include(if: $withSchools) { name slug } } } }"""
DOCUMENTS = {
    "stories": STORIES,
    "one": '{ school(slug: "seng") { slug name } }',
    "two": "{ schools { nodes { slug } } tags { nodes { slug } edges { node { slug } } } }",
    "programs": "{ programs(first: 50) { nodes { slug name } } }",
    "hidden": "{ audit { nodes { act } } }",
    "write": "mutation { revokeToken(input: {id: 1}) { saved } }",
}


@pytest.fixture
def application(copy, tmp_path):
    for name, text in DOCUMENTS.items():
        (tmp_path / f"{name}.graphql").write_text(text)
    settings = {
        "SUNDIAL_DATABASE_URL": copy,
        "SUNDIAL_TRUSTED_DOCUMENTS": str(tmp_path),
        "SUNDIAL_DOCUMENTS": "trusted",
        "SUNDIAL_ORIGINS": "https://example.org",
    }
    return create_app(settings, clock=lambda: SHOWN_AT)


def get(application, name, method="GET", headers=None, **parameters):
    given = "&".join(
        f"{key}={quote(each if isinstance(each, str) else json.dumps(each))}" for key, each in parameters.items()
    )
    return application.test_client().open(f"/export/{name}.csv?{given}", method=method, headers=headers)


def rows(response):
    assert response.status_code == 200, response.data
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


def refusal(response):
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]
    assert "ETag" not in response.headers
    return response.status_code, response.json["errors"][0]["extensions"]["code"]


def test_a_document_is_a_table(application):
    response = get(application, "stories", variables={"first": 5})
    stories = list(models.NewsStory.live(SHOWN_AT).limit(5))
    wanted = [
        [
            story.slug,
            story.title["en"],
            story.published_on.isoformat(),
            "; ".join(school.name["en"] for school in story.schools),
            "; ".join(school.slug for school in story.schools),
        ]
        for story in stories
    ]
    assert rows(response) == [["slug", "title", "publishedOn", "schools.name", "schools.slug"], *wanted]
    assert any(";" in row[3] for row in wanted) or any(row[3] for row in wanted)
    assert response.data.startswith(BYTE_ORDER_MARK)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response.headers["Content-Disposition"] == 'attachment; filename="stories.csv"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_columns_follow_from_the_document_alone(application):
    header = ["slug", "title", "publishedOn", "schools.name", "schools.slug"]
    assert rows(get(application, "stories", variables={"first": 0})) == [header]
    assert rows(get(application, "stories", variables={"withSchools": False}))[0] == header[:3]


def test_an_answer_without_a_list_is_one_row(application):
    [header, row] = rows(get(application, "one"))
    assert (header, row[0]) == (["school.slug", "school.name"], "seng")


def test_one_of_several_lists_is_chosen(application):
    assert refusal(get(application, "two")) == (400, "NOT_A_TABLE")
    message = get(application, "two").json["errors"][0]["message"]
    assert message == "There are several lists. Choose one by `rows`: schools.nodes, tags.nodes, tags.edges."
    assert rows(get(application, "two", rows="tags.edges"))[0] == ["node.slug"]
    assert refusal(get(application, "two", rows="tags")) == (400, "NOT_A_TABLE")
    assert refusal(get(application, "two", rows="")) == (400, "NOT_A_TABLE")


def test_what_is_no_table_has_a_status_and_its_errors_alone(application):
    assert refusal(get(application, "unknown")) == (404, "PERSISTED_QUERY_NOT_SUPPORTED")
    assert refusal(get(application, "stories", variables={"first": "x"})) == (400, "BAD_USER_INPUT")
    assert refusal(get(application, "stories", variables="{")) == (400, "BAD_REQUEST")
    assert refusal(get(application, "stories", variables=[1])) == (400, "BAD_REQUEST")
    assert refusal(get(application, "stories", row="x")) == (400, "BAD_REQUEST")
    assert refusal(get(application, "stories", variables={"first": 100_000})) == (400, "BAD_USER_INPUT")
    assert refusal(get(application, "hidden")) == (401, "UNAUTHENTICATED")
    assert refusal(get(application, "stories", headers={"Authorization": "Bearer sundial_x"}))[0] == 401
    assert refusal(get(application, "write")) == (405, "METHOD_NOT_ALLOWED")
    posted = get(application, "stories", method="POST")
    assert refusal(posted) == (405, "METHOD_NOT_ALLOWED")
    assert posted.headers["Allow"] == "GET, HEAD"


def test_caches_keep_a_table_as_any_answer(application):
    first = get(application, "stories")
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    assert first.headers["Surrogate-Key"]
    tag = first.headers["ETag"]
    again = get(application, "stories", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    head = get(application, "stories", method="HEAD")
    assert (head.data, head.headers["Content-Length"]) == (b"", str(len(first.data)))
    packed = get(application, "programs", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    plain = get(application, "programs")
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    with database.writing():
        models.NewsStory.update(live_until=NOW).where(models.NewsStory.slug == rows(first)[1][0]).execute()
    changed = get(application, "stories", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag
    assert rows(changed)[1] == rows(first)[2]


def test_a_table_is_found_by_the_id_of_its_document_too(application):
    by_name = get(application, "stories")
    by_hash = get(application, hash_of(STORIES))
    assert by_hash.data == by_name.data
    assert get(application, f"sha256:{hash_of(STORIES)}").data == by_name.data
    assert get(application, "homepage", variables={"locale": "EN"}).status_code == 400


def test_a_token_is_asked_and_its_table_is_kept_by_nobody(application):
    with services(application).database.connection_context():
        person = people.add("ada@example.org", "Ada", [HeldRole("admin", None)], COMMAND_LINE, NOW)
        grants = Grants(frozenset([Grant(frozenset([Action.READ_AUDIT]), None)]))
        _, secret = tokens.create(person, "t", grants, NOW + 86_400_000_000, NOW, COMMAND_LINE)
    response = get(application, "hidden", headers={"Authorization": f"Bearer {secret}"})
    assert ["person.add"] in rows(response)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in response.headers


def test_pages_of_other_origins_may_ask_where_they_may_ask_for_answers(application):
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    allowed = get(application, "stories", method="OPTIONS", headers=asked).headers["Access-Control-Allow-Origin"]
    assert get(application, "stories", headers=asked).headers["Access-Control-Allow-Origin"] == allowed


def test_rates_are_those_of_any_answer(copy):
    application = create_app({"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_RATE_LIMIT": "3/minute"}, clock=lambda: SHOWN_AT)
    statuses = [get(application, "nothing").status_code for _ in range(5)]
    assert statuses[:3] == [404, 404, 404]
    assert statuses[3:] == [429, 429]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"]


def test_no_cell_is_a_formula_and_numbers_stay():
    table = Table(("nodes",), [("a",), ("b", "c")])
    data = {"nodes": [{"a": text, "b": [{"c": text}, {"c": "x"}]} for text in FORMULAS]}
    data["nodes"] += [
        {"a": -5, "b": [{"c": -1.5}, {"c": None}]},
        {"a": True, "b": None},
        {"a": 'x",\n', "b": []},
        {"a": 10**18, "b": []},
    ]
    text = csv_of(table, data, 10_000).decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert found[0] == ["a", "b.c"]
    assert found[1:8] == [[f"'{text}", f"'{text}; x"] for text in FORMULAS]
    assert found[8:] == [["-5", "-1.5; "], ["true", ""], ['x",\n', ""], [str(10**18), ""]]
    assert text.startswith("a,b.c\r\n")


def test_a_table_has_no_more_bytes_than_an_answer():
    table, data = Table(("nodes",), [("a",)]), {"nodes": [{"a": "x" * 10}] * 100}
    size = len(csv_of(table, data, 10_000))
    assert len(csv_of(table, data, size)) == size
    with pytest.raises(NoTable) as caught:
        csv_of(table, data, size - 1)
    assert caught.value.code == "LIMIT_EXCEEDED"


SCHEMA = build_schema("type Query { leaf: Int leaves: [Int] one: Query many: [Query!]! }")


def test_generated_answers_are_the_tables_that_a_plain_reading_gives():
    for seed in range(300):
        dice = random.Random(seed)
        shape = shape_of(dice, 3)
        root = selected_by(SCHEMA, *[document := parse(f"{{ {written(shape)} }}"), document.definitions[0]], {})
        data = data_of(dice, shape)
        for path in lists(shape):
            wanted = [[leaf(row, each) for each in leaves(at(shape, path))] for row in found(data, path)]
            table = table_of(root, ".".join(path))
            assert [list(map(tidy, row)) for row in table.values(data)] == wanted, seed
            assert table.columns == leaves(at(shape, path))


def shape_of(dice, depth):
    kinds = ["leaf", "leaves"] + (["one", "many"] if depth else [])
    return {
        f"{kind}{number}": (kind, shape_of(dice, depth - 1) if kind in ("one", "many") else None)
        for number in range(dice.randint(1, 3))
        for kind in [dice.choice(kinds)]
    }


def written(shape):
    return " ".join(
        f"{key}: {kind} {'' if inner is None else '{ ' + written(inner) + ' }'}" for key, (kind, inner) in shape.items()
    )


def data_of(dice, shape):
    made = {}
    for key, (kind, inner) in shape.items():
        many = range(dice.randint(0, 3))
        made[key] = {
            "leaf": lambda: dice.choice([None, 1, 2]),
            "leaves": lambda many=many: [dice.randint(0, 9) for _ in many],
            "one": lambda inner=inner: dice.choice([None, data_of(dice, inner)]),
            "many": lambda many=many, inner=inner: [data_of(dice, inner) for _ in many],
        }[kind]()
    return made


def lists(shape, path=()):
    for key, (kind, inner) in shape.items():
        if kind == "many":
            yield (*path, key)
        elif kind == "one":
            yield from lists(inner, (*path, key))


def at(shape, path):
    for key in path:
        shape = shape[key][1]
    return shape


def leaves(shape, path=()):
    found = []
    for key, (_, inner) in shape.items():
        found += [(*path, key)] if inner is None else leaves(inner, (*path, key))
    return found


def found(data, path):
    for key in path:
        data = (data or {}).get(key)
    return data or []


def leaf(row, path):
    """Collect the leaves at a path, plainly: all that are reached."""
    values = [row]
    for key in path:
        values = [each.get(key) if isinstance(each, dict) else None for each in values]
        values = [inner for each in values for inner in (each if isinstance(each, list) else [each])]
    return values


def tidy(value):
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize(
    ("where", "status", "code"),
    [("same-origin", 401, "UNAUTHENTICATED"), ("cross-site", 403, "CROSS_SITE"), (None, 403, "CROSS_SITE")],
)
def test_a_cookie_counts_for_links_of_the_servers_own_pages_alone(application, where, status, code):
    client = application.test_client()
    client.set_cookie("sundial_session", "one that is over")
    response = client.get("/export/stories.csv", headers={"Sec-Fetch-Site": where} if where else {})
    assert (response.status_code, response.json["errors"][0]["extensions"]["code"]) == (status, code)
