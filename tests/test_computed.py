"""Computed fields: methods of content types that say what they read."""

import json

import pytest
import strawberry
from conftest import SHOWN_AT, ZONE, post, with_derived
from graphql import GraphQLField, GraphQLList, GraphQLString
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import models
from delivery.execution.operations import Executor, Operation
from delivery.limits.document_limits import Limits
from delivery.services import services
from models.database import writing
from models.entry import database
from resolvers.context.object_types import OBJECT_TYPES
from schema import Schema, make_schema
from schema.building import component_type, content_type, group_type
from schema.computed import computed, require_needs
from schema.entries import Entry
from server import create_app


class Fields:
    """What is added to a tag, an event and a school."""

    @computed(needs=("slug", "name"))
    def shout(self) -> str:
        """The name, loud."""
        return f"{self.name.upper()} ({self.slug})"

    @computed(needs=("title", "schools.name", "schools.slug", "starts_at", "starts_on", "is_all_day"))
    def line(self) -> str:
        """The event in a line."""
        schools = ", ".join(f"{school.name}/{school.slug}" for school in self.schools)
        return f"{self.title}|{self.starts_at.isoformat()}|{self.starts_on.isoformat()}|{self.is_all_day}|{schools}"

    @computed(needs=("kind", "alternate_names.kind", "live_until"))
    def about(self) -> list[str | None]:
        """Of which kind it is."""
        others = [name.kind.name for name in self.alternate_names]
        return [self.kind.name, type(self.kind).__name__, self.live_until and "ends", *others]

    @computed(needs=("slug",))
    def fussy(self) -> str | None:
        """What fails for one entry, and is nothing for another."""
        if self.slug == "donation":
            raise RuntimeError("secret")
        return None if self.slug == "alumni" else self.slug

    @computed(needs=("slug",))
    def greedy(self) -> str:
        """What reads more than it needs."""
        return self.name


ADDED = {
    "Tag": {"shout": GraphQLString, "fussy": GraphQLString, "greedy": GraphQLString},
    "Event": {"line": GraphQLString},
    "School": {"about": GraphQLList(GraphQLString)},
}
"""The fields by type, as `content_type` would add them."""


@pytest.fixture(scope="module", autouse=True)
def added():
    """Add the fields to the schema and to what its types read, as long as this module's tests run."""
    types = make_schema()._schema.type_map
    for kind, fields in ADDED.items():
        for name, output in fields.items():
            OBJECT_TYPES[kind].attributes[name] = getattr(Fields, name)
            types[kind].fields[name] = GraphQLField(output)
    require_needs()
    yield
    for kind, fields in ADDED.items():
        for name in fields:
            del OBJECT_TYPES[kind].attributes[name], types[kind].fields[name]


@pytest.fixture
def executor(app):
    """Executes operations on the loaded database."""
    with database.entered(services(app).database):
        yield Executor(make_schema(), ZONE, lambda: SHOWN_AT, limits=Limits(depth=30, cost=10**9), is_future_open=True)


@pytest.fixture
def ask(executor):
    return lambda query, **variables: json.loads(executor.run(Operation(query, variables)).body)


def test_a_computed_field_reads_what_it_needs_whatever_is_selected(ask):
    query = """
    query ($all: Boolean!) {
      a: tag(slug: "donation") { shout }
      b: tag(slug: "donation", locale: ZH_HANT) { loud: shout ...F name @include(if: $all) }
    }
    fragment F on Tag { ... on Entry { slug: id } again: shout shout @skip(if: $all) }
    """
    for everything in (True, False):
        data = ask(query, all=everything)["data"]
        name = ask('{ tag(slug: "donation", locale: ZH_HANT) { name } }')["data"]["tag"]["name"]
        english = ask('{ tag(slug: "donation") { name } }')["data"]["tag"]["name"]
        assert data["a"] == {"shout": f"{english.upper()} (donation)"}
        assert data["b"]["loud"] == data["b"]["again"] == f"{name.upper()} (donation)"
        assert ("name" in data["b"], "shout" in data["b"]) == (everything, not everything)


