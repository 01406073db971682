"""The schema: what is committed is what is served, and every part of it is described."""

from pathlib import Path

import pytest
from graphql import GraphQLEnumType, GraphQLInterfaceType, GraphQLObjectType, GraphQLScalarType, parse, print_ast
from strawberry.utils.str_converters import to_camel_case

from delivery.services import services
from models.edition import content_types
from models.own_types import package_of
from schema.building import FIELD_NAMES
from schema.services import QUERY_FIELDS

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def schema(app):
    return services(app).executor.schema


def test_the_committed_schema_is_the_one_served(schema):
    assert (PROJECT / "schema" / "schema.graphql").read_text(encoding="utf-8") == schema.as_str() + "\n"


def test_roots_are_nullable_and_say_where_null_is_an_error_only(schema):
    [query] = [
        node
        for node in parse(schema.as_str()).definitions
        if getattr(node, "name", None) and node.name.value == "Query"
    ]
    roots = {
        field.name.value: (print_ast(field.type), [print_ast(each) for each in field.directives or ()])
        for field in query.fields
    }
    several = {to_camel_case(plural): f"{model.__name__}Connection" for model, (_, plural) in FIELD_NAMES.items()}
    always = {
        "homepage": "Homepage",
        "nodes": "[Node]",
        "search": "SearchConnection",
        "suggest": "[Suggestion!]",
        "paths": "PathConnection",
        **several,
    }
    one = {to_camel_case(name): model.__name__ for model, (name, _) in FIELD_NAMES.items()}
    assert roots == {
        **{name: (kind, ["@semanticNonNull"]) for name, kind in always.items()},
        **{
            name: (kind, [])
            for name, kind in {"node": "Node", "entry": "Entry", "route": "Route", **one, "viewer": "Viewer"}.items()
        },
        "tokens": ("TokenConnection", ["@semanticNonNull"]),
        "audit": ("AuditConnection", ["@semanticNonNull"]),
        "schedule": ("ScheduledChangeConnection", ["@semanticNonNull"]),
        "translationWork": ("TranslationTaskConnection", ["@semanticNonNull"]),
        "changes": ("ChangeConnection", ["@semanticNonNull"]),
        "contentTypes": ("[ContentType!]", ["@semanticNonNull"]),
        "entryCounts": ("[EntryCount!]", ["@semanticNonNull"]),
        "linkedEntryCounts": ("LinkedEntryCountConnection", ["@semanticNonNull"]),
        "translationCounts": ("[TranslationCount!]", ["@semanticNonNull"]),
        "scheduleCounts": ("[ScheduleCount!]", ["@semanticNonNull"]),
        "draftAges": ("[DraftAges!]", ["@semanticNonNull"]),
        "untouchedEntries": ("UntouchedEntryCountedConnection", ["@semanticNonNull"]),
        "deadLinks": ("DeadLinkCountedConnection", ["@semanticNonNull"]),
        "editorActivity": ("[EditorActivity!]", ["@semanticNonNull"]),
        **{f"{name}Editing": (f"{kind}Editing", []) for name, kind in one.items()},
    }


def test_the_directive_is_the_one_that_clients_know(schema):
    assert "directive @semanticNonNull(levels: [Int!]! = [0]) on FIELD_DEFINITION" in schema.as_str()


def test_every_type_field_and_argument_is_described(schema):
    bare = []
    for name, kind in schema._schema.type_map.items():
        if name.startswith("__") or (
            isinstance(kind, GraphQLScalarType) and name in {"String", "Int", "Float", "Boolean", "ID"}
        ):
            continue
        if not kind.description:
            bare.append(name)
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, field in kind.fields.items():
                if not field.description:
                    bare.append(f"{name}.{field_name}")
                bare += [f"{name}.{field_name}({arg})" for arg, value in field.args.items() if not value.description]
        if isinstance(kind, GraphQLEnumType):
            bare += [f"{name}.{value}" for value, definition in kind.values.items() if not definition.description]
    assert bare == []


@pytest.mark.parametrize("model", list(content_types()), ids=lambda model: model.__name__)
def test_every_content_type_is_complete(model):
    assert model in FIELD_NAMES, f"no field of the query reads every entry of {model.__name__}"
    if package_of(model):
        return  # its modules are those of a package beside the project
    module = model._meta.table_name
    wanted = [PROJECT / "models" / f"{module}.py", PROJECT / "schema" / f"{module}.py"]
    missing = [str(path.relative_to(PROJECT)) for path in wanted if not path.exists()]
    assert missing == [], f"{model.__name__} lacks {', '.join(missing)}"


def test_every_content_type_has_a_field_for_one_and_a_field_for_all(ask):
    fields = ask('{ __type(name: "Query") { fields { name args { name } } } }')["__type"]["fields"]
    named = {field["name"]: {argument["name"] for argument in field["args"]} for field in fields}
    context = {"locale", "fallback", "asOf"}
    assert {name: arguments for name, arguments in named.items() if not context <= arguments} == {
        "node": {"id"},
        "nodes": {"ids"},
        "paths": {"type", "first", "after", "asOf", "stage"},
        "viewer": set(),
        "tokens": {"first", "after", "all"},
        "audit": {"first", "after", "where"},
        "schedule": {"from", "to", "first", "after"},
        "translationWork": {"locale", "type", "first", "after"},
        "changes": {"types", "first", "after"},
        "contentTypes": {"name"},
        "entryCounts": {"type"},
        "linkedEntryCounts": {"type", "link", "first", "after"},
        "translationCounts": {"type"},
        "scheduleCounts": {"from", "to", "type"},
        "draftAges": {"type"},
        "untouchedEntries": {"since", "type", "first", "after"},
        "deadLinks": {"type", "first", "after"},
        "editorActivity": {"since", "first"},
        **{f"{to_camel_case(name)}Editing": {"entry"} for name, _ in FIELD_NAMES.values()},
    }
    assert len(named) == 8 + 3 * len(FIELD_NAMES) + len(QUERY_FIELDS)
