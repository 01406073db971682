"""Totals: how many entries a connection has, read from the ledger; with conditions they are counted.

A client that needs to know only whether there are more than so many says so, by `atMost`: counting stops there.
"""

from dataclasses import dataclass
from typing import Any

from peewee import SQL, fn

from models.ledger import ALL, CountedList, total_sql
from resolvers.compiler.parameters import AT, Parameter
from resolvers.compiler.planning import OwnArguments
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.visibility import is_recorded
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.connections.pages import Page
from resolvers.context.errors import BadUserInput
from resolvers.context.read_context import ReadContext
from resolvers.where.filters import NO_CONDITIONS


@dataclass(frozen=True, eq=False)
class TotalArguments(OwnArguments):
    """The arguments of the field *selected*, which tells the total of the rows named *alias*."""

    selected: SelectedField
    alias: str

    @property
    def bound(self) -> Parameter:
        """The number at which counting stops."""
        return Parameter(f"{self.alias}_most_{self.selected.key}")

    def read(self, context: ReadContext, variables: Any) -> tuple[bool, dict[str, Any]]:
        """Tell whether a bound is given, and bind it; raise `BadUserInput`."""
        most = self.selected.arguments_of(variables).get("atMost")
        if most is not None and most < 0:
            raise BadUserInput(f"atMost must not be negative, as {most} is.", self.selected)
        return most is not None, {} if most is None else {self.bound: most}


@dataclass(frozen=True)
class Total:
    """The total of a connection, whose *page* says what is in it."""

    page: Page
    arguments: TotalArguments

    def sql(self, writer: StatementWriter, key: str) -> str:
        """Write the number of all entries that the pages go through, up to the bound if there is one."""
        is_bounded, bound = writer.variant(self.arguments), self.arguments.bound
        if not self.is_recorded(writer):
            return self.counted(writer, key, bound if is_bounded else None)
        total = self.recorded(writer, key)
        return f"{writer.dialect.least}(({total}), {bound.mark})" if is_bounded else total

    def is_recorded(self, writer: StatementWriter) -> bool:
        """Tell whether the ledger has it: there are no conditions, and what is published is read."""
        is_published = is_recorded(writer.context.perspective, self.page.rows.model.__name__)
        return is_published and self.page.variant(writer).form == NO_CONDITIONS

    def recorded(self, writer: StatementWriter, key: str) -> str:
        """Read the total from the ledger, which tells what is published."""
        model, link = self.page.rows.model, self.page.link
        writer.note(model)
        return total_sql(CountedList(model, link.link if link else None), key or str(ALL), AT.mark)

    def counted(self, writer: StatementWriter, key: str, bound: Parameter | None) -> str:
        """Count what meets the conditions."""
        everything = Rows(self.page.rows.model, f"{self.page.rows.alias}_all")
        selected, _ = self.page.selected(writer, everything, key, fn.COUNT(SQL("*")) if bound is None else SQL("1"))
        if bound is None:
            return writer.sql(selected)
        return f'SELECT COUNT(*) FROM ({writer.sql(selected.limit(bound.place))}) AS "{everything.alias}"'
