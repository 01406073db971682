"""Grouped columns: some columns of a row that clients see as one object, null where none of its own holds anything.

The columns stay columns, so that they are indexed, compared and edited as any other.
"""

from dataclasses import dataclass
from typing import ClassVar

from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter


@dataclass(frozen=True)
class Grouped:
    """The attribute of an object of the type *type_name*, which is there where any of *columns* is.

    It costs what a component does.
    """

    type_name: str
    columns: tuple[str, ...]
    at_most: ClassVar[int] = 1
    linking: ClassVar[int] = 1


@attribute_json.register
def grouped_json(attribute: Grouped, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Write the object, of the same row."""
    below = planner.below(selected, rows)
    is_there = " OR ".join(f"{rows.column(name)} IS NOT NULL" for name in attribute.columns)

    def write(writer: StatementWriter) -> str:
        dialect = writer.dialect
        return dialect.nested(f"CASE WHEN {is_there} THEN {below(writer)} ELSE {dialect.null} END", nullable=True)

    return write