def test_its_inputs_are_values_of_python(ask):
    answer = ask("{ events(first: 100) { nodes { line title startsAt startsOn isAllDay schools { name slug } } } }")
    nodes = answer["data"]["events"]["nodes"]
    assert any(node["schools"] for node in nodes)
    for node in nodes:
        schools = ", ".join(f"{school['name']}/{school['slug']}" for school in node["schools"])
        stated = "|".join((node["title"], node["startsAt"], node["startsOn"], str(node["isAllDay"]), schools))
        assert node["line"] == stated
    for node in ask("{ schools { nodes { about kind alternateNames { kind } liveUntil } } }")["data"]["schools"][
        "nodes"
    ]:
        others = [each["kind"] for each in node["alternateNames"]]
        assert node["about"] == [node["kind"], models.school.SchoolKind.__name__, None, *others]


def test_it_stands_in_lists_pages_nodes_and_below_links(ask):
    tag = ask('{ tag(slug: "donation") { id shout newsStories(first: 2) { nodes { tags { slug shout } } } } }')["data"][
        "tag"
    ]
    for story in tag["newsStories"]["nodes"]:
        assert story["tags"]
        for each in story["tags"]:
            assert each["shout"].endswith(f"({each['slug']})")
    found = ask("query ($id: ID!) { node(id: $id) { ... on Tag { shout } ... on School { about } } }", id=tag["id"])
    assert found["data"]["node"] == {"shout": tag["shout"]}


def test_one_that_fails_is_null_with_its_error_and_nothing_else_is(ask, caplog):
    query = '{ tags(first: 100) { nodes { slug is: fussy shout } } other: tag(slug: "donation") { fussy slug } }'
    answer = ask(query)
    nodes = answer["data"]["tags"]["nodes"]
    place = next(place for place, node in enumerate(nodes) if node["slug"] == "donation")
    for node in nodes:
        assert node["is"] == (None if node["slug"] in ("donation", "alumni") else node["slug"])
        assert node["shout"]
    assert answer["data"]["other"] == {"fussy": None, "slug": "donation"}
    errors = [(error["path"], error["extensions"]["code"]) for error in answer["errors"]]
    assert errors == [
        (["tags", "nodes", place, "is"], "INTERNAL_SERVER_ERROR"),
        (["other", "fussy"], "INTERNAL_SERVER_ERROR"),
    ]
    assert "secret" not in str(answer)
    assert "secret" in caplog.text
    assert ask(query) == answer


def test_it_is_right_below_more_relations_than_one_statement_has(ask):
    def nested(field):
        for _ in range(4):
            field = f"newsStories(first: 1) {{ nodes {{ tags {{ {field} }} }} }}"
        return ask(f'{{ tag(slug: "donation") {{ {field} }} }}')["data"]["tag"]

    def innermost(tag):
        while "newsStories" in tag:
            tags = tag["newsStories"]["nodes"][0]["tags"]
            tag = tags[0]
        return tags

    named, shouted = innermost(nested("slug name")), innermost(nested("shout"))
    assert [each["shout"] for each in shouted] == [f"{each['name'].upper()} ({each['slug']})" for each in named]


def test_a_cached_request_computes_again_when_content_has_changed(copy):
    client = create_app({"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_REQUEST_LOG": "off"}, lambda: SHOWN_AT).test_client()
    query = '{ tag(slug: "donation") { shout } }'
    assert post(client, query) == post(client, query)
    with writing():
        models.Tag.update(with_derived(models.Tag, name={"en": "Gifts"})).where(models.Tag.slug == "donation").execute()
    assert post(client, query)["data"] == {"tag": {"shout": "GIFTS (donation)"}}


def test_what_it_does_not_need_it_cannot_read(ask, caplog):
    assert ask('{ tag(slug: "donation") { greedy } }')["data"] == {"tag": {"greedy": None}}
    assert "Tag.greedy reads 'name', which is not among its needs" in caplog.text


def test_it_costs_what_it_needs(ask):
    plain = ask("{ events(first: 10) { nodes { title } } }")["extensions"]["cost"]
    reading = ask("{ events(first: 10) { nodes { schools { name } } } }")["extensions"]["cost"]
    assert ask("{ events(first: 10) { nodes { line } } }")["extensions"]["cost"] == reading > plain


def test_the_answer_depends_on_what_it_needs(executor):
    keys = set(executor.run(Operation("{ events { nodes { line } } }", is_tagged=True)).keys)
    shown = set(executor.run(Operation("{ events { nodes { schools { id } } } }", is_tagged=True)).keys)
    assert keys == shown
    assert any(key.startswith("School:") for key in keys)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.data())
