"""What conditions cost: each may be tried on every entry of a list, and a link in one on all that it leads to.

{title: {contains: "x"}}                                    10
{schools: {some: {name: {eq: "x"}}}}                       200
{schools: {some: {programs: {none: {code: {eq: "x"}}}}}}   4000

A condition without any inside counts as one.
"""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import ListValueNode, ObjectValueNode, ValueNode, VariableNode

Values = Mapping[str, Any]
Cost = Callable[[Values], int]
"""Gives a cost for the values of an operation's variables."""

CONDITION = 10
"""What a condition costs: as much as counting the entries, which it may be tried on."""

LINKED = 20
"""How often a condition behind a link is tried for an entry; three links in a row take 1.2 s on the homepage's content
(SQLite, `programs` through `schools` and back), two 40 ms."""

QUANTIFIERS = ("some", "none", "every")


def condition_cost(node: ValueNode, weight: int = CONDITION) -> Cost:
    """Find the cost of a `where` that stands in a document; variables may stand in it anywhere."""
    if isinstance(node, VariableNode):
        name = node.name.value
        return lambda values: cost_of(values.get(name), weight)
    if isinstance(node, ObjectValueNode):
        parts = [condition_cost(each.value, weighed(weight, each.name.value)) for each in node.fields]
    elif isinstance(node, ListValueNode):
        parts = [
            condition_cost(each, weight) for each in node.values if isinstance(each, ObjectValueNode | VariableNode)
        ]
    else:
        parts = []
    return lambda values: sum(part(values) for part in parts) or weight


def cost_of(value: Any, weight: int) -> int:
    """Return the cost of a `where` that a variable gives; a list of values to compare with is one condition."""
    if isinstance(value, dict):
        return sum(cost_of(inner, weighed(weight, name)) for name, inner in value.items()) or weight
    if isinstance(value, list):
        return sum(cost_of(each, weight) for each in value if isinstance(each, dict)) or weight
    return weight if value is not None else 0


def weighed(weight: int, name: str) -> int:
    """Return what conditions under a name weigh."""
    return weight * LINKED if name in QUANTIFIERS else weight
