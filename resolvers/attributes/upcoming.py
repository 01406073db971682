"""Entries whose span has not ended, the earliest first."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from models.edition import Edition
from resolvers.compiler.dialect import signed
from resolvers.compiler.parameters import AT, Parameter
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.connections.arguments import page_size
from resolvers.context.read_context import ReadContext
from resolvers.where.orders import default_order
from resolvers.where.spans import lasts_until


@dataclass(frozen=True)
class Upcoming:
    """The entries of *model* whose span has not ended at the instant of the read context, in order, `first` of them."""

    model: type[Edition]


@dataclass(frozen=True, eq=False)
class LimitArgument:
    """The argument that limits a list."""

    selected: SelectedField
    parameter: Parameter

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, dict[str, Any]]:
        """Return whether an instant is named, and the limit."""
        size = page_size(self.selected.arguments_of(variables), self.selected)
        return context.options.at is not None, {self.parameter: size}


@attribute_json.register
def upcoming_json(attribute: Upcoming, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """List what has not ended.

    The signs in ORDER BY keep the database from walking the index of that order, past all that
    has ended, and leave it that of the ends: 24 ms in place of 540 with 200,000 past events.
    """
    found = planner.rows(attribute.model)
    first = LimitArgument(selected, Parameter(f"{found.alias}_limit"))
    planner.arguments.append(first)
    element = planner.below(selected, found)
    assert attribute.model.span
    starts, ends = (getattr(found.table, name) for name in attribute.model.span)

    def write(writer: StatementWriter) -> str:
        text = element(writer)
        order = [signed(ordering) for ordering in default_order(found, writer.dialect)]
        ahead: Any = writer.live_rows(found.table, found.named_in(text)).where(lasts_until(starts, ends, AT.place))
        rows = writer.first(ahead.order_by(*order), found.table, first.parameter.place)
        return writer.dialect.list_of(text, writer.sql(rows), found.alias)

    return write