def test_it_is_the_same_wherever_it_stands(ask, data):
    """Under aliases, fragments, pages and languages, beside fields that take the names of its inputs."""
    locale = data.draw(st.sampled_from(["EN", "ZH_HANT", "ZH_HANS"]))
    first, alias = data.draw(st.integers(1, 30)), data.draw(st.sampled_from(["shout", "name", "slug", "id", "x"]))
    where = data.draw(st.sampled_from(["{}", '{slug: {startsWith: "s"}}', '{not: {name: {contains: "e"}}}']))
    form = data.draw(
        st.sampled_from(
            ["%s", "... on Tag { %s }", "... on Entry { ... on Tag { %s } }", "... @include(if: true) { %s }"]
        )
    )
    beside = data.draw(st.sampled_from(["", "other: slug", "translation { locale }"]))
    page = f"tags(locale: {locale}, first: {first}, where: {where})"
    names = ask(f"{{ {page} {{ nodes {{ name slug }} }} }}")["data"]["tags"]["nodes"]
    field = form % (f"{alias}: shout")
    found = ask(f"{{ {page} {{ nodes {{ {beside} {field} }} }} }}")["data"]["tags"]["nodes"]
    assert [node[alias] for node in found] == [f"{node['name'].upper()} ({node['slug']})" for node in names]


def shaped(method):
    """Make a field of a method, as a class would."""
    return computed(needs=("slug",))(method)


async def is_async(self) -> str:
    """Asynchronous."""


def has_arguments(self, first: int) -> str:
    """Two arguments."""


def has_no_annotation(self):
    """Nothing is said."""


def gives_an_object(self) -> dict[str, str]:
    """An object."""


def has_no_docstring(self) -> str:
    return ""


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        (is_async, "must not be async"),
        (has_arguments, "takes no arguments but self"),
        (has_no_annotation, "says by an annotation what it returns"),
        (gives_an_object, "returns text, a number"),
        (has_no_docstring, "has no docstring"),
    ],
)
def test_a_method_that_cannot_be_one_is_refused_at_import(method, reason):
    with pytest.raises(TypeError, match=f"{method.__name__} .*{reason}"):
        shaped(method)


@pytest.mark.parametrize(
    ("need", "reason"),
    [
        ("nothing", "'nothing', which Tag does not have"),
        ("news_stories.title", "'news_stories', of which there are pages"),
        ("slug.name", "something of 'slug', which has no fields"),
        ("shout", "'shout', which is computed itself"),
        ("translation.locale", "'translation', which is about what is selected"),
    ],
)
def test_needs_that_cannot_be_read_are_refused_when_the_schema_is_made(need, reason):
    OBJECT_TYPES["Tag"].attributes["wrong"] = computed(needs=(need,))(Fields.fussy.method)
    try:
        with pytest.raises(TypeError, match=f"Tag.fussy needs {reason}"):
            require_needs()
    finally:
        del OBJECT_TYPES["Tag"].attributes["wrong"]


@pytest.mark.parametrize("needs", [(), "slug", ("a b",), ("schools.",)])
def test_needs_are_names(needs):
    with pytest.raises(TypeError, match="needs"):
        computed(needs=needs)(Fields.fussy.method)


def test_a_field_of_strawberrys_own_is_refused_by_the_name_of_the_way():
    class Tag(Entry):
        """A tag."""

        @strawberry.field
        def shout(self) -> str:
            return ""

    with pytest.raises(TypeError, match=r"Tag.shout is a strawberry.field, .* make it @computed\(needs=...\)"):
        content_type(models.Tag)(Tag)


@pytest.mark.parametrize("decorate", [group_type, component_type(models.school.AlternateName)])
def test_only_content_types_have_computed_fields(decorate):
    class Wrong:
        """No content type."""

        shout = Fields.shout

    with pytest.raises(TypeError, match=r"Wrong.shout is computed, as only fields of content types are"):
        decorate(Wrong)


def test_extensions_of_strawberry_are_refused_when_the_schema_is_made():
    with pytest.raises(TypeError, match="extensions are not run"):
        Schema(object, extensions=[strawberry.extensions.SchemaExtension])
