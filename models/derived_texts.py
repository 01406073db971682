"""Deriving what texts are compared by again: for all editions of a type, when ICU or the columns are others."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from models.bulk import encoded, update_rows
from models.collation import RULES
from models.derived_columns import Derived, derive_columns, derived_fields
from models.edition import Edition, content_types
from models.entry import database
from models.language_columns import described
from models.revisions import uncounted

CHUNK = 5_000
"""Editions that are read at once."""


def name_of(model: type[Edition]) -> str:
    """Name what the derived texts of a type depend on, as it is recorded."""
    return f"ICU for {model._meta.table_name}"


def present_texts() -> dict[str, str]:
    """Tell what the texts of each type would be derived with now: the rules, the languages and the columns."""
    kinds = {model: derived_fields(model) for model in content_types()}
    languages = described()
    return {
        name_of(model): f"{RULES}; {languages}: {', '.join(map(described_column, fields.values()))}"
        for model, fields in kinds.items()
        if fields
    }


def described_column(column: Derived) -> str:
    """Name a derived column, those that it follows from, and the rules by which it does."""
    rules = f" by {column.form}" if column.form else ""
    return f"{column.name} of {' and '.join(source.name for source in column.sources)}{rules}"


def renew_texts(names: Collection[str]) -> tuple[int, list[str]]:
    """Derive the texts of the types that are named; return how many editions changed, and the names that wait.

    A column for which there is no migration yet waits for it.
    """
    named = [model for model in content_types() if name_of(model) in names]
    due = [model for model in named if has_columns(model)]
    if not due:
        return 0, list(map(name_of, named))
    with uncounted():
        changed = sum(map(renew_editions, due))
    return changed, [name_of(model) for model in named if model not in due]


def has_columns(model: type[Edition]) -> bool:
    """Tell whether the database has the derived columns of a type."""
    table = model._meta.table_name
    if table not in database.get_tables():
        return False
    return derived_fields(model).keys() <= {column.name for column in database.get_columns(table)}


def renew_editions(model: type[Edition]) -> int:
    """Derive the texts of all editions of a type; return how many that changed."""
    changed, columns = 0, derived_fields(model)
    for rows in pieces(model):
        rewritten = [(*map(encoded, derived.values()), row["edition"]) for row, derived in differing(model, rows)]
        update_rows(model, list(columns), model.edition.name, rewritten)
        changed += len(rewritten)
    return changed


def outdated(model: type[Edition]) -> int:
    """Count the editions of a type whose derived columns are not what follows from the others."""
    return sum(len(differing(model, rows)) for rows in pieces(model))


def differing(model: type[Edition], rows: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """List those of some rows whose derived columns are not what follows from the others, with what follows."""
    made = [(row, derive_columns(model, row)) for row in rows]
    return [(row, derived) for row, derived in made if any(row[name] != derived[name] for name in derived)]


def pieces(model: type[Edition]) -> Iterator[Sequence[dict[str, Any]]]:
    """Read the derived columns of a type and what they follow from, in pieces: there may be many."""
    derived = derived_fields(model).values()
    columns = dict.fromkeys([model.edition, *(source for field in derived for source in field.sources), *derived])
    last = 0
    while True:
        following: Any = model.select(*columns).where(model.edition > last).order_by(model.edition)
        rows = list(following.limit(CHUNK).dicts())
        if not rows:
            return
        yield rows
        last = rows[-1]["edition"]
