"""Objects that only hold further root attributes."""

from dataclasses import dataclass

from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows


@dataclass(frozen=True)
class Namespace:
    """An object of the type named *type_name*, which only holds further roots."""

    type_name: str


@attribute_json.register
def namespace_json(attribute: Namespace, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Plan the roots of the object."""
    return planner.below(selected, rows)
