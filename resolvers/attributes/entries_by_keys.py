"""Several entries by the keys that a list argument gives."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from peewee import SQL

from models.edition import Edition
from models.translations import EnumField
from resolvers.compiler.parameters import ListParameter
from resolvers.compiler.planning import Json, OwnArguments, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.errors import require_few
from resolvers.context.read_context import ReadContext
from resolvers.where.orders import default_order


@dataclass(frozen=True)
class EntriesByKeys:
    """The entries of *model* whose keys the list argument *argument* gives, in its order; all without it.

    The keys are names out of a fixed set, so there are no more entries than these.
    """

    model: type[Edition]
    argument: str

    @property
    def keys(self) -> type[StrEnum]:
        """The names that are keys."""
        field: Any = getattr(self.model, self.model.key)
        assert isinstance(field, EnumField)
        names: type[StrEnum] = field.enum
        return names


@dataclass(frozen=True, eq=False)
class KeysArgument(OwnArguments):
    """The list argument that gives the keys of several entries."""

    selected: SelectedField
    name: str
    parameter: ListParameter

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, dict[str, Any]]:
        """Return whether keys are given, and the keys."""
        given = self.selected.arguments_of(variables).get(self.name)
        require_few(given or (), self.name, self.selected)
        return given is not None, {self.parameter: distinct(given)}


def distinct(keys: Sequence[Any] | None) -> list[Any] | None:
    """Leave out keys that are given again: an entry stands at the first place that names it."""
    return None if keys is None else list(dict.fromkeys(keys))


@attribute_json.register
def entries_by_keys_json(attribute: EntriesByKeys, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Look several entries up by their keys, or all."""
    found = planner.rows(attribute.model)
    keys = KeysArgument(selected, attribute.argument, ListParameter(f"{found.alias}_{attribute.argument}"))
    planner.arguments.append(keys)
    element = planner.below(selected, found)

    def write(writer: StatementWriter) -> str:
        text = element(writer)
        live: Any = writer.live_rows(found.table, found.named_in(text))
        if writer.variant(keys):
            column = getattr(found.table, attribute.model.key)
            given = writer.dialect.listed(keys.parameter, f"{found.alias}_keys", "text")
            live = live.from_(given.node, found.table).where(column == SQL(given.value)).order_by(SQL(given.place))
        else:
            live = live.order_by(*default_order(found, writer.dialect))
        return writer.dialect.list_of(text, writer.sql(live), found.alias)

    return write
