"""The matrix of roles, content types and actions: `access_matrix.txt` says what is decided, and every cell is asked."""

import json
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from conftest import FAR, SHOWN_AT, ZONE, connection_to
from strawberry.utils.str_converters import to_camel_case

from delivery.execution.operations import Executor, Operation
from models.access import people
from models.access.actors import COMMAND_LINE
from models.access.callers import Caller
from models.access.grants import Action
from models.access.roles import OF_NO_TYPE, ROLES, HeldRole
from models.access.stored_grants import canonical
from models.edition import content_types
from models.instants import to_microseconds
from models.own_types import package_of
from schema import make_schema
from schema.building import FIELD_NAMES

MATRIX = Path(__file__).parent / "access_matrix.txt"
LETTERS = {
    "D": Action.READ_DRAFTS,
    "V": Action.PREVIEW,
    "C": Action.CREATE,
    "E": Action.EDIT,
    "T": Action.TRANSLATE,
    "P": Action.PUBLISH,
    "U": Action.UNPUBLISH,
    "X": Action.DELETE,
    "R": Action.REDACT,
    "A": Action.MANAGE_ACCESS,
    "J": Action.READ_AUDIT,
}
NO_TYPE, NOBODY = "of no type", "nobody"
SCHEMA = make_schema()
LATER = (SHOWN_AT + timedelta(days=2)).isoformat()
READINGS = {Action.READ_DRAFTS: "stage: LATEST", Action.PREVIEW: f'asOf: "{LATER}"'}
"""The arguments of a list by the right that they need."""

SERVICES = {
    Action.MANAGE_ACCESS: "tokens(all: true, first: 1) { nodes { id } }",
    Action.READ_AUDIT: "audit(first: 1) { nodes { id } }",
}
"""What needs a right to no content."""


@cache
def matrix():
    """The actions that are allowed, by type and role."""
    lines = [line for line in MATRIX.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    _, *roles = lines[0].split()
    found = {}
    for line in lines[1:]:
        (*words,) = line.split()
        cells = words[-len(roles) :]
        name = " ".join(words[: -len(roles)])
        found[name] = {
            role: {LETTERS[each] for each in cell if each != "."} for role, cell in zip(roles, cells, strict=True)
        }
    return found


def own_types():
    """The content types of the project, without those of packages beside it."""
    return {model.__name__ for model in content_types() if not package_of(model)}


@pytest.fixture(scope="module")
def asking(engine, loaded):
    """Ask as a person of a role, in a database of this module."""
    with connection_to(engine.create(loaded)):
        executor, now = Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR), to_microseconds(SHOWN_AT)
        held = {role: [HeldRole(role)] for role in ROLES} | {NOBODY: []}
        of = {role: people.add(f"{role}@example.org", role, roles, COMMAND_LINE, now) for role, roles in held.items()}

        def ask(role, text):
            person = people.find(of[role].person)
            caller = Caller(people.grants_of(person), person=person.person, name=person.email)
            answer = json.loads(executor.run(Operation(text, caller=caller)).body)
            return caller, answer

        yield ask


def test_every_content_type_has_a_row_that_was_decided():
    missing, gone = own_types() - matrix().keys(), matrix().keys() - own_types() - {NO_TYPE}
    assert not missing, (
        f"decide what each role may do to {', '.join(sorted(missing))}: add a row to tests/{MATRIX.name}"
    )
    assert not gone, f"{', '.join(sorted(gone))}: there is no such type; remove the row from tests/{MATRIX.name}"


def test_every_role_and_action_has_a_place():
    assert all(row.keys() == {NOBODY, *ROLES} for row in matrix().values())
    assert set(LETTERS.values()) == set(Action)


def cells(role, actions):
    return {name: {action: action in row[role] for action in actions} for name, row in matrix().items()}


@pytest.mark.parametrize("role", [NOBODY, *ROLES])
def test_a_viewer_of_a_role_is_told_what_is_decided(asking, role):
    wanted = cells(role, Action)
    asked = " ".join(
        f"{name.replace(' ', '_')}__{action.value}: can(action: {action.value}{'' if name == NO_TYPE else f', type: {json.dumps(name)}'})"
        for name in wanted
        for action in wanted[name]
        if (action in OF_NO_TYPE) == (name == NO_TYPE)
    )
    caller, answer = asking(role, f"{{ viewer {{ {asked} }} }}")
    assert "errors" not in answer
    told = {name: {} for name in wanted}
    for key, value in answer["data"]["viewer"].items():
        name, _, action = key.partition("__")
        told[name.replace("_", " ")][Action[action]] = value
    decided = {
        name: {action: is_so for action, is_so in row.items() if (action in OF_NO_TYPE) == (name == NO_TYPE)}
        for name, row in wanted.items()
    }
    assert told == decided
    checked = {
        name: {action: caller.grants.permission(action, None if name == NO_TYPE else name).is_always for action in row}
        for name, row in decided.items()
    }
    assert checked == decided


@pytest.mark.parametrize("role", [NOBODY, *ROLES])
@pytest.mark.parametrize("action", READINGS, ids=lambda each: each.value)
def test_what_is_not_public_is_read_as_is_decided(asking, role, action):
    names = {model.__name__: to_camel_case(plural) for model, (_, plural) in FIELD_NAMES.items()}
    found = {}
    for name, row in cells(role, [action]).items():
        if name != NO_TYPE:
            _, answer = asking(role, f"{{ {names[name]}(first: 1, {READINGS[action]}) {{ nodes {{ slug }} }} }}")
            codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
            assert codes == ([] if row[action] else ["FORBIDDEN"])
            found[name] = bool(answer["data"][names[name]])
    assert found == {name: row[action] for name, row in cells(role, [action]).items() if name != NO_TYPE}


@pytest.mark.parametrize("role", [NOBODY, *ROLES])
@pytest.mark.parametrize("action", SERVICES, ids=lambda each: each.value)
def test_what_is_no_content_is_done_as_is_decided(asking, role, action):
    _, answer = asking(role, f"{{ {SERVICES[action]} }}")
    is_allowed = action in matrix()[NO_TYPE][role]
    assert [error["extensions"]["code"] for error in answer.get("errors", ())] == ([] if is_allowed else ["FORBIDDEN"])


@pytest.mark.parametrize("role", ROLES)
def test_a_role_under_a_condition_is_had_for_its_type_alone_and_always_for_nothing(copy, role):
    where = canonical({"schools": {"some": {"slug": {"eq": "seng"}}}})
    person = people.add("a@example.org", "a", [HeldRole(role, {"NewsStory": where})], COMMAND_LINE, 0)
    grants = people.grants_of(person)
    for name, row in matrix().items():
        for action in row[role]:
            permission = grants.permission(action, None if name == NO_TYPE else name)
            assert not permission.is_always
            assert permission.conditions == (frozenset({where}) if name == "NewsStory" else frozenset())
