"""What conditions cost: each may be tried on every entry of a list, and a link in one on all that it leads to.

{title: {contains: "x"}}                                    20
{schools: {some: {name: {eq: "x"}}}}                       400
{schools: {some: {programs: {none: {code: {eq: "x"}}}}}}   8000

A condition without any inside counts as one, and so do ten values that one compares with, or a hundred letters.
"""

from collections.abc import Sequence
from math import ceil
from typing import Any

CONDITION = 20
"""What a condition costs: as much as counting the entries, which it may be tried on."""

LINKED = 20
"""How often a condition behind a link is tried for an entry; three links in a row take 1.2 s on the homepage's content
(SQLite, `programs` through `schools` and back), two 40 ms."""

VALUES = 10
"""Values of a list that cost as much as one condition."""

LETTERS = 100
"""Letters of texts that cost as much: texts are folded before they are compared, 30,000 letters in 50 ms at worst."""

QUANTIFIERS = ("some", "none", "every")


def condition_cost(value: Any, weight: int = CONDITION) -> int:
    """Return the cost of a `where`, as its field is given it; 0 for none."""
    if isinstance(value, dict):
        return sum(condition_cost(inner, weighed(weight, name)) for name, inner in value.items()) or weight
    if isinstance(value, list):
        inner = sum(condition_cost(each, weight) for each in value if isinstance(each, dict))
        return inner or weight * max(1, ceil(len(value) / VALUES), ceil(letters(value) / LETTERS))
    return weight * max(1, ceil(letters([value]) / LETTERS)) if value is not None else 0


def letters(values: Sequence[Any]) -> int:
    """Count the letters of the texts among *values*."""
    return sum(len(each) for each in values if isinstance(each, str))


def weighed(weight: int, name: str) -> int:
    """Return what conditions under a name weigh."""
    return weight * LINKED if name in QUANTIFIERS else weight
