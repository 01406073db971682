"""Numbers: the columns of a type of which groups tell the sum, the least, the greatest and the mean."""

from typing import Any

from peewee import FloatField, IntegerField

from models.instants import InstantField
from resolvers.context.object_types import OBJECT_TYPES


def number_columns(type_name: str) -> dict[str, Any]:
    """List the columns of numbers that a type shows, by field name."""
    return {name: each for name, each in OBJECT_TYPES[type_name].attributes.items() if is_number(each)}


def is_number(attribute: Any) -> bool:
    """Tell whether an attribute is a column of numbers; an instant is none to clients."""
    return isinstance(attribute, IntegerField | FloatField) and not isinstance(attribute, InstantField)
