"""Entries of several types: what is selected of one is planned for each type, and read by the query of its own.

    CASE <type> WHEN 'Event' THEN (SELECT ... FROM "event" ...) WHEN 'School' THEN (SELECT ... FROM "school" ...) END

Only those fields stand in a query that are selected on its type, and of the queries one runs for each entry.
"""

from collections.abc import Callable, Mapping
from typing import Any

from peewee import SQL, ModelSelect

from resolvers.compiler.planning import Counted, Json, Planner
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.errors import Denied

Kinds = Mapping[str, tuple[Rows, Json]]
"""The rows of each type, and the element that is planned of them, by a name."""


def planned_kinds(selected: SelectedField, planner: Planner, models: Mapping[str, Any]) -> Kinds:
    """Plan what is selected of an entry on each of *models*, which have names; what they read alike is counted once."""
    schema, counted = selected.document.schema, Counted()
    kinds = {}
    for name, model in models.items():
        kind: Any = schema.get_type(model.__name__)
        rows = planner.rows(model)
        kinds[name] = rows, planner.object(kind, selected.fields(kind), rows, counted)
    return kinds


def cases_of(
    writer: StatementWriter, number: str, kinds: Kinds, one_of: Callable[[ModelSelect], str] | None = None
) -> str:
    """Write for each type how the entry with a number is read, as *one_of* writes the value of a query.

    A type that the reader may not see has no case. What is denied below an entry that may be seen is an error, as
    anywhere.
    """
    cases = []
    for name, (rows, element) in kinds.items():
        try:
            shown = writer.live(rows.table)
        except Denied:
            continue
        found = rows.table.select(SQL(element(writer))).where(shown & (rows.table.entry == SQL(number)))
        cases.append(f"WHEN '{name}' THEN {(one_of or writer.dialect.one_of)(found)}")
    return " ".join(cases)
