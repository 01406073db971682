"""Tables that triggers keep, whose rows follow from the editions of types that have a column of what stands in them."""

from collections.abc import Callable, Sequence

from models.edition import Edition, content_types
from models.entry import database
from models.triggers import Trigger, missing


def types_with(column: str) -> list[type[Edition]]:
    """List the types whose tables are there, and have a column."""
    tables = database.columns_of_tables()
    return [model for model in content_types() if column in tables.get(str(model._meta.table_name), ())]


def without_triggers(
    models: Sequence[type[Edition]], triggers_of: Callable[[type[Edition]], Sequence[Trigger]]
) -> set[str]:
    """Name the tables of some types that lack triggers of theirs, or have others than this code makes."""
    return {each.table for each in missing([trigger for model in models for trigger in triggers_of(model)])}


def have_same_rows(one: str, other: str) -> bool:
    """Tell whether two selections have the same rows."""
    both = " UNION ALL ".join(
        f"SELECT * FROM (SELECT * FROM ({first}) AS one EXCEPT SELECT * FROM ({second}) AS other) AS differing"
        for first, second in ((one, other), (other, one))
    )
    return not database.execute_sql(f"SELECT 1 FROM ({both}) AS found LIMIT 1").fetchone()
