"""A stranger walks every field of the schema that is not public, with arguments made from the schema, and gets nothing.

A field that is new is walked by itself: what is public is content as it is now, and nothing else.
"""

import json
from datetime import timedelta

import pytest
from conftest import FAR, SHOWN_AT, ZONE, connection_to, statements
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)

import models
from delivery.execution.operations import Executor, Operation
from models.access import people, tokens
from models.access.actors import COMMAND_LINE
from models.access.callers import ANONYMOUS, Caller, Preview
from models.access.grants import Action, Grant, Grants
from models.access.roles import HeldRole
from models.instants import to_microseconds
from resolvers.attributes.ids import encode
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.perspectives import Stage
from resolvers.context.read_context import DEFAULT
from schema import make_schema
from schema.access import ids

SCHEMA = make_schema()
GRAPHQL = SCHEMA._schema
CONTENT = OBJECT_TYPES["Query"].attributes
LATER = SHOWN_AT + timedelta(days=30)
DEEPEST = 6

SERVICES = [("query", name) for name in GRAPHQL.query_type.fields if name not in CONTENT]
MUTATIONS = [("mutation", name) for name in GRAPHQL.mutation_type.fields]

PUBLIC = {"viewer": {"viewer": None}} | {
    name: {name: None}
    for _, name in SERVICES
    if get_named_type(GRAPHQL.query_type.fields[name].type).name.endswith("Editing")
}
"""What a stranger is told, and that without an error: that nobody is known to ask, and that there is no editor's side."""

STRANGERS = {
    "nobody": ANONYMOUS,
    "a preview alone": Caller(name="a preview", preview=Preview(None, False, ())),
    "a preview that grants all": Caller(
        Grants(frozenset({Grant(frozenset(Action))})), name="a preview", preview=Preview(None, False, ())
    ),
}


@pytest.fixture(scope="module")
def known(engine, loaded):
    """An executor of a database with people, tokens and a journal, and ids of all kinds."""
    with connection_to(engine.create(loaded)):
        now = to_microseconds(SHOWN_AT)
        ada = people.add("ada@example.org", "ada-the-admin", [HeldRole("admin")], COMMAND_LINE, now)
        grants = Grants(frozenset({Grant(frozenset({Action.EDIT}))}))
        row, _ = tokens.create(ada, "a-program", grants, now + 10**9, now, COMMAND_LINE)
        school = models.School.get(slug="seng")
        found = [
            ids.encode("ApiToken", row.token),
            ids.encode("User", ada.person),
            ids.encode("AuditEntry", 1),
            encode("School", school.uid),
        ]
        yield Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR), found


def asked(executor, caller, text):
    return json.loads(executor.run(Operation(text, caller=caller)).body)


def codes(answer):
    return [error["extensions"]["code"] for error in answer.get("errors", ())]


def value(kind, identifier, depth=0):
    """Write a value of an input type that has all that it may have."""
    kind = get_nullable_type(kind)
    if is_list_type(kind):
        return f"[{value(kind.of_type, identifier, depth)}]"
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        inner = {name: field for name, field in kind.fields.items() if depth < 3 or str(field.type).endswith("!")}
        if kind.is_one_of:
            inner = dict([next(iter(kind.fields.items()))])
        return (
            f"{{{', '.join(f'{name}: {value(field.type, identifier, depth + 1)}' for name, field in inner.items())}}}"
        )
    simple = {
        "ID": json.dumps(identifier),
        "String": '"/a"',
        "Int": "5",
        "Float": "1.5",
        "Boolean": "true",
        "JSON": "{}",
        "Revision": '"x"',
    }
    return (simple | {"DateTime": json.dumps(LATER.isoformat()), "Date": '"2026-01-01"'})[kind.name]


def arguments(field, identifier, *, whole=True):
    """Write the arguments of a field: all, or those that it must have."""
    given = {name: each for name, each in field.args.items() if whole or is_required_argument(each)}
    written = ", ".join(f"{name}: {value(each.type, identifier)}" for name, each in given.items())
    return f"({written})" if written else ""


def selection(kind, identifier, depth=0):
    """Select every field below a type, as deep as it goes."""
    kind = get_named_type(kind)
    if is_leaf_type(kind):
        return ""
    if kind.name in OBJECT_TYPES or kind.name == "Entry":
        return "{ __typename }"  # content, whose fields are walked from the query
    if is_abstract_type(kind):
        inner = [
            f"... on {each.name} {selection(each, identifier, depth)}" for each in GRAPHQL.get_possible_types(kind)
        ]
        return f"{{ __typename {' '.join(inner)} }}"
    below = [
        f"{kind.name}_{name}: {name}{arguments(field, identifier)} {selection(field.type, identifier, depth + 1)}"
        for name, field in kind.fields.items()
        if depth < DEEPEST or is_leaf_type(get_named_type(field.type))
    ]
    return f"{{ {' '.join(below)} }}"


