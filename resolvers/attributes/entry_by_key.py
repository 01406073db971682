"""One entry by the key that an argument gives, or by a slug that it had before."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from peewee import SQL, Case, Desc, fn

from models.edition import Edition
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.planning import Json, OwnArguments, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.read_context import ReadContext


@dataclass(frozen=True)
class EntryByKey:
    """The entry of *model* whose key is given by the argument of that name, or null."""

    model: type[Edition]


@dataclass(frozen=True, eq=False)
class KeyArgument(OwnArguments):
    """The argument that gives an entry's key."""

    selected: SelectedField
    name: str
    parameter: Parameter

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, dict[str, Any]]:
        """Return the key, which decides nothing else."""
        return None, {self.parameter: self.selected.text(self.name, variables)}


@attribute_json.register
def entry_by_key_json(attribute: EntryByKey, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Look an entry up by its key."""
    found, name = planner.rows(attribute.model), attribute.model.key
    key = KeyArgument(selected, name, Parameter(f"{found.alias}_{name}"))
    planner.arguments.append(key)
    element = planner.below(selected, found)

    if name == "slug":
        return lambda writer: first_with_slug(writer, element(writer), found, key.parameter)
    is_key = getattr(found.table, name) == key.parameter.place
    return lambda writer: writer.dialect.one_of(writer.look_up(found.table, SQL(element(writer))).where(is_key))


def first_with_slug(writer: StatementWriter, element: str, found: Rows, parameter: Parameter) -> str:
    """Write the entry that has a slug, or the latest that had it by then: old links keep working.

    The latest is the one whose edition with the slug began last, whichever entry was made first.
    """
    slug, past, own = parameter.place, found.model.alias(), found.model.alias()
    had = writer.public_rows(past, past.entry).where(past.slug == slug)
    is_former = Case(None, [(found.table.slug == slug, SQL("0"))], SQL("1"))
    began = writer.public_rows(own, fn.MAX(own.live_from)).where((own.entry == found.table.entry) & (own.slug == slug))
    rows: Any = writer.look_up(found.table, found.named_in(element)).where(found.table.entry.in_(had))
    return writer.dialect.first_of(
        element, rows.order_by(is_former, Desc(began), found.table.entry.desc()), found.alias
    )
