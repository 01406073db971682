"""When an edition ceases to be shown: known to those who may know what is to come, and null to others.

At any instant, what is live then ends later if ever. So an answer for an instant that has passed stays what it was,
whatever is scheduled or ended since, and tells nobody that something is scheduled.
"""

from dataclasses import dataclass
from typing import Any

from models.edition import Edition
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter


@dataclass(frozen=True)
class LiveUntil:
    """The end of an edition."""

    column: Any = Edition.live_until


@attribute_json.register
def live_until_json(attribute: LiveUntil, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Read the end."""
    read = attribute_json(attribute.column, selected, rows, planner)

    def write(writer: StatementWriter) -> str:
        knows = writer.context.perspective.knows_ends(rows.model.__name__)
        return read(writer) if knows else writer.dialect.null

    return write
