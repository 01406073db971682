"""Visibility: the predicate of the rows that a perspective shows, by its class; it is all that hides a row.

What is public is written here. What needs a right registers from above, `resolvers/access/visibility.py`.
"""

from functools import singledispatch
from typing import TYPE_CHECKING, Any

from peewee import Expression

from resolvers.compiler.parameters import AT, Parameter
from resolvers.context.perspectives import Published

if TYPE_CHECKING:
    from resolvers.compiler.writer import StatementWriter


@singledispatch
def shown(perspective: Any, table: Any, writer: "StatementWriter") -> Any:
    """Build the predicate of the rows in *table* that a perspective shows."""
    raise NotImplementedError(f"nothing is shown from {perspective!r}")


@shown.register(Published)
def shown_published(perspective: Published, table: Any, writer: "StatementWriter") -> Expression:
    """Show what is live at the instant."""
    return live_at(AT, table, writer)


@singledispatch
def values_of(perspective: Any, now: int) -> dict[str, Any]:
    """Return what the predicate of a perspective binds, by parameter name."""
    raise NotImplementedError(f"nothing is bound from {perspective!r}")


@values_of.register(Published)
def values_of_published(perspective: Published, now: int) -> dict[str, Any]:
    """Bind nothing beside the instant."""
    return {}


@singledispatch
def is_recorded(perspective: Any, type_name: str) -> bool:
    """Tell whether a perspective shows of a type just what is live at the instant, as the ledger counts it."""
    raise NotImplementedError(f"nothing is counted from {perspective!r}")


@is_recorded.register(Published)
def is_recorded_published(perspective: Published, type_name: str) -> bool:
    """Say yes."""
    return True


def live_at(instant: Parameter, table: Any, writer: "StatementWriter") -> Expression:
    """Build the predicate of what is live at an instant. Drafts have no `live_from`, so none is.

    Nearly all rows meet it: no statement should start from the indexes of these columns, which find the next change.
    """
    unindexed = writer.dialect.unindexed
    found: Expression = (unindexed(table.live_from) <= instant.place) & (unindexed(table.live_until) > instant.place)
    return found