def walk(operation, name, identifier, *, whole):
    field = GRAPHQL.get_field(GRAPHQL.query_type if operation == "query" else GRAPHQL.mutation_type, name)
    depth = 0 if operation == "query" else DEEPEST - 1  # a payload's fields are never reached
    below = selection(field.type, identifier, depth)
    return f"{operation} {{ {name}{arguments(field, identifier, whole=whole)} {below} }}"


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize(("operation", "name"), SERVICES + MUTATIONS)
def test_a_stranger_gets_nothing_of_a_field_that_is_no_content(known, stranger, operation, name):
    executor, identifiers = known
    for identifier in identifiers:
        for whole in (True, False):
            with statements() as run:
                answer = asked(executor, stranger, walk(operation, name, identifier, whole=whole))
            if name in PUBLIC:
                assert (answer["data"], codes(answer)) == (PUBLIC[name], [])
            else:
                assert answer["data"] in (None, {name: None})
                assert codes(answer) == ["UNAUTHENTICATED"]
            assert "ada-the-admin" not in json.dumps(answer)
            assert "a-program" not in json.dumps(answer)
            assert not [text for text in run if "access_" in text or "change" in text]


def test_every_type_that_is_no_content_is_walked(known):
    walked = "".join(walk(operation, name, "x", whole=True) for operation, name in SERVICES + MUTATIONS)
    types = {name for name, kind in GRAPHQL.type_map.items() if hasattr(kind, "fields") and f"{name}_" in walked}
    assert {
        "Viewer",
        "ApiToken",
        "User",
        "AuditEntry",
        "TokenPayload",
        "NewsStoryPayload",
        "EntryPayload",
        "PlainProblem",
        "PreviewLink",
    } <= types
    assert {"NewsStoryEditing", "NewsStoryEdition", "NewsStoryContent", "Text", "TextSource", "EntryLink"} <= types
    assert {"Difference", "Abilities", "Change", "ScheduledChange", "TranslationTask"} <= types


READINGS = {"later": f'asOf: "{LATER.isoformat()}"', "latest": "stage: LATEST"}


def content_roots():
    """Write each root field of content that takes a reading, with what it must have and all that is flat below it."""
    for name in CONTENT:
        field = GRAPHQL.query_type.fields[name]
        if "asOf" in field.args:
            yield name, field


def test_every_root_of_content_takes_a_reading_but_those_of_relay():
    assert CONTENT.keys() - {name for name, _ in content_roots()} == {"node", "nodes"}


@pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS)
@pytest.mark.parametrize("stranger", [ANONYMOUS, STRANGERS["a preview alone"]], ids=["nobody", "a preview"])
def test_a_stranger_reads_nothing_that_is_not_public(known, stranger, reading):
    executor, identifiers = known
    for name, field in content_roots():
        required = [
            f"{argument}: {value(each.type, identifiers[-1])}"
            for argument, each in field.args.items()
            if is_required_argument(each)
        ]
        given = f"({', '.join([*required, reading])})"
        for text in (
            f"{{ {name}{given} {{ __typename }} }}",
            f"{{ mine: {name}{given} {{ __typename }} }}",
            f"{{ ...F }} fragment F on Query {{ {name}{given} {{ __typename }} }}",
        ):
            answer = asked(executor, stranger, text)
            assert list(answer["data"].values()) == [None]
            assert codes(answer) == ["FORBIDDEN" if stranger.preview else "UNAUTHENTICATED"]


def test_a_stranger_reads_nothing_that_is_not_public_by_an_id(known):
    executor, _ = known
    rows = [(model, row) for model in models.edition.content_types() if (row := model.select().first())]
    assert len(rows) > 15
    for model, row in rows:
        for options in (DEFAULT.changed({"asOf": LATER}), DEFAULT.changed({"stage": Stage.LATEST})):
            identifier = encode(model.__name__, row.uid, options)
            for text, key in (
                (f'{{ node(id: "{identifier}") {{ id }} }}', "node"),
                (f'{{ entry(id: "{identifier}") {{ id slug }} }}', "entry"),
                (f'{{ nodes(ids: ["{identifier}"]) {{ id }} }}', "nodes"),
            ):
                answer = asked(executor, ANONYMOUS, text)
                assert answer["data"] == {key: None}
                assert codes(answer) == ["UNAUTHENTICATED"]


def test_a_stranger_finds_the_public_beside_what_is_refused(known):
    executor, _ = known
    text = '{ school(slug: "seng") { slug } audit { totalCount } tokens { totalCount } later: schools(stage: LATEST) { totalCount } }'
    answer = asked(executor, ANONYMOUS, text)
    assert answer["data"] == {"school": {"slug": "seng"}, "audit": None, "tokens": None, "later": None}
    assert codes(answer) == ["UNAUTHENTICATED"] * 3
