"""Entries whose span has not ended, the earliest first."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from models.edition import Edition
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.planning import Json, OwnArguments, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.connections.arguments import page_size
from resolvers.context.read_context import ReadContext
from resolvers.where.orders import sort_keys
from resolvers.where.spans import PARTS, ahead
from resolvers.where.walks import in_one, ordering_of, with_keys


@dataclass(frozen=True)
class Upcoming:
    """The entries of *model* whose span has not ended at the instant of the read context, in order, `first` of them."""

    model: type[Edition]


@dataclass(frozen=True, eq=False)
class LimitArgument(OwnArguments):
    """The argument that limits a list."""

    selected: SelectedField
    parameter: Parameter

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, dict[str, Any]]:
        """Return whether an instant is named, and the limit."""
        size = page_size(self.selected.arguments_of(variables), self.selected)
        return context.options.at is not None, {self.parameter: size}


@attribute_json.register
def upcoming_json(attribute: Upcoming, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """List what has not ended."""
    found = planner.rows(attribute.model)
    first = LimitArgument(selected, Parameter(f"{found.alias}_limit"))
    planner.arguments.append(first)
    element = planner.below(selected, found)

    def write(writer: StatementWriter) -> str:
        text, limit = element(writer), first.parameter.place

        keys = sort_keys(found.table, found.model, found.model.order)
        column = with_keys(found.named_in(text), keys, writer.dialect)
        walks = []
        for part in PARTS:
            rows: Any = writer.live_rows(found.table, column).where(ahead(found.table, part, writer))
            ordering = ordering_of(keys, writer.dialect, is_found_apart=part.is_running)
            walks.append(writer.first(rows.order_by(*ordering), found.table, limit))
        return writer.dialect.list_of(text, in_one(walks, found, keys, limit, writer.dialect), found.alias)

    return write
