"""Generated operations: SQLite and PostgreSQL, each by statements of its own, give one answer.

The answer is compared as text with its keys in order. `make differential` compares 20,000.
"""

import json
import os
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from conftest import FAR, REMARKS, SHOWN_AT, ZONE, connection_to
from disguising import disguised
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import nodes as literals
from hypothesis_graphql import queries
from strawberry.utils.str_converters import to_camel_case

from delivery.execution.operations import Executor, Operation
from models.access.callers import Caller
from models.access.grants import Action, Grant, Grants
from resolvers.context.object_types import OBJECT_TYPES
from schema import make_schema
from schema.building import FIELD_NAMES

PROJECT = Path(__file__).parent.parent
EXAMPLES = int(os.environ.get("SUNDIAL_DIFFERENTIAL", "150"))
SDL = (PROJECT / "schema" / "schema.graphql").read_text(encoding="utf-8")
SCHEMA = make_schema()

INSTANTS = [
    "2026-01-02T09:00:00+08:00",
    "2020-01-01T00:00:00Z",
    "2025-11-19T00:00:00+08:00",
    "2026-01-08T15:00:00.000001+08:00",
    "2031-05-05T05:05:05-03:00",
]
SCALARS = {
    "DateTime": st.sampled_from(INSTANTS).map(literals.String),
    "Date": st.dates().map(str).map(literals.String),
}


READER = Caller(Grants(frozenset({Grant(frozenset({Action.READ_DRAFTS}))})), person=1)


@pytest.fixture(scope="module")
def databases(engines):
    """A loaded database of each kind, with what runs operations on it."""
    made = {}
    for kind in ("sqlite", "postgresql"):
        url = engines(kind).create(engines(kind).loaded)
        made[kind] = url, Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, is_future_open=True)
    return made


@pytest.fixture(scope="module")
def count(databases, request):
    """Count the answers; how many there were is said with the summary."""
    counted = Counter()
    yield counted
    total = counted["operations"]
    request.config.stash[REMARKS].append(
        f"{total} generated operations, {databases['sqlite'][1].runs} of them run; "
        f"{counted['errors']} answers with errors, {counted['bytes'] // max(1, total)} bytes on average"
    )


@pytest.fixture(scope="module")
def known(databases):
    """Some slugs and cursors of every type, and ids with several read options."""
    url, executor = databases["sqlite"]
    found = defaultdict(list)
    zh = 'locale: ZH_HANS, fallback: [EN], asOf: "2026-01-08T15:00:00.000001+08:00"'
    for _, plural in FIELD_NAMES.values():
        name = to_camel_case(plural)
        query = f"{{ {name}(first: 3) {{ nodes {{ id slug }} edges {{ cursor }} }} zh: {name}(first: 1, {zh}) {{ nodes {{ id }} }} }}"
        with connection_to(url):
            data = json.loads(executor.run(Operation(query)).body)["data"]
        page = data[name]
        found["id"] += [node["id"] for each in data.values() for node in each["nodes"]]
        found["slug"] += [node["slug"] for node in page["nodes"]]
        found[name] += [edge["cursor"] for edge in page["edges"]]
    return dict(found)


PHASES = tuple(phase for phase in Phase if phase is not Phase.explain)
CONTENT = list(OBJECT_TYPES["Query"].attributes)
GENERATED = queries(SDL, fields=CONTENT, custom_scalars=SCALARS, allow_x00=False, allow_null=True)


@settings(max_examples=EXAMPLES, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(query=GENERATED, random=st.randoms(use_true_random=False))
def test_generated_operations_have_one_answer(databases, known, count, query, random):
    operation = Operation(*disguised(query, SCHEMA._schema, random, known), caller=READER)
    answers = {}
    for kind, (url, executor) in databases.items():
        with connection_to(url):
            answers[kind] = json.dumps(json.loads(executor.run(operation).body), ensure_ascii=False)
    answer, *others = dict.fromkeys(answers.values())
    assert not others, (operation.variables, answers)
    count["operations"] += 1
    count["errors"] += '"errors":' in answer
    count["bytes"] += len(answer)
