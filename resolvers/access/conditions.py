"""Conditions of grants: a `where` of a type's own filter, which is the same for every reader at every instant.

It is read when it is given (`check_condition`), and again when it decides what somebody sees (`read_condition`): one
that cannot be read any more, as a field it is on has gone, is met by nothing.
"""

import json
import logging
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from graphql import GraphQLError, GraphQLInputType, GraphQLSchema, Node, Undefined
from graphql.utilities import coerce_input_value, validate_input_value

from models.translations import TranslatedField
from resolvers.context.errors import BadUserInput
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.where.filters import Form, WhereReader
from resolvers.where.spans import Phase

logger = logging.getLogger(__name__)

INPUTS: dict[str, GraphQLInputType] = {}
"""The input types of conditions by content type, which the schema tells when it is made."""

LONGEST = 2_000
"""Characters of a condition."""


class Condition(NamedTuple):
    """A condition as it is written in SQL: its form, and the values that are bound."""

    form: Form
    values: Sequence[Any]


class Nowhere:
    """The place of a condition that stands in no document."""

    path: tuple[str, ...] = ()
    nodes: Sequence[Node] = ()


class ConditionReader(WhereReader):
    """Reads a `where` that must not depend on who reads, in which language or when."""

    def condition(self, name: str, value: Any, type_name: str) -> Form:
        """Read one entry; raise `BadUserInput` for a text in several languages, or a phase of time."""
        attribute = OBJECT_TYPES[type_name].filters.get(name)
        if isinstance(attribute, TranslatedField | Phase):
            message = f"A grant has no condition on {type_name}.{name}: it is another for other languages or instants."
            raise BadUserInput(message, self.place)
        return super().condition(name, value, type_name)


def tell_inputs(schema: GraphQLSchema) -> None:
    """Take the input types of conditions from a schema."""
    for name in OBJECT_TYPES:
        if (found := schema.type_map.get(f"{name}Filter")) is not None:
            INPUTS[name] = found  # type: ignore[assignment]


def check_condition(type_name: str | None, where: str) -> Condition:
    """Read a condition on content of a type, given as JSON; raise `BadUserInput` saying what is wrong."""
    kind = INPUTS.get(type_name or "")
    if kind is None:
        raise BadUserInput(f"A condition needs a content type that has filters, not {type_name}.")
    if len(where) > LONGEST:
        raise BadUserInput(f"A condition has at most {LONGEST} characters.")
    try:
        given = json.loads(where)
    except (ValueError, RecursionError):
        raise BadUserInput("A condition is JSON.") from None
    errors: list[GraphQLError] = []
    validate_input_value(given, kind, lambda error, path: errors.append(error))
    if errors:
        raise BadUserInput(f"The condition is no {kind}: {errors[0].message}")
    value = coerce_input_value(given, kind)
    if value is Undefined or not value:
        raise BadUserInput("A condition must not be empty.")
    reader = ConditionReader(Nowhere())
    return Condition(reader.read(value, str(type_name)), tuple(reader.values))


@lru_cache(maxsize=1_024)
def read_condition(type_name: str, where: str) -> Condition | None:
    """Read a condition that was given before; None, and a line in the log, for one that cannot be read any more."""
    try:
        return check_condition(type_name, where)
    except GraphQLError as error:
        logger.warning("a grant on %s is of no effect: %s", type_name, error.message)
        return None
