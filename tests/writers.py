"""Editors who write over GraphQL, in process, on a copy of the loaded database: `executor` answers them, as of now."""

import json
from datetime import UTC, datetime

import pytest
from conftest import FAR, SHOWN_AT, ZONE

from delivery.execution.operations import Executor, Operation
from models.access import people
from models.access.actors import COMMAND_LINE
from models.access.callers import Caller
from models.access.roles import HeldRole
from models.access.stored_grants import canonical
from models.instants import to_microseconds
from schema import make_schema

SCHEMA = make_schema()
NOW = to_microseconds(SHOWN_AT)
SENG = {"schools": {"some": {"slug": {"eq": "seng"}}}}
PROBLEMS = "problems { __typename code severity path message ... on ForbiddenProblem { needs } }"
CREATE = f"""mutation ($input: CreateNewsStoryInput!) {{ createNewsStory(input: $input) {{
  saved id version revision changed entry {{ title slug schools {{ slug }} }}
  edition {{ state content {{ title {{ en {{ value }} zhHant {{ value source {{ kind of stale }} }} }} }} }} {PROBLEMS} }} }}"""
PUBLISH = """mutation ($input: PublishInput!) { publish(input: $input) { saved version revision changed
  entry { slug ... on NewsStory { title } }
  problems { code severity path message ... on LaterEditionsProblem { versions undecided { path } } } } }"""


@pytest.fixture
def executor(copy):
    return Executor(SCHEMA, ZONE, lambda: datetime.now(UTC), limits=FAR)


@pytest.fixture
def ann(copy):
    return person("ann", "publisher")


@pytest.fixture
def eve(copy):
    return person("eve", "editor", {"NewsStory": canonical(SENG)})


def person(name, role, conditions=None):
    """Add a person with a role; return the caller that they are."""
    found = people.add(f"{name}@example.org", name, [HeldRole(role, conditions)], COMMAND_LINE, NOW)
    return Caller(people.grants_of(found), person=found.person, name=found.email)


def asked(executor, by, text, **variables):
    """Return the first field of an answer that has no errors."""
    answer = json.loads(executor.run(Operation(text, variables, caller=by, request_id="r-1")).body)
    assert "errors" not in answer, answer["errors"]
    return next(iter(answer["data"].values()))


def story(executor, by, **content):
    given = {"title": {"en": {"value": "Launch"}}, "publishedOn": "2026-01-02", **content}
    return asked(executor, by, CREATE, input={"content": given})


def publish(executor, by, entry, revision, *despite, **options):
    given = {"entry": entry, "revision": revision, "despite": ["TRANSLATION_MISSING", *despite], **options}
    return asked(executor, by, PUBLISH, input=given)
