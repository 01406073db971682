"""Costs that are remembered: those of another request with the same values, and of no other."""

import itertools
from datetime import UTC, datetime

import pytest
from graphql import parse
from graphql.execution.values import get_variable_values

from delivery.limits.costs import MOST_COSTS, Costs
from models.table_statistics import HOLDS, TableStatistics
from schema import make_schema

SCHEMA = make_schema()._schema


def empty():
    """Tell nothing of any table."""
    return NOTHING


NOTHING = TableStatistics(int(datetime(2026, 2, 1, tzinfo=UTC).timestamp()) // HOLDS)

DOCUMENTS = {
    "query($first: Int, $at: DateTime) { schools(first: $first, asOf: $at) { nodes { id } } }": {
        "first": [1, 100, None, ...],
        "at": ["2026-01-02T09:00:00+08:00", "2026-01-03T09:00:00+08:00", None, ...],
    },
    "query($l: Locale = EN) { schools(first: 100, locale: $l) { nodes { id } } }": {"l": ["EN", "ZH_HANT", None, ...]},
    "query($w: SchoolFilter) { schools(where: $w) { totalCount } }": {
        "w": [{"name": {"eq": "a"}}, {"programs": {"some": {"name": {"eq": "a"}}}}, None, ...],
    },
    "query($s: String) { schools(where: {name: {eq: $s}}) { totalCount } }": {
        "s": ["", "a" * 30, "b" * 30, "a" * 1_000, "a" * 4_000]
    },
    "query($in: [String!]) { ...f } fragment f on Query { schools(where: {name: {in: $in}}) { totalCount } }": {
        "in": [["a"], ["a"] * 40, []]
    },
    "query A($n: Int = 3) { ...f } query B($n: Int = 50) { ...f } fragment f on Query { tags(first: $n) { nodes { id } } }": {
        "n": [..., 7]
    },
}


@pytest.mark.parametrize("text", DOCUMENTS)
def test_a_remembered_cost_is_that_of_the_request(text):
    document = parse(text)
    costs, names = Costs(SCHEMA, document, empty), list(DOCUMENTS[text])
    found = set()
    for _, values in itertools.product(range(2), itertools.product(*DOCUMENTS[text].values())):
        given = {name: value for name, value in zip(names, values, strict=True) if value is not ...}
        for operation in document.definitions:
            if operation.kind == "operation_definition":
                variables = get_variable_values(SCHEMA, operation.variable_definitions, given)
                found.add(costs.of(operation, variables))
                assert costs.of(operation, variables) == costs.worked_out(operation, variables)
    assert len(found) > 1


def test_a_cost_is_worked_out_again_for_an_instant_of_quite_another_age():
    document = parse("query($at: DateTime, $n: Int) { schools(asOf: $at, first: $n) { nodes { id } } }")
    costs, [operation] = Costs(SCHEMA, document, empty), document.definitions
    for day in range(1, 29):
        given = {"at": f"2026-01-{day:02}T00:00:00Z", "n": 5}
        costs.of(operation, get_variable_values(SCHEMA, operation.variable_definitions, given))
    assert 1 < len(costs.remembered) < 10
    for number in range(3 * MOST_COSTS):
        given = {"n": number}
        costs.of(operation, get_variable_values(SCHEMA, operation.variable_definitions, given))
    assert len(costs.remembered) <= MOST_COSTS
