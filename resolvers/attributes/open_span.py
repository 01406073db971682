"""Whether something is open at the instant of the reading: between two instants of its row, in one state of it."""

from dataclasses import dataclass

from resolvers.compiler.parameters import AT
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter


@dataclass(frozen=True)
class OpenSpan:
    """The attribute that is true from the instant in *opens* to before that in *closes*, while *state* has a *value*.

    Without the one it was always open, without the other it does not close.
    """

    opens: str
    closes: str
    state: str
    value: str


@attribute_json.register
def open_span_json(attribute: OpenSpan, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Compare with the instant."""
    opens, closes, state = (rows.column(name) for name in (attribute.opens, attribute.closes, attribute.state))

    def write(writer: StatementWriter) -> str:
        spans = f"({opens} IS NULL OR {opens} <= {AT.mark}) AND ({closes} IS NULL OR {closes} > {AT.mark})"
        is_open = f"COALESCE({state} = {writer.dialect.literal(attribute.value)} AND {spans}, 1 = 0)"
        return writer.dialect.boolean(is_open, nullable=False)

    return write
