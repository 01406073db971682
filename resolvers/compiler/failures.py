r"""Failures: fields whose formatter fails, which become null, each with an error at its place in the answer.

A formatter knows no places in lists. So it leaves a sign where its value would stand, `"\u0000!7"`, and the answer, if
anything in it has failed, is read as JSON: each sign becomes null, and the path to it is that of an error.
"""

from collections.abc import Mapping
from itertools import count
from typing import Any, NamedTuple

import orjson
from graphql import GraphQLError, located_error

from resolvers.compiler.selections import SelectedField

SIGN = "\0!"
"""What a sign begins with; no content holds NUL."""

NUMBERS = count()


class Failed(NamedTuple):
    """A field that failed, and why."""

    error: Exception
    selected: SelectedField


Failures = dict[int, Failed]


def sign(failures: Failures, failed: Failed) -> bytes:
    """Note what has failed; return the JSON that stands for it."""
    number = next(NUMBERS)
    failures[number] = failed
    return orjson.dumps(f"{SIGN}{number}")


def place_failures(data: bytes, failures: Mapping[int, Failed]) -> tuple[bytes, list[GraphQLError]]:
    """Put null in the place of every sign in an answer; return it, and an error for each."""
    errors: list[GraphQLError] = []

    def without_signs(value: Any, path: tuple[str | int, ...]) -> Any:
        if isinstance(value, dict):
            return {key: without_signs(each, (*path, key)) for key, each in value.items()}
        if isinstance(value, list):
            return [without_signs(each, (*path, place)) for place, each in enumerate(value)]
        if not (isinstance(value, str) and value.startswith(SIGN)):
            return value
        error, selected = failures[int(value.removeprefix(SIGN))]
        errors.append(located_error(error, list(selected.nodes), list(path)))
        return None

    return orjson.dumps(without_signs(orjson.loads(data), ())), errors
